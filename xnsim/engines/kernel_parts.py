"""Small pieces of the fast walk: a heap, lines, diaries, clocks, on flat sequences of numbers.

Plain functions without state. The same source walks lists and, compiled, arrays.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from xnsim.tape import DONE, LAPSED, TURNED_AWAY, WITHDRAWN
from xnsim.worktime import DAY, FAR, MONTH, due_at, month_span

LEAF = 20                    # bits of a moment in an officer's hands that name the officer
FREE, MOOTED = -1, -2        # an officer without a file; one who finishes for nothing (a token: served at a desk without a queue)
NOWHERE, IN_LINE, IN_HAND, WAITING, FORKED = range(5)
AT_GATE, MOVING = 7, 8      # a file before a session; one that is let go on while others of its case are looked at
AT_ONCE, RETURNED, NEWCOMER, ALARM, MEETS, DOORS, WAKE_UP = range(7)   # order of the heap within a second
LOG_FIELDS = 7
OVER, MORE_ROOM = 0, 1
BUCKETS = 1024      # into which moments are sorted
MOST_PASSES, MOST_SPELLS = 1 << 11, 1 << 12     # of a case through a step, and of one pass: what a row of the log has room for

(C_SECOND, C_ARRIVED, C_LOG, C_HEAP, C_FREE, C_OPEN, C_WINDOW_FROM, C_WINDOW_TO, C_END, C_LOG_ROOM, C_HEAP_ROOM, C_SLOTS, C_RANKS,
 C_CLASSES, C_BRANCHES, C_SHIFT, C_FORKS, C_COUNTERS, C_STREAMS, C_DIRTY, C_READY, C_OFFICERS, C_SWIFT, C_ALARM, C_FIRST,
 C_LAST, C_LOG_GUARD, C_TOO_OFTEN, C_FIELDS) = range(29)

# fields of a live case ("slot")
(S_CASE, S_ROUTE, S_DRAWS, S_GOT, S_SPELLS, S_LEFT, S_PAUSES, S_LAWFUL, S_APPLICANT, S_PAUSED_FROM, S_LAWFUL_FROM, S_MARK,
 S_ANSWER_FROM, S_MAY_EXTEND, S_GRANT, S_ALARM, S_ALARM_AFTER, S_ALARM_BEFORE, S_FIELDS) = range(19)
# fields of a case's row in the table, as in tape.CASE_ROW
(R_ACCEPTED, R_DECIDED, R_DELIVERED, R_CLOSED, R_OUTCOME, R_RETURNS, R_TRIPS, R_SPELLS, R_DEEMED, R_EXTENDED, R_RESETS,
 R_CLOCK, R_LOST_S, R_LOST_OPEN, R_LOST_PROMISED, R_LOST_STATUTORY, R_LAWFUL_PROMISED, R_LAWFUL_S, R_ASKED, R_APPLICANT_S, R_PAUSED_S,
 R_LEFT_HALL, R_PROMISED_DUE, R_STATUTORY_DUE, R_VERIFIED_DUE, R_FIELDS) = range(26)

# what is kept about every case for later words (``More.traits``): columns, then what the walk needs on the way
(K_CHANNEL, K_ELIGIBLE, K_WRONG, K_DISCOVERED, K_EXTRANEOUS_S, K_EXTRANEOUS, K_PROMISED, K_UNITS, K_VERDICT, K_STANDARD, K_SPENT,
 K_WIDE) = range(12)
# fields of the packed tables: files (T), officers (O), desks (D), posts (P); operations (X), routes (Q), limits (L), branches (B)
(T_PLACE, T_LEFT, T_QUEUED, T_AFTER, T_BEFORE, T_ROUND, T_WAITS, T_STATE, T_ORDER, T_RANK, T_UNTIL, T_OFFICER, T_SPELLS,
 T_BEGAN) = range(14)
T_BITS = 4
T_WIDE = 1 << T_BITS
(O_TOKEN, O_BEGIN, O_DESK, O_BIT, O_SPEED, O_CASE, O_PLACE, O_PACK, O_LEFT, O_POST, O_HOW, O_CIVIL, O_ROW, O_AWAY, O_FROM, O_UNTIL,
 O_DESK_AT, O_DESK_N, O_HOURS, O_GOT, O_HOME, O_WIDE) = range(22)
(D_HEAD, D_TAIL, D_FREE, D_POST_AT, D_HALL, D_BUSY, D_IDLE, D_WAKE, D_STIRRED, D_UNLIMITED, D_CLOSING, D_ROSTER_N, D_ROSTER_AT, D_POST_N,
 D_HOURS, D_ROW, D_ROSTER, D_OVERTIME, D_HOMES, D_HELP, D_WIDE) = range(21)
P_OFFICER, P_RANK, P_SPEED, P_ALWAYS, P_CUT, P_WINDOW, P_WIDE = range(7)
X_VERB, X_A, X_B, X_C, X_D, X_E, X_F, X_ORDER, X_TRIPS, X_RARE, X_WIDE = range(11)
(Q_START, Q_LOOPS, Q_ACTS, Q_END, Q_STREAM_AT, Q_LIMIT_AT, Q_LIMIT_N, Q_PROMISED, Q_PROMISED_UNITS, Q_STATUTORY, Q_STATUTORY_UNITS,
 Q_EXTENSION, Q_ASK_BEFORE, Q_ASK, Q_APPROVAL, Q_STREAMS, Q_WIDE) = range(17)
L_CLOCK, L_STATUTORY, L_KIND, L_UNITS, L_OUTCOME, L_BIT, L_TO, L_FINISH, L_WIDE = range(9)
B_ID, B_AFTER, B_START, B_JOIN, B_THEN_AT, B_THEN_N, B_WIDE = range(7)


class KernelTape(NamedTuple):
    """The tape as the walk reads it: what belongs together lies together, a row a thing."""

    ops: Any            # X fields a place
    target: Any
    fork_parent: Any
    fork_next: Any
    brn: Any            # B fields a branch
    branch_then: Any
    rts: Any            # Q fields a route
    route_matter: Any
    route_branch_row: Any
    route_priority: Any
    lim: Any            # L fields a limit that acts
    stream_law: Any
    law_kind: Any
    law_at: Any
    law_par: Any
    officer_desk: Any
    roster_from: Any
    roster_open: Any
    hrs: Any            # first row and number of rows of each table of hours
    hours_open: Any
    hours_close: Any
    hours_before: Any
    origin: Any
    closed_before_day: Any
    day_close: Any
    wd_closes: Any
    day_due: Any


class Work(NamedTuple):
    """What the walk keeps between two seconds; every table is a flat sequence of int64."""

    control: Any
    due_of: Any         # per officer: when his spell ends, and his number (LEAF bits)
    h_time: Any         # the heap
    h_order: Any
    h_token: Any
    slots: Any          # live cases, S fields each
    free: Any           # slots not in use
    rounds: Any         # per slot: how often each stream was used
    backs: Any
    defects: Any
    joins: Any
    tok: Any            # files: (slot * branches + branch), T fields each; a file is named by its first field
    off: Any            # officers
    dsk: Any            # desks
    pst: Any            # posts
    ready: Any
    dirty: Any
    w_row: Any          # cursor into the main hours


# a heap of moments: (time, order within the second, token) ------------------------------------------------------------

def heap_push(h_time, h_order, h_token, n, time, order, token):
    """Put a moment on the heap; returns the new size."""
    i = n
    while i > 0:
        up = (i - 1) >> 1
        if h_time[up] < time or (h_time[up] == time and h_order[up] <= order):
            break
        h_time[i] = h_time[up]
        h_order[i] = h_order[up]
        h_token[i] = h_token[up]
        i = up
    h_time[i] = time
    h_order[i] = order
    h_token[i] = token
    return n + 1


def heap_pop(h_time, h_order, h_token, n):
    """Take the first moment off the heap; returns the new size."""
    n -= 1
    time, order, token = h_time[n], h_order[n], h_token[n]
    i = 0
    while True:
        child = 2 * i + 1
        if child >= n:
            break
        other = child + 1
        if other < n and (h_time[other] < h_time[child] or (h_time[other] == h_time[child] and h_order[other] < h_order[child])):
            child = other
        if time < h_time[child] or (time == h_time[child] and order <= h_order[child]):
            break
        h_time[i] = h_time[child]
        h_order[i] = h_order[child]
        h_token[i] = h_token[child]
        i = child
    h_time[i] = time
    h_order[i] = order
    h_token[i] = token
    return n


def first_bit(bits):
    """Return the place of the lowest bit that is set (compiled: one instruction)."""
    return (bits & -bits).bit_length() - 1


def smallest(values):
    """Return the smallest of some numbers (a multiple of eight); compiled, eight at a time (``engines.compiled``)."""
    return min(values)


# alarms of cases: most come in the order in which they are set, and most cases are closed before theirs goes off ---------

def alarm_set(control, slots, s, due):
    """Put the case in a slot in its place in the list of alarms; returns whether it had none yet (a case has one place in the list)."""
    at = s * S_FIELDS
    if slots[at + S_ALARM] >= 0:
        return slots[at + S_ALARM] == due
    p = control[C_LAST]
    q = -1
    while p >= 0 and slots[p * S_FIELDS + S_ALARM] > due:
        q = p
        p = slots[p * S_FIELDS + S_ALARM_BEFORE]
    slots[at + S_ALARM] = due
    slots[at + S_ALARM_BEFORE] = p
    slots[at + S_ALARM_AFTER] = q
    if q >= 0:
        slots[q * S_FIELDS + S_ALARM_BEFORE] = s
    else:
        control[C_LAST] = s
    if p >= 0:
        slots[p * S_FIELDS + S_ALARM_AFTER] = s
    else:
        control[C_FIRST] = s
        control[C_ALARM] = due
    return True


def alarm_off(control, slots, s):
    """Take the case in a slot out of the list of alarms."""
    at = s * S_FIELDS
    p, q = slots[at + S_ALARM_BEFORE], slots[at + S_ALARM_AFTER]
    slots[at + S_ALARM] = -1
    if q >= 0:
        slots[q * S_FIELDS + S_ALARM_BEFORE] = p
    else:
        control[C_LAST] = p
    if p >= 0:
        slots[p * S_FIELDS + S_ALARM_AFTER] = q
    else:
        control[C_FIRST] = q
        control[C_ALARM] = slots[q * S_FIELDS + S_ALARM] if q >= 0 else FAR


# lines: doubly linked, in the order (rank, queued, case and branch) -----------------------------------------------------

def line_join(dsk, tok, dd, k):
    """Put a file in its place in the line of a desk, looked for from the end."""
    rank, queued, order = tok[k + T_RANK], tok[k + T_QUEUED], tok[k + T_ORDER]
    p = dsk[dd + D_TAIL]
    while p >= 0 and (tok[p + T_RANK] > rank or (tok[p + T_RANK] == rank and (
            tok[p + T_QUEUED] > queued or (tok[p + T_QUEUED] == queued and tok[p + T_ORDER] > order)))):
        p = tok[p + T_BEFORE]
    tok[k + T_BEFORE] = p
    if p >= 0:
        q = tok[p + T_AFTER]
        tok[p + T_AFTER] = k
    else:
        q = dsk[dd + D_HEAD]
        dsk[dd + D_HEAD] = k
    tok[k + T_AFTER] = q
    if q >= 0:
        tok[q + T_BEFORE] = k
    else:
        dsk[dd + D_TAIL] = k


def line_leave(dsk, tok, dd, k):
    """Take a file out of the line of a desk."""
    p = tok[k + T_BEFORE]
    q = tok[k + T_AFTER]
    if p >= 0:
        tok[p + T_AFTER] = q
    else:
        dsk[dd + D_HEAD] = q
    if q >= 0:
        tok[q + T_BEFORE] = p
    else:
        dsk[dd + D_TAIL] = p


def blank_row(rows, row):
    """A case is received: nothing has happened to it yet, and the applicant has come once; the row may hold an earlier walk's."""
    for field in range(R_FIELDS):
        rows[row + field] = 0
    rows[row + R_ACCEPTED] = -1
    rows[row + R_DECIDED] = -1
    rows[row + R_DELIVERED] = -1
    rows[row + R_CLOSED] = -1
    rows[row + R_CLOCK] = -1
    rows[row + R_ASKED] = -1
    rows[row + R_TRIPS] = 1


