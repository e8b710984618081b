"""What happens seldom in the fast walk: limits that run out, doors that close, clocks, diaries.

Plain functions on the tables of the walk (``t`` tape, ``f`` fate, ``w`` work tables,
``rows`` cases, ``log`` spells). Kept out of the hot loop so that it stays small.
"""

from __future__ import annotations

from xnsim.draws import first_hash, next_hash, uniform
from xnsim.engines.kernel_parts import (
    ALARM, C_CLASSES, C_DIRTY, C_END, C_HEAP, C_LOG, C_READY, C_SHIFT, C_BRANCHES, DOORS, FREE, IN_HAND, IN_LINE, LOG_FIELDS, MOOTED,
    NOWHERE, R_ACCEPTED, R_ASKED, R_CLOCK, R_DECIDED, R_DEEMED, R_EXTENDED, R_FIELDS, R_LAWFUL_PROMISED, R_LAWFUL_S, R_LOST_OPEN,
    R_LOST_PROMISED, R_LOST_S, R_LOST_STATUTORY, R_OUTCOME, R_PAUSED_S, R_APPLICANT_S, R_RESETS, S_ANSWER_FROM, S_APPLICANT, S_CASE,
    S_FIELDS, S_GRANT, S_LAWFUL, S_LAWFUL_FROM, S_MARK, S_MAY_EXTEND, S_PAUSED_FROM, S_PAUSES, heap_pop, heap_push, hours_add,
    hours_between, hours_row, limit_due, line_leave, open_before,
)
from xnsim.inverses import law_value
from xnsim.tape import (
    ACCEPTANCE, ASK_AGAIN, CUT, DONE, DUE_FIRST, FINISH, LET_GO, PAUSE, PRIORITY, RESET, RESUME, SERVE_OUT, SHORTEST, TURN_AWAY,
    TURNED_AWAY,
)
from xnsim.worktime import FAR, clock_units


def draw_again(t, f, r, case, stream, used):
    """Draw a later round of a stream: its luck has a name, so it is found, not remembered."""
    row = t.route_stream_at[r] + stream
    hashed = first_hash(f.base[row], f.key[case])
    for _ in range(used):
        hashed = next_hash(hashed)
    law = t.stream_law[row]
    return law_value(t.law_kind[law], t.law_at[law], uniform(hashed), t.law_par)


# clocks ----------------------------------------------------------------------------------------------------------------

def official_due(t, rows, r, row, got, statutory, less):
    """Return when the promised or statutory limit (``less`` units before it) ends on the office's clock."""
    table = t.route_statutory if statutory else t.route_promised
    lost = rows[row + (R_LOST_STATUTORY if statutory else R_LOST_PROMISED)]
    if table[2 * r] < 0 or rows[row + R_CLOCK] < 0:
        return FAR
    units = table[2 * r + 1] + t.route_extension[4 * r] * rows[row + R_EXTENDED] - less
    return limit_due(table[2 * r], units, got + rows[row + R_CLOCK], lost, t.origin[0], t.closed_before_day, t.wd_closes, t.day_due)


def lawful_due(t, rows, r, row, got):
    """Return when the promised limit ends on the lawful clock."""
    if t.route_promised[2 * r] < 0 or rows[row + R_CLOCK] < 0:
        return FAR
    units = t.route_promised[2 * r + 1] + t.route_extension[4 * r] * rows[row + R_EXTENDED]
    return limit_due(t.route_promised[2 * r], units, got + rows[row + R_ACCEPTED], rows[row + R_LAWFUL_PROMISED], t.origin[0],
                     t.closed_before_day, t.wd_closes, t.day_due)


def tick(w, rows, s, row, now):
    """Book the time since the last change: the applicant's, a lawful pause, or the office's."""
    slots, at = w.slots, s * S_FIELDS
    mark = slots[at + S_MARK]
    if slots[at + S_APPLICANT] > 0:
        rows[row + R_APPLICANT_S] += now - mark
    elif slots[at + S_LAWFUL] > 0 and rows[row + R_CLOCK] >= 0 and rows[row + R_DECIDED] < 0:
        rows[row + R_PAUSED_S] += now - mark
    slots[at + S_MARK] = now


