"""Each policy rewrites the office as a clerk with a pencil would; the toy office shows it exactly."""

import re

import pytest
from policy_office import AWAY, OFFICE, office

from xnsim import policies
from xnsim.policies import PolicyRefused
from xnsim.policies.base import Policy
from xnsim.scenario.model import Scenario

ROUTE = OFFICE["matters"]["licence"]["route"]
EXAMS = ROUTE[3]["series"]
HAN = re.compile(r"[\u4e00-\u9fff]")


def serve(step: str, desk: str, effort: str, limit: dict | None = None) -> dict:
    return {"serve": {"step": step, "desk": desk, "effort": effort} | ({"limit": limit} if limit else {})}


def refusal(policy: Policy, scenario: Scenario | None = None) -> str:
    """The Chinese reason of a refusal; the English one must be there too."""
    with pytest.raises(PolicyRefused) as caught:
        policies.combine(scenario or office(), [policy])
    says = caught.value.says
    assert HAN.search(says.zh) and says.en and policy.label.zh in says.zh and policy.label.en in says.en
    return says.zh


# ---- parallel approval ---------------------------------------------------------------


PARALLEL = {"branches": {
    "land_exam": {"route": [EXAMS[0], EXAMS[2]]},
    "plan_exam": {"route": [EXAMS[1]]},
    "measure": {"route": EXAMS[3]["series"]}}}


def test_parallel_by_hand():
    """One branch a desk, in its old order; the inner series stays together; names of steps are kept."""
    assert policies.ParallelApproval().apply(office()) == office(("matters.licence.route.3", {"parallel": PARALLEL}))


def test_parallel_with_a_lead():
    """The lead examines with the others and collates after the slowest, in a step of its own."""
    policy = policies.ParallelApproval(lead="plan", collate_minutes=15)
    collate = {"serve": {"step": "collate_land_exam", "desk": "plan", "effort": "lognormal(15 min, cv 1)",
                         "name": {"zh": "牵头汇总", "en": "Collating"}}}
    assert policy.apply(office()) == office(
        ("matters.licence.route.3", {"series": [{"parallel": PARALLEL}, collate]}))


def test_parallel_joint_limit():
    """On request the limit of 45 working days applies, where two offices take part."""
    policy = policies.ParallelApproval(joint_limit=True)
    assert policy.apply(office()).matters["licence"].limits.statutory.amount == 45
    assert policy.apply(office(("desks.plan.office", "land"))).matters["licence"].limits.statutory.amount == 20
    assert "45 个工作日" in refusal(policy, office(("matters.licence.limits", {"promised": "50 wd"})))


@pytest.mark.parametrize("series, branches", [
    ([serve("a", "land", "1 h"), serve("b", "land", "1 h")], None),
    ([serve("a", "land", "1 h"), {"wait": {"step": "w", "length": "1 d"}}, serve("b", "plan", "1 h")], None),
    ([{"series": [serve("a", "land", "1 h"), serve("b", "plan", "1 h")]}], ["a", "b"]),
], ids=["one desk", "a wait between", "only the inner one"])
def test_parallel_leaves_what_cannot_be_parted(series, branches):
    """Steps at one desk and series with something else in them stay; an inner series is found."""
    scenario = office(("matters.licence.route", [{"series": series}]))
    if branches is None:
        assert "series" in refusal(policies.ParallelApproval(), scenario)
    else:
        node = policies.ParallelApproval().apply(scenario).matters["licence"].route[0].steps[0]
        assert list(node.branches) == branches


def test_parallel_refusals():
    """No lead for the collating time, unknown names, nothing to part, and returns into a branch are refused."""
    assert "牵头岗位" in refusal(policies.ParallelApproval(collate_minutes=5))
    assert "“land”" in refusal(policies.ParallelApproval(lead="lamd"))
    assert "“licence”" in refusal(policies.ParallelApproval(matters=("licens",)))
    assert "“renewal”" in refusal(policies.ParallelApproval(matters=("renewal",)))
    for to in ({}, {"to": "plan_exam"}):
        back = {"return": {"step": "redo", "probability": 0.1, "turnaround": "1 d"} | to}
        assert "“redo”" in refusal(policies.ParallelApproval(), office(("matters.licence.route", [*ROUTE[:4], back, *ROUTE[4:]])))


# ---- one-time notice -----------------------------------------------------------------


def test_notice_by_hand():
    """0.3 × 0.3 = 0.09; seen 0.4 becomes 0.9 and all is said; three minutes more at each check."""
    assert policies.OneTimeNotice().apply(office()) == office(
        ("matters.licence.route.0.serve.effort", "exp(20 min) + constant(3 min)"),
        ("matters.licence.route.1.return.probability", 0.09),
        ("matters.renewal.route.0.serve.effort", "exp(10 min) + constant(3 min)"),
        ("matters.renewal.route.1.return.defects", {"mean": 0.8, "seen": 0.9, "notice": "all"}))


