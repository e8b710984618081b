"""Formulas of queueing theory against published answers, hand-computed toys and each other."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from math import exp, inf, isclose
from pathlib import Path

import pytest

from xnsim.theory import (
    absence,
    deadlines,
    environment,
    networks,
    parallel,
    populations,
    priorities,
    registry,
    scorecard,
    single_desk,
    variability,
    windows,
)

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT.parent / "shared" / "cases" / "theory_cases.json"
CASES = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else []
CALENDAR = ["K00_2013", "K00_2024", "K00_2025", "K00_2026", "K01", "K03", "K04", "K06", "K11", "K08", "K10"]
COMPUTED = [case for case in CASES if case["model"] not in registry.LOOKED_UP]

given = pytest.mark.skipif(not CASES, reason="the shared answers ../shared/cases/theory_cases.json are not here")


def six_digits(value):
    """A number, or each of a list, rounded to six significant digits."""
    if isinstance(value, list):
        return [six_digits(part) for part in value]
    return float(f"{value:.6g}")


@given
@pytest.mark.parametrize("case", COMPUTED, ids=lambda case: case["id"])
def test_the_formula_gives_the_published_answer(case):
    """Each case outside the calendar is met to the six digits printed."""
    assert six_digits(registry.answer(case)) == six_digits(case["expected_value"])


@given
def test_only_calendar_cases_are_left_to_worktime():
    """The cases not computed here are exactly the legal-calendar ones, and asking for them is refused."""
    left = [case for case in CASES if case["model"] in registry.LOOKED_UP]
    assert [case["id"] for case in left] == CALENDAR
    for case in left:
        with pytest.raises(registry.NoFormula):
            registry.answer(case)


@given
def test_every_model_named_in_the_file_is_registered():
    """The registry and the file name the same models, none more and none less."""
    assert {case["model"] for case in CASES} == set(registry.FORMULAS) | registry.LOOKED_UP


@given
def test_a_family_answers_like_the_named_model():
    """A model recognised only by its family gets the answer its full name gets."""
    compared = 0
    for case in COMPUTED:
        for pattern, found in registry.FAMILIES:
            if registry.re.search(pattern, case["model"]):
                value = found(case["parameters"], case["indicator"])
                assert six_digits(value) == six_digits(case["expected_value"]), (case["id"], pattern)
                compared += 1
                break
    assert compared > 50


@given
def test_the_roads_are_those_decided():
    """Six cases are arithmetic, four are searches, the calendar is looked up, all others can be simulated."""
    roads = {case["id"]: registry.how(case) for case in CASES}
    told = {road: {name for name, taken in roads.items() if taken == road} for road in set(roads.values())}
    assert told["arithmetic"] == {"A07", "C07", "C08", "G05", "J03", "S01"}
    assert told["search"] == {"A05", "B08", "B09", "J02"}
    assert told["look-up"] == set(CALENDAR)
    assert len(told["simulate"]) == len(CASES) - 21
    assert all(registry.why(case)("zh") and registry.why(case)("en") for case in CASES)


@pytest.mark.parametrize(
    ("model", "parameters", "indicator", "expected"),
    [
        ("M/M/1", {"lam": 3, "mu": 4}, "资源利用率", 0.75),
        ("M/M/c", {"lam": 20, "mu": 6, "c": 4, "t_min": 15}, "P(等候<=15分钟)", 1 - 0.657722 * exp(-1)),
        ("M/M/c", {"lam": 20, "mu": 6, "c": 4}, "P(等候>30分钟)", 0.657722 * exp(-2)),
        ("M/M/c", {"lam": 20, "mu": 6, "c": 4}, "平均逗留时间 W (分钟)", 19.86582),
        ("M/M/c/K (限号)", {"lam": 1, "mu": 1, "c": 1, "K": 1}, "平均等候 Wq", 0),
        ("M/M/c/c", {"offered_erlang": 30, "target": 0.06}, "呼损率不超过6%的最少座席", 35),
        ("E1/M/1", {"lam": 5, "mu": 6}, "平均等候 Wq (分钟)", 50),
        ("M/E2/1", {"lam": 0.8, "ES": 1}, "平均等候 Wq", 3),
        ("M/G/1 cs2=2", {"lam": 0.8, "ES": 1}, "平均等候 Wq", 6),
        ("M/M/1 multiple vacations (空闲即离岗, exponential 0.5)", {"lam": 0.8, "mu": 1}, "平均等候 Wq", 4.5),
        ("M/M/1 preemptive-resume 2 classes", {"lam": [0.2, 0.6], "ES": [1, 1]}, "[W1, W2]", [1.25, 6.25]),
        ("M/M/1 non-preemptive 3 classes", {"lam": [0.2, 0.2, 0.4], "ES": [1, 1, 1]}, "Wq2", 0.8 / 0.8 / 0.6),
        ("M/M/1+D", {"lam": 1, "mu": 1, "tau": 2}, "超时默认率", 0.25),
        ("例会 (间隔T=10工作日)", {"T": 10}, "平均等会时间", 5),
        ("fork-join K=3 bounds", {"K": 3, "lam": 0, "mu": 1}, "[下界, 上界]", [11 / 6, 11 / 6]),
        ("serial 7 stages same load", {"lam": 0.5, "mu": 1}, "串联总时长", 14),
        ("M/M/7 (综合窗口)", {"lam": 0, "mu": 1, "c": 7}, "平均等候 Wq (分钟)", 0),
    ],
)
def test_other_models_and_numbers_are_understood(model, parameters, indicator, expected):
    """A model worded or numbered otherwise than in the file still finds its formula."""
    value = registry.answer({"model": model, "parameters": parameters, "indicator": indicator})
    assert value == pytest.approx(expected, rel=1e-5)


def test_a_missing_parameter_and_an_unknown_model_are_named():
    """The refusal says which model and which parameter, in both languages."""
    with pytest.raises(registry.NoFormula, match="缺少参数 'mu'.*needs the parameter 'mu'"):
        registry.answer({"model": "feedback sweep", "parameters": {"lam": 3, "p_return": 0.1}})
    with pytest.raises(registry.NoFormula, match="没有.*no formula"):
        registry.answer({"model": "G/G/G", "parameters": {}})


def test_one_window_is_one_desk():
    """With one window every multi-window formula is that of the single desk."""
    assert windows.mean_wait(4, 5, 1) == pytest.approx(single_desk.mean_wait(4, 5))
    assert windows.time_share_beyond(4, 5, 1, 2) == pytest.approx(single_desk.late_share(4, 5, 2))
    assert windows.wait_probability(4, 5, 1) == pytest.approx(0.8)
    assert variability.allen_cunneen_mean_wait(4, 5, 1, 1, 1) == pytest.approx(single_desk.mean_wait(4, 5))


def test_total_time_at_windows_has_no_gap_where_spare_rate_vanishes():
    """P(T > t) is smooth at c mu - lam = mu, where its usual form divides by nought."""
    near = windows.time_share_beyond(3 + 1e-7, 3, 2, 0.5)
    assert windows.time_share_beyond(3, 3, 2, 0.5) == pytest.approx(near, rel=1e-6)


def test_a_big_hall_and_endless_patience_are_plain_windows():
    """A hall without bound and visitors who never give up wait as in M/M/c."""
    assert windows.admitted_mean_wait(20, 6, 4, 400) == pytest.approx(windows.mean_wait(20, 6, 4))
    assert windows.patient_mean_wait(20, 6, 4, 1e-9) == pytest.approx(windows.mean_wait(20, 6, 4), rel=1e-6)
    assert windows.giving_up_share(300, 1, 250, 0.01) == pytest.approx(50 / 300, rel=1e-4)


def test_even_arrivals_lie_between_random_and_appointed():
    """Erlang spacing of ever more stages leads from Poisson arrivals to appointments."""
    waits = [windows.even_arrivals_mean_wait(5, 6, k) for k in (1, 2, 8, 5000)]
    assert waits == sorted(waits, reverse=True)
    assert waits[0] == pytest.approx(single_desk.mean_wait(5, 6))
    assert waits[-1] == pytest.approx(windows.appointment_mean_wait(5, 6), rel=1e-3)


def test_classes_keep_the_conserved_sum_and_unequal_ones_too():
    """Loads times waits add up to the same whatever the ranks, at one desk and at several."""
    lam, service = [0.1, 0.2, 0.05], [1.0, 2.0, 4.0]
    for order in ([0, 1, 2], [2, 0, 1]):
        rates, means = [lam[k] for k in order], [service[k] for k in order]
        waits = priorities.mean_waits(rates, means)
        kept = sum(a * s * w for a, s, w in zip(rates, means, waits, strict=True))
        assert kept == pytest.approx(priorities.conserved_wait(lam, service))
    pooled = priorities.overall_wait([1, 1.5], priorities.windows_mean_waits([1, 1.5], 1, 3))
    assert pooled == pytest.approx(windows.mean_wait(2.5, 1, 3))


def test_urgent_files_still_wait_finitely_when_ordinary_ones_pile_up():
    """Overload of the lowest class leaves the urgent a finite wait: 0.3 + 0.2 + 2 x 0.5 in hand, over 0.7."""
    waits = priorities.mean_waits([0.3, 0.2, 0.9], [1, 1, 2])
    assert waits == pytest.approx([1.5 / 0.7, 1.5 / 0.7 / 0.5, inf])


def test_shortest_first_beats_order_of_arrival_and_two_lanes():
    """Knowing each length saves more than knowing its kind, and that more than knowing nothing."""
    knowing = priorities.shortest_first_mean_wait(0.8, [0.9, 0.1], [0.5, 5.5])
    lanes = priorities.overall_wait([0.72, 0.08], priorities.mean_waits([0.72, 0.08], [0.5, 5.5]))
    assert knowing < lanes < variability.mixture_mean_wait(0.8, [0.9, 0.1], [0.5, 5.5])
    assert priorities.shortest_first_mean_wait(1e-6, [1.0], [1.0]) == pytest.approx(1e-6, rel=1e-4)


@pytest.mark.parametrize("lam", [0.5, 3.5, 4.4, 4.49])
def test_the_matrix_solution_meets_both_closed_forms(lam):
    """With e = 0 the cover is worth nothing, with e = 1 there is no absence, up to nearly full load."""
    nobody = absence.absent_mean_time(lam, 5, 18, 2)
    assert absence.covered_mean_time(lam, 5, 18, 2, 0) == pytest.approx(nobody, rel=1e-9)
    assert absence.covered_mean_time(lam, 5, 18, 2, 1) == pytest.approx(1 / (5 - lam), rel=1e-9)


def test_three_states_reduce_to_two_when_two_are_alike():
    """Splitting the absence into two states of equal speed and return rate changes nothing."""
    split = environment.mean_time(3, [5, 2, 2], [[-0.1, 0.04, 0.06], [0.5, -0.7, 0.2], [0.5, 0.1, -0.6]])
    assert split == pytest.approx(environment.mean_time(3, [5, 2], [[-0.1, 0.1], [0.5, -0.5]]))


def test_full_load_means_an_endless_wait():
    """Where the office cannot keep up the mean is infinite and nothing is on time."""
    assert single_desk.mean_time(5, 5) == windows.mean_time(20, 5, 4) == inf
    assert absence.covered_mean_time(4.6, 5, 18, 2, 0) == inf
    assert networks.feedback_mean_time(3, 5, 0.4) == inf
    assert single_desk.on_time_share(6, 5, 100) == networks.tandem_on_time_share(5, [6, 5], 9) == 0


def test_tandem_shares_agree_with_the_textbook_sum():
    """Different desks: sum of weighted exponentials; alike desks: Erlang; a long limit: everything."""
    a, b = 1.0, 2.0
    by_hand = 1 - (b * exp(-a * 3) - a * exp(-b * 3)) / (b - a)
    assert networks.tandem_on_time_share(4, [5, 6], 3) == pytest.approx(by_hand)
    assert networks.tandem_on_time_share(4, [5, 5], 3) == pytest.approx(1 - 4 * exp(-3))
    assert networks.tandem_on_time_share(4, [5, 5 + 1e-9], 3) == pytest.approx(1 - 4 * exp(-3))
    assert networks.tandem_on_time_share(0.5, [1] * 30, 5000) == pytest.approx(1)


def test_default_share_passes_smoothly_through_full_load():
    """The two forms of the default share agree with the textbook fraction and at full load with its limit."""
    for lam in (8.0, 9.999, 10.001, 14.0):
        rho, left = lam / 10, exp(-(10 - lam) * 1.5)
        assert deadlines.default_share(lam, 10, 1.5) == pytest.approx((1 - rho) * left / (1 - rho * left), rel=1e-9)
        unheard = (1 - rho) * rho * left / (1 - rho**2 * left)
        assert deadlines.unheard_share(lam, 10, 1.5) == pytest.approx(unheard, rel=1e-9)
    assert deadlines.default_share(10, 10, 1.5) == pytest.approx(1 / 16)
    assert deadlines.unheard_share(10, 10, 1.5) == pytest.approx(1 / 17)
    assert deadlines.default_share(1, 1000, 5) == 0


@pytest.mark.parametrize("lam", [0.8, 1.0, 1.3])
def test_default_shares_are_what_a_walk_of_the_workload_shows(lam):
    """A small simulation of the work in the office meets both default shares, also above full load."""
    luck, files, unheard, defaulted = random.Random(7), 60_000, 0, 0
    started = finished = 0.0
    for _ in range(files):
        gap, effort = luck.expovariate(lam), luck.expovariate(1)
        started, finished = max(0.0, started - gap), max(0.0, finished - gap)
        unheard += started > 2
        started += effort if started <= 2 else 0
        defaulted += finished + effort > 2
        finished = min(2.0, finished + effort)
    assert unheard / files == pytest.approx(deadlines.unheard_share(lam, 1, 2), abs=0.01)
    assert defaulted / files == pytest.approx(deadlines.default_share(lam, 1, 2), abs=0.01)


def test_meetings_with_a_limit_inside_the_interval():
    """With very fast work a limit of a third of the interval keeps a third of the files in time."""
    assert absence.meeting_on_time_share(21, 1e6, 7) == pytest.approx(1 / 3, rel=1e-5)


def test_plans_in_any_order_and_plans_that_cannot_be():
    """Steps may be written in any order; a circle or an unknown step is refused by name."""
    days, after = {"决定": 2, "审查": 5, "受理": 1, "公示": 9}, {"决定": ["审查"], "审查": ["受理"]}
    assert parallel.finish_times(days, after) == {"受理": 1, "审查": 6, "决定": 8, "公示": 9}
    assert parallel.critical_path(days, after) == 9
    for wrong in ({"受理": ["决定"], **after}, {"受理": ["会签"]}):
        with pytest.raises(ValueError, match="受理.*correct their `after`"):
            parallel.finish_times(days, wrong)


def test_populations_by_hand():
    """Two projects and one clerk; Poisson quantiles; a backlog never falls below none."""
    assert populations.project_shares(2, 1, 1, 1) == pytest.approx([0.2, 0.4, 0.4])
    assert populations.projects_held_up(2, 1, 1, 1) == pytest.approx(1.2)
    assert populations.project_mean_time(2, 1, 1, 1) == pytest.approx(1.5)
    assert populations.more_than_share(2, 1) == pytest.approx(1 - 3 * exp(-2))
    assert populations.fewest_places(2, 0.9) == 4
    assert populations.backlog_after(10, 1, 5, 100) == 0
    assert populations.days_to_clear(10, 5, 5) == inf


@pytest.mark.parametrize(
    ("inputs", "points"),
    [
        ((0, 0, 0, 0.0, 0.0), 0),
        ((2, 1, 3, 0.0, 0.0), -41),
        ((0, 0, 0, 0.0999, 0.2999), 0),
        ((0, 0, 0, 0.1, 0.3), 4),
        ((0, 0, 0, 0.1 + 0.2, 0.7), 3 + 7),
        ((0, 0, 0, 1.0, 1.0), 10 + 10),
    ],
)
def test_the_scorecard_counts_full_tenths_only(inputs, points):
    """Points begin at the threshold and grow with each full tenth, whatever the binary fraction."""
    assert scorecard.points(*inputs) == points


def test_batches_of_one_are_single_files():
    """Bundles of one file are the plain desk; bundles of two wait longer."""
    assert variability.batch_mean_present(0.8, 1, 1, 1) == pytest.approx(4)
    assert variability.batch_mean_present(0.4, 1, 2, 4) == pytest.approx(6)
    assert isclose(variability.kingman_mean_wait(0.8, 1, 1, 1), 4)


def test_theory_needs_no_heavy_package():
    """Importing the formulas loads neither numpy nor scipy."""
    probe = "import sys, xnsim.theory; print(sorted({'numpy', 'scipy', 'pandas', 'numba'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"
