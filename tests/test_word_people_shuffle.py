"""The nasty random offices with the words of pace, quality, response, channels and set limits added: chance decides nothing.

Besides, laws that hold whatever is drawn: work done is never more than the effort, a curve of 1
moves nothing, and what is wrong follows from who deserved what.
"""

from __future__ import annotations

import datetime as dt
import json
import warnings
from copy import deepcopy
from random import Random
from typing import Any

import pytest
from alike import parting
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from office_routes import Dice, Item
from offices import OFFICES, helps, offices, people_at

from xnsim.engines import run, run_simpy_shuffled
from xnsim.program import Program, lower
from xnsim.scenario.check import check
from xnsim.scenario.model import Scenario
from xnsim.tape import APPROVED, DEEMED_APPROVED, DEEMED_RENEWED, REFUSED

CURVES = ([[0.2, 1.0], [1.0, 0.5]], [[0.0, 1.5], [0.5, 0.0]], [[1.0, 3.0]], "paced")
LEVEL = [[0.0, 1.0]]


def pace(dice: Dice, part: Item) -> None:
    """A part of the office works at another speed for some days, or before each reading."""
    dice.maybe(30, part, "pace", lambda: [{"speed": dice.one((0.5, 0.7, 2.0, 1.0)), "per_day": dice.one((0.0, -0.05, 0.1))}])
    dice.maybe(20, part, "pace_every", lambda: {"every": dice.one(("2 wd", "3 d")), "rise": dice.one((1.5, 0.5)), "half_life": dice.one(("1 d", "1 wd"))})


def people(dice: Dice, data: Item) -> None:
    """Paces, help for long lines, and somebody lent to another desk."""
    for part in (*data["offices"].values(), *data["desks"].values()):
        pace(dice, part)
    lent = people_at(data["desks"])
    if lent and len(data["desks"]) > 1 and dice.yes(50):
        data.setdefault("helps", helps(dice, lent, data["desks"], dt.date.fromisoformat(data["calendar"]["start"])))
    for help_ in data.get("helps", []):
        dice.maybe(60, help_, "when_line", lambda: dice.count(1, 4))
    open_to = [name for name, spec in data["desks"].items() if spec.get("officers") != "unlimited"]
    if lent and len(open_to) > 1 and dice.yes(40):
        name = dice.one(list(lent))
        data["secondments"] = [{"officer": name, "desk": dice.one([desk for desk in open_to if desk != lent[name]]), "efficiency": dice.one((1.0, 0.6))}]


def matter(dice: Dice, spec: Item, names: list[str]) -> None:
    """Channels, quality, and people who look at the limit."""
    dice.maybe(50, spec, "channels", lambda: {"online": {"share": 0.4, "hours": dice.one(("always", "office_hours"))}, "hall": {"share": 0.6}})
    if "outcome" not in spec and dice.yes(60):
        spec["quality"] = {"eligible": 0.7, "approve_wrong": 0.4, "refuse_wrong": 0.3, "minutes": dice.one(([], CURVES[0])),
                           "discovery": {"probability": 0.5, "after": dice.one(("1 h", "0 s", "exp(1 d)", "1 wd"))}}
    promised = "promised" in spec.get("limits", {})
    if promised:
        spec["route"].append({"clock": {"do": "set_limit", "promised": spec["limits"]["promised"]}})
        spec["route"].append({"wait": {"step": "held", "until": {"share": dice.one((0.5, 1.0, 1.2))}}})
    if "channels" in spec and dice.yes(70):
        ways = [{"channel": "online", "route": [{"wait": {"step": "x1", "length": "1 h", "who": "extraneous"}}]}, {"channel": "hall", "route": []}]
        spec["route"].insert(0, {"choose": {"step": "x0", "options": ways}})
    if "limits" in spec and set(spec["limits"]) & {"promised", "statutory"}:
        answers(dice, spec["route"])


def answers(dice: Dice, route: list[Item]) -> None:
    """Some steps answer the limit."""
    for item in route:
        verb, inner = next(iter(item.items()))
        if verb in ("serve", "refuse") or (verb == "return" and "probability" in inner) or (verb == "choose" and "share" in inner["options"][0]):
            dice.maybe(50, inner, "response", lambda: dice.one(CURVES))
        for row in ([inner] if verb == "series" else [o["route"] for o in inner["options"]] if verb == "choose" else
                    [b["route"] for b in inner["branches"].values()] if verb == "parallel" else []):
            answers(dice, row)


@st.composite
def richer(draw: Any) -> Item:
    """A random office of one phase with some of the new words."""
    dice, data = Dice(draw), json.loads(draw(offices()).phases[0][1])
    people(dice, data)
    for spec in data["matters"].values():
        matter(dice, spec, list(data["matters"]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assume(not check(Scenario.model_validate(data)))
    return data


def lowered(data: Item) -> Program:
    """The office, lowered."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return lower(Scenario.model_validate(data))


def assert_sound(data: Item, shuffles: int) -> None:
    """Shuffles move nothing, and the tables keep the laws."""
    program = lowered(data)
    plain = run(program, 3, engine="simpy")
    for luck in range(shuffles):
        found = parting(plain, run_simpy_shuffled(program, 3, 0, Random(luck)))
        assert found is None, found
    cases = plain.cases
    assert list(cases["received"]) == sorted(cases["received"])
    for eligible, wrong, outcome, found, closed in zip(*(cases[name] for name in ("eligible", "wrong", "outcome", "discovered", "closed")), strict=True):
        yes = outcome in (APPROVED, DEEMED_APPROVED, DEEMED_RENEWED)
        assert wrong == (1 if closed >= 0 and yes and eligible == 0 else 2 if closed >= 0 and outcome == REFUSED and eligible == 1 else 0)
        assert found == -1 or (wrong and found >= closed)


def levelled(data: Item, curve: Any) -> Item:
    """The same office with another curve at every step that has one."""
    if isinstance(data, list):
        return [levelled(item, curve) for item in data]
    if not isinstance(data, dict):
        return data
    return {key: curve if key == "response" else levelled(value, curve) for key, value in data.items()}


@settings(OFFICES, derandomize=True, max_examples=60)
@given(richer())
def test_random_offices(data: Item):
    """Sixty offices, two shuffles each."""
    assert_sound(data, 2)


@settings(OFFICES, derandomize=True, max_examples=25)
@given(richer())
def test_a_level_response_is_none(data: Item):
    """Curves of 1 throughout leave what no curves leave."""
    level, none = (run(lowered(levelled(deepcopy(data), curve)), 5, engine="simpy") for curve in (LEVEL, []))
    assert parting(level, none) is None


@pytest.mark.slow
@settings(OFFICES, max_examples=2000)
@given(richer())
def test_two_thousand_offices(data: Item):
    """Two thousand others, new ones each time."""
    assert_sound(data, 2)
