"""A good reason: late with one is counted apart; then everything has one."""

import pytest
from paired import office_of
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

LATE = office_of("good_reason")


def test_reasons_by_hand():
    """A tenth of what is open a day before its limit gets ten working days more, or ten days where the limit counts days."""
    new = p.GoodReason().apply(office()).matters
    told = [(str(new[name].extension.by), str(new[name].extension.ask_before), new[name].extension.probability) for name in ("licence", "renewal")]
    assert told == [("10 wd", "1 wd", 0.1), ("10 d", "1 d", 0.1)]


@pytest.mark.parametrize("engine", ["lists", "simpy"])
def test_a_reason_by_hand(engine):
    """Four days of work promised in three: without a reason late; with one there are ten days more, and the file is booked as extended."""
    scenario = Scenario.model_validate(toy({"a": {}}, {"m": matter(["05 09:00"], [serve("s", "a", "4 wd")], {"limits": {"promised": "3 wd"}})}))
    without, given = (Told(run(lower(p.timeline(scenario, [p.GoodReason(share=share)])), engine=engine)) for share in (0, 1))
    assert without.stamps("promised_due") == ["08 17:30"] and given.stamps("promised_due") == ["22 17:30"]
    assert (without.case(0)["extended"], given.case(0)["extended"]) == (0, 1)


def test_nobody_has_a_reason():
    """Identity: a share of nought moves no stamp and no due date."""
    plain, none = (run(lower(p.timeline(LATE, policies)), 3, 0, "lists").cases for policies in ([], [p.GoodReason(share=0)]))
    assert all(list(plain[name]) == list(none[name]) for name in ("closed", "promised_due", "extended"))


def test_refusals():
    """No limit to exceed, or one too short to explain anything before it ends."""
    with pytest.raises(PolicyRefused, match="时限"):
        p.GoodReason(matters=("licence",)).apply(office(("matters.licence.limits", {})))
    with pytest.raises(PolicyRefused, match="2个工作日"):
        p.GoodReason().apply(office(("matters.licence.limits.promised", "1 wd")))
