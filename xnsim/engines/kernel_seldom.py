"""What happens seldom in the fast walk: limits that run out, doors that close, clocks, diaries.

Plain functions on the tables of the walk (``t`` tape, ``f`` fate, ``w`` work tables,
``rows`` cases, ``log`` spells). Kept out of the hot loop so that it stays small.
"""

from __future__ import annotations

from xnsim.draws import first_hash, next_hash, uniform
from xnsim.engines.kernel_parts import (
    ALARM, AT_GATE, B_JOIN, B_WIDE, C_BRANCHES, C_CLASSES, C_END, C_HEAP, C_LOG, C_READY, C_SHIFT, DOORS, D_BUSY, D_CLOSING,
    D_HEAD, D_HOURS, D_IDLE, D_OVERTIME, D_POST_AT, D_POST_N, D_ROSTER, D_ROSTER_AT, D_ROSTER_N, D_WIDE, FREE, IN_HAND, IN_LINE,
    K_EXTRANEOUS, K_EXTRANEOUS_S, K_PROMISED, K_SPENT, K_UNITS, K_WIDE, L_BIT, L_CLOCK, L_FINISH, L_KIND, L_OUTCOME, L_STATUTORY,
    L_TO, L_UNITS, L_WIDE, MOOTED, NOWHERE, O_AWAY, O_BEGIN, O_CIVIL, O_DESK, O_DESK_AT, O_DESK_N, O_FROM, O_HOURS, O_HOW, O_PACK,
    O_PLACE, O_POST, O_ROW, O_SPEED, O_TOKEN, O_UNTIL, O_WIDE, P_ALWAYS, P_CUT, P_OFFICER, P_SPEED, P_WIDE, P_WINDOW, Q_ACTS,
    Q_APPROVAL, Q_ASK, Q_ASK_BEFORE, Q_END, Q_EXTENSION, Q_LIMIT_AT, Q_LIMIT_N, Q_PROMISED, Q_STATUTORY, Q_STREAM_AT, Q_WIDE,
    R_ACCEPTED, R_APPLICANT_S, R_ASKED, R_CLOCK, R_DECIDED, R_DEEMED, R_EXTENDED, R_FIELDS, R_LAWFUL_PROMISED, R_LAWFUL_S, R_LEFT_HALL,
    R_LOST_OPEN, R_LOST_PROMISED, R_LOST_S, R_LOST_STATUTORY, R_OUTCOME, R_PAUSED_S, R_RESETS, R_SPELLS, S_ANSWER_FROM, S_APPLICANT, S_CASE,
    S_FIELDS, S_GRANT, S_LAWFUL, S_LAWFUL_FROM, S_LEFT, S_MARK, S_MAY_EXTEND, S_PAUSED_FROM, S_PAUSES, S_SPELLS, T_BEGAN, T_LEFT, T_OFFICER,
    T_ORDER, T_PLACE, T_QUEUED, T_ROUND, T_STATE, T_WIDE, X_A, X_B, X_C, X_E, X_WIDE, heap_pop, heap_push, hours_add,
    hours_between, hours_row, limit_due, line_leave, open_before, D_FREE, O_BIT, O_HOME, P_RANK,
    alarm_set,
)
from xnsim.engines.kernel_batch import Y_FIELDS, Y_LEAD, take_from_bag
from xnsim.engines.kernel_bells import AT_DOOR, bells_watch
from xnsim.engines.kernel_hands import forget
from xnsim.engines.kernel_log import in_order, in_place, stir, write_spell
from xnsim.engines.kernel_promise import backlog, line_moves, paced, promised_kind, promised_units
from xnsim.inverses import law_value
from xnsim.tape import (
    ACCEPTANCE, ASK_AGAIN, CUT, DONE, FINISH, LET_GO, PAUSE, PRIORITY, RESET, RESUME, SERVE_OUT, SET_LIMIT, SHORTEST, TURN_AWAY,
    TURNED_AWAY,
)
from xnsim.worktime import FAR, clock_units


def draw_again(t, f, r, case, stream, used, m):
    """Draw a later round of a stream: its luck has a name, so it is found, not remembered."""
    row = t.rts[r * Q_WIDE + Q_STREAM_AT] + stream
    hashed = first_hash(f.base[row], f.key[case])
    for _ in range(used):
        hashed = next_hash(hashed)
    law = t.stream_law[row]
    return law_value(t.law_kind[law], t.law_at[law], uniform(hashed), t.law_par)


