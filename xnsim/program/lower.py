"""From a scenario (or a dated row of them) to the program: numbers both engines walk on."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil
from typing import Any, Sequence

from xnsim import laws, tape as t
from xnsim.labels import Label
from xnsim.program.channels import write_channels
from xnsim.program.demand import Stream, streams_of
from xnsim.program.horizon import stretches
from xnsim.program.laws_of import law_of
from xnsim.program.limits import NO_LIMIT, Units, units_of
from xnsim.program.newcomers import write_newcomers
from xnsim.program.people import People, PeopleWriter
from xnsim.program.quality import write_quality
from xnsim.program.route import RouteWriter
from xnsim.program.rules import rule_text
from xnsim.program.sessions import write_sessions
from xnsim.program.sheet import Sheet
from xnsim.program.timers import write_timers
from xnsim.program.words import words_of
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.problems import InputError, Problem
from xnsim.scenario.values import Span
from xnsim.worktime import SPAN, Calendar

DAY = 86400
CIVIL_DAYS = {"s": 1 / DAY, "min": 1 / 1440, "h": 1 / 24, "d": 1.0, "wd": 7 / 5, "mo": 365 / 12}


@dataclass(frozen=True)
class Phase:
    """A stretch of the run during which one scenario holds: [begin, end) in seconds."""

    begin: int
    end: int
    scenario: Scenario


@dataclass(frozen=True)
class Source:
    """One source with what its matter's routes need at arrival."""

    stream: Stream
    routes: tuple[tuple[int, int], ...]     # (from second, route)


@dataclass(frozen=True)
class Program:
    """A lowered scenario: the tape, and what people and applicants are dealt from.

    ``window`` is the measuring window, ``end`` the last second of the run; ``digest``
    names the scenario (all its ``phases``); ``words`` are the newer words it uses.
    """

    tape: t.Tape
    calendar: Calendar
    window: tuple[int, int]
    end: int
    people: People
    sources: tuple[Source, ...]
    classes: tuple[tuple[tuple[int, float], ...], ...]      # per route: (class number, share)
    stream_names: tuple[int, ...]
    steps: tuple[str, ...]
    matters: tuple[str, ...]
    class_names: tuple[str, ...]
    max_branches: int
    max_forks: int
    max_counters: int
    max_streams: int
    labels: dict[str, Label]
    phases: tuple[Phase, ...]
    scenario: Scenario
    spells_expected: float = 0.0
    branch_names: tuple[str, ...] = ()      # per branch row, for ledgers and reports
    words: frozenset[str] = frozenset()
    channel_names: tuple[str, ...] = ()
    spaces: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def digest(self) -> str:
        """A short hash of everything that can change a run."""
        if len(self.phases) == 1:
            return self.phases[0].scenario.digest()
        text = ";".join(f"{p.begin}:{p.scenario.digest()}" for p in self.phases)
        return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def lower(timeline: Scenario | Sequence[tuple[dt.date | None, Scenario]]) -> Program:
    """Lower a scenario, or a timeline of (date it begins, scenario) phases, to a program."""
    rows = [(None, timeline)] if isinstance(timeline, Scenario) else list(timeline)
    return _Lowering(rows).program()


