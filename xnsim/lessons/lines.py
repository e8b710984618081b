"""Lines of unlike files: one desk or several, who goes first, and how long each kind waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from xnsim.engines import run
from xnsim.lessons.one_desk import SEED
from xnsim.program import Program, lower
from xnsim.proof.office import at_random, matter, office, serve
from xnsim.proof.seen import Seen
from xnsim.scenario.office import Horizon
from xnsim.scenario.values import Span

RUNS = 20


@dataclass(frozen=True)
class Kind:
    """One kind of files: how many come a day, how long one takes at the desk, and whether it goes before others."""

    name: str
    per_day: float
    effort: str
    first: bool = False


@dataclass(frozen=True)
class Line:
    """One line at a desk of so many officers that never closes, run for so many days after a warm-up."""

    kinds: tuple[Kind, ...]
    officers: int = 1
    order: str = "fifo"
    days: int = 40_000
    warm_up_days: int = 2_000


@lru_cache(maxsize=128)
def program_of(line: Line) -> Program:
    """Return the lowered office of a line; made once for each setting."""
    matters = {kind.name: {**matter(at_random(kind.per_day), serve("desk", kind.effort)), "priority": int(kind.first)} for kind in line.kinds}
    made = office({"desk": {"officers": line.officers, "order": line.order}}, matters)
    spans = [Span(float(days), "d") for days in (line.warm_up_days, line.days, line.warm_up_days)]
    return lower(made.changed(("horizon", Horizon(warm_up=spans[0], measure=spans[1], drain=spans[2]))))


@lru_cache(maxsize=8192)
def waits(line: Line, replication: int) -> tuple[float, ...]:
    """Run a line once and return the mean days until a file is taken up: of each kind, last of all files."""
    seen = Seen(run(program_of(line), SEED, replication))
    return (*(seen.mean_wait(kind.name) for kind in line.kinds), seen.mean_wait())


def waited(line: Line, n: int = RUNS, kind: int = -1) -> list[float]:
    """Return the mean wait of a kind (-1: of all files) in the first ``n`` replications."""
    return [waits(line, replication)[kind] for replication in range(n)]


def weighed(values: Sequence[float], per_day: Sequence[float]) -> float:
    """Return the mean over all files of what is known of each kind."""
    return sum(value * rate for value, rate in zip(values, per_day, strict=True)) / sum(per_day)
