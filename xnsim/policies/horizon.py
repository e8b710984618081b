"""On which civil day a run ends."""

from __future__ import annotations

import datetime as dt

from xnsim.scenario.model import Scenario
from xnsim.worktime import DAY_S, Calendar, make_calendar


def last_day(scenario: Scenario) -> dt.date:
    """Return the last civil day of the run: warm-up, measured window and drain one after the other.

    Working days are counted on the calendar and end at midnight; other spans are exact.
    """
    spec, horizon = scenario.calendar, scenario.horizon
    spans = (horizon.warm_up, horizon.measure, horizon.drain)
    days = sum(int(span.amount * 1.6) + 12 if span.unit == "wd" else int(span.seconds(DAY_S) // DAY_S) + 2 for span in spans)
    calendar = make_calendar(spec.start, days, spec.hours, spec.holidays, continuous=spec.continuous)
    end = 0
    for span in spans:
        worked = span.unit == "wd" and not spec.continuous
        end = _after(calendar, end, int(span.amount)) if worked else end + int(span.seconds(DAY_S))
    return calendar.date_of(max(end, 1) - 1)


def _after(calendar: Calendar, begin: int, working_days: int) -> int:
    if working_days == 0:
        return begin
    number = calendar.closed_before_day[begin // DAY_S] + working_days
    return (calendar.wd_closes[number - 1] // DAY_S + 1) * DAY_S
