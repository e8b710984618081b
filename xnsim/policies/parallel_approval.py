"""并联审批: departments that used to examine a case one after the other examine it at the same time."""

from __future__ import annotations

from itertools import pairwise

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, check_known, chosen_matters, refused, with_matters
from xnsim.policies.routes import checks_before_returns, every_node, rewritten, serves
from xnsim.policies.sources import licensing, paper, rule
from xnsim.scenario.base import Name
from xnsim.scenario.finding import says, surely_longer, surely_not_shorter
from xnsim.scenario.matter import Extension, Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Branch, Node, Parallel, Route, Series, Serve
from xnsim.scenario.values import Dist, Span

JOINT_LIMIT = Span(45, "wd")
JOINT_EXTENSION = Span(15, "wd")


class ParallelApproval(Policy):
    """Every series of steps at two or more desks becomes a parallel; steps keep their names, hence their luck.

    Steps at one desk, and a series written inside the series, stay in their order as one branch.
    With a lead desk and collating time, the lead gathers the answers after the slowest.
    """

    key = "parallel_approval"
    label = Label("并联审批", "Parallel approval")
    help = Label(
        "牵头部门一次收件、同时分送,各部门分别同时审查,最慢的一家答复后继续;同一岗位的环节和方案中写明先后的环节仍按先后办理",
        "one desk receives and forwards at once, the departments examine separately and simultaneously, and the case goes on "
        "when the slowest has answered; steps at one desk, and steps whose order the scenario states, stay in order")
    tradeoff = Label(
        "省下的是等待之和与最慢一支之差,不是几分之一;有一家退件或不同意,其他各家的审查就白做;汇总环节可能成为新的瓶颈",
        "what is saved is the difference between the sum and the slowest branch, not a division by their number; when one "
        "refuses, the others have worked in vain; collating can become the new bottleneck")
    perverse = Label(
        "每家都有95%按时,五家全部按时也只有77.4%;只考核牵头部门时,协办部门会拖",
        "with five departments each 95 % on time, all five are on time in 77.4 % of cases only; where only the lead is "
        "scored, the others drag their feet")
    stage = Stage.ROUTE
    institution = "M9"
    moves = ("-mean_workdays", "-total_days")
    perverse_moves = ("+statutory_on_time_rate", "+mean_workdays")
    perverse_knobs = {"in_name_only": True, "joint_limit": True}
    legal_note = Label(
        "行政许可法第26条:由一个部门受理并转告有关部门分别提出意见后统一办理,或组织联合办理、集中办理。第42条:45个工作日,经本级人民政府负责人批准可延长15个工作日",
        "Administrative Licensing Law, art. 26: one department receives and passes on, the others answer separately; art. 42: 45 working "
        "days, 15 more with the approval of the head of the government")
    source = (
        licensing("26, 42"),
        rule("《上海市并联审批试行办法》(沪府发〔2009〕22号)", "Shanghai trial rules on parallel approval (2009)"),
        rule("国发〔2015〕6号:并联审批事项不得互为前置", "State Council document 2015 no. 6: parallel items may not be each other's precondition"),
        paper(4, "将并联审批运用到所有两个以上部门审批的事项", "parallel approval is applied to every matter that two or more departments approve"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    lead: Name | None = knob(None, Knob(
        Label("牵头岗位", "Lead desk"), Label("负责汇总的岗位;不写即不设汇总环节", "the desk that collates; none means no collating step")))
    collate_minutes: float = knob(0.0, Knob(
        Label("汇总用时", "Collating time"),
        Label("默认0:只看并联本身的效果。大于0时为对数正态分布、变异系数1(假定),须写牵头岗位",
              "0 by default: the effect of working in parallel alone. Above 0 it is lognormal with cv 1 (assumed) and needs a lead desk"),
        Label("分钟", "min"), 0, 480, 5))
    joint_limit: bool = knob(False, Knob(
        Label("改用联合办理时限45个工作日", "Use the joint limit of 45 working days"),
        Label("行政许可法第42条第2款:统一、联合、集中办理为45个工作日(延长另计);只用于两个以上部门的事项,现有时限不短于45个工作日的(如几个许可合在一起的全流程时限)不改。默认不改时限,以免把时限变化混入效果",
              "art. 42(2): 45 working days where departments act jointly (extension apart); applied to matters of two or more "
              "offices only, and not where the limit is as long already (one limit for several permits). Off by default, lest a change of limit pass for an effect of the order of work")))
    joint_extension_share: float = knob(0.0, Knob(
        Label("联合办理申请延期的比例", "Share that asks for the joint extension"),
        Label("行政许可法第42条第2款:联合办理可延长15个工作日;到期前2个工作日申请,领导批准平均1个工作日(假定)。只与联合办理时限同用,默认0",
              "art. 42(2): 15 working days more where departments act jointly; asked 2 working days ahead, approval takes 1 on average "
              "(assumed). With the joint limit only, 0 by default"), None, 0, 1, 0.01))
    in_name_only: bool = knob(False, Knob(
        Label("名义并联", "Parallel in name only"),
        Label("反效果开关,默认关:收件是一起收的,各家仍互为前置,后一家等前一家答复(国发〔2015〕6号所禁止)",
              "perverse switch, off by default: received together, but each department waits for the one before (what State Council "
              "document 2015 no. 6 forbids)")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario with every separable series walked at once."""
        self._check_lead(scenario)
        changed = {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            if any(map(separable, every_node(matter.route))):
                changed[name] = self._matter(name, matter, scenario)
            elif self.matters:
                raise refused(self, f"事项“{name}”没有可并联的环节;请把两个以上岗位的环节写成 series",
                              f"matter “{name}” has no steps to walk at once; write those of two or more desks as a series")
        return with_matters(self, scenario, changed, Label(
            "没有事项有可并联的环节;请把两个以上岗位的环节写成 series",
            "no matter has steps to walk at once; write those of two or more desks as a series"))

    def _check_lead(self, scenario: Scenario) -> None:
        """Refuse a lead that is not there, and what needs one where none is named."""
        if self.joint_extension_share > 0 and not self.joint_limit:
            raise refused(self, "15个工作日的延长只用于联合办理时限;请打开 joint_limit,或把 joint_extension_share 改为0",
                          "the 15 working days belong to the joint limit; switch joint_limit on, or set joint_extension_share to 0")
        if self.lead is not None:
            check_known(self, self.lead, scenario.desks, Label("岗位", "desk"))
        elif self.collate_minutes > 0:
            raise refused(self, "有汇总用时却没有牵头岗位;请写 lead", "there is collating time but no lead desk; write lead")

    def _matter(self, name: str, matter: Matter, scenario: Scenario) -> Matter:
        """Let the series of a matter walk at once, with the joint limit where several offices take part."""
        apart = [node for node in every_node(matter.route) if separable(node)]
        steps = {serve.step for serve in serves(tuple(apart))}
        self._check_returns(name, matter, steps)
        new = matter.changed(("route", rewritten(matter.route, self._at_once)))
        desks = {serve.desk for serve in serves(tuple(apart))}
        statutory = matter.limits.statutory
        longer = statutory is not None and surely_not_shorter(statutory, JOINT_LIMIT)     # of several permits in a row: art. 42 is for one
        if self.joint_limit and not longer and len({scenario.desks[desk].office for desk in desks}) > 1:
            return self._with_joint_extension(name, self._with_joint_limit(name, new))
        return new

    def _check_returns(self, name: str, matter: Matter, steps: set[str]) -> None:
        """Refuse where papers would go back into one of several branches."""
        for back, before in checks_before_returns(matter.route):
            target = back.to or (before.step if before else None)
            if target in steps:
                raise refused(self, f"事项“{name}”的“{back.step}”退回“{target}”,并联后无法从外面退进一支;请给它另写 to",
                              f"in matter “{name}”, “{back.step}” goes back to “{target}”; a file cannot go back into one branch "
                              "from outside; give it another to")

    def _at_once(self, node: Node) -> Node:
        """Let the steps of a series walk at once; in name only, one after the other all the same."""
        if not separable(node):
            return node
        routes = branches_of(node)
        before = {name: (first,) for first, name in pairwise(routes)} if self.in_name_only else {}
        fork = Parallel(branches={name: Branch(after=before.get(name, ()), route=route) for name, route in routes.items()})
        if self.collate_minutes <= 0:
            return fork
        first = next(iter(fork.branches))
        effort = Dist("lognormal", (Span(self.collate_minutes, "min"),), (("cv", 1.0),))
        collate = Serve(step=f"collate_{first}".replace("/", "_"), desk=self.lead, effort=(effort,), name=Label("牵头汇总", "Collating"))
        return Series(steps=(fork, collate))

    def _with_joint_limit(self, name: str, matter: Matter) -> Matter:
        """Give a matter the 45 working days of art. 42."""
        promised = matter.limits.promised
        if promised is not None and surely_longer(promised, JOINT_LIMIT):
            raise refused(self, f"事项“{name}”的承诺时限 {says(promised)}长于联合办理时限 {says(JOINT_LIMIT)};请先改小承诺时限,或关掉 joint_limit",
                          f"the promised limit of {says(promised, 'en')} of matter “{name}” is longer than the joint limit of {says(JOINT_LIMIT, 'en')}; lower it first, or switch joint_limit off")
        return matter.changed(("limits", matter.limits.changed(("statutory", JOINT_LIMIT))))

    def _with_joint_extension(self, name: str, matter: Matter) -> Matter:
        """Let a matter get the 15 working days of art. 42 more."""
        if self.joint_extension_share <= 0:
            return matter
        if matter.limits.promised is not None and matter.limits.promised.unit != "wd":
            raise refused(self, f"事项“{name}”的承诺时限不按工作日计,不能加15个工作日的延长;请改用工作日,或去掉 joint_extension_share",
                          f"the promised limit of matter “{name}” does not count working days, so 15 of them cannot be added; "
                          "write it in working days, or drop joint_extension_share")
        return matter.changed(("extension", Extension(
            by=JOINT_EXTENSION, ask_before=Span(2, "wd"), probability=self.joint_extension_share,
            approval=Dist("exp", (Span(1, "wd"),)))))


def separable(node: Node) -> bool:
    """Say whether a node is a series of steps at two or more desks that can be walked at once."""
    return isinstance(node, Series) and _only_serves(node) and len(branches_of(node)) > 1 and len(
        {serve.desk for serve in serves(node.steps)}) > 1


def branches_of(node: Series) -> dict[str, Route]:
    """Split a series: one branch a desk, one for each series inside; named by the branch's first step."""
    routes: dict[str, Route] = {}
    name_of: dict[str, str] = {}
    for step in node.steps:
        name = name_of.setdefault(step.desk, step.step) if isinstance(step, Serve) else serves((step,))[0].step
        routes[name] = (*routes.get(name, ()), *(step.steps if isinstance(step, Series) else (step,)))
    return routes


def _only_serves(node: Node) -> bool:
    """Say whether a node is steps at desks, one after the other, and nothing else."""
    return isinstance(node, Serve) or (isinstance(node, Series) and bool(node.steps) and all(map(_only_serves, node.steps)))
