"""Several windows and one line: M/M/c, with a full hall, with people who give up, with appointments.

``lam`` arrivals and ``mu`` services of one window per unit of time; ``c`` windows.
Source unless said otherwise: Gross, Shortle, Thompson & Harris, Fundamentals of Queueing Theory (4e) ch. 3, 5.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, expm1, inf

from xnsim.theory import birth_death

HALVINGS = 200


def erlang_b(offered: float, c: int) -> float:
    """Share of calls that find all lines taken and are lost.

    ``offered`` is arrivals times mean length, in Erlang. Source: Erlang (1917).
    """
    lost = 1.0
    for lines in range(1, c + 1):
        lost = offered * lost / (lines + offered * lost)
    return lost


def wait_probability(lam: float, mu: float, c: int) -> float:
    """Share of visitors who find every window taken and must sit down (Erlang C)."""
    load = lam / (c * mu)
    if load >= 1:
        return 1.0
    lost = erlang_b(lam / mu, c)
    return lost / (1 - load * (1 - lost))


def mean_wait(lam: float, mu: float, c: int) -> float:
    """How long a visitor sits before the call (Wq)."""
    return wait_probability(lam, mu, c) / (c * mu - lam) if lam < c * mu else inf


def mean_time(lam: float, mu: float, c: int) -> float:
    """How long a visitor is in the hall, sitting and at the window (W)."""
    return mean_wait(lam, mu, c) + 1 / mu


def mean_waiting(lam: float, mu: float, c: int) -> float:
    """How many visitors sit and wait on average (Lq)."""
    return lam * mean_wait(lam, mu, c)


def wait_share_beyond(lam: float, mu: float, c: int, t: float) -> float:
    """Share of visitors who sit longer than ``t`` before they are called in order of arrival."""
    if lam >= c * mu:
        return 1.0
    return wait_probability(lam, mu, c) * exp(-(c * mu - lam) * t)


def time_share_beyond(lam: float, mu: float, c: int, t: float) -> float:
    """Share of visitors who are in the hall longer than ``t``, the time at the window included."""
    if lam >= c * mu:
        return 1.0
    spare = c * mu - lam - mu
    stretch = t if spare == 0 else -expm1(-spare * t) / spare
    return exp(-mu * t) * (1 + wait_probability(lam, mu, c) * mu * stretch)


def fewest_windows(lam: float, mu: float, t: float, share: float) -> int:
    """How many windows must open so that this share of visitors is called within ``t``."""
    c = int(lam / mu) + 1
    while 1 - wait_share_beyond(lam, mu, c, t) < share:
        c += 1
    return c


def fewest_lines(offered: float, lost: float) -> int:
    """How many telephone lines keep the share of lost calls at or below ``lost``."""
    c = 0
    while erlang_b(offered, c) > lost:
        c += 1
    return c


def slowest_pooled_rate(lam: float, c: int, time: float) -> float:
    """How slow generalists at c pooled windows may become before a visit takes as long as it did.

    ``time`` is the mean time of a visit at the old separate windows. The root of a falling function,
    found by halving.
    """
    slow, fast = lam / c, lam / c + 1 / time
    while mean_time(lam, fast, c) > time:
        fast *= 2
    for _ in range(HALVINGS):
        middle = (slow + fast) / 2
        if mean_time(lam, middle, c) > time:
            slow = middle
        else:
            fast = middle
    return fast


def hall_shares(lam: float, mu: float, c: int, places: int) -> list[float]:
    """Share of time with 0, 1, ..., ``places`` visitors when a full hall gives out no more numbers.

    ``places`` counts those at the windows and those who sit.
    """
    return birth_death.shares([lam] * places, [mu * min(n, c) for n in range(1, places + 1)])


def turned_away_share(lam: float, mu: float, c: int, places: int) -> float:
    """Share of visitors who find the hall full and are refused a number (M/M/c/K)."""
    return hall_shares(lam, mu, c, places)[-1]


def admitted_mean_wait(lam: float, mu: float, c: int, places: int) -> float:
    """How long those who got a number sit before the call (M/M/c/K)."""
    share = hall_shares(lam, mu, c, places)
    return birth_death.mean_beyond(share, c) / (lam * (1 - share[-1]))


def patience_shares(lam: float, mu: float, c: int, theta: float) -> list[float]:
    """Share of time with n visitors when each who sits gives up at rate ``theta`` (M/M/c+M, Erlang A)."""
    return birth_death.endless_shares(
        lambda n: lam, lambda n: mu * min(n + 1, c) + theta * max(n + 1 - c, 0)
    )


def patient_mean_wait(lam: float, mu: float, c: int, theta: float) -> float:
    """How long a visitor sits, those who give up counted until they leave.

    Source: Palm (1957); Garnett, Mandelbaum & Reiman (2002).
    """
    if theta == 0:
        return mean_wait(lam, mu, c)
    return birth_death.mean_beyond(patience_shares(lam, mu, c, theta), c) / lam


def giving_up_share(lam: float, mu: float, c: int, theta: float) -> float:
    """Share of visitors who leave before they are called. Source: as ``patient_mean_wait``."""
    return theta * patient_mean_wait(lam, mu, c, theta) if theta else 0.0


def met_busy_share(arrival: Callable[[float], float], mu: float) -> float:
    """Share of arrivals that find the window busy, for any spacing of arrivals (G/M/1).

    ``arrival(s)`` is the Laplace transform of the time between two arrivals. The root of
    sigma = A*(mu (1 - sigma)) below 1, found by halving: divided by 1 - sigma the difference falls.
    """
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if arrival(mu * (1 - middle)) > middle:
            low = middle
        else:
            high = middle
    return low


def appointment_mean_wait(lam: float, mu: float) -> float:
    """How long an applicant sits when everybody comes exactly at equally spaced times (D/M/1)."""
    if lam >= mu:
        return inf
    busy = met_busy_share(lambda s: exp(-s / lam), mu)
    return busy / (mu * (1 - busy))


def even_arrivals_mean_wait(lam: float, mu: float, k: int) -> float:
    """How long an applicant sits when arrivals are evener than random: Erlang-k spacing (E_k/M/1)."""
    if lam >= mu:
        return inf
    busy = met_busy_share(lambda s: (k * lam / (k * lam + s)) ** k, mu)
    return busy / (mu * (1 - busy))
