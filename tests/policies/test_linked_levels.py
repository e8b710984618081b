"""Linked levels: no post between them; or a decision booked before the paper arrives."""

import pytest
from paired import comes, office_of, small
from policy_office import office, office_for
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

LEVELS = office_of("linked_levels")
BOTH = pytest.mark.parametrize("engine", ["simpy", "lists"])


@BOTH
def test_linked_by_hand(engine):
    """Ten minutes below, a day on the way, ten above: next morning at 9:20, or at 9:20 the same; booked at 9:10 and finished next morning."""
    post = {"wait": {"step": "post", "length": "1 d"}}
    scenario = Scenario.model_validate(toy({"a": {}, "b": {}}, {"m": matter(["05 09:00"], [serve("below", "a", "10 min"), post, serve("above", "b", "10 min"), {"decide": {}}])}))

    def told(*policies: p.Policy) -> tuple:
        case = Told(run(lower(p.timeline(scenario, policies)), engine=engine))
        return case.stamps("decided")[0], case.stamps("closed")[0]

    assert told() == ("06 09:20", "06 09:20") and told(p.LinkedLevels()) == ("05 09:20", "05 09:20")
    assert told(p.LinkedLevels(paper_follows=True)) == ("05 09:10", "06 09:20")


@BOTH
def test_a_post_of_no_time_is_a_link(engine):
    """Where the post takes a moment and nothing is asked twice, linking changes no decision by more than that moment."""
    quick = small({"a": {}, "b": {}}, {"m": comes("8/wd", [serve("below", "a", "exp(20 min)"), {"wait": {"step": "post", "length": "0 s"}}, serve("above", "b", "exp(30 min)")])})
    plain, linked = (run(lower(p.timeline(quick, policies)), 3, 0, engine).cases for policies in ([], [p.LinkedLevels()]))
    assert list(plain["closed"]) == list(linked["closed"]) and len(plain["closed"]) > 200


def test_rewritten_by_hand():
    """The wait goes, the return behind it too; the first return, before acceptance, stays."""
    new = p.LinkedLevels().apply(LEVELS).matters["permit"].route
    assert [getattr(node, "step", None) for node in new] == ["below", None, "above", None, None]
    assert len(p.LinkedLevels(ask_once=False).apply(LEVELS).matters["permit"].route) == 6
    assert str(p.LinkedLevels(on_the_way_hours=3).apply(office_for(p.LinkedLevels)).matters["two_levels"].route[2].length) == "constant(3 h)"
    with pytest.raises(PolicyRefused, match="wait"):
        p.LinkedLevels().apply(office())
