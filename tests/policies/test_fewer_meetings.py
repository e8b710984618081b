"""Fewer meetings: shorter absences, every other weekly meeting, a tenth of the papers; or fewer and longer."""

import pytest
from policy_office import office
from toy_office import Told, away, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario


def test_absences_by_hand():
    """Half of two days away is meetings, half of that falls away: 1.5 days; merged, both spans double."""
    new, merged = p.FewerMeetings().apply(office()), p.FewerMeetings(merged=True).apply(office())
    assert str(new.desks["survey"].absence.away) == "exp(1.5 wd)" and str(new.desks["survey"].absence.present) == "exp(18 wd)"
    assert (str(merged.desks["survey"].absence.present), str(merged.desks["survey"].absence.away)) == ("exp(36 wd)", "exp(4 wd)")
    assert new.desks["land"].officers[1].absence is None and new.matters == office().matters


@pytest.mark.parametrize("engine", ["lists", "simpy"])
def test_weekly_meetings_by_hand(engine):
    """Meetings on the 5th, 6th, 7th and 8th; every other one is dropped: an hour's work is done on the 6th instead of the 9th. Leave of a week stays."""
    officer = away("甲", (5, 6), (6, 7), (7, 8), (8, 9))
    scenario = Scenario.model_validate(toy({"a": {"officers": [officer]}}, {"m": matter(["05 09:00"], [serve("s", "a", "1 h")])}))
    plain, fewer = (Told(run(lower(p.timeline(scenario, policies)), engine=engine)).stamps("closed") for policies in ([], [p.FewerMeetings()]))
    assert (plain, fewer) == (["09 10:00"], ["06 10:00"])
    leave = Scenario.model_validate(toy({"a": {"officers": [away("甲", (5, 12))]}}, {"m": matter(["05 09:00"], [serve("s", "a", "1 h")])}))
    with pytest.raises(PolicyRefused, match="absence"):
        p.FewerMeetings().apply(leave)


def test_fewer_papers():
    """A tenth fewer papers come; who still comes is the same."""
    policy = p.FewerMeetings(papers=("renewal",))
    assert policy.apply(office()).matters["renewal"].arrivals.keep == 0.9
    plain, fewer = (set(zip(c["matter"], c["received"])) for c in (run(lower(p.timeline(office(), x)), 3, 0, "lists").cases for x in ([], [policy])))
    assert fewer < plain and {row for row in plain if row[0] == 0} <= fewer


def test_no_cut_is_no_change():
    """Identity: nothing cut changes nothing, and the policy says so; unknown offices and papers are refused."""
    for policy, word in ((p.FewerMeetings(cut=0), "absence"), (p.FewerMeetings(offices=("lamd",)), "“land”"), (p.FewerMeetings(papers=("renewals",)), "“renewal”")):
        with pytest.raises(PolicyRefused, match=word):
            policy.apply(office())
