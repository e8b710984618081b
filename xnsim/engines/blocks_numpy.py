"""Draws ahead where NumPy is but no compiler: a whole column of cases at a time, for the walk on lists.

NumPy adds, subtracts, multiplies and divides as IEEE 754 says, one operation after the
other, so every value equals the one ``inverses.law_value`` gives for that case alone, to
the last bit. Without NumPy, and for a handful of cases, the plain ``blocks`` are used.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from typing import Any

import numpy as np

from xnsim import blocks, draws, inverses
from xnsim.elementary import (
    E1, E2, E3, E4, E5, HALF_ROOT, L1, L2, L3, L4, L5, L6, L7, LN2_HIGH, LN2_LOW, LOG2_E, Q0, Q1, Q2, Q3,
    Q4, Q5, Q6, Q7, U1, U2, U3, U4, U5, U6, U7, WIDEST, normal_quantile,
)
from xnsim.program import fate

FEW = 48        # below so many cases plain Python is the quicker
CENTRE = 0.425  # ``normal_quantile`` reads the tails by another polynomial
HALVINGS = (32, 16, 8, 4, 2, 1)     # which ``blocks.ln_level`` tries one after the other

_U = np.uint64
_GAMMA, _C1, _C2 = _U(draws.GAMMA), _U(draws.C1), _U(draws.C2)


def names(keys: Sequence[int]) -> Any:
    """Return keys of cases (unsigned 64 bit) as draws are made from them; a handful stays as it is."""
    return np.array(keys, dtype=_U) if len(keys) >= FEW else keys


def mix(x: Any) -> Any:
    """``draws.mix`` of each."""
    x = (x ^ (x >> _U(30))) * _C1
    x = (x ^ (x >> _U(27))) * _C2
    return x ^ (x >> _U(31))


def uniform(hashed: Any) -> Any:
    """``draws.uniform`` of each."""
    return ((hashed >> _U(12)).astype(np.float64) + 0.5) * draws.STEP


def case_keys(source_key: int, count: int) -> Any:
    """``draws.case_key`` of the first ``count`` applicants of a source."""
    return mix(_U(source_key) + np.arange(1, count + 1, dtype=_U) * _GAMMA)


def ln(x: Any, e: float = 0.0) -> Any:
    """``blocks.ln_level(x, e)`` of each."""
    e = np.full(len(x), e)
    for halvings in HALVINGS:
        low = x < HALF_ROOT * 2.0 ** (1 - halvings)
        x = np.where(low, x * 2.0**halvings, x)
        e = np.where(low, e - halvings, e)
    f = x - 1.0
    s = f / (2.0 + f)
    z = s * s
    h = 0.5 * f * f
    p = z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * (L6 + z * L7))))))
    return e * LN2_HIGH - ((h - (s * (h + p) + e * LN2_LOW)) - f)


def exp(x: Any) -> Any:
    """``elementary.exp`` of each."""
    x = np.clip(x, -WIDEST, WIDEST)
    k = np.trunc(x * LOG2_E + 64.5) - 64.0
    high = x - k * LN2_HIGH
    low = k * LN2_LOW
    r = high - low
    t = r * r
    c = r - t * (E1 + t * (E2 + t * (E3 + t * (E4 + t * E5))))
    return np.ldexp(1.0 - ((low - (r * c) / (2.0 - c)) - high), k.astype(np.int64))


def normal_quantiles(u: Any) -> Any:
    """``elementary.normal_quantile`` of each; the one in seven far from the middle are done singly."""
    q = u - 0.5
    r = 0.180625 - q * q
    over = ((((((Q7 * r + Q6) * r + Q5) * r + Q4) * r + Q3) * r + Q2) * r + Q1) * r + Q0
    under = ((((((U7 * r + U6) * r + U5) * r + U4) * r + U3) * r + U2) * r + U1) * r + 1.0
    z = q * over / under
    far = np.flatnonzero(np.abs(q) > CENTRE)
    z[far] = [normal_quantile(x) for x in u[far].tolist()]
    return z


def seconds(kind: int, a: float, b: float, u: Any) -> Any:
    """``inverses.law_value`` of each, for the laws that are a formula (``blocks.SPREAD``)."""
    if kind == inverses.EXPONENTIAL:
        x = -a * ln(1.0 - u)
    elif kind == inverses.WEIBULL:
        x = a * exp(ln(-ln(1.0 - u) * 2.0**-6, 6.0) / b)
    elif kind == inverses.LOGNORMAL:
        x = exp(a + b * normal_quantiles(u))
    else:
        x = a + u * (b - a)
    x = x + 0.5
    return np.where(x >= 1.0, np.minimum(x, inverses.LONGEST), 1.0).astype(np.int64)


def draw_block(
    base: int, keys: Any, n: int, kind: int, at: int, par: Sequence[float],
    out: MutableSequence[int], first: int, stride: int, scratch: MutableSequence[float],
) -> None:
    """``blocks.draw_block``; ``keys`` as ``names`` gives them."""
    if isinstance(keys, list) or (kind not in blocks.SPREAD and kind != inverses.BERNOULLI):
        one_by_one = keys if isinstance(keys, list) or kind == inverses.CONSTANT else keys.tolist()
        blocks.draw_block(base, one_by_one, n, kind, at, par, out, first, stride, scratch)
        return
    u = uniform(mix(_U(base) ^ keys))
    if kind == inverses.BERNOULLI:
        values = (u < par[at]).astype(np.int64)
    else:
        values = seconds(kind, par[at], par[at + 1] if kind != inverses.EXPONENTIAL else 0.0, u)
    out[first:first + n * stride:stride] = values.tolist()


def arrival_instants(
    base: int, source_key: int, breaks: Sequence[float], cumulative: Sequence[float], horizon_end: int, out: MutableSequence[int],
) -> int:
    """``draws.arrival_instants``: as many gaps as ``out`` has room for, and one more, in one go."""
    room, last = len(out), len(breaks) - 1
    if room < FEW:
        return draws.arrival_instants(base, source_key, breaks, cumulative, horizon_end, out)
    gaps = ln(1.0 - uniform(mix(_U(base) ^ case_keys(source_key, room + 1))))
    expected = np.subtract.accumulate(np.concatenate(([cumulative[0]], gaps)))[1:]
    there, awaited = np.asarray(breaks, dtype=np.float64), np.asarray(cumulative, dtype=np.float64)
    i = np.searchsorted(awaited, expected, side="right") - 1
    expected, i = expected[i < last], i[i < last]
    share = (expected - awaited[i]) / (awaited[i + 1] - awaited[i])
    instants = np.minimum(np.trunc(there[i] + share * (there[i + 1] - there[i])), there[i + 1] - 1.0)
    count = int(np.count_nonzero(instants < horizon_end))
    if count > room:
        return -1
    out[:count] = instants[:count].astype(np.int64).tolist()
    return count


def fill_source(instants: Any, count: int, batch: int, key: int, keep_base: int, cuts: Sequence[int], shares: Sequence[float],
                times: MutableSequence[int], keys: MutableSequence[int], first: int) -> int:
    """``fate.fill_source``, where everybody comes as before."""
    if count < FEW or min(shares) < 1.0:
        return fate.fill_source(instants, count, batch, key, keep_base, cuts, shares, times, keys, first)
    times[first:first + count] = instants[:count]
    keys[first:first + count] = case_keys(key, count).tolist()
    return count


FUNCTIONS = (draw_block, arrival_instants, fill_source)
