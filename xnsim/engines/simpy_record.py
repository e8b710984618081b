"""What the readable engine writes down of a case: one row, when it is closed or the run is over; the case itself is then forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xnsim import tape as t
from xnsim.engines.simpy_traits import RIGHT

if TYPE_CHECKING:
    from xnsim.engines.simpy_case import Case

Row = tuple[int, ...]       # a plain tuple of numbers: a run writes many

COLUMNS = (*t.CASE_ROW, "matter", "source", "cls", "received", "parent", "key", "warned", "raised", "channel", "eligible", "wrong", "discovered",
           "extraneous_s")


def row_of(case: "Case", last: int) -> Row:
    """Return a case as the table knows it, in the order of ``COLUMNS``: moments as offsets from receipt; ``last`` is this second."""
    clocks, traits, got = case.clocks, case.traits, case.received
    if case.closed < 0:
        clocks.tick(last)
        clocks.close_pauses(last)
    since = lambda moment: moment - got if moment >= 0 else -1
    due = lambda moment: min(moment - got, t.FIRST_LAST)
    return (since(clocks.accepted), since(clocks.decided), since(case.delivered), since(case.closed), case.outcome, sum(case.backs.values()),
            case.trips, case.spells, case.deemed, clocks.extended, clocks.resets, since(clocks.started), clocks.lost_s,
            clocks.lost_open_s, clocks.lost_promised, clocks.lost_statutory, clocks.lawful_promised, clocks.lawful_s,
            since(clocks.asked), clocks.applicant_s, clocks.paused_s, case.left_hall, due(clocks.promised_due()),
            due(clocks.statutory_due()), due(clocks.verified_due()),
            case.office.tape.route_matter[case.route], case.source, case.cls, got, case.parent, case.key, case.timers.warned, case.timers.raised,
            traits.channel, traits.eligible, traits.wrong(case.outcome) if case.closed >= 0 else RIGHT, traits.discovered, clocks.extraneous_s)
