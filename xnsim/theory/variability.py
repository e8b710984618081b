"""One desk whose files differ in length: what irregularity costs (M/G/1 and approximations).

``service`` is the mean length of a file, ``cs2`` and ``ca2`` the squared coefficients of variation of
lengths and of the gaps between arrivals (0 all equal, 1 exponential).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from xnsim.theory import windows


def mean_wait(lam: float, service: float, cs2: float) -> float:
    """How long a file lies before it is taken up when lengths have any distribution (M/G/1).

    Source: Pollaczek-Khinchine; Kleinrock, Queueing Systems vol. 1 (1975) ch. 5.
    """
    load = lam * service
    return load * service * (1 + cs2) / (2 * (1 - load)) if load < 1 else inf


def mixture(shares: Sequence[float], means: Sequence[float]) -> tuple[float, float]:
    """Simple and complex files through one desk, each kind exponential: their mean length and cs2."""
    service = sum(p * m for p, m in zip(shares, means, strict=True))
    second = sum(2 * p * m * m for p, m in zip(shares, means, strict=True))
    return service, second / service**2 - 1


def mixture_mean_wait(lam: float, shares: Sequence[float], means: Sequence[float]) -> float:
    """How long any file lies when simple and complex ones stand in one line (M/H/1).

    Source: Pollaczek-Khinchine.
    """
    service, cs2 = mixture(shares, means)
    return mean_wait(lam, service, cs2)


def kingman_mean_wait(lam: float, service: float, ca2: float, cs2: float) -> float:
    """Rule of thumb for one desk with any arrivals: variability times load times length (VUT).

    An approximation, exact for random arrivals. Source: Kingman (1961); Hopp & Spearman, Factory Physics.
    """
    load = lam * service
    return (ca2 + cs2) / 2 * load / (1 - load) * service if load < 1 else inf


def allen_cunneen_mean_wait(lam: float, mu: float, c: int, ca2: float, cs2: float) -> float:
    """Rule of thumb for several windows: the M/M/c wait times the mean of both variabilities.

    An approximation. Source: Allen (1990), Probability, Statistics and Queueing Theory.
    """
    return windows.mean_wait(lam, mu, c) * (ca2 + cs2) / 2


def batch_mean_present(lam: float, mu: float, batch_mean: float, batch_second: float) -> float:
    """How many files are in the office when they arrive in bundles (M^X/M/1).

    ``lam`` bundles per unit of time, ``batch_mean`` = E[X] and ``batch_second`` = E[X^2] files a bundle.
    Source: Gross et al., Fundamentals of Queueing Theory (4e) ch. 4.
    """
    load = lam * batch_mean / mu
    return (load + lam / mu * batch_second) / (2 * (1 - load)) if load < 1 else inf
