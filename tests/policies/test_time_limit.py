"""Promised limit: the clock that starts anew at a return, and the extension as a matter of course."""

import pytest
from paired import assert_moves, office_of
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.program import lower
from xnsim.scenario.model import Scenario

LOADED = office_of("time_limit")


def test_late_return_by_hand():
    """A return behind the last desk, once, with a fresh clock or one stopped outside art. 45."""
    policy = p.TimeLimit(late_return=0.5, late_clock="unlawful_pause")
    sign, late = policy.apply(office()).matters["licence"].route[4:6]
    assert (sign.step, late.step, late.probability, late.at_most, late.clock) == ("sign", "sign_late", 0.5, 1, "unlawful_pause")
    assert p.TimeLimit(late_return=0).apply(office()) == p.TimeLimit().apply(office())


@pytest.mark.parametrize("engine", ["simpy", "lists"])
def test_a_reset_makes_a_late_case_punctual(engine):
    """Served on Monday, sent back to Thursday: on the office's clock a day, on the law's three; promised was one."""
    scenario = Scenario.model_validate(toy({"a": {}}, {"m": matter(["05 09:00"], [serve("s", "a", "1 h")], {"limits": {"promised": "1 wd", "statutory": "20 wd"}})}))
    plain = Told(run(lower(p.timeline(scenario, [])), engine=engine)).case(0)
    gamed = Told(run(lower(p.timeline(scenario, [p.TimeLimit(factor=1, late_return=1)])), engine=engine)).case(0)
    assert plain["decided"] <= plain["promised_due"] == plain["verified_due"]
    assert gamed["resets"] == 1 and gamed["decided"] > gamed["verified_due"] == plain["promised_due"]
    assert gamed["decided"] <= gamed["promised_due"] and gamed["clock_start"] > plain["clock_start"]


def test_a_clock_stopped_outside_the_law_shows():
    """Half the cases come back for papers at the end, with the clock stopped: fewer on time on the law's clock, and what was stopped is told."""
    assert_moves(LOADED, [p.TimeLimit()], [p.TimeLimit(late_return=0.5, late_clock="unlawful_pause")], ("-verified_on_time_rate", "+unlawful_pause_share"))


def test_routine_extension():
    """Everybody asks for ten days more: all on time, and every other case extended."""
    assert_moves(LOADED, [p.TimeLimit()], [p.TimeLimit(extension_share=1)], ("+on_time_rate", "+extension_rate"))
