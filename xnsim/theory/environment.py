"""A desk whose speed changes with who is there: M/M/1 in a random environment.

The environment (A present, B filling in, nobody) goes its own way whether files wait or not.
Matrix-geometric solution, small matrices as lists of rows. Source: Neuts (1981), Matrix-Geometric
Solutions in Stochastic Models; Latouche & Ramaswami (1993) for the logarithmic reduction.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

Rows = list[list[float]]
DOUBLINGS = 80


def identity(n: int) -> Rows:
    """The matrix that changes nothing."""
    return [[float(i == j) for j in range(n)] for i in range(n)]


def times(a: Rows, b: Rows) -> Rows:
    """Matrix product."""
    columns = list(zip(*b, strict=True))
    return [[sum(x * y for x, y in zip(row, column, strict=True)) for column in columns] for row in a]


def plus(a: Rows, b: Rows, factor: float = 1.0) -> Rows:
    """a + factor b."""
    return [[x + factor * y for x, y in zip(p, q, strict=True)] for p, q in zip(a, b, strict=True)]


def solve(a: Rows, b: Rows) -> Rows:
    """The matrix x with a x = b, by elimination with the largest pivot."""
    n = len(a)
    work = [list(p) + list(q) for p, q in zip(a, b, strict=True)]
    for i in range(n):
        best = max(range(i, n), key=lambda row: abs(work[row][i]))
        work[i], work[best] = work[best], work[i]
        work[i] = [x / work[i][i] for x in work[i]]
        for row in range(n):
            if row != i and work[row][i]:
                factor = work[row][i]
                work[row] = [x - factor * y for x, y in zip(work[row], work[i], strict=True)]
    return [row[n:] for row in work]


def left_null(a: Rows, weights: Sequence[float]) -> list[float]:
    """The row vector x with x a = 0 and x . weights = 1."""
    n = len(a)
    transposed = [[a[j][i] for j in range(n)] for i in range(n)]
    transposed[-1] = list(weights)
    return [row[0] for row in solve(transposed, [[float(i == n - 1)] for i in range(n)])]


def shares(generator: Rows) -> list[float]:
    """Long-run share of time in each state of the environment."""
    return left_null(generator, [1.0] * len(generator))


def first_passage(up: Rows, stay: Rows, down: Rows) -> Rows:
    """In which state the environment is when the line is first shorter by one (the matrix G)."""
    n = len(up)
    minus = [[-x for x in row] for row in stay]
    rise, fall = solve(minus, up), solve(minus, down)
    reached, going = fall, rise
    for _ in range(DOUBLINGS):
        keep = plus(identity(n), plus(times(rise, fall), times(fall, rise)), -1.0)
        rise, fall = solve(keep, times(rise, rise)), solve(keep, times(fall, fall))
        gain = times(going, fall)
        reached, going = plus(reached, gain), times(going, rise)
        if max(max(row) for row in gain) < 1e-17:
            break
    return reached


def mean_present(lam: float, speed: Sequence[float], generator: Rows) -> float:
    """How many files are in the office when the desk works at ``speed[i]`` in state i.

    ``generator[i][j]`` is the rate from state i to j, rows sum to 0. ``inf`` when the average speed
    does not exceed the arrivals.
    """
    n = len(speed)
    if lam >= sum(p * s for p, s in zip(shares(generator), speed, strict=True)):
        return inf
    up = [[lam * x for x in row] for row in identity(n)]
    down = [[speed[i] * x for x in row] for i, row in enumerate(identity(n))]
    empty = plus(generator, up, -1.0)
    stay = plus(empty, down, -1.0)
    back = plus(stay, times(up, first_passage(up, stay, down)))
    ratio = solve(back, [[-x for x in row] for row in up])  # right and left division agree: up is lam times 1
    rest = plus(identity(n), ratio, -1.0)
    once = solve(rest, [[1.0]] * n)
    base = left_null(plus(empty, times(ratio, down)), [x[0] for x in once])
    return times(times([base], ratio), solve(rest, once))[0][0]


def mean_time(lam: float, speed: Sequence[float], generator: Rows) -> float:
    """How long a file is in such an office on average."""
    return mean_present(lam, speed, generator) / lam
