"""The published guide: fewer wrong papers; or half the list."""

import pytest
from paired import office_of
from policy_office import office, office_for
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

OFFICE = office_of("published_guide")
BOTH = pytest.mark.parametrize("engine", ["simpy", "lists"])


@BOTH
def test_a_guide_by_hand(engine):
    """One hour a week over five cases a week is twelve minutes each: 9:10 becomes 9:22."""
    one = Scenario.model_validate(toy({"w": {}}, {"m": matter(["05 09:00"], [serve("take", "w", "10 min"), {"return": {"step": "r", "probability": 0.0, "turnaround": "1 d"}}])}))
    rated = one.changed(("matters", {"m": one.matters["m"].changed(("arrivals", OFFICE.matters["permit"].sources[0].changed(("poisson", type(OFFICE.matters["permit"].sources[0].poisson)(1, "wd")))))}))
    new = p.PublishedGuide().apply(rated)
    told = new.changed(("matters", {"m": new.matters["m"].changed(("arrivals", one.matters["m"].arrivals))}))
    assert Told(run(lower(told), engine=engine)).stamps("closed") == ["05 09:22"]


@BOTH
def test_a_guide_nobody_heeds_is_nothing(engine):
    """No effect and no upkeep leave every stamp as it was."""
    none = p.PublishedGuide(factor=1, wrong_doors=1, upkeep_hours=0)
    plain, same = (run(lower(p.timeline(OFFICE, policies)), 3, 0, engine) for policies in ([], [none]))
    assert plain.cases == same.cases and plain.services == same.services


def test_rewritten_by_hand():
    """0.3 × 0.7 returns, 0.15 × 0.5 at the wrong door; half told: none before acceptance, 0.21 after it."""
    new = p.PublishedGuide().apply(office_for(p.FirstContact))
    assert new.matters["licence"].route[1].probability == pytest.approx(0.21)
    assert [option.share for option in new.matters["wrong_door"].route[0].options] == [0.075, 0.925]
    half = p.PublishedGuide(half_told=1).apply(office()).matters["licence"].route
    assert half[1].probability == 0 and half[3].step == "asked_later_supplement" and half[3].options[0].share == pytest.approx(0.21)
    with pytest.raises(PolicyRefused, match="return"):
        p.PublishedGuide(matters=("renewal",)).apply(office(("matters.renewal.route.1", {"wait": {"step": "w", "length": "1 d"}})))
