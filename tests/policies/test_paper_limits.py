"""Limits for papers: five working days, ten days, and the explanation that counts."""

import pytest
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

BARE = (("matters.licence.limits", {}), ("matters.renewal.limits", {}))


def test_limits_by_hand():
    """Several departments: 10 calendar days (or working days, by switch); one after the other in one: 5 working days; its own limit stays."""
    for unit in ("d", "wd"):
        new = p.PaperLimits(consult_unit=unit).apply(office(*BARE)).matters
        assert [str(new[name].limits.promised) for name in ("licence", "renewal")] == [f"10 {unit}", "5 wd"]
    assert p.PaperLimits().apply(office()).matters["licence"] == office().matters["licence"], "its own 7 working days stay"


@pytest.mark.parametrize("engine", ["lists", "simpy"])
def test_explained_by_hand(engine):
    """Three weeks of work promised in five days: late on Monday the 12th, or explained and never late."""
    scenario = Scenario.model_validate(toy({"a": {}}, {"m": matter(["05 09:00"], [serve("s", "a", "15 wd")])}))
    late, explained = (Told(run(lower(p.timeline(scenario, [p.PaperLimits(explanation_counts=counts)])), engine=engine)).case(0) for counts in (False, True))
    assert late["closed"] == explained["closed"] > late["promised_due"] and late["extended"] == 0
    assert explained["closed"] < explained["promised_due"] and explained["extended"] == 1


def test_a_limit_alone_moves_nothing():
    """Identity: no stamp of any case moves, with or without explanations."""
    runs = [run(lower(p.timeline(office(*BARE), policies)), 3, 0, "lists") for policies in (
        [], [p.PaperLimits()], [p.PaperLimits(explanation_counts=True, consult_unit="wd")])]
    assert runs[0].services == runs[1].services == runs[2].services


def test_refusals():
    """Papers with limits of their own, limits beyond the statute, and limits in two units."""
    with pytest.raises(PolicyRefused, match="promised"):
        p.PaperLimits(matters=("licence",)).apply(office())
    with pytest.raises(PolicyRefused, match="长于法定时限"):
        p.PaperLimits(limit_workdays=9).apply(office(("matters.renewal.limits", {"statutory": "8 wd"})))
    with pytest.raises(PolicyRefused, match="同一单位"):
        p.PaperLimits(explanation_counts=True, matters=("renewal",)).apply(office())
