"""Silence means consent: hard cases left lying, and the refusal by reflex on the last day."""

import pytest
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

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
    """One hour of work, promised in two working days: done, or passed (or refused) untouched on Wednesday at 17:30."""
    route = [{"accept": {}}, serve("s", "a", "1 h"), {"deliver": {}}]
    scenario = Scenario.model_validate(toy({"a": {}}, {"m": matter(["05 09:00"], route, {"limits": {"promised": "2 wd"}})}))
    found = Told(run(lower(p.timeline(scenario, [policy])), engine=engine))
    assert f"{found.outcomes[0]} {found.case(0)['deemed']}" == told
    assert found.stamps("closed") == (["05 10:00"] if told == "approved 0" else ["07 17:30"])


def test_switches_without_a_default_are_refused():
    """Where nothing passes by default nothing can be left to lapse."""
    for policy in (p.SilentApproval(left_lying=0.2), p.SilentApproval(reflex_refusal=True)):
        with pytest.raises(PolicyRefused, match="approval"):
            policy.apply(office())