def close_row(rows, row, after):
    """A case is closed so many seconds after its receipt: what the office has not decided or handed over by then, it does now."""
    outcome = rows[row + R_OUTCOME]
    if outcome != LAPSED and outcome != WITHDRAWN and outcome != TURNED_AWAY:
        if rows[row + R_DECIDED] < 0:
            rows[row + R_DECIDED] = after
        if rows[row + R_DELIVERED] < 0:
            rows[row + R_DELIVERED] = after
    rows[row + R_CLOSED] = after


def take_up(due_of, off, dsk, tok, slots, officer_desk, post, o, dd, k, shift, left, now, due, end):
    """An officer takes a file in hand that is in no line any more; returns what stands in his hands (FAR: nothing that ends in this run)."""
    oo = o * O_WIDE
    order = tok[k + T_ORDER]
    at = (k >> shift) * S_FIELDS
    off[oo + O_TOKEN] = k
    off[oo + O_CASE] = order >> 6
    off[oo + O_PLACE] = tok[k + T_PLACE]
    off[oo + O_PACK] = (order & 63) * 33554432 + tok[k + T_ROUND] * 16384 + tok[k + T_SPELLS] * 4
    off[oo + O_BEGIN] = now
    off[oo + O_LEFT] = left
    off[oo + O_POST] = post
    off[oo + O_DESK] = dd
    off[oo + O_GOT] = slots[at + S_GOT]
    slots[at + S_SPELLS] += 1
    tok[k + T_SPELLS] += 1
    tok[k + T_STATE] = IN_HAND
    tok[k + T_OFFICER] = o
    dsk[dd + D_BUSY] += 1
    dsk[off[oo + O_HOME] + D_FREE] -= off[oo + O_BIT]
    first = off[oo + O_DESK_AT]
    for i in range(first, first + off[oo + O_DESK_N]):
        dsk[officer_desk[i] * D_WIDE + D_IDLE] -= 1
    if due >= end:
        return FAR
    due_of[o] = (due << LEAF) + o
    return due_of[o]


