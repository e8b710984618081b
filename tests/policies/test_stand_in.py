"""Stand-in on duty: a post that is never empty, and officers who are never there."""

import pytest
from paired import office_of
from policy_office import office
from toy_office import Told, away, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

THIN = office_of("stand_in")


@pytest.mark.parametrize("engine", ["lists", "simpy"])
def test_standing_in_by_hand(engine):
    """甲 is away on Monday and Tuesday; two hours of work: on Wednesday at 11:00, or by a stand-in at a quarter of the speed on Tuesday at 10:00."""
    scenario = Scenario.model_validate(toy({"a": {"officers": [away("甲", (5, 7))]}}, {"m": matter(["05 09:00"], [serve("s", "a", "2 h")])}))
    plain, stood = (Told(run(lower(p.timeline(scenario, policies)), engine=engine)).stamps("closed") for policies in ([], [p.StandIn()]))
    assert (plain, stood) == (["07 11:00"], ["06 10:00"])


def test_who_cannot_work_changes_nothing():
    """Identity: with an efficiency of nought a stand-in is a chair."""
    plain, chair = (run(lower(p.timeline(THIN, policies)), 3, 0, "lists") for policies in ([], [p.StandIn(efficiency=0)]))
    assert plain.services == chair.services and list(plain.cases["closed"]) == list(chair.cases["closed"])


def test_longer_away_by_hand():
    """Two working days away become six, for those who have absences; the stand-in has none."""
    new = p.StandIn(longer_away=3).apply(office())
    assert str(new.desks["land"].officers[0].absence.away) == str(new.desks["survey"].absence.away) == "exp(6 wd)"
    assert new.desks["land"].officers[1].absence is None and new.desks["land_b"].absence is None


def test_refusals():
    """Nobody away, and offices that are not there, under the policy's own name."""
    with pytest.raises(PolicyRefused, match="顶替值守.*“gov”"):
        p.StandIn(offices=("gov",)).apply(office())
