"""Small pieces of the fast walk: a heap, lines, diaries, clocks, on flat sequences of numbers.

Plain functions without state. The same source walks lists and, compiled, arrays.
"""

from __future__ import annotations

from xnsim.worktime import DAY, FAR, MONTH, clock_units, due_at, month_span

# fields of a live case ("slot")
S_CASE, S_PAUSES, S_LAWFUL, S_APPLICANT, S_PAUSED_FROM, S_LAWFUL_FROM, S_MARK, S_ANSWER_FROM, S_MAY_EXTEND, S_GRANT, S_FIELDS = range(11)
# fields of a case's row in the table, as in tape.CASE_ROW
(R_ACCEPTED, R_DECIDED, R_DELIVERED, R_CLOSED, R_OUTCOME, R_RETURNS, R_TRIPS, R_SPELLS, R_DEEMED, R_EXTENDED, R_RESETS,
 R_CLOCK, R_LOST_S, R_LOST_OPEN, R_LOST_PROMISED, R_LOST_STATUTORY, R_LAWFUL_PROMISED, R_LAWFUL_S, R_ASKED, R_APPLICANT_S, R_PAUSED_S,
 R_LEFT_HALL, R_PROMISED_DUE, R_STATUTORY_DUE, R_VERIFIED_DUE, R_FIELDS) = range(26)


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


def tree_set(tree, leaves, leaf, key):
    """Set the key of a leaf of the winner tree and carry the winner up."""
    i = leaves + leaf
    tree[i] = key
    i >>= 1
    while i > 0:
        left = tree[2 * i]
        right = tree[2 * i + 1]
        tree[i] = left if left < right else right
        i >>= 1


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


def day_closing_row(h_open, h_close, i, last, now):
    """Return the last closing of the day on which the next closing from ``now`` on falls."""
    while i > 0 and h_close[i - 1] >= now:
        i -= 1
    if i >= last:
        return FAR
    while i + 1 < last and h_open[i + 1] // 86400 == h_close[i] // 86400:
        i += 1
    return h_close[i]


# clocks ----------------------------------------------------------------------------------------------------------------

def limit_due(kind, units, start, lost, origin, closed_before_day, wd_closes, day_due):
    """Return the last second of a limit; FAR when there is none."""
    if kind < 0 or start < 0:
        return FAR
    if kind == MONTH:
        return due_at(DAY, month_span(origin, start // 86400, units), start, lost, closed_before_day, wd_closes, day_due)
    return due_at(kind, units, start, lost, closed_before_day, wd_closes, day_due)


def tick(rows, row, slots, slot, received, now):
    """Book the time since the last change: the applicant's, a lawful pause, or the office's."""
    mark = slots[slot + S_MARK]
    if slots[slot + S_APPLICANT] > 0:
        rows[row + R_APPLICANT_S] += now - mark
    elif slots[slot + S_LAWFUL] > 0 and rows[row + R_CLOCK] >= 0 and rows[row + R_DECIDED] < 0:
        rows[row + R_PAUSED_S] += now - mark
    slots[slot + S_MARK] = now


def count_pause(rows, row, begin, received, now, p_kind, p_units, s_kind, s_units, more,
                origin, closed_before_day, day_close, wd_closes, day_due, h_open, h_close, h_before, h_last):
    """A pause of the office's clock is over: what it took from each limit that was not yet over."""
    start = received + rows[row + R_CLOCK]
    more = more * rows[row + R_EXTENDED]
    if p_kind >= 0 and begin < limit_due(p_kind, p_units + more, start, rows[row + R_LOST_PROMISED], origin, closed_before_day, wd_closes, day_due):
        rows[row + R_LOST_PROMISED] += clock_units(p_kind, begin, now, start, closed_before_day, day_close)
    if s_kind >= 0 and begin < limit_due(s_kind, s_units + more, start, rows[row + R_LOST_STATUTORY], origin, closed_before_day, wd_closes, day_due):
        rows[row + R_LOST_STATUTORY] += clock_units(s_kind, begin, now, start, closed_before_day, day_close)
    first = begin if begin > start else start
    if now > first:
        rows[row + R_LOST_S] += now - first
        rows[row + R_LOST_OPEN] += (open_before(h_open, h_close, h_before, h_last, now)
                                    - open_before(h_open, h_close, h_before, h_last, first))


def count_lawful(rows, row, begin, received, now, p_kind, p_units, more,
                 origin, closed_before_day, day_close, wd_closes, day_due, h_open, h_close, h_before, h_last):
    """A lawful pause is over: what it took from the promised limit on the lawful clock."""
    start = received + rows[row + R_ACCEPTED]
    units = p_units + more * rows[row + R_EXTENDED]
    if p_kind >= 0 and begin < limit_due(p_kind, units, start, rows[row + R_LAWFUL_PROMISED], origin, closed_before_day, wd_closes, day_due):
        rows[row + R_LAWFUL_PROMISED] += clock_units(p_kind, begin, now, start, closed_before_day, day_close)
    first = begin if begin > start else start
    if now > first:
        rows[row + R_LAWFUL_S] += now - first


def close_pauses(rows, row, slots, slot, received, now, p_kind, p_units, s_kind, s_units, more,
                 origin, closed_before_day, day_close, wd_closes, day_due, h_open, h_close, h_before, h_last):
    """Count the pauses that are still open as if they ended now."""
    if rows[row + R_CLOCK] < 0 or rows[row + R_DECIDED] >= 0:
        return
    if slots[slot + S_PAUSES] > 0:
        count_pause(rows, row, slots[slot + S_PAUSED_FROM], received, now, p_kind, p_units, s_kind, s_units, more,
                    origin, closed_before_day, day_close, wd_closes, day_due, h_open, h_close, h_before, h_last)
        slots[slot + S_PAUSED_FROM] = now
    if slots[slot + S_LAWFUL] > 0:
        count_lawful(rows, row, slots[slot + S_LAWFUL_FROM], received, now, p_kind, p_units, more,
                     origin, closed_before_day, day_close, wd_closes, day_due, h_open, h_close, h_before, h_last)
        slots[slot + S_LAWFUL_FROM] = now


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
