"""The limit a case was promised, which may be set anew, and how much of it is used, in the fast walk.

Plain functions on the tables of the walk; ``row`` is where a case's row begins in the case table.
"""

from __future__ import annotations

from xnsim.engines.kernel_parts import (
    K_PROMISED, K_UNITS, K_WIDE, Q_EXTENSION, Q_PROMISED, Q_PROMISED_UNITS, Q_STATUTORY, Q_WIDE, R_CLOCK, R_DECIDED, R_EXTENDED,
    R_FIELDS, R_LOST_PROMISED, R_LOST_STATUTORY, S_FIELDS, S_PAUSED_FROM, S_PAUSES, X_C, X_D, X_E, X_F,
)
from xnsim.worktime import DAY, MONTH, SPAN, WD, clock_units, due_at, month_span

def promised_kind(t, r, row, m):
    """Return in which units a case's promise counts; -1 where nothing is promised."""
    if m is not None:
        return m.traits[row // R_FIELDS * K_WIDE + K_PROMISED]
    return t.rts[r * Q_WIDE + Q_PROMISED]


def promised_units(t, r, row, m):
    """Return how many units a case was promised."""
    if m is not None:
        return m.traits[row // R_FIELDS * K_WIDE + K_UNITS]
    return t.rts[r * Q_WIDE + Q_PROMISED_UNITS]


def line_moves(d, by, now, m):
    """A file joins or leaves the line at a desk; how many stood there when this second began is remembered."""
    if m.line_at[d] != now:
        m.line_at[d] = now
        m.line_was[d] = m.line_n[d]
    m.line_n[d] += by


def backlog(t, pp, now, m):
    """Return what the line at a desk adds to a limit that is set anew, in whole units of it."""
    d, units, most = t.ops[pp + X_D] - 1, t.ops[pp + X_C], t.ops[pp + X_F]
    if d < 0:
        return 0
    waiting = m.line_was[d] if m.line_at[d] == now else m.line_n[d]
    more = (waiting * t.ops[pp + X_E] + 500) // 1000
    return most - units if most > 0 and units + more > most else more


def share_used(t, w, rows, s, r, row, got, now, m):
    """Return the per mille of the limit people look at that is used; -1 while no clock runs (``engines.share``)."""
    kind, units, lost = promised_kind(t, r, row, m), promised_units(t, r, row, m), rows[row + R_LOST_PROMISED]
    if kind < 0:
        kind, units, lost = t.rts[r * Q_WIDE + Q_STATUTORY], t.rts[r * Q_WIDE + Q_STATUTORY + 1], rows[row + R_LOST_STATUTORY]
    if kind < 0 or rows[row + R_CLOCK] < 0 or rows[row + R_DECIDED] >= 0:
        return -1
    start = got + rows[row + R_CLOCK]
    units += t.rts[r * Q_WIDE + Q_EXTENSION] * rows[row + R_EXTENDED]
    if kind == MONTH:
        kind, units = DAY, month_span(t.origin[0], start // 86400, units)
    upto = w.slots[s * S_FIELDS + S_PAUSED_FROM] if w.slots[s * S_FIELDS + S_PAUSES] > 0 else now
    used = clock_units(kind, start, upto, start, t.closed_before_day, t.day_close) - lost
    return used * 1000 // units if used > 0 else 0


def share_at(t, w, rows, s, r, row, got, per_mille, statutory, m):
    """Return the last second of a share of a limit; -1 while its clock does not run (``engines.share``)."""
    kind, units, lost = promised_kind(t, r, row, m), promised_units(t, r, row, m), rows[row + R_LOST_PROMISED]
    if statutory:
        kind, units, lost = t.rts[r * Q_WIDE + Q_STATUTORY], t.rts[r * Q_WIDE + Q_STATUTORY + 1], rows[row + R_LOST_STATUTORY]
    if kind < 0 or rows[row + R_CLOCK] < 0 or rows[row + R_DECIDED] >= 0 or w.slots[s * S_FIELDS + S_PAUSES] > 0:
        return -1
    units += t.rts[r * Q_WIDE + Q_EXTENSION] * rows[row + R_EXTENDED]
    return share_due(t, kind, units, per_mille, got + rows[row + R_CLOCK], lost)


def share_due(t, kind, units, per_mille, start, lost):
    """Return when this share of a limit has been used: the closing of the day by which it has, or an exact moment."""
    if kind == MONTH:
        kind, units = DAY, month_span(t.origin[0], start // 86400, units)
    if kind == WD or kind == DAY:
        share = -(-units * per_mille // 1000)
    else:
        kind, share = SPAN, (units * per_mille + 500) // 1000
    return due_at(kind, share if share > 1 else 1, start, lost, t.closed_before_day, t.wd_closes, t.day_due)


def factor(m, curve, x):
    """Return the height of a curve (row plus 1) at ``x``, in per mille: straight between knots, level beyond them; 0 is no curve."""
    if curve == 0:
        return 1000
    knot = m.curve_at[curve - 1]
    last = knot + m.curve_n[curve - 1] - 1
    if x <= m.curve_share[knot]:
        return m.curve_factor[knot]
    while knot < last and x > m.curve_share[knot + 1]:
        knot += 1
    if knot == last:
        return m.curve_factor[last]
    rise, run = m.curve_factor[knot + 1] - m.curve_factor[knot], m.curve_share[knot + 1] - m.curve_share[knot]
    return m.curve_factor[knot] + rise * (x - m.curve_share[knot]) // run


def paced(m, row, speed, now):
    """Return the speed, in per mille, of work that begins now: practice times the calendar's pace."""
    if row < 0:
        return speed
    speed = (speed * m.pace[m.pace_at[row] + now // 86400] + 500) // 1000
    return speed if speed > 1 else 1
