"""The random offices of ``offices.py`` with channels, paces, long lines, responses, quality and odd waits put into them.

``offices_with_traits()`` gives an ``Office`` like ``offices()``; ``sprinkle`` puts single words
into an office that is there already.
"""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from office_routes import LIMITS, WAITS, Dice, Item
from offices import Office, day, helps, office, people_at, scenario

from xnsim.scenario.check import check
from xnsim.scenario.model import Scenario

CURVES = ([[0.0, 1.0], [1.0, 0.5]], [[0.0, 0.3], [0.5, 2.0]], [[0.0, 0.0]], [[0.2, 1.7], [0.6, 0.01], [3.0, 1.0]], "paced", [[0.0, 1.0]], [[0.0, 40.0]])
SHARES = (0.1, 0.25, 0.5, 0.7, 1.0, 1.5)
SPEEDS = (0.5, 2.0, 0.95, 0.333, 1.0, 1.25)
AFTER = ("1 s", "1 h", "1 d", "1 wd", "0.25 wd", "exp(1 d)", "0 s")


def nodes(items: list[Item]) -> Iterator[tuple[str, Item]]:
    """Return all verbs of a route with what they say, those inside branches and options too."""
    for item in items:
        verb, inner = next(iter(item.items()))
        if verb == "series":
            yield from nodes(inner)
            continue
        yield verb, inner
        for option in inner.get("options", []) if verb == "choose" else []:
            yield from nodes(option["route"])
        for branch in inner.get("branches", {}).values() if verb == "parallel" else []:
            yield from nodes(branch["route"])


def channel(dice: Dice, data: Item, matter: Item) -> None:
    """Some come online, at any hour or in office hours; their ways may differ."""
    names = ["online", "hall", "post"][:dice.count(1, 3)]
    shares = {1: [1.0], 2: dice.one(([0.3, 0.7], [0.5, 0.5], [1.0, 0.0])), 3: [0.25, 0.25, 0.5]}[len(names)]
    names = names if dice.yes(70) else names[::-1]
    matter["channels"] = {name: {"share": share} for name, share in zip(names, shares, strict=True)}
    for spec in matter["channels"].values():
        dice.maybe(30, spec, "hours", lambda: "always")
    for verb, inner in nodes(matter["route"]):
        if verb == "choose" and "share" in inner["options"][0] and "response" not in inner and dice.yes(60):
            inner["options"] = [{"channel": name, "route": option["route"]} for name, option in zip(names, inner["options"], strict=False)]
    if dice.yes(50):
        desks = list(data["desks"])
        ways = [{"channel": name, "route": [{"serve": {"step": f"ch{i}", "desk": dice.one(desks), "effort": dice.one(("1 min", "1 h", "1 s"))}}]}
                for i, name in enumerate(names)]
        matter["route"].insert(0, {"choose": {"step": "chs", "options": ways[:dice.count(1, 3)]}})


def paces(dice: Dice, start: dt.date) -> list[Item]:
    """A few stretches of the calendar at another speed."""
    found = []
    for _ in range(dice.count(1, 2)):
        item: Item = {"speed": dice.one(SPEEDS)}
        dice.maybe(40, item, "per_day", lambda: dice.one((-0.2, 0.1, -0.01)))
        dice.maybe(50, item, "from", lambda: day(start, dice.count(0, 4)))
        dice.maybe(30, item, "to", lambda: day(start, dice.count(5, 9)))
        found.append(item)
    return found


def pace(dice: Dice, data: Item) -> None:
    """Desks, houses and people work faster on some days than on others."""
    start = dt.date.fromisoformat(data["calendar"]["start"])
    named = [one for spec in data["desks"].values() if isinstance(spec["officers"], list) for one in spec["officers"]]
    for spec in (*data["desks"].values(), *data["offices"].values(), *named):
        dice.maybe(40, spec, "pace", lambda: paces(dice, start))
        dice.maybe(15, spec, "pace_every", lambda: {"every": dice.one(("2 wd", "3 d")), "rise": dice.one((2.0, 0.5)), "half_life": dice.one(("1 wd", "1 d"))})


def when_line(dice: Dice, data: Item) -> None:
    """Who helps does so only while the line is long."""
    people = people_at(data["desks"])
    if people and len(data["desks"]) > 1 and "helps" not in data:
        data["helps"] = helps(dice, people, data["desks"], dt.date.fromisoformat(data["calendar"]["start"]))
    for help_ in data.get("helps", []):
        dice.maybe(80, help_, "when_line", lambda: dice.count(1, 4))


def limits_of(dice: Dice, matter: Item) -> Item:
    """Return the limits of a matter; now and then it gets one."""
    if not matter.get("limits") and dice.yes(70):
        matter["limits"] = {dice.one(("promised", "statutory")): dice.one(LIMITS)}
    return matter.get("limits", {})


def response(dice: Dice, matter: Item) -> None:
    """People look at the limit: effort and chances follow it."""
    limits = limits_of(dice, matter)
    if "promised" not in limits and "statutory" not in limits:
        return
    for verb, inner in nodes(matter["route"]):
        fits = {"serve": True, "refuse": True, "return": "defects" not in inner, "choose": "share" in inner.get("options", [{}])[0]}
        dice.maybe(60 if fits.get(verb) else 0, inner, "response", lambda: dice.one(CURVES))


