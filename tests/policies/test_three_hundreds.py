"""Three times 100 %: out of reach for any number of officers, and reached on paper, each target by its own move."""

import pytest
from paired import assert_moves, office_of
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario
from xnsim.study import compare

BUSY = office_of("three_hundreds")


def test_target_by_hand():
    """A matter without a promise promises its 30 days; every desk on the way works to the due day."""
    new = p.ThreeHundreds().apply(office())
    assert str(new.matters["renewal"].limits.promised) == "30 d" and new.matters["licence"] == office().matters["licence"]
    assert {desk.order for desk in new.desks.values()} == {"due_first"}


@pytest.mark.parametrize("engine", ["lists", "simpy"])
def test_stopped_by_hand(engine):
    """Three days of work promised in one: late by the law's clock, on time by the office's, which stood from the first second."""
    scenario = Scenario.model_validate(toy({"a": {}}, {"m": matter(["05 09:00"], [serve("s", "a", "3 wd")], {"limits": {"promised": "1 wd"}})}))
    plain, stopped = (Told(run(lower(p.timeline(scenario, [p.ThreeHundreds(pressure=x)])), engine=engine)).case(0) for x in (0, 1))
    assert plain["closed"] == stopped["closed"] > plain["promised_due"]
    assert stopped["closed"] <= stopped["promised_due"] and stopped["verified_due"] == plain["verified_due"]


@pytest.mark.parametrize("engine", ["lists", "simpy"])
def test_decided_on_paper_by_hand(engine):
    """Half an hour at the window, ten minutes for the paper: decided at 09:40 on the spot; the two hours of work end, and the result is handed over, at 11:40."""
    desks = {"window": {"office": "hall"}, "back": {"office": "bureau"}}
    route = [serve("take", "window", "30 min"), {"accept": {}}, serve("s", "back", "2 h"), {"deliver": {}}]
    scenario = Scenario.model_validate(toy(desks, {"m": matter(["05 09:00"], route, {"limits": {"promised": "1 wd"}})}))
    plain, paper = (Told(run(lower(p.timeline(scenario, [p.ThreeHundreds(on_paper=x)])), engine=engine)) for x in (0, 1))
    assert plain.stamps("decided") == plain.stamps("delivered") == ["05 11:30"] and plain.case(0)["onspot"] == 0
    assert (paper.stamps("decided"), paper.stamps("delivered"), paper.case(0)["onspot"]) == (["05 09:40"], ["05 11:40"], 1)


def test_the_paper_without_an_acceptance():
    """Where the route names no acceptance the window writes it as soon as the papers are handed in and in order."""
    bare = office(("matters.licence.route", [serve("take", "window", "5 min"), {"return": {"step": "mend", "probability": 0.2, "turnaround": "1 d"}}, serve("x", "land", "1 h")]))
    route = p.ThreeHundreds(on_paper=0.5, matters=("licence",)).apply(bare).matters["licence"].route
    assert [getattr(node, "step", None) for node in route] == ["take", "mend", "on_paper_or_in_fact", "x"]


def test_talked_out_of_rating_by_hand():
    """Of the dissatisfied who would have answered one in five still does, whatever they did before."""
    assert p.ThreeHundreds(lobbying=0.8).apply(office()).ratings.unhappy_answer == 0.2
    assert p.ThreeHundreds(lobbying=0.8).apply(office(("ratings", {"unhappy_answer": 2}))).ratings.unhappy_answer == 0.4
    assert p.ThreeHundreds().apply(office()).ratings is None


@pytest.mark.parametrize("knobs, moves", [
    ({"pressure": 0.8}, ("+on_time_rate", "-verified_on_time_rate")),
    ({"on_paper": 0.5}, ("+on_the_spot_rate", "-mean_workdays", "+total_days")),
    ({"lobbying": 0.8}, ("+satisfaction_rate", "-rating_rate")),
], ids=lambda value: next(iter(value)) if isinstance(value, dict) else "")
def test_each_target_has_its_own_move(knobs, moves):
    """Stopped clocks, decisions before the work, raters talked to: each betters its own figure, while its twin worsens."""
    assert_moves(BUSY, [p.ThreeHundreds()], [p.ThreeHundreds(**knobs)], moves)


def test_one_limit_is_first_come_first_served():
    """Identity: where all cases have one limit, the file due first is the one that came first."""
    plain, target = (run(lower(p.timeline(BUSY, policies)), 3, 0, "lists") for policies in ([], [p.ThreeHundreds()]))
    assert plain.services == target.services and list(plain.cases["closed"]) == list(target.cases["closed"])


def test_a_hundred_is_out_of_reach_but_for_the_clock():
    """Honest work is not at 100 % in the mean of thirty months; all clocks stopped, it is to the last case, while the law's clock says otherwise."""
    found = compare(BUSY, {"honest": [p.ThreeHundreds()], "gamed": [p.ThreeHundreds(pressure=1)]}, 30, seed=5,
                    indicators=("on_time_rate", "verified_on_time_rate"), engine="lists", threads=1)
    means = {(name, key): found.mean(name, key).mean for name in ("honest", "gamed") for key in found.indicators}
    assert means["honest", "on_time_rate"] < 0.97 and means["gamed", "on_time_rate"] == 1.0
    assert means["gamed", "verified_on_time_rate"] < 0.97


def test_refusals():
    """Nothing to be on time for, and a last desk inside a branch."""
    with pytest.raises(PolicyRefused, match="statutory"):
        p.ThreeHundreds().apply(office(("matters.licence.limits", {}), ("matters.renewal.limits", {})))
    fork = [{"parallel": {"branches": {name: {"route": [serve(name, desk, "1 h")]} for name, desk in (("x", "land"), ("y", "plan"))}}}]
    with pytest.raises(PolicyRefused, match="“licence”"):
        p.ThreeHundreds(pressure=0.8).apply(office(("matters.licence.route", fork)))
    for route in (fork, [serve("take", "window", "5 min"), {"decide": {}}, serve("x", "land", "1 h")], [serve("take", "window", "5 min"), {"accept": {}}, {"decide": {}}]):
        with pytest.raises(PolicyRefused, match="on_paper"):
            p.ThreeHundreds(on_paper=0.5, matters=("licence",)).apply(office(("matters.licence.route", route)))


@pytest.mark.parametrize("tail", [[], [{"decide": {}}], [{"decide": {}}, {"deliver": {"takes": "1 h"}}], [{"decide": {}}, {"end": {}}]])
def test_a_decision_that_comes_last_may_come_first(tail):
    """Where delivery or the end follows the decision in the same second it can be left out, and the honest case fares as before."""
    desks = {"window": {"office": "hall"}, "back": {"office": "bureau"}}
    route = [serve("take", "window", "30 min"), {"accept": {}}, serve("s", "back", "2 h"), *tail]
    scenario = Scenario.model_validate(toy(desks, {"m": matter(["05 09:00"], route, {"limits": {"promised": "1 wd"}})}))
    plain, seldom, always = (Told(run(lower(p.timeline(scenario, policies)), engine="lists")) for policies in (
        [], [p.ThreeHundreds(on_paper=1e-9)], [p.ThreeHundreds(on_paper=1)]))
    assert plain.case(0) == seldom.case(0)
    assert always.stamps("decided") == ["05 09:40"] and always.case(0)["delivered"] == plain.case(0)["delivered"] + 600
