"""A folder for a USB stick: everything that a Windows PC without the internet needs to install xnsim and open the lessons."""

from __future__ import annotations

from xnsim.pack.closure import unresolved
from xnsim.pack.windows import NotFetched, pack_windows

__all__ = ["NotFetched", "pack_windows", "unresolved"]