# clocks ----------------------------------------------------------------------------------------------------------------

def official_due(t, rows, r, row, got, statutory, less, m):
    """Return when the promised or statutory limit (``less`` units before it) ends on the office's clock."""
    table = r * Q_WIDE + (Q_STATUTORY if statutory else Q_PROMISED)
    lost = rows[row + (R_LOST_STATUTORY if statutory else R_LOST_PROMISED)]
    kind, units = t.rts[table], t.rts[table + 1]
    if m is not None:
        if statutory == 0:
            kind, units = promised_kind(t, r, row, m), promised_units(t, r, row, m)
    if kind < 0 or rows[row + R_CLOCK] < 0:
        return FAR
    units = units + t.rts[r * Q_WIDE + Q_EXTENSION] * rows[row + R_EXTENDED] - less
    return limit_due(kind, units, got + rows[row + R_CLOCK], lost, t.origin[0], t.closed_before_day, t.wd_closes, t.day_due)


def lawful_due(t, rows, r, row, got, m):
    """Return when the promised limit ends on the lawful clock."""
    kind = promised_kind(t, r, row, m)
    if kind < 0 or rows[row + R_CLOCK] < 0:
        return FAR
    units = promised_units(t, r, row, m) + t.rts[r * Q_WIDE + Q_EXTENSION] * rows[row + R_EXTENDED]
    return limit_due(kind, units, got + rows[row + R_ACCEPTED], rows[row + R_LAWFUL_PROMISED], t.origin[0],
                     t.closed_before_day, t.wd_closes, t.day_due)


