"""How a superior answers a quarter's figures: ready rules for ``quarters``, and what they bring upon the units they pick.

A rule is a function: it is told the quarters that have ended and says which policies hold in
the next. A unit is a matter, with the desks that answer for it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from xnsim.indicators import find
from xnsim.policies import Policy
from xnsim.policies.paced_by_limit import PacedByLimit
from xnsim.policies.time_limit import TimeLimit

Figures = dict[str, float]


@dataclass(frozen=True)
class Quarter:
    """One quarter that has ended, as a superior sees it on its last day: [first, until).

    ``figures`` are of the whole office, ``units`` of each matter, by indicator; of the cases
    received in the quarter, those still open included. ``policies`` were decided for it.
    """

    number: int
    first: dt.date
    until: dt.date
    policies: tuple[Policy, ...] = ()
    figures: Figures = field(default_factory=dict)
    units: dict[str, Figures] = field(default_factory=dict)


History = Sequence[Quarter]
Rule = Callable[[History], Sequence[Policy]]
Reaction = Callable[[tuple[str, ...]], Sequence[Policy]]


def no_reaction(history: History) -> list[Policy]:
    """The figures are read and nothing follows."""
    return []


def paced(matters: tuple[str, ...]) -> list[Policy]:
    """The units work by the limit from then on: faster near its end, as the log shows (赶限)."""
    return [PacedByLimit(matters=matters)]


@dataclass(frozen=True)
class Pressed:
    """The units must show better figures, whatever it takes: a ``share`` of the cases goes back to the applicant at the very end, and the clock starts anew.

    The share is assumed; nothing published says how many.
    """

    share: float = 0.5

    def __call__(self, matters: tuple[str, ...]) -> list[Policy]:
        """Return the promise as it is, with its perverse effect switched on."""
        return [TimeLimit(matters=matters, factor=1.0, late_return=self.share)]


@dataclass(frozen=True)
class LastPlace:
    """末位问责: whoever came last (the ``last`` worst) in an official figure meets the reaction next quarter; of equals the one listed first."""

    reaction: Reaction = Pressed()
    last: int = 1
    indicator: str = "on_time_rate"

    def __call__(self, history: History) -> list[Policy]:
        """Return what the worst of the last quarter meet in the next."""
        units = _by_rank(history[-1], self.indicator)
        return _upon(self.reaction, units[:self.last] if len(units) > self.last else [], history[-1])


@dataclass(frozen=True)
class BelowTarget:
    """考核: every unit whose official figure missed the target meets the reaction next quarter."""

    target: float
    reaction: Reaction = Pressed()
    indicator: str = "on_time_rate"

    def __call__(self, history: History) -> list[Policy]:
        """Return what those below the target in the last quarter meet in the next."""
        sign = -1 if find(self.indicator).better == "lower" else 1
        missed = [unit for unit in _by_rank(history[-1], self.indicator) if sign * (history[-1].units[unit][self.indicator] - self.target) < 0]
        return _upon(self.reaction, missed, history[-1])


def _by_rank(quarter: Quarter, indicator: str) -> list[str]:
    """Return the units that have a figure, the worst first."""
    sign = -1 if find(indicator).better == "lower" else 1
    known = [unit for unit, figures in quarter.units.items() if not math.isnan(figures[indicator])]
    return sorted(known, key=lambda unit: sign * quarter.units[unit][indicator])


def _upon(reaction: Reaction, picked: Sequence[str], quarter: Quarter) -> list[Policy]:
    """Return the reaction upon units in the order of the file, so that the same units always meet the same policy."""
    names = tuple(unit for unit in quarter.units if unit in picked)
    return list(reaction(names)) if names else []
