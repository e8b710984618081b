"""What several officers, or one on several files, have in hand together, in the fast walk (``Spell`` of ``simpy_desk``).

Such work stands with the officer listed first of the crew, the lead: in his bag lie the files,
each as it was when they began. An officer alone on a single file has no bag and no crew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xnsim.engines.kernel_bells import F_FIELDS, F_HELD, LEAVING
from xnsim.engines.kernel_log import later_row, stir, swap_rows, write_spell
from xnsim.engines.kernel_parts import (
    C_LOG, C_OFFICERS, C_READY, D_BUSY, D_IDLE, D_WIDE, FREE, K_SPENT, K_WIDE, LOG_FIELDS, MOOTED, O_BEGIN, O_CIVIL, O_DESK, O_DESK_AT,
    O_DESK_N, O_HOURS, O_ROW, O_SPEED, O_TOKEN, O_WIDE, T_BITS, T_LEFT, T_OFFICER, T_PLACE, T_STATE, hours_between,
)
from xnsim.tape import CUT, DONE, LET_GO, MOOT, SERVE
from xnsim.worktime import FAR

if TYPE_CHECKING:
    from xnsim.program import Program

TABLES = ("rule_team", "rule_batch", "rule_batch_sum")
JOINT = -3          # an officer who works with others, or on several files
# of an officer: where his bag begins; who leads his crew (-1: he is alone), who comes next in it; then of the lead: how many lie in the bag,
# one after the other or all at the same pace, by whose hours they work, how many of the crew are back, and how long they worked
(Y_BAG, Y_LEAD, Y_NEXT, Y_LOAD, Y_SUM, Y_CLOCK, Y_BACK, Y_WORKED, Y_FIELDS) = range(9)
# of a file in a bag: its name (MOOTED: finished for nothing, FREE: let go), how it is called in the log, what was left, how far it is, when it was let go
(Z_TOKEN, Z_CASE, Z_PLACE, Z_PACK, Z_LEFT, Z_DONE, Z_ENDED, Z_FIELDS) = range(8)


def joint_desks(program: "Program") -> list[int]:
    """Return per desk how many files one spell takes there at most; 0 where everybody works alone and on one file."""
    tape = program.tape
    most = [0] * len(tape.desk_hall)
    for verb, desk, rule in zip(tape.verb, tape.a, tape.f, strict=True):
        if verb == SERVE and max(tape.rule_team[rule], tape.rule_batch[rule]) > 1:
            most[desk] = max(most[desk], tape.rule_batch[rule])
    return most


def tables_of(program: "Program", space: Any) -> dict[str, Any]:
    """Lay out the crews and their bags."""
    tape, most = program.tape, joint_desks(program)
    crew, bag = [0] * (len(tape.officer_hours) * Y_FIELDS), 0
    for officer, (first, count) in enumerate(zip(tape.officer_desk_at, tape.officer_desk_n, strict=True)):
        crew[officer * Y_FIELDS + Y_BAG], crew[officer * Y_FIELDS + Y_LEAD] = bag, -1
        bag += Z_FIELDS * max((most[desk] for desk in tape.officer_desk[first:first + count]), default=0)
    return {**{name: space.ints(getattr(tape, name)) for name in TABLES}, "joint": space.ints(most), "crew": space.ints(crew),
            "bag": space.zeros("int64", bag), "muster": space.zeros("int64", len(tape.post_officer))}


def log_guard(program: "Program", slots: int) -> int:
    """Return how many rows one second may write at most: of each officer his bag, of each file that leaves its crew."""
    tape, most = program.tape, joint_desks(program)
    bags = sum(max([1, *(most[desk] for desk in tape.officer_desk[first:first + count])])
               for first, count in zip(tape.officer_desk_at, tape.officer_desk_n, strict=True))
    return bags + slots * program.max_branches * max(tape.rule_team, default=1) + 8


# how far they are ------------------------------------------------------------------------------------------------------------

def share_out(t, w, lead, now, m):
    """Note how far each file in a bag has come, all at the same pace or one after the other; returns the seconds worked."""
    y = lead * Y_FIELDS
    oo = m.crew[y + Y_CLOCK] * O_WIDE
    begin, h = w.off[oo + O_BEGIN], w.off[oo + O_HOURS]
    worked = now - begin
    if w.off[oo + O_CIVIL] == 0:
        worked = hours_between(t.hours_open, t.hours_close, w.off[oo + O_ROW], t.hrs[2 * h] + t.hrs[2 * h + 1], begin, now)
    done = worked * w.off[oo + O_SPEED] // 1000
    for j in range(m.crew[y + Y_LOAD]):
        z = m.crew[y + Y_BAG] + j * Z_FIELDS
        m.bag[z + Z_DONE] = done if done < m.bag[z + Z_LEFT] else m.bag[z + Z_LEFT]
        done -= m.bag[z + Z_DONE] * m.crew[y + Y_SUM]
    return worked


def book(w, lead, z, m):
    """Some of the review is done: book how long that took."""
    place = m.bag[z + Z_PLACE]
    m.traits[m.bag[z + Z_CASE] * K_WIDE + K_SPENT] += m.bag[z + Z_DONE] * 1000 // w.off[lead * O_WIDE + O_SPEED] * m.review[place]


def free_hands(t, w, o, m):
    """An officer's hands are free again."""
    oo = o * O_WIDE
    w.due_of[o] = FAR
    w.off[oo + O_TOKEN] = FREE
    m.crew[o * Y_FIELDS + Y_LEAD] = -1
    w.dsk[w.off[oo + O_DESK] + D_BUSY] -= 1
    for i in range(w.off[oo + O_DESK_AT], w.off[oo + O_DESK_AT] + w.off[oo + O_DESK_N]):
        w.dsk[t.officer_desk[i] * D_WIDE + D_IDLE] += 1
        stir(w, t.officer_desk[i])


