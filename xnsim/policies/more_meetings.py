"""会议加密: the body that decides meets more often, and its members sit more hours."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.applicants import day_seconds
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import check_known, refused
from xnsim.policies.sources import paper, rule
from xnsim.policies.ways import decided_before
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Desk
from xnsim.scenario.pace import Pace
from xnsim.scenario.route import Gate, Route
from xnsim.scenario.session import Session
from xnsim.scenario.values import Span


class MoreMeetings(Policy):
    """Standing sessions meet at another interval; the hours that those who sit lose (or win) slow (or quicken) their own desks.

    The hours are taken from their pace, evenly over the days.
    """

    key = "more_meetings"
    label = Label("会议加密", "More frequent meetings")
    help = Label(
        "例会开得更勤,等会的时间短了;与会的人在会上坐的钟点多了,自己岗位上的活就慢了。间隔也可以放长",
        "standing meetings are held more often and files wait less for them; those who sit in them have less time for their own desks. The interval may be lengthened too")
    tradeoff = Label(
        "等会少半个间隔,与会岗位少几个钟点:间隔减半,会时加倍",
        "half an interval less to wait, some hours less at the members' desks: half the interval is twice the hours")
    perverse = Label(
        "开会议来议去:头一次“原则通过”就算决定,细节下次会再议;决定得快,事情了得慢",
        "talked over and over: the first hearing passes it “in principle” and counts as the decision, the details come up at the next; decided soon, settled late")
    stage = Stage.PEOPLE
    institution = "M27"
    moves = ("-mean_workdays", "+utilisation")
    perverse_moves = ("-mean_workdays", "+total_days")
    perverse_knobs = {"in_principle": True}
    source = (
        rule("没有规定常务会议间隔的全国性法律", "no national statute sets the interval of executive meetings", "none"),
        paper(0, "开会议来议去", "meetings talk it over and over"),
        paper(3, "提高會議效率", "make meetings more efficient"),
    )

    sessions: tuple[Name, ...] = knob((), Knob(Label("哪些例会", "Sessions"), Label("不写即全部例会", "none named means all")))
    factor: float = knob(0.5, Knob(
        Label("间隔变为原来的", "The interval becomes, of what it was"), Label("假定:加密一倍;大于1为放长", "assumed: twice as often; above 1 it is lengthened"), Label("倍", "×"), 0.1, 10, 0.1))
    members: tuple[Name, ...] = knob((), Knob(
        Label("谁与会", "Who sits"), Label("岗位;不写即全部不在大厅、人数有限的岗位", "desks; none named means all outside the halls with a number of officers")))
    hours: float = knob(2.0, Knob(
        Label("每次开多久", "A meeting takes"), Label("假定:半个上午", "assumed: half a morning"), Label("小时", "h"), 0, 16, 0.5))
    in_principle: bool = knob(False, Knob(
        Label("原则通过、下次再议", "In principle first"),
        Label("反效果开关,默认关:头一次上会就记为决定,细节再等一次会", "perverse switch, off by default: the first hearing is booked as the decision, the details wait for another")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which sessions meet at another interval."""
        chosen = self._chosen(scenario)
        more = sum(1 / session.every.seconds(day_seconds(scenario)) for session in chosen.values()) * (1 / self.factor - 1)
        speed = 1 - self.hours * 3600 * more
        if speed <= 0.05:
            raise refused(self, f"每次 {self.hours:g} 小时、间隔变为 {self.factor:g} 倍,与会的人整天都在开会;请放长间隔或缩短会时",
                          f"at {self.hours:g} hours a meeting and {self.factor:g} times the interval those who sit do nothing else; lengthen the interval or shorten the meeting")
        members = self._members(scenario)
        desks = {name: self._slower(desk, speed) if name in members else desk for name, desk in scenario.desks.items()}
        sessions = {name: self._at(session) if name in chosen else session for name, session in scenario.sessions.items()}
        new = scenario.changed(("desks", desks), ("sessions", sessions))
        return new.changed(("matters", {name: self._again(matter, chosen) for name, matter in new.matters.items()})) if self.in_principle else new

    def _chosen(self, scenario: Scenario) -> dict[str, Session]:
        """Return the sessions whose interval changes."""
        for name in self.sessions:
            check_known(self, name, scenario.sessions, Label("例会", "session"))
        chosen = {name: session for name, session in scenario.sessions.items() if not self.sessions or name in self.sessions}
        if not chosen or self.factor == 1:
            raise refused(self, "方案中没有例会(sessions),或间隔没有改变;请先写例会,factor 不要写1",
                          "the scenario has no sessions, or the interval stays the same; write the sessions first, and a factor other than 1")
        return chosen

    def _members(self, scenario: Scenario) -> set[str]:
        """Return the desks whose people sit in them."""
        for name in self.members:
            check_known(self, name, scenario.desks, Label("岗位", "desk"))
        return set(self.members) or {name for name, desk in scenario.desks.items() if desk.officers != "unlimited" and not scenario.in_hall(name)}

    def _at(self, session: Session) -> Session:
        """Return a session at other intervals."""
        def of(span: Span) -> Span:
            """An interval, longer or shorter by the factor."""
            return Span(round(span.amount * self.factor, 9), span.unit)

        return session.changed(("every", of(session.every)), ("first", session.first and of(session.first)))

    @staticmethod
    def _slower(desk: Desk, speed: float) -> Desk:
        """Return a desk whose people sit in meetings for a part of the day."""
        return desk if speed == 1 else desk.changed(("pace", (*desk.pace, Pace(speed=round(min(speed, 5.0), 6)))))

    def _again(self, matter: Matter, chosen: dict[str, Session]) -> Matter:
        """Let a matter be decided in principle and its details be heard again."""
        at = next((i for i, node in enumerate(matter.route) if isinstance(node, Gate) and node.session in chosen), None)
        return matter if at is None else matter.changed(("route", self._in_principle(matter.route, at)))

    @staticmethod
    def _in_principle(route: Route, at: int) -> Route:
        """Put the second hearing behind the first, with the decision between them."""
        gate = route[at]
        again = gate.changed(("step", f"{gate.step}_details"), ("name", Label("细节再议", "The details")))
        return decided_before((*route[:at + 1], again, *route[at + 1:]), at + 1)
