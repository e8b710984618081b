"""How much is needed: capacity for 99 %, a promise for 95 %, against the formulas; and what no capacity reaches.

One desk, Poisson arrivals, exponential work: the time in the office is exponential with rate mu - lam (Kleinrock 1975),
so that a share p is done within L when mu = lam - ln(1 - p) / L.
"""

from __future__ import annotations

import math

import pytest
from policy_office import office as toy_office
from toy_office import matter, serve, toy

import xnsim as xn
from xnsim.proof.office import at_random, exponential, limit, office
from xnsim.proof.office import matter as visits
from xnsim.proof.office import serve as at_desk
from xnsim.scenario import InputError
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Horizon
from xnsim.scenario.values import Span
from xnsim.study.search import Sought, officers, search


def queue(lam: float, mu: float, within: float) -> Scenario:
    """One desk without closing hours; 300 days after 40 of warm-up."""
    found = office({"desk": {}}, {"visit": {**visits(at_random(lam), at_desk("desk", exponential(1 / mu))), "limits": {"promised": limit(within)}}})
    long = Horizon(warm_up=Span(40.0, "d"), measure=Span(300.0, "d"), drain=Span(20.0, "d"))
    return found.changed(("horizon", long))


def test_capacity_for_99_per_cent_in_five_days():
    """J02: at 4.5 a day the desk must be able to do 4.5 - ln(0.01) / 5 = 5.421 a day."""
    found = search(queue(4.5, 5, 5), lambda scenario, mu: queue(4.5, mu, 5), 4.8, 6.8, 0.99, tolerance=0.05, replications=6, engine="lists", name="件/天")
    assert found.low <= 5.42103 <= found.high and found.value == pytest.approx(4.5 - math.log(0.01) / 5, abs=0.3)
    assert found.low < found.value < found.high < 6.5
    assert found.reached.mean >= 0.99 and "99%" in found.sentence() and "件/天至少" in found.sentence()


def test_the_promise_that_95_per_cent_keep():
    """A05: 8 a day, able to do 10; -ln(0.05) / 2 = 1.498 days."""
    found = search(queue(8, 10, 1), lambda scenario, days: queue(8, 10, days), 0.7, 3.1, 0.95, tolerance=0.05, replications=5, engine="lists")
    assert found.low <= 1.49787 <= found.high and found.value == pytest.approx(1.49787, rel=0.2)
    best = [told.mean for _, told in found.tried]
    assert best == sorted(best) and len(found.table) == len(found.tried) < 30     # the same files: a longer promise is kept by more


# A toy by hand: eight files of an hour each lie at the desk at nine; promised within three hours, lunch from twelve on.
EIGHT = Scenario.model_validate(toy({"a": {}}, {"m": matter(["05 09:00"] * 8, [serve("s", "a", "1 h")], {"limits": {"promised": "3 h", "statutory": "20 wd"}})}))


def test_officers_while_a_policy_is_in_force():
    """Promised within 2 h 6 min instead of three hours, two files an officer are on time: 99 % of eight needs four officers, not three."""
    cut = xn.policies.TimeLimit(factor=0.7)
    found = search(EIGHT, officers("a"), 1, 9, 0.99, whole=True, replications=2, engine="lists", under=[cut])
    assert found.value == 4 and found.knob == "officers(a)"
    with pytest.raises(InputError, match="under"):
        search(EIGHT, lambda office, value: xn.policies.timeline(office, [cut]), 1, 9, 0.99, whole=True, replications=2, engine="lists", under=[cut])


def test_officers_by_hand():
    """Done by noon: three by one officer, six by two, all eight by three. So 99 % needs three officers, 75 % two, 37.5 % one.

    But sixteen files on time are no proof of 99 %: how many officers would surely do is not known.
    """
    seek = lambda target: search(EIGHT, officers("a"), 1, 9, target, whole=True, replications=2, engine="lists")
    three, two, one = seek(0.99), seek(0.75), seek(0.375)
    assert (three.value, three.low, three.high) == (3, 3, math.inf) and {value for value, _ in three.tried} <= {1, 2, 3, 5, 9}
    assert (two.value, two.low, two.high) == (2, 2, 2) and one.value == 1 and one.at_least_tried and not two.at_least_tried
    assert "officers(a)" in two.sentence("en") and "low" in one.sentence("en") and "已不低于" in one.sentence()


