"""Desks, officers and posts: who may serve where, from when to when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xnsim import laws, tape as t
from xnsim.program.laws_of import law_of
from xnsim.program.pace import PaceWriter
from xnsim.program.steady import refuse_dated_doors
from xnsim.worktime import Calendar, make_calendar, parse_hours

if TYPE_CHECKING:
    from xnsim.program.lower import Phase
    from xnsim.program.sheet import Sheet
    from xnsim.scenario.office import Absence, Desk
    from xnsim.scenario.values import Span

CLOSINGS = {"suspend": t.SUSPEND, "finish": t.FINISH, "serve_out": t.SERVE_OUT, "turn_away": t.TURN_AWAY}


@dataclass(frozen=True)
class Away:
    """How an officer comes and goes during one phase, in the working time of his office."""

    begin: int
    end: int
    present: laws.Law | None
    away: laws.Law | None
    known: tuple[tuple[int, int], ...]


@dataclass
class Post:
    """An officer allowed at a desk: his own (rank 0), as cover, or to help."""

    desk: int
    officer: int
    rank: int
    speed: int
    cut: bool
    while_away: int = -1
    delay: int = 0
    delay_works: bool = False
    when_line: int = 0
    windows: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class People:
    """All who work here over the whole run, phase by phase merged into dated windows."""

    desks: dict[str, int] = field(default_factory=dict)
    officers: dict[str, int] = field(default_factory=dict)
    hours: list[tuple[str, ...]] = field(default_factory=list)
    calendars: list[Calendar] = field(default_factory=list)
    officer_hours: list[int] = field(default_factory=list)
    away: list[list[Away]] = field(default_factory=list)
    never_both: list[tuple[tuple[int, ...], int, int]] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    seconded: dict[int, list[tuple[int, int]]] = field(default_factory=dict)     # per officer: when he works at another desk only


def joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans [from, to) in order, those that touch or overlap made one."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def without(window: tuple[int, int], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what is left of a window [from, to) when the spans are taken out."""
    found, begin = [], window[0]
    for first, last in joined(spans):
        if begin < min(first, window[1]):
            found.append((begin, min(first, window[1])))
        begin = max(begin, last)
    return [*found, (begin, window[1])] if begin < window[1] else found


