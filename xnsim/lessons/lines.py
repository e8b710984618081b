"""Lines of unlike files: one desk or several, who goes first, and how long each kind waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xnsim.lessons.textbook import Length, Runs, program_of, remembered, watched
from xnsim.program import Program
from xnsim.proof.office import at_random, matter, office, serve

RUNS = 20
WHOLE = Runs(RUNS)


@dataclass(frozen=True)
class Kind:
    """One kind of files: how many come a day, how long one takes at the desk, and whether it goes before others."""

    name: str
    per_day: float
    effort: str
    first: bool = False


@dataclass(frozen=True)
class Line:
    """One line at a desk of so many officers that never closes, and how long it is run."""

    kinds: tuple[Kind, ...]
    officers: int = 1
    order: str = "fifo"
    length: Length = Length(2_000, 40_000, 2_000, look=(500, 1_000))


@remembered
def program_of_line(line: Line) -> Program:
    """Return the office of a line, ready to run; made once for each setting."""
    matters = {kind.name: {**matter(at_random(kind.per_day), serve("desk", kind.effort)), "priority": int(kind.first)} for kind in line.kinds}
    return program_of(office({"desk": {"officers": line.officers, "order": line.order}}, matters), line.length)


@remembered
def waits(line: Line, replication: int) -> tuple[float, ...]:
    """Run a line once and return the mean days until a file is taken up: of each kind, last of all files."""
    seen = watched(program_of_line(line), replication)
    return (*(seen.mean_wait(kind.name) for kind in line.kinds), seen.mean_wait())


def waited(line: Line, runs: Runs = WHOLE, kind: int = -1) -> list[float]:
    """Return the mean wait of a kind (-1: of all files) in every run."""
    return runs.each(line.length, lambda replication, length: waits(replace(line, length=length), replication)[kind])


def weighed(values: Sequence[float], per_day: Sequence[float]) -> float:
    """Return the mean over all files of what is known of each kind."""
    return sum(value * rate for value, rate in zip(values, per_day, strict=True)) / sum(per_day)
