"""集中检查: departments that each visited a firm on a day of their own come together, once."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, chosen_matters, with_matters
from xnsim.policies.routes import serves
from xnsim.policies.sources import paper, rule
from xnsim.policies.ways import chance, decided_before, lucks, stretch, stretched
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Branch, Node, Parallel, Route, Serve, Wait
from xnsim.scenario.values import Dist, Span


class JointInspection(Policy):
    """A row of visits by several departments becomes one visit at which all look at once; the waits between fall away.

    A case is a firm's year; ``trips`` are visits it receives. The scenario writes every visit
    after the first as a ``serve`` with ``trips: 1`` at a desk of another department.
    """

    key = "joint_inspection"
    label = Label("集中检查", "Joint inspection")
    help = Label(
        "几个部门对同一家企业的检查合成一次,同时上门、各查各的;企业一年被查的次数少了",
        "inspections of one firm by several departments become one: they come on the same day and each looks at its own; the firm is visited less often")
    tradeoff = Label(
        "企业少受打扰;几家要凑到同一天,谁最慢就等谁",
        "the firm is disturbed less; the departments have to come together, and all wait for the slowest")
    perverse = Label(
        "走过场加“回头看”:一起去的那次草草看完、登记检查完毕,过后各家再自己去",
        "a joint visit for show, and “looking back”: all look briefly and book it as done, and each comes again on its own")
    stage = Stage.ROUTE
    institution = "N8"
    moves = ("-mean_trips", "-total_days")
    perverse_moves = ("-mean_workdays", "+mean_trips")
    perverse_knobs = {"come_back": 0.8}
    source = (
        rule("相对集中行政处罚权依行政处罚法和国务院规定试点,联合检查没有全国性的专门条文", "pooled powers of penalty rest on pilots; no specific national article on joint inspection", "none"),
        paper(0, "继续推进相对集中行政处罚权和综合行政执法试点工作", "go on with pooled powers of penalty and the pilots of joint enforcement"),
        paper(4, "切实解决城市管理领域存在的多头执法", "put an end to enforcement by many hands in the management of the city"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    come_back: float = knob(0.0, Knob(
        Label("回头看", "Come back"),
        Label("反效果开关,默认0:联合那次只看一半就记为完毕,各部门过后再自己去一次的比例",
              "perverse switch, 0 by default: the joint visit does half the work and is booked as done; share to which each department comes again"),
        None, 0, 1, 0.1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which departments come together."""
        changed = {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            visits = stretch(matter.route, visit_or_pause)
            if visits is not None and self._many(matter.route[slice(*visits)], scenario):
                changed[name] = self._joint(matter, *visits)
        return with_matters(self, scenario, changed, Label(
            "没有事项由两个以上部门先后上门;请把检查写成不同部门岗位的 serve,第二次起 trips: 1",
            "no matter is visited by two or more departments in turn; write inspections as serves at desks of several offices, with trips: 1 from the second on"))

    def _many(self, row: Route, scenario: Scenario) -> bool:
        """Say whether a row is several offices that each visit on their own."""
        steps = serves(row)
        return len({scenario.desks[step.desk].office for step in steps}) > 1 and all(step.trips > 0 for step in steps[1:])

    def _joint(self, matter: Matter, first: int, last: int) -> Matter:
        """Let them visit together; where they come back all the same, half of the work is left for later."""
        steps = serves(matter.route[first:last])
        half = 0.5 if self.come_back > 0 else 1.0
        look = {step.step: Branch(route=(step.changed(("trips", 0), ("effort", tuple(stretched(work, half) for work in step.effort))),)) for step in steps}
        route = (*matter.route[:first], Parallel(branches=look), *matter.route[last:])
        if self.come_back <= 0:
            return matter.changed(("route", route))
        booked = decided_before(route, first + 1)
        at = next(i for i, node in enumerate(booked) if isinstance(node, Parallel)) + 2
        return matter.changed(("route", (*booked[:at], *(node for step in steps for node in self._again(step)), *booked[at:])))

    def _again(self, step: Serve) -> Route:
        """Return the later visit of one office that was there already."""
        pause = Wait(step=f"weeks_before_{step.step}", length=Dist("exp", (Span(10, "wd"),)), calendar="working", who="applicant")
        again = step.changed(("step", f"again_{step.step}"), ("luck", lucks(step)), ("trips", 1), ("effort", tuple(stretched(work, 0.5) for work in step.effort)))
        return chance(f"comes_back_{step.step}", self.come_back, (pause, again))


def visit_or_pause(node: Node) -> bool:
    """Say whether a node is a visit, or the firm's own time between two."""
    return isinstance(node, Serve) or (isinstance(node, Wait) and node.who == "applicant")
