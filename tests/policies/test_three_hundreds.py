"""Three times 100 %: out of reach for any number of officers, and reached by stopping the clock."""

import pytest
from paired import gamed, office_of
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
        gamed(p.ThreeHundreds()).apply(office(("matters.licence.route", fork)))
