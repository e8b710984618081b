"""Routes that visit every verb: steps, waits, returns, branches within branches, refusals, clocks stopped by hand.

Made piece by piece from a ``Dice`` (Hypothesis' draws under short names). A route is plain
data, as in a scenario file; ``offices.py`` puts an office around it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

Item = dict[str, Any]
EFFORTS = ("1 s", "1 min", "5 min", "10 min", "30 min", "1 h", "2 h", "4 h", "0.5 wd", "2 wd", "exp(20 min)", "exp(2 h)",
           "uniform(1 s, 3 s)", "10 min + 5 min", "exp(30 min) + 1 s", "hyper(0.8: 10 min, 0.2: 3 h)",
           "empirical(0.5: 10 min, 0.25: 30 min, 0.25: 1 h)", "lognormal(40 min, cv 1.5)", "gamma(1 h, shape 0.5)", "erlang(1 h, k 2)",
           "weibull(1 h, shape 0.7)", "triangular(1 min, 30 min, 2 h)", "pert(1 min, 30 min, 2 h)")
WAITS = ("1 s", "1 min", "30 min", "1 h", "3 h", "12 h", "1 d", "1 wd", "0.25 wd", "3 d", "exp(6 h)", "exp(1 d)", "0 s", "uniform(1 h, 20 h)")
LIMITS = ("1 wd", "1 wd", "2 wd", "3 wd", "5 wd", "1 d", "2 d", "4 d", "9 d", "1 mo", "1 h", "90 min", "5 h", "26 h", "45 min", "72 h")
TIGHT = (EFFORTS, EFFORTS, ("1 min",), ("1 s",), ("30 min", "1 h"))             # few different lengths, many ties
TIGHT_WAITS = (WAITS, WAITS, ("1 min", "0 s"), ("1 s",), ("30 min", "1 h"))
STOPS = ("runs", "runs", "lawful_pause", "unlawful_pause")
DEPTH = 3


class Dice:
    """Hypothesis' draws under short names; every throw shrinks towards its first value."""

    def __init__(self, draw: Callable[[st.SearchStrategy], Any]) -> None:
        self.draw = draw

    def one(self, values: Any) -> Any:
        """Take one of several values."""
        return self.draw(st.sampled_from(values))

    def count(self, low: int, high: int) -> int:
        """Take a whole number from ``low`` to ``high``."""
        return self.draw(st.integers(low, high))

    def yes(self, percent: int) -> bool:
        """Say yes in so many cases of a hundred."""
        return self.draw(st.integers(1, 100)) > 100 - percent

    def maybe(self, percent: int, item: Item, key: str, make: Callable[[], Any]) -> None:
        """Give an item a key in so many cases of a hundred."""
        if self.yes(percent):
            item[key] = make()


@dataclass
class Way:
    """Where one is on a route: which desks there are, which steps one may be sent back to, how deep inside."""

    desks: tuple[str, ...]
    classes: tuple[str, ...]
    steps: list[str] = field(default_factory=list)      # steps at desks surely passed in this branch
    sure: bool = False                                  # the last step at a desk is the one a return goes to by itself
    branch: bool = False
    depth: int = 0
    counter: list[int] = field(default_factory=lambda: [0])     # shared by the whole route: step names must differ
    efforts: tuple[str, ...] = EFFORTS
    waits: tuple[str, ...] = WAITS

    def name(self, kind: str) -> str:
        """Return a step name not used before on this route."""
        self.counter[0] += 1
        return f"{kind}{self.counter[0]}"

    def inside(self, branch: bool) -> "Way":
        """Return the way within an option (which may be sent back before it) or within a branch (which may not)."""
        return replace(self, steps=[] if branch else list(self.steps), sure=False, branch=self.branch or branch, depth=self.depth + 1)


def serve(dice: Dice, way: Way) -> Item:
    """A step at a desk, sometimes with a limit past which the desk is deemed to agree."""
    step = way.name("s")
    item: Item = {"step": step, "desk": dice.one(way.desks), "effort": dice.one(way.efforts)}
    dice.maybe(20, item, "trips", lambda: 1)
    dice.maybe(25, item, "limit", lambda: {"within": dice.one(LIMITS), "exit": dice.one(("deemed_consent", "deemed_consent", "record")),
                                           "in_hand": dice.one(("let_go", "finish"))})
    way.steps.append(step)
    way.sure = True
    return {"serve": item}


def wait(dice: Dice, way: Way) -> Item:
    """Time passes without an officer, in civil or working time, the clock running or not."""
    item = {"step": way.name("w"), "length": dice.one(way.waits), "clock": dice.one(STOPS)}
    dice.maybe(30, item, "calendar", lambda: "working")
    dice.maybe(40, item, "who", lambda: "applicant")
    return {"wait": item}