def quality(dice: Dice, matter: Item) -> None:
    """Decisions may be wrong, and come to light."""
    if matter.get("outcome", "approved") != "approved":
        return
    limits = limits_of(dice, matter)
    item: Item = {"eligible": dice.one((0.5, 0.9, 0.0, 1.0)), "approve_wrong": dice.one((0.5, 0.1, 0.0)), "refuse_wrong": dice.one((0.4, 0.1, 1.0))}
    steps = [inner["step"] for verb, inner in nodes(matter["route"]) if verb == "serve"]
    if steps:
        dice.maybe(40, item, "review", lambda: [dice.one(steps)])
    dice.maybe(60, item, "minutes", lambda: dice.one(CURVES))
    dice.maybe(60 if "promised" in limits or "statutory" in limits else 0, item, "pressure", lambda: dice.one(CURVES))
    dice.maybe(60, item, "discovery", lambda: {"probability": dice.one((1.0, 0.5, 0.0)), "after": dice.one(AFTER)})
    if steps and "discovery" in item:
        dice.maybe(50, item["discovery"], "examined", lambda: {"step": dice.one(steps), "probability": dice.one((0.9, 0.2, 1.0))})
    matter["quality"] = item


def wait_until(dice: Dice, matter: Item) -> None:
    """The finished file is held until so much of a limit is used."""
    limits = [name for name in limits_of(dice, matter) if name != "acceptance"]
    for verb, inner in nodes(matter["route"]):
        if limits and verb == "wait" and inner.get("clock", "runs") == "runs" and dice.yes(60):
            inner.pop("length", None)
            inner.pop("calendar", None)
            inner["until"] = {"share": dice.one(SHARES), "of": dice.one(limits)}
    if limits and dice.yes(60):
        matter["route"].append({"wait": {"step": "held", "until": {"share": dice.one(SHARES), "of": dice.one(limits)}}})


def set_limit(dice: Dice, matter: Item) -> None:
    """The promise is set anew on the way; the new one counts in the unit of the old."""
    if "promised" not in limits_of(dice, matter):
        return
    unit = matter["limits"]["promised"].split()[1]
    same = [limit for limit in LIMITS if limit.split()[1] == unit]

    def put(items: list[Item]) -> None:
        for item in list(items):
            verb, inner = next(iter(item.items()))
            rows = [inner] if verb == "series" else [x["route"] for x in inner["options"]] if verb == "choose" else (
                [x["route"] for x in inner["branches"].values()] if verb == "parallel" else [])
            for row in rows:
                put(row)
        if dice.yes(50):
            items.insert(dice.count(0, len(items)), {"clock": {"do": "set_limit", "promised": dice.one(same)}})

    put(matter["route"])


def backlog(dice: Dice, data: Item) -> None:
    """A promise set anew grows with the line at a desk."""
    desks = [name for name, spec in data["desks"].items() if spec["officers"] != "unlimited"]
    for matter in data["matters"].values() if desks else []:
        set_limit(dice, matter)
        for verb, inner in nodes(matter["route"]):
            if verb == "clock" and inner["do"] == "set_limit" and dice.yes(70):
                unit = inner["promised"].split()[1]
                inner["backlog"] = {"desk": dice.one(desks), "per_file": f"{dice.one(('0.4', '1', '2.5'))} {unit}"}


def extraneous(dice: Dice, matter: Item) -> None:
    """Some waits are for something nobody here can help."""
    if dice.yes(60):
        matter["route"].insert(dice.count(0, 2), {"wait": {"step": "ex", "length": dice.one(WAITS)}})
    for verb, inner in nodes(matter["route"]):
        dice.maybe(70 if verb == "wait" else 0, inner, "who", lambda: "extraneous")


ON_MATTERS: dict[str, Callable[[Dice, Item], None]] = {
    "response": response, "quality": quality, "wait_until": wait_until, "set_limit": set_limit, "extraneous": extraneous}
ON_OFFICES: dict[str, Callable[[Dice, Item], None]] = {"pace": pace, "when_line": when_line, "backlog": backlog}
TRAITS = ("channel", *ON_OFFICES, *ON_MATTERS)


def sprinkle(dice: Dice, data: Item, words: tuple[str, ...]) -> Item:
    """Put some of these words into an office."""
    used = [word for word in words if len(words) == 1 or dice.yes(50)]
    for word in used:
        if word in ON_OFFICES:
            ON_OFFICES[word](dice, data)
        for matter in data["matters"].values() if word not in ON_OFFICES else []:
            if word == "channel":
                channel(dice, data, matter)
            else:
                ON_MATTERS[word](dice, matter)
    return data


class Chance(Dice):
    """Dice thrown by a plain generator: no two offices are alike, as those of one Hypothesis run often are."""

    def __init__(self, seed: int) -> None:
        super().__init__(self._some)
        self.luck = Random(seed)

    def _some(self, _: Any) -> set[str]:
        return set(self.luck.sample(("08:00", "09:00", "09:30", "10:00", "12:00", "16:00"), self.luck.randint(1, 3)))     # what ``windows`` asks for

    def one(self, values: Any) -> Any:
        """Take one of several values."""
        return self.luck.choice(list(values))

    def count(self, low: int, high: int) -> int:
        """Take a whole number from ``low`` to ``high``."""
        return self.luck.randint(low, high)

    def yes(self, percent: int) -> bool:
        """Say yes in so many cases of a hundred."""
        return self.luck.randint(1, 100) <= percent


def by_chance(seed: int, words: tuple[str, ...] = TRAITS) -> Office | None:
    """The office of a number; None where the checks refuse it."""
    dice = Chance(seed)
    data = sprinkle(dice, scenario(dice), words)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return None if check(Scenario.model_validate(data)) else office((None, data))


@st.composite
def offices_with_traits(draw: Any, words: tuple[str, ...] = TRAITS) -> Office:
    """One office, as it is over the whole run."""
    dice = Dice(draw)
    data = sprinkle(dice, scenario(dice), words)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assume(not check(Scenario.model_validate(data)))
    return office((None, data))
