"""What an applicant brings besides his class, and whether the decision about him was right.

Traits are drawn by name from the key of the case, not on the way; the decision is drawn when
it is made. Whether it was wrong can be said of any end: who meets the conditions and is
refused, who does not and is approved, be it in silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xnsim import tape as t
from xnsim.draws import first_hash, uniform
from xnsim.engines.share import factor, own_limit, share_used
from xnsim.engines.simpy_desk import ARRIVED, At
from xnsim.program.channels import channel_row

if TYPE_CHECKING:
    from xnsim.engines.simpy_case import Case
    from xnsim.engines.simpy_desk import File
    from xnsim.engines.simpy_engine import Office

RIGHT, APPROVED_WRONGLY, REFUSED_WRONGLY = range(3)
NO_STEP = -1
YES = (t.APPROVED, t.DEEMED_APPROVED, t.DEEMED_RENEWED)


class Traits:
    """The channel of a case, whether it meets the conditions, and what was made of it."""

    def __init__(self, office: "Office", route: int, key: int) -> None:
        tape, bases = office.tape, office.fate.trait_base
        row = channel_row(tape, route, bases[0], key)
        self.channel = tape.channel_name[row] if row >= 0 else -1
        self.quality = tape.route_quality[route]
        self.eligible = -1 if self.quality < 0 else int(uniform(first_hash(bases[1], key)) < chance_of(tape, tape.quality_eligible[self.quality]))
        self.verdict = t.OPEN
        self.standard_s = self.spent_s = 0      # at the steps of review: the standard effort, and how long it took
        self.discovered = -1

    def wrong(self, outcome: int) -> int:
        """Say whether this outcome is right for who got it."""
        if self.eligible == 0 and outcome in YES:
            return APPROVED_WRONGLY
        return REFUSED_WRONGLY if self.eligible == 1 and outcome == t.REFUSED else RIGHT


def chance_of(tape: t.Tape, law: int) -> float:
    """Return the probability of a yes-or-no law."""
    return tape.law_par[tape.law_at[law]]


def spent(file: "File", speed: int) -> None:
    """Some of the review is done: book how long that took."""
    file.case.traits.spent_s += file.done * 1000 // speed


def judge(case: "Case") -> int:
    """The decision is made, once: ``APPROVED`` or ``REFUSED``, right or wrong."""
    office, traits = case.office, case.traits
    if traits.quality < 0:
        return t.APPROVED
    if traits.verdict == t.OPEN:
        wrong = _errs(office, case)
        traits.verdict = t.APPROVED if (traits.eligible == 1) != wrong else t.REFUSED
    return traits.verdict


def _errs(office: "Office", case: "Case") -> bool:
    """Haste and the limit multiply the chance of an error."""
    tape, traits = office.tape, case.traits
    row = traits.quality
    minutes = traits.spent_s * 1000 // traits.standard_s if traits.standard_s else 1000
    used = share_used(tape, case.clocks, office.env.now, own_limit(case.clocks))
    weight = factor(tape, tape.quality_minutes[row], minutes) * (factor(tape, tape.quality_pressure[row], used) if used >= 0 else 1000)
    chance = chance_of(tape, tape.quality_refuse[row] if traits.eligible else tape.quality_approve[row])
    return uniform(office.luck(case, tape.quality_error[row])) * 1_000_000 < chance * weight


def _found_out(office: "Office", case: "Case") -> bool:
    """Does it come to light that this decision was wrong? More often, it may be, where the case was examined afterwards."""
    tape, row = office.tape, case.traits.quality
    u = uniform(office.luck(case, tape.quality_found[row]))
    law = tape.stream_law[case.first_stream + tape.quality_found[row]]
    if tape.quality_exam[row] >= 0 and case.rounds.get(tape.quality_exam[row], 0):
        law = tape.quality_exam_found[row]
    return u < chance_of(tape, law)


def discover(case: "Case") -> None:
    """A case is closed: some wrong decisions come to light later, and another case may then begin."""
    office, traits = case.office, case.traits
    tape, row = office.tape, traits.quality
    if row < 0 or not traits.wrong(case.outcome) or tape.quality_found[row] < 0 or not _found_out(office, case):
        return
    length = office.draw(case, tape.quality_after[row])
    works = tape.quality_after_open[row] and length
    traits.discovered = office.program.calendar.add(case.closed, length) if works else case.closed + length
    matter, name = tape.quality_matter[row], tape.quality_spawn[row]
    if matter >= 0 and traits.discovered < office.program.end:
        At(office.env, traits.discovered, ARRIVED, lambda: office.newcomers.spawn(case, 0, NO_STEP, matter, name))
