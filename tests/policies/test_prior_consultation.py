"""Prior consultation: agreed before the meeting; or accepted only once all have answered."""

import pytest
from paired import comes, small
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

DESKS = {name: {"office": name, "officers": 2} for name in ("a", "b", "c")}
BOARD = {"sessions": {"board": {"every": "5 wd"}}}
HEAR = {"gate": {"step": "hear", "session": "board"}}


def dispute(probability: float, at_most: int | None = None) -> dict:
    """The meeting sends it back to itself."""
    return {"return": {"step": "dispute", "probability": probability, "turnaround": "1 h", "to": "hear", "trips": 0, **({"at_most": at_most} if at_most else {})}}


MOTIONS = small(DESKS, {"m": comes("2/wd", [serve("draft", "a", "exp(1 h)"), {"accept": {}}, HEAR, dispute(0.5), serve("minute", "a", "10 min")])}, BOARD)


def test_asked_before_by_hand():
    """Disputed once at the meeting of the 6th, settled on the 7th at 09:10. Asked first (30 min), nobody disputes: the 6th, 09:10."""
    one = toy(DESKS, {"m": matter(["05 09:00"], [serve("draft", "a", "1 h"), HEAR, dispute(1.0, 1), serve("minute", "a", "10 min")])}, {"sessions": {"board": {"every": "1 wd"}}})
    scenario = Scenario.model_validate(one)
    asked = p.PriorConsultation(factor=0, reserved=0)
    plain, told = (Told(run(lower(p.timeline(scenario, policies)), engine="simpy")) for policies in ([], [asked]))
    assert plain.stamps("closed") == ["07 09:10"] and told.stamps("closed") == ["06 09:10"]
    answers = [spell for spell in told.spells if "consult" in spell]
    assert [" ".join(spell.split()[1:3]) for spell in sorted(answers)] == ["consult_b b/1", "consult_c c/1"] and all("05 10:00 >" in spell for spell in answers)


def test_a_reservation_misses_the_meeting():
    """Everybody has reservations and talks for days: no motion is heard by the next day's meeting that would have been."""
    new = p.PriorConsultation(reserved=1.0, asked=("b",)).apply(MOTIONS)
    ask = new.matters["m"].route[2]
    answer, talk = ask.branches["consult_b"].route
    assert list(ask.branches) == ["consult_b"] and str(answer.limit.within) == "5 wd" and str(talk.options[0].route[0].length) == "exp(3 wd)"
    assert new.matters["m"].route[4].probability == 0.1, "0.2 of 0.5"


def test_asking_in_an_instant_is_not_asking():
    """Identity: with unlimited colleagues who answer within the hour before a daily meeting, and as many disputes, every meeting hears the same."""
    free = small({"a": {"office": "a"}, "b": {"office": "b", "officers": "unlimited"}},
                 {"m": matter([f"{day:02d} 10:00" for day in range(20, 24)], [serve("draft", "a", "1 h"), HEAR, dispute(0.5), serve("minute", "a", "10 min")])},
                 {"sessions": {"board": {"every": "1 wd"}}})
    plain, asked = (run(lower(p.timeline(free, policies)), 3, 0, "simpy").cases for policies in ([], [p.PriorConsultation(factor=1, reserved=0, minutes=1)]))
    assert list(plain["closed"]) == list(asked["closed"]) and list(plain["returns"]) == list(asked["returns"])


def test_refusals():
    """No meeting, no dispute in it, nobody else to ask, a desk that is not there."""
    with pytest.raises(PolicyRefused, match="gate"):
        p.PriorConsultation().apply(office())
    with pytest.raises(PolicyRefused, match="asked"):
        p.PriorConsultation().apply(small({"a": {}}, {"m": comes("2/wd", [serve("draft", "a", "1 h"), HEAR, dispute(0.5)])}, BOARD))
    with pytest.raises(PolicyRefused, match="“a”"):
        p.PriorConsultation(asked=("aa",)).apply(MOTIONS)
