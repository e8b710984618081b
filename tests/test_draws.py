"""Random numbers found by name: what names mean, and that neighbouring names are strangers."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise, product
from math import log
from pathlib import Path

import pytest

from xnsim import blocks, draws

M64 = draws.M64
NEVER = 1e-6  # fixed names give fixed p-values; one below this would be a flaw, not bad luck


# ---- a toy that can be checked by hand ---------------------------------------------------


def test_published_splitmix():
    """The cases of source key 0 are the published first outputs of SplitMix64 from seed 0."""
    published = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]
    assert [draws.case_key(0, k) for k in range(3)] == published


def test_names_keep_their_numbers():
    """A result once published can be had again: these values may never change."""
    stream = draws.name_key("licence", "land", "effort")
    base = draws.stream_base(1, 0, stream)
    first = draws.first_hash(base, draws.case_key(draws.name_key("walk-in"), 41))
    assert (stream, base) == STREAM_AND_BASE
    assert (draws.uniform(first), draws.uniform(draws.next_hash(first))) == ROUNDS


STREAM_AND_BASE = (13621887112658286680, 17350854774902315636)
ROUNDS = (0.2623571469414411, 0.006780016897311891)


def test_parts_of_a_name_do_not_run_together():
    """Step 'ab' of matter 'c' is not step 'b' of matter 'ca', and Chinese names are names."""
    keys = {draws.name_key("ab", "c"), draws.name_key("a", "bc"), draws.name_key("abc"),
            draws.name_key("受理", "时长"), draws.name_key("受理时长")}
    assert len(keys) == 5
    assert all(0 <= key <= M64 for key in keys)


def test_uniform_is_strictly_inside():
    """No one has luck 0 or 1, and what is left to 1 is exact."""
    least, most = draws.uniform(0), draws.uniform(M64)
    assert least == 2.0**-53
    assert most == 1.0 - 2.0**-53 < 1.0
    assert 1.0 - most == least


def test_mix_is_one_to_one():
    """Two names never fall together in mixing: every step of ``mix`` can be undone."""
    for x in [0, 1, M64, draws.GAMMA, *(draws.case_key(7, k) for k in range(1000))]:
        assert unmix(draws.mix(x)) == x


def unmix(x: int) -> int:
    """Undo ``mix``."""
    x ^= (x >> 31) ^ (x >> 62)
    x = x * pow(draws.C2, -1, 2**64) & M64
    x ^= (x >> 27) ^ (x >> 54)
    x = x * pow(draws.C1, -1, 2**64) & M64
    return x ^ (x >> 30) ^ (x >> 60)


@pytest.mark.parametrize("name", ["seed", "replication", "stream", "case"])
def test_every_part_of_a_name_matters(name: str):
    """Changing one bit of one part turns half of the 64 bits, give or take chance."""
    def hashed(seed: int, replication: int, stream: int, case: int) -> int:
        return draws.first_hash(draws.stream_base(seed, replication, stream), draws.case_key(9, case))

    turned = 0
    for k, bit in product(range(100), range(32)):
        parts = {"seed": k, "replication": k + 1, "stream": k + 2, "case": k + 3}
        before = hashed(**parts)
        parts[name] ^= 1 << bit
        turned += (before ^ hashed(**parts)).bit_count()
    mean = 3200 * 32
    assert abs(turned - mean) < 5 * (3200 * 16) ** 0.5


# ---- neighbouring names are strangers ----------------------------------------------------

N = 65_536
SOURCE, STREAM = draws.name_key("walk-in"), draws.name_key("licence", "land", "effort")


def by_case() -> list[int]:
    """Case k and k + 1 of a source at one step."""
    base = draws.stream_base(1, 0, STREAM)
    return [draws.first_hash(base, draws.case_key(SOURCE, k)) for k in range(N)]


def by_round() -> list[int]:
    """Round r and r + 1 of one case."""
    hashes = [draws.first_hash(draws.stream_base(1, 0, STREAM), draws.case_key(SOURCE, 0))]
    while len(hashes) < N:
        hashes.append(draws.next_hash(hashes[-1]))
    return hashes


def by_stream() -> list[int]:
    """Streams a1, a2, a3 ... of one case."""
    key = draws.case_key(SOURCE, 0)
    bases = (draws.stream_base(1, 0, draws.name_key(f"a{i}")) for i in range(N))
    return [draws.first_hash(base, key) for base in bases]


def by_source() -> list[int]:
    """The first case of source w1, w2, w3 ..."""
    base = draws.stream_base(1, 0, STREAM)
    return [draws.first_hash(base, draws.case_key(draws.name_key(f"w{i}"), 0)) for i in range(N)]


def by_seed() -> list[int]:
    """Seeds 0, 1, 2 ... of one case."""
    key = draws.case_key(SOURCE, 0)
    return [draws.first_hash(draws.stream_base(seed, 0, STREAM), key) for seed in range(N)]


def by_replication() -> list[int]:
    """Replications 0, 1, 2 ... of one case."""
    key = draws.case_key(SOURCE, 0)
    return [draws.first_hash(draws.stream_base(1, r, STREAM), key) for r in range(N)]


def by_stream_then_case() -> list[int]:
    """Streams a1, a2 of case 0, then of case 1, and so on: what one file meets on its way."""
    bases = [draws.stream_base(1, 0, draws.name_key(f"a{i}")) for i in (1, 2)]
    keys = [draws.case_key(SOURCE, k) for k in range(N // 2)]
    return [draws.first_hash(base, key) for key in keys for base in bases]


def by_replication_then_case() -> list[int]:
    """Replications 0 and 1 of case 0, then of case 1: what independent runs rest on."""
    bases = [draws.stream_base(1, r, STREAM) for r in (0, 1)]
    keys = [draws.case_key(SOURCE, k) for k in range(N // 2)]
    return [draws.first_hash(base, key) for key in keys for base in bases]


def by_seed_then_replication() -> list[int]:
    """Seeds s, s + 1 at replications r, r + 1 in small squares."""
    key = draws.case_key(SOURCE, 0)
    side = 256
    return [draws.first_hash(draws.stream_base(s, r, STREAM), key) for s in range(side) for r in range(side)]


FAMILIES = [
    by_case, by_round, by_stream, by_source, by_seed, by_replication,
    by_stream_then_case, by_replication_then_case, by_seed_then_replication,
]


@pytest.fixture(scope="module", params=FAMILIES, ids=lambda family: family.__name__)
def neighbours(request: pytest.FixtureRequest) -> list[int]:
    """A long row of hashes whose names are next to each other."""
    return request.param()


def two_sided(statistic: float, law: object) -> float:
    """The smaller tail: too even is as suspicious as too uneven."""
    return min(law.sf(statistic), law.cdf(statistic))


def test_chi_square(neighbours: list[int]):
    """Neighbouring names fill 1,024 equal boxes evenly: the high bits, and the lowest used."""
    stats = pytest.importorskip("scipy.stats")
    for shift in (54, 12):
        boxes = [0] * 1024
        for h in neighbours:
            boxes[h >> shift & 1023] += 1
        mean = len(neighbours) / 1024
        statistic = sum((box - mean) ** 2 for box in boxes) / mean
        assert two_sided(statistic, stats.chi2(1023)) > NEVER


def test_serial_correlation(neighbours: list[int]):
    """The luck of one name says nothing of the luck of the next, nor of the one after that."""
    stats = pytest.importorskip("scipy.stats")
    us = [draws.uniform(h) - 0.5 for h in neighbours]
    for lag in (1, 2):
        z = 12.0 * sum(a * b for a, b in zip(us, us[lag:], strict=False)) / (len(us) - lag) ** 0.5
        assert 2.0 * stats.norm.sf(abs(z)) > NEVER


def test_pairs_fill_the_square(neighbours: list[int]):
    """Pairs of neighbours fall evenly into 32 x 32 squares, whatever curve they might lie on."""
    stats = pytest.importorskip("scipy.stats")
    boxes = [0] * 1024
    for a, b in zip(neighbours[::2], neighbours[1::2], strict=True):
        boxes[(a >> 59) * 32 + (b >> 59)] += 1
    mean = len(neighbours) / 2 / 1024
    statistic = sum((box - mean) ** 2 for box in boxes) / mean
    assert two_sided(statistic, stats.chi2(1023)) > NEVER


def test_birthday_spacings(neighbours: list[int]):
    """Marsaglia's birthday spacings: repeated gaps are Poisson (16 years of 4,096 birthdays)."""
    stats = pytest.importorskip("scipy.stats")
    for shift in (32, 12):
        repeats = 0
        for year in range(16):
            days = sorted(h >> shift & 0xFFFFFFFF for h in neighbours[year * 4096:(year + 1) * 4096])
            gaps = sorted(b - a for a, b in pairwise(days))
            repeats += sum(a == b for a, b in pairwise(gaps))
        expected = stats.poisson(16 * 4096**3 / 4 / 2**32)
        assert min(expected.sf(repeats - 1), expected.cdf(repeats)) > NEVER


