"""标准化: the same kind of case is worked in the same way by everybody, so that its effort varies less."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, chosen_matters, with_matters
from xnsim.policies.routes import rewritten
from xnsim.policies.sources import business, paper
from xnsim.policies.ways import stretched
from xnsim.scenario.base import Name
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Node, Return, Serve
from xnsim.scenario.values import Dist, Span


class StandardWork(Policy):
    """Every effort keeps its mean and varies less about it; the same case stays the longer one.

    It acts with the people policies, after routes have been changed, on whatever steps there are.
    """

    key = "standard_work"
    label = Label("标准化", "Standard work")
    help = Label(
        "制定裁量标准、固化流程:同类件按同样的步骤办,用时的长短更接近,平均用时不变",
        "standards of discretion and a fixed procedure: cases of a kind are worked by the same steps, their times are closer to each other, the mean is the same")
    tradeoff = Label(
        "用时越整齐,排队越短(等待与变异平方成正比的那一半);标准定死了,特殊情况就不好办",
        "the more even the work, the shorter the line (the half of waiting that grows with the square of variation); but a fixed standard fits no special case")
    perverse = Label(
        "削足适履:按标准工时打发疑难件,办得快了,材料没看完,退件多了",
        "the standard minute for hard cases too: quicker, the papers half read, and more are returned")
    stage = Stage.PEOPLE
    institution = "N5"
    moves = ("-mean_workdays", "-p90_workdays")
    perverse_moves = ("-mean_workdays", "+return_rate")
    perverse_knobs = {"cut": 0.3}
    source = (
        business("35"),
        paper(2, "制定裁量标准、固化运行流程", "set standards of discretion, fix the procedure"),
        paper(4, "全力推进四级政务服务体系标准化建设", "push standardisation of government services at all four levels"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    spread: float = knob(0.6, Knob(
        Label("变异系数变为原来的", "Spread becomes, of what it was"),
        Label("假定;平均用时不变,省下的等待由排队推出来:无人排队处一分钟也不省", "assumed; the mean stays, and what is saved is waiting in line: where nobody queues not a minute is saved"), Label("倍", "×"), 0.1, 1, 0.05))
    cut: float = knob(0.0, Knob(
        Label("压到标准工时", "Cut to the standard"),
        Label("反效果开关,默认0:每次办理少用这么大比例的时间,没看出来的毛病使通过审查的件再有同样比例被退回",
              "perverse switch, 0 by default: so much less time at each step; as many more of the papers that would pass are returned for what was overlooked"),
        None, 0, 0.9, 0.05))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which efforts vary less."""
        changed = {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            route = rewritten(matter.route, self._standard)
            if route != matter.route or self.spread == 1:
                changed[name] = matter.changed(("route", route))
        return with_matters(self, scenario, changed, Label(
            "没有环节的用时有长短之分;请把 effort 写成 lognormal、exp 等分布", "no step has an effort that varies; write efforts as lognormal, exp and the like"))

    def _standard(self, node: Node) -> Node:
        """Make the works of a step alike and shorter; where they are cut, more is overlooked."""
        if isinstance(node, Serve):
            works = tuple(stretched(narrowed(work, self.spread), 1 - self.cut) for work in node.effort)
            return node if works == node.effort else node.changed(("effort", works))
        if isinstance(node, Return) and self.cut > 0:
            return self._overlooked(node)
        return node

    def _overlooked(self, back: Return) -> Return:
        """Let papers come back more often, for more was overlooked."""
        if back.defects is not None:
            return back.changed(("defects", back.defects.changed(("mean", min(20.0, back.defects.mean * (1 + self.cut))))))
        missing = back.probability or 0.0
        return back.changed(("probability", missing + (1 - missing) * self.cut))


def narrowed(work: Dist, factor: float) -> Dist:
    """Return a work with the same mean and so much of its spread; laws without a simple spread stay as they are."""
    if factor == 1:
        return work
    square = factor * factor
    match work.name:
        case "lognormal":
            return Dist("lognormal", work.spans, (("cv", round(work.number("cv") * factor, 9)),))
        case "exp":
            return Dist("gamma", work.spans, (("shape", round(1 / square, 9)),))
        case "gamma":
            return Dist("gamma", work.spans, (("shape", round(work.number("shape") / square, 9)),))
        case "erlang":
            return Dist("gamma", work.spans, (("shape", round(work.number("k") / square, 9)),))
        case "uniform" if work.spans[0].unit == work.spans[1].unit:
            low, high = work.spans
            middle, half = (low.amount + high.amount) / 2, (high.amount - low.amount) / 2 * factor
            return Dist("uniform", (Span(round(middle - half, 9), low.unit), Span(round(middle + half, 9), low.unit)))
    return work
