"""Files that wait for a standing session 例会 with so many seats: what is left over goes to the next one.

Files come at random, ``lam`` a day; the session meets every ``every`` days and hears at most ``seats`` files.
"""

from __future__ import annotations

from functools import cache
from math import exp, inf, lgamma, log

NEVER = 1e-12
ROUNDS = 20_000


def mean_wait(every: float) -> float:
    """How long a file waits for the session where everybody who waits is heard: half the interval."""
    return every / 2


def on_time_share(every: float, service: float, limit: float) -> float:
    """Share of files decided in time: a wait even over the interval, then an exponential service.

    P(U + S <= limit), U uniform on [0, every], S exponential with mean ``service``.
    """
    longest = min(every, limit)
    missed = service * (exp(-(limit - longest) / service) - exp(-limit / service))
    return (longest - missed) / every


@cache
def left_over(lam: float, every: float, seats: int) -> float:
    """How many files a session leaves to the next one on average; ``inf`` where more come than it has seats for.

    The line just after a session is a Markov chain: max(0, left + comers - seats), comers Poisson(lam every).
    Source: Bailey (1954), J. R. Statist. Soc. B 16:80-87 (queues served in batches).
    """
    comers = lam * every
    if comers >= seats:
        return inf
    chance = _poisson(comers)
    after = [1.0]
    for _ in range(ROUNDS):
        newer = _next(after, chance, seats)
        longest = max(len(newer), len(after))
        change = sum(abs((newer[k] if k < len(newer) else 0.0) - (after[k] if k < len(after) else 0.0)) for k in range(longest))
        after = newer
        if change < 1e-10:
            break
    return sum(k * p for k, p in enumerate(after))


def _poisson(mean: float) -> list[float]:
    chances, k = [], 0
    while k < mean or chances[-1] > NEVER:
        chances.append(exp(k * log(mean) - mean - lgamma(k + 1)))
        k += 1
    return chances


def _next(after: list[float], chance: list[float], seats: int) -> list[float]:
    newer = [0.0] * max(1, len(after) + len(chance) - seats)
    for k, p in enumerate(after):
        for come, q in enumerate(chance):
            newer[max(0, k + come - seats)] += p * q
    while len(newer) > 1 and newer[-1] < NEVER:
        newer.pop()
    return newer


def mean_wait_with_seats(lam: float, every: float, seats: int) -> float:
    """How long a file waits where a session hears only so many: half the interval, and the lines it is left in.

    By Little's law the files left over, ``left_over / lam`` days each, come on top of half the interval.
    """
    return every / 2 + left_over(lam, every, seats) / lam
