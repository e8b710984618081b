"""A start from a table of open cases 在办件: what lies in the office on the first day, since when, and at which step.

The calendar is begun on the day of the oldest receipt, with everybody away and nobody new
coming until the scenario's own first day. So an open case has its age and its clocks from its
receipt, and waits in the line of its step as the doors open; no engine knows of it. What a
law does to a case that waits (deemed acceptance, expiry, timers) it does on its lawful day,
before the doors open too. The open cases walk the way as it was; policies are in force from
the first day on.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from xnsim.labels import Label
from xnsim.policies.base import Policy
from xnsim.policies.compose import Timeline, timeline
from xnsim.program.horizon import stretches
from xnsim.scenario.check import check
from xnsim.scenario.matter import Arrivals, Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Absence, Desk, KnownAbsence
from xnsim.scenario.problems import InputError, Problem
from xnsim.scenario.route import Gate, Serve
from xnsim.scenario.session import Session
from xnsim.scenario.values import Span
from xnsim.scenario.walk import walk
from xnsim.worktime import DAY_S, make_calendar

COLUMNS = ("matter", "step", "received")


class OpenCase(NamedTuple):
    """A case that lies in the office: its matter, the step at which it waits, and when its papers were handed in (local time)."""

    matter: str
    step: str
    received: dt.datetime


def read_open_cases(path: str | Path) -> tuple[OpenCase, ...]:
    """Read a table of open cases: CSV (UTF-8) with the columns matter, step and received (``2025-12-29 10:00``).

    Raises ``InputError`` with all its problems, each with its line.
    """
    file, found, problems = str(path), [], []
    with open(path, encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise InputError([Problem("", Label(f"缺少列 {'、'.join(missing)};第一行应为 matter,step,received",
                                                f"columns {', '.join(missing)} are missing; the first line reads matter,step,received"), 1, file)])
        for row in rows:
            try:
                found.append(OpenCase(row["matter"].strip(), row["step"].strip(), dt.datetime.fromisoformat((row["received"] or "").strip())))
            except ValueError:
                problems.append(Problem("received", Label(f"“{row['received']}”不是时刻;请写成 2025-12-29 10:00", f"“{row['received']}” is no moment; write 2025-12-29 10:00"),
                                        rows.line_num, file))
    if problems:
        raise InputError(problems)
    return tuple(found)


def opening(scenario: Scenario, cases: Iterable[OpenCase], policies: Sequence[Policy] = ()) -> Timeline:
    """Return the phases of a run that begins with these open cases: ``xn.run`` walks them, seconds count from the oldest receipt's day.

    The measured window and all dates are those of the scenario, counted from its own first
    day. Raises ``InputError`` for a table or an office that cannot begin so, ``PolicyRefused``
    for policies that may not be used.
    """
    rows = list(cases)
    if not rows:
        return timeline(scenario, policies)
    problems = [*_unfit_office(scenario), *(problem for number, row in enumerate(rows) for problem in _unfit(scenario, row, number))]
    if problems:
        raise InputError(problems)
    day, first = scenario.calendar.start, min(row.received for row in rows).date()
    later = _begun_on(scenario, first)
    closed = _closed(later, day, sorted(rows))
    wrong = [problem for problem in check(closed) if problem("zh") not in {known("zh") for known in check(scenario)}]
    if wrong:
        raise InputError(wrong)
    phases = timeline(later, policies)
    begins = [(day if at is None or at < day else at, now) for at, now in phases]
    return ((None, closed), *((at, now) for place, (at, now) in enumerate(begins) if place + 1 == len(begins) or begins[place + 1][0] != at))


def _unfit_office(scenario: Scenario) -> Iterator[Problem]:
    """What counts from the first day of the run, and so would begin with the oldest receipt."""
    for name, matter in scenario.matters.items():
        if any(source.population is not None or source.appointments is not None for source in matter.sources):
            yield Problem(f"matters.{name}.arrivals", Label("封闭人群和预约时段从模拟第一天排起,不能与在办件一同开始;请改写 arrivals",
                                                            "a closed circle and booked slots are laid out from the first day of the run and cannot begin with open cases; rewrite arrivals"))
    parts = {**{f"offices.{name}": place for name, place in scenario.offices.items()}, **{f"desks.{name}": desk for name, desk in scenario.desks.items()}}
    parts |= {f"desks.{name}.officers.{one.name}": one for name, desk in scenario.desks.items() if isinstance(desk.officers, tuple) for one in desk.officers}
    for where, part in parts.items():
        if part.pace_every is not None:
            yield Problem(f"{where}.pace_every", Label("pace_every 从模拟第一天数起,不能与在办件一同开始;请改用带日期的 pace",
                                                       "pace_every counts from the first day of the run and cannot begin with open cases; use a dated pace"))


def _unfit(scenario: Scenario, row: OpenCase, number: int) -> Iterator[Problem]:
    """Nothing may move an open case before the doors open: it lies at a desk that counts its officers, or before a session."""
    where = f"open_cases[{number}]"
    if row.matter not in scenario.matters:
        yield Problem(f"{where}.matter", Label(f"没有事项“{row.matter}”;可写:{'、'.join(scenario.matters)}", f"there is no matter “{row.matter}”; write one of: {', '.join(scenario.matters)}"))
        return
    if row.received.tzinfo is not None or row.received.date() >= scenario.calendar.start:
        yield Problem(f"{where}.received", Label(f"收件时刻 {row.received} 应早于方案的第一天 {scenario.calendar.start},只写当地时刻;当天及以后到来的请写进 arrivals",
                                                 f"receipt at {row.received} must lie before the scenario's first day {scenario.calendar.start}, in local time; who comes later belongs in arrivals"))
    stops = {stop.step: stop.node for stop in walk(scenario.matters[row.matter].route, ()) if isinstance(stop.node, (Serve, Gate))}
    node = stops.get(row.step)
    fit = [step for step, stop in stops.items() if isinstance(stop, Gate) or _waits(scenario, stop)]
    if node is None or row.step not in fit:
        yield Problem(f"{where}.step", Label(
            f"在办件不能停在“{row.step}”;只能停在人数有限、没有耐心和限号、下班不清场的岗位,或等会处:{'、'.join(fit)}",
            f"an open case cannot lie at “{row.step}”; only at a desk that counts its officers, without patience or a limit of seats, where nobody is sent home at closing, "
            f"or before a session: {', '.join(fit)}"))


def _waits(scenario: Scenario, node: Serve) -> bool:
    desk = scenario.desks[node.desk]
    return desk.officers != "unlimited" and desk.capacity is None and desk.closing != "turn_away" and node.patience is None


def _begun_on(scenario: Scenario, first: dt.date) -> Scenario:
    """Return the office with its calendar begun earlier: sessions, the measured window and what lay there stay on their days."""
    day, spec = scenario.calendar.start, scenario.calendar
    gone = (day - first).days * DAY_S
    before = make_calendar(first, (day - first).days + 1, spec.hours, spec.holidays, continuous=spec.continuous)
    window, worked = stretches(scenario).window[0], before.working(gone)
    sessions = {name: _later(session, before.day_seconds, worked) for name, session in scenario.sessions.items()}
    matters = {name: matter.changed(("arrivals", tuple(_tabled(source, day) for source in matter.sources))) if matter.sources else matter
               for name, matter in scenario.matters.items()}
    return scenario.changed(
        ("calendar", spec.changed(("start", first))), ("horizon", scenario.horizon.changed(("warm_up", Span(gone + window, "s")))),
        ("sessions", sessions), ("matters", matters))


def _later(session: Session, day_s: int, worked: int) -> Session:
    return session.changed(("first", Span((session.first or session.every).seconds(day_s) + worked, "s")))


def _tabled(source: Arrivals, day: dt.date) -> Arrivals:
    """What lay there at the start lay there on the scenario's own first day."""
    return source.changed(("initial", 0), ("table", (dt.datetime.combine(day, dt.time()),) * source.initial)) if source.initial else source


