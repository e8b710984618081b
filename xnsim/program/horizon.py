"""The stretches of a run on the civil clock: warm-up, measured window, time to finish."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from xnsim.scenario.model import Scenario
from xnsim.scenario.values import Span
from xnsim.worktime import DAY_S, Calendar, make_calendar

BEYOND_DAYS = 420      # the calendar reaches further than the run, so that limits find their last day


@dataclass(frozen=True)
class Stretches:
    """The measuring window [begin, end) and the end of the run, in seconds, on their calendar."""

    calendar: Calendar
    window: tuple[int, int]
    end: int


def stretches(scenario: Scenario) -> Stretches:
    """Lay the horizon of a scenario on its calendar; working days end at midnight, other spans are exact.

    Warns only for days of the run itself; what lies beyond is there for limits.
    """
    spec, horizon = scenario.calendar, scenario.horizon
    asked = sum(_days(span) for span in (horizon.warm_up, horizon.measure, horizon.drain))
    calendar = make_calendar(spec.start, asked + BEYOND_DAYS, spec.hours, spec.holidays, continuous=spec.continuous, asked=asked)
    warm = span_end(calendar, 0, horizon.warm_up)
    measured = span_end(calendar, warm, horizon.measure)
    return Stretches(calendar, (warm, measured), span_end(calendar, measured, horizon.drain))


def last_day(scenario: Scenario) -> dt.date:
    """Return the last civil day of the run."""
    laid = stretches(scenario)
    return laid.calendar.date_of(max(laid.end, 1) - 1)


def span_end(calendar: Calendar, begin: int, span: Span) -> int:
    """Return where a stretch ends: after so many working days (at midnight), or exactly."""
    if span.unit != "wd":
        return begin + int(span.seconds(calendar.day_seconds))
    if len(calendar.wd_closes) == calendar.days:
        return begin + int(span.amount * DAY_S)
    number = calendar.closed_before_day[begin // DAY_S] + int(span.amount)
    return begin if span.amount == 0 else (calendar.wd_closes[number - 1] // DAY_S + 1) * DAY_S


def _days(span: Span) -> int:
    """An upper bound on the civil days a stretch takes."""
    return int(span.amount * 1.6) + 12 if span.unit == "wd" else int(span.seconds(DAY_S) // DAY_S) + 2