# the end of their work ---------------------------------------------------------------------------------------------------------

def back(t, f, w, log, o, now, m):
    """One of a crew is back, and with the first of them the files: what he did on each is written down."""
    lead = m.crew[o * Y_FIELDS + Y_LEAD]
    y, mark, worked = lead * Y_FIELDS, w.control[C_LOG], 0
    if m.crew[y + Y_BACK] == 0:
        m.crew[y + Y_WORKED] = share_out(t, w, lead, now, m)
        files_back(w, lead, m)
    m.crew[y + Y_BACK] += 1
    worked = m.crew[y + Y_WORKED]
    for j in range(m.crew[y + Y_LOAD]):
        z = m.crew[y + Y_BAG] + j * Z_FIELDS
        if m.bag[z + Z_TOKEN] != FREE:
            how = DONE if m.bag[z + Z_DONE] == m.bag[z + Z_LEFT] else CUT
            write_hand(f, w, log, o, z, now, worked, how if m.bag[z + Z_TOKEN] >= 0 else MOOT, m)
            worked = 0      # his seconds stand with the first file that was there to the end
            i = w.control[C_LOG] - 1
            while i > mark and later_row(log, (i - 1) * LOG_FIELDS, i * LOG_FIELDS):
                swap_rows(log, i)
                i -= 1
    free_hands(t, w, o, m)


def files_back(w, lead, m):
    """The files that are still in the bag move on, or go back to their places in line with what is left."""
    y = lead * Y_FIELDS
    for j in range(m.crew[y + Y_LOAD]):
        z = m.crew[y + Y_BAG] + j * Z_FIELDS
        k = m.bag[z + Z_TOKEN]
        if k >= 0:
            book(w, lead, z, m)
            w.tok[k + T_OFFICER] = FREE
            w.tok[k + T_STATE] = LEAVING
            m.fil[(k >> T_BITS) * F_FIELDS + F_HELD] = m.bag[z + Z_LEFT]
            w.tok[k + T_LEFT] -= m.bag[z + Z_DONE]
            if w.tok[k + T_LEFT] == 0:
                w.tok[k + T_PLACE] += 1
            w.ready[w.control[C_READY]] = k
            w.control[C_READY] += 1


def write_hand(f, w, log, o, z, now, worked, how, m):
    """Write down what one of a crew did on one file."""
    case = m.bag[z + Z_CASE]
    write_spell(w, log, case, w.off[o * O_WIDE + O_BEGIN], now, f.received[case], worked, m.bag[z + Z_DONE],
                m.bag[z + Z_PLACE] * 65536 + o + 1, m.bag[z + Z_PACK] + how)


# files that leave on the way --------------------------------------------------------------------------------------------------

def take_from_bag(t, f, w, log, k, lead, finish, now, m):
    """A file leaves the hands of a crew, who may finish it for nothing; they go on with the others, if there are any."""
    y = lead * Y_FIELDS
    z = m.crew[y + Y_BAG]
    while m.bag[z + Z_TOKEN] != k:
        z += Z_FIELDS
    if finish:
        m.bag[z + Z_TOKEN] = MOOTED
        return
    worked = share_out(t, w, lead, now, m)
    book(w, lead, z, m)
    m.bag[z + Z_TOKEN] = FREE
    m.bag[z + Z_ENDED] = now
    o = lead
    while o >= 0:
        write_hand(f, w, log, o, z, now, 0, LET_GO, m)
        o = m.crew[o * Y_FIELDS + Y_NEXT]
    if empty(lead, m):
        while lead >= 0:
            free_hands(t, w, lead, m)
            lead = m.crew[lead * Y_FIELDS + Y_NEXT]
        seconds_to_first(f, w, log, y, now, worked, m)


def empty(lead, m):
    """Say whether all files of a bag were let go."""
    y = lead * Y_FIELDS
    for j in range(m.crew[y + Y_LOAD]):
        if m.bag[m.crew[y + Y_BAG] + j * Z_FIELDS + Z_TOKEN] != FREE:
            return False
    return True


def seconds_to_first(f, w, log, y, now, worked, m):
    """The last files of a bag were let go in this second: the seconds stand with the first of them."""
    z = m.crew[y + Y_BAG]
    while m.bag[z + Z_ENDED] != now:
        z += Z_FIELDS
    case, pack, place, i = m.bag[z + Z_CASE], m.bag[z + Z_PACK] + LET_GO, m.bag[z + Z_PLACE], w.control[C_LOG] - 1
    while i >= 0:
        at = i * LOG_FIELDS
        if f.received[log[at]] + log[at + 2] != now:
            return
        if log[at] == case and log[at + 6] == pack and log[at + 5] >> 16 == place:
            log[at + 3] = worked
        i -= 1


def in_bags(w, d, m):
    """Return how many files are worked on in bags at a desk."""
    n = 0
    for o in range(w.control[C_OFFICERS]):
        if m.crew[o * Y_FIELDS + Y_LEAD] == o and w.off[o * O_WIDE + O_DESK] == d * D_WIDE:
            for j in range(m.crew[o * Y_FIELDS + Y_LOAD]):
                if m.bag[m.crew[o * Y_FIELDS + Y_BAG] + j * Z_FIELDS + Z_TOKEN] >= 0:
                    n += 1
    return n
