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
    ALARM, AT_ONCE, B_AFTER, B_ID, B_JOIN, B_START, B_THEN_AT, B_THEN_N, B_WIDE, C_ALARM, C_ARRIVED, C_BRANCHES, C_CLASSES, C_COUNTERS, C_DIRTY,
    C_END, C_FIRST, C_FORKS, C_FREE, C_HEAP, C_HEAP_ROOM, C_LOG, C_LOG_ROOM, C_OFFICERS, C_OPEN, C_RANKS, C_READY, C_SECOND, C_SHIFT,
    C_SLOTS, C_STREAMS, C_SWIFT, C_TOO_OFTEN, C_WINDOW_FROM, C_WINDOW_TO, DOORS, D_BUSY, D_CLOSING, D_FREE, D_HALL, D_HEAD, D_HELP, D_HOMES, D_HOURS, D_IDLE, D_POST_AT,
    D_POST_N, D_ROSTER, D_ROSTER_AT, D_ROSTER_N, D_ROW, D_STIRRED, D_UNLIMITED, D_WAKE, D_WIDE, FORKED, FREE, IN_HAND, IN_LINE,
    K_CHANNEL, K_DISCOVERED, K_SPENT, K_STANDARD, K_WIDE, LEAF, LOG_FIELDS, L_KIND, L_UNITS, L_WIDE, MEETS, MOOTED, MORE_ROOM, MOST_PASSES, MOST_SPELLS, NOWHERE, OVER, O_BEGIN, O_BIT, O_CASE, O_CIVIL, O_DESK, O_DESK_AT,
    O_DESK_N, O_FROM, O_GOT, O_HOME, O_HOURS, O_HOW, O_LEFT, O_PACK, O_PLACE, O_POST, O_ROW, O_SPEED, O_TOKEN, O_UNTIL, O_WIDE, P_ALWAYS,
    P_OFFICER, P_RANK, P_SPEED, P_WIDE, Q_ACTS, Q_ASK, Q_END, Q_LOOPS, Q_START, Q_STREAM_AT, Q_WIDE, RETURNED, R_ACCEPTED,
    R_ASKED, R_CLOCK, R_DECIDED, R_DELIVERED, R_FIELDS, R_LEFT_HALL, R_OUTCOME, R_RETURNS, R_SPELLS, R_TRIPS,
    S_ALARM, S_ANSWER_FROM, S_APPLICANT, S_CASE, S_DRAWS, S_FIELDS, S_GOT, S_GRANT, S_LAWFUL, S_LEFT, S_MARK, S_MAY_EXTEND, S_PAUSES,
    S_ROUTE, S_SPELLS, T_AFTER, T_BEGAN, T_BITS, T_LEFT, T_OFFICER, T_ORDER, T_PLACE, T_QUEUED, T_RANK, T_ROUND, T_SPELLS,
    T_STATE, T_UNTIL, T_WAITS, T_WIDE, WAITING, WAKE_UP, X_A, X_B, X_C, X_D, X_E, X_F, X_ORDER, X_RARE, X_TRIPS, X_VERB, X_WIDE,
    alarm_off, day_closing_row, first_bit, heap_pop, heap_push, hours_add, hours_between, hours_row, limit_due, line_join, line_leave, smallest,
    blank_row, close_row, take_at_home, take_up,
)
from xnsim.engines.kernel_batch import Y_FIELDS, Y_LEAD, back
from xnsim.engines.kernel_bells import (
    AT_DOOR, BY_PARENT, F_FIELDS, F_HELD, F_LOST, F_WAIT, LEAVING, N_ASKED, N_ASKED_GUARD, N_ASKED_ROOM, N_BORN, N_BORN_ROOM, N_COMING, N_DEALT, N_FREE,
    N_HEAP_GUARD, N_LOG_GUARD, urged,
)
from xnsim.engines.kernel_door import admit_all
from xnsim.engines.kernel_gate import put_before
from xnsim.engines.kernel_hands import H_FIELDS, H_LAST, H_REFUSED, blank, branch_ended, forked, note_pause, stopped
from xnsim.engines.kernel_log import in_order_now
from xnsim.engines.kernel_preempt import all_make_way
from xnsim.engines.kernel_refusal import begins_nothing, refused
from xnsim.engines.kernel_ring import run_out
from xnsim.engines.kernel_seldom import (
    able, change_clock, draw_again, help_next, presence, rank_of, settle_clocks, shut, spell_end, tick, wake_next, watch,
)
from xnsim.engines.kernel_promise import line_moves, paced, share_at
from xnsim.engines.kernel_spawn import at_parent, came_to_light, closed, enter, give_rise, patient, receive
from xnsim.engines.kernel_team import assign
from xnsim.engines.kernel_traits import BY_CHANNEL, bring_traits, discover, hurry, judge, weighed
from xnsim.inverses import law_value
from xnsim.draws import first_hash, next_hash, uniform
from xnsim.tape import (
    ACCEPT, APPROVED, BY_CHANCE, CHOOSE, CLOCK, DECIDE, DEFECTS_ALL, DELIVER, DONE, END, FIFO, FORK, GATE, GOTO, JOIN, MOOT, PAUSE, PRIORITY, RESUME, RETURN,
    SERVE, SERVE_OUT, SPAWN, TURN_AWAY, WAIT,
)
from xnsim.worktime import FAR


