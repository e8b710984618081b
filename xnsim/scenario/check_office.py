"""Calendar, horizon and desks: what does not fit together."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Iterator

from xnsim.labels import Label
from xnsim.scenario.finding import Finding, days, found, unknown
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Desk
from xnsim.scenario.shape import nearest
from xnsim.scenario.sheet import Where
from xnsim.scenario.values import Span
from xnsim.worktime import parse_hours

FIRST_CHINESE_YEAR = 2004  # the first for which our source of holidays agrees with a second one
LONGEST_YEARS = 100
OFFICE = Label("办公地点", "office")


def office_findings(scenario: Scenario) -> Iterator[Finding]:
    """Check calendar, horizon and desks."""
    yield from _calendar(scenario)
    yield from _horizon(scenario)
    for name, place in scenario.offices.items():
        yield from hours(place.hours, ("offices", name, "hours"))
    for name, desk in scenario.desks.items():
        yield from _desk(desk, ("desks", name), scenario)


def hours(spans: tuple[str, ...] | None, where: Where) -> Iterator[Finding]:
    """Opening hours may not be empty nor overlap."""
    if spans is None:
        return
    if not spans:
        yield found(where, "没有写办公时段;请写成 [\"09:00-12:00\", \"13:30-17:30\"]",
                    "no office hours given; write [\"09:00-12:00\", \"13:30-17:30\"]")
    read = sorted(parse_hours(text) for text in spans)
    if any(begin < end for (_, end), (begin, _) in zip(read, read[1:])):
        yield found(where, f"办公时段重叠:{'、'.join(spans)};请错开", f"office hours overlap: {', '.join(spans)}; separate them")


def no_months(span: Span | None, where: Where) -> Iterator[Finding]:
    """Months have no exact length outside limits."""
    if span is not None and span.unit == "mo":
        yield found(where, f"“{span}”:月(mo)只能用于时限;请改用 d 或 wd", f"“{span}”: months (mo) are for limits only; use d or wd")


def _calendar(scenario: Scenario) -> Iterator[Finding]:
    spec = scenario.calendar
    yield from hours(spec.hours, ("calendar", "hours"))
    if spec.continuous:
        return
    if spec.holidays == "cn" and spec.start.year < FIRST_CHINESE_YEAR:
        yield found(("calendar", "start"),
                    f"中国节假日从 {FIRST_CHINESE_YEAR} 年起收录,起始日为 {spec.start};请改晚,或写 holidays: none",
                    f"Chinese holidays are known from {FIRST_CHINESE_YEAR} on, the start is {spec.start}; start later, or write holidays: none",
                    [("calendar", "holidays")])
    if spec.holidays not in ("cn", "none"):
        known = _countries()
        if known and spec.holidays not in known:
            yield found(("calendar", "holidays"), f"没有国家“{spec.holidays}”的节假日;请写 cn、none 或 ISO 国家代码,如 US",
                        f"no holidays known for the country “{spec.holidays}”; write cn, none or an ISO country code such as US")


def _countries() -> frozenset[str]:
    try:
        return frozenset(importlib.import_module("holidays").list_supported_countries())
    except ImportError:
        return frozenset()


def _horizon(scenario: Scenario) -> Iterator[Finding]:
    horizon = scenario.horizon
    spans = {"warm_up": horizon.warm_up, "measure": horizon.measure, "drain": horizon.drain}
    for key, span in spans.items():
        yield from no_months(span, ("horizon", key))
    if horizon.measure.amount == 0:
        yield found(("horizon", "measure"), "计量期为 0,什么也量不到;请改为正数,如 250 wd",
                    "the measured window is 0, nothing would be measured; make it positive, e.g. 250 wd")
    total = sum(days(span)[1] for span in spans.values())
    if total > LONGEST_YEARS * 366 or scenario.calendar.start.year + total / 365 > dt.MAXYEAR - 1:
        yield found(("horizon",), f"预热、计量、收尾合计超过 {LONGEST_YEARS} 年;请改短(要更精确,请增加重复次数)",
                    f"warm-up, measured window and drain exceed {LONGEST_YEARS} years; shorten them (for precision, add replications)",
                    [("calendar", "start")])


def _desk(desk: Desk, at: Where, scenario: Scenario) -> Iterator[Finding]:
    if scenario.offices and desk.office not in scenario.offices and nearest(desk.office, scenario.offices):
        yield unknown((*at, "office"), OFFICE, desk.office, scenario.offices)
    yield from no_months(desk.overtime_max, (*at, "overtime_max"))
    if desk.overtime_max is not None and desk.closing != "finish":
        yield found((*at, "overtime_max"), f"加班上限只用于 closing: finish,现为 {desk.closing};请改 closing,或删去 overtime_max",
                    f"a cap on overtime needs closing: finish, here it is {desk.closing}; change closing, or delete overtime_max",
                    [(*at, "closing")])
    yield from _windows(desk, at)
    yield from _capacity(desk, at)


def _capacity(desk: Desk, at: Where) -> Iterator[Finding]:
    if desk.capacity is None:
        return
    if desk.officers == "unlimited":
        yield found((*at, "capacity"), "人数不限的岗位不排队,限号无从谈起;请写明 officers 的人数,或删去 capacity",
                    "nobody queues at a desk with unlimited officers; give a number of officers, or delete capacity", [(*at, "officers")])
        return
    most = len(desk.officers) if isinstance(desk.officers, tuple) else desk.officers
    if desk.capacity < most:
        yield found((*at, "capacity"), f"此岗位有 {most} 人,只容 {desk.capacity} 件,总有人闲着;请改大 capacity,或改 officers",
                    f"this desk has {most} officers and room for {desk.capacity} files, some would always be idle; raise capacity, or change officers",
                    [(*at, "officers")])


def _windows(desk: Desk, at: Where) -> Iterator[Finding]:
    if desk.officers == "unlimited":
        if desk.open_by_hour:
            yield found((*at, "open_by_hour"), "人数不限的岗位没有窗口可开关;请写明 officers 的人数,或删去 open_by_hour",
                        "a desk with unlimited officers has no windows to open; give a number of officers, or delete open_by_hour", [(*at, "officers")])
        return
    most = len(desk.officers) if isinstance(desk.officers, tuple) else desk.officers
    before = ""
    for i, count in enumerate(desk.open_by_hour):
        where = (*at, "open_by_hour", i)
        hour, minute = count.at.split(":")
        if int(hour) > 23 or int(minute) > 59:
            yield found((*where, "from"), f"没有 {count.at} 这个钟点;请写 00:00 至 23:59",
                        f"{count.at} is no time of day; write 00:00 to 23:59")
        elif before and count.at <= before:
            yield found((*where, "from"), f"{count.at} 不晚于上一项 {before};请按时间先后排列",
                        f"{count.at} is not later than {before} before it; put them in order",
                        [(*at, "open_by_hour", i - 1, "from")])
        before = count.at
        if count.windows > most:
            yield found((*where, "windows"), f"此岗位只有 {most} 人,不能开 {count.windows} 个窗口;请改小,或改 officers",
                        f"this desk has {most} officers, {count.windows} windows cannot open; lower it, or change officers", [(*at, "officers")])
    if desk.open_by_hour and all(count.windows == 0 for count in desk.open_by_hour):
        yield found((*at, "open_by_hour"), "全天没有一个窗口开放;请至少写一个大于 0 的数", "no window ever opens; give at least one number above 0")
