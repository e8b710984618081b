"""Draws ahead, a block of cases at a time, so that the compiler can make eight at once.

Draws are found by name, so it does not matter when they are made: the first round of a
stream is drawn for a whole block of cases before anybody needs it. Every value is equal,
to the last bit, to the one ``inverses.law_value`` gives for that case alone.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

from xnsim.draws import GAMMA, M64, case_key, first_hash, uniform, unsigned
from xnsim.elementary import (
    HALF_ROOT, L1, L2, L3, L4, L5, L6, L7, LN2_HIGH, LN2_LOW, exp, normal_quantile,
)
from xnsim.inverses import BERNOULLI, CONSTANT, EXPONENTIAL, LOGNORMAL, LONGEST, UNIFORM, WEIBULL, law_value

SPREAD = (EXPONENTIAL, LOGNORMAL, WEIBULL, UNIFORM)  # the laws that gain by it


def ln_level(x: float, e: float) -> float:
    """``ln(x * 2**e)`` for 2**-63 < x < 1.41: no loop, and the same bits as ``elementary.ln``."""
    low = x < HALF_ROOT * 2.0**-31
    x = x * 2.0**32 if low else x
    e = e - 32.0 if low else e
    low = x < HALF_ROOT * 2.0**-15
    x = x * 2.0**16 if low else x
    e = e - 16.0 if low else e
    low = x < HALF_ROOT * 2.0**-7
    x = x * 2.0**8 if low else x
    e = e - 8.0 if low else e
    low = x < HALF_ROOT * 2.0**-3
    x = x * 2.0**4 if low else x
    e = e - 4.0 if low else e
    low = x < HALF_ROOT * 0.5
    x = x * 4.0 if low else x
    e = e - 2.0 if low else e
    low = x < HALF_ROOT
    x = x * 2.0 if low else x
    e = e - 1.0 if low else e
    f = x - 1.0
    s = f / (2.0 + f)
    z = s * s
    h = 0.5 * f * f
    p = z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * (L6 + z * L7))))))
    return e * LN2_HIGH - ((h - (s * (h + p) + e * LN2_LOW)) - f)


def spread(kind: int, a: float, b: float, n: int, u: MutableSequence[float]) -> None:
    """Turn ``n`` uniform numbers into seconds, in place, pass by pass."""
    if kind == EXPONENTIAL:
        for i in range(n):
            u[i] = -a * ln_level(1.0 - u[i], 0.0)
    elif kind == WEIBULL:
        for i in range(n):
            u[i] = -ln_level(1.0 - u[i], 0.0)
        for i in range(n):
            u[i] = a * exp(ln_level(u[i] * 2.0**-6, 6.0) / b)
    elif kind == LOGNORMAL:
        for i in range(n):
            u[i] = normal_quantile(u[i])
        for i in range(n):
            u[i] = exp(a + b * u[i])
    else:
        for i in range(n):
            u[i] = a + u[i] * (b - a)


def arrivals_ahead(
    base: int, source_key: int, breaks: Sequence[int], cumulative: Sequence[float],
    horizon_end: int, out: MutableSequence[int], scratch: MutableSequence[float],
) -> int:
    """Applicants come at random, as ``draws.arrival_instants`` says, their gaps drawn a block at a time.

    ``scratch`` holds the gaps of a block, one at least.
    """
    block = len(scratch)
    room, last = len(out), len(breaks) - 1
    stream, place = unsigned(base), unsigned(source_key)
    expected = cumulative[0]
    count = i = 0
    while True:
        for j in range(block):
            scratch[j] = uniform(first_hash(stream, case_key(place, j)))
        for j in range(block):
            scratch[j] = ln_level(1.0 - scratch[j], 0.0)
        place = (place + unsigned(block) * GAMMA) & M64
        for j in range(block):
            expected -= scratch[j]
            while i < last and cumulative[i + 1] <= expected:
                i += 1
            if i == last:
                return count
            share = (expected - cumulative[i]) / (cumulative[i + 1] - cumulative[i])
            instant = min(int(breaks[i] + share * (breaks[i + 1] - breaks[i])), breaks[i + 1] - 1)
            if instant >= horizon_end:
                return count
            if count == room:
                return -1
            out[count] = instant
            count += 1


def draw_block(
    base: int, keys: Sequence[int], n: int, kind: int, at: int, par: Sequence[float],
    out: MutableSequence[int], first: int, stride: int, scratch: MutableSequence[float],
) -> None:
    """The first ``n`` cases bring their luck to one stream.

    ``out[first + i * stride] = law_value(kind, at, uniform(first_hash(base, keys[i])), par)``.
    ``scratch`` holds the uniform numbers of a block between two passes (1,024 of them stay
    in the fastest cache); when it is empty, cases are drawn one by one, which is the quicker
    way in plain Python. ``base`` and ``keys`` are unsigned.
    """
    room = len(scratch)
    stream = unsigned(base)
    if kind == CONSTANT:  # who needs it, and how lucky he is, makes no difference
        same = law_value(kind, at, 0.5, par)
        for i in range(n):
            out[first + i * stride] = same
        return
    if kind == BERNOULLI:
        share = par[at]
        for i in range(n):
            out[first + i * stride] = 1 if uniform(first_hash(stream, keys[i])) < share else 0
        return
    if room == 0 or kind not in SPREAD:
        for i in range(n):
            out[first + i * stride] = law_value(kind, at, uniform(first_hash(stream, keys[i])), par)
        return
    a = par[at]
    b = par[at + 1] if kind != EXPONENTIAL else 0.0
    done = 0
    while done < n:
        m = min(room, n - done)
        for i in range(m):
            scratch[i] = uniform(first_hash(stream, keys[done + i]))
        spread(kind, a, b, m, scratch)
        here = first + done * stride
        for i in range(m):
            x = scratch[i] + 0.5
            out[here + i * stride] = int(x if x < LONGEST else LONGEST) if x >= 1.0 else 1
        done += m
