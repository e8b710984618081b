"""Every suggestion answered; or answered and not done."""

import pytest
from paired import office_of
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

DESK = {"a": {"office": "a"}}
HANDLED = office_of("reply_promise")


def test_booked_done_answered_by_hand():
    """An hour's work, with five minutes of booking before it and an answer after it; due in three months, on the 5th of April (a Sunday: the 6th)."""
    scenario = Scenario.model_validate(toy(DESK, {"m": matter(["05 09:00"], [{"accept": {}}, serve("do", "a", "1 h")])}))
    told = Told(run(lower(p.timeline(scenario, [p.ReplyPromise(dissatisfied=0)])), engine="lists"))
    assert [spell.split()[1] for spell in told.spells] == ["booked_do", "do", "reply_do"] and told.spells[1] == "0 do a/1 05 09:05 > 05 10:05 done"
    assert told.case(0)["promised_due"] // 86400 == 91


def test_done_again_by_hand():
    """Everybody is dissatisfied once: booked, done and answered twice, and the months begin with the second time."""
    scenario = Scenario.model_validate(toy(DESK, {"m": matter(["05 09:00"], [{"accept": {}}, serve("do", "a", "1 h")])}))
    told = Told(run(lower(p.timeline(scenario, [p.ReplyPromise(dissatisfied=1)])), engine="lists"))
    assert [spell.split()[1] for spell in told.spells] == ["booked_do", "do", "reply_do"] * 2 and told.case(0)["returns"] == 1
    assert told.case(0)["clock_start"] > told.case(0)["accepted"]


def test_the_deed_keeps_its_luck():
    """Identity: the first time round everybody has as much work done as without the promise."""
    plain, told = (run(lower(p.timeline(HANDLED, policies)), 3, 0, "lists") for policies in ([], [p.ReplyPromise()]))

    def work(made) -> dict:
        return {int(c): int(e) for c, s, r, e in zip(*(made.services[k] for k in ("case", "step", "round", "effort_done_s"))) if made.lowered.steps[s] == "handle" and r == 0}

    assert work(plain).items() <= work(told).items() and len(work(plain)) > 50


def test_refusals():
    """Permits have limits of their own; named matters are taken, unless nobody works on them."""
    limited = office(("matters", {"m": matter(["05 09:00"], [serve("s", "window", "1 h")], {"limits": {"statutory": "20 wd"}})}))
    with pytest.raises(PolicyRefused, match="matters"):
        p.ReplyPromise().apply(limited)
    with pytest.raises(PolicyRefused, match="“m”"):
        p.ReplyPromise(matters=("m",)).apply(limited)
