"""Units ranked against each other: how far apart equal ones look when each is judged on a few files."""

from __future__ import annotations

from math import exp, lgamma, log


def _up_to(files: int, share: float) -> list[float]:
    """P(X <= k) for k = 0, 1, ..., files, X binomial."""
    total, sums = 0.0, []
    for k in range(files + 1):
        ways = lgamma(files + 1) - lgamma(k + 1) - lgamma(files - k + 1)
        total += exp(ways + k * log(share) + (files - k) * log(1 - share))
        sums.append(min(1.0, total))
    return sums


def expected_last(units: int, files: int, share: float) -> float:
    """The share shown by the last of so many equal units, each judged on so many files (0 < share < 1).

    E[min] / files = sum over k of P(X >= k)^units / files, X binomial.
    """
    return sum((1 - below) ** units for below in _up_to(files, share)[:-1]) / files


def expected_first(units: int, files: int, share: float) -> float:
    """The same for the first of them."""
    return sum(1 - below**units for below in _up_to(files, share)[:-1]) / files
