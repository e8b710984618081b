"""What stands in the office of the readable engine: moments, steps, files, officers, their posts, and desks."""

from __future__ import annotations

from bisect import insort
from operator import attrgetter
from typing import TYPE_CHECKING, Callable, Sequence

import simpy

from xnsim import tape as t
from xnsim.engines.diary import Diary, Span, current_or_next, day_closing
from xnsim.engines.simpy_capacity import capacities
from xnsim.worktime import FAR

if TYPE_CHECKING:
    from xnsim.engines.simpy_case import Case
    from xnsim.engines.simpy_spell import Spell
    from xnsim.engines.simpy_work import Workplace

FINISHED, ARRIVED, RAN_OUT, MET, CLOSED, CAME_BACK, SETTLED, OVER = range(2, 10)  # 0 and 1 are SimPy's own: what follows at once
BRANCHES = 64               # a case has fewer
GONE = "gone"
IN_LINE = attrgetter("key")
STANDARD = 1000             # the usual speed, in per mille


class At(simpy.Event):
    """A moment that knows its place in the order of its second; within a place branches move in their order."""

    _ok, _value = True, None        # nobody has to end it: it comes by itself, as SimPy's own Timeout does

    def __init__(self, env: simpy.Environment, when: int, place: int, then: Callable[[], None], branch: int = 0) -> None:
        self.env, self.then, self.callbacks = env, then, [At.come]
        env.schedule(self, place * BRANCHES + branch, when - env.now)

    def come(self) -> None:
        """The moment has come."""
        self.then()


class Step:
    """What the tape says of one step: at which desk it is worked on, how much work it is, and under which rules."""

    def __init__(self, tape: t.Tape, place: int) -> None:
        self.desk, self.number, self.limit = tape.a[place], tape.d[place], tape.e[place]
        self.works = range(tape.b[place], tape.b[place] + tape.c[place])       # streams
        self.order, self.trips, self.review, self.response = tape.order[place], tape.trips[place], tape.review[place], tape.response[place]
        self.patience, self.patience_open = tape.patience[place], tape.patience_open[place]
        rule = tape.f[place]
        self.team, self.batch, self.batch_sum = tape.rule_team[rule], tape.rule_batch[rule], tape.rule_batch_sum[rule]
        self.preempts, self.resume_cost = tape.rule_preempt[rule], tape.rule_resume_cost[rule]


class File:
    """A case on somebody's desk, or one of the copies that go to several desks at once."""

    gone = moot = False                             # see ``Ghost``

    def __init__(self, case: "Case", branch: int) -> None:
        self.case, self.branch = case, branch
        self.stay: simpy.Event | None = None
        self.place = 0
        self.step: Step | None = None               # the last one whose desk it came to
        self.left = self.done = 0                   # standard seconds of work: left, and done of them in the last spell
        self.queued = self.spells = self.round = 0
        self.key: tuple[int, int, int, int] = (0, 0, 0, 0)
        self.desk: Desk | None = None
        self.spell: Spell | None = None
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


class Officer:
    """Somebody who takes up files at the desks where he is allowed."""

    def __init__(self, number: int, diary: Diary, desks: Sequence[int]) -> None:
        self.number, self.diary, self.desks = number, diary, desks
        self.spell: Spell | None = None