def _closed(scenario: Scenario, day: dt.date, rows: Sequence[OpenCase]) -> Scenario:
    """Return the office before its first day: everybody away, nobody new, and the open cases received when they were."""
    away = Absence(known=(KnownAbsence.model_validate({"from": scenario.calendar.start, "to": day}),))
    matters = {name: _only_open(matter, [row for row in rows if row.matter == name]) for name, matter in scenario.matters.items()}
    return scenario.changed(("desks", {name: _empty(desk, away) for name, desk in scenario.desks.items()}), ("matters", matters), ("never_both_away", ()))


def _empty(desk: Desk, away: Absence) -> Desk:
    officers = tuple(one.changed(("absence", away)) for one in desk.officers) if isinstance(desk.officers, tuple) else desk.officers
    return desk.changed(("absence", None if desk.officers == "unlimited" else away), ("officers", officers))


def _only_open(matter: Matter, rows: Sequence[OpenCase]) -> Matter:
    steps = dict.fromkeys(row.step for row in rows)
    lying = tuple(Arrivals(table=tuple(row.received for row in rows if row.step == step), at_step=step) for step in steps)
    sources = tuple(source.changed(("keep", 0.0)) for source in matter.sources)
    return matter.changed(("arrivals", (*sources, *lying))) if sources or lying else matter