def sent_back(dice: Dice, way: Way) -> Item:
    """The papers go back to the applicant: by chance, or because defects are seen."""
    item: Item = {"step": way.name("r"), "turnaround": dice.one(way.waits), "clock": dice.one((*STOPS, "reset"))}
    if dice.yes(40):
        item["defects"] = {"mean": dice.one((0.5, 1.5, 4.0)), "seen": dice.one((0.3, 0.8, 1.0)), "notice": dice.one(("all", "one"))}
    else:
        item["probability"] = dice.one((0.3, 0.6, 0.9))
    dice.maybe(50, item, "at_most", lambda: dice.count(1, 3))
    dice.maybe(30, item, "trips", lambda: dice.count(0, 2))
    dice.maybe(30, item, "calendar", lambda: "working")
    if not way.sure or dice.yes(40):
        item["to"] = dice.one(way.steps)
    return {"return": item}


def refuse(dice: Dice, way: Way) -> Item:
    """The desk refuses."""
    return {"refuse": {"step": way.name("n"), "probability": dice.one((0.2, 0.5, 1.0))}}


def clock(dice: Dice, way: Way) -> Item:
    """Somebody stops the office's clock by hand, and may forget to start it again."""
    return {"clock": {"do": dice.one(("pause", "resume", "reset")), "lawful": dice.yes(50)}}


def series(dice: Dice, way: Way) -> Item:
    """A few steps in brackets."""
    return {"series": [piece(dice, way) for _ in range(dice.count(1, 2))]}


def parallel(dice: Dice, way: Way) -> Item:
    """Several branches at once, some of which wait for others."""
    names = [f"b{i}" for i in range(dice.count(2, 3))]
    branches: Item = {}
    for i, name in enumerate(names):
        branches[name] = {"route": row(dice, way.inside(branch=True), 1, 2)}
        if i and dice.yes(30):
            branches[name]["after"] = [dice.one(names[:i])] if dice.yes(70) else names[:i]
    way.sure = False
    return {"parallel": {"branches": branches}}


def choose(dice: Dice, way: Way) -> Item:
    """One of several ways: by chance or by class; at the root one of them may end the case."""
    by_class = bool(way.classes) and dice.yes(60)
    marks = [{"cls": name} for name in ("ordinary", *way.classes)] if by_class else [{"share": 0.25}, {"share": 0.75}]
    options = [{**mark, "route": row(dice, way.inside(branch=False), 0, 2)} for mark in marks]
    if not way.branch and dice.yes(30):
        options[0]["route"].append({"end": {"outcome": dice.one(("withdrawn", "refused", "approved", "turned_away", "lapsed"))}})
    if by_class and dice.yes(20):
        options.pop()
    way.sure = False
    return {"choose": {"step": way.name("c"), "options": options}}


def piece(dice: Dice, way: Way) -> Item:
    """One item of a route, of any kind that may stand here."""
    kinds = [serve, serve, serve, wait, refuse, clock]
    kinds += [sent_back, sent_back] if way.steps else []
    kinds += [series, choose, parallel, parallel] if way.depth < DEPTH else []
    return dice.one(kinds)(dice, way)


def row(dice: Dice, way: Way, least: int, most: int) -> list[Item]:
    """A few items, one after the other."""
    return [piece(dice, way) for _ in range(dice.count(least, most))]


def route(dice: Dice, desks: tuple[str, ...], classes: tuple[str, ...]) -> list[Item]:
    """A whole route with its milestones: acceptance, decision, delivery, each of which may be missing."""
    way = Way(desks, classes, efforts=dice.one(TIGHT), waits=dice.one(TIGHT_WAITS))
    items = [serve(dice, way)] if dice.yes(80) else []
    if dice.yes(60):
        items += [*row(dice, way, 0, 2), {"accept": {}}]
    items += row(dice, way, 1, 3)
    if not items or not way.counter[0]:
        items.append(serve(dice, way))
    if dice.yes(30):
        items += [{"decide": {}}, *row(dice, way, 0, 1)]
    if dice.yes(50):
        items.append({"deliver": {"takes": dice.one(WAITS)} if dice.yes(40) else {}})
        items += row(dice, way, 0, 1) if dice.yes(15) else []
    return items


def every_item(items: list[Item]) -> set[str]:
    """Return the verbs a route uses, those inside branches and options too."""
    found: set[str] = set()
    for item in items:
        verb, inner = next(iter(item.items()))
        found.add(verb)
        rows = [inner] if verb == "series" else [option["route"] for option in inner["options"]] if verb == "choose" else (
            [branch["route"] for branch in inner["branches"].values()] if verb == "parallel" else [])
        for inner_row in rows:
            found |= every_item(inner_row)
    return found
