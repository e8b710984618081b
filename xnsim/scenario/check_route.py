"""The way a file goes: names that do not exist, ways that never end, milestones in the wrong place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xnsim.labels import Label
from xnsim.scenario.check_limits import ORDINARY, limit_length
from xnsim.scenario.check_returns import return_findings
from xnsim.scenario.finding import Finding, found, is_zero, unknown
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Accept, Choose, Clock, Decide, Deliver, End, Gate, Node, Parallel, Route, Serve, Wait
from xnsim.scenario.sheet import Where
from xnsim.scenario.walk import Stop, inner_routes, nodes, walk

DESK, BRANCH, CLASS, CHANNEL = Label("岗位", "desk"), Label("分支", "branch"), Label("办件类别", "class"), Label("渠道", "channel")
MILESTONES = {Accept: ("accept", "受理"), Decide: ("decide", "决定"), Deliver: ("deliver", "送达")}
ORDER = list(MILESTONES)
MOST_BRANCHES = 63          # of one matter, over all its ways: both walks keep a file's branch in six bits, its trunk being number 0


def route_findings(matter: Matter, at: Where, scenario: Scenario, stops: list[Stop]) -> Iterator[Finding]:
    """Check one matter's route against itself, its limits and classes, and the desks."""
    if not any(isinstance(stop.node, (Serve, Gate, Wait)) for stop in stops):
        yield found((*at, "route"), "路线上没有任何办理或等待环节;请至少写一个 serve", "the route holds no work and no wait; write at least one serve")
    for stop in stops:
        yield from _serve(stop, scenario)
        yield from _parallel(stop)
        yield from _choose(stop, matter, at)
        yield from _in_branch(stop)
    yield from _names(stops)
    yield from _how_many_branches(stops, at)
    yield from return_findings(stops)
    yield from _milestones(matter.route, (*at, "route"), _Passed()).trouble
    yield from _wanted(matter, at, stops)


def _serve(stop: Stop, scenario: Scenario) -> Iterator[Finding]:
    node = stop.node
    if isinstance(node, Serve):
        if node.desk not in scenario.desks:
            yield unknown((*stop.where, "desk"), DESK, node.desk, scenario.desks)
        if all(is_zero(work) for work in node.effort):
            yield found((*stop.where, "effort"), "用时为 0;请至少写 1 s,不用人办的环节请用 wait",
                        "the effort is 0; give at least 1 s, or use wait where nobody works")
        if node.patience is not None:
            yield from _patience(stop, node, scenario)
        if node.limit is not None:
            yield from limit_length(node.limit.within, (*stop.where, "limit", "within"))
    if isinstance(node, Clock) and node.backlog is not None:
        yield from _line_of(node.backlog.desk, (*stop.where, "backlog", "desk"), scenario)
    if isinstance(node, Deliver):
        yield from limit_length(node.within, (*stop.where, "within"))


def _line_of(desk: str, where: Where, scenario: Scenario) -> Iterator[Finding]:
    """Check that a desk is known and has a line."""
    if desk not in scenario.desks:
        yield unknown(where, DESK, desk, scenario.desks)
    elif scenario.desks[desk].officers == "unlimited":
        yield found(where, "人数不限的岗位没有队;请改 desk,或删去 backlog", "there is no line at a desk with unlimited officers; change desk, or delete backlog",
                    [("desks", desk, "officers")])


def _patience(stop: Stop, node: Serve, scenario: Scenario) -> Iterator[Finding]:
    where = (*stop.where, "patience")
    if node.patience is not None and is_zero(node.patience):
        yield found(where, "耐心为 0,无人会等;请至少写 1 s,或删去", "with no patience nobody waits; give at least 1 s, or delete it")
    if node.desk in scenario.desks and scenario.desks[node.desk].officers == "unlimited":
        yield found(where, "人数不限的岗位不用等候,耐心无从谈起;请写明 officers 的人数,或删去 patience",
                    "nobody waits at a desk with unlimited officers; give a number of officers, or delete patience",
                    [("desks", node.desk, "officers"), (*stop.where, "desk")])


