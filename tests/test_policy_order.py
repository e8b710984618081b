"""The order in which policies are written never matters, and a dated one leaves the days before it alone."""

import datetime as dt
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policy_office import office, office_for

from xnsim import policies as p
from xnsim.labels import Label
from xnsim.policies import Policy, PolicyRefused, Stage, combine, describe, timeline
from xnsim.policies.differences import GONE, More, changes, clash, put_together, rebuilt
from xnsim.program.horizon import last_day
from xnsim.program import lower

OFFICE = office()
DAY = dt.date(2026, 1, 26)

TURNED = [
    *(policy() for policy in p.registry().values()),
    p.ABCover(form="mutual"), p.ABCover(efficiency=0.3), p.ABCover(offices=("land",), never_both_away=False),
    p.OneTimeNotice(minutes=10, matters=("renewal",)),
    p.ParallelApproval(joint_limit=True, lead="boss", collate_minutes=20),
    p.SilentApproval(acceptance=False, approval=True), p.SilentApproval(consent=True, consent_workdays=3),
    p.SilentApproval(acceptance=False, renewal=True, matters=("renewal",)),
    p.TimeLimit(workdays=3, matters=("licence",)), p.TimeLimit(factor=0.5, extension_share=0.05),
    p.UrgentClass(share=0.2, matters=("renewal",)),
]


class OneMore(Policy):
    """One more window; written in a notebook, in no folder."""

    key, label = "one_more", Label("增设窗口", "One more window")
    help = tradeoff = perverse = label
    stage, source = Stage.PEOPLE, ()

    desk: str = "window"
    by: int = 1

    def apply(self, scenario):
        """Return the scenario with more people at the desk."""
        desk = scenario.desks[self.desk]
        return scenario.changed(("desks", scenario.desks | {self.desk: desk.changed(("officers", desk.officers + self.by))}))


def outcome(written: list[Policy]) -> str:
    """The digest of the combined office, or the refusal."""
    try:
        return combine(office_for(*written), written).digest()
    except PolicyRefused as refused:
        return f"{refused.says.zh}\n{refused.says.en}"


@pytest.mark.parametrize("one, other", list(combinations(TURNED, 2)), ids=lambda policy: describe(policy).en)
def test_every_pair_commutes(one, other):
    """Written either way round, two policies give the same office or the same refusal with both names."""
    found = outcome([one, other])
    assert found == outcome([other, one])
    if "\n" in found:
        assert all(name in found for policy in (one, other) for name in (describe(policy).zh, describe(policy).en)), found


TAUGHT_FIRST = ("ab_cover", "one_time_notice", "parallel_approval", "silent_approval", "time_limit", "urgent_class")


def test_different_kinds_never_clash():
    """Any two of the policies that are taught first, as delivered, can be used together."""
    for one, other in combinations([p.registry()[key] for key in TAUGHT_FIRST], 2):
        assert len(outcome([one(), other()])) == 12, (one, other)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(TURNED), max_size=6), st.randoms(use_true_random=False))
def test_any_number_commutes(written, luck):
    """Any shuffle of any choice of policies comes to the same."""
    shuffled = luck.sample(written, len(written))
    assert outcome(written) == outcome(shuffled)


def test_two_limits_for_one_matter_are_refused():
    """The same field set differently: both names, the place, and the way out."""
    says = outcome([p.TimeLimit(factor=0.5), p.TimeLimit(factor=0.8)])
    assert "限时办结(factor=0.5)" in says and "限时办结(factor=0.8)" in says and "matters.licence.limits.promised" in says
    assert len(outcome([p.TimeLimit(factor=0.5, matters=("licence",)), p.TimeLimit(factor=0.8, matters=("renewal",))])) == 12


def test_additions_commute_and_are_sorted():
    """Cover rolled out office by office is the same office as cover for all, in the same order."""
    parts = [p.ABCover(offices=(name,)) for name in ("plan", "land")]
    together, apart = combine(OFFICE, [p.ABCover(), *parts]), combine(OFFICE, parts)
    assert together == apart and together.digest() == combine(OFFICE, [p.ABCover()]).digest()
    assert list(together.desks) == list(apart.desks) == [*OFFICE.desks, "land_b", "plan_b", "survey_b"]
    assert [cover.a for cover in together.cover] == sorted(cover.a for cover in together.cover)


def test_heads_add_up():
    """Two policies that each add a window make two more windows; the same one written twice adds one."""
    assert combine(OFFICE, [OneMore(), OneMore(by=2)]).desks["window"].officers == 5
    assert combine(OFFICE, [OneMore(), OneMore()]).desks["window"].officers == 3


def test_stages_follow_each_other():
    """The limit is cut after the joint limit has been set: 45 × 0.7 = 31.5, so 32 working days."""
    bare = office(("matters.licence.limits", {"statutory": "20 wd"}))
    both = combine(bare, [p.TimeLimit(matters=("licence",)), p.ParallelApproval(joint_limit=True)])
    assert str(both.matters["licence"].limits.promised) == "32 wd" and str(both.matters["licence"].limits.statutory) == "45 wd"


def test_silence_reaches_the_branches():
    """Deemed consent follows the steps into the parallel that another policy made, not to the collating lead."""
    both = combine(OFFICE, [p.SilentApproval(consent=True), p.ParallelApproval(lead="boss", collate_minutes=5)])
    fork, collate = both.matters["licence"].route[3].steps
    assert all(step.limit.exit == "deemed_consent" for branch in fork.branches.values() for step in branch.route)
    assert collate.limit is None


