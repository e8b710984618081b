"""承诺: how short the promise is beside the law, and beside what really happens.

Only limits counted in working days enter; in a calendar that never closes, calendar days
and exact spans are working days too.
"""

from __future__ import annotations

from typing import Any

from xnsim.cases import NAN, as_column, quantile, take
from xnsim.indicators.base import Indicator
from xnsim.indicators.view import View, limited
from xnsim.labels import Label
from xnsim.worktime import DAY, DAY_S, SPAN, WD

NONE = -1.0


def _in_workdays(units: tuple[int, int] | None, never_closes: bool) -> float:
    """Return a limit in working days; none where it counts calendar days in an office that closes."""
    if units is None:
        return NONE
    n, kind = units
    if kind == WD or (kind == DAY and never_closes):
        return float(n)
    return n / DAY_S if kind == SPAN and never_closes else NONE


def _limits(view: View) -> tuple[Any, Any]:
    """Promised and statutory limit of every case, in working days, ``NONE`` where there is none: those of the day it was received."""
    first, tape = _by_matter(view, 0), view.run.lowered.tape
    if max(tape.matter_route_n, default=1) <= 1:
        return take([promised for promised, _ in first], view["matter"]), take([statutory for _, statutory in first], view["matter"])
    found = [_on_day(view, int(matter), int(when)) for matter, when in zip(view["matter"], view["received"], strict=True)]
    return as_column([promised for promised, _ in found]), as_column([statutory for _, statutory in found])


def _on_day(view: View, matter: int, when: int) -> tuple[float, float]:
    """Return the limits of a matter by the route in force at that second."""
    tape = view.run.lowered.tape
    first = tape.matter_route_at[matter]
    rows = range(first, first + tape.matter_route_n[matter])
    return _of_route(view, tape.matter_route[max(row for row in rows if row == first or tape.matter_route_from[row] <= when)])


def _of_route(view: View, route: int) -> tuple[float, float]:
    """Promised and statutory limit of a route (its kind -1: none), in working days."""
    tape, never_closes = view.run.lowered.tape, view.calendar.day_seconds == DAY_S
    pairs = [column[2 * route:2 * route + 2] for column in (tape.route_promised, tape.route_statutory)]
    promised, statutory = (_in_workdays((int(n), int(kind)) if kind >= 0 else None, never_closes) for kind, n in pairs)
    return promised, statutory


def _by_matter(view: View, when: int) -> list[tuple[float, float]]:
    """Promised and statutory limit of every matter for who comes at a second."""
    never_closes, changed = view.calendar.day_seconds == DAY_S, view.run.lowered.tape.matter_route_n
    return [_on_day(view, number, when) if number < len(changed) and changed[number] > 1 else
            (_in_workdays(matter.promised_units, never_closes), _in_workdays(matter.statutory_units, never_closes))
            for number, matter in enumerate(view.run.program.matters)]


def _cut(view: View) -> tuple[float, float]:
    """Working days by which promises lie below the law, of the days the law gives."""
    promised, statutory = _limits(view)
    rows = view.done & (promised >= 0) & (statutory >= 0)
    legal = statutory[rows].sum()
    return legal - promised[rows].sum(), legal


def _speed_up(view: View) -> tuple[float, float]:
    """Working days by which official times lie below the law, of the days the law gives."""
    _, statutory = _limits(view)
    rows = view.done & (statutory >= 0) & (view["accepted"] >= 0)
    legal = statutory[rows].sum()
    return legal - view.official_workdays[rows].sum(), legal


def _padding(view: View) -> tuple[float, int]:
    """The mean promise over the median official time: how much air is in it."""
    promised, _ = _limits(view)
    rows = view.done & (promised >= 0) & (view["accepted"] >= 0)
    median = quantile(view.official_workdays[rows], 0.5)
    return (promised[rows].mean() / median if median > 0 else NAN), int(rows.sum())


def _cut_by_matter(view: View) -> tuple[float, float]:
    """Every matter counts once, however many cases it has: so the list of matters is judged, not the work; as it reads on the last day."""
    both = [(promised, legal) for promised, legal in _by_matter(view, view.end - 1) if promised >= 0 and legal >= 0]
    return sum(legal - promised for promised, legal in both), sum(legal for _, legal in both)


def _early_by(view: View) -> tuple[int, int]:
    """Working days that still close between the day of the decision and the promised due date, over early cases."""
    due, cal = view["promised_due"], view.calendar
    rows = view.done & limited(due) & ((view.ended - 1) // DAY_S < (due - 1) // DAY_S)
    days = zip(((view.ended[rows] - 1) // DAY_S).tolist(), ((due[rows] - 1) // DAY_S).tolist())
    closed = cal.closed_before_day
    return sum(closed[min(last, cal.days - 1) + 1] - closed[min(first, cal.days - 1) + 1] for first, last in days), int(rows.sum())


mean_early_workdays = Indicator(
    key="mean_early_workdays", label=Label("平均提前天数", "mean days early"), unit="workdays", better="none",
    twin="promise_padding", cohort="completion", measure=_early_by,
    definition=Label("提前办结的件,决定之日到承诺到期之日相隔的工作日数的平均数。提前很多常常说明承诺留了水分。",
                     "Over cases ended early, mean working days from the day of the decision to the day the promise ends. Much of it often means a padded promise."),
)

promise_cut_by_matter = Indicator(
    key="promise_cut_by_matter", label=Label("承诺时限压缩比(按事项)", "promise below the law, by matter"), unit="rate", better="none",
    twin="real_speed_up", cohort="completion", measure=_cut_by_matter,
    definition=Label("1 − 各事项承诺时限之和 ÷ 法定时限之和,每个事项算一次,不论件数(两种口径相同)。",
                     "1 − sum of promised ÷ sum of statutory limits, each matter once however many cases it has (the same in both cohorts)."),
)

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
