"""Programs to read aloud in class: shown as they are, then run, word for word as they would by themselves."""

from __future__ import annotations

import runpy
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from IPython.display import Code

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def read_aloud(name: str) -> Code:
    """Show an example's lines, coloured, to be read aloud."""
    return Code(filename=str(EXAMPLES / f"{name}.py"), language="python")


def run_aloud(name: str) -> None:
    """Run an example and print what it prints."""
    print(output_of(name), end="")


def output_of(name: str) -> str:
    """Run an example and return what it prints."""
    with redirect_stdout(StringIO()) as said:
        runpy.run_path(str(EXAMPLES / f"{name}.py"), run_name="__main__")
    return said.getvalue()
