"""What the notebooks call: a prediction before the run, a view that opens after it, an exercise with an instant answer.

A lesson in a notebook is prose and calls to these; the questions, answers and pictures are here. ``lang`` None is the
language asked for with XNSIM_LANG, as ``xnsim lab --lang`` sets it.
"""

from __future__ import annotations

from xnsim.labels import Label, Lang, spoken
from xnsim.lessons.aloud import own_office, read_aloud, read_engine, run_aloud
from xnsim.lessons.boxes import answer_box, prediction_box
from xnsim.lessons.catalogue import exercise, prediction
from xnsim.lessons.lesson_01 import little_demo
from xnsim.lessons.lesson_02 import utilisation_curve
from xnsim.lessons.lesson_03 import easy_first, variability_curve
from xnsim.lessons.lesson_04 import merged_windows, unlike_lines
from xnsim.lessons.lesson_05 import ab_cover_curve
from xnsim.lessons.lesson_06 import limit_curve
from xnsim.lessons.lesson_07 import returns_curve, three_clocks
from xnsim.lessons.lesson_08 import at_once_curve
from xnsim.lessons.lesson_09 import urgent_share
from xnsim.lessons.lesson_10 import meeting_rhythm, meeting_seats
from xnsim.lessons.lesson_11 import silence_view
from xnsim.lessons.lesson_12 import campaign_and_after, equal_units
from xnsim.lessons.listing import my_predictions
from xnsim.lessons.notices import notices_view
from xnsim.lessons.said import SAID
from xnsim.lessons.telling import outcome, Said, verdict
from xnsim.lessons.wall import prediction_wall
from xnsim.punctuation import printed
from xnsim.widgets.ask import Ask

__all__ = ["ab_cover_curve", "at_once_curve", "campaign_and_after", "check", "easy_first", "equal_units", "limit_curve", "little_demo",
           "meeting_rhythm", "meeting_seats", "merged_windows", "my_predictions", "notices_view", "own_office", "predict", "prediction_wall",
           "read_aloud", "read_engine", "returns_curve", "reveal", "run_aloud", "silence_view", "three_clocks", "unlike_lines", "urgent_share",
           "utilisation_curve", "variability_curve"]

KEPT = Label("已记下:预测 {key} 是 {value:g} {unit}。现在可以运行了。", "Prediction {key} is kept: {value:g} {unit}. Now it may run.")
FIRST = Label("预测 {key} 早已记下,是 {value:g} {unit};先说的算数。", "Prediction {key} was kept before: {value:g} {unit}; the first one counts.")
NOT_YET = Label("请先写下预测 {key},再看结果:{ask}", "First write down prediction {key}, then look: {ask}")


def predict(key: str, value: float | None = None, lang: Lang | None = None) -> Ask | Said:
    """Ask for a number before the run, or keep ``value`` without asking. The first number said is the one kept."""
    asked, lang = prediction(key), lang or spoken()
    if value is None:
        return prediction_box(asked, lang)
    SAID.store(key, float(value))
    words = (KEPT if SAID[key] == value else FIRST)(lang)
    return Said(printed(words.format(key=key, value=SAID[key], unit=asked.unit(lang)), lang))


def reveal(key: str, lang: Lang | None = None) -> Said:
    """Run the question of a prediction and say what came out; refuses until the prediction is there."""
    asked, lang = prediction(key), lang or spoken()
    if key not in SAID:
        return Said(printed(NOT_YET(lang).format(key=key, ask=asked.ask(lang)), lang))
    return Said(outcome(asked, SAID[key], lang))


def check(key: str, answer: float | None = None, lang: Lang | None = None) -> Ask | Said:
    """Judge an answer at once, or show a box to type it in. A wrong answer with a known reason is told the reason."""
    asked, lang = exercise(key), lang or spoken()
    return answer_box(asked, lang) if answer is None else verdict(asked, float(answer), lang)
