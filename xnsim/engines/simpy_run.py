"""Runs the readable engine and writes its two tables."""

from __future__ import annotations

from heapq import heappush
from typing import Any, Sequence

import simpy

from xnsim import tape as t
from xnsim.cases import CASE_FIELDS, SERVICE_FIELDS, Column, where
from xnsim.engines.record import Run, case_columns, facts, ordered
from xnsim.engines.simpy_engine import Office
from xnsim.engines.simpy_record import COLUMNS, Row, row_of
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
    for case in office.open.values():
        office.written[case.number] = row_of(case, last)
    numbers = {number: row for row, number in enumerate(sorted(office.written))}       # who was dealt but never came has no row
    written = dict(zip(COLUMNS, _columns([office.written[number] for number in numbers], len(COLUMNS)), strict=True))
    fate = fate._replace(**{name: written.pop(name) for name in ("received", "source", "cls", "key")})
    columns = case_columns(program, fate, len(numbers), written, where)
    columns["case"] = Column(range(len(numbers)))
    columns["parent"] = Column([numbers.get(parent, -1) for parent in written["parent"]])
    services = dict(zip((field.key for field in SERVICE_FIELDS), _columns(_in_order(office.spells), len(SERVICE_FIELDS)), strict=True))
    services["case"] = Column([numbers[number] for number in services["case"]])
    return Run(ordered(columns, CASE_FIELDS), ordered(services, SERVICE_FIELDS), facts(program, fate, last), program, seed,
               replication, last, "simpy", fate.key)


def _columns(rows: Sequence[Sequence[int]], width: int) -> list[Column]:
    """Turn rows into columns."""
    return [Column(values) for values in zip(*rows, strict=True)] if rows else [Column() for _ in range(width)]


def _in_order(spells: list[Row]) -> list[Row]:
    """Order the spells as the walk ends them: by second, by officer; what was let go comes last."""
    def order(row: Row) -> Row:
        """By what comes first: the second, then the officer, then the file."""
        case, branch, _, _, _, officer, _, _, end, _, _, how = row
        if how == t.LET_GO:
            return (end, 1, 0, case, branch)
        return (end, 0, officer if officer >= 0 else FAR, case, branch)

    return sorted(spells, key=order)
