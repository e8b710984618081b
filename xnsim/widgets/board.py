"""What every board on a trainer's screen shares: its page module, its style, and a typeface if the browser has none.

The page asks for the typeface itself, after drawing two different characters and finding them alike.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget

from xnsim.fonts import FAMILY, WOFF2

HERE = Path(__file__).parent


def page_module(name: str) -> str:
    """Return the ES module of a board: what all boards share, then its own lines."""
    return f"{_text('common.js')}\n{_text(name)}"


def page_style(name: str) -> str:
    """Return the style of a board: what all boards share, then its own lines."""
    return f"{_text('common.css')}\n{_text(name)}"


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


class Board(anywidget.AnyWidget):
    """A widget that sends the page our typeface when the page asks for it."""

    def listen(self) -> None:
        """Begin to answer the page."""
        self.on_msg(self._asked)

    def _asked(self, _: Any, said: Any, __: Any) -> None:
        if isinstance(said, dict) and said.get("ask") == "typeface":
            self.send({"typeface": FAMILY}, [WOFF2.read_bytes()])
