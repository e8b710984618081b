"""Shifts by date: who of a desk was on duty the night before, and therefore rests today."""

from __future__ import annotations

import datetime as dt

from xnsim.policies.ab_cover import posts_of
from xnsim.program.horizon import last_day, stretches
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Absence, Desk, KnownAbsence, Officer

A_DAY = dt.timedelta(days=1)


def working_dates(scenario: Scenario) -> list[dt.date]:
    """Return the working days of a run, from its first day to its last."""
    calendar, last = stretches(scenario).calendar, last_day(scenario)
    days = range((last - scenario.calendar.start).days + 1)
    worked = calendar.closed_before_day
    return [scenario.calendar.start + dt.timedelta(days=day) for day in days if worked[day + 1] > worked[day]]


def resting_by_turns(scenario: Scenario, desk: str, each_night: int) -> Desk:
    """Return a desk whose officers, in listing order and so many at a time, stay away on the working day after their night.

    The first night of the run falls to the first listed; nobody rests on its first day.
    """
    posts, dates = posts_of(scenario, desk), working_dates(scenario)
    rests: dict[int, list[KnownAbsence]] = {number: [] for number in range(len(posts))}
    for night, day in enumerate(dates[1:]):
        for seat in range(each_night):
            rests[(night * each_night + seat) % len(posts)].append(KnownAbsence.model_validate({"from": day, "to": day + A_DAY}))
    return scenario.desks[desk].changed(("officers", tuple(_away(one, rests[number]) for number, one in enumerate(posts))))


def _away(officer: Officer, days: list[KnownAbsence]) -> Officer:
    """Let an officer be away on some days more."""
    absence = officer.absence or Absence()
    return officer.changed(("absence", absence.changed(("known", (*absence.known, *days)))))