def count_pause(t, rows, r, row, got, begin, now):
    """A pause of the office's clock is over: what it took from each limit that was not yet over."""
    start = got + rows[row + R_CLOCK]
    promised = begin < official_due(t, rows, r, row, got, 0, 0)
    statutory = begin < official_due(t, rows, r, row, got, 1, 0)
    if promised and t.route_promised[2 * r] >= 0:
        rows[row + R_LOST_PROMISED] += clock_units(t.route_promised[2 * r], begin, now, start, t.closed_before_day, t.day_close)
    if statutory and t.route_statutory[2 * r] >= 0:
        rows[row + R_LOST_STATUTORY] += clock_units(t.route_statutory[2 * r], begin, now, start, t.closed_before_day, t.day_close)
    first = begin if begin > start else start
    if now > first:
        rows[row + R_LOST_S] += now - first
        rows[row + R_LOST_OPEN] += (open_before(t.hours_open, t.hours_close, t.hours_before, t.hours_n[0], now)
                                    - open_before(t.hours_open, t.hours_close, t.hours_before, t.hours_n[0], first))


def count_lawful(t, rows, r, row, got, begin, now):
    """A lawful pause is over: what it took from the promised limit on the lawful clock."""
    start = got + rows[row + R_ACCEPTED]
    if t.route_promised[2 * r] >= 0 and begin < lawful_due(t, rows, r, row, got):
        rows[row + R_LAWFUL_PROMISED] += clock_units(t.route_promised[2 * r], begin, now, start, t.closed_before_day, t.day_close)
    first = begin if begin > start else start
    if now > first:
        rows[row + R_LAWFUL_S] += now - first


def settle_clocks(t, w, rows, s, r, row, got, now):
    """Book the time until now, and count the pauses that are still open as if they ended now."""
    tick(w, rows, s, row, now)
    slots, at = w.slots, s * S_FIELDS
    if rows[row + R_CLOCK] < 0 or rows[row + R_DECIDED] >= 0:
        return
    if slots[at + S_PAUSES] > 0:
        count_pause(t, rows, r, row, got, slots[at + S_PAUSED_FROM], now)
        slots[at + S_PAUSED_FROM] = now
    if slots[at + S_LAWFUL] > 0:
        count_lawful(t, rows, r, row, got, slots[at + S_LAWFUL_FROM], now)
        slots[at + S_LAWFUL_FROM] = now


def change_clock(t, w, rows, place, s, r, row, got, now, n_heap):
    """Pause, resume or reset the office's clock, or ask the applicant again; returns the size of the heap."""
    slots, at = w.slots, s * S_FIELDS
    what, lawful = t.a[place], t.b[place]
    if what == PAUSE:
        tick(w, rows, s, row, now)
        slots[at + S_APPLICANT] += t.c[place]
        if lawful > 0:
            slots[at + S_PAUSES] += 1
            if slots[at + S_PAUSES] == 1:
                slots[at + S_PAUSED_FROM] = now
        if lawful == 1:
            slots[at + S_LAWFUL] += 1
            if slots[at + S_LAWFUL] == 1:
                slots[at + S_LAWFUL_FROM] = now
        return n_heap
    running = rows[row + R_CLOCK] >= 0 and rows[row + R_DECIDED] < 0
    if what == RESUME:
        tick(w, rows, s, row, now)
        slots[at + S_APPLICANT] -= t.c[place]
        if lawful > 0 and slots[at + S_PAUSES] > 0:
            slots[at + S_PAUSES] -= 1
            if slots[at + S_PAUSES] == 0 and running:
                count_pause(t, rows, r, row, got, slots[at + S_PAUSED_FROM], now)
        if lawful == 1 and slots[at + S_LAWFUL] > 0:
            slots[at + S_LAWFUL] -= 1
            if slots[at + S_LAWFUL] == 0 and running:
                count_lawful(t, rows, r, row, got, slots[at + S_LAWFUL_FROM], now)
    elif what == RESET and running:
        rows[row + R_CLOCK] = now - got
        rows[row + R_LOST_S] = 0
        rows[row + R_LOST_OPEN] = 0
        rows[row + R_LOST_PROMISED] = 0
        rows[row + R_LOST_STATUTORY] = 0
        rows[row + R_RESETS] += 1
        slots[at + S_PAUSED_FROM] = now
    elif what == ASK_AGAIN and rows[row + R_CLOCK] < 0:
        slots[at + S_ANSWER_FROM] = now
    if t.route_acts[r]:
        n_heap = watch(t, w, rows, s, r, row, got, now, n_heap)
    return n_heap


