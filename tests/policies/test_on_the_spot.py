"""Decided on the spot: at the window on the first visit; or enquiries counted as cases."""

import pytest
from paired import office_of
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

DESKS = {"w": {"officers": 2}, "x": {"office": "x"}}
BUSY = office_of("on_the_spot")
BOTH = pytest.mark.parametrize("engine", ["simpy", "lists"])


@BOTH
def test_on_the_spot_by_hand(engine):
    """Taken in at 11:50 and passed on, it is decided after the break at 13:50; on the spot, by who is free, as well, but in the hall."""
    scenario = Scenario.model_validate(toy(DESKS, {"m": matter(["05 11:30"], [serve("take", "w", "20 min"), serve("x", "x", "30 min"), {"decide": {}}])}))
    plain, spot = (Told(run(lower(p.timeline(scenario, policies)), engine=engine)) for policies in ([], [p.OnTheSpot(share=1)]))
    assert plain.stamps("decided") == spot.stamps("decided") == ["05 13:50"]
    assert [(x.case(0)["inhall"], x.case(0)["onspot"]) for x in (plain, spot)] == [(0, 0), (1, 1)]


@BOTH
def test_nobody_on_the_spot_is_nothing(engine):
    """A share of nought leaves every stamp as it was."""
    plain, none = (run(lower(p.timeline(BUSY, policies)), 3, 0, engine) for policies in ([], [p.OnTheSpot(share=0)]))
    assert plain.cases == none.cases and plain.services == none.services


def test_rewritten_by_hand():
    """Renewals have one step behind the window and go there; licences have six and stay."""
    new = p.OnTheSpot().apply(office())
    assert new.matters["licence"] == office().matters["licence"]
    here, behind = new.matters["renewal"].route[2].options
    assert (here.share, here.route[0].desk, here.route[0].luck) == (0.6, "window", ("renew",)) and behind.route[0].step == "renew"
    with pytest.raises(PolicyRefused, match="most_steps"):
        p.OnTheSpot(matters=("licence",)).apply(office())
    assert "enquiry" in p.OnTheSpot(enquiries=3).apply(office()).matters
