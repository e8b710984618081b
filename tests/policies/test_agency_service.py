"""Agency service: a clerk prepares the papers; and the clerks' cases jump the line."""

import pytest
from paired import assert_moves, small
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

BACK = {"return": {"step": "mend", "probability": 1.0, "turnaround": "2 d", "at_most": 1}}


@pytest.mark.parametrize("engine", ["lists", "simpy"])
def test_prepared_by_hand(engine):
    """Everybody is sent back once for two days; with a clerk (factor 0) the papers are right the first time, after the clerk's work."""
    scenario = Scenario.model_validate(toy({"a": {}}, {"m": matter(["05 09:00"], [serve("look", "a", "1 h"), BACK])}))
    plain = Told(run(lower(scenario), engine=engine))
    with_clerk = Told(run(lower(p.timeline(scenario, [p.AgencyService(share=1, factor=0)])), engine=engine))
    assert plain.stamps("closed") == ["07 11:00"] and plain.case(0)["trips"] == 2
    prepared, looked = with_clerk.spells
    assert prepared.startswith("0 look_prepared agency_desk/1 05 09:00 > ") and looked.startswith("0 look a/1 05")
    assert (with_clerk.case(0)["returns"], with_clerk.case(0)["trips"]) == (0, 1)


def test_mended_sooner_by_hand():
    """0.3 × 0.3 come back, for half the time, without a visit; the others as before; other classes keep their own way."""
    scenario = office(("matters.licence.classes", {"vip": {"share": 0.1}}))
    new = p.AgencyService(matters=("licence",)).apply(scenario)
    clerk, check, which = new.matters["licence"].route[:3]
    ways = {option.cls: option.route[0] for option in which.options}
    assert clerk.options[0].route[0].desk == "agency_desk" and check.step == "reception"
    assert [round(ways[key].probability, 9) for key in ("agency", "ordinary", "vip")] == [0.09, 0.3, 0.3]
    assert [str(ways[key].turnaround) for key in ("agency", "ordinary", "vip")] == ["exp(2 d)", "exp(4 d)", "exp(4 d)"]
    assert {way.luck or way.step for way in ways.values()} == {"supplement"} and ways["agency"].trips == 0


def test_nobody_with_a_clerk_is_nobody_changed():
    """Identity: with a share of nought every case fares as before."""
    plain, none = (run(lower(p.timeline(office(), policies)), 3, 0, "lists").cases for policies in ([], [p.AgencyService(share=0)]))
    assert all(list(plain[name]) == list(none[name]) for name in ("received", "accepted", "decided", "closed", "returns", "trips"))


def test_refusals():
    """No return to spare, a desk of that name, and licences limited in number where clerks' cases would jump."""
    with pytest.raises(PolicyRefused, match="return"):
        p.AgencyService().apply(office(("matters", {"m": matter(["05 09:00"], [serve("s", "window", "1 h")])})))
    with pytest.raises(PolicyRefused, match="agency_desk"):
        p.AgencyService().apply(office(("desks.agency_desk", {})))
    limited = office(("matters.licence.quota_order", True))
    with pytest.raises(PolicyRefused, match="第57条"):
        p.AgencyService(queue_jump=1).apply(limited)
    assert p.AgencyService().apply(limited).matters["licence"].classes["agency"].priority == 0


MEND = {"return": {"step": "mend", "probability": 0.4, "turnaround": "exp(3 d)"}}


def test_a_closed_circle_of_projects():
    """Twelve projects that come again and again, all with a clerk: fewer come back than without; three clerks keep them waiting less than one."""
    again = {"m": {"arrivals": {"population": {"size": 12, "pause": "exp(3 wd)"}}, "route": [serve("look", "a", "exp(15 min)"), MEND]}}
    circle = small({"a": {}}, again)
    assert_moves(circle, [], [p.AgencyService(share=1, minutes=60)], p.AgencyService.moves)
    assert_moves(circle, [p.AgencyService(share=1, minutes=120)], [p.AgencyService(share=1, minutes=120, clerks=3)], ("-mean_workdays",))
