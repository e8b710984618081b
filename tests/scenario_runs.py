"""Runs of the offices that come with xnsim, made once for all tests that look at them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any

from xnsim.engines import Run, run
from xnsim.indicators import measure_all
from xnsim.policies import registry
from xnsim.policies.base import Policy
from xnsim.policies.compose import timeline
from xnsim.program import Program, lower
from xnsim.scenario import Scenario, load

ROOT = Path(__file__).parents[1]


def office(name: str) -> Scenario:
    """Return a scenario that comes with xnsim."""
    return load(ROOT / "scenarios" / f"{name}.yaml")


@cache
def program(name: str, *policies: Policy) -> Program:
    """Return a scenario lowered with policies in force."""
    return lower(timeline(office(name), policies))


@cache
def runs(name: str, replications: int, *policies: Policy) -> list[Run]:
    """Return the first replications of a scenario, seed 1."""
    return [run(program(name, *policies), 1, number) for number in range(replications)]


def policy(key: str, knobs: tuple[tuple[str, Any], ...] = ()) -> Policy:
    """Return a policy of the registry with some knobs turned."""
    return registry()[key].model_validate(dict(knobs))


def value(one: Run, key: str) -> float:
    """Return an indicator of one run."""
    return measure_all(one, [key])[key][0]


def mean(several: list[Run], key: str) -> float:
    """Return the mean of an indicator over several runs."""
    return fmean(value(one, key) for one in several)
