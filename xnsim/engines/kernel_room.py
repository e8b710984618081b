"""Room for timers, doors and born cases in the fast walk, and how the born are joined to the dealt when it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xnsim import tape as t
from xnsim.engines.kernel_batch import log_guard
from xnsim.engines.kernel_bells import (
    B_FIELDS, F_FIELDS, N_ASKED, N_ASKED_GUARD, N_ASKED_ROOM, N_BELLS, N_BORN, N_BORN_ROOM, N_COMING, N_DEALT, N_DRAWN, N_FREE, N_FIELDS,
    N_HEAP_GUARD, N_LOG_GUARD, N_NAMES, U_FIELDS, V_FIELDS, V_RAISED, V_WARNED,
)
from xnsim.engines.kernel_parts import K_WIDE, LOG_FIELDS, R_FIELDS
from xnsim.engines.kernel_spawn import A_FIELDS, I_FIELDS, I_PARENT
from xnsim.program import Program

if TYPE_CHECKING:
    from xnsim.engines.kernel_more import More

TABLES = (
    "patience", "patience_open", "matter_route_at", "matter_route_n", "matter_route_from", "matter_route", "route_class_at",
    "route_class_n", "class_number", "route_timer_at", "route_timer_n", "timer_form", "timer_statutory", "timer_amount", "timer_unit",
    "timer_every", "timer_every_open", "timer_most", "timer_do", "timer_chance", "timer_matter", "timer_step", "timer_spawn",
    "timer_approval", "desk_capacity_at", "desk_capacity_n", "capacity_from", "capacity_most", "source_matter", "source_pause",
    "source_pause_open", "begin_source", "begin_route", "begin_place",
)
BORN_AT_FIRST = 64
AT_ONCE = 24        # alarms a file and a second may set at most, with some to spare


def numbers_of(program: Program, fate: t.Fate, slots: int) -> list[int]:
    """Return the numbers that there is one of."""
    counts, tape = [0] * N_FIELDS, program.tape
    counts[N_BELLS] = max(tape.route_timer_n, default=0)
    counts[N_NAMES] = len(tape.spawn_key)
    counts[N_DEALT], counts[N_DRAWN] = len(fate.received), len(fate.drawn)
    counts[N_ASKED_GUARD], counts[N_HEAP_GUARD] = asked_a_second(program, slots), heap_guard(program, slots)
    counts[N_LOG_GUARD] = log_guard(program, slots)
    return counts


def asked_a_second(program: Program, slots: int) -> int:
    """Return how many rows of cases may be asked for in one second at most; 0 where nobody gives rise to cases."""
    tape = program.tape
    timers = max((sum(tape.timer_do[x] == t.GIVE_RISE for x in range(at, at + n))
                  for at, n in zip(tape.route_timer_at, tape.route_timer_n, strict=True)), default=0)
    at_close = any(pause >= 0 for pause in tape.source_pause) + any(matter >= 0 for matter in tape.quality_matter)
    return slots * (program.max_branches * list(tape.verb).count(t.SPAWN) + timers + at_close)


def heap_guard(program: Program, slots: int) -> int:
    """Return how many moments one second may put on the heap at most, with some to spare."""
    timers = max(program.tape.route_timer_n, default=0)
    return slots * program.max_branches * (AT_ONCE + 6 * timers) + asked_a_second(program, slots) + 2 * len(program.tape.desk_hall) + 80


def tables_of(program: Program, fate: t.Fate, space: Any, slots: int) -> dict[str, Any]:
    """Lay out what timers, doors and born cases need besides the tables a case or a slot."""
    counts = numbers_of(program, fate, slots)
    desks = len(program.tape.desk_hall)
    asked = 2 * counts[N_ASKED_GUARD]
    counts[N_ASKED_ROOM] = asked
    tables = {name: space.ints(getattr(program.tape, name)) for name in TABLES}
    return {**tables, "class_upto": space.floats(program.tape.class_upto), "spawn_key": space.words(program.tape.spawn_key),
            "counts": space.ints(counts), "door": space.ints([-1] * (2 * desks)), "asked": space.zeros("int64", asked * A_FIELDS),
            "queue": space.zeros("int64", asked), "kin": space.zeros("int64", 0)}


def per_slot(program: Program) -> dict[str, int]:
    """Return how many numbers a live case takes in each table."""
    return {"fil": program.max_branches * F_FIELDS, "own": U_FIELDS, "sons": len(program.tape.spawn_key),
            "bells": max(program.tape.route_timer_n, default=0) * B_FIELDS}


PER_CASE = {"told": V_FIELDS}


# born cases ------------------------------------------------------------------------------------------------------------------

def room_for_draws(fate: t.Fate, longer_by: int, space: Any) -> t.Fate:
    """Return the fate with more room behind its draws."""
    return fate._replace(drawn=space.longer(fate.drawn, longer_by))


def room_for_born(fate: t.Fate, longer_by: int, space: Any) -> t.Fate:
    """Return the fate with more rows for cases that will be born."""
    names = ("received", "route", "source", "cls", "key", "draw_at")
    return fate._replace(**{name: space.longer(getattr(fate, name), longer_by) for name in names})


def lacks_rows(more: "More") -> bool:
    """Say whether there are too few rows for those who will be born."""
    counts = more.counts
    return int(counts[N_BORN] + counts[N_COMING]) > int(counts[N_BORN_ROOM])


def lacks_asked(more: "More") -> bool:
    """Say whether the table of what is asked for is too short for a second."""
    counts = more.counts
    return int(counts[N_ASKED_ROOM] - counts[N_ASKED] + counts[N_FREE]) < int(counts[N_ASKED_GUARD])


def room_for_kin(more: "More", rows: int, space: Any) -> "More":
    """Return the tables with room for so many more born cases."""
    more.counts[N_BORN_ROOM] += rows
    return with_room(more, "kin", rows, I_FIELDS, space)


def guards(more: "More", program: Program, slots: int) -> None:
    """Note how much of each table a second may take, with so many slots."""
    more.counts[N_ASKED_GUARD], more.counts[N_HEAP_GUARD] = asked_a_second(program, slots), heap_guard(program, slots)
    more.counts[N_LOG_GUARD] = log_guard(program, slots)


def told_of(more: "More", count: int, arrived: int, space: Any) -> dict[str, Any]:
    """Return the columns of the table of cases that tell of timers, and whose child a case is."""
    parent = space.zeros("int64", count)
    parent[:arrived] = space.ints([-1] * arrived)
    parent[arrived:count] = more.kin[I_PARENT:(count - arrived) * I_FIELDS:I_FIELDS]
    return {"parent": parent, "warned": more.told[V_WARNED:count * V_FIELDS:V_FIELDS], "raised": more.told[V_RAISED:count * V_FIELDS:V_FIELDS]}


def with_room(more: "More", name: str, rows: int, width: int, space: Any) -> "More":
    """Return the tables with one of them longer."""
    return more._replace(**{name: space.longer(getattr(more, name), rows * width)})


def more_asked(more: "More", space: Any) -> "More":
    """Return the tables with twice the room for what is asked for."""
    room = int(more.counts[N_ASKED_ROOM])
    more.counts[N_ASKED_ROOM] = 2 * room
    return with_room(with_room(more, "asked", room, A_FIELDS, space), "queue", room, 1, space)


def close_ranks(rows, log, n_log, f, m, arrived, dealt, born):
    """Who was dealt but never came has no row: the born move up, and are called by their rows from now on."""
    gap = dealt - arrived
    for i in range(born):
        parent = m.kin[i * I_FIELDS + I_PARENT]
        if parent >= dealt:
            m.kin[i * I_FIELDS + I_PARENT] = parent - gap
    if gap == 0:
        return
    for case in range(arrived, arrived + born):
        old = case + gap
        for x in range(R_FIELDS):
            rows[case * R_FIELDS + x] = rows[old * R_FIELDS + x]
        for x in range(V_FIELDS):
            m.told[case * V_FIELDS + x] = m.told[old * V_FIELDS + x]
        for x in range(K_WIDE):
            m.traits[case * K_WIDE + x] = m.traits[old * K_WIDE + x]
        f.received[case] = f.received[old]
        f.route[case] = f.route[old]
        f.source[case] = f.source[old]
        f.cls[case] = f.cls[old]
        f.key[case] = f.key[old]
    for i in range(n_log):
        if log[i * LOG_FIELDS] >= dealt:
            log[i * LOG_FIELDS] -= gap