def acting_due(t, w, rows, s, r, row, got, limit):
    """Return when a limit that acts runs out; a clock that stands still has no such moment."""
    at = s * S_FIELDS
    if t.limit_clock[limit] == ACCEPTANCE:
        if rows[row + R_CLOCK] >= 0 or w.slots[at + S_ANSWER_FROM] < 0:
            return FAR
        return limit_due(t.limit_kind[limit], t.limit_units[limit], w.slots[at + S_ANSWER_FROM], 0, t.origin[0], t.closed_before_day,
                         t.wd_closes, t.day_due)
    if rows[row + R_CLOCK] < 0 or rows[row + R_DECIDED] >= 0 or w.slots[at + S_PAUSES] > 0:
        return FAR
    return official_due(t, rows, r, row, got, t.limit_statutory[limit], 0)


def watch(t, w, rows, s, r, row, got, now, n_heap):
    """Set an alarm for every limit of the case that acts, and for asking for an extension."""
    order, root, end = (ALARM << 40) + w.slots[s * S_FIELDS + S_CASE] * 64, s << w.control[C_SHIFT], w.control[C_END]
    for i in range(t.route_limit_at[r], t.route_limit_at[r] + t.route_limit_n[r]):
        due = acting_due(t, w, rows, s, r, row, got, i)
        if due < end:
            n_heap = heap_push(w.h_time, w.h_order, w.h_token, n_heap, due if due > now else now, order, root)
    if w.slots[s * S_FIELDS + S_MAY_EXTEND] and w.slots[s * S_FIELDS + S_PAUSES] == 0 and rows[row + R_DECIDED] < 0:
        due = official_due(t, rows, r, row, got, 1 if t.route_promised[2 * r] < 0 else 0, t.route_extension[4 * r + 1])
        if due < end:
            n_heap = heap_push(w.h_time, w.h_order, w.h_token, n_heap, due if due > now else now, order, root)
    return n_heap


def rank_of(t, w, rows, order, left, s, r, row, got, cls):
    """Return a file's place in a line that is not first come, first served."""
    if order == PRIORITY:
        return t.route_priority[r * w.control[C_CLASSES] + cls]
    if order == SHORTEST:
        return left
    if rows[row + R_CLOCK] < 0 or rows[row + R_DECIDED] >= 0 or w.slots[s * S_FIELDS + S_PAUSES] > 0:
        return FAR
    return official_due(t, rows, r, row, got, 1 if t.route_promised[2 * r] < 0 else 0, 0)


# limits that run out, doors that close -----------------------------------------------------------------------------------

def stir(w, d):
    """Something has changed at a desk: when the second has settled, look who takes what."""
    if w.stirred[d] == 0:
        w.stirred[d] = 1
        w.dirty[w.control[C_DIRTY]] = d
        w.control[C_DIRTY] += 1


def go_on(w, k, place):
    """Let a token walk on from a place."""
    w.k_place[k] = place
    w.ready[w.control[C_READY]] = k
    w.control[C_READY] += 1


def write_spell(w, log, case, start, now, got, worked, done, where_who, packed):
    """Write one spell down."""
    at = w.control[C_LOG] * LOG_FIELDS
    log[at] = case
    log[at + 1] = start - got
    log[at + 2] = now - got
    log[at + 3] = worked
    log[at + 4] = done
    log[at + 5] = where_who
    log[at + 6] = packed
    w.control[C_LOG] += 1


def withdraw(t, f, w, log, k, case, finish, now):
    """The file leaves where it lies: the line, or the officer's hands (who may finish for nothing)."""
    state = w.k_state[k]
    got = f.received[case]
    if state == IN_LINE:
        line_leave(w.head, w.tail, w.k_after, w.k_before, t.a[w.k_place[k]], k)
    elif state == IN_HAND and w.k_officer[k] >= 0:
        o = w.k_officer[k]
        if finish:
            w.o_token[o] = MOOTED
        else:
            h = t.officer_hours[o]
            worked = now - w.o_begin[o]
            if w.o_civil[o] == 0:
                worked = hours_between(t.hours_open, t.hours_close, w.o_row[o], t.hours_at[h] + t.hours_n[h], w.o_begin[o], now)
            write_spell(w, log, case, w.o_begin[o], now, got, worked, worked * t.post_speed[w.o_post[o]] // 1000,
                        w.o_place[o] * 65536 + o + 1, w.o_pack[o] + LET_GO)
            w.o_token[o] = FREE
            w.due_of[o] = FAR
            w.busy[t.a[w.o_place[o]]] -= 1
            for i in range(t.officer_desk_at[o], t.officer_desk_at[o] + t.officer_desk_n[o]):
                w.idle[t.officer_desk[i]] += 1
                stir(w, t.officer_desk[i])
    elif state == IN_HAND:
        h = t.desk_hours[t.a[w.k_place[k]]]
        worked = hours_between(t.hours_open, t.hours_close, t.hours_at[h], t.hours_at[h] + t.hours_n[h], w.k_began[k], now)
        write_spell(w, log, case, w.k_began[k], now, got, worked, worked, w.k_place[k] * 65536,
                    (w.k_order[k] & 63) * 33554432 + w.k_round[k] * 16384 + LET_GO)
    w.k_state[k] = NOWHERE
    w.k_officer[k] = FREE
    w.k_left[k] = 0


