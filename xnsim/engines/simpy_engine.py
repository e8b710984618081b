"""The law: one generator walks one case along the tape, as SimPy would tell it in class.

Five rules make the walk say the same thing in any engine. One second settles in a fixed
order: work that ends; arrivals and waits that end; limits that run out; doors that close;
people who come back; and last, when all that has settled, the officers take up files. A
wait is one ``stay``, an event that is ended once, by whoever comes first: the officer, the
limit, the closing door. Nobody is interrupted: a late alarm finds the stay ended and does
nothing. A case changes only itself, until officers are given out, and its branches move one
after the other, as they are listed. And nothing is drawn by turn: the luck of a case has a
name.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any, Callable, Generator

import simpy

from xnsim import tape as t
from xnsim.draws import first_hash, next_hash, uniform
from xnsim.engines.clocks import due
from xnsim.engines.diary import Diary, current_or_next
from xnsim.engines.share import share_at
from xnsim.engines.simpy_capacity import admit
from xnsim.engines.simpy_case import Case
from xnsim.engines.simpy_desk import (
    ARRIVED, CAME_BACK, FINISHED, OVER, RAN_OUT, SETTLED, At, Desk, File, InHand, Officer, Spell,
)
from xnsim.engines.simpy_gate import Sessions
from xnsim.engines.simpy_hands import Crew, free_crew, make_way, taken_along, team_of
from xnsim.engines.simpy_refusal import begins_nothing, noted, stopped
from xnsim.engines.simpy_spawn import Coming, Newcomers, spawn
from xnsim.engines.simpy_timers import HEAD
from xnsim.engines.simpy_response import happens, hurry, way
from xnsim.engines.simpy_traits import discover, judge, spent
from xnsim.laws import law_value
from xnsim.program import Program
from xnsim.worktime import FAR

ENDED, WORKED = 8, 9        # places in the row of a spell


class Office:
    """All desks, officers and cases of one run."""

    def __init__(self, program: Program, fate: t.Fate, env: simpy.Environment) -> None:
        self.program, self.fate, self.tape, self.env = program, fate, program.tape, env
        tape = self.tape
        self.desks = [Desk(self, i) for i in range(len(tape.desk_hall))]
        self.officers = [self._officer(i) for i in range(len(tape.officer_hours))]
        self.windows = [_spans(fate.open_at, fate.open_n, fate.open_from, fate.open_to, i) for i in range(len(tape.post_officer))]
        self.ranks = sorted(set(tape.post_rank))
        self.cases: list[Case] = []         # who was dealt beforehand
        self.later: list[Case] = []         # who came because of others
        self.newcomers = Newcomers(self)
        self.spells: list[list[int]] = []
        self.stirred: set[int] = set()
        self.settling = False
        self.sessions = Sessions(self)
        self.begins_at = {(source, route): place for source, route, place in zip(tape.begin_source, tape.begin_route, tape.begin_place, strict=True)}
        self.preempting = any(tape.rule_preempt)
        begin, end = program.window
        self.measured_open = sum(1 for moment in fate.received if begin <= moment < end)
        self.over = self.env.event()

    def _officer(self, number: int) -> Officer:
        tape, fate = self.tape, self.fate
        hours = self.program.people.calendars[tape.officer_hours[number]]
        first = tape.officer_desk_at[number]
        desks = list(tape.officer_desk[first:first + tape.officer_desk_n[number]])
        return Officer(number, Diary(hours, _spans(fate.away_at, fate.away_n, fate.away_from, fate.away_to, number)), desks)

    def run(self) -> int:
        """Run until all that is measured is closed, or the run is over; return the last second that settled."""
        self._next_arrival()
        self.sessions.call()
        At(self.env, self.program.window[1], OVER, self.perhaps_over)
        At(self.env, self.program.end, -1, lambda: self.over.triggered or self.over.succeed(self.program.end - 1))
        return self.env.run(until=self.over)

    def perhaps_over(self) -> None:
        """Stop when nothing measured is open any more."""
        if self.measured_open == 0 and self.env.now >= self.program.window[1] and not self.over.triggered:
            self.over.succeed(self.env.now)

    def _next_arrival(self) -> None:
        if len(self.cases) < len(self.fate.received):
            At(self.env, self.fate.received[len(self.cases)], ARRIVED, self._arrive)

    def _arrive(self) -> None:
        number, fate = len(self.cases), self.fate
        coming = Coming(fate.received[number], fate.route[number], fate.source[number], fate.cls[number], fate.key[number])
        self.cases.append(Case(self, number, coming))
        self._next_arrival()
        self._begin_case(self.cases[-1])

    def receive(self, coming: Coming) -> None:
        """Somebody comes because of another case; his number follows those of all who were dealt beforehand."""
        self.later.append(Case(self, len(self.fate.received) + len(self.later), coming))
        if self.program.window[0] <= coming.received < self.program.window[1]:
            self.measured_open += 1
        self._begin_case(self.later[-1])

    def _begin_case(self, case: Case) -> None:
        case.watch()
        self.start(case, 0, self.begins_at.get((case.source, case.route), self.tape.route_start[case.route]))

    def alarm(self, when: int, then: Callable[[], None]) -> None:
        """Set an alarm; what never happens sets none."""
        if when < self.program.end:
            At(self.env, max(when, self.env.now), RAN_OUT, then)

    def draw(self, case: Case, stream: int) -> int:
        """Draw from a stream of the case: its luck has a name, not a turn."""
        tape = self.tape
        row = tape.route_stream_at[case.route] + stream
        law = tape.stream_law[row]
        return law_value(tape.law_kind[law], tape.law_at[law], uniform(self.luck(case, stream)), tape.law_par)

    def luck(self, case: Case, stream: int) -> int:
        """Return the hash of this case, this stream, this round."""
        used = case.rounds.get(stream, 0)
        case.rounds[stream] = used + 1
        hashed = first_hash(self.fate.base[self.tape.route_stream_at[case.route] + stream], case.key)
        for _ in range(used):
            hashed = next_hash(hashed)
        return hashed

    # the walk

    def start(self, case: Case, branch: int, place: int) -> None:
        """A file begins its way."""
        file = case.files[branch] = File(case, branch)
        file.place = place
        self.env.process(self.walk(file))

    def walk(self, file: File) -> Generator[simpy.Event, Any, None]:
        """One file walks along the tape, verb by verb, until its case or branch ends."""
        case, tape, env = file.case, self.tape, self.env
        while True:
            place = file.place = begins_nothing(case, file) if file.last else file.place
            verb, a, b, c = tape.verb[place], tape.a[place], tape.b[place], tape.c[place]
            file.place = place + 1
            if verb == t.SERVE:
                yield self.serve(file, place)
            elif verb == t.GATE:
                yield self.sessions.join(file, place)
            elif verb == t.WAIT:
                until = share_at(tape, case.clocks, tape.d[place], tape.e[place]) if a < 0 else self._until(case, a, b)
                if until > env.now:
                    yield self.wait(file, until, tape.f[place])
            elif verb == t.SPAWN:
                if (wait := spawn(self, file, place)) is not None:
                    yield wait
            elif verb == t.FORK:
                yield self.fork(file, a, b, c)
            elif verb == t.JOIN:
                self.join(file, a)
            elif verb == t.CHOOSE:
                file.place = tape.target[b + way(self, case, place, a)]
            elif verb == t.RETURN:
                file.place = place + 1 if self.sent_back(case, place) else b
            elif verb == t.CLOCK:
                self.clock(file, a, b, c)
            elif verb == t.GOTO:
                file.place = a
            elif verb == t.REFUSE:
                file.place = place + 1 if happens(self, case, place, a) else b
            elif verb == t.END:
                self.end(file, a)
            if file.branch not in case.files or case.files[file.branch] is not file:
                return

    def _until(self, case: Case, stream: int, working: int) -> int:
        """Return when a wait of a drawn length ends."""
        length = self.draw(case, stream)
        return self.program.calendar.add(self.env.now, length) if working and length else self.env.now + length

    def serve(self, file: File, place: int) -> simpy.Event:
        """The file joins the line of a desk; the event it gets back ends when it leaves the desk."""
        tape, case, now = self.tape, file.case, self.env.now
        file.desk, file.queued, file.limit, file.spells = self.desks[tape.a[place]], now, tape.e[place], 0
        file.place = place
        file.round = case.rounds.get(tape.b[place], 0)
        file.left = sum(self.draw(case, tape.b[place] + work) for work in range(tape.c[place]))
        case.traits.standard_s += file.left * tape.review[place]
        case.trips += tape.trips[place]
        if not file.desk.hall and case.clocks.decided < 0:
            case.left_hall = 1
        file.key = (self.rank(file), now, case.number, file.branch)
        file.stay = self.env.event()
        if file.limit >= 0:
            self.alarm(due(tape, tape.limit_kind[file.limit], tape.limit_units[file.limit], now, 0), case.check)
        if file.desk.unlimited:
            self._serve_at_once(file)
        else:
            file.desk.come(file)
        file.patience = FAR
        if tape.patience[place]:
            case.timers.wait_for(file, tape.patience[place] - 1, tape.patience_open[place])
        return file.stay

    def rank(self, file: File) -> int:
        """Return the place of a file in the line of its desk, before the second in which it came; smaller is first."""
        case, order = file.case, self.tape.order[file.place]
        if case.timers.at_head:
            return HEAD
        if order == t.PRIORITY:
            return self.tape.route_priority[case.route * len(self.program.class_names) + case.cls] - case.timers.steps_up
        if order == t.SHORTEST:
            return file.left
        if order == t.DUE_FIRST:
            clocks = case.clocks
            running = clocks.running_since() and not clocks.pauses
            if not running:
                return FAR
            return clocks.promised_due() if clocks.promised[0] >= 0 else clocks.statutory_due()
        return 0

    def _serve_at_once(self, file: File) -> None:
        nobody = Officer(-1, Diary(file.desk.hours, []), [])
        self.begin([file], [(nobody, -1)])

    def wait(self, file: File, until: int, lost: int = 0) -> simpy.Event:
        """Time passes without an officer; ``lost``: until it turns up, or a timer finds it."""
        stay = file.stay = self.env.event()
        file.desk, file.lost = None, stay if lost else None
        At(self.env, until, ARRIVED, lambda: file.end_stay("done") if file.stay is stay else None, file.branch)
        return stay

    def fork(self, file: File, first: int, count: int, fork: int) -> simpy.Event:
        """Copies of the file go to several desks at once; the file waits for the slowest."""
        tape, case = self.tape, file.case
        file.stay, file.desk = self.env.event(), None
        case.joins[fork] = count
        case.said_no.discard(fork)
        case.held.discard(fork)
        for row in range(first, first + count):
            case.waits_for[row] = tape.branch_after[row]
            case.ended.discard(row)
        for row in range(first, first + count):
            if tape.branch_after[row] == 0:
                self.start(case, tape.branch_id[row], tape.branch_start[row])
        return file.stay

    def join(self, file: File, fork: int) -> None:
        """A branch has ended: branches that waited for it may start; the last one lets the file go on."""
        tape, case = self.tape, file.case
        row = tape.route_branch_row[case.route * self.program.max_branches + file.branch]
        del case.files[file.branch]
        case.ended.add(row)
        noted(case, file, fork)
        for i in range(tape.branch_then_at[row], tape.branch_then_at[row] + tape.branch_then_n[row]):
            after = tape.branch_then[i]
            case.waits_for[after] -= 1
            if case.waits_for[after] == 0 and not stopped(case, fork):
                self.start(case, tape.branch_id[after], tape.branch_start[after])
        case.joins[fork] -= 1
        if case.joins[fork] == 0:
            self.joined(case, fork)

    def joined(self, case: Case, fork: int) -> None:
        """All branches have ended: the file that forked goes on."""
        parent = case.files[self.tape.fork_parent[fork]]
        parent.refused = parent.refused or fork in case.said_no
        parent.place = self.tape.fork_next[fork] if case.outcome == t.OPEN else self.way_out(parent)
        parent.end_stay("joined")

    def way_out(self, file: File) -> int:
        """Where a file goes whose case is decided already: its own join, or the end."""
        tape, case = self.tape, file.case
        if file.branch == 0:
            return tape.route_end[case.route]
        return tape.branch_join[tape.route_branch_row[case.route * self.program.max_branches + file.branch]]

    def sent_back(self, case: Case, place: int) -> bool:
        """The desk looks at the papers: are they sent back to the applicant?"""
        tape = self.tape
        used, most = case.backs.get(place, 0), tape.c[place]
        found = happens(self, case, place, tape.a[place]) if tape.e[place] == t.BY_CHANCE else self._found(case, place)
        if not found or (0 <= most <= used):
            return False
        case.backs[place] = used + 1
        case.returns += 1
        case.trips += tape.trips[place]
        if case.clocks.accepted < 0:
            case.clocks.asked = self.env.now if case.clocks.asked < 0 else case.clocks.asked
            case.clocks.answer_from = -1
        return True

    def _found(self, case: Case, place: int) -> int:
        """Return how many defects the check sees, and take those that are noticed off the file."""
        tape, stream = self.tape, self.tape.a[place]
        if place not in case.defects:
            case.defects[place] = self.draw(case, stream)
        left = case.defects[place]
        u = uniform(self.luck(case, stream + 1))
        if left == 0:
            return 0
        law = tape.f[place] + left
        seen = law_value(tape.law_kind[law], tape.law_at[law], u, tape.law_par)
        case.defects[place] -= seen if tape.e[place] == t.DEFECTS_ALL else min(seen, 1)
        return seen

    def clock(self, file: File, what: int, lawful: int, applicant: int) -> None:
        """Something is done to the clocks of the case."""
        case, now = file.case, self.env.now
        clocks = case.clocks
        if what == t.ACCEPT:
            clocks.accept(now, now)
        elif what == t.DECIDE:
            judge(case)
            clocks.decide(now)
        elif what == t.DELIVER:
            case.delivered = now
        elif what == t.PAUSE:
            clocks.pause(now, lawful, applicant)
            file.pauses.append((lawful, applicant))
        elif what == t.RESUME:
            clocks.resume(now, lawful, applicant)
            del file.pauses[-1:]
        elif what == t.RESET:
            clocks.reset(now)
        elif what == t.SET_LIMIT and clocks.decided < 0:
            clocks.promised = (lawful, applicant)       # here: kind and units
        elif what == t.ASK_AGAIN and clocks.accepted < 0:
            clocks.answer_from = now
        if what in (t.ACCEPT, t.RESUME, t.RESET, t.ASK_AGAIN, t.SET_LIMIT):
            case.watch()

    def end(self, file: File, outcome: int) -> None:
        """The case is closed; in a branch only the branch ends and remembers the outcome."""
        case, now = file.case, self.env.now
        if file.branch:
            case.outcome, file.refused = max(case.outcome, outcome), True
            file.place = self.way_out(file)
            return
        if outcome >= 0 and case.outcome == t.OPEN:
            case.outcome = judge(case) if outcome == t.APPROVED else outcome
        if case.outcome not in (t.LAPSED, t.WITHDRAWN, t.TURNED_AWAY):
            case.clocks.decide(now)
            case.delivered = now if case.delivered < 0 else case.delivered
        else:
            case.clocks.let_go(now)
        case.clocks.tick(now)
        case.closed = now
        discover(case)
        case.files.clear()
        if case.when_closed is not None:
            case.when_closed()
        self.newcomers.again(case)
        if self.program.window[0] <= case.received < self.program.window[1]:
            self.measured_open -= 1
            if self.measured_open == 0 and now >= self.program.window[1]:
                At(self.env, now, OVER, self.perhaps_over)

    # officers

    def nudge(self, desk: Desk) -> None:
        """Something has changed at a desk: when the second has settled, look who takes what."""
        self.stirred.add(desk.number)
        if not self.settling:
            self.settling = True
            At(self.env, self.env.now, SETTLED, self.settle)

    def settle(self) -> None:
        """Officers take up files: by rank, by desk, by the order of the line, by the order of the list."""
        self.settling = False
        desks = [self.desks[number] for number in sorted(self.stirred)]
        self.stirred.clear()
        for desk in desks:
            if desk.door:
                admit(self, desk)
        for rank in self.ranks:
            for desk in desks:
                self._assign(desk, rank)
        for desk in desks if self.preempting else []:
            make_way(self, desk)
        for desk in desks:
            self._wake(desk)

    def _assign(self, desk: Desk, rank: int) -> None:
        posts = desk.by_rank.get(rank, []) if desk.line else []
        for file in list(desk.line) if posts else []:
            if file.spell is not None:
                continue        # it went along with another
            crew = free_crew(self, desk, rank, file)
            if len(crew) == team_of(self, file):
                together = taken_along(self, desk, crew, file)
                for each in together:
                    desk.line.remove(each)
                self.begin(together, crew)
            elif crew or desk.closing != t.SERVE_OUT:
                return

    def may_take(self, desk: Desk, post: int, file: File) -> bool:
        """Say whether somebody may take up a file now: he is free, the line is long enough for him, and he is able to."""
        if self.officers[self.tape.post_officer[post]].spell is not None or len(desk.line) < self.tape.post_when_line[post]:
            return False
        return self.able(desk, post, file)

    def able(self, desk: Desk, post: int, file: File) -> bool:
        """Say whether somebody could work on a file now, were he free: he is there, and allowed."""
        now, officer = self.env.now, self.officers[self.tape.post_officer[post]]
        if officer.diary.away_at(now):
            return False
        if not self.tape.post_always[post] and current_or_next(self.windows[post], now)[0] > now:
            return False
        hours = officer.diary.hours
        if hours.open_at(now):
            return True
        last = hours.closes[max(0, _before(hours.closes, now))] if hours.closes else FAR
        return desk.closing == t.SERVE_OUT and last <= now and file.queued < last

    def _wake(self, desk: Desk) -> None:
        """Somebody will be able to serve this line later: look again then."""
        now = self.env.now
        if not desk.line:
            return
        moments = [self._able_next(post) for post in desk.posts
                   if (spell := self.officers[self.tape.post_officer[post]].spell) is None or (self.preempting and spell.desk is desk)]
        if desk.roster:
            moments.append(next((begin for begin, count in desk.roster if begin > now and count > desk.busy), FAR))
        when = min((moment for moment in moments if moment > now), default=FAR)
        if when < self.program.end and not now < desk.wake <= when:
            desk.wake = when
            At(self.env, when, CAME_BACK, lambda: self.nudge(desk))

    def _able_next(self, post: int) -> int:
        now = self.env.now
        there = self.officers[self.tape.post_officer[post]].diary.next_there(now)
        return max(there, current_or_next(self.windows[post], now)[0])

    def begin(self, files: list[File], crew: Crew) -> None:
        """Work begins: the crew has the files in hand until they are done or one of the crew must leave."""
        tape, now, desk = self.tape, self.env.now, files[0].desk
        for file in files:
            hurry(self, file)
        speed = min(self.speed(desk, post) for _, post in crew)
        spell = Spell(files, crew, now, speed, tape.rule_batch_sum[tape.f[files[0].place]])
        self._plan(spell, -(-spell.left * 1000 // speed))
        for officer, _ in crew:
            officer.spell = spell
        desk.busy += len(crew)
        for file, hand in zip(files, spell.load, strict=True):
            file.spell = spell
            file.spells += 1
            file.case.spells += len(crew)
            if spell.end < FAR:
                At(self.env, spell.end, FINISHED, lambda hand=hand: self._finish(spell, hand), file.branch)

    def speed(self, desk: Desk, post: int) -> int:
        """Return the speed, in per mille, of somebody who begins now: his practice here times the calendar's pace."""
        tape = self.tape
        speed, row = (1000, tape.desk_pace[desk.number]) if post < 0 else (tape.post_speed[post], tape.post_pace[post])
        return speed if row < 0 else max(1, (speed * tape.pace[tape.pace_at[row] + self.env.now // 86400] + 500) // 1000)

    def _plan(self, spell: Spell, need: int) -> None:
        """Find when the work will end; a team keeps the hours of whoever would be done last, and parts when one leaves."""
        now, desk, leave = spell.begin, spell.desk, FAR
        spell.end = now
        for officer, post in spell.crew:
            end, civil = (officer.diary.hours.add(now, need), False) if post < 0 else officer.diary.finish(now, need, desk.closing, desk.overtime)
            if end > spell.end:
                spell.end, spell.civil, spell.hours = end, civil, officer.diary.hours
            if post >= 0:
                leave = min(leave, officer.diary.next_leave(now))
            if post >= 0 and self.tape.post_cut[post]:
                leave = min(leave, current_or_next(self.windows[post], now)[1])
        spell.end = min(spell.end, leave)

    def _finish(self, spell: Spell, hand: InHand) -> None:
        if hand.gone or spell.over not in (-1, self.env.now):
            return
        if spell.over < 0:
            self.end_spell(spell)
        file = hand.file
        if file is None:
            return
        file.spell = None
        file.left -= hand.done
        if file.left:
            file.desk.join(file)
        else:
            file.place += 1
            file.end_stay("done")

    def end_spell(self, spell: Spell) -> None:
        """The crew's hands are free again; write down what was done."""
        spell.over = self.env.now
        spell.desk.busy -= len(spell.crew)
        for officer, _ in spell.crew:
            officer.spell = None
            for number in officer.desks:
                self.nudge(self.desks[number])
        spell.share_out(self.env.now)
        held, worked = [hand for hand in spell.load if not hand.gone], spell.worked(self.env.now)
        for hand in held:
            how = t.MOOT if hand.file is None else t.DONE if hand.done == hand.left else t.CUT
            self._record(spell, hand, how, worked if hand is held[0] else 0)

    def _record(self, spell: Spell, hand: InHand, how: int, worked: int) -> None:
        """Write down a stretch of work: a row for each of the crew; the seconds of a batch stand with the first file that was there to its end."""
        spent(hand, spell.speed)
        hand.rows = [[hand.case.number, hand.branch, hand.step, hand.round, hand.number, officer.number, spell.desk.number,
                      spell.begin, self.env.now, worked, hand.done, how] for officer, _ in spell.crew]
        self.spells += hand.rows

    def _let_go(self, spell: Spell, hand: InHand) -> None:
        """A file leaves the hands of the crew; they go on with the others, if there are any."""
        now = self.env.now
        spell.share_out(now)
        hand.gone = True
        self._record(spell, hand, t.LET_GO, 0)
        if all(other.gone for other in spell.load):
            self.end_spell(spell)
            first = next(other for other in spell.load if other.rows[0][ENDED] == now)
            for row in first.rows:
                row[WORKED] = spell.worked(now)

    def withdraw(self, file: File, let_finish: int) -> None:
        """The file leaves where it lies: the line, or the officer's hands (who may finish for nothing)."""
        if file.spell is not None:
            hand = next(hand for hand in file.spell.load if hand.file is file)
            if let_finish and file.spell.crew[0][0].number >= 0:
                hand.file = None
            else:
                self._let_go(file.spell, hand)
            file.spell = None
        elif file.session >= 0:
            self.sessions.leave(file)
        elif file.desk is not None and file in file.desk.line:
            file.desk.line.remove(file)
        elif file.desk is not None and file in file.desk.door:
            file.desk.door.remove(file)

    def after_step(self, file: File) -> int:
        """Where a file goes whose desk is deemed to have agreed: a branch has ended, the case itself goes on."""
        return self.way_out(file) if file.branch else file.place + 1


def _before(closes: list[int], now: int) -> int:
    """Return the row of the last closing at or before now, -1 if there was none."""
    return bisect_right(closes, now) - 1


def _spans(at: Any, count: Any, begins: Any, ends: Any, row: int) -> list[tuple[int, int]]:
    rows = range(at[row], at[row] + count[row])
    return [(int(begins[i]), int(ends[i])) for i in rows]