# ---- arrivals ----------------------------------------------------------------------------

MORNINGS = [0, 32_400, 43_200, 118_800, 129_600, 172_800]  # two days, open 9 to 12
EXPECTED = [0.0, 0.0, 60.0, 60.0, 180.0, 180.0]


def test_toy_arrivals_by_hand():
    """One applicant an hour from second 0: the first comes at -3600 ln(1 - u), rounded down."""
    base = draws.stream_base(3, 0, draws.name_key("toy", "arrivals"))
    gaps = [-log(1.0 - draws.uniform(draws.first_hash(base, draws.case_key(draws.name_key("toy"), k))))
            for k in range(4)]
    by_hand = [int(3600 * sum(gaps[:k + 1])) for k in range(4)]
    assert draws.arrivals(3, 0, "toy", [0, 36_000_000], [0.0, 10_000.0])[:4] == by_hand


def test_arrivals_come_only_when_doors_are_open():
    """Nobody comes where nobody is expected, instants never fall, and twice the rate is twice."""
    counts = [0, 0]
    for replication in range(400):
        instants = draws.arrivals(1, replication, "walk-in", MORNINGS, EXPECTED)
        assert instants == sorted(instants)
        day = [sum(a <= t < b for t in instants) for a, b in ((32_400, 43_200), (118_800, 129_600))]
        assert sum(day) == len(instants)
        counts[0] += day[0]
        counts[1] += day[1]
    for count, mean in zip(counts, (400 * 60, 400 * 120), strict=True):
        assert abs(count - mean) < 5 * mean**0.5


