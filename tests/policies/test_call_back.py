"""Call-backs: a sample is rung up, what was badly done is done again; then only the content are called."""

import pytest
from paired import assert_moves, assert_perverse, comes, small
from policy_office import QUALITY, office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

HALL = small({"hall": {}, "b": {}}, {"m": comes("6/wd", [serve("s", "hall", "exp(30 min)"), serve("t", "b", "exp(30 min)")], {"promised": "3 wd"},
                                                {"quality": {"eligible": 0.7, "approve_wrong": 0.3, "refuse_wrong": 0.05}})})
OFTEN = p.CallBack(sample=0.3)


def test_called_by_hand():
    """Closed at 09:10, rung up a second later for five minutes, and done again for half an hour at the desk that answers for it."""
    scenario = Scenario.model_validate(toy({"a": {"officers": [{"name": "甲"}]}}, {"m": matter(["05 09:00"], [serve("s", "a", "10 min")])}))
    assert Told(run(lower(p.timeline(scenario, [p.CallBack(sample=1, reopened=1)])), engine="simpy")).spells == [
        "0 s 甲 05 09:00 > 05 09:10 done", "1 call 甲 05 09:10:01 > 05 09:15:01 done", "1 redo 甲 05 09:15:01 > 05 09:45:01 done"]


def test_found_and_graded_by_hand():
    """A tenth called, half of the wrong noticed: 0.05. Who is called rates: 1 − 0.8 × 0.9 = 0.28. Only the content: none found, and two sevenths fewer complaints × 0.9."""
    judged = office(("matters.licence.quality", QUALITY))
    honest, friendly = (p.CallBack(friendly=share).apply(judged) for share in (0, 1))
    assert honest.matters["licence"].quality.discovery.probability == 0.05 and honest.ratings.response_rate == pytest.approx(0.28)
    assert friendly.matters["licence"].quality.discovery.probability == 0 and friendly.ratings.unhappy_answer == pytest.approx(1 - 2 / 7)
    assert honest.matters["licence"].route[-1].step == "called_back" and honest.ratings.unhappy_answer == 1


def test_calls_from_elsewhere_change_no_case():
    """Identity: called by a desk that does nothing else, with nothing done again, every applicant's stamps stand."""
    phones = HALL.changed(("desks", {**HALL.desks, "phones": HALL.desks["b"]}))
    plain, called = (run(lower(p.timeline(phones, policies)), 3, 0, "simpy").cases for policies in ([], [p.CallBack(window="phones", reopened=0)]))
    own = [row for row, parent in enumerate(called["parent"]) if parent < 0]
    assert len(own) == plain.rows < called.rows
    assert all([called[name][row] for row in own] == list(plain[name]) for name in ("closed", "decided", "outcome", "spells"))


def test_refusals():
    """A desk that is not there, and an office without a hall."""
    with pytest.raises(PolicyRefused, match="“window”"):
        p.CallBack(window="windw").apply(office())
    with pytest.raises(PolicyRefused, match="跟踪回访.*大厅"):
        p.CallBack().apply(office(("desks.window.office", "land")))


def test_call_backs_move_what_they_say():
    """More wrong decisions come to light, more rate, and the hall is busier."""
    assert_moves(HALL, [], [OFTEN], OFTEN.moves)


def test_only_the_content_are_called():
    """Satisfaction goes up, fewer wrong decisions are found."""
    assert_perverse(HALL, OFTEN)
