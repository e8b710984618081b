"""Gives the fast walk its tables, more room when it asks, and reads what it wrote."""

from __future__ import annotations

from typing import Any

from xnsim import tape as t
from xnsim.cases import CASE_FIELDS, SERVICE_FIELDS, Table
from xnsim.engines import kernel_parts as k
from xnsim.engines.kernel_parts import R_FIELDS, S_CASE, S_FIELDS
from xnsim.engines.record import Run, facts, ordered
from xnsim.engines.unpack import CaseColumns
from xnsim.program import Program
from xnsim.worktime import FAR

PER_SLOT = {"slots": S_FIELDS, "free": 1, "rounds": "streams", "backs": "counters", "defects": "counters", "joins": "forks",
            "waits_for": "branches"}
PER_TOKEN = ("k_place", "k_state", "k_until", "k_left", "k_rank", "k_queued", "k_order", "k_after", "k_before", "k_officer",
             "k_spells", "k_round", "k_began")
SPELL_COLUMNS = {"case": "int32", "branch": "int16", "step": "int16", "round": "int16", "spell": "int16", "officer": "int32",
                 "desk": "int16", "start": "int64", "end": "int64", "worked_s": "int32", "effort_done_s": "int32", "how": "int16"}


class Walker:
    """One replication on its way: the tables of the walk, and how to give it more room."""

    def __init__(self, program: Program, tape: t.Tape, fate: t.Fate, space: Any, slots: int = 256) -> None:
        self.program, self.tape, self.fate, self.space = program, tape, fate, space
        self.sizes = {"streams": program.max_streams, "counters": program.max_counters, "forks": program.max_forks,
                      "branches": program.max_branches}
        self.count = len(fate.received)
        self.rows = space.zeros("int32", self.count * R_FIELDS)
        spells = int(self.count * (program.spells_expected + 0.5)) + 1024
        self.log = space.zeros("int32", spells * k.LOG_FIELDS)
        self.work = self._work(slots, spells)

    def _work(self, slots: int, spells: int) -> k.Work:
        space, program, tape, fate = self.space, self.program, self.tape, self.fate
        officers, desks, posts = len(tape.officer_hours), len(tape.desk_hall), len(tape.post_officer)
        heap = 8 * slots * program.max_branches + 128
        fields = {name: space.zeros("int64", self._per_slot(name) * slots) for name in PER_SLOT}
        fields |= {name: space.zeros("int64", slots * program.max_branches) for name in PER_TOKEN}
        fields |= {name: space.zeros("int64", heap) for name in ("h_time", "h_order", "h_token")}
        fields |= {name: space.zeros("int64", officers) for name in k.Work._fields if name.startswith("o_")}
        fields |= {name: space.zeros("int64", desks) for name in ("busy", "idle", "dirty", "stirred")}
        fields["ready"] = space.zeros("int64", 2 * slots * program.max_branches + 64)
        fields["due_of"] = space.ints([FAR] * max(officers, 1))
        fields["wake"] = space.ints([-1] * desks)
        fields["head"], fields["tail"] = space.ints([-1] * desks), space.ints([-1] * desks)
        fields["o_token"] = space.ints([k.FREE] * officers)
        fields["o_row"] = space.ints([tape.hours_at[h] for h in tape.officer_hours])
        fields["o_away"] = space.ints([int(x) for x in fate.away_at])
        fields["p_window"] = space.ints([int(x) for x in fate.open_at])
        fields["d_row"] = space.ints([tape.hours_at[h] for h in tape.desk_hours])
        fields["d_roster"] = space.ints(list(tape.desk_roster_at))
        fields["w_row"] = space.ints([0])
        for i in range(officers):
            for j in range(tape.officer_desk_at[i], tape.officer_desk_at[i] + tape.officer_desk_n[i]):
                fields["idle"][tape.officer_desk[j]] += 1
        for i in range(slots):
            fields["free"][i] = slots - 1 - i
            fields["slots"][i * S_FIELDS + S_CASE] = -1
        fields["control"] = self._control(slots, spells, heap)
        return k.Work(**{name: fields[name] for name in k.Work._fields})

    def _per_slot(self, name: str) -> int:
        size = PER_SLOT[name]
        return size if isinstance(size, int) else self.sizes[size]

    def _control(self, slots: int, spells: int, heap: int) -> Any:
        program, control = self.program, [0] * k.C_FIELDS
        begin, end = program.window
        measured = int(sum(1 for x in self.fate.received if begin <= x < end)) if isinstance(self.fate.received, list) else \
            int(((self.fate.received >= begin) & (self.fate.received < end)).sum())
        for at, value in ((k.C_FREE, slots), (k.C_OPEN, measured), (k.C_WINDOW_FROM, begin), (k.C_WINDOW_TO, end), (k.C_END, program.end),
                          (k.C_LOG_ROOM, spells), (k.C_HEAP_ROOM, heap), (k.C_SLOTS, slots), (k.C_RANKS, max(self.tape.post_rank, default=0) + 1),
                          (k.C_CLASSES, len(program.class_names)), (k.C_BRANCHES, program.max_branches), (k.C_SHIFT, program.max_branches.bit_length() - 1), (k.C_FORKS, program.max_forks),
                          (k.C_COUNTERS, program.max_counters), (k.C_STREAMS, program.max_streams)):
            control[at] = int(value)
        return self.space.ints(control)

    def finish(self) -> int:
        """Walk to the end of the run; return the last second that settled."""
        walk = self.space.functions.walk
        while walk(self.tape, self.fate, self.work, self.rows, self.log) == k.MORE_ROOM:
            self._grow()
        settled = max(int(self.work.control[k.C_SECOND]), self.program.window[1])
        return min(settled, self.program.end - 1) if self._measured_done() else self.program.end - 1

    def _measured_done(self) -> bool:
        return int(self.work.control[k.C_OPEN]) == 0

    def _grow(self) -> None:
        """Double what is nearly full; what is there stays in its place."""
        work, space, control = self.work, self.space, self.work.control
        old = int(control[k.C_SLOTS])
        fields = {name: _longer(getattr(work, name), space) for name in (*PER_SLOT, *PER_TOKEN, "h_time", "h_order", "h_token")}
        fields["ready"] = space.zeros("int64", 4 * old * self.program.max_branches + 64)
        free = int(control[k.C_FREE])
        for i in range(old):
            fields["free"][free + i] = 2 * old - 1 - i
            fields["slots"][(old + i) * S_FIELDS + S_CASE] = -1
        control[k.C_FREE], control[k.C_SLOTS], control[k.C_HEAP_ROOM] = free + old, 2 * old, len(fields["h_time"])
        self.work = work._replace(**fields)
        if int(control[k.C_LOG_ROOM]) - int(control[k.C_LOG]) < len(self.tape.officer_hours) + self.program.max_branches * 2 * old + 64:
            self.log = _longer(self.log, space)
            control[k.C_LOG_ROOM] = len(self.log) // k.LOG_FIELDS

    def close_open(self, last: int) -> None:
        """Book the pauses and waits of the cases still open as of the last second."""
        fate, slots, settle = self.fate, self.work.slots, self.space.functions.settle_clocks
        for s in range(int(self.work.control[k.C_SLOTS])):
            case = int(slots[s * S_FIELDS + S_CASE])
            if case >= 0:
                settle(self.tape, self.work, self.rows, s, fate.route[case], case * R_FIELDS, fate.received[case], last)