def test_a_contradiction_of_the_whole_is_refused():
    """A promise shorter than its own warning is refused with the policy's name and the reason."""
    warned = office(("matters.licence.limits.warn_before", "2 wd"))
    with pytest.raises(PolicyRefused, match=r"限时办结\(factor=0.1\).*预警"):
        combine(warned, [p.TimeLimit(factor=0.1)])


def test_nothing_is_nothing():
    """No policy leaves the very same scenario; no difference is no change."""
    assert combine(OFFICE, []) is OFFICE and timeline(OFFICE, []) == ((None, OFFICE),)
    assert changes(OFFICE, office()) == {} and rebuilt(OFFICE, {}) is OFFICE


def test_differences_by_hand():
    """A change is a place and what stands there now; a place inside another clashes with it."""
    new = office(("matters.licence.priority", 2), ("desks.window.officers", 3))
    found = changes(OFFICE, new)
    assert found == {("matters", "licence", "priority"): 2, ("desks", "window", "officers"): More(1)}
    assert rebuilt(OFFICE, found) == new and rebuilt(new, changes(new, OFFICE)) == OFFICE
    assert clash(found, {("matters", "licence"): GONE}) == ("matters", "licence")
    assert clash(found, found) is None and put_together([found, found])["desks", "window", "officers"] == More(2)
    fewer = changes(OFFICE, office(("desks.land.officers", [{"name": "乙"}])))
    assert fewer == {("desks", "land", "officers", "甲"): GONE}


# ---- dates ---------------------------------------------------------------------------


@pytest.mark.parametrize("policy", TURNED, ids=lambda policy: describe(policy).en)
def test_days_before_are_untouched(policy):
    """A policy dated from day d leaves the phase before d as it was, one dated to day d the phase after."""
    before = office_for(policy)
    first, second = timeline(before, [policy.changed(("start", DAY))])
    assert first == (None, before) and first[1].digest() == before.digest()
    assert second == (DAY, combine(before, [policy]))
    assert timeline(before, [policy.changed(("end", DAY))]) == ((None, second[1]), (DAY, before))


def test_phases_by_hand():
    """Cover from the 12th, a promise from the 19th to the 26th: four phases, [from, to)."""
    days = [dt.date(2026, 1, d) for d in (12, 19, 26)]
    cover, limit = p.ABCover(start=days[0]), p.TimeLimit(start=days[1], end=days[2])
    phases = timeline(OFFICE, [limit, cover])
    assert phases == timeline(OFFICE, [cover, limit])
    with_cover, with_both = combine(OFFICE, [cover]), combine(OFFICE, [cover, limit])
    assert phases == ((None, OFFICE), (days[0], with_cover), (days[1], with_both), (days[2], with_cover))
    assert timeline(OFFICE, [p.ABCover(end=days[1]), p.ABCover(start=days[1])]) == ((None, with_cover),), "no gap, no cut"


def test_clashing_policies_may_follow_each_other():
    """Two different limits are refused together, not one after the other."""
    phases = timeline(OFFICE, [p.TimeLimit(factor=0.5, end=DAY), p.TimeLimit(factor=0.8, start=DAY)])
    assert [(day, str(s.matters["licence"].limits.promised)) for day, s in phases] == [(None, "4 wd"), (DAY, "6 wd")]
    with pytest.raises(PolicyRefused, match="都要改"):
        timeline(OFFICE, [p.TimeLimit(factor=0.5, end=DAY), p.TimeLimit(factor=0.8, start=DAY - dt.timedelta(1))])


def test_last_day_by_hand():
    """Thirty working days from Monday 5 January without holidays end on Friday 13 February, as the program has it."""
    assert last_day(OFFICE) == dt.date(2026, 2, 13)
    around = office(("calendar", {"start": "2024-02-02", "holidays": "cn"}))
    continuous = office(("calendar.continuous", True), ("horizon.drain", "36 h"))
    assert last_day(continuous) == dt.date(2026, 1, 31)
    for scenario in (OFFICE, around, continuous):
        program = lower(scenario)
        assert last_day(scenario) == program.calendar.date_of(program.end - 1)


@pytest.mark.parametrize("start, end, word", [
    (DAY, DAY, "不晚于起期"), (DAY, DAY - dt.timedelta(1), "不晚于起期"), (None, dt.date(2026, 1, 5), "不晚于模拟的第一天"),
    (dt.date(2026, 2, 14), None, "2026-02-13"),
])
def test_dates_outside_the_run_are_refused(start, end, word):
    """To before from, over before the run, or beginning after it: refused with the dates."""
    with pytest.raises(PolicyRefused, match=word) as refused:
        timeline(OFFICE, [p.UrgentClass(start=start, end=end)])
    assert "Urgent cases first" in refused.value.says.en


def test_dates_beyond_the_run_are_clipped():
    """In force before the first day, or for longer than the run, is in force throughout."""
    always = timeline(OFFICE, [p.UrgentClass(start=dt.date(2020, 1, 1), end=dt.date(2030, 1, 1))])
    assert always == ((None, combine(OFFICE, [p.UrgentClass()])),)
    assert len(timeline(OFFICE, [p.UrgentClass(start=dt.date(2026, 2, 13))])) == 2
