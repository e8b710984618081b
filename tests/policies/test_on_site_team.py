"""On-site team: several sites in one round; or something to mend first."""

import pytest
from paired import comes, small
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

DESKS = {name: {"office": name} for name in ("a", "b")}
ROW = [serve("x", "a", "exp(2 h)"), {"wait": {"step": "way", "length": "exp(2 d)"}}, serve("y", "b", "exp(2 h)")]


def test_a_round_by_hand():
    """Three sites of 1 h + 1 h; one after the other the last is done at 14:30 (12:00 + lunch + 1 h). In one round of 0.5 × 2 h all are done at 10:00."""
    scenario = Scenario.model_validate(toy(DESKS, {"m": matter(["05 09:00"] * 3, [{"accept": {}}, serve("x", "a", "1 h"), serve("y", "b", "1 h")])}))
    plain, round_ = (Told(run(lower(p.timeline(scenario, policies)), engine="simpy")) for policies in ([], [p.OnSiteTeam(touch=0.5)]))
    assert plain.stamps("closed") == ["05 11:00", "05 12:00", "05 14:30"]
    assert round_.stamps("closed") == ["05 10:00"] * 3
    assert [row["worked_s"] for row in round_.services] == [3600, 0, 0], "one round of an hour"
    two = Told(run(lower(p.timeline(scenario, [p.OnSiteTeam(touch=0.5, sites=2)])), engine="simpy"))
    assert two.stamps("closed") == ["05 10:00", "05 10:00", "05 11:00"]


def test_one_site_a_round_with_all_the_work_is_one_desk():
    """Identity: one desk, one site a round, all of its work: as before, at another desk, to the second."""
    one = small({"a": {}}, {"m": comes("4/wd", [{"accept": {}}, serve("x", "a", "exp(1 h)")])})
    plain, team = (run(lower(p.timeline(one, policies)), 3, 0, "simpy") for policies in ([], [p.OnSiteTeam(sites=1, touch=1)]))
    assert list(plain.cases["closed"]) == list(team.cases["closed"]) and list(plain.services["start"]) == list(team.services["start"])
    assert len(plain.cases["closed"]) > 60


def test_rewritten_by_hand():
    """Two departments become one visit with the luck of both; who sent papers back to one of them sends them to the team."""
    back = {"return": {"step": "back", "probability": 0.2, "turnaround": "exp(2 d)", "to": "x"}}
    new = p.OnSiteTeam(teams=2).apply(small(DESKS, {"m": comes("2/wd", [{"accept": {}}, *ROW, back])}))
    visit, again = new.matters["m"].route[1:]
    assert (visit.desk, visit.luck, again.to) == ("site_team", ("x", "y"), "site_x") and [str(work) for work in visit.effort] == ["exp(1.4 h)"] * 2
    assert (new.desks["site_team"].officers, new.desks["site_team"].batch, new.desks["site_team"].office) == (2, 4, "a")


def test_refusals():
    """A desk of that name, and nobody to go out."""
    with pytest.raises(PolicyRefused, match="site_team"):
        p.OnSiteTeam().apply(office(("desks.site_team", {})))
    with pytest.raises(PolicyRefused, match="serve"):
        p.OnSiteTeam().apply(office(("matters", {"m": matter(["05 09:00"], [serve("s", "window", "1 h")])})))
