"""The random offices of ``offices.py`` in which time acts by itself, desks hold only so many, and cases come because of others.

``offices_with_time()`` gives an ``Office`` like ``offices()``, with timers of every effect, patience, doors,
spawned cases, a closed circle, transfers in which files get lost, and cases that lie at a step already.
"""

from __future__ import annotations

import datetime as dt
import warnings
from copy import deepcopy
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from office_routes import EFFORTS, WAITS, Dice, Item, route
from offices import SPANS, Office, office, people_at, scenario
from offices_with_traits import TRAITS, Chance, nodes, sprinkle

from xnsim.scenario.check import check
from xnsim.scenario.model import Scenario

LENGTHS = (*WAITS[:6], "20 min", "2 h", "exp(1 h)", "exp(0.3 wd)", "1 s")
EVERY = ("30 min", "1 h", "1 wd", "0.25 wd", "1 d", "1 s")
PATIENCE = ("1 s", "5 min", "1 h", "0.25 wd", "1 wd", "exp(20 min)", "exp(3 h)")
PARENTS = ("goes_on", "waits", "raised")
CHANCES = (1.0, 1.0, 0.5)
CHILDREN = ("x", "y")


def after(dice: Dice, limits: Item) -> Item:
    """When a timer goes off: by a limit, where there is one, or since receipt."""
    if not limits or dice.yes(35):
        return {"span": dice.one((*LENGTHS, "1 wd", "0.5 wd"))}
    key = dice.one(sorted(limits))
    if dice.yes(50):
        return {"share": dice.one((0.2, 0.5, 0.8, 1.0, 1.2)), "of": key}
    unit = limits[key].split()[1]
    return {"before": dice.one((f"0 {unit}", f"1 {unit}", "1 h", "30 min", "0.25 wd", "1 d")), "of": key}


def timers(dice: Dice, spec: Item, children: tuple[str, ...], lost: bool) -> list[Item]:
    """Up to four timers of a matter, of all effects that it can have."""
    limits = {key: value for key, value in spec.get("limits", {}).items() if key != "acceptance"}
    effects = ["warn", "raise", "raise", "to_head", "lapse", "abandon", *["spawn"] * 2 * bool(children), *["find"] * 2 * lost]
    counted = {limit.split()[1] for limit in limits.values()}
    if len(counted) == 1 and "extension" not in spec:
        effects += ["extend"] * 6
    found = []
    for i in range(dice.count(0, 4)):
        do = dice.one(effects)
        item: Item = {"name": f"t{i}", "after": after(dice, limits), "do": do, "probability": dice.one(CHANCES)}
        if dice.yes(40):
            item["every"] = dice.one(EVERY)
            item["at_most"] = dice.count(1, 4)
        if do == "spawn":
            item["matter"] = dice.one(children)
        if do == "extend":
            item["after"] = {"share": dice.one((0.1, 0.2, 0.5, 0.8)), "of": dice.one(sorted(limits))}
            effects = [effect for effect in effects if effect != "extend"]
            item["by"] = f"{dice.count(1, 3)} {next(iter(counted))}"
            dice.maybe(60, item, "approval", lambda: dice.one(WAITS[:10]))
        found.append(item)
    return found


def in_time(dice: Dice, items: list[Item], desks: Item, children: tuple[str, ...]) -> list[Item]:
    """The route with patience at some steps, transfers in place of some waits, and spawns in between."""
    found = []
    for item in items:
        verb, inner = next(iter(item.items()))
        if verb == "serve" and desks[inner["desk"]]["officers"] != "unlimited":
            dice.maybe(35, inner, "patience", lambda: dice.one(PATIENCE))
        elif verb == "wait" and dice.yes(40):
            item = {"transfer": {"step": inner["step"], "length": dice.one(LENGTHS), "lost": dice.one((0.5, 1.0, 0.0)), "found_after": dice.one(WAITS[:9])}}
        elif verb == "series":
            item = {verb: in_time(dice, inner, desks, children)}
        elif verb == "choose":
            for option in inner["options"]:
                option["route"] = in_time(dice, option["route"], desks, children)
        elif verb == "parallel":
            for branch in inner["branches"].values():
                branch["route"] = in_time(dice, branch["route"], desks, children)
        found.append(item)
        if children and dice.yes(20):
            found.append({"spawn": {"step": f"g{dice.count(1, 10**6)}", "matter": dice.one(children), "probability": dice.one(CHANCES),
                                    "parent": dice.one(PARENTS), "count": dice.count(1, 3)}})
    return found


