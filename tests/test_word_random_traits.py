"""Channels, paces, long lines, responses, quality and odd waits in random offices: the fast walk tells what the readable engine tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

import pytest
from alike import assert_alike, compiled_too
from hypothesis import assume, given, settings
from offices import OFFICES, Office, office
from offices_with_traits import TRAITS, by_chance, offices_with_traits
from planted import Fault, Told, assert_caught, by_simpy, caught_by
from toy_office import matter, serve, toy

from xnsim.engines.words import unknown_words

FAULTS = {
    "the online way is everybody's": Fault("kernel", "x = m.traits[case * K_WIDE + K_CHANNEL]", "x = 0"),
    "the last channel is never drawn": Fault("kernel_traits", "while u >= m.channel_upto[row]:", "while u >= m.channel_upto[row] and row < m.channel_at[r]:"),
    "the pace is that of the day before": Fault("kernel_promise", "now // 86400] + 500", "(now - 86400) // 86400] + 500"),
    "he helps when the line is not quite long": Fault("kernel", "m.line_n[d] < m.post_when_line[post]", "m.line_n[d] + 1 < m.post_when_line[post]"),
    "who leaves the line is still counted": Fault(
        "kernel_seldom", "line_moves(t.ops[w.tok[k + T_PLACE] * X_WIDE + X_A], -1, now, m)", "line_moves(t.ops[w.tok[k + T_PLACE] * X_WIDE + X_A], 0, now, m)"),
    "the line is told with those who came this second": Fault("kernel_promise", "m.line_was[d] if m.line_at[d] == now else m.line_n[d]", "m.line_n[d]"),
    "the day quoted is rounded down": Fault("kernel_promise", "(waiting * t.ops[pp + X_E] + 500) // 1000", "waiting * t.ops[pp + X_E] // 1000"),
    "the statute is no bound for what is quoted": Fault("kernel_promise", "return most - units if most > 0 and units + more > most else more", "return more"),
    "effort is weighed anew at each spell": Fault("kernel_traits", "if w.tok[k + T_SPELLS] == 0 and m.response", "if m.response"),
    "a clock that stands still goes on": Fault("kernel_promise", "upto = w.slots[s * S_FIELDS + S_PAUSED_FROM] if", "upto = now if"),
    "a held file is let go a second late": Fault("kernel_promise", "share if share > 1 else 1, start, lost", "share if share > 1 else 1, start + 1, lost"),
    "the new promise counts in the old number": Fault("kernel_seldom", "K_UNITS] = t.ops[place * X_WIDE + X_C]", "K_UNITS] += 0 * t.ops[place * X_WIDE + X_C]"),
    "nobody's time is the applicant's": Fault("kernel_seldom", "slots[at + S_APPLICANT] += t.ops[place * X_WIDE + X_C] & 1", "slots[at + S_APPLICANT] += t.ops[place * X_WIDE + X_C]"),
    "the decision is drawn twice": Fault("kernel_traits", "if m.traits[at + K_VERDICT] == OPEN:", "if True:"),
    "an examination finds no more than chance does": Fault("kernel_traits", "        law = m.quality_exam_found[quality]\n", "        pass\n"),
    "who was not examined is found out all the same": Fault("kernel_traits", "m.quality_exam[quality]] > 0:", "m.quality_exam[quality]] >= 0:"),
    "haste is no reason for an error": Fault("kernel_traits", "by = factor(m, m.quality_minutes[quality], minutes) *", "by = 1000 *"),
}


def drawn_by_chance(seeds: range, words: tuple[str, ...] = TRAITS) -> Iterator[Office]:
    """The offices of these numbers that use a word and that the fast walk knows in full."""
    for seed in seeds:
        drawn = by_chance(seed, words)
        if drawn is not None and drawn.program.words and not unknown_words(drawn.program):
            yield drawn


def test_random_offices_on_lists():
    """In eighty random offices, and every word often enough among them, no column differs."""
    met: dict[str, int] = defaultdict(int)
    for drawn in drawn_by_chance(range(160)):
        assert_alike(drawn.program, "simpy", "lists", seed=3)
        for word in drawn.program.words:
            met[word] += 1
    assert set(met) == set(TRAITS) and min(met.values()) >= 10, dict(met)


@settings(OFFICES, max_examples=25)
@given(offices_with_traits())
def test_new_offices_on_lists(drawn: Office):
    """Nor in new ones each time; these shrink when they part."""
    assume(not unknown_words(drawn.program))
    assert_alike(drawn.program, "simpy", "lists")


@compiled_too
def test_random_offices_compiled():
    """The same source as machine code, in twenty others."""
    for drawn in islice(drawn_by_chance(range(1000, 1100)), 20):
        assert_alike(drawn.program, "simpy", "kernel", seed=2, replication=1)


@pytest.mark.slow
@pytest.mark.parametrize("word", TRAITS)
def test_each_word_alone(word: str):
    """Each word by itself in hundreds of offices."""
    for drawn in drawn_by_chance(range(5000, 5500), (word,)):
        assert_alike(drawn.program, "simpy", "lists")


def moot(quality, in_hand):
    """Half an hour before he is done the case goes on without him."""
    limits = {"limits": {"acceptance": "1 h", "promised": "9 wd"}, "on_expiry": [{"limit": "acceptance", "exit": "deemed_accepted", "in_hand": in_hand}]}
    desks = {"a": {"officers": [{"name": "甲"}]}, "b": {"officers": [{"name": "乙"}]}}
    route = [serve("s", "a", "2 h"), {"accept": {}}, serve("t", "b", "1 h")]
    return office((None, toy(desks, {"m": matter(["05 09:00"], route, {"quality": quality, **limits})}))).program


def test_minutes_that_were_for_nothing():
    """Work that somebody finishes for nothing is no review of the case, in either engine."""
    hasty = {"eligible": 1.0, "refuse_wrong": 0.5, "minutes": [[0.5, 2.0], [1.0, 0.0]]}
    for quality in (hasty, {"eligible": 1.0, "refuse_wrong": 0.5}):
        for in_hand in ("finish", "let_go"):
            assert_alike(moot(quality, in_hand), "simpy", "lists")


def crowd_told_a_day() -> Office:
    """Six come at nine and are told a working day for each file in line when they are accepted; the statute gives three."""
    told = {"clock": {"do": "set_limit", "promised": "1 wd", "backlog": {"desk": "b", "per_file": "1 wd"}}}
    route = [serve("s", "a", "10 min"), {"accept": {}}, told, serve("t", "b", "1 wd")]
    return office((None, toy({"a": {}, "b": {}}, {"m": matter(["05 09:00"] * 6, route, {"limits": {"promised": "1 wd", "statutory": "3 wd"}})})))


@pytest.fixture(scope="module")
def fixed_offices() -> Told:
    """The same offices every time, each word alone in some of them, with what SimPy makes of them."""
    alone = [drawn for word in TRAITS for drawn in drawn_by_chance(range(16), (word,))]
    return by_simpy([crowd_told_a_day(), *alone, *drawn_by_chance(range(100))])


def test_the_copy_without_a_fault_agrees(fixed_offices):
    """The copy itself is sound."""
    assert caught_by(None, fixed_offices) is None


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_caught(name: str, fixed_offices):
    """Among the fixed offices there is one in which this fault shows."""
    assert_caught(name, FAULTS, fixed_offices)
