"""The debrief 复盘: which spending moved true time most per point, what the official board missed, and which twin shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xnsim.engines import Engine
from xnsim.game.boards import TWINS
from xnsim.game.codes import Order, Plan
from xnsim.game.menu import MENU
from xnsim.game.play import Result, true_board

GAP = 0.02      # an official rate and its twin that differ by less than two points are called equal


@dataclass(frozen=True)
class Worth:
    """What one order did in the year: the applicants' days and the true points that go when only it is taken out.

    ``days``: mean total time without it less with it (calendar days; positive: it helped).
    """

    order: Order
    cost: int
    days: float
    true_points: float

    @property
    def days_per_point(self) -> float | None:
        """Days saved for each point spent; None where it was free."""
        return self.days / self.cost if self.cost else None


@dataclass(frozen=True)
class Missed:
    """An official rate and its twin in one quarter."""

    quarter: int
    key: str
    twin: str
    official: float
    true: float


def worth(result: Result, engine: Engine = "auto") -> list[Worth]:
    """Run the year again without each order in turn, on the same applicants; best first, by days for each point, then by days.

    One year on one seed: what it tells is what happened, not what would on average.
    """
    if result.true is None:
        return []
    plan, there = result.plan, result.true
    found = []
    for order in dict.fromkeys(order for orders in plan.quarters for order in orders):
        if MENU[order.sign].kind == "rule" and order.digit == 0:
            continue
        board = true_board(_without(plan, order), result.seed, engine)
        cost = sum(each.cost for orders in plan.quarters for each in orders if each == order)
        found.append(Worth(order, cost, board.values["total_days"] - there.values["total_days"], there.total - board.total))
    return sorted(found, key=lambda each: (-(each.days_per_point if each.cost else 0.0), -each.days))


def missed(result: Result) -> list[Missed]:
    """Return the official rates whose twins tell another story, the widest gap first."""
    found = [Missed(k, key, twin, board.values[key], board.values[twin])
             for k, board in enumerate(result.official, 1) for key, twin in TWINS if twin and _apart(board.values[key], board.values[twin])]
    return sorted(found, key=lambda each: each.true - each.official)


def _apart(official: float, true: float) -> bool:
    return official - true > GAP


def _without(plan: Plan, order: Order) -> Plan:
    quarters: Sequence = [tuple(each for each in orders if each != order) for orders in plan.quarters]
    return Plan(plan.team, tuple(quarters))
