"""In order of profit: the gainful first, the gainless last, or never."""

import pytest
from paired import office_of
from policy_office import office

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower

LOADED = office_of("profit_order")


def test_order_by_hand():
    """A fifth above, a fifth below; every desk on the way serves by class; nothing is put by."""
    new = p.ProfitOrder(matters=("renewal",)).apply(office())
    assert {key: (cls.share, cls.priority) for key, cls in new.matters["renewal"].classes.items()} == {"gainful": (0.2, 1), "gainless": (0.2, -1)}
    assert new.desks["window"].order == new.desks["plan"].order == "priority" and new.desks["boss"].order == "fifo"
    assert new.matters["renewal"].route == office().matters["renewal"].route


@pytest.mark.parametrize("engine", ["lists", "simpy"])
def test_put_by_by_hand(engine):
    """Where nine in ten of the gainless are put by, no gainful case is, and some gainless ones are still done."""
    made = run(lower(p.timeline(LOADED, [p.ProfitOrder(shelved=0.9)])), 3, 0, engine)
    names = list(made.lowered.class_names)
    measured = [(names[cls], outcome) for cls, outcome, inside in zip(made.cases["cls"], made.cases["outcome"], made.cases["measured"]) if inside]
    still_open = {name: sum(1 for cls, outcome in measured if cls == name and not outcome) for name in names}
    done = sum(1 for cls, outcome in measured if cls == "gainless" and outcome)
    assert still_open["gainful"] == still_open["ordinary"] == 0 and still_open["gainless"] > 20 and 0 < done < still_open["gainless"]


def test_nobody_gains():
    """Identity: if nothing pays more or less, the line is what it was."""
    plain, none = (run(lower(p.timeline(office(), policies)), 3, 0, "lists") for policies in ([], [p.ProfitOrder(gainful=0, gainless=0)]))
    assert plain.services == none.services


def test_refusals():
    """Article 57, and classes that fill the matter already."""
    with pytest.raises(PolicyRefused, match="第57条"):
        p.ProfitOrder().apply(office(("matters.licence.quota_order", True)))
    with pytest.raises(PolicyRefused, match="超过1"):
        p.ProfitOrder().apply(office(("matters.renewal.classes", {"vip": {"share": 0.7}})))
