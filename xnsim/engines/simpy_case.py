"""A case of the readable engine: its files, its clocks, and the limits that act on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xnsim import tape as t
from xnsim.engines.clocks import Clocks, due
from xnsim.engines.simpy_desk import GONE, File
from xnsim.engines.simpy_fork import Forked, after_step
from xnsim.engines.simpy_refusal import heard_of
from xnsim.engines.simpy_spawn import Coming
from xnsim.engines.simpy_timers import Timers, out_of_patience, ring, watch_timers
from xnsim.engines.simpy_traits import Traits
from xnsim.worktime import FAR

if TYPE_CHECKING:
    from xnsim.engines.simpy_engine import Office


class Case:
    """An applicant's business: its files, clocks and what is written down about it."""

    def __init__(self, office: "Office", number: int, coming: Coming) -> None:
        tape = office.tape
        self.office, self.number = office, number
        self.received, self.route, self.source, self.cls, self.key, self.parent, self.when_closed, self.parent_at = coming
        self.clocks = Clocks(tape, self.route, self.received, office.program.calendar)
        self.first_stream = tape.route_stream_at[self.route]
        self.files: dict[int, File] = {}
        self.rounds: dict[int, int] = {}
        self.backs: dict[int, int] = {}         # by place on the tape: how often it was sent back there
        self.defects: dict[int, int] = {}
        self.forks: dict[int, Forked] = {}
        self.refusals: tuple[int, ...] = ()     # forks whose other branches have not heard of it yet
        self.outcome = t.OPEN
        self.closed = self.delivered = -1
        self.spells = self.deemed = self.left_hall = 0
        self.trips = 1 if self.source >= 0 else 0       # nobody comes to the counter for what the office itself sets going
        self.spawned: dict[int, int] = {}
        self.traits = Traits(office, self.route, self.key)
        self.timers = Timers(self)
        self.may_extend, self.grant_at = tape.route_extension[4 * self.route + 2] >= 0, -1

    # limits that act

    def watch(self) -> None:
        """Set an alarm for every limit of the case that does something when it runs out."""
        clocks = self.clocks
        if self.closed >= 0:
            return
        for row in self.limit_rows():
            when = self.limit_due(row)
            if when < FAR:
                self.office.alarm(when, self.check)
        if self.may_extend and clocks.running_since() and not clocks.pauses:
            self.office.alarm(self.ask_at(), self.check)
        watch_timers(self)

    def limit_rows(self) -> range:
        """Return the rows of the limits that act on this case."""
        first = self.office.tape.route_limit_at[self.route]
        return range(first, first + self.office.tape.route_limit_n[self.route])

    def limit_due(self, row: int) -> int:
        """Return when a limit runs out if nothing changes; a clock that stands still has no such moment."""
        tape, clocks = self.office.tape, self.clocks
        kind, units = tape.limit_kind[row], tape.limit_units[row]
        if tape.limit_clock[row] == t.OFFICIAL and not tape.limit_statutory[row]:
            kind, units = clocks.promised       # it may have been set anew
        if tape.limit_clock[row] == t.ACCEPTANCE:
            running = clocks.accepted < 0 and clocks.answer_from >= 0
            return due(tape, kind, units, clocks.answer_from, 0) if running else FAR
        if not clocks.running_since() or clocks.pauses:
            return FAR
        lost = clocks.lost_statutory if tape.limit_statutory[row] else clocks.lost_promised
        return due(tape, kind, units + clocks.more * clocks.extended, clocks.started, lost)

    def ask_at(self) -> int:
        """Return when the officer would ask for an extension: so much before the limit ends."""
        clocks, tape = self.clocks, self.office.tape
        limit, lost = (clocks.promised, clocks.lost_promised) if clocks.promised[0] >= 0 else (clocks.statutory, clocks.lost_statutory)
        return due(tape, limit[0], limit[1] - tape.route_extension[4 * self.route + 1], clocks.started, lost)

    def check(self) -> None:
        """Something may have run out: look at everything of this case that is due now, in a fixed order."""
        now, tape = self.office.env.now, self.office.tape
        if self.closed >= 0:
            return
        if self.refusals:
            heard_of(self)
            self.office.alarm(now, self.check)
            return
        self._grant(now)
        for row in self.limit_rows():
            if self.limit_due(row) <= now:
                self.expire(row)
                return
        for branch in sorted(self.files):
            file = self.files[branch]
            limit = file.step.limit if file.stay is not None and file.desk is not None else -1
            if limit >= 0 and due(tape, tape.limit_kind[limit], tape.limit_units[limit], file.queued, 0) <= now:
                self.deemed |= tape.limit_bit[limit]
                self.office.withdraw(file, tape.limit_finish[limit])
                file.place = after_step(self.office, file)
                file.end_stay(GONE)
        self._ask(now)
        if not out_of_patience(self, now):
            ring(self, now)

    def expire(self, row: int) -> None:
        """A limit of the whole case has run out: all branches leave, the case goes on elsewhere."""
        tape, now = self.office.tape, self.office.env.now
        self.deemed |= tape.limit_bit[row]
        if tape.limit_outcome[row] >= 0:
            self.outcome = self.outcome or tape.limit_outcome[row]
            if tape.limit_clock[row] == t.ACCEPTANCE:
                self.clocks.answer_from = -1        # nobody waits for an answer any more
        self.leave(tape.limit_to[row], tape.limit_finish[row])
        if tape.limit_outcome[row] < 0:
            self.clocks.accept(now, self.clocks.answer_from)
            self.watch()

    def go(self, outcome: int) -> None:
        """The applicant is gone, with all his files, and the case is closed."""
        self.outcome = self.outcome or outcome
        self.deemed |= t.DEEMED_BIT["lapsed"] if outcome == t.LAPSED else 0
        self.leave(self.office.tape.route_end[self.route], let_finish=0)

    def leave(self, to: int, let_finish: int) -> None:
        """Every file leaves where it is; the case itself goes on at ``to``."""
        self.clocks.let_go(self.office.env.now)
        self.refusals = ()
        files, self.files = self.files, {0: self.files[0]}
        self.files[0].place = to
        for branch in sorted(files):
            self.office.withdraw(files[branch], let_finish)
            files[branch].end_stay(GONE)

    def _ask(self, now: int) -> None:
        clocks, extension = self.clocks, self.office.tape.route_extension
        if not self.may_extend or clocks.pauses or not clocks.running_since() or now < self.ask_at():
            return
        limit_due = clocks.promised_due() if clocks.promised[0] >= 0 else clocks.statutory_due()
        self.may_extend = False
        if now < limit_due and self.office.draw(self, extension[4 * self.route + 2]):
            self.grant_at = now + max(1, self.office.draw(self, extension[4 * self.route + 3]))
            self.office.alarm(self.grant_at, self.check)

    def ask_longer(self, now: int, approval: int) -> None:
        """A timer asks for the limit to be extended; ``approval`` is the stream of how long the answer takes (-1: none)."""
        clocks = self.clocks
        limit_due = clocks.promised_due() if clocks.promised[0] >= 0 else clocks.statutory_due()
        if clocks.extended or self.grant_at >= 0 or not clocks.running_since() or now >= limit_due:
            return
        self.grant_at = now + (max(1, self.office.draw(self, approval)) if approval >= 0 else 0)
        if self.grant_at > now:
            self.office.alarm(self.grant_at, self.check)
        self._grant(now)

    def _grant(self, now: int) -> None:
        clocks = self.clocks
        if self.grant_at != now:
            return
        self.grant_at = -1
        limit_due = clocks.promised_due() if clocks.promised[0] >= 0 else clocks.statutory_due()
        if clocks.running_since() and (clocks.pauses or now < limit_due):
            clocks.extended = 1
            self.watch()
