"""What cannot change in the middle of a run is refused with its way out, never passed over in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from xnsim.labels import Label
from xnsim.scenario.problems import InputError, Problem

if TYPE_CHECKING:
    from xnsim.program.lower import Phase
    from xnsim.scenario.model import Scenario
    from xnsim.worktime import Calendar

HOURS = Label("办公时间", "office hours")


def _desk_hours(scenario: "Scenario", desk: str) -> tuple[str, ...]:
    place = scenario.offices.get(scenario.desks[desk].office)
    return place.hours if place is not None and place.hours else scenario.calendar.hours


# what a desk keeps for the whole run: its name, and how it is read
KEPT: dict[str, tuple[Label, Callable[["Scenario", str], Any]]] = {
    "closing": (Label("下班规则", "closing rule"), lambda s, desk: s.desks[desk].closing),
    "overtime_max": (Label("加班上限", "cap on overtime"), lambda s, desk: s.desks[desk].overtime_max),
    "open_by_hour": (Label("分时开放的窗口数", "windows by hour"), lambda s, desk: s.desks[desk].open_by_hour),
    "officers": (Label("人数是否不限", "unlimited officers or not"), lambda s, desk: s.desks[desk].officers == "unlimited"),
    "office": (Label("是否在大厅", "place in the hall or outside"), lambda s, desk: s.in_hall(desk)),
    "hours": (HOURS, _desk_hours),
}


def refuse_dated_doors(phases: "list[Phase]", calendar: "Calendar") -> None:
    """Refuse a timeline in which doors, hours or rules of closing change on a day; raises ``InputError`` with all of them."""
    found = [*(_desks(phases, calendar) if len(phases) > 1 else ()), *_officers(phases, calendar)]
    if found:
        raise InputError(found)


def _desks(phases: "list[Phase]", calendar: "Calendar") -> Iterator[Problem]:
    for desk in dict.fromkeys(name for phase in phases for name in phase.scenario.desks):
        there = [phase for phase in phases if desk in phase.scenario.desks]
        for key, (what, read) in KEPT.items():
            other = next((phase for phase in there if read(phase.scenario, desk) != read(there[0].scenario, desk)), None)
            if other is not None:
                yield _problem(f"desks.{desk}.{key}", Label(f"岗位“{desk}”的{what.zh}", f"the {what.en} of desk “{desk}”"), other, calendar)


def _officers(phases: "list[Phase]", calendar: "Calendar") -> Iterator[Problem]:
    first: dict[str, tuple[str, tuple[str, ...], bool]] = {}
    told: set[str] = set()
    for phase in phases:
        for desk in phase.scenario.desks:
            for name, hours, own in _hours(phase.scenario, desk):
                was_at, were, were_own = first.setdefault(name, (desk, hours, own))
                of_the_desk = was_at == desk and not own and not were_own      # told of the desk already
                if were != hours and not of_the_desk and name not in told:
                    told.add(name)
                    yield _problem(f"officers.{name}.hours", Label(f"经办人“{name}”的{HOURS.zh}", f"the {HOURS.en} of officer “{name}”"), phase, calendar)


def _hours(scenario: "Scenario", desk: str) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Return each officer of a desk with his hours, and whether they are his own."""
    spec = scenario.desks[desk].officers
    own = {one.name: one.hours for one in spec if one.hours} if isinstance(spec, tuple) else {}
    for name in scenario.officers_of(desk):
        yield name, own.get(name) or _desk_hours(scenario, desk), name in own


def _problem(path: str, what: Label, phase: "Phase", calendar: "Calendar") -> Problem:
    day = calendar.date_of(phase.begin)
    return Problem(path, Label(
        f"{what.zh}不能在运行中途({day})改变;请让这一变化从第一天起生效(去掉 from、to),或另设一个岗位",
        f"{what.en} cannot change in the middle of a run (on {day}); let the change hold from the first day (drop from and to), or add another desk"))
