"""Two engines, one meaning: every column of both tables is equal, over random offices and over all scenarios."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from alike import SCENARIOS, assert_alike, compiled_too, each_length, each_scenario, shortened
from hypothesis import given, settings
from offices import OFFICES, POLICIES, Office, office, offices
from toy_office import serve, toy

from xnsim.engines.compiled import numba_here
from xnsim.engines.words import KNOWN_WORDS, unknown_words
from xnsim.policies import PolicyRefused, timeline
from xnsim.program import Program, lower
from xnsim.program.words import words_of
from xnsim.scenario.model import Scenario
from xnsim.scenario.problems import InputError

RANDOM = settings(OFFICES, derandomize=True)        # the same ones each time


@settings(RANDOM, max_examples=300)
@given(offices())
def test_random_offices_on_lists(drawn: Office):
    """Of 300 offices as nasty as we could think of, SimPy and the fast walk on lists leave the same tables."""
    assert_alike(drawn.program, "simpy", "lists")


@compiled_too
@settings(RANDOM, max_examples=120)
@given(offices())
def test_random_offices_compiled(drawn: Office):
    """Of 120 other offices SimPy and the compiled walk leave the same tables."""
    assert_alike(drawn.program, "simpy", "kernel", seed=2, replication=3)


@compiled_too
@settings(RANDOM, max_examples=60)
@given(offices())
def test_one_source_on_lists_and_compiled(drawn: Office):
    """The walk gives the same on lists and as machine code, and again: nothing is left over from the run before."""
    for replication in (0, 1, 0):
        assert_alike(drawn.program, "lists", "kernel", seed=7, replication=replication)


@pytest.mark.slow
@settings(OFFICES, max_examples=10_000)
@given(offices())
def test_ten_thousand_offices(drawn: Office):
    """Ten thousand offices, new ones each time, on every engine there is."""
    assert_alike(drawn.program, "simpy", "lists")
    if numba_here() is not None:
        assert_alike(drawn.program, "lists", "kernel")


def test_a_full_house():
    """Eight hundred files at once in three branches each: the fast walk asks for more room, more than once, and loses nothing."""
    branches = {name: {"route": [serve(name, name, effort, {"within": "26 h", "exit": "deemed_consent"})]}
                for name, effort in (("a", "exp(2 min)"), ("b", "2 min"), ("c", "exp(8 min)"))}
    desks = {"a": {"officers": 1}, "b": {"officers": 2, "order": "shortest"}, "c": {"officers": 3, "closing": "finish"}}
    matters = {"m": {"arrivals": [{"initial": 800}, {"poisson": "20/wd"}], "route": [serve("s", "b", "1 min"), {"parallel": {"branches": branches}}],
                     "limits": {"statutory": "1 wd"}, "on_expiry": [{"limit": "statutory", "exit": "deemed_approved"}]}}
    crowd = office((None, toy(desks, matters, {"horizon": {"warm_up": "0 wd", "measure": "3 wd", "drain": "10 wd"}})))
    made = assert_alike(crowd.program, "simpy", "lists")
    assert made.cases.rows > 800 and {1, 3} <= set(made.cases["outcome"])
    if numba_here() is not None:
        assert_alike(crowd.program, "lists", "kernel")


FIRST = ("ab_cover", "one_time_notice", "parallel_approval", "silent_approval", "time_limit", "urgent_class")
SEEDS = {"busy": (0, 1), "quiet": (2, 3, 4)}


def programs(scenario: Scenario, keys: Sequence[str], starts: Sequence[int | None]) -> Iterator[Program]:
    """A scenario as it is, and under each of these policies that it takes, from the first day on or from a later one."""
    day = scenario.calendar.start
    dated = [None if start is None else day + dt.timedelta(days=start) for start in starts]
    for policies in ([], *([policy(start=begins)] for policy in POLICIES if policy.key in keys for begins in dated)):
        with suppress(PolicyRefused, InputError), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            program = lower(timeline(scenario, policies))
            if not unknown_words(program):      # others are walked by the readable engine alone
                yield program


def agree(tried: Iterable[Program], seeds: Sequence[int]) -> int:
    """Every engine leaves the same tables; returns how many programs were tried."""
    count = 0
    for count, program in enumerate(tried, 1):
        for seed in seeds:
            assert_alike(program, "simpy", "lists", seed)
            if numba_here() is not None:
                assert_alike(program, "lists", "kernel", seed)
    return count


@each_length
@each_scenario
def test_scenarios_under_the_first_policies(path: Path, length: str):
    """Every scenario of the folder, under each of the first six policies it takes, for five seeds (two busy, three quiet): no column differs."""
    scenario = shortened(path, length)
    words = words_of([scenario])
    tried = agree(programs(scenario, FIRST, (None, 3)), SEEDS[length][:1] if words else SEEDS[length])
    assert tried or words - KNOWN_WORDS


@each_length
@each_scenario
def test_scenarios_under_the_other_policies(path: Path, length: str):
    """Every scenario under every other policy it takes, for one seed: from the first day when busy, from the fourth when quiet."""
    others = [policy.key for policy in POLICIES if policy.key not in FIRST]
    scenario = shortened(path, length)
    tried = agree(programs(scenario, others, (None,) if length == "busy" else (3,)), SEEDS[length][:1])
    assert tried or words_of([scenario]) - KNOWN_WORDS


@pytest.mark.slow
@each_length
@each_scenario
def test_scenarios_under_every_policy(path: Path, length: str):
    """Every scenario under every policy it takes, from the first day and from the fourth, for five seeds."""
    scenario = shortened(path, length)
    tried = agree(programs(scenario, [policy.key for policy in POLICIES], (None, 3)), SEEDS[length])
    assert tried or words_of([scenario]) - KNOWN_WORDS


def test_there_are_scenarios():
    """The folder of scenarios is found, so that the test above does run."""
    assert SCENARIOS
