"""Home visits: the officer's journey for the applicant's; or a photograph at the door."""

import pytest
from paired import comes, small
from policy_office import office
from toy_office import DAY_AND_NIGHT, Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

ROUTE = [serve("take", "w", "exp(15 min)"), {"return": {"step": "mend", "probability": 0.3, "turnaround": "exp(2 d)"}}, {"accept": {}}, serve("do", "x", "exp(20 min)")]
BOTH = pytest.mark.parametrize("engine", ["simpy", "lists"])


@BOTH
def test_visited_by_hand(engine):
    """A call, forty minutes there and back, fifteen of work: taken in at 9:55 with no visit; for show accepted at 9:45, then 15 minutes at the window."""
    scenario = Scenario.model_validate(toy({"w": {"officers": 2}}, {"m": matter(["05 09:00"], [serve("take", "w", "15 min"), {"accept": {}}])}))

    def told(*policies: p.Policy) -> tuple:
        case = Told(run(lower(p.timeline(scenario, policies)), engine=engine))
        return case.stamps("accepted")[0], case.stamps("closed")[0], case.case(0)["trips"]

    assert told() == ("05 09:15", "05 09:15", 1)
    assert told(p.HomeVisit()) == ("05 09:55:01", "05 09:55:01", 0)
    assert told(p.HomeVisit(for_show=True)) == ("05 09:45:01", "05 10:00:02", 1)


@BOTH
def test_without_a_journey_only_visits_change(engine):
    """At desks without queues and with no way to go, every case is done a second after it was: the call."""
    free = small({"w": {"officers": 90}, "x": {"officers": 90}}, {"m": comes("4/wd", ROUTE)}, DAY_AND_NIGHT)
    plain, called = (run(lower(p.timeline(free, policies)), 3, 0, engine).cases for policies in ([], [p.HomeVisit(team=40, travel_minutes=0)]))
    assert len(plain["closed"]) > 50 and all(b - a == 1 for a, b in zip(plain["closed"], called["closed"]) if a >= 0 and b >= 0)
    assert all(b == 0 for b in called["trips"]) and set(plain["trips"]) > {1}


def test_the_team_comes_from_the_window():
    """One of two goes; a window of one cannot spare its one; matters without a first desk are named."""
    new = p.HomeVisit(matters=("renewal",)).apply(office())
    assert (new.desks["window"].officers, new.desks["home_team"].officers, new.desks["portal"].officers) == (1, 1, "unlimited")
    assert new.matters["licence"] == office().matters["licence"] and new.matters["renewal"].route[2].trips == 0
    with pytest.raises(PolicyRefused, match="抽不出"):
        p.HomeVisit(team=2).apply(office())
    with pytest.raises(PolicyRefused, match="第一个 serve"):
        p.HomeVisit(matters=("licence",)).apply(office(("matters.licence.route", office().to_dict()["matters"]["licence"]["route"][3:])))
