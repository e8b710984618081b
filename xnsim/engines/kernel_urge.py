"""Files that are moved up in the lines they stand in, in the fast walk, and draws that are counted."""

from __future__ import annotations

from xnsim.engines.kernel_bells import AT_DOOR, F_FIELDS, F_HELD, LEAVING, U_FIELDS, U_HEAD, U_UP, V_FIELDS, V_RAISED, urged
from xnsim.engines.kernel_parts import (
    C_BRANCHES, C_SHIFT, C_STREAMS, D_WIDE, IN_HAND, IN_LINE, R_FIELDS, T_BITS, T_LEFT, T_PLACE, T_RANK, T_STATE, T_WIDE, X_A,
    X_ORDER, X_WIDE, line_join, line_leave,
)
from xnsim.engines.kernel_log import stir
from xnsim.engines.kernel_seldom import draw_again, rank_of
from xnsim.tape import FIFO


def draw(t, f, w, r, case, s, stream, m):
    """Draw from a stream of a case, and count how often it was used."""
    at = s * w.control[C_STREAMS] + stream
    used = w.rounds[at]
    w.rounds[at] = used + 1
    return draw_again(t, f, r, case, stream, used, m)


def raise_up(t, f, w, rows, s, r, case, m):
    """The case counts a place more in lines by priority, in those it stands in too."""
    m.told[case * V_FIELDS + V_RAISED] += 1
    m.own[s * U_FIELDS + U_UP] += 1
    rejoin(t, f, w, rows, s, r, case, m)


def to_head(t, f, w, rows, s, r, case, m):
    """The case stands at the head of every line from now on."""
    m.told[case * V_FIELDS + V_RAISED] += 1
    m.own[s * U_FIELDS + U_HEAD] = 1
    rejoin(t, f, w, rows, s, r, case, m)


def rejoin(t, f, w, rows, s, r, case, m):
    """Every file of the case that lies at a desk gets its place in line anew."""
    root = s << w.control[C_SHIFT]
    for b in range(w.control[C_BRANCHES]):
        k = root + b * T_WIDE
        state = w.tok[k + T_STATE]
        if state == IN_LINE or state == IN_HAND or state == AT_DOOR or state == LEAVING:
            put_anew(t, f, w, rows, s, r, case, k, state, m)


def put_anew(t, f, w, rows, s, r, case, k, state, m):
    """A file has another place in line than before; its old second still counts."""
    place, left = w.tok[k + T_PLACE], w.tok[k + T_LEFT]
    if state == LEAVING:
        if left == 0:
            return
        left = m.fil[(k >> T_BITS) * F_FIELDS + F_HELD]     # nobody has taken off yet what was done in this second
    d, order, rank = t.ops[place * X_WIDE + X_A], t.ops[place * X_WIDE + X_ORDER], 0
    if state == IN_LINE:
        line_leave(w.dsk, w.tok, d * D_WIDE, k)
    elif state == AT_DOOR:
        line_leave(m.door, w.tok, 2 * d, k)
    if order != FIFO:
        rank = rank_of(t, w, rows, order, left, s, r, case * R_FIELDS, f.received[case], f.cls[case], m)
    w.tok[k + T_RANK] = urged(s, order, rank, m)
    if state == IN_LINE:
        line_join(w.dsk, w.tok, d * D_WIDE, k)
        stir(w, d)
    elif state == AT_DOOR:
        line_join(m.door, w.tok, 2 * d, k)


def lies_at(t, w, s):
    """Return the desk at which a case stands in line or is worked on; none (-1) where it lies at no desk or at several."""
    root, found = s << w.control[C_SHIFT], -1
    for b in range(w.control[C_BRANCHES]):
        k = root + b * T_WIDE
        state = w.tok[k + T_STATE]
        if state == IN_LINE or state == IN_HAND or state == AT_DOOR or state == LEAVING:
            place = w.tok[k + T_PLACE]
            if state == LEAVING and w.tok[k + T_LEFT] == 0:
                place -= 1      # its work has ended in this second, and it has not moved yet
            d = t.ops[place * X_WIDE + X_A]
            if found >= 0 and d != found:
                return -1
            found = d
    return found
