"""How much of its limit a case has used, counted as the statute counts, and when a share of it will be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xnsim.engines.clocks import units_lost
from xnsim.engines.simpy_timers import share_due
from xnsim.worktime import DAY, MONTH, month_span

if TYPE_CHECKING:
    from xnsim import tape as t
    from xnsim.engines.clocks import Clocks

NO_LIMIT = -1


def share_used(tape: "t.Tape", clocks: "Clocks", now: int, statutory: int) -> int:
    """Return the per mille of a limit that is used: days that have closed, or seconds of an exact span; -1 while no clock runs.

    A clock that stands still has used what it had when it stopped.
    """
    limit, lost = (clocks.statutory, clocks.lost_statutory) if statutory else (clocks.promised, clocks.lost_promised)
    if limit[0] < 0 or not clocks.running_since():
        return NO_LIMIT
    kind, units = _counted(tape, limit[0], limit[1] + clocks.more * clocks.extended, clocks.started)
    upto = clocks.paused_from if clocks.pauses else now
    return max(0, units_lost(tape, kind, clocks.started, upto, clocks.started) - lost) * 1000 // units


def own_limit(clocks: "Clocks") -> int:
    """Return which limit people look at: 0 the promised one, where there is one, else 1 the statutory one."""
    return 0 if clocks.promised[0] >= 0 else 1


def share_at(tape: "t.Tape", clocks: "Clocks", per_mille: int, statutory: int) -> int:
    """Return the last second of a share of a limit, as timers count it; -1 while its clock does not run."""
    limit, lost = (clocks.statutory, clocks.lost_statutory) if statutory else (clocks.promised, clocks.lost_promised)
    if limit[0] < 0 or not clocks.running_since() or clocks.pauses:
        return NO_LIMIT
    return share_due(tape, limit[0], limit[1] + clocks.more * clocks.extended, per_mille, clocks.started, lost)


def _counted(tape: "t.Tape", kind: int, units: int, started: int) -> tuple[int, int]:
    """Return a limit in months as one in days."""
    return (DAY, month_span(tape.origin[0], started // 86400, units)) if kind == MONTH else (kind, units)


def factor(tape: "t.Tape", curve: int, x: int) -> int:
    """Return the height of a curve (row plus 1) at ``x``, in per mille: straight between knots, level beyond them; 0 is no curve."""
    if curve == 0:
        return 1000
    first, last = tape.curve_at[curve - 1], tape.curve_at[curve - 1] + tape.curve_n[curve - 1] - 1
    share, height = tape.curve_share, tape.curve_factor
    if x <= share[first]:
        return height[first]
    for knot in range(first, last):
        if x <= share[knot + 1]:
            return height[knot] + (height[knot + 1] - height[knot]) * (x - share[knot]) // (share[knot + 1] - share[knot])
    return height[last]
