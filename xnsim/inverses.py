"""How a law and one uniform number become a duration: one function for both engines.

A law is lowered to a kind and a run of numbers in the flat sequence ``par``, starting at
``at``. Every inverse rises with ``u``: whoever is unlucky is unlucky under every law.
Durations are whole seconds, rounded to the nearest, at least 1 and at most 2**31 - 1.

======== ============ ======================================================================
kind     name         numbers in ``par``
======== ============ ======================================================================
0        CONSTANT     seconds
1        EXPONENTIAL  mean
2        UNIFORM      low, high
3        TRIANGULAR   low, mode, high
4        WEIBULL      scale, shape
5        LOGNORMAL    mu, sigma of the logarithm of the seconds
6        HYPER        n, then n times: upper end of the branch in u, its share, its mean
7        TABLE        a quantile table, laid out as said in ``table_value``
8        BERNOULLI    share; gives 1 if u < share, else 0
9        CHOICE       n, then n upper ends in u (the last above 1); gives 0 .. n-1
10       EMPIRICAL    n, n upper ends in u (the last above 1), n values in rising order
======== ============ ======================================================================

HYPER is a drawn mixture on one uniform number: the branch by ``u``, and within the branch
what is left of ``u``; the branches stand in the order of their means.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from xnsim.elementary import exp, ln, normal_quantile

CONSTANT, EXPONENTIAL, UNIFORM, TRIANGULAR, WEIBULL, LOGNORMAL = 0, 1, 2, 3, 4, 5
HYPER, TABLE, BERNOULLI, CHOICE, EMPIRICAL = 6, 7, 8, 9, 10

LONGEST = 2147483647.0
OCTAVES, CELLS = 20, 64  # of a table: halvings of the rarer side, straight pieces in each
FINE = OCTAVES * CELLS
SIDE = FINE + 3


def triangular_value(u: float, low: float, mode: float, high: float) -> float:
    """Most take about ``mode``, none less than ``low`` or more than ``high``."""
    span = high - low
    if u * span < mode - low:
        return low + sqrt(u * span * (mode - low))
    return high - sqrt((1.0 - u) * span * (high - mode))


def hyper_value(at: int, u: float, par: Sequence[float]) -> float:
    """Some files are quick and some are slow; which kind this is, and how long it takes."""
    at += 1
    while par[at] <= u:
        at += 3
    return -par[at + 2] * ln((par[at] - u) / par[at + 1])


def branch_index(at: int, u: float, par: Sequence[float]) -> int:
    """The first of the rising upper ends from ``par[at]`` on that lies above ``u``."""
    k = 0
    while par[at + k] <= u:
        k += 1
    return k


def empirical_value(at: int, u: float, par: Sequence[float]) -> float:
    """One of the observed durations, each as often as it was observed."""
    n = int(par[at])
    low = at + 1
    high = at + n
    while low < high:
        middle = (low + high) // 2
        if par[middle] <= u:
            low = middle + 1
        else:
            high = middle
    return par[low + n]


def table_value(at: int, u: float, par: Sequence[float]) -> float:
    """Straight lines between tabled quantiles, finer where fewer people are.

    From ``at`` on stand ``SIDE`` quantiles below the median and, from ``at + SIDE``, as many
    above it, both from the median outwards: each halving of the share outside (1/2, 1/4,
    ... 2**-21) is cut into ``CELLS`` equal pieces, then comes the end of the support, twice.
    """
    outside = 2.0 * u
    if u >= 0.5:
        outside = 2.0 - outside
        at += SIDE
    j = 0
    while outside <= 0.5 and j < FINE:
        outside += outside
        j += CELLS
    place = (1.0 - outside) * (2.0 * CELLS if j < FINE else 1.0)
    i = int(place)
    place -= i
    i += at + j
    return par[i] + place * (par[i + 1] - par[i])


def law_value(kind: int, at: int, u: float, par: Sequence[float]) -> int:
    """What this person needs: whole seconds (or, for a choice, which way he goes); 0 < u < 1."""
    if kind == EXPONENTIAL:
        x = -par[at] * ln(1.0 - u)
    elif kind == LOGNORMAL:
        x = exp(par[at] + par[at + 1] * normal_quantile(u))
    elif kind == CONSTANT:
        x = par[at]
    elif kind == BERNOULLI:
        return 1 if u < par[at] else 0
    elif kind == CHOICE:
        return branch_index(at + 1, u, par)
    elif kind == TABLE:
        x = table_value(at, u, par)
    elif kind == UNIFORM:
        x = par[at] + u * (par[at + 1] - par[at])
    elif kind == TRIANGULAR:
        x = triangular_value(u, par[at], par[at + 1], par[at + 2])
    elif kind == WEIBULL:
        x = par[at] * exp(ln(-ln(1.0 - u)) / par[at + 1])
    elif kind == HYPER:
        x = hyper_value(at, u, par)
    else:
        x = empirical_value(at, u, par)
    x += 0.5
    return int(x if x < LONGEST else LONGEST) if x >= 1.0 else 1
