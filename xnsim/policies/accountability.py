"""责任追究: being late is punished, or being wrong is; people do what they are not punished for."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.paced_by_limit import weakened
from xnsim.policies.reach import MATTERS, with_matters
from xnsim.policies.routes import mapped, serves
from xnsim.policies.sources import licensing, paper, rule
from xnsim.policies.supervised import MINUTES, with_limit
from xnsim.policies.ways import around, chance, last_step, minutes
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.quality import Quality
from xnsim.scenario.response import PACED, Curve
from xnsim.scenario.route import Node, Serve

RUSH_FROM, RUSH_FULL, RUSH_TO, RUSH_OVER = 0.8125, 0.9375, 1.0625, 1.1875    # the weeks of the curve ``paced``, as shares of the limit


class Accountability(Policy):
    """Two punishments, each with its own strength. For delay: work paced by the limit, and more wrong decisions in the rush.

    For error: more careful approvals, more refusals to be safe, and files referred upward
    (层层请示) that nobody had to refer. Both rest on assumed strengths.
    """

    key = "accountability"
    label = Label("责任追究", "Accountability")
    help = Label(
        "超时要追究:越临近时限办得越快,也越草率;办错要追究:批得更小心,拿不准的不批,能请示的都请示。两种追究各有一个力度",
        "delay is punished: faster and more careless as the limit draws near; error is punished: more careful approvals, refusals to be safe, and everything is referred upward. "
        "Each has its own strength")
    tradeoff = Label(
        "只追究拖延,快了,错批多了;力度全是假定,方向有两处实证(药品审批临近期限的批件事后问题更多)",
        "where only delay is punished things get faster and more is wrongly approved; strengths are assumed, the direction has been seen (drugs approved just before their deadline "
        "had more trouble later)")
    perverse = Label(
        "只追究办错:误批率下降,不该拒的拒了,件件往上请示,越办越慢",
        "where error is punished: fewer wrong approvals, more wrong refusals, everything is referred upward and takes longer")
    stage = Stage.CONSEQUENCES
    carried_by = "assumption"
    institution = "M21"
    moves = ("+on_time_rate", "-mean_workdays", "+wrongly_approved_rate")
    perverse_moves = ("-wrongly_approved_rate", "+wrongly_refused_rate", "+mean_workdays")
    perverse_knobs = {"error": 1.0}
    legal_note = Label(
        "行政许可法第72条、第74条:不在法定期限内作出决定的、对不符合条件的准予许可或对符合条件的不予许可的,都要追究",
        "Administrative Licensing Law, arts. 72 and 74: not deciding in time is punished, and so is approving who does not meet the conditions or refusing who does")
    source = (
        licensing("72, 74"),
        rule("临近期限批准的药品后来撤市的比值比5.5、加黑框警告4.4(Carpenter等2008,NEJM)", "drugs approved just before the deadline: odds ratio 5.5 of withdrawal, 4.4 of a black-box "
             "warning (Carpenter and others 2008, NEJM)"),
        paper(1, "要依規依紀追究有關責任人的行政不作為責任", "those responsible are held to account for not acting"),
        paper(0, "宽容失败者", "be lenient with those who fail"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    delay: float = knob(1.0, Knob(Label("追究拖延的力度", "Delay punished"), Label("假定:1为荷兰收件日志里看到的赶限", "assumed: 1 is the pace seen in the Dutch receipt log"), None, 0, 2, 0.1))
    error: float = knob(0.0, Knob(
        Label("追究办错的力度", "Error punished"), Label("反效果开关,默认0:不追究", "perverse switch, 0 by default: not punished"), None, 0, 1, 0.1))
    rush_errors: float = knob(4.4, Knob(
        Label("赶限时办错的倍数", "Errors in the rush"), Label("假定:取临近期限批件的比值比4.4;只在时限前后起作用", "assumed: the odds ratio of 4.4 found near a deadline; around the limit only"),
        Label("倍", "×"), 1, 20, 0.1))
    care: float = knob(0.5, Knob(
        Label("怕错以后误批变为", "Wrong approvals become, of what they were"), Label("假定:减半", "assumed: half"), Label("倍", "×"), 0, 1, 0.1))
    refusals: float = knob(3.0, Knob(
        Label("怕错以后误拒变为", "Wrong refusals become, of what they were"), Label("假定:三倍", "assumed: three times"), Label("倍", "×"), 1, 20, 0.5))
    referred: float = knob(0.3, Knob(
        Label("怕错以后往上请示的件", "Cases referred upward"), Label("假定:三成", "assumed: three in ten"), None, 0, 1, 0.05))
    referral_minutes: float = knob(15.0, Knob(Label("一次请示占领导", "A referral takes the leader"), Label("假定:一刻钟", "assumed: a quarter of an hour"), MINUTES, 1, 240, 5))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which people do what they are not punished for."""
        found = {name: matter for name, matter in with_limit(self, self.matters, scenario).items() if matter.quality is not None}
        changed = {name: self._feared(name, matter, matter.quality) for name, matter in found.items() if matter.quality is not None}
        return with_matters(self, scenario, changed, Label(
            "没有事项既有时限又写有质量(quality),无从追究对错;请写 limits 和 quality", "no matter has both a limit and a quality, so nobody can be late or wrong; write limits and quality"))

    def _feared(self, name: str, matter: Matter, quality: Quality) -> Matter:
        """Give a matter the errors and the pace that follow from what is punished."""
        if self.delay > 0:
            quality = quality.changed(("pressure", quality.pressure or self._rush()))
            matter = matter.changed(("route", mapped(matter.route, self._paced)))
        if self.error > 0:
            quality = quality.changed(
                ("approve_wrong", round(quality.approve_wrong * (1 + (self.care - 1) * self.error), 9)),
                ("refuse_wrong", round(min(1.0, quality.refuse_wrong * (1 + (self.refusals - 1) * self.error)), 9)))
            matter = self._upward(name, matter)
        return matter.changed(("quality", quality))

    def _rush(self) -> Curve:
        """Errors multiply around the limit: from its last weeks until it is well past."""
        worst = round(1 + (self.rush_errors - 1) * min(1.0, self.delay), 6)
        return ((RUSH_FROM, 1.0), (RUSH_FULL, worst), (RUSH_TO, worst), (RUSH_OVER, 1.0))

    def _paced(self, node: Node) -> Node:
        """Let a step answer to the limit, unless it says itself how it does."""
        return node.changed(("response", weakened(PACED, self.delay))) if isinstance(node, Serve) and not node.response else node

    def _upward(self, name: str, matter: Matter) -> Matter:
        """Send a share of the files to the leader before the last desk, who need not have been asked."""
        last = last_step(self, name, matter.route, "error", Label("无从往上请示", "nothing can be referred upward"))
        above = serves(matter.route)[-1].desk
        ask = Serve(step=f"{last.step}_referred".replace("/", "_"), desk=above, effort=(minutes(self.referral_minutes),), name=Label("往上请示", "Referred upward"))
        way = chance(f"{ask.step}_or_not", round(self.referred * self.error, 9), (ask,))
        return matter.changed(("route", around(matter.route, last.step, before=way)))
