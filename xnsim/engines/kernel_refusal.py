"""The first refusal in a parallel, in the fast walk: the other branches are let go, or finish what they have begun.

The large end of ``simpy_refusal``; what is noted on the way stands in ``kernel_hands``.
"""

from __future__ import annotations

from xnsim.engines.kernel_bells import AT_DOOR, alarm
from xnsim.engines.kernel_hands import G_FIELDS, G_HELD, G_NEWS, G_SAID, H_ENDED, H_FIELDS, H_LAST, H_PAUSES, H_REFUSED
from xnsim.engines.kernel_parts import (
    AT_GATE, B_JOIN, B_WIDE, C_BRANCHES, C_FORKS, C_HEAP, C_READY, C_SHIFT, IN_LINE, MOVING, NOWHERE, Q_END, Q_WIDE, R_FIELDS, R_OUTCOME,
    T_BITS, T_PLACE, T_SPELLS, T_STATE, T_WIDE, X_A, X_D, X_WIDE,
)
from xnsim.engines.kernel_seldom import go_on, resume, watch, withdraw
from xnsim.tape import CANCEL


def has_news(w, s, m):
    """Say whether the branches of a case have yet to hear of a refusal."""
    for x in range(s * w.control[C_FORKS], (s + 1) * w.control[C_FORKS]):
        if m.split[x * G_FIELDS + G_NEWS]:
            return True
    return False


def hear(t, f, w, rows, log, s, case, now, m):
    """The other branches hear of the refusals of this second, in the order in which they were made."""
    while has_news(w, s, m):
        first, fork = s * w.control[C_FORKS], -1
        for x in range(w.control[C_FORKS]):
            news = m.split[(first + x) * G_FIELDS + G_NEWS]
            if news > 0 and (fork < 0 or news < m.split[(first + fork) * G_FIELDS + G_NEWS]):
                fork = x
        m.split[(first + fork) * G_FIELDS + G_NEWS] = 0
        number = named(t, w, f.route[case], fork)
        parent = (s << w.control[C_SHIFT]) + t.fork_parent[number] * T_WIDE
        if w.joins[first + fork] > 0 and w.tok[parent + T_STATE] != NOWHERE:
            if m.fork_refusal[number] == CANCEL:
                cancel(t, f, w, rows, log, s, case, fork, now, m)
            else:
                hold(t, f, w, rows, log, s, case, fork, now, m)
    w.control[C_HEAP] = watch(t, w, rows, s, f.route[case], case * R_FIELDS, f.received[case], now, w.control[C_HEAP], m)
    w.control[C_HEAP] = alarm(w, s, now, now, w.control[C_HEAP])


def cancel(t, f, w, rows, log, s, case, fork, now, m):
    """Everything inside the fork is let go; the file that forked goes on."""
    r, root = f.route[case], s << w.control[C_SHIFT]
    for b in range(1, w.control[C_BRANCHES]):
        k = root + b * T_WIDE
        if w.tok[k + T_STATE] != NOWHERE and within(t, w, r, b, fork):
            if w.tok[k + T_STATE] == MOVING:
                moves_no_more(w, k)
            withdraw(t, f, w, log, k, case, 0, now, m)
            begins_nothing(t, w, rows, s, r, case, f.received[case], k, now, m)
    w.joins[s * w.control[C_FORKS] + fork] = 0
    joined(t, w, rows, s, r, case, fork, m)


def hold(t, f, w, rows, log, s, case, fork, now, m):
    """Who has begun finishes what he has begun; nothing else is begun inside the fork."""
    r, root, forks = f.route[case], s << w.control[C_SHIFT], w.control[C_FORKS]
    for b in range(1, w.control[C_BRANCHES]):
        k = root + b * T_WIDE
        state = w.tok[k + T_STATE]
        if state != NOWHERE and within(t, w, r, b, fork):
            m.hand[(k >> T_BITS) * H_FIELDS + H_LAST] = 1
            if state == AT_GATE or ((state == IN_LINE or state == AT_DOOR) and w.tok[k + T_SPELLS] == 0):
                withdraw(t, f, w, log, k, case, 0, now, m)
                w.tok[k + T_STATE] = MOVING
                go_on(w, k, w.tok[k + T_PLACE])
    for x in range(forks):
        if m.split[(s * forks + x) * G_FIELDS + G_HELD] == 0 and (x == fork or under_way(t, w, r, root, x, fork)):
            m.split[(s * forks + x) * G_FIELDS + G_HELD] = 1
            w.joins[s * forks + x] -= never_started(t, w, r, root, x, m)
            if w.joins[s * forks + x] == 0:
                joined(t, w, rows, s, r, case, x, m)