def test_gaps_between_arrivals_are_exponential():
    """At a steady rate the gaps have the exponential law (Kolmogorov and Smirnov)."""
    stats = pytest.importorskip("scipy.stats")
    instants = draws.arrivals(2, 0, "steady", [0, 10**9], [0.0, 50_000.0])
    gaps = [(b - a) / 20_000 for a, b in pairwise(instants)]
    assert stats.kstest(gaps, "expon").pvalue > NEVER


def test_counts_of_arrivals_are_poisson():
    """Over 2,000 replications the number of arrivals has a variance equal to its mean."""
    counts = [len(draws.arrivals(1, r, "count", [0, 86_400], [0.0, 10.0])) for r in range(2000)]
    mean = sum(counts) / 2000
    variance = sum((count - mean) ** 2 for count in counts) / 1999
    assert abs(mean - 10.0) < 5 * (10 / 2000) ** 0.5
    assert abs(variance - 10.0) < 5 * 10.0 * (2 / 2000) ** 0.5 * 1.1


def test_arrivals_of_a_longer_run_begin_alike():
    """Prolonging the horizon adds arrivals at the end and moves none."""
    short = draws.arrivals(1, 0, "walk-in", [0, 86_400], [0.0, 50.0])
    long = draws.arrivals(1, 0, "walk-in", [0, 864_000], [0.0, 500.0])
    assert long[:len(short)] == short
    assert all(t >= 86_400 for t in long[len(short):])


def test_arrivals_need_room_and_respect_the_horizon():
    """A buffer that is too short is said (-1); the horizon cuts; nobody expected, nobody comes."""
    base, key = draws.stream_base(1, 0, STREAM), SOURCE
    out = [0] * 300
    count = draws.arrival_instants(base, key, MORNINGS, EXPECTED, 172_800, out)
    assert draws.arrival_instants(base, key, MORNINGS, EXPECTED, 172_800, [0] * (count - 1)) == -1
    assert draws.arrival_instants(base, key, MORNINGS, EXPECTED, 172_800, [0] * count) == count
    early = draws.arrival_instants(base, key, MORNINGS, EXPECTED, 40_000, [0] * 300)
    assert early == sum(t < 40_000 for t in out[:count])
    assert draws.arrivals(1, 0, "nobody", [0, 86_400], [0.0, 0.0]) == []


# ---- both forms, and no heavy imports ----------------------------------------------------


def test_compiled_hashes_are_equal():
    """Compiled and plain Python give the same bits for the same names, negative seeds included."""
    np = pytest.importorskip("numpy")
    pytest.importorskip("numba")
    from xnsim.engines.compiled import compile_all

    fast = compile_all()
    if not fast.compiled:
        pytest.skip("Numba is switched off")
    word = np.uint64
    for k in (0, 1, 2**31, 12345):
        for h in (1, draws.GAMMA, M64):
            assert fast.case_key(word(h), k) == draws.case_key(h, k)
            assert fast.first_hash(word(h), word(M64 - k)) == draws.first_hash(h, M64 - k)
            assert fast.next_hash(word(h)) == draws.next_hash(h)
            assert fast.uniform(word(h)) == draws.uniform(h)
            assert fast.stream_base(-k, k, word(h)) == draws.stream_base(-k, k, h)