class Post:
    """An officer's seat at a desk: who he is, how fast he works there, and from when to when he may."""

    def __init__(self, office: "Workplace", number: int, windows: list[Span]) -> None:
        tape = office.tape
        self.number, self.officer, self.rank = number, office.officers[tape.post_officer[number]], tape.post_rank[number]
        self.speed, self.pace = tape.post_speed[number], paces(office, tape.post_pace[number])
        self.always, self.windows, self.cut = tape.post_always[number], windows, tape.post_cut[number]
        self.when_line = tape.post_when_line[number]

    def able(self, desk: "Desk", file: File, now: int) -> bool:
        """Say whether he could work on a file now, were he free: he is there, and allowed."""
        diary = self.officer.diary
        if diary.away_at(now) or not (self.always or current_or_next(self.windows, now)[0] <= now):
            return False
        return diary.hours.open_at(now) or (desk.closing == t.SERVE_OUT and file.queued < diary.last_closing(now) <= now)

    def able_next(self, now: int) -> int:
        """Return when he could next work here, were he free."""
        return max(self.officer.diary.next_there(now), current_or_next(self.windows, now)[0])

    def speed_at(self, now: int) -> int:
        """Return the speed, in per mille, of somebody who begins now: his practice here times the calendar's pace."""
        return max(1, (self.speed * self.pace[now // 86400] + 500) // 1000) if self.pace else self.speed

    def finish(self, desk: "Desk", now: int, need: int) -> tuple[int, bool]:
        """Return when so many seconds of work begun now would be done, and whether closing time is ignored."""
        return self.officer.diary.finish(now, need, desk.closing, desk.overtime)

    def leaves(self, now: int) -> int:
        """Return when he must let go of what he has in hand now: he goes away, or may no longer serve here."""
        leave = self.officer.diary.next_leave(now)
        return leave if self.always or not self.cut else min(leave, current_or_next(self.windows, now)[1])


class OpenPost(Post):
    """A seat at a desk that serves everybody at once: there is always one more, and no officer is named."""

    def __init__(self, office: "Workplace", desk: "Desk") -> None:
        self.number, self.officer = -1, Officer(-1, Diary(desk.hours, []), [])
        self.speed, self.pace = STANDARD, paces(office, office.tape.desk_pace[desk.number])
        self.always, self.cut = 1, 0

    def finish(self, desk: "Desk", now: int, need: int) -> tuple[int, bool]:
        """Work goes on in the hours of the desk."""
        return desk.hours.add(now, need), False


def paces(office: "Workplace", row: int) -> Sequence[int]:
    """Return the pace of the calendar, a day each, in per mille; empty where it is the standard one."""
    first = office.tape.pace_at[row] if row >= 0 else 0
    return office.tape.pace[first:first + office.program.calendar.days] if row >= 0 else ()


class Desk:
    """Files wait in line, in the order of their keys."""

    def __init__(self, office: "Workplace", number: int) -> None:
        tape = office.tape
        self.office, self.number = office, number
        self.hall, self.closing, self.overtime = tape.desk_hall[number], tape.desk_closing[number], tape.desk_overtime[number]
        self.hours = office.program.people.calendars[tape.desk_hours[number]]
        self.posts = office.posts[tape.desk_post_at[number]:tape.desk_post_at[number] + tape.desk_post_n[number]]
        rows = range(tape.desk_roster_at[number], tape.desk_roster_at[number] + tape.desk_roster_n[number])
        self.roster = [(tape.roster_from[row], tape.roster_open[row]) for row in rows]
        self.by_rank: dict[int, list[Post]] = {}
        for post in self.posts:
            self.by_rank.setdefault(post.rank, []).append(post)
        self.unlimited = OpenPost(office, self) if tape.desk_unlimited[number] else None
        self.line: list[File] = []
        self.moved, self.stood = -1, 0      # in which second the line last moved, and how many stood in it before that
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
            insort(self.line, file, key=IN_LINE)
            self.office.nudge(self)

    def waiting(self) -> int:
        """Return how many stood in the line when this second began."""
        return self.stood if self.moved == self.office.env.now else len(self.line)

    def _moves(self) -> None:
        if self.moved != self.office.env.now:
            self.moved, self.stood = self.office.env.now, len(self.line)

    def part(self, file: File) -> None:
        """The file leaves the line."""
        self._moves()
        self.line.remove(file)

    def join(self, file: File) -> None:
        """The file takes its place in the line; who was put back has his old place."""
        self._moves()
        insort(self.line, file, key=IN_LINE)
        self.office.nudge(self)
        if self.closing == t.TURN_AWAY:
            At(self.office.env, day_closing(self.hours, self.office.env.now), CLOSED, self.turn_away)

    def turn_away(self) -> None:
        """The doors close: who still waits leaves."""
        for file in sorted(self.line, key=IN_LINE):
            if file in self.line:
                file.case.outcome = file.case.outcome or t.TURNED_AWAY
                file.case.leave(self.office.tape.route_end[file.case.route], let_finish=0)

    def windows(self, now: int) -> int:
        """Return how many may serve here at once in this second."""
        return next((count for begin, count in reversed(self.roster) if begin <= now), len(self.posts)) if self.roster else FAR

    def somebody_free(self) -> bool:
        """Say whether one of those who may serve here has nothing in hand."""
        for post in self.posts:
            if post.officer.spell is None:
                return True
        return False
