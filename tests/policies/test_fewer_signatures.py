"""Fewer signatures: handler, section head, deputy, head; and the word that is asked for first."""

import pytest
from paired import office_of
from policy_office import NEEDS, office, office_for
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

DESKS = {name: {} for name in ("clerk", "section", "deputy", "head")}
LAYERS = [serve("handle", "clerk", "1 h"), serve("first", "section", "10 min"), serve("second", "deputy", "20 min"), serve("third", "head", "30 min")]


def test_layers_by_hand():
    """The toy ladder: of three signatures after the handler the lowest stays; the send-back of the deputy goes with the deputy."""
    new = p.FewerSignatures().apply(office_for(p.FewerSignatures)).matters["ladder"]
    assert [node.step for node in new.route[:2]] == ["handle", "section_sign"] and len(new.route) == 3
    assert NEEDS["fewer_signatures"][0][0] == "matters.ladder"


@pytest.mark.parametrize("engine", ["lists", "simpy"])
@pytest.mark.parametrize("layers, closed", [(3, "05 11:00"), (2, "05 10:30"), (1, "05 10:10"), (0, "05 10:00")])
def test_each_layer_by_hand(engine, layers, closed):
    """60 minutes of work, then 10, 20 and 30 minutes of signing."""
    scenario = Scenario.model_validate(toy(DESKS, {"m": matter(["05 09:00"], LAYERS)}))
    policies = [p.FewerSignatures(layers=layers)] if layers < 3 else []
    assert Told(run(lower(p.timeline(scenario, policies)), engine=engine)).stamps("closed") == [closed]


def test_named_signatures_and_refusals():
    """Signatures may be named, from the lowest up; where there are none to strike the policy says so."""
    new = p.FewerSignatures(steps=("land_sign", "sign"), layers=1, matters=("licence",)).apply(office()).matters["licence"]
    assert len(new.route) == 5 and new.route[3] == office().matters["licence"].route[3]
    with pytest.raises(PolicyRefused, match="steps"):
        p.FewerSignatures().apply(office())
    back = {"return": {"step": "redo", "probability": 0.1, "turnaround": "1 h", "to": "second"}}
    stuck = Scenario.model_validate(toy(DESKS, {"m": matter(["05 09:00"], [*LAYERS, back])}))
    with pytest.raises(PolicyRefused, match="“second”"):
        p.FewerSignatures(steps=("second",), layers=0).apply(stuck)


def test_asking_first_costs_what_signing_cost():
    """Identity: a word asked for takes every case as long as the signature it replaces."""
    plain, asked = (run(lower(p.timeline(OFFICE, policies)), 3, 0, "lists").cases for policies in ([], [p.FewerSignatures(asked_first=True)]))
    assert list(plain["closed"]) == list(asked["closed"]) and list(plain["lost_s"]) != list(asked["lost_s"])

OFFICE = office_of("fewer_signatures")
