"""First contact: a visitor at the wrong desk is guided on; or nobody answers."""

import pytest
from paired import comes, small
from policy_office import office, office_for
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario


ALL_WRONG = {"choose": {"step": "door", "options": [
    {"share": 1.0, "route": [{"serve": {"step": "vain", "desk": "b", "effort": "2 min", "trips": 1}},
                             {"wait": {"step": "again", "length": "1 d", "who": "applicant"}}]},
    {"share": 0.0, "route": []}]}}
ROUTE = [serve("look", "a", "22 min"), {"accept": {}}, serve("do", "a", "1 min")]


@pytest.mark.parametrize("engine", ["simpy", "lists"])
def test_guided_by_hand(engine):
    """In vain till 9:02, home for a day, done 9:25 next morning with two visits; guided for 4 minutes, done 9:27 with one."""
    scenario = Scenario.model_validate(toy({"a": {}, "b": {}}, {"m": matter(["05 09:00"], [ALL_WRONG, *ROUTE])}))
    plain, guided = (Told(run(lower(p.timeline(scenario, policies)), engine=engine)) for policies in ([], [p.FirstContact()]))
    assert plain.stamps("closed") == ["06 09:25"] and plain.case(0)["trips"] == 2
    assert guided.stamps("closed") == ["05 09:27"] and guided.case(0)["trips"] == 1


def test_nobody_misaddressed_is_nothing():
    """Where no visitor errs, guidance leaves every stamp as it was."""
    none = small({"a": {}, "b": {}}, {"m": comes("12/wd", [
        {"choose": ALL_WRONG["choose"] | {"options": [way | {"share": 1 - way["share"]} for way in ALL_WRONG["choose"]["options"]]}}, *ROUTE])})
    tables = [run(lower(p.timeline(none, policies)), 3, 0, "lists") for policies in ([], [p.FirstContact()])]
    assert tables[0].cases == tables[1].cases and len(tables[0].cases["closed"]) > 200


def test_refused_without_wrong_doors():
    """An office in which nobody goes wrong has no use for it, and says how to write it."""
    with pytest.raises(PolicyRefused, match="choose"):
        p.FirstContact().apply(office())
    route = p.FirstContact(avoidance=0.5).apply(office_for(p.FirstContact)).matters["wrong_door"].route
    avoid, guide = route[0].options[0].route
    assert avoid.options[0].share == 0.5 and avoid.options[0].route[0].outcome == "turned_away" and guide.trips == 0
