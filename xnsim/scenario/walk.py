"""A route read from the first step to the last, with the place of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xnsim.scenario.model import Scenario
from xnsim.scenario.route import VERB_OF, Choose, Node, Parallel, Route, Series
from xnsim.scenario.sheet import Where


@dataclass(frozen=True)
class Stop:
    """One element of a route: its place, and the branches and options it lies in.

    ``rooms`` are the places of those branches and options, outermost first; ``branch``
    is the innermost branch of a parallel, empty outside all.
    """

    where: Where
    node: Node
    rooms: tuple[Where, ...] = ()
    branch: Where = ()

    @property
    def step(self) -> str | None:
        """The name of the step, where the verb has one."""
        return getattr(self.node, "step", None)


def nodes(route: Route, at: Where) -> Iterator[tuple[Where, Node]]:
    """Return the elements of one route with their places; a series is its elements."""
    for i, node in enumerate(route):
        where = (*at, i, VERB_OF[type(node)])
        if isinstance(node, Series):
            yield from nodes(node.steps, where)
        else:
            yield where, node


def inner_routes(node: Node, where: Where) -> list[tuple[Where, Route]]:
    """Return the routes within a parallel or a choice, with their places."""
    if isinstance(node, Parallel):
        return [((*where, "branches", name, "route"), branch.route) for name, branch in node.branches.items()]
    if isinstance(node, Choose):
        return [((*where, "options", i, "route"), option.route) for i, option in enumerate(node.options)]
    return []


def stops_of(scenario: Scenario) -> dict[str, list[Stop]]:
    """Return every element of every matter's route, by the matter's name."""
    return {name: list(walk(matter.route, ("matters", name, "route"))) for name, matter in scenario.matters.items()}


def walk(route: Route, at: Where, rooms: tuple[Where, ...] = (), branch: Where = ()) -> Iterator[Stop]:
    """Return every element in the order written, those within branches and options too."""
    for where, node in nodes(route, at):
        yield Stop(where, node, rooms, branch)
        for place, inner in inner_routes(node, where):
            yield from walk(inner, place, (*rooms, place), place if isinstance(node, Parallel) else branch)
