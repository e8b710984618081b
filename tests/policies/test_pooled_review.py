"""Pooled review: one line for three; or the easy ones first."""

import pytest
from paired import comes, small
from policy_office import office, office_for
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

THREE = {name: {"office": name} for name in ("x", "y", "z")}
BOTH = pytest.mark.parametrize("engine", ["simpy", "lists"])


@BOTH
def test_one_line_by_hand(engine):
    """Two files at x and none at y, ninety minutes each: 10:30 and 12:00; in one line both till 10:30."""
    scenario = Scenario.model_validate(toy({"x": {}, "y": {}}, {
        "a": matter(["05 09:00", "05 09:00"], [serve("review", "x", "90 min")]), "b": matter(["06 09:00"], [serve("review", "y", "90 min")])}))

    def closed(*policies: p.Policy) -> list[str]:
        return Told(run(lower(p.timeline(scenario, policies)), engine=engine)).stamps("closed")

    assert closed() == ["05 10:30", "05 12:00", "06 10:30"]
    assert closed(p.PooledReview(efficiency=1)) == ["05 10:30", "05 10:30", "06 10:30"]
    assert closed(p.PooledReview(efficiency=0.9)) == ["05 10:40", "05 10:40", "06 10:40"]


@BOTH
def test_without_queues_pooling_changes_nothing(engine):
    """Where no desk has a limit of officers, one line is as good as three."""
    free = small({name: {"office": name, "officers": "unlimited"} for name in THREE}, {name: comes("5/wd", [serve("reconsider", name, "exp(60 min)")]) for name in THREE})
    plain, pooled = (run(lower(p.timeline(free, policies)), 3, 0, engine).cases for policies in ([], [p.PooledReview(efficiency=1)]))
    assert plain == pooled and len(plain["closed"]) > 300


def test_rewritten_by_hand():
    """Steps of one name come to the desk listed first, whose line the other's people serve too."""
    new = p.PooledReview().apply(office_for(p.PooledReview))
    assert [new.matters[name].route[0].desk for name in ("appeal_land", "appeal_plan")] == ["land", "land"]
    assert [(help_.officer, help_.desk) for help_ in new.helps] == [("丙", "land")]
    same = office_for(p.PooledReview)
    assert p.PooledReview(easy_first=True, desk="boss").apply(same).desks["boss"].order == "shortest"
    limited = same.changed(("matters", {name: matter.changed(("quota_order", True)) for name, matter in same.matters.items()}))
    assert p.PooledReview().apply(limited).helps
    with pytest.raises(PolicyRefused, match="第57条"):
        p.PooledReview(easy_first=True).apply(limited)
    with pytest.raises(PolicyRefused, match="同名"):
        p.PooledReview().apply(office())
    with pytest.raises(PolicyRefused, match="“sign”"):
        p.PooledReview(step="sign").apply(office_for(p.PooledReview))
