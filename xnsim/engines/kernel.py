"""The same walk as ``simpy_engine``, verb for verb in the same order, on flat sequences.

Written for speed and so not for class: read ``simpy_engine`` first. One long function,
because a compiled loop that calls out with sixty tables is slow; its parts stand in the
order of the readable engine. It runs on lists and, compiled, on arrays. Everything it
knows lies in the tables it is given, so it may stop between two seconds (to get more room,
or to let somebody interrupt) and go on as if nothing had been.

The events of a second come from three places: a winner tree with one leaf an officer (when
his spell ends), one a desk (when somebody will be able to serve its line) and one a desk
(when its doors turn people away); the sorted arrivals; and a heap of waits and alarms.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from xnsim.draws import first_hash, next_hash, uniform
from xnsim.engines.kernel_parts import (
    R_ACCEPTED, R_APPLICANT_S, R_ASKED, R_CLOCK, R_CLOSED, R_DECIDED, R_DEEMED, R_DELIVERED, R_EXTENDED, R_FIELDS,
    R_LAWFUL_PROMISED, R_LEFT_HALL, R_LOST_PROMISED, R_LOST_S, R_LOST_STATUTORY, R_LOST_OPEN, R_OUTCOME, R_PAUSED_S, R_RESETS,
    R_RETURNS, R_SPELLS, R_TRIPS, S_ANSWER_FROM, S_APPLICANT, S_CASE, S_FIELDS, S_GRANT, S_LAWFUL, S_LAWFUL_FROM, S_MARK,
    S_MAY_EXTEND, S_PAUSED_FROM, S_PAUSES, close_pauses, count_lawful, count_pause, day_closing_row, heap_pop, heap_push,
    hours_add, hours_between, hours_row, limit_due, line_join, line_leave, tick, tree_set,
)
from xnsim.inverses import law_value
from xnsim.tape import (
    ACCEPT, ACCEPTANCE, ASK_AGAIN, BY_CHANCE, CHOOSE, CLOCK, CUT, DECIDE, DEFECTS_ALL, DELIVER, DONE, DUE_FIRST, END, FINISH,
    FORK, GOTO, JOIN, LAPSED, LET_GO, MOOT, PAUSE, PRIORITY, REFUSE, RESET, RESUME, RETURN, SERVE, SERVE_OUT, SHORTEST,
    TURN_AWAY, TURNED_AWAY, WAIT, WITHDRAWN,
)
from xnsim.worktime import FAR

LEAF = 20                    # bits of a tree key that name the leaf
FREE, MOOTED = -1, -2        # an officer without a file; one who finishes for nothing
NOWHERE, IN_LINE, IN_HAND, WAITING, FORKED = range(5)
AT_ONCE, RETURNED, ALARM = range(3)   # order of heap entries: service without a queue ends; a wait ends; something may run out
LOG_FIELDS = 7

(C_SECOND, C_ARRIVED, C_LOG, C_HEAP, C_FREE, C_LIVE, C_OPEN, C_SPELLS, C_WINDOW_FROM, C_WINDOW_TO, C_END, C_LOG_ROOM,
 C_HEAP_ROOM, C_SLOTS, C_RANKS, C_CLASSES, C_BRANCHES, C_FORKS, C_COUNTERS, C_STREAMS, C_FIELDS) = range(21)
OVER, MORE_ROOM = 0, 1


class Work(NamedTuple):
    """What the walk keeps between two seconds; every table is a flat sequence of int64."""

    control: Any
    tree: Any
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
    o_end: Any
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


def walk(t, f, w, rows, log):
    """Walk all cases through all seconds; returns OVER, or MORE_ROOM when a table is full.

    ``t`` is the tape, ``f`` the fate of this replication, ``w`` the work tables, ``rows``
    the case table (R_FIELDS a case, offsets from receipt), ``log`` the spells
    (LOG_FIELDS each).
    """
    control = w.control
    verb, ta, tb, tc, td, te, tf, t_order, t_trips = t.verb, t.a, t.b, t.c, t.d, t.e, t.f, t.order, t.trips
    received, route, cls, key, draw_at, drawn, base = f.received, f.route, f.cls, f.key, f.draw_at, f.drawn, f.base
    route_stream_at, stream_law, law_kind, law_at, law_par = t.route_stream_at, t.stream_law, t.law_kind, t.law_at, t.law_par
    route_loops = t.route_loops
    h_open, h_close, hours_at, hours_n = t.hours_open, t.hours_close, t.hours_at, t.hours_n
    h_before = t.hours_before
    cbd, dcl, wdc, ddue, origin = t.closed_before_day, t.day_close, t.wd_closes, t.day_due, t.origin[0]
    promised, statutory, extension = t.route_promised, t.route_statutory, t.route_extension
    post_at, post_n, post_officer, post_rank, post_speed, post_always = (
        t.desk_post_at, t.desk_post_n, t.post_officer, t.post_rank, t.post_speed, t.post_always)
    desk_closing, desk_unlimited = t.desk_closing, t.desk_unlimited
    officer_desk_at, officer_desk_n, officer_desk, officer_hours = t.officer_desk_at, t.officer_desk_n, t.officer_desk, t.officer_hours
    away_at, away_n, away_from, away_to = f.away_at, f.away_n, f.away_from, f.away_to
    open_at, open_n, open_from, open_to = f.open_at, f.open_n, f.open_from, f.open_to
    tree, h_time, h_order, h_token = w.tree, w.h_time, w.h_order, w.h_token
    slots, free, rounds, backs, defects, joins, waits_for = w.slots, w.free, w.rounds, w.backs, w.defects, w.joins, w.waits_for
    k_place, k_state, k_until, k_left, k_rank, k_queued, k_order = w.k_place, w.k_state, w.k_until, w.k_left, w.k_rank, w.k_queued, w.k_order
    k_after, k_before, k_officer, k_spells, k_round, k_began = w.k_after, w.k_before, w.k_officer, w.k_spells, w.k_round, w.k_began
    ready, head, tail, busy, idle, wake, dirty, stirred = w.ready, w.head, w.tail, w.busy, w.idle, w.wake, w.dirty, w.stirred
    o_token, o_case, o_place, o_pack, o_begin, o_end = w.o_token, w.o_case, w.o_place, w.o_pack, w.o_begin, w.o_end
    o_left, o_post, o_how, o_civil, o_row, o_away, o_from, o_until = w.o_left, w.o_post, w.o_how, w.o_civil, w.o_row, w.o_away, w.o_from, w.o_until
    p_window, d_row, d_roster, w_row = w.p_window, w.d_row, w.d_roster, w.w_row

    n_cases, n_officers, n_desks = len(received), len(o_token), len(head)
    leaves = len(tree) >> 1
    branches, forks, counters, streams, n_classes = control[C_BRANCHES], control[C_FORKS], control[C_COUNTERS], control[C_STREAMS], control[C_CLASSES]
    window_from, window_to, end, ranks = control[C_WINDOW_FROM], control[C_WINDOW_TO], control[C_END], control[C_RANKS]
    log_room, heap_room, n_slots = control[C_LOG_ROOM], control[C_HEAP_ROOM], control[C_SLOTS]
    arrived, n_log, n_heap, n_free, n_open = control[C_ARRIVED], control[C_LOG], control[C_HEAP], control[C_FREE], control[C_OPEN]
    last_second = control[C_SECOND]
    mask = (1 << LEAF) - 1

    while True:
        # which second comes next, and is there room for it?
        root = tree[1]
        now = root >> LEAF
        if arrived < n_cases and received[arrived] < now:
            now = received[arrived]
        if n_heap > 0 and h_time[0] < now:
            now = h_time[0]
        if now >= end or (n_open == 0 and now > window_to):
            break
        coming = arrived
        while coming < n_cases and received[coming] == now:
            coming += 1
        live = n_slots - n_free + coming - arrived
        if coming - arrived > n_free or heap_room - n_heap < 4 * branches * live + 64 or log_room - n_log < n_officers + branches * live + 8:
            break
        last_second = now
        log_mark = n_log
        doors = 0
        n_dirty = 0

        for phase in range(4):
            n_ready = 0
            if phase == 0:
                # work that ends
                while tree[1] >> LEAF == now:
                    leaf = tree[1] & mask
                    tree_set(tree, leaves, leaf, FAR)
                    if leaf >= n_officers:
                        if leaf >= n_officers + n_desks:
                            doors = 1
                            wake[leaf - n_officers] = -1
                        else:
                            d = leaf - n_officers
                            wake[d] = -1
                            if stirred[d] == 0:
                                stirred[d] = 1
                                dirty[n_dirty] = d
                                n_dirty += 1
                        continue
                    o = leaf
                    k = o_token[o]
                    how = o_how[o]
                    post = o_post[o]
                    case = o_case[o]
                    begin = o_begin[o]
                    if o_civil[o]:
                        worked = now - begin
                    else:
                        h = officer_hours[o]
                        worked = hours_between(h_open, h_close, o_row[o], hours_at[h] + hours_n[h], begin, now)
                    done = o_left[o] if how == DONE else worked * post_speed[post] // 1000
                    at = n_log * LOG_FIELDS
                    log[at] = case
                    log[at + 1] = begin - received[case]
                    log[at + 2] = now - received[case]
                    log[at + 3] = worked
                    log[at + 4] = done
                    log[at + 5] = o_place[o] * 65536 + o + 1
                    log[at + 6] = o_pack[o] + (how if k >= 0 else MOOT)
                    n_log += 1
                    o_token[o] = FREE
                    busy[ta[o_place[o]]] -= 1
                    for i in range(officer_desk_at[o], officer_desk_at[o] + officer_desk_n[o]):
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
                        k_state[k] = NOWHERE
                        k_place[k] += 1
                    else:
                        k_left[k] -= done
                    ready[n_ready] = k
                    n_ready += 1
                while n_heap > 0 and h_time[0] == now and h_order[0] >> 40 == AT_ONCE:
                    k = h_token[0]
                    order = h_order[0]
                    n_heap = heap_pop(h_time, h_order, h_token, n_heap)
                    if k_state[k] != IN_HAND or k_until[k] != now or k_officer[k] != MOOTED or k_order[k] != order & 0xFFFFFFFFFF:
                        continue
                    case = slots[(k // branches) * S_FIELDS + S_CASE]
                    at = n_log * LOG_FIELDS
                    h = t.desk_hours[ta[k_place[k]]]
                    log[at] = case
                    log[at + 1] = k_began[k] - received[case]
                    log[at + 2] = now - received[case]
                    log[at + 3] = k_left[k]
                    log[at + 4] = k_left[k]
                    log[at + 5] = k_place[k] * 65536
                    log[at + 6] = (k % branches) * 33554432 + k_round[k] * 16384 + DONE
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
                    order = h_order[0]
                    n_heap = heap_pop(h_time, h_order, h_token, n_heap)
                    if k_state[k] == WAITING and k_until[k] == now and k_order[k] == order & 0xFFFFFFFFFF:
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
                    slots[at + S_MAY_EXTEND] = 1 if extension[4 * r + 2] >= 0 else 0
                    slots[at + S_GRANT] = -1
                    if route_loops[r]:
                        for i in range(s * streams, s * streams + streams):
                            rounds[i] = 0
                        for i in range(s * counters, s * counters + counters):
                            backs[i] = 0
                            defects[i] = -1
                    for b in range(1, branches):
                        k_state[s * branches + b] = NOWHERE
                        k_order[s * branches + b] = case * 64 + b
                    row = case * R_FIELDS
                    for i in range(row, row + R_FIELDS):
                        rows[i] = 0
                    rows[row + R_ACCEPTED] = -1
                    rows[row + R_DECIDED] = -1
                    rows[row + R_DELIVERED] = -1
                    rows[row + R_CLOSED] = -1
                    rows[row + R_CLOCK] = -1
                    rows[row + R_ASKED] = -1
                    rows[row + R_TRIPS] = 1
                    k = s * branches
                    k_order[k] = case * 64
                    k_state[k] = NOWHERE
                    k_place[k] = t.route_start[r]
                    if t.route_limit_n[r] > 0:
                        for i in range(t.route_limit_at[r], t.route_limit_at[r] + t.route_limit_n[r]):
                            if t.limit_clock[i] == ACCEPTANCE:
                                due = limit_due(t.limit_kind[i], t.limit_units[i], now, 0, origin, cbd, wdc, ddue)
                                if due < end:
                                    n_heap = heap_push(h_time, h_order, h_token, n_heap, due, (ALARM << 40) + case * 64, k)
                    ready[n_ready] = k
                    n_ready += 1
                    arrived += 1
            elif phase == 2:
                # limits that run out; each case looks at everything that is due, in a fixed order
                while n_heap > 0 and h_time[0] == now and h_order[0] >> 40 == ALARM:
                    order = h_order[0] & 0xFFFFFFFFFF
                    root_k = h_token[0]
                    n_heap = heap_pop(h_time, h_order, h_token, n_heap)
                    s = root_k // branches
                    at = s * S_FIELDS
                    case = slots[at + S_CASE]
                    if case != order >> 6:
                        continue
                    r = route[case]
                    row = case * R_FIELDS
                    got = received[case]
                    running = rows[row + R_CLOCK] >= 0 and rows[row + R_DECIDED] < 0
                    p_kind, p_units, more = promised[2 * r], promised[2 * r + 1], extension[4 * r]
                    s_kind, s_units = statutory[2 * r], statutory[2 * r + 1]
                    start = got + rows[row + R_CLOCK]
                    e_kind = p_kind if p_kind >= 0 else s_kind
                    e_units = p_units if p_kind >= 0 else s_units
                    e_lost = rows[row + R_LOST_PROMISED] if p_kind >= 0 else rows[row + R_LOST_STATUTORY]
                    if slots[at + S_GRANT] == now:
                        slots[at + S_GRANT] = -1
                        if running and (slots[at + S_PAUSES] > 0 or now < limit_due(
                                e_kind, e_units + more * rows[row + R_EXTENDED], start, e_lost, origin, cbd, wdc, ddue)):
                            rows[row + R_EXTENDED] = 1
                            if slots[at + S_PAUSES] == 0:
                                for i in range(t.route_limit_at[r], t.route_limit_at[r] + t.route_limit_n[r]):
                                    if t.limit_clock[i] != ACCEPTANCE:
                                        lost = rows[row + R_LOST_STATUTORY] if t.limit_statutory[i] else rows[row + R_LOST_PROMISED]
                                        due = limit_due(t.limit_kind[i], t.limit_units[i] + more, start, lost, origin, cbd, wdc, ddue)
                                        if due < end:
                                            n_heap = heap_push(h_time, h_order, h_token, n_heap, due if due > now else now,
                                                               (ALARM << 40) + case * 64, root_k)
                    # limits of the case
                    gone = -1
                    for i in range(t.route_limit_at[r], t.route_limit_at[r] + t.route_limit_n[r]):
                        due = FAR
                        if t.limit_clock[i] == ACCEPTANCE:
                            if rows[row + R_CLOCK] < 0 and slots[at + S_ANSWER_FROM] >= 0:
                                due = limit_due(t.limit_kind[i], t.limit_units[i], slots[at + S_ANSWER_FROM], 0, origin, cbd, wdc, ddue)
                        elif running and slots[at + S_PAUSES] == 0:
                            lost = rows[row + R_LOST_STATUTORY] if t.limit_statutory[i] else rows[row + R_LOST_PROMISED]
                            due = limit_due(t.limit_kind[i], t.limit_units[i] + more * rows[row + R_EXTENDED], start, lost, origin, cbd, wdc, ddue)
                        if due <= now:
                            gone = i
                            break
                    # who leaves: every branch, or those whose own limit is over
                    for b in range(branches):
                        k = s * branches + b
                        state = k_state[k]
                        if state == NOWHERE:
                            continue
                        limit = gone
                        if gone < 0:
                            if state != IN_LINE and state != IN_HAND:
                                continue
                            limit = te[k_place[k]]
                            if limit < 0 or limit_due(t.limit_kind[limit], t.limit_units[limit], k_queued[k], 0, origin, cbd, wdc, ddue) > now:
                                continue
                            rows[row + R_DEEMED] = rows[row + R_DEEMED] | t.limit_bit[limit]
                        if state == IN_LINE:
                            d = ta[k_place[k]]
                            line_leave(head, tail, k_after, k_before, d, k)
                        elif state == IN_HAND:
                            o = k_officer[k]
                            if o >= 0 and t.limit_finish[limit]:
                                o_token[o] = MOOTED
                            elif o >= 0:
                                if o_civil[o]:
                                    worked = now - o_begin[o]
                                else:
                                    h = officer_hours[o]
                                    worked = hours_between(h_open, h_close, o_row[o], hours_at[h] + hours_n[h], o_begin[o], now)
                                x = n_log * LOG_FIELDS
                                log[x] = case
                                log[x + 1] = o_begin[o] - got
                                log[x + 2] = now - got
                                log[x + 3] = worked
                                log[x + 4] = worked * post_speed[o_post[o]] // 1000
                                log[x + 5] = o_place[o] * 65536 + o + 1
                                log[x + 6] = o_pack[o] + LET_GO
                                n_log += 1
                                o_token[o] = FREE
                                tree_set(tree, leaves, o, FAR)
                                busy[ta[o_place[o]]] -= 1
                                for i in range(officer_desk_at[o], officer_desk_at[o] + officer_desk_n[o]):
                                    d = officer_desk[i]
                                    idle[d] += 1
                                    if stirred[d] == 0:
                                        stirred[d] = 1
                                        dirty[n_dirty] = d
                                        n_dirty += 1
                            else:
                                h = t.desk_hours[ta[k_place[k]]]
                                worked = hours_between(h_open, h_close, hours_at[h], hours_at[h] + hours_n[h], k_began[k], now)
                                x = n_log * LOG_FIELDS
                                log[x] = case
                                log[x + 1] = k_began[k] - got
                                log[x + 2] = now - got
                                log[x + 3] = worked
                                log[x + 4] = worked
                                log[x + 5] = k_place[k] * 65536
                                log[x + 6] = b * 33554432 + k_round[k] * 16384 + LET_GO
                                n_log += 1
                        k_state[k] = NOWHERE
                        k_officer[k] = FREE
                        k_left[k] = 0
                        if gone < 0:
                            k_place[k] = t.branch_join[t.route_branch_row[r * branches + b]] if b > 0 else k_place[k] + 1
                            ready[n_ready] = k
                            n_ready += 1
                    if gone >= 0:
                        rows[row + R_DEEMED] = rows[row + R_DEEMED] | t.limit_bit[gone]
                        tick(rows, row, slots, at, got, now)
                        close_pauses(rows, row, slots, at, got, now, p_kind, p_units, s_kind, s_units, more, origin, cbd, dcl, wdc, ddue, h_open, h_close, h_before, hours_n[0])
                        slots[at + S_PAUSES] = 0
                        slots[at + S_LAWFUL] = 0
                        slots[at + S_APPLICANT] = 0
                        if t.limit_outcome[gone] >= 0:
                            if rows[row + R_OUTCOME] == 0:
                                rows[row + R_OUTCOME] = t.limit_outcome[gone]
                        else:
                            as_of = slots[at + S_ANSWER_FROM] - got
                            rows[row + R_ACCEPTED] = as_of
                            rows[row + R_CLOCK] = as_of
                            if rows[row + R_ASKED] < 0:
                                rows[row + R_ASKED] = now - got
                            slots[at + S_ANSWER_FROM] = -2
                        k_place[root_k] = t.limit_to[gone]
                        ready[n_ready] = root_k
                        n_ready += 1
                        if slots[at + S_ANSWER_FROM] == -2:
                            slots[at + S_ANSWER_FROM] = -1
                            for i in range(t.route_limit_at[r], t.route_limit_at[r] + t.route_limit_n[r]):
                                if t.limit_clock[i] != ACCEPTANCE:
                                    due = limit_due(t.limit_kind[i], t.limit_units[i], got + rows[row + R_CLOCK], 0, origin, cbd, wdc, ddue)
                                    if due < end:
                                        n_heap = heap_push(h_time, h_order, h_token, n_heap, due if due > now else now, (ALARM << 40) + case * 64, root_k)
                            if slots[at + S_MAY_EXTEND]:
                                due = limit_due(e_kind, e_units - extension[4 * r + 1], got + rows[row + R_CLOCK], 0, origin, cbd, wdc, ddue)
                                if due < end:
                                    n_heap = heap_push(h_time, h_order, h_token, n_heap, due if due > now else now, (ALARM << 40) + case * 64, root_k)
                    elif slots[at + S_MAY_EXTEND] and running and slots[at + S_PAUSES] == 0 and now >= limit_due(
                            e_kind, e_units - extension[4 * r + 1], start, e_lost, origin, cbd, wdc, ddue):
                        # an extension is asked for
                        slots[at + S_MAY_EXTEND] = 0
                        if now < limit_due(e_kind, e_units + more * rows[row + R_EXTENDED], start, e_lost, origin, cbd, wdc, ddue):
                            first = draw_at[case] + extension[4 * r + 2]
                            if drawn[first]:
                                length = drawn[first + extension[4 * r + 3] - extension[4 * r + 2]]
                                slots[at + S_GRANT] = now + (length if length > 1 else 1)
                                if slots[at + S_GRANT] < end:
                                    n_heap = heap_push(h_time, h_order, h_token, n_heap, slots[at + S_GRANT], (ALARM << 40) + case * 64, root_k)
            elif doors:
                # doors that close: who still waits leaves, with all branches
                for d in range(n_desks):
                    if wake[n_desks + d] != -1 or desk_closing[d] != TURN_AWAY:
                        continue
                    wake[n_desks + d] = FAR
                    k = head[d]
                    while k >= 0:
                        s = k // branches
                        at = s * S_FIELDS
                        case = slots[at + S_CASE]
                        r = route[case]
                        row = case * R_FIELDS
                        got = received[case]
                        if rows[row + R_OUTCOME] == 0:
                            rows[row + R_OUTCOME] = TURNED_AWAY
                        tick(rows, row, slots, at, got, now)
                        close_pauses(rows, row, slots, at, got, now, promised[2 * r], promised[2 * r + 1], statutory[2 * r], statutory[2 * r + 1],
                                     extension[4 * r], origin, cbd, dcl, wdc, ddue, h_open, h_close, h_before, hours_n[0])
                        slots[at + S_PAUSES] = 0
                        slots[at + S_LAWFUL] = 0
                        slots[at + S_APPLICANT] = 0
                        for b in range(branches):
                            k = s * branches + b
                            if k_state[k] == IN_LINE:
                                line_leave(head, tail, k_after, k_before, ta[k_place[k]], k)
                            elif k_state[k] == IN_HAND:
                                o = k_officer[k]
                                x = n_log * LOG_FIELDS
                                if o >= 0:
                                    if o_civil[o]:
                                        worked = now - o_begin[o]
                                    else:
                                        h = officer_hours[o]
                                        worked = hours_between(h_open, h_close, o_row[o], hours_at[h] + hours_n[h], o_begin[o], now)
                                    log[x + 1] = o_begin[o] - got
                                    log[x + 4] = worked * post_speed[o_post[o]] // 1000
                                    log[x + 5] = o_place[o] * 65536 + o + 1
                                    log[x + 6] = o_pack[o] + LET_GO
                                    o_token[o] = FREE
                                    tree_set(tree, leaves, o, FAR)
                                    busy[ta[o_place[o]]] -= 1
                                    for i in range(officer_desk_at[o], officer_desk_at[o] + officer_desk_n[o]):
                                        q = officer_desk[i]
                                        idle[q] += 1
                                        if stirred[q] == 0:
                                            stirred[q] = 1
                                            dirty[n_dirty] = q
                                            n_dirty += 1
                                else:
                                    h = t.desk_hours[ta[k_place[k]]]
                                    worked = hours_between(h_open, h_close, hours_at[h], hours_at[h] + hours_n[h], k_began[k], now)
                                    log[x + 1] = k_began[k] - got
                                    log[x + 4] = worked
                                    log[x + 5] = k_place[k] * 65536
                                    log[x + 6] = b * 33554432 + k_round[k] * 16384 + LET_GO
                                log[x] = case
                                log[x + 2] = now - got
                                log[x + 3] = worked
                                n_log += 1
                            k_state[k] = NOWHERE
                            k_officer[k] = FREE
                            k_left[k] = 0
                        k_place[s * branches] = t.route_end[r]
                        ready[n_ready] = s * branches
                        n_ready += 1
                        k = head[d]
                # what was let go in this second is written in the order (case, branch)
                for i in range(log_mark + 1, n_log):
                    j = i
                    while j > log_mark and log[(j - 1) * LOG_FIELDS + 6] % 4 == LET_GO and log[j * LOG_FIELDS + 6] % 4 == LET_GO and (
                            log[(j - 1) * LOG_FIELDS] > log[j * LOG_FIELDS] or (
                            log[(j - 1) * LOG_FIELDS] == log[j * LOG_FIELDS] and log[(j - 1) * LOG_FIELDS + 6] > log[j * LOG_FIELDS + 6])):
                        for x in range(LOG_FIELDS):
                            swap = log[j * LOG_FIELDS + x]
                            log[j * LOG_FIELDS + x] = log[(j - 1) * LOG_FIELDS + x]
                            log[(j - 1) * LOG_FIELDS + x] = swap
                        j -= 1

            # the walk: every token that may move goes on until it has to stay
            i_ready = 0
            while i_ready < n_ready:
                k = ready[i_ready]
                i_ready += 1
                s = k // branches
                at = s * S_FIELDS
                case = slots[at + S_CASE]
                r = route[case]
                row = case * R_FIELDS
                got = received[case]
                place = k_place[k]
                while True:
                    v = verb[place]
                    if v == SERVE:
                        d = ta[place]
                        if k_left[k] == 0:
                            k_place[k] = place
                            left = 0
                            stream = tb[place]
                            if route_loops[r]:
                                k_round[k] = rounds[s * streams + stream]
                                for x in range(stream, stream + tc[place]):
                                    used = rounds[s * streams + x]
                                    rounds[s * streams + x] = used + 1
                                    if used == 0:
                                        left += drawn[draw_at[case] + x]
                                    else:
                                        hashed = first_hash(base[route_stream_at[r] + x], key[case])
                                        for _ in range(used):
                                            hashed = next_hash(hashed)
                                        law = stream_law[route_stream_at[r] + x]
                                        left += law_value(law_kind[law], law_at[law], uniform(hashed), law_par)
                            else:
                                k_round[k] = 0
                                for x in range(stream, stream + tc[place]):
                                    left += drawn[draw_at[case] + x]
                            k_left[k] = left
                            k_queued[k] = now
                            k_spells[k] = 0
                            rows[row + R_TRIPS] += t_trips[place]
                            if t.desk_hall[d] == 0 and rows[row + R_DECIDED] < 0:
                                rows[row + R_LEFT_HALL] = 1
                            rank = 0
                            if t_order[place] == PRIORITY:
                                rank = t.route_priority[r * n_classes + cls[case]]
                            elif t_order[place] == SHORTEST:
                                rank = left
                            elif t_order[place] == DUE_FIRST:
                                rank = FAR
                                if rows[row + R_CLOCK] >= 0 and rows[row + R_DECIDED] < 0 and slots[at + S_PAUSES] == 0:
                                    if promised[2 * r] >= 0:
                                        rank = limit_due(promised[2 * r], promised[2 * r + 1] + extension[4 * r] * rows[row + R_EXTENDED],
                                                         got + rows[row + R_CLOCK], rows[row + R_LOST_PROMISED], origin, cbd, wdc, ddue)
                                    else:
                                        rank = limit_due(statutory[2 * r], statutory[2 * r + 1] + extension[4 * r] * rows[row + R_EXTENDED],
                                                         got + rows[row + R_CLOCK], rows[row + R_LOST_STATUTORY], origin, cbd, wdc, ddue)
                            k_rank[k] = rank
                            limit = te[place]
                            if limit >= 0:
                                due = limit_due(t.limit_kind[limit], t.limit_units[limit], now, 0, origin, cbd, wdc, ddue)
                                if due < end:
                                    n_heap = heap_push(h_time, h_order, h_token, n_heap, due, (ALARM << 40) + case * 64, s * branches)
                        if desk_unlimited[d]:
                            h = t.desk_hours[d]
                            x = hours_row(h_close, d_row[d], hours_at[h] + hours_n[h], now)
                            d_row[d] = x
                            due = hours_add(h_open, h_close, x, hours_at[h] + hours_n[h], now, k_left[k])
                            k_state[k] = IN_HAND
                            k_officer[k] = MOOTED
                            k_until[k] = due
                            k_began[k] = now
                            rows[row + R_SPELLS] += 1
                            if due < end:
                                n_heap = heap_push(h_time, h_order, h_token, n_heap, due, (AT_ONCE << 40) + k_order[k], k)
                        else:
                            k_state[k] = IN_LINE
                            line_join(head, tail, k_after, k_before, k_rank, k_queued, k_order, d, k)
                            if stirred[d] == 0:
                                stirred[d] = 1
                                dirty[n_dirty] = d
                                n_dirty += 1
                            if desk_closing[d] == TURN_AWAY:
                                h = t.desk_hours[d]
                                d_row[d] = hours_row(h_close, d_row[d], hours_at[h] + hours_n[h], now)
                                due = day_closing_row(h_open, h_close, d_row[d], hours_at[h] + hours_n[h], now)
                                if due == now:
                                    doors = 1
                                    wake[n_desks + d] = -1
                                elif due < wake[n_desks + d]:
                                    wake[n_desks + d] = due
                                    tree_set(tree, leaves, n_officers + n_desks + d, (due << LEAF) + n_officers + n_desks + d)
                        break
                    elif v == CLOCK:
                        what = ta[place]
                        if what == ACCEPT:
                            if rows[row + R_CLOCK] < 0:
                                rows[row + R_ACCEPTED] = now - got
                                rows[row + R_CLOCK] = now - got
                                slots[at + S_ANSWER_FROM] = -1
                                if rows[row + R_ASKED] < 0:
                                    rows[row + R_ASKED] = now - got
                        elif what == DECIDE:
                            if rows[row + R_DECIDED] < 0:
                                tick(rows, row, slots, at, got, now)
                                close_pauses(rows, row, slots, at, got, now, promised[2 * r], promised[2 * r + 1], statutory[2 * r],
                                             statutory[2 * r + 1], extension[4 * r], origin, cbd, dcl, wdc, ddue, h_open, h_close, h_before, hours_n[0])
                                rows[row + R_DECIDED] = now - got
                        elif what == DELIVER:
                            rows[row + R_DELIVERED] = now - got
                        elif what == PAUSE:
                            tick(rows, row, slots, at, got, now)
                            slots[at + S_APPLICANT] += tc[place]
                            if tb[place] > 0:
                                slots[at + S_PAUSES] += 1
                                if slots[at + S_PAUSES] == 1:
                                    slots[at + S_PAUSED_FROM] = now
                            if tb[place] == 1:
                                slots[at + S_LAWFUL] += 1
                                if slots[at + S_LAWFUL] == 1:
                                    slots[at + S_LAWFUL_FROM] = now
                        elif what == RESUME:
                            tick(rows, row, slots, at, got, now)
                            slots[at + S_APPLICANT] -= tc[place]
                            if tb[place] > 0 and slots[at + S_PAUSES] > 0:
                                slots[at + S_PAUSES] -= 1
                                if slots[at + S_PAUSES] == 0 and rows[row + R_CLOCK] >= 0 and rows[row + R_DECIDED] < 0:
                                    count_pause(rows, row, slots[at + S_PAUSED_FROM], got, now, promised[2 * r], promised[2 * r + 1],
                                                statutory[2 * r], statutory[2 * r + 1], extension[4 * r], origin, cbd, dcl, wdc, ddue, h_open, h_close, h_before, hours_n[0])
                            if tb[place] == 1 and slots[at + S_LAWFUL] > 0:
                                slots[at + S_LAWFUL] -= 1
                                if slots[at + S_LAWFUL] == 0 and rows[row + R_CLOCK] >= 0 and rows[row + R_DECIDED] < 0:
                                    count_lawful(rows, row, slots[at + S_LAWFUL_FROM], got, now, promised[2 * r], promised[2 * r + 1],
                                                 extension[4 * r], origin, cbd, dcl, wdc, ddue, h_open, h_close, h_before, hours_n[0])
                        elif what == RESET:
                            if rows[row + R_CLOCK] >= 0 and rows[row + R_DECIDED] < 0:
                                rows[row + R_CLOCK] = now - got
                                rows[row + R_LOST_S] = 0
                                rows[row + R_LOST_OPEN] = 0
                                rows[row + R_LOST_PROMISED] = 0
                                rows[row + R_LOST_STATUTORY] = 0
                                rows[row + R_RESETS] += 1
                                slots[at + S_PAUSED_FROM] = now
                        elif what == ASK_AGAIN:
                            if rows[row + R_CLOCK] < 0:
                                slots[at + S_ANSWER_FROM] = now
                        if (what == ACCEPT or what == RESUME or what == RESET or what == ASK_AGAIN) and (
                                t.route_limit_n[r] > 0 or slots[at + S_MAY_EXTEND]):
                            # the alarms of the limits that act
                            running = rows[row + R_CLOCK] >= 0 and rows[row + R_DECIDED] < 0 and slots[at + S_PAUSES] == 0
                            for i in range(t.route_limit_at[r], t.route_limit_at[r] + t.route_limit_n[r]):
                                due = FAR
                                if t.limit_clock[i] == ACCEPTANCE:
                                    if rows[row + R_CLOCK] < 0 and slots[at + S_ANSWER_FROM] >= 0:
                                        due = limit_due(t.limit_kind[i], t.limit_units[i], slots[at + S_ANSWER_FROM], 0, origin, cbd, wdc, ddue)
                                elif running:
                                    lost = rows[row + R_LOST_STATUTORY] if t.limit_statutory[i] else rows[row + R_LOST_PROMISED]
                                    due = limit_due(t.limit_kind[i], t.limit_units[i] + extension[4 * r] * rows[row + R_EXTENDED],
                                                    got + rows[row + R_CLOCK], lost, origin, cbd, wdc, ddue)
                                if due < end:
                                    n_heap = heap_push(h_time, h_order, h_token, n_heap, due if due > now else now, (ALARM << 40) + case * 64, s * branches)
                            if running and slots[at + S_MAY_EXTEND]:
                                if promised[2 * r] >= 0:
                                    due = limit_due(promised[2 * r], promised[2 * r + 1] - extension[4 * r + 1], got + rows[row + R_CLOCK],
                                                    rows[row + R_LOST_PROMISED], origin, cbd, wdc, ddue)
                                else:
                                    due = limit_due(statutory[2 * r], statutory[2 * r + 1] - extension[4 * r + 1], got + rows[row + R_CLOCK],
                                                    rows[row + R_LOST_STATUTORY], origin, cbd, wdc, ddue)
                                if due < end:
                                    n_heap = heap_push(h_time, h_order, h_token, n_heap, due if due > now else now, (ALARM << 40) + case * 64, s * branches)
                        place += 1
                    elif v == GOTO:
                        place = ta[place]
                    elif v == FORK:
                        first = ta[place]
                        fork = tc[place]
                        joins[s * forks + td[place]] = tb[place]
                        k_state[k] = FORKED
                        k_place[k] = place
                        for x in range(first, first + tb[place]):
                            waits_for[s * branches + t.branch_id[x]] = t.branch_after[x]
                            if t.branch_after[x] == 0:
                                q = s * branches + t.branch_id[x]
                                k_place[q] = t.branch_start[x]
                                k_left[q] = 0
                                ready[n_ready] = q
                                n_ready += 1
                        break
                    elif v == JOIN:
                        b = k - s * branches
                        x = t.route_branch_row[r * branches + b]
                        k_state[k] = NOWHERE
                        for j in range(t.branch_then_at[x], t.branch_then_at[x] + t.branch_then_n[x]):
                            q = t.branch_then[j]
                            waits_for[s * branches + t.branch_id[q]] -= 1
                            if waits_for[s * branches + t.branch_id[q]] == 0:
                                ready[n_ready] = s * branches + t.branch_id[q]
                                k_place[s * branches + t.branch_id[q]] = t.branch_start[q]
                                k_left[s * branches + t.branch_id[q]] = 0
                                n_ready += 1
                        x = s * forks + td[place]
                        joins[x] -= 1
                        if joins[x] > 0:
                            break
                        b = t.fork_parent[ta[place]]
                        k = s * branches + b
                        k_state[k] = NOWHERE
                        if rows[row + R_OUTCOME] == 0:
                            place = t.fork_next[ta[place]]
                        elif b == 0:
                            place = t.route_end[r]
                        else:
                            place = t.branch_join[t.route_branch_row[r * branches + b]]
                    elif v == END:
                        if k != s * branches:
                            if ta[place] > rows[row + R_OUTCOME]:
                                rows[row + R_OUTCOME] = ta[place]
                            place = t.branch_join[t.route_branch_row[r * branches + k - s * branches]]
                            continue
                        if rows[row + R_OUTCOME] == 0 and ta[place] >= 0:
                            rows[row + R_OUTCOME] = ta[place]
                        tick(rows, row, slots, at, got, now)
                        outcome = rows[row + R_OUTCOME]
                        if outcome != LAPSED and outcome != WITHDRAWN and outcome != TURNED_AWAY:
                            if rows[row + R_DECIDED] < 0:
                                close_pauses(rows, row, slots, at, got, now, promised[2 * r], promised[2 * r + 1], statutory[2 * r],
                                             statutory[2 * r + 1], extension[4 * r], origin, cbd, dcl, wdc, ddue, h_open, h_close, h_before, hours_n[0])
                                rows[row + R_DECIDED] = now - got
                            if rows[row + R_DELIVERED] < 0:
                                rows[row + R_DELIVERED] = now - got
                        else:
                            close_pauses(rows, row, slots, at, got, now, promised[2 * r], promised[2 * r + 1], statutory[2 * r],
                                         statutory[2 * r + 1], extension[4 * r], origin, cbd, dcl, wdc, ddue, h_open, h_close, h_before, hours_n[0])
                        rows[row + R_CLOSED] = now - got
                        if window_from <= got < window_to:
                            n_open -= 1
                        slots[at + S_CASE] = -1
                        k_state[k] = NOWHERE
                        free[n_free] = s
                        n_free += 1
                        break
                    else:
                        # the verbs that draw
                        if v == CHOOSE and ta[place] < 0:
                            place = t.target[tb[place] + cls[case]]
                            continue
                        stream = ta[place]
                        checked = 1
                        if v == RETURN and te[place] != BY_CHANCE:
                            checked = 0
                            if defects[s * counters + td[place]] < 0:
                                checked = 1
                        value = 0
                        if checked:
                            used = 0
                            if route_loops[r]:
                                used = rounds[s * streams + stream]
                                rounds[s * streams + stream] = used + 1
                            if used == 0:
                                value = drawn[draw_at[case] + stream]
                            else:
                                hashed = first_hash(base[route_stream_at[r] + stream], key[case])
                                for _ in range(used):
                                    hashed = next_hash(hashed)
                                law = stream_law[route_stream_at[r] + stream]
                                value = law_value(law_kind[law], law_at[law], uniform(hashed), law_par)
                        if v == WAIT:
                            if value == 0:
                                place += 1
                                continue
                            due = now + value
                            if tb[place]:
                                x = hours_row(h_close, w_row[0], hours_at[0] + hours_n[0], now)
                                w_row[0] = x
                                due = hours_add(h_open, h_close, x, hours_at[0] + hours_n[0], now, value)
                            k_state[k] = WAITING
                            k_until[k] = due
                            k_place[k] = place + 1
                            if due < end:
                                n_heap = heap_push(h_time, h_order, h_token, n_heap, due, (RETURNED << 40) + k_order[k], k)
                            break
                        elif v == CHOOSE:
                            place = t.target[tb[place] + value]
                        elif v == REFUSE:
                            place = place + 1 if value else tb[place]
                        elif v == RETURN:
                            counter = s * counters + td[place]
                            if te[place] != BY_CHANCE:
                                if checked:
                                    defects[counter] = value
                                stream += 1
                                used = rounds[s * streams + stream]
                                rounds[s * streams + stream] = used + 1
                                left = defects[counter]
                                value = 0
                                if left > 0:
                                    hashed = first_hash(base[route_stream_at[r] + stream], key[case])
                                    for _ in range(used):
                                        hashed = next_hash(hashed)
                                    law = tf[place] + left
                                    value = law_value(law_kind[law], law_at[law], uniform(hashed), law_par)
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
                                        rows[row + R_ASKED] = now - got
                                    slots[at + S_ANSWER_FROM] = -1
                                place += 1

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
                first = post_at[d]
                last = first + post_n[d]
                post = first
                while k >= 0 and idle[d] > 0:
                    if t.desk_roster_n[d] > 0:
                        # how many windows are open now
                        x = d_roster[d]
                        while x < t.desk_roster_at[d] + t.desk_roster_n[d] and t.roster_from[x] <= now:
                            x += 1
                        d_roster[d] = x
                        windows = t.roster_open[x - 1] if x > t.desk_roster_at[d] else post_n[d]
                        if busy[d] >= windows:
                            break
                    taken = -1
                    while post < last:
                        o = post_officer[post]
                        if post_rank[post] != rank or o_token[o] != FREE:
                            post += 1
                            continue
                        if o_until[o] <= now:
                            # the present or next stretch in which the officer is there
                            h = officer_hours[o]
                            moment = now
                            x = o_row[o]
                            y = o_away[o]
                            while True:
                                x = hours_row(h_close, x, hours_at[h] + hours_n[h], moment)
                                if x >= hours_at[h] + hours_n[h]:
                                    o_from[o] = FAR
                                    o_until[o] = FAR
                                    break
                                if h_open[x] > moment:
                                    moment = h_open[x]
                                while y < away_at[o] + away_n[o] and away_to[y] <= moment:
                                    y += 1
                                if y < away_at[o] + away_n[o] and away_from[y] <= moment:
                                    moment = away_to[y]
                                    continue
                                o_from[o] = moment
                                o_until[o] = h_close[x]
                                if y < away_at[o] + away_n[o] and away_from[y] < o_until[o]:
                                    o_until[o] = away_from[y]
                                break
                            x = hours_row(h_close, o_row[o], hours_at[h] + hours_n[h], now)
                            o_row[o] = x
                            y = o_away[o]
                            while y < away_at[o] + away_n[o] and away_to[y] <= now:
                                y += 1
                            o_away[o] = y
                        able = o_from[o] <= now
                        inside = able
                        if not able and desk_closing[d] == SERVE_OUT:
                            h = officer_hours[o]
                            x = hours_row(h_close, o_row[o], hours_at[h] + hours_n[h], now)
                            y = o_away[o]
                            while y < away_at[o] + away_n[o] and away_to[y] <= now:
                                y += 1
                            o_away[o] = y
                            here = not (y < away_at[o] + away_n[o] and away_from[y] <= now)
                            able = here and x > hours_at[h] and k_queued[k] < h_close[x - 1] and not (x < hours_at[h] + hours_n[h] and h_open[x] <= now)
                        if able and post_always[post] == 0:
                            x = p_window[post]
                            while x < open_at[post] + open_n[post] and open_to[x] <= now:
                                x += 1
                            p_window[post] = x
                            able = x < open_at[post] + open_n[post] and open_from[x] <= now
                        if able:
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
                    s = k // branches
                    case = slots[s * S_FIELDS + S_CASE]
                    need = k_left[k]
                    if post_speed[taken] != 1000:
                        need = (need * 1000 + post_speed[taken] - 1) // post_speed[taken]
                    due = now + need
                    how = DONE
                    civil = 1
                    if due > o_until[o] or not inside or post_always[taken] == 0:
                        h = officer_hours[o]
                        x = hours_row(h_close, o_row[o], hours_at[h] + hours_n[h], now)
                        o_row[o] = x
                        door = now
                        if x < hours_at[h] + hours_n[h] and h_open[x] <= now:
                            door = h_close[x]
                        rule = desk_closing[d]
                        if due > door and rule != SERVE_OUT and rule != TURN_AWAY and not (rule == FINISH and due <= door + t.desk_overtime[d]):
                            civil = 0
                            due = hours_add(h_open, h_close, x, hours_at[h] + hours_n[h], now, need)
                        y = o_away[o]
                        while y < away_at[o] + away_n[o] and away_to[y] <= now:
                            y += 1
                        o_away[o] = y
                        if y < away_at[o] + away_n[o] and away_from[y] < due:
                            due = away_from[y]
                            how = CUT
                        if post_always[taken] == 0 and t.post_cut[taken]:
                            x = p_window[taken]
                            if open_to[x] < due:
                                due = open_to[x]
                                how = CUT
                    o_token[o] = k
                    o_case[o] = case
                    o_place[o] = k_place[k]
                    o_pack[o] = (k - s * branches) * 33554432 + k_round[k] * 16384 + k_spells[k] * 4
                    o_begin[o] = now
                    o_end[o] = due
                    o_left[o] = k_left[k]
                    o_post[o] = taken
                    o_how[o] = how
                    o_civil[o] = civil
                    k_spells[k] += 1
                    k_state[k] = IN_HAND
                    k_officer[k] = o
                    rows[case * R_FIELDS + R_SPELLS] += 1
                    busy[d] += 1
                    for x in range(officer_desk_at[o], officer_desk_at[o] + officer_desk_n[o]):
                        idle[officer_desk[x]] -= 1
                    if due < end:
                        tree_set(tree, leaves, o, (due << LEAF) + o)
                    k = following
                    if desk_closing[d] == SERVE_OUT:
                        post = first
                    else:
                        post = taken + 1
        # who will be able to serve a line that is left?
        for i in range(n_dirty):
            d = dirty[i]
            stirred[d] = 0
            if head[d] < 0:
                continue
            when = FAR
            if idle[d] > 0:
                for post in range(post_at[d], post_at[d] + post_n[d]):
                    o = post_officer[post]
                    if o_token[o] != FREE:
                        continue
                    if o_until[o] <= now:
                        h = officer_hours[o]
                        moment = now
                        x = o_row[o]
                        y = o_away[o]
                        while True:
                            x = hours_row(h_close, x, hours_at[h] + hours_n[h], moment)
                            if x >= hours_at[h] + hours_n[h]:
                                o_from[o] = FAR
                                o_until[o] = FAR
                                break
                            if h_open[x] > moment:
                                moment = h_open[x]
                            while y < away_at[o] + away_n[o] and away_to[y] <= moment:
                                y += 1
                            if y < away_at[o] + away_n[o] and away_from[y] <= moment:
                                moment = away_to[y]
                                continue
                            o_from[o] = moment
                            o_until[o] = h_close[x]
                            if y < away_at[o] + away_n[o] and away_from[y] < o_until[o]:
                                o_until[o] = away_from[y]
                            break
                    moment = o_from[o]
                    if post_always[post] == 0:
                        x = p_window[post]
                        while x < open_at[post] + open_n[post] and open_to[x] <= now:
                            x += 1
                        p_window[post] = x
                        if x >= open_at[post] + open_n[post]:
                            moment = FAR
                        elif open_from[x] > moment:
                            moment = open_from[x]
                    if now < moment < when:
                        when = moment
            if t.desk_roster_n[d] > 0:
                for x in range(d_roster[d], t.desk_roster_at[d] + t.desk_roster_n[d]):
                    if t.roster_from[x] > now and t.roster_open[x] > busy[d]:
                        if t.roster_from[x] < when:
                            when = t.roster_from[x]
                        break
            if when < end and not now < wake[d] <= when:
                wake[d] = when
                tree_set(tree, leaves, n_officers + d, (when << LEAF) + n_officers + d)

    control[C_SECOND], control[C_ARRIVED], control[C_LOG], control[C_HEAP], control[C_FREE], control[C_OPEN] = (
        last_second, arrived, n_log, n_heap, n_free, n_open)
    return OVER if now >= end or (n_open == 0 and now > window_to) else MORE_ROOM
