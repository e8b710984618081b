"""Sessions, rules of refusal and pre-emption in random offices: the fast walk tells what the readable engine tells."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

import pytest
from alike import assert_alike, parting
from offices import Office, office, scenario
from offices_with_hands import HANDS, with_hands
from offices_with_time import with_time
from offices_with_traits import TRAITS, Chance, sprinkle
from test_planted_faults import HOUSE, Fault, rebuilt, walked
from toy_office import DAY_AND_NIGHT, away, matter, serve, toy

from xnsim.engines import Run, run
from xnsim.engines.compiled import numba_here
from xnsim.engines.words import KNOWN_WORDS, unknown_words
from xnsim.scenario.check import check
from xnsim.scenario.model import Scenario

FAST = HANDS & KNOWN_WORDS
FAULTS = {
    "papers that come in the last second are late": Fault("kernel_gate", "if known < t.ops[pp + X_E]:", "if known <= t.ops[pp + X_E]:"),
    "notice counts civil time": Fault("kernel_gate", "if t.ops[pp + X_F]:", "if False:"),
    "the session meets below its quorum": Fault("kernel_gate", "if n < m.meeting_quorum[row]:", "if n + 1 < m.meeting_quorum[row]:"),
    "there is a seat too many": Fault("kernel_gate", "n < m.meeting_seats[row]:", "n <= m.meeting_seats[row]:"),
    "the branches it needs need not have ended": Fault("kernel_gate", "H_ENDED] == 0:", "H_ENDED] < 0:"),
    "what has begun is cut off where it is held": Fault(
        "kernel_refusal", "if state == AT_GATE or ((state == IN_LINE or", "if state == AT_GATE or ((state == IN_LINE or state == 2 or"),
    "who was put back leaves where work is held": Fault("kernel_refusal", "and w.tok[k + T_SPELLS] == 0):", "):"),
    "a branch that waits for one that refused starts": Fault("kernel_hands", "m.split[x + G_HELD] > 0 or (m.split[x + G_SAID] > 0", "(m.split[x + G_SAID] < 0"),
    "clocks held by a file let go stand still": Fault("kernel_refusal", "    while held > 0:\n", "    while held < 0:\n"),
    "the inner parallel is left alone": Fault("kernel_refusal", "        b = t.fork_parent[t.ops[pp + X_A]]\n", "        b = 0\n"),
    "the highest class makes way": Fault("kernel_preempt", "or w.tok[v + T_RANK] > rank or", "or w.tok[v + T_RANK] < rank or"),
    "who began first makes way": Fault("kernel_preempt", "w.off[oo + O_BEGIN] >= begin)", "w.off[oo + O_BEGIN] < begin)"),
    "taking up again costs nothing": Fault("kernel_preempt", "+= cost - done", "-= done"),
    "nobody looks a second time": Fault("kernel_preempt", "now, (WAKE_UP << 40) + each, each)", "now + 10**9, (WAKE_UP << 40) + each, each)"),
}


def by_chance(numbers: range, mixed: bool = False) -> Iterator[Office]:
    """The offices of these numbers that use a word and that the fast walk knows in full; ``mixed`` with all other words too."""
    for number in numbers:
        dice = Chance(number)
        data = scenario(dice)
        data = with_hands(dice, with_time(dice, data) if mixed else data, FAST)
        data = sprinkle(dice, data, TRAITS) if mixed else data
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            drawn = None if check(Scenario.model_validate(data)) else office((None, data))
        if drawn is not None and drawn.program.words and not unknown_words(drawn.program):
            yield drawn


@pytest.mark.parametrize("mixed", [False, True])
def test_random_offices_on_lists(mixed: bool):
    """In some sixty random offices, and every word often enough among them, no column differs; nor where all other words meet these."""
    met: dict[str, int] = defaultdict(int)
    for drawn in islice(by_chance(range(400), mixed), 60):
        assert_alike(drawn.program, "simpy", "lists", seed=3)
        for word in drawn.program.words:
            met[word] += 1
    assert set(met) >= FAST and min(met[word] for word in FAST) >= 10, dict(met)


@pytest.mark.skipif(numba_here() is None, reason="Numba is not installed or switched off")
@pytest.mark.parametrize("mixed", [False, True])
def test_random_offices_compiled(mixed: bool):
    """The same source as machine code, in twenty others."""
    for drawn in islice(by_chance(range(1000, 1200), mixed), 20):
        assert_alike(drawn.program, "simpy", "kernel", seed=2, replication=1)


@pytest.mark.slow
@pytest.mark.parametrize("mixed", [False, True])
def test_a_thousand_offices(mixed: bool):
    """Nor in a thousand others."""
    for drawn in islice(by_chance(range(5000, 20_000), mixed), 1000):
        assert_alike(drawn.program, "simpy", "lists")


def toys() -> list[Office]:
    """Work put back at midnight and held at 00:10; of three at work one of the lowest class, which began first."""
    desks = {"a": {"officers": [{"name": "甲"}]}, "c": {"officers": [away("丙", (6, 7))]}}
    branches = {"x": {"route": [serve("x", "a", "40 min"), {"refuse": {"step": "no", "probability": 1.0}}]}, "z": {"route": [serve("z", "c", "1 h")]}}
    held = {"m": matter(["05 23:30"], [{"parallel": {"branches": branches, "on_refusal": "hold"}}])}
    three = {"a": {"officers": [{"name": name} for name in "甲乙丙"], "order": "priority", "preempt": True}}
    rows = {f"r{i}": matter([f"05 09:0{i}"], [serve("s", "a", "1 h")], {"priority": level}) for i, level in enumerate((-1, 0, 0, 3))}
    return [office((None, toy(desks, held, DAY_AND_NIGHT))), office((None, toy(three, rows)))]


@pytest.fixture(scope="module")
def fixed_offices() -> list[tuple[Office, Run]]:
    """The same small offices every time, with what SimPy makes of them."""
    told = ((drawn, run(drawn.program, seed=5, engine="simpy")) for drawn in (*toys(), *by_chance(range(260))))
    return [(drawn, made) for drawn, made in told if made.services.rows <= 250]


def caught_by(fault: Fault | None, fixed: list[tuple[Office, Run]]) -> int | None:
    """The first office at which a copy with this fault and SimPy part, or the copy breaks down; None when there is none."""
    made = rebuilt(fault)
    for number, (drawn, told) in enumerate(fixed):
        try:
            if parting(told, walked(made, drawn)) is not None:
                return number
        except (IndexError, AssertionError, ValueError):
            return number
    return None


def test_the_copy_without_a_fault_agrees(fixed_offices):
    """The copy itself is sound, and what faults are planted in is part of it."""
    assert caught_by(None, fixed_offices) is None
    assert {fault.where for fault in FAULTS.values()} <= {name.rpartition(".")[2] for name in HOUSE}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_caught(name: str, fixed_offices):
    """Among the fixed offices there is one in which this fault shows."""
    assert caught_by(FAULTS[name], fixed_offices) is not None, f"nobody would notice that {name}"
