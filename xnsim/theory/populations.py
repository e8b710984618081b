"""Many at once: files that never queue, a fixed set of projects, and a backlog that is cleared or grows."""

from __future__ import annotations

from functools import cache
from math import exp, inf, lgamma, log, sqrt

from xnsim.theory import birth_death

NEGLIGIBLE = 1e-13


def mean_under_way(lam: float, mean_time: float) -> float:
    """How many files are under way when none ever waits for another (M/G/inf); Poisson with this mean.

    Source: Takacs (1962), Introduction to the Theory of Queues.
    """
    return lam * mean_time


def more_than_share(mean: float, n: int) -> float:
    """Share of time more than ``n`` files are under way, their number being Poisson."""
    if mean == 0:
        return 0.0
    return max(0.0, 1 - sum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(n + 1)))


def fewest_places(mean: float, share: float) -> int:
    """The smallest number not exceeded for this share of the time, the number being Poisson."""
    n = 0
    while 1 - more_than_share(mean, n) < share:
        n += 1
    return n


def project_shares(projects: int, lam: float, mu: float, clerks: int) -> list[float]:
    """Share of time 0, 1, ..., all projects need a clerk; each running one asks at rate ``lam``.

    Source: Gross et al., Fundamentals of Queueing Theory (4e), finite source.
    """
    up = [(projects - n) * lam for n in range(projects)]
    return birth_death.shares(up, [min(n, clerks) * mu for n in range(1, projects + 1)])


def projects_held_up(projects: int, lam: float, mu: float, clerks: int) -> float:
    """How many projects wait for a clerk or are in his hands (M/M/c//N). Source: as ``project_shares``."""
    return birth_death.mean(project_shares(projects, lam, mu, clerks))


def project_mean_time(projects: int, lam: float, mu: float, clerks: int) -> float:
    """How long one request takes, from the asking to the end of the clerk's work."""
    held = projects_held_up(projects, lam, mu, clerks)
    return held / (lam * (projects - held))


def days_to_clear(backlog: float, lam: float, capacity: float) -> float:
    """How long a campaign takes to clear a backlog while new files keep coming, as a steady flow."""
    return backlog / (capacity - lam) if capacity > lam else inf


def expected_days_to_clear(files: int, lam: float, mu: float) -> float:
    """The same for one desk and random arrivals: the mean until the desk is first idle.

    Source: Kleinrock, Queueing Systems vol. 1 (1975), busy period.
    """
    return files / (mu - lam) if lam < mu else inf


def backlog_after(backlog: float, lam: float, capacity: float, days: float) -> float:
    """The backlog after so many days at this capacity, as a steady flow, never below none."""
    return max(0.0, backlog + (lam - capacity) * days)


@cache
def mean_backlog_after(lam: float, mu: float, days: float) -> float:
    """Files open on average so many days after an empty start, one desk, random arrivals and lengths; also at lam > mu.

    By randomisation: the chain jumps at rate lam + mu, the number of jumps is Poisson. ``backlog_after`` is
    the steady flow beside it; chance adds to it, for the desk is sometimes idle. Source: Gross & Miller (1984).
    """
    rate = lam + mu
    mean, up = rate * days, lam / rate
    chain, present, total = [1.0], 0.0, 0.0
    for jump in range(int(mean + 12 * sqrt(mean)) + 20):
        total += exp(jump * log(mean) - mean - lgamma(jump + 1)) * present
        present += up - (1 - up) * (1 - chain[0])
        fallen = [(1 - up) * p for p in chain]
        risen = [0.0, *(up * p for p in chain)]
        risen[0] += fallen[0]
        chain = [a + b for a, b in zip(risen, [*fallen[1:], 0.0, 0.0], strict=True)]
        while chain[-1] < NEGLIGIBLE:
            chain.pop()
    return total