def leave(t, f, w, rows, log, s, case, to, finish, now):
    """Every file of the case leaves where it is; the case itself goes on at ``to``."""
    slots, at, row = w.slots, s * S_FIELDS, case * R_FIELDS
    settle_clocks(t, w, rows, s, f.route[case], row, f.received[case], now)
    slots[at + S_PAUSES] = 0
    slots[at + S_LAWFUL] = 0
    slots[at + S_APPLICANT] = 0
    root = s << w.control[C_SHIFT]
    for b in range(w.control[C_BRANCHES]):
        if w.k_state[root + b] != NOWHERE:
            withdraw(t, f, w, log, root + b, case, finish, now)
    go_on(w, root, to)


def run_out(t, f, w, rows, log, now):
    """An alarm: a case looks at everything of its own that is due now, in a fixed order, and then walks on.

    Stale alarms are passed over; at most one case moves, for what follows at once from an
    event belongs to that event.
    """
    control = w.control
    while control[C_READY] == 0 and control[C_HEAP] > 0 and w.h_time[0] == now and w.h_order[0] >> 40 == ALARM:
        case = (w.h_order[0] & 0xFFFFFFFFFF) >> 6
        s = w.h_token[0] >> control[C_SHIFT]
        control[C_HEAP] = heap_pop(w.h_time, w.h_order, w.h_token, control[C_HEAP])
        if w.slots[s * S_FIELDS + S_CASE] == case:
            check(t, f, w, rows, log, s, case, now)


def check(t, f, w, rows, log, s, case, now):
    """Something of this case may have run out: a grant, a limit of the case, of a step, the time to ask for more."""
    control, slots, at, row, r, got = w.control, w.slots, s * S_FIELDS, case * R_FIELDS, f.route[case], f.received[case]
    by_law = 1 if t.route_promised[2 * r] < 0 else 0
    if slots[at + S_GRANT] == now:
        slots[at + S_GRANT] = -1
        if rows[row + R_CLOCK] >= 0 and rows[row + R_DECIDED] < 0 and (
                slots[at + S_PAUSES] > 0 or now < official_due(t, rows, r, row, got, by_law, 0)):
            rows[row + R_EXTENDED] = 1
            control[C_HEAP] = watch(t, w, rows, s, r, row, got, now, control[C_HEAP])
    for i in range(t.route_limit_at[r], t.route_limit_at[r] + t.route_limit_n[r]):
        if acting_due(t, w, rows, s, r, row, got, i) <= now:
            expire(t, f, w, rows, log, s, case, i, now)
            return
    root = s << control[C_SHIFT]
    for b in range(control[C_BRANCHES]):
        k = root + b
        if w.k_state[k] == IN_LINE or w.k_state[k] == IN_HAND:
            limit = t.e[w.k_place[k]]
            if limit >= 0 and limit_due(t.limit_kind[limit], t.limit_units[limit], w.k_queued[k], 0, t.origin[0], t.closed_before_day,
                                        t.wd_closes, t.day_due) <= now:
                rows[row + R_DEEMED] |= t.limit_bit[limit]
                withdraw(t, f, w, log, k, case, t.limit_finish[limit], now)
                if b > 0:
                    go_on(w, k, t.branch_join[t.route_branch_row[r * control[C_BRANCHES] + b]])
                else:
                    go_on(w, k, w.k_place[k] + 1)
    ask(t, f, w, rows, s, case, now)