def test_notice_over_listing():
    """Asking for too much: 0.09 + 0.91 × 0.2 = 0.272, and 0.2 papers more on average; no minutes, no change of effort."""
    policy = policies.OneTimeNotice(minutes=0, over_listing=0.2, seen=0.3)
    assert policy.apply(office()) == office(
        ("matters.licence.route.1.return.probability", 0.09 + 0.91 * 0.2),
        ("matters.renewal.route.1.return.defects", {"mean": 1.0, "seen": 0.4, "notice": "all"}))
    assert "return" in refusal(policies.OneTimeNotice(), office(("matters", {"licence": OFFICE["matters"]["licence"] | {"route": ROUTE[3:]}})))


# ---- promised limit ------------------------------------------------------------------


def test_limit_by_hand():
    """7 × 0.7 = 4.9, so 5 working days; without a promise 30 d × 0.7 = 21 d of the statute's."""
    assert policies.TimeLimit().apply(office()) == office(
        ("matters.licence.limits.promised", "5 wd"), ("matters.renewal.limits.promised", "21 d"))


def test_limit_set_and_extended():
    """A promise of 3 working days; 4 % ask, two days ahead, for ten more, in the statute's own unit."""
    policy = policies.TimeLimit(workdays=3, extension_share=0.04)
    asks = {"probability": 0.04, "approval": "exp(1 wd)"}
    assert policy.apply(office()) == office(
        ("matters.licence.limits.promised", "3 wd"), ("matters.renewal.limits.promised", "3 wd"),
        ("matters.licence.extension", {"by": "10 wd", "ask_before": "2 wd"} | asks),
        ("matters.renewal.extension", {"by": "10 d", "ask_before": "2 d"} | asks))


def test_limit_never_beyond_the_statute():
    """A promise longer than the statute is refused, and so is cutting where there is no limit."""
    assert "长于法定时限 20 个工作日" in refusal(policies.TimeLimit(workdays=21))
    assert policies.TimeLimit(workdays=20, matters=("licence",)).apply(office()).matters["licence"].limits.promised.amount == 20
    bare = office(("matters.licence.limits", {}), ("matters.renewal.limits", {}))
    assert "workdays" in refusal(policies.TimeLimit(), bare) and "“renewal”" in refusal(policies.TimeLimit(matters=("renewal",)), bare)
    assert "延期" in refusal(policies.TimeLimit(workdays=5, extension_share=0.1), bare), "an extension needs a statutory limit"


def test_limit_stays_whole_and_positive():
    """A twentieth of 7 working days is still one day; hours may be broken."""
    tiny = policies.TimeLimit(factor=0.05)
    assert str(tiny.apply(office()).matters["licence"].limits.promised) == "1 wd"
    assert str(tiny.apply(office(("matters.licence.limits.promised", "168 h"))).matters["licence"].limits.promised) == "8.4 h"


# ---- AB cover, urgent cases, silence -------------------------------------------------


def test_stand_in_by_hand():
    """Three are sometimes away, three stand-ins come, each at a post no route visits, with A's own hours."""
    rest = {"efficiency": 0.7, "delay": "0.25 wd"}
    stand_ins = {"land_b": "land", "survey_b": "survey", "plan_b": "plan"}
    desks = {name: {"office": OFFICE["desks"][of]["office"], "name": {"zh": f"{of}B岗", "en": f"{of}, stand-ins"},
                    "officers": [{"name": f"{name}/1"} | ({"hours": ["09:00-12:00"]} if of == "plan" else {})]} for name, of in stand_ins.items()}
    assert policies.ABCover().apply(office()) == office(
        ("desks", OFFICE["desks"] | desks),
        ("cover", [{"a": "甲", "b": "land_b/1"} | rest, {"a": "survey/1", "b": "survey_b/1"} | rest, {"a": "丙", "b": "plan_b/1"} | rest]))


def test_mutual_by_hand():
    """Land and survey share an office and cover each other; 丙 is alone in his and stays uncovered."""
    policy = policies.ABCover(form="mutual", efficiency=0.5, hand_over_delay=0, hand_back="when_done")
    rest = {"efficiency": 0.5, "hand_back": "when_done"}
    assert policy.apply(office()) == office(
        ("cover", [{"a": "甲", "b": "survey/1"} | rest, {"a": "survey/1", "b": "甲"} | rest]), ("never_both_away", [["甲", "survey/1"]]))
    assert policy.changed(("never_both_away", False)).apply(office()).never_both_away == ()


