"""上门办: officers go to those who find it hard to come, and take in the application at their home or firm."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.channels import accepts_next, comes_in, intake, sent, with_portal
from xnsim.policies.reach import MATTERS, chosen_matters, refused, with_matters
from xnsim.policies.sources import paper, rule
from xnsim.policies.ways import longer, minutes, spared
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Desk
from xnsim.scenario.route import Accept, Return, Route, Serve

TEAM = "home_team"


class HomeVisit(Policy):
    """The papers of these matters are taken in by a team on the road: travel is added to its work, the applicant makes no visit.

    The team comes from the desk that took the papers in before; nobody is hired.
    """

    key = "home_visit"
    label = Label("上门办", "Home visits")
    help = Label(
        "老弱病残和重点企业打个电话,工作人员上门收件、上门补正,申请人一趟不跑;上门的人从原收件窗口抽调",
        "who finds it hard to come, or a firm that matters, makes a call; officers come to take in papers and to mend them, and the applicant "
        "makes no visit; the team is taken from the window")
    tradeoff = Label(
        "申请人的路变成工作人员的路:每件多出往返用时,窗口少了人,其他人要多等",
        "the applicant's way becomes the officer's: every case costs a journey, the window loses people, others wait longer")
    perverse = Label(
        "上门走过场:拍照、登记受理,真正的材料还要申请人自己送到窗口补办",
        "a visit for show: a photograph and “accepted”; the real papers the applicant carries to the window afterwards")
    stage = Stage.DEMAND
    institution = "M16"
    moves = ("-mean_trips", "+at_most_one_trip_rate")
    perverse_moves = ("-acceptance_workdays", "+mean_trips")
    perverse_knobs = {"for_show": True}
    source = (
        rule("没有全国性的专门法律规定,为服务方式", "no specific national statute; a way of serving", "none"),
        paper(2, "积极开展“上门办”、“预约办”、“陪同办”等服务方式", "offer services at home, by appointment, with an escort"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    team: int = knob(1, Knob(
        Label("上门人数", "Team"), Label("从原收件岗位抽调;该岗位至少留一人", "taken from the desk that takes papers in; one must stay there"), Label("人", "people"), 1, 50, 1))
    travel_minutes: float = knob(40.0, Knob(
        Label("往返用时", "Journey"), Label("假定:县城内来回", "assumed: within a county town, there and back"), Label("分钟", "min"), 0, 480, 5))
    for_show: bool = knob(False, Knob(
        Label("走过场", "For show"),
        Label("反效果开关,默认关:上门只用5分钟就登记受理,收件审查仍在窗口、要申请人自己来",
              "perverse switch, off by default: five minutes at the door count as acceptance; the papers are still examined at the window, and the applicant has to come")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which these applicants are called on."""
        changed: dict[str, Matter] = {}
        desks: set[str] = set()
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            place = intake(self, name, matter, bool(self.matters))
            if place is not None:
                changed[name] = matter.changed(("route", self._visited(matter.route, *place)))
                desks.add(matter.route[place[0]].desk)
        new = with_matters(self, scenario, changed, Label(
            "没有事项先在一个岗位收件;请把收件写成路线上的第一个 serve", "no matter hands its papers in at a desk first; write that as the first serve of the route"))
        return self._with_team(new, sorted(desks, key=list(scenario.desks).index)[0])

    def _visited(self, route: Route, first: int, last: int) -> Route:
        """Let papers be taken in at home; for show, only the acceptance is."""
        work, back = route[first], route[first + 1: last]
        name = Label("上门收件", "Taken in at home")
        if not self.for_show:
            called = longer(work.changed(("desk", TEAM), ("trips", 0), ("name", name)), self.travel_minutes)
            return (*route[:first], sent(f"call_{work.step}"), called, *(self._no_visit(node) for node in back), *route[last:])
        door = Serve(step=f"door_{work.step}", desk=TEAM, effort=(minutes(5 + self.travel_minutes),), name=name)
        rest = route[last + 1:] if accepts_next(route, last) else route[last:]
        accepted = (Accept(),) if accepts_next(route, last) else ()
        own = work.changed(("trips", 0))
        return (*route[:first], sent(f"call_{work.step}"), door, *accepted, comes_in(f"own_way_{work.step}"), own, *back, *rest)

    def _no_visit(self, node: Return) -> Return:
        """Let mending cost the applicant no visit."""
        return node.changed(("trips", 0))

    def _with_team(self, scenario: Scenario, desk: str) -> Scenario:
        """Take the team from the desk that took papers in before."""
        have = scenario.desks[desk].officers
        if have == "unlimited" or len(scenario.officers_of(desk)) <= self.team:
            raise refused(self, f"岗位“{desk}”抽不出 {self.team} 人上门(至少留一人);请改小 team 或增加人手",
                          f"desk “{desk}” cannot spare {self.team} for visits (one must stay); lower team, or give it more people")
        if TEAM in scenario.desks:
            raise refused(self, f"方案中已有岗位“{TEAM}”;请给它改名", f"the scenario already has a desk “{TEAM}”; rename it")
        team = Desk(office=scenario.desks[desk].office, name=Label("上门服务组", "Home visit team"), officers=self.team)
        desks = {**scenario.desks, desk: spared(scenario.desks[desk], self.team), TEAM: team}
        return with_portal(scenario.changed(("desks", desks)), desk)
