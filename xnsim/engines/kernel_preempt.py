"""An urgent file in place of another, in the fast walk (``simpy_hands.make_way``)."""

from __future__ import annotations

from xnsim.engines.kernel_door import let_in
from xnsim.engines.kernel_log import into_place, write_spell
from xnsim.engines.kernel_parts import (
    C_HEAP, C_LOG, C_TOO_OFTEN, D_BUSY, D_HEAD, D_POST_AT, D_POST_N, D_ROSTER_AT, D_ROSTER_N, D_WIDE, FREE, K_SPENT, K_WIDE, MOST_SPELLS, O_BEGIN, O_CASE,
    O_CIVIL, O_DESK, O_DESK_AT, O_DESK_N, O_GOT, O_HOURS, O_PACK, O_PLACE, O_POST, O_ROW, O_SPEED, O_TOKEN, O_WIDE, P_OFFICER, P_WIDE,
    T_AFTER, T_LEFT, T_OFFICER, T_PLACE, T_RANK, T_SPELLS, WAKE_UP, X_F, X_WIDE, heap_push, hours_between,
)
from xnsim.engines.kernel_seldom import able
from xnsim.engines.kernel_team import take_alone
from xnsim.tape import CUT
from xnsim.worktime import FAR


def all_make_way(t, f, w, rows, log, n_dirty, n_log, n_heap, now, m):
    """At each desk that was touched the first file that may stop other work takes its place; returns the number of spells written."""
    w.control[C_LOG] = n_log
    w.control[C_HEAP] = n_heap
    for i in range(n_dirty):
        make_way(t, f, w, rows, log, w.dirty[i], now, m)
    return w.control[C_LOG]


def make_way(t, f, w, rows, log, d, now, m):
    """The first file in line that may stop the work on one of a lower class takes its place."""
    k = w.dsk[d * D_WIDE + D_HEAD]
    while k >= 0:
        rule = t.ops[w.tok[k + T_PLACE] * X_WIDE + X_F]
        if m.rule_preempt[rule]:
            o = lowest(t, f, w, d, k, now, m)
            if o >= 0:
                put_away(t, f, w, log, d, o, m.rule_resume_cost[rule], now, m)
                take_over(t, f, w, rows, d, o, k, now, m)
                return
        k = w.tok[k + T_AFTER]


def lowest(t, f, w, d, k, now, m):
    """Return the officer whose work makes way here: on the lowest class, begun last, listed last; -1 where nobody's does."""
    found, rank, begin, dd = -1, 0, 0, d * D_WIDE
    if w.dsk[dd + D_BUSY] > windows(t, w, d, now):
        return found
    for post in range(w.dsk[dd + D_POST_AT], w.dsk[dd + D_POST_AT] + w.dsk[dd + D_POST_N]):
        o = w.pst[post * P_WIDE + P_OFFICER]
        oo = o * O_WIDE
        v = w.off[oo + O_TOKEN]
        if v >= 0 and w.off[oo + O_DESK] == dd and w.off[oo + O_POST] == post:
            lower = w.tok[v + T_RANK] > w.tok[k + T_RANK] and (found < 0 or w.tok[v + T_RANK] > rank or (
                w.tok[v + T_RANK] == rank and w.off[oo + O_BEGIN] >= begin))
            if lower:
                hours = w.off[oo + O_ROW]
                could = able(t, f, w, post, o, d, k, now, m)
                w.off[oo + O_ROW] = hours       # where he stands in his hours belongs to the work in hand
                if could:
                    found, rank, begin = o, w.tok[v + T_RANK], w.off[oo + O_BEGIN]
    return found


def windows(t, w, d, now):
    """Return how many may serve at a desk at once in this second."""
    dd, count = d * D_WIDE, FAR
    if w.dsk[dd + D_ROSTER_N] > 0:
        count = w.dsk[dd + D_POST_N]
        for x in range(w.dsk[dd + D_ROSTER_AT], w.dsk[dd + D_ROSTER_AT] + w.dsk[dd + D_ROSTER_N]):
            if t.roster_from[x] <= now:
                count = t.roster_open[x]
    return count


def put_away(t, f, w, log, d, o, cost, now, m):
    """The file in hand goes back to its place in the line, with what is left and the cost of taking it up again."""
    off, oo = w.off, o * O_WIDE
    k, case, h = off[oo + O_TOKEN], off[oo + O_CASE], off[oo + O_HOURS]
    worked = now - off[oo + O_BEGIN]
    if off[oo + O_CIVIL] == 0:
        worked = hours_between(t.hours_open, t.hours_close, off[oo + O_ROW], t.hrs[2 * h] + t.hrs[2 * h + 1], off[oo + O_BEGIN], now)
    done = worked * off[oo + O_SPEED] // 1000
    m.traits[case * K_WIDE + K_SPENT] += done * 1000 // off[oo + O_SPEED] * m.review[off[oo + O_PLACE]]
    write_spell(w, log, case, off[oo + O_BEGIN], now, off[oo + O_GOT], worked, done, off[oo + O_PLACE] * 65536 + o + 1, off[oo + O_PACK] + CUT)
    into_place(f, log, w.control[C_LOG] - 1, now)
    off[oo + O_TOKEN] = FREE
    w.dsk[d * D_WIDE + D_BUSY] -= 1
    w.tok[k + T_OFFICER] = FREE
    w.tok[k + T_LEFT] += cost - done
    if w.tok[k + T_SPELLS] >= MOST_SPELLS:
        w.control[C_TOO_OFTEN] = 1
    let_in(t, w, d, k, now, m)


def take_over(t, f, w, rows, d, o, k, now, m):
    """The officer takes the urgent file up; all desks where he may serve look once more, in this second."""
    off, oo = w.off, o * O_WIDE
    take_alone(t, f, w, rows, d, off[oo + O_POST], k, now, m)
    for i in range(off[oo + O_DESK_AT], off[oo + O_DESK_AT] + off[oo + O_DESK_N]):
        each = t.officer_desk[i]
        w.control[C_HEAP] = heap_push(w.h_time, w.h_order, w.h_token, w.control[C_HEAP], now, (WAKE_UP << 40) + each, each)
