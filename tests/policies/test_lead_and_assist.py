"""Lead and assist: A leads, B answers within its own limit, and rides free where only A's clock is scored."""

import pytest
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

BOTH = pytest.mark.parametrize("engine", ["lists", "simpy"])
DESKS = {name: {"office": name} for name in "abc"}
SERIES = [{"series": [serve("x", "a", "1 h"), serve("y", "b", "2 h"), serve("z", "c", "1 h")]}]


def told(engine, policies, comes_at=("05 09:00",), route=SERIES):
    scenario = Scenario.model_validate(toy(DESKS, {"m": matter(list(comes_at), route, {"limits": {"promised": "3 wd"}})}))
    return Told(run(lower(p.timeline(scenario, policies)), engine=engine))


@BOTH
def test_a_leads_by_hand(engine):
    """One hour at A and C, two at B, all from 09:00; at 11:00 A collates for 30 minutes. One after the other: 14:30."""
    assert told(engine, []).stamps("closed") == ["05 14:30"]
    led = told(engine, [p.LeadAndAssist(collate_minutes=30)])
    assert led.spells[-1] == "0 collate_x a/1 05 11:00 > 05 11:30 done"
    assert led.stamps("closed") == ["05 11:30"]


@BOTH
def test_silence_by_hand(engine):
    """Two requests of two days each at B: waited for they end on Tuesday and Thursday; with a limit of a day both are consents on Tuesday at 17:30."""
    crowd = [{"series": [serve("x", "a", "1 h"), serve("y", "b", "2 wd")]}]
    waits, consents = (told(engine, [p.LeadAndAssist(reply_workdays=1, silence=silence, collate_minutes=0)], ["05 09:00"] * 2, crowd)
                       for silence in ("wait", "consent"))
    assert waits.stamps("closed") == ["06 17:30", "08 17:30"]
    assert consents.stamps("closed") == ["06 17:30", "06 17:30"] and consents.case(1)["deemed"] == 2


@BOTH
def test_put_off_by_hand(engine):
    """B leaves the request lying two days, then works till 11:00; the office's clock stands meanwhile, so a day of the limit is not counted."""
    late = told(engine, [p.LeadAndAssist(put_off_workdays=2, collate_minutes=0)])
    assert late.stamps("closed") == ["07 11:00"]
    assert late.case(0)["lost_s"] == 50 * 3600 and late.case(0)["lawful_s"] == 0
    assert late.stamps("promised_due") == ["09 17:30"] and late.stamps("verified_due") == ["08 17:30"]


def test_one_who_leads_alone_is_the_series():
    """Identity: where a series has one desk there is nobody to assist, and the policy says so."""
    alone = office(("matters.licence.route", [{"series": [serve("x", "land", "1 h"), serve("y", "land", "1 h")]}]))
    with pytest.raises(PolicyRefused, match="series"):
        p.LeadAndAssist().apply(alone)


def test_without_collation_and_limits_it_is_parallel_approval():
    """Identity: a lead who collates nothing, and assistants who are waited for, walk as parallel approval does."""
    plain = run(lower(p.timeline(office(), [p.ParallelApproval()])), 3, 0, "lists")
    led = run(lower(p.timeline(office(), [p.LeadAndAssist(collate_minutes=0)])), 3, 0, "lists")
    assert list(plain.cases["closed"]) == list(led.cases["closed"]) and list(plain.services["end"]) == list(led.services["end"])


def test_the_named_lead_collates():
    """The lead may be another desk than the first; unknown names and returns into a branch are refused."""
    fork, collate = p.LeadAndAssist(lead="plan").apply(office()).matters["licence"].route[3:5]
    assert collate.desk == "plan"
    assert [branch.route[0].limit is None for branch in fork.branches.values()] == [False, True, False]
    with pytest.raises(PolicyRefused, match="“plan”"):
        p.LeadAndAssist(lead="plam").apply(office())
