"""The boards of the lessons: a box for a number, and pictures that stay shut until the prediction is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from xnsim.labels import Label, Lang
from xnsim.lessons.base import Exercise, Prediction
from xnsim.lessons.said import SAID
from xnsim.lessons.telling import outcome, verdict
from xnsim.punctuation import printed
from xnsim.widgets.ask import Ask
from xnsim.widgets.scope import Scope

PREDICT, KEPT = Label("记下我的预测", "Keep my prediction"), Label("已记下:{} {}。先说的算数。", "Kept: {} {}. The first one counts.")
CHECK = Label("对答案", "Check")
BEFORE, EXERCISE = Label("先预测 {}", "Predict first {}"), Label("练习 {}", "Exercise {}")
LOCKED = Label("写下预测 {} 以后,图才打开", "Write down prediction {} first; then the picture opens")
PER_DAY, FILES = Label("平均每天来件", "files that come a day"), Label("件", "files")


def prediction_box(asked: Prediction, lang: Lang) -> Ask:
    """Return the box that takes a prediction, once."""
    def heard(value: float) -> dict[str, Any]:
        """Somebody said a number: keep it, whatever it is."""
        SAID.store(asked.key, value)
        return kept()

    def kept() -> dict[str, Any]:
        """Return the box with the number that was said in it."""
        return {"stage": "kept", "value": SAID[asked.key], "says": printed(KEPT(lang).format(f"{SAID[asked.key]:g}", asked.unit(lang)), lang)}

    box = Ask(_words(BEFORE, asked, PREDICT, lang), heard)
    if asked.key in SAID:
        box.state = kept()
    return box


def answer_box(asked: Exercise, lang: Lang) -> Ask:
    """Return the box that judges an answer, as often as it is tried."""
    def heard(value: float) -> dict[str, Any]:
        """Somebody answered: say whether it is right, and if not, why."""
        judged = verdict(asked, value, lang)
        return {"stage": "right" if judged.right else "wrong", "value": value, "says": judged.text}

    return Ask(_words(EXERCISE, asked, CHECK, lang), heard)


def _words(head: Label, asked: Prediction | Exercise, button: Label, lang: Lang) -> dict[str, str]:
    return {"key": asked.key, "head": head(lang).format(asked.key), "ask": printed(asked.ask(lang), lang), "unit": asked.unit(lang), "button": button(lang)}


def shut_view(after: Prediction, title: Label, slider: Mapping[str, Any], pictures: Callable[[Mapping[str, float]], Iterator[dict[str, Any]]],
              lang: Lang) -> Scope:
    """Return a picture with a slider that stays shut until a prediction is there; under it stands what came of the prediction."""
    def told(values: Mapping[str, float]) -> Iterator[dict[str, Any]]:
        """Yield the pictures at these values, with what came of the prediction under each."""
        for each in pictures(values):
            yield each | {"sentence": outcome(after, SAID[after.key], lang)}

    spec = {"title": printed(title(lang), lang), "lang": lang, "locked": printed(LOCKED(lang).format(after.key), lang), "sliders": [dict(slider)], "key": after.key}
    view = Scope(spec, told, locked=after.key not in SAID)
    SAID.when_said(after.key, view.unlock)
    return view


def arrivals_slider(start: float, high: float, lang: Lang) -> dict[str, Any]:
    """Return the slider that moves how many files come on an average day."""
    return {"name": "per_day", "label": PER_DAY(lang), "unit": FILES(lang), "low": 1.0, "high": high, "step": 0.1, "value": start}
