"""Gives the fast walk its tables, more room when it asks, and reads what it wrote."""

from __future__ import annotations

from typing import Any

from xnsim import tape as t
from xnsim.cases import CASE_FIELDS, SERVICE_FIELDS, Column, where
from xnsim.engines import kernel as k
from xnsim.engines.kernel_parts import R_CLOSED, R_FIELDS, S_CASE, S_FIELDS
from xnsim.engines.record import Run, case_columns, facts, ordered
from xnsim.program import Program
from xnsim.worktime import FAR

PER_SLOT = {"slots": S_FIELDS, "free": 1, "rounds": "streams", "backs": "counters", "defects": "counters", "joins": "forks",
            "waits_for": "branches"}
PER_TOKEN = ("k_place", "k_state", "k_until", "k_left", "k_rank", "k_queued", "k_order", "k_after", "k_before", "k_officer",
             "k_spells", "k_round", "k_began")


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
        leaves = 1
        while leaves < officers + 2 * desks + 1:
            leaves *= 2
        heap = 8 * slots * program.max_branches + 128
        fields = {name: space.zeros("int64", self._per_slot(name) * slots) for name in PER_SLOT}
        fields |= {name: space.zeros("int64", slots * program.max_branches) for name in PER_TOKEN}
        fields |= {name: space.zeros("int64", heap) for name in ("h_time", "h_order", "h_token")}
        fields |= {name: space.zeros("int64", officers) for name in k.Work._fields if name.startswith("o_")}
        fields |= {name: space.zeros("int64", desks) for name in ("busy", "idle", "dirty", "stirred")}
        fields["ready"] = space.zeros("int64", 2 * slots * program.max_branches + 64)
        fields["tree"] = space.ints([FAR] * (2 * leaves))
        fields["wake"] = space.ints([-1] * desks + [FAR] * desks)
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
                          (k.C_CLASSES, len(program.class_names)), (k.C_BRANCHES, program.max_branches), (k.C_FORKS, program.max_forks),
                          (k.C_COUNTERS, program.max_counters), (k.C_STREAMS, program.max_streams)):
            control[at] = int(value)
        return self.space.ints(control)

    def finish(self) -> int:
        """Walk to the end of the run; return the last second that settled."""
        walk = self.space.functions.walk
        while walk(self.tape, self.fate, self.work, self.rows, self.log) == k.MORE_ROOM:
            self._grow()
        return max(int(self.work.control[k.C_SECOND]), self.program.window[1]) if self._measured_done() else self.program.end - 1

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
        tape, fate, slots = self.tape, self.fate, self.work.slots
        for s in range(int(self.work.control[k.C_SLOTS])):
            at = s * S_FIELDS
            case = int(slots[at + S_CASE])
            if case >= 0:
                self._close(case, at, int(fate.route[case]), int(fate.received[case]), last)

    def _close(self, case: int, at: int, r: int, got: int, last: int) -> None:
        tape, functions = self.tape, self.space.functions
        functions.tick(self.rows, case * R_FIELDS, self.work.slots, at, got, last)
        functions.close_pauses(self.rows, case * R_FIELDS, self.work.slots, at, got, last, tape.route_promised[2 * r], tape.route_promised[2 * r + 1],
                               tape.route_statutory[2 * r], tape.route_statutory[2 * r + 1], tape.route_extension[4 * r], tape.origin[0],
                               tape.closed_before_day, tape.day_close, tape.wd_closes, tape.day_due, tape.hours_open, tape.hours_close,
                               tape.hours_before, tape.hours_n[0])


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
                               tape.route_extension, tape.origin[0], tape.closed_before_day, tape.wd_closes, tape.day_due)
    arrays = space.name == "arrays"
    wide = (lambda x: x.astype("int64")) if arrays else Column
    written = {name: wide(walker.rows[i:count * R_FIELDS:R_FIELDS]) for i, name in enumerate(t.CASE_ROW)}
    plain = fate if arrays else fate._replace(received=Column(fate.received), source=Column(fate.source), cls=Column(fate.cls))
    columns = case_columns(program, plain, count, written, space.numpy.where if arrays else where)
    columns["case"] = space.numpy.arange(count) if arrays else Column(range(count))
    columns["matter"] = tape.route_matter[fate.route[:count]] if arrays else Column([tape.route_matter[r] for r in fate.route[:count]])
    services = _services(walker, tape, columns["received"], arrays)
    return Run(ordered(columns, CASE_FIELDS), ordered(services, SERVICE_FIELDS), facts(program, fate, last), program, seed, replication,
               last, "kernel" if arrays else "lists")


def _services(walker: Walker, tape: t.Tape, received: Any, arrays: bool) -> dict[str, Any]:
    log, rows, n = walker.log, k.LOG_FIELDS, int(walker.work.control[k.C_LOG])
    raw = [log[i:n * rows:rows].astype("int64") if arrays else Column(log[i:n * rows:rows]) for i in range(rows)]
    case, start, end, worked, done, where_who, packed = raw
    place, officer = where_who // 65536, where_who % 65536 - 1
    pick = (lambda table, at: table[at]) if arrays else (lambda table, at: Column([table[i] for i in at]))
    got = pick(received, case)
    return {"case": case, "branch": packed // 33554432, "step": pick(tape.d, place), "round": packed // 16384 % 2048,
            "spell": packed // 4 % 4096, "officer": officer, "desk": pick(tape.a, place), "start": start + got, "end": end + got,
            "worked_s": worked, "effort_done_s": done, "how": packed % 4}
