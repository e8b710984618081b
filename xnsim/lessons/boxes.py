"""The boards of the lessons: a box for a number, and pictures that stay shut until the prediction is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from xnsim.labels import Label, Lang
from xnsim.lessons.base import Exercise, Prediction
from xnsim.lessons.one_desk import SEED
from xnsim.lessons.said import SAID
from xnsim.lessons.telling import further_hint, outcome, verdict
from xnsim.punctuation import printed
from xnsim.widgets.ask import Ask
from xnsim.widgets.scope import Scope

PREDICT, KEPT = Label("记下我的预测", "Keep my prediction"), Label("已记下:{} {}。先说的算数。", "Kept: {} {}. The first one counts.")
CHECK = Label("对答案", "Check")
BEFORE, EXERCISE = Label("先预测 {}", "Predict first {}"), Label("练习 {}", "Exercise {}")
NO_SHARE = Label("这里问的是百分之几,请写 0 到 100 之间的数;还没有记下。", "A share is asked for: write a number between 0 and 100; nothing is kept yet.")
LOCKED = Label("写下预测 {} 以后,图才打开", "Write down prediction {} first; then the picture opens")
SOON = Label("预测 {} {};结果还在算,稍等。", "Predicted {} {}; the outcome is being worked out.")
STAGES = {"preview": Label("预览", "Preview"), "final": Label("正式", "Final")}
LONG_RUNS = Label("重复 n = {n} 次,每次 {days} {unit},种子 {seed}", "n = {n} runs of {days} {unit} each, seed {seed}")
DAYS = Label("天", "days")
PER_DAY, FILES = Label("平均每天来件", "files that come a day"), Label("件", "files")


def prediction_box(asked: Prediction, lang: Lang) -> Ask:
    """Return the box that takes a prediction, once."""
    def heard(value: float) -> dict[str, Any]:
        """Somebody said a number: keep it, right or wrong; a share above 100 % is no number to keep."""
        if asked.unit.en == "%" and not 0 <= value <= 100:
            return {"stage": "wrong", "value": value, "says": printed(NO_SHARE(lang), lang)}
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
    """Return the box that judges an answer, as often as it is tried; the second wrong one is told more, the third the way."""
    wrong: list[float] = []

    def heard(value: float) -> dict[str, Any]:
        """Somebody answered: say whether it is right, and if not, why."""
        judged = verdict(asked, value, lang)
        if judged.right:
            return {"stage": "right", "value": value, "says": judged.text}
        wrong.append(value)
        return {"stage": "wrong", "value": value, "says": judged.text + further_hint(asked, value, len(wrong), lang)}

    return Ask(_words(EXERCISE, asked, CHECK, lang), heard)


def _words(head: Label, asked: Prediction | Exercise, button: Label, lang: Lang) -> dict[str, str]:
    """Return what stands in a box before anything is typed; no answer and no hint."""
    return {"key": asked.key, "head": head(lang).format(asked.key), "ask": printed(asked.ask(lang), lang), "unit": asked.unit(lang), "button": button(lang)}


def shut_view(after: Prediction, title: Label, sliders: Mapping[str, Any] | Sequence[Mapping[str, Any]],
              pictures: Callable[[Mapping[str, float], float], Iterator[dict[str, Any]]], lang: Lang) -> Scope:
    """Return a picture with sliders that stays shut until a prediction is there; under it stands what came of the prediction.

    ``pictures`` is asked for what the sliders stand at and what was predicted.
    What came of it takes longer runs than a picture does: it is worked out once, after the first picture is complete.
    """
    outcomes: list[str] = []

    def told(values: Mapping[str, float]) -> Iterator[dict[str, Any]]:
        """Yield the pictures at these values, each with how many runs it is made of and with what came of the prediction."""
        waiting, last = printed(SOON(lang).format(f"{SAID[after.key]:g}", after.unit(lang)), lang), {}
        for each in pictures(values, SAID[after.key]):
            last = each | {"runs": runs_of(each, lang), "sentence": outcomes[0] if outcomes else waiting}
            yield last
        if not outcomes:
            outcomes.append(outcome(after, SAID[after.key], lang))
            yield last | {"sentence": outcomes[0]}

    sliders = [sliders] if isinstance(sliders, Mapping) else sliders
    spec = {"title": printed(title(lang), lang), "lang": lang, "locked": printed(LOCKED(lang).format(after.key), lang), "sliders": [dict(each) for each in sliders],
            "key": after.key, "stages": {stage: words(lang) for stage, words in STAGES.items()}}
    view = Scope(spec, told, locked=after.key not in SAID)
    SAID.when_said(after.key, view.unlock)
    return view


def runs_of(picture: Mapping[str, Any], lang: Lang) -> str:
    """Say how many runs of how many days a picture is made of; in a hall whose clock counts hours, of how many hours."""
    return printed(LONG_RUNS(lang).format(n=picture["n"], days=f"{picture['days']:,.0f}", unit=picture.get("unit", DAYS(lang)), seed=SEED), lang)


def arrivals_slider(start: float, high: float, lang: Lang) -> dict[str, Any]:
    """Return the slider that moves how many files come on an average day."""
    return {"name": "per_day", "label": PER_DAY(lang), "unit": FILES(lang), "low": 1.0, "high": high, "step": 0.1, "value": start}
