"""Small pieces of the fast walk: a heap, lines, diaries, clocks, on flat sequences of numbers.

Plain functions without state. The same source walks lists and, compiled, arrays.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from xnsim.worktime import DAY, FAR, MONTH, due_at, month_span

LEAF = 20                    # bits of a moment in an officer's hands that name the officer
FREE, MOOTED = -1, -2        # an officer without a file; one who finishes for nothing (a token: served at a desk without a queue)
NOWHERE, IN_LINE, IN_HAND, WAITING, FORKED = range(5)
AT_ONCE, RETURNED, ALARM, DOORS, WAKE_UP = range(5)   # order of the heap within a second
LOG_FIELDS = 7
OVER, MORE_ROOM = 0, 1

(C_SECOND, C_ARRIVED, C_LOG, C_HEAP, C_FREE, C_OPEN, C_WINDOW_FROM, C_WINDOW_TO, C_END, C_LOG_ROOM, C_HEAP_ROOM, C_SLOTS, C_RANKS,
 C_CLASSES, C_BRANCHES, C_SHIFT, C_FORKS, C_COUNTERS, C_STREAMS, C_DIRTY, C_READY, C_FIELDS) = range(22)

# fields of a live case ("slot")
S_CASE, S_PAUSES, S_LAWFUL, S_APPLICANT, S_PAUSED_FROM, S_LAWFUL_FROM, S_MARK, S_ANSWER_FROM, S_MAY_EXTEND, S_GRANT, S_FIELDS = range(11)
# fields of a case's row in the table, as in tape.CASE_ROW
(R_ACCEPTED, R_DECIDED, R_DELIVERED, R_CLOSED, R_OUTCOME, R_RETURNS, R_TRIPS, R_SPELLS, R_DEEMED, R_EXTENDED, R_RESETS,
 R_CLOCK, R_LOST_S, R_LOST_OPEN, R_LOST_PROMISED, R_LOST_STATUTORY, R_LAWFUL_PROMISED, R_LAWFUL_S, R_ASKED, R_APPLICANT_S, R_PAUSED_S,
 R_LEFT_HALL, R_PROMISED_DUE, R_STATUTORY_DUE, R_VERIFIED_DUE, R_FIELDS) = range(26)


class Work(NamedTuple):
    """What the walk keeps between two seconds; every table is a flat sequence of int64."""

    control: Any
    due_of: Any         # per officer: when his spell ends, and his number (LEAF bits)
    h_time: Any
    h_order: Any
    h_token: Any
    slots: Any          # live cases, C_SLOT fields each: clocks, rounds, returns, defects, joins, branches waited for
    free: Any           # slots not in use
    rounds: Any
    backs: Any
    defects: Any
    joins: Any
    waits_for: Any
    k_place: Any        # tokens: slot * branches + branch
    k_state: Any
    k_until: Any
    k_left: Any
    k_rank: Any
    k_queued: Any
    k_order: Any
    k_after: Any
    k_before: Any
    k_officer: Any
    k_spells: Any
    k_round: Any
    k_began: Any
    ready: Any
    head: Any
    tail: Any
    busy: Any
    idle: Any
    wake: Any
    dirty: Any
    stirred: Any
    o_token: Any
    o_case: Any
    o_place: Any
    o_pack: Any
    o_begin: Any
    o_left: Any
    o_post: Any
    o_how: Any
    o_civil: Any
    o_row: Any          # cursors into hours, absences
    o_away: Any
    o_from: Any         # the present or next stretch in which he is there
    o_until: Any
    p_window: Any
    d_row: Any
    d_roster: Any
    w_row: Any


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


def smallest(values):
    """Return the smallest of some numbers; compiled, eight at a time (``engines.compiled``)."""
    return min(values)


# lines: doubly linked, in the order (rank, queued, case and branch) -----------------------------------------------------

def line_join(head, tail, after, before, rank, queued, order, desk, k):
    """Put a token in its place in the line of a desk, looked for from the end."""
    p = tail[desk]
    while p >= 0 and (rank[p] > rank[k] or (rank[p] == rank[k] and (
            queued[p] > queued[k] or (queued[p] == queued[k] and order[p] > order[k])))):
        p = before[p]
    before[k] = p
    if p >= 0:
        q = after[p]
        after[p] = k
    else:
        q = head[desk]
        head[desk] = k
    after[k] = q
    if q >= 0:
        before[q] = k
    else:
        tail[desk] = k


def line_leave(head, tail, after, before, desk, k):
    """Take a token out of the line of a desk."""
    p = before[k]
    q = after[k]
    if p >= 0:
        after[p] = q
    else:
        head[desk] = q
    if q >= 0:
        before[q] = p
    else:
        tail[desk] = p


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


def write_dues(rows, count, width, received, route, promised, statutory, extension,
               origin, closed_before_day, wd_closes, day_due):
    """Write down, after the run, when each case's limits ended or will end."""
    for case in range(count):
        row, r, at = case * width, route[case], received[case]
        more = extension[4 * r] * rows[row + R_EXTENDED]
        start = at + rows[row + R_CLOCK] if rows[row + R_CLOCK] >= 0 else -1
        rows[row + R_PROMISED_DUE] = offset(limit_due(promised[2 * r], promised[2 * r + 1] + more, start, rows[row + R_LOST_PROMISED],
                                                      origin, closed_before_day, wd_closes, day_due), at)
        rows[row + R_STATUTORY_DUE] = offset(limit_due(statutory[2 * r], statutory[2 * r + 1] + more, start, rows[row + R_LOST_STATUTORY],
                                                       origin, closed_before_day, wd_closes, day_due), at)
        start = at + rows[row + R_ACCEPTED] if rows[row + R_CLOCK] >= 0 else -1
        rows[row + R_VERIFIED_DUE] = offset(limit_due(promised[2 * r], promised[2 * r + 1] + more, start, rows[row + R_LAWFUL_PROMISED],
                                                      origin, closed_before_day, wd_closes, day_due), at)
