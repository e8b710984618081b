"""告知准确: was the day that the applicant was told the day on which it was done?

A day quoted too late misleads as one quoted too early does: he waits for nothing, or comes
for nothing. So both sides count, and padding the promise does not help.
"""

from __future__ import annotations

from typing import Any

from xnsim.cases import count, take, where
from xnsim.indicators.base import Indicator
from xnsim.indicators.view import View, limited
from xnsim.labels import Label
from xnsim.worktime import DAY_S

WITHIN_WORKDAYS = 1


def _working_day(view: View, moment: Any) -> Any:
    """The number of the last working day up to and with the day of a moment; a day ends at its own midnight."""
    day = (moment - 1) // DAY_S
    last = view.calendar.days - 1
    inside = where(day < 0, 0, where(day < last, day, last))
    return take(view.calendar.closed_before_day, inside + 1)


def _accurate(view: View) -> tuple[int, int]:
    """Cases ended within a working day of the day quoted, earlier or later, of those that were quoted one."""
    due = view["verified_due"]
    rows = view.done & limited(due) & ~view.defaulted
    gap = _working_day(view, where(rows, view.ended, 1)) - _working_day(view, where(rows, due, 1))
    late = count(view.overdue_undecided(due)) if view.is_arrival else 0
    return count(rows & (gap <= WITHIN_WORKDAYS) & (gap >= -WITHIN_WORKDAYS)), count(view.done & limited(due)) + late


quote_accuracy_rate = Indicator(
    key="quote_accuracy_rate", label=Label("告知办结时间准确率", "day quoted and kept"), unit="rate", better="higher",
    twin="promise_padding", cohort="completion", measure=_accurate,
    definition=Label(
        "办结日与受理时告知(承诺)的日子相差不超过 1 个工作日的件 ÷ 有承诺时限的办结件;早了也算不准,延期、归零不改变告知过的日子,默认件不算准。"
        "按收件计时,超时未决的件也在分母里。",
        "Cases ended within 1 working day of the day quoted at acceptance (the promised limit) ÷ cases ended that have one; too early is not accurate either, an "
        "extension or a reset does not change what was quoted, a default is not accurate. In the arrival cohort open overdue cases are in the denominator too."),
)
