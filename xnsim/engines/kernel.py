"""The same walk as ``simpy_engine``, verb for verb in the same order, on flat sequences.

Written for speed and so not for class: read ``simpy_engine`` first. The hot path is one
long function, because a compiled loop that calls out with sixty tables is slow; what
happens seldom (limits that run out, doors that close, clocks, diaries) stands in
``kernel_seldom`` and ``kernel_parts``. It runs on lists and, compiled, on arrays. All it
knows lies in the tables it is given, so it may stop between two seconds (to get more room,
or to let somebody interrupt) and go on as if nothing had been.

The events of a second come from three places: the officers' hands (one number an officer,
the smallest is next), the sorted arrivals, and a heap of waits, alarms, doors and wake-ups.
"""

from __future__ import annotations

from xnsim.engines.kernel_parts import (
    ALARM, AT_ONCE, C_ARRIVED, C_BRANCHES, C_CLASSES, C_COUNTERS, C_DIRTY, C_END, C_FORKS, C_FREE, C_HEAP, C_HEAP_ROOM, C_LOG, C_LOG_ROOM,
    C_OPEN, C_RANKS, C_READY, C_SECOND, C_SHIFT, C_SLOTS, C_STREAMS, C_WINDOW_FROM, C_WINDOW_TO, DOORS, FORKED, FREE, IN_HAND, IN_LINE,
    LEAF, LOG_FIELDS, MOOTED, MORE_ROOM, NOWHERE, OVER, R_ACCEPTED, R_ASKED, R_CLOCK, R_CLOSED, R_DECIDED, R_DELIVERED, R_FIELDS,
    R_LEFT_HALL, R_OUTCOME, R_RETURNS, R_SPELLS, R_TRIPS, RETURNED, S_ANSWER_FROM, S_APPLICANT, S_CASE, S_FIELDS, S_GRANT, S_LAWFUL,
    S_MARK, S_MAY_EXTEND, S_PAUSES, WAITING, WAKE_UP, day_closing_row, heap_pop, heap_push, hours_add, hours_between, hours_row,
    limit_due, line_join, line_leave, smallest,
)
from xnsim.engines.kernel_seldom import able, change_clock, draw_again, rank_of, run_out, settle_clocks, shut, spell_end, wake_next, watch
from xnsim.inverses import law_value
from xnsim.draws import first_hash, next_hash, uniform
from xnsim.tape import (
    ACCEPT, BY_CHANCE, CHOOSE, CLOCK, DECIDE, DEFECTS_ALL, DELIVER, DONE, END, FIFO, FORK, GOTO, JOIN, LAPSED, MOOT, REFUSE, RETURN,
    SERVE, SERVE_OUT, TURN_AWAY, TURNED_AWAY, WAIT, WITHDRAWN,
)
from xnsim.worktime import FAR


