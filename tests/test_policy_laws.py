"""What a policy may not change: laws of identity on the same applicants, each with its condition."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from policy_office import OFFICE, office, office_for

from xnsim import policies as p
from xnsim.engines import Run, run
from xnsim.policies import Policy, combine, describe, timeline
from xnsim.program import lower
from xnsim.scenario.model import Scenario

BOTH = pytest.mark.parametrize("engine", ["lists", "simpy"])
SEED = 11
DAY = date(2026, 1, 26)
LIMIT_COLUMNS = {"promised_due", "statutory_due", "verified_due", "lost_promised", "lawful_promised", "extended"}
BUSIER = (("matters.renewal.arrivals.poisson", "3/wd"), ("desks.plan", {"office": "plan", "absence": OFFICE["desks"]["survey"]["absence"]}))
BUSY = office(*BUSIER)


def go(scenario: Scenario, engine: str, *policies: Policy) -> Run:
    program = lower(timeline(scenario, policies))
    return run(program, SEED, 0, engine)


def columns(table: Any, but: set[str] = frozenset()) -> dict[str, list[int]]:
    return {name: list(table[name]) for name in table if name not in but}


def same_cases(one: Run, other: Run, but: set[str] = frozenset()) -> bool:
    return columns(one.cases, but) == columns(other.cases, but)


def spells(found: Run) -> dict[str, list[Any]]:
    """The table of spells, its steps by name: a step that nobody comes to moves the numbers of the others."""
    return columns(found.services) | {"step": [found.lowered.steps[step] for step in found.services["step"]]}


def edited(change: Any) -> Scenario:
    """The busy office with its plain data changed in place."""
    data = deepcopy(BUSY.to_dict())
    change(data)
    return Scenario.model_validate(data)


def efforts(found: Run) -> dict[tuple[int, str, int], int]:
    """Effort of every finished service, by case, step and pass."""
    done: dict[tuple[int, str, int], int] = {}
    finished, s = set(), found.services
    for case, step, round_, effort, how in zip(s["case"], s["step"], s["round"], s["effort_done_s"], s["how"]):
        key = (case, found.lowered.steps[step], round_)
        done[key] = done.get(key, 0) + effort
        finished |= {key} if how == 0 else set()
    return {key: effort for key, effort in done.items() if key in finished}


# ---- limits --------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("policy", [p.TimeLimit(), p.TimeLimit(workdays=2), p.TimeLimit(extension_share=0.5)], ids=["cut", "set", "extended"])
def test_a_limit_alone_moves_nothing(engine, policy):
    """A promise cut, with nothing that acts on it, leaves every stamp and every spell as it was."""
    plain, cut = go(BUSY, engine), go(BUSY, engine, policy)
    assert plain.services == cut.services and same_cases(plain, cut, LIMIT_COLUMNS)
    assert list(plain.cases["promised_due"]) != list(cut.cases["promised_due"])


@BOTH
def test_a_limit_acts_through_the_order_of_the_line(engine):
    """The condition matters: where a desk takes the file due first, the same cut moves the stamps."""
    by_date = edited(lambda data: data["desks"]["plan"].update(order="due_first"))
    plain, cut = go(by_date, engine), go(by_date, engine, p.TimeLimit(workdays=1, matters=("renewal",)))
    assert not same_cases(plain, cut, LIMIT_COLUMNS)


@BOTH
def test_a_default_that_never_comes_is_none(engine):
    """Deemed approval after a limit longer than the run is no deemed approval."""
    far = office(("matters.licence.limits", {"statutory": "250 wd"}), ("matters.renewal.limits", {"statutory": "250 wd"}))
    plain, silent = go(far, engine), go(far, engine, p.SilentApproval(acceptance=False, approval=True))
    assert spells(plain) == spells(silent) and same_cases(plain, silent)
    assert any(go(BUSY, engine, p.SilentApproval(acceptance=False, approval=True, approval_limit="promised")).cases["deemed"])


# ---- people --------------------------------------------------------------------------


def never_absent(data: dict[str, Any]) -> None:
    for desk in data["desks"].values():
        desk.pop("absence", None)
        for officer in desk["officers"] if isinstance(desk.get("officers"), list) else ():
            officer.pop("absence", None)


@BOTH
def test_a_perfect_stand_in_is_no_absence(engine):
    """With e = 1, no hand-over and a B without work of his own, every case fares as if nobody were ever away."""
    covered = go(BUSY, engine, p.ABCover(efficiency=1, hand_over_delay=0))
    assert same_cases(covered, go(edited(never_absent), engine), {"spells"})
    assert not same_cases(covered, go(BUSY, engine), {"spells"}), "absence matters here"


@BOTH
def test_a_b_in_name_only_is_none(engine):
    """With e = 0 a stand-in changes nothing."""
    plain, nominal = go(BUSY, engine), go(BUSY, engine, p.ABCover(efficiency=0))
    assert plain.services == nominal.services and same_cases(plain, nominal)


@BOTH
@pytest.mark.parametrize("share", [0, 1])
def test_nobody_or_everybody_urgent_is_first_come(engine, share):
    """If no case is urgent, or all are, the line is what it was."""
    plain, urgent = go(BUSY, engine), go(BUSY, engine, p.UrgentClass(share=share))
    assert plain.services == urgent.services and same_cases(plain, urgent, {"cls"})
    assert set(urgent.cases["cls"]) == {share}


@BOTH
def test_effort_times_wait_is_conserved(engine):
    """One officer, no pre-emption: whoever goes first, effort × wait adds up to the same when the line is empty again."""
    data = deepcopy(OFFICE)
    data["calendar"]["continuous"] = True
    data["desks"] = {"desk": {}}
    arrivals = [f"2026-01-05T{8 + k // 4:02}:{k % 4 * 15:02}" for k in range(40)]
    data["matters"] = {"licence": {"arrivals": {"table": arrivals}, "route": [{"serve": {"step": "work", "desk": "desk", "effort": "exp(20 min)"}}]}}
    scenario = Scenario.model_validate(data)

    def cost(found: Run) -> int:
        received = dict(zip(found.cases["case"], found.cases["received"]))
        s = found.services
        return sum(e * (start - received[case]) for case, e, start in zip(s["case"], s["effort_done_s"], s["start"]))

    plain, urgent = go(scenario, engine), go(scenario, engine, p.UrgentClass(share=0.3))
    assert set(plain.services["how"]) == {0} and 0 not in plain.cases["outcome"]
    assert plain.services != urgent.services and cost(plain) == cost(urgent) > 0


# ---- routes --------------------------------------------------------------------------


@BOTH
def test_no_return_is_no_loop(engine):
    """A notice after which nobody is sent back is a route without the return."""
    never = go(BUSY, engine, p.OneTimeNotice(factor=0, minutes=0, matters=("licence",)))
    without = go(edited(lambda data: data["matters"]["licence"]["route"].pop(1)), engine)
    assert columns(never.services, {"step"}) == columns(without.services, {"step"}), "only the number of a step may differ"
    assert efforts(never) == efforts(without) and same_cases(never, without)


@BOTH
def test_parallel_keeps_every_case_its_luck(engine):
    """Each case brings the same effort to each step, whether departments work one after the other or at once."""
    series, parallel = efforts(go(BUSY, engine)), efforts(go(BUSY, engine, p.ParallelApproval()))
    both = series.keys() & parallel.keys()
    assert len(both) > 300 and {step for _, step, _ in both} >= {"land_exam", "plan_exam", "land_sign", "measure", "draw"}
    assert all(series[key] == parallel[key] for key in both)


@BOTH
def test_without_queues_parallel_is_the_slowest_branch(engine):
    """At desks without a limit of officers a case takes its longest branch instead of the sum, to the second."""
    data = deepcopy(OFFICE)
    data["calendar"]["continuous"] = True
    data["desks"] = {name: {"officers": "unlimited"} for name in OFFICE["desks"]}
    scenario = Scenario.model_validate(data)
    runs = [go(scenario, engine, *policies) for policies in ((), (p.ParallelApproval(),))]
    branches = (("land_exam", "land_sign"), ("plan_exam",), ("measure", "draw"))
    work = efforts(runs[0])
    decided = [case for case, at in enumerate(runs[0].cases["decided"]) if at >= 0 and runs[0].cases["matter"][case] == 0]
    for case in decided:
        spans = [sum(work[case, step, 0] for step in branch) for branch in branches]
        sign = work[case, "sign", 0]
        took = [found.cases["decided"][case] - found.cases["accepted"][case] for found in runs]
        assert took == [sum(spans) + sign, max(spans) + sign]
    assert len(decided) > 30


@BOTH
def test_one_branch_at_once_is_a_series(engine):
    """A parallel of one branch is the series itself."""

    def one_branch(data: dict[str, Any]) -> None:
        route = data["matters"]["licence"]["route"]
        route[3] = {"parallel": {"branches": {"all": {"route": [route[3]]}}}}

    plain, single = go(BUSY, engine), go(edited(one_branch), engine)
    assert same_cases(plain, single) and columns(plain.services, {"branch"}) == columns(single.services, {"branch"})


# ---- dates ---------------------------------------------------------------------------

DATED = [*(policy() for policy in p.registry().values()), p.ABCover(form="mutual"),
         p.ABCover(form="mutual", never_both_away=False), p.ParallelApproval(lead="boss", collate_minutes=30),
         p.SilentApproval(consent=True, consent_workdays=2), p.SilentApproval(acceptance=False, approval=True)]


@BOTH
@pytest.mark.parametrize("policy", DATED, ids=lambda policy: describe(policy).en)
def test_days_before_a_policy_are_identical(engine, policy):
    """Until the day it begins nothing differs: the same cases, the same spells; and old cases keep the old route."""
    scenario = office_for(policy, edits=BUSIER)
    plain, dated = go(scenario, engine), go(scenario, engine, policy.changed(("start", DAY)))
    midnight = (DAY - scenario.calendar.start).days * 86_400

    def before(found: Run, table: Any, until: str) -> list[tuple[Any, ...]]:
        named = columns(table)
        if "step" in named:
            named["step"] = [found.lowered.steps[step] for step in table["step"]]
        return [row for row, end in zip(zip(*named.values()), table[until]) if 0 <= end < midnight]

    assert before(plain, plain.cases, "closed") == before(dated, dated.cases, "closed") != []
    assert before(plain, plain.services, "end") == before(dated, dated.services, "end")
    came = [[at for at in found.cases["received"] if at < midnight] for found in (plain, dated)]
    assert came[0] == came[1] != [], "nobody else comes before that day"
    old = {case for case, at in enumerate(dated.cases["received"]) if at < midnight}
    steps = {case: set() for case in old}
    for case, branch in zip(dated.services["case"], dated.services["branch"]):
        if case in old:
            steps[case].add(branch)
    assert all(branches <= {0} for branches in steps.values()), "no old case walks in branches"


def test_both_orders_run_alike():
    """Written either way round, all policies that go together leave the same tables."""
    each: list[Policy] = []
    for policy in p.registry().values():
        try:
            combine(BUSY, [*each, policy()])
            each.append(policy())
        except p.PolicyRefused:
            continue
    assert len(each) >= 6
    programs = [lower(combine(BUSY, written)) for written in (each, each[::-1])]
    engine = "lists"
    one, other = (run(program, SEED, 0, engine) for program in programs)
    assert one.cases == other.cases and one.services == other.services
