"""Offices of the textbook for the lessons: always open, days of one length, run once for each setting and then remembered.

The offices are those with which ``xnsim.proof`` meets the published answers; here they are run as long as a lesson can wait.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from xnsim.engines import run
from xnsim.lessons.one_desk import SEED
from xnsim.program import Program, lower
from xnsim.proof.seen import Seen
from xnsim.scenario.model import Scenario

Phases = Sequence[tuple[dt.date | None, Scenario]]
RUNS, FEW = 10, 4
SHORTER = 10
"""A first look has few runs, a tenth as long where nothing else is said, so that it is there at once while nothing is compiled yet."""


@dataclass(frozen=True)
class Length:
    """How many days an office runs in, is measured, and has time to finish what came; ``look`` the first two for a first look."""

    warm_up: float
    measure: float
    drain: float = 200
    look: tuple[float, float] | None = None

    def brief(self) -> Length:
        """Return the length of a first look."""
        warm_up, measure = self.look or (self.warm_up, self.measure / SHORTER)
        return replace(self, warm_up=warm_up, measure=measure)


@dataclass(frozen=True)
class Runs:
    """What a picture is made of: so many replications, whole ones or the short ones of a first look."""

    n: int
    brief: bool = False

    def of(self, length: Length) -> Length:
        """Return how long each of them is, where a whole one has this length."""
        return length.brief() if self.brief else length

    def each(self, length: Length, read: Callable[[int, Length], Any]) -> list[Any]:
        """Return what is read off each replication."""
        return [read(replication, self.of(length)) for replication in range(self.n)]


def program_of(office: Scenario | Phases, length: Length) -> Program:
    """Return an office made ready to run for so many days; a timeline of offices is one run, too."""
    long = (length.warm_up, length.measure, length.drain)
    if isinstance(office, Scenario):
        return lower(office.lasting(*long))
    return lower([(day, scenario.lasting(*long)) for day, scenario in office])


def watched(program: Program, replication: int) -> Seen:
    """Run one replication of the lessons' seed and return what can be read off it, times in days."""
    return Seen(run(program, SEED, replication))


def remembered(read: Callable[..., Any]) -> Callable[..., Any]:
    """Work out each setting and replication once: sliders come back to where they were."""
    return lru_cache(maxsize=4096)(read)


def over_runs(read: Callable[[int], float], n: int = RUNS) -> list[float]:
    """Return one value a replication."""
    return [read(replication) for replication in range(n)]


def surer(picture: Callable[[Runs], dict[str, Any]], length: Length, most: int = RUNS) -> Iterator[dict[str, Any]]:
    """Yield a picture of a few short runs, ready at once, then of three whole runs, of four, and so on: intervals narrow as they arrive."""
    for runs in (Runs(FEW, brief=True), *(Runs(n) for n in range(3, most + 1))):
        yield {"n": runs.n, "days": runs.of(length).measure, "brief": runs.brief} | picture(runs)
