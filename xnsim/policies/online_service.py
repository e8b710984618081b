"""网上审批: a share of the applicants sends the papers in by line, at no visit; somebody types them in once more."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.channels import accepts_next, apart, comes_in, intake, sent, with_portal
from xnsim.policies.reach import MATTERS, check_known, chosen_matters, with_matters
from xnsim.policies.sources import business, licensing, paper
from xnsim.policies.ways import chance, longer, minutes, two_ways
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Channel, Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Accept, Choose, Option, Route, Serve, Wait
from xnsim.scenario.values import Dist, Span

ONLINE, HALL = "online", "hall"


class OnlineService(Policy):
    """A share of the cases is taken in by line: the same check with the same luck, returns by line, and typing in once more.

    Both ways are channels of one matter, so that the same person brings the same papers by
    either, and the rates of online service can be read. Applications by line come in the hours
    in which that matter's applicants come. A matter that has channels already keeps them: a
    share of all its applicants sends the papers by line, whatever channel is noted.
    """

    key = "online_service"
    label = Label("网上审批", "Online service")
    help = Label(
        "一部分申请从网上递交、网上补正,不必到场;部门系统不通的,收件后还要人工重录一遍",
        "a share of the applications is sent and mended by line, without a visit; where systems do not talk, the data are typed in once more")
    tradeoff = Label(
        "申请人少跑路;双轨运行时,窗口没有少人,重录还多出活来",
        "applicants save their way; with two tracks the window needs as many people as before, and typing in is additional work")
    perverse = Label(
        "网上受理、线下再要:网上来件不看就点“受理”,受理数字好看,回头再叫申请人带原件来窗口",
        "accepted by line, asked for again on paper: receipts are clicked “accepted” unread, the figures look good, and the applicant is then called in with the originals")
    stage = Stage.DEMAND
    institution = "M17"
    moves = ("-mean_trips", "+at_most_one_trip_rate")
    perverse_moves = ("-acceptance_workdays", "+asked_offline_rate", "+mean_trips")
    perverse_knobs = {"asked_again": 0.8}
    source = (
        licensing("29, 33"),
        business("37"),
        paper(1, "推行網上審批", "carry out approval by line"),
        paper(0, "继续抓好网上远程审批试点", "go on with the pilots of remote approval by line"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    share: float = knob(0.3, Knob(
        Label("网上申请的比例", "Share by line"), Label("假定:约三分之一", "assumed: about a third"), None, 0, 1, 0.05))
    desk: Name | None = knob(None, Knob(
        Label("网上件由谁审", "Who examines them"), Label("不写即原来的收件岗位(双轨)", "none means the desk that takes papers in (two tracks)")))
    retype_minutes: float = knob(5.0, Knob(
        Label("重录用时", "Typing in once more"), Label("假定:部门系统不通,逐项重录;系统打通即为0", "assumed: systems do not talk; 0 where they do"), Label("分钟", "min"), 0, 120, 1))
    asked_again: float = knob(0.0, Knob(
        Label("线下再要材料", "Asked again on paper"),
        Label("反效果开关,默认0:大于0时网上件一律先点受理、不先审查,其中这个比例的人要再带原件跑一趟窗口",
              "perverse switch, 0 by default: above 0 what comes by line is accepted unread, and this share of the applicants has to bring the originals to the window"),
        None, 0, 1, 0.05))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which a share of the papers comes by line."""
        if self.desk is not None:
            check_known(self, self.desk, scenario.desks, Label("岗位", "desk"))
        changed: dict[str, Matter] = {}
        beside = ""
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            place = intake(self, name, matter, bool(self.matters))
            if place is not None and self.share > 0:
                beside = beside or matter.route[place[0]].desk
                changed[name] = self._both(matter, *place)
        new = with_matters(self, scenario, changed, Label(
            "没有事项先在一个岗位收件,或 share 为0;请把收件写成路线上的第一个 serve,share 写大于0",
            "no matter hands its papers in at a desk first, or share is 0; write that as the first serve of the route, and a share above 0"))
        return with_portal(new, beside)

    def _both(self, matter: Matter, first: int, last: int) -> Matter:
        """Give the applicants of a matter two ways to hand papers in: online, and at the window as before."""
        route = matter.route
        step = route[first].step.replace("/", "_")
        by_line, end = apart(route[first:last], "online"), last
        typed = longer(by_line[0].changed(("desk", self.desk or route[first].desk), ("trips", 0)), self.retype_minutes)
        ways: tuple[Route, Route] = (sent(f"send_{step}"), typed, *by_line[1:]), route[first:last]
        if self.asked_again > 0:
            end = last + accepts_next(route, last)
            click = Serve(step=f"click_{step}", desk=typed.desk, effort=(minutes(1),), name=Label("点击受理", "Clicked accepted"))
            again = (Wait(step=f"called_in_{step}", length=Dist("exp", (Span(1, "wd"),)), calendar="working", who="applicant"), comes_in(f"brings_{step}"),
                     typed, *by_line[1:])
            accept = (Accept(),) * (end - last)
            ways = (sent(f"send_{step}"), click, *accept, *chance(f"asked_again_{step}", self.asked_again, again)), route[first:end]
        parted = two_ways(f"channel_{step}", self.share, *ways) if matter.channels else (self._by_channel(f"channel_{step}", *ways),)
        new = matter.changed(("route", (*route[:first], *parted, *route[end:])))
        return new if matter.channels else new.changed(("channels", self._channels()))

    def _by_channel(self, step: str, by_line: Route, at_window: Route) -> Choose:
        """Return the choice between the two, by channel."""
        return Choose(step=step, options=(Option(channel=ONLINE, route=by_line), Option(channel=HALL, route=at_window)))

    def _channels(self) -> dict[str, Channel]:
        """Return the two channels with their shares."""
        return {ONLINE: Channel(share=self.share, name=Label("网上", "Online")),
                HALL: Channel(share=round(1 - self.share, 12), name=Label("窗口", "Window"))}
