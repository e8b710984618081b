"""Gives the sweep its tables, more room when it asks, and stops it in the second in which the run is over."""

from __future__ import annotations

from bisect import bisect_left
from copy import copy
from itertools import accumulate
from typing import Any

from xnsim import tape as t
from xnsim.engines import kernel_parts as k, kernel_sweep as v
from xnsim.engines.kernel_parts import R_FIELDS, S_CASE, S_FIELDS
from xnsim.engines.kernel_seldom import tick
from xnsim.engines.kernel_sweep import Sweep
from xnsim.engines.sweep_plan import Plan, never_closes
from xnsim.program import Program

SLOTS = 256
DRAIN = 256             # applicants after the measured ones who are looked at together
PER_SLOT = {"slots": S_FIELDS, "free": 1, "luck": "streams", "backs": "counters", "joins": "forks", "met": "forks", "place": "branches"}
BOOK = 4                # entries a book must hold, for every file that may stand at the desk


class ToTheEnd:
    """Sweeps stretch by stretch until the run is over, for tables of numbers and for lists."""

    program: Program
    fate: t.Fate
    too_often = False       # a case came to a step more often than the log can tell

    def still_open(self) -> int:
        """How many measured cases are not closed."""
        raise NotImplementedError

    def settled(self) -> int:
        """Return the second in which the last of the measured cases that are closed was closed."""
        raise NotImplementedError

    def kept(self) -> Any:
        """Return the office as it is now, to come back to."""
        raise NotImplementedError

    def back_to(self, kept: Any) -> None:
        """Go on from the office as it was kept."""
        raise NotImplementedError

    def sweep(self, stop: int) -> None:
        """Sweep all windows up to civil second ``stop`` (it not included)."""
        raise NotImplementedError

    def finish(self) -> int:
        """Sweep to the end of the run; return the last second that settled.

        The run is over when the last measured case has been closed. In which second that is shows
        only when the window with it has been swept: then the last stretch is swept again, up to there.
        """
        _, measured_to = self.program.window
        end = self.program.end
        stop = min(measured_to + 1, end)
        self.sweep(stop)
        stretch = max(DRAIN * end // max(len(self.fate.received), 1), 1)
        while self.still_open() and stop < end:
            kept = self.kept()
            stop, stretch = min(stop + stretch, end), 2 * stretch
            self.sweep(stop)
            last = self.settled()
            if not self.still_open() and last + 1 < stop:
                self.back_to(kept)
                self.sweep(last + 1)
        return end - 1 if self.still_open() else min(max(self.settled(), measured_to), end - 1)


class Sweeper(ToTheEnd):
    """One replication on its way, desk by desk: the same face as ``kernel_run.Walker``."""

    more = None

    def __init__(self, program: Program, plan: Plan, tape: k.KernelTape, fate: t.Fate, space: Any) -> None:
        self.program, self.plan, self.tape, self.fate, self.space = program, plan, tape, fate, space
        self.count = len(fate.received)
        self.sizes = {"streams": program.max_streams, "counters": program.max_counters, "forks": program.max_forks, "branches": program.max_branches}
        self.rows = space.recycled("rows", self.count * R_FIELDS)
        spells = int(self.count * (program.spells_expected + 0.5)) + 1024 + self._log_guard(SLOTS)
        self.log = space.recycled("log", spells * k.LOG_FIELDS)
        self.work = self._work(SLOTS)

    def _work(self, slots: int) -> Sweep:
        """Lay out the tables of the sweep; they are the same each time, so copies will do."""
        kept, key = self.program.spaces, (self.space.name, "sweep", slots)
        if key not in kept:
            kept[key] = self._laid_out(slots)
        work = Sweep(*(column.copy() for column in kept[key]))
        work.control[k.C_LOG_ROOM], work.control[k.C_OPEN] = len(self.log) // k.LOG_FIELDS, self._measured()
        return work

    def _laid_out(self, slots: int) -> Sweep:
        space, tape, plan = self.space, self.program.tape, self.plan
        fields = {name: space.zeros("int64", self._per_slot(name) * slots) for name in PER_SLOT}
        heap = self.program.max_branches * slots + 1
        fields |= {name: space.zeros("int64", heap) for name in ("h_time", "h_order", "h_token")}
        fields |= self._rooms(slots)
        places = {d: at for at, d in enumerate(plan.order)}
        fields["at_desk"] = space.ints([places[d] * v.V_WIDE for d in range(len(places))])
        officers = len(tape.officer_hours)
        fields |= {"until": space.zeros("int64", officers), "until_row": space.zeros("int64", officers), "buckets": space.zeros("int64", k.BUCKETS)}
        fields["free"][:] = space.counted(slots)[::-1]
        fields["slots"][S_CASE::S_FIELDS] = space.filled(slots, -1)
        fields["control"] = self._control(slots)
        return Sweep(**{name: fields[name] for name in Sweep._fields})

    def _rooms(self, slots: int) -> dict[str, Any]:
        """Lay out desks with an inbox and a book each, for so many live cases."""
        tape, order, crowd = self.program.tape, self.plan.order, self.plan.crowd
        most = [slots * crowd[d] for d in order]
        inbox, books = [0, *accumulate(n * v.I_WIDE for n in most)], [0, *accumulate((BOOK * n + 1) * v.E_WIDE for n in most)]
        desks = [0] * (len(order) * v.V_WIDE)
        for at, d in enumerate(order):
            first = tape.desk_post_at[d]
            row = {v.V_FIRST: tape.post_officer[first], v.V_COUNT: tape.desk_post_n[d], v.V_HALL: tape.desk_hall[d],
                   v.V_INBOX: inbox[at], v.V_BOOK: books[at]} | self._hours(tape.officer_hours[tape.post_officer[first]])
            for field, value in row.items():
                desks[at * v.V_WIDE + field] = value
        return {"desks": self.space.ints(desks), "inbox": self.space.zeros("int64", inbox[-1] + 1), "book": self.space.zeros("int64", books[-1]),
                "ready": self.space.zeros("int64", 3 * self.program.max_branches + 3),
                **{name: self.space.zeros("int64", 2 * self._log_guard(slots) + 2) for name in ("keys", "entries")}}

    def _hours(self, number: int) -> dict[int, int]:
        """Return the rows of a desk's office hours, none where it never closes."""
        tape = self.program.tape
        first = tape.hours_at[number]
        return {} if never_closes(self.program, number) else {v.V_ROW: first, v.V_ROWS: first + tape.hours_n[number]}

    def _per_slot(self, name: str) -> int:
        size = PER_SLOT[name]
        return size if isinstance(size, int) else self.sizes[size]

    def _control(self, slots: int) -> Any:
        program = self.program
        control, (begin, end) = [0] * k.C_FIELDS, program.window
        for at, value in ((k.C_FREE, slots), (k.C_WINDOW_FROM, begin), (k.C_WINDOW_TO, end), (k.C_END, program.end),
                          (k.C_SLOTS, slots), (k.C_BRANCHES, program.max_branches), (k.C_SHIFT, program.max_branches.bit_length() - 1 + k.T_BITS),
                          (k.C_FORKS, program.max_forks), (k.C_COUNTERS, program.max_counters), (k.C_STREAMS, program.max_streams),
                          (k.C_LOG_GUARD, self._log_guard(slots))):
            control[at] = int(value)
        return self.space.ints(control)

    def _measured(self) -> int:
        """How many cases the fate sends within the measuring window; they come in order."""
        received, (begin, end) = self.fate.received, self.program.window
        return bisect_left(received, end) - bisect_left(received, begin)

    def _log_guard(self, slots: int) -> int:
        """Spells that one window may finish at most."""
        return 2 * slots * sum(self.plan.crowd)

    @property
    def logged(self) -> int:
        """How many spells the log holds."""
        return int(self.work.control[k.C_LOG])

    @property
    def too_often(self) -> bool:    # type: ignore[override]
        """Whether a case came to a step more often than the log can tell."""
        return bool(self.work.control[k.C_TOO_OFTEN])

    def received(self) -> int:
        """How many cases were received."""
        return int(self.work.control[k.C_ARRIVED])

    def still_open(self) -> int:
        return int(self.work.control[k.C_OPEN])

    def settled(self) -> int:
        return int(self.work.control[k.C_SECOND])

    def kept(self) -> list[Any]:
        return [copy(values) for values in (*self.work, self.rows)]

    def back_to(self, kept: list[Any]) -> None:
        *tables, self.rows = kept
        self.work = Sweep(*tables)

    def sweep(self, stop: int) -> None:
        """Sweep all windows up to civil second ``stop`` (it not included)."""
        while self.space.functions.sweep(self.tape, self.fate, self.work, self.rows, self.log, stop, self.plan.away) == k.MORE_ROOM:
            control = self.work.control
            if int(control[k.C_LOG_ROOM]) - int(control[k.C_LOG]) < 2 * int(control[k.C_LOG_GUARD]):
                self._longer_log()
            else:
                self._more_slots()

    def _longer_log(self) -> None:
        self.log = self.space.longer(self.log)
        self.work.control[k.C_LOG_ROOM] = len(self.log) // k.LOG_FIELDS

    def _more_slots(self) -> None:
        """Twice the live cases; whoever waits in a book keeps his place in it."""
        work, control = self.work, self.work.control
        old, free = int(control[k.C_SLOTS]), int(control[k.C_FREE])
        fields = {name: self.space.longer(getattr(work, name)) for name in (*PER_SLOT, "h_time", "h_order", "h_token")}
        fields |= self._rooms(2 * old)
        for at in range(0, len(work.desks), v.V_WIDE):
            for field in (v.V_DONE, v.V_TAIL):
                fields["desks"][at + field] = work.desks[at + field]
            here, there, much = int(work.desks[at + v.V_BOOK]), int(fields["desks"][at + v.V_BOOK]), int(work.desks[at + v.V_TAIL]) * v.E_WIDE
            fields["book"][there:there + much] = work.book[here:here + much]
        fields["free"][free:free + old] = self.space.ints(range(2 * old - 1, old - 1, -1))
        fields["slots"][old * S_FIELDS + S_CASE::S_FIELDS] = self.space.ints([-1] * old)
        control[k.C_FREE], control[k.C_SLOTS], control[k.C_LOG_GUARD] = free + old, 2 * old, self._log_guard(2 * old)
        self.work = work._replace(**fields)

    def close_open(self, last: int) -> None:
        """Book the spells begun and the waits of the cases still open as of the last second."""
        work, slots = self.work, self.work.slots
        shift = int(work.control[k.C_SHIFT])
        for at in range(0, len(work.desks), v.V_WIDE):
            first = int(work.desks[at + v.V_BOOK]) + int(work.desks[at + v.V_DONE]) * v.E_WIDE
            for entry in range(first, int(work.desks[at + v.V_BOOK]) + int(work.desks[at + v.V_TAIL]) * v.E_WIDE, v.E_WIDE):
                if work.book[entry + v.E_BEGIN] <= last:
                    slots[(int(work.book[entry + v.E_TOKEN]) >> shift) * S_FIELDS + k.S_SPELLS] += 1
        for s, case in enumerate(self.space.read(slots[S_CASE::S_FIELDS])):
            if case < 0:
                continue
            at = s * S_FIELDS
            self.rows[case * R_FIELDS + k.R_SPELLS] = slots[at + k.S_SPELLS]
            self.rows[case * R_FIELDS + k.R_LEFT_HALL] = slots[at + k.S_LEFT]
            if slots[at + k.S_APPLICANT]:
                tick(work, self.rows, s, case * R_FIELDS, last, None)
