"""``python -m xnsim``, and the command ``xnsim``: the command line, from its first moment on.

The rooms of the command line take a moment to open; who presses Ctrl-C meanwhile is answered as later.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

STOPPED = 130


def main(words: Sequence[str] | None = None) -> int:
    """Open the command line and carry out what was typed (default: the words of this process); return the exit code."""
    try:
        from xnsim.cli import main as carry_out

        return carry_out(words)
    except KeyboardInterrupt:
        sys.stderr.write("\n已停下 / stopped\n")
        return STOPPED


if __name__ == "__main__":
    sys.exit(main())