def _names(stops: list[Stop]) -> Iterator[Finding]:
    first: dict[str, Where] = {}
    for stop in stops:
        if stop.step in first:
            yield found((*stop.where, "step"), f"环节名“{stop.step}”在本事项中重复;请改名(抽签按环节名进行)",
                        f"the step name “{stop.step}” is used twice in this matter; rename one (draws are found by step name)",
                        [(*first[stop.step], "step")])
        elif stop.step is not None:
            first[stop.step] = stop.where


def _parallel(stop: Stop) -> Iterator[Finding]:
    if not isinstance(stop.node, Parallel):
        return
    branches, at = stop.node.branches, (*stop.where, "branches")
    if stop.node.lead is not None and stop.node.lead not in branches:
        yield unknown((*stop.where, "lead"), BRANCH, stop.node.lead, branches)
    for name, branch in branches.items():
        for i, before in enumerate(branch.after):
            where = (*at, name, "after", i)
            if before == name:
                yield found(where, f"分支 {name} 不能等自己;请改名或删去", f"branch {name} cannot wait for itself; change the name or delete it")
            elif before not in branches:
                yield unknown(where, BRANCH, before, branches)
    waits = {name: {*stop.node.before(name), *_needs(branch.route)} for name, branch in branches.items()}
    yield from _ring({name: [b for b in branches if b in before and b != name] for name, before in waits.items()}, at)


def _how_many_branches(stops: list[Stop], at: Where) -> Iterator[Finding]:
    """A matter has at most so many branches, those of all its parallels and all its ways together."""
    count = sum(len(stop.node.branches) for stop in stops if isinstance(stop.node, Parallel))
    if count > MOST_BRANCHES:
        yield found((*at, "route"), f"一个事项的并行分支(各条路合计)最多 {MOST_BRANCHES} 支,这里有 {count} 支;请把同一部门的环节并成一支,或把事项拆成几个",
                    f"a matter has at most {MOST_BRANCHES} parallel branches, those of all its ways together, and here are {count}; put the steps of "
                    "one department into one branch, or part the matter into several")


def _needs(route: Route) -> list[str]:
    """The branches that the sessions of one branch wait for."""
    return [name for stop in walk(route, ()) if isinstance(stop.node, Gate) and not stop.branch for name in stop.node.needs]


def _ring(after: dict[str, list[str]], at: Where) -> Iterator[Finding]:
    """Take away branches that wait for none, or for which none waits; what remains waits in a ring."""
    left = dict(after)
    while gone := [name for name, before in left.items()
                   if not any(b in left for b in before) or not any(name in others for others in left.values())]:
        for name in gone:
            del left[name]
    if left:
        yield found((*at, next(iter(left)), "after"), f"分支互相等待,永远不会开始:{'、'.join(left)};请删去其中一个 after、needs 或 lead",
                    f"branches wait for each other and never start: {', '.join(left)}; delete one after, needs or lead", [(*at, name) for name in left])


def _choose(stop: Stop, matter: Matter, at: Where) -> Iterator[Finding]:
    if not isinstance(stop.node, Choose):
        return
    options, where = stop.node.options, (*stop.where, "options")
    shares = [option.share for option in options if option.share is not None]
    by_class = [option.cls for option in options if option.cls is not None]
    by_channel = [option.channel for option in options if option.channel is not None]
    if bool(shares) + bool(by_class) + bool(by_channel) > 1:
        yield found(where, "不能混用份额(share)、类别(cls)、渠道(channel)分流;请只用一种",
                    "ways are chosen by share, by class (cls) or by channel, not by several at once; use one of them")
    elif len(shares) + len(by_class) + len(by_channel) < len(options):
        yield found(where, f"每条路要写 share 或 cls,或 channel;请补上(普通件写 cls: {ORDINARY})",
                    f"each way needs a share or a class (cls), or a channel; add it (cls: {ORDINARY} for ordinary cases)")
    elif by_channel:
        yield from _named(stop, "channel", by_channel, CHANNEL, list(matter.channels), [(*at, "channels")])
    elif by_class:
        yield from _named(stop, "cls", by_class, CLASS, [ORDINARY, *matter.classes], [(*at, "classes", key) for key in matter.classes])
    elif abs(sum(shares) - 1) > 1e-6:
        yield found(where, f"各路份额合计 {sum(shares):.6g},应为 1;请改正", f"the shares add up to {sum(shares):.6g}, not to 1; mend them")


