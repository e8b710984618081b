"""What stands in the office of the readable engine: moments, files, spells of work, officers, desks."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING, Callable

import simpy

from xnsim import tape as t
from xnsim.engines.diary import Diary, day_closing
from xnsim.worktime import FAR

if TYPE_CHECKING:
    from xnsim.engines.simpy_case import Case
    from xnsim.engines.simpy_engine import Office

FINISHED, ARRIVED, RAN_OUT, CLOSED, CAME_BACK, SETTLED, OVER = range(2, 9)  # 0 and 1 are SimPy's own: what follows at once
BRANCHES = 64               # a case has fewer
GONE = "gone"


class At(simpy.Event):
    """A moment that knows its place in the order of its second; within a place branches move in their order."""

    def __init__(self, env: simpy.Environment, when: int, place: int, then: Callable[[], None], branch: int = 0) -> None:
        super().__init__(env)
        self._ok, self._value = True, None
        self.callbacks.append(lambda _: then())
        env.schedule(self, place * BRANCHES + branch, when - env.now)


class File:
    """A case on somebody's desk, or one of the copies that go to several desks at once."""

    def __init__(self, case: "Case", branch: int) -> None:
        self.case, self.branch = case, branch
        self.stay: simpy.Event | None = None
        self.place = 0
        self.left = 0
        self.queued = self.spells = self.round = 0
        self.key: tuple[int, int, int, int] = (0, 0, 0, 0)
        self.desk: Desk | None = None
        self.spell: Spell | None = None
        self.limit = -1

    def end_stay(self, how: str) -> None:
        """Whoever comes first ends the stay; later ones find it ended."""
        stay, self.stay = self.stay, None
        if stay is not None:
            stay.succeed(how)


class Spell:
    """A stretch of work by one officer on one file."""

    def __init__(self, file: File, officer: "Officer", post: int, begin: int) -> None:
        self.file, self.officer, self.post, self.begin = file, officer, post, begin
        self.case, self.branch, self.step = file.case, file.branch, file.case.office.tape.d[file.place]
        self.round, self.number, self.desk = file.round, file.spells, file.desk
        self.end, self.how, self.civil = begin, t.DONE, True
        self.left = file.left

    def worked(self, now: int) -> int:
        """Return the seconds worked between the begin and now."""
        hours = self.officer.diary.hours
        return now - self.begin if self.civil else hours.working(now) - hours.working(self.begin)


class Officer:
    """Somebody who takes up files at the desks where he is allowed."""

    def __init__(self, number: int, diary: Diary, desks: list[int]) -> None:
        self.number, self.diary, self.desks = number, diary, desks
        self.spell: Spell | None = None


class Desk:
    """Files wait in line, in the order of their keys."""

    def __init__(self, office: "Office", number: int) -> None:
        tape = office.tape
        first = tape.desk_post_at[number]
        self.office, self.number = office, number
        self.unlimited, self.hall = tape.desk_unlimited[number], tape.desk_hall[number]
        self.closing, self.overtime = tape.desk_closing[number], tape.desk_overtime[number]
        self.hours = office.program.people.calendars[tape.desk_hours[number]]
        self.posts = list(range(first, first + tape.desk_post_n[number]))
        rows = range(tape.desk_roster_at[number], tape.desk_roster_at[number] + tape.desk_roster_n[number])
        self.roster = [(tape.roster_from[row], tape.roster_open[row]) for row in rows]
        self.by_rank: dict[int, list[int]] = {}
        for post in self.posts:
            self.by_rank.setdefault(tape.post_rank[post], []).append(post)
        self.line: list[File] = []
        self.busy = 0
        self.wake = -1

    def join(self, file: File) -> None:
        """The file takes its place in the line; who was put back has his old place."""
        insort(self.line, file, key=lambda waiting: waiting.key)
        self.office.nudge(self)
        if self.closing == t.TURN_AWAY:
            At(self.office.env, day_closing(self.hours, self.office.env.now), CLOSED, self.turn_away)

    def turn_away(self) -> None:
        """The doors close: who still waits leaves."""
        for file in sorted(self.line, key=lambda f: f.key):
            if file in self.line:
                file.case.outcome = file.case.outcome or t.TURNED_AWAY
                file.case.leave(self.office.tape.route_end[file.case.route], let_finish=0)

    def windows(self, now: int) -> int:
        """Return how many may serve here at once in this second."""
        return next((count for begin, count in reversed(self.roster) if begin <= now), len(self.posts)) if self.roster else FAR
