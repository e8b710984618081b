"""Put steps into a route, take them out, let a part of the cases go another way; merge the work of several steps."""

from __future__ import annotations

from collections.abc import Callable
from math import exp

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy
from xnsim.policies.reach import check_known, refused
from xnsim.policies.routes import every_node, last_desk, serves, with_inner_routes
from xnsim.scenario import route as r
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Desk, Help
from xnsim.scenario.values import Dist, Rate, Span

Change = Callable[[r.Node], "r.Route | None"]
WINDOW = Knob(Label("窗口", "Window"), Label("不写即该事项经过的第一个大厅岗位", "none means the first desk in the hall that the matter passes"))


def spliced(route: r.Route, change: Change) -> r.Route:
    """Ask ``change`` about every node: the nodes it gives stand in its place; ``None`` means look inside."""
    found: list[r.Node] = []
    for node in route:
        new = change(node)
        found.extend((with_inner_routes(node, lambda inside: spliced(inside, change)),) if new is None else new)
    return tuple(node for node in found if not isinstance(node, r.Series) or node.steps)


def around(route: r.Route, step: str, before: r.Route = (), after: r.Route = ()) -> r.Route:
    """Put nodes before and after the node of that step, wherever it stands."""
    return spliced(route, lambda node: (*before, node, *after) if getattr(node, "step", None) == step else None)


def after_accept(route: r.Route, then: r.Route) -> r.Route:
    """Put nodes behind the acceptance; before everything where the route names none."""
    if any(isinstance(node, r.Accept) for node in every_node(route)):
        return spliced(route, lambda node: (node, *then) if isinstance(node, r.Accept) else None)
    return (*then, *route)


def last_step(policy: Policy, name: str, route: r.Route, knob: str, cannot: Label) -> r.Serve:
    """Return the last step at a desk of a matter's route; refused where it stands in a branch, so that what a knob asks for has no place."""
    last = last_desk(route)
    if last is None:
        raise refused(policy, f"事项“{name}”的最后一个环节在并联分支里,{cannot.zh};请把 {knob} 改为0,或用 matters 只列其他事项",
                      f"the last desk of matter “{name}” stands in a branch, {cannot.en}; set {knob} to 0, or list only other matters in matters")
    return last


def without(route: r.Route, kind: type[r.Node]) -> r.Route:
    """Take out every node of a kind."""
    return spliced(route, lambda node: () if isinstance(node, kind) else None)


def chance(step: str, share: float, way: r.Route) -> r.Route:
    """Return the choice by which a share of the cases makes a detour; nobody: nothing."""
    if share <= 0:
        return ()
    rest = (r.Option(share=round(1 - share, 12), route=()),)
    return (r.Choose(step=step, options=(r.Option(share=share, route=way), *(rest if share < 1 else ()))),)


def two_ways(step: str, share: float, way: r.Route, other: r.Route) -> r.Route:
    """Return the choice by which a share of the cases goes one way and the rest the other."""
    if share <= 0 or share >= 1:
        return way if share >= 1 else other
    return (r.Choose(step=step, options=(r.Option(share=share, route=way), r.Option(share=round(1 - share, 12), route=other))),)


def minutes(amount: float) -> Dist:
    """Return so many minutes, neither more nor less."""
    return Dist("constant", (Span(amount, "min"),))


def longer(serve: r.Serve, amount: float) -> r.Serve:
    """Return a step with some minutes of work more."""
    return serve if amount <= 0 else serve.changed(("effort", (*serve.effort, minutes(amount))))


def stretched(work: Dist, factor: float) -> Dist:
    """Return a work that takes so many times as long, with the same spread."""
    spans = tuple(Span(round(span.amount * factor, 9), span.unit) for span in work.spans)
    return work if factor == 1 else Dist(work.name, spans, work.numbers, work.weights)


def works_of(nodes: r.Route, factor: float = 1.0) -> dict[str, tuple[object, ...]]:
    """Return the works of all steps at desks in a row, with the names they are drawn by (law 10): ``effort`` and ``luck``."""
    steps = serves(nodes)
    works = tuple(stretched(work, factor) for step in steps for work in step.effort)
    return {"effort": works, "luck": tuple(name for step in steps for name in lucks(step))}


