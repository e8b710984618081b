"""How a case is tried: which office is run, for how long, how often, and what is read off it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Literal

from xnsim.proof.facts import Case
from xnsim.proof.seen import Seen
from xnsim.scenario import Scenario
from xnsim.stats import t_quantile

Size = Literal["ci", "full"]
Goal = Literal["equal", "within", "between", "met", "same"]
Reader = Callable[[Seen], Sequence[float]]
Office = Scenario | tuple[tuple[dt.date | None, Scenario], ...]

LEVEL = 0.999
WIDTH, SMALL_WIDTH = 0.02, 0.05     # half-width allowed, as a share of the value; and at the small size
REPLICATIONS = 40                   # at least
LARGEST = 20_000_000                # cases: beyond, the small size is run unless the full one is asked for
EACH = 40_000                       # cases of one replication, where that is many times its warm-up
MOST_CASES, MOST_DAYS = 400_000, 100_000.0   # of one replication


@dataclass(frozen=True)
class Plan:
    """So many replications, each so many days after so many of warm-up."""

    replications: int
    warm_up: float
    measure: float
    drain: float
    small: bool = False


@dataclass(frozen=True)
class Steady:
    """A run long enough for a mean of the long run.

    ``flow`` cases a day; ``spread`` as in ``spread.py``; ``settle`` days of warm-up;
    ``longest`` days of one replication.
    """

    flow: float
    spread: float
    settle: float
    longest: float = MOST_DAYS

    def plan(self, size: Size) -> Plan:
        """Choose replications and length for the half-width allowed."""
        full = self._plan(WIDTH, False)
        if size == "full" or full.replications * full.measure * self.flow <= LARGEST:
            return full
        return self._plan(SMALL_WIDTH, True)

    def _plan(self, width: float, small: bool) -> Plan:
        replications = REPLICATIONS
        for _ in range(4):
            cases = self.spread * (t_quantile(replications - 1, LEVEL) / aim(width, replications)) ** 2
            days = cases / self.flow
            many = min(10 * REPLICATIONS, int(cases / EACH), int(days / (10 * self.settle)))
            replications = max(REPLICATIONS, many, ceil(days / self.longest), ceil(cases / MOST_CASES))
        return Plan(replications, ceil(self.settle) + 1, max(1.0, ceil(days / replications)), ceil(self.settle) + 1, small)


@dataclass(frozen=True)
class Fixed:
    """A run of a given length from a given start, so many times."""

    days: float
    replications: int = REPLICATIONS
    drain: float = 0.0

    def plan(self, size: Size) -> Plan:
        """The same at every size."""
        return Plan(self.replications, 0, self.days, self.drain)


def aim(width: float, replications: int) -> float:
    """Aim lower than allowed: a half-width is itself uncertain, and two deviations should fit."""
    return width / (1 + 2 / sqrt(2 * (replications - 1)))


@dataclass(frozen=True)
class Trial:
    """One office and what is read off each of its replications.

    ``lumps``: of a share, how many files share their luck; 0 for other values.
    """

    office: Office
    read: Reader
    length: Steady | Fixed
    lumps: float = 0.0


@dataclass(frozen=True)
class Proof:
    """What a case asks of the simulation.

    ``goal``: *equal* the value lies in the interval; *within* 5 % of an approximation;
    *between* two bounds; *met* the first value reaches the target and the second, one
    step below, does not; *same* looked up and not run. ``expected`` is what the trials
    should show, where that is not the case's own answer. ``grain`` is what one file or
    one service is worth in a model of equal steps.
    """

    case: Case
    trials: tuple[Trial, ...]
    goal: Goal = "equal"
    expected: tuple[float, ...] = ()
    grain: float = 0.0
    found: tuple[object, ...] = ()


Builder = Callable[[Case], Proof]
Ways = tuple[tuple[str, Builder], ...]


def steady(office: Office, read: Reader, flow: float, spread: float, settle: float, lumps: float = 0.0) -> Trial:
    """A trial of the long run."""
    return Trial(office, read, Steady(flow, spread, settle), lumps)
