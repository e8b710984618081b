"""Done as promised: desks work to the promised day; a padded promise is always kept."""

import pytest
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario


def test_promise_by_hand():
    """Half of 20 working days and half of 30 days; every desk that is passed works to the day."""
    edits = [(f"desks.{name}.order", "due_first") for name in ("window", "land", "survey", "plan", "boss")]
    assert p.PromiseService().apply(office()) == office(
        ("matters.licence.limits.promised", "10 wd"), ("matters.renewal.limits.promised", "15 d"), *edits)


@pytest.mark.parametrize("engine", ["lists", "simpy"])
def test_due_first_by_hand(engine):
    """While one file is at work, a slow matter (20 days) and then a quick one (4) come in: the quick one goes first."""
    slow, quick = {"limits": {"statutory": "20 wd"}}, {"limits": {"statutory": "4 wd"}}
    matters = {"slow": matter(["05 09:00", "05 09:10"], [serve("s", "a", "1 h")], slow), "quick": matter(["05 09:20"], [serve("q", "a", "1 h")], quick)}
    scenario = Scenario.model_validate(toy({"a": {}}, matters))
    order = {name: [spell.split()[1] for spell in Told(run(lower(p.timeline(scenario, policies)), engine=engine)).spells]
             for name, policies in {"came": [], "due": [p.PromiseService()]}.items()}
    assert order == {"came": ["s", "s", "q"], "due": ["s", "q", "s"]}


def test_a_promise_alone_moves_nothing():
    """Identity: without working to the day no stamp moves."""
    plain, promised = (run(lower(p.timeline(office(), policies)), 3, 0, "lists") for policies in ([], [p.PromiseService(due_first=False)]))
    assert plain.services == promised.services and list(plain.cases["closed"]) == list(promised.cases["closed"])


def test_refusals():
    """There must be a limit to promise a share of; a desk that orders otherwise keeps its order."""
    with pytest.raises(PolicyRefused, match="statutory"):
        p.PromiseService(matters=("licence",)).apply(office(("matters.licence.limits", {})))
    assert p.PromiseService().apply(office(("desks.boss.order", "priority"))).desks["boss"].order == "priority"