def lucks(step: r.Serve) -> tuple[str, ...]:
    """Return the names by which the works of a step are drawn."""
    given = (step.luck or ())[: len(step.effort)]
    own = range(len(given), len(step.effort))
    return (*given, *(f"{step.step}#{i}" if i else step.step for i in own))


def front(route: r.Route) -> tuple[int, int] | None:
    """Return where the papers are handed in: the first step at a desk with the returns right behind it, as [from, to)."""
    for first, node in enumerate(route):
        if isinstance(node, r.Serve):
            last = first + 1
            while last < len(route) and isinstance(route[last], r.Return):
                last += 1
            return first, last
        if isinstance(node, r.Parallel) or (isinstance(node, r.Series) and serves(node.steps)):
            return None
    return None


def only_serves(node: r.Node) -> bool:
    """Say whether a node is a step at a desk, or steps at desks one after the other or side by side, and nothing else."""
    match node:
        case r.Serve():
            return True
        case r.Series():
            return bool(node.steps) and all(map(only_serves, node.steps))
        case r.Parallel():
            return all(only_serves(inner) for branch in node.branches.values() for inner in branch.route)
    return False


def hall_desk(policy: Policy, named: str | None, scenario: Scenario, route: r.Route = ()) -> str:
    """Return the desk that stands in the hall: the one named, else the first the route passes, else the first there is."""
    if named is not None:
        check_known(policy, named, scenario.desks, Label("岗位", "desk"))
        return named
    passed = [serve.desk for serve in serves(route) if scenario.in_hall(serve.desk)]
    there = [name for name in scenario.desks if scenario.in_hall(name)]
    if not (passed or there):
        raise refused(policy, "方案中没有大厅窗口;请给一个岗位写 office: hall,或用 window 写明",
                      "there is no desk in a hall; write office: hall at a desk, or name it in window")
    return (passed or there)[0]


def rate_of(matter: Matter) -> Rate | None:
    """Return how many applicants a matter has at a steady rate; ``None`` where they come otherwise."""
    return matter.arrivals.poisson if not isinstance(matter.arrivals, tuple) and matter.arrivals.poisson else None


def wrong_address(node: r.Node) -> bool:
    """Say whether a node sends a part of the visitors to a wrong desk: served there, gone home, come again; the others pass by."""
    return isinstance(node, r.Choose) and any(not option.route for option in node.options) and any(map(_in_vain, node.options))


def _in_vain(option: r.Option) -> bool:
    """Say whether a way is a visit to a desk and home again."""
    last = option.route[-1] if option.route else None
    return isinstance(last, r.Wait) and last.who == "applicant" and bool(serves(option.route))


def set_right(node: r.Choose, change: Callable[[r.Route], r.Route]) -> r.Route:
    """Return the choice with another way for those who went to a wrong desk."""
    options = tuple(option.changed(("route", change(option.route))) if _in_vain(option) else option for option in node.options)
    return (node.changed(("options", options)),)


def stretch(route: r.Route, fits: Callable[[r.Node], bool]) -> tuple[int, int] | None:
    """Return the row of nodes one after the other that fit and hold most steps at desks, as [from, to); the first of equals."""
    best, first = None, 0
    for last, node in enumerate((*route, None)):
        if node is not None and fits(node):
            continue
        if last > first and (best is None or len(serves(route[first:last])) > len(serves(route[best[0]:best[1]]))):
            best = (first, last)
        first = last + 1
    return best


def instead(matter: Matter, first: int, last: int, ways: r.Route) -> Matter:
    """Return the matter with other nodes in the place of a row of its route, [first, last)."""
    ways, rest = each_its_return(ways, matter.route[last:])
    return matter.changed(("route", (*matter.route[:first], *ways, *rest)))


def returns_behind(rest: r.Route) -> r.Route:
    """Return the returns a route begins with that go back to the step before, whatever it is."""
    count = next((i for i, node in enumerate(rest) if not (isinstance(node, r.Return) and node.to is None)), len(rest))
    return rest[:count]


