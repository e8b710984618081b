"""Reference lines 参照线: what an idle year, the scripted directors and the best year found bring on both boards.

``reference.json`` holds them as they were run (n years, seeds 1 to n), so that a trainer can
say at once how far a team came, and anybody can play them again; ``python -m
xnsim.game.search`` finds and runs them anew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from xnsim.game.codes import Plan, read_plan
from xnsim.game.directors import DIRECTORS, NAMES, director
from xnsim.game.menu import QUARTERS
from xnsim.game.play import play
from xnsim.labels import Label
from xnsim.stats import Interval, interval

STORED = Path(__file__).with_name("reference.json")
SEEDS = tuple(range(1, 51))
IDLE, BEST = "idle", "best_found"
TITLES = {**NAMES, IDLE: Label("什么也不做", "nothing at all"), BEST: Label("搜索找到的最好一年", "the best year found by search")}
Span = tuple[float, float, float]


@dataclass(frozen=True)
class Line:
    """A year and what it brings: mean, low and high of the 95 % interval over ``n`` seeds, on each board and in the end. ``code`` is empty for who plays at random."""

    name: str
    code: str
    n: int
    true: Span
    official: Span
    final: Span


@dataclass(frozen=True)
class References:
    """All lines, the best found last, and how many years were tried to find it."""

    lines: tuple[Line, ...]
    tried: int

    @property
    def best(self) -> Line:
        """The best year found."""
        return next(line for line in self.lines if line.name == BEST)


@cache
def references() -> References:
    """Return the lines as they were run."""
    kept = json.loads(STORED.read_text(encoding="utf-8"))
    return References(tuple(Line(**{name: tuple(value) if isinstance(value, list) else value for name, value in each.items()}) for each in kept["lines"]), kept["tried"])


def run_lines(best: Plan, tried: int, seeds: Sequence[int] = SEEDS) -> References:
    """Run the idle year, the scripted directors and the best year found over the seeds."""
    plans: dict[str, Any] = {IDLE: lambda _: read_plan("/".join("0" * QUARTERS), IDLE), **DIRECTORS, BEST: lambda _: best}
    return References(tuple(_line(name, make, seeds) for name, make in plans.items()), tried)


def _line(name: str, make: Any, seeds: Sequence[int]) -> Line:
    results = [play(make(seed), seed) for seed in seeds]
    boards = ([each.true.total for each in results], [each.official_mean for each in results], [each.final for each in results])
    code = "" if make(seeds[0]) != make(seeds[-1]) else make(seeds[0]).code
    return Line(name, code, len(seeds), *(_span(interval(values)) for values in boards))


def _span(found: Interval) -> Span:
    return round(found.mean, 3), round(found.low, 3), round(found.high, 3)


def keep(found: References) -> None:
    """Write the lines beside this file."""
    STORED.write_text(json.dumps(asdict(found), indent=1) + "\n", encoding="utf-8")


def plan_of(line: Line, seed: int = 1) -> Plan:
    """Return the year of a line; who plays at random looks at the seed."""
    return read_plan(line.code, line.name) if line.code else director(line.name, seed)
