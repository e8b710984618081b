"""The grid behind a hand-out: every reform off or at one of its values, every combination run on the same applicants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any

from pydantic import ValidationError

from xnsim.engines import Engine
from xnsim.labels import Label
from xnsim.policies import Policy, PolicyRefused, timeline
from xnsim.policies.desk_words import at_desk
from xnsim.scenario.finding import unknown
from xnsim.scenario.model import Scenario
from xnsim.scenario.problems import InputError, Problem
from xnsim.study import Comparison, compare
from xnsim.widgets.controls import controls, turned
from xnsim.widgets.figures import MAIN

LEVELS, FEW = 5, 2          # values a slider gets by itself, and the fewest
TRIED = 20                  # steps along a slider that are looked at for them
COMFORTABLE, MOST = 150, 600
"""Points of a grid: beyond the first, sliders get fewer values; beyond the second, a grid is refused."""
STATUS_QUO = "现状"

FLAG = "--grid"
SHAPE = Label("“{0}”应写成 制度.参数=值,值,…,例如 time_limit.factor=0.4,0.7,1", "“{0}” should read policy.knob=value,value,…, such as time_limit.factor=0.4,0.7,1")
POLICY, KNOB = Label("制度", "policy"), Label("参数", "knob")
TOO_MANY = Label("网格有 {0} 个组合,最多 {1} 个;请少选制度或少列值", "the grid has {0} combinations, {1} at most; name fewer policies or fewer values")
BAD_VALUE = Label("“{0}”不是这个参数可以取的值", "“{0}” is not a value this knob may take")


@dataclass(frozen=True)
class Reform:
    """One reform on a hand-out: the policy as it was asked for, and the values of each slider."""

    base: Policy
    sliders: dict[str, tuple[float, ...]]

    @cached_property
    def settings(self) -> list[dict[str, float]]:
        """Every combination of the sliders' values; one empty setting where there is no slider."""
        return [dict(zip(self.sliders, values, strict=True)) for values in product(*self.sliders.values())]

    def at(self, setting: Mapping[str, float]) -> Policy:
        """Return the policy with its sliders at these values."""
        return turned(type(self.base), self.base, setting)


@dataclass(frozen=True)
class Grid:
    """What came out at every point. A point is a number a reform: 0 it is off, k the k-th of its settings.

    ``refused`` maps the points that contradict themselves to the reason.
    """

    office: Scenario
    reforms: tuple[Reform, ...]
    found: Comparison
    refused: dict[str, Label]

    def at(self, point: str) -> Comparison:
        """Return the comparison of one point with the status quo alone, as ``compare`` gives it for these two."""
        quo = self.found.status_quo
        names = (quo, point)
        return replace(self.found, alternatives=names, series={name: self.found.series[name] for name in names},
                       digests={name: self.found.digests[name] for name in names}, limits={})

    def policies(self, point: str) -> list[Policy]:
        """Return the policies in force at a point."""
        return policies_at(self.reforms, point)


def policies_at(reforms: Sequence[Reform], point: str) -> list[Policy]:
    """Return the policies in force at a point: ``0-3`` is the second reform at its third setting."""
    return [reform.at(reform.settings[int(k) - 1]) for reform, k in zip(reforms, point.split("-"), strict=True) if k != "0"]


def points_of(reforms: Sequence[Reform]) -> list[str]:
    """Return every point of the grid but the one where all reforms are off."""
    every = product(*(range(len(reform.settings) + 1) for reform in reforms))
    return ["-".join(map(str, point)) for point in every if any(point)]


def fits(office: Scenario, policies: Sequence[Policy]) -> Label | None:
    """Return why these policies may not be in force together here, or None when they may."""
    try:
        timeline(office, policies)
    except PolicyRefused as refused:
        return at_desk(refused, office)
    return None


def plan_of(office: Scenario, policies: Sequence[Policy], values: Sequence[str] = ()) -> tuple[Reform, ...]:
    """Return the reforms of a hand-out: policies as asked for, sliders as ``values`` list them.

    ``values``: ``time_limit.factor=0.4,0.7,1``. A policy of which no knob is listed gets its first slider, at
    evenly spaced values. Raises ``InputError`` with all that is wrong.
    """
    listed = _listed(policies, values)
    first = {policy.key: {} if policy.key in listed else _first_slider(policy, office) for policy in policies}
    for levels in range(LEVELS, FEW - 1, -1):
        reforms = tuple(Reform(policy, listed.get(policy.key) or _evenly(first[policy.key], levels)) for policy in policies)
        if _size(reforms) <= COMFORTABLE:
            break
    if _size(reforms) > MOST:
        raise InputError([Problem(FLAG, Label(TOO_MANY.zh.format(_size(reforms), MOST), TOO_MANY.en.format(_size(reforms), MOST)))])
    return reforms


