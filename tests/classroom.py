"""Lessons open in JupyterLab, in a browser, as ``xnsim lab`` opens them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from on_screen import POLL_MS, SCREEN, WAIT_MS, Open

from xnsim.lab import start_lab

IDLE = "window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
RUN_ALL = "void window.jupyterapp.commands.execute('notebook:run-all-cells')"
VISIBLE_CODE = ".jp-CodeCell .jp-Cell-inputWrapper .cm-content:visible"


class Class(Open):
    """A lesson open in a browser, and what was overheard since."""

    def answer(self, key: str, value: str, place: int = 0) -> dict[str, str]:
        """Type a number into a box, press Enter, and return the box's state."""
        box = self.page.locator(f'[data-ask="{key}"]').nth(place)
        box.locator("input").fill(value)
        box.locator("input").press("Enter")
        self.page.wait_for_function("each => each.dataset.stage !== 'waiting'", arg=box.element_handle(), timeout=WAIT_MS, polling=POLL_MS)
        return {"stage": box.get_attribute("data-stage"), "says": box.locator(".says").inner_text()}

    def run_all(self, first: str) -> None:
        """Run all cells and wait for the first board."""
        self.page.wait_for_function(IDLE, polling=POLL_MS)
        self.page.evaluate(RUN_ALL)
        self.page.wait_for_selector(first)


@contextmanager
def in_class(browser: object, folder: Path, notebooks: Iterable[Path]) -> Iterator[Class]:
    """Copy notebooks into a new folder and open the first of them; the page can reach the application."""
    folder.mkdir()
    copies = [Path(shutil.copy(path, folder)) for path in notebooks]
    with start_lab(copies[0], expose=True) as lab:
        found = Class(browser.new_page(viewport=SCREEN))
        found.page.goto(lab.url)
        yield found
        found.page.close()