def test_a_knob_of_a_policy():
    """The promise in working days that 90 % keep at the toy office: a day less is kept by fewer; the same run again by hand says so."""
    scenario = toy_office(("horizon", {"warm_up": "3 wd", "measure": "10 wd", "drain": "5 wd"}))
    found = search(scenario, "time_limit.workdays", 1, 20, 0.9, whole=True, replications=3, engine="lists")
    assert found.knob == "time_limit.workdays" and found.value == int(found.value) and 1 < found.value < 20
    for days, good in ((found.value, True), (found.value - 1, False)):
        told = xn.compare(scenario, {"限时": [xn.policies.TimeLimit(workdays=int(days))]}, 3, 1, ["on_time_rate"], engine="lists")
        assert (told.mean("限时", "on_time_rate").mean >= 0.9) is good


def test_where_less_is_better():
    """Mean time down to two hours (0.2667 of a working day of 7.5 h): 36 hours of work in all; one officer 4.5 h, two 2.5 h, three 1.875 h."""
    found = search(EIGHT, officers("a"), 1, 4, 0.3, "mean_workdays", whole=True, replications=2, engine="lists")
    assert found.value == 3 and "不高于" in found.sentence()


def test_what_no_value_reaches_is_refused():
    """One officer must do all in an hour: nine officers do, two do not; the best that was reached is told."""
    with pytest.raises(InputError) as refused:
        search(EIGHT, officers("a"), 1, 2, 0.99, whole=True, replications=2, engine="lists")
    assert "75%" in refused.value.text("zh") and "达不到 99%" in refused.value.text("zh") and "raise high" in refused.value.text("en")


@pytest.mark.parametrize("indicator, target", [("on_time_rate", 1), ("loss_rate", 0)])
def test_a_hundred_per_cent_needs_infinite_capacity(indicator, target):
    """M34: no finite value promises 100 % (or none lost), however many runs show no exception; refused before anything is run."""
    never = lambda scenario, value: pytest.fail("was run")
    with pytest.raises(InputError) as refused:
        search(EIGHT, never, 1, 9, target, indicator, engine="lists")
    assert "有限" in refused.value.text("zh") and "finite" in refused.value.text("en")


def test_all_that_is_wrong_is_told_at_once():
    """Numbers, names, range; then knobs out of bounds, desks there are none of, indicators without a direction."""
    with pytest.raises(InputError) as refused:
        search(EIGHT, "time_limt.workdays", 9, 1, 0.9, "on_tim_rate", tolerance=0, replications=0, seed=-1, engine="list")
    assert [problem.path for problem in refused.value.problems] == ["replications", "seed", "indicators[0]", "engine", "low", "tolerance", "knob"]
    for knob, low, high, indicator, word in (
            ("time_limit.workday", 1, 9, "on_time_rate", "workdays"), ("time_limit.factor", 0.01, 0.5, "on_time_rate", "0.05"),
            (officers("b"), 1, 9, "on_time_rate", "b"), (officers("a"), 1, 9, "utilisation", "utilisation"), (officers("a"), 1.5, 9, "on_time_rate", "1.5")):
        with pytest.raises(InputError) as refused:
            search(EIGHT, knob, low, high, 0.95, indicator, whole=knob != "time_limit.factor", replications=1, engine="lists")
        assert word in refused.value.text("en") and refused.value.text("zh") != refused.value.text("en")


def test_the_stamp_and_the_table():
    """Every value tried stands with its figure, interval and n; the stamp names scenario and seed."""
    found = search(EIGHT, officers("a"), 1, 9, 0.75, whole=True, replications=2, seed=4, engine="lists")
    assert isinstance(found, Sought) and set(found.table["n"]) == {2} and EIGHT.digest() in found.stamp_line()
    assert found.table.set_index("value").loc[2, "mean"] == 0.75 and "4" in found.stamp_line("en")
