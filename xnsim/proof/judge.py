"""The verdict on a case: is the known answer inside a narrow interval around what was simulated?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isclose
from typing import Any, Literal

from xnsim.labels import Label
from xnsim.proof.facts import Case
from xnsim.proof.trial import LEVEL, SMALL_WIDTH, WIDTH, Proof
from xnsim.stats import Interval, interval
from xnsim.theory.registry import answer

Says = Literal["met", "met_small", "missed", "wide", "waits", "formula"]

SAYS: dict[str, Label] = {
    "met": Label("相符", "met"),
    "met_small": Label("相符(小样本)", "met (small run)"),
    "missed": Label("不符", "missed"),
    "wide": Label("区间过宽", "too wide"),
    "waits": Label("待新动词", "waits"),
    "formula": Label("只核对公式", "formula only"),
}
PROVED = ("met", "met_small")
BAND = 0.05          # Nelson-Tantawi: published error of the approximation
SIX_DIGITS = 5e-6    # answers given as a setting are printed to six digits


@dataclass(frozen=True)
class Verdict:
    """What was expected of a case, what was seen, and whether they agree.

    ``formula`` is what theory says, ``expected`` what the run should show (the target where a
    setting was sought), ``simulated`` and ``half_width`` one number a value at 99.9 %; ``n``
    measured cases over ``replications``; ``intervals`` how many could miss by chance alone.
    """

    id: str
    formula: Any
    expected: tuple[Any, ...]
    simulated: tuple[Any, ...]
    half_width: tuple[float, ...]
    n: int
    replications: int
    verdict: Says
    seconds: float
    why: Label | None = None
    intervals: int = 0

    @property
    def proved(self) -> bool:
        """Whether the case is met, at whatever size."""
        return self.verdict in PROVED


@dataclass(frozen=True)
class Row:
    """One value over all replications; ``small`` as planned.

    ``alone``: of a share, the files as many as do not share their luck. Where all were on time that
    number tells how many late ones may have gone unseen (the rule of three); 0 for other values.
    """

    values: tuple[float, ...]
    small: bool = False
    alone: float = 0.0

    @property
    def allowed(self) -> float:
        """The half-width allowed, as a share of the value."""
        return SMALL_WIDTH if self.small else WIDTH

    @cached_property
    def interval(self) -> Interval:
        """The interval at 99.9 %."""
        if self.alone and set(self.values) in ({0.0}, {1.0}):
            return interval(self.values, LEVEL, rate=True, denominators=[self.alone / len(self.values)] * len(self.values))
        return interval(self.values, LEVEL)

    @property
    def width(self) -> float:
        """The half-width as a multiple of what is allowed; above 1 it is too wide."""
        return self.interval.half_width / self.allowed / abs(self.interval.mean) if self.interval.mean else 0.0


def formula_value(case: Case) -> Any:
    """What theory answers; the printed answer where the calendar is asked."""
    return case.expected if case.model.startswith("legal clock") else answer(case.as_published())


def expected_of(proof: Proof) -> tuple[float, ...]:
    """What the trials should show, value by value."""
    if proof.expected:
        return proof.expected
    told = formula_value(proof.case)
    return tuple(told) if isinstance(told, list) else (told,)


def judge(proof: Proof, rows: Sequence[Row], n: int, seconds: float) -> Verdict:
    """Compare the values of the replications, a row a value, with what is expected."""
    seen = [row.interval for row in rows]
    expected = expected_of(proof)
    widths = tuple(max(each.half_width, proof.grain) for each in seen)
    narrow = all(row.width <= 1 and proof.grain <= row.allowed * abs(row.interval.mean) for row in rows)
    agrees = AGREES[proof.goal](seen, expected, proof.grain)
    says: Says = "missed" if not agrees else "wide" if not narrow else "met_small" if any(row.small for row in rows) else "met"
    return Verdict(proof.case.id, formula_value(proof.case), expected, tuple(each.mean for each in seen), widths, n,
                   max((len(row.values) for row in rows), default=0), says, seconds, intervals=sum(w > 0 for w in widths))


def looked_up(proof: Proof, seconds: float) -> Verdict:
    """The verdict on what was read off the calendar."""
    expected = proof.case.answers
    says: Says = "met" if tuple(proof.found) == expected else "missed"
    return Verdict(proof.case.id, formula_value(proof.case), expected, proof.found, (), 0, 0, says, seconds)


def not_run(case: Case, says: Says, why: Label) -> Verdict:
    """The verdict on a case that no office shows."""
    return Verdict(case.id, formula_value(case), case.answers, (), (), 0, 0, says, 0.0, why)


def _inside(seen: Sequence[Interval], expected: Sequence[float], grain: float) -> bool:
    return len(seen) == len(expected) and all(
        each.low - grain <= value <= each.high + grain or isclose(value, each.mean, rel_tol=SIX_DIGITS)
        for each, value in zip(seen, expected, strict=True))


def _near(seen: Sequence[Interval], expected: Sequence[float], _: float) -> bool:
    return all(abs(each.mean - value) <= BAND * value for each, value in zip(seen, expected, strict=True))


def _between(seen: Sequence[Interval], expected: Sequence[float], _: float) -> bool:
    return all(expected[0] < each.low and each.high < expected[1] for each in seen)


def _reaches(seen: Sequence[Interval], expected: Sequence[float], _: float) -> bool:
    """The target is reached at the answer, as far as the interval can tell, and surely not one step below."""
    return seen[0].high >= expected[0] and all(below.high < expected[0] for below in seen[1:])


AGREES = {"equal": _inside, "within": _near, "between": _between, "met": _reaches}