def test_compiled_arrivals_are_equal():
    """Compiled and plain Python put every arrival on the same second."""
    np = pytest.importorskip("numpy")
    pytest.importorskip("numba")
    from xnsim.engines.compiled import compile_all

    fast = compile_all().arrival_instants
    breaks, cumulative = np.array(MORNINGS), np.array(EXPECTED) * 50
    for seed in range(3):
        base = draws.stream_base(seed, 0, STREAM)
        slow = [0] * 20_000
        count = draws.arrival_instants(base, SOURCE, MORNINGS, cumulative.tolist(), 172_800, slow)
        out = np.zeros(20_000, np.int64)
        assert fast(np.uint64(base), np.uint64(SOURCE), breaks, cumulative, 172_800, out) == count
        assert out.tolist() == slow


def test_draws_without_numpy_and_numba():
    """Draws, laws and the compiler's room load and work where numpy, scipy and numba are missing."""
    code = (
        "import sys\n"
        "for name in ('numpy', 'scipy', 'pandas', 'numba'): sys.modules[name] = None\n"
        "from xnsim import blocks, draws, laws\n"
        "from xnsim.engines.compiled import compile_all\n"
        "fast = compile_all()\n"
        "assert not fast.compiled and fast.draw_block is blocks.draw_block\n"
        "kinds, at, par = laws.flatten([laws.gamma(600, 2), laws.pert(1, 2, 9), laws.exponential(60)])\n"
        "out = [0] * 6\n"
        "for i in range(3): fast.draw_block(1, [5, 6], 2, kinds[i], at[i], par, out, i, 3, [])\n"
        "assert min(out) >= 1\n"
        "print(len(draws.arrivals(1, 0, 'a', [0, 100], [0.0, 5.0])))\n"
    )
    assert int(in_a_fresh_python(code)) == len(draws.arrivals(1, 0, "a", [0, 100], [0.0, 5.0]))


def test_importing_draws_loads_nothing_heavy():
    """``import xnsim.draws`` and the compiler's room leave numpy and Numba on the shelf."""
    code = ("import sys, xnsim.draws, xnsim.laws, xnsim.engines.compiled\n"
            "print([name for name in ('numpy', 'numba', 'scipy', 'pandas') if name in sys.modules])")
    assert in_a_fresh_python(code) == "[]"


def in_a_fresh_python(code: str) -> str:
    """What a new process prints."""
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[1],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("block", [1, 7, 1024])
def test_arrivals_drawn_in_blocks_are_the_same(block: int):
    """Gaps drawn 1, 7 or 1,024 at a time give the instants that gaps drawn one by one give; a room too short is told alike."""
    base, key = draws.stream_base(11, 2, draws.name_key("arrivals", "gap")), draws.name_key("source", "m")
    one, ahead = [0] * 500, [0] * 500
    count = draws.arrival_instants(base, key, MORNINGS, EXPECTED, 172_800, one)
    assert count == blocks.arrivals_ahead(base, key, MORNINGS, EXPECTED, 172_800, ahead, [0.0] * block) and one == ahead
    assert blocks.arrivals_ahead(base, key, MORNINGS, EXPECTED, 172_800, [0] * (count - 1), [0.0] * block) == -1


@pytest.mark.parametrize("crowd", [1, 50])
@pytest.mark.parametrize("end", [40_000, 172_800, 200_000])
def test_arrivals_drawn_by_numpy_are_the_same(crowd: int, end: int):
    """All gaps of a source drawn at once give the instants and the names that gaps drawn one by one give; a room too short is told alike."""
    pytest.importorskip("numpy")
    from xnsim.engines import blocks_numpy

    cumulative = [crowd * x for x in EXPECTED]
    for seed in range(5):
        base = draws.stream_base(seed, 0, STREAM)
        one, column = [0] * 20_000, [0] * 20_000
        count = draws.arrival_instants(base, SOURCE, MORNINGS, cumulative, end, one)
        assert count == blocks_numpy.arrival_instants(base, SOURCE, MORNINGS, cumulative, end, column) and one == column
        assert blocks_numpy.arrival_instants(base, SOURCE, MORNINGS, cumulative, end, [0] * count) == count
        assert blocks_numpy.arrival_instants(base, SOURCE, MORNINGS, cumulative, end, [0] * (count - 1)) == -1
        assert blocks_numpy.case_keys(SOURCE, count).tolist() == [draws.case_key(SOURCE, k) for k in range(count)]
