"""Several policies at once, each from its day to its day: the order they are written in never matters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import combinations

from xnsim.labels import Label, Lang
from xnsim.policies.base import Policy, PolicyRefused
from xnsim.policies.desk_words import place_named, reason
from xnsim.policies.differences import Path, changes, clash, put_together, rebuilt, signed
from xnsim.program.horizon import last_day
from xnsim.scenario.check import check
from xnsim.scenario.model import Scenario

Timeline = tuple[tuple[dt.date | None, Scenario], ...]
DATES = {"start", "end"}


def combine(scenario: Scenario, policies: Sequence[Policy]) -> Scenario:
    """Return the scenario with all these institutions in force, whatever their dates.

    Stage by stage: the policies of one stage each look at the same scenario, and their
    changes are put together. Two that want the same thing differently raise
    ``PolicyRefused`` with both names. The same policy written twice counts once.
    """
    found = scenario
    for stage in sorted({policy.stage for policy in policies}):
        here = _sorted(policy for policy in policies if policy.stage == stage)
        wanted = [(policy, signed(changes(found, _applied(policy, found, scenario, policies)), policy.key)) for policy in here]
        for (one, its), (other, others) in combinations(wanted, 2):
            place = clash(its, others)
            if place is not None:
                raise _clashing(one, other, place, found)
        found = rebuilt(found, put_together([its for _, its in wanted]))
    return found if found is scenario else _stands(scenario, found, policies)


def _applied(policy: Policy, found: Scenario, scenario: Scenario, policies: Sequence[Policy]) -> Scenario:
    """Apply a policy to what earlier stages made; if only they stand in its way, the refusal names them too."""
    try:
        return policy.apply(found)
    except PolicyRefused as refusal:
        before = _sorted(other for other in policies if other.stage < policy.stage)
        earlier = [describe(other) for other in before]
        if not earlier:
            raise
        policy.apply(scenario)
        mine = describe(policy)
        raise PolicyRefused(Label(
            f"{'、'.join(f'“{name.zh}”' for name in earlier)}实行后,“{mine.zh}”无从实行({refusal.says.zh});请只留一项,或用 matters、from、to 把它们分开",
            f"after {', '.join(f'“{name.en}”' for name in earlier)} there is nothing left for “{mine.en}” ({refusal.says.en}); keep one, or part "
            "them by matters, from, to"), Label(
            f"勾了{_listed([other.label for other in before], 'zh')}以后,“{policy.label.zh}”无从实行({reason(refusal.says.zh, scenario, 'zh')});请只留一项",
            f"with {_listed([other.label for other in before], 'en')} ticked there is nothing left for “{policy.label.en}” ({reason(refusal.says.en, scenario, 'en')}); keep one")) from None


def _stands(before: Scenario, after: Scenario, policies: Sequence[Policy]) -> Scenario:
    """Return ``after``, or refuse what together makes a scenario that contradicts itself."""
    found = check(after)
    known = {problem("zh") for problem in check(before)} if found else set()
    for problem in found:
        if problem("zh") not in known:
            names = [describe(policy) for policy in _sorted(policies)]
            raise PolicyRefused(Label(
                f"{'、'.join(f'“{name.zh}”' for name in names)}实行后方案不成立:{problem('zh')}",
                f"with {', '.join(f'“{name.en}”' for name in names)} the scenario contradicts itself: {problem('en')}"), Label(
                f"{_listed([policy.label for policy in _sorted(policies)], 'zh')}实行后方案不成立:{reason(problem.says.zh, after, 'zh')};请少勾一项,或改动滑块",
                f"with {_listed([policy.label for policy in _sorted(policies)], 'en')} the plan contradicts itself: {reason(problem.says.en, after, 'en')}; "
                "untick one, or move its slider"))
    return after


def timeline(scenario: Scenario, policies: Sequence[Policy]) -> Timeline:
    """Return the phases of a run: the day each begins (``None``: with the run) and its scenario.

    A policy is in force on [from, to). Raises ``PolicyRefused`` where the dates are
    the wrong way round or lie outside the run. Where the scenario lists its open cases the
    run begins on the day of the oldest receipt (see ``open_cases``).
    """
    if scenario.open_cases:
        from xnsim.policies.start_table import OpenCase, opening

        rows = [OpenCase(row.matter, row.step, row.received) for row in scenario.open_cases]
        return opening(scenario.changed(("open_cases", ())), rows, policies)
    first = scenario.calendar.start
    cuts = {day for policy in policies for day in (policy.start, policy.end) if day is not None and day > first}
    last = last_day(scenario) if cuts else first
    for policy in sorted(policies, key=lambda policy: (policy.key, policy.model_dump_json())):
        _check_dates(policy, first, last)
    phases: list[tuple[dt.date | None, Scenario]] = []
    for day in (None, *sorted(cut for cut in cuts if cut <= last)):
        now = combine(scenario, [policy for policy in policies if _in_force(policy, day or first)])
        if not phases or now != phases[-1][1]:
            phases.append((day, now))
    return tuple(phases)


def describe(policy: Policy) -> Label:
    """Return the name of a policy with the knobs that were turned: 限时办结(factor=0.5)."""
    turned = {field.alias or name: getattr(policy, name) for name, field in type(policy).model_fields.items()
              if getattr(policy, name) != field.default}
    words = ", ".join(f"{name}={_told(value)}" for name, value in turned.items())
    return Label(f"{policy.label.zh}({words})", f"{policy.label.en} ({words})") if words else policy.label


def _told(value: object) -> str:
    """Return the value of a knob in words."""
    return "+".join(map(_told, value)) if isinstance(value, tuple) else str(value)


def _sorted(policies: Sequence[Policy]) -> list[Policy]:
    """Sort by key and knobs, leaving out repetitions."""
    named = {(policy.key, policy.model_dump_json(exclude=DATES)): policy for policy in policies}
    return [named[name] for name in sorted(named)]


def _in_force(policy: Policy, day: dt.date) -> bool:
    """Say whether a policy holds on a day: on [from, to)."""
    return (policy.start is None or policy.start <= day) and (policy.end is None or day < policy.end)


def _check_dates(policy: Policy, first: dt.date, last: dt.date) -> None:
    """Refuse dates that are the wrong way round or lie outside the run."""
    start, end = policy.start, policy.end
    if start is not None and end is not None and end <= start:
        raise _dates(policy, f"止期 {end} 不晚于起期 {start};请对调或改期", f"it ends on {end}, not after it begins on {start}; mend the dates")
    if end is not None and end <= first:
        raise _dates(policy, f"止期 {end} 不晚于模拟的第一天 {first};请改期", f"it ends on {end}, not after the first day of the run, {first}; mend the dates")
    if start is not None and start > max(first, last):
        raise _dates(policy, f"起期 {start} 晚于模拟的最后一天 {last};请改期,或延长 horizon",
                     f"it begins on {start}, after the last day of the run, {last}; mend the date, or lengthen the horizon")


def _dates(policy: Policy, zh: str, en: str) -> PolicyRefused:
    """Return the refusal of dates, headed by the name of the policy."""
    return PolicyRefused(Label(f"{policy.label.zh}:{zh}", f"{policy.label.en}: {en}"))


def _listed(names: Sequence[Label], lang: Lang) -> str:
    """Return names in a row, each in quotation marks."""
    return ("、" if lang == "zh" else ", ").join(f"“{name(lang)}”" for name in names)


def _clashing(one: Policy, other: Policy, place: Path, scenario: Scenario) -> PolicyRefused:
    """Return the refusal of two policies that want the same place differently."""
    a, b, where, named = describe(one), describe(other), ".".join(map(str, place)), place_named(place, scenario)
    return PolicyRefused(Label(
        f"“{a.zh}”与“{b.zh}”都要改 {where},而改法不同;请只留一项,或用 matters、offices、from、to 把两项分开",
        f"“{a.en}” and “{b.en}” both change {where}, each in its own way; keep one, or part them by matters, offices, from, to"), Label(
        f"“{one.label.zh}”与“{other.label.zh}”都要改{named.zh},而改法不同;请只留一项",
        f"“{one.label.en}” and “{other.label.en}” both change {named.en}, each in its own way; keep one"))
