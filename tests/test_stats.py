"""Intervals cover what they promise, marks are simultaneous, and the words say what the numbers say."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats as oracle

from xnsim.labels import Label
from xnsim.stats import (
    Difference, advised_replications, holm, interval, mark_simultaneously, mser5, paired_difference, sentence, t_quantile,
)

ON_TIME = Label("按时办结率", "On-time rate")
EXPERIMENTS = 2000


def _covered(draw, truth: float, rate: bool = False) -> float:
    """Share of synthetic experiments whose interval holds the truth."""
    luck = np.random.default_rng(11)
    found = [interval(draw(luck), rate=rate) for _ in range(EXPERIMENTS)]
    return sum(one.low <= truth <= one.high for one in found) / EXPERIMENTS


def test_three_values_by_hand():
    """1, 2, 3: mean 2, standard error 0.57735, t(2) = 4.30265."""
    found = interval([1, 2, 3])
    assert found.mean == 2 and found.method == "t" and found.n == 3
    assert found.half_width == pytest.approx(4.302653 * 0.5773503, rel=1e-6)
    assert t_quantile(9, 0.95) == pytest.approx(2.262157, rel=1e-6)


@pytest.mark.parametrize("n", [5, 20])
def test_students_interval_covers(n):
    """95 % of intervals over normal replications hold the mean."""
    assert 0.93 <= _covered(lambda luck: luck.normal(3, 2, n), 3) <= 0.97


@pytest.mark.parametrize(("truth", "cases", "n"), [(0.5, 100, 10), (0.97, 200, 20), (0.03, 200, 20), (0.99, 400, 30)])
def test_rates_are_covered_in_the_middle_and_near_the_edge(truth, cases, n):
    """95 % of intervals over binomial replications hold the rate, on the logit scale too."""
    assert 0.93 <= _covered(lambda luck: luck.binomial(cases, truth, n) / cases, truth, rate=True) <= 0.97


def test_paired_differences_are_covered():
    """Common luck in both alternatives leaves the difference's interval at 95 %."""
    luck = np.random.default_rng(7)
    held = 0
    for _ in range(EXPERIMENTS):
        common = luck.normal(0, 10, 12)
        found = paired_difference(common + luck.normal(1, 1, 12), common)
        held += found.low <= 1 <= found.high
    assert 0.93 <= held / EXPERIMENTS <= 0.97


def test_a_rate_near_the_edge_stays_inside_and_says_how():
    """Above 0.9, below 0.1, or leaving [0, 1]: logit; in between: t; no share at all: t."""
    near, wide, middle = interval([0.99, 1.0, 0.98, 1.0], rate=True), interval([0.2, 0.9, 0.99], rate=True), interval([0.5, 0.6, 0.55], rate=True)
    assert (near.method, wide.method, middle.method) == ("logit", "logit", "t")
    assert 0 < near.low < near.mean < near.high < 1 and 0 < wide.low < wide.high < 1
    assert interval([1.1, 1.2, 0.95], rate=True).method == "t"  # a closing rate may exceed 100 %


def test_all_ones_promise_no_certainty():
    """Twenty runs without a late case: at most about 3 in N can be late, N cases or, unasked, N runs."""
    pooled = interval([1.0] * 20, rate=True, denominators=[50] * 20)
    assert (pooled.method, pooled.mean, pooled.high) == ("rule_of_three", 1.0, 1.0)
    assert pooled.low == pytest.approx(1 - 3 / 1000, abs=1e-5)
    assert pooled.low ** 1000 == pytest.approx(0.05)
    alone = interval([0.0] * 20, rate=True)
    assert (alone.low, alone.high) == (0.0, pytest.approx(0.1391, abs=1e-4))


def test_constant_and_too_few_values_are_named():
    """Equal values have no spread, one value has no interval, nan values are counted apart."""
    assert (interval([4, 4, 4]).method, interval([4, 4, 4]).half_width) == ("constant", 0)
    single = interval([0.4, math.nan], rate=True)
    assert (single.method, single.n, single.undefined, single.mean) == ("none", 1, 1, 0.4) and math.isnan(single.low)
    assert math.isnan(interval([]).mean)


def test_paired_difference_agrees_with_scipy():
    """Mean, interval and p of the paired t test."""
    a, b = [5.1, 4.8, 6.0, 5.5, 5.9], [4.9, 4.9, 5.2, 5.1, 5.2]
    found, expected = paired_difference(a, b), oracle.ttest_rel(a, b)
    low, high = expected.confidence_interval(0.95)
    assert (found.p, found.low, found.high) == pytest.approx((expected.pvalue, low, high))


def test_pairs_are_pairs():
    """A nan drops its pair, unequal lengths are refused, equal runs are identical."""
    found = paired_difference([1, math.nan, 3, 4], [0, 1, 1, 1])
    assert (found.n, found.dropped) == (3, 1) and found.mean == 2
    with pytest.raises(ValueError, match="equal numbers"):
        paired_difference([1], [1, 2])
    same = paired_difference([1, 2, 3], [1, 2, 3])
    assert same.identical and same.p == 1 and not same.significant
    assert paired_difference([2, 3, 4], [1, 2, 3]).significant  # the same gap every time


