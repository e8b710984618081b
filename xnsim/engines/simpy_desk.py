"""What stands in the office of the readable engine: moments, files, spells of work, officers, desks."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING, Callable

import simpy

from xnsim import tape as t
from xnsim.engines.diary import Diary, day_closing
from xnsim.engines.simpy_capacity import capacities
from xnsim.worktime import FAR

if TYPE_CHECKING:
    from xnsim.engines.simpy_case import Case
    from xnsim.engines.simpy_engine import Office

FINISHED, ARRIVED, RAN_OUT, MET, CLOSED, CAME_BACK, SETTLED, OVER = range(2, 10)  # 0 and 1 are SimPy's own: what follows at once
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
        self.patience = FAR                         # until when it waits to be taken up
        self.lost: simpy.Event | None = None        # the wait in which it is lost on the way
        self.session = -1                           # the one it waits for
        self.pauses: list[tuple[int, int]] = []     # that it holds: lawful, applicant
        self.refused = self.last = False            # it said no; it begins nothing more

    def end_stay(self, how: str) -> None:
        """Whoever comes first ends the stay; later ones find it ended."""
        stay, self.stay = self.stay, None
        if stay is not None:
            stay.succeed(how)

    def found(self) -> None:
        """What was lost on the way is found: its wait is over."""
        if self.lost is not None and self.stay is self.lost:
            self.end_stay("found")


class InHand:
    """A file in the hands of those who work on it, and what was left of its work when they began."""

    def __init__(self, file: File) -> None:
        self.file: File | None = file       # None: it has left and is finished for nothing
        self.case, self.branch, self.step = file.case, file.branch, file.case.office.tape.d[file.place]
        self.round, self.number, self.left = file.round, file.spells, file.left
        self.done, self.gone = 0, False
        self.rows: list[list[int]] = []     # what is written down about it
        self.review = file.case.office.tape.review[file.place]


class Spell:
    """A stretch of work by one officer, or a team, on one file, or several at once."""

    def __init__(self, files: list[File], crew: list[tuple["Officer", int]], begin: int, speed: int, summed: int) -> None:
        self.crew, self.load, self.desk = crew, [InHand(file) for file in files], files[0].desk
        self.begin, self.end, self.over = begin, FAR, -1
        self.speed, self.summed, self.civil = speed, summed, True
        self.hours = crew[0][0].diary.hours

    @property
    def left(self) -> int:
        """Return the standard seconds of work before those who begin."""
        return sum(hand.left for hand in self.load) if self.summed else max(hand.left for hand in self.load)

    def worked(self, now: int) -> int:
        """Return the seconds worked between the begin and now."""
        return now - self.begin if self.civil else self.hours.working(now) - self.hours.working(self.begin)

    def share_out(self, now: int) -> None:
        """Note how far each file has come: all at the same pace, or one after the other."""
        done = self.worked(now) * self.speed // 1000
        for hand in self.load:
            hand.done = min(hand.left, done)
            done -= hand.done * self.summed


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
        self.capacity = capacities(office, number)
        self.door: list[File] = []          # who came in this second, before the doorkeeper has looked
        self.busy = 0
        self.wake = -1

    def come(self, file: File) -> None:
        """The file comes to the desk: into its line, or first to the door where only so many may be inside."""
        if self.capacity:
            self.door.append(file)
            self.office.nudge(self)
        else:
            self.join(file)

    def put_anew(self, file: File, key: tuple[int, int, int, int]) -> None:
        """The file has another place in line than before; its old second still counts."""
        waits = file in self.line
        if waits:
            self.line.remove(file)
        file.key = key
        if waits:
            insort(self.line, file, key=lambda waiting: waiting.key)
            self.office.nudge(self)

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