def begins_nothing(t, w, rows, s, r, case, got, k, now, m):
    """A file that begins nothing more goes to the end of its branch, with the clocks it held; returns that place."""
    at = (k >> T_BITS) * H_FIELDS
    held = m.hand[at + H_PAUSES]
    while held > 0:
        resume(t, w, rows, s, r, case * R_FIELDS, got, ((held & 15) - 1) // 3, ((held & 15) - 1) % 3, now, m)
        held = held >> 4
    if m.hand[at + H_PAUSES] > 0:       # the clocks run again
        w.control[C_HEAP] = watch(t, w, rows, s, r, case * R_FIELDS, got, now, w.control[C_HEAP], m)
    m.hand[at + H_PAUSES] = 0
    m.hand[at + H_LAST] = 0
    return way_out(t, w, r, (k - (s << w.control[C_SHIFT])) >> T_BITS)


def joined(t, w, rows, s, r, case, fork, m):
    """All branches of a fork have ended: the file that forked goes on."""
    number = named(t, w, r, fork)
    b = t.fork_parent[number]
    k = (s << w.control[C_SHIFT]) + b * T_WIDE
    refused(w, s, k, fork, m)
    w.tok[k + T_STATE] = MOVING
    go_on(w, k, t.fork_next[number] if rows[case * R_FIELDS + R_OUTCOME] == 0 else way_out(t, w, r, b))


def refused(w, s, k, fork, m):
    """The file that forked has a no in it, where one of its branches said no."""
    if m.split[(s * w.control[C_FORKS] + fork) * G_FIELDS + G_SAID]:
        m.hand[(k >> T_BITS) * H_FIELDS + H_REFUSED] = 1


def moves_no_more(w, k):
    """A file that was about to move leaves with the others."""
    n = 0
    for i in range(w.control[C_READY]):
        if w.ready[i] != k:
            w.ready[n] = w.ready[i]
            n += 1
    w.control[C_READY] = n


# where a branch lies -----------------------------------------------------------------------------------------------------------

def join_of(t, w, r, b):
    """Return where the JOIN of a branch stands among the operations; -1 where the route has no such branch."""
    row = t.route_branch_row[r * w.control[C_BRANCHES] + b]
    return t.brn[row * B_WIDE + B_JOIN] * X_WIDE if row >= 0 else -1


def way_out(t, w, r, b):
    """Return where a file goes whose case is decided already: its own join, or the end."""
    return join_of(t, w, r, b) // X_WIDE if b > 0 else t.rts[r * Q_WIDE + Q_END]


def within(t, w, r, b, fork):
    """Say whether a branch lies in a fork, or in one that lies in it."""
    while b > 0:
        pp = join_of(t, w, r, b)
        if t.ops[pp + X_D] == fork:
            return True
        b = t.fork_parent[t.ops[pp + X_A]]
    return False


def named(t, w, r, fork):
    """Return the number of a fork of a route among all forks."""
    for b in range(1, w.control[C_BRANCHES]):
        pp = join_of(t, w, r, b)
        if pp >= 0:
            if t.ops[pp + X_D] == fork:
                return t.ops[pp + X_A]
    return -1


def under_way(t, w, r, root, inner, outer):
    """Say whether a fork lies in another and has a branch under way in it."""
    number = named(t, w, r, inner)
    if number < 0:
        return False
    if not within(t, w, r, t.fork_parent[number], outer):
        return False
    for b in range(1, w.control[C_BRANCHES]):
        if w.tok[root + b * T_WIDE + T_STATE] != NOWHERE and within(t, w, r, b, inner):
            return True
    return False


def never_started(t, w, r, root, fork, m):
    """Return how many branches of a fork have not started."""
    n = 0
    for b in range(1, w.control[C_BRANCHES]):
        pp, k = join_of(t, w, r, b), root + b * T_WIDE
        if pp >= 0:
            if t.ops[pp + X_D] == fork and w.tok[k + T_STATE] == NOWHERE and m.hand[(k >> T_BITS) * H_FIELDS + H_ENDED] == 0:
                n += 1
    return n
