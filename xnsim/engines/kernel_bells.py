"""Timers, places at the head of a line and what may be lost, in the fast walk: when each goes off, and who is first.

The small end of ``simpy_timers``; what a timer does stands in ``kernel_ring``.
"""

from __future__ import annotations

from xnsim.engines.kernel_parts import (
    ALARM, C_END, C_SHIFT, Q_EXTENSION, Q_STATUTORY, Q_STATUTORY_UNITS, Q_WIDE, R_CLOCK, R_DECIDED, R_EXTENDED, R_LOST_PROMISED,
    R_LOST_STATUTORY, S_CASE, S_FIELDS, S_PAUSES, heap_push, limit_due, open_before,
)
from xnsim.engines.kernel_promise import promised_kind, promised_units, share_due
from xnsim.tape import PRIORITY, SHARE, SINCE
from xnsim.worktime import FAR

OF_LIMIT, CIVIL, WORKING = 0, 1, 2
BY_PARENT = -3          # CHOOSE
HEAD = -2**40           # the place in any line of what was put at its head
AT_DOOR, LEAVING = 9, 10     # a file before the doorkeeper has looked; one whose work has ended in this second and that has not moved yet

# tables that stand beside those of the old walk: fields of a live case, of a file, of a timer of a live case, of a case
U_UP, U_HEAD, U_FIELDS = range(3)
F_PATIENCE, F_LOST, F_OPEN, F_WAIT, F_HELD, F_FIELDS = range(6)
B_TIMES, B_LAST, B_SINCE, B_FIELDS = range(4)
V_WARNED, V_RAISED, V_FIELDS = range(3)
# numbers that there is one of
(N_BELLS, N_NAMES, N_DEALT, N_BORN, N_BORN_ROOM, N_COMING, N_ASKED, N_FREE_AT, N_FREE, N_ASKED_ROOM, N_ASKED_GUARD, N_HEAP_GUARD,
 N_WAITS, N_DRAWN, N_LOG_GUARD, N_FIELDS) = range(16)


# the office's time -------------------------------------------------------------------------------------------------------

def office_add(t, moment, need):
    """Return the first second by which ``need`` >= 1 more open seconds have passed since a moment."""
    target = open_before(t.hours_open, t.hours_close, t.hours_before, t.hrs[1], moment) + need
    low, high = 0, t.hrs[1]
    while low < high:
        middle = (low + high) >> 1
        if t.hours_before[middle] + t.hours_close[middle] - t.hours_open[middle] < target:
            low = middle + 1
        else:
            high = middle
    return t.hours_open[low] + target - t.hours_before[low] if low < t.hrs[1] else FAR


def office_instant(t, worked):
    """Return the civil second at which an open second begins."""
    low, high = 0, t.hrs[1]
    while low < high:
        middle = (low + high) >> 1
        if t.hours_before[middle] + t.hours_close[middle] - t.hours_open[middle] <= worked:
            low = middle + 1
        else:
            high = middle
    return t.hours_open[low] + worked - t.hours_before[low] if low < t.hrs[1] else FAR


def later(t, moment, length, works):
    """Return when so much time is over, in working or civil time."""
    return office_add(t, moment, length) if works else moment + length


# when a timer goes off -----------------------------------------------------------------------------------------------------

def bell_at(s, r, x, m):
    """Return where the numbers of a timer of a live case stand."""
    return (s * m.counts[N_BELLS] + x - m.route_timer_at[r]) * B_FIELDS


def bell_next(t, w, rows, s, r, row, got, x, m):
    """Return when a timer goes off next if nothing changes; ``FAR`` when it does not, or its clock stands still."""
    at = bell_at(s, r, x, m)
    if 0 <= m.timer_most[x] <= m.bells[at + B_TIMES]:
        return FAR
    if m.timer_form[x] != SINCE and (rows[row + R_CLOCK] < 0 or rows[row + R_DECIDED] >= 0 or w.slots[s * S_FIELDS + S_PAUSES] > 0):
        return FAR
    if m.bells[at + B_TIMES] > 0:
        return later(t, m.bells[at + B_LAST], m.timer_every[x], m.timer_every_open[x])
    if m.timer_form[x] == SINCE:
        return m.bells[at + B_SINCE]
    return bell_on_limit(t, rows, r, row, got, x, m)


def bell_on_limit(t, rows, r, row, got, x, m):
    """Return the moment on the office's clock: a share of a limit, or so much before it ends."""
    kind, units, lost = promised_kind(t, r, row, m), promised_units(t, r, row, m), rows[row + R_LOST_PROMISED]
    if m.timer_statutory[x]:
        kind, units, lost = t.rts[r * Q_WIDE + Q_STATUTORY], t.rts[r * Q_WIDE + Q_STATUTORY_UNITS], rows[row + R_LOST_STATUTORY]
    if kind < 0:
        return FAR
    start, amount = got + rows[row + R_CLOCK], m.timer_amount[x]
    units += t.rts[r * Q_WIDE + Q_EXTENSION] * rows[row + R_EXTENDED]
    if m.timer_form[x] == SHARE:
        return share_due(t, kind, units, amount, start, lost)
    if m.timer_unit[x] == OF_LIMIT:
        return limit_due(kind, units - amount, start, lost, t.origin[0], t.closed_before_day, t.wd_closes, t.day_due)
    end = limit_due(kind, units, start, lost, t.origin[0], t.closed_before_day, t.wd_closes, t.day_due)
    if end >= FAR:
        return end
    if m.timer_unit[x] == CIVIL:
        return end - amount
    worked = open_before(t.hours_open, t.hours_close, t.hours_before, t.hrs[1], end) - amount
    return office_instant(t, worked if worked > 0 else 0)


def bells_watch(t, w, rows, s, r, row, got, now, n_heap, m):
    """Set an alarm for each timer that would go off if nothing changes; returns the size of the heap."""
    for x in range(m.route_timer_at[r], m.route_timer_at[r] + m.route_timer_n[r]):
        n_heap = bell_watch(t, w, rows, s, r, row, got, now, x, n_heap, m)
    return n_heap


def bell_watch(t, w, rows, s, r, row, got, now, x, n_heap, m):
    """Set an alarm for one timer; returns the size of the heap."""
    when = bell_next(t, w, rows, s, r, row, got, x, m)
    return alarm(w, s, when, now, n_heap)


def alarm(w, s, when, now, n_heap):
    """Set an alarm for a case; what never happens sets none. Returns the size of the heap."""
    if when < w.control[C_END]:
        order = (ALARM << 40) + w.slots[s * S_FIELDS + S_CASE] * 64
        n_heap = heap_push(w.h_time, w.h_order, w.h_token, n_heap, when if when > now else now, order, s << w.control[C_SHIFT])
    return n_heap


# places in line ------------------------------------------------------------------------------------------------------------

def urged(s, order, rank, m):
    """Return the place in line of a file whose case was moved up, or put at the head."""
    if m.own[s * U_FIELDS + U_HEAD]:
        return HEAD
    return rank - m.own[s * U_FIELDS + U_UP] if order == PRIORITY else rank
