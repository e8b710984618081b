"""What one worker is asked to do: some replications of some design points, and what it brings back.

Runs in a thread, another process or another machine; everything in and out can be pickled.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from xnsim.batch.design import Point
from xnsim.engines import Engine, run
from xnsim.indicators import Cohort
from xnsim.program import Program, lower
from xnsim.study.replications import readings_of
from xnsim.study.comparison import Readings


class Piece(NamedTuple):
    """The replications [first, last) of one design point."""

    point: Point
    first: int
    last: int


@dataclass(frozen=True)
class Errand:
    """Some pieces of work, and what every run of the batch has in common."""

    pieces: tuple[Piece, ...]
    seed: int
    wanted: dict[Cohort, tuple[str, ...]]
    with_cases: bool
    engine: Engine


class Made(NamedTuple):
    """One replication as it comes back: its readings, its table of cases where wanted (columns by name), and its seconds."""

    point: int
    replication: int
    readings: Readings
    cases: dict[str, Any] | None
    took_s: float


def carry_out(errand: Errand) -> list[Made]:
    """Run the replications of an errand, one after the other."""
    return [_one(errand, piece.point, replication) for piece in errand.pieces for replication in range(piece.first, piece.last)]


def _one(errand: Errand, point: Point, replication: int) -> Made:
    began = time.perf_counter()
    made = run(_lowered(point), errand.seed, replication, errand.engine)
    readings = readings_of(made, errand.wanted)
    cases = {name: list(column) if isinstance(column, list) else column for name, column in made.cases.items()} if errand.with_cases else None
    return Made(point.number, replication, readings, cases, time.perf_counter() - began)


@lru_cache(maxsize=16)
def _lowered(point: Point) -> Program:
    return lower(point.timeline)
