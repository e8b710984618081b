"""Random plain offices in which files only move on, from desk to desk: what the sweep walks.

Overload and ties as in ``offices.py`` (efforts in whole minutes, batches in one second), offices
that never close and such as do, desks met out of the order of their names, branches in branches, waits of every length, files sent
back for long enough.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from office_routes import EFFORTS, TIGHT, Dice, Item
from offices import HOURS, Office, office

from xnsim.scenario.check import check
from xnsim.scenario.model import Scenario

DESKS = tuple("edcbafgh")       # in the order in which files may meet them
BACK = ("3 h", "4 h", "10 h", "1 d")
LENGTHS = ("1 s", "1 min", "30 min", "3 h", "1 d", "exp(2 h)", "uniform(1 min, 1 d)", "0 s")
COMING = ({"poisson": "100/d", "profile": "always"}, {"poisson": "9/h", "profile": "always"}, {"appointments": {"every": "15 min"}},
          {"appointments": {"every": "1 h", "no_show": 0.3}, "batch": 7}, {"appointments": {"every": "6 h"}, "batch": 60},
          {"appointments": {"every": "3 h"}, "batch": 25})
BY_DAY = ({"poisson": "150/wd"}, {"poisson": "100/d", "profile": "always"}, {"poisson": "9/h", "profile": "always"},
          {"appointments": {"every": "15 min"}, "batch": 30})
OPEN = (("0 d", "3 h"), ("10 h", "5 h", "16 h"), ("0 d", "1 d", "10 h", "1 h", "3 d", "9 d"))
CLOSING = (("0 d", "1 wd", "3 h"), ("1 wd", "2 wd", "4 d"), ("0 d", "1 d", "2 wd", "1 h", "6 wd", "15 wd"))


class Line:
    """Where one is on a route: which desks still lie ahead, which steps one may be sent back to."""

    def __init__(self, dice: Dice, classes: tuple[str, ...]) -> None:
        self.dice, self.classes, self.next, self.count, self.steps = dice, classes, 0, 0, list[str]()
        self.efforts = dice.one((EFFORTS, *TIGHT))
        self.stamps = ["accept", "decide", "deliver"]
        self.clear = True       # whether it is clear which step was the last

    def name(self, kind: str) -> str:
        """Return a step name not used before on this route."""
        self.count += 1
        return f"{kind}{self.count}"

    def serve(self) -> list[Item]:
        """A step at a desk further on."""
        if self.next >= len(DESKS):
            return []
        at = self.dice.count(self.next, min(self.next + 2, len(DESKS) - 1))
        self.next = at + 1
        item = {"step": self.name("s"), "desk": DESKS[at], "effort": self.dice.one(self.efforts)}
        self.dice.maybe(20, item, "trips", lambda: 1)
        return [{"serve": item}]

    def wait(self, branch: bool) -> list[Item]:
        """Time passes, perhaps the applicant's (not on a branch: whose time it is would depend on the others)."""
        item = {"step": self.name("w"), "length": self.dice.one(LENGTHS)}
        self.dice.maybe(0 if branch else 40, item, "who", lambda: "applicant")
        self.dice.maybe(30, item, "calendar", lambda: "working")
        return [{"wait": item}]

    def mark(self) -> list[Item]:
        """A stamp that was not given yet, nor a later one."""
        if not self.stamps:
            return []
        stamp = self.dice.one(self.stamps)
        self.stamps = self.stamps[self.stamps.index(stamp) + 1:]
        return [{stamp: {}}]

    def back(self) -> list[Item]:
        """The papers go back, for some hours at least."""
        item = {"step": self.name("r"), "turnaround": self.dice.one(BACK), "probability": self.dice.one((0.3, 0.6, 1.0)), "at_most": self.dice.count(1, 3)}
        self.dice.maybe(50 if self.clear else 100, item, "to", lambda: self.dice.one(self.steps))
        self.dice.maybe(30, item, "calendar", lambda: "working")
        return [{"return": item}]

    def refuse(self) -> list[Item]:
        """Some are refused."""
        return [{"refuse": {"step": self.name("n"), "probability": 0.2}}]

    def parallel(self, depth: int) -> list[Item]:
        """Several branches at once; desks may be shared."""
        branches, first, furthest = {}, self.next, self.next
        for name in ("x", "y", "z")[:self.dice.count(2, 3)]:
            self.next = first
            row = self.row(1, 2, branch=True, depth=depth + 1)
            branches[name] = {"route": row or self.wait(branch=True)}
            furthest = max(furthest, self.next)
        self.next = furthest
        return [{"parallel": {"branches": branches}}]

    def choose(self, branch: bool, depth: int) -> list[Item]:
        """One of two ways, by class or by chance."""
        marks = [{"cls": name} for name in ("ordinary", *self.classes)] if self.classes and self.dice.yes(50) else [{"share": 0.25}, {"share": 0.75}]
        options, first, furthest = [], self.next, self.next
        for mark in marks:
            self.next = first
            options.append({**mark, "route": self.row(0, 2, branch, depth + 1)})
            furthest = max(furthest, self.next)
        self.next = furthest
        return [{"choose": {"step": self.name("c"), "options": options}}]

    def row(self, least: int, most: int, branch: bool = False, depth: int = 0) -> list[Item]:
        """Some items; on a branch only what a sweep allows there, and none that one may be sent back to from outside."""
        found: list[Item] = []
        for _ in range(self.dice.count(least, most)):
            kinds: list[Callable[[], list[Item]]] = [self.serve, self.serve, self.serve, lambda: self.wait(branch)]
            if not branch:
                kinds += [self.mark, self.refuse] + [self.back] * 4 * bool(self.steps and not depth)
            if depth < 2:
                kinds += [lambda: self.parallel(depth), lambda: self.choose(branch, depth)]
            made = self.dice.one(kinds)()
            if not depth and made:
                self.clear = "serve" in made[0] or (self.clear and "parallel" not in made[0] and "choose" not in made[0])
                self.steps += [item["serve"]["step"] for item in made if "serve" in item]
            found += made
        return found


@st.composite
def onward(draw: Any) -> Office:
    """An office that can be swept."""
    dice = Dice(draw)
    matters: Item = {}
    closes = dice.yes(60)
    for name in ("m", "n")[:dice.count(1, 2)]:
        classes = ("k",) if dice.yes(40) else ()
        line = Line(dice, classes)
        matters[name] = {"arrivals": dice.one(BY_DAY if closes else COMING), "route": [*line.serve(), *line.row(1, 5)]} | ({"classes": {"k": {"share": 0.4}}} if classes else {})
        dice.maybe(20, matters[name], "limits", lambda: {"statutory": "3 d", "promised": "1 d"})
    places = ("back", "hall", *("night",) * closes)
    desks = {name: {"officers": dice.count(1, 4), "office": dice.one(places)} for name in sorted(DESKS)}
    calendar = {"start": "2026-01-05", "holidays": "none"} | ({"hours": dice.one(HOURS)} if closes else {"continuous": True})
    warm_up, measure, drain = CLOSING if closes else OPEN
    data = {
        "schema": 1, "name": "onward", "calendar": calendar,
        "horizon": {"warm_up": dice.one(warm_up), "measure": dice.one(measure), "drain": dice.one(drain)},
        "offices": {"back": {"hall": False}, "hall": {"hall": True}} | ({"night": {"hall": True, "hours": dice.one(HOURS)}} if closes else {}),
        "desks": desks, "matters": matters}
    found = [str(each) for each in check(Scenario.model_validate(data))]
    assert not found, found
    return office((None, data))
