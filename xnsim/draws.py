"""Every random number of a run, found by its name and never by its turn.

The same applicant brings the same luck under every reform: the number that decides how
long this file takes at that desk depends on (seed, replication, stream, case, round) and
on nothing else. A name becomes 64 bits, the bits are mixed by SplitMix64's finaliser
(Steele, Lea, Flood 2014), and 52 of them become a uniform number strictly inside (0, 1).

Functions that say "unsigned" take and give whole numbers below 2**64. The source is the
same in plain Python and under Numba, where unsigned numbers must be ``uint64``: mixed with
``int64`` they silently turn into something else, so ``unsigned`` converts first.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from hashlib import blake2b
from math import sqrt

from xnsim.elementary import ln

M64 = 0xFFFF_FFFF_FFFF_FFFF
GAMMA = 0x9E37_79B9_7F4A_7C15
C1 = 0xBF58_476D_1CE4_E5B9
C2 = 0x94D0_49BB_1331_11EB
STEP = 2.0**-52

__all__ = [
    "C1", "C2", "GAMMA", "M64", "arrival_instants", "arrivals", "case_key", "first_hash", "mix",
    "name_key", "next_hash", "stream_base", "uniform", "unsigned",
]


def name_key(*names: str) -> int:
    """What is called alike is found alike: 64 bits (unsigned) of a name in several parts."""
    text = "\x1f".join(names)
    return int.from_bytes(blake2b(text.encode("utf-8"), digest_size=8).digest(), "little")


def unsigned(k: int) -> int:
    """The number below 2**64 that a machine word would hold (``engines.compiled`` casts)."""
    return k & M64


def mix(x: int) -> int:
    """Stir 64 unsigned bits so that neighbours come out unlike; one to one."""
    x = (x ^ (x >> 30)) * C1 & M64
    x = (x ^ (x >> 27)) * C2 & M64
    return x ^ (x >> 31)


def case_key(source_key: int, k: int) -> int:
    """The ``k``-th applicant (from 0) of a source, or the ``k``-th case of a parent (unsigned)."""
    return mix((unsigned(source_key) + (unsigned(k) * GAMMA & M64) + GAMMA) & M64)


def stream_base(seed: int, replication: int, stream_key: int) -> int:
    """One purpose of one step in one replication, as one unsigned number for ``first_hash``."""
    h = mix((unsigned(seed) + GAMMA) & M64)
    h = mix((h + (unsigned(replication) * GAMMA & M64) + GAMMA) & M64)
    return mix(h ^ unsigned(stream_key))


def first_hash(base: int, key: int) -> int:
    """The luck of a case the first time it uses a stream (round 0; all unsigned)."""
    return mix(base ^ key)


def next_hash(h: int) -> int:
    """The luck of the next round from that of the last one (unsigned)."""
    return mix((h + GAMMA) & M64)


def uniform(h: int) -> float:
    """A number strictly between 0 and 1, and ``1 - uniform(h)`` is exact.

    52 bits, not 53: with 53 the largest value would round to 1.
    """
    return ((h >> 12) + 0.5) * STEP


def arrival_instants(
    base: int, source_key: int, breaks: Sequence[int], cumulative: Sequence[float],
    horizon_end: int, out: MutableSequence[int],
) -> int:
    """Applicants come at random; write the seconds at which they do, return how many.

    ``cumulative[i]`` applicants are expected before civil second ``breaks[i]``, at a steady
    rate between two breaks; both rise, and no one comes where ``cumulative`` stands still.
    The k-th gap is found by name, gaps are summed and read through the inverse of
    ``cumulative``; instants are rounded down and lie before ``horizon_end``. Returns -1
    when ``out`` is too short. ``base`` and ``source_key`` are unsigned.
    """
    room = len(out)
    last = len(breaks) - 1
    stream = unsigned(base)
    place = unsigned(source_key)
    expected = cumulative[0]
    count = 0
    i = 0
    while True:
        place = (place + GAMMA) & M64  # mix(place) is case_key(source_key, k), k = 0, 1, ...
        expected -= ln(1.0 - uniform(first_hash(stream, mix(place))))
        while i < last and cumulative[i + 1] <= expected:
            i += 1
        if i == last:
            return count
        share = (expected - cumulative[i]) / (cumulative[i + 1] - cumulative[i])
        instant = int(breaks[i] + share * (breaks[i + 1] - breaks[i]))
        instant = min(instant, breaks[i + 1] - 1)
        if instant >= horizon_end:
            return count
        if count == room:
            return -1
        out[count] = instant
        count += 1


def arrivals(
    seed: int, replication: int, source_name: str,
    breaks: Sequence[int], cumulative: Sequence[float],
) -> list[int]:
    """All arrivals of a source between the first and the last break, in whole seconds."""
    source_key = name_key(source_name)
    base = stream_base(seed, replication, name_key(source_name, "arrivals"))
    mean = cumulative[-1] - cumulative[0]
    room = int(mean + 6.0 * sqrt(mean)) + 32
    while True:
        out = [0] * room
        count = arrival_instants(base, source_key, breaks, cumulative, breaks[-1], out)
        if count >= 0:
            return out[:count]
        room *= 2
