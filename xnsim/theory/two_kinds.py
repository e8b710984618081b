"""Simple and complex files at several windows with one line: M/H2/c, exactly.

Who stands at the head of the line takes the next free window, whatever he brings; how many of the windows
have a complex file in hand is the environment the line lives in. Matrix-geometric solution. Source: Neuts
(1981), Matrix-Geometric Solutions in Stochastic Models; Smith & Whitt (1981) BSTJ 60:39-55 on when pooling hurts.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from xnsim.theory.environment import Rows, first_passage, identity, left_null, plus, solve, times


def mean_wait(lam: Sequence[float], service: Sequence[float], c: int) -> float:
    """How long any file lies before one of ``c`` windows takes it up, first come first served (Wq).

    ``lam`` and ``service``: arrivals and mean lengths of the simple and the complex files, each kind exponential,
    in one unit of time. ``inf`` where the windows cannot keep up.
    """
    if sum(a * s for a, s in zip(lam, service, strict=True)) >= c:
        return inf
    every, mu = sum(lam), [1 / mean for mean in service]
    come = [rate / every for rate in lam]
    down = _taken_from_the_line(come, mu, c)
    up = [[every * x for x in row] for row in identity(c + 1)]
    stay = _less_its_sum(up, down)
    ratio = solve(plus(stay, times(up, first_passage(up, stay, down))), [[-x for x in row] for row in up])
    rest = plus(identity(c + 1), ratio, -1.0)
    once = solve(rest, [[1.0]] * (c + 1))
    full = _full_share(lam, mu, c, plus(stay, times(ratio, down)), [x[0] for x in once])
    return times(times([full], ratio), solve(rest, once))[0][0] / every


def _taken_from_the_line(come: Sequence[float], mu: Sequence[float], c: int) -> Rows:
    """With people in line: a window is done and the next file is taken up, simple or complex."""
    rows = [[0.0] * (c + 1) for _ in range(c + 1)]
    for held in range(c + 1):
        simple, complex_ = (c - held) * mu[0], held * mu[1]
        rows[held][held] = simple * come[0] + complex_ * come[1]
        if held < c:
            rows[held][held + 1] = simple * come[1]
        if held:
            rows[held][held - 1] = complex_ * come[0]
    return rows


def _less_its_sum(*leaving: Rows) -> Rows:
    size = len(leaving[0])
    return [[-sum(sum(rows[i]) for rows in leaving) if i == j else 0.0 for j in range(size)] for i in range(size)]


def _full_share(lam: Sequence[float], mu: Sequence[float], c: int, closed: Rows, weights: Sequence[float]) -> list[float]:
    """Share of time with every window taken and nobody in line, by complex files in hand."""
    states = [(files, held) for files in range(c + 1) for held in range(files + 1)]
    place = {state: i for i, state in enumerate(states)}
    rows = [[0.0] * len(states) for _ in states]
    for (files, held), i in place.items():
        leads = {(files - 1, held): (files - held) * mu[0], (files - 1, held - 1): held * mu[1]}
        if files < c:
            leads |= {(files + 1, held): lam[0], (files + 1, held + 1): lam[1]}
        else:
            for other, rate in enumerate(closed[held]):
                rows[i][place[c, other]] += rate
        for state, rate in leads.items():
            if rate:
                rows[i][place[state]] += rate
                rows[i][i] -= rate if files < c else 0.0
    everybody = [weights[held] if files == c else 1.0 for files, held in states]
    return left_null(rows, everybody)[-c - 1:]
