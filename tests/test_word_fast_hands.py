"""Sessions, teams, bags of files, pre-emption and rules of refusal in random offices: the fast walk tells what the readable engine tells."""

from __future__ import annotations

import datetime as dt
import warnings
from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from itertools import islice

import pytest
from alike import assert_alike, compiled_too
from office_routes import Item
from offices import Office, office, scenario
from offices_with_hands import HANDS, with_hands
from offices_with_time import with_time
from offices_with_traits import TRAITS, Chance, sprinkle
from planted import Fault, Told, assert_caught, by_simpy, caught_by
from toy_office import DAY_AND_NIGHT, away, files, matter, serve, toy

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
    "a team works at the pace of its fastest member": Fault("kernel_team", "own if own < speed else", "own if own > speed or speed == FAR else"),
    "a team that waits for its second member is overtaken": Fault("kernel_team", "elif crew > 0 or w.dsk", "elif w.dsk"),
    "an officer with two posts makes a team of himself": Fault("kernel_team", " and not mustered(w, o, n, m):", ":"),
    "who stands in makes up no team": Fault("kernel_team", "if need > 1 or level == rank:", "if level == rank:"),
    "a team goes on when another than the first leaves": Fault("kernel_team", "if gone < leave:", "if gone < leave and i == 0:"),
    "a team keeps the hours of its first member": Fault("kernel_team", "if due > last:", "if i == 0:"),
    "a team of two counts as one spell of the case": Fault("kernel_team", "S_SPELLS] += crew", "S_SPELLS] += 1"),
    "a team finds room at a single window": Fault("kernel_team", "n >= room or", "room < 1 or"),
    "only the first of a team is free when all is let go": Fault("kernel_batch", "        while lead >= 0:\n", "        while lead * Y_FIELDS == y:\n"),
    "a bag holds one file fewer": Fault("kernel_team", "while load < most:", "while load < most - 1:"),
    "a bag passes over a file that does not fit": Fault(
        "kernel_team", "if m.rule_team[t.ops[w.tok[k + T_PLACE] * X_WIDE + X_F]] != crew:\n            return load", "if False:\n            return load"),
    "the sum of works is as long as the longest": Fault("kernel_team", "        if m.crew[y + Y_SUM]:\n", "        if False:\n"),
    "the files of a bag are all at the same pace": Fault("kernel_batch", "done -= m.bag[z + Z_DONE] * m.crew[y + Y_SUM]", "done -= 0"),
    "what was let go is passed over on the round": Fault("kernel_batch", "* m.crew[y + Y_SUM]\n", "* m.crew[y + Y_SUM] * (m.bag[z + Z_TOKEN] >= 0)\n"),
    "the seconds stand with every file of a bag": Fault("kernel_batch", "            worked = 0      #", "            worked += 0      #"),
    "the seconds stand with the last file let go": Fault(
        "kernel_batch", "    z = m.crew[y + Y_BAG]\n    while m.bag[z + Z_ENDED] != now:\n        z += Z", "    z = m.crew[y + Y_BAG] + (m.crew[y + Y_LOAD] - 1) * Z_FIELDS\n    while m.bag[z + Z_ENDED] != now:\n        z -= Z"),
    "finished for nothing is done": Fault("kernel_batch", "how if m.bag[z + Z_TOKEN] >= 0 else MOOT", "how"),
    "a bag is one file to the doorkeeper": Fault("kernel_batch", "Z_FIELDS + Z_TOKEN] >= 0:\n                    n += 1", "Z_FIELDS + Z_TOKEN] >= 0 and j == 0:\n                    n += 1"),
    "work finished for nothing is a review": Fault("kernel_batch", "        if k >= 0:\n            book(w, lead, z, m)\n", "        book(w, lead, z, m)\n        if k >= 0:\n"),
    "nobody looks a second time": Fault("kernel_preempt", "now, (WAKE_UP << 40) + each, each)", "now + 10**9, (WAKE_UP << 40) + each, each)"),
}


def by_chance(numbers: range, mixed: bool = False) -> Iterator[Office]:
    """The offices of these numbers that use a word and that the fast walk knows in full; ``mixed`` with all other words too."""
    for number in numbers:
        dice = Chance(number)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            drawn = dated(dice, mixed)
        if drawn is not None and drawn.program.words and not unknown_words(drawn.program):
            yield drawn


