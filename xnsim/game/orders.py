"""From orders to institutions: what holds in each quarter, said in the policies the package has already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from xnsim.game.codes import Order, Orders
from xnsim.game.menu import BACK, COUNTERS, MATTERS, MENU, OFFICES
from xnsim.game.shocks import Hired, MoreDemand, OnLoan
from xnsim.policies import (
    ABCover,
    AgencyService,
    CallBack,
    Campaign,
    EMonitoring,
    GoodReason,
    MoreMeetings,
    OneTimeNotice,
    OnlineService,
    OnTheSpot,
    ParallelApproval,
    Policy,
    PooledReview,
    RatingsAndLastPlace,
    SilentApproval,
    TimeLimit,
    UrgentClass,
)

LOAN_QUARTER, DEMAND_QUARTER, AUDIT_QUARTER = 2, 3, 4


def in_force(quarters: Sequence[Orders], k: int) -> Orders:
    """Return the orders that hold in quarter ``k`` (from 1): this quarter's, what was bought, the last word on each rule."""
    kept: dict[str, Order] = {}
    for past in quarters[: k - 1]:
        for order in past:
            kind = MENU[order.sign].kind
            if kind in ("once", "rule"):
                kept[str(order) if kind == "once" else order.sign] = order
    now = quarters[k - 1]
    said = {order.sign for order in now if MENU[order.sign].kind == "rule"}
    return (*(order for name, order in kept.items() if name not in said), *now)


def shocks(k: int) -> list[Policy]:
    """Return what falls upon all in quarter ``k``; who came in the third quarter goes on coming."""
    return ([OnLoan()] if k == LOAN_QUARTER else []) + ([MoreDemand()] if k >= DEMAND_QUARTER else [])


def institutions(orders: Orders) -> list[Policy]:
    """Return the policies that these orders are."""
    digits = {order.sign: order.digit for order in orders if MENU[order.sign].kind == "rule" or order.sign in "CES"}
    moves = {order.digit for order in orders if order.sign == "G"}
    had = {order.sign for order in orders}
    return [*_people(orders, digits), *_trained(had, orders, digits.get("U", 0) / 10), *_rules(digits, moves), *_gaming(moves)]


def _people(orders: Orders, digits: dict[str, int]) -> list[Policy]:
    hired = Counter((COUNTERS if order.sign == "H" else BACK)[order.digit] for order in orders if order.sign in "HF")
    found: list[Policy] = [Hired(desk=desk, number=number) for desk, number in hired.items()]
    if "S" in digits:
        found.append(Campaign(matters=(MATTERS[digits["S"]],), share=0.25, fatigue=0.0))
    if "C" in digits:
        found.append(CallBack(sample=digits["C"] / 100))
    if "E" in digits:
        found.append(EMonitoring(attention=digits["E"] / 2))
    return found


def _trained(had: set[str], orders: Orders, urgent: float) -> list[Policy]:
    """What was bought once, and the clerk: he takes every project that is not urgent, for a case is of one class."""
    offices = tuple(sorted(OFFICES[order.digit] for order in orders if order.sign == "B"))
    found: list[Policy] = [ABCover(offices=offices, form="mutual")] if offices else []
    each = {"Z": PooledReview(step="reception", desk="counter_a"), "L": OnlineService(matters=("registration",)), "N": _notice("D" in had),
            "D": AgencyService(matters=("construction",), share=round(1 - urgent, 9)), "M": MoreMeetings(factor=0.25, hours=1.0)}
    return [*found, *(policy for sign, policy in each.items() if sign in had)]


def _notice(by_clerk: bool) -> Policy:
    """What a clerk prepares needs no notice: then the checklist is for the other matters."""
    return OneTimeNotice(matters=("registration", "premises")) if by_clerk else OneTimeNotice()


def _rules(digits: dict[str, int], moves: set[int]) -> list[Policy]:
    found: list[Policy] = []
    factor, late = digits.get("P", 0) / 10 or 1.0, 0.5 if 1 in moves else 0.0
    if factor < 1 or late:
        found.append(TimeLimit(factor=factor, late_return=late))
    if digits.get("U"):
        found.append(UrgentClass(share=digits["U"] / 10))
    if digits.get("V"):
        found.append(ParallelApproval(matters=(("premises",), ("construction",), ("premises", "construction"))[digits["V"] - 1]))
    if digits.get("Y"):
        found.append(SilentApproval(approval=digits["Y"] > 1, approval_limit="promised" if digits["Y"] == 3 else "statutory"))
    return found


def _gaming(moves: set[int]) -> list[Policy]:
    each = {2: GoodReason(matters=("premises", "construction"), share=0.9), 3: OnTheSpot(matters=("registration",), share=0.0, enquiries=40.0), 4: RatingsAndLastPlace(lobbying=0.8)}
    return [policy for move, policy in each.items() if move in moves]
