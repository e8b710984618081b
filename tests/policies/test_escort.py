"""Escorted: no wrong doors, fewer returns, and somebody's time."""

import pytest
from paired import comes, office_of, small
from policy_office import office, office_for
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

BACK = {"return": {"step": "mend", "probability": 0.4, "turnaround": "exp(2 d)"}}
BOTH = pytest.mark.parametrize("engine", ["simpy", "lists"])


@BOTH
def test_escorted_by_hand(engine):
    """Fifteen minutes of papers beside thirty of the escort: on at 9:30; with a shorter walk at 9:15."""
    scenario = Scenario.model_validate(toy({"w": {"officers": 2}}, {"m": matter(["05 09:00"], [serve("take", "w", "15 min"), {"accept": {}}])}))
    told = [Told(run(lower(p.timeline(scenario, [p.Escort(escort_minutes=m)])), engine=engine)) for m in (30, 10)]
    assert [x.stamps("accepted") for x in told] == [["05 09:30"], ["05 09:15"]]
    assert sorted(told[0].spells) == ["0 escort_take escorts/1 05 09:00 > 05 09:30 done", "0 take w/1 05 09:00 > 05 09:15 done"]


@BOTH
def test_an_escort_without_effect_takes_no_time_of_the_case(engine):
    """A minute's walk that changes no papers, with people enough: every case is accepted when it was, unless its papers took less."""
    free = small({"w": {"officers": 90}}, {"m": comes("8/wd", [serve("take", "w", "5 min"), BACK, {"accept": {}}])})
    plain, beside = (run(lower(p.timeline(free, policies)), 3, 0, engine).cases for policies in ([], [p.Escort(factor=1, escort_minutes=1, people=40)]))
    assert list(plain["accepted"]) == list(beside["accepted"]) and list(plain["trips"]) == list(beside["trips"])


def test_rewritten_by_hand():
    """No wrong door any more, half the returns, one of the two at the window walks along."""
    new = p.Escort().apply(office_for(p.FirstContact))
    assert new.matters["wrong_door"].route[0].branches["papers"].route[0].step == "apply"
    assert new.matters["licence"].route[0].branches["papers"].route[1].probability == 0.15
    assert (new.desks["window"].officers, new.desks["escorts"].officers) == (1, 1)
    with pytest.raises(PolicyRefused, match="抽不出"):
        p.Escort(people=2).apply(office())


def test_taken_from_behind_by_hand():
    """The window keeps its people and the desk with most behind it has one less; with nobody behind there is nobody to take."""
    scenario = office_of("escort")
    new = p.Escort(behind=True).apply(scenario)
    assert [new.desks[name].officers for name in ("window", "exam", "escorts")] == [3, 2, 1] and new.in_hall("escorts")
    assert [p.Escort().apply(scenario).desks[name].officers for name in ("window", "exam")] == [2, 3]
    with pytest.raises(PolicyRefused, match="后台"):
        p.Escort(behind=True).apply(small({"w": {"officers": 2}}, {"m": comes("8/wd", [serve("take", "w", "5 min"), BACK, {"accept": {}}])}))