def child(dice: Dice, desks: Item, children: tuple[str, ...]) -> Item:
    """A matter that nobody applies for."""
    item: Item = {"arrivals": "spawned", "route": in_time(dice, route(dice, tuple(desks), ()), desks, children), "priority": dice.count(0, 2)}
    for node in item["route"]:
        if "serve" in node and dice.yes(40):
            node["serve"]["at_parent"] = True
    dice.maybe(30, item, "classes", lambda: {"k0": {"share": 0.4, "priority": 1}})
    dice.maybe(40, item, "limits", lambda: {"promised": dice.one(("1 wd", "2 h", "26 h"))})
    return item


def with_time(dice: Dice, data: Item) -> Item:
    """Put the words into an office."""
    desks = data["desks"]
    people = list(people_at(desks).values())
    helpers = [one["desk"] for one in data.get("helps", [])]
    for name, spec in desks.items():
        if spec["officers"] != "unlimited":
            dice.maybe(45, spec, "capacity", lambda name=name: people.count(name) + helpers.count(name) + dice.count(0, 3))
    children = CHILDREN[:dice.count(0, 2)]
    for spec in data["matters"].values():
        spec["route"] = in_time(dice, spec["route"], desks, children)
        at_step(dice, spec)
        if dice.yes(25):
            quick(dice, spec)
    for i, name in enumerate(children):
        data["matters"][name] = child(dice, desks, children[i + 1:])
    if dice.yes(30):
        data["matters"]["circle"] = {"arrivals": {"population": {"size": dice.count(1, 5), "pause": dice.one(SPANS)}},
                                     "route": in_time(dice, [{"serve": {"step": "s", "desk": dice.one(list(desks)), "effort": dice.one(EFFORTS)}}], desks, children)}
    for name, spec in data["matters"].items():
        below = children[children.index(name) + 1:] if name in children else children
        if dice.yes(75):
            spec["timers"] = timers(dice, spec, below, "'lost': 0.5" in str(spec["route"]) or "'lost': 1.0" in str(spec["route"]))
    return data


def quick(dice: Dice, spec: Item) -> None:
    """More often than by chance: works of a few round lengths, so that branches end together and cases are given rise to meanwhile."""
    for verb, inner in nodes(spec["route"]):
        if verb == "serve":
            inner["effort"] = dice.one(("30 min", "1 h"))


def at_step(dice: Dice, spec: Item) -> None:
    """Some who lay there at the start, or come at known moments, begin in the middle."""
    steps = [inner["step"] for item in spec["route"] for verb, inner in item.items() if verb == "serve"]
    for source in spec["arrivals"] if isinstance(spec["arrivals"], list) else [spec["arrivals"]]:
        if steps and ("initial" in source or "table" in source):
            dice.maybe(40, source, "at_step", lambda: dice.one(steps))


def phases(dice: Dice, words: tuple[str, ...] = ()) -> list[tuple[str | None, Item]] | None:
    """One office, in one of four with other timers and doors from some day on; None where the checks refuse it."""
    data = with_time(dice, scenario(dice))
    if words:
        sprinkle(dice, data, words)
        for name, spec in data["matters"].items():
            with_children(dice, spec, [child for child in CHILDREN if child in data["matters"] and child > name])
    rows: list[tuple[str | None, Item]] = [(None, data)]
    if dice.yes(25):
        start = dt.date.fromisoformat(data["calendar"]["start"])
        second = deepcopy(data)
        for spec in second["matters"].values():
            if "timers" in spec:
                spec["timers"] = timers(dice, spec, (), False)
        for spec in second["desks"].values():
            if "capacity" in spec:
                spec["capacity"] = max(1, spec["capacity"] - dice.count(0, 3))
        rows.append((str(start + dt.timedelta(days=dice.count(1, 5))), second))
    return None if any(check(Scenario.model_validate(item)) for _, item in rows) else rows


def with_children(dice: Dice, spec: Item, children: list[str]) -> None:
    """A wrong decision that comes to light, or a limit that draws near, gives rise to other cases too."""
    if children and "discovery" in spec.get("quality", {}):
        dice.maybe(60, spec["quality"]["discovery"], "matter", lambda: dice.one(children))
    for verb, inner in nodes(spec["route"]):
        dice.maybe(50 if verb == "spawn" and spec.get("limits") else 0, inner, "response", lambda: [[0.2, 1.0], [1.0, 0.2]])


def by_chance(seed: int, words: tuple[str, ...] = TRAITS) -> Office | None:
    """The office of a number; in every second one other words too (``offices_with_traits``). None where the checks refuse it."""
    dice = Chance(seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rows = phases(dice, words if seed % 2 else ())
    return rows and office(*rows)


@st.composite
def offices_with_time(draw: Any) -> Office:
    """One office."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rows = phases(Dice(draw))
    assume(rows is not None)
    return office(*(rows or []))
