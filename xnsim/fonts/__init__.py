"""The typeface of every figure and page: Noto Sans SC, cut to what Chinese offices write.

The files ship with the package, so a class-room PC without a Chinese font, or without
the internet, draws the same characters as ours. How they were cut: ``README.md``.
"""

from __future__ import annotations

from pathlib import Path

FAMILY = "Xnsim Sans SC"
"""Our own name for the cut, so that no other font installed on the machine is taken for it."""

TTF = Path(__file__).with_name("XnsimSansSC-Regular.ttf")
WOFF2 = Path(__file__).with_name("XnsimSansSC-Regular.woff2")
LICENSE = Path(__file__).with_name("OFL.txt")
