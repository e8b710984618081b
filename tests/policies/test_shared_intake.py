"""Shared intake: handed in once; or asked for by telephone."""

import pytest
from paired import comes, office_of, small
from policy_office import office, office_for
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

def back(step: str, probability: float) -> dict:
    """Papers sent home."""
    return {"return": {"step": step, "probability": probability, "turnaround": "exp(2 d)"}}


ROUTE = [serve("take", "w", "exp(10 min)"), back("mend", 0.2), {"accept": {}}, {"serve": {"step": "second", "desk": "x", "effort": "exp(20 min)", "trips": 1}},
         back("again", 0.4), {"decide": {}}]
OFFICE = office_of("shared_intake")
BOTH = pytest.mark.parametrize("engine", ["simpy", "lists"])


@BOTH
def test_handed_in_once_by_hand(engine):
    """Ten minutes here and ten there: at the same minute, but one visit instead of two."""
    scenario = Scenario.model_validate(toy({"a": {}, "b": {}}, {"m": matter(["05 09:00"], [
        serve("x", "a", "10 min"), {"serve": {"step": "y", "desk": "b", "effort": "10 min", "trips": 1}}])}))
    told = [Told(run(lower(p.timeline(scenario, policies)), engine=engine)) for policies in ([], [p.SharedIntake()])]
    assert [(x.stamps("closed"), x.case(0)["trips"]) for x in told] == [(["05 09:20"], 2), (["05 09:20"], 1)]


@BOTH
def test_where_nothing_was_asked_again_only_visits_change(engine):
    """Later counters that return nothing keep every stamp; the visit to them falls away."""
    scenario = small({"w": {"officers": 2}, "x": {"office": "x"}}, {"m": comes("9/wd", [*ROUTE[:4], {"decide": {}}])})
    plain, shared = (run(lower(p.timeline(scenario, policies)), 3, 0, engine).cases for policies in ([], [p.SharedIntake()]))
    assert [name for name in plain if list(plain[name]) != list(shared[name])] == ["trips"]


def test_rewritten_by_hand():
    """The second counter costs no visit, its return is gone, the first return stays; wrong doors are met by a guide."""
    new = p.SharedIntake().apply(OFFICE).matters["permit"].route
    assert [getattr(node, "step", None) for node in new] == ["take", "mend", None, "second", None] and new[3].trips == 0
    guided = p.SharedIntake().apply(office_for(p.FirstContact)).matters["wrong_door"].route[0].options[0].route
    assert [(node.step, node.desk) for node in guided] == [("misaddressed_guide", "window")]
    by_phone = p.SharedIntake(off_the_books=1).apply(OFFICE).matters["permit"].route
    assert by_phone[1].probability == 0 and [by_phone[i].step for i in (2, 5)] == ["off_books_mend", "off_books_again"]
    with pytest.raises(PolicyRefused, match="trips: 1"):
        p.SharedIntake(matters=("renewal",)).apply(office())
