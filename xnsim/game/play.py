"""A year in the director's chair: four quarters, one study with dated decisions, run again from its first day each quarter.

Teams share the seed, so each meets the same applicants with the same luck. What was
ordered for a quarter holds from its first day, so everything before is what it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean

from xnsim.engines import Engine, Run, run
from xnsim.game import boards
from xnsim.game.boards import Board
from xnsim.game.codes import Plan
from xnsim.game.menu import QUARTERS
from xnsim.game.orders import in_force, institutions, shocks
from xnsim.policies import Policy, Stage, combine, timeline
from xnsim.program import Program, lower
from xnsim.program.horizon import span_end, stretches
from xnsim.scenario import Scenario, load
from xnsim.scenario.values import Span
from xnsim.worktime import DAY_S

QUARTER = Span(62.0, "wd")
PROGRAMS = 256      # programs kept: teams that decide alike share them, and so do seeds


@dataclass(frozen=True)
class Result:
    """A team's year as far as it was played: the official board of each quarter, and the true board when all four are over."""

    plan: Plan
    seed: int
    official: tuple[Board, ...]
    true: Board | None

    @property
    def official_mean(self) -> float:
        """The mean of the official boards."""
        return fmean(board.total for board in self.official)

    @property
    def final(self) -> float | None:
        """0.4 official + 0.6 true; None before the year is over."""
        return None if self.true is None else boards.final(self.official_mean, self.true.total)


@cache
def office() -> Scenario:
    """Return the county centre that every team takes over."""
    return load(Path(__file__).with_name("office.yaml"))


@cache
def bounds() -> tuple[int, ...]:
    """Return the seconds at which the quarters begin and the last ends, each at midnight."""
    laid = stretches(office())
    found = [laid.window[0]]
    for _ in range(QUARTERS):
        found.append(span_end(laid.calendar, found[-1], QUARTER))
    return tuple(found)


def play(plan: Plan, seed: int = 1, engine: Engine = "auto") -> Result:
    """Play the quarters of a plan on the applicants of ``seed`` and return its boards."""
    played = len(plan.quarters)
    official = tuple(official_board(plan, k, seed, engine) for k in range(1, played + 1))
    return Result(plan, seed, official, true_board(plan, seed, engine) if played == QUARTERS else None)


def official_board(plan: Plan, k: int, seed: int = 1, engine: Engine = "auto") -> Board:
    """Return the board of quarter ``k`` as the city publishes it."""
    promised = combine(office(), [policy for policy in institutions(in_force(plan.quarters, k)) if policy.stage == Stage.LIMITS])
    return boards.official(quarter_run(plan, k, seed, engine), promised, plan.quarters[k - 1], k, seed)


def true_board(plan: Plan, seed: int = 1, engine: Engine = "auto") -> Board:
    """Return the hidden board of a whole year."""
    return boards.true(year_run(plan, seed, engine), office().matters)


def year_run(plan: Plan, seed: int = 1, engine: Engine = "auto") -> Run:
    """Return the run of a whole year, measured in all of it."""
    return run(_program(plan.quarters, None), seed, 0, engine)


def quarter_run(plan: Plan, k: int, seed: int = 1, engine: Engine = "auto") -> Run:
    """Return the run from the first day to the last day of quarter ``k``, measured in that quarter."""
    return run(_program(plan.quarters[:k], k), seed, 0, engine)


def rank(plans: Sequence[Plan], seed: int = 1, engine: Engine = "auto") -> list[Result]:
    """Play every team's year and return the results, the best final score first."""
    return sorted((play(plan, seed, engine) for plan in plans), key=lambda result: -(result.final or 0.0))


def dated(quarters: Sequence, upto: int) -> list[Policy]:
    """Return the policies of quarters 1 to ``upto`` with their days; those of the fourth go on till all is finished."""
    begins = bounds()
    found = []
    for k in range(1, upto + 1):
        days = {"start": _day(begins[k - 1]), "end": _day(begins[k]) if k < QUARTERS else None}
        found += [policy.model_copy(update=days) for policy in (*shocks(k), *institutions(in_force(quarters, k)))]
    return found


def _program(quarters: Sequence, k: int | None) -> Program:
    return _lowered(tuple(quarters), k)


_KEPT: dict[tuple, Program] = {}


def _lowered(quarters: tuple, k: int | None) -> Program:
    key = (quarters, k)
    if key not in _KEPT:
        begins, there = bounds(), office()
        if k is not None:
            there = there.lasting(begins[k - 1], begins[k] - begins[k - 1], 0, "s")
        while len(_KEPT) >= PROGRAMS:
            _KEPT.pop(next(iter(_KEPT)))
        _KEPT[key] = lower(timeline(there, dated(quarters, k or QUARTERS)))
    return _KEPT[key]


def _day(second: int) -> dt.date:
    return office().calendar.start + dt.timedelta(days=second // DAY_S)
