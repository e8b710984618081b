"""What it takes that an applicant does not come to the window: the papers arrive another way, the work is done elsewhere."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Policy
from xnsim.policies.reach import refused
from xnsim.policies.ways import front, lucks
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Desk
from xnsim.scenario.route import Accept, Return, Route, Serve
from xnsim.scenario.values import Dist, Span

PORTAL = "portal"
AT_ONCE = (Dist("constant", (Span(1, "s"),)),)


def with_portal(scenario: Scenario, beside: str) -> Scenario:
    """Return the scenario with a place where applications arrive by line or call: nobody sits there, nobody waits there."""
    portal = Desk(office=scenario.desks[beside].office, name=Label("来电与网上收件", "Calls and online receipts"), officers="unlimited")
    return scenario if PORTAL in scenario.desks else scenario.changed(("desks", {**scenario.desks, PORTAL: portal}))


def sent(step: str) -> Serve:
    """Return the step by which an application arrives without a visit: the first visit is taken back."""
    return Serve(step=step, desk=PORTAL, effort=AT_ONCE, trips=-1, name=Label("不到场收件", "Received without a visit"))


def comes_in(step: str) -> Serve:
    """Return the step by which an applicant who had been spared the way comes after all: one visit, no work."""
    return Serve(step=step, desk=PORTAL, effort=AT_ONCE, trips=1, name=Label("还是来了一趟", "Comes after all"))


def intake(policy: Policy, name: str, matter: Matter, named: bool) -> tuple[int, int] | None:
    """Return where the papers of a matter are handed in, as [from, to); refused for a matter named that has no such place."""
    found = front(matter.route)
    if found is None and named:
        raise refused(policy, f"事项“{name}”没有先在一个岗位收件的环节;请把收件写成路线上的第一个 serve",
                      f"matter “{name}” has no step at which papers are handed in; write it as the first serve of the route")
    return found


def apart(route: Route, prefix: str, trips: int | None = 0) -> Route:
    """Return a copy of steps and returns under other names but with their luck; returns cost so many visits (``None``: as before)."""
    renamed = {node.step: f"{prefix}_{node.step}".replace("/", "_") for node in route if isinstance(node, (Serve, Return))}
    copies = []
    for node in route:
        if isinstance(node, Serve):
            node = node.changed(("step", renamed[node.step]), ("luck", lucks(node)))
        elif isinstance(node, Return):
            pairs = [("step", renamed[node.step]), ("luck", node.luck or node.step)]
            pairs += [("to", renamed[node.to])] if node.to in renamed else []
            node = node.changed(*pairs, *([("trips", trips)] if trips is not None else []))
        copies.append(node)
    return tuple(copies)


def accepts_next(route: Route, at: int) -> bool:
    """Say whether the acceptance stands at that place of the route."""
    return at < len(route) and isinstance(route[at], Accept)