def test_holm_by_hand():
    """Holm (1979) on 0.01, 0.04, 0.03, 0.005: 0.03, 0.06, 0.06, 0.02; nan is no test."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.7]) == [1.0, 1.0]
    adjusted = holm([math.nan, 0.02])
    assert math.isnan(adjusted[0]) and adjusted[1] == 0.02


def test_marks_hold_together():
    """Ten alternatives that change nothing: any false mark in at most about 5 % of studies."""
    luck = np.random.default_rng(4)
    false = 0
    for _ in range(400):
        family = [paired_difference(luck.normal(0, 1, 10), luck.normal(0, 1, 10)) for _ in range(10)]
        false += any(one.significant for one in mark_simultaneously(family))
    assert false / 400 <= 0.08


def test_a_mark_may_fall_when_looked_at_together():
    """p = 0.03 stands alone and falls beside three others; its sentence says so."""
    alone = Difference(0.02, 0.002, 0.038, 40, 0.03, adjusted_p=0.03)
    marked = mark_simultaneously([alone, *[Difference(0, -1, 1, 40, 0.9)] * 3])[0]
    assert alone.significant and not marked.significant and marked.family == 4
    assert "单看这一项显著" in sentence(marked, ON_TIME, "rate", "higher", "甲", "乙")


def test_sentences_give_direction_size_unit_interval_and_n():
    """Rates speak in percentage points, times in working days; lower may be better."""
    up = Difference(0.0321, 0.0213, 0.0429, 200, 1e-6, adjusted_p=1e-6)
    assert sentence(up, ON_TIME, "rate", "higher", Label("并联审批", "Parallel approval"), "现状") == (
        "按时办结率:「并联审批」比「现状」高 3.2 个百分点(更好;95% 区间 2.1 至 4.3,成对重复 n = 200)。")
    down = Difference(-1.5, -2.0, -1.0, 50, 1e-6, adjusted_p=1e-6)
    assert sentence(down, Label("平均办理时长", "Mean official time"), "workdays", "lower", "A", "B", "en") == (
        "Mean official time: A is 1.50 working days lower than B (better; 95 % interval 1.00 to 2.00, n = 50 paired replications).")
    assert "(95" in sentence(down, ON_TIME, "count", "none", "A", "B", "en")  # no direction is better: no verdict


def test_sentences_say_what_an_insignificant_difference_still_allows():
    """The largest difference in the interval is named; identical runs and too few runs have their own words."""
    flat = Difference(0.004, -0.005, 0.013, 200, 0.4, adjusted_p=0.4)
    assert sentence(flat, ON_TIME, "rate", "higher", "甲", "乙") == (
        "按时办结率:「甲」与「乙」差异不显著,数据仍容得下最大 1.30 个百分点的差异(95% 区间 -0.50 至 1.30,成对重复 n = 200)。")
    assert "no significant difference" in sentence(flat, ON_TIME, "rate", "higher", "A", "B", "en")
    same = paired_difference([1.0] * 5, [1.0] * 5)
    assert "完全相同" in sentence(same, ON_TIME, "rate", "higher", "甲", "乙")
    assert "nothing can be said" in sentence(paired_difference([1.0], [0.5]), ON_TIME, "rate", "higher", "A", "B", "en")


def test_mser_finds_a_known_transient():
    """200 observations decay to a steady level; the cut falls where the rest has gone into the noise."""
    luck = np.random.default_rng(2)
    cuts = []
    for _ in range(50):
        steps = np.arange(2000)
        cuts.append(mser5(luck.normal(0, 1, 2000) + 10 * (steps < 200)))
    assert all(found.trusted for found in cuts)
    assert np.median([found.cut for found in cuts]) == 200
    assert cuts[0].covers(400) and not cuts[0].covers(100)


def test_mser_leaves_a_steady_series_alone_and_distrusts_a_drift():
    """A constant needs no cut; a series that is still climbing cannot be judged."""
    assert mser5([3.0] * 100).cut == 0
    assert not mser5([float(k) for k in range(100)]).trusted
    with pytest.raises(ValueError, match="50 observations"):
        mser5([1.0] * 49)


def test_advised_replications_reach_the_half_width():
    """n is the first at which t * s / sqrt(n) is small enough; a pilot with no spread needs two."""
    pilot = [0.9, 1.1, 1.3, 0.7, 1.0]
    s, n = np.std(pilot, ddof=1), advised_replications(pilot, 0.05)
    assert t_quantile(n - 1, 0.95) * s / math.sqrt(n) <= 0.05 < t_quantile(n - 2, 0.95) * s / math.sqrt(n - 1)
    assert advised_replications([2.0, 2.0], 0.1) == 2
    with pytest.raises(ValueError, match="above 0"):
        advised_replications(pilot, 0)
    with pytest.raises(ValueError, match="at least 2"):
        advised_replications([1.0, math.nan], 0.1)
