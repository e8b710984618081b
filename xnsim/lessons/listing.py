"""What was predicted and what came out, as a list that grows while the lesson goes on."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Timer
from typing import Any

from IPython.display import display

from xnsim.labels import Label, Lang, spoken
from xnsim.lessons.catalogue import predictions
from xnsim.lessons.said import SAID
from xnsim.lessons.telling import Said, outcome

PICTURE_S = 2.0
NONE_YET = Label("还没有写下预测。", "No prediction yet.")


@dataclass(frozen=True)
class Listing(Said):
    """The list as it stands; on a page it is written anew whenever a prediction is made, since all cells run before the class predicts."""

    lang: Lang = "zh"

    def __repr__(self) -> str:
        """Show the lines as they are."""
        return self.text

    def _ipython_display_(self) -> None:
        """Show the list, and keep it up to date."""
        shown = display(Said(self.text), display_id=True)
        if shown is not None:
            SAID.when_said(None, lambda: _soon(shown, self.lang))


def my_predictions(lang: Lang | None = None) -> Listing:
    """List what was predicted and what came out."""
    lang = lang or spoken()
    return Listing(_lines(lang), lang=lang)


def _lines(lang: Lang) -> str:
    """Return one line a prediction made so far, in the order of the lessons."""
    said = [(key, asked) for key, asked in predictions().items() if key in SAID]
    return "\n".join(f"{key}  {outcome(asked, SAID[key], lang)}" for key, asked in said) or NONE_YET(lang)


def _soon(shown: Any, lang: Lang) -> None:
    """Write the list anew a little later and beside the page: what came out may have to be run first, and a picture goes before it."""
    timer = Timer(PICTURE_S, lambda: shown.update(Said(_lines(lang))))
    timer.daemon = True
    timer.start()
