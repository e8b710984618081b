"""Gives the fast walk its tables, more room when it asks, and reads what it wrote."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from xnsim import tape as t
from xnsim.cases import CASE_FIELDS, Table
from xnsim.engines import kernel_parts as k, kernel_room
from xnsim.engines.kernel_batch import log_guard
from xnsim.engines.kernel_bells import N_BORN, N_DEALT, N_HEAP_GUARD
from xnsim.engines.kernel_gate import call_sessions
from xnsim.engines.kernel_more import More, more_cases, more_of, more_slots, traits_of
from xnsim.engines.kernel_parts import R_FIELDS, S_CASE, S_FIELDS
from xnsim.engines.kernel_home import at_home, branches_in_order, clocks_in_the_open
from xnsim.engines.record import Run, facts
from xnsim.engines.sweep_plan import sweep_plan
from xnsim.engines.sweep_lists import ListSweeper
from xnsim.engines.sweep_run import Sweeper
from xnsim.engines.unpack import CASE_COLUMN
from xnsim.engines.words import PassedTooOften
from xnsim.program import Program
from xnsim.worktime import FAR

PER_SLOT = {"slots": S_FIELDS, "free": 1, "rounds": "streams", "backs": "counters", "defects": "counters", "joins": "forks",
            "tok": "token"}
SPELL_COLUMNS = {"case": "int32", "branch": "int16", "step": "int16", "round": "int16", "spell": "int16", "officer": "int32",
                 "desk": "int16", "start": "int64", "end": "int64", "worked_s": "int32", "effort_done_s": "int32", "how": "int16"}


class Walker:
    """One replication on its way: the tables of the walk, and how to give it more room."""

    def __init__(self, program: Program, tape: k.KernelTape, fate: t.Fate, space: Any, slots: int = 256) -> None:
        self.program, self.tape, self.fate, self.space = program, tape, fate, space
        self.more: More | None = None
        self.sizes = {"streams": program.max_streams, "counters": program.max_counters, "forks": program.max_forks,
                      "token": program.max_branches * k.T_WIDE}
        self.count = len(fate.received)
        self.rows = space.recycled("rows", self.count * R_FIELDS)
        spells = int(self.count * (program.spells_expected + 0.5)) + 1024 + self._log_guard(slots)
        self.log = space.recycled("log", spells * k.LOG_FIELDS)
        self.work = self._work(slots, len(self.log) // k.LOG_FIELDS)
        self.more = more_of(program, fate, space, slots)
        if self.more is not None:
            call_sessions(self.work, self.more)
        if self.more is not None and kernel_room.asked_a_second(program, 1):
            self.fate = kernel_room.room_for_draws(fate, slots * program.max_streams, space)
            self._more_rows(max(kernel_room.BORN_AT_FIRST, self.count))

    def _work(self, slots: int, spells: int) -> k.Work:
        space, program = self.space, self.program
        tape = program.tape
        officers, desks, posts = len(tape.officer_hours), len(tape.desk_hall), len(tape.post_officer)
        heap = 8 * slots * program.max_branches + 128
        if program.words:
            heap = 2 * kernel_room.heap_guard(program, slots) + 128
        fields = {name: space.zeros("int64", self._per_slot(name) * slots) for name in PER_SLOT}
        fields |= {name: space.zeros("int64", heap) for name in ("h_time", "h_order", "h_token")}
        fields["ready"], fields["dirty"] = self._lists(slots)
        fields["due_of"] = space.ints([FAR] * (-(-max(officers, 1) // 8) * 8))
        fields["w_row"] = space.ints([0])
        fields["dsk"], fields["off"], fields["pst"] = (space.ints(rows) for rows in self._people(desks, posts, officers))
        fields["free"][:] = space.ints(range(slots - 1, -1, -1))
        fields["slots"][S_CASE::S_FIELDS] = space.ints([-1] * slots)
        fields["control"] = self._control(slots, spells, heap)
        return k.Work(**{name: fields[name] for name in k.Work._fields})

    def _lists(self, slots: int) -> tuple[Any, Any]:
        """Room for the files that move in one second, and for the desks they touch."""
        files, people = slots * self.program.max_branches, len(self.program.tape.officer_hours) + len(self.program.tape.desk_hall)
        return self.space.zeros("int64", 2 * files + 64), self.space.zeros("int64", 2 * files + people + 64)

    def _people(self, desks: int, posts: int, officers: int) -> tuple[list[int], list[int], list[int]]:
        """Lay out desks, officers and posts, a row each."""
        t, fate = self.program.tape, self.fate
        dsk, pst, off = [0] * (desks * k.D_WIDE), [0] * (posts * k.P_WIDE), [0] * (officers * k.O_WIDE)
        for d in range(desks):
            row = {k.D_HEAD: -1, k.D_TAIL: -1, k.D_WAKE: -1, k.D_HALL: t.desk_hall[d], k.D_UNLIMITED: t.desk_unlimited[d],
                   k.D_CLOSING: t.desk_closing[d], k.D_ROSTER_N: t.desk_roster_n[d], k.D_ROSTER_AT: t.desk_roster_at[d],
                   k.D_POST_AT: t.desk_post_at[d], k.D_POST_N: t.desk_post_n[d], k.D_HOURS: t.desk_hours[d],
                   k.D_ROW: t.hours_at[t.desk_hours[d]], k.D_ROSTER: t.desk_roster_at[d], k.D_OVERTIME: t.desk_overtime[d]}
            _fill(dsk, d * k.D_WIDE, row)
        for p in range(posts):
            _fill(pst, p * k.P_WIDE, {k.P_OFFICER: t.post_officer[p], k.P_RANK: t.post_rank[p], k.P_SPEED: t.post_speed[p],
                                      k.P_ALWAYS: t.post_always[p], k.P_CUT: t.post_cut[p], k.P_WINDOW: int(fate.open_at[p])})
        for o in range(officers):
            first, count = t.officer_desk_at[o], t.officer_desk_n[o]
            _fill(off, o * k.O_WIDE, {k.O_TOKEN: k.FREE, k.O_ROW: t.hours_at[t.officer_hours[o]], k.O_AWAY: int(fate.away_at[o]),
                                      k.O_DESK_AT: first, k.O_DESK_N: count, k.O_HOURS: t.officer_hours[o]})
            for d in t.officer_desk[first:first + count]:
                dsk[d * k.D_WIDE + k.D_IDLE] += 1
        for o, (d, place) in at_home(self.program).items():
            _fill(off, o * k.O_WIDE, {k.O_HOME: d * k.D_WIDE, k.O_BIT: 1 << place})
            dsk[d * k.D_WIDE + k.D_FREE] += 1 << place
            dsk[d * k.D_WIDE + k.D_HOMES] = 1
        return dsk, off, pst

    def _per_slot(self, name: str) -> int:
        size = PER_SLOT[name]
        return size if isinstance(size, int) else self.sizes[size]

    def _control(self, slots: int, spells: int, heap: int) -> Any:
        program, control = self.program, [0] * k.C_FIELDS
        begin, end = program.window
        for at, value in ((k.C_FREE, slots), (k.C_OPEN, self._measured()), (k.C_WINDOW_FROM, begin), (k.C_WINDOW_TO, end), (k.C_END, program.end),
                          (k.C_LOG_ROOM, spells), (k.C_HEAP_ROOM, heap), (k.C_SLOTS, slots), (k.C_RANKS, max(program.tape.post_rank, default=0) + 1),
                          (k.C_CLASSES, len(program.class_names)), (k.C_BRANCHES, program.max_branches), (k.C_SHIFT, program.max_branches.bit_length() - 1 + k.T_BITS),
                          (k.C_OFFICERS, len(self.program.tape.officer_hours)), (k.C_FORKS, program.max_forks),
                          (k.C_COUNTERS, program.max_counters), (k.C_STREAMS, program.max_streams), (k.C_ALARM, FAR), (k.C_FIRST, -1), (k.C_LAST, -1),
                          (k.C_SWIFT, branches_in_order(program) and clocks_in_the_open(program))):
            control[at] = int(value)
        return self.space.ints(control)

    def _measured(self) -> int:
        """How many cases the fate sends within the measuring window; they come in order."""
        received, (begin, end) = self.fate.received, self.program.window
        return bisect_left(received, end) - bisect_left(received, begin)

    def finish(self) -> int:
        """Walk to the end of the run; return the last second that settled."""
        while self._walk() == k.MORE_ROOM:
            self._grow()
        settled = max(int(self.work.control[k.C_SECOND]), self.program.window[1])
        return min(settled, self.program.end - 1) if self._measured_done() else self.program.end - 1

    def _walk(self) -> int:
        functions = self.space.functions
        walk = functions.walk if self.more is None else functions.walk_words
        return walk(self.tape, self.fate, self.work, self.rows, self.log, self.more)

    @property
    def logged(self) -> int:
        """How many spells the log holds."""
        return int(self.work.control[k.C_LOG])

    @property
    def too_often(self) -> bool:
        """Whether a case came to a step more often than the log can tell."""
        return bool(self.work.control[k.C_TOO_OFTEN])

    def _measured_done(self) -> bool:
        return int(self.work.control[k.C_OPEN]) == 0

    def _grow(self) -> None:
        """Give more room to what is short; what is there stays in its place."""
        control = self.work.control
        while control[k.C_FREE] < control[k.C_READY] or self._heap_short():
            self._more_slots()
        while int(control[k.C_LOG_ROOM]) - int(control[k.C_LOG]) < self._log_guard(int(control[k.C_SLOTS])):
            self.log = self.space.longer(self.log)
            control[k.C_LOG_ROOM] = len(self.log) // k.LOG_FIELDS

        while self.more is not None and kernel_room.lacks_asked(self.more):
            self.more = kernel_room.more_asked(self.more, self.space)
        while self.more is not None and kernel_room.lacks_rows(self.more):
            self._more_rows(len(self.fate.received))

    def _more_rows(self, rows: int) -> None:
        """Make room for so many more born cases."""
        self.rows = self.space.longer(self.rows[:len(self.fate.received) * R_FIELDS], rows * R_FIELDS)
        self.fate = kernel_room.room_for_born(self.fate, rows, self.space)
        self.more = kernel_room.room_for_kin(more_cases(self.more, rows, self.space), rows, self.space)

    def _heap_short(self) -> bool:
        control = self.work.control
        if self.more is not None:
            return int(control[k.C_HEAP_ROOM] - control[k.C_HEAP]) < int(self.more.counts[N_HEAP_GUARD])
        return int(control[k.C_HEAP_ROOM] - control[k.C_HEAP]) < 4 * self.program.max_branches * int(control[k.C_SLOTS]) + 80

    def _log_guard(self, slots: int) -> int:
        """Rows one second may take at most, with some to spare."""
        if self.program.words:
            return log_guard(self.program, slots) + 64
        return len(self.program.tape.officer_hours) + self.program.max_branches * slots + 64

    def _more_slots(self) -> None:
        work, space, control = self.work, self.space, self.work.control
        old, free = int(control[k.C_SLOTS]), int(control[k.C_FREE])
        fields = {name: space.longer(getattr(work, name)) for name in (*PER_SLOT, "h_time", "h_order", "h_token")}
        fields["ready"], fields["dirty"] = self._lists(2 * old)
        fields["free"][free:free + old] = space.ints(range(2 * old - 1, old - 1, -1))
        fields["slots"][old * S_FIELDS + S_CASE::S_FIELDS] = space.ints([-1] * old)
        control[k.C_FREE], control[k.C_SLOTS], control[k.C_HEAP_ROOM] = free + old, 2 * old, len(fields["h_time"])
        self.work = work._replace(**fields)
        self.more = more_slots(self.more, space.longer)
        if self.more is not None:
            kernel_room.guards(self.more, self.program, 2 * old)
            if kernel_room.asked_a_second(self.program, 1):
                self.fate = kernel_room.room_for_draws(self.fate, old * self.program.max_streams, space)

    def close_open(self, last: int) -> None:
        """Book the pauses and waits of the cases still open as of the last second."""
        self.space.functions.close_open(self.tape, self.fate, self.work, self.rows, last, self.more)

    def received(self) -> int:
        """How many cases were received; the born have moved up behind those of the dealt who came."""
        arrived = int(self.work.control[k.C_ARRIVED])
        if self.more is None:
            return arrived
        born = int(self.more.counts[N_BORN])
        if born:
            self.space.functions.close_ranks(self.rows, self.log, self.logged, self.fate, self.more, arrived, int(self.more.counts[N_DEALT]), born)
        return arrived + born


def _fill(table: list[int], at: int, row: dict[int, int]) -> None:
    for name, value in row.items():
        table[at + name] = value


def walker_of(program: Program, tape: k.KernelTape, fate: t.Fate, space: Any) -> Walker | Sweeper | ListSweeper:
    """Return who walks this office: desk by desk where that may be, event by event otherwise."""
    plan = sweep_plan(program)
    if plan is None:
        return Walker(program, tape, fate, space)
    return (ListSweeper if space.name == "lists" else Sweeper)(program, plan, tape, fate, space)


def no_limits(program: Program) -> bool:
    """Say whether no route knows a limit: then no end of one need be looked up, nor that function be translated."""
    return max(*program.tape.route_promised[::2], *program.tape.route_statutory[::2]) < 0


def run_kernel(program: Program, tape: k.KernelTape, fate: t.Fate, space: Any, seed: int, replication: int) -> Run:
    """Walk one replication with the kernel and read both tables."""
    walker = walker_of(program, tape, fate, space)
    last = walker.finish()
    if walker.too_often:
        raise PassedTooOften
    walker.close_open(last)
    count, fate = walker.received(), walker.fate
    limited = walker.more is not None or not no_limits(program)
    if limited:
        space.functions.write_dues(walker.rows, count, R_FIELDS, fate.received, fate.route, tape, walker.more)
    cases, services = _cases(walker, tape, count, limited), _services(walker, tape)
    space.put_back("rows", walker.rows)
    space.put_back("log", walker.log)
    return Run(cases, services, facts(program, fate, last), program, seed, replication, last, "kernel" if space.name == "arrays" else "lists",
               fate.key[:count])


def _cases(walker: Walker | Sweeper | ListSweeper, tape: k.KernelTape, count: int, limited: bool) -> Table:
    space, fate, window, more = walker.space, walker.fate, walker.program.window, walker.more
    sheet = space.sheet(len(CASE_FIELDS), count)
    space.functions.unpack_cases(walker.rows, count, fate.received, fate.source, fate.cls, fate.route, tape.route_matter, *window, int(limited), sheet)
    if more is not None:
        for name, column in (traits_of(more, count) | kernel_room.told_of(more, count, int(walker.work.control[k.C_ARRIVED]), space)).items():
            sheet[CASE_COLUMN[name]][:] = column
    return Table(dict(zip(CASE_COLUMN, sheet, strict=True)), sheet)


def _services(walker: Walker | Sweeper | ListSweeper, tape: k.KernelTape) -> Table:
    if isinstance(walker, ListSweeper):
        return Table(walker.spells())
    space, count = walker.space, walker.logged
    columns = space.columns(SPELL_COLUMNS, count)
    space.functions.unpack_spells(walker.log, count, walker.fate.received, tape.ops, *columns.values())
    return Table(columns)
