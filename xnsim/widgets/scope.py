"""A picture with sliders: worked out beside the page, shut until it may be looked at, the latest setting wins."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import traitlets as tr

from xnsim.widgets.board import Board, page_module, page_style

Picture = dict[str, Any]


class Scope(Board):
    """``choice`` holds where the sliders stand, ``shown`` the picture; ``pictures`` yields one after another, each surer."""

    _esm = page_module("scope.js")
    _css = page_style("scope.css")

    spec = tr.Dict().tag(sync=True)
    choice = tr.Dict().tag(sync=True)
    shown = tr.Dict().tag(sync=True)

    def __init__(self, spec: Mapping[str, Any], pictures: Callable[[Mapping[str, float]], Iterator[Picture]], locked: bool) -> None:
        values = {slider["name"]: slider["value"] for slider in spec["sliders"]}
        super().__init__(spec=dict(spec), choice={"generation": 0, "values": values}, shown={"stage": "locked" if locked else "working"})
        self._pictures, self._wake, self._newest = pictures, threading.Condition(), 0
        self._worker: threading.Thread | None = None
        self.observe(self._moved, "choice")
        self.listen()
        if not locked:
            self._draw()

    def unlock(self) -> None:
        """Open the picture."""
        if self.shown["stage"] == "locked":
            self.shown = {"stage": "working"}
            self._draw()

    def wait(self, timeout_s: float = 60.0) -> Picture:
        """Wait until the picture of the latest setting is complete, and return what is shown; for tests and scripts."""
        with self._wake:
            self._wake.wait_for(lambda: self.shown["stage"] in ("locked", "final") and self._is_latest(), timeout_s)
        return self.shown

    def _is_latest(self) -> bool:
        return self.shown.get("generation", self.choice["generation"]) == self.choice["generation"]

    def _moved(self, _: Any) -> None:
        if self.shown["stage"] != "locked":
            self._draw()

    def _draw(self) -> None:
        with self._wake:
            self._newest += 1
            self._wake.notify_all()
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="xnsim-scope", daemon=True)
                self._worker.start()

    def _work(self) -> None:
        done = 0
        while True:
            with self._wake:
                while done == self._newest:
                    self._wake.wait()
                done, choice = self._newest, self.choice
            self._show(done, choice)

    def _show(self, turn: int, choice: Mapping[str, Any]) -> None:
        """Show the pictures of a setting until there are no more, or the setting has changed."""
        last: Picture = {}
        for picture in self._pictures(choice["values"]):
            if turn != self._newest:
                return
            last = picture | {"generation": choice["generation"]}
            self.shown = last | {"stage": "preview"}
        with self._wake:
            self.shown = last | {"stage": "final"}
            self._wake.notify_all()
