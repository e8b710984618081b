"""How long things take: means, quantiles, rounding, and the same bits in both engines."""

from __future__ import annotations

import math
from random import Random
from typing import Any

import pytest

from xnsim import blocks, draws, elementary, inverses, laws
from xnsim.laws import Law, LawError

HOUR = 3600.0
OBSERVED = [300.0, 300.0, 420.0, 600.0, 3600.0]
EXAMPLES: dict[str, Law] = {
    "constant": laws.constant(600),
    "exponential": laws.exponential(HOUR),
    "uniform": laws.uniform(300, 900),
    "triangular": laws.triangular(300, 400, 900),
    "weibull falling": laws.weibull(HOUR, 0.7),
    "weibull rising": laws.weibull(HOUR, 3.0),
    "lognormal": laws.lognormal(HOUR, 1.0),
    "hyper": laws.hyper([(0.7, 10 * HOUR), (0.3, 600.0)]),
    "gamma": laws.gamma(HOUR, 0.25),
    "erlang": laws.erlang(3, HOUR),
    "pert": laws.pert(300, 400, 900),
    "empirical": laws.empirical(OBSERVED),
    "bernoulli": laws.bernoulli(0.3),
    "choice": laws.choice([0.2, 0.0, 0.5, 0.3]),
}
EXTREMES = [2.0**-53, 2.0**-52, 2.0**-30, 0.075, 0.5 - 2.0**-53, 0.5, 0.5 + 2.0**-52, 0.925,
            1.0 - 2.0**-30, 1.0 - 2.0**-52, 1.0 - 2.0**-53]

each_law = pytest.mark.parametrize("law", EXAMPLES.values(), ids=EXAMPLES.keys())


def value(law: Law, u: float) -> int:
    """What ``law`` gives the person whose luck is ``u``."""
    return inverses.law_value(law.kind, 0, u, law.p)


# ---- a toy that can be checked by hand ---------------------------------------------------


def test_medians_by_hand():
    """The person in the middle: half of the mean's e-folding, the midpoint, the observed middle."""
    assert value(laws.exponential(1000), 0.5) == round(1000 * math.log(2))
    assert value(laws.uniform(100, 200), 0.5) == 150
    assert value(laws.triangular(0, 50, 100), 0.5) == 50
    assert value(laws.lognormal(1000, 1.0), 0.5) == round(1000 / math.sqrt(2))
    assert value(laws.empirical([10, 20, 30]), 0.5) == 20
    assert value(laws.constant(77), 0.5) == 77


def test_yes_or_no_and_which_way():
    """With probability 0.3 luck below 0.3 is a yes; a way with share 0 is never taken."""
    assert [value(EXAMPLES["bernoulli"], u) for u in (0.1, 0.2999, 0.3, 0.9)] == [1, 1, 0, 0]
    assert [value(EXAMPLES["choice"], u) for u in (0.1, 0.2, 0.69, 0.71, 1 - 2.0**-53)] == [0, 2, 2, 3, 3]
    assert value(laws.bernoulli(0.0), 2.0**-53) == 0
    assert value(laws.bernoulli(1.0), 1 - 2.0**-53) == 1
    assert value(laws.choice([1.0, 0.0]), 1 - 2.0**-53) == 0


def test_rounding_floor_and_ceiling():
    """Seconds are rounded to the nearest, never below 1 and never above 2**31 - 1."""
    assert [value(laws.constant(s), 0.5) for s in (0.0, 0.4, 1.49, 1.5, 2.5)] == [1, 1, 1, 2, 3]
    assert value(laws.exponential(10), 1e-9) == 1
    assert value(laws.exponential(2**30), 1 - 2.0**-53) == 2**31 - 1
    assert value(laws.lognormal(2**30, 100.0), 1 - 2.0**-53) == 2**31 - 1
    assert value(laws.weibull(2**20, 0.1), 1 - 2.0**-53) == 2**31 - 1


def test_hyper_is_a_drawn_mixture():
    """Luck up to 0.3 meets the quick kind, and inside a kind luck is stretched to (0, 1) again."""
    law = EXAMPLES["hyper"]
    assert value(law, 0.15) == round(600 * math.log(2))
    assert value(law, 0.65) == round(36_000 * math.log(2))
    assert value(laws.hyper([(0.0, 5.0), (2.0, 700.0)]), 0.3) == value(laws.exponential(700), 0.3)