def take_at_home(due_of, off, dsk, tok, slots, officer_desk, pst, dd, k, queued, shift, now, end):
    """The first listed officer who is at home takes a file in hand, out of the line if it is ``queued`` there.

    Returns what ``take_up`` does, or -1, and nothing has changed, where he would have to leave before the end.
    """
    bits = dsk[dd + D_FREE]
    post = dsk[dd + D_POST_AT] + first_bit(bits)
    o = pst[post * P_WIDE + P_OFFICER]
    while now < off[o * O_WIDE + O_FROM] and bits & (bits - 1) != 0:
        bits &= bits - 1
        post = dsk[dd + D_POST_AT] + first_bit(bits)
        o = pst[post * P_WIDE + P_OFFICER]
    oo = o * O_WIDE
    left = tok[k + T_LEFT]
    need = left
    if pst[post * P_WIDE + P_SPEED] != 1000:
        need = (need * 1000 + pst[post * P_WIDE + P_SPEED] - 1) // pst[post * P_WIDE + P_SPEED]
    if off[oo + O_FROM] > now or now + need > off[oo + O_UNTIL]:
        return -1
    off[oo + O_HOW] = DONE
    off[oo + O_CIVIL] = 1
    if queued:
        line_leave(dsk, tok, dd, k)
    return take_up(due_of, off, dsk, tok, slots, officer_desk, post, o, dd, k, shift, left, now, now + need, end)


