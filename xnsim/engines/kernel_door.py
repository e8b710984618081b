"""Desks that hold only so many, in the fast walk: who comes stands at the door until the second has settled (``simpy_capacity``)."""

from __future__ import annotations

from xnsim.engines.kernel_batch import in_bags
from xnsim.engines.kernel_bells import F_FIELDS, F_WAIT
from xnsim.engines.kernel_parts import (
    C_DIRTY, C_END, C_HEAP, C_OFFICERS, C_READY, C_SHIFT, DOORS, D_CLOSING, D_HOURS, D_ROW, D_STIRRED, D_WIDE, IN_LINE, O_DESK, O_TOKEN,
    O_WIDE, RETURNED, S_CASE, S_FIELDS, T_BITS, T_ORDER, T_STATE, T_UNTIL, WAITING, WAKE_UP, day_closing_row, heap_push, hours_row,
    line_join, line_leave,
)
from xnsim.engines.kernel_promise import line_moves
from xnsim.engines.kernel_ring import go
from xnsim.tape import NEVER, TURNED_AWAY, TURN_AWAY


def admit_all(t, f, w, rows, log, n_dirty, now, m):
    """The doorkeepers of the desks that were touched let in whom there is room for."""
    w.control[C_DIRTY] = n_dirty
    for i in range(n_dirty):
        if m.door[2 * w.dirty[i]] >= 0:
            admit(t, f, w, rows, log, w.dirty[i], now, m)
    for i in range(n_dirty, w.control[C_DIRTY]):        # touched by this: they settle after the others, in the same second
        d = w.dirty[i]
        w.dsk[d * D_WIDE + D_STIRRED] = 0
        w.control[C_HEAP] = heap_push(w.h_time, w.h_order, w.h_token, w.control[C_HEAP], now, (WAKE_UP << 40) + d, d)
    w.control[C_DIRTY] = n_dirty


def admit(t, f, w, rows, log, d, now, m):
    """The doorkeeper lets in, in the order of the line, whoever finds room; the others leave at once, their cases too."""
    most, inside = room(d, now, m), m.line_n[d] + in_hand(w, d, m)
    while m.door[2 * d] >= 0:
        k = m.door[2 * d]
        line_leave(m.door, w.tok, 2 * d, k)
        if inside < most:
            inside += 1
            let_in(t, w, d, k, now, m)
        else:
            s = k >> w.control[C_SHIFT]
            go(t, f, w, rows, log, s, w.slots[s * S_FIELDS + S_CASE], TURNED_AWAY, now, m)
            sent_off(w, now, m)


def room(d, now, m):
    """Return how many a desk holds now."""
    x = m.desk_capacity_at[d] + m.desk_capacity_n[d] - 1
    while x >= m.desk_capacity_at[d]:
        if m.capacity_from[x] <= now:
            return m.capacity_most[x]
        x -= 1
    return NEVER


def in_hand(w, d, m):
    """Return how many files are being worked on at a desk."""
    n = in_bags(w, d, m)
    for o in range(w.control[C_OFFICERS]):
        if w.off[o * O_WIDE + O_TOKEN] >= 0 and w.off[o * O_WIDE + O_DESK] == d * D_WIDE:
            n += 1
    return n


def let_in(t, w, d, k, now, m):
    """The file takes its place in the line."""
    dd = d * D_WIDE
    w.tok[k + T_STATE] = IN_LINE
    line_join(w.dsk, w.tok, dd, k)
    line_moves(d, 1, now, m)
    if w.dsk[dd + D_CLOSING] == TURN_AWAY:
        h = w.dsk[dd + D_HOURS]
        x = hours_row(t.hours_close, w.dsk[dd + D_ROW], t.hrs[2 * h] + t.hrs[2 * h + 1], now)
        w.dsk[dd + D_ROW] = x
        due = day_closing_row(t.hours_open, t.hours_close, t.hrs[2 * h], x, t.hrs[2 * h] + t.hrs[2 * h + 1], now)
        if due < w.control[C_END]:
            w.control[C_HEAP] = heap_push(w.h_time, w.h_order, w.h_token, w.control[C_HEAP], due, (DOORS << 40) + d, d)


def sent_off(w, now, m):
    """Whose case has just left goes to its end as soon as the officers have taken up files, in the same second."""
    k = w.ready[0]
    w.control[C_READY] = 0
    m.fil[(k >> T_BITS) * F_FIELDS + F_WAIT] = 0
    w.tok[k + T_STATE] = WAITING
    w.tok[k + T_UNTIL] = now
    w.control[C_HEAP] = heap_push(w.h_time, w.h_order, w.h_token, w.control[C_HEAP], now, (RETURNED << 40) + w.tok[k + T_ORDER], k)
