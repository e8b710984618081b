"""积压、超时与预警: what lies in the office, and what lies there too long.

The backlog is a state of the office as the measuring window ends, so it is the same
number in both cohorts.
"""

from __future__ import annotations

from typing import Any

from xnsim.cases import NAN, count, where
from xnsim.indicators.base import Indicator
from xnsim.indicators.view import View, limited
from xnsim.labels import Label

WARN_BEFORE_WORKDAYS = 1


def _overdue(view: View) -> tuple[int, int]:
    """Cases ended after their promise and those past it with no decision in sight, of all that ended with a promise and these."""
    due = view["promised_due"]
    base = view.done & limited(due)
    standing = view.overdue_undecided(due)
    return count(base & (view.ended > due)) + count(standing), count(base) + count(standing)


def _alert_w(view: View) -> Any:
    """An alert falls one working day before the due date, or at once on a shorter limit; in working seconds."""
    due = view["promised_due"]
    return view.working(where(limited(due), due, 0)) - WARN_BEFORE_WORKDAYS * view.calendar.day_seconds


def warned_rows(view: View) -> Any:
    """Mask: still before the office in the second of its alert, or later."""
    return limited(view["promised_due"]) & (view.working(view.last_seen - 1) >= _alert_w(view))


def _warned(view: View) -> tuple[int, int]:
    """Cases that met their warning in the window while they were before the office, of those that had a promise there."""
    known, start = limited(view["promised_due"]), view["clock_start"]
    alert_w, met = _alert_w(view), warned_rows(view)
    if view.is_arrival:
        return count(view.received_in & met), count(view.received_in & known)
    before = view.calendar.working(max(view.start - 1, 0))
    met = met & (view.last_seen > view.start) & ((alert_w > before) | (start >= view.start))
    here = known & view.applied & (start < view.end) & (view.last_seen > view.start)
    return count(met & here), count(here)


def _open(view: View) -> int:
    """Received before the window's end and neither ended nor closed by then."""
    ended, closed = view.ended, view["closed"]
    undecided = ((ended < 0) | (ended >= view.end)) & ((closed < 0) | (closed >= view.end))
    return count((view["received"] < view.end) & undecided & view.applied)


def _backlog(view: View) -> tuple[int, int]:
    """Cases open as the window ends, of all received before."""
    return _open(view), count((view["received"] < view.end) & view.applied)


def _backlog_days(view: View) -> tuple[float, float]:
    """The backlog over the cases ended a working day: how long it would take to clear it."""
    days = view.window_workdays()
    return _open(view), count(view.in_window(view.ended) & view.applied) / days if days else NAN


def _closing(view: View) -> tuple[int, int]:
    """Cases ended over cases accepted; above one where the backlog falls."""
    accepted = view["accepted"]
    taken = view.received_in & (accepted >= 0) if view.is_arrival else view.in_window(accepted) & view.applied
    return count(view.done & (accepted >= 0)), count(taken)


overdue_count = Indicator(
    key="overdue_count", label=Label("超时件", "overdue cases"), unit="count", better="lower",
    twin="warned_count", cohort="completion", form="count", measure=_overdue,
    definition=Label(
        "办结时已过承诺时限的件,加上已过承诺时限而未决的件(官方时钟)。",
        "Cases ended after the promised limit, and cases undecided whose promised limit ran out (official clock)."),
)

warned_count = Indicator(
    key="warned_count", label=Label("预警件", "warned cases"), unit="count", better="lower",
    twin="overdue_count", cohort="completion", form="count", measure=_warned,
    definition=Label(
        "承诺到期前 1 个工作日仍在办的件(时限更短的件一起算即预警)。",
        "Cases still open 1 working day before the promised limit ends (at once where the limit is shorter)."),
)

backlog = Indicator(
    key="backlog", label=Label("积压件", "backlog"), unit="count", better="lower",
    twin="backlog_days", cohort="completion", form="count", measure=_backlog,
    definition=Label(
        "测量期末已收未决的件(两种口径相同)。",
        "Cases received and undecided as the measuring window ends (the same in both cohorts)."),
)

backlog_days = Indicator(
    key="backlog_days", label=Label("积压天数", "backlog in days of work"), unit="workdays", better="lower",
    twin="backlog", cohort="completion", measure=_backlog_days,
    definition=Label(
        "积压件 ÷ 测量期内平均每工作日办结件数(利特尔定律,两种口径相同)。",
        "Backlog ÷ cases ended per working day of the window (Little's law; the same in both cohorts)."),
)

closing_rate = Indicator(
    key="closing_rate", label=Label("办结率", "closing rate"), unit="rate", better="higher",
    twin="backlog", cohort="completion", measure=_closing,
    definition=Label(
        "同期已受理的办结件 ÷ 同期受理件;按办结计时可以超过 100%。",
        "Accepted cases ended ÷ cases accepted in the same period; in the completion cohort it may exceed 100 %."),
)