# office hours ----------------------------------------------------------------------------------------------------------

def hours_row(h_close, i, last, now):
    """Return the first interval that has not closed at ``now``, from row ``i`` on (``last``: none left)."""
    while i < last and h_close[i] <= now:
        i += 1
    return i


def hours_add(h_open, h_close, i, last, now, need):
    """Return when ``need`` open seconds from ``now`` on are over; row ``i`` is the first not closed at ``now``."""
    while i < last:
        begin = h_open[i] if h_open[i] > now else now
        if begin + need <= h_close[i]:
            return begin + need
        need -= h_close[i] - begin
        i += 1
    return FAR


def hours_between(h_open, h_close, i, last, begin, end):
    """Return the open seconds in [begin, end); row ``i`` is not after the first interval that matters."""
    total = 0
    while i < last and h_open[i] < end:
        a = h_open[i] if h_open[i] > begin else begin
        b = h_close[i] if h_close[i] < end else end
        if a < b:
            total += b - a
        i += 1
    return total


def open_before(h_open, h_close, h_before, last, t):
    """Return the open seconds in [0, t) of the main calendar, whose rows are the first ``last``."""
    low, high = 0, last
    while low < high:
        middle = (low + high) >> 1
        if h_open[middle] <= t:
            low = middle + 1
        else:
            high = middle
    if low == 0:
        return 0
    i = low - 1
    return h_before[i] + (t if t < h_close[i] else h_close[i]) - h_open[i]


