"""Standing sessions: when each meets, how many files it hears, how many it takes to meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xnsim import tape as t
from xnsim.worktime import Calendar

if TYPE_CHECKING:
    from xnsim.program.lower import Phase
    from xnsim.program.sheet import Sheet
    from xnsim.scenario.route import Gate
    from xnsim.scenario.session import Session

Meeting = tuple[int, int, int]      # second, seats, quorum


def write_sessions(sheet: "Sheet", phases: "list[Phase]", calendar: Calendar, end: int) -> None:
    """Write every session's meetings up to the end of the run; sessions are numbered as first listed."""
    sheet.sessions = session_names(phases)
    for name in sheet.sessions:
        meetings = meetings_of(name, phases, calendar, end)
        sheet.add("session_at", len(sheet.columns["meeting_when"]))
        sheet.add("session_n", len(meetings))
        for row in meetings:
            for column, value in zip(("meeting_when", "meeting_seats", "meeting_quorum"), row, strict=True):
                sheet.add(column, value)


def session_names(phases: "list[Phase]") -> dict[str, int]:
    """Return the number of every session, in the order in which they are listed."""
    found: dict[str, int] = {}
    for phase in phases:
        for name in phase.scenario.sessions:
            found.setdefault(name, len(found))
    return found


def notice_of(node: "Gate", day_seconds: int) -> tuple[int, int]:
    """Return a gate's notice in seconds, and 1 where it counts working time (one written in working days)."""
    if node.notice is None:
        return 0, 0
    return round(node.notice.seconds(day_seconds)), 1 if node.notice.unit == "wd" else 0


def meetings_of(name: str, phases: "list[Phase]", calendar: Calendar, end: int) -> list[Meeting]:
    """Return when a session meets, phase by phase; the count of days goes from the start of the run.

    A session that a later phase no longer knows goes on as it was, for those who wait.
    """
    found: list[Meeting] = []
    spec: "Session | None" = None
    for phase in phases:
        spec = phase.scenario.sessions.get(name, spec)
        if spec is not None:
            size = (t.NEVER if spec.seats is None else spec.seats, spec.quorum or 1)
            found += [(when, *size) for when in _moments(spec, calendar, min(phase.end, end)) if when >= phase.begin]
    return found


def _moments(spec: "Session", calendar: Calendar, end: int) -> list[int]:
    every = spec.every.seconds(calendar.day_seconds)
    first = every if spec.first is None else spec.first.seconds(calendar.day_seconds)
    found: list[int] = []
    while (when := calendar.instant(int(first + len(found) * every))) < end:
        found.append(when)
    return found