def walk(t, f, w, rows, log, m):
    """Walk all cases through all seconds; returns OVER, or MORE_ROOM when a table is full.

    ``t`` is the tape, ``f`` the fate of this replication, ``w`` the work tables, ``rows``
    the case table (R_FIELDS a case, offsets from receipt), ``log`` the spells
    (LOG_FIELDS each). ``m`` holds what offices with later words need (``kernel_more``), or is
    None: then everything behind ``m is not None`` is left out of the compiled walk.
    """
    control = w.control
    ops, brn, off, dsk, pst, tok = t.ops, t.brn, w.off, w.dsk, w.pst, w.tok
    received, route, cls, draw_at, drawn = f.received, f.route, f.cls, f.draw_at, f.drawn
    h_open, h_close, officer_desk = t.hours_open, t.hours_close, t.officer_desk
    due_of, h_time, h_order, h_token = w.due_of, w.h_time, w.h_order, w.h_token
    slots, free, rounds, backs, defects, joins = w.slots, w.free, w.rounds, w.backs, w.defects, w.joins
    ready, dirty, rts = w.ready, w.dirty, t.rts

    n_cases, n_officers = len(received), control[C_OFFICERS]
    shift = control[C_SHIFT]
    branches, forks, counters, streams = control[C_BRANCHES], control[C_FORKS], control[C_COUNTERS], control[C_STREAMS]
    window_from, window_to, end, ranks = control[C_WINDOW_FROM], control[C_WINDOW_TO], control[C_END], control[C_RANKS]
    classes = control[C_CLASSES]
    log_guard = control[C_LOG_ROOM] - n_officers - branches * control[C_SLOTS] - 8
    heap_guard = control[C_HEAP_ROOM] - 4 * branches * control[C_SLOTS] - 64
    if m is not None:
        n_cases = m.counts[N_DEALT]
        heap_guard = control[C_HEAP_ROOM] - m.counts[N_HEAP_GUARD]
        log_guard = control[C_LOG_ROOM] - m.counts[N_LOG_GUARD]
    arrived, n_log, n_heap, n_free, n_open = control[C_ARRIVED], control[C_LOG], control[C_HEAP], control[C_FREE], control[C_OPEN]
    last_second, swift = control[C_SECOND], control[C_SWIFT] > 0
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
        if m is None:
            if control[C_ALARM] < now:
                now = control[C_ALARM]
        if now >= end or (n_open == 0 and now > window_to):
            if m is None:
                break
            if now >= end or now > last_second:     # else this second has not settled yet
                break
        coming = arrived
        if next_arrival == now:
            coming += 1
            while coming < n_cases and received[coming] == now:
                coming += 1
        if n_log > log_guard or n_heap > heap_guard or coming - arrived > n_free:
            control[C_READY] = coming - arrived
            result = MORE_ROOM
            break
        if m is not None:
            x = m.counts[N_COMING]
            if coming - arrived + x > n_free or m.counts[N_BORN] + x > m.counts[N_BORN_ROOM] or (
                    m.counts[N_ASKED_ROOM] - m.counts[N_ASKED] + m.counts[N_FREE] < m.counts[N_ASKED_GUARD]):
                control[C_READY] = coming - arrived + x
                result = MORE_ROOM
                break
        if m is None:
            while control[C_ALARM] == now:
                s = control[C_FIRST]
                alarm_off(control, slots, s)
                n_heap = heap_push(h_time, h_order, h_token, n_heap, now, (ALARM << 40) + slots[s * S_FIELDS + S_CASE] * 64, s << shift)
        last_second = now
        log_mark = n_log
        n_dirty = 0
        phase = 0
        alone = False       # one thing happens in this second and nothing else
        while True:
            n_ready = 0
            if phase == 0:
                # work that ends
                while root >> LEAF == now:
                    o = root & leaf_mask
                    oo = o * O_WIDE
                    due_of[o] = FAR
                    root = smallest(due_of)
                    if m is not None:
                        if m.crew[o * Y_FIELDS + Y_LEAD] >= 0:
                            control[C_LOG] = n_log
                            control[C_READY] = n_ready
                            control[C_DIRTY] = n_dirty
                            back(t, f, w, log, o, now, m)
                            n_log = control[C_LOG]
                            n_ready = control[C_READY]
                            n_dirty = control[C_DIRTY]
                            continue
                    k = off[oo + O_TOKEN]
                    how = off[oo + O_HOW]
                    case = off[oo + O_CASE]
                    place = off[oo + O_PLACE]
                    begin = off[oo + O_BEGIN]
                    worked = now - begin
                    if off[oo + O_CIVIL] == 0:
                        h = off[oo + O_HOURS]
                        worked = hours_between(h_open, h_close, off[oo + O_ROW], t.hrs[2 * h] + t.hrs[2 * h + 1], begin, now)
                    done = off[oo + O_LEFT]
                    if how != DONE:
                        done = worked * pst[off[oo + O_POST] * P_WIDE + P_SPEED] // 1000
                        if m is not None:
                            done = worked * off[oo + O_SPEED] // 1000
                    if m is not None:
                        if m.review[place] and k >= 0:
                            m.traits[case * K_WIDE + K_SPENT] += done * 1000 // off[oo + O_SPEED]
                    at = n_log * LOG_FIELDS
                    got = off[oo + O_GOT]
                    log[at] = case
                    log[at + 1] = begin - got
                    log[at + 2] = now - got
                    log[at + 3] = worked
                    log[at + 4] = done
                    log[at + 5] = place * 65536 + o + 1
                    log[at + 6] = off[oo + O_PACK] + (how if k >= 0 else MOOT)
                    n_log += 1
                    off[oo + O_TOKEN] = FREE
                    dsk[off[oo + O_DESK] + D_BUSY] -= 1
                    dsk[off[oo + O_HOME] + D_FREE] += off[oo + O_BIT]
                    first = off[oo + O_DESK_AT]
                    for i in range(first, first + off[oo + O_DESK_N]):
                        d = officer_desk[i]
                        dd = d * D_WIDE
                        dsk[dd + D_IDLE] += 1
                        if m is None:
                            # who joins the line in this second will stir the desk himself, and help that is not open is none
                            if dsk[dd + D_HEAD] < 0 or (now < dsk[dd + D_HELP] and dd != off[oo + O_HOME]):
                                continue
                        if dsk[dd + D_STIRRED] == 0:
                            dsk[dd + D_STIRRED] = 1
                            dirty[n_dirty] = d
                            n_dirty += 1
                    if k < 0:
                        continue
                    tok[k + T_OFFICER] = FREE
                    if how == DONE:
                        tok[k + T_LEFT] = 0
                        tok[k + T_PLACE] = place + 1
                    else:
                        tok[k + T_LEFT] -= done
                    tok[k + T_STATE] = NOWHERE
                    if m is not None:
                        tok[k + T_STATE] = LEAVING
                        m.fil[(k >> T_BITS) * F_FIELDS + F_HELD] = off[oo + O_LEFT]
                    ready[n_ready] = k
                    n_ready += 1
                while n_heap > 0 and h_time[0] == now and h_order[0] >> 40 == AT_ONCE:
                    k = h_token[0]
                    order = h_order[0] & 0xFFFFFFFFFF
                    n_heap = heap_pop(h_time, h_order, h_token, n_heap)
                    if tok[k + T_STATE] != IN_HAND or tok[k + T_UNTIL] != now or tok[k + T_OFFICER] != MOOTED or tok[k + T_ORDER] != order:
                        continue
                    case = order >> 6
                    at = n_log * LOG_FIELDS
                    log[at] = case
                    log[at + 1] = tok[k + T_BEGAN] - received[case]
                    log[at + 2] = now - received[case]
                    log[at + 3] = tok[k + T_LEFT]
                    log[at + 4] = tok[k + T_LEFT]
                    if m is not None:
                        d = ops[tok[k + T_PLACE] * X_WIDE + X_A]
                        x = paced(m, m.desk_pace[d], 1000, tok[k + T_BEGAN])
                        log[at + 3] = (tok[k + T_LEFT] * 1000 + x - 1) // x
                        if m.review[tok[k + T_PLACE]]:
                            m.traits[case * K_WIDE + K_SPENT] += tok[k + T_LEFT] * 1000 // x
                    log[at + 5] = tok[k + T_PLACE] * 65536
                    log[at + 6] = (order & 63) * 33554432 + tok[k + T_ROUND] * 16384 + DONE
                    n_log += 1
                    tok[k + T_OFFICER] = FREE
                    tok[k + T_LEFT] = 0
                    tok[k + T_STATE] = NOWHERE
                    tok[k + T_PLACE] += 1
                    if m is not None:
                        tok[k + T_STATE] = LEAVING
                    ready[n_ready] = k
                    n_ready += 1
            elif phase == 1:
                # arrivals, and waits that end
                while n_heap > 0 and h_time[0] == now and h_order[0] >> 40 == RETURNED:
                    k = h_token[0]
                    order = h_order[0] & 0xFFFFFFFFFF
                    n_heap = heap_pop(h_time, h_order, h_token, n_heap)
                    if tok[k + T_STATE] == WAITING and tok[k + T_UNTIL] == now and tok[k + T_ORDER] == order:
                        tok[k + T_STATE] = NOWHERE
                        ready[n_ready] = k
                        n_ready += 1
                born = 0
                if m is not None:
                    control[C_HEAP] = n_heap
                    control[C_OPEN] = n_open
                    born = receive(t, f, w, now, m)
                    n_heap = control[C_HEAP]
                    n_open = control[C_OPEN]
                while arrived < coming or born > 0:
                    case = arrived
                    if arrived < coming:
                        arrived += 1
                    else:
                        if m is not None:
                            case = n_cases + m.counts[N_BORN] - born
                        born -= 1
                    r = route[case]
                    n_free -= 1
                    s = free[n_free]
                    at = s * S_FIELDS
                    slots[at + S_CASE] = case
                    slots[at + S_ROUTE] = r
                    slots[at + S_DRAWS] = draw_at[case]
                    slots[at + S_GOT] = now
                    slots[at + S_SPELLS] = 0
                    slots[at + S_LEFT] = 0
                    slots[at + S_PAUSES] = 0
                    slots[at + S_LAWFUL] = 0
                    slots[at + S_APPLICANT] = 0
                    slots[at + S_MARK] = now
                    slots[at + S_ANSWER_FROM] = now
                    slots[at + S_GRANT] = -1
                    slots[at + S_ALARM] = -1
                    if rts[r * Q_WIDE + Q_LOOPS]:
                        for i in range(s * streams, s * streams + streams):
                            rounds[i] = 0
                        for i in range(s * counters, s * counters + counters):
                            backs[i] = 0
                            defects[i] = -1
                    k = s << shift
                    for b in range(branches):
                        tok[k + b * T_WIDE + T_STATE] = NOWHERE
                        tok[k + b * T_WIDE + T_ORDER] = case * 64 + b
                    row = case * R_FIELDS
                    blank_row(rows, row)
                    tok[k + T_LEFT] = 0
                    tok[k + T_PLACE] = rts[r * Q_WIDE + Q_START]
                    slots[at + S_MAY_EXTEND] = 0
                    if m is not None:
                        bring_traits(t, f, r, case, m)
                        enter(t, f, w, rows, s, r, case, now, m)
                        blank(w, s, m)
                    if rts[r * Q_WIDE + Q_ACTS]:
                        slots[at + S_MAY_EXTEND] = 1 if rts[r * Q_WIDE + Q_ASK] >= 0 else 0
                        n_heap = watch(t, w, rows, s, r, row, now, now, n_heap, m)
                    ready[n_ready] = k
                    n_ready += 1
                next_arrival = received[arrived] if arrived < n_cases else FAR
            else:
                # limits that run out, then doors that close, then people who come back
                control[C_LOG] = n_log
                control[C_HEAP] = n_heap
                control[C_DIRTY] = n_dirty
                control[C_READY] = 0
                if phase == 2:
                    run_out(t, f, w, rows, log, now, m)
                else:
                    shut(t, f, w, rows, log, now, log_mark, m)
                n_log = control[C_LOG]
                n_heap = control[C_HEAP]
                n_dirty = control[C_DIRTY]
                n_ready = control[C_READY]
                root = smallest(due_of)

            if m is None:
                alone = swift and n_ready == 1 and phase < 2 and arrived == coming
            if n_ready > 1 and branches > 1 and phase != 2:
                # the branches of a case move in branch order, and what follows at once belongs to each
                for i in range(1, n_ready):
                    k = ready[i]
                    j = i
                    while j > 0 and ready[j - 1] > k:
                        ready[j] = ready[j - 1]
                        j -= 1
                    ready[j] = k

            # the walk: every token that may move goes on until it has to stay
            i_ready = 0
            group = 0       # up to here stands what belongs to the present event
            while i_ready < n_ready:
                k = ready[i_ready]
                i_ready += 1
                if group < i_ready:
                    group = i_ready
                if m is not None:
                    tok[k + T_STATE] = NOWHERE
                    m.fil[(k >> T_BITS) * F_FIELDS + F_LOST] = 0
                    m.fil[(k >> T_BITS) * F_FIELDS + F_WAIT] = 0
                s = k >> shift
                at = s * S_FIELDS
                case = slots[at + S_CASE]
                r = slots[at + S_ROUTE]
                draws = slots[at + S_DRAWS]
                got = slots[at + S_GOT]
                row = case * R_FIELDS
                place = tok[k + T_PLACE]
                if m is not None:
                    if m.hand[(k >> T_BITS) * H_FIELDS + H_LAST] and tok[k + T_LEFT] == 0:
                        control[C_HEAP] = n_heap
                        place = begins_nothing(t, w, rows, s, r, case, got, k, now, m)
                        n_heap = control[C_HEAP]
                while True:
                    pp = place * X_WIDE
                    v = ops[pp + X_VERB]
                    if v == SERVE:
                        d = ops[pp + X_A]
                        dd = d * D_WIDE
                        if tok[k + T_LEFT] == 0:
                            tok[k + T_PLACE] = place
                            stream = ops[pp + X_B]
                            left = drawn[draws + stream]
                            tok[k + T_ROUND] = 0
                            if rts[r * Q_WIDE + Q_LOOPS]:
                                used = rounds[s * streams + stream]
                                rounds[s * streams + stream] = used + 1
                                tok[k + T_ROUND] = used
                                if used > 0:
                                    left = draw_again(t, f, r, case, stream, used, m)
                                    if used >= MOST_PASSES:
                                        control[C_TOO_OFTEN] = 1
                            if ops[pp + X_C] > 1:
                                for x in range(stream + 1, stream + ops[pp + X_C]):
                                    used = 0
                                    if rts[r * Q_WIDE + Q_LOOPS]:
                                        used = rounds[s * streams + x]
                                        rounds[s * streams + x] = used + 1
                                    left += drawn[draws + x] if used == 0 else draw_again(t, f, r, case, x, used, m)
                            tok[k + T_LEFT] = left
                            tok[k + T_QUEUED] = now
                            tok[k + T_SPELLS] = 0
                            if m is not None:
                                m.traits[case * K_WIDE + K_STANDARD] += left * m.review[place]
                            if ops[pp + X_TRIPS] != 0:
                                rows[row + R_TRIPS] += ops[pp + X_TRIPS]
                            if dsk[dd + D_HALL] == 0 and slots[at + S_LEFT] == 0 and rows[row + R_DECIDED] < 0:
                                slots[at + S_LEFT] = 1
                            tok[k + T_RANK] = 0
                            if ops[pp + X_ORDER] == PRIORITY:
                                tok[k + T_RANK] = t.route_priority[r * classes + cls[case]]
                            elif ops[pp + X_ORDER] != FIFO:
                                tok[k + T_RANK] = rank_of(t, w, rows, ops[pp + X_ORDER], left, s, r, row, got, cls[case], m)
                            if m is not None:
                                tok[k + T_RANK] = urged(s, ops[pp + X_ORDER], tok[k + T_RANK], m)
                                n_heap = patient(t, f, w, k, s, r, case, place, now, n_heap, m)
                            limit = ops[pp + X_E]
                            if limit >= 0:
                                due = limit_due(t.lim[limit * L_WIDE + L_KIND], t.lim[limit * L_WIDE + L_UNITS], now, 0, t.origin[0], t.closed_before_day,
                                                t.wd_closes, t.day_due)
                                if due < end:
                                    n_heap = heap_push(h_time, h_order, h_token, n_heap, due, (ALARM << 40) + case * 64, s << shift)
                        elif tok[k + T_SPELLS] >= MOST_SPELLS:
                            control[C_TOO_OFTEN] = 1
                        if dsk[dd + D_UNLIMITED]:
                            h = dsk[dd + D_HOURS]
                            x = hours_row(h_close, dsk[dd + D_ROW], t.hrs[2 * h] + t.hrs[2 * h + 1], now)
                            dsk[dd + D_ROW] = x
                            left = tok[k + T_LEFT]
                            if m is not None:
                                hurry(t, w, rows, k, s, r, row, got, now, m)
                                left = (tok[k + T_LEFT] * 1000 + paced(m, m.desk_pace[d], 1000, now) - 1) // paced(m, m.desk_pace[d], 1000, now)
                            due = hours_add(h_open, h_close, x, t.hrs[2 * h] + t.hrs[2 * h + 1], now, left)
                            tok[k + T_STATE] = IN_HAND
                            tok[k + T_OFFICER] = MOOTED
                            tok[k + T_UNTIL] = due
                            tok[k + T_BEGAN] = now
                            slots[at + S_SPELLS] += 1
                            if due < end:
                                n_heap = heap_push(h_time, h_order, h_token, n_heap, due, (AT_ONCE << 40) + tok[k + T_ORDER], k)
                            break
                        if m is not None:
                            if m.desk_capacity_n[d] > 0 and tok[k + T_SPELLS] == 0:
                                tok[k + T_STATE] = AT_DOOR
                                line_join(m.door, tok, 2 * d, k)
                                if dsk[dd + D_STIRRED] == 0:
                                    dsk[dd + D_STIRRED] = 1
                                    dirty[n_dirty] = d
                                    n_dirty += 1
                                break
                        if m is None:
                            if alone and dsk[dd + D_HEAD] < 0 and dsk[dd + D_FREE] != 0 and (n_heap == 0 or h_time[0] != now):
                                # nobody else wants the first listed officer who is there: he takes the file at once
                                key = take_at_home(due_of, off, dsk, tok, slots, officer_desk, pst, dd, k, 0, shift, now, end)
                                if key >= 0:
                                    root = key if key < root else root
                                    break
                        tok[k + T_STATE] = IN_LINE
                        line_join(dsk, tok, dd, k)
                        stirs = dsk[dd + D_STIRRED] == 0
                        if m is None:
                            # who comes free later will stir the desk himself
                            stirs = stirs and (dsk[dd + D_FREE] if now < dsk[dd + D_HELP] else dsk[dd + D_IDLE] + dsk[dd + D_ROSTER_N]) > 0
                        if m is not None:
                            line_moves(d, 1, now, m)
                        if stirs:
                            dsk[dd + D_STIRRED] = 1
                            dirty[n_dirty] = d
                            n_dirty += 1
                        if dsk[dd + D_CLOSING] == TURN_AWAY:
                            h = dsk[dd + D_HOURS]
                            x = hours_row(h_close, dsk[dd + D_ROW], t.hrs[2 * h] + t.hrs[2 * h + 1], now)
                            dsk[dd + D_ROW] = x
                            due = day_closing_row(h_open, h_close, t.hrs[2 * h], x, t.hrs[2 * h] + t.hrs[2 * h + 1], now)
                            if due < end:
                                n_heap = heap_push(h_time, h_order, h_token, n_heap, due, (DOORS << 40) + d, d)
                        break
                    elif v == CLOCK:
                        what = ops[pp + X_A]
                        if what == ACCEPT:
                            if rows[row + R_CLOCK] < 0:
                                rows[row + R_ACCEPTED] = now - got
                                rows[row + R_CLOCK] = now - got
                                slots[at + S_ANSWER_FROM] = -1
                                if rows[row + R_ASKED] < 0:
                                    rows[row + R_ASKED] = now - got
                            if rts[r * Q_WIDE + Q_ACTS]:
                                n_heap = watch(t, w, rows, s, r, row, got, now, n_heap, m)
                        elif what == DECIDE:
                            if m is not None:
                                judge(t, f, w, rows, s, r, row, got, now, m)
                            if rows[row + R_DECIDED] < 0:
                                if slots[at + S_PAUSES] + slots[at + S_LAWFUL] + slots[at + S_APPLICANT] > 0:
                                    settle_clocks(t, w, rows, s, r, row, got, now, m)
                                rows[row + R_DECIDED] = now - got
                        elif what == DELIVER:
                            rows[row + R_DELIVERED] = now - got
                        else:
                            if m is not None:
                                note_pause(t, k, pp, m)
                            x = ops[pp + X_B]
                            if m is not None:
                                x = 1
                            if x == 0 and (what == PAUSE or what == RESUME):
                                tick(w, rows, s, row, now, m)       # the office's clock runs on, and so does every alarm
                                slots[at + S_APPLICANT] += ops[pp + X_C] & 1 if what == PAUSE else -(ops[pp + X_C] & 1)
                            else:
                                n_heap = change_clock(t, w, rows, place, s, r, row, got, now, n_heap, m)
                        place += 1
                    elif v == GOTO:
                        place = ops[pp + X_A]
                    elif v == FORK:
                        first = ops[pp + X_A]
                        joins[s * forks + ops[pp + X_D]] = ops[pp + X_B]
                        tok[k + T_STATE] = FORKED
                        if m is not None:
                            forked(t, w, s, pp, m)
                        tok[k + T_PLACE] = place
                        for x in range(first, first + ops[pp + X_B]):
                            q = (s << shift) + brn[x * B_WIDE + B_ID] * T_WIDE
                            tok[q + T_WAITS] = brn[x * B_WIDE + B_AFTER]
                            if brn[x * B_WIDE + B_AFTER] == 0:
                                tok[q + T_PLACE] = brn[x * B_WIDE + B_START]
                                tok[q + T_LEFT] = 0
                                for j in range(n_ready, group, -1):
                                    ready[j] = ready[j - 1]
                                ready[group] = q
                                group += 1
                                n_ready += 1
                        break
                    elif v == JOIN:
                        x = t.route_branch_row[r * branches + ((k - (s << shift)) >> T_BITS)]
                        tok[k + T_STATE] = NOWHERE
                        if m is not None:
                            n_heap = branch_ended(t, w, s, k, pp, now, n_heap, m)
                        first = brn[x * B_WIDE + B_THEN_AT] if ops[pp + X_RARE] else 0
                        for j in range(first, first + (brn[x * B_WIDE + B_THEN_N] if ops[pp + X_RARE] else 0)):
                            q = (s << shift) + brn[t.branch_then[j] * B_WIDE + B_ID] * T_WIDE
                            tok[q + T_WAITS] -= 1
                            if m is not None:
                                if stopped(t, w, s, pp, m):
                                    continue
                            if tok[q + T_WAITS] == 0:
                                tok[q + T_PLACE] = brn[t.branch_then[j] * B_WIDE + B_START]
                                tok[q + T_LEFT] = 0
                                for x in range(n_ready, group, -1):
                                    ready[x] = ready[x - 1]
                                ready[group] = q
                                group += 1
                                n_ready += 1
                        x = s * forks + ops[pp + X_D]
                        joins[x] -= 1
                        if joins[x] > 0:
                            break
                        b = ops[pp + X_E]
                        k = (s << shift) + b * T_WIDE
                        tok[k + T_STATE] = NOWHERE
                        if rows[row + R_OUTCOME] == 0:
                            place = ops[pp + X_F]
                        elif b == 0:
                            place = rts[r * Q_WIDE + Q_END]
                        else:
                            place = brn[t.route_branch_row[r * branches + b] * B_WIDE + B_JOIN]
                        if m is not None:
                            refused(w, s, k, ops[pp + X_D], m)
                            if m.hand[(k >> T_BITS) * H_FIELDS + H_LAST]:
                                control[C_HEAP] = n_heap
                                place = begins_nothing(t, w, rows, s, r, case, got, k, now, m)
                                n_heap = control[C_HEAP]
                    elif v == END:
                        b = (k - (s << shift)) >> T_BITS
                        if b != 0:
                            if m is not None:
                                m.hand[(k >> T_BITS) * H_FIELDS + H_REFUSED] = 1
                            if ops[pp + X_A] > rows[row + R_OUTCOME]:
                                rows[row + R_OUTCOME] = ops[pp + X_A]
                            place = brn[t.route_branch_row[r * branches + b] * B_WIDE + B_JOIN]
                            continue
                        if rows[row + R_OUTCOME] == 0 and ops[pp + X_A] >= 0:
                            rows[row + R_OUTCOME] = ops[pp + X_A]
                            if m is not None:
                                if ops[pp + X_A] == APPROVED:
                                    rows[row + R_OUTCOME] = judge(t, f, w, rows, s, r, row, got, now, m)
                        rows[row + R_SPELLS] = slots[at + S_SPELLS]
                        rows[row + R_LEFT_HALL] = slots[at + S_LEFT]
                        if slots[at + S_PAUSES] + slots[at + S_LAWFUL] + slots[at + S_APPLICANT] > 0:
                            settle_clocks(t, w, rows, s, r, row, got, now, m)
                        close_row(rows, row, now - got)
                        if m is not None:
                            control[C_HEAP] = n_heap
                            x = discover(t, f, w, rows, s, r, row, now, m)
                            if x >= 0:
                                came_to_light(w, case, x, m.traits[case * K_WIDE + K_DISCOVERED], m)
                            closed(t, f, w, case, now, m)
                            n_heap = control[C_HEAP]
                        if window_from <= got < window_to:
                            n_open -= 1
                        slots[at + S_CASE] = -1
                        if m is None:
                            if slots[at + S_ALARM] >= 0:
                                alarm_off(control, slots, s)
                        tok[k + T_STATE] = NOWHERE
                        free[n_free] = s
                        n_free += 1
                        break
                    elif ops[pp + X_A] < 0:
                        x = cls[case]       # CHOOSE by class, unless a later word says otherwise
                        if m is not None:
                            if v == WAIT:
                                due = share_at(t, w, rows, s, r, row, got, ops[pp + X_D], ops[pp + X_E], m)
                                place += 1
                                if due <= now:
                                    continue
                                tok[k + T_STATE] = WAITING
                                tok[k + T_UNTIL] = due
                                tok[k + T_PLACE] = place
                                if due < end:
                                    n_heap = heap_push(h_time, h_order, h_token, n_heap, due, (RETURNED << 40) + tok[k + T_ORDER], k)
                                break
                            if ops[pp + X_A] == BY_CHANNEL:
                                x = m.traits[case * K_WIDE + K_CHANNEL]
                            elif ops[pp + X_A] == BY_PARENT:
                                x = at_parent(case, ops[pp + X_C] - 1, m)
                        place = t.target[ops[pp + X_B] + x]
                    else:
                        # the verbs that draw
                        if m is not None:
                            if v == SPAWN:
                                control[C_HEAP] = n_heap
                                control[C_DIRTY] = n_dirty
                                place = give_rise(t, f, w, rows, k, s, r, case, got, place, now, m)
                                n_heap = control[C_HEAP]
                                n_dirty = control[C_DIRTY]
                                if place < 0:
                                    break
                                continue
                        if m is not None:
                            if v == GATE:
                                put_before(t, w, k, place, now, m)
                                break
                        stream = ops[pp + X_A]
                        fresh = v != RETURN or ops[pp + X_E] == BY_CHANCE or defects[s * counters + ops[pp + X_D]] < 0
                        value = drawn[draws + stream]
                        if fresh and rts[r * Q_WIDE + Q_LOOPS]:
                            used = rounds[s * streams + stream]
                            rounds[s * streams + stream] = used + 1
                            if used > 0:
                                value = draw_again(t, f, r, case, stream, used, m)
                        if m is not None:
                            if m.response[place] > 0 and (v != RETURN or ops[pp + X_E] == BY_CHANCE):
                                x = rounds[s * streams + stream] - 1 if rts[r * Q_WIDE + Q_LOOPS] else 0
                                value = weighed(t, f, w, rows, s, r, row, got, now, place, x, m)
                        if v == RETURN:
                            counter = s * counters + ops[pp + X_D]
                            if ops[pp + X_E] != BY_CHANCE:
                                if fresh:
                                    defects[counter] = value
                                stream += 1
                                used = rounds[s * streams + stream]
                                rounds[s * streams + stream] = used + 1
                                left = defects[counter]
                                value = 0
                                if left > 0:
                                    hashed = first_hash(f.base[rts[r * Q_WIDE + Q_STREAM_AT] + stream], f.key[case])
                                    for _ in range(used):
                                        hashed = next_hash(hashed)
                                    law = ops[pp + X_F] + left
                                    value = law_value(t.law_kind[law], t.law_at[law], uniform(hashed), t.law_par)
                                    if ops[pp + X_E] == DEFECTS_ALL:
                                        defects[counter] = left - value
                                    elif value > 0:
                                        defects[counter] = left - 1
                            if value == 0 or (ops[pp + X_C] >= 0 and backs[counter] >= ops[pp + X_C]):
                                place = ops[pp + X_B]
                            else:
                                backs[counter] += 1
                                rows[row + R_RETURNS] += 1
                                rows[row + R_TRIPS] += ops[pp + X_TRIPS]
                                if rows[row + R_CLOCK] < 0:
                                    if rows[row + R_ASKED] < 0:
                                        rows[row + R_ASKED] = now - got
                                    slots[at + S_ANSWER_FROM] = -1
                                place += 1
                        elif v == WAIT:
                            place += 1
                            if value == 0:
                                continue
                            due = now + value
                            if ops[(place - 1) * X_WIDE + X_B]:
                                x = hours_row(h_close, w.w_row[0], t.hrs[0] + t.hrs[1], now)
                                w.w_row[0] = x
                                due = hours_add(h_open, h_close, x, t.hrs[0] + t.hrs[1], now, value)
                            tok[k + T_STATE] = WAITING
                            tok[k + T_UNTIL] = due
                            tok[k + T_PLACE] = place
                            if m is not None:
                                m.fil[(k >> T_BITS) * F_FIELDS + F_LOST] = ops[pp + X_F]
                            if due < end:
                                n_heap = heap_push(h_time, h_order, h_token, n_heap, due, (RETURNED << 40) + tok[k + T_ORDER], k)
                            break
                        elif v == CHOOSE:
                            place = t.target[ops[pp + X_B] + value]
                        elif value > 0:
                            place += 1      # REFUSE: refused
                        else:
                            place = ops[pp + X_B]
            if phase == 3:
                break
            if n_heap > 0 and h_time[0] == now:
                if phase < 2 or h_order[0] >> 40 > MEETS:
                    phase += 1
            elif phase == 0 and coming > arrived:
                phase = 1
            else:
                break

        if m is None:
            if n_dirty == 0:
                continue
            if n_dirty == 1:
                # one line, and somebody at home has come free: mostly he takes the head, and that is all
                dd = dirty[0] * D_WIDE
                k = dsk[dd + D_HEAD]
                if k >= 0 and dsk[dd + D_FREE] != 0:
                    key = take_at_home(due_of, off, dsk, tok, slots, officer_desk, pst, dd, k, 1, shift, now, end)
                    if key >= 0:
                        root = key if key < root else root
                        if dsk[dd + D_HEAD] < 0 or (dsk[dd + D_FREE] if now < dsk[dd + D_HELP] else dsk[dd + D_IDLE]) == 0:
                            dsk[dd + D_STIRRED] = 0
                            continue

        # officers take up files: by rank, by desk, by the order of the line, by the order of the list
        for i in range(1, n_dirty):
            d = dirty[i]
            j = i
            while j > 0 and dirty[j - 1] > d:
                dirty[j] = dirty[j - 1]
                j -= 1
            dirty[j] = d
        if m is not None:
            control[C_LOG] = n_log
            control[C_HEAP] = n_heap
            control[C_READY] = 0
            admit_all(t, f, w, rows, log, n_dirty, now, m)
            in_order_now(f, log, control[C_LOG], now)
            n_log = control[C_LOG]
            n_heap = control[C_HEAP]
            root = smallest(due_of)
        waiting = n_dirty       # lines for which somebody is free
        for rank in range(ranks):
            if m is None:
                if waiting == 0:
                    break
                waiting = 0
            for i in range(n_dirty):
                d = dirty[i]
                dd = d * D_WIDE
                k = dsk[dd + D_HEAD]
                if k < 0 or dsk[dd + D_IDLE] == 0:
                    waiting += dsk[dd + D_ROSTER_N]
                    continue
                if m is not None:
                    if m.joint[d] > 0:
                        assign(t, f, w, rows, d, rank, now, m)
                        root = smallest(due_of)
                        continue
                first = dsk[dd + D_POST_AT]
                last = first + dsk[dd + D_POST_N]
                post = first
                bits = dsk[dd + D_FREE] if rank == 0 else 0      # who is free, where all are at home
                while k >= 0 and dsk[dd + D_IDLE] > 0:
                    if dsk[dd + D_ROSTER_N] > 0:
                        # how many windows are open now
                        x = dsk[dd + D_ROSTER]
                        while x < dsk[dd + D_ROSTER_AT] + dsk[dd + D_ROSTER_N] and t.roster_from[x] <= now:
                            x += 1
                        dsk[dd + D_ROSTER] = x
                        windows = t.roster_open[x - 1] if x > dsk[dd + D_ROSTER_AT] else dsk[dd + D_POST_N]
                        if dsk[dd + D_BUSY] >= windows:
                            break
                    taken = -1
                    plain = 0
                    if m is None:
                        if dsk[dd + D_HOMES]:
                            if rank == 0:
                                post = last
                            while bits != 0:
                                x = first + first_bit(bits)
                                bits &= bits - 1
                                o = pst[x * P_WIDE + P_OFFICER]
                                oo = o * O_WIDE
                                if off[oo + O_UNTIL] <= now:
                                    presence(t, f, w, o, now)
                                if off[oo + O_FROM] <= now:
                                    taken = x
                                    plain = 1
                                    break
                    while post < last:
                        o = pst[post * P_WIDE + P_OFFICER]
                        oo = o * O_WIDE
                        if m is not None:
                            if m.line_n[d] < m.post_when_line[post]:
                                post += 1
                                continue
                        if off[oo + O_TOKEN] == FREE and pst[post * P_WIDE + P_RANK] == rank:
                            if pst[post * P_WIDE + P_ALWAYS] and off[oo + O_FROM] <= now and now < off[oo + O_UNTIL]:
                                taken = post
                                plain = 1
                                break
                            if able(t, f, w, post, o, d, k, now, m):
                                taken = post
                                break
                        post += 1
                    if taken < 0:
                        if dsk[dd + D_CLOSING] != SERVE_OUT:
                            break
                        k = tok[k + T_AFTER]
                        post = first
                        continue
                    # a spell begins
                    following = tok[k + T_AFTER]
                    line_leave(dsk, tok, dd, k)
                    if m is not None:
                        line_moves(d, -1, now, m)
                        s = k >> shift
                        at = s * S_FIELDS
                        hurry(t, w, rows, k, s, slots[at + S_ROUTE], slots[at + S_CASE] * R_FIELDS, slots[at + S_GOT], now, m)
                    left = tok[k + T_LEFT]
                    need = left
                    if pst[taken * P_WIDE + P_SPEED] != 1000:
                        need = (need * 1000 + pst[taken * P_WIDE + P_SPEED] - 1) // pst[taken * P_WIDE + P_SPEED]
                    if m is not None:
                        x = paced(m, m.post_pace[taken], pst[taken * P_WIDE + P_SPEED], now)
                        off[oo + O_SPEED] = x
                        need = (left * 1000 + x - 1) // x
                    due = now + need
                    if plain and due <= off[oo + O_UNTIL]:
                        off[oo + O_HOW] = DONE
                        off[oo + O_CIVIL] = 1
                    else:
                        due = spell_end(t, f, w, taken, o, d, now, need, m)
                    key = take_up(due_of, off, dsk, tok, slots, officer_desk, taken, o, dd, k, shift, left, now, due, end)
                    if key < root:
                        root = key
                    k = following
                    post = first if dsk[dd + D_CLOSING] == SERVE_OUT else taken + 1
                if dsk[dd + D_HEAD] >= 0:
                    waiting += dsk[dd + D_FREE] if now < dsk[dd + D_HELP] else dsk[dd + D_IDLE] + dsk[dd + D_ROSTER_N]
        if m is not None:
            if m.preempting[0]:
                n_log = all_make_way(t, f, w, rows, log, n_dirty, n_log, n_heap, now, m)
                n_heap = control[C_HEAP]
                root = smallest(due_of)
        # who will be able to serve a line that is left?
        for i in range(n_dirty):
            d = dirty[i]
            dd = d * D_WIDE
            dsk[dd + D_STIRRED] = 0
            if m is None:
                if waiting == 0:
                    continue
            wakes = dsk[dd + D_HEAD] >= 0 and (dsk[dd + D_IDLE] > 0 or dsk[dd + D_ROSTER_N] > 0)
            if m is not None:
                wakes = wakes or (m.preempting[0] > 0 and dsk[dd + D_HEAD] >= 0)
            if m is None:
                if dsk[dd + D_HOMES]:
                    if dsk[dd + D_HELP] <= now:
                        when = help_next(f, w, d, now)
                        dsk[dd + D_HELP] = when
                        if now < when < end:
                            n_heap = heap_push(h_time, h_order, h_token, n_heap, when, (WAKE_UP << 40) + d, d)
                    if now < dsk[dd + D_HELP]:
                        wakes = wakes and dsk[dd + D_FREE] > 0      # for help he is woken already
            if wakes:
                when = wake_next(t, f, w, d, now, m)
                if when < end and not now < dsk[dd + D_WAKE] <= when:
                    dsk[dd + D_WAKE] = when
                    n_heap = heap_push(h_time, h_order, h_token, n_heap, when, (WAKE_UP << 40) + d, d)

    control[C_SECOND] = last_second
    control[C_ARRIVED] = arrived
    control[C_LOG] = n_log
    control[C_HEAP] = n_heap
    control[C_FREE] = n_free
    control[C_OPEN] = n_open
    return result


def walk_words(t, f, w, rows, log, m):
    """Walk an office with later words: the same walk, translated and kept apart from the one without them."""
    return walk(t, f, w, rows, log, m)