@each_law
def test_more_bad_luck_never_shortens(law: Law):
    """Values rise with u (within a branch, for mixtures), also across every seam of a table."""
    if law.kind in (laws.HYPER, laws.BERNOULLI):
        pytest.skip("falls where a branch ends, by design")
    rng = Random(1)
    us = sorted([*EXTREMES, *(rng.random() for _ in range(5000)), *(k / 1024 for k in range(1, 1024)),
                 *(2.0**-k for k in range(1, 53)), *(1 - 2.0**-k for k in range(1, 53))])
    values = [value(law, u) for u in us]
    assert values == sorted(values)


# ---- against SciPy -----------------------------------------------------------------------


def frozen() -> dict[str, tuple[Law, Any]]:
    """The same laws as SciPy knows them, at a scale where rounding to seconds does not matter."""
    stats = pytest.importorskip("scipy.stats")
    sigma = math.sqrt(math.log(1 + 1.5**2))
    return {
        "exponential": (laws.exponential(1e7), stats.expon(scale=1e7)),
        "uniform": (laws.uniform(1e6, 3e6), stats.uniform(1e6, 2e6)),
        "triangular": (laws.triangular(1e6, 2e6, 9e6), stats.triang(0.125, 1e6, 8e6)),
        "weibull": (laws.weibull(1e7, 0.7), stats.weibull_min(0.7, scale=1e7 / math.gamma(1 + 1 / 0.7))),
        "lognormal": (laws.lognormal(1e6, 1.5), stats.lognorm(sigma, scale=1e6 / math.exp(sigma**2 / 2))),
        "gamma .25": (laws.gamma(1e6, 0.25), stats.gamma(0.25, scale=4e6)),
        "gamma .05": (laws.gamma(1e6, 0.05), stats.gamma(0.05, scale=2e7)),
        "erlang": (laws.erlang(4, 1e7), stats.gamma(4, scale=2.5e6)),
        "gamma 500": (laws.gamma(1e7, 500), stats.gamma(500, scale=2e4)),
        "pert": (laws.pert(1e6, 2e6, 9e6), stats.beta(1.5, 4.5, 1e6, 8e6)),
        "pert edge": (laws.pert(0, 0, 1e7), stats.beta(1, 5, 0, 1e7)),
    }


NAMES = ["exponential", "uniform", "triangular", "weibull", "lognormal", "gamma .25", "gamma .05",
         "erlang", "gamma 500", "pert", "pert edge"]


@pytest.mark.parametrize("name", NAMES)
def test_quantiles_agree_with_scipy(name: str):
    """Every quantile from one in a million to all but one in a million is SciPy's."""
    law, known = frozen()[name]
    loose = 5e-4 if law.kind == laws.TABLE else 1e-12
    for u in (1e-6, 1e-5, 1e-3, 0.0123, 0.1, 0.25, 0.4999, 0.5, 0.77, 0.9, 0.99, 0.9999, 1 - 1e-6):
        exact = known.ppf(u)
        assert abs(value(law, u) - max(exact, 1.0)) <= 0.5000001 + loose * exact