def each_its_return(ways: r.Route, rest: r.Route) -> tuple[r.Route, r.Route]:
    """Give each way of a choice a copy of the returns right behind it, for they go back to the step before; also return what is left behind them.

    The last way, the old one, keeps their names; all keep their luck.
    """
    count = len(returns_behind(rest))
    parted = ways[-1] if ways else None
    if count == 0 or not isinstance(parted, r.Choose):
        return ways, rest
    *others, old = parted.options
    options = [option.changed(("route", (*option.route, *(_copied(back, i) for back in rest[:count])))) for i, option in enumerate(others, 1)]
    return (*ways[:-1], parted.changed(("options", (*options, old.changed(("route", (*old.route, *rest[:count]))))))), rest[count:]


def _copied(back: r.Node, number: int) -> r.Node:
    """Return a return under another name, with the luck it had."""
    assert isinstance(back, r.Return)
    return back.changed(("step", f"{back.step}_way{number}"), ("luck", back.luck or back.step))


def at_window(behind: r.Route, window: str, mark: str, name: Label, factor: float = 1.0) -> r.Serve:
    """Return one step at a window that does the works of a row behind it, drawn by their names; called after the first of them, with a mark before it."""
    return r.Serve(step=f"{mark}_{serves(behind)[0].step}".replace("/", "_"), desk=window, name=name, **works_of(behind, factor))


def decided_before(route: r.Route, at: int) -> r.Route:
    """Return the route with the decision written down before the node at that place, and nowhere else."""
    head, tail = without(route[:at], r.Decide), without(route[at:], r.Decide)
    return (*head, r.Decide(), *tail)


def helping(policy_desks: dict[str, str], scenario: Scenario, rank: int = 1, efficiency: float = 1.0) -> tuple[Help, ...]:
    """Return who helps where: the officers of each desk (key) at another (value), where they do not help yet."""
    known = {(help_.officer, help_.desk) for help_ in scenario.helps}
    return tuple(Help(officer=name, desk=to, rank=rank, efficiency=efficiency)
                 for desk, to in policy_desks.items() for name in scenario.officers_of(desk) if desk != to and (name, to) not in known)


def rarer(node: r.Choose, factor: float, way: Callable[[r.Option], bool]) -> r.Choose:
    """Return a choice in which fewer take some of the ways; they take the empty one instead."""
    shares = [(option.share or 0.0) * (factor if way(option) else 1.0) for option in node.options]
    spared = sum(option.share or 0.0 for option in node.options) - sum(shares)
    empty = next(i for i, option in enumerate(node.options) if not option.route)
    options = tuple(option.changed(("share", round(shares[i] + (spared if i == empty else 0.0), 12))) for i, option in enumerate(node.options))
    return node.changed(("options", options))


def first_serve(route: r.Route) -> r.Serve | None:
    """Return the first step at a desk, in the order written; ways of choice before it are passed by."""
    for node in route:
        if isinstance(node, r.Serve):
            return node
        if isinstance(node, r.Choose) and any(not option.route for option in node.options):
            continue
        inside = serves((node,))
        if inside:
            return inside[0]
    return None


def fewer_returns(back: r.Return, factor: float) -> r.Return:
    """Return a return that happens less often: a smaller chance, or fewer defects in the papers."""
    if back.defects is not None:
        return back.changed(("defects", back.defects.changed(("mean", back.defects.mean * factor))))
    return back.changed(("probability", (back.probability or 0.0) * factor))


def chance_of(back: r.Return) -> float:
    """Return the chance that papers are returned at their first check."""
    return back.probability or 0.0 if back.defects is None else 1 - exp(-back.defects.mean * back.defects.seen)


def spared(desk: Desk, people: int) -> Desk:
    """Return a desk that so many people have left, the last listed; it opens no more windows at any hour than there are people left."""
    assert desk.officers != "unlimited"
    left = desk.officers - people if isinstance(desk.officers, int) else desk.officers[:-people]
    count = left if isinstance(left, int) else len(left)
    return desk.changed(("officers", left), ("open_by_hour", tuple(hour.changed(("windows", min(hour.windows, count))) for hour in desk.open_by_hour)))
