"""A design: knobs of policies turned in every combination, under every alternative.

A factor ``time_limit.factor: [0.5, 0.7, 1.0]`` turns that knob wherever an alternative uses
the policy; an alternative that does not use it is not repeated for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from xnsim.batch.factors import factor_problems, turned, uses
from xnsim.indicators import INDICATORS
from xnsim.labels import Label
from xnsim.policies import Policy, PolicyRefused, Timeline
from xnsim.policies.study_spec import StudySpec, Text, understand_study, world_problems
from xnsim.policies.worlds import in_world
from xnsim.program import lower
from xnsim.scenario import InputError, Problem, Scenario
from xnsim.scenario.files import in_order
from xnsim.scenario.sheet import Sheet, read_sheet, where_text
from xnsim.study.asked import MAIN, check_indicators, check_numbers

Tables = Literal["none", "cases"]
Value = Any
WORLD = "world"


class DesignSpec(StudySpec):
    """A design as it is written: a study, the knobs to turn, and whether the tables of cases are kept."""

    factors: dict[Text, Annotated[tuple[Any, ...], Field(min_length=1)]] = {}
    tables: Tables = "none"


@dataclass(frozen=True)
class Design:
    """Which knobs are turned how far, under which alternatives, how often, and what is kept.

    ``factors`` maps ``policy.knob`` to its values. ``tables``: ``cases`` keeps every run's
    table of cases beside the indicators. ``worlds`` (``none``, ``paced``): every point is run
    in each, and the table has a column ``world``.
    """

    scenario: Scenario
    alternatives: Mapping[str, Sequence[Policy]]
    factors: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    replications: int = 100
    seed: int = 1
    indicators: Sequence[str] = MAIN
    tables: Tables = "none"
    worlds: Sequence[str] = ()


@dataclass(frozen=True, eq=False)
class Point:
    """One design point: an alternative with its knobs set, the phases to run, and their digest."""

    number: int
    alternative: str
    factors: dict[str, Value]
    timeline: Timeline
    digest: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Point) and (self.number, self.digest) == (other.number, other.digest)

    def __hash__(self) -> int:
        return hash((self.number, self.digest))


def load_design(path: str | Path) -> Design:
    """Read a design file; raises ``InputError`` with all its problems, each with its line."""
    return laid_out(path)[0]


def points_of(design: Design) -> list[Point]:
    """Return the points of a design in their order; raises ``InputError`` with all that is wrong with it."""
    return laid_out(design)[1]


def laid_out(design: str | Path | Design) -> tuple[Design, list[Point]]:
    """Return a design, or the one in a file, with all its points; raises ``InputError`` with all that is wrong."""
    return _checked(design) if isinstance(design, Design) else _read(design)


def _read(path: str | Path) -> tuple[Design, list[Point]]:
    sheet = read_sheet(path)
    spec, plan = understand_study(sheet, DesignSpec, INDICATORS, also=_check_factors)
    design = Design(plan.scenario, plan.alternatives, spec.factors, plan.replications, plan.seed, plan.indicators or MAIN, spec.tables, spec.worlds)
    points, refused = _every_point(design)
    if refused:
        raise InputError(in_order([sheet.problem(where, says) for where, says in refused]))
    return design, points


def _check_factors(sheet: Sheet, alternatives: Mapping[str, Sequence[Policy]]) -> None:
    written = sheet.data.get("factors")
    lists = {name: values for name, values in written.items() if isinstance(values, list)} if isinstance(written, dict) else {}
    sheet.problems += [sheet.problem(where, says) for where, says in factor_problems(lists, alternatives)]


def _checked(design: Design) -> tuple[Design, list[Point]]:
    problems = [*check_numbers(design.replications, design.seed), *check_indicators(tuple(design.indicators))]
    if not design.alternatives:
        problems.append(Problem("alternatives", Label("没有方案;请至少写一个", "there is no alternative; name at least one")))
    wrong = [*factor_problems(design.factors, design.alternatives), *world_problems(design.worlds)]
    points, refused = ([], []) if wrong else _every_point(design)
    problems += [Problem(where_text(where), says) for where, says in [*wrong, *refused]]
    if problems:
        raise InputError(problems)
    return design, points


def _every_point(design: Design) -> tuple[list[Point], list[tuple[tuple[str, ...], Label]]]:
    """Return every combination of knobs under every alternative that uses them, and those that are refused."""
    points: list[Point] = []
    refused: list[tuple[tuple[str, ...], Label]] = []
    for name, policies in design.alternatives.items():
        for chosen, world in product(_combinations(design.factors, policies), design.worlds or (None,)):
            try:
                phases = in_world(design.scenario, turned(policies, chosen), world)
            except PolicyRefused as why:
                knobs = ", ".join(f"{knob}={value}" for knob, value in chosen.items())
                told = (("alternatives", name), Label(f"{knobs}:{why.says.zh}", f"{knobs}: {why.says.en}") if knobs else why.says)
                refused += [] if told in refused else [told]
                continue
            points.append(Point(len(points), name, chosen | ({WORLD: world} if world else {}), phases, _digest(phases)))
    return points, refused


def _digest(phases: Timeline) -> str:
    """Return the digest a run of these phases is stamped with."""
    return phases[0][1].digest() if len(phases) == 1 else lower(phases).digest


def _combinations(factors: Mapping[str, Sequence[Value]], policies: Sequence[Policy]) -> Iterable[dict[str, Value]]:
    mine = [name for name in factors if uses(policies, name)]
    for values in product(*(factors[name] for name in mine)):
        yield {name: _plain(value) for name, value in zip(mine, values, strict=True)}


def _plain(value: Value) -> Value:
    return value.isoformat() if isinstance(value, dt.date) else value
