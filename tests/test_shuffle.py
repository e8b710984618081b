"""Chance decides nothing: what happens in the same place of the same second may happen in any order."""

from __future__ import annotations

import warnings
from pathlib import Path
from random import Random

import pytest
from alike import assert_unmoved, each_length, each_scenario, shortened
from hypothesis import given, settings
from offices import OFFICES, Office, offices

from xnsim.program import lower


@settings(OFFICES, derandomize=True, max_examples=120)
@given(offices())
def test_random_offices(office: Office):
    """In 120 random offices two shuffles of the event heap change nothing."""
    assert_unmoved(office.program, seed=3, shuffles=2)


@pytest.mark.slow
@settings(OFFICES, max_examples=3_000)
@given(offices())
def test_three_thousand_offices(office: Office):
    """Nor in three thousand others."""
    assert_unmoved(office.program, seed=3, shuffles=3)


@each_length
@each_scenario
def test_scenarios(path: Path, length: str):
    """Nor in any scenario of the folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        program = lower(shortened(path, length))
    assert_unmoved(program, seed=1, shuffles=2)


def test_the_shuffle_does_shuffle():
    """The order really is dealt anew: moments of one second and place leave the heap in another order."""
    from xnsim.engines.simpy_engine import ARRIVED, At
    from xnsim.engines.simpy_run import Shuffled

    orders = set()
    for luck in range(20):
        seen: list[int] = []
        env = Shuffled(Random(luck))
        for number in range(4):
            At(env, 5, ARRIVED, lambda number=number: seen.append(number))
        env.run(until=9)
        assert sorted(seen) == [0, 1, 2, 3]
        orders.add(tuple(seen))
    assert len(orders) > 5
