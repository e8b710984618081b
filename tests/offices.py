"""Random small offices, as nasty as possible: the meeting place of the two engines.

``offices()`` gives an ``Office``: one or two dated scenarios as plain data, which prints so
that a failing example can be pasted into a test. A few dozen cases, but everything at
once: overload, ties (constant efforts in whole minutes, batches, several applicants in one
second), absences, cover, helpers, four closing rules with short hours, limits in every
unit with every exit, pauses, resets, extensions, nested branches.
"""

from __future__ import annotations

import datetime as dt
import json
import warnings
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from office_routes import LIMITS, WAITS, Dice, Item, every_item, route

from xnsim.policies import PolicyRefused, registry, timeline
from xnsim.program import Program, lower
from xnsim.scenario.check import check
from xnsim.scenario.model import Scenario

STARTS = ("2026-01-05", "2026-01-05", "2026-02-12", "2026-09-23", "2026-04-30")     # the last three stand before long holidays
HOURS = (["09:00-12:00", "13:30-17:30"], ["09:00-10:00"], ["09:00-11:00", "11:00-13:00"], ["08:00-09:00", "10:00-10:30", "16:00-24:00"],
         ["09:00-12:00", "13:30-17:30"])
SPANS = ("5 min", "20 min", "1 h", "2 h", "0.5 wd", "1 wd", "exp(30 min)", "exp(2 h)", "exp(1 wd)", "uniform(1 min, 3 h)")
PRIORITIES = (0, 1, 2, -1)
DAYS = 7
OFFICES = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))    # new ones each time
POLICIES = [policy for policy in registry().values() if not any(knob.is_required() for knob in policy.model_fields.values())]


