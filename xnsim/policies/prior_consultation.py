"""前置征求意见: departments are asked, and agree, before a matter comes before the meeting; not in the meeting."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, check_known, chosen_matters, refused, with_matters
from xnsim.policies.sources import business, disclosure, paper, rule
from xnsim.policies.ways import chance, fewer_returns, front, spliced
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Accept, Branch, Gate, Node, Parallel, Return, Route, Serve, StepLimit, Wait
from xnsim.scenario.values import Dist, Span


class PriorConsultation(Policy):
    """Before the meeting all departments concerned are asked at once; one that has reservations is talked to, and only then is the matter put on the agenda.

    The scenario has the meeting (a ``gate``) and the dispute in it: behind the gate a
    ``return`` to it. Whoever is talked to misses the next meeting, if it comes sooner.
    """

    key = "prior_consultation"
    label = Label("前置征求意见", "Prior consultation")
    help = Label(
        "上会之前同时征求各有关部门意见,有保留意见的先协商,达成一致才安排上会;会上不再从头争起",
        "before the meeting all departments concerned are asked at once, reservations are talked over, and only what is agreed is put on the agenda; the meeting "
        "no longer begins the quarrel")
    tradeoff = Label(
        "会前长、会上短:各部门都要看一遍;有一家保留意见就赶不上下一次会",
        "longer before, shorter in the meeting: every department has to read it, and one reservation makes it miss the next one")
    perverse = Label(
        "把征求意见挪到受理之前:受理以后一路顺畅,办理时长好看,受理却遥遥无期",
        "consultation is moved before the acceptance: what is accepted runs smoothly and its time looks short, but acceptance takes for ever")
    stage = Stage.ROUTE
    institution = "M27"
    moves = ("-mean_returns", "-mean_workdays")
    perverse_moves = ("-mean_workdays", "+acceptance_workdays")
    perverse_knobs = {"before_acceptance": True}
    legal_note = Label(
        "优化营商环境条例第62条:与市场主体生产经营密切相关的规章、规范性文件,公开征求意见一般不少于30日",
        "Regulation on the Business Environment, art. 62: rules that closely concern firms are open to public comment for 30 days as a rule")
    source = (
        business("62"),
        disclosure("34"),
        rule("没有规定会前征求意见期限的全国性法律", "no national statute sets a limit to consultation before a meeting", "none"),
        paper(3, "原則上達成一致意見,否則不安排上會", "agreed in principle, or else not put on the agenda"),
        paper(4, "未经合法性审查或者经审查不合法的,不得提交会议讨论", "what was not examined for lawfulness, or did not pass, may not come before the meeting"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    asked: tuple[Name, ...] = knob((), Knob(
        Label("征求谁的意见", "Who is asked"), Label("岗位;不写即上会前最后经办岗位以外、其他单位不在大厅的岗位",
                                          "desks; none named means those of other offices than the last desk before the meeting, halls left aside")))
    minutes: float = knob(30.0, Knob(
        Label("每家答复用时", "Work on an answer"), Label("假定:平均数,指数分布", "assumed: a mean, exponential"), Label("分钟", "min"), 1, 480, 5))
    reply_workdays: int = knob(5, Knob(
        Label("答复期限", "Answers within"), Label("假定;政府信息公开条例第34条为15个工作日;只作记录", "assumed; art. 34 on open information says 15 working days; on record only"),
        Label("工作日", "working days"), 1, 45, 1))
    reserved: float = knob(0.1, Knob(
        Label("每家有保留意见的比例", "Reservations, each"), Label("假定:十件中一件", "assumed: one file in ten"), None, 0, 1, 0.05))
    talk_workdays: float = knob(3.0, Knob(
        Label("协商平均用时", "Talks take on average"), Label("假定:指数分布", "assumed: exponential"), Label("工作日", "working days"), 0.25, 60, 0.25))
    factor: float = knob(0.2, Knob(
        Label("会上退回重议变为原来的", "Disputes in the meeting become, of what they were"), Label("假定:会前谈过的大多不再争", "assumed: most of what was talked over is settled"),
        Label("倍", "×"), 0, 1, 0.05))
    before_acceptance: bool = knob(False, Knob(
        Label("受理之前征求", "Asked before acceptance"), Label("反效果开关,默认关:先征求意见,意见齐了才受理", "perverse switch, off by default: accepted only when all answers are in")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which departments are asked before the meeting."""
        for name in self.asked:
            check_known(self, name, scenario.desks, Label("岗位", "desk"))
        found = {name: (matter, at) for name, matter in chosen_matters(self, self.matters, scenario).items() if (at := disputed_gate(matter.route)) is not None}
        changed = {name: self._matter(name, matter, at, scenario) for name, (matter, at) in found.items()}
        return with_matters(self, scenario, changed, Label(
            "没有事项上会(gate)后有退回重议;请在 gate 后写一个退回它的 return", "no matter comes before a meeting (a gate) and is sent back to it; write a return to the gate behind it"))

    def _matter(self, name: str, matter: Matter, at: int, scenario: Scenario) -> Matter:
        """Let the departments be asked before a meeting, or before the acceptance where that is the perverse effect."""
        route = matter.route
        before = [node for node in route[:at] if isinstance(node, Serve)]
        own = scenario.desks[before[-1].desk].office if before else None
        asked = self.asked or tuple(desk for desk in scenario.desks if scenario.desks[desk].office != own and not scenario.in_hall(desk))
        if not asked:
            raise refused(self, f"事项“{name}”没有别的部门可以征求意见;请用 asked 写明岗位", f"there is no other department to ask on matter “{name}”; name desks in asked")
        ask = Parallel(branches={f"consult_{desk}".replace("/", "_"): Branch(route=self._asked(desk.replace("/", "_"), desk)) for desk in asked})
        calmer = spliced(route, lambda node: (fewer_returns(node, self.factor),) if _disputes(route, at, node) else None)
        if not self.before_acceptance:
            return matter.changed(("route", (*calmer[:at], ask, *calmer[at:])))
        rest = tuple(node for node in calmer if not isinstance(node, Accept))
        place = next((i for i, node in enumerate(calmer) if isinstance(node, Accept)), (front(calmer) or (0, 0))[1])
        return matter.changed(("route", (*rest[:place], ask, Accept(), *rest[place:])))

    def _asked(self, name: str, desk: str) -> Route:
        """Return the way of a question to one department: its answer, and talks where it has reservations."""
        answer = Serve(step=f"consult_{name}", desk=desk, effort=(Dist("exp", (Span(self.minutes, "min"),)),), limit=StepLimit(within=Span(self.reply_workdays, "wd")),
                       name=Label("会前答复意见", "Opinion before the meeting"))
        talk = Wait(step=f"talk_{name}", length=Dist("exp", (Span(self.talk_workdays, "wd"),)), calendar="working", name=Label("协商保留意见", "Reservations talked over"))
        return (answer, *chance(f"reserved_{name}", self.reserved, (talk,)))


def disputed_gate(route: Route) -> int | None:
    """Return the place of the first meeting on the main way from which papers are sent back to it."""
    places = (i for i, node in enumerate(route) if isinstance(node, Gate))
    return next((i for i in places if any(_disputes(route, i, node) for node in route[i + 1:])), None)


def _disputes(route: Route, at: int, node: Node) -> bool:
    """Say whether a node sends papers from the meeting at that place back to it."""
    gate = route[at]
    if not isinstance(node, Return) or not isinstance(gate, Gate):
        return False
    return node.to == gate.step or (node.to is None and at + 1 < len(route) and route[at + 1] is node)
