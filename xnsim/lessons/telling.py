"""How a lesson says its numbers: on cards, in verdicts, in one line under a prediction."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from threading import Lock
from typing import Any

from xnsim.labels import Label, Lang
from xnsim.lessons.base import Exercise, Prediction
from xnsim.lessons.one_desk import SEED
from xnsim.punctuation import printed
from xnsim.stats import Interval, interval

ON_PAGE = "max-width: 1070px; margin: 2px 0; padding: 6px 12px; font-size: 16px; line-height: 1.6; background: #f2f5f8; border-left: 4px solid #0072b2"
BY_THEORY = Label("理论 {}", "theory {}")
OUTCOME = Label("预测 {guess} {unit};仿真 {mean} {unit}(95% 区间 {low} 至 {high};重复 n = {n} 次,种子 {seed});理论 {theory} {unit}。",
                "Predicted {guess} {unit}; simulated {mean} {unit} (95 % interval {low} to {high}, n = {n}, seed {seed}); theory {theory} {unit}.")
RIGHT = Label("对。{}。", "Right: {}.")
HINTED = Label("还不对。{}。再试一次。", "Not yet: {}. Try again.")
SECOND = Label("提示二:您的数{}了。", "Hint 2: that is too {}.")
THIRD = Label("提示三,这样想:{}。", "Hint 3, the way: {}.")
TOO_MUCH, TOO_LITTLE = Label("偏大", "much"), Label("偏小", "little")
OTHER_UNIT = (100, 60, 8, 24, 7, 5)      # percent, minutes, hours and days of work, hours and days of the calendar
WRONG = Label("还不对。想一想单位:要填的是“{}”。再试一次。", "Not yet. Mind the unit: {} are asked for. Try again.")
ASKED = Label("还不对。先看清题目问的是哪个量、已经给了哪些数,再算一遍。再试一次。", "Not yet. See which quantity is asked and what is given, and work it out again. Try again.")


_one_at_a_time = Lock()


@dataclass(frozen=True)
class Said:
    """A line of text that a notebook shows as it is."""

    text: str
    right: bool | None = None

    def __repr__(self) -> str:
        """Show the line as it is."""
        return self.text

    def _repr_html_(self) -> str:
        """Show it large enough to be read on a projector."""
        return f'<p style="{ON_PAGE}">{escape(self.text).replace(chr(10), "<br>")}</p>'


def say(words: Label, lang: Lang) -> str:
    """Return words as they are printed."""
    return printed(words(lang), lang)


def card(key: str, label: Label, values: Sequence[float], unit: Label, lang: Lang, theory: float | None = None) -> dict[str, Any]:
    """Return a time, number or share with its interval over replications, and what theory says where it says something."""
    found = not_negative(interval(values))
    digits = _digits(found.half_width)
    note = [f"95% {found.low:,.{digits}f} – {found.high:,.{digits}f}"]
    note += [BY_THEORY(lang).format(f"{theory:,.{digits}f}")] if theory is not None else []
    return {"key": key, "label": say(label, lang), "text": f"{found.mean:,.{digits}f} {unit(lang)}", "value": found.mean, "note": " · ".join(note)}


def not_negative(found: Interval) -> Interval:
    """Return an interval without the part below nought, where no time and no number of files lies."""
    return replace(found, low=max(0.0, found.low))


def plain(key: str, label: Label, text: str, lang: Lang) -> dict[str, Any]:
    """Return a number that is known without a run."""
    return {"key": key, "label": say(label, lang), "text": text, "value": None, "note": ""}


def _digits(half_width: float) -> int:
    """Return as many decimals as a number's interval deserves: two figures of its half-width."""
    return min(3, max(1, 1 - math.floor(math.log10(half_width)))) if half_width > 0 else 2


def outcome(prediction: Prediction, guess: float, lang: Lang) -> str:
    """Say what was predicted, what the runs gave and what theory says; who asks while another is working it out waits for him."""
    with _one_at_a_time:
        return _outcome(prediction, guess, lang)


@lru_cache(maxsize=256)
def _outcome(prediction: Prediction, guess: float, lang: Lang) -> str:
    """Run the question of a prediction and say it."""
    found = interval(prediction.simulated())
    shown = {name: f"{value:,.{prediction.digits}f}" for name, value in
             {"mean": found.mean, "low": found.low, "high": found.high, "theory": prediction.theory()}.items()}
    return printed(OUTCOME(lang).format(guess=f"{guess:g}", unit=prediction.unit(lang), n=found.n, seed=SEED, **shown), lang)


def verdict(exercise: Exercise, answer: float, lang: Lang) -> Said:
    """Judge an answer: right, wrong for a known reason, or wrong."""
    if _near(answer, exercise.answer(), exercise.tolerance):
        return Said(printed(RIGHT(lang).format(exercise.because(lang)), lang), True)
    for mistake in exercise.mistakes:
        if _near(answer, mistake.value(), max(exercise.tolerance, 0.01)):
            return Said(printed(HINTED(lang).format(mistake.hint(lang)), lang), False)
    if any(_near(answer, exercise.answer() * by, 0.05) for factor in OTHER_UNIT for by in (factor, 1 / factor)):
        return Said(printed(WRONG(lang).format(exercise.unit(lang)), lang), False)
    return Said(printed(ASKED(lang), lang), False)


def further_hint(exercise: Exercise, answer: float, tries: int, lang: Lang) -> str:
    """Say more after the second wrong answer (too much or too little) and after the third (the way to the answer)."""
    told = []
    if tries >= 2:
        told.append(SECOND(lang).format((TOO_MUCH if answer > exercise.answer() else TOO_LITTLE)(lang)))
    if tries >= 3:
        told.append(THIRD(lang).format((exercise.way or exercise.because)(lang)))
    return "".join("\n" + printed(each, lang) for each in told)


def _near(a: float, b: float, relative: float) -> bool:
    """Say whether two numbers are the same but for so large a share of the second."""
    return abs(a - b) <= max(1e-9, relative * abs(b))
