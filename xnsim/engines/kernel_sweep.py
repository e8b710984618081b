"""The sweep, desk by desk: for plain desks between which files only move on.

Where nobody is ever away in office hours, the line is first come first served and nothing acts by
itself, a file that joins a line can be told at once who will take it up, and when: nobody who comes
later can change that. So time is cut into windows, and within a window each desk in turn (those before
it first) takes in all who come to it, in the order of its line, and sends on all it has finished.
What goes back to an earlier desk must stay away longer than a window is long; where files go
round faster, ``kernel.walk`` goes event by event (``sweep_plan`` says which offices are swept).
The same rows are written, in the same order: at the end of a window the spells of all desks are
merged by the moment they ended. Equal to ``kernel.walk`` in every column.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from xnsim.draws import first_hash, next_hash, uniform
from xnsim.engines.kernel_parts import (
    B_ID, B_START, BUCKETS, C_ARRIVED, C_COUNTERS, C_END, C_FORKS, C_FREE, C_HEAP, C_LOG, C_LOG_GUARD, C_LOG_ROOM, C_OPEN,
    C_SECOND, C_SHIFT, C_STREAMS, C_TOO_OFTEN, C_WINDOW_FROM, C_WINDOW_TO, LEAF, LOG_FIELDS, MORE_ROOM, MOST_PASSES, OVER, Q_START, Q_STREAM_AT, Q_STREAMS,
    Q_WIDE, R_ACCEPTED, R_APPLICANT_S, R_ASKED, R_CLOCK, R_DECIDED, R_DELIVERED, R_FIELDS, R_LEFT_HALL, R_OUTCOME, R_RETURNS,
    R_SPELLS, R_TRIPS, S_APPLICANT, S_CASE, S_FIELDS, S_GOT, S_LEFT, S_MARK, S_ROUTE, S_SPELLS, T_BITS, T_WIDE, X_A, X_B, X_C, X_D,
    X_E, X_F, X_RARE, X_TRIPS, X_VERB, X_WIDE, B_WIDE, blank_row, close_row, heap_pop, heap_push, hours_add, hours_row,
)
from xnsim.inverses import law_value
from xnsim.tape import ACCEPT, ASK_AGAIN, CHOOSE, CLOCK, DECIDE, DELIVER, END, FORK, GOTO, JOIN, PAUSE, RETURN, SERVE, WAIT
from xnsim.worktime import FAR

BITS = 12               # a draw in waiting: its value, and in these bits how often its stream was used
AGAIN = 1 << BITS
BATCH = 96              # applicants of one window at most: what they touch stays in the fastest memory
WHO = 6                 # bits of a moment that name one of a desk's officers
# a desk: its officers, whether it is in the hall, where its inbox and its book begin; how many wait in the inbox; in the
# book, from oldest to newest: entries finished, entries in all; its office hours: the row that the last newcomer met, and
# after the last row (0: it never closes)
(V_FIRST, V_COUNT, V_HALL, V_INBOX, V_BOOK, V_COMING, V_DONE, V_TAIL, V_ROW, V_ROWS, V_WIDE) = range(11)
I_TIME, I_TOKEN, I_LOAD, I_WIDE = range(4)               # inbox: when, which file, its load
E_KEY, E_TOKEN, E_LOAD, E_BEGIN, E_WIDE = range(5)       # book: end and officer, file, load, begin
# a load: effort, place on the tape, and in the last BITS how often the step was done
PLACE = 16
EFFORT_AT = BITS + PLACE


class Sweep(NamedTuple):
    """What the sweep keeps between two windows; every table is a flat sequence of int64."""

    control: Any
    h_time: Any         # files that stay away: a heap
    h_order: Any
    h_token: Any
    slots: Any          # live cases
    free: Any
    luck: Any           # per slot and stream: the draw in waiting, and how often it was used
    backs: Any
    joins: Any          # per slot and fork: branches still out
    met: Any            # per slot and fork: when the last of them came in
    place: Any          # per file: where it goes on after having stayed away
    desks: Any          # V fields each, in the order of the sweep
    at_desk: Any        # per desk of the tape: its row in desks
    until: Any          # per officer: when he is there and has finished all he was given
    until_row: Any      # and in which row of his office hours that is
    inbox: Any
    book: Any
    keys: Any           # spells that end in the window: end and officer; the second half is for putting them in order
    entries: Any        # and where in the book they stand
    buckets: Any        # how many of them end in each part of the window
    ready: Any          # files a fork let go


def sweep(t, f, w, rows, log, stop, away):
    """Sweep all windows up to civil second ``stop`` (it not included); files that go back stay away ``away`` seconds or more.

    Returns OVER, or MORE_ROOM when a table is full: between two windows, so that it can go on.
    """
    control, desks, inbox, book = w.control, w.desks, w.inbox, w.book
    ops, brn, rts = t.ops, t.brn, t.rts
    received, route, draw_at, drawn = f.received, f.route, f.draw_at, f.drawn
    slots, free, luck, backs, joins, met = w.slots, w.free, w.luck, w.backs, w.joins, w.met
    h_time, h_order, h_token, ready, until = w.h_time, w.h_order, w.h_token, w.ready, w.until
    keys, entries, buckets, at_desk, back_at = w.keys, w.entries, w.buckets, w.at_desk, w.place
    n_cases, n_desks, shift = len(received), len(desks) // V_WIDE, control[C_SHIFT]
    forks, counters, streams = control[C_FORKS], control[C_COUNTERS], control[C_STREAMS]
    window_from, window_to, end = control[C_WINDOW_FROM], control[C_WINDOW_TO], control[C_END]
    log_most = control[C_LOG_ROOM] - control[C_LOG_GUARD]
    arrived, n_log, n_heap, n_free, n_open = control[C_ARRIVED], control[C_LOG], control[C_HEAP], control[C_FREE], control[C_OPEN]
    settled = control[C_SECOND]
    within = (1 << shift) - 1
    next_arrival = received[arrived] if arrived < n_cases else FAR
    result = OVER
    k = s = at = case = got = place = row = 0

    while True:
        # the next window: from the first thing that happens on
        now = next_arrival
        if n_heap > 0 and h_time[0] < now:
            now = h_time[0]
        now = first_end(desks, book, now)
        if now >= stop:
            break
        limit = now + away if now + away < stop else stop
        x = arrived + (n_free if n_free < BATCH else BATCH)
        if x < n_cases and received[x] < limit:
            limit = received[x]
            if limit <= now:
                limit = now + 1
        while x < n_cases and received[x] < limit:
            x += 1
        if n_log > log_most or x - arrived > n_free or (2 * n_free < BATCH and x < n_cases):
            result = MORE_ROOM
            break

        first_free = n_free
        n_keys = narrow = 0
        low = now
        while (limit - 1 - low) >> narrow >= BUCKETS:
            narrow += 1
        for stage in range(-1, n_desks):
            dd = stage * V_WIDE
            done = tail = here = 0
            if stage >= 0:
                take_in(t, desks, dd, inbox, book, until, w.until_row, end)
                here = desks[dd + V_BOOK]
                done = here + desks[dd + V_DONE] * E_WIDE
                tail = here + desks[dd + V_TAIL] * E_WIDE

            n_ready = 0
            while True:
                # the next file that moves: let go by a fork, finished here, back from having been away, or new
                if n_ready > 0:
                    n_ready -= 1
                    k = ready[3 * n_ready]
                    place = ready[3 * n_ready + 1]
                    now = ready[3 * n_ready + 2]
                elif stage >= 0:
                    if done >= tail:
                        break
                    key = book[done + E_KEY]
                    now = key >> LEAF
                    if now >= limit:
                        break
                    keys[n_keys] = key
                    entries[n_keys] = done
                    buckets[(now - low) >> narrow] += 1
                    n_keys += 1
                    k = book[done + E_TOKEN]
                    place = ((book[done + E_LOAD] >> BITS) & ((1 << PLACE) - 1)) + 1
                    done += E_WIDE
                    s = k >> shift
                    at = s * S_FIELDS
                    slots[at + S_SPELLS] += 1
                    case = slots[at + S_CASE]
                    got = slots[at + S_GOT]
                    row = case * R_FIELDS
                elif n_heap > 0 and h_time[0] < limit:
                    now = h_time[0]
                    k = h_token[0]
                    n_heap = heap_pop(h_time, h_order, h_token, n_heap)
                    place = back_at[k >> T_BITS]
                    s = k >> shift
                    at = s * S_FIELDS
                    case = slots[at + S_CASE]
                    got = slots[at + S_GOT]
                    row = case * R_FIELDS
                elif next_arrival < limit:
                    now = next_arrival
                    got = now
                    case = arrived
                    r = route[case]
                    n_free -= 1
                    first_free = n_free if n_free < first_free else first_free
                    s = free[n_free]
                    at = s * S_FIELDS
                    slots[at + S_CASE] = case
                    slots[at + S_ROUTE] = r
                    slots[at + S_GOT] = now
                    slots[at + S_SPELLS] = 0
                    slots[at + S_LEFT] = 0
                    slots[at + S_APPLICANT] = 0
                    slots[at + S_MARK] = now
                    x = draw_at[case]
                    y = s * streams
                    for i in range(rts[r * Q_WIDE + Q_STREAMS]):
                        luck[y + i] = drawn[x + i] * AGAIN
                    for i in range(s * counters, s * counters + counters):
                        backs[i] = 0
                    row = case * R_FIELDS
                    blank_row(rows, row)
                    k = s << shift
                    place = rts[r * Q_WIDE + Q_START]
                    arrived += 1
                    next_arrival = received[arrived] if arrived < n_cases else FAR
                else:
                    break

                while True:
                    pp = place * X_WIDE
                    v = ops[pp + X_VERB]
                    if v == SERVE:
                        x = s * streams + ops[pp + X_B]
                        left = luck[x]
                        luck[x] = left + 1
                        used = left & (AGAIN - 1)
                        left >>= BITS
                        d = at_desk[ops[pp + X_A]]
                        if ops[pp + X_RARE]:
                            for y in range(x + 1, x + ops[pp + X_C]):
                                left += luck[y] >> BITS
                                luck[y] += 1
                            rows[row + R_TRIPS] += ops[pp + X_TRIPS]
                            if desks[d + V_HALL] == 0 and rows[row + R_DECIDED] < 0:
                                slots[at + S_LEFT] = 1
                        # into the inbox, in the order (second, case, branch)
                        x = desks[d + V_INBOX]
                        p = x + desks[d + V_COMING] * I_WIDE
                        desks[d + V_COMING] += 1
                        while p > x and inbox[p - I_WIDE + I_TIME] >= now:
                            if inbox[p - I_WIDE + I_TIME] == now:
                                y = inbox[p - I_WIDE + I_TOKEN]
                                if slots[(y >> shift) * S_FIELDS + S_CASE] < case or (y >> shift == s and y < k):
                                    break
                            q = p - I_WIDE
                            inbox[p + I_TIME] = inbox[q + I_TIME]
                            inbox[p + I_TOKEN] = inbox[q + I_TOKEN]
                            inbox[p + I_LOAD] = inbox[q + I_LOAD]
                            p = q
                        inbox[p + I_TIME] = now
                        inbox[p + I_TOKEN] = k
                        inbox[p + I_LOAD] = (left << EFFORT_AT) + (place << BITS) + used
                        break
                    elif v == JOIN:
                        x = s * forks + ops[pp + X_D]
                        joins[x] -= 1
                        met[x] = now if now > met[x] else met[x]
                        if joins[x] > 0:
                            break
                        now = met[x]
                        k = (s << shift) + ops[pp + X_E] * T_WIDE
                        place = ops[pp + X_F]
                    elif v == FORK:
                        first = ops[pp + X_A]
                        x = s * forks + ops[pp + X_D]
                        joins[x] = ops[pp + X_B]
                        met[x] = now
                        for x in range(first + ops[pp + X_B] - 1, first, -1):
                            ready[3 * n_ready] = (s << shift) + brn[x * B_WIDE + B_ID] * T_WIDE
                            ready[3 * n_ready + 1] = brn[x * B_WIDE + B_START]
                            ready[3 * n_ready + 2] = now
                            n_ready += 1
                        k = (s << shift) + brn[first * B_WIDE + B_ID] * T_WIDE
                        place = brn[first * B_WIDE + B_START]
                    elif v == CLOCK:
                        what = ops[pp + X_A]
                        if what == ACCEPT:
                            if rows[row + R_CLOCK] < 0:
                                rows[row + R_ACCEPTED] = now - got
                                rows[row + R_CLOCK] = now - got
                                if rows[row + R_ASKED] < 0:
                                    rows[row + R_ASKED] = now - got
                        elif what == DECIDE:
                            if rows[row + R_DECIDED] < 0:
                                rows[row + R_DECIDED] = now - got
                        elif what == DELIVER:
                            rows[row + R_DELIVERED] = now - got
                        elif what != ASK_AGAIN:
                            if slots[at + S_APPLICANT] > 0:
                                rows[row + R_APPLICANT_S] += now - slots[at + S_MARK]
                            slots[at + S_MARK] = now
                            slots[at + S_APPLICANT] += ops[pp + X_C] if what == PAUSE else -ops[pp + X_C]
                        place += 1
                    elif v == GOTO:
                        place = ops[pp + X_A]
                    elif v == END:
                        if rows[row + R_OUTCOME] == 0 and ops[pp + X_A] >= 0:
                            rows[row + R_OUTCOME] = ops[pp + X_A]
                        rows[row + R_SPELLS] = slots[at + S_SPELLS]
                        rows[row + R_LEFT_HALL] = slots[at + S_LEFT]
                        close_row(rows, row, now - got)
                        if window_from <= got < window_to:
                            n_open -= 1
                            settled = now if now > settled else settled
                        free[n_free] = s
                        n_free += 1
                        break
                    elif v == CHOOSE and ops[pp + X_A] < 0:
                        place = t.target[ops[pp + X_B] + f.cls[case]]
                    else:
                        # the verbs that draw
                        x = s * streams + ops[pp + X_A]
                        value = luck[x]
                        luck[x] = value + 1
                        value >>= BITS
                        if v == RETURN:
                            x = s * counters + ops[pp + X_D]
                            if value == 0 or (ops[pp + X_C] >= 0 and backs[x] >= ops[pp + X_C]):
                                place = ops[pp + X_B]
                            else:
                                backs[x] += 1
                                rows[row + R_RETURNS] += 1
                                rows[row + R_TRIPS] += ops[pp + X_TRIPS]
                                if rows[row + R_CLOCK] < 0 and rows[row + R_ASKED] < 0:
                                    rows[row + R_ASKED] = now - got
                                if draw_again(t, f, luck, s * streams, slots[at + S_ROUTE], case) >= MOST_PASSES:
                                    control[C_TOO_OFTEN] = 1
                                place += 1
                        elif v == WAIT:
                            now = after_hours(t, now, value) if ops[pp + X_B] and value > 0 else now + value
                            place += 1
                            if now >= limit:
                                back_at[k >> T_BITS] = place
                                n_heap = heap_push(h_time, h_order, h_token, n_heap, now, case * 64 + ((k & within) >> T_BITS), k)
                                break
                        elif v == CHOOSE:
                            place = t.target[ops[pp + X_B] + value]
                        elif value > 0:
                            place += 1      # REFUSE: refused
                        else:
                            place = ops[pp + X_B]
            if stage >= 0:
                desks[dd + V_DONE] = (done - here) // E_WIDE

        put_in_order(keys, entries, n_keys, buckets, low, narrow)
        n_log = write_spells(log, n_log, keys, entries, n_keys, book, slots, shift)
        tidy(desks, book)
        for i in range(first_free, n_free):
            slots[free[i] * S_FIELDS + S_CASE] = -1

    control[C_SECOND] = settled
    control[C_ARRIVED] = arrived
    control[C_LOG] = n_log
    control[C_HEAP] = n_heap
    control[C_FREE] = n_free
    control[C_OPEN] = n_open
    return result


def first_end(desks, book, now):
    """Return when the first spell in hand ends, or ``now`` if that is earlier."""
    for dd in range(0, len(desks), V_WIDE):
        if desks[dd + V_DONE] < desks[dd + V_TAIL]:
            x = book[desks[dd + V_BOOK] + desks[dd + V_DONE] * E_WIDE + E_KEY] >> LEAF
            now = x if x < now else now
    return now


def take_in(t, desks, dd, inbox, book, until, until_row, end):
    """Settle for all who came to a desk, in the order of its line, who takes them up, and when."""
    h_open, h_close = t.hours_open, t.hours_close
    here = desks[dd + V_BOOK]
    done = here + desks[dd + V_DONE] * E_WIDE
    tail = here + desks[dd + V_TAIL] * E_WIDE
    first = desks[dd + V_FIRST]
    count = desks[dd + V_COUNT]
    row = desks[dd + V_ROW]
    rows = desks[dd + V_ROWS]
    for i in range(desks[dd + V_INBOX], desks[dd + V_INBOX] + desks[dd + V_COMING] * I_WIDE, I_WIDE):
        now = inbox[i + I_TIME]
        if rows > 0:
            row = hours_row(h_close, row, rows, now)
            now = opening(h_open, row, rows, now, end)
        x = until[first]
        best = (x if x > now else now) << WHO
        for j in range(1, count):
            x = until[first + j]
            x = ((x if x > now else now) << WHO) + j
            best = x if x < best else best
        o = first + (best & ((1 << WHO) - 1))
        begin = best >> WHO
        load = inbox[i + I_LOAD]
        x = begin + (load >> EFFORT_AT)
        if rows > 0:
            y = until_row[o] if until_row[o] > row else row
            x = hours_add(h_open, h_close, y, rows, begin, load >> EFFORT_AT)
            y = hours_row(h_close, y, rows, x)
            until_row[o] = y
            until[o] = opening(h_open, y, rows, x, end)
            x = x if x < end else end
        else:
            x = x if x < end else end
            until[o] = x
        key = (x << LEAF) + o
        p = tail
        while p > done and book[p - E_WIDE + E_KEY] > key:
            q = p - E_WIDE
            book[p + E_KEY] = book[q + E_KEY]
            book[p + E_TOKEN] = book[q + E_TOKEN]
            book[p + E_LOAD] = book[q + E_LOAD]
            book[p + E_BEGIN] = book[q + E_BEGIN]
            p = q
        book[p + E_KEY] = key
        book[p + E_TOKEN] = inbox[i + I_TOKEN]
        book[p + E_LOAD] = load
        book[p + E_BEGIN] = begin
        tail += E_WIDE
    desks[dd + V_COMING] = 0
    desks[dd + V_TAIL] = (tail - here) // E_WIDE
    desks[dd + V_ROW] = row


def opening(h_open, row, rows, now, end):
    """Return the first second from ``now`` on that is in office hours, or ``end`` if that is earlier; ``row`` is the first not closed at ``now``."""
    if row >= rows:
        return end
    x = h_open[row] if h_open[row] > now else now
    return x if x < end else end


def after_hours(t, now, need):
    """Return when so many working seconds of the main calendar have passed."""
    low, high = 0, t.hrs[1]
    while low < high:
        middle = (low + high) >> 1
        if t.hours_close[middle] <= now:
            low = middle + 1
        else:
            high = middle
    return hours_add(t.hours_open, t.hours_close, low, t.hrs[1], now, need)


def put_in_order(keys, entries, n, buckets, low, narrow):
    """Deal the spells of a window into parts of it, then put them right one by one; they then stand in the second half."""
    half = len(keys) >> 1
    x = half
    for b in range(BUCKETS):
        y = buckets[b]
        buckets[b] = x
        x += y
    for i in range(n):
        b = ((keys[i] >> LEAF) - low) >> narrow
        x = buckets[b]
        buckets[b] = x + 1
        keys[x] = keys[i]
        entries[x] = entries[i]
    for b in range(BUCKETS):
        buckets[b] = 0
    for i in range(half + 1, half + n):
        key = keys[i]
        if keys[i - 1] > key:
            x = entries[i]
            j = i
            while j > half and keys[j - 1] > key:
                keys[j] = keys[j - 1]
                entries[j] = entries[j - 1]
                j -= 1
            keys[j] = key
            entries[j] = x


def write_spells(log, n_log, keys, entries, n_keys, book, slots, shift):
    """Log all spells of a window, in the order in which they ended; returns how many the log holds."""
    within = (1 << shift) - 1
    half = len(keys) >> 1
    x = n_log * LOG_FIELDS
    for j in range(half, half + n_keys):
        key = keys[j]
        now = key >> LEAF
        p = entries[j]
        k = book[p + E_TOKEN]
        load = book[p + E_LOAD]
        at = (k >> shift) * S_FIELDS
        got = slots[at + S_GOT]
        begin = book[p + E_BEGIN]
        log[x] = slots[at + S_CASE]
        log[x + 1] = begin - got
        log[x + 2] = now - got
        log[x + 3] = load >> EFFORT_AT
        log[x + 4] = load >> EFFORT_AT
        log[x + 5] = ((load >> BITS) & ((1 << PLACE) - 1)) * 65536 + (key & ((1 << LEAF) - 1)) + 1
        log[x + 6] = ((k & within) >> T_BITS) * 33554432 + (load & (AGAIN - 1)) * 16384
        x += LOG_FIELDS
    return n_log + n_keys


def tidy(desks, book):
    """Begin a book again at its front when little is left in it."""
    for dd in range(0, len(desks), V_WIDE):
        x = desks[dd + V_DONE]
        y = desks[dd + V_TAIL] - x
        if x >= y:
            here = desks[dd + V_BOOK]
            for j in range(here, here + y * E_WIDE):
                book[j] = book[j + x * E_WIDE]
            desks[dd + V_DONE] = 0
            desks[dd + V_TAIL] = y


def draw_again(t, f, luck, first, r, case):
    """A file goes back: draw the next round of all it has used; returns how often it used what it used most.

    Luck has a name, so it is found, not remembered.
    """
    most = 0
    for i in range(t.rts[r * Q_WIDE + Q_STREAMS]):
        used = luck[first + i] & (AGAIN - 1)
        most = used if used > most else most
        if used > 0:
            row = t.rts[r * Q_WIDE + Q_STREAM_AT] + i
            hashed = first_hash(f.base[row], f.key[case])
            for _ in range(used):
                hashed = next_hash(hashed)
            law = t.stream_law[row]
            luck[first + i] = law_value(t.law_kind[law], t.law_at[law], uniform(hashed), t.law_par) * AGAIN + used
    return most
