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
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from xnsim.labels import Label
from xnsim.policies.base import Policy
from xnsim.policies.compose import Timeline, timeline
from xnsim.program.horizon import stretches
from xnsim.scenario.check import check
from xnsim.scenario.check_open import open_findings
from xnsim.scenario.matter import Arrivals, Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Absence, Desk, KnownAbsence
from xnsim.scenario.problems import InputError, Problem
from xnsim.scenario.session import Session
from xnsim.scenario.sheet import one_problem, read_text, where_text
from xnsim.scenario.values import Span
from xnsim.worktime import DAY_S, make_calendar

COLUMNS = ("matter", "step", "received")
WORKBOOKS = (".xls", ".xlsx", ".xlsm", ".et")


class OpenCase(NamedTuple):
    """A case that lies in the office: its matter, the step at which it waits, and when its papers were handed in (local time)."""

    matter: str
    step: str
    received: dt.datetime


def read_open_cases(path: str | Path) -> tuple[OpenCase, ...]:
    """Read a table of open cases: CSV (UTF-8) with the columns matter, step and received (``2025-12-29 10:00``).

    Raises ``InputError`` with all its problems, each with its line; for a file that is not there,
    is a workbook, or was saved as GBK it says so.
    """
    file, found, problems = str(path), [], []
    if Path(path).suffix.lower() in WORKBOOKS:
        raise one_problem(file, "这是 Excel 工作簿;请另存为“CSV UTF-8(逗号分隔)”", "this is an Excel workbook; save it as “CSV UTF-8 (comma delimited)”")
    with io.StringIO(read_text(path), newline="") as lines:
        rows = csv.DictReader(lines)
        missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise InputError([Problem("", Label(f"缺少列 {'、'.join(missing)};第一行应为 matter,step,received",
                                                f"columns {', '.join(missing)} are missing; the first line reads matter,step,received"), 1, file)])
        for row in rows:
            try:
                found.append(OpenCase((row["matter"] or "").strip(), (row["step"] or "").strip(), dt.datetime.fromisoformat((row["received"] or "").strip())))
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
    problems = [Problem(where_text(finding.where), finding.says) for finding in open_findings(scenario, rows)]
    if problems:
        raise InputError(problems)
    day, first = scenario.calendar.start, min(row.received for row in rows).date()
    later = _begun_on(scenario, first)
    closed = _before_the_doors_open(later, day, sorted(rows), policies)
    known = {problem("zh") for problem in check(scenario)}
    wrong = {problem("zh"): problem for _, phase in closed for problem in check(phase) if problem("zh") not in known}
    if wrong:
        raise InputError(list(wrong.values()))
    phases = timeline(later, policies)
    begins = [(day if at is None or at < day else at, now) for at, now in phases]
    return (*closed, *((at, now) for place, (at, now) in enumerate(begins) if place + 1 == len(begins) or begins[place + 1][0] != at))


def _before_the_doors_open(scenario: Scenario, day: dt.date, rows: Sequence[OpenCase], policies: Sequence[Policy]) -> Timeline:
    """Return the phases in which the open cases were received: closed, each with the policies that were dated to hold in it."""
    old = [policy for policy in policies if policy.start is not None and policy.start < day]
    phases = [(at, now) for at, now in timeline(scenario, old) if at is None or at < day]
    ends = [*(at for at, _ in phases[1:]), day]
    return tuple((at, _closed(now, day, rows, {(row.matter, row.step) for row in rows if at is None or (end is not None and at <= row.received.date() < end)}))
                 for (at, now), end in zip(phases, ends, strict=True))


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
    """Return a session that first meets so many open seconds later."""
    return session.changed(("first", Span((session.first or session.every).seconds(day_s) + worked, "s")))


def _tabled(source: Arrivals, day: dt.date) -> Arrivals:
    """What lay there at the start lay there on the scenario's own first day."""
    return source.changed(("initial", 0), ("table", (dt.datetime.combine(day, dt.time()),) * source.initial)) if source.initial else source


def _closed(scenario: Scenario, day: dt.date, rows: Sequence[OpenCase], begins: set[tuple[str, str]]) -> Scenario:
    """Return the office before its first day: everybody away, nobody new, and the open cases received when they were, at the steps they begin with."""
    away = Absence(known=(KnownAbsence.model_validate({"from": scenario.calendar.start, "to": day}),))
    matters = {name: _only_open(matter, [row for row in rows if row.matter == name], {step for of, step in begins if of == name})
               for name, matter in scenario.matters.items()}
    return scenario.changed(("desks", {name: _empty(desk, away) for name, desk in scenario.desks.items()}), ("matters", matters), ("never_both_away", ()))


def _empty(desk: Desk, away: Absence) -> Desk:
    """Return a desk at which nobody is."""
    officers = tuple(one.changed(("absence", away)) for one in desk.officers) if isinstance(desk.officers, tuple) else desk.officers
    return desk.changed(("absence", None if desk.officers == "unlimited" else away), ("officers", officers))


def _only_open(matter: Matter, rows: Sequence[OpenCase], begins: set[str]) -> Matter:
    """Let nobody come but the open cases, each at the step it lies at."""
    steps = dict.fromkeys(row.step for row in rows)
    lying = tuple(Arrivals(table=tuple(row.received for row in rows if row.step == step), at_step=step if step in begins else None) for step in steps)
    sources = tuple(source.changed(("keep", 0.0)) for source in matter.sources)
    return matter.changed(("arrivals", (*sources, *lying))) if sources or lying else matter
