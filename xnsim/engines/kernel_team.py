"""Who takes up what at a desk where several work together or on several files, in the fast walk (``simpy_hands``)."""

from __future__ import annotations

from xnsim.engines.kernel_batch import (
    JOINT, Y_BACK, Y_BAG, Y_CLOCK, Y_FIELDS, Y_LEAD, Y_LOAD, Y_NEXT, Y_SUM, Z_CASE, Z_ENDED, Z_FIELDS, Z_LEFT, Z_PACK, Z_PLACE, Z_TOKEN,
)
from xnsim.engines.kernel_parts import (
    C_END, C_SHIFT, D_BUSY, D_CLOSING, D_HEAD, D_IDLE, D_POST_AT, D_POST_N, D_ROSTER, D_ROSTER_AT, D_ROSTER_N, D_WIDE, FREE, IN_HAND, LEAF,
    O_BEGIN, O_CASE, O_DESK, O_DESK_AT, O_DESK_N, O_GOT, O_LEFT, O_PACK, O_PLACE, O_POST, O_SPEED, O_TOKEN, O_WIDE, P_OFFICER, P_RANK,
    P_SPEED, P_WIDE, R_FIELDS, S_CASE, S_FIELDS, S_GOT, S_ROUTE, S_SPELLS, T_AFTER, T_LEFT, T_OFFICER, T_ORDER, T_PLACE, T_ROUND, T_SPELLS,
    T_STATE, X_F, X_WIDE, line_leave,
)
from xnsim.engines.kernel_promise import line_moves, paced
from xnsim.engines.kernel_seldom import able, leaves_at, spell_end, works_until
from xnsim.engines.kernel_traits import hurry
from xnsim.tape import SERVE_OUT
from xnsim.worktime import FAR


def assign(t, f, w, rows, d, rank, now, m):
    """Officers of a rank take up files at a desk, with those of the ranks before where it takes several (``Office._assign``)."""
    dd = d * D_WIDE
    if not has_rank(w, dd, rank):
        return
    k = w.dsk[dd + D_HEAD]
    while k >= 0 and w.dsk[dd + D_IDLE] > 0:
        following, need = w.tok[k + T_AFTER], m.rule_team[t.ops[w.tok[k + T_PLACE] * X_WIDE + X_F]]
        crew = free_crew(t, f, w, d, rank, need, k, now, m)
        if crew == need:
            load = taken_along(t, f, w, d, crew, k, now, m)
            for _ in range(load - 1):
                following = w.tok[following + T_AFTER]
            if crew == 1 and load == 1:
                take_alone(t, f, w, rows, d, m.muster[0], k, now, m)
                no_longer_idle(t, w, w.pst[m.muster[0] * P_WIDE + P_OFFICER])
            else:
                take_together(t, f, w, rows, d, crew, load, k, now, m)
        elif crew > 0 or w.dsk[dd + D_CLOSING] != SERVE_OUT:
            return
        k = following


def has_rank(w, dd, rank):
    """Say whether anybody serves at a desk in this rank."""
    for post in range(w.dsk[dd + D_POST_AT], w.dsk[dd + D_POST_AT] + w.dsk[dd + D_POST_N]):
        if w.pst[post * P_WIDE + P_RANK] == rank:
            return True
    return False


def free_crew(t, f, w, d, rank, need, k, now, m):
    """Muster the officers who may take the file now, in listing order, as many as it needs or fewer; returns how many.

    One officer comes from this rank alone, for the lower ranks have been asked before; a team
    comes from all ranks so far.
    """
    dd, n = d * D_WIDE, 0
    room = open_windows(t, w, d, now) - w.dsk[dd + D_BUSY]
    for post in range(w.dsk[dd + D_POST_AT], w.dsk[dd + D_POST_AT] + w.dsk[dd + D_POST_N]):
        o, level = w.pst[post * P_WIDE + P_OFFICER], w.pst[post * P_WIDE + P_RANK]
        if n == need or n >= room or level > rank:
            break
        if need > 1 or level == rank:
            if w.off[o * O_WIDE + O_TOKEN] == FREE and m.line_n[d] >= m.post_when_line[post] and not mustered(w, o, n, m):
                if able(t, f, w, post, o, d, k, now, m):
                    m.muster[n] = post
                    n += 1
    return n