@pytest.mark.parametrize("name", NAMES)
def test_means_agree_with_scipy(name: str):
    """Means are the laws' own: within 1e-12, tables within 1e-5."""
    law, known = frozen()[name]
    assert laws.mean_of(law) == pytest.approx(known.mean(), rel=1e-5 if law.kind == laws.TABLE else 1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_the_mean_of_what_is_dealt_out(name: str):
    """What people are dealt is the law's mean within 1e-4, the luckiest 2**-41 left out."""
    law, known = frozen()[name]
    dealt = 0.0
    for octave in range(1, 41):
        ends = [2.0**-(octave + 1) * (1.0 + (i + 0.5) / 200) for i in range(200)]
        dealt += 2.0**-(octave + 1) / 200 * sum(value(law, u) + value(law, 1.0 - u) for u in ends)
    assert dealt == pytest.approx(known.mean(), rel=1e-4)


def test_means_without_scipy():
    """Means that can be said in a word: mixtures, observed values, shares, ways."""
    assert laws.mean_of(laws.hyper([(3, 100.0), (1, 500.0)])) == pytest.approx(200.0)
    assert laws.mean_of(laws.empirical(OBSERVED)) == pytest.approx(sum(OBSERVED) / 5)
    assert laws.mean_of(laws.empirical([(100, 3.0), (500, 1.0)])) == pytest.approx(200.0)
    assert laws.mean_of(laws.bernoulli(0.3)) == 0.3
    assert laws.mean_of(laws.choice([0.5, 0.25, 0.25])) == 0.75
    assert laws.mean_of(laws.gamma(1234.5, 2)) == pytest.approx(1234.5, rel=1e-12)
    assert laws.mean_of(laws.pert(300, 400, 900)) == pytest.approx((300 + 4 * 400 + 900) / 6, rel=1e-5)


def test_named_draws_have_the_law():
    """100,000 named draws of a lognormal law lie on SciPy's distribution (Kolmogorov, Smirnov)."""
    stats = pytest.importorskip("scipy.stats")
    law = laws.lognormal(1e6, 1.0)
    sigma = math.sqrt(math.log(2.0))
    base, source = draws.stream_base(1, 0, draws.name_key("x")), draws.name_key("s")
    hashes = (draws.first_hash(base, draws.case_key(source, k)) for k in range(100_000))
    seen = [value(law, draws.uniform(h)) for h in hashes]
    known = stats.lognorm(sigma, scale=1e6 / math.exp(sigma**2 / 2))
    assert stats.kstest(seen, known.cdf).pvalue > 1e-6


def test_observed_values_come_as_often_as_observed():
    """An empirical law deals out the observed values only, each with its share."""
    n = 10_000
    dealt = [value(EXAMPLES["empirical"], (i + 0.5) / n) for i in range(n)]
    assert {v: dealt.count(v) for v in set(dealt)} == {300: 4000, 420: 2000, 600: 2000, 3600: 2000}


# ---- elementary functions ----------------------------------------------------------------


def ulps(ours: float, exact: float) -> float:
    """How many units in the last place two numbers lie apart."""
    return abs(ours - exact) / math.ulp(exact)


def test_ln_and_exp_agree_with_math():
    """The own logarithm and exponential stay within 2 units in the last place of the C library's."""
    rng = Random(2)
    wide = [2.0 ** rng.uniform(-1000, 1000) for _ in range(300)]
    xs = [*EXTREMES, *wide, *(rng.random() for _ in range(20_000))]
    assert max(ulps(elementary.ln(x), math.log(x)) for x in xs) <= 2.0
    assert elementary.ln(1.0) == 0.0
    assert all(math.isnan(elementary.ln(x)) for x in (0.0, -1.0, math.inf, math.nan))
    ys = [0.0, 43.0, -43.0, *(rng.uniform(-43, 43) for _ in range(20_000))]
    assert max(ulps(elementary.exp(y), math.exp(y)) for y in ys) <= 2.0
    assert elementary.exp(1e9) == elementary.exp(43.0)
    assert elementary.exp(-1e9) == elementary.exp(-43.0)


def test_ln_level_has_the_same_bits():
    """The logarithm without a loop gives, bit for bit, the one with a loop."""
    rng = Random(3)
    for x in [*EXTREMES, *(rng.random() ** k for k in (1, 8) for _ in range(20_000))]:
        if x > 2.0**-63:
            assert blocks.ln_level(x, 0.0) == elementary.ln(x)
            assert blocks.ln_level(x * 2.0**-6, 6.0) == elementary.ln(x) or x < 2.0**-56


def test_normal_quantile_and_gamma_agree_with_scipy():
    """The normal quantile (relative 2e-15 off the middle) and Γ (1e-13) are SciPy's."""
    special = pytest.importorskip("scipy.special")
    rng = Random(4)
    for u in [*EXTREMES, *(rng.random() for _ in range(5000)), *(2.0**-k for k in range(1, 54))]:
        assert elementary.normal_quantile(u) == pytest.approx(special.ndtri(u), rel=2e-15, abs=1e-16)
    assert elementary.normal_quantile(0.5) == 0.0
    for x in (0.05, 0.5, 1.0, 1.5, 2.0, 11.0, 20.0):
        assert elementary.gamma_function(x) == pytest.approx(special.gamma(x), rel=1e-13)


# ---- both engines, and blocks ------------------------------------------------------------


@each_law
def test_compiled_and_plain_give_the_same_bits(law: Law):
    """200,000 people and every extreme: plain, compiled, one by one and by blocks, equal."""
    np = pytest.importorskip("numpy")
    pytest.importorskip("numba")
    from xnsim.engines.compiled import compile_all

    fast = compile_all()
    n = 200_000
    keys = np.random.default_rng(7).integers(0, 2**64, size=n, dtype=np.uint64)
    par = np.array([1.0, *law.p])
    base = np.uint64(draws.stream_base(1, 0, 5))
    slow = [0] * n
    blocks.draw_block(int(base), keys.tolist(), n, law.kind, 1, par.tolist(), slow, 0, 1, [])
    for scratch in (np.empty(1024), np.empty(0)):
        out = np.zeros(2 * n + 3, np.int64)
        fast.draw_block(base, keys, n, law.kind, 1, par, out, 3, 2, scratch)
        assert out[3::2].tolist() == slow
        assert not out[:3].any() and not out[4::2].any()
    for u in EXTREMES:
        assert fast.law_value(law.kind, 1, u, par) == value(law, u)


@each_law
def test_a_column_is_its_cases(law: Law):
    """Drawn by NumPy, 20,000 people and every extreme have the luck that plain Python gives them, to the last bit."""
    np = pytest.importorskip("numpy")
    from xnsim.engines import blocks_numpy

    n, base = 20_000, draws.stream_base(1, 0, 5)
    keys = np.random.default_rng(8).integers(0, 2**64, size=n, dtype=np.uint64).tolist()
    plain, column = [0] * n, [0] * (2 * n)
    blocks.draw_block(base, keys, n, law.kind, 0, law.p, plain, 0, 1, [])
    blocks_numpy.draw_block(base, blocks_numpy.names(keys), n, law.kind, 0, law.p, column, 1, 2, [])
    assert column[1::2] == plain and not any(column[::2])
    if law.kind in blocks.SPREAD:
        extremes = blocks_numpy.seconds(law.kind, *(law.p + (0.0,))[:2], np.array(EXTREMES))
        assert extremes.tolist() == [value(law, u) for u in EXTREMES]


@each_law
def test_a_block_is_its_cases(law: Law):
    """In plain Python too, a block with or without scratch is case after case."""
    base = draws.stream_base(4, 2, draws.name_key("land", "effort"))
    keys = [draws.case_key(11, k) for k in range(50)]
    one_by_one = [value(law, draws.uniform(draws.first_hash(base, key))) for key in keys]
    for scratch in ([], [0.0] * 16, [0.0] * 64):
        out = [0] * 50
        blocks.draw_block(base, keys, 50, law.kind, 0, law.p, out, 49, -1, scratch)
        assert out[::-1] == one_by_one


def test_flatten_shares_equal_numbers():
    """A program's laws stand one after the other; two steps with the same law share its numbers."""
    kinds, at, par = laws.flatten([laws.exponential(60), laws.uniform(1, 9), laws.constant(60)])
    assert kinds == [laws.EXPONENTIAL, laws.UNIFORM, laws.CONSTANT]
    assert at == [0, 1, 0]
    assert par == [60.0, 1.0, 9.0]
    assert laws.flatten([]) == ([], [], [])


@pytest.mark.parametrize("wrong", [
    lambda: laws.exponential(0),
    lambda: laws.exponential(math.nan),
    lambda: laws.constant(-1),
    lambda: laws.uniform(9, 3),
    lambda: laws.triangular(1, 9, 5),
    lambda: laws.pert(5, 1, 9),
    lambda: laws.weibull(60, 0.01),
    lambda: laws.lognormal(60, -1.0),
    lambda: laws.gamma(60, 0.0),
    lambda: laws.erlang(0, 60),
    lambda: laws.hyper([]),
    lambda: laws.choice([0.0, 0.0]),
    lambda: laws.bernoulli(1.2),
    lambda: laws.empirical([]),
    lambda: laws.empirical([(5, -1.0), (6, 2.0)]),
])
def test_impossible_laws_are_refused_in_both_languages(wrong):
    """A law that cannot be is refused with a Chinese and an English sentence."""
    with pytest.raises(LawError) as caught:
        wrong()
    assert any("\u4e00" <= letter <= "\u9fff" for letter in caught.value.label.zh)
    assert caught.value.label.en.isascii()
    assert str(caught.value).startswith(caught.value.label.zh)


def test_laws_without_spread_are_constants():
    """Least equal to most, or no variation at all, is a constant."""
    assert laws.triangular(5, 5, 5) == laws.pert(5, 5, 5) == laws.lognormal(5, 0.0) == laws.constant(5)
    assert laws.erlang(1, 60) == laws.exponential(60)
