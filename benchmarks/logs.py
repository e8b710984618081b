"""What a run leaves behind, in one shape for every rival, and the figures that compare them.

Only checks read it: turning a rival's own log into this shape is never timed.
"""

from __future__ import annotations

from statistics import fmean
from typing import NamedTuple


class CaseRow(NamedTuple):
    """One applicant: when the file came, when it was delivered, how often it was sent back."""

    case: int
    received: float
    delivered: float
    sent_back: int


class ServiceRow(NamedTuple):
    """One service: ``start`` and ``end`` in minutes; ``round`` counts the case's passes."""

    case: int
    desk: int
    round: int
    start: float
    end: float


class Log(NamedTuple):
    """Both tables of one run, in whatever order the rival wrote them."""

    cases: list[CaseRow]
    services: list[ServiceRow]


def mean_sojourn_min(log: Log) -> float:
    """Return the mean time from receipt to delivery, in minutes."""
    return fmean(row.delivered - row.received for row in log.cases)


def mean_service_min(log: Log, desk: int) -> float:
    """Return the mean length of a service at one desk, in minutes."""
    return fmean(row.end - row.start for row in log.services if row.desk == desk)


def utilisation(log: Log, desk: int, officers: int) -> float:
    """Return the busy share of a desk's officers up to the last arrival.

    Stopping there leaves out the tail in which the office only empties.
    """
    until = max(row.received for row in log.cases)
    busy = sum(
        min(row.end, until) - row.start
        for row in log.services
        if row.desk == desk and row.start < until
    )
    return busy / (officers * until)
