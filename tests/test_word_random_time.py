"""Timers, patience, doors, spawned cases and closed circles in random offices: the fast walk tells what the readable engine tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
import test_word_shuffle
from alike import assert_alike, compiled_too
from hypothesis import Phase, assume, given, settings
from offices import OFFICES, Office, office
from offices_with_time import by_chance, offices_with_time
from planted import Fault, Told, assert_caught, by_simpy, caught_by
from toy_office import DAY_AND_NIGHT, away, matter, serve, toy

from xnsim.engines.words import unknown_words

WORDS = {"timers", "patience", "capacity", "spawn", "population", "transfer", "at_step"}
FAULTS = {
    "a timer knows no most": Fault("kernel_bells", "if 0 <= m.timer_most[x] <= m.bells", "if 0 <= m.timer_most[x] < m.bells"),
    "a clock that stands still sets off timers": Fault("kernel_bells", " or w.slots[s * S_FIELDS + S_PAUSES] > 0):", "):"),
    "timers go off before patience ends": Fault(
        "kernel_ring", "                    if not out_of_patience(t, f, w, rows, log, s, case, now, m):\n                        ring(t, f, w, rows, log, s, case, now, m)",
        "                    ring(t, f, w, rows, log, s, case, now, m)\n                    if w.slots[s * S_FIELDS + S_CASE] == case and control[C_READY] == 0:\n"
        "                        out_of_patience(t, f, w, rows, log, s, case, now, m)"),
    "who was taken up once may still lose patience": Fault("kernel_ring", " and w.tok[k + T_SPELLS] == 0 and m.fil[", " and m.fil["),
    "nothing lost is ever found": Fault("kernel_ring", "WAITING and m.fil[(k >> T_BITS) * F_FIELDS + F_LOST]:", "WAITING and False:"),
    "who was put at the head goes back": Fault("kernel_bells", "        return HEAD\n", "        return rank\n"),
    "the doorkeeper does not see what is in hand": Fault("kernel_door", "m.line_n[d] + in_hand(w, d, m)", "m.line_n[d]"),
    "who was put back stands at the door again": Fault("kernel", "m.desk_capacity_n[d] > 0 and tok[k + T_SPELLS] == 0:", "m.desk_capacity_n[d] > 0:"),
    "brothers have one name": Fault("kernel_spawn", "        key = next_hash(key)\n\n\ndef class_of", "\n\ndef class_of"),
    "the born are received as they were asked for": Fault("kernel_spawn", "while j > 0 and before(row, m.queue[j - 1], m):", "while False:"),
    "a file waits for the first of those it gave rise to": Fault("kernel_spawn", "if m.fil[at + F_OPEN] == 0:", "if m.fil[at + F_OPEN] >= 0:"),
    "what leaves in this second lies nowhere": Fault("kernel_urge", "state == AT_DOOR or state == LEAVING:\n            place", "state == AT_DOOR:\n            place"),
    "what was done in this second counts already": Fault("kernel_urge", "        left = m.fil[(k >> T_BITS) * F_FIELDS + F_HELD]", "        left = left"),
    "a pause is counted in civil time": Fault("kernel_spawn", "m.source_pause_open[source])", "0)"),
    "everybody begins at the beginning": Fault("kernel_spawn", "w.tok[k + T_PLACE] = m.begin_place[x]", "pass"),
}


def toys() -> list[Office]:
    """A few offices for what seldom happens by chance; each is its own small story."""
    one, two = {"officers": [{"name": "甲"}]}, {"officers": [{"name": "乙"}]}
    lost = {"transfer": {"step": "w", "length": "1 h", "lost": 1.0, "found_after": "5 d"}}
    search = {"timers": [{"name": "t", "after": {"span": "3 h"}, "do": "find"}]}
    rise = {"spawn": {"step": "g", "matter": "x"}}
    at_once = {"p": {"route": [serve("s", "a", "1 h"), rise]}, "q": {"route": [serve("t", "b", "1 h"), {"wait": {"step": "w", "length": "1 h"}}]}}
    child = {"arrivals": "spawned", "route": [{"serve": {"step": "u", "desk": "c", "effort": "1 h", "at_parent": True}}]}
    full = {"officers": [away("甲", (6, 7))], "capacity": 5}
    tied = {"p": {"route": [serve("s", "a", "10 h"), {"spawn": {"step": "g", "matter": "x", "parent": "raised"}}]}, "q": {"route": [serve("t", "b", "20 h")]}}
    brief = {"a": one, "b": {"officers": [away("乙", (6, 7))], "order": "shortest"}}
    files = {"m": matter(["05 16:00"] * 3, [serve("s", "a", "20 h")])}
    return [
        office((None, toy({"a": one}, {"m": matter(["05 09:00"], [lost, serve("s", "a", "1 h")], search)}))),
        office((None, toy({"a": one, "b": two, "c": {"officers": [{"name": "丙"}]}},
                          {"m": matter(["05 09:00"], [{"parallel": {"branches": at_once}}]), "x": child}))),
        office((None, toy(brief, {"m": matter(["05 14:00"], [{"parallel": {"branches": tied}}]), "n": matter(["05 15:00"], [serve("v", "b", "15 h")]),
                                  "x": {"arrivals": "spawned", "route": [serve("u", "a", "1 h")]}}, DAY_AND_NIGHT))),
        office((None, toy({"a": full}, files)), ("2026-01-06", toy({"a": {**full, "capacity": 1}}, files))),
    ]


def full_of_ties() -> Any:
    """The offices of ``test_word_shuffle``, in which all lengths are half hours."""
    return test_word_shuffle.offices().map(lambda scenario: office((None, scenario.to_dict())))


def drawn_by_chance(strategy: Any, count: int) -> list[Office]:
    """The same offices every time."""
    found: list[Office] = []

    @settings(OFFICES, derandomize=True, max_examples=count, phases=[Phase.generate])
    @given(strategy)
    def collect(drawn: Office) -> None:
        found.append(drawn)

    collect()
    return [drawn for drawn in dict.fromkeys(found) if not unknown_words(drawn.program)]


def by_numbers(seeds: range) -> Iterator[Office]:
    """The offices of these numbers that the fast walk knows in full."""
    for seed in seeds:
        drawn = by_chance(seed)
        if drawn is not None and not unknown_words(drawn.program):
            yield drawn


def test_random_offices_on_lists():
    """In a hundred and fifty random offices, some of them with other words too, and every word often enough among them, no column differs."""
    met: dict[str, int] = defaultdict(int)
    for drawn in [*toys(), *by_numbers(range(200)), *drawn_by_chance(full_of_ties(), 50)]:
        assert_alike(drawn.program, "simpy", "lists", seed=3)
        for word in drawn.program.words:
            met[word] += 1
    assert set(met) >= WORDS and min(met[word] for word in WORDS) >= 10, dict(met)


@settings(OFFICES, max_examples=25)
@given(offices_with_time())
def test_new_offices_on_lists(drawn: Office):
    """Nor in new ones each time; these shrink when they part."""
    assume(not unknown_words(drawn.program))
    assert_alike(drawn.program, "simpy", "lists")


@compiled_too
def test_random_offices_compiled():
    """The same source as machine code, in some of them."""
    for drawn in [*toys(), *islice(by_numbers(range(1000, 1100)), 20), *drawn_by_chance(full_of_ties(), 10)]:
        assert_alike(drawn.program, "simpy", "kernel", seed=2, replication=1)


@pytest.mark.slow
@settings(OFFICES, max_examples=3_000)
@given(offices_with_time() | full_of_ties())
def test_three_thousand_offices(drawn: Office):
    """Nor in three thousand others."""
    assume(not unknown_words(drawn.program))
    assert_alike(drawn.program, "simpy", "lists")


@pytest.fixture(scope="module")
def fixed_offices() -> Told:
    """The same offices every time, with what SimPy makes of them."""
    return by_simpy([*toys(), *drawn_by_chance(full_of_ties(), 60), *by_numbers(range(300))])


def test_the_copy_without_a_fault_agrees(fixed_offices):
    """The copy itself is sound."""
    assert caught_by(None, fixed_offices) is None


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_caught(name: str, fixed_offices):
    """Among the fixed offices there is one in which this fault shows."""
    assert_caught(name, FAULTS, fixed_offices)
