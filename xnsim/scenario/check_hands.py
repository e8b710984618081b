"""Teams, batches and pre-emption: what a desk cannot do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xnsim.scenario.check_office import no_months
from xnsim.scenario.finding import Finding, found
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Desk
from xnsim.scenario.route import Serve
from xnsim.scenario.sheet import Where
from xnsim.scenario.walk import Stop


def hands_findings(scenario: Scenario, stops: Mapping[str, list[Stop]]) -> Iterator[Finding]:
    """Check teams against the officers of their desks, and what desks say of batches and pre-emption."""
    for name, desk in scenario.desks.items():
        yield from _batch(desk, ("desks", name))
        yield from _preempt(desk, ("desks", name))
    for route in stops.values():
        for stop in route:
            if isinstance(stop.node, Serve) and stop.node.desk in scenario.desks and (stop.node.officers or 1) > 1:
                yield from _team(stop.node, (*stop.where, "officers"), scenario)


def _batch(desk: Desk, at: Where) -> Iterator[Finding]:
    if desk.batch_work is not None and (desk.batch or 1) == 1:
        yield found((*at, "batch_work"), "没有写 batch,一次只办一件,无从合计;请写 batch,或删去 batch_work",
                    "without batch one file is taken at a time; write batch, or delete batch_work", [(*at, "batch")])
    if (desk.batch or 1) == 1:
        return
    if desk.officers == "unlimited":
        yield found((*at, "batch"), "人数不限的岗位随到随办,没有排队的件可以合办;请写明 officers 的人数,或删去 batch",
                    "a desk with unlimited officers serves at once, nothing waits to be taken together; give a number of officers, or delete batch",
                    [(*at, "officers")])
    if desk.preempt:
        yield found((*at, "preempt"), "合办(batch)与抢占(preempt)不能同用;请删去一个",
                    "batch and preempt exclude each other; delete one", [(*at, "batch")])


def _preempt(desk: Desk, at: Where) -> Iterator[Finding]:
    yield from no_months(desk.resume_cost, (*at, "resume_cost"))
    if desk.resume_cost is not None and not desk.preempt:
        yield found((*at, "resume_cost"), "没有写 preempt: true,不会放下手中件;请补上,或删去 resume_cost",
                    "without preempt: true no work is put away; add it, or delete resume_cost", [(*at, "preempt")])
    if not desk.preempt:
        return
    if desk.order != "priority":
        yield found((*at, "preempt"), f"抢占要分先后级别,现在排队次序为 {desk.order};请写 order: priority,或删去 preempt",
                    f"pre-emption goes by class, but the line is kept {desk.order}; write order: priority, or delete preempt", [(*at, "order")])
    if desk.officers == "unlimited":
        yield found((*at, "preempt"), "人数不限的岗位随到随办,无须抢占;请写明 officers 的人数,或删去 preempt",
                    "a desk with unlimited officers serves at once, nobody has to make way; give a number of officers, or delete preempt",
                    [(*at, "officers")])


def _team(node: Serve, at: Where, scenario: Scenario) -> Iterator[Finding]:
    desk, spec = node.desk, scenario.desks[node.desk]
    looked: list[Where] = [("desks", desk, "officers"), ("helps",), ("cover",), ("secondments",)]
    if spec.officers == "unlimited":
        yield found(at, f"岗位 {desk} 人数不限,不必结伴;请删去此处的 officers,或写明岗位人数",
                    f"desk {desk} has unlimited officers, nobody is taken together; delete officers here, or give the desk a number", looked)
        return
    own = scenario.officers_of(desk)
    also = [each.officer for each in (*scenario.helps, *scenario.secondments) if each.desk == desk]
    who = {*own, *also, *(cover.b for cover in scenario.cover if cover.a in own)}
    if node.officers > len(who):
        yield found(at, f"要 {node.officers} 人一起办,岗位 {desk} 最多只有 {len(who)} 人;请改小,或给岗位加人",
                    f"{node.officers} officers are wanted together, desk {desk} has {len(who)} at most; lower it, or add officers", looked)
    elif spec.open_by_hour and node.officers > max(count.windows for count in spec.open_by_hour):
        yield found(at, f"要 {node.officers} 人一起办,岗位 {desk} 却从不同时开这么多窗口;请改小,或改 open_by_hour",
                    f"{node.officers} officers are wanted together, but desk {desk} never opens so many windows; lower it, or change open_by_hour",
                    [("desks", desk, "open_by_hour")])
    if spec.preempt:
        yield found(at, f"岗位 {desk} 允许抢占(preempt),不能再要 {node.officers} 人一起办;请删去一个",
                    f"desk {desk} pre-empts, it cannot take {node.officers} officers together; delete one", [("desks", desk, "preempt")])
