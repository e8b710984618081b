"""Two engines, one meaning: every column of both tables is equal, over random offices and over all scenarios."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from offices import OFFICES, POLICIES, Office, offices

from xnsim.cases import first_difference
from xnsim.engines import Engine, Run, run
from xnsim.engines.compiled import numba_here
from xnsim.policies import PolicyRefused, timeline
from xnsim.program import Program, lower
from xnsim.scenario.files import load
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Horizon
from xnsim.scenario.values import Span

SCENARIOS = sorted((Path(__file__).parents[1] / "scenarios").glob("*.yaml"))
BUSY_DAYS = Horizon(warm_up=Span(1, "wd"), measure=Span(2, "wd"), drain=Span(3, "wd"))
QUIET_WEEKS = Horizon(warm_up=Span(1, "wd"), measure=Span(5, "wd"), drain=Span(30, "wd"))     # long enough for the limits
RANDOM = settings(OFFICES, derandomize=True)        # the same ones each time
compiled_too = pytest.mark.skipif(numba_here() is None, reason="Numba is not installed or switched off")
each_scenario = pytest.mark.parametrize("path", SCENARIOS, ids=[path.stem for path in SCENARIOS])


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


@settings(RANDOM, max_examples=300)
@given(offices())
def test_random_offices_on_lists(office: Office):
    """Of 300 offices as nasty as we could think of, SimPy and the fast walk on lists leave the same tables."""
    assert_alike(office.program, "simpy", "lists")


@compiled_too
@settings(RANDOM, max_examples=120)
@given(offices())
def test_random_offices_compiled(office: Office):
    """Of 120 other offices SimPy and the compiled walk leave the same tables."""
    assert_alike(office.program, "simpy", "kernel", seed=2, replication=3)


@compiled_too
@settings(RANDOM, max_examples=60)
@given(offices())
def test_one_source_on_lists_and_compiled(office: Office):
    """The walk gives the same on lists and as machine code, twice in a row: nothing is left over from the run before."""
    for replication in (0, 1, 0):
        assert_alike(office.program, "lists", "kernel", seed=7, replication=replication)


@pytest.mark.slow
@settings(OFFICES, max_examples=10_000)
@given(offices())
def test_ten_thousand_offices(office: Office):
    """Ten thousand offices, new ones each time, on every engine there is."""
    assert_alike(office.program, "simpy", "lists")
    if numba_here() is not None:
        assert_alike(office.program, "lists", "kernel")


def shortened(scenario: Scenario, horizon: Horizon, keep: float) -> Scenario:
    """The same office for a shorter time, with a share of its applicants."""
    matters = {name: matter.changed(("arrivals", tuple(source.changed(("keep", source.keep * keep)) for source in matter.sources)))
               for name, matter in scenario.matters.items()}
    return scenario.changed(("horizon", horizon), ("matters", matters))


def programs(scenario: Scenario) -> Iterator[Program]:
    """A scenario as it is, and under each policy that it takes, from the first day on and from the fourth."""
    fourth = scenario.calendar.start + dt.timedelta(days=3)
    for policies in ([], *([policy(start=day)] for policy in POLICIES for day in (None, fourth))):
        with suppress(PolicyRefused):
            yield lower(timeline(scenario, policies))


@pytest.mark.parametrize(("horizon", "keep", "seeds"), [(BUSY_DAYS, 1.0, (0, 1)), (QUIET_WEEKS, 0.05, (2, 3, 4))], ids=["busy", "quiet"])
@each_scenario
def test_scenarios_under_every_policy(path: Path, horizon: Horizon, keep: float, seeds: tuple[int, ...]):
    """Every scenario of the folder, under every policy it takes, for five seeds: no column differs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tried = list(programs(shortened(load(path), horizon, keep)))
    assert tried
    for program in tried:
        for seed in seeds:
            assert_alike(program, "simpy", "lists", seed)
            if numba_here() is not None:
                assert_alike(program, "lists", "kernel", seed)


def test_there_are_scenarios():
    """The folder of scenarios is found, so that the test above does run."""
    assert SCENARIOS
