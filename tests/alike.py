"""What the tests of two engines share: how two runs are compared, and the scenarios made short."""

from __future__ import annotations

import warnings
from pathlib import Path
from random import Random

import pytest

from xnsim.cases import first_difference
from xnsim.engines import Engine, Run, run, run_simpy_shuffled
from xnsim.engines.compiled import numba_here
from xnsim.program import Program
from xnsim.scenario.files import load
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Horizon
from xnsim.scenario.values import Span

SCENARIOS = sorted((Path(__file__).parents[1] / "scenarios").glob("*.yaml"))
BUSY = Horizon(warm_up=Span(1, "wd"), measure=Span(2, "wd"), drain=Span(3, "wd"))
QUIET = Horizon(warm_up=Span(1, "wd"), measure=Span(5, "wd"), drain=Span(30, "wd"))     # long enough for the limits
KEEP = {"busy": (BUSY, 1.0), "quiet": (QUIET, 0.05)}
each_scenario = pytest.mark.parametrize("path", SCENARIOS, ids=[path.stem for path in SCENARIOS])
each_length = pytest.mark.parametrize("length", KEEP)
compiled_too = pytest.mark.skipif(numba_here() is None, reason="Numba is not installed or switched off")


def parting(a: Run, b: Run) -> str | None:
    """Where two runs of the same replication part first; None when they are equal in everything they leave."""
    if a.last != b.last:
        return f"last second: {a.last} | {b.last}"
    if a.program.officer_present_s != b.program.officer_present_s:
        return f"presence: {a.program.officer_present_s} | {b.program.officer_present_s}"
    return first_difference(a.cases, b.cases) or first_difference(a.services, b.services)


def assert_alike(program: Program, one: Engine, other: Engine, seed: int = 1, replication: int = 0) -> Run:
    """Run one replication with both engines and compare all they leave; return the first run."""
    runs = [run(program, seed, replication, engine) for engine in (one, other)]
    found = parting(*runs)
    assert found is None, f"{one} | {other}, seed {seed}, replication {replication}: {found}"
    return runs[0]


def assert_unmoved(program: Program, seed: int, shuffles: int) -> None:
    """Deal the order within each place anew a few times; the tables stay as they are."""
    plain = run(program, seed, engine="simpy")
    for luck in range(shuffles):
        found = parting(plain, run_simpy_shuffled(program, seed, 0, Random(luck)))
        assert found is None, f"in order | shuffled by {luck}: {found}"


def shortened(path: Path, length: str) -> Scenario:
    """The scenario of a file for a few busy days, or for some weeks with one applicant in twenty."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scenario = load(path)
    horizon, keep = KEEP[length]
    matters = {name: matter.changed(("arrivals", tuple(source.changed(("keep", source.keep * keep)) for source in matter.sources)))
               for name, matter in scenario.matters.items()}
    return scenario.changed(("horizon", horizon), ("matters", matters))
