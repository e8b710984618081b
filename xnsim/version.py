"""The version of this package; stamped on every figure and file, and read by ``pyproject.toml``."""

VERSION = "0.1.0"
