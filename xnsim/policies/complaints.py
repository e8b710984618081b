"""效能投诉: who has waited too long complains; an investigator looks into it, and the office must explain itself."""

from __future__ import annotations

from typing import Literal

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.investigators import INVESTIGATOR, with_investigators
from xnsim.policies.reach import MATTERS, by_priority
from xnsim.policies.routes import every_node
from xnsim.policies.sources import paper, rule
from xnsim.policies.supervised import MINUTES, at_parent, desks_of, each_time, lead_desk, no_quota, served_first, watched, with_files, with_limit
from xnsim.policies.ways import after_accept, minutes, spliced
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Arrivals, Limits, Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.response import Curve
from xnsim.scenario.route import Accept, Decide, Deliver, End, Node, Route, Serve, Spawn
from xnsim.scenario.timers import After
from xnsim.scenario.values import Dist, Span

RISES: Curve = ((0.5, 0.0), (1.0, 1.0), (2.0, 2.0))     # nobody before half of the limit; twice as many at twice the limit


class Complaints(Policy):
    """A complaint is a case of its own: decided on within 3 working days, closed within 30 days, and explained by the desk complained of.

    Where the file ``goes_on``, the hazard of a complaint rises with the time since receipt
    (a timer). Where it is ``raised`` or ``waits``, the applicant complains as it goes on from
    one desk to the next, the likelier the more of the limit is used (a response); a timer
    cannot do that, for it does not know which of the others went off.
    """

    key = "complaints"
    label = Label("效能投诉", "Efficiency complaints")
    help = Label(
        "等得越久越可能投诉;投诉件由效能岗调查,3个工作日内决定受不受理,30天办结,被投诉的岗位要说明;原件照常办、被催快,或停下等查",
        "the longer the wait the likelier a complaint; an investigator decides within 3 working days whether to take it and closes it within 30 days, the desk complained of must explain; "
        "the file goes on, is moved up, or waits for the outcome")
    tradeoff = Label(
        "拖得久的件被翻出来办;调查、说明要花人手,不投诉的人往后等",
        "files that drag on are dug out; inquiries and explanations take staff, and who does not complain waits longer")
    perverse = Label(
        "会哭的孩子有奶吃:一受理就投诉,投诉成了插队的办法;督办办结率好看,不投诉的更慢",
        "the squeaky wheel: people complain as soon as they are accepted, and complaining becomes the way to jump the queue; the figure of supervised cases looks fine, the others wait longer")
    stage = Stage.CONSEQUENCES
    institution = "M22"
    moves = ("+chases_per_case", "-total_days")
    perverse_moves = ("+supervised_on_time_rate", "+unsupervised_workdays")
    perverse_knobs = {"jumpers": 0.3}
    source = (
        rule("全国性法律没有专门规定;优化营商环境条例第49条要求建立投诉处理机制", "no specific national statute; art. 49 of the business-environment regulation asks for a way to handle complaints", "none"),
        rule("湖南效能投诉:3个工作日决定是否受理,30天办结;另一市30个工作日,可延至60", "Hunan: 3 working days to decide on acceptance, 30 days to close; another city 30 working days, up to 60"),
        paper(1, "投訴有門、辦理有效,有訴必查、查明必處", "a door for complaints and effective handling; every complaint is looked into and every fault dealt with"),
        paper(2, "完善效能投诉件限时办结制度、直查快办制度", "deadlines for complaints, and direct inquiry with quick handling"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    parent: Literal["raised", "goes_on", "waits"] = knob("raised", Knob(
        Label("被投诉的件", "The file complained of"), Label("raised 往前排(直查快办);goes_on 照常办;waits 停下等调查", "raised: moved up; goes_on: as before; waits: for the outcome"),
        words={"raised": Label("往前排", "moved up"), "goes_on": Label("照常办", "as before"), "waits": Label("停下等调查", "waits for the outcome")}))
    share: float = knob(0.2, Knob(
        Label("到期还没办完时投诉的", "Who complains at the limit"),
        Label("假定:每换一个岗位,刚到期的五人中一人;用掉一半时限以前没有,超一倍翻番。照常办(goes_on)时不用", "assumed: each time it goes on to another desk, one in five of those whose limit has just ended; none "
              "before half of it, twice as many at twice the limit. Not used with goes_on"), None, 0, 0.5, 0.05))
    mean_days: float = knob(45.0, Knob(
        Label("平均等多久投诉", "Complains after, on average"), Label("假定:威布尔分布,形状2,风险随等待上升;只在照常办(goes_on)时用", "assumed: Weibull, shape 2, a hazard that rises with the wait; with goes_on only"),
        Label("天", "days"), 1, 365, 5))
    investigator: Name | None = knob(None, INVESTIGATOR)
    intake_minutes: float = knob(20.0, Knob(Label("接诉、决定是否受理", "Taking it in"), Label("假定", "assumed"), MINUTES, 1, 240, 5))
    inquiry_minutes: float = knob(120.0, Knob(Label("调查", "The inquiry"), Label("假定:两小时", "assumed: two hours"), MINUTES, 1, 2400, 10))
    explain_minutes: float = knob(30.0, Knob(Label("被投诉岗位说明情况", "The desk's explanation"), Label("假定:半小时", "assumed: half an hour"), MINUTES, 1, 480, 5))
    jumpers: float = knob(0.0, Knob(
        Label("一受理就投诉的", "Who complains at once"), Label("反效果开关,默认0:为了插队,一受理就投诉的比例", "perverse switch, 0 by default: share who complain as soon as they are accepted, to jump the queue"), None, 0, 1, 0.05))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which applicants complain and somebody looks into it."""
        found = with_limit(self, self.matters, scenario)
        leads = {name: desk for name, matter in found.items() if (desk := lead_desk(matter)) is not None}
        base, investigator = with_investigators(self, self.investigator, scenario) if leads else (scenario, "")
        files = {f"complaint_{name}": self._complaint(desk, investigator) for name, desk in leads.items()}
        changed = {name: self._heard(found[name], f"complaint_{name}") for name in leads}
        new = with_files(self, base, changed, files, Label(
            "没有事项有时限可投诉;请在 limits 里写 promised 或 statutory", "no matter has a limit to complain by; write promised or statutory under limits"))
        if self.parent != "raised" and self.jumpers <= 0:
            return served_first(new, desks_of(found.values()))
        no_quota(self, found)
        return by_priority(self, new, desks_of(found.values()))

    def _complaint(self, desk: str, investigator: str) -> Matter:
        """Return the complaint: taken in, explained by the desk, inquired into."""
        taken, looked = Label("接诉", "Complaint taken in"), Label("调查", "Inquiry")
        route: Route = (
            Serve(step="take_in", desk=investigator, effort=(minutes(self.intake_minutes),), name=taken), Accept(),
            at_parent("explain", desk, self.explain_minutes, Label("说明情况", "Explanation")),
            Serve(step="inquire", desk=investigator, effort=(minutes(self.inquiry_minutes),), name=looked), Decide())
        limits = Limits(promised=Span(30, "d"), acceptance=Span(3, "wd"))
        return Matter(name=Label("效能投诉件", "Efficiency complaint"), arrivals=Arrivals(spawned=True), limits=limits, priority=1, route=route)

    def _heard(self, matter: Matter, complaint: str) -> Matter:
        """Let applicants of a matter complain: in time, when they ask after their file, or at once."""
        if self.parent == "goes_on":
            after = After(span=Dist("weibull", (Span(self.mean_days, "d"),), (("shape", 2.0),)))
            matter = watched(matter, each_time("complains", after, complaint))
        elif self.share > 0:
            matter = matter.changed(("route", self._asked_after(matter.route, complaint)))
        if self.jumpers > 0:
            at_once = Spawn(step="complains_at_once", matter=complaint, probability=self.jumpers, parent="raised", name=Label("一受理就投诉", "Complains at once"))
            matter = matter.changed(("route", after_accept(matter.route, (at_once,))))
        return matter

    def _asked_after(self, route: Route, complaint: str) -> Route:
        """When the file has left a desk for the next one the applicant asks after it, and may complain."""
        steps = passed_on(route)

        def asks(node: Node) -> Route | None:
            """A step after which some complain."""
            if not isinstance(node, Serve) or node.step not in steps:
                return None
            step = f"complains_{node.step}".replace("/", "_")
            return node, Spawn(step=step, matter=complaint, probability=self.share, parent=self.parent, response=RISES, name=Label("投诉", "Complains"))

        return spliced(route, asks)


def passed_on(route: Route) -> list[str]:
    """Return the steps at desks after which the file goes on to another while the limit runs: behind acceptance, before the decision, all but the last."""
    steps: list[str] = []
    for node in every_node(route):
        if isinstance(node, Accept):
            steps = []
        elif isinstance(node, (Decide, Deliver, End)):
            break
        elif isinstance(node, Serve):
            steps.append(node.step)
    return steps[:-1]
