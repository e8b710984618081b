"""Tables for laws whose inverse has no closed form: gamma and beta, made once at lowering.

Both densities are walked over the whole line (x = e**y for gamma, x = 1 / (1 + e**-y) for
beta), where their logarithm is smooth and concave whatever the shape. Steps are short
where the density bends; between two steps mass is summed by the trapezium corrected for
slope, and read back by a cubic in the mass. No gamma function is needed: the total mass
is the norm. The layout is that of ``inverses.table_value``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from math import fsum, inf, sqrt

from xnsim.elementary import exp, ln
from xnsim.inverses import CELLS, FINE, OCTAVES, SIDE

FINENESS = 0.05  # a step changes the density by about this share
DEPTH = 40.0  # walk until the density is e**-40 of its peak
OUTSIDE = [0.5 * 0.5 ** (k // CELLS) * (1.0 - k % CELLS / (2.0 * CELLS)) for k in range(FINE + 1)]

Shape = tuple[float, float, float]  # logarithm of a density in y, its slope, how it bends down
Point = tuple[float, float, float]  # y, density there relative to the peak, slope of the density


def gamma_density(shape: float, y: float) -> Shape:
    """The density of y = ln x where x is gamma with unit scale."""
    x = exp(y)
    return shape * y - x, shape - x, x


def beta_density(a: float, b: float, y: float) -> Shape:
    """The density of y = ln(x / (1 - x)) where x is beta."""
    t = exp(-abs(y))
    near = -ln(1.0 + t)
    log_x, log_rest = (near, near - y) if y > 0.0 else (near + y, near)
    x = (1.0 if y > 0.0 else t) / (1.0 + t)
    return a * log_x + b * log_rest, a - (a + b) * x, (a + b) * x * (1.0 - x)


def walk(density: Callable[[float], Shape], mode: float, way: float) -> list[Point]:
    """From the peak outwards, to the right (``way`` 1) or to the left (-1)."""
    peak, slope, bend = density(mode)
    y, log_g = mode, peak
    points = []
    while log_g - peak > -DEPTH:
        g = exp(log_g - peak)
        points.append((y, g, g * slope))
        y += way * FINENESS / (abs(slope) + sqrt(bend))
        log_g, slope, bend = density(y)
    return points


def mass_between(p: Point, q: Point) -> float:
    """The area under the density between two neighbouring points."""
    h = q[0] - p[0]
    return 0.5 * h * (p[1] + q[1]) + h * h * (p[2] - q[2]) / 12.0


def outward(points: Sequence[Point], outside: Sequence[float], sign: float) -> list[float]:
    """The y outside of which lies each share of ``OUTSIDE``; ``points`` run outwards."""
    found = []
    i = 0
    for share in OUTSIDE:
        mass = share * outside[0]
        while outside[i + 1] > mass:
            i += 1
        gap = outside[i + 1] - outside[i]
        t = (mass - outside[i]) / gap
        rise = points[i + 1][0] - points[i][0]
        start, end = sign * gap / points[i][1], sign * gap / points[i + 1][1]
        bent = (1.0 - t) * (start - rise) - t * (end - rise)
        found.append(points[i][0] + t * (rise + (1.0 - t) * bent))
    return found


def halves(density: Callable[[float], Shape], mode: float) -> tuple[list[float], list[float]]:
    """The tabled y below and above the median, each from the median outwards."""
    points = [*reversed(walk(density, mode, -1.0)), *walk(density, mode, 1.0)[1:]]
    masses = [mass_between(p, q) for p, q in pairwise(points)]
    below = list(accumulate(masses, initial=0.0))
    above = list(accumulate(reversed(masses), initial=0.0))
    lower = outward(points[::-1], below[::-1], 1.0)
    upper = outward(points, above[::-1], -1.0)
    return lower, upper


def laid_out(lower: list[float], upper: list[float], end: float) -> tuple[float, ...]:
    """Both sides with their ends: 0 below; above, an end that keeps the mean of the last piece.

    The tail beyond the last quantile is taken as exponential, cut at ``end``.
    """
    scale = (upper[FINE] - upper[FINE - CELLS]) / ln(2.0)
    top = min(upper[FINE] + 2.0 * scale, end)
    return (*lower, 0.0, 0.0, *upper, top, top)


def table_mean(table: Sequence[float]) -> float:
    """The mean of what ``table_value`` gives, exactly."""
    total = 0.0
    for side in (table[:SIDE], table[SIDE:]):
        for j in range(OCTAVES):
            cells = side[j * CELLS:(j + 1) * CELLS + 1]
            total += 0.25 * 0.5**j / CELLS * (fsum(cells) - 0.5 * (cells[0] + cells[-1]))
        total += 0.5**(OCTAVES + 1) * 0.5 * (side[FINE] + side[FINE + 1])
    return total


@lru_cache(maxsize=64)
def gamma_table(shape: float) -> tuple[float, ...]:
    """Quantiles of the gamma law of mean 1 and this shape (0.05 to 10,000)."""
    lower, upper = halves(lambda y: gamma_density(shape, y), ln(shape))
    table = laid_out([exp(y) for y in lower], [exp(y) for y in upper], inf)
    mean = table_mean(table)
    return tuple(value / mean for value in table)


@lru_cache(maxsize=64)
def beta_table(a: float, b: float) -> tuple[float, ...]:
    """Quantiles of the beta law on (0, 1), both shapes between 0.05 and 10,000."""
    lower, upper = halves(lambda y: beta_density(a, b, y), ln(a / b))
    share = [1.0 / (1.0 + exp(-y)) for y in lower], [1.0 / (1.0 + exp(-y)) for y in upper]
    return laid_out(*share, 1.0)
