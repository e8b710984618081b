"""Two engines, one meaning: every column of both tables is equal, over random offices and over all scenarios."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from alike import SCENARIOS, assert_alike, each_length, each_scenario, shortened
from hypothesis import given, settings
from offices import OFFICES, POLICIES, Office, offices

from xnsim.engines.compiled import numba_here
from xnsim.policies import PolicyRefused, timeline
from xnsim.program import Program, lower
from xnsim.scenario.model import Scenario

RANDOM = settings(OFFICES, derandomize=True)        # the same ones each time
compiled_too = pytest.mark.skipif(numba_here() is None, reason="Numba is not installed or switched off")


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
    """The walk gives the same on lists and as machine code, and again: nothing is left over from the run before."""
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


def programs(scenario: Scenario) -> Iterator[Program]:
    """A scenario as it is, and under each policy that it takes, from the first day on and from the fourth."""
    fourth = scenario.calendar.start + dt.timedelta(days=3)
    for policies in ([], *([policy(start=day)] for policy in POLICIES for day in (None, fourth))):
        with suppress(PolicyRefused):
            yield lower(timeline(scenario, policies))


@each_length
@each_scenario
def test_scenarios_under_every_policy(path: Path, length: str):
    """Every scenario of the folder, under every policy it takes, for five seeds (two busy, three quiet): no column differs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tried = list(programs(shortened(path, length)))
    assert tried
    for program in tried:
        for seed in (0, 1) if length == "busy" else (2, 3, 4):
            assert_alike(program, "simpy", "lists", seed)
            if numba_here() is not None:
                assert_alike(program, "lists", "kernel", seed)


def test_there_are_scenarios():
    """The folder of scenarios is found, so that the test above does run."""
    assert SCENARIOS
