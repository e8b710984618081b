"""集中复议: reviews that each department made for itself come before one committee."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, check_known, chosen_matters, refused, with_matters
from xnsim.policies.routes import rewritten, serves
from xnsim.policies.sources import paper, rule
from xnsim.policies.supervised import no_quota
from xnsim.policies.ways import helping, stretched
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Node, Serve


class PooledReview(Policy):
    """A step of the same name that several matters have at different desks is done at one desk, by the people of all of them.

    So the scenario says what is the same kind of work: it has the same step name in each matter.
    """

    key = "pooled_review"
    label = Label("集中复议", "Pooled review")
    help = Label(
        "原来各部门各自办理的复议(或其他同类环节)集中到一个委员会,几家的人办一条队",
        "reviews (or other work of one kind) that each department did for itself come before one committee: the people of all serve one line")
    tradeoff = Label(
        "几条队并成一条,忙闲互补,等得短;委员会不熟各行业务,每件慢一些",
        "several lines become one, the idle help the busy; but the committee knows no trade as its own department does, each case takes longer")
    perverse = Label(
        "先拣容易的办:平均用时和办结数好看,难案一直排在后面,排到超期",
        "easy ones first: mean time and numbers look good, hard cases stay behind and pass the limit")
    stage = Stage.PEOPLE
    institution = "N18"
    moves = ("-mean_workdays", "-p90_workdays")
    perverse_moves = ("-mean_workdays", "-statutory_on_time_rate")
    perverse_knobs = {"easy_first": True}
    source = (
        rule("没有全国性的专门法律规定集中审理的做法,由地方试点", "no specific national statute on pooled review; local pilots", "none"),
        paper(4, "探索开展相对集中行政复议审理工作", "explore the pooled hearing of administrative reviews"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    step: Name | None = knob(None, Knob(
        Label("集中哪个环节", "Which step"), Label("不写即几个事项中同名而岗位不同的全部环节", "none means every step of the same name at different desks in several matters")))
    desk: Name | None = knob(None, Knob(
        Label("集中到哪个岗位", "Committee's desk"), Label("不写即其中列在最前的岗位", "none means the one listed first")))
    efficiency: float = knob(0.9, Knob(
        Label("委员会的效率", "Efficiency of the committee"), Label("假定:不如本部门熟悉,每件慢约一成", "assumed: less at home in each trade, a tenth slower"), None, 0.3, 1, 0.05))
    easy_first: bool = knob(False, Knob(
        Label("先拣容易的", "Easy ones first"), Label("反效果开关,默认关:用时短的先办(shortest)", "perverse switch, off by default: the shortest is taken first")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario with one line for the same work."""
        if self.desk is not None:
            check_known(self, self.desk, scenario.desks, Label("岗位", "desk"))
        chosen = chosen_matters(self, self.matters, scenario)
        desks = self._same_work(chosen)
        if self.step is not None and self.step not in desks:
            raise refused(self, f"没有两个以上事项在不同岗位上都有环节“{self.step}”;请核对 step",
                          f"no two matters have a step “{self.step}” at different desks; check step")
        pools = {step: self.desk or min(found, key=list(scenario.desks).index) for step, found in desks.items() if self.step in (None, step)}
        changed = {name: matter.changed(("route", rewritten(matter.route, lambda node: self._pooled(node, pools))))
                   for name, matter in chosen.items() if any(serve.step in pools for serve in serves(matter.route))}
        if self.easy_first:
            no_quota(self, changed)
        new = with_matters(self, scenario, changed, Label(
            "没有两个以上事项在不同岗位上有同名的环节;请把同类工作写成同一个环节名",
            "no two matters have a step of the same name at different desks; give work of one kind one step name"))
        return self._one_line(new, {desk: pools[step] for step, found in desks.items() if step in pools for desk in found})

    def _same_work(self, chosen: dict[str, Matter]) -> dict[str, set[str]]:
        """Return the steps that several desks do, each for its own matter."""
        found: dict[str, set[str]] = {}
        for matter in chosen.values():
            for serve in serves(matter.route):
                found.setdefault(serve.step, set()).add(serve.desk)
        return {step: desks for step, desks in found.items() if len(desks) > 1}

    def _pooled(self, node: Node, pools: dict[str, str]) -> Node:
        """Send a step to the pool, which takes a little longer for what it is not used to."""
        if not isinstance(node, Serve) or node.step not in pools:
            return node
        return node.changed(("desk", pools[node.step]), ("effort", tuple(stretched(work, 1 / self.efficiency) for work in node.effort)))

    def _one_line(self, scenario: Scenario, pools: dict[str, str]) -> Scenario:
        """Let the officers of all these desks serve one line."""
        new = scenario.changed(("helps", (*scenario.helps, *helping(dict(sorted(pools.items())), scenario))))
        if not self.easy_first:
            return new
        shortest = {desk: scenario.desks[desk].changed(("order", "shortest")) for desk in pools.values()}
        return new.changed(("desks", {**new.desks, **shortest}))
