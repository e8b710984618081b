"""跟踪回访: some of those whose case is closed are rung up; what was badly done is opened again."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS
from xnsim.policies.sources import paper, rule
from xnsim.policies.supervised import MINUTES, applied_for, at_end, lead_desk, with_files
from xnsim.policies.ways import chance, hall_desk, minutes
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Arrivals, Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.quality import Discovery
from xnsim.scenario.ratings import Ratings
from xnsim.scenario.route import Serve, Spawn
from xnsim.scenario.values import Dist, Span

SOON = Dist("exp", (Span(10, "d"),))


class CallBack(Policy):
    """A sample of the closed cases is rung up from the hall. Some are done again, wrong decisions come to light, and who is called gives a grade.

    Wrong decisions are found where the scenario says how good decisions are (``quality``);
    grades are read after the run and move nothing.
    """

    key = "call_back"
    label = Label("跟踪回访", "Call-backs")
    help = Label(
        "办结的件抽一部分打电话回访:不满意的重新办一遍,办错的因此被发现,被访的人顺便打分",
        "a sample of those whose case is closed is rung up: what was badly done is done again, wrong decisions come to light, and who is called gives a grade")
    tradeoff = Label(
        "错办的早发现;回访、重办要花人手,发现得多,撤销率就高",
        "wrong decisions come to light sooner; calling and doing again takes staff, and the more is found the higher the rate of revocation")
    perverse = Label(
        "只访满意的:回访率照报,满意率上去,错办的照样没人知道",
        "only the content are called: the rate of call-backs is reported, satisfaction goes up, and wrong decisions stay unknown")
    stage = Stage.CONSEQUENCES
    institution = "N12"
    moves = ("+follow_up_rate", "+revoked_rate", "+utilisation", "+rating_rate")
    perverse_moves = ("+satisfaction_rate", "-revoked_rate", "+undetected_rate", "-rating_rate")
    perverse_knobs = {"friendly": 0.9}
    source = (
        rule("全国性法律没有专门规定", "no specific national statute", "none"),
        rule("德州好差评:署名差评100%回访,5个工作日整改", "Dezhou: every signed bad rating is called back, put right in 5 working days"),
        paper(2, "跟踪回访办法", "rules for following up by call-backs"),
        paper(3, "適時進行回訪抽查", "call back and check samples in due time"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    sample: float = knob(0.1, Knob(Label("回访比例", "Share called back"), Label("假定:十件回访一件", "assumed: one in ten"), None, 0.01, 1, 0.05))
    window: Name | None = knob(None, Knob(Label("由哪个岗位回访", "The desk that calls"), Label("不写即大厅窗口", "none: a window in the hall")))
    call_minutes: float = knob(5.0, Knob(Label("一次回访", "A call"), Label("假定:五分钟", "assumed: five minutes"), MINUTES, 1, 120, 1))
    reopened: float = knob(0.05, Knob(Label("回访后重办的", "Done again after the call"), Label("假定:二十件中一件", "assumed: one in twenty"), None, 0, 1, 0.05))
    redo_minutes: float = knob(30.0, Knob(Label("重办一件", "Doing it again"), Label("假定:半小时,由主办岗位做", "assumed: half an hour, at the desk that answers for the matter"), MINUTES, 1, 480, 5))
    found: float = knob(0.5, Knob(Label("办错的一访就知道", "A wrong decision is noticed"), Label("假定:一半;没有写质量的事项不用", "assumed: half of them; of no account without quality"), None, 0, 1, 0.1))
    friendly: float = knob(0.0, Knob(
        Label("只访满意的", "Only the content are called"), Label("反效果开关,默认0:回访中特意挑满意者的比例", "perverse switch, 0 by default: share of the calls made to people known to be content"), None, 0, 1, 0.1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which a sample is called back."""
        found = applied_for(self, self.matters, scenario)
        leads = {name: desk for name, matter in found.items() if (desk := lead_desk(matter)) is not None}
        files = {f"call_back_{name}": self._call(hall_desk(self, self.window, scenario, found[name].route), desk) for name, desk in leads.items()}
        changed = {name: self._called(name, found[name]) for name in leads}
        new = with_files(self, scenario, changed, files, Label("没有事项经过任何岗位,无件可回访", "no matter passes a desk, there is nothing to follow up"))
        return new.changed(("ratings", self._graded(scenario.ratings or Ratings())))

    def _call(self, window: str, desk: str) -> Matter:
        """Return the call: some minutes at the window, and now and then the case done again."""
        again = Serve(step="redo", desk=desk, effort=(minutes(self.redo_minutes),), name=Label("重办", "Done again"))
        call = Serve(step="call", desk=window, effort=(minutes(self.call_minutes),), name=Label("回访", "Call-back"))
        return Matter(name=Label("回访件", "Call-back"), arrivals=Arrivals(spawned=True),
                      route=(call, *chance("redo_or_not", round(self.reopened * (1 - self.friendly), 9), (again,))))

    def _called(self, name: str, matter: Matter) -> Matter:
        """Draw a sample of the closed cases; where decisions can be wrong a call finds some of them."""
        matter = matter.changed(("route", at_end(matter.route, (
            Spawn(step="called_back", matter=f"call_back_{name}", probability=self.sample, name=Label("抽中回访", "Called back")),))))
        if matter.quality is None:
            return matter
        known = matter.quality.discovery or Discovery(probability=0.0, after=SOON)
        seen = self.sample * self.found * (1 - self.friendly)
        later = known.changed(("probability", round(1 - (1 - known.probability) * (1 - seen), 9)))
        return matter.changed(("quality", matter.quality.changed(("discovery", later))))

    def _graded(self, ratings: Ratings) -> Ratings:
        """Who is called rates too; where the content are picked, the dissatisfied among the answers get fewer by as much."""
        rate = 1 - (1 - ratings.response_rate) * (1 - self.sample)
        by_call = (rate - ratings.response_rate) / rate if rate > 0 else 0.0
        return ratings.changed(("response_rate", round(rate, 9)), ("unhappy_answer", round(ratings.unhappy_answer * (1 - by_call * self.friendly), 9)))
