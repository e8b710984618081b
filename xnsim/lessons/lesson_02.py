"""Lesson 2, 利用率: the busier the window, the longer the line, and not in proportion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xnsim.labels import Label, Lang, spoken
from xnsim.lessons.base import Exercise, Mistake, Prediction
from xnsim.lessons.boxes import arrivals_slider, shut_view
from xnsim.lessons.charts import BLUE, GREY, INK, SIMULATED, axis, diamond, dots, line, ring
from xnsim.lessons.lesson_01 import DAYS, FILES
from xnsim.lessons.one_desk import CAPACITY, seen
from xnsim.lessons.telling import card, plain
from xnsim.lessons.textbook import Length, Runs, over_runs, surer
from xnsim.theory import single_desk
from xnsim.widgets.scope import Scope

LOW, CALM, HIGH = 5.0, 8.0, 9.8
POINTS = (1.0, 3.0, 5.0, 7.0, 8.0, 9.0, 9.5, 9.8)
SHOWN = Length(2000, 8000, look=(200, 200))
"""Days before and in the measurement: near saturation a line needs years to settle, and is never the same two years running."""
TIMES = Label("倍", "times")


def _days(per_day: float, replication: int, length: Length = SHOWN) -> float:
    """Days each in one run with so many files a day."""
    return seen(per_day, replication, CAPACITY, round(length.warm_up), round(length.measure)).days_each


def _ratio(per_day: float = HIGH) -> list[float]:
    """How many times as long a file takes as at half load, one value a run."""
    return over_runs(lambda r: _days(per_day, r) / _days(LOW, r))


def _time(per_day: float) -> float:
    """Days each with so many files a day, by theory."""
    return single_desk.mean_time(per_day, CAPACITY)


PREDICTIONS = (
    Prediction("2-0", Label("窗口每天能办 10 件。来件从每天 5 件增加到 8 件(1.6 倍),平均用时变成原来的几倍?",
                            "The window can close 10 files a day. Arrivals grow from 5 to 8 a day (1.6 times). How many times as long does a file take?"),
               TIMES, lambda: _time(8.0) / _time(LOW), lambda: _ratio(8.0), digits=1),
    Prediction("2-1", Label("窗口每天能办 10 件。来件从每天 5 件增加到 9.8 件(利用率从 50% 升到 98%),平均用时变成原来的几倍?",
                            "The window can close 10 files a day. Arrivals grow from 5 to 9.8 a day (utilisation from 50 % to 98 %). "
                            "How many times as long does a file take?"),
               TIMES, lambda: _time(HIGH) / _time(LOW), _ratio, digits=1),
)

EXERCISES = (
    Exercise("2-1", Label("每天来 9.5 件,能办 10 件。平均用时几天(等候加办理)?", "9.5 files a day come, 10 can be closed. Days each, waiting and served?"),
             DAYS, lambda: _time(9.5), (
        Mistake(lambda: 0.2 * 9.5 / 5, Label(
            "按比例放大:以为忙到 1.9 倍、时间也是 1.9 倍。队不是直线:余量只剩 0.5 件/天,时间是 1 ÷ 0.5",
            "in proportion: 1.9 times the load is not 1.9 times the time. A line is not linear: only 0.5 files a day are to spare, and the time is 1 ÷ 0.5")),
        Mistake(lambda: single_desk.utilisation(9.5, CAPACITY), Label("这是利用率,不是时间", "that is the utilisation, not a time")),
        Mistake(lambda: 1 / CAPACITY, Label("这只是办理一件的时间,没有算排队", "that is the time to serve one file; the line is missing")),
        Mistake(lambda: single_desk.mean_wait(9.5, CAPACITY), Label("这只是等候;还要加上办理的 0.1 天", "that is the wait alone; add the 0.1 day of service")),
        Mistake(lambda: single_desk.mean_present(9.5, CAPACITY), Label("这是在办的件数,不是天数;除以每天 9.5 件", "that is the number of open files, not days; divide by 9.5 a day")),
    ), Label("平均用时 = 1 ÷ (能力 − 来件) = 1 ÷ (10 − 9.5)", "days each = 1 ÷ (capacity − arrivals) = 1 ÷ (10 − 9.5)")),
    Exercise("2-2", Label("来件再多 0.3 件,每天 9.8 件。平均用时几天?", "0.3 files more, 9.8 a day. Days each?"), DAYS, lambda: _time(9.8), (
        Mistake(lambda: _time(9.5) * 9.8 / 9.5, Label(
            "按比例放大:来件多 3%,时间不是多 3%。看余量:从 0.5 件/天缩到 0.2 件/天",
            "in proportion: 3 % more files is not 3 % more time. Look at what is to spare: from 0.5 a day down to 0.2")),
        Mistake(lambda: _time(9.5) + 0.3, Label("加了 0.3:来件的增量不是时间的增量", "added 0.3: more files is not the same as more days")),
        Mistake(lambda: single_desk.mean_wait(9.8, CAPACITY), Label("这只是等候;还要加上办理的 0.1 天", "that is the wait alone; add the 0.1 day of service")),
        Mistake(lambda: single_desk.mean_present(9.8, CAPACITY), Label("这是在办的件数,不是天数;除以每天 9.8 件", "that is the number of open files, not days; divide by 9.8 a day")),
    ), Label("余量从 0.5 缩到 0.2,平均用时从 2 天变成 5 天", "what is to spare shrinks from 0.5 to 0.2 a day, the time grows from 2 to 5 days"),
             way=Label("余量 = 能力 − 来件。来件只多 0.3 件,先看余量剩多少,平均用时是 1 ÷ 余量",
                       "what is to spare = capacity − what comes. 0.3 more come: first see what is left to spare; the time is 1 ÷ that")),
)


def utilisation_curve(lang: Lang | None = None) -> Scope:
    """Show how long a file takes as the window gets busier, simulated and by theory; opens after prediction 2-1."""
    asked, lang = PREDICTIONS[1], lang or spoken()
    return shut_view(asked, Label("越忙,队越长", "The busier, the longer the line"), arrivals_slider(LOW, HIGH, lang),
                     lambda values, guess: pictures(values["per_day"], guess, lang), lang)


def pictures(per_day: float, guess: float, lang: Lang = "zh") -> Iterator[dict[str, Any]]:
    """Yield what the view shows with the window so busy, each time with one run more of every point."""
    return surer(lambda runs: {"numbers": _numbers(per_day, runs, lang), "chart": _chart(per_day, runs, guess, lang)}, SHOWN)


def _seen(per_day: float, runs: Runs) -> list[float]:
    """Return days each of every run of a picture."""
    return runs.each(SHOWN, lambda r, length: _days(per_day, r, length))


def _numbers(per_day: float, runs: Runs, lang: Lang) -> list[dict[str, Any]]:
    """Return the cards: load, what is to spare, days each, files open."""
    return [
        plain("utilisation", Label("利用率", "utilisation"), f"{100 * single_desk.utilisation(per_day, CAPACITY):.0f} %", lang),
        plain("spare", Label("每天余量", "to spare a day"), f"{CAPACITY - per_day:.1f} {FILES(lang)}", lang),
        card("days_each", Label("平均用时(仿真)", "days each (simulated)"), _seen(per_day, runs), DAYS, lang, theory=_time(per_day)),
        plain("open_files", Label("平均在办(理论)", "open files (theory)"), f"{single_desk.mean_present(per_day, CAPACITY):.1f} {FILES(lang)}", lang),
    ]


def _chart(per_day: float, runs: Runs, guess: float, lang: Lang) -> dict[str, Any]:
    """Return days each against the load; a busy window needs years to settle, so a first look has no points beyond 80 %."""
    curve = [*(k / 10 for k in range(1, 95)), *(9.5 + k / 50 for k in range(17))]
    shown = [each for each in POINTS if each <= CALM or not runs.brief]
    high = max(6.0, min(20.0, 1.1 * _time(LOW) * guess))
    return {
        "x": axis(Label("利用率", "utilisation"), 0, 1, lang, percent=True), "y": axis(Label("平均用时(天)", "days each"), 0, high, lang),
        "series": [
            line(Label("如果队是直线", "if lines were linear"), GREY, [[0, 0], [1, 2 * _time(LOW)]], lang, dash=True),
            line(Label("理论", "theory"), BLUE, [[lam / CAPACITY, _time(lam)] for lam in curve], lang),
            dots(SIMULATED, INK, {lam / CAPACITY: _seen(lam, runs) for lam in shown}, lang),
        ],
        "marks": [diamond(per_day / CAPACITY, _time(per_day), lang), ring(HIGH / CAPACITY, _time(LOW) * guess, lang, high)],
    }
