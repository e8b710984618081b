"""A box for one number: a question, a field, a button, and what is said to the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import traitlets as tr

from xnsim.widgets.board import Board, page_module, page_style


class Ask(Board):
    """``spec`` holds the words; each number sent arrives in ``heard``, whose answer becomes ``state``."""

    _esm = page_module("ask.js")
    _css = page_style("ask.css")

    spec = tr.Dict().tag(sync=True)
    given = tr.Dict().tag(sync=True)
    state = tr.Dict().tag(sync=True)

    def __init__(self, words: Mapping[str, str], heard: Callable[[float], dict[str, Any]]) -> None:
        super().__init__(spec=dict(words), given={}, state={"stage": "waiting"})
        self._heard = heard
        self.observe(self._answered, "given")
        self.listen()

    def answer(self, value: float) -> dict[str, Any]:
        """Answer as the keyboard would, and return what is said to it."""
        self.given = {"count": self.given.get("count", 0) + 1, "value": value}
        return self.state

    def _answered(self, change: Mapping[str, Any]) -> None:
        self.state = self._heard(float(change["new"]["value"]))