@dataclass(frozen=True)
class Office:
    """A row of (day it begins, scenario as data); the first day is None."""

    phases: tuple[tuple[str | None, str], ...]

    @property
    def timeline(self) -> list[tuple[dt.date | None, Scenario]]:
        """The phases as scenarios."""
        return [(begins and dt.date.fromisoformat(begins), Scenario.model_validate(json.loads(data))) for begins, data in self.phases]

    @cached_property
    def program(self) -> Program:
        """The office, lowered; warnings about years without a published calendar are of no account here."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return lower(self.timeline)


def office(*phases: tuple[str | None, Item]) -> Office:
    """Return an office whose phases are given as data."""
    return Office(tuple((day, json.dumps(data, ensure_ascii=False)) for day, data in phases))


# people --------------------------------------------------------------------------------------------------------------

def absence(dice: Dice, start: dt.date) -> Item:
    """Somebody comes and goes by chance, on known days, or both."""
    found: Item = {}
    if dice.yes(70):
        found |= {"present": dice.one(SPANS), "away": dice.one(SPANS)}
    if not found or dice.yes(30):
        first = dice.count(0, 5)
        found["known"] = [{"from": day(start, first), "to": day(start, first + dice.count(0, 3))}]
        dice.maybe(30, found, "known", lambda: [*found["known"], {"from": day(start, 4), "to": day(start, 6)}])
    return found


def day(start: dt.date, number: int) -> str:
    """Return the date so many days after the start."""
    return str(start + dt.timedelta(days=number))


def desk(dice: Dice, name: str, start: dt.date) -> Item:
    """A desk: its people, line, closing rule and open windows."""
    item: Item = {"order": dice.one(("fifo", "fifo", "priority", "due_first", "shortest"))}
    dice.maybe(60, item, "office", lambda: dice.one(("hall", "back", "night")))
    kind = dice.one(("named", "named", "named", "number", "number", "unlimited"))
    if kind == "unlimited":
        return {**item, "officers": "unlimited"}
    item["closing"] = dice.one(("suspend", "suspend", "finish", "serve_out", "turn_away"))
    if item["closing"] == "finish":
        dice.maybe(70, item, "overtime_max", lambda: dice.one(("0 min", "20 min", "1 h", "0.5 wd")))
    count = dice.count(1, 3)
    item["officers"] = count if kind == "number" else [officer(dice, f"{name}{i}", start) for i in range(count)]
    dice.maybe(25, item, "absence", lambda: absence(dice, start))
    dice.maybe(20, item, "open_by_hour", lambda: windows(dice, count))
    return item


def officer(dice: Dice, name: str, start: dt.date) -> Item:
    """A named person, perhaps with an absence or hours of his own."""
    item: Item = {"name": name}
    dice.maybe(50, item, "absence", lambda: absence(dice, start))
    dice.maybe(15, item, "hours", lambda: dice.one(HOURS))
    return item


def windows(dice: Dice, most: int) -> list[Item]:
    """How many windows are open from some times of day on; at least one is open at some time."""
    times = sorted(dice.draw(st.sets(st.sampled_from(("08:00", "09:00", "09:30", "10:00", "12:00", "16:00")), min_size=1, max_size=3)))
    counts = [dice.count(0, most) for _ in times]
    counts[-1 if dice.yes(50) else 0] = most
    return [{"from": at, "windows": count} for at, count in zip(times, counts, strict=True)]


def people_at(desks: Item) -> dict[str, str]:
    """Return every officer with his desk."""
    found: dict[str, str] = {}
    for name, spec in desks.items():
        officers = spec.get("officers", 1)
        if isinstance(officers, int):
            found |= {f"{name}/{i + 1}": name for i in range(officers)}
        elif isinstance(officers, list):
            found |= {one["name"]: name for one in officers}
    return found


def two_of(dice: Dice, people: dict[str, str]) -> tuple[str, str]:
    """Take two different people."""
    first = dice.one(list(people))
    return first, dice.one([name for name in people if name != first])


def cover(dice: Dice, people: dict[str, str]) -> list[Item]:
    """A few stand in for others; some badly, some late, some not at all; chains and rings may come about."""
    found: dict[tuple[str, str], Item] = {}
    chain = dice.yes(40)
    for _ in range(dice.count(1, 3)):
        a, b = two_of(dice, people)
        if chain and found:
            a = list(found)[-1][1]
            b = dice.one([name for name in people if name != a])
        item: Item = {"a": a, "b": b, "efficiency": dice.one((1.0, 0.7, 0.333, 0.0, 1.5)), "hand_back": dice.one(("at_once", "when_done"))}
        dice.maybe(40, item, "delay", lambda: dice.one(("1 s", "30 min", "0.25 wd", "1 wd", "1 d")))
        found[a, b] = item
    return list(found.values())


def helps(dice: Dice, people: dict[str, str], desks: Item, start: dt.date) -> list[Item]:
    """A few help at another desk, always or between two dates, before or after their own line."""
    found = []
    for _ in range(dice.count(1, 2)):
        name = dice.one(list(people))
        item: Item = {"officer": name, "desk": dice.one([d for d in desks if d != people[name]]), "rank": dice.one((1, 1, 2, 0)),
                      "efficiency": dice.one((1.0, 0.5, 1.25))}
        dice.maybe(40, item, "from", lambda: day(start, dice.count(0, 4)))
        if "from" in item:
            dice.maybe(60, item, "to", lambda: day(start, dice.count(4, 7)))
        found.append(item)
    return found


# who comes, and by when he must have an answer -----------------------------------------------------------------------

def arrivals(dice: Dice, start: dt.date, hours: list[str]) -> Item:
    """A source of applicants; tables and batches make several come in one second."""
    kind = dice.one(("table", "table", "poisson", "appointments", "initial"))
    item: Item = {"batch": dice.one((1, 2, 3, 1, 12))}
    dice.maybe(20, item, "keep", lambda: dice.one((0.7, 0.3)))
    if kind == "table":
        return {**item, "table": moments(dice, start, hours)}
    if kind == "initial":
        return {"initial": dice.count(1, 5)}
    if kind == "appointments":
        return {**item, "appointments": {"every": dice.one(("1 h", "2 h", "1 wd", "0.5 wd")), "no_show": dice.one((0.0, 0.4))}}
    always = dice.yes(30)
    item |= {"poisson": dice.one(("1/d", "0.05/h") if always else ("3/wd", "8/wd", "1/h")), "profile": "always" if always else "office_hours"}
    dice.maybe(30, item, "by_hour", lambda: {dice.count(9, 11): 2.0, 10: 1.0, 16: 0.5})
    dice.maybe(30, item, "by_weekday", lambda: {dice.one(("mon", "thu", "fri")): 2.5, "tue": 0.0})
    return item


def moments(dice: Dice, start: dt.date, hours: list[str]) -> list[str]:
    """Moments at which applicants come: at opening, at closing, a second beside them, on the hour, at midnight."""
    edges = sorted({edge for span in hours for edge in span.split("-")} - {"24:00"})
    times = [f"{edge}:00" for edge in edges] + ["00:00:00", "09:00:00", "09:10:00", "09:30:00", "10:00:00", "11:59:59", "12:00:01", "16:20:00"]
    return [f"{day(start, dice.count(0, 3))}T{dice.one(times)}" for _ in range(dice.count(1, 8))]


def matter(dice: Dice, start: dt.date, hours: list[str], desks: tuple[str, ...]) -> Item:
    """One kind of business with its classes, limits, exits and route."""
    classes = {f"k{i}": {"share": 0.4, "priority": dice.one(PRIORITIES)} for i in range(dice.count(0, 2))}
    sources = [arrivals(dice, start, hours) for _ in range(dice.count(1, 2))]
    item: Item = {"arrivals": sources if len(sources) > 1 or dice.yes(50) else sources[0], "route": route(dice, desks, tuple(classes))}
    if classes:
        item["classes"] = classes
    dice.maybe(30, item, "priority", lambda: dice.one(PRIORITIES))
    dice.maybe(10, item, "outcome", lambda: dice.one(("refused", "withdrawn")))
    limited(dice, item)
    return item


def limited(dice: Dice, item: Item) -> None:
    """Give a matter limits, what happens when they run out, and perhaps an extension."""
    verbs = every_item(item["route"])
    limits: Item = {}
    for key, percent in (("statutory", 70), ("promised", 60), ("acceptance", 60 if "accept" in verbs else 0)):
        dice.maybe(percent, limits, key, lambda: dice.one(LIMITS))
    if limits:
        item["limits"] = limits
        exits = [expiry(dice, key, "deliver" in verbs) for key in limits if dice.yes(70)]
        item |= {"on_expiry": exits} if exits else {}
    dice.maybe(40 if "statutory" in limits else 0, item, "extension", lambda: extension(dice, limits))


def extension(dice: Dice, limits: Item) -> Item:
    """More time, if asked for and approved before the limit ends; both limits count in one unit."""
    unit = limits["statutory"].split()[1]
    if "promised" in limits:
        limits["promised"] = dice.one([limit for limit in LIMITS if limit.split()[1] == unit])
    ask = [f"0 {unit}", f"1 {unit}", "1 min", "30 min", "1 h"]
    return {"by": f"{dice.count(1, 3)} {unit}", "ask_before": dice.one(ask), "probability": dice.one((1.0, 0.5)), "approval": dice.one(WAITS)}


def expiry(dice: Dice, limit: str, delivers: bool) -> Item:
    """What happens when a limit runs out."""
    exits = ["deemed_approved", "deemed_renewed", "lapsed", "refused"] + ["deemed_accepted"] * 4 * (limit == "acceptance")
    item: Item = {"limit": limit, "exit": dice.one(exits), "in_hand": dice.one(("let_go", "finish"))}
    if delivers and dice.yes(60):
        item["go_to"] = "deliver"
    return item


# the office ----------------------------------------------------------------------------------------------------------

def scenario(dice: Dice) -> Item:
    """A whole office as data."""
    start = dt.date.fromisoformat(dice.one(STARTS))
    hours = dice.one(HOURS)
    calendar: Item = {"start": str(start), "holidays": dice.one(("none", "none", "cn")), "hours": hours}
    dice.maybe(12, calendar, "continuous", lambda: True)
    desks = {name: desk(dice, name, start) for name in ("a", "b", "c")[:dice.count(1, 3)]}
    places: Item = {"back": {"hall": False}, "night": {"hall": True, "hours": dice.one(HOURS)}, "hall": {"hall": True}}
    data: Item = {
        "schema": 1, "name": "random", "calendar": calendar,
        "horizon": {"warm_up": dice.one(("0 wd", "1 wd", "5 h")), "measure": dice.one(("1 wd", "2 wd", "3 wd", "30 h")),
                    "drain": dice.one(("5 wd", "10 wd", "0 d", "1 d", "12 d"))},
        "offices": places, "desks": desks,
        "matters": {name: matter(dice, start, hours, tuple(desks)) for name in ("m", "n")[:dice.count(1, 2)]},
    }
    return with_people(dice, data, start)


def with_people(dice: Dice, data: Item, start: dt.date) -> Item:
    """Add who stands in for whom, who helps where, and who is never away together."""
    people = people_at(data["desks"])
    if len(people) > 1:
        dice.maybe(60, data, "cover", lambda: cover(dice, people))
        dice.maybe(25, data, "never_both_away", lambda: [list(two_of(dice, people))])
    if people and len(data["desks"]) > 1:
        dice.maybe(40, data, "helps", lambda: helps(dice, people, data["desks"], start))
    return data


def changed(dice: Dice, first: Item) -> Item:
    """The same office after a reform: other people, limits, lines, routes or applicants."""
    data = deepcopy(first)
    start = dt.date.fromisoformat(data["calendar"]["start"])
    for name, spec in data["desks"].items():
        if spec["officers"] != "unlimited" and dice.yes(40):
            fresh = desk(dice, name, start)
            others = fresh["officers"] if fresh["officers"] != "unlimited" and "open_by_hour" not in spec else spec["officers"]
            data["desks"][name] = {**spec, "order": fresh["order"], "officers": with_old_hours(others, spec["officers"])}
    for spec in data["matters"].values():
        if dice.yes(50):
            classes = tuple(spec.get("classes", {}))
            spec["route"] = route(dice, tuple(data["desks"]), classes)
        for key in ("limits", "on_expiry", "extension"):
            spec.pop(key, None)
        limited(dice, spec)
    for key in ("cover", "never_both_away", "helps"):
        data.pop(key, None)
    return with_people(dice, data, start)


def with_old_hours(officers: Any, before: Any) -> Any:
    """Those who were there before keep their hours: these hold for the whole run."""
    if not isinstance(officers, list):
        return officers
    were = {one["name"]: one.get("hours") for one in before} if isinstance(before, list) else {}
    hours = [were.get(one["name"], one.get("hours")) for one in officers]
    return [{key: value for key, value in (one | {"hours": kept}).items() if value is not None} for one, kept in zip(officers, hours, strict=True)]


def reformed(dice: Dice, first: Item, when: dt.date) -> list[tuple[str | None, Item]]:
    """The same office before and after a policy of the house begins; only before, where it refuses the office."""
    policy = dice.one(POLICIES)
    try:
        rows = timeline(Scenario.model_validate(first), [policy(start=when)])
    except PolicyRefused:
        return [(None, first)]
    return [(begins and str(begins), phase.to_dict()) for begins, phase in rows]


@st.composite
def offices(draw: Any) -> Office:
    """One office in three changes on a day: by reform, or by a policy of the house."""
    dice = Dice(draw)
    first = scenario(dice)
    when = dt.date.fromisoformat(first["calendar"]["start"]) + dt.timedelta(days=dice.count(1, DAYS))
    kind = dice.one(("as it is", "as it is", "as it is", "as it is", "policy", "reform"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assume(not check(Scenario.model_validate(first)))
        phases = [(None, first)] if kind != "policy" else reformed(dice, first, when)
        if kind == "reform":
            phases.append((str(when), changed(dice, first)))
            assume(not check(Scenario.model_validate(phases[1][1])))
    return office(*phases)
