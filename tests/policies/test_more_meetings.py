"""More meetings: half the wait, twice the hours; or passed in principle."""

import pytest
from paired import comes, small
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

HEAR = {"gate": {"step": "hear", "session": "board"}}
ROUTE = [{"accept": {}}, HEAR, serve("minute", "a", "exp(1 h)")]
OFTEN = small({"a": {"office": "a"}}, {"m": comes("4/wd", ROUTE)}, {"sessions": {"board": {"every": "4 wd"}}})


def test_half_the_interval_by_hand():
    """Every second day: heard on the 7th, an hour's work till 10:00. Every day, 3.5 h each of 7: the 6th, at 0.75 of the pace (3.5 of 14 more hours): 10:20."""
    scenario = Scenario.model_validate(toy({"a": {"office": "a"}}, {"m": matter(["05 09:00"], [HEAR, serve("minute", "a", "1 h")])}, {"sessions": {"board": {"every": "2 wd"}}}))
    plain, more = (Told(run(lower(p.timeline(scenario, policies)), engine="simpy")) for policies in ([], [p.MoreMeetings(hours=3.5)]))
    assert plain.stamps("closed") == ["07 10:00"] and more.stamps("closed") == ["06 10:20"]


def test_a_longer_interval_gives_hours_back():
    """At twice the interval 2 h in 28 (four days of 7 h) become 2 h in 56: the rest is time for the desk."""
    new = p.MoreMeetings(factor=2).apply(OFTEN)
    assert str(new.sessions["board"].every) == "8 wd" and new.desks["a"].pace[0].speed == pytest.approx(1 + 2 / 28 - 2 / 56, abs=1e-6)
    assert p.MoreMeetings(factor=2, members=("a",)).apply(OFTEN) == new


def test_meetings_nobody_waits_for_that_take_no_time():
    """Identity: where no file waits for a session and a meeting takes no hours, nothing changes."""
    idle = office(("sessions", {"board": {"every": "4 wd"}}))
    plain, more = (run(lower(p.timeline(idle, policies)), 3, 0, "lists") for policies in ([], [p.MoreMeetings(hours=0)]))
    assert plain.cases == more.cases and plain.services == more.services


def test_refusals():
    """No sessions, a session that is not there, and people who would do nothing but meet."""
    with pytest.raises(PolicyRefused, match="sessions"):
        p.MoreMeetings().apply(office())
    with pytest.raises(PolicyRefused, match="“board”"):
        p.MoreMeetings(sessions=("bord",)).apply(OFTEN)
    with pytest.raises(PolicyRefused, match="整天都在开会"):
        p.MoreMeetings(factor=0.1, hours=10).apply(OFTEN)