def walk(t, f, w, rows, log):
    """Walk all cases through all seconds; returns OVER, or MORE_ROOM when a table is full.

    ``t`` is the tape, ``f`` the fate of this replication, ``w`` the work tables, ``rows``
    the case table (R_FIELDS a case, offsets from receipt), ``log`` the spells
    (LOG_FIELDS each).
    """
    control = w.control
    verb, ta, tb, tc, td, t_order, t_trips = t.verb, t.a, t.b, t.c, t.d, t.order, t.trips
    te, route_start, desk_hall, fork_parent, fork_next = t.e, t.route_start, t.desk_hall, t.fork_parent, t.fork_next
    branch_id, branch_after, branch_start, branch_join, route_branch_row = t.branch_id, t.branch_after, t.branch_start, t.branch_join, t.route_branch_row
    branch_then_at, branch_then_n, branch_then = t.branch_then_at, t.branch_then_n, t.branch_then
    received, route, cls, draw_at, drawn = f.received, f.route, f.cls, f.draw_at, f.drawn
    route_loops, route_acts = t.route_loops, t.route_acts
    h_open, h_close, hours_at, hours_n, desk_hours = t.hours_open, t.hours_close, t.hours_at, t.hours_n, t.desk_hours
    post_at, post_n, post_officer, post_rank, post_speed, post_always = (
        t.desk_post_at, t.desk_post_n, t.post_officer, t.post_rank, t.post_speed, t.post_always)
    desk_closing, desk_unlimited, desk_roster_n = t.desk_closing, t.desk_unlimited, t.desk_roster_n
    officer_desk_at, officer_desk_n, officer_desk, officer_hours = t.officer_desk_at, t.officer_desk_n, t.officer_desk, t.officer_hours
    due_of, h_time, h_order, h_token = w.due_of, w.h_time, w.h_order, w.h_token
    slots, free, rounds, backs, defects, joins, waits_for = w.slots, w.free, w.rounds, w.backs, w.defects, w.joins, w.waits_for
    k_place, k_state, k_until, k_left, k_rank, k_queued, k_order = w.k_place, w.k_state, w.k_until, w.k_left, w.k_rank, w.k_queued, w.k_order
    k_after, k_before, k_officer, k_spells, k_round, k_began = w.k_after, w.k_before, w.k_officer, w.k_spells, w.k_round, w.k_began
    ready, head, tail, busy, idle, wake, dirty, stirred = w.ready, w.head, w.tail, w.busy, w.idle, w.wake, w.dirty, w.stirred
    o_token, o_case, o_place, o_pack, o_begin = w.o_token, w.o_case, w.o_place, w.o_pack, w.o_begin
    o_left, o_post, o_how, o_civil, o_row, o_from, o_until = w.o_left, w.o_post, w.o_how, w.o_civil, w.o_row, w.o_from, w.o_until

    n_cases, n_officers = len(received), len(o_token)
    shift = control[C_SHIFT]
    branches, forks, counters, streams = control[C_BRANCHES], control[C_FORKS], control[C_COUNTERS], control[C_STREAMS]
    window_from, window_to, end, ranks = control[C_WINDOW_FROM], control[C_WINDOW_TO], control[C_END], control[C_RANKS]
    log_guard = control[C_LOG_ROOM] - n_officers - branches * control[C_SLOTS] - 8
    heap_guard = control[C_HEAP_ROOM] - 4 * branches * control[C_SLOTS] - 64
    arrived, n_log, n_heap, n_free, n_open = control[C_ARRIVED], control[C_LOG], control[C_HEAP], control[C_FREE], control[C_OPEN]
    last_second = control[C_SECOND]
    leaf_mask = (1 << LEAF) - 1
    root = smallest(due_of)
    next_arrival = received[arrived] if arrived < n_cases else FAR
    result = OVER

    while True:
        # which second comes next, and is there room for it?
        now = root >> LEAF
        if next_arrival < now:
            now = next_arrival
        if n_heap > 0 and h_time[0] < now:
            now = h_time[0]
        if now >= end or (n_open == 0 and now > window_to):
            break
        coming = arrived
        if next_arrival == now:
            coming += 1
            while coming < n_cases and received[coming] == now:
                coming += 1
        if n_log > log_guard or n_heap > heap_guard or coming - arrived > n_free:
            result = MORE_ROOM
            break
        last_second = now
        log_mark = n_log
        n_dirty = 0
        phase = 0
        while True:
            n_ready = 0
            if phase == 0:
                # work that ends
                while root >> LEAF == now:
                    o = root & leaf_mask
                    due_of[o] = FAR
                    root = smallest(due_of)
                    k = o_token[o]
                    how = o_how[o]
                    case = o_case[o]
                    place = o_place[o]
                    begin = o_begin[o]
                    worked = now - begin
                    if o_civil[o] == 0:
                        h = officer_hours[o]
                        worked = hours_between(h_open, h_close, o_row[o], hours_at[h] + hours_n[h], begin, now)
                    done = o_left[o]
                    if how != DONE:
                        done = worked * post_speed[o_post[o]] // 1000
                    at = n_log * LOG_FIELDS
                    got = received[case]
                    log[at] = case
                    log[at + 1] = begin - got
                    log[at + 2] = now - got
                    log[at + 3] = worked
                    log[at + 4] = done
                    log[at + 5] = place * 65536 + o + 1
                    log[at + 6] = o_pack[o] + (how if k >= 0 else MOOT)
                    n_log += 1
                    o_token[o] = FREE
                    busy[ta[place]] -= 1
                    first = officer_desk_at[o]
                    for i in range(first, first + officer_desk_n[o]):
                        d = officer_desk[i]
                        idle[d] += 1
                        if stirred[d] == 0:
                            stirred[d] = 1
                            dirty[n_dirty] = d
                            n_dirty += 1
                    if k < 0:
                        continue
                    k_officer[k] = FREE
                    if how == DONE:
                        k_left[k] = 0
                        k_place[k] = place + 1
                    else:
                        k_left[k] -= done
                    k_state[k] = NOWHERE
                    ready[n_ready] = k
                    n_ready += 1
                while n_heap > 0 and h_time[0] == now and h_order[0] >> 40 == AT_ONCE:
                    k = h_token[0]
                    order = h_order[0] & 0xFFFFFFFFFF
                    n_heap = heap_pop(h_time, h_order, h_token, n_heap)
                    if k_state[k] != IN_HAND or k_until[k] != now or k_officer[k] != MOOTED or k_order[k] != order:
                        continue
                    case = order >> 6
                    at = n_log * LOG_FIELDS
                    log[at] = case
                    log[at + 1] = k_began[k] - received[case]
                    log[at + 2] = now - received[case]
                    log[at + 3] = k_left[k]
                    log[at + 4] = k_left[k]
                    log[at + 5] = k_place[k] * 65536
                    log[at + 6] = (order & 63) * 33554432 + k_round[k] * 16384 + DONE
                    n_log += 1
                    k_officer[k] = FREE
                    k_left[k] = 0
                    k_state[k] = NOWHERE
                    k_place[k] += 1
                    ready[n_ready] = k
                    n_ready += 1
            elif phase == 1:
                # arrivals, and waits that end
                while n_heap > 0 and h_time[0] == now and h_order[0] >> 40 == RETURNED:
                    k = h_token[0]
                    order = h_order[0] & 0xFFFFFFFFFF
                    n_heap = heap_pop(h_time, h_order, h_token, n_heap)
                    if k_state[k] == WAITING and k_until[k] == now and k_order[k] == order:
                        k_state[k] = NOWHERE
                        ready[n_ready] = k
                        n_ready += 1
                while arrived < coming:
                    case = arrived
                    r = route[case]
                    n_free -= 1
                    s = free[n_free]
                    at = s * S_FIELDS
                    slots[at + S_CASE] = case
                    slots[at + S_PAUSES] = 0
                    slots[at + S_LAWFUL] = 0
                    slots[at + S_APPLICANT] = 0
                    slots[at + S_MARK] = now
                    slots[at + S_ANSWER_FROM] = now
                    slots[at + S_GRANT] = -1
                    if route_loops[r]:
                        for i in range(s * streams, s * streams + streams):
                            rounds[i] = 0
                        for i in range(s * counters, s * counters + counters):
                            backs[i] = 0
                            defects[i] = -1
                    k = s << shift
                    for b in range(branches):
                        k_state[k + b] = NOWHERE
                        k_order[k + b] = case * 64 + b
                    row = case * R_FIELDS
                    rows[row + R_ACCEPTED] = -1
                    rows[row + R_DECIDED] = -1
                    rows[row + R_DELIVERED] = -1
                    rows[row + R_CLOSED] = -1
                    rows[row + R_CLOCK] = -1
                    rows[row + R_ASKED] = -1
                    rows[row + R_TRIPS] = 1
                    k_left[k] = 0
                    k_place[k] = route_start[r]
                    slots[at + S_MAY_EXTEND] = 0
                    if route_acts[r]:
                        slots[at + S_MAY_EXTEND] = 1 if t.route_extension[4 * r + 2] >= 0 else 0
                        n_heap = watch(t, w, rows, s, r, row, now, now, n_heap)
                    ready[n_ready] = k
                    n_ready += 1
                    arrived += 1
                next_arrival = received[arrived] if arrived < n_cases else FAR
            else:
                # limits that run out, then doors that close, then people who come back
                control[C_LOG] = n_log
                control[C_HEAP] = n_heap
                control[C_DIRTY] = n_dirty
                control[C_READY] = 0
                if phase == 2:
                    run_out(t, f, w, rows, log, now)
                else:
                    shut(t, f, w, rows, log, now, log_mark)
                n_log = control[C_LOG]
                n_heap = control[C_HEAP]
                n_dirty = control[C_DIRTY]
                n_ready = control[C_READY]
                root = smallest(due_of)

            # the walk: every token that may move goes on until it has to stay
            i_ready = 0
            while i_ready < n_ready:
                k = ready[i_ready]
                i_ready += 1
                s = k >> shift
                case = slots[s * S_FIELDS + S_CASE]
                r = route[case]
                row = case * R_FIELDS
                place = k_place[k]
                while True:
                    v = verb[place]
                    if v == SERVE:
                        d = ta[place]
                        if k_left[k] == 0:
                            k_place[k] = place
                            stream = tb[place]
                            left = drawn[draw_at[case] + stream]
                            k_round[k] = 0
                            if route_loops[r]:
                                used = rounds[s * streams + stream]
                                rounds[s * streams + stream] = used + 1
                                k_round[k] = used
                                if used > 0:
                                    left = draw_again(t, f, r, case, stream, used)
                            if tc[place] > 1:
                                for x in range(stream + 1, stream + tc[place]):
                                    used = rounds[s * streams + x]
                                    rounds[s * streams + x] = used + 1
                                    left += drawn[draw_at[case] + x] if used == 0 else draw_again(t, f, r, case, x, used)
                            k_left[k] = left
                            k_queued[k] = now
                            k_spells[k] = 0
                            if t_trips[place] > 0:
                                rows[row + R_TRIPS] += t_trips[place]
                            if desk_hall[d] == 0 and rows[row + R_DECIDED] < 0:
                                rows[row + R_LEFT_HALL] = 1
                            k_rank[k] = 0
                            if t_order[place] != FIFO:
                                k_rank[k] = rank_of(t, w, rows, t_order[place], left, s, r, row, received[case], cls[case])
                            limit = te[place]
                            if limit >= 0:
                                due = limit_due(t.limit_kind[limit], t.limit_units[limit], now, 0, t.origin[0], t.closed_before_day,
                                                t.wd_closes, t.day_due)
                                if due < end:
                                    n_heap = heap_push(h_time, h_order, h_token, n_heap, due, (ALARM << 40) + case * 64, s << shift)
                        if desk_unlimited[d]:
                            h = desk_hours[d]
                            x = hours_row(h_close, w.d_row[d], hours_at[h] + hours_n[h], now)
                            w.d_row[d] = x
                            due = hours_add(h_open, h_close, x, hours_at[h] + hours_n[h], now, k_left[k])
                            k_state[k] = IN_HAND
                            k_officer[k] = MOOTED
                            k_until[k] = due
                            k_began[k] = now
                            rows[row + R_SPELLS] += 1
                            if due < end:
                                n_heap = heap_push(h_time, h_order, h_token, n_heap, due, (AT_ONCE << 40) + k_order[k], k)
                            break
                        k_state[k] = IN_LINE
                        line_join(head, tail, k_after, k_before, k_rank, k_queued, k_order, d, k)
                        if stirred[d] == 0:
                            stirred[d] = 1
                            dirty[n_dirty] = d
                            n_dirty += 1
                        if desk_closing[d] == TURN_AWAY:
                            h = desk_hours[d]
                            x = hours_row(h_close, w.d_row[d], hours_at[h] + hours_n[h], now)
                            w.d_row[d] = x
                            due = day_closing_row(h_open, h_close, hours_at[h], x, hours_at[h] + hours_n[h], now)
                            if due < end:
                                n_heap = heap_push(h_time, h_order, h_token, n_heap, due, (DOORS << 40) + d, d)
                        break
                    elif v == CLOCK:
                        what = ta[place]
                        at = s * S_FIELDS
                        if what == ACCEPT:
                            if rows[row + R_CLOCK] < 0:
                                rows[row + R_ACCEPTED] = now - received[case]
                                rows[row + R_CLOCK] = now - received[case]
                                slots[at + S_ANSWER_FROM] = -1
                                if rows[row + R_ASKED] < 0:
                                    rows[row + R_ASKED] = now - received[case]
                            if route_acts[r]:
                                n_heap = watch(t, w, rows, s, r, row, received[case], now, n_heap)
                        elif what == DECIDE:
                            if rows[row + R_DECIDED] < 0:
                                if slots[at + S_PAUSES] + slots[at + S_LAWFUL] + slots[at + S_APPLICANT] > 0:
                                    settle_clocks(t, w, rows, s, r, row, received[case], now)
                                rows[row + R_DECIDED] = now - received[case]
                        elif what == DELIVER:
                            rows[row + R_DELIVERED] = now - received[case]
                        else:
                            n_heap = change_clock(t, w, rows, place, s, r, row, received[case], now, n_heap)
                        place += 1
                    elif v == GOTO:
                        place = ta[place]
                    elif v == FORK:
                        first = ta[place]
                        joins[s * forks + td[place]] = tb[place]
                        k_state[k] = FORKED
                        k_place[k] = place
                        for x in range(first, first + tb[place]):
                            q = (s << shift) + branch_id[x]
                            waits_for[q] = branch_after[x]
                            if branch_after[x] == 0:
                                k_place[q] = branch_start[x]
                                k_left[q] = 0
                                ready[n_ready] = q
                                n_ready += 1
                        break
                    elif v == JOIN:
                        x = route_branch_row[r * branches + k - (s << shift)]
                        k_state[k] = NOWHERE
                        for j in range(branch_then_at[x], branch_then_at[x] + branch_then_n[x]):
                            q = (s << shift) + branch_id[branch_then[j]]
                            waits_for[q] -= 1
                            if waits_for[q] == 0:
                                ready[n_ready] = q
                                k_place[q] = branch_start[branch_then[j]]
                                k_left[q] = 0
                                n_ready += 1
                        x = s * forks + td[place]
                        joins[x] -= 1
                        if joins[x] > 0:
                            break
                        b = fork_parent[ta[place]]
                        k = (s << shift) + b
                        k_state[k] = NOWHERE
                        if rows[row + R_OUTCOME] == 0:
                            place = fork_next[ta[place]]
                        elif b == 0:
                            place = t.route_end[r]
                        else:
                            place = branch_join[route_branch_row[r * branches + b]]
                    elif v == END:
                        b = k - (s << shift)
                        if b != 0:
                            if ta[place] > rows[row + R_OUTCOME]:
                                rows[row + R_OUTCOME] = ta[place]
                            place = branch_join[route_branch_row[r * branches + b]]
                            continue
                        if rows[row + R_OUTCOME] == 0 and ta[place] >= 0:
                            rows[row + R_OUTCOME] = ta[place]
                        at = s * S_FIELDS
                        if slots[at + S_PAUSES] + slots[at + S_LAWFUL] + slots[at + S_APPLICANT] > 0:
                            settle_clocks(t, w, rows, s, r, row, received[case], now)
                        got = received[case]
                        outcome = rows[row + R_OUTCOME]
                        if outcome != LAPSED and outcome != WITHDRAWN and outcome != TURNED_AWAY:
                            if rows[row + R_DECIDED] < 0:
                                rows[row + R_DECIDED] = now - got
                            if rows[row + R_DELIVERED] < 0:
                                rows[row + R_DELIVERED] = now - got
                        rows[row + R_CLOSED] = now - got
                        if window_from <= got < window_to:
                            n_open -= 1
                        slots[at + S_CASE] = -1
                        k_state[k] = NOWHERE
                        free[n_free] = s
                        n_free += 1
                        break
                    elif v == CHOOSE and ta[place] < 0:
                        place = t.target[tb[place] + cls[case]]
                    else:
                        # the verbs that draw
                        stream = ta[place]
                        fresh = v != RETURN or te[place] == BY_CHANCE or defects[s * counters + td[place]] < 0
                        value = drawn[draw_at[case] + stream]
                        if fresh and route_loops[r]:
                            used = rounds[s * streams + stream]
                            rounds[s * streams + stream] = used + 1
                            if used > 0:
                                value = draw_again(t, f, r, case, stream, used)
                        if v == RETURN:
                            counter = s * counters + td[place]
                            if te[place] != BY_CHANCE:
                                if fresh:
                                    defects[counter] = value
                                stream += 1
                                used = rounds[s * streams + stream]
                                rounds[s * streams + stream] = used + 1
                                left = defects[counter]
                                value = 0
                                if left > 0:
                                    hashed = first_hash(f.base[t.route_stream_at[r] + stream], f.key[case])
                                    for _ in range(used):
                                        hashed = next_hash(hashed)
                                    law = t.f[place] + left
                                    value = law_value(t.law_kind[law], t.law_at[law], uniform(hashed), t.law_par)
                                    if te[place] == DEFECTS_ALL:
                                        defects[counter] = left - value
                                    elif value > 0:
                                        defects[counter] = left - 1
                            if value == 0 or (tc[place] >= 0 and backs[counter] >= tc[place]):
                                place = tb[place]
                            else:
                                backs[counter] += 1
                                rows[row + R_RETURNS] += 1
                                rows[row + R_TRIPS] += t_trips[place]
                                if rows[row + R_CLOCK] < 0:
                                    if rows[row + R_ASKED] < 0:
                                        rows[row + R_ASKED] = now - received[case]
                                    slots[s * S_FIELDS + S_ANSWER_FROM] = -1
                                place += 1
                        elif v == WAIT:
                            place += 1
                            if value == 0:
                                continue
                            due = now + value
                            if tb[place - 1]:
                                x = hours_row(h_close, w.w_row[0], hours_at[0] + hours_n[0], now)
                                w.w_row[0] = x
                                due = hours_add(h_open, h_close, x, hours_at[0] + hours_n[0], now, value)
                            k_state[k] = WAITING
                            k_until[k] = due
                            k_place[k] = place
                            if due < end:
                                n_heap = heap_push(h_time, h_order, h_token, n_heap, due, (RETURNED << 40) + k_order[k], k)
                            break
                        elif v == CHOOSE:
                            place = t.target[tb[place] + value]
                        elif value > 0:
                            place += 1      # REFUSE: refused
                        else:
                            place = tb[place]
            if phase == 3:
                break
            if n_heap > 0 and h_time[0] == now:
                if phase < 2 or h_order[0] >> 40 != ALARM:
                    phase += 1
            elif phase == 0 and coming > arrived:
                phase = 1
            else:
                break

        # officers take up files: by rank, by desk, by the order of the line, by the order of the list
        for i in range(1, n_dirty):
            d = dirty[i]
            j = i
            while j > 0 and dirty[j - 1] > d:
                dirty[j] = dirty[j - 1]
                j -= 1
            dirty[j] = d
        for rank in range(ranks):
            for i in range(n_dirty):
                d = dirty[i]
                k = head[d]
                if k < 0 or idle[d] == 0:
                    continue
                first = post_at[d]
                last = first + post_n[d]
                post = first
                while k >= 0 and idle[d] > 0:
                    if desk_roster_n[d] > 0:
                        # how many windows are open now
                        x = w.d_roster[d]
                        while x < t.desk_roster_at[d] + desk_roster_n[d] and t.roster_from[x] <= now:
                            x += 1
                        w.d_roster[d] = x
                        windows = t.roster_open[x - 1] if x > t.desk_roster_at[d] else post_n[d]
                        if busy[d] >= windows:
                            break
                    taken = -1
                    plain = 0
                    while post < last:
                        o = post_officer[post]
                        if o_token[o] == FREE and post_rank[post] == rank:
                            if post_always[post] and o_from[o] <= now and now < o_until[o]:
                                taken = post
                                plain = 1
                                break
                            if able(t, f, w, post, o, d, k, now):
                                taken = post
                                break
                        post += 1
                    if taken < 0:
                        if desk_closing[d] != SERVE_OUT:
                            break
                        k = k_after[k]
                        post = first
                        continue
                    # a spell begins
                    following = k_after[k]
                    line_leave(head, tail, k_after, k_before, d, k)
                    left = k_left[k]
                    need = left
                    if post_speed[taken] != 1000:
                        need = (need * 1000 + post_speed[taken] - 1) // post_speed[taken]
                    due = now + need
                    if plain and due <= o_until[o]:
                        o_how[o] = DONE
                        o_civil[o] = 1
                    else:
                        due = spell_end(t, f, w, taken, o, d, now, need)
                    order = k_order[k]
                    case = order >> 6
                    o_token[o] = k
                    o_case[o] = case
                    o_place[o] = k_place[k]
                    o_pack[o] = (order & 63) * 33554432 + k_round[k] * 16384 + k_spells[k] * 4
                    o_begin[o] = now
                    o_left[o] = left
                    o_post[o] = taken
                    k_spells[k] += 1
                    k_state[k] = IN_HAND
                    k_officer[k] = o
                    rows[case * R_FIELDS + R_SPELLS] += 1
                    busy[d] += 1
                    x = officer_desk_at[o]
                    for j in range(x, x + officer_desk_n[o]):
                        idle[officer_desk[j]] -= 1
                    if due < end:
                        key = (due << LEAF) + o
                        due_of[o] = key
                        if key < root:
                            root = key
                    k = following
                    post = first if desk_closing[d] == SERVE_OUT else taken + 1
        # who will be able to serve a line that is left?
        for i in range(n_dirty):
            d = dirty[i]
            stirred[d] = 0
            if head[d] >= 0 and (idle[d] > 0 or desk_roster_n[d] > 0):
                when = wake_next(t, f, w, d, now)
                if when < end and not now < wake[d] <= when:
                    wake[d] = when
                    n_heap = heap_push(h_time, h_order, h_token, n_heap, when, (WAKE_UP << 40) + d, d)

    control[C_SECOND] = last_second
    control[C_ARRIVED] = arrived
    control[C_LOG] = n_log
    control[C_HEAP] = n_heap
    control[C_FREE] = n_free
    control[C_OPEN] = n_open
    return result
