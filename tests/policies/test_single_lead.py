"""One department in charge: nothing circulates; or only after acceptance."""

import pytest
from paired import comes, small
from policy_office import office, office_for
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

def turns(share: float) -> dict:
    """So many are passed on to y, two days on the way."""
    way = [{"wait": {"step": "to_y", "length": "exp(2 d)"}}, serve("look_y", "y", "exp(10 min)")]
    return {"choose": {"step": "turn", "options": [{"share": share, "route": way}, {"share": 1 - share, "route": []}]}}


ROUTE = [serve("look", "x", "exp(10 min)"), turns(0.7), {"accept": {}}, serve("do", "x", "exp(20 min)"), {"decide": {}}]
BOTH = pytest.mark.parametrize("engine", ["simpy", "lists"])


@BOTH
def test_in_charge_by_hand(engine):
    """Ten minutes, a day on the way, ten more: accepted next day at 9:20; in charge, with fifteen minutes to coordinate, at 9:25; passed on with a stamp at 9:10."""
    way = [{"wait": {"step": "to_y", "length": "1 d"}}, serve("look_y", "y", "10 min")]
    turn = {"choose": {"step": "turn", "options": [{"share": 1.0, "route": way}, {"share": 0.0, "route": []}]}}
    scenario = Scenario.model_validate(toy({"x": {}, "y": {}}, {"m": matter(["05 09:00"], [serve("look", "x", "10 min"), turn, {"accept": {}}, serve("do", "x", "10 min")])}))

    def told(*policies: p.Policy) -> tuple:
        case = Told(run(lower(p.timeline(scenario, policies)), engine=engine))
        return case.stamps("accepted")[0], case.stamps("closed")[0]

    assert told() == ("06 09:20", "06 09:30") and told(p.SingleLead()) == ("05 09:25", "05 09:35")
    assert told(p.SingleLead(passes_on=True)) == ("05 09:10", "06 09:30")


@BOTH
def test_where_nothing_circulates_a_lead_is_nothing(engine):
    """With nobody passed on and nothing to coordinate every stamp is as it was."""
    still = small({name: {"office": name} for name in ("x", "y")}, {"m": comes("7/wd", [ROUTE[0], turns(0.0), *ROUTE[2:]])})
    plain, led = (run(lower(p.timeline(still, policies)), 3, 0, engine).cases for policies in ([], [p.SingleLead(lead_minutes=0)]))
    assert plain == led and len(plain["closed"]) > 150


def test_rewritten_by_hand():
    """The turn is gone and the first step coordinates; or the turn stands behind the acceptance."""
    new = p.SingleLead().apply(office_for(p.SingleLead)).matters["orphan"].route
    assert [getattr(node, "step", None) for node in new] == ["read", None, "do"] and str(new[0].effort[1]) == "constant(15 min)"
    stamped = p.SingleLead(passes_on=True).apply(office_for(p.SingleLead)).matters["orphan"].route
    assert [getattr(node, "step", None) for node in stamped] == ["read", None, "passed_on", "do"]
    with pytest.raises(PolicyRefused, match="choose"):
        p.SingleLead().apply(office())