def ask(t, f, w, rows, s, case, now):
    """It may be time to ask for an extension, before the limit ends."""
    slots, at, row, r, got = w.slots, s * S_FIELDS, case * R_FIELDS, f.route[case], f.received[case]
    by_law = 1 if t.route_promised[2 * r] < 0 else 0
    if slots[at + S_MAY_EXTEND] == 0 or slots[at + S_PAUSES] > 0 or rows[row + R_CLOCK] < 0 or rows[row + R_DECIDED] >= 0:
        return
    if now < official_due(t, rows, r, row, got, by_law, t.route_extension[4 * r + 1]):
        return
    slots[at + S_MAY_EXTEND] = 0
    if now >= official_due(t, rows, r, row, got, by_law, 0) or draw_again(t, f, r, case, t.route_extension[4 * r + 2], 0) == 0:
        return
    length = draw_again(t, f, r, case, t.route_extension[4 * r + 3], 0)
    slots[at + S_GRANT] = now + (length if length > 1 else 1)
    if slots[at + S_GRANT] < w.control[C_END]:
        w.control[C_HEAP] = heap_push(w.h_time, w.h_order, w.h_token, w.control[C_HEAP], slots[at + S_GRANT], (ALARM << 40) + case * 64,
                                      s << w.control[C_SHIFT])


def expire(t, f, w, rows, log, s, case, limit, now):
    """A limit of the whole case has run out: all branches leave, the case goes on elsewhere."""
    row, got = case * R_FIELDS, f.received[case]
    as_of = w.slots[s * S_FIELDS + S_ANSWER_FROM]
    rows[row + R_DEEMED] |= t.limit_bit[limit]
    if t.limit_outcome[limit] >= 0 and rows[row + R_OUTCOME] == 0:
        rows[row + R_OUTCOME] = t.limit_outcome[limit]
    leave(t, f, w, rows, log, s, case, t.limit_to[limit], t.limit_finish[limit], now)
    if t.limit_outcome[limit] < 0:
        rows[row + R_ACCEPTED] = as_of - got
        rows[row + R_CLOCK] = as_of - got
        w.slots[s * S_FIELDS + S_ANSWER_FROM] = -1
        if rows[row + R_ASKED] < 0:
            rows[row + R_ASKED] = now - got
        w.control[C_HEAP] = watch(t, w, rows, s, f.route[case], row, got, now, w.control[C_HEAP])


def shut(t, f, w, rows, log, now, mark):
    """Doors that close: who still waits leaves, with all branches. People who come back: look again."""
    control = w.control
    doors = 0
    while control[C_HEAP] > 0 and w.h_time[0] == now:
        d = w.h_token[0]
        kind = w.h_order[0] >> 40
        control[C_HEAP] = heap_pop(w.h_time, w.h_order, w.h_token, control[C_HEAP])
        if kind == DOORS:
            doors = 1
            while w.head[d] >= 0:
                s = w.head[d] >> control[C_SHIFT]
                case = w.slots[s * S_FIELDS + S_CASE]
                if rows[case * R_FIELDS + R_OUTCOME] == 0:
                    rows[case * R_FIELDS + R_OUTCOME] = TURNED_AWAY
                leave(t, f, w, rows, log, s, case, t.route_end[f.route[case]], 0, now)
        else:
            stir(w, d)
    if doors:
        in_order(log, mark, control[C_LOG])


def in_order(log, mark, n_log):
    """Write what was let go in this second in the order (case, branch)."""
    for i in range(mark + 1, n_log):
        j = i
        while j > mark and log[(j - 1) * LOG_FIELDS + 6] % 4 == LET_GO and log[j * LOG_FIELDS + 6] % 4 == LET_GO and (
                log[(j - 1) * LOG_FIELDS] > log[j * LOG_FIELDS] or (
                log[(j - 1) * LOG_FIELDS] == log[j * LOG_FIELDS] and log[(j - 1) * LOG_FIELDS + 6] > log[j * LOG_FIELDS + 6])):
            for x in range(LOG_FIELDS):
                swap = log[j * LOG_FIELDS + x]
                log[j * LOG_FIELDS + x] = log[(j - 1) * LOG_FIELDS + x]
                log[(j - 1) * LOG_FIELDS + x] = swap
            j -= 1


# diaries ---------------------------------------------------------------------------------------------------------------

def not_back(f, w, o, now):
    """Return the row of the officer's first absence that has not ended at ``now``."""
    y, last = w.o_away[o], f.away_at[o] + f.away_n[o]
    while y < last and f.away_to[y] <= now:
        y += 1
    w.o_away[o] = y
    return y


