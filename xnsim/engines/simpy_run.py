"""Runs the readable engine and writes its two tables."""

from __future__ import annotations

from heapq import heappush
from typing import Any

import simpy

from xnsim import tape as t
from xnsim.cases import CASE_FIELDS, SERVICE_FIELDS, Column, where
from xnsim.engines.record import Run, case_columns, facts, ordered
from xnsim.engines.simpy_engine import Case, Office
from xnsim.engines.simpy_traits import traits_of
from xnsim.program import Program
from xnsim.worktime import FAR


class Shuffled(simpy.Environment):
    """A world in which chance decides what comes first in the same place of the same second.

    What follows at once from an event (SimPy's own places, 0 and 1) still follows in its order.
    """

    def __init__(self, luck: Any) -> None:
        super().__init__()
        self._luck = luck

    def schedule(self, event: simpy.Event, priority: int = 1, delay: float = 0) -> None:
        """Put an event where it belongs, among its like at random."""
        turn = next(self._eid) if priority < 2 else self._luck.getrandbits(60)
        heappush(self._queue, (self._now + delay, priority, turn, event))


def run_simpy(program: Program, fate: t.Fate, seed: int, replication: int, shuffle: Any = None) -> Run:
    """Walk one replication with SimPy.

    ``shuffle`` (a ``random.Random``) deals the order of what happens in the same place of
    the same second anew; nothing may change.
    """
    office = Office(program, fate, simpy.Environment() if shuffle is None else Shuffled(shuffle))
    last = office.run()
    cases = [*office.cases, *office.later]
    numbers = {case.number: row for row, case in enumerate(cases)}     # who was dealt but never came has no row
    rows = [_row(case, last) for case in cases]
    written = {name: Column([row[i] for row in rows]) for i, name in enumerate(t.CASE_ROW)}
    fate = fate._replace(received=Column([case.received for case in cases]), source=Column([case.source for case in cases]),
                         cls=Column([case.cls for case in cases]))
    columns = case_columns(program, fate, len(rows), written, where)
    columns["case"] = Column(range(len(rows)))
    columns["matter"] = Column([program.tape.route_matter[case.route] for case in cases])
    columns |= {name: Column(values) for name, values in traits_of(cases).items()}
    columns["parent"] = Column([numbers.get(case.parent, -1) for case in cases])
    columns["warned"] = Column([case.timers.warned for case in cases])
    columns["raised"] = Column([case.timers.raised for case in cases])
    services = {field.key: Column(values) for field, values in zip(SERVICE_FIELDS, _spells(office), strict=True)}
    services["case"] = Column([numbers[number] for number in services["case"]])
    return Run(ordered(columns, CASE_FIELDS), ordered(services, SERVICE_FIELDS), facts(program, fate, last), program, seed,
               replication, last, "simpy", [case.key for case in cases])


def _spells(office: Office) -> list[list[int]]:
    """Order the spells as the walk ends them: by second, by officer; what was let go comes last."""
    def order(row: list[int]) -> tuple:
        case, branch, _, _, _, officer, _, _, end, _, _, how = row
        if how == t.LET_GO:
            return (end, 1, 0, case, branch)
        return (end, 0, officer if officer >= 0 else FAR, case, branch)

    rows = sorted(office.spells, key=order)
    return [[row[i] for row in rows] for i in range(len(SERVICE_FIELDS))]


def _row(case: Case, last: int) -> list[int]:
    """Return one case as the engines write it: moments as offsets from receipt."""
    clocks, got = case.clocks, case.received
    if case.closed < 0:
        clocks.tick(last)
        clocks.close_pauses(last)
    since = lambda moment: moment - got if moment >= 0 else -1
    due = lambda moment: min(moment - got, t.FIRST_LAST)
    return [since(clocks.accepted), since(clocks.decided), since(case.delivered), since(case.closed), case.outcome, case.returns,
            case.trips, case.spells, case.deemed, clocks.extended, clocks.resets, since(clocks.started), clocks.lost_s,
            clocks.lost_open_s, clocks.lost_promised, clocks.lost_statutory, clocks.lawful_promised, clocks.lawful_s,
            since(clocks.asked), clocks.applicant_s, clocks.paused_s, case.left_hall, due(clocks.promised_due()),
            due(clocks.statutory_due()), due(clocks.verified_due())]
