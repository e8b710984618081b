"""What a run leaves: two tables, the same from every engine."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from xnsim import tape as t
from xnsim.cases import Table, as_column
from xnsim.program import Program
from xnsim.scenario.prices import Costs
from xnsim.scenario.ratings import Ratings
from xnsim.worktime import FAR

MOMENTS = ("accepted", "decided", "delivered", "closed", "clock_start", "asked")
DUES = ("promised_due", "statutory_due", "verified_due")
DAY = 86400


@dataclass(frozen=True)
class MatterFacts:
    """What the indicators must know of a matter: its limits as (units, kind), None without."""

    name: str
    promised_units: tuple[int, int] | None
    statutory_units: tuple[int, int] | None


@dataclass(frozen=True)
class Facts:
    """What the indicators must know of the office besides the tables."""

    calendar: Any
    window: tuple[int, int]
    end_s: int
    officer_present_s: list[int]
    matters: list[MatterFacts]
    officer_hours: list[Any] = field(default_factory=list)      # per officer: his office hours, a calendar
    desk_hall: tuple[int, ...] = ()                             # per desk: 1 in the public hall
    channels: tuple[str, ...] = ()                              # names, by the numbers in the table of cases
    costs: Costs = Costs()
    ratings: Ratings = Ratings()


@dataclass(frozen=True)
class Run:
    """One replication: ``cases`` a row a case, ``services`` a row a spell of work.

    ``program`` holds what indicators need; ``lowered`` the whole program; ``last`` is the
    last second that settled.
    """

    cases: Table
    services: Table
    program: Facts
    lowered: Program
    seed: int
    replication: int
    last: int
    engine: str
    keys: Any = ()          # per case: the name by which its luck is found (unsigned 64 bit)

    @cached_property
    def stamp(self) -> dict[str, Any]:
        """Say what this run can be repeated from."""
        return {"scenario": self.lowered.digest, "seed": self.seed, "replication": self.replication}


def facts(program: Program, fate: t.Fate, last: int) -> Facts:
    """Return what the indicators must know of this replication."""
    begin, end = program.window
    if "facts" not in program.spaces:
        program.spaces["facts"] = _always_so(program)
    known: Facts = program.spaces["facts"]
    present = list(known.officer_present_s)
    for officer, hours in enumerate(known.officer_hours) if len(fate.away_from) else ():
        first = fate.away_at[officer]
        away = [(int(fate.away_from[i]), int(fate.away_to[i])) for i in range(first, first + fate.away_n[officer])]
        present[officer] -= sum(hours.working(min(b, end)) - hours.working(max(a, begin)) for a, b in away if a < end and b > begin)
    return replace(known, end_s=last + 1, officer_present_s=present)


def _always_so(program: Program) -> Facts:
    """Return what is the same in every replication: the facts of an office where nobody is ever away."""
    scenario, people, (begin, end) = program.scenario, program.people, program.window
    officers = [people.calendars[row] for row in people.officer_hours]
    worked = [hours.working(end) - hours.working(begin) for hours in people.calendars]
    return Facts(program.calendar, program.window, end, [worked[row] for row in people.officer_hours], _matters(program),
                 officers, tuple(program.tape.desk_hall), program.channel_names, scenario.costs or Costs(), scenario.ratings or Ratings())


def _matters(program: Program) -> list[MatterFacts]:
    tape, found = program.tape, []
    for number, name in enumerate(program.matters):
        route = next(r for r, matter in enumerate(tape.route_matter) if matter == number)
        limits = [(row[2 * route + 1], row[2 * route]) if row[2 * route] >= 0 else None for row in (tape.route_promised, tape.route_statutory)]
        found.append(MatterFacts(name, limits[0], limits[1]))
    return found


def case_columns(program: Program, fate: t.Fate, count: int, written: dict[str, Any], where: Any) -> dict[str, Any]:
    """Complete the columns an engine wrote (offsets from receipt) to those of the table, in order.

    ``where(mask, a, b)`` chooses row by row. Moments become seconds from the start of the
    calendar; a limit beyond the table is ``FAR``.
    """
    received = fate.received[:count]
    columns = {"received": received, "source": fate.source[:count], "cls": fate.cls[:count], **written}
    for name in MOMENTS:
        columns[name] = where(written[name] < 0, -1, written[name] + received)
    for name in DUES:
        columns[name] = where(written[name] == t.FIRST_LAST, FAR, written[name] + received)
    begin, end = program.window
    columns["measured"] = where((received >= begin) & (received < end), 1, 0)
    decided, hall = columns["decided"], written["left_hall"] == 0
    columns["inhall"] = where(hall & (decided >= 0), 1, 0)
    same_day = decided // DAY == received // DAY
    columns["onspot"] = where(hall & (decided >= 0) & (written["returns"] == 0) & same_day, 1, 0)
    return columns


def ordered(columns: dict[str, Any], fields: Any) -> Table:
    """Return the columns as a table in the declared order; a column of a word that nobody used is at rest."""
    rest = as_column(columns[fields[0].key]) * 0
    return Table({field.key: columns[field.key] if field.key in columns else rest + (0 if field.absent is None else field.absent)
                  for field in fields})
