"""主办协办: one desk leads and is answerable for the whole, the others answer it within a limit of their own."""

from __future__ import annotations

from typing import Literal

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.parallel_approval import branches_of, separable
from xnsim.policies.reach import MATTERS, check_known, chosen_matters, refused, with_matters
from xnsim.policies.routes import checks_before_returns, every_node, serves
from xnsim.policies.sources import disclosure, paper, rule
from xnsim.policies.ways import minutes, spliced
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Branch, Clock, Node, Parallel, Route, Serve, StepLimit, Wait
from xnsim.scenario.values import Dist, Span


class LeadAndAssist(Policy):
    """A file that went from desk to desk is led by one of them: A works and asks the others at once, B answers A.

    Every series of steps at two or more desks becomes a parallel. The lead is the desk
    named, else the one that came first; it puts the answers together after the slowest.
    B's limit runs from the moment the request reaches B's desk.
    """

    key = "lead_and_assist"
    label = Label("主办协办", "Lead and assist")
    help = Label(
        "A牵头、B协办:主办岗位自己办,同时征求各协办岗位意见,协办有自己的答复期限;期满不答复,或者继续等,或者视为同意;主办汇总后继续",
        "A leads, B assists: the lead works and at the same time asks the others, who have a limit of their own to answer; silence means "
        "waiting on, or consent; the lead puts the answers together and the case goes on")
    tradeoff = Label(
        "省下一家一家转的时间;主办多一次汇总;“不答复视为同意”使用时有上限,换来的是没有审查过的同意",
        "saves the passing from desk to desk; costs the lead a collation; silence as consent bounds the time at the price of consents that "
        "nobody has thought about")
    perverse = Label(
        "只考核主办的时钟:送协办期间停表,协办搭便车,先办自己的,征求意见的件放着",
        "only the lead's clock is scored: it stands while the others have the file, so they ride free and leave the request lying")
    stage = Stage.ROUTE
    institution = "M8"
    moves = ("-mean_workdays", "-total_days")
    perverse_moves = ("+on_time_rate", "-verified_on_time_rate")
    perverse_knobs = {"put_off_workdays": 4.0}
    legal_note = Label(
        "不答复视为同意,全国性的依据只有政府信息公开条例第34条(15个工作日);会办期间停表不在行政许可法第45条之列",
        "silence as consent has one national basis only, art. 34 on open information (15 working days); no rule of art. 45 of the "
        "Administrative Licensing Law stops the clock while others are consulted")
    source = (
        disclosure("34"),
        rule("建议提案办理:会办单位一个月内将意见送主办单位", "suggestions and proposals: co-handlers answer the lead within a month"),
        rule("没有规定主办、协办分别计时的全国性法律", "no national statute gives lead and assistants a clock each", "none"),
        paper(4, "A牵头落实,B协办配合", "A leads and carries out, B assists"),
        paper(0, "主办部门要担当全责", "the leading department bears the whole responsibility"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    lead: Name | None = knob(None, Knob(
        Label("主办岗位", "Lead desk"), Label("不写即原来最先办理的那一家", "none named means the one that used to come first")))
    collate_minutes: float = knob(15.0, Knob(
        Label("汇总用时", "Collating time"), Label("假定:看一遍各家意见并写出结论", "assumed: read the answers and write the conclusion"),
        Label("分钟", "min"), 0, 480, 5))
    reply_workdays: int = knob(5, Knob(
        Label("协办答复期限", "The others answer within"),
        Label("假定;政府信息公开条例第34条为15个工作日", "assumed; art. 34 on open information says 15 working days"),
        Label("工作日", "working days"), 1, 45, 1))
    silence: Literal["wait", "consent"] = knob("wait", Knob(
        Label("期满不答复", "Silence at the end"), Label("wait:继续等;consent:视为同意(须有依据)", "wait: wait on; consent: counts as consent (needs a basis)"),
        words={"wait": Label("继续等", "wait on"), "consent": Label("视为同意", "counts as consent")}))
    put_off_workdays: float = knob(0.0, Knob(
        Label("协办搭便车", "Free riding"),
        Label("反效果开关,默认0:送协办的件先放几个工作日;征求意见期间主办的时钟停着,谁的考核里都看不到",
              "perverse switch, 0 by default: the others leave a request lying so many working days; the lead's clock stands while they are "
              "asked, and nobody's score shows it"), Label("工作日", "working days"), 0, 30, 0.5))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which every separable series has a lead and assistants."""
        if self.lead is not None:
            check_known(self, self.lead, scenario.desks, Label("岗位", "desk"))
        changed = {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            if any(map(separable, every_node(matter.route))):
                self._check_returns(name, matter)
                changed[name] = matter.changed(("route", spliced(matter.route, self._led)))
            elif self.matters:
                raise refused(self, f"事项“{name}”没有几家先后办理的环节;请把两个以上岗位的环节写成 series",
                              f"matter “{name}” has no steps of several desks; write those of two or more desks as a series")
        return with_matters(self, scenario, changed, Label(
            "没有事项要几家先后办理;请把两个以上岗位的环节写成 series", "no matter goes from desk to desk; write the steps of two or more desks as a series"))

    def _check_returns(self, name: str, matter: Matter) -> None:
        """Refuse where papers would go back into one of several branches."""
        inside = {serve.step for node in every_node(matter.route) if separable(node) for serve in serves((node,))}
        for back, before in checks_before_returns(matter.route):
            target = back.to or (before.step if before else None)
            if target in inside:
                raise refused(self, f"事项“{name}”的“{back.step}”退回“{target}”,分给几家后无从退进其中一家;请给它另写 to",
                              f"in matter “{name}”, “{back.step}” goes back to “{target}”, which is now one of several branches; give it another to")

    def _led(self, node: Node) -> Route | None:
        """Let one desk of a series lead, ask the others, and put the answers together."""
        if not separable(node):
            return None
        routes = branches_of(node)
        named = (name for name, route in routes.items() if self.lead in {serve.desk for serve in serves(route)})
        lead = next(named, next(iter(routes)))
        branches = {name: Branch(route=route if name == lead else self._asked(name, route)) for name, route in routes.items()}
        fork = Parallel(branches=branches)
        desk = self.lead or serves(routes[lead])[0].desk
        collate = Serve(step=f"collate_{lead}".replace("/", "_"), desk=desk, effort=(minutes(self.collate_minutes),), name=Label("主办汇总", "Lead collates"))
        asking = (Clock(do="pause"), fork, Clock(do="resume")) if self.put_off_workdays > 0 else (fork,)
        return (*asking, collate) if self.collate_minutes > 0 else asking

    def _asked(self, name: str, route: Route) -> Route:
        """Return the way of a file at a desk that is asked: a limit to answer, and free riding where that is the perverse effect."""
        limit = StepLimit(within=Span(self.reply_workdays, "wd"), exit="deemed_consent" if self.silence == "consent" else "record")
        answered = spliced(route, lambda node: (node.changed(("limit", limit)),) if isinstance(node, Serve) else None)
        if self.put_off_workdays <= 0:
            return answered
        lies = Wait(step=f"{name}_put_off".replace("/", "_"), length=Dist("constant", (Span(self.put_off_workdays, "wd"),)), calendar="working",
                    name=Label("协办放着", "Left lying by an assistant"))
        return (lies, *answered)
