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

from typing import Callable, Generator

import simpy

from xnsim import tape as t
from xnsim.draws import first_hash, next_hash, uniform
from xnsim.engines.clocks import due
from xnsim.engines.share import share_at
from xnsim.engines.simpy_case import Case
from xnsim.engines.simpy_desk import ARRIVED, OVER, RAN_OUT, At, File
from xnsim.engines.simpy_fork import fork, join, way_out
from xnsim.engines.simpy_record import Row, row_of
from xnsim.engines.simpy_refusal import begins_nothing
from xnsim.engines.simpy_response import happens, way
from xnsim.engines.simpy_return import sent_back
from xnsim.engines.simpy_spawn import Coming, Newcomers, spawn
from xnsim.engines.simpy_timers import HEAD, wait_for
from xnsim.engines.simpy_traits import discover, judge
from xnsim.engines.simpy_work import Workplace
from xnsim.laws import law_value
from xnsim.program import Program
from xnsim.worktime import FAR

MOVES_LIMITS = (t.ACCEPT, t.RESUME, t.RESET, t.ASK_AGAIN, t.SET_LIMIT)      # what is done to a clock, and may bring a limit nearer


class Office(Workplace):
    """All that happens in one run: the cases walk, the officers of the workplace take them up."""

    def __init__(self, program: Program, fate: t.Fate, env: simpy.Environment) -> None:
        super().__init__(program, fate, env)
        tape = self.tape
        self.operations = list(zip(tape.verb, tape.a, tape.b, tape.c, strict=True))
        self.laws = [(tape.law_kind[law], tape.law_at[law]) for law in tape.stream_law]
        self.open: dict[int, Case] = {}     # cases under way
        self.written: dict[int, Row] = {}   # what is left of those that are closed
        self.came = self.came_later = 0     # who was dealt beforehand; who came because of others
        self.newcomers = Newcomers(self)
        self.begins_at = {(source, route): place for source, route, place in zip(tape.begin_source, tape.begin_route, tape.begin_place, strict=True)}
        begin, end = program.window
        self.measured_open = sum(1 for moment in fate.received if begin <= moment < end)
        self.over = self.env.event()

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
        if self.came < len(self.fate.received):
            At(self.env, self.fate.received[self.came], ARRIVED, self._arrive)

    def _arrive(self) -> None:
        number, fate = self.came, self.fate
        self.came += 1
        self._next_arrival()
        coming = Coming(fate.received[number], fate.route[number], fate.source[number], fate.cls[number], fate.key[number])
        self._begin_case(Case(self, number, coming))

    def receive(self, coming: Coming) -> None:
        """Somebody comes because of another case; his number follows those of all who were dealt beforehand."""
        number = len(self.fate.received) + self.came_later
        self.came_later += 1
        if self.program.window[0] <= coming.received < self.program.window[1]:
            self.measured_open += 1
        self._begin_case(Case(self, number, coming))

    def _begin_case(self, case: Case) -> None:
        self.open[case.number] = case
        case.watch()
        self.start(case, 0, self.begins_at.get((case.source, case.route), self.tape.route_start[case.route]))

    def alarm(self, when: int, then: Callable[[], None]) -> None:
        """Set an alarm; what never happens sets none."""
        if when < self.program.end:
            At(self.env, max(when, self.env.now), RAN_OUT, then)

    def draw(self, case: Case, stream: int) -> int:
        """Draw from a stream of the case: its luck has a name, not a turn."""
        kind, at = self.laws[case.first_stream + stream]
        return law_value(kind, at, uniform(self.luck(case, stream)), self.tape.law_par)

    def luck(self, case: Case, stream: int) -> int:
        """Return the hash of this case, this stream, this round."""
        used = case.rounds.get(stream, 0)
        case.rounds[stream] = used + 1
        hashed = first_hash(self.fate.base[case.first_stream + stream], case.key)
        for _ in range(used):
            hashed = next_hash(hashed)
        return hashed

    # the walk

    def start(self, case: Case, branch: int, place: int) -> None:
        """A file begins its way."""
        file = case.files[branch] = File(case, branch)
        file.place = place
        self.env.process(self.walk(file))

    def walk(self, file: File) -> Generator[simpy.Event, str, None]:
        """One file walks along the tape, verb by verb, until its case or branch ends."""
        case = file.case
        while True:
            if file.last:
                file.place = begins_nothing(case, file)
            place = file.place
            file.place += 1
            verb, a, b, c = self.operations[place]
            if verb == t.SERVE:
                yield self.serve(file, place)
            elif verb == t.GATE:
                yield self.sessions.join(file, place)
            elif verb == t.WAIT:
                until = self.wait_end(case, place, a, b)
                if until > self.env.now:
                    yield self.wait(file, until, self.tape.f[place])
            elif verb == t.SPAWN:
                if (wait := spawn(self, file, place)) is not None:
                    yield wait
            elif verb == t.FORK:
                yield fork(self, file, a, b, c)
            elif verb == t.JOIN:
                join(self, file, a)
            elif verb == t.CHOOSE:
                file.place = self.tape.target[b + way(self, case, place, a)]
            elif verb == t.RETURN:
                file.place = place + 1 if sent_back(self, case, place) else b
            elif verb == t.CLOCK:
                self.clock(file, a, b, c, place)
            elif verb == t.GOTO:
                file.place = a
            elif verb == t.REFUSE:
                file.place = place + 1 if happens(self, case, place, a) else b
            elif verb == t.END:
                self.end(file, a)
            if case.files.get(file.branch) is not file:
                return

    def serve(self, file: File, place: int) -> simpy.Event:
        """The file joins the line of a desk; the event it gets back ends when it leaves the desk."""
        case, now, step = file.case, self.env.now, self.steps[place]
        file.step, file.desk, file.place, file.queued, file.spells, file.left = step, self.desks[step.desk], place, now, 0, 0
        file.round = case.rounds.get(step.works[0], 0)
        for work in step.works:
            file.left += self.draw(case, work)
        case.traits.standard_s += file.left * step.review
        case.trips += step.trips
        if not file.desk.hall and case.clocks.decided < 0:
            case.left_hall = 1
        file.key = (self.rank(file), now, case.number, file.branch)
        file.stay = self.env.event()
        if step.limit >= 0:
            self.alarm(due(self.tape, self.tape.limit_kind[step.limit], self.tape.limit_units[step.limit], now, 0), case.check)
        if file.desk.unlimited:
            self._serve_at_once(file)
        else:
            file.desk.come(file)
        file.patience = FAR
        if step.patience:
            wait_for(self, file, step.patience - 1, step.patience_open)
        return file.stay

    def rank(self, file: File) -> int:
        """Return the place of a file in the line of its desk, before the second in which it came; smaller is first."""
        case, order = file.case, file.step.order
        if case.timers.at_head:
            return HEAD
        if order == t.FIFO:
            return 0
        if order == t.PRIORITY:
            return self.tape.route_priority[case.route * len(self.program.class_names) + case.cls] - case.timers.steps_up
        if order == t.SHORTEST:
            return file.left
        clocks = case.clocks
        if not clocks.running_since() or clocks.pauses:
            return FAR
        return clocks.promised_due() if clocks.promised[0] >= 0 else clocks.statutory_due()

    def _serve_at_once(self, file: File) -> None:
        self.begin([file], [file.desk.unlimited])

    def wait_end(self, case: Case, place: int, stream: int, working: int) -> int:
        """Return when a wait ends: at a share of a limit, or after a drawn length."""
        if stream < 0:
            return share_at(self.tape, case.clocks, self.tape.d[place], self.tape.e[place])
        length = self.draw(case, stream)
        return self.program.calendar.add(self.env.now, length) if working and length else self.env.now + length

    def wait(self, file: File, until: int, lost: int = 0) -> simpy.Event:
        """Time passes without an officer; ``lost``: until it turns up, or a timer finds it."""
        stay = file.stay = self.env.event()
        file.desk, file.lost = None, stay if lost else None
        At(self.env, until, ARRIVED, lambda: file.end_stay("done") if file.stay is stay else None, file.branch)
        return stay

    def clock(self, file: File, what: int, lawful: int, applicant: int, place: int) -> None:
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
            clocks.promised = (lawful, applicant + self.backlog(place, applicant))     # here: kind and units
        elif what == t.ASK_AGAIN and clocks.accepted < 0:
            clocks.answer_from = now
        if what in MOVES_LIMITS:
            case.watch()

    def backlog(self, place: int, units: int) -> int:
        """Return what the line at a desk adds to a day that is quoted: whole units, and the statute's limit is never passed."""
        desk, per_file, most = self.tape.d[place] - 1, self.tape.e[place], self.tape.f[place]
        if desk < 0:
            return 0
        more = (self.desks[desk].waiting() * per_file + 500) // 1000
        return min(more, most - units) if most > 0 else more

    def end(self, file: File, outcome: int) -> None:
        """The case is closed; in a branch only the branch ends and remembers the outcome."""
        case, now = file.case, self.env.now
        if file.branch:
            case.outcome, file.refused = max(case.outcome, outcome), True
            file.place = way_out(self, file)
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
        case.files = {}
        if case.when_closed is not None:
            case.when_closed()
        self.newcomers.again(case)
        del self.open[case.number]
        self.written[case.number] = row_of(case, now)
        if self.program.window[0] <= case.received < self.program.window[1]:
            self.measured_open -= 1
            if self.measured_open == 0 and now >= self.program.window[1]:
                At(self.env, now, OVER, self.perhaps_over)