class PeopleWriter:
    """Merges the phases' desks and officers and writes them on the sheet."""

    def __init__(self, sheet: "Sheet", phases: "list[Phase]", calendar: Calendar) -> None:
        self.sheet, self.phases, self.calendar = sheet, phases, calendar
        self.people = People()
        self.spec = phases[0].scenario.calendar
        self._posts: dict[tuple, Post] = {}

    def write(self) -> People:
        """Write desks, posts, officers and hours; return who is who. Row 0 of the hours is the calendar's own."""
        refuse_dated_doors(self.phases, self.calendar)
        self.hours_row(self.spec.hours)
        for phase in self.phases:
            for name in phase.scenario.desks:
                self.people.desks.setdefault(name, len(self.people.desks))
        for phase in self.phases:
            self._officers(phase)
        for phase in self.phases:
            self._secondments(phase)
        for phase in self.phases:
            self._own_posts(phase)
            self._cover(phase)
            self._helps(phase)
            for group in phase.scenario.never_both_away:
                self.people.never_both.append((tuple(self.people.officers[name] for name in group), phase.begin, phase.end))
        self.people.posts = sorted(self._posts.values(), key=lambda p: (p.desk, p.rank, p.officer))
        for post in self.people.posts:
            post.windows = joined(post.windows)
        self._write_desks()
        self._write_posts()
        self._write_hours()
        return self.people

    def hours_row(self, hours: tuple[str, ...]) -> int:
        """Return the row of an hours table, making its calendar the first time."""
        if hours not in self.people.hours:
            self.people.hours.append(hours)
            same = self.spec.continuous or hours == self.spec.hours
            self.people.calendars.append(self.calendar if same else make_calendar(
                self.spec.start, self.calendar.days, hours, self.spec.holidays, asked=1))
        return self.people.hours.index(hours)

    def _desk_hours(self, phase: "Phase", desk: "Desk") -> tuple[str, ...]:
        place = phase.scenario.offices.get(desk.office)
        return place.hours if place is not None and place.hours else self.spec.hours

    def _officers(self, phase: "Phase") -> None:
        for desk_name, desk in phase.scenario.desks.items():
            office_hours = self._desk_hours(phase, desk)
            named = {} if isinstance(desk.officers, (int, str)) else {o.name: o for o in desk.officers}
            for name in phase.scenario.officers_of(desk_name):
                officer = named.get(name)
                hours = officer.hours if officer is not None and officer.hours else office_hours
                absence = officer.absence if officer is not None and officer.absence else desk.absence
                self._officer(phase, name, self.hours_row(hours), absence)

    def _officer(self, phase: "Phase", name: str, hours: int, absence: "Absence | None") -> None:
        people = self.people
        if name not in people.officers:
            people.officers[name] = len(people.officers)
            people.officer_hours.append(hours)
            people.away.append([])
        if absence is None:
            return
        cal = people.calendars[hours]
        law = [None if d is None else law_of(d, cal.day_seconds) for d in (absence.present, absence.away)]
        known = tuple((cal.day_of(k.start) * 86400, cal.day_of(k.end) * 86400) for k in absence.known)
        spans, new = people.away[people.officers[name]], Away(phase.begin, phase.end, law[0], law[1], known)
        if spans and spans[-1].end == new.begin and (spans[-1].present, spans[-1].away, spans[-1].known) == (law[0], law[1], known):
            new = Away(spans.pop().begin, new.end, law[0], law[1], known)
        spans.append(new)

    def _post(self, phase: "Phase", post: Post, window: tuple[int, int]) -> None:
        key = (post.desk, post.officer, post.rank, post.speed, post.cut, post.while_away, post.delay, post.delay_works,
               post.when_line)
        post = self._posts.setdefault(key, post)
        post.windows += without(window, self.people.seconded.get(post.officer, []))

    def _secondments(self, phase: "Phase") -> None:
        """An officer lent to another desk works there as at his own, and nowhere else."""
        for loan in phase.scenario.secondments:
            officer, window = self.people.officers[loan.officer], self._dates(phase, loan.start, loan.end)
            post = Post(self.people.desks[loan.desk], officer, 0, round(loan.efficiency * 1000), True)
            if window[0] < window[1]:
                self._post(phase, post, window)
                self.people.seconded[officer] = joined([*self.people.seconded.get(officer, []), window])

    def _dates(self, phase: "Phase", start: "dt.date | None", end: "dt.date | None") -> tuple[int, int]:
        begin = phase.begin if start is None else max(phase.begin, self.calendar.day_of(start) * 86400)
        return begin, phase.end if end is None else min(phase.end, self.calendar.day_of(end) * 86400)

    def _own_posts(self, phase: "Phase") -> None:
        for desk in phase.scenario.desks:
            for name in phase.scenario.officers_of(desk):
                post = Post(self.people.desks[desk], self.people.officers[name], 0, 1000, True)
                self._post(phase, post, (phase.begin, phase.end))

    def _cover(self, phase: "Phase") -> None:
        scenario, people = phase.scenario, self.people
        for cover in scenario.cover:
            speed = round(cover.efficiency * 1000)
            if speed == 0:
                continue
            for desk in scenario.desks:
                if cover.a in scenario.officers_of(desk):
                    delay, works = self._delay(cover.delay)
                    post = Post(people.desks[desk], people.officers[cover.b], 1, speed, cover.hand_back == "at_once",
                                people.officers[cover.a], delay, works)
                    self._post(phase, post, (phase.begin, phase.end))

    def _delay(self, delay: "Span | None") -> tuple[int, bool]:
        if delay is None:
            return 0, False
        return round(delay.seconds(self.sheet.day_seconds)), delay.unit == "wd"

    def _helps(self, phase: "Phase") -> None:
        for help_ in phase.scenario.helps:
            speed = round(help_.efficiency * 1000)
            post = Post(self.people.desks[help_.desk], self.people.officers[help_.officer], help_.rank, speed, True, when_line=help_.when_line or 0)
            if speed > 0:
                self._post(phase, post, self._dates(phase, help_.start, help_.end))

    def _write_desks(self) -> None:
        add, columns = self.sheet.add, self.sheet.columns
        for name in self.people.desks:
            phase = next(p for p in self.phases if name in p.scenario.desks)
            desk = phase.scenario.desks[name]
            add("desk_unlimited", 1 if desk.officers == "unlimited" else 0)
            add("desk_hours", self.hours_row(self._desk_hours(phase, desk)))
            add("desk_hall", 1 if phase.scenario.in_hall(name) else 0)
            add("desk_closing", CLOSINGS[desk.closing])
            overtime = t.NEVER if desk.overtime_max is None else round(desk.overtime_max.seconds(self.sheet.day_seconds))
            add("desk_overtime", overtime)
            self._capacity(name)
            rows = self._roster(desk)
            add("desk_roster_at", len(columns["roster_from"]))
            add("desk_roster_n", len(rows))
            for begin, count in rows:
                add("roster_from", begin)
                add("roster_open", count)

    def _capacity(self, name: str) -> None:
        """Write how many may be at a desk, by date."""
        rows = [(p.begin, p.scenario.desks[name].capacity or t.NEVER) for p in self.phases if name in p.scenario.desks]
        changes = [row for i, row in enumerate(rows) if i == 0 or rows[i - 1][1] != row[1]] if any(most < t.NEVER for _, most in rows) else []
        self.sheet.add("desk_capacity_at", len(self.sheet.columns["capacity_from"]))
        self.sheet.add("desk_capacity_n", len(changes))
        self.sheet.columns["capacity_from"].extend(begin for begin, _ in changes)
        self.sheet.columns["capacity_most"].extend(most for _, most in changes)

    def _roster(self, desk: "Desk") -> list[tuple[int, int]]:
        times = sorted((parse_hours(f"{o.at}-24:00")[0], o.windows) for o in desk.open_by_hour)
        return [(day * 86400 + s, n) for day in range(self.calendar.days) for s, n in times] if times else []

    def _write_posts(self) -> None:
        add, posts = self.sheet.add, self.people.posts
        whole = (self.phases[0].begin, self.phases[-1].end)
        paces, officers, desks = PaceWriter(self.sheet, self.phases, self.calendar), list(self.people.officers), list(self.people.desks)
        for desk in desks:
            add("desk_pace", paces.row(desk, None))
        at_desk = [post.desk for post in posts]     # in order, as the posts are
        for desk in range(len(desks)):
            count = at_desk.count(desk)
            add("desk_post_at", at_desk.index(desk) if count else 0)
            add("desk_post_n", count)
        columns = self.sheet.columns
        columns["post_officer"].extend(post.officer for post in posts)
        columns["post_rank"].extend(post.rank for post in posts)
        columns["post_speed"].extend(post.speed for post in posts)
        columns["post_when_line"].extend(post.when_line for post in posts)
        columns["post_cut"].extend(1 if post.cut else 0 for post in posts)
        columns["post_pace"].extend(paces.row(desks[post.desk], officers[post.officer]) for post in posts)
        columns["post_always"].extend(1 if post.while_away < 0 and post.windows == [whole] else 0 for post in posts)
        places: list[set[int]] = [set() for _ in officers]
        for post in posts:
            places[post.officer].add(post.desk)
        columns["officer_hours"].extend(self.people.officer_hours)
        for own in places:
            add("officer_desk_at", len(columns["officer_desk"]))
            add("officer_desk_n", len(own))
            columns["officer_desk"].extend(sorted(own))

    def _write_hours(self) -> None:
        columns = self.sheet.columns
        for calendar in self.people.calendars:
            self.sheet.add("hours_at", len(columns["hours_open"]))
            self.sheet.add("hours_n", len(calendar.opens))
            columns["hours_open"].extend(calendar.opens)
            columns["hours_close"].extend(calendar.closes)
            columns["hours_before"].extend(calendar.work_before[:-1])
