"""代办: a clerk of the office prepares the papers for the applicant and pushes the case on."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, by_priority, chosen_matters, refused, with_class, with_matters
from xnsim.policies.routes import checks_before_returns, serves
from xnsim.policies.sources import licensing, paper, rule
from xnsim.policies.ways import around, spliced, stretched
from xnsim.scenario.base import Name
from xnsim.scenario.check_limits import ORDINARY
from xnsim.scenario.matter import CaseClass, Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Desk
from xnsim.scenario.route import Choose, Node, Option, Return, Route, Serve
from xnsim.scenario.values import Dist, Span

AGENCY, CLERKS = "agency", "agency_desk"
CLERK, BY_CLERK = Label("代办", "By a clerk"), Label("代办员整理材料", "A clerk prepares the papers")


class AgencyService(Policy):
    """A share of the applicants is served by clerks: papers prepared before the check, mended by the clerk when sent back.

    The clerks are a desk with a line of its own. Their cases are a class of their own
    (``agency``); with ``queue_jump`` above 0 it stands before the others at every desk.
    """

    key = "agency_service"
    label = Label("代办", "Agency service")
    help = Label(
        "重点项目由代办员代为准备材料、代为跑腿:材料齐全了才送审,退件少;退回来由代办员补,补得快",
        "for important projects a clerk prepares and carries the papers: they are complete when handed in, so fewer come back, and what "
        "comes back the clerk mends sooner")
    tradeoff = Label(
        "用代办员的人力换申请人的跑动和等待;代办员忙不过来时,代办件要在代办台前排队",
        "the clerks' work for the applicants' visits and waiting; when the clerks are busy, their own cases wait in line for them")
    perverse = Label(
        "代办件处处插队:代办的快了,没有代办的等得更久",
        "the clerks' cases jump every line: who has a clerk is served sooner, who has none waits longer")
    stage = Stage.ROUTE
    institution = "M15"
    moves = ("-mean_returns", "-mean_trips")
    perverse_moves = ("+early_rate", "+p90_workdays")
    perverse_knobs = {"queue_jump": 1, "share": 0.7}
    legal_note = Label(
        "行政许可法第29条:可以委托代理人提出申请;第57条:有数量限制的许可按受理先后决定,代办件不得插队",
        "Administrative Licensing Law, art. 29: an application may be made by an agent; art. 57: licences limited in number are decided "
        "in order of acceptance, agents' cases included")
    source = (
        licensing("29, 57"),
        rule("没有关于政府代办的全国性专门法律", "no national statute on agency by the office itself", "none"),
        paper(2, "代办、联办、诺办、督办等“四办”", "the “four ways”: by a clerk, jointly, on promise, supervised"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    share: float = knob(0.3, Knob(
        Label("代办比例", "Share with a clerk"), Label("假定:重点项目约占三成", "assumed: three projects in ten are important ones"), None, 0, 1, 0.05))
    clerks: int = knob(1, Knob(
        Label("代办员人数", "Clerks"), Label("另设代办台;人手是代办的全部成本", "a desk of their own; the staff is the whole cost of the service"),
        Label("人", "persons"), 1, 50, 1))
    minutes: float = knob(30.0, Knob(
        Label("每件准备用时", "Work on each case"), Label("假定:平均数,指数分布", "assumed: a mean, exponential"), Label("分钟", "min"), 1, 480, 5))
    factor: float = knob(0.3, Knob(
        Label("代办件退件概率变为原来的", "Their chance of return becomes, of what it was"),
        Label("假定:材料由懂行的人准备", "assumed: prepared by someone who knows the lists"), Label("倍", "×"), 0, 1, 0.05))
    turnaround_factor: float = knob(0.5, Knob(
        Label("补正用时变为原来的", "Their time to mend becomes, of what it was"), Label("假定:代办员就在大厅", "assumed: the clerk is in the hall"),
        Label("倍", "×"), 0.05, 1, 0.05))
    queue_jump: int = knob(0, Knob(
        Label("代办件的优先级", "Priority of their cases"),
        Label("反效果开关,默认0(不插队);大于0时在经过的每个岗位排到前面", "perverse switch, 0 (no jumping) by default; above 0 they stand first at every desk they pass"),
        None, 0, 9, 1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario with clerks and the share of cases they prepare."""
        if CLERKS in scenario.desks:
            raise refused(self, f"方案中已有岗位“{CLERKS}”,代办台无处安放;请给它改名", f"the scenario already has a desk “{CLERKS}”, where the clerks would sit; rename it")
        chosen = chosen_matters(self, self.matters, scenario)
        pairs = {name: [pair for pair in checks_before_returns(matter.route) if pair[1] is not None] for name, matter in chosen.items()}
        changed = {name: self._matter(name, chosen[name], found) for name, found in pairs.items() if found}
        new = with_matters(self, scenario, changed, Label(
            "没有事项有退件(return),代办无从减少;请先在方案中写出退件", "no matter has a return that a clerk could spare; write the returns into the scenario first"))
        first = next(found[0][1] for found in pairs.values() if found)
        clerks = Desk(office=scenario.desks[first.desk].office, name=Label("代办台", "Clerks' desk"), officers=self.clerks)
        new = new.changed(("desks", {**new.desks, CLERKS: clerks}))
        visited = {serve.desk for matter in changed.values() for serve in serves(matter.route)}
        return by_priority(self, new, visited) if self.queue_jump > 0 else new

    def _matter(self, name: str, matter: Matter, pairs: list[tuple[Return, Serve | None]]) -> Matter:
        """Give a share of the applicants a clerk, who prepares their papers before the first check."""
        of_class = CaseClass(share=self.share, priority=matter.priority + self.queue_jump, name=CLERK)
        new = with_class(self, name, matter, AGENCY, of_class)
        first = next(check.step for _, check in pairs if check is not None)
        to = {back.step: check.step for back, check in pairs if check is not None}
        others = tuple(key for key in matter.classes if key != AGENCY)
        route = spliced(new.route, lambda node: self._back(node, to, others) if isinstance(node, Return) and node.step in to else None)
        prepare = Serve(step=f"{first}_prepared".replace("/", "_"), desk=CLERKS, effort=(Dist("exp", (Span(self.minutes, "min"),)),), name=BY_CLERK)
        prepared = Choose(step=f"{first}_clerk".replace("/", "_"), options=(Option(cls=AGENCY, route=(prepare,)),))
        return new.changed(("route", around(route, first, before=(prepared,))))

    def _back(self, back: Return, to: dict[str, str], others: tuple[str, ...]) -> Route:
        """The clerk's cases come back less often, and sooner; each keeps the luck of the step."""
        back = back.changed(("to", back.to or to[back.step]))
        less: Node = back.changed(
            ("step", f"{back.step}_{AGENCY}"), ("luck", back.luck or back.step), ("turnaround", stretched(back.turnaround, self.turnaround_factor)), ("trips", 0),
            *((("probability", back.probability * self.factor),) if back.probability is not None else ()),
            *((("defects", back.defects.changed(("mean", back.defects.mean * self.factor))),) if back.defects is not None else ()))
        ways = {AGENCY: less, ORDINARY: back} | {
            key: back.changed(("step", f"{back.step}_{key}"), ("luck", back.luck or back.step)) for key in others}
        return (Choose(step=f"{back.step}_which", options=tuple(Option(cls=key, route=(way,)) for key, way in ways.items())),)
