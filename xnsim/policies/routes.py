"""Read a route in walking order and put other nodes in the place of some."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from xnsim.scenario import route as r


def every_node(route: r.Route) -> Iterator[r.Node]:
    """Yield every node in the order it is written, those inside series, branches and options too."""
    for node in route:
        yield node
        for inside in inner_routes(node):
            yield from every_node(inside)


def inner_routes(node: r.Node) -> tuple[r.Route, ...]:
    """Return the routes inside a node, none for a plain step."""
    match node:
        case r.Series():
            return (node.steps,)
        case r.Parallel():
            return tuple(branch.route for branch in node.branches.values())
        case r.Choose():
            return tuple(option.route for option in node.options)
    return ()


def rewritten(route: r.Route, change: Callable[[r.Node], r.Node]) -> r.Route:
    """Ask ``change`` about every node from outside in; a node it replaces is not looked into."""
    return tuple(_rewritten(node, change) for node in route)


def _rewritten(node: r.Node, change: Callable[[r.Node], r.Node]) -> r.Node:
    """Put another node in the place of one, or look inside it."""
    new = change(node)
    return new if new is not node else with_inner_routes(node, lambda inside: rewritten(inside, change))


def with_inner_routes(node: r.Node, new: Callable[[r.Route], r.Route]) -> r.Node:
    """Return a node with each of the routes inside it made new; a plain step as it is."""
    match node:
        case r.Series():
            return node.changed(("steps", new(node.steps)))
        case r.Parallel():
            return node.changed(("branches", {
                name: branch.changed(("route", new(branch.route))) for name, branch in node.branches.items()}))
        case r.Choose():
            return node.changed(("options", tuple(option.changed(("route", new(option.route))) for option in node.options)))
    return node


def mapped(route: r.Route, change: Callable[[r.Node], r.Node]) -> r.Route:
    """Change every node, those inside series, branches and options first."""
    return tuple(change(with_inner_routes(node, lambda inside: mapped(inside, change))) for node in route)


def last_desk(route: r.Route) -> r.Serve | None:
    """Return the last step at a desk that every case passes, unless work in branches or on ways of choice follows it."""
    for node in reversed(route):
        if isinstance(node, r.Serve):
            return node
        if isinstance(node, (r.Parallel, r.Choose)):
            return None
        if isinstance(node, r.Series) and serves(node.steps):
            return last_desk(node.steps)
    return None


def serves(route: r.Route) -> list[r.Serve]:
    """Return every step at a desk, in the order it is written."""
    return [node for node in every_node(route) if isinstance(node, r.Serve)]


def checks_before_returns(route: r.Route) -> list[tuple[r.Return, r.Serve | None]]:
    """Pair every return with the last step at a desk before it on the same way (not inside other branches)."""
    found: list[tuple[r.Return, r.Serve | None]] = []
    _pair(route, None, found)
    return found


def _pair(route: r.Route, last: r.Serve | None, found: list[tuple[r.Return, r.Serve | None]]) -> r.Serve | None:
    """Walk along a route and note each return with the step before it; return the last step at its end."""
    for node in route:
        if isinstance(node, r.Return):
            found.append((node, last))
        elif isinstance(node, r.Serve):
            last = node
        elif isinstance(node, r.Series):
            last = _pair(node.steps, last, found)
        else:
            for inside in inner_routes(node):
                _pair(inside, None if isinstance(node, r.Parallel) else last, found)
    return last
