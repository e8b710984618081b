"""An alarm in the fast walk: a case looks at all that may have run out, waited too long, or gone off.

The large end of ``simpy_timers`` and ``Case.check``; what the old walk knows of it stands in ``kernel_seldom``.
"""

from __future__ import annotations

from xnsim.engines.kernel_bells import (
    AT_DOOR, B_LAST, B_TIMES, F_FIELDS, F_LOST, F_PATIENCE, V_FIELDS, V_WARNED, alarm, bell_at, bell_next, bell_watch,
)
from xnsim.engines.kernel_parts import (
    ALARM, C_BRANCHES, C_HEAP, C_READY, C_SHIFT, IN_LINE, NOWHERE, Q_END, Q_WIDE, R_CLOCK, R_DECIDED, R_DEEMED, R_EXTENDED, R_FIELDS,
    R_OUTCOME, S_CASE, S_FIELDS, S_GRANT, T_BITS, T_PLACE, T_SPELLS, T_STATE, T_WIDE, WAITING, heap_pop,
)
from xnsim.engines.kernel_gate import meet
from xnsim.engines.kernel_promise import promised_kind
from xnsim.engines.kernel_refusal import has_news, hear
from xnsim.engines.kernel_seldom import check, go_on, grant, leave, official_due
from xnsim.engines.kernel_spawn import bell_spawns
from xnsim.engines.kernel_urge import draw, raise_up, to_head
from xnsim.tape import ABANDON, DEEMED_BIT, EXTEND, FIND, GIVE_RISE, LAPSE, LAPSED, RAISE, TO_HEAD, WARN, WITHDRAWN

LAPSED_BIT = DEEMED_BIT["lapsed"]


def run_out(t, f, w, rows, log, now, m):
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
            if m is not None:
                if has_news(w, s, m):
                    hear(t, f, w, rows, log, s, case, now, m)
                    continue
            through = check(t, f, w, rows, log, s, case, now, m)
            if m is not None:
                if through:
                    if not out_of_patience(t, f, w, rows, log, s, case, now, m):
                        ring(t, f, w, rows, log, s, case, now, m)
    if m is not None:
        if control[C_READY] == 0:
            meet(t, w, now, m)


def go(t, f, w, rows, log, s, case, outcome, now, m):
    """The applicant is gone, with all his files, and the case is closed."""
    row = case * R_FIELDS
    if rows[row + R_OUTCOME] == 0:
        rows[row + R_OUTCOME] = outcome
    if outcome == LAPSED:
        rows[row + R_DEEMED] |= LAPSED_BIT
    w.control[C_READY] = 0      # what was about to move is gone with the others
    leave(t, f, w, rows, log, s, case, t.rts[f.route[case] * Q_WIDE + Q_END], 0, now, m)


def out_of_patience(t, f, w, rows, log, s, case, now, m):
    """Say whether one of the files has waited too long and was never taken up; then the applicant leaves with all of them."""
    root = s << w.control[C_SHIFT]
    for b in range(w.control[C_BRANCHES]):
        k = root + b * T_WIDE
        if (w.tok[k + T_STATE] == IN_LINE or w.tok[k + T_STATE] == AT_DOOR) and w.tok[k + T_SPELLS] == 0 and m.fil[
                (k >> T_BITS) * F_FIELDS + F_PATIENCE] <= now:
            go(t, f, w, rows, log, s, case, WITHDRAWN, now, m)
            return True
    return False


def ring(t, f, w, rows, log, s, case, now, m):
    """Let go off what is due, in the order listed, until the case has left by it."""
    r, row, got = f.route[case], case * R_FIELDS, f.received[case]
    for x in range(m.route_timer_at[r], m.route_timer_at[r] + m.route_timer_n[r]):
        if bell_next(t, w, rows, s, r, row, got, x, m) <= now:
            at = bell_at(s, r, x, m)
            m.bells[at + B_TIMES] += 1
            m.bells[at + B_LAST] = now
            w.control[C_HEAP] = bell_watch(t, w, rows, s, r, row, got, now, x, w.control[C_HEAP], m)
            if draw(t, f, w, r, case, s, m.timer_chance[x], m):
                act(t, f, w, rows, log, s, r, case, x, now, m)
                if m.timer_do[x] == LAPSE or m.timer_do[x] == ABANDON:
                    return


def act(t, f, w, rows, log, s, r, case, x, now, m):
    """A timer does what it is there for."""
    what = m.timer_do[x]
    if what == WARN:
        m.told[case * V_FIELDS + V_WARNED] += 1
    elif what == RAISE:
        raise_up(t, f, w, rows, s, r, case, m)
    elif what == TO_HEAD:
        to_head(t, f, w, rows, s, r, case, m)
    elif what == GIVE_RISE:
        bell_spawns(t, w, s, case, x, now, m)
    elif what == EXTEND:
        ask_longer(t, f, w, rows, s, r, case, m.timer_approval[x], now, m)
    elif what == FIND:
        found(w, s, m)
    else:
        go(t, f, w, rows, log, s, case, LAPSED if what == LAPSE else WITHDRAWN, now, m)


def found(w, s, m):
    """What was lost on the way is found: its wait is over."""
    root = s << w.control[C_SHIFT]
    for b in range(w.control[C_BRANCHES]):
        k = root + b * T_WIDE
        if w.tok[k + T_STATE] == WAITING and m.fil[(k >> T_BITS) * F_FIELDS + F_LOST]:
            w.tok[k + T_STATE] = NOWHERE
            go_on(w, k, w.tok[k + T_PLACE])


def ask_longer(t, f, w, rows, s, r, case, approval, now, m):
    """A timer asks for the limit to be extended; ``approval`` is the stream of how long the answer takes (-1: none)."""
    at, row, got = s * S_FIELDS + S_GRANT, case * R_FIELDS, f.received[case]
    by_law = 1 if promised_kind(t, r, row, m) < 0 else 0
    if rows[row + R_EXTENDED] or w.slots[at] >= 0 or rows[row + R_CLOCK] < 0 or rows[row + R_DECIDED] >= 0:
        return
    if now >= official_due(t, rows, r, row, got, by_law, 0, m):
        return
    length = draw(t, f, w, r, case, s, approval, m) if approval >= 0 else 0
    if approval >= 0 and length < 1:
        length = 1
    w.slots[at] = now + length
    if length > 0:
        w.control[C_HEAP] = alarm(w, s, now + length, now, w.control[C_HEAP])
    grant(t, w, rows, s, r, row, got, now, m)