def _size(reforms: Sequence[Reform]) -> int:
    size = 1
    for reform in reforms:
        size *= len(reform.settings) + 1
    return size


def _first_slider(policy: Policy, office: Scenario) -> dict[str, tuple[float, list[float]]]:
    """Return the first slider that has at least two values which the office does not refuse: its own value and all of these.

    A value that stands alone in contradiction with the office would only give holes in the grid.
    """
    for one in controls(type(policy), policy, office):
        if one["kind"] != "slider" or one["more"]:
            continue
        low, step, own = one["low"], one["step"], one["value"]
        steps = round((one["high"] - low) / step)
        asked = {round(low + round(k * steps / TRIED) * step, 9) for k in range(TRIED + 1)} | {own}
        kept = [value for value in sorted(asked) if fits(office, [turned(type(policy), policy, {one["name"]: value})]) is None]
        if len(kept) >= FEW:
            return {one["name"]: (own, [int(value) for value in kept] if one["whole"] else kept)}
    return {}


def _evenly(slider: Mapping[str, tuple[float, Sequence[float]]], levels: int) -> dict[str, tuple[float, ...]]:
    """Choose so many of a slider's values, evenly, its own value among them."""
    return {name: _chosen(own, kept, levels) for name, (own, kept) in slider.items()}


def _chosen(own: float, kept: Sequence[float], levels: int) -> tuple[float, ...]:
    last = len(kept) - 1
    found = {kept[round(k * last / (levels - 1))] for k in range(levels)}
    if own in kept and own not in found:
        inner = found - {kept[0], kept[-1]}
        found = (found - {min(inner, key=lambda value: abs(value - own))} if inner else found) | {own}
    return tuple(sorted(found))


def _listed(policies: Sequence[Policy], values: Sequence[str]) -> dict[str, dict[str, tuple[float, ...]]]:
    known = {policy.key: policy for policy in policies}
    found: dict[str, dict[str, tuple[float, ...]]] = {}
    problems: list[Problem] = []
    for word in values:
        place, equals, after = word.partition("=")
        key, dot, knob = place.strip().partition(".")
        if not (equals and dot and after.strip()):
            problems.append(Problem(f"{FLAG} {word}", Label(SHAPE.zh.format(word), SHAPE.en.format(word))))
        elif key not in known:
            problems.append(Problem(f"{FLAG} {word}", unknown((), POLICY, key, known).says))
        elif knob not in known[key].knobs():
            problems.append(Problem(f"{FLAG} {word}", unknown((), KNOB, knob, known[key].knobs()).says))
        else:
            found.setdefault(key, {})[knob] = tuple(_values(known[key], knob, after, word, problems))
    if problems:
        raise InputError(problems)
    return found


def _values(policy: Policy, knob: str, after: str, word: str, problems: list[Problem]) -> Iterator[float]:
    for text in after.replace("\uff0c", ",").split(","):
        try:
            yield getattr(turned(type(policy), policy, {knob: float(text)}), knob)
        except (ValueError, ValidationError):
            problems.append(Problem(f"{FLAG} {word}", Label(BAD_VALUE.zh.format(text.strip()), BAD_VALUE.en.format(text.strip()))))


def worked_out(office: Scenario, reforms: Sequence[Reform], replications: int = 30, seed: int = 1, engine: Engine = "auto",
               progress: bool = False) -> Grid:
    """Run every point of the grid on the same applicants.

    Ctrl-C: ``Interrupted``, as ``compare`` raises it, and nothing of the page is written: half a grid has holes.
    """
    alternatives: dict[str, list[Any]] = {STATUS_QUO: []}
    refused: dict[str, Label] = {}
    for point in points_of(reforms):
        chosen = policies_at(reforms, point)
        why = fits(office, chosen)
        if why is None:
            alternatives[point] = chosen
        else:
            refused[point] = why
    found = compare(office, alternatives, replications, seed, MAIN, progress=progress, engine=engine)
    return Grid(office, tuple(reforms), found, refused)
