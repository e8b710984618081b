"""Lesson 7, one at a time or all at once: the same papers with the same faults, and the same line that the returns stand in."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp
from typing import Any, Literal

from xnsim.labels import Label, Lang, spoken
from xnsim.lessons.base import Prediction
from xnsim.lessons.boxes import shut_view
from xnsim.lessons.charts import BLUE, GREY, INK, ORANGE, axis, diamond, dots, level, line, ring, slider
from xnsim.lessons.lesson_01 import DAYS
from xnsim.lessons.telling import card
from xnsim.lessons.textbook import Length, Runs, over_runs, program_of, remembered, surer, watched
from xnsim.proof.office import at_random, exponential, matter, office, serve
from xnsim.scenario.model import Scenario
from xnsim.theory import networks
from xnsim.widgets.scope import Scope

Notice = Literal["all", "one"]
COME, CAPACITY = 2.0, 5.0
FAULTS, MOST, FOUND = 1.2, 1.3, 0.9
"""Faults in the papers of a file on average, the most the slider takes, and the chance that a review sees one that is there."""
POINTS = (0.2, 0.6, 1.0, 1.2)
SHOWN, STEADY = Length(100, 600), Length(400, 4000)


def reviewed(faults: float, notice: Notice) -> Scenario:
    """One desk that checks papers and names what it sees, all of it or the first fault only; mended papers come back to the line at once."""
    back = {"return": {"step": "sent_back", "defects": {"mean": faults, "seen": FOUND, "notice": notice}, "turnaround": "0 s"}}
    return office({"desk": {}}, {"visit": matter(at_random(COME), serve("desk", exponential(1 / CAPACITY)), back)})


@remembered
def _program(faults: float, notice: Notice, length: Length) -> Any:
    """Return the desk with so many faults and one of the rules, ready to run."""
    return program_of(reviewed(faults, notice), length)


@remembered
def seen(faults: float, notice: Notice, replication: int, length: Length = SHOWN) -> tuple[float, float]:
    """Return of one run the days a file took and how many reviews it needed."""
    run = watched(_program(faults, notice, length), replication)
    return run.mean_time(), float(run.cases["spells"][run.measured].mean())


def reviews(faults: float, notice: Notice) -> float:
    """Reviews a file by theory; what is never seen does not come back.

    All at once: the faults seen in turn are independent Poisson numbers, and the first review that sees none is the last.
    One at a time: with k faults left a review sees one or more of them with probability 1 - (1 - FOUND)^k, and one of them goes.
    """
    total, still, left = 1.0, 1.0, faults
    if notice == "all":
        while still > 1e-12:
            still *= 1 - exp(-left * FOUND)
            left *= 1 - FOUND
            total += still
        return total
    chance = exp(-faults)
    for k in range(1, 60):
        chance *= faults / k
        still, total = 1.0, total
        for left_over in range(k, 0, -1):
            still *= 1 - (1 - FOUND) ** left_over
            total += chance * still
    return total


def days_each(faults: float, notice: Notice) -> float:
    """Days a file takes by theory.

    Every review takes as long whatever the round, so the line is that of returns by chance with as many reviews a file
    (Baskett, Chandy, Muntz & Palacios 1975, J. ACM 22:248-260).
    """
    return networks.feedback_mean_time(COME, CAPACITY, 1 - 1 / reviews(faults, notice))


PREDICTION = Prediction("7-3", Label(
    f"每天来 {COME:g} 件,能审 {CAPACITY:g} 次;材料平均有 {FAULTS:g} 处毛病,审一次,每处有九成看得出。说一处、补一处、再来排队,平均要 "
    f"{days_each(FAULTS, 'one'):.2f} 天。看出几处一次说全,人手不变,平均几天?",
    f"{COME:g} files a day come, {CAPACITY:g} reviews a day; papers have {FAULTS:g} faults on average, and a review sees nine in ten of them. Named one at a time, "
    f"mended and back in line, a file takes {days_each(FAULTS, 'one'):.2f} days. All that is seen is named at once, with the same officers: days each?"),
    DAYS, lambda: days_each(FAULTS, "all"), lambda: over_runs(lambda r: seen(FAULTS, "all", r, STEADY)[0]))

TITLE = Label("说一处退一处,还是一次说全", "One fault at a time, or all at once")
FAULTY, TIMES_OVER = Label("每件材料平均几处毛病", "faults in a file's papers"), Label("次", "reviews")
RULES: dict[Notice, tuple[Label, str]] = {"one": (Label("逐项告知", "one at a time"), ORANGE), "all": (Label("一次告知", "all at once"), BLUE)}


def notices_view(lang: Lang | None = None) -> Scope:
    """Show days and reviews a file under both rules as papers get worse, on the same applicants; opens after prediction 7-3."""
    lang = lang or spoken()
    faults = slider("faults", FAULTY, Label("处", "faults"), 0.0, MOST, 0.1, 0.6, lang)
    return shut_view(PREDICTION, TITLE, faults, lambda values, guess: notice_pictures(values["faults"], guess, lang), lang)


def notice_pictures(faults: float, guess: float, lang: Lang = "zh") -> Iterator[dict[str, Any]]:
    """Yield what the view shows with so many faults, each time with one run more."""
    return surer(lambda runs: {"numbers": _numbers(faults, runs, lang), "chart": _chart(faults, runs, guess, lang)}, SHOWN)


def _seen(faults: float, notice: Notice, runs: Runs) -> list[tuple[float, float]]:
    """Return days and reviews of every run of a picture."""
    return runs.each(SHOWN, lambda r, length: seen(faults, notice, r, length))


def _numbers(faults: float, runs: Runs, lang: Lang) -> list[dict[str, Any]]:
    """Return the cards: days and reviews a file, under either rule."""
    days, times = Label("{}:平均用时", "{}: days each"), Label("{}:每件审几次", "{}: reviews a file")
    found = {notice: _seen(faults, notice, runs) for notice in RULES}
    name = lambda words, notice: Label(words.zh.format(RULES[notice][0].zh), words.en.format(RULES[notice][0].en))
    return [*(card(f"days_{notice}", name(days, notice), [each[0] for each in pairs], DAYS, lang, theory=days_each(faults, notice)) for notice, pairs in found.items()),
            *(card(f"reviews_{notice}", name(times, notice), [each[1] for each in pairs], TIMES_OVER, lang, theory=reviews(faults, notice)) for notice, pairs in found.items())]


def _chart(faults: float, runs: Runs, guess: float, lang: Lang) -> dict[str, Any]:
    """Return days each against the faults in the papers, under either rule."""
    places = [k / 50 for k in range(int(50 * MOST) + 1)]
    return {
        "x": axis(FAULTY, 0, 1.4, lang), "y": axis(Label("平均用时(天)", "days each"), 0, 4, lang),
        "series": [
            level(Label("没有毛病", "no faults"), GREY, days_each(0, "all"), (0, 1.4), lang),
            *(line(Label(f"{label.zh}(理论)", f"{label.en} (theory)"), colour, [[at, days_each(at, notice)] for at in places], lang) for notice, (label, colour) in RULES.items()),
            dots(Label("", ""), INK, {at: [each[0] for each in _seen(at, "one", runs)] for at in POINTS}, lang),
            dots(Label("", ""), INK, {at: [each[0] for each in _seen(at, "all", runs)] for at in POINTS}, lang),
        ],
        "marks": [diamond(faults, days_each(faults, "one"), lang, Label("", "")), diamond(faults, days_each(faults, "all"), lang, colour=BLUE), ring(FAULTS, guess, lang, 4)],
    }
