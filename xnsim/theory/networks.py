"""Desk after desk, and files sent back: tandem lines and feedback.

Each desk has one officer and takes files in order of arrival; files arrive at random.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, expm1, inf, lgamma, log, sqrt

from xnsim.theory import single_desk


def tandem_mean_time(lam: float, mu: Sequence[float]) -> float:
    """How long a file takes through reception, review, decision: the sum of the desks.

    Source: Jackson (1957), Oper. Res. 5:518-521.
    """
    return sum(single_desk.mean_time(lam, rate) for rate in mu)


def tandem_on_time_share(lam: float, mu: Sequence[float], limit: float) -> float:
    """Share of files through all desks within the limit.

    The times at the desks are independent and exponential, so their sum is hypoexponential, Erlang when
    the desks are alike. Source: Reich (1957), Ann. Math. Stat. 28:768-773.
    """
    if lam >= min(mu):
        return 0.0
    return 1 - still_under_way_share([rate - lam for rate in mu], limit)


def still_under_way_share(rates: Sequence[float], t: float) -> float:
    """Share not yet through a chain of exponential stages after ``t``; rates may be equal or nearly so.

    Source: uniformisation, Jensen (1953).
    """
    fastest = max(rates)
    moving = [rate / fastest for rate in rates]
    beats = fastest * t
    if beats <= 0:
        return 1.0
    at = [1.0] + [0.0] * (len(rates) - 1)
    share = 0.0
    for k in range(int(beats + 12 * sqrt(beats) + 60)):
        share += exp(k * log(beats) - beats - lgamma(k + 1)) * sum(at)
        leaving = [p * m for p, m in zip(at, moving, strict=True)]
        at = [p - out + into for p, out, into in zip(at, leaving, [0.0, *leaving], strict=False)]
    return min(share, 1.0)


def feedback_utilisation(lam: float, mu: float, p_return: float) -> float:
    """Load of a desk that sends files back with this probability a pass. Source: Jackson (1957)."""
    return lam / (mu * (1 - p_return))


def feedback_mean_time(lam: float, mu: float, p_return: float) -> float:
    """How long a file takes in all when a returned one joins the end of the line again.

    Source: Takacs (1963), BSTJ 42:505-519; Jackson (1957).
    """
    through = mu * (1 - p_return)
    return 1 / (through - lam) if lam < through else inf


def reset_on_time_share(mu: float, limit: float) -> float:
    """Share on time by the office's own clock when every return sets the clock to nought; no queue."""
    return -expm1(-mu * limit)


def true_on_time_share(mu: float, limit: float, p_return: float) -> float:
    """Share on time for the applicant, all passes counted: a geometric sum of exponentials; no queue."""
    return -expm1(-mu * (1 - p_return) * limit)
