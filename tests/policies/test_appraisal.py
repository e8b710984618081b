"""Appraisal: faster as its day comes near; then effort is only moved to before the day."""

import pytest
from paired import assert_in_name_only, assert_moves
from policy_office import office
from supervised_office import READ_MONTHLY
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.policies.pulses import average, rests
from xnsim.program import lower
from xnsim.scenario.model import Scenario

MONTHLY = p.Appraisal(every_workdays=22)


def test_the_day_by_hand():
    """Appraised each fifth day at double pace, half the push a day before: an hour takes 30 min on Friday the 9th, 40 on Thursday, 3600/1.063 s on Monday."""
    def took(day: str) -> str:
        scenario = Scenario.model_validate(toy({"a": {}}, {"m": matter([f"{day} 09:00"], [serve("s", "a", "1 h")])}))
        weekly = p.Appraisal(every_workdays=5, rise=2, half_life=1)
        return Told(run(lower(p.timeline(scenario, [weekly])), engine="simpy")).stamps("closed")[0]

    assert [took(day) for day in ("08", "09", "12")] == ["08 09:40", "09 09:30", "12 09:56:27"]


def test_a_round_paid_for_by_hand():
    """Five days at 2, 1.5, 1.25, 1.125, 1.0625: 1.3875 on average; at slack 1 the days between are so slow that a round is as fast as before."""
    assert average(5, 2, 1) == pytest.approx(1.3875)
    assert rests(5, 2, 1, 1)[0].speed == pytest.approx(1 / 1.3875, abs=1e-6) and rests(5, 2, 1, 0) == ()


def test_no_push_is_nothing():
    """Identity: a pace of 1 on the day leaves every stamp."""
    tables = [run(lower(p.timeline(READ_MONTHLY, policies)), 3, 0, "simpy") for policies in ([], [p.Appraisal(rise=1)])]
    assert tables[0].cases == tables[1].cases and tables[0].services == tables[1].services


def test_refusals():
    """An office that is not there, and desks that have a push already."""
    with pytest.raises(PolicyRefused, match="“gov”"):
        p.Appraisal(offices=("gv",)).apply(office())
    with pytest.raises(PolicyRefused, match="绩效考核.*pace_every"):
        p.Appraisal().apply(office(("desks.plan.pace_every", {"every": "22 wd", "rise": 1.1, "half_life": "5 wd"})))
    assert {name for name, desk in p.Appraisal(offices=("land",)).apply(office()).desks.items() if desk.pace_every} == {"land", "survey"}


def test_appraisal_moves_what_it_says():
    """Faster, more on time."""
    assert_moves(READ_MONTHLY, [], [MONTHLY], MONTHLY.moves)


def test_the_year_end_rush():
    """Effort moved to before the day: the closing rate of the period betters, the time does not."""
    assert_in_name_only(READ_MONTHLY, MONTHLY)
