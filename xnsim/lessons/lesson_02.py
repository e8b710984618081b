"""Lesson 2, 利用率: the busier the window, the longer the line, and not in proportion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xnsim.labels import Label, Lang, spoken
from xnsim.lessons.base import Exercise, Mistake, Prediction
from xnsim.lessons.boxes import arrivals_slider, shut_view
from xnsim.lessons.lesson_01 import DAYS, FILES
from xnsim.lessons.one_desk import CAPACITY, seen
from xnsim.lessons.said import SAID
from xnsim.lessons.telling import card, plain, say
from xnsim.stats import interval
from xnsim.theory import single_desk
from xnsim.widgets.scope import Scope

LOW, HIGH = 5.0, 9.8
POINTS = (1.0, 3.0, 5.0, 7.0, 8.0, 9.0, 9.5, 9.8)
LONG = (2000, 8000)
"""Days before and in the measurement: near saturation a line needs years to settle, and is never the same two years running."""
RUNS = 10
TIMES = Label("倍", "times")


def _ratio(per_day: float = HIGH) -> list[float]:
    return [seen(per_day, r, CAPACITY, *LONG).days_each / seen(LOW, r, CAPACITY, *LONG).days_each for r in range(RUNS)]


def _time(per_day: float) -> float:
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
    ), Label("余量从 0.5 缩到 0.2,平均用时从 2 天变成 5 天", "what is to spare shrinks from 0.5 to 0.2 a day, the time grows from 2 to 5 days")),
)


def utilisation_curve(lang: Lang | None = None) -> Scope:
    """Show how long a file takes as the window gets busier, simulated and by theory; opens after prediction 2-1."""
    asked, lang = PREDICTIONS[1], lang or spoken()
    return shut_view(asked, Label("越忙,队越长", "The busier, the longer the line"), arrivals_slider(LOW, HIGH, lang),
                     lambda values: pictures(values["per_day"], SAID[asked.key], lang), lang)


def pictures(per_day: float, guess: float, lang: Lang = "zh") -> Iterator[dict[str, Any]]:
    """Yield what the view shows with the window so busy, each time with one run more of every point."""
    for n in range(2, RUNS + 1):
        yield {"numbers": _numbers(per_day, n, lang), "chart": _chart(per_day, n, guess, lang), "n": n}


def _days(per_day: float, n: int) -> list[float]:
    return [seen(per_day, r, CAPACITY, *LONG).days_each for r in range(n)]


def _numbers(per_day: float, n: int, lang: Lang) -> list[dict[str, Any]]:
    return [
        plain("utilisation", Label("利用率", "utilisation"), f"{100 * single_desk.utilisation(per_day, CAPACITY):.0f}%", lang),
        plain("spare", Label("每天余量", "to spare a day"), f"{CAPACITY - per_day:.1f} {FILES(lang)}", lang),
        card("days_each", Label("平均用时(仿真)", "days each (simulated)"), _days(per_day, n), DAYS, lang, theory=_time(per_day)),
        plain("open_files", Label("平均在办(理论)", "open files (theory)"), f"{single_desk.mean_present(per_day, CAPACITY):.1f} {FILES(lang)}", lang),
    ]


def _chart(per_day: float, n: int, guess: float, lang: Lang) -> dict[str, Any]:
    curve = [*(k / 10 for k in range(1, 95)), *(9.5 + k / 50 for k in range(17))]
    points = [(lam, interval(_days(lam, n))) for lam in POINTS]
    here = {"x": per_day / CAPACITY, "y": _time(per_day), "label": say(Label("现在", "here"), lang), "shape": "diamond", "colour": "#C44E00"}
    said = {"x": HIGH / CAPACITY, "y": _time(LOW) * guess, "label": say(Label("您的预测", "your prediction"), lang), "shape": "ring", "colour": "#A0508A"}
    return {
        "x": {"label": say(Label("利用率", "utilisation"), lang), "low": 0, "high": 1, "percent": True},
        "y": {"label": say(Label("平均用时(天)", "days each"), lang), "low": 0, "high": max(6.0, min(20.0, 1.1 * _time(LOW) * guess))},
        "series": [
            {"kind": "line", "dash": True, "label": say(Label("如果队是直线", "if lines were linear"), lang), "colour": "#5F6B76", "points": [[0, 0], [1, 2 * _time(LOW)]]},
            {"kind": "line", "label": say(Label("理论", "theory"), lang), "colour": "#0072B2", "points": [[lam / CAPACITY, _time(lam)] for lam in curve]},
            {"kind": "points", "label": say(Label("仿真与 95% 区间", "simulated, 95 % interval"), lang), "colour": "#1B2733",
             "points": [[lam / CAPACITY, found.mean, found.low, found.high] for lam, found in points]},
        ],
        "marks": [here, said],
    }
