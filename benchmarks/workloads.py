"""The two offices that every rival simulates, and what theory says of them.

W1 is one counter with three clerks (M/M/3, ρ 0.9). W2 is a permit: reception, three
departments at once, the chief, now and then back to reception once, then delivery.
All times are minutes. ``heap.c`` is hard-coded, as fast C is; the tests hold it to this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import factorial
from typing import Literal

Workload = Literal["permit", "mmc"]

RECEPTION, LAND, PLANNING, ENVIRONMENT, CHIEF, DELIVERY = range(6)
DEPARTMENTS = (LAND, PLANNING, ENVIRONMENT)


@dataclass(frozen=True)
class Desk:
    """Officers who take files from one line; each file costs them an exponential time."""

    name: str
    officers: int
    mean_min: float


PERMIT_GAP_MIN = 10.0
PERMIT_DESKS = (
    Desk("reception", 3, 22.0),
    Desk("land", 2, 15.0),
    Desk("planning", 2, 16.0),
    Desk("environment", 2, 14.0),
    Desk("chief", 1, 8.0),
    Desk("delivery", 2, 15.0),
)
SENT_BACK = 0.1
SENT_BACK_AFTER_MIN = 960.0

MMC_GAP_MIN = 10.0
MMC_DESK = Desk("counter", 3, 27.0)


def utilisation(desk: Desk, gap_min: float, visits: float = 1.0) -> float:
    """Return the share of its time for which an officer of this desk is at work (exact)."""
    return visits * desk.mean_min / (desk.officers * gap_min)


def mean_wait_min(desk: Desk, gap_min: float, visits: float = 1.0) -> float:
    """Return the mean wait in an M/M/c line, in minutes (Erlang's C formula)."""
    rho = utilisation(desk, gap_min, visits)
    load = rho * desk.officers
    last = load**desk.officers / factorial(desk.officers) / (1 - rho)
    waits = last / (sum(load**n / factorial(n) for n in range(desk.officers)) + last)
    return waits * desk.mean_min / (desk.officers * (1 - rho))


def permit_utilisations(sent_back: float = SENT_BACK) -> list[float]:
    """Return the utilisation of each permit desk; only delivery sees a case exactly once."""
    visits = [1 + sent_back] * DELIVERY + [1.0]
    return [utilisation(desk, PERMIT_GAP_MIN, v) for desk, v in zip(PERMIT_DESKS, visits, strict=True)]


def mmc_sojourn_min() -> float:
    """Return the exact mean sojourn of W1 in minutes."""
    return mean_wait_min(MMC_DESK, MMC_GAP_MIN) + MMC_DESK.mean_min


def series_sojourn_min(sent_back: float = SENT_BACK) -> float:
    """Return the exact mean sojourn when the departments work one after the other.

    The routes are fixed on arrival and the exponential desks serve all alike, so the network
    has product form and each desk waits as M/M/c (Kelly 1979); the 960 minutes add themselves.
    """
    visits = [1 + sent_back] * DELIVERY + [1.0]
    desks = zip(PERMIT_DESKS, visits, strict=True)
    return sent_back * SENT_BACK_AFTER_MIN + sum(
        v * (desk.mean_min + mean_wait_min(desk, PERMIT_GAP_MIN, v)) for desk, v in desks
    )
