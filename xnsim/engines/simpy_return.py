"""The desk looks at the papers: are they sent back to the applicant, by chance or for the defects it sees?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xnsim import tape as t
from xnsim.draws import uniform
from xnsim.engines.simpy_response import happens
from xnsim.laws import law_value

if TYPE_CHECKING:
    from xnsim.engines.simpy_case import Case
    from xnsim.engines.simpy_engine import Office


def sent_back(office: "Office", case: "Case", place: int) -> bool:
    """Say whether the papers are sent back to the applicant, and note it."""
    tape = office.tape
    used, most = case.backs.get(place, 0), tape.c[place]
    found = happens(office, case, place, tape.a[place]) if tape.e[place] == t.BY_CHANCE else _found(office, case, place)
    if not found or (0 <= most <= used):
        return False
    case.backs[place] = used + 1
    case.trips += tape.trips[place]
    if case.clocks.accepted < 0:
        case.clocks.asked = office.env.now if case.clocks.asked < 0 else case.clocks.asked
        case.clocks.answer_from = -1
    return True


def _found(office: "Office", case: "Case", place: int) -> int:
    """Return how many defects the check sees, and take those that are noticed off the file."""
    tape, stream = office.tape, office.tape.a[place]
    if place not in case.defects:
        case.defects[place] = office.draw(case, stream)
    left = case.defects[place]
    u = uniform(office.luck(case, stream + 1))
    if left == 0:
        return 0
    law = tape.f[place] + left
    seen = law_value(tape.law_kind[law], tape.law_at[law], u, tape.law_par)
    case.defects[place] -= seen if tape.e[place] == t.DEFECTS_ALL else min(seen, 1)
    return seen