def test_mutual_in_a_ring_and_among_colleagues():
    """Three desks of one office cover each other in a ring; colleagues at one desk only may not leave together."""
    ring = policies.ABCover(form="mutual").apply(office(("desks.plan.office", "land")))
    assert [(c.a, c.b) for c in ring.cover] == [("甲", "survey/1"), ("survey/1", "丙"), ("丙", "甲")]
    assert ring.never_both_away == (("甲", "survey/1"), ("survey/1", "丙"), ("甲", "丙"))
    alone = policies.ABCover(form="mutual", offices=("hall",)).apply(office(("desks.window", {"officers": 3, "absence": AWAY})))
    assert alone.cover == () and alone.never_both_away == (("window/1", "window/2"), ("window/1", "window/3"))


def test_cover_refusals():
    """Nobody away, no second desk, an unknown office, and a name already taken are refused."""
    assert "“gov”" in refusal(policies.ABCover(offices=("gov",)))
    assert "第二个岗位" in refusal(policies.ABCover(form="mutual", offices=("plan",)))
    assert "“land”" in refusal(policies.ABCover(offices=("lnad",)))
    assert "“plan_b”" in refusal(policies.ABCover(), office(("desks.plan_b", {"office": "plan"})))


def test_urgent_by_hand():
    """A class with 5 % and priority 1; every desk on the way serves by priority, the others stay."""
    urgent = {"urgent": {"share": 0.05, "priority": 1, "name": {"zh": "特急", "en": "Urgent"}}}
    assert policies.UrgentClass(matters=("renewal",)).apply(office()) == office(
        ("matters.renewal.classes", urgent), ("desks.window.order", "priority"), ("desks.plan.order", "priority"))


def test_urgent_refusals():
    """Article 57, shares above one, and a desk that orders otherwise are refused with the reason."""
    limited = office(("matters.licence.quota_order", True))
    assert "第57条" in refusal(policies.UrgentClass(), limited)
    assert policies.UrgentClass(matters=("renewal",)).apply(limited).matters["licence"].classes == {}
    assert "超过1" in refusal(policies.UrgentClass(share=0.5), office(("matters.renewal.classes", {"vip": {"share": 0.6}})))
    assert "due_first" in refusal(policies.UrgentClass(), office(("desks.boss.order", "due_first")))


def test_silence_by_hand():
    """Acceptance within 5 working days at licences (renewals have no accept step); consent at each desk of the series."""
    limit = {"within": "15 wd", "exit": "deemed_consent", "in_hand": "finish"}
    limited = [serve(**node["serve"], limit=limit) for node in (*EXAMS[:3], *EXAMS[3]["series"])]
    assert policies.SilentApproval(consent=True, in_hand="finish").apply(office()) == office(
        ("matters.licence.limits.acceptance", "5 wd"),
        ("matters.licence.on_expiry", [{"limit": "acceptance", "exit": "deemed_accepted", "in_hand": "finish"}]),
        ("matters.licence.route.3.series", [*limited[:3], {"series": limited[3:]}]))


def test_silence_renewal_and_approval():
    """Renewal ends at the statutory limit, approval at the promised one here; it goes on to deliver where there is one, or to the paper that comes later."""
    renewal = policies.SilentApproval(acceptance=False, renewal=True, matters=("renewal",), paper_workdays=0)
    assert renewal.apply(office()) == office(("matters.renewal.on_expiry", [{"limit": "statutory", "exit": "deemed_renewed"}]))
    approval = policies.SilentApproval(acceptance=False, approval=True, approval_limit="promised", paper_workdays=0)
    rule = {"limit": "promised", "exit": "deemed_approved", "go_to": "deliver"}
    assert approval.apply(office()) == office(("matters.licence.on_expiry", [rule]))
    later = renewal.changed(("paper_workdays", 1.0)).apply(office()).matters["renewal"]
    assert later.on_expiry[0].go_to == "deliver"
    ordinary, paper = later.route[-1].options
    assert (ordinary.share, ordinary.route, paper.share, str(paper.route[0].takes.spans[0])) == (1, (), 0, "1 wd")


def test_silence_refusals():
    """One limit ends in one way; a switch that can do nothing says so; no switch at all is refused."""
    assert "一种后果" in refusal(policies.SilentApproval(renewal=True, approval=True))
    taken = office(("matters.licence.on_expiry", [{"limit": "statutory", "exit": "lapsed"}]))
    assert "lapsed" in refusal(policies.SilentApproval(approval=True), taken)
    assert "会办环节" in refusal(policies.SilentApproval(consent=True, matters=("renewal",)))
    assert "accept" in refusal(policies.SilentApproval(matters=("renewal",)))