def day_closing_row(h_open, h_close, first, i, last, now):
    """Return the last closing of the day on which the next closing from ``now`` on falls."""
    while i > first and h_close[i - 1] >= now:
        i -= 1
    if i >= last:
        return FAR
    while i + 1 < last and h_open[i + 1] // 86400 == h_close[i] // 86400:
        i += 1
    return h_close[i]


# limits -----------------------------------------------------------------------------------------------------------------

def limit_due(kind, units, start, lost, origin, closed_before_day, wd_closes, day_due):
    """Return the last second of a limit; FAR when there is none."""
    if kind < 0 or start < 0:
        return FAR
    if kind == MONTH:
        return due_at(DAY, month_span(origin, start // 86400, units), start, lost, closed_before_day, wd_closes, day_due)
    return due_at(kind, units, start, lost, closed_before_day, wd_closes, day_due)


def offset(due, received):
    """Return a moment as an int32 offset from receipt; what lies beyond is the largest."""
    return due - received if due - received < 2147483647 else 2147483647


def write_dues(rows, count, width, received, route, t, m):
    """Write down, after the run, when each case's limits ended or will end."""
    for case in range(count):
        row, q, at = case * width, route[case] * Q_WIDE, received[case]
        more = t.rts[q + Q_EXTENSION] * rows[row + R_EXTENDED]
        kind, units = t.rts[q + Q_PROMISED], t.rts[q + Q_PROMISED_UNITS] + more
        if m is not None:
            kind, units = m.traits[case * K_WIDE + K_PROMISED], m.traits[case * K_WIDE + K_UNITS] + more
        start = at + rows[row + R_CLOCK] if rows[row + R_CLOCK] >= 0 else -1
        due = limit_due(kind, units, start, rows[row + R_LOST_PROMISED],
                        t.origin[0], t.closed_before_day, t.wd_closes, t.day_due)
        rows[row + R_PROMISED_DUE] = offset(due, at)
        if rows[row + R_RESETS] > 0 or rows[row + R_LOST_PROMISED] != rows[row + R_LAWFUL_PROMISED] or rows[row + R_ACCEPTED] != rows[row + R_CLOCK]:
            start = at + rows[row + R_ACCEPTED] if start >= 0 else -1
            due = limit_due(kind, units, start, rows[row + R_LAWFUL_PROMISED],
                            t.origin[0], t.closed_before_day, t.wd_closes, t.day_due)
        rows[row + R_VERIFIED_DUE] = offset(due, at)
        start = at + rows[row + R_CLOCK] if rows[row + R_CLOCK] >= 0 else -1
        due = limit_due(t.rts[q + Q_STATUTORY], t.rts[q + Q_STATUTORY_UNITS] + more, start, rows[row + R_LOST_STATUTORY],
                        t.origin[0], t.closed_before_day, t.wd_closes, t.day_due)
        rows[row + R_STATUTORY_DUE] = offset(due, at)