class _Lowering:
    def __init__(self, rows: list[tuple[dt.date | None, Scenario]]) -> None:
        self.scenario = rows[0][1]
        if any(scenario.open_cases for _, scenario in rows):
            raise InputError([Problem("open_cases", Label("有在办件的方案要先排开阶段再降低:请用 xn.simulate、xn.compare,或 lower(timeline(方案, 政策))",
                                                          "a scenario with open cases is laid out in phases first: use xn.simulate, xn.compare, or lower(timeline(scenario, policies))"))])
        spec = self.scenario.calendar
        laid = stretches(self.scenario)
        self.calendar, self.window, self.end = laid.calendar, laid.window, laid.end
        begins = [0 if day is None else (day - spec.start).days * DAY for day, _ in rows]
        ends = [*begins[1:], t.NEVER]
        self.phases = [Phase(b, e, s) for (b, e, (_, s)) in zip(begins, ends, rows, strict=True) if b < e and e > 0]
        self.sheet = Sheet(self.calendar.day_seconds)
        self.routes: dict[str, int] = {}
        self.writers: list[RouteWriter] = []
        self.classes: list[tuple[tuple[int, float], ...]] = []
        self.class_names = _union(["ordinary"], *(m.classes for p in self.phases for m in p.scenario.matters.values()))
        self.sheet.class_names = self.class_names
        self.sheet.channel_names = _union(*(m.channels for p in self.phases for m in p.scenario.matters.values()))
        self.matters = {n: i for i, n in enumerate(_union(*(p.scenario.matters for p in self.phases)))}

    def program(self) -> Program:
        """Lower people, meetings, routes and applicants, in this order: each needs the ones before."""
        people = PeopleWriter(self.sheet, self.phases, self.calendar).write()
        write_sessions(self.sheet, self.phases, self.calendar, self.end)
        by_matter = {name: self._routes(name, people) for name in self.matters}
        streams = streams_of(self.phases, self.matters, self.calendar, self.end)
        names = list(self.matters)
        sources = tuple(Source(s, by_matter[names[s.matter]]) for s in streams)
        write_newcomers(self.sheet, self.phases, by_matter, self.writers, self.classes)
        self._branch_table()
        self._legal_calendar()
        widest = lambda what: max(getattr(w, what) for w in self.writers)
        return Program(
            tape=self.sheet.tape(), calendar=self.calendar, window=self.window, end=self.end, people=people,
            sources=sources, classes=tuple(self.classes), stream_names=tuple(self.sheet.stream_names),
            steps=tuple(self.sheet.steps), matters=tuple(names), class_names=tuple(self.class_names),
            max_branches=self._width(), max_forks=max(1, widest("forks")), max_counters=max(1, widest("counters")),
            max_streams=widest("streams"), labels=self._labels(), phases=tuple(self.phases), scenario=self.scenario,
            spells_expected=float(max(self.sheet.columns["verb"].count(t.SERVE), 1)), words=words_of(p.scenario for p in self.phases),
            branch_names=tuple(self.sheet.branch_names), channel_names=tuple(self.sheet.channel_names))

    def _routes(self, name: str, people: People) -> tuple[tuple[int, int], ...]:
        found: list[tuple[int, int]] = []
        for phase in self.phases:
            if name not in phase.scenario.matters:
                continue
            matter = phase.scenario.matters[name]
            text = name if len(self.phases) == 1 else name + matter.model_dump_json(exclude={"arrivals", "name"}) + str(
                {n: rule_text(d) for n, d in phase.scenario.desks.items()})      # phases that agree in this share a route
            if text not in self.routes:
                self.routes[text] = self._route(phase.scenario, name, matter, people)
            if not found or found[-1][1] != self.routes[text]:
                found.append((phase.begin, self.routes[text]))
        return tuple(found)

    def _route(self, scenario: Scenario, name: str, matter: Matter, people: People) -> int:
        add = self.sheet.add
        first_stream = len(self.sheet.stream_names)
        writer = RouteWriter(self.sheet, scenario, matter, people.desks)
        writer.matters = self.matters
        start, end = writer.write()
        self.writers.append(writer)
        route = add("route_start", start)
        add("route_end", end)
        add("route_matter", self.matters[name])
        add("route_stream_at", first_stream)
        add("route_loops", 1 if writer.looping else 0)
        self._limits(matter, writer)
        write_timers(writer, matter, self.matters)
        write_quality(writer, matter, self.matters)
        write_channels(self.sheet, matter)
        add("route_streams", writer.streams)
        self._classes(matter)
        return route

    def _limits(self, matter: Matter, writer: RouteWriter) -> None:
        sheet, limits = self.sheet, matter.limits
        units = {name: units_of(getattr(limits, name), sheet) for name in ("promised", "statutory", "acceptance")}
        sheet.columns["route_promised"].extend((units["promised"].kind, units["promised"].units))
        sheet.columns["route_statutory"].extend((units["statutory"].kind, units["statutory"].units))
        extension = [0, 0, -1, -1]
        if matter.extension is not None:
            ext = matter.extension
            counted = limits.promised or limits.statutory
            same = lambda span: _in_units(span, counted, sheet)
            extension = [same(ext.by), same(ext.ask_before),
                         writer.stream("extension", "ask", laws.bernoulli(ext.probability)),
                         writer.stream("extension", "approval", law_of(ext.approval, sheet.day_seconds))]
        else:
            longer = next((timer.by for timer in matter.timers if timer.do == "extend"), None)
            extension[0] = 0 if longer is None else units_of(longer, sheet).units
        sheet.columns["route_extension"].extend(extension)
        first = len(sheet.columns["limit_clock"])
        for rule in sorted(matter.on_expiry, key=lambda e: ("statutory", "promised", "acceptance").index(e.limit)):
            self._limit(rule, units[rule.limit], writer)
        sheet.add("route_acts", 1 if len(sheet.columns["limit_clock"]) > first or extension[2] >= 0 or matter.timers else 0)
        sheet.add("route_limit_at", first)
        sheet.add("route_limit_n", len(sheet.columns["limit_clock"]) - first)

    def _limit(self, rule: object, units: Units, writer: RouteWriter) -> None:
        if units.kind == NO_LIMIT:
            return
        if rule.exit == "deemed_accepted":
            writer.limit_row(t.ACCEPTANCE, units, -1, rule.exit, writer.accept_next, rule.in_hand)
            return
        outcome = {"deemed_approved": t.DEEMED_APPROVED, "deemed_renewed": t.DEEMED_RENEWED, "lapsed": t.LAPSED, "refused": t.REFUSED}
        clock = t.ACCEPTANCE if rule.limit == "acceptance" else t.OFFICIAL
        to = writer.deliver_place if rule.go_to == "deliver" else self.sheet.columns["route_end"][-1]
        writer.limit_row(clock, units, outcome[rule.exit], rule.exit, to, rule.in_hand, 1 if rule.limit == "statutory" else 0)

    def _classes(self, matter: Matter) -> None:
        names = ["ordinary", *matter.classes]
        shares = [cls.share for cls in matter.classes.values()]
        rows = zip(names, [1.0 - sum(shares), *shares], strict=True)
        self.classes.append(tuple((self.class_names.index(n), s) for n, s in rows))
        places = {name: -(matter.priority + cls.priority) for name, cls in matter.classes.items()}
        self.sheet.columns["route_priority"].extend(places.get(n, -matter.priority) for n in self.class_names)

    def _branch_table(self) -> None:
        width = self._width()
        for writer in self.writers:
            self.sheet.columns["route_branch_row"].extend(writer.branch_rows.get(b, -1) for b in range(width))

    def _width(self) -> int:
        """The branches a case may have, as a power of two: so a token knows its case by a shift."""
        return 1 << (max(w.branches for w in self.writers) - 1).bit_length()

    def _legal_calendar(self) -> None:
        columns, calendar = self.sheet.columns, self.calendar
        columns["origin"] = [calendar.origin]
        for name in ("closed_before_day", "day_close", "wd_closes", "day_due"):
            columns[name] = getattr(calendar, name)

    def _labels(self) -> dict[str, Label]:
        found: dict[str, Label] = {}
        for phase in self.phases:
            for kind in (phase.scenario.desks, phase.scenario.matters, phase.scenario.offices):
                found.update({name: part.name for name, part in kind.items() if part.name is not None})
        return found


def _in_units(span: Span, limit: Span, sheet: Sheet) -> int:
    """Return an extension, or how long before the end it is asked for, in the units of its limit; parts count as whole."""
    if units_of(limit, sheet).kind == SPAN:
        return round(span.seconds(sheet.day_seconds))
    share = 1.0 if span.unit == limit.unit else CIVIL_DAYS[span.unit] / CIVIL_DAYS[limit.unit]
    return ceil(span.amount * share)


def _union(*names: object) -> list[str]:
    return list(dict.fromkeys(name for group in names for name in group))
