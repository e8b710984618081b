"""行政复议简易程序: simple cases of review are decided by who examines them, without the row of approvals, within a shorter limit."""

from __future__ import annotations

from xnsim.labels import Label, Source
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.chains import sent_to, sign_offs
from xnsim.policies.reach import MATTERS, chosen_matters, with_class, with_matters
from xnsim.policies.routes import rewritten
from xnsim.policies.sources import paper
from xnsim.policies.ways import after_accept, chance, decided_before, lucks
from xnsim.scenario.base import Name
from xnsim.scenario.check_limits import ORDINARY
from xnsim.scenario.matter import CaseClass, Limits, Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Choose, Clock, Decide, Deliver, End, Node, Option, Route, Serve, Wait
from xnsim.scenario.values import Dist, Span

FULL = "full_procedure"
DAYS = Label("日(日历日)", "calendar days")


class SimplifiedReview(Policy):
    """A share of the reviews goes the whole row of approvals before the decision; the simple ones end with the first of it, who examines the case.

    Limits count calendar days: so many for all, fewer for the simple ones. Cases of other
    classes go the simple way.
    """

    key = "simplified_review"
    label = Label("行政复议简易程序", "Simplified procedure of review")
    help = Label(
        "事实清楚、争议不大的复议案件适用简易程序:审理的人审完就作出决定,不再层层审批,期限也短;复杂的照普通程序办。期限按日历日计",
        "reviews with clear facts and little in dispute are decided by who examines them, without the row of approvals and within a shorter limit; the others go the full "
        "procedure. Limits count calendar days")
    tradeoff = Label(
        "简单的快了,审批的人省下时间给复杂的;少看几遍,看走眼的也多",
        "simple cases are quick, and those who approve have time for the others; fewer looks also miss more")
    perverse = Label(
        "难案也走简易:决定作得快,作出以后又被纠正重审,申请人等得更久",
        "hard cases go the simple way too: decided soon, put right afterwards, and the applicant waits longer")
    stage = Stage.ROUTE
    institution = "M31"
    moves = ("-mean_workdays", "-p90_workdays")
    perverse_moves = ("-mean_workdays", "+total_days")
    perverse_knobs = {"simple": 0.95, "reopened": 0.8}
    legal_note = Label(
        "行政复议法(2017年文本)第31条:受理之日起60日内作出决定,可延长不超过30日;只有5日、7日的规定指工作日(第40条)。简易程序的期限为假定,请以现行法为准",
        "Administrative Review Law (text of 2017), art. 31: decided within 60 days of acceptance, 30 more at most; only its terms of 5 and 7 days are working days (art. 40). "
        "The limit of the simplified procedure is assumed here; the law in force decides")
    source = (
        Source(Label("《行政复议法》(2017年文本)", "Administrative Review Law (text of 2017)"), "17, 31, 40", "L"),
        paper(4, "制定简易程序规则,简化内部审批程序", "make rules for a simplified procedure, simplify internal approvals"),
        paper(4, "按时受理率100%,按时办结率100%", "100 % accepted in time, 100 % decided in time"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    simple: float = knob(0.4, Knob(
        Label("简易案件比例", "Share of simple cases"), Label("假定:十件中四件", "assumed: four in ten"), None, 0, 1, 0.05))
    simple_days: int = knob(30, Knob(Label("简易案件期限", "Limit of simple cases"), Label("假定:一般期限的一半", "assumed: half of the ordinary one"), DAYS, 1, 90, 1))
    full_days: int = knob(60, Knob(Label("普通案件期限", "Limit of the others"), Label("行政复议法(2017年文本)第31条:60日", "art. 31 of the law (text of 2017): 60 days"), DAYS, 1, 90, 1))
    reopened: float = knob(0.0, Knob(
        Label("决定后纠正重审", "Put right afterwards"),
        Label("反效果开关,默认0:简易案件作出决定后,隔平均15天(假定)又走一遍审批的比例",
              "perverse switch, 0 by default: share of the simple ones that go the whole row after all, 15 days on average (assumed) after the decision"), None, 0, 1, 0.1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario with a short way for simple cases."""
        changed = {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            row = sign_offs(matter.route)
            if len(row) > 1:
                changed[name] = self._matter(name, matter, row)
        return with_matters(self, scenario, changed, Label(
            "没有事项在决定之前有审理以外的审批环节,无从简化;请把审理和审批写成相连的 serve", "no matter has approvals behind the examination to be spared; write examination and approvals as serves in a row"))

    def _matter(self, name: str, matter: Matter, row: list[Serve]) -> Matter:
        """Split a matter into a simple and a full procedure, each with its limit."""
        approvals = {step.step for step in row[1:]}
        limits = Limits(statutory=Span(self.full_days, "d"), promised=Span(self.full_days, "d"), acceptance=matter.limits.acceptance)
        two = with_class(self, name, matter, FULL, CaseClass(share=round(1 - self.simple, 12), priority=matter.priority, name=Label("普通程序", "Full procedure")))
        spared = rewritten(sent_to(matter.route, approvals, row[0].step), lambda node: self._full_only(node) if getattr(node, "step", None) in approvals else node)
        if self.simple_days < self.full_days:
            shorter = Clock(do="set_limit", promised=Span(self.simple_days, "d"))
            spared = after_accept(spared, (Choose(step="simple_limit", options=(Option(cls=ORDINARY, route=(shorter,)),)),))
        return two.changed(("limits", limits), ("route", self._reopened(spared, row[1:]) if self.reopened > 0 else spared))

    @staticmethod
    def _full_only(node: Node) -> Node:
        """Let a step be walked by the full procedure only."""
        step = getattr(node, "step", "")
        return Choose(step=f"{step}_full".replace("/", "_"), options=(Option(cls=FULL, route=(node,)),))

    def _reopened(self, route: Route, approvals: list[Serve]) -> Route:
        """After the decision of a simple case: a while, and the whole row."""
        later = Wait(step="put_right_later", length=Dist("exp", (Span(15, "d"),)), who="applicant", name=Label("发现错误", "The error is found"))
        again = tuple(step.changed(("step", f"{step.step}_again".replace("/", "_")), ("luck", lucks(step))) for step in approvals)
        simple = Choose(step="put_right_which", options=(Option(cls=ORDINARY, route=chance("put_right", self.reopened, (later, *again))),))
        at = next((i for i, node in enumerate(route) if isinstance(node, (Decide, Deliver, End))), len(route))
        return decided_before((*route[:at], simple, *route[at:]), at)
