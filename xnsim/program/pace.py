"""Pace by the calendar, lowered: how fast an officer works at a desk on each civil day, in per mille of the standard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from xnsim.scenario.pace import Pace, PaceEvery

if TYPE_CHECKING:
    from xnsim.program.lower import Phase
    from xnsim.program.sheet import Sheet
    from xnsim.scenario.model import Scenario
    from xnsim.scenario.values import Span
    from xnsim.worktime import Calendar

STANDARD, SLOWEST, FASTEST = 1000, 1, 10_000
Source = tuple[tuple[Pace, ...], "PaceEvery | None"]


class PaceWriter:
    """Writes pace rows: one number a civil day; a row is written once however many share it."""

    def __init__(self, sheet: "Sheet", phases: "Sequence[Phase]", calendar: "Calendar") -> None:
        self.sheet, self.phases, self.calendar = sheet, phases, calendar
        self.rows: dict[tuple[int, ...], int] = {}
        self.paced = any(map(_paced, phases))

    def row(self, desk: str, officer: str | None) -> int:
        """Return the row of an officer (or of nobody) at a desk; -1 where the pace is the standard one throughout."""
        if not self.paced:
            return -1
        sources = [_sources(phase.scenario, desk, officer) for phase in self.phases]
        if not any(pace or every is not None for found in sources for pace, every in found):
            return -1
        days = tuple(self._speed(day, sources) for day in range(self.calendar.days))
        if days not in self.rows:
            self.rows[days] = self.sheet.add("pace_at", len(self.sheet.columns["pace"]))
            self.sheet.columns["pace"].extend(days)
        return self.rows[days]

    def _speed(self, day: int, sources: "list[list[Source]]") -> int:
        now = max((i for i, phase in enumerate(self.phases) if phase.begin <= day * 86400), default=0)
        factor = 1.0
        for pace, every in sources[now]:
            factor *= self._stretches(pace, day, sources, now) * (1.0 if every is None else self._push(every, day))
        return max(SLOWEST, min(FASTEST, int(STANDARD * factor + 0.5)))

    def _stretches(self, stretches: Iterable[Pace], day: int, sources: "list[list[Source]]", now: int) -> float:
        factor = 1.0
        for stretch in stretches:
            first = self._came(stretch, sources, now) if stretch.start is None else self.calendar.day_of(stretch.start)
            last = self.calendar.days if stretch.end is None else self.calendar.day_of(stretch.end)
            if first <= day < last:
                factor *= max(0.0, stretch.speed + stretch.per_day * (day - first))
        return factor

    def _came(self, stretch: Pace, sources: "list[list[Source]]", now: int) -> int:
        """The day on which a stretch without a first day came into force: that of the first of the phases in a row that have it."""
        while now > 0 and any(stretch in pace for pace, _ in sources[now - 1]):
            now -= 1
        return self.phases[now].begin // 86400

    def _push(self, every: PaceEvery, day: int) -> float:
        """The nearer the next reading, the faster: half of the push is left one half-life before it."""
        number, working = every.every.amount, every.every.unit == "wd"
        counted = self._days_of(every.every, day)
        if working and not self._works(day):
            counted += 1    # a day off belongs to the next working day
        due = -(-max(counted, 1) // number) * number
        ahead = due - counted
        half = every.half_life.amount * (1.0 if working == (every.half_life.unit == "wd") else 5 / 7 if working else 7 / 5)
        return 1.0 + (every.rise - 1.0) * 0.5 ** (ahead / half)

    def _days_of(self, span: "Span", day: int) -> int:
        """Which day of the count this is: the first working (or civil) day of the run is 1."""
        return self.calendar.closed_before_day[day + 1] if span.unit == "wd" else day + 1

    def _works(self, day: int) -> bool:
        return self.calendar.day_close[day] >= 0


def _paced(phase: "Phase") -> bool:
    """Say whether the pace of an office, a desk or an officer is spoken of at all: mostly it is not."""
    desks = phase.scenario.desks.values()
    officers = [one for desk in desks if isinstance(desk.officers, tuple) for one in desk.officers]
    return any(part.pace or part.pace_every is not None for part in (*phase.scenario.offices.values(), *desks, *officers))


def _sources(scenario: "Scenario", desk: str, officer: str | None) -> list[Source]:
    """The paces that hold for an officer at a desk under one scenario: the office's, the desk's, his own."""
    found: list[Source] = []
    spec = scenario.desks.get(desk)
    if spec is not None:
        place = scenario.offices.get(spec.office)
        found += [(part.pace, part.pace_every) for part in (place, spec) if part is not None]
    named = [one for other in scenario.desks.values() if isinstance(other.officers, tuple) for one in other.officers if one.name == officer]
    return found + [(one.pace, one.pace_every) for one in named]
