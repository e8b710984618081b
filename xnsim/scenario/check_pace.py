"""Pace by the calendar, and officers lent to another desk: dates, spans and people that do not fit together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from xnsim.scenario.check_people import at_another_desk, dates
from xnsim.scenario.finding import Finding, found
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Desk, Officer, Place, Secondment
from xnsim.scenario.pace import PaceEvery
from xnsim.scenario.sheet import Where


def pace_findings(scenario: Scenario) -> Iterator[Finding]:
    """Check every pace, every secondment, and the help that waits for a long line."""
    for place, part in _paced(scenario):
        yield from _stretches(part, place)
        if part.pace_every is not None:
            yield from _every(part.pace_every, (*place, "pace_every"))
    yield from _secondments(scenario)
    for i, help_ in enumerate(scenario.helps):
        spec = scenario.desks.get(help_.desk)
        if help_.when_line is not None and spec is not None and spec.officers == "unlimited":
            yield found(("helps", i, "when_line"), "人数不限的岗位不排队;请改 desk,或删去 when_line",
                        "nobody queues at a desk with unlimited officers; change desk, or delete when_line", [("desks", help_.desk, "officers")])


def _paced(scenario: Scenario) -> Iterator[tuple[Where, Place | Desk | Officer]]:
    yield from ((("offices", name), place) for name, place in scenario.offices.items())
    for name, desk in scenario.desks.items():
        yield ("desks", name), desk
        if isinstance(desk.officers, tuple):
            yield from ((("desks", name, "officers", i), officer) for i, officer in enumerate(desk.officers))


def _stretches(part: Place | Desk | Officer, at: Where) -> Iterator[Finding]:
    for i, stretch in enumerate(part.pace):
        where = (*at, "pace", i)
        yield from dates(stretch.start, stretch.end, where)
        if stretch.start is None or stretch.end is None or stretch.end <= stretch.start:
            continue
        last = stretch.speed + stretch.per_day * ((stretch.end - stretch.start).days - 1)
        if last <= 0:
            yield found((*where, "per_day"), f"快慢按每天 {stretch.per_day:g} 变下去,到 {stretch.end} 前已降到 0 以下;请改小降幅,或缩短这一段",
                        f"at {stretch.per_day:g} a day the pace falls below 0 before {stretch.end}; lower the fall, or shorten the stretch")


def _every(every: PaceEvery, at: Where) -> Iterator[Finding]:
    span = every.every
    if span.unit not in ("wd", "d") or span.amount < 1 or span.amount != int(span.amount):
        yield found((*at, "every"), f"“{span}”:通报间隔要写整日,至少 1 天;请写成 22 wd 或 30 d",
                    f"“{span}”: the distance of readings is whole days, at least 1; write 22 wd or 30 d")
    if every.half_life.unit not in ("wd", "d") or every.half_life.amount <= 0:
        yield found((*at, "half_life"), f"“{every.half_life}”:半衰期要写大于 0 的天数;请写成 10 d 或 7 wd",
                    f"“{every.half_life}”: the half-life is a number of days above 0; write 10 d or 7 wd")


def _secondments(scenario: Scenario) -> Iterator[Finding]:
    for i, loan in enumerate(scenario.secondments):
        at = ("secondments", i)
        yield from at_another_desk(loan, at, scenario)
        if loan.desk in scenario.desks and scenario.desks[loan.desk].officers == "unlimited":
            yield found((*at, "desk"), f"{loan.desk} 人数不限,不用借人;请改 desk,或删去此项",
                        f"{loan.desk} has unlimited officers and needs nobody; change desk, or delete this item", [("desks", loan.desk, "officers")])
        yield from dates(loan.start, loan.end, at)
        other = next((j for j, earlier in enumerate(scenario.secondments[:i]) if earlier.officer == loan.officer and _meet(earlier, loan)), None)
        if other is not None:
            yield found(at, f"{loan.officer} 同一时间借到两个岗位(见第 {other + 1} 项);请错开日期",
                        f"{loan.officer} is lent to two desks at once (see item {other + 1}); separate the dates", [("secondments", other)])


def _meet(a: Secondment, b: Secondment) -> bool:
    last, first = dt.date.max, dt.date.min
    return (a.start or first) < (b.end or last) and (b.start or first) < (a.end or last)