def tick(w, rows, s, row, now, m):
    """Book the time since the last change: the applicant's, a lawful pause, or the office's."""
    slots, at = w.slots, s * S_FIELDS
    mark = slots[at + S_MARK]
    if slots[at + S_APPLICANT] > 0:
        rows[row + R_APPLICANT_S] += now - mark
    elif slots[at + S_LAWFUL] > 0 and rows[row + R_CLOCK] >= 0 and rows[row + R_DECIDED] < 0:
        rows[row + R_PAUSED_S] += now - mark
    else:
        if m is not None:
            if m.traits[row // R_FIELDS * K_WIDE + K_EXTRANEOUS] > 0:
                m.traits[row // R_FIELDS * K_WIDE + K_EXTRANEOUS_S] += now - mark
    slots[at + S_MARK] = now


def count_pause(t, rows, r, row, got, begin, now, m):
    """A pause of the office's clock is over: what it took from each limit that was not yet over."""
    start = got + rows[row + R_CLOCK]
    promised = begin < official_due(t, rows, r, row, got, 0, 0, m)
    statutory = begin < official_due(t, rows, r, row, got, 1, 0, m)
    kind = promised_kind(t, r, row, m)
    if promised and kind >= 0:
        rows[row + R_LOST_PROMISED] += clock_units(kind, begin, now, start, t.closed_before_day, t.day_close)
    if statutory and t.rts[r * Q_WIDE + Q_STATUTORY] >= 0:
        rows[row + R_LOST_STATUTORY] += clock_units(t.rts[r * Q_WIDE + Q_STATUTORY], begin, now, start, t.closed_before_day, t.day_close)
    first = begin if begin > start else start
    if now > first:
        rows[row + R_LOST_S] += now - first
        rows[row + R_LOST_OPEN] += (open_before(t.hours_open, t.hours_close, t.hours_before, t.hrs[2 * 0 + 1], now)
                                    - open_before(t.hours_open, t.hours_close, t.hours_before, t.hrs[2 * 0 + 1], first))


def count_lawful(t, rows, r, row, got, begin, now, m):
    """A lawful pause is over: what it took from the promised limit on the lawful clock."""
    start = got + rows[row + R_ACCEPTED]
    kind = promised_kind(t, r, row, m)
    if kind >= 0 and begin < lawful_due(t, rows, r, row, got, m):
        rows[row + R_LAWFUL_PROMISED] += clock_units(kind, begin, now, start, t.closed_before_day, t.day_close)
    first = begin if begin > start else start
    if now > first:
        rows[row + R_LAWFUL_S] += now - first


def settle_clocks(t, w, rows, s, r, row, got, now, m):
    """Book the time until now, and count the pauses that are still open as if they ended now."""
    tick(w, rows, s, row, now, m)
    slots, at = w.slots, s * S_FIELDS
    if rows[row + R_CLOCK] < 0 or rows[row + R_DECIDED] >= 0:
        return
    if slots[at + S_PAUSES] > 0:
        count_pause(t, rows, r, row, got, slots[at + S_PAUSED_FROM], now, m)
        slots[at + S_PAUSED_FROM] = now
    if slots[at + S_LAWFUL] > 0:
        count_lawful(t, rows, r, row, got, slots[at + S_LAWFUL_FROM], now, m)
        slots[at + S_LAWFUL_FROM] = now


def close_open(t, f, w, rows, last, m):
    """Book the pauses and waits of the cases still open as of the last second."""
    slots = w.slots
    for s in range(len(slots) // S_FIELDS):
        at = s * S_FIELDS
        case = slots[at + S_CASE]
        if case >= 0:
            row = case * R_FIELDS
            rows[row + R_SPELLS] = slots[at + S_SPELLS]
            rows[row + R_LEFT_HALL] = slots[at + S_LEFT]
            halted = slots[at + S_PAUSES] > 0 or slots[at + S_LAWFUL] > 0 or slots[at + S_APPLICANT] > 0
            if m is not None:
                halted = True
            if halted:
                settle_clocks(t, w, rows, s, f.route[case], row, f.received[case], last, m)


def change_clock(t, w, rows, place, s, r, row, got, now, n_heap, m):
    """Pause, resume or reset the office's clock, or ask the applicant again; returns the size of the heap."""
    slots, at = w.slots, s * S_FIELDS
    what, lawful = t.ops[place * X_WIDE + X_A], t.ops[place * X_WIDE + X_B]
    if what == PAUSE:
        tick(w, rows, s, row, now, m)
        slots[at + S_APPLICANT] += t.ops[place * X_WIDE + X_C] & 1
        if m is not None:
            m.traits[row // R_FIELDS * K_WIDE + K_EXTRANEOUS] += t.ops[place * X_WIDE + X_C] >> 1
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
        resume(t, w, rows, s, r, row, got, lawful, t.ops[place * X_WIDE + X_C], now, m)
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
    elif what == SET_LIMIT and rows[row + R_DECIDED] < 0:
        if m is not None:
            m.traits[row // R_FIELDS * K_WIDE + K_PROMISED] = lawful     # here: kind and units
            m.traits[row // R_FIELDS * K_WIDE + K_UNITS] = t.ops[place * X_WIDE + X_C] + backlog(t, place * X_WIDE, now, m)
    if t.rts[r * Q_WIDE + Q_ACTS]:
        n_heap = watch(t, w, rows, s, r, row, got, now, n_heap, m)
    return n_heap


def resume(t, w, rows, s, r, row, got, lawful, who, now, m):
    """A wait ends; the clocks go on when no other wait holds them."""
    slots, at = w.slots, s * S_FIELDS
    running = rows[row + R_CLOCK] >= 0 and rows[row + R_DECIDED] < 0
    tick(w, rows, s, row, now, m)
    slots[at + S_APPLICANT] -= who & 1
    if m is not None:
        m.traits[row // R_FIELDS * K_WIDE + K_EXTRANEOUS] -= who >> 1
    if lawful > 0 and slots[at + S_PAUSES] > 0:
        slots[at + S_PAUSES] -= 1
        if slots[at + S_PAUSES] == 0 and running:
            count_pause(t, rows, r, row, got, slots[at + S_PAUSED_FROM], now, m)
    if lawful == 1 and slots[at + S_LAWFUL] > 0:
        slots[at + S_LAWFUL] -= 1
        if slots[at + S_LAWFUL] == 0 and running:
            count_lawful(t, rows, r, row, got, slots[at + S_LAWFUL_FROM], now, m)


def acting_due(t, w, rows, s, r, row, got, limit, m):
    """Return when a limit that acts runs out; a clock that stands still has no such moment."""
    at = s * S_FIELDS
    if t.lim[limit * L_WIDE + L_CLOCK] == ACCEPTANCE:
        if rows[row + R_CLOCK] >= 0 or w.slots[at + S_ANSWER_FROM] < 0:
            return FAR
        return limit_due(t.lim[limit * L_WIDE + L_KIND], t.lim[limit * L_WIDE + L_UNITS], w.slots[at + S_ANSWER_FROM], 0, t.origin[0], t.closed_before_day,
                         t.wd_closes, t.day_due)
    if rows[row + R_CLOCK] < 0 or rows[row + R_DECIDED] >= 0 or w.slots[at + S_PAUSES] > 0:
        return FAR
    return official_due(t, rows, r, row, got, t.lim[limit * L_WIDE + L_STATUTORY], 0, m)


def watch(t, w, rows, s, r, row, got, now, n_heap, m):
    """Set an alarm for every limit of the case that acts, and for asking for an extension."""
    order, root, end = (ALARM << 40) + w.slots[s * S_FIELDS + S_CASE] * 64, s << w.control[C_SHIFT], w.control[C_END]
    for i in range(t.rts[r * Q_WIDE + Q_LIMIT_AT], t.rts[r * Q_WIDE + Q_LIMIT_AT] + t.rts[r * Q_WIDE + Q_LIMIT_N]):
        due = acting_due(t, w, rows, s, r, row, got, i, m)
        if m is None:
            if now < due < end and alarm_set(w.control, w.slots, s, due):
                continue
        if due < end:
            n_heap = heap_push(w.h_time, w.h_order, w.h_token, n_heap, due if due > now else now, order, root)
    if w.slots[s * S_FIELDS + S_MAY_EXTEND] and w.slots[s * S_FIELDS + S_PAUSES] == 0 and rows[row + R_DECIDED] < 0:
        due = official_due(t, rows, r, row, got, 1 if promised_kind(t, r, row, m) < 0 else 0, t.rts[r * Q_WIDE + Q_ASK_BEFORE], m)
        if due < end:
            n_heap = heap_push(w.h_time, w.h_order, w.h_token, n_heap, due if due > now else now, order, root)
    if m is not None:
        n_heap = bells_watch(t, w, rows, s, r, row, got, now, n_heap, m)
    return n_heap


def rank_of(t, w, rows, order, left, s, r, row, got, cls, m):
    """Return a file's place in a line that is not first come, first served."""
    if order == PRIORITY:
        return t.route_priority[r * w.control[C_CLASSES] + cls]
    if order == SHORTEST:
        return left
    if rows[row + R_CLOCK] < 0 or rows[row + R_DECIDED] >= 0 or w.slots[s * S_FIELDS + S_PAUSES] > 0:
        return FAR
    return official_due(t, rows, r, row, got, 1 if promised_kind(t, r, row, m) < 0 else 0, 0, m)


# limits that run out, doors that close -----------------------------------------------------------------------------------

def go_on(w, k, place):
    """Let a token walk on from a place."""
    w.tok[k + T_PLACE] = place
    w.ready[w.control[C_READY]] = k
    w.control[C_READY] += 1


def withdraw(t, f, w, log, k, case, finish, now, m):
    """The file leaves where it lies: the line, or the officer's hands (who may finish for nothing)."""
    state = w.tok[k + T_STATE]
    got = f.received[case]
    if m is not None:
        if state == AT_DOOR:
            line_leave(m.door, w.tok, 2 * t.ops[w.tok[k + T_PLACE] * X_WIDE + X_A], k)
        elif state == AT_GATE:
            line_leave(m.before, w.tok, 2 * t.ops[w.tok[k + T_PLACE] * X_WIDE + X_A], k)
    if state == IN_LINE:
        line_leave(w.dsk, w.tok, t.ops[w.tok[k + T_PLACE] * X_WIDE + X_A] * D_WIDE, k)
        if m is not None:
            line_moves(t.ops[w.tok[k + T_PLACE] * X_WIDE + X_A], -1, now, m)
    elif state == IN_HAND and w.tok[k + T_OFFICER] >= 0:
        o = w.tok[k + T_OFFICER]
        alone = True
        if m is not None:
            if m.crew[o * Y_FIELDS + Y_LEAD] >= 0:
                alone = False
                take_from_bag(t, f, w, log, k, o, finish, now, m)
        if alone and finish:
            w.off[o * O_WIDE + O_TOKEN] = MOOTED
        elif alone:
            h = w.off[o * O_WIDE + O_HOURS]
            worked = now - w.off[o * O_WIDE + O_BEGIN]
            if w.off[o * O_WIDE + O_CIVIL] == 0:
                worked = hours_between(t.hours_open, t.hours_close, w.off[o * O_WIDE + O_ROW], t.hrs[2 * h] + t.hrs[2 * h + 1], w.off[o * O_WIDE + O_BEGIN], now)
            done = worked * w.pst[(w.off[o * O_WIDE + O_POST]) * P_WIDE + P_SPEED] // 1000
            if m is not None:
                done = worked * w.off[o * O_WIDE + O_SPEED] // 1000
                m.traits[case * K_WIDE + K_SPENT] += done * 1000 // w.off[o * O_WIDE + O_SPEED] * m.review[w.off[o * O_WIDE + O_PLACE]]
            write_spell(w, log, case, w.off[o * O_WIDE + O_BEGIN], now, got, worked, done,
                        w.off[o * O_WIDE + O_PLACE] * 65536 + o + 1, w.off[o * O_WIDE + O_PACK] + LET_GO)
            w.off[o * O_WIDE + O_TOKEN] = FREE
            w.dsk[w.off[o * O_WIDE + O_HOME] + D_FREE] += w.off[o * O_WIDE + O_BIT]
            w.due_of[o] = FAR
            w.dsk[(t.ops[(w.off[o * O_WIDE + O_PLACE]) * X_WIDE + X_A]) * D_WIDE + D_BUSY] -= 1
            for i in range(w.off[o * O_WIDE + O_DESK_AT], w.off[o * O_WIDE + O_DESK_AT] + w.off[o * O_WIDE + O_DESK_N]):
                w.dsk[(t.officer_desk[i]) * D_WIDE + D_IDLE] += 1
                stir(w, t.officer_desk[i])
    elif state == IN_HAND:
        h = w.dsk[(t.ops[w.tok[k + T_PLACE] * X_WIDE + X_A]) * D_WIDE + D_HOURS]
        worked = hours_between(t.hours_open, t.hours_close, t.hrs[2 * h], t.hrs[2 * h] + t.hrs[2 * h + 1], w.tok[k + T_BEGAN], now)
        done = worked
        if m is not None:
            pace = paced(m, m.desk_pace[t.ops[w.tok[k + T_PLACE] * X_WIDE + X_A]], 1000, w.tok[k + T_BEGAN])
            done = worked * pace // 1000
            m.traits[case * K_WIDE + K_SPENT] += done * 1000 // pace * m.review[w.tok[k + T_PLACE]]
        write_spell(w, log, case, w.tok[k + T_BEGAN], now, got, worked, done, w.tok[k + T_PLACE] * 65536,
                    (w.tok[k + T_ORDER] & 63) * 33554432 + w.tok[k + T_ROUND] * 16384 + LET_GO)
    w.tok[k + T_STATE] = NOWHERE
    w.tok[k + T_OFFICER] = FREE
    w.tok[k + T_LEFT] = 0


def leave(t, f, w, rows, log, s, case, to, finish, now, m):
    """Every file of the case leaves where it is; the case itself goes on at ``to``."""
    slots, at, row = w.slots, s * S_FIELDS, case * R_FIELDS
    settle_clocks(t, w, rows, s, f.route[case], row, f.received[case], now, m)
    slots[at + S_PAUSES] = 0
    slots[at + S_LAWFUL] = 0
    slots[at + S_APPLICANT] = 0
    if m is not None:
        m.traits[case * K_WIDE + K_EXTRANEOUS] = 0
        forget(w, s, m)
    root = s << w.control[C_SHIFT]
    for b in range(w.control[C_BRANCHES]):
        if w.tok[root + b * T_WIDE + T_STATE] != NOWHERE:
            withdraw(t, f, w, log, root + b * T_WIDE, case, finish, now, m)
    go_on(w, root, to)


def check(t, f, w, rows, log, s, case, now, m):
    """Something of this case may have run out: a grant, a limit of the case, of a step, the time to ask for more.

    Returns 1 when there is more to look at (``kernel_ring``), 0 when the case has left.
    """
    control, row, r, got = w.control, case * R_FIELDS, f.route[case], f.received[case]
    grant(t, w, rows, s, r, row, got, now, m)
    for i in range(t.rts[r * Q_WIDE + Q_LIMIT_AT], t.rts[r * Q_WIDE + Q_LIMIT_AT] + t.rts[r * Q_WIDE + Q_LIMIT_N]):
        if acting_due(t, w, rows, s, r, row, got, i, m) <= now:
            expire(t, f, w, rows, log, s, case, i, now, m)
            return 0
    root = s << control[C_SHIFT]
    for b in range(control[C_BRANCHES]):
        k = root + b * T_WIDE
        lies = w.tok[k + T_STATE] == IN_LINE or w.tok[k + T_STATE] == IN_HAND
        if m is not None:
            lies = lies or w.tok[k + T_STATE] == AT_DOOR
        if lies:
            limit = t.ops[w.tok[k + T_PLACE] * X_WIDE + X_E]
            if limit >= 0 and limit_due(t.lim[limit * L_WIDE + L_KIND], t.lim[limit * L_WIDE + L_UNITS], w.tok[k + T_QUEUED], 0, t.origin[0], t.closed_before_day,
                                        t.wd_closes, t.day_due) <= now:
                rows[row + R_DEEMED] |= t.lim[limit * L_WIDE + L_BIT]
                withdraw(t, f, w, log, k, case, t.lim[limit * L_WIDE + L_FINISH], now, m)
                if b > 0:
                    go_on(w, k, t.brn[(t.route_branch_row[r * control[C_BRANCHES] + b]) * B_WIDE + B_JOIN])
                else:
                    go_on(w, k, w.tok[k + T_PLACE] + 1)
    ask(t, f, w, rows, s, case, now, m)
    return 1


def grant(t, w, rows, s, r, row, got, now, m):
    """The answer to a wish for more time comes in this second: it is granted unless the limit has ended."""
    slots, at = w.slots, s * S_FIELDS
    by_law = 1 if promised_kind(t, r, row, m) < 0 else 0
    if slots[at + S_GRANT] == now:
        slots[at + S_GRANT] = -1
        if rows[row + R_CLOCK] >= 0 and rows[row + R_DECIDED] < 0 and (
                slots[at + S_PAUSES] > 0 or now < official_due(t, rows, r, row, got, by_law, 0, m)):
            rows[row + R_EXTENDED] = 1
            w.control[C_HEAP] = watch(t, w, rows, s, r, row, got, now, w.control[C_HEAP], m)


def ask(t, f, w, rows, s, case, now, m):
    """It may be time to ask for an extension, before the limit ends."""
    slots, at, row, r, got = w.slots, s * S_FIELDS, case * R_FIELDS, f.route[case], f.received[case]
    by_law = 1 if promised_kind(t, r, row, m) < 0 else 0
    if slots[at + S_MAY_EXTEND] == 0 or slots[at + S_PAUSES] > 0 or rows[row + R_CLOCK] < 0 or rows[row + R_DECIDED] >= 0:
        return
    if now < official_due(t, rows, r, row, got, by_law, t.rts[r * Q_WIDE + Q_ASK_BEFORE], m):
        return
    slots[at + S_MAY_EXTEND] = 0
    if now >= official_due(t, rows, r, row, got, by_law, 0, m) or draw_again(t, f, r, case, t.rts[r * Q_WIDE + Q_ASK], 0, m) == 0:
        return
    length = draw_again(t, f, r, case, t.rts[r * Q_WIDE + Q_APPROVAL], 0, m)
    slots[at + S_GRANT] = now + (length if length > 1 else 1)
    if slots[at + S_GRANT] < w.control[C_END]:
        w.control[C_HEAP] = heap_push(w.h_time, w.h_order, w.h_token, w.control[C_HEAP], slots[at + S_GRANT], (ALARM << 40) + case * 64,
                                      s << w.control[C_SHIFT])


def expire(t, f, w, rows, log, s, case, limit, now, m):
    """A limit of the whole case has run out: all branches leave, the case goes on elsewhere."""
    row, got = case * R_FIELDS, f.received[case]
    as_of = w.slots[s * S_FIELDS + S_ANSWER_FROM]
    rows[row + R_DEEMED] |= t.lim[limit * L_WIDE + L_BIT]
    if t.lim[limit * L_WIDE + L_OUTCOME] >= 0 and rows[row + R_OUTCOME] == 0:
        rows[row + R_OUTCOME] = t.lim[limit * L_WIDE + L_OUTCOME]
    if t.lim[limit * L_WIDE + L_OUTCOME] >= 0 and t.lim[limit * L_WIDE + L_CLOCK] == ACCEPTANCE:
        w.slots[s * S_FIELDS + S_ANSWER_FROM] = -1      # nobody waits for an answer any more
    mark = w.control[C_LOG]
    leave(t, f, w, rows, log, s, case, t.lim[limit * L_WIDE + L_TO], t.lim[limit * L_WIDE + L_FINISH], now, m)
    if m is None:
        in_place(f, log, mark, w.control[C_LOG], now)
    if t.lim[limit * L_WIDE + L_OUTCOME] < 0:
        rows[row + R_ACCEPTED] = as_of - got
        rows[row + R_CLOCK] = as_of - got
        w.slots[s * S_FIELDS + S_ANSWER_FROM] = -1
        if rows[row + R_ASKED] < 0:
            rows[row + R_ASKED] = now - got
        w.control[C_HEAP] = watch(t, w, rows, s, f.route[case], row, got, now, w.control[C_HEAP], m)


def shut(t, f, w, rows, log, now, mark, m):
    """Doors that close: who still waits leaves, with all branches. People who come back: look again."""
    control = w.control
    doors = 0
    while control[C_HEAP] > 0 and w.h_time[0] == now:
        d = w.h_token[0]
        kind = w.h_order[0] >> 40
        control[C_HEAP] = heap_pop(w.h_time, w.h_order, w.h_token, control[C_HEAP])
        if kind == DOORS:
            doors = 1
            while w.dsk[d * D_WIDE + D_HEAD] >= 0:
                s = w.dsk[d * D_WIDE + D_HEAD] >> control[C_SHIFT]
                case = w.slots[s * S_FIELDS + S_CASE]
                if rows[case * R_FIELDS + R_OUTCOME] == 0:
                    rows[case * R_FIELDS + R_OUTCOME] = TURNED_AWAY
                leave(t, f, w, rows, log, s, case, t.rts[(f.route[case]) * Q_WIDE + Q_END], 0, now, m)
        else:
            stir(w, d)
    if doors:
        in_order(log, mark, control[C_LOG])


# diaries ---------------------------------------------------------------------------------------------------------------

def not_back(f, w, o, now):
    """Return the row of the officer's first absence that has not ended at ``now``."""
    y, last = w.off[o * O_WIDE + O_AWAY], f.away_at[o] + f.away_n[o]
    while y < last and f.away_to[y] <= now:
        y += 1
    w.off[o * O_WIDE + O_AWAY] = y
    return y


def presence(t, f, w, o, now):
    """Find the present or next stretch in which an officer is at his post; his columns O_FROM and O_UNTIL take its ends."""
    h = w.off[o * O_WIDE + O_HOURS]
    last, gone = t.hrs[2 * h] + t.hrs[2 * h + 1], f.away_at[o] + f.away_n[o]
    w.off[o * O_WIDE + O_ROW] = hours_row(t.hours_close, w.off[o * O_WIDE + O_ROW], last, now)
    x, y, moment = w.off[o * O_WIDE + O_ROW], not_back(f, w, o, now), now
    while True:
        x = hours_row(t.hours_close, x, last, moment)
        if x >= last:
            w.off[o * O_WIDE + O_FROM] = FAR
            w.off[o * O_WIDE + O_UNTIL] = FAR
            return
        if t.hours_open[x] > moment:
            moment = t.hours_open[x]
        while y < gone and f.away_to[y] <= moment:
            y += 1
        if y >= gone or f.away_from[y] > moment:
            break
        moment = f.away_to[y]
    w.off[o * O_WIDE + O_FROM] = moment
    w.off[o * O_WIDE + O_UNTIL] = t.hours_close[x]
    if y < gone and f.away_from[y] < w.off[o * O_WIDE + O_UNTIL]:
        w.off[o * O_WIDE + O_UNTIL] = f.away_from[y]


def window_row(f, w, post, now):
    """Return the first window of a post that has not ended at ``now``."""
    x, last = w.pst[post * P_WIDE + P_WINDOW], f.open_at[post] + f.open_n[post]
    while x < last and f.open_to[x] <= now:
        x += 1
    w.pst[post * P_WIDE + P_WINDOW] = x
    return x


def able(t, f, w, post, o, d, k, now, m):
    """Say whether a free officer may take this file at this desk now."""
    if w.off[o * O_WIDE + O_UNTIL] <= now:
        presence(t, f, w, o, now)
    there = w.off[o * O_WIDE + O_FROM] <= now
    if not there and w.dsk[d * D_WIDE + D_CLOSING] == SERVE_OUT:
        h = w.off[o * O_WIDE + O_HOURS]
        x = hours_row(t.hours_close, w.off[o * O_WIDE + O_ROW], t.hrs[2 * h] + t.hrs[2 * h + 1], now)
        w.off[o * O_WIDE + O_ROW] = x
        y = not_back(f, w, o, now)
        here = y >= f.away_at[o] + f.away_n[o] or f.away_from[y] > now
        outside = x >= t.hrs[2 * h] + t.hrs[2 * h + 1] or t.hours_open[x] > now
        there = here and outside and x > t.hrs[2 * h] and w.tok[k + T_QUEUED] < t.hours_close[x - 1]
    if there and w.pst[post * P_WIDE + P_ALWAYS] == 0:
        x = window_row(f, w, post, now)
        there = x < f.open_at[post] + f.open_n[post] and f.open_from[x] <= now
    return there


def works_until(t, w, o, d, now, need):
    """Return when work begun now would end if the officer stayed: at closing time he goes on, or lets it lie until he is open again."""
    h = w.off[o * O_WIDE + O_HOURS]
    last = t.hrs[2 * h] + t.hrs[2 * h + 1]
    x = hours_row(t.hours_close, w.off[o * O_WIDE + O_ROW], last, now)
    w.off[o * O_WIDE + O_ROW] = x
    due, door, rule = now + need, now, w.dsk[d * D_WIDE + D_CLOSING]
    if x < last and t.hours_open[x] <= now:
        door = t.hours_close[x]
    w.off[o * O_WIDE + O_CIVIL] = 1
    if due > door and rule != SERVE_OUT and rule != TURN_AWAY and not (rule == FINISH and due <= door + w.dsk[d * D_WIDE + D_OVERTIME]):
        w.off[o * O_WIDE + O_CIVIL] = 0
        due = hours_add(t.hours_open, t.hours_close, x, last, now, need)
    return due


def leaves_at(t, f, w, post, o, now):
    """Return when an officer next has to let go of everything: he goes away, or the window of his post ends."""
    gone = FAR
    y = not_back(f, w, o, now)
    if y < f.away_at[o] + f.away_n[o]:
        gone = f.away_from[y]
    if w.pst[post * P_WIDE + P_ALWAYS] == 0 and w.pst[post * P_WIDE + P_CUT]:
        x = window_row(f, w, post, now)
        if f.open_to[x] < gone:
            gone = f.open_to[x]
    return gone


def spell_end(t, f, w, post, o, d, now, need, m):
    """Return when a spell ends that may meet a closing door, an absence, or the end of a window."""
    due, gone = works_until(t, w, o, d, now, need), leaves_at(t, f, w, post, o, now)
    w.off[o * O_WIDE + O_HOW] = DONE
    if gone < due:
        due = gone
        w.off[o * O_WIDE + O_HOW] = CUT
    return due


def help_next(f, w, d, now):
    """Return when the next window of a post opens whose officer only helps out at this desk: now, if one is open."""
    when = FAR
    for post in range(w.dsk[d * D_WIDE + D_POST_AT], w.dsk[d * D_WIDE + D_POST_AT] + w.dsk[d * D_WIDE + D_POST_N]):
        if w.pst[post * P_WIDE + P_RANK] > 0:
            x = window_row(f, w, post, now)
            moment = FAR
            if w.pst[post * P_WIDE + P_ALWAYS]:
                moment = now
            elif x < f.open_at[post] + f.open_n[post]:
                moment = f.open_from[x] if f.open_from[x] > now else now
            if moment < when:
                when = moment
    return when


def wake_next(t, f, w, d, now, m):
    """Return when somebody will next be able to serve this desk's line."""
    when = FAR
    for post in range(w.dsk[d * D_WIDE + D_POST_AT], w.dsk[d * D_WIDE + D_POST_AT] + w.dsk[d * D_WIDE + D_POST_N]):
        o = w.pst[post * P_WIDE + P_OFFICER]
        free = w.off[o * O_WIDE + O_TOKEN] == FREE
        if m is not None:
            free = free or (m.preempting[0] > 0 and w.off[o * O_WIDE + O_DESK] == d * D_WIDE)
        if not free:
            continue
        hours = w.off[o * O_WIDE + O_ROW]
        if w.off[o * O_WIDE + O_UNTIL] <= now:
            presence(t, f, w, o, now)
        if m is not None:
            if w.off[o * O_WIDE + O_TOKEN] != FREE:
                w.off[o * O_WIDE + O_ROW] = hours       # where he stands in his hours belongs to the work in hand
        moment = w.off[o * O_WIDE + O_FROM]
        if w.pst[post * P_WIDE + P_ALWAYS] == 0:
            x = window_row(f, w, post, now)
            if x >= f.open_at[post] + f.open_n[post]:
                moment = FAR
            elif f.open_from[x] > moment:
                moment = f.open_from[x]
        if now < moment < when:
            when = moment
    for x in range(w.dsk[d * D_WIDE + D_ROSTER], w.dsk[d * D_WIDE + D_ROSTER_AT] + w.dsk[d * D_WIDE + D_ROSTER_N]):
        if t.roster_from[x] > now and t.roster_open[x] > w.dsk[d * D_WIDE + D_BUSY]:
            if t.roster_from[x] < when:
                when = t.roster_from[x]
            break
    return when
