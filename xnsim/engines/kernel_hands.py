"""What the fast walk keeps about branches, refusals, sessions and those who must make way; and the small end of ``simpy_refusal``.

Per file: whether its branch has ended, whether it said no, whether it begins nothing more, and
the pauses it holds. Per fork of a live case: whether one said no, whether work is held, and
whether the other branches have yet to hear of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xnsim.engines.kernel_bells import alarm
from xnsim.engines.kernel_parts import B_ID, B_WIDE, C_BRANCHES, C_FORKS, C_SHIFT, T_BITS, T_WIDE, X_A, X_B, X_C, X_D
from xnsim.tape import PAUSE, RESUME, WAIT_ALL

if TYPE_CHECKING:
    from xnsim.program import Program

TABLES = ("session_at", "session_n", "meeting_when", "meeting_seats", "meeting_quorum", "need", "fork_refusal", "rule_preempt",
          "rule_resume_cost")
H_ENDED, H_REFUSED, H_LAST, H_PAUSES, H_FIELDS = range(5)       # a file
G_SAID, G_HELD, G_NEWS, G_FIELDS = range(4)                     # a fork of a live case
DEEP = 1 << 56      # pauses a file holds, a digit of sixteen each: fourteen are remembered


def tables_of(program: "Program", space: Any) -> dict[str, Any]:
    """Lay out what refusals, sessions and pre-emption need besides the tables a slot."""
    tables = {name: space.ints(getattr(program.tape, name)) for name in TABLES}
    return {**tables, "before": space.ints([-1] * (2 * len(program.tape.session_at))),
            "preempting": space.ints([int(any(program.tape.rule_preempt))])}


def per_slot(program: "Program") -> dict[str, int]:
    """Return how many numbers a live case takes in each table."""
    return {"hand": program.max_branches * H_FIELDS, "split": program.max_forks * G_FIELDS}


# on the way ------------------------------------------------------------------------------------------------------------------

def blank(w, s, m):
    """Somebody is received: no branch of his has ended, nobody has said no."""
    first = (s << w.control[C_SHIFT]) >> T_BITS
    for x in range(first * H_FIELDS, (first + w.control[C_BRANCHES]) * H_FIELDS):
        m.hand[x] = 0
    for x in range(s * w.control[C_FORKS] * G_FIELDS, (s + 1) * w.control[C_FORKS] * G_FIELDS):
        m.split[x] = 0


def forked(t, w, s, pp, m):
    """Copies go to several desks at once: none has ended or said no."""
    x = (s * w.control[C_FORKS] + t.ops[pp + X_D]) * G_FIELDS
    m.split[x + G_SAID] = 0
    m.split[x + G_HELD] = 0
    for row in range(t.ops[pp + X_A], t.ops[pp + X_A] + t.ops[pp + X_B]):
        k = (s << w.control[C_SHIFT]) + t.brn[row * B_WIDE + B_ID] * T_WIDE
        for x in range((k >> T_BITS) * H_FIELDS, (k >> T_BITS) * H_FIELDS + H_FIELDS):
            m.hand[x] = 0


def branch_ended(t, w, s, k, pp, now, n_heap, m):
    """A branch has ended; if it said no, the others will hear of it. Returns the size of the heap."""
    m.hand[(k >> T_BITS) * H_FIELDS + H_ENDED] = 1
    if m.hand[(k >> T_BITS) * H_FIELDS + H_REFUSED]:
        first = s * w.control[C_FORKS]
        x = (first + t.ops[pp + X_D]) * G_FIELDS
        m.split[x + G_SAID] = 1
        if m.fork_refusal[t.ops[pp + X_A]] != WAIT_ALL:
            if m.split[x + G_NEWS] == 0:
                last = 0
                for y in range(first, first + w.control[C_FORKS]):
                    if m.split[y * G_FIELDS + G_NEWS] > last:
                        last = m.split[y * G_FIELDS + G_NEWS]
                m.split[x + G_NEWS] = last + 1
            n_heap = alarm(w, s, now, now, n_heap)
    return n_heap


def stopped(t, w, s, pp, m):
    """Say whether nothing new may start in the fork that ends at a JOIN."""
    x = (s * w.control[C_FORKS] + t.ops[pp + X_D]) * G_FIELDS
    return m.split[x + G_HELD] > 0 or (m.split[x + G_SAID] > 0 and m.fork_refusal[t.ops[pp + X_A]] != WAIT_ALL)


def forget(w, s, m):
    """The case has left all its branches: who has not heard of a refusal need not."""
    for x in range(s * w.control[C_FORKS], (s + 1) * w.control[C_FORKS]):
        m.split[x * G_FIELDS + G_NEWS] = 0


def note_pause(t, k, pp, m):
    """A file begins or ends to hold the clocks."""
    at = (k >> T_BITS) * H_FIELDS + H_PAUSES
    if t.ops[pp + X_A] == PAUSE:
        if m.hand[at] < DEEP:
            m.hand[at] = m.hand[at] * 16 + 1 + 3 * t.ops[pp + X_B] + t.ops[pp + X_C]
    elif t.ops[pp + X_A] == RESUME:
        m.hand[at] = m.hand[at] >> 4
