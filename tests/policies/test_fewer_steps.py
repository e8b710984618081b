"""Fewer steps: a step struck, and the step struck on paper only."""

import pytest
from paired import comes, small
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

LINE = [serve("look", "a", "1 h"), serve("count", "b", "30 min"), serve("sign", "c", "40 min")]
DESKS = {"a": {}, "b": {}, "c": {}}


def test_struck_by_hand():
    """Of reception, four reviews and a signature the ten minutes of land_sign go; a matter of two steps keeps both."""
    new = p.FewerSteps().apply(office())
    assert [node.step for node in new.matters["licence"].route[3].steps[:2]] == ["land_exam", "plan_exam"]
    assert new.matters["renewal"] == office().matters["renewal"]


@pytest.mark.parametrize("engine", ["lists", "simpy"])
def test_on_paper_only_by_hand(engine):
    """60 + 30 + 40 minutes are done at 11:10; without the count at 10:40; struck on paper only at 11:10 again."""
    scenario = Scenario.model_validate(toy(DESKS, {"m": matter(["05 09:00"], LINE)}))

    def closed(*policies: p.Policy) -> list[str]:
        return Told(run(lower(p.timeline(scenario, policies)), engine=engine)).stamps("closed")

    assert (closed(), closed(p.FewerSteps()), closed(p.FewerSteps(work_stays=True))) == (["05 11:10"], ["05 10:40"], ["05 11:10"])


def test_work_that_stays_keeps_its_luck():
    """Identity: with desks for everybody, striking a step and doing its work elsewhere changes no stamp."""
    desks = {name: {"officers": "unlimited"} for name in DESKS}
    random = [serve("look", "a", "exp(1 h)"), serve("count", "b", "exp(20 min)"), serve("sign", "c", "exp(40 min)")]
    scenario = small(desks, {"m": comes("5/wd", random)}, {"calendar": {"start": "2026-01-05", "holidays": "none", "continuous": True}})
    plain, moved = (run(lower(p.timeline(scenario, policies)), 3, 0, "lists").cases for policies in ([], [p.FewerSteps(work_stays=True)]))
    assert list(plain["closed"]) == list(moved["closed"])


def test_the_last_step_leaves_its_work_to_the_one_before():
    """Where the last step is struck, its work goes to the one before it."""
    new = p.FewerSteps(steps=("sign",), matters=("licence",), work_stays=True).apply(office()).matters["licence"]
    draw = new.route[3].steps[-1].steps[-1]
    assert draw.step == "draw" and draw.luck == ("draw", "sign") and len(draw.effort) == 2


def test_refusals():
    """Unknown steps, nothing left, and steps that papers are sent back to."""
    for steps, word in ((("sing",), "sing"), (("intake", "renew"), "一个不剩"), (("reception",), "reception")):
        policy = p.FewerSteps(steps=steps, matters=("renewal",) if word == "一个不剩" else ())
        if word == "reception":
            assert policy.apply(office()).matters["licence"].route[0] != office().matters["licence"].route[0], "its own return goes with it"
            continue
        with pytest.raises(PolicyRefused, match=word):
            policy.apply(office())
    again = {"return": {"step": "redo", "probability": 0.1, "turnaround": "1 d", "to": "land_sign"}}
    licence = office().to_dict()["matters"]["licence"]["route"]
    from_boss = office(("matters.licence.route", [*licence[:3], *licence[3]["series"], licence[4], again, licence[5]]))
    with pytest.raises(PolicyRefused, match="“land_sign”"):
        p.FewerSteps(steps=("land_sign",)).apply(from_boss)
    with pytest.raises(PolicyRefused, match="三个办理环节"):
        p.FewerSteps(matters=("renewal",)).apply(office())