def dated(dice: Chance, mixed: bool) -> Office | None:
    """One office, in one of four with other teams, bags, rules and gates from some day on; None where the checks refuse it."""
    plain = scenario(dice)
    plain = with_time(dice, plain) if mixed else plain
    rows: list[tuple[str | None, Item]] = [(None, with_hands(dice, deepcopy(plain), FAST))]
    if dice.yes(25):
        start = dt.date.fromisoformat(plain["calendar"]["start"])
        rows.append((str(start + dt.timedelta(days=dice.count(1, 3))), with_hands(dice, plain, FAST) | {"sessions": rows[0][1]["sessions"]}))
    for _, data in rows if mixed else []:
        sprinkle(dice, data, TRAITS)
    return None if any(check(Scenario.model_validate(data)) for _, data in rows) else office(*rows)


@pytest.mark.parametrize("mixed", [False, True])
def test_random_offices_on_lists(mixed: bool):
    """In some sixty random offices, and every word often enough among them, no column differs; nor where all other words meet these."""
    met: dict[str, int] = defaultdict(int)
    for drawn in islice(by_chance(range(400), mixed), 60):
        assert_alike(drawn.program, "simpy", "lists", seed=3)
        for word in drawn.program.words:
            met[word] += 1
    assert set(met) >= FAST and min(met[word] for word in FAST) >= 10, dict(met)


@compiled_too
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
    """What seldom happens by chance; each is its own small story."""
    one, two = {"officers": [{"name": "甲"}]}, {"officers": [{"name": "乙"}]}
    no = {"refuse": {"step": "no", "probability": 1.0}}
    held = {"x": {"route": [serve("x", "a", "40 min"), no]}, "y": {"route": [serve("y", "b", "1 h")]}, "z": {"route": [serve("z", "c", "1 h")]}}
    put_back = {"a": one, "b": {"officers": "unlimited"}, "c": {"officers": [away("丙", (6, 7))]}}
    pause = {"wait": {"step": "w", "length": "30 min", "clock": "lawful_pause"}}
    paused = {"x": {"route": [serve("x", "a", "10 min"), no]}, "y": {"route": [serve("y", "b", "6 h")]}, "w": {"route": [pause]}}
    limit = {"limits": {"promised": "4 h"}, "on_expiry": [{"limit": "promised", "exit": "lapsed"}]}
    three = {"a": {"officers": [{"name": name} for name in "甲乙丙"], "order": "priority", "preempt": True, "resume_cost": "10 min"}}
    rows = {f"r{i}": matter([f"05 09:0{i}"], [serve("s", "a", "1 h")], {"priority": level}) for i, level in enumerate((-1, 0, 0, 3))}
    together = {"serve": {"step": "s", "desk": "a", "effort": "1 h", "officers": 2}}
    early = {"a": {"officers": [{"name": "甲"}, {"name": "乙", "hours": ["09:00-11:00"]}]}}
    hasty = {"quality": {"eligible": 1.0, "refuse_wrong": 0.5, "minutes": [[0.5, 2.0], [1.0, 0.0]]}, "limits": {"acceptance": "1 h"},
             "on_expiry": [{"limit": "acceptance", "exit": "deemed_accepted", "in_hand": "finish"}]}
    return [office((None, data)) for data in (
        toy(put_back, {"m": matter(["05 23:30"], [{"parallel": {"branches": held, "on_refusal": "hold"}}])}, DAY_AND_NIGHT),
        toy({"a": one, "b": two}, {"m": matter(["05 09:00"], [{"parallel": {"branches": paused, "on_refusal": "hold"}}], limit)}),
        toy(three, rows),
        toy(early, {"m": matter(["05 10:30"], [together])}),
        toy({"a": {**one, "batch": 3, "capacity": 4}}, files(*[("05 09:00", "1 h")] * 3, *[("05 09:30", "1 h")] * 2)),
        toy({"a": {**one, "batch": 2}, "b": two}, {"m": matter(["05 09:00"] * 2, [serve("s", "a", "2 h"), {"accept": {}}, serve("t", "b", "1 h")], hasty)}),
    )]


@pytest.fixture(scope="module")
def fixed_offices() -> Told:
    """The same small offices every time, with what SimPy makes of them."""
    return [(drawn, told) for drawn, told in by_simpy([*toys(), *by_chance(range(260))]) if told.services.rows <= 250]


def test_the_copy_without_a_fault_agrees(fixed_offices):
    """The copy itself is sound."""
    assert caught_by(None, fixed_offices) is None


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_caught(name: str, fixed_offices):
    """Among the fixed offices there is one in which this fault shows."""
    assert_caught(name, FAULTS, fixed_offices)
