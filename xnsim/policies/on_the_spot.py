"""现场办结: what can be decided while the applicant is there is decided there; the rate of it is a target."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, chosen_matters, refused, with_matters
from xnsim.policies.routes import serves
from xnsim.policies.sources import licensing, paper
from xnsim.policies.ways import WINDOW, at_window, hall_desk, instead, minutes, only_serves, stretch, two_ways
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Arrivals, Limits, Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Decide, Node, Serve
from xnsim.scenario.values import Rate, Span

ENQUIRY = "enquiry"


class OnTheSpot(Policy):
    """Simple cases with complete papers are decided at the window on the first visit, instead of being taken in and passed on.

    Simple are matters with few steps behind the window; a share of their cases. Both
    readings of the rate are indicators: decided on the first visit, and within the hall.
    """

    key = "on_the_spot"
    label = Label("现场办结", "Decided on the spot")
    help = Label(
        "能当场决定的当场决定:环节少、材料齐的件由窗口当面办结,现场办结率定为目标(如90%以上)",
        "what can be decided on the spot is: cases with few steps and complete papers are finished at the window, and the rate of it is a "
        "target (such as 90 % and more)")
    tradeoff = Label(
        "申请人一次办完;窗口每件时间变长,排队也变长,后台的人闲下来",
        "the applicant is done in one visit; each case takes longer at the window, the line grows, people behind it are idle")
    perverse = Label(
        "把随口一问也登记成办件:分子分母一起变大,现场办结率上去了,真正的件在窗口等得更久",
        "enquiries are booked as cases: numerator and denominator grow together, the rate rises, and real cases wait longer at the window")
    stage = Stage.PEOPLE
    institution = "M14"
    moves = ("+on_the_spot_rate", "+in_hall_rate")
    perverse_moves = ("+on_the_spot_rate", "+in_hall_rate", "+backlog")
    perverse_knobs = {"enquiries": 40.0}
    source = (
        licensing("34"),
        paper(1, "確保政務服務中心行政審批現場辦結率在90%以上", "ensure that above 90 % of approvals at the service centre are decided on the spot"),
        paper(4, "实现现场办结率、按时办结率、群众满意率三个“100%”", "reach 100 % decided on the spot, 100 % on time, 100 % satisfied"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    window: Name | None = knob(None, WINDOW)
    share: float = knob(0.6, Knob(
        Label("当场决定的比例", "Share decided on the spot"),
        Label("假定;公布的现场办结率从15%到92%不等", "assumed; published rates run from 15 % to 92 %"), None, 0, 1, 0.05))
    most_steps: int = knob(2, Knob(
        Label("后台环节不多于", "Steps behind the window, at most"),
        Label("假定:环节再多就不是即办件了", "assumed: with more it is no case for the spot"), Label("个", "steps"), 1, 50, 1))
    enquiries: float = knob(0.0, Knob(
        Label("登记成办件的咨询", "Enquiries booked as cases"),
        Label("反效果开关,默认0:每个工作日有这么多次咨询被登记为“即办件”", "perverse switch, 0 by default: so many enquiries a working day are booked as cases done on the spot"),
        Label("件/工作日", "a working day"), 0, 1000, 1))
    enquiry_minutes: float = knob(4.0, Knob(
        Label("一次咨询连登记用时", "Time of an enquiry with its booking"), Label("假定", "assumed"), Label("分钟", "min"), 0.5, 60, 0.5))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which simple cases are decided at the window."""
        changed = {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            behind = stretch(matter.route, lambda node: self._behind(node, scenario))
            if behind is not None and len(serves(matter.route[slice(*behind)])) <= self.most_steps:
                changed[name] = self._matter(matter, *behind, hall_desk(self, self.window, scenario, matter.route))
        new = with_matters(self, scenario, changed, Label(
            f"没有事项在大厅以外只有不多于{self.most_steps}个环节;请改大 most_steps,或给岗位写 office",
            f"no matter has at most {self.most_steps} steps outside the hall; raise most_steps, or give desks an office"))
        return new if self.enquiries <= 0 else self._with_enquiries(new)

    def _behind(self, node: Node, scenario: Scenario) -> bool:
        """Say whether a node is work outside the hall."""
        return only_serves(node) and not any(scenario.in_hall(serve.desk) for serve in serves((node,)))

    def _matter(self, matter: Matter, first: int, last: int, window: str) -> Matter:
        """Let a share of the cases be decided at the window, the rest behind it as before."""
        behind = matter.route[first:last]
        here = at_window(behind, window, "spot", Label("当场决定", "Decided on the spot"))
        return instead(matter, first, last, two_ways(here.step.replace("spot_", "simple_", 1), self.share, (here,), behind))

    def _with_enquiries(self, scenario: Scenario) -> Scenario:
        """Add the enquiries that are booked as cases."""
        if ENQUIRY in scenario.matters:
            raise refused(self, f"方案中已有事项“{ENQUIRY}”;请给它改名", f"the scenario already has a matter “{ENQUIRY}”; rename it")
        work = Serve(step="enquiry", desk=hall_desk(self, self.window, scenario), effort=(minutes(self.enquiry_minutes),))
        enquiry = Matter(name=Label("登记成办件的咨询", "Enquiries booked as cases"), arrivals=Arrivals(poisson=Rate(self.enquiries, "wd")),
                         limits=Limits(promised=Span(1, "wd")), route=(work, Decide()))
        return scenario.changed(("matters", {**scenario.matters, ENQUIRY: enquiry}))
