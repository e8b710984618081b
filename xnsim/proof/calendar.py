"""Cases of the legal clock: read off the working calendar, not run."""

from __future__ import annotations

import datetime as dt

from xnsim.proof.facts import CALENDAR, Case
from xnsim.proof.trial import Proof, Ways
from xnsim.worktime import WD, Calendar, due_at, make_calendar

DECISION_DAYS = 20     # 行政许可法 art. 42
MARGIN_DAYS = 60      # beyond the limit, for holidays and weekends


def look_up(case: Case) -> Proof:
    """The working days of a year, or the last day of a limit."""
    p = case.parameters
    if "year" in p:
        return Proof(case, (), "same", found=(working_days(p["year"]),))
    if "received" in p:
        return Proof(case, (), "same", found=deemed_accepted(p["received"], p["notice_within"]))
    days = p["working_days"] + p.get("extension", 0)
    return Proof(case, (), "same", found=(last_day(p["start"], days),))


def working_days(year: int) -> int:
    """The working days of a year, make-up days among them."""
    first, after = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    return len(make_calendar(first, (after - first).days).wd_closes)


def last_day(start: str, days: int) -> str:
    """The last day of a limit in working days; the first day does not count."""
    calendar = _calendar(start, days)
    due = due_at(WD, days, 0, 0, calendar.closed_before_day, calendar.wd_closes, calendar.day_due)
    return calendar.date_of(due).isoformat()


def deemed_accepted(received: str, notice_within: int) -> tuple[str, str, str]:
    """[last day to ask for papers, day deemed accepted, last day to decide] where nobody was asked."""
    return last_day(received, notice_within), received, last_day(received, DECISION_DAYS)


def _calendar(start: str, days: int) -> Calendar:
    return make_calendar(dt.date.fromisoformat(start), 2 * days + MARGIN_DAYS)


WAYS: Ways = ((CALENDAR, look_up),)
