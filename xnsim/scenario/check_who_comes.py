"""Sources of applicants: each is of exactly one kind, and somebody must come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from xnsim.scenario.check_office import no_months
from xnsim.scenario.check_returns import STEP
from xnsim.scenario.finding import Finding, found, is_zero, unknown
from xnsim.scenario.matter import Arrivals, Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.sheet import Where
from xnsim.scenario.walk import walk

KINDS = ("poisson", "appointments", "table", "initial", "population", "spawned")


def demand_findings(scenario: Scenario) -> Iterator[Finding]:
    """Check every source of every matter."""
    for name, matter in scenario.matters.items():
        for where, source in sources(matter, ("matters", name)):
            yield from _one_kind(source, where)
            yield from _profile(source, where)
            yield from _table(source, where, scenario.calendar.start)
            yield from _population(source, where)
            yield from _at_step(source, where, matter)
    if not any(_comes(source) for matter in scenario.matters.values() for source in matter.sources):
        yield found(("matters",), "所有事项都没有人来办;请至少给一个事项写大于 0 的 arrivals",
                    "nobody ever applies for anything; give at least one matter arrivals above 0")


def sources(matter: Matter, at: Where) -> Iterator[tuple[Where, Arrivals]]:
    """Return each source with its place, however it was written."""
    if isinstance(matter.arrivals, tuple):
        yield from (((*at, "arrivals", i), source) for i, source in enumerate(matter.arrivals))
    else:
        yield (*at, "arrivals"), matter.arrivals


def kinds(source: Arrivals) -> list[str]:
    """Return the kinds of arrivals a source states."""
    stated = (source.poisson is not None, source.appointments is not None, bool(source.table), source.initial > 0,
              source.population is not None, source.spawned)
    return [kind for kind, is_stated in zip(KINDS, stated, strict=True) if is_stated]


def _comes(source: Arrivals) -> bool:
    return source.keep > 0 and bool(kinds(source)) and not source.spawned and not (source.poisson is not None and source.poisson.amount == 0)


def _one_kind(source: Arrivals, where: Where) -> Iterator[Finding]:
    stated = kinds(source)
    if not stated:
        yield found(where, f"没有写办件如何到来;请写 {'、'.join(KINDS)} 之一,如 poisson: 12/wd",
                    f"how applicants come is not said; write one of {', '.join(KINDS)}, e.g. poisson: 12/wd")
    if len(stated) > 1:
        yield found((*where, stated[1]), f"一个来源只能有一种到来方式,现有 {'、'.join(stated)};请分成列表中的几项",
                    f"a source has one kind of arrivals, here {', '.join(stated)}; make them separate items of a list")


def _population(source: Arrivals, where: Where) -> Iterator[Finding]:
    if source.population is not None and is_zero(source.population.pause):
        yield found((*where, "population", "pause"), "两次申请之间没有间隔;请至少写 1 s", "there is no pause between two applications; give at least 1 s")


def _at_step(source: Arrivals, where: Where, matter: Matter) -> Iterator[Finding]:
    """What lies at a step at the start lies on the main way, where a single file can begin."""
    if source.at_step is None:
        return
    at = (*where, "at_step")
    if not source.initial and not source.table:
        yield found(at, "at_step 只用于 initial 或 table;请删去,或改用 initial", "at_step goes with initial or table; delete it, or use initial")
    stops = [stop for stop in walk(matter.route, (*where[:2], "route")) if stop.step is not None]
    inside = {stop.step for stop in stops if stop.branch}
    open_to = [str(stop.step) for stop in stops if not stop.branch]
    if source.at_step in inside:
        yield found(at, f"环节“{source.at_step}”在并联分支里,不能从那里开始;可写:{'、'.join(open_to)}",
                    f"the step “{source.at_step}” lies in a branch, a case cannot begin there; write one of: {', '.join(open_to)}",
                    [stop.where for stop in stops])
    elif source.at_step not in open_to:
        yield unknown(at, STEP, source.at_step, open_to, [(*where[:2], "route")])


def _profile(source: Arrivals, where: Where) -> Iterator[Finding]:
    for key, weights in (("by_hour", source.by_hour), ("by_weekday", source.by_weekday)):
        if weights and source.poisson is None:
            yield found((*where, key), f"{key} 只用于 poisson;请删去,或改用 poisson",
                        f"{key} goes with poisson only; delete it, or use poisson",
                        [(*where, "poisson")])
        elif weights and not any(weights.values()):
            yield found((*where, key), f"{key} 的权重全为 0,没有人会来;请至少写一个正数",
                        f"all weights of {key} are 0, nobody would come; give at least one above 0")
    if source.appointments is not None:
        every = source.appointments.every
        yield from no_months(every, (*where, "appointments", "every"))
        if every.amount == 0:
            yield found((*where, "appointments", "every"), "预约间隔为 0;请改为正数,如 12 min",
                        "the distance of appointments is 0; make it positive, e.g. 12 min")


def _table(source: Arrivals, where: Where, start: dt.date) -> Iterator[Finding]:
    for i, moment in enumerate(source.table):
        if moment.tzinfo is not None:
            yield found((*where, "table", i), f"时刻 {moment} 带有时区;请只写当地时刻,如 2026-01-05 09:30",
                        f"the moment {moment} carries a time zone; write local time only, e.g. 2026-01-05 09:30")
        elif moment.date() < start:
            yield found((*where, "table", i), f"时刻 {moment} 早于日历起始日 {start};请改正,或把 calendar.start 提前",
                        f"the moment {moment} comes before the calendar starts on {start}; mend it, or move calendar.start",
                        [("calendar", "start")])
