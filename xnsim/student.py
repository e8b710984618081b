"""Student's t in plain Python, for places without SciPy: a page in a browser draws its intervals with it.

The tail is the incomplete beta function by its continued fraction (Lentz's method; Abramowitz & Stegun 26.5.8 and
26.7.1), the quantile is found by Newton's method on the tail. Agrees with SciPy to ten digits: a test.
"""

from __future__ import annotations

import math
from functools import lru_cache

MOST_TERMS = 500
CLOSE = 1e-16
TINY = 1e-300


def two_sided_tail(freedom: float, t: float) -> float:
    """Return the chance that Student's t lies further from 0 than ``t``, either way."""
    if t == 0:
        return 1.0
    return _beta_share(freedom / 2, 0.5, freedom / (freedom + t * t), t * t / (freedom + t * t))


@lru_cache(maxsize=1024)
def two_sided_quantile(freedom: float, level: float) -> float:
    """Return the t within which Student's t lies with chance ``level``: 0.95 and 9 degrees of freedom give 2.262."""
    wanted = 1 - level
    low, high = 0.0, 1.0
    while two_sided_tail(freedom, high) > wanted:
        low, high = high, 2 * high
    t = (low + high) / 2
    for _ in range(200):
        off = two_sided_tail(freedom, t) - wanted
        low, high = (t, high) if off > 0 else (low, t)
        step = t + off / (2 * _density(freedom, t))
        ahead = step if low < step < high else (low + high) / 2
        if abs(ahead - t) <= 4e-16 * t:
            return ahead
        t = ahead
    return t


def _density(freedom: float, t: float) -> float:
    log = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2) - 0.5 * math.log(freedom * math.pi)
    return math.exp(log - (freedom + 1) / 2 * math.log1p(t * t / freedom))


def _beta_share(a: float, b: float, x: float, rest: float) -> float:
    """Return the regularised incomplete beta function at ``x``; ``rest`` is 1 − x, given apart lest digits are lost."""
    log = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(rest)
    front = math.exp(log)
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, rest) / b


def _fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / _off_zero(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, MOST_TERMS):
        for term in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / _off_zero(1 + term * d)
            c = _off_zero(1 + term / c)
            found *= c * d
        if abs(c * d - 1) < CLOSE:
            break
    return found


def _off_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY
