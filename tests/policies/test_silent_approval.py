"""Silence means consent: hard cases left lying, and the refusal by reflex on the last day."""

import pytest
from paired import assert_moves, comes, small
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario
from xnsim.study import compare

APPROVAL = p.SilentApproval(approval=True, approval_limit="promised")


def test_left_lying_by_hand():
    """Behind the acceptance, 30 % go nowhere; the others go on as before."""
    accept, choose = APPROVAL.changed(("left_lying", 0.3)).apply(office()).matters["licence"].route[2:4]
    assert [option.share for option in choose.options] == [0.3, 0.7]
    assert choose.options[0].route[0].step == "left_lying" and choose.options[1].route == ()


@pytest.mark.parametrize("engine", ["simpy", "lists"])
@pytest.mark.parametrize("policy, told", [
    (APPROVAL, "approved 0"), (APPROVAL.changed(("left_lying", 1.0)), "deemed approved 4"),
    (APPROVAL.changed(("left_lying", 1.0), ("reflex_refusal", True)), "refused 32"),
])
def test_nobody_touches_it_and_it_passes(engine, policy, told):
    """One hour of work, promised in two working days: done; passed untouched on Wednesday at 17:30, the paper a working day later; or refused on the day."""
    found = one_case(engine, policy, [{"accept": {}}, serve("s", "a", "1 h"), {"deliver": {}}])
    assert f"{found.outcomes[0]} {found.case(0)['deemed']}" == told
    decided, closed = {"approved 0": ("05 10:00", "05 10:00"), "deemed approved 4": ("07 17:30", "08 17:30"), "refused 32": ("07 17:30", "07 17:30")}[told]
    assert found.stamps("decided") == [decided] and found.stamps("closed") == [closed]


@pytest.mark.parametrize("engine", ["simpy", "lists"])
@pytest.mark.parametrize("deliver", [[], [{"deliver": {}}], [{"deliver": {"takes": "1 h"}}, serve("file", "a", "30 min")]])
def test_the_paper_after_a_default_by_hand(engine, deliver):
    """Passed on Wednesday at 17:30; issued half a working day later, 3 h 30 min: Thursday 14:00; at once with 0. Ordinary delivery is as it was."""
    lapsed = APPROVAL.changed(("left_lying", 1.0), ("paper_workdays", 0.5))
    later, at_once = (one_case(engine, policy, [{"accept": {}}, serve("s", "a", "1 h"), *deliver]) for policy in (lapsed, lapsed.changed(("paper_workdays", 0))))
    assert later.stamps("decided") == at_once.stamps("decided") == ["07 17:30"]
    assert later.stamps("delivered") == ["08 14:00"] and at_once.stamps("delivered") == (["08 10:00"] if len(deliver) > 1 else ["07 17:30"])
    route = [{"accept": {}}, serve("s", "a", "1 h"), *deliver]
    plain, in_time = one_case(engine, None, route), one_case(engine, APPROVAL, route)
    assert plain.stamps("delivered") == in_time.stamps("delivered") and plain.stamps("closed") == in_time.stamps("closed")


def test_the_paper_moves_the_delivery_and_nothing_else():
    """Where defaults are common, a working day to the paper lengthens what applicants wait and leaves the rate on time as it is."""
    busy = small({"a": {}}, {"m": comes("8/wd", [{"accept": {}}, serve("s", "a", "exp(1 h)"), {"deliver": {}}], {"promised": "1 wd"})})
    found = assert_moves(busy, [APPROVAL.changed(("paper_workdays", 0))], [APPROVAL], ["+total_days"])
    rates = compare(busy, {"0": [APPROVAL.changed(("paper_workdays", 0))], "1": [APPROVAL]}, 5, seed=5, indicators=("on_time_rate", "deemed_share"),
                    engine="lists", threads=1).values
    assert found.values and rates["0"]["on_time_rate"] == rates["1"]["on_time_rate"] and rates["0"]["deemed_share"] == rates["1"]["deemed_share"] > [0] * 5


@pytest.mark.parametrize("engine", ["simpy", "lists"])
def test_called_to_account_by_hand(engine):
    """The paper is out on Thursday at 17:30 and the talk begins a second later: half an hour at the desk that answers, when it has finished what it had in hand, before a file of Monday."""
    route = [serve("take", "w", "10 min"), {"accept": {}}, serve("s", "a", "4 wd"), {"deliver": {}}]
    lapsed = APPROVAL.changed(("talk_minutes", 30.0), ("matters", ("m",)), ("in_hand", "finish"))
    waits = {"m": matter(["05 09:00"], route, {"limits": {"promised": "2 wd"}}), "other": matter(["05 09:20"], [serve("o", "a", "1 h")])}
    scenario = Scenario.model_validate(toy({"w": {}, "a": {}}, waits))
    found = Told(run(lower(p.timeline(scenario, [lapsed])), engine=engine))
    assert found.stamps("delivered")[0] == "08 17:30" and found.stamps("received")[2] == "08 17:30:01"
    assert [spell[2:] for spell in found.spells if " a/1 " in spell] == [
        "s a/1 05 09:10 > 09 09:10 moot", "talk a/1 09 09:10 > 09 09:40 done", "o a/1 09 09:40 > 09 10:40 done"]


def test_nobody_is_called_to_account_for_what_is_in_time():
    """A case done within its promise gives rise to no talk; a refusal by reflex to none either; and none is asked for by default."""
    quick = one_case("lists", APPROVAL.changed(("talk_minutes", 30.0)), [{"accept": {}}, serve("s", "a", "1 h"), {"deliver": {}}])
    assert len(quick.outcomes) == 1 and len(quick.services) == 1
    assert "talk_licence" not in APPROVAL.apply(office()).matters
    assert "talk_licence" not in APPROVAL.changed(("talk_minutes", 30.0), ("reflex_refusal", True)).apply(office()).matters


def one_case(engine, policy, route):
    """One case of Monday 09:00, promised in two working days."""
    scenario = Scenario.model_validate(toy({"a": {}}, {"m": matter(["05 09:00"], route, {"limits": {"promised": "2 wd"}})}))
    return Told(run(lower(p.timeline(scenario, [policy] if policy else [])), engine=engine))


def test_switches_without_a_default_are_refused():
    """Where nothing passes by default nothing can be left to lapse."""
    for policy in (p.SilentApproval(left_lying=0.2), p.SilentApproval(reflex_refusal=True)):
        with pytest.raises(PolicyRefused, match="approval"):
            policy.apply(office())
