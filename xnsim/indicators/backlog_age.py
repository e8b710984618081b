"""积压年龄: how long what lies in the office has been lying there."""

from __future__ import annotations

from typing import Any

from xnsim.cases import quantile
from xnsim.indicators.base import Indicator
from xnsim.indicators.view import View
from xnsim.labels import Label
from xnsim.worktime import DAY_S



def open_rows(view: View) -> Any:
    """Mask: received before the window's end and neither ended nor closed by then."""
    ended, closed = view.ended, view["closed"]
    return view.applied & (view["received"] < view.end) & ((ended < 0) | (ended >= view.end)) & ((closed < 0) | (closed >= view.end))


def _ages(view: View) -> Any:
    """How long each open case has been there as the window ends, in seconds."""
    return (view.end - view["received"])[open_rows(view)]


def _mean(view: View) -> tuple[float, int]:
    """The mean age, in days."""
    ages = _ages(view)
    return ages.sum() / DAY_S, len(ages)


def _p90(view: View) -> tuple[float, int]:
    """The age that nine in ten open cases do not pass, in days."""
    ages = _ages(view)
    return quantile(ages, 0.9) / DAY_S, len(ages)


backlog_age_days = Indicator(
    key="backlog_age_days", label=Label("积压年龄", "age of the backlog"), unit="days", better="lower",
    twin="p90_backlog_age_days", cohort="completion", measure=_mean,
    definition=Label("测量期末未决的件,从收件到期末的日历天数的平均数(两种口径相同)。",
                     "Mean calendar days from receipt to the window's end over cases undecided then (the same in both cohorts)."),
)

p90_backlog_age_days = Indicator(
    key="p90_backlog_age_days", label=Label("积压年龄 P90", "P90 age of the backlog"), unit="days", better="lower",
    twin="backlog_age_days", cohort="completion", form="amount", measure=_p90,
    definition=Label("测量期末未决的件,从收件到期末的日历天数的 90% 分位数(两种口径相同)。",
                     "90 % quantile of the calendar days from receipt to the window's end over cases undecided then (the same in both cohorts)."),
)
