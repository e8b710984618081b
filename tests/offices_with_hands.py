"""The random offices of ``offices.py`` with sessions, teams, batches, pre-emption and rules of refusal put into them.

``offices_with_hands()`` gives an ``Office`` like ``offices()``; about one word in two offices of
ten is refused by the checks (a team larger than its desk, ...) and drawn anew.
"""

from __future__ import annotations

import warnings
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from office_routes import Dice, Item
from offices import Office, office, people_at, scenario

from xnsim.scenario.check import check
from xnsim.scenario.model import Scenario

EVERY = ("1 wd", "0.5 wd", "2 h", "1 h", "3 h", "2 wd")
NOTICES = ("1 s", "30 min", "1 h", "0.5 wd", "1 wd")
COSTS = ("1 s", "10 min", "1 h")
BODIES = ("joint", "board")
HANDS = frozenset({"gate", "on_refusal", "preempt", "team", "batch"})


def session(dice: Dice) -> Item:
    """A body: how often it meets, how many it hears, how many it takes."""
    item: Item = {"every": dice.one(EVERY)}
    dice.maybe(40, item, "first", lambda: dice.one(("0 wd", "1 h", "1 wd", "0.5 h")))
    dice.maybe(50, item, "seats", lambda: dice.count(2, 4))
    dice.maybe(40, item, "quorum", lambda: dice.count(1, 2))
    return item


def gate(dice: Dice, step: str, siblings: tuple[str, ...]) -> Item:
    """A file waits for a session, perhaps for other branches, perhaps only if it came in time."""
    item: Item = {"step": step, "session": dice.one(BODIES)}
    dice.maybe(30, item, "notice", lambda: dice.one(NOTICES))
    if siblings:
        dice.maybe(50, item, "needs", lambda: [dice.one(siblings)])
    return {"gate": item}


def hands_at_desk(dice: Dice, spec: Item, words: frozenset[str]) -> None:
    """A desk takes several files at once, or stops work for a higher class."""
    if spec["officers"] == "unlimited":
        return
    if "batch" in words and dice.yes(40):
        spec["batch"] = dice.count(2, 4)
        dice.maybe(50, spec, "batch_work", lambda: dice.one(("sum", "longest")))
    elif "preempt" in words and dice.yes(60):
        spec |= {"order": "priority", "preempt": True}
        dice.maybe(50, spec, "resume_cost", lambda: dice.one(COSTS))


def hands_on_route(dice: Dice, items: list[Item], most: dict[str, int], siblings: tuple[str, ...] = ()) -> list[Item]:
    """The route with gates in place of some waits, teams at some steps, rules of refusal and leads in some parallels."""
    found = []
    for item in items:
        verb, inner = next(iter(item.items()))
        if verb == "wait" and dice.yes(50):
            item = gate(dice, inner["step"], siblings)
        elif verb == "serve" and most[inner["desk"]] > 1:
            dice.maybe(35, inner, "officers", lambda inner=inner: dice.count(2, most[inner["desk"]]))
        elif verb == "series":
            item = {verb: hands_on_route(dice, inner, most, siblings)}
        elif verb == "choose":
            for option in inner["options"]:
                option["route"] = hands_on_route(dice, option["route"], most, siblings)
        elif verb == "parallel":
            parallel(dice, inner, most)
        found.append(item)
    if found and dice.yes(15):
        found.append(gate(dice, f"g{dice.count(1, 10**6)}", siblings))
    return found


def parallel(dice: Dice, inner: Item, most: dict[str, int]) -> None:
    """The branches hear of a refusal in one of three ways; one of them may collate."""
    names = list(inner["branches"])
    dice.maybe(75, inner, "on_refusal", lambda: dice.one(("cancel", "cancel", "hold", "hold", "wait")))
    dice.maybe(20, inner, "lead", lambda: dice.one(names))
    for name, branch in inner["branches"].items():
        branch["route"] = hands_on_route(dice, branch["route"], most, tuple(other for other in names if other != name))
        if dice.yes(40):
            branch["route"].append({"refuse": {"step": f"q{dice.count(1, 10**6)}", "probability": dice.one((0.3, 1.0))}})


def with_hands(dice: Dice, data: Item, words: frozenset[str] = HANDS) -> Item:
    """Put the words into an office; sessions and rules of refusal always."""
    data["sessions"] = {name: session(dice) for name in BODIES}
    people = list(people_at(data["desks"]).values())
    for spec in data["desks"].values():
        hands_at_desk(dice, spec, words)
    most = {name: 0 if spec.get("preempt") or "team" not in words else people.count(name) for name, spec in data["desks"].items()}
    for help_ in data.get("helps", []):
        most[help_["desk"]] += 1 if most[help_["desk"]] else 0
    for matter in data["matters"].values():
        matter["route"] = hands_on_route(dice, matter["route"], most)
    return data


@st.composite
def offices_with_hands(draw: Any) -> Office:
    """One office, as it is over the whole run."""
    dice = Dice(draw)
    data = with_hands(dice, scenario(dice))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assume(not check(Scenario.model_validate(data)))
    return office((None, data))
