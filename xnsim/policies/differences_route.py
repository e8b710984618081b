"""A route read by the names of its nodes: what was put in between which, and what was taken out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xnsim.scenario.route import VERB_OF, Node, Parallel, Route, Series


@dataclass(frozen=True)
class Gap:
    """The place after a node of the old route (before the first: no name)."""

    after: str | None

    def __repr__(self) -> str:
        return f"after {self.after}" if self.after else "first"


def is_route(value: Any) -> bool:
    """Say whether a value is a row of nodes."""
    return isinstance(value, tuple) and bool(value) and all(isinstance(node, Node) for node in value)


def named_nodes(route: Route) -> dict[str, Node]:
    """Return the nodes by name: a step's own, else the verb with the first step inside; a second of that name is numbered."""
    found: dict[str, Node] = {}
    for node in route:
        name, number = _name(node), 2
        while (name if number == 2 else f"{name}#{number - 1}") in found:
            number += 1
        found[name if number == 2 else f"{name}#{number - 1}"] = node
    return found


def gaps(old: Route, new: Route) -> dict[tuple[Any, ...], Any] | None:
    """Return what was put in, by the gap and the name of its first node; ``None`` where nodes changed their order.

    Whoever takes out several nodes in a row claims the gaps between them: nobody else may put something there.
    """
    before, after = named_nodes(old), named_nodes(new)
    kept = [name for name in before if name in after]
    if kept != [name for name in after if name in before]:
        return None
    found: dict[tuple[Any, ...], Any] = {}
    names, run = list(before), ()
    for name in (*after, None):
        if name is None or name in before:
            if run:
                end = len(names) if name is None else names.index(name)
                found[Gap(names[end - 1] if end else None), run[0]] = tuple(after[one] for one in run)
            run = ()
        else:
            run = (*run, name)
    for name, following in zip(names, names[1:], strict=False):
        if name not in after and following not in after:
            found[Gap(name),] = None
    return found


def with_gaps(old: dict[str, Node], new: dict[Any, Any], gone: Any) -> Route:
    """Return the old nodes with the changed ones in their places and the new ones in the gaps, sorted by name."""
    route: list[Node] = []
    for name in (None, *old):
        if name is not None and (node := new.get(name, old[name])) is not gone:
            route.append(node)
        runs = new.get(Gap(name)) or {}
        for first in sorted(runs):
            route.extend(runs[first])
    return tuple(route)


def _name(node: Node) -> str:
    """Return the name by which a node is found again: its step, or that of the first inside it."""
    step = getattr(node, "step", None)
    if step is not None:
        return step
    if isinstance(node, Series) and node.steps:
        return f"series {_name(node.steps[0])}"
    if isinstance(node, Parallel):
        first = next(iter(node.branches.values()))
        return f"parallel {_name(first.route[0])}" if first.route else "parallel"
    return VERB_OF[type(node)]
