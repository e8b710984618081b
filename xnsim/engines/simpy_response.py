"""People who look at the limit: effort and chances as they change with the share of it that is used.

Off unless a step has a curve. The share is that of the promised limit, where there is one, else
of the statutory one; while no clock runs nobody responds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xnsim.draws import uniform
from xnsim.engines.share import factor, own_limit, share_used
from xnsim.engines.simpy_traits import chance_of
from xnsim.laws import law_value

if TYPE_CHECKING:
    from xnsim.engines.simpy_case import Case
    from xnsim.engines.simpy_desk import File
    from xnsim.engines.simpy_engine import Office
    from xnsim.engines.simpy_work import Workplace

BY_CLASS, BY_CHANNEL, BY_PARENT = -1, -2, -3


def weight(office: "Workplace", case: "Case", place: int) -> int:
    """Return by how much (per mille) the limit changes what is done here."""
    curve = office.tape.response[place]
    used = share_used(office.tape, case.clocks, office.env.now, own_limit(case.clocks)) if curve else -1
    return factor(office.tape, curve, used) if used >= 0 else 1000


def hurry(office: "Workplace", file: "File") -> None:
    """Somebody takes a file up; if for the first time, the limit says how much effort he will make."""
    if file.spells == 0:
        file.left = max(1, (file.left * weight(office, file.case, file.place) + 500) // 1000)


def happens(office: "Office", case: "Case", place: int, stream: int) -> int:
    """Draw a yes or no whose chance the limit may change."""
    if not office.tape.response[place]:
        return office.draw(case, stream)
    law = office.tape.stream_law[office.tape.route_stream_at[case.route] + stream]
    return 1 if uniform(office.luck(case, stream)) * 1000 < chance_of(office.tape, law) * weight(office, case, place) else 0


def way(office: "Office", case: "Case", place: int, stream: int) -> int:
    """Choose a way: by class, by channel, by where the parent lies, or by chance; the limit may change the share of the first."""
    tape = office.tape
    if stream == BY_CLASS:
        return case.cls
    if stream == BY_CHANNEL:
        return case.traits.channel
    if stream == BY_PARENT:
        return case.parent_at if case.parent_at >= 0 else len(office.desks)
    if not tape.response[place]:
        return office.draw(case, stream)
    law = tape.stream_law[tape.route_stream_at[case.route] + stream]
    first = tape.law_par[tape.law_at[law] + 1]
    now = first * weight(office, case, place) / 1000
    u = uniform(office.luck(case, stream))
    if u < now:
        return 0
    return law_value(tape.law_kind[law], tape.law_at[law], first + (u - now) * (1 - first) / (1 - now), tape.law_par)