def mustered(w, o, n, m):
    """Say whether an officer is among the first of those who are mustered, at another post of his."""
    for i in range(n):
        if w.pst[m.muster[i] * P_WIDE + P_OFFICER] == o:
            return True
    return False


def open_windows(t, w, d, now):
    """Return how many may serve at a desk at once in this second."""
    dd = d * D_WIDE
    if w.dsk[dd + D_ROSTER_N] == 0:
        return FAR
    x = w.dsk[dd + D_ROSTER]
    while x < w.dsk[dd + D_ROSTER_AT] + w.dsk[dd + D_ROSTER_N] and t.roster_from[x] <= now:
        x += 1
    w.dsk[dd + D_ROSTER] = x
    return t.roster_open[x - 1] if x > w.dsk[dd + D_ROSTER_AT] else w.dsk[dd + D_POST_N]


def taken_along(t, f, w, d, crew, k, now, m):
    """Return how many go along in one spell, the file and those behind it, up to the first that cannot."""
    most, load = m.rule_batch[t.ops[w.tok[k + T_PLACE] * X_WIDE + X_F]], 1
    while load < most:
        k = w.tok[k + T_AFTER]
        if k < 0:
            return load
        if m.rule_team[t.ops[w.tok[k + T_PLACE] * X_WIDE + X_F]] != crew:
            return load
        for i in range(crew):
            post = m.muster[i]
            if not able(t, f, w, post, w.pst[post * P_WIDE + P_OFFICER], d, k, now, m):
                return load
        load += 1
    return load


# work begins -----------------------------------------------------------------------------------------------------------------

def out_of_line(t, w, rows, d, k, now, m):
    """A file is taken up: it leaves the line; looking at the limit may change how much work is made of it."""
    at = (k >> w.control[C_SHIFT]) * S_FIELDS
    line_leave(w.dsk, w.tok, d * D_WIDE, k)
    line_moves(d, -1, now, m)
    hurry(t, w, rows, k, k >> w.control[C_SHIFT], w.slots[at + S_ROUTE], w.slots[at + S_CASE] * R_FIELDS, w.slots[at + S_GOT], now, m)


def pack_of(w, k):
    """Return branch, round and spell of a file as the log has them."""
    return (w.tok[k + T_ORDER] & 63) * 33554432 + w.tok[k + T_ROUND] * 16384 + w.tok[k + T_SPELLS] * 4


