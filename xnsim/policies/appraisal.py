"""绩效考核: people work faster as the day of appraisal comes near, and are themselves again when it is over."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.pulses import HALF_LIFE, MOVES, NO_STATUTE, PERVERSE_MOVES, RISE, SLACK, chosen_offices, pushed
from xnsim.policies.reach import refused
from xnsim.policies.sources import paper
from xnsim.policies.supervised import OFFICES, WORKING_DAYS
from xnsim.scenario.base import Name
from xnsim.scenario.model import Scenario


class Appraisal(Policy):
    """Every post works faster before each appraisal, fastest on its day; after it the push is gone.

    Pace belongs to the calendar, never to the load (law 21). What a quarter's result does to the
    next is a study of dated policies.
    """

    key = "appraisal"
    label = Label("绩效考核", "Performance appraisal")
    help = Label(
        "每季(或每年)考核一次:越近考核日办得越快,考核日最快,过后回到平常",
        "an appraisal each quarter (or year): the nearer its day the faster the work, fastest on the day, as before when it is over")
    tradeoff = Label(
        "考核前积压下降;快多少、能快多久,没有公布的依据,全是假定",
        "the backlog falls before the appraisal; how much faster and for how long is assumed, nothing published supports it")
    perverse = Label(
        "年底突击:平日松劲、考核前突击,考核期的办结率超过100%,件件却更慢",
        "the year-end rush: slack in between and a rush before the appraisal; more is closed than accepted in its period, while every case takes longer")
    stage = Stage.CONSEQUENCES
    carried_by = "assumption"
    institution = "M24"
    moves, perverse_moves = MOVES, PERVERSE_MOVES
    perverse_knobs = {"slack": 1.5}
    nominal = True
    source = (
        NO_STATUTE,
        paper(0, "在年底严格奖惩兑现", "rewards and punishments are strictly given at the end of the year"),
        paper(1, "突出量化考核的作用,形成正確的政績導向", "give weight to appraisal by numbers"),
        paper(2, "把绩效考评的结果与创先争优、干部推荐选拔任用、年度考核等结合起来", "tie the results to commendation, promotion and the yearly appraisal"),
    )

    offices: tuple[Name, ...] = knob((), OFFICES)
    every_workdays: int = knob(62, Knob(Label("多久考核一次", "An appraisal every"), Label("假定:一季约62个工作日;一年约248个", "assumed: a quarter has about 62; a year about 248"), WORKING_DAYS, 5, 250, 1))
    rise: float = knob(1.2, RISE)
    half_life: float = knob(7.0, HALF_LIFE)
    slack: float = knob(0.0, SLACK)

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which these posts work by the calendar of appraisals."""
        offices = chosen_offices(self, self.offices, scenario)
        posts = {name: desk for name, desk in scenario.desks.items() if desk.office in offices and desk.officers != "unlimited"}
        if not posts:
            raise refused(self, "所选单位的岗位都不限人数,谈不上快慢;请给岗位写人数", "all desks there have unlimited officers, and no pace; give the desks a number of officers")
        numbers = self.every_workdays, self.rise, self.half_life
        return scenario.changed(("desks", {**scenario.desks, **{name: pushed(self, name, desk, numbers, self.slack) for name, desk in posts.items()}}))
