"""Sessions, teams, batches, pre-emption and rules of refusal, all at once in random offices: chance decides nothing."""

from __future__ import annotations

from collections import defaultdict
from random import Random

import pytest
from alike import parting
from hypothesis import given, settings
from offices import OFFICES, Office
from offices_with_hands import offices_with_hands

from xnsim.engines import Run, run, run_simpy_shuffled
from xnsim.program import Program

WORDS = {"gate", "team", "batch", "preempt", "on_refusal"}


def assert_sound(program: Program, shuffles: int) -> Run:
    """The order within each place of a second may be dealt anew; nobody works at two things, no case loses a row."""
    plain = run(program, 3, engine="simpy")
    for luck in range(shuffles):
        found = parting(plain, run_simpy_shuffled(program, 3, 0, Random(luck)))
        assert found is None, f"in order | shuffled by {luck}: {found}"
    spans: dict[int, set[tuple[int, int]]] = defaultdict(set)
    rows: dict[int, int] = defaultdict(int)
    for officer, begin, end, case in zip(*(plain.services[name] for name in ("officer", "start", "end", "case")), strict=True):
        rows[int(case)] += 1
        if officer >= 0:
            spans[int(officer)].add((int(begin), int(end)))
    for own in spans.values():
        longest: dict[int, int] = {}
        for begin, end in own:      # those let go on the way end earlier than the spell they were part of
            longest[begin] = max(longest.get(begin, begin), end)
        ordered = sorted(longest.items())
        assert all(end <= begin for (_, end), (begin, _) in zip(ordered, ordered[1:]))
    closed = [case for case in range(plain.cases.rows) if plain.cases["closed"][case] >= 0]
    assert all(int(plain.cases["spells"][case]) == rows[case] for case in closed if not _in_hand(plain, case))
    return plain


def _in_hand(made: Run, case: int) -> bool:
    """Say whether an officer may still be finishing the file for nothing as the run ends."""
    return bool(made.cases["deemed"][case])


def test_random_offices():
    """In 80 random offices two shuffles change nothing, and every word is met often enough to say so."""
    met: dict[str, int] = defaultdict(int)

    @settings(OFFICES, derandomize=True, max_examples=80)
    @given(offices_with_hands())
    def walked(drawn: Office) -> None:
        assert_sound(drawn.program, shuffles=2)
        for word in drawn.program.words:
            met[word] += 1

    walked()
    assert set(met) >= WORDS and min(met[word] for word in WORDS) >= 10, dict(met)


@pytest.mark.slow
@settings(OFFICES, max_examples=3_000)
@given(offices_with_hands())
def test_three_thousand_offices(drawn: Office):
    """Nor in three thousand others."""
    assert_sound(drawn.program, shuffles=3)