def _named(stop: Stop, key: str, names: list[str], what: Label, known: list[str], looked: list[Where]) -> Iterator[Finding]:
    for i, name in enumerate(names):
        where = (*stop.where, "options", i, key)
        if name not in known:
            yield unknown(where, what, name, known, looked)
        elif name in names[:i]:
            yield found(where, f"{what.zh} {name} 有两条路;请只留一条", f"{what.en} {name} has two ways; keep one")


def _in_branch(stop: Stop) -> Iterator[Finding]:
    if stop.branch and isinstance(stop.node, (*MILESTONES, End)):
        verb = stop.where[-1]
        yield found(stop.where, f"{verb} 不能放在并联分支里;请移到 parallel 之前或之后",
                    f"{verb} cannot stand in a branch of a parallel; move it before or after the parallel")


@dataclass(frozen=True)
class _Passed:
    """Which milestones a file may have passed, and what was wrong on the way."""

    seen: frozenset[type[Node]] = frozenset()
    trouble: tuple[Finding, ...] = ()
    ended: bool = False

    def plus(self, *trouble: Finding) -> "_Passed":
        """Return the same way with more found wrong on it."""
        return _Passed(self.seen, (*self.trouble, *trouble), self.ended)


def _milestones(route: Route, at: Where, passed: _Passed) -> _Passed:
    for where, node in nodes(route, at):
        if passed.ended:
            return passed.plus(found(where, "前面已经办结(end),到不了这里;请删去后面的环节",
                                     "the case has ended before (end), nothing gets here; delete what follows"))
        if type(node) in MILESTONES:
            passed = _milestone(type(node), where, passed)
        elif isinstance(node, End):
            passed = _Passed(passed.seen, passed.trouble, True)
        elif isinstance(node, Choose):
            ways = [_milestones(inner, place, passed) for place, inner in inner_routes(node, where)]
            new = tuple(dict.fromkeys(finding for way in ways for finding in way.trouble[len(passed.trouble):]))
            passed = _Passed(passed.seen.union(*(way.seen for way in ways if not way.ended)),
                             passed.trouble + new, all(way.ended for way in ways))
    return passed


def _milestone(kind: type[Node], where: Where, passed: _Passed) -> _Passed:
    verb, zh = MILESTONES[kind]
    later = [other for other in ORDER[ORDER.index(kind) + 1:] if other in passed.seen]
    trouble: tuple[Finding, ...] = ()
    if kind in passed.seen:
        trouble = (found(where, f"{zh}({verb})已在前面出现过;每个办件只能一次,请删去一个", f"{verb} has come before; a case has it once, delete one"),)
    elif later:
        before_verb, before_zh = MILESTONES[later[0]]
        trouble = (found(where, f"{zh}({verb})不能在{before_zh}({before_verb})之后;请调换顺序",
                         f"{verb} cannot come after {before_verb}; change the order"),)
    return _Passed(passed.seen | {kind}, passed.trouble + trouble, passed.ended)


def _wanted(matter: Matter, at: Where, stops: list[Stop]) -> Iterator[Finding]:
    """Milestones that limits and expiries speak of must be on the route."""
    kinds, verbs = {type(stop.node) for stop in stops}, [stop.where for stop in stops]
    if matter.limits.acceptance is not None and Accept not in kinds:
        yield found((*at, "limits", "acceptance"), "写了受理时限,路线上却没有受理;请加一项 accept: {},或删去 acceptance",
                    "there is an acceptance limit, but the route has no acceptance; add accept: {}, or delete acceptance", verbs)
    for i, expiry in enumerate(matter.on_expiry):
        if expiry.go_to == "deliver" and Deliver not in kinds:
            yield found((*at, "on_expiry", i, "go_to"), "届满后要去送达,路线上却没有送达;请加一项 deliver: {},或改 go_to: end",
                        "at expiry the file goes on to deliver, but the route has none; add deliver: {}, or write go_to: end", verbs)
