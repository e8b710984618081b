"""Officers, their absences, and who stands in for whom: what does not fit together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from xnsim.labels import Label
from xnsim.scenario.check_office import hours, no_months
from xnsim.scenario.finding import Finding, found, is_zero, unknown
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Absence, Help, Secondment
from xnsim.scenario.sheet import Where

OFFICER, DESK = Label("经办人", "officer"), Label("岗位", "desk")


def people_findings(scenario: Scenario) -> Iterator[Finding]:
    """Check named officers, cover, help and the rule that two are never both away."""
    for name, desk in scenario.desks.items():
        yield from _absence(desk.absence, ("desks", name, "absence"))
        for i, officer in enumerate(desk.officers if isinstance(desk.officers, tuple) else ()):
            at = ("desks", name, "officers", i)
            yield from hours(officer.hours, (*at, "hours"))
            yield from _absence(officer.absence, (*at, "absence"))
    yield from _twice(scenario)
    yield from _cover(scenario)
    yield from _helps(scenario)
    yield from _groups(scenario)


def names_at(scenario: Scenario) -> tuple[Where, ...]:
    """Return the places the officers' names are read from."""
    return tuple(place for desk, spec in scenario.desks.items() for place in (
        ("desks", desk, "officers"),
        *(("desks", desk, "officers", i, "name") for i in range(len(spec.officers) if isinstance(spec.officers, tuple) else 0))))


def officer_names(scenario: Scenario) -> list[str]:
    """Return the names of all officers, each once."""
    return list(dict.fromkeys(name for desk in scenario.desks for name in scenario.officers_of(desk)))


def _twice(scenario: Scenario) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for desk, spec in scenario.desks.items():
        for i, name in enumerate(scenario.officers_of(desk)):
            if name in first:
                named = isinstance(spec.officers, tuple)
                where = ("desks", desk, "officers", i, "name") if named else ("desks", desk, "officers")
                yield found(where, f"经办人“{name}”已在岗位 {first[name]};请改名,兼岗请用 helps",
                            f"officer “{name}” is already at desk {first[name]}; rename one, or use helps for a second desk", names_at(scenario))
            first.setdefault(name, desk)


def _absence(absence: Absence | None, at: Where) -> Iterator[Finding]:
    if absence is None:
        return
    if (absence.present is None) != (absence.away is None):
        given, missing = ("present", "away") if absence.away is None else ("away", "present")
        yield found((*at, given), f"只写了 {given};请同时写 {missing}", f"{given} stands alone; give {missing} too")
    for key, span in (("present", absence.present), ("away", absence.away)):
        if span is not None and is_zero(span):
            yield found((*at, key), f"{key} 的长度为 0;请改为正数,或删去 present 和 away",
                        f"{key} has length 0; make it positive, or delete present and away")
    for i, known in enumerate(absence.known):
        yield from dates(known.start, known.end, (*at, "known", i))


def dates(start: dt.date | None, end: dt.date | None, at: Where) -> Iterator[Finding]:
    """An end does not come before its start."""
    if start is not None and end is not None and end < start:
        yield found((*at, "to"), f"结束日 {end} 早于开始日 {start};请对调", f"the end {end} comes before the start {start}; exchange them")


def _cover(scenario: Scenario) -> Iterator[Finding]:
    if not scenario.cover:
        return
    names, looked, seen = officer_names(scenario), names_at(scenario), set()
    for i, cover in enumerate(scenario.cover):
        at = ("cover", i)
        for key, name in (("a", cover.a), ("b", cover.b)):
            if name not in names:
                yield unknown((*at, key), OFFICER, name, names, looked)
        if cover.a == cover.b:
            yield found((*at, "b"), f"{cover.b} 不能顶自己的岗;请改 a 或 b", f"{cover.b} cannot cover for himself; change a or b")
        if (cover.a, cover.b) in seen:
            yield found(at, f"{cover.b} 顶 {cover.a} 已写过一次;请删去一项", f"{cover.b} covering for {cover.a} is written twice; delete one")
        seen.add((cover.a, cover.b))
        yield from no_months(cover.delay, (*at, "delay"))


def at_another_desk(move: Help | Secondment, at: Where, scenario: Scenario) -> Iterator[Finding]:
    """Check that somebody who is to work elsewhere is known, and that the desk is there and not his own."""
    names, looked = officer_names(scenario), names_at(scenario)
    if move.officer not in names:
        yield unknown((*at, "officer"), OFFICER, move.officer, names, looked)
    if move.desk not in scenario.desks:
        yield unknown((*at, "desk"), DESK, move.desk, scenario.desks)
    elif move.officer in scenario.officers_of(move.desk):
        yield found((*at, "desk"), f"{move.desk} 本来就是 {move.officer} 的岗位;请改 desk,或删去此项",
                    f"{move.desk} is {move.officer}'s own desk; change desk, or delete this item", looked)


def _helps(scenario: Scenario) -> Iterator[Finding]:
    for i, help_ in enumerate(scenario.helps):
        at = ("helps", i)
        yield from at_another_desk(help_, at, scenario)
        yield from dates(help_.start, help_.end, at)


def _groups(scenario: Scenario) -> Iterator[Finding]:
    if not scenario.never_both_away:
        return
    names, looked = officer_names(scenario), names_at(scenario)
    for i, group in enumerate(scenario.never_both_away):
        for j, name in enumerate(group):
            where = ("never_both_away", i, j)
            if name not in names:
                yield unknown(where, OFFICER, name, names, looked)
            elif name in group[:j]:
                yield found(where, f"{name} 在同一组里写了两次;请删去一个", f"{name} stands twice in one group; delete one")
