"""On-site team: several sites in one round; or something to mend first."""

import pytest
from paired import assert_moves, comes, small
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.ledger import where
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

DESKS = {name: {"office": name} for name in ("a", "b")}
ROW = [serve("x", "a", "exp(2 h)"), {"wait": {"step": "way", "length": "exp(2 d)"}}, serve("y", "b", "exp(2 h)")]


@pytest.mark.parametrize("engine", ["simpy", "lists"])
def test_a_tour_by_hand(engine):
    """Three sites of an hour each: 40 minutes out and back once, and 70 at each site with the way to it: 09:00, 09:40, and 3 × 70 minutes later 14:40, all at once."""
    scenario = Scenario.model_validate(toy(DESKS, {"m": matter(["05 09:00"] * 3, [{"accept": {}}, serve("x", "a", "1 h"), serve("y", "b", "1 h")])}))
    plain, tour = (Told(run(lower(p.timeline(scenario, policies)), engine=engine)) for policies in ([], [p.OnSiteTeam(touch=0.5)]))
    assert plain.stamps("closed") == ["05 11:00", "05 12:00", "05 14:30"]
    assert tour.stamps("closed") == ["05 14:40"] * 3
    assert tour.spells[0] == "0 site_x_out site_team/1 05 09:00 > 05 09:40 done" and tour.spells[3] == "0 site_x site_team/1 05 09:40 > 05 14:40 done"
    assert sum(row["worked_s"] for row in tour.services) == (40 + 3 * 70) * 60, "one round"
    two = Told(run(lower(p.timeline(scenario, [p.OnSiteTeam(touch=0.5, sites=2)])), engine=engine))
    assert two.stamps("closed") == ["05 12:00", "05 12:00", "05 15:20"], "40 + 140 minutes, then 40 + 70 after lunch"


def test_one_site_a_round_with_all_the_work_is_one_desk():
    """Identity: one desk, one site a round, no way to go, all of its work: as before, at another desk, to the second."""
    one = small({"a": {}}, {"m": comes("4/wd", [{"accept": {}}, serve("x", "a", "exp(1 h)")])})
    there = p.OnSiteTeam(sites=1, touch=1, travel_minutes=0, leg_minutes=0)
    plain, team = (run(lower(p.timeline(one, policies)), 3, 0, "simpy") for policies in ([], [there]))
    assert list(plain.cases["closed"]) == list(team.cases["closed"]) and list(plain.services["start"]) == list(team.services["start"])
    assert len(plain.cases["closed"]) > 60


def test_a_tour_spares_journeys():
    """Four sites a round share the way out and back; with a round for each the same team comes later."""
    far = small(DESKS, {"m": comes("2.6/wd", [{"accept": {}}, *ROW])})
    assert_moves(far, [p.OnSiteTeam(sites=1, travel_minutes=120, teams=2)], [p.OnSiteTeam(travel_minutes=120, teams=2)], ("-utilisation", "-total_days"))


def test_rewritten_by_hand():
    """Two departments become a way and a visit with the luck of both; who sent papers back to one of them sends them to the team, which goes out again."""
    back = {"return": {"step": "back", "probability": 0.2, "turnaround": "exp(2 d)", "to": "x"}}
    new = p.OnSiteTeam(teams=2).apply(small(DESKS, {"m": comes("2/wd", [{"accept": {}}, *ROW, back])}))
    out, visit, again = new.matters["m"].route[1:]
    assert (out.desk, visit.desk, visit.luck, again.to) == ("site_team", "on_site", ("x", "y"), "site_x_out")
    assert [str(work) for work in visit.effort] == ["exp(1.4 h)", "exp(1.4 h)", "constant(10 min)"]
    team, site = (new.desks[name] for name in ("site_team", "on_site"))
    assert (team.officers, team.batch, team.batch_work, team.office) == (2, 4, None, "a") and (site.batch, site.batch_work, site.office) == (4, "sum", "a")
    assert [(help_.officer, help_.desk, help_.rank) for help_ in new.helps] == [("site_team/1", "on_site", 0), ("site_team/2", "on_site", 0)]
    assert list(timeline_desks(p.OnSiteTeam(teams=2)))[-2:] == ["on_site", "site_team"], "who is on the spot works there before setting out anew"


def timeline_desks(policy: p.OnSiteTeam) -> dict:
    """The desks as they stand when the policy is in force together with others."""
    return p.timeline(small(DESKS, {"m": comes("2/wd", [{"accept": {}}, *ROW])}), [policy])[0][1].desks


@pytest.mark.parametrize("engine", ["simpy", "lists"])
def test_first_the_sites_then_the_next_round(engine):
    """One site a round: the second waits at the team's desk, in line, till the first is done (40 + 70 minutes), and is no absence of anybody."""
    scenario = Scenario.model_validate(toy(DESKS, {"m": matter(["05 09:00"] * 2, [{"accept": {}}, serve("x", "a", "1 h")])}))
    told = Told(run(lower(p.timeline(scenario, [p.OnSiteTeam(touch=1, sites=1)])), engine=engine))
    assert told.stamps("closed") == ["05 10:50", "05 14:10"]
    assert {entry: seconds for entry, seconds in where(told.run, 1).seconds.items() if seconds} == {"own_queue": 6600, "in_hand": 6600, "off_hours": 5400}


def test_refusals():
    """A desk of that name, and nobody to go out."""
    with pytest.raises(PolicyRefused, match="site_team"):
        p.OnSiteTeam().apply(office(("desks.site_team", {})))
    with pytest.raises(PolicyRefused, match="serve"):
        p.OnSiteTeam().apply(office(("matters", {"m": matter(["05 09:00"], [serve("s", "window", "1 h")])})))
