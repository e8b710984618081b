"""Steps one after the other: which stand in a row, what each takes on average, and what is left when some are taken out."""

from __future__ import annotations

from collections.abc import Collection

from xnsim.laws import mean_of
from xnsim.policies.routes import checks_before_returns
from xnsim.policies.ways import front, spliced, stretch
from xnsim.program.laws_of import law_of
from xnsim.scenario.route import Accept, Choose, Decide, Deliver, End, Node, Return, Route, Series, Serve, Transfer, Wait


def in_line(route: Route) -> list[Node]:
    """Return the nodes that every case passes, a series as its nodes; branches and ways of choice stay whole."""
    return [inner for node in route for inner in (in_line(node.steps) if isinstance(node, Series) else [node])]


def mean_seconds(serve: Serve, open_s: int) -> float:
    """Return how long a step takes its officer on average, in standard seconds; ``open_s`` is an ordinary working day."""
    return sum(mean_of(law_of(work, open_s)) for work in serve.effort)


def sign_offs(route: Route) -> list[Serve]:
    """Return the row of steps at desks right before the decision, send-backs between them left aside; a series before it is no part of it."""
    end = next((i for i, node in enumerate(route) if isinstance(node, (Decide, Deliver, End))), len(route))
    found: list[Serve] = []
    for node in reversed(route[:end]):
        if isinstance(node, Serve):
            found.insert(0, node)
        elif not isinstance(node, Return):
            break
    return found


def longest_row(route: Route) -> list[Serve]:
    """Return the longest row of steps at desks, send-backs and applicants who give up between them left aside; the first of equals."""
    best, row = [], []
    for node in [*in_line(route), None]:
        if isinstance(node, Serve):
            row.append(node)
        elif not (isinstance(node, Return) or gives_up(node)):
            best, row = (row if len(row) > len(best) else best), []
    return best


def gives_up(node: Node | None) -> bool:
    """Say whether a node only lets a part of the applicants go."""
    return isinstance(node, Choose) and all(not option.route or isinstance(option.route[0], End) for option in node.options)


def without_steps(route: Route, steps: Collection[str]) -> Route:
    """Take steps out of a route, each with the send-backs and the giving-up right behind it."""
    belongs: set[str] = set()
    last: str | None = None
    for node in in_line(route):
        if isinstance(node, Serve):
            last = node.step
        elif last in steps and (isinstance(node, Return) or gives_up(node)):
            belongs.add(node.step)
        else:
            last = last if isinstance(node, Return) or gives_up(node) else None
    gone = belongs | set(steps)
    return spliced(route, lambda node: () if getattr(node, "step", None) in gone else None)


def targets(route: Route, but_after: Collection[str] = ()) -> set[str]:
    """Return the steps that send-backs go to, those of the steps named left aside."""
    pairs = checks_before_returns(route)
    return {back.to or before.step for back, before in pairs if before is not None and before.step not in but_after} | {
        back.to for back, before in pairs if before is None and back.to is not None}


def department_row(route: Route) -> tuple[int, int] | None:
    """Return where departments work on a file one after the other, as [from, to): after the acceptance, else after the papers are handed in.

    The file's way from house to house belongs to it.
    """
    accepted = next((i for i, node in enumerate(route) if isinstance(node, Accept)), None)
    begin = (front(route) or (0, 0))[1] if accepted is None else accepted + 1
    found = stretch(route[begin:], _work_or_way)
    return None if found is None or not any(map(_works, route[begin + found[0]:begin + found[1]])) else (begin + found[0], begin + found[1])


def _work_or_way(node: Node) -> bool:
    """Say whether a node is work at a desk or the way from one to the next."""
    if isinstance(node, Series):
        return bool(node.steps) and all(map(_work_or_way, node.steps))
    on_its_way = isinstance(node, Transfer) or (isinstance(node, Wait) and node.who == "office" and node.clock == "runs" and node.until is None)
    return isinstance(node, Serve) or on_its_way


def _works(node: Node) -> bool:
    """Say whether there is work at a desk in a node."""
    return isinstance(node, Serve) or (isinstance(node, Series) and any(map(_works, node.steps)))


def sent_to(route: Route, gone: Collection[str], to: str) -> Route:
    """Return the route in which papers that went back to steps now gone go back to another step."""
    reach = {back.step: back.to or (before.step if before else None) for back, before in checks_before_returns(route)}
    return spliced(route, lambda node: (node.changed(("to", to)),) if isinstance(node, Return) and reach.get(node.step) in gone else None)