def _longer(values: Any, space: Any) -> Any:
    if isinstance(values, list):
        return values + [0] * len(values)
    longer = space.zeros(str(values.dtype), 2 * len(values))
    longer[:len(values)] = values
    return longer


def run_kernel(program: Program, tape: t.Tape, fate: t.Fate, space: Any, seed: int, replication: int) -> Run:
    """Walk one replication with the kernel and read both tables."""
    walker = Walker(program, tape, fate, space)
    last = walker.finish()
    walker.close_open(last)
    count = int(walker.work.control[k.C_ARRIVED])
    space.functions.write_dues(walker.rows, count, R_FIELDS, fate.received, fate.route, tape.route_promised, tape.route_statutory,
                               tape.route_extension, int(tape.origin[0]), tape.closed_before_day, tape.wd_closes, tape.day_due)
    return Run(_cases(walker, tape, count), _services(walker, tape), facts(program, fate, last), program, seed, replication,
               last, "kernel" if space.name == "arrays" else "lists")


def _cases(walker: Walker, tape: t.Tape, count: int) -> Table:
    space, fate, window = walker.space, walker.fate, walker.program.window
    columns = CaseColumns(*(space.zeros("int64", count) for _ in CaseColumns._fields))
    space.functions.unpack_cases(walker.rows, count, fate.received, fate.route, tape.route_matter, window[0], window[1], columns)
    known = {"case": space.ints(range(count)), "received": fate.received[:count], "source": fate.source[:count], "cls": fate.cls[:count]}
    return ordered({**known, **columns._asdict()}, CASE_FIELDS)


def _services(walker: Walker, tape: t.Tape) -> Table:
    space, count = walker.space, int(walker.work.control[k.C_LOG])
    columns = {name: space.zeros(kind, count) for name, kind in SPELL_COLUMNS.items()}
    space.functions.unpack_spells(walker.log, count, walker.fate.received, tape.d, tape.a, *columns.values())
    return ordered(columns, SERVICE_FIELDS)
