"""承诺: how short the promise is beside the law, and beside what really happens.

Only limits counted in working days enter; in a calendar that never closes, calendar days
and exact spans are working days too.
"""

from __future__ import annotations

from typing import Any

from xnsim.cases import NAN, quantile, take
from xnsim.indicators.base import Indicator
from xnsim.indicators.view import View
from xnsim.labels import Label
from xnsim.worktime import DAY, DAY_S, SPAN, WD

NONE = -1.0


def _in_workdays(units: tuple[int, int] | None, never_closes: bool) -> float:
    if units is None:
        return NONE
    n, kind = units
    if kind == WD or (kind == DAY and never_closes):
        return float(n)
    return n / DAY_S if kind == SPAN and never_closes else NONE


def _limits(view: View) -> tuple[Any, Any]:
    """Promised and statutory limit of every case, in working days, ``NONE`` where there is none."""
    never_closes = view.calendar.day_seconds == DAY_S
    matters = view.run.program.matters
    promised = [_in_workdays(matter.promised_units, never_closes) for matter in matters]
    statutory = [_in_workdays(matter.statutory_units, never_closes) for matter in matters]
    return take(promised, view["matter"]), take(statutory, view["matter"])


def _cut(view: View) -> tuple[float, float]:
    promised, statutory = _limits(view)
    rows = view.done & (promised >= 0) & (statutory >= 0)
    legal = statutory[rows].sum()
    return legal - promised[rows].sum(), legal


def _speed_up(view: View) -> tuple[float, float]:
    _, statutory = _limits(view)
    rows = view.done & (statutory >= 0) & (view["accepted"] >= 0)
    legal = statutory[rows].sum()
    return legal - view.official_workdays[rows].sum(), legal


def _padding(view: View) -> tuple[float, int]:
    promised, _ = _limits(view)
    rows = view.done & (promised >= 0) & (view["accepted"] >= 0)
    median = quantile(view.official_workdays[rows], 0.5)
    return (promised[rows].mean() / median if median > 0 else NAN), int(rows.sum())


promise_cut = Indicator(
    key="promise_cut", label=Label("承诺时限压缩比", "promise below the law"), unit="rate", better="none",
    twin="real_speed_up", cohort="completion", measure=_cut,
    definition=Label(
        "1 − 承诺时限之和 ÷ 法定时限之和(按办结件加权)。",
        "1 − sum of promised ÷ sum of statutory limits, weighted by cases ended."),
)

real_speed_up = Indicator(
    key="real_speed_up", label=Label("实际提速率", "real speed-up"), unit="rate", better="higher",
    twin="promise_cut", cohort="completion", measure=_speed_up,
    definition=Label(
        "1 − 官方办理时长之和 ÷ 法定时限之和(办结件)。",
        "1 − sum of official times ÷ sum of statutory limits, over cases ended."),
)

promise_padding = Indicator(
    key="promise_padding", label=Label("承诺水分", "padding of the promise"), unit="none", better="lower",
    twin="early_rate", cohort="completion", form="amount", measure=_padding,
    definition=Label(
        "平均承诺时限 ÷ 办理时长中位数;越大,提前越容易。",
        "Mean promised limit ÷ median official time; the larger, the easier to be early."),
)
