"""Urgent files first: who gains, who pays, and what the sum stays at.

Classes come in order of rank, the most urgent first: ``lam[k]`` arrivals, ``service[k]`` mean length,
``cs2[k]`` squared coefficient of variation of lengths (left out: exponential, 1).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, inf

from xnsim.theory import windows

Numbers = Sequence[float]
STEPS = 40_000


def residuals(lam: Numbers, service: Numbers, cs2: Numbers | None = None) -> list[float]:
    """What each class adds to the work an arrival finds in hand: lam E[S^2] / 2."""
    spread = cs2 or [1.0] * len(lam)
    return [a * s * s * (1 + c) / 2 for a, s, c in zip(lam, service, spread, strict=True)]


def loads_up_to(lam: Numbers, service: Numbers) -> list[float]:
    """Load of the classes 1..k together, with a leading 0."""
    sums = [0.0]
    for a, s in zip(lam, service, strict=True):
        sums.append(sums[-1] + a * s)
    return sums


def mean_waits(lam: Numbers, service: Numbers, cs2: Numbers | None = None) -> list[float]:
    """How long each class lies in line when the urgent go first but no file in hand is put away.

    ``inf`` from the class on at which the desk is full; the classes above it then always find a file
    of a lower class in hand. Source: Cobham (1954), Oper. Res. 2:70-76.
    """
    sums = loads_up_to(lam, service)
    parts = residuals(lam, service, cs2)
    return _ranked(_found_in_hand(parts, lam, service, sums), sums)


def _found_in_hand(parts: Numbers, lam: Numbers, service: Numbers, sums: Numbers) -> float:
    """Work left in the file in hand; a class that no longer fits is served in the time that is left."""
    work = 0.0
    for k, part in enumerate(parts):
        offered = lam[k] * service[k]
        fits = min(1.0, max(0.0, 1 - sums[k]) / offered) if offered else 1.0
        work += part * fits
    return work


def _ranked(work: float, sums: Numbers) -> list[float]:
    return [
        work / ((1 - above) * (1 - upto)) if upto < 1 else inf
        for above, upto in zip(sums, sums[1:], strict=False)
    ]


def urgent_share_waits(lam: float, service: float, share: float) -> list[float]:
    """How long [urgent, ordinary] files lie when this share of equal files is declared urgent.

    Source: Cobham (1954).
    """
    return mean_waits([lam * share, lam * (1 - share)], [service, service])


def windows_mean_waits(lam: Numbers, mu: float, c: int) -> list[float]:
    """The same at c windows where all classes take equally long, exponential (M/M/c).

    Source: Cobham (1954); Kella & Yechiali (1985).
    """
    sums = loads_up_to(lam, [1 / (c * mu)] * len(lam))
    return _ranked(windows.wait_probability(sum(lam), mu, c) / (c * mu), sums)


def interrupting_mean_times(lam: Numbers, service: Numbers, cs2: Numbers | None = None) -> list[float]:
    """How long each class is in the office when an urgent file stops the one in hand, resumed later.

    Source: Kleinrock, Queueing Systems vol. 2 (1976) sec. 3.4 (pre-emptive resume).
    """
    sums = loads_up_to(lam, service)
    parts = residuals(lam, service, cs2)
    times = []
    for k, own in enumerate(service):
        above, upto = sums[k], sums[k + 1]
        full = upto >= 1
        times.append(inf if full else own / (1 - above) + sum(parts[: k + 1]) / ((1 - above) * (1 - upto)))
    return times


def conserved_wait(lam: Numbers, service: Numbers, cs2: Numbers | None = None) -> float:
    """Sum over classes of load times wait: no order of the line can change it.

    Source: Kleinrock (1965), conservation law, = rho W0 / (1 - rho).
    """
    load = loads_up_to(lam, service)[-1]
    return load * sum(residuals(lam, service, cs2)) / (1 - load) if load < 1 else inf


def overall_wait(lam: Numbers, waits: Numbers) -> float:
    """How long a file of any class lies: the waits weighted by arrivals."""
    return sum(a * w for a, w in zip(lam, waits, strict=True)) / sum(lam)


def shortest_first_mean_wait(lam: float, shares: Numbers, means: Numbers) -> float:
    """How long a file lies when the desk knows each length and takes the shortest first.

    Lengths are a mixture of exponentials (one share of 1: plain exponential). Integrated over lengths by
    Simpson's rule. Source: Phipps (1956); Kleinrock, Queueing Systems vol. 2 (1976) sec. 3.7.
    """
    kinds = list(zip(shares, means, strict=True))
    if lam * sum(p * m for p, m in kinds) >= 1:
        return inf
    work = lam * sum(p * m * m for p, m in kinds)
    step = 45 * max(means) / STEPS
    total = 0.0
    for i in range(STEPS + 1):
        x = i * step
        density = sum(p / m * exp(-x / m) for p, m in kinds)
        shorter = lam * sum(p * (m - (x + m) * exp(-x / m)) for p, m in kinds)
        weight = 1 if i in (0, STEPS) else 4 if i % 2 else 2
        total += weight * density / (1 - shorter) ** 2
    return work * total * step / 3
