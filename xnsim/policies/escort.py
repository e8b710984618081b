"""陪同办: an escort walks with the applicant from desk to desk, so that no door is the wrong one."""

from __future__ import annotations

from collections.abc import Iterable

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.channels import intake
from xnsim.policies.reach import MATTERS, chosen_matters, refused, with_matters
from xnsim.policies.routes import serves
from xnsim.policies.sources import paper, rule
from xnsim.policies.ways import fewer_returns, minutes, spared, spliced, wrong_address
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Desk
from xnsim.scenario.route import Branch, Choose, Node, Parallel, Return, Route, Serve

ESCORTS = "escorts"


class Escort(Policy):
    """Nobody goes to a wrong desk and fewer papers are returned, while an escort is busy beside the applicant.

    An approximation, said so: the escort's time is a branch beside the taking-in of the
    papers, for so many minutes; the engine cannot tie two people to one walk across desks.
    """

    key = "escort"
    label = Label("陪同办", "Escorted")
    help = Label(
        "有专人陪同跑各个窗口:不会走错门,材料先看一遍,退件减少。近似:陪同人员的用时按固定分钟数与收件并行计算,不随实际排队长短变化",
        "someone goes along from window to window: no wrong doors, papers are looked through first, fewer are returned. Approximation: the escort's "
        "time is a fixed number of minutes beside the taking-in, whatever the line")
    tradeoff = Label(
        "申请人省心省路,陪同人员整段时间只为一个人;陪同的人从收件窗口抽调,别的人要多等",
        "one applicant is spared trouble, one escort is gone for all that time; taken from the window, where others wait longer")
    perverse = Label(
        "后台抽人陪前台:看得见的窗口人手不减,受理快、跑动少;看不见的审批岗少了人,受理以后件件慢",
        "escorts are taken from behind: the window, which is seen, keeps its people, acceptance is quick and visits are few; the desk that examines, which is not, has one "
        "less, and every case takes longer once accepted")
    stage = Stage.DEMAND
    institution = "M16"
    moves = ("-return_rate", "-mean_trips")
    perverse_moves = ("-acceptance_workdays", "+mean_workdays")
    perverse_knobs = {"behind": True}
    source = (
        rule("没有全国性的专门法律规定,为服务方式", "no specific national statute; a way of serving", "none"),
        paper(2, "积极开展“上门办”、“预约办”、“陪同办”等服务方式", "offer services at home, by appointment, with an escort"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    people: int = knob(1, Knob(
        Label("陪同人数", "Escorts"), Label("从收件岗位抽调(behind 时从后台);该岗位至少留一人", "taken from the desk that takes papers in (with behind: from a desk behind it); one must stay there"), Label("人", "people"), 1, 50, 1))
    escort_minutes: float = knob(30.0, Knob(
        Label("陪同一次用时", "Time of an escort"), Label("假定:从进门到交完材料", "assumed: from the door until the papers are handed in"), Label("分钟", "min"), 1, 480, 5))
    factor: float = knob(0.5, Knob(
        Label("退件概率变为原来的", "Chance of return becomes, of what it was"), Label("假定:陪同人员先看一遍材料", "assumed: the escort looks through the papers first"), Label("倍", "×"), 0, 1, 0.05))

    behind: bool = knob(False, Knob(
        Label("从后台抽人", "Taken from behind"),
        Label("反效果开关,默认关:陪同的人不从收件岗位抽,从这些事项经过的大厅以外人最多的岗位抽",
              "perverse switch, off by default: escorts come not from the desk that takes papers in but from the desk with most people, outside the hall, that these matters pass")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which these applicants are escorted."""
        changed, desks = {}, set()
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            place = intake(self, name, matter, bool(self.matters))
            if place is not None:
                changed[name] = matter.changed(("route", self._escorted(matter.route, *place)))
                desks.add(matter.route[place[0]].desk)
        new = with_matters(self, scenario, changed, Label(
            "没有事项先在一个岗位收件;请把收件写成路线上的第一个 serve", "no matter hands its papers in at a desk first; write that as the first serve of the route"))
        window = sorted(desks, key=list(scenario.desks).index)[0]
        return self._with_escorts(new, self._far_back(new, changed.values()) if self.behind else window, window)

    def _far_back(self, scenario: Scenario, matters: Iterable[Matter]) -> str:
        """Return the desk outside the hall that has most people to take escorts from."""
        passed = {serve.desk for matter in matters for serve in serves(matter.route)} - {ESCORTS}
        there = [name for name in scenario.desks if name in passed and not scenario.in_hall(name) and scenario.desks[name].officers != "unlimited"]
        if not there:
            raise refused(self, "这些事项不经过大厅以外的岗位,后台无人可抽;请关掉 behind,或给岗位写 office",
                          "these matters pass no desk outside the hall, there is nobody behind to take; leave behind off, or give desks an office")
        return max(there, key=lambda name: len(scenario.officers_of(name)))

    def _escorted(self, route: Route, first: int, last: int) -> Route:
        """Let an escort go with the applicant while the papers are handed in."""
        beside = Serve(step=f"escort_{route[first].step}", desk=ESCORTS, effort=(minutes(self.escort_minutes),), name=Label("陪同", "Escort"))
        both = Parallel(branches={
            "papers": Branch(route=tuple(self._looked_through(node) for node in route[first:last])), "escort": Branch(route=(beside,))})
        return (*spliced(route[:first], self._no_wrong_door), both, *route[last:])

    def _looked_through(self, node: Node) -> Node:
        """Let papers that an escort has looked through come back less often."""
        return fewer_returns(node, self.factor) if isinstance(node, Return) else node

    def _no_wrong_door(self, node: Node) -> Route | None:
        """Take out the wrong doors: who is escorted finds the right one."""
        return () if isinstance(node, Choose) and wrong_address(node) else None

    def _with_escorts(self, scenario: Scenario, desk: str, window: str) -> Scenario:
        """Take the escorts from a desk and seat them beside a window."""
        have = scenario.desks[desk].officers
        if have == "unlimited" or len(scenario.officers_of(desk)) <= self.people:
            raise refused(self, f"岗位“{desk}”抽不出 {self.people} 人陪同(至少留一人);请改小 people 或增加人手",
                          f"desk “{desk}” cannot spare {self.people} escorts (one must stay); lower people, or give it more people")
        escorts = Desk(office=scenario.desks[window].office, name=Label("陪同岗", "Escorts"), officers=self.people)
        return scenario.changed(("desks", {**scenario.desks, desk: spared(scenario.desks[desk], self.people), ESCORTS: escorts}))
