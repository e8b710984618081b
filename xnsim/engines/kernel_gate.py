"""Sessions in the fast walk: files wait before a body that meets at known moments (``simpy_gate``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xnsim.engines.kernel_parts import (
    AT_GATE, C_END, C_HEAP, C_SHIFT, MEETS, NOWHERE, T_AFTER, T_BITS, T_PLACE, T_QUEUED, T_RANK, T_STATE, T_WIDE, B_ID, B_WIDE, X_A, X_B,
    X_C, X_E, X_F, X_WIDE, heap_pop, heap_push, line_join, line_leave, open_before,
)
from xnsim.engines.kernel_hands import H_ENDED, H_FIELDS
from xnsim.engines.kernel_seldom import go_on

if TYPE_CHECKING:
    from xnsim.engines.kernel_more import More
    from xnsim.engines.kernel_parts import Work


def call_sessions(w: "Work", m: "More") -> None:
    """Before the run: set the moment of every session's first meeting."""
    for session, (row, count) in enumerate(zip(m.session_at, m.session_n, strict=True)):
        call(w, session, row, row + count, m)


def call(w, session, row, last, m):
    """Set the moment of a meeting of a session, if there is one and the run lasts so long."""
    if row < last:
        if m.meeting_when[row] < w.control[C_END]:
            w.control[C_HEAP] = heap_push(w.h_time, w.h_order, w.h_token, w.control[C_HEAP], m.meeting_when[row], (MEETS << 40) + session, row)


def put_before(t, w, k, place, now, m):
    """The file is put before a session."""
    w.tok[k + T_STATE] = AT_GATE
    w.tok[k + T_PLACE] = place
    w.tok[k + T_RANK] = 0
    w.tok[k + T_QUEUED] = now
    line_join(m.before, w.tok, 2 * t.ops[place * X_WIDE + X_A], k)


def meet(t, w, now, m):
    """Every session of this second hears its list; who is heard walks on when all lists are drawn up."""
    while w.control[C_HEAP] > 0 and w.h_time[0] == now and w.h_order[0] >> 40 == MEETS:
        session, row = w.h_order[0] & 0xFFFFFFFFFF, w.h_token[0]
        w.control[C_HEAP] = heap_pop(w.h_time, w.h_order, w.h_token, w.control[C_HEAP])
        call(w, session, row + 1, m.session_at[session] + m.session_n[session], m)
        hear_list(t, w, session, row, now, m)


def hear_list(t, w, session, row, now, m):
    """Nobody is heard below the quorum, else the first in line up to the seats."""
    n, k = 0, m.before[2 * session]
    while k >= 0:
        if ready(t, w, k, now, m):
            n += 1
        k = w.tok[k + T_AFTER]
    if n < m.meeting_quorum[row]:
        return
    n, k = 0, m.before[2 * session]
    while k >= 0 and n < m.meeting_seats[row]:
        following = w.tok[k + T_AFTER]
        if ready(t, w, k, now, m):
            n += 1
            line_leave(m.before, w.tok, 2 * session, k)
            w.tok[k + T_STATE] = NOWHERE
            go_on(w, k, w.tok[k + T_PLACE] + 1)
        k = following


def ready(t, w, k, now, m):
    """Say whether a file may be heard now: its papers came in time, and the branches it needs have ended."""
    pp, queued = w.tok[k + T_PLACE] * X_WIDE, w.tok[k + T_QUEUED]
    known = now - queued
    if t.ops[pp + X_F]:
        known = (open_before(t.hours_open, t.hours_close, t.hours_before, t.hrs[1], now)
                 - open_before(t.hours_open, t.hours_close, t.hours_before, t.hrs[1], queued))
    if known < t.ops[pp + X_E]:
        return False
    root = k >> w.control[C_SHIFT] << w.control[C_SHIFT]
    for x in range(t.ops[pp + X_B], t.ops[pp + X_B] + t.ops[pp + X_C]):
        q = root + t.brn[m.need[x] * B_WIDE + B_ID] * T_WIDE
        if m.hand[(q >> T_BITS) * H_FIELDS + H_ENDED] == 0:
            return False
    return True
