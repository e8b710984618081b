"""When the limit acts: files deemed approved at expiry, and what that lets through.

M/M/1 in order of arrival; ``tau`` is the limit as an exact span.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, expm1

TOO_LONG = 700.0


def _per_unit(x: float) -> float:
    """(exp(x) - 1) / x, and 1 at 0."""
    return expm1(x) / x if x else 1.0


def default_share(lam: float, mu: float, tau: float) -> float:
    """Share of files deemed approved because they were not finished, waiting included, when the limit ran out.

    Such a file leaves at once, even out of the officer's hand, so the office stays stable at any load:
    the work in it is that of a dam of height tau. (1 - rho) E / (1 - rho E) with
    E = exp(-(mu - lam) tau), written so that full load (1 / (1 + lam tau)) needs no case of its own.
    Source: Barrer (1957), Oper. Res. 5:650-656; Gavish & Schweitzer (1977).
    """
    x = (mu - lam) * tau
    return 0.0 if x > TOO_LONG else 1 / (exp(x) + lam * tau * _per_unit(x))


def unheard_share(lam: float, mu: float, tau: float) -> float:
    """Share that leaves because nobody had taken it up by the limit; what is in hand is finished (M/M/1+D).

    (1 - rho) rho E / (1 - rho^2 E), likewise at any load. Source: Barrer (1957); Gnedenko & Kovalenko.
    """
    x, load = (mu - lam) * tau, lam / mu
    return 0.0 if x > TOO_LONG else load / ((1 + load) * exp(x) + load**2 * mu * tau * _per_unit(x))


def wrong_approval_shares(defaulted: float, bad_share: float, detect: float) -> tuple[float, float]:
    """Share of all files wrongly approved: when each is examined, and when some are approved by default.

    ``bad_share`` of files ought to be refused, examination finds a share ``detect`` of them, default none.
    Returns (examined, with default): P(bad) [(1 - d)(1 - p) + p].
    """
    missed = 1 - detect
    return bad_share * missed, bad_share * (missed * (1 - defaulted) + defaulted)


def mixed_share(shares: Sequence[float], on_time: Sequence[float]) -> float:
    """On-time share of an office from the on-time shares of its kinds of files: the mix decides too."""
    return sum(s * p for s, p in zip(shares, on_time, strict=True)) / sum(shares)
