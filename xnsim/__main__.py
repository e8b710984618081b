"""``python -m xnsim`` is the command line."""

import sys

from xnsim.cli import main

if __name__ == "__main__":
    sys.exit(main())