def take_alone(t, f, w, rows, d, post, k, now, m):
    """An officer takes up a single file by himself."""
    o, off, at = w.pst[post * P_WIDE + P_OFFICER], w.off, (k >> w.control[C_SHIFT]) * S_FIELDS
    oo = o * O_WIDE
    out_of_line(t, w, rows, d, k, now, m)
    speed = paced(m, m.post_pace[post], w.pst[post * P_WIDE + P_SPEED], now)
    due = spell_end(t, f, w, post, o, d, now, (w.tok[k + T_LEFT] * 1000 + speed - 1) // speed, m)
    off[oo + O_SPEED] = speed
    off[oo + O_TOKEN] = k
    off[oo + O_CASE] = w.tok[k + T_ORDER] >> 6
    off[oo + O_PLACE] = w.tok[k + T_PLACE]
    off[oo + O_PACK] = pack_of(w, k)
    off[oo + O_BEGIN] = now
    off[oo + O_LEFT] = w.tok[k + T_LEFT]
    off[oo + O_GOT] = w.slots[at + S_GOT]
    off[oo + O_POST] = post
    off[oo + O_DESK] = d * D_WIDE
    in_hand_of(w, k, o, 1)
    w.dsk[d * D_WIDE + D_BUSY] += 1
    w.due_of[o] = (due << LEAF) + o if due < w.control[C_END] else FAR


def in_hand_of(w, k, o, crew):
    """A file is in the hands of an officer, or of the crew he leads."""
    w.tok[k + T_SPELLS] += 1
    w.tok[k + T_STATE] = IN_HAND
    w.tok[k + T_OFFICER] = o
    w.slots[(k >> w.control[C_SHIFT]) * S_FIELDS + S_SPELLS] += crew


def no_longer_idle(t, w, o):
    """One fewer is free at all desks where an officer may serve."""
    first = w.off[o * O_WIDE + O_DESK_AT]
    for i in range(first, first + w.off[o * O_WIDE + O_DESK_N]):
        w.dsk[t.officer_desk[i] * D_WIDE + D_IDLE] -= 1


def take_together(t, f, w, rows, d, crew, load, k, now, m):
    """Those who are mustered begin to work on the first files of a line, from ``k`` on; a team works at the pace of its slowest member."""
    lead = w.pst[m.muster[0] * P_WIDE + P_OFFICER]
    m.crew[lead * Y_FIELDS + Y_SUM] = m.rule_batch_sum[t.ops[w.tok[k + T_PLACE] * X_WIDE + X_F]]
    left = fill_bag(t, w, rows, d, lead, crew, load, k, now, m)
    speed = FAR
    for i in range(crew):
        own = paced(m, m.post_pace[m.muster[i]], w.pst[m.muster[i] * P_WIDE + P_SPEED], now)
        speed = own if own < speed else speed
    due = ends_at(t, f, w, d, lead, crew, now, (left * 1000 + speed - 1) // speed, m)
    for i in range(crew):
        o = w.pst[m.muster[i] * P_WIDE + P_OFFICER]
        oo = o * O_WIDE
        w.off[oo + O_TOKEN] = JOINT
        w.off[oo + O_BEGIN] = now
        w.off[oo + O_SPEED] = speed
        w.off[oo + O_POST] = m.muster[i]
        w.off[oo + O_DESK] = d * D_WIDE
        m.crew[o * Y_FIELDS + Y_LEAD] = lead
        m.crew[o * Y_FIELDS + Y_NEXT] = w.pst[m.muster[i + 1] * P_WIDE + P_OFFICER] if i + 1 < crew else -1
        w.due_of[o] = (due << LEAF) + o if due < w.control[C_END] else FAR
        no_longer_idle(t, w, o)
    w.dsk[d * D_WIDE + D_BUSY] += crew


def fill_bag(t, w, rows, d, lead, crew, load, k, now, m):
    """The files are taken out of the line into the bag of the lead; returns the standard seconds of work before the crew."""
    y, left = lead * Y_FIELDS, 0
    m.crew[y + Y_LOAD] = load
    m.crew[y + Y_BACK] = 0
    for j in range(load):
        following, z = w.tok[k + T_AFTER], m.crew[y + Y_BAG] + j * Z_FIELDS
        out_of_line(t, w, rows, d, k, now, m)
        m.bag[z + Z_TOKEN] = k
        m.bag[z + Z_CASE] = w.tok[k + T_ORDER] >> 6
        m.bag[z + Z_PLACE] = w.tok[k + T_PLACE]
        m.bag[z + Z_PACK] = pack_of(w, k)
        m.bag[z + Z_LEFT] = w.tok[k + T_LEFT]
        m.bag[z + Z_ENDED] = -1
        in_hand_of(w, k, lead, crew)
        if m.crew[y + Y_SUM]:
            left += m.bag[z + Z_LEFT]
        elif m.bag[z + Z_LEFT] > left:
            left = m.bag[z + Z_LEFT]
        k = following
    return left


def ends_at(t, f, w, d, lead, crew, now, need, m):
    """Return when the work of a crew ends: they keep the hours of whoever would be done last, and part when one leaves."""
    last, leave = now, FAR
    for i in range(crew):
        post = m.muster[i]
        o = w.pst[post * P_WIDE + P_OFFICER]
        due, gone = works_until(t, w, o, d, now, need), leaves_at(t, f, w, post, o, now)
        if due > last:
            last = due
            m.crew[lead * Y_FIELDS + Y_CLOCK] = o
        if gone < leave:
            leave = gone
    return last if last < leave else leave
