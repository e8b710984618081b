"""Simplified review: simple cases end with who examines them; or hard ones do too."""

import pytest
from paired import comes, office_of, small
from policy_office import office
from toy_office import Told, matter, serve, toy

from xnsim import policies as p
from xnsim.engines import run
from xnsim.policies import PolicyRefused
from xnsim.program import lower
from xnsim.scenario.model import Scenario

DESKS = {"examine": {}, "section": {}, "head": {}}
ROW = [serve("look", "examine", "exp(2 h)"), serve("check", "section", "exp(2 h)"), serve("sign", "head", "exp(2 h)")]
REVIEWS = office_of("simplified_review")


def test_the_short_way_by_hand():
    """An hour each: 12:00 by the full procedure; 10:00 where all cases are simple, and due in 30 calendar days instead of 60."""
    row = [serve("look", "examine", "1 h"), serve("check", "section", "1 h"), serve("sign", "head", "1 h")]
    scenario = Scenario.model_validate(toy(DESKS, {"review": matter(["05 09:00"], [{"accept": {}}, *row, {"decide": {}}])}))
    full, simple = (Told(run(lower(p.timeline(scenario, [p.SimplifiedReview(simple=share)])), engine="simpy")) for share in (0, 1))
    assert full.stamps("closed") == ["05 12:00"] and simple.stamps("closed") == ["05 10:00"]
    due = [told.case(0)["promised_due"] // 86400 for told in (full, simple)]
    assert due[0] - due[1] == 30 and simple.case(0)["statutory_due"] == full.case(0)["promised_due"]


def test_nobody_simple_is_the_full_procedure():
    """Identity: with no simple case every spell and stamp but the limits is as before."""
    plain, none = (run(lower(p.timeline(REVIEWS, policies)), 3, 0, "simpy") for policies in ([], [p.SimplifiedReview(simple=0)]))
    assert list(plain.services["start"]) == list(none.services["start"]) and list(plain.cases["decided"]) == list(none.cases["decided"])


def test_rewritten_by_hand():
    """The examination stays, approvals are for the full procedure; papers sent back to an approval go to the examiner."""
    back = {"return": {"step": "back", "probability": 0.2, "turnaround": "exp(2 d)"}}
    new = p.combine(small(DESKS, {"review": comes("2/wd", [{"accept": {}}, *ROW, back, {"decide": {}}])}), [p.SimplifiedReview()]).matters["review"]
    assert [getattr(node, "step", "-") for node in new.route] == ["-", "simple_limit", "look", "check_full", "sign_full", "back", "-"]
    assert new.route[5].to == "look" and new.classes["full_procedure"].share == 0.6 and str(new.limits.statutory) == "60 d"


def test_refusals():
    """One step before the decision: nothing to spare."""
    with pytest.raises(PolicyRefused, match="审批"):
        p.SimplifiedReview().apply(office(("matters", {"m": matter(["05 09:00"], [serve("s", "window", "1 h")])})))
