"""首席代表: departments send someone to the hall who may decide there, instead of a mailbox for files."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.empty_chair import empty_chair
from xnsim.policies.reach import MATTERS, check_known, chosen_matters, refused, with_matters
from xnsim.policies.routes import rewritten, serves
from xnsim.policies.sources import business, licensing, paper
from xnsim.policies.ways import WINDOW, at_window, hall_desk, helping, instead, minutes, only_serves, stretch, two_ways, works_of
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Officer
from xnsim.scenario.route import Choose, Node, Option, Route, Serve


class ChiefRepresentative(Policy):
    """A share of the cases is decided at the window; the rest goes to the departments as before.

    What is decided at the window is the departments' work itself, drawn by its names. It acts
    with the people policies, after routes have been changed: whatever lies behind the window
    at desks outside the hall, in a row or side by side, may be delegated.
    """

    key = "chief_representative"
    label = Label("首席代表", "Chief representatives")
    help = Label(
        "部门向大厅派首席代表并充分授权(两集中两到位、三集中三到位):一部分件在窗口就办结,不再送回部门流转",
        "departments send chief representatives to the hall with full authority (two or three concentrations, fully in place): a share of "
        "the cases is finished at the window and no longer sent back")
    tradeoff = Label(
        "省下部门之间的移交和排队;但审查的活移到了窗口,窗口人手不加就会排长队,懂行的人也不在一处了",
        "hand-overs and queues between departments are saved; but the work of examining moves to the window, which queues unless it gets "
        "people, and expertise is scattered")
    perverse = Label(
        "明进暗不进(“收发室”):人进了大厅,章没进大厅,窗口收了件还是送回去审,台账上却算“没有出大厅”",
        "in the hall by name only (a “mailbox”): the desk is in the hall, the seal is not; files go back to be examined and are still booked "
        "as never having left the hall")
    stage = Stage.PEOPLE
    institution = "M12"
    moves = ("+on_the_spot_rate", "+in_hall_rate", "+real_delegation_rate", "-mean_workdays")
    perverse_moves = ("+in_hall_rate", "+nominal_delegation_rate", "+mean_workdays")
    perverse_knobs = {"mailbox": 0.35}
    source = (
        licensing("26, 34"),
        business("36"),
        paper(0, "大力推行首席代表制", "strongly promote the system of chief representatives"),
        paper(1, "加大對窗口的授權力度", "give the windows more authority"),
        paper(2, "项目进驻、授权委托、服务规范“三个到位”", "items moved in, authority delegated, service standards: three things in place"),
        paper(4, "大力推进行政审批“两集中、两到位”", "push ahead with the two concentrations and the two things in place"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    desks: tuple[Name, ...] = knob((), Knob(
        Label("派代表的岗位", "Desks that send representatives"),
        Label("不写即大厅以外全部岗位;先行试点就写几个部门的岗位,配合起止日期逐步推开(如五个试点部门五月底前)",
              "none named means every desk outside the hall; for a pilot name those of some departments, with dates to roll it out (five pilot "
              "departments before the end of May)")))
    window: Name | None = knob(None, WINDOW)
    share: float = knob(0.6, Knob(
        Label("窗口当场办结的比例(实际授权)", "Share finished at the window (real authority)"),
        Label("假定:未授权时约0.3,充分授权可到0.9", "assumed: about 0.3 without authority, up to 0.9 with full authority"), None, 0, 1, 0.05))
    work: float = knob(0.8, Knob(
        Label("窗口审查用时是各部门合计的", "Work at the window, of the departments' sum"),
        Label("假定:一个人看一遍,省去重复阅卷", "assumed: one person reads the file once"), Label("倍", "×"), 0.1, 2, 0.05))
    representatives: int = knob(0, Knob(
        Label("每个岗位派出人数", "People sent by each desk"),
        Label("默认0:授权给窗口原有的人;大于0时从部门岗位调到窗口", "0 by default: the window's own people are authorised; above 0 people move from the desk to the window"),
        Label("人", "people"), 0, 20, 1))
    mailbox: float = knob(0.0, Knob(
        Label("收发室比例", "Mailbox share"),
        Label("反效果开关,默认0:名义上授权、实际送回部门审的比例;窗口多盖两次章,台账仍记在大厅(名义授权率=实际+收发室)",
              "perverse switch, 0 by default: share delegated in name and sent back in fact; two stamps more at the window, booked as within "
              "the hall (authority in name = real + mailbox)"),
        None, 0, 1, 0.05))
    stamp_minutes: float = knob(5.0, Knob(
        Label("收发一次用时", "Time to pass a file"), Label("假定:登记、交接、通知", "assumed: book it, hand it over, tell the applicant"), Label("分钟", "min"), 0.5, 60, 0.5))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which a share of the cases is finished at the window."""
        for desk in self.desks:
            check_known(self, desk, scenario.desks, Label("岗位", "desk"))
        if self.share + self.mailbox > 1 + 1e-9:
            raise refused(self, "实际授权与收发室的比例之和超过1;请改小其中之一", "real authority and mailbox add up to more than 1; lower one of them")
        changed, windows = {}, {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            behind = stretch(matter.route, lambda node: self._behind(node, scenario))
            if behind is not None:
                window = hall_desk(self, self.window, scenario, matter.route)
                changed[name] = self._matter(matter, *behind, window)
                windows |= {serve.desk: window for serve in serves(matter.route[slice(*behind)])}
        new = with_matters(self, scenario, changed, Label(
            "没有事项在大厅以外的岗位审查,无可授权;请给岗位写 office,或改 desks",
            "no matter is examined at a desk outside the hall, there is nothing to delegate; give desks an office, or change desks"))
        for desk, window in windows.items():
            new = moved(self, new, desk, window, self.representatives) if self.representatives else new
        return self._with_mailbox(new, windows) if self.mailbox > 0 else new

    def _behind(self, node: Node, scenario: Scenario) -> bool:
        """Say whether a node is work outside the hall that a representative may do."""
        return only_serves(node) and all(
            not scenario.in_hall(serve.desk) and (not self.desks or serve.desk in self.desks) for serve in serves((node,)))

    def _matter(self, matter: Matter, first: int, last: int, window: str) -> Matter:
        """Let a share of the cases be decided at the window, a share be passed on there, and the rest go the old way."""
        behind = matter.route[first:last]
        decided = at_window(behind, window, "window", Label("窗口审查", "Examined at the window"), self.work)
        name = decided.step.replace("window_", "delegated_", 1)
        if self.mailbox <= 0:
            ways: Route = two_ways(name, self.share, (decided,), behind)
        else:
            shares = (self.share, self.mailbox, round(1 - self.share - self.mailbox, 12))
            routes = ((decided,), self._passed_back(behind, window), behind)
            ways = (Choose(step=name, options=tuple(Option(share=share, route=route) for share, route in zip(shares, routes, strict=True))),)
        return instead(matter, first, last, ways)

    def _passed_back(self, behind: Route, window: str) -> Route:
        """Return the way of a file that the window only passes on: out, the work in the back, and in again."""
        def in_the_back(node: Node) -> Node:
            """The same work behind the window, with the luck it would have had."""
            if not isinstance(node, Serve):
                return node
            names = works_of((node,))["luck"]
            return node.changed(("step", f"back_{node.step}".replace("/", "_")), ("desk", back_of(node.desk)), ("luck", names))

        first = serves(behind)[0].step.replace("/", "_")
        stamp = {"desk": window, "effort": (minutes(self.stamp_minutes),), "name": Label("窗口收发", "Passed on at the window")}
        return (Serve(step=f"mail_out_{first}", **stamp), *rewritten(behind, in_the_back), Serve(step=f"mail_in_{first}", **stamp))

    def _with_mailbox(self, scenario: Scenario, windows: dict[str, str]) -> Scenario:
        """Add a desk behind each desk, in the hall on paper, with nobody at it: the department's people do its work."""
        backs = {back_of(desk): empty_chair(scenario, back_of(desk), scenario.desks[window].office, Label(f"{desk}(收发室)", f"{desk} (mailbox)"))
                 for desk, window in windows.items()}
        helps = helping({desk: back_of(desk) for desk in windows}, scenario)
        return scenario.changed(("desks", {**scenario.desks, **backs}), ("helps", (*scenario.helps, *helps)))


def back_of(desk: str) -> str:
    """Return the name of the mailbox behind a desk."""
    return f"{desk}_mail".replace("/", "_")


def moved(policy: Policy, scenario: Scenario, desk: str, to: str, people: int) -> Scenario:
    """Return the scenario with so many people of one desk sitting at another; the last listed go, leaving their absences behind."""
    have, there = scenario.desks[desk].officers, scenario.desks[to].officers
    if have == "unlimited" or there == "unlimited" or len(scenario.officers_of(desk)) <= people:
        raise refused(policy, f"岗位“{desk}”派出 {people} 人后没有人了(或人数不限);请改小人数",
                      f"desk “{desk}” has nobody left after sending {people} (or counts no heads); send fewer")
    left = have - people if isinstance(have, int) else have[:-people]
    if isinstance(there, int):
        more: int | tuple[Officer, ...] = there + people
    else:
        more = (*there, *(Officer(name=f"{desk}_at_{to}/{i + 1}".replace("/", "_", desk.count("/"))) for i in range(people)))
    desks = {**scenario.desks, desk: scenario.desks[desk].changed(("officers", left)), to: scenario.desks[to].changed(("officers", more))}
    return scenario.changed(("desks", desks))