def presence(t, f, w, o, now):
    """Find the present or next stretch [o_from, o_until) in which an officer is at his post."""
    h = t.officer_hours[o]
    last, gone = t.hours_at[h] + t.hours_n[h], f.away_at[o] + f.away_n[o]
    w.o_row[o] = hours_row(t.hours_close, w.o_row[o], last, now)
    x, y, moment = w.o_row[o], not_back(f, w, o, now), now
    while True:
        x = hours_row(t.hours_close, x, last, moment)
        if x >= last:
            w.o_from[o] = FAR
            w.o_until[o] = FAR
            return
        if t.hours_open[x] > moment:
            moment = t.hours_open[x]
        while y < gone and f.away_to[y] <= moment:
            y += 1
        if y >= gone or f.away_from[y] > moment:
            break
        moment = f.away_to[y]
    w.o_from[o] = moment
    w.o_until[o] = t.hours_close[x]
    if y < gone and f.away_from[y] < w.o_until[o]:
        w.o_until[o] = f.away_from[y]


def window_row(f, w, post, now):
    """Return the first window of a post that has not ended at ``now``."""
    x, last = w.p_window[post], f.open_at[post] + f.open_n[post]
    while x < last and f.open_to[x] <= now:
        x += 1
    w.p_window[post] = x
    return x


def able(t, f, w, post, o, d, k, now):
    """Say whether a free officer may take this file at this desk now."""
    if w.o_until[o] <= now:
        presence(t, f, w, o, now)
    there = w.o_from[o] <= now
    if not there and t.desk_closing[d] == SERVE_OUT:
        h = t.officer_hours[o]
        x = hours_row(t.hours_close, w.o_row[o], t.hours_at[h] + t.hours_n[h], now)
        w.o_row[o] = x
        y = not_back(f, w, o, now)
        here = y >= f.away_at[o] + f.away_n[o] or f.away_from[y] > now
        outside = x >= t.hours_at[h] + t.hours_n[h] or t.hours_open[x] > now
        there = here and outside and x > t.hours_at[h] and w.k_queued[k] < t.hours_close[x - 1]
    if there and t.post_always[post] == 0:
        x = window_row(f, w, post, now)
        there = x < f.open_at[post] + f.open_n[post] and f.open_from[x] <= now
    return there


def spell_end(t, f, w, post, o, d, now, need):
    """Return when a spell ends that may meet a closing door, an absence, or the end of a window."""
    h = t.officer_hours[o]
    last = t.hours_at[h] + t.hours_n[h]
    x = hours_row(t.hours_close, w.o_row[o], last, now)
    w.o_row[o] = x
    due, door, rule = now + need, now, t.desk_closing[d]
    if x < last and t.hours_open[x] <= now:
        door = t.hours_close[x]
    w.o_civil[o] = 1
    w.o_how[o] = DONE
    if due > door and rule != SERVE_OUT and rule != TURN_AWAY and not (rule == FINISH and due <= door + t.desk_overtime[d]):
        w.o_civil[o] = 0
        due = hours_add(t.hours_open, t.hours_close, x, last, now, need)
    y = not_back(f, w, o, now)
    if y < f.away_at[o] + f.away_n[o] and f.away_from[y] < due:
        due = f.away_from[y]
        w.o_how[o] = CUT
    if t.post_always[post] == 0 and t.post_cut[post]:
        x = window_row(f, w, post, now)
        if f.open_to[x] < due:
            due = f.open_to[x]
            w.o_how[o] = CUT
    return due


def wake_next(t, f, w, d, now):
    """Return when somebody will next be able to serve this desk's line."""
    when = FAR
    for post in range(t.desk_post_at[d], t.desk_post_at[d] + t.desk_post_n[d]):
        o = t.post_officer[post]
        if w.o_token[o] != FREE:
            continue
        if w.o_until[o] <= now:
            presence(t, f, w, o, now)
        moment = w.o_from[o]
        if t.post_always[post] == 0:
            x = window_row(f, w, post, now)
            if x >= f.open_at[post] + f.open_n[post]:
                moment = FAR
            elif f.open_from[x] > moment:
                moment = f.open_from[x]
        if now < moment < when:
            when = moment
    for x in range(w.d_roster[d], t.desk_roster_at[d] + t.desk_roster_n[d]):
        if t.roster_from[x] > now and t.roster_open[x] > w.busy[d]:
            if t.roster_from[x] < when:
                when = t.roster_from[x]
            break
    return when
