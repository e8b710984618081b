"""联审会: departments decide together at a session every few days, instead of passing the file from house to house."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.chains import department_row, sent_to
from xnsim.policies.reach import MATTERS, chosen_matters, refused, with_matters
from xnsim.policies.routes import serves
from xnsim.policies.sources import licensing, paper, rule
from xnsim.policies.ways import stretched
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Branch, Clock, Gate, Node, Parallel, Route
from xnsim.scenario.session import Session
from xnsim.scenario.values import Span

SESSION = "joint_session"


class JointSession(Policy):
    """The row of departments a file passes after its acceptance becomes one session: it waits for the next, then all work on it at once.

    The file's way from house to house falls away. Each department does its part at its own
    desk, in the minutes of a talk across the table instead of a written reply.
    """

    key = "joint_session"
    label = Label("联审会(集中审批)", "Joint session")
    help = Label(
        "几个部门不再一家一家转:每隔几天开一次联审会,到会的件当面会审、各家同时出意见,路上的时间没有了;赶不上的等下一次,席位满了也等下一次",
        "departments no longer pass the file on: every few days they sit together, look at what is before them and answer at once; no time on the way. "
        "What comes too late, or finds the agenda full, waits for the next session")
    tradeoff = Label(
        "用平均半个间隔的等待(T/2)换转件和排队的时间;件是成批来的,会后各家一阵忙一阵闲",
        "half an interval of waiting (T/2) for the passing on and the lines; files come in batches, so the desks are busy after a session and idle before the next")
    perverse = Label(
        "错过一次会再等一个月:会期拉长,等会的时间停表不计,按时办结率反而好看",
        "who misses a session waits a month: the interval grows, the clock stands while files wait for it, and the on-time rate looks better")
    stage = Stage.ROUTE
    institution = "M10"
    moves = ("-mean_workdays", "-p90_workdays")
    perverse_moves = ("+on_time_rate", "-verified_on_time_rate")
    perverse_knobs = {"every_workdays": 22.0, "off_the_clock": True}
    legal_note = Label(
        "行政许可法第26条:两个以上部门分别实施的,可以联合办理、集中办理;第45条的专家评审不含等会,等会停表没有依据",
        "Administrative Licensing Law, art. 26: several departments may act jointly or together; the expert review of art. 45 is not waiting for a "
        "session, stopping the clock for it has no basis")
    source = (
        licensing("26, 42, 45"),
        rule("四川某市:联审会,限时18个工作日", "a city in Sichuan: joint review sessions within a limit of 18 working days"),
        paper(4, "推行集中审批、现场审批,提高审批效率", "joint approval and approval on the spot, to make approval more efficient"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    every_workdays: float = knob(5.0, Knob(
        Label("多久开一次", "A session every"), Label("假定:每周一次;反效果:22个工作日(一个月)", "assumed: once a week; perverse: 22 working days, a month"),
        Label("工作日", "working days"), 0.5, 66, 0.5))
    seats: int = knob(8, Knob(
        Label("每次审多少件", "Files a session hears"), Label("假定:半天的议程", "assumed: an agenda of half a day"), Label("件", "files"), 1, 1000, 1))
    notice_workdays: float = knob(1.0, Knob(
        Label("会前多久交材料", "Papers in before the session"), Label("假定:提前一天送与会部门", "assumed: a day ahead, for those who sit"),
        Label("工作日", "working days"), 0, 20, 0.5))
    touch: float = knob(0.5, Knob(
        Label("各家用时变为原来的", "Each department's work becomes, of what it was"), Label("假定:当面会商,省去往来文书", "assumed: said across the table, not written to and fro"),
        Label("倍", "×"), 0.05, 2, 0.05))
    off_the_clock: bool = knob(False, Knob(
        Label("等会停表", "The clock stands while waiting"),
        Label("反效果开关,默认关:等会的时间不计入办理时限", "perverse switch, off by default: waiting for a session does not count")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which departments decide at a session."""
        changed = {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            row = department_row(matter.route)
            if row is not None:
                changed[name] = self._matter(matter, *row)
            elif self.matters:
                raise refused(self, f"事项“{name}”收件以后没有部门办理的环节;请在路线里写 serve", f"no department works on matter “{name}” after its papers are in; write a serve into the route")
        new = with_matters(self, scenario, changed, Label(
            "没有事项在收件以后还有部门办理的环节;请在路线里写 serve", "no department works on any matter after its papers are in; write a serve into the route"))
        meets = Session(every=Span(self.every_workdays, "wd"), seats=self.seats, name=Label("联审会", "Joint session"))
        return new.changed(("sessions", {**new.sessions, SESSION: meets}))

    def _matter(self, matter: Matter, first: int, last: int) -> Matter:
        """Let a row of departments wait for the session and work on what it hears."""
        steps = serves(matter.route[first:last])
        gate = Gate(step=f"session_{steps[0].step}".replace("/", "_"), session=SESSION, name=Label("等候联审会", "Waiting for the joint session"),
                    notice=Span(self.notice_workdays, "wd") if self.notice_workdays > 0 else None)
        waiting: Route = (Clock(do="pause"), gate, Clock(do="resume")) if self.off_the_clock else (gate,)
        route = sent_to(matter.route, {step.step for step in steps}, gate.step)
        return matter.changed(("route", (*route[:first], *waiting, *self._at_once(route[first:last]), *route[last:])))

    def _at_once(self, row: Route) -> Route:
        """Return the work of the session: all desks at once, each briefer than alone."""
        by_desk: dict[str, Route] = {}
        for step in serves(row):
            brief: Node = step.changed(("effort", tuple(stretched(work, self.touch) for work in step.effort)))
            by_desk[step.desk] = (*by_desk.get(step.desk, ()), brief)
        if len(by_desk) == 1:
            return next(iter(by_desk.values()))
        return (Parallel(branches={route[0].step: Branch(route=route) for route in by_desk.values()}),)
