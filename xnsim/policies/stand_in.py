"""顶替值守: while an officer is away a temporary hand sits at the post and does what he can."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.ab_cover import ABCover
from xnsim.policies.base import Knob, Policy, PolicyRefused, Stage, knob
from xnsim.policies.reach import refused
from xnsim.policies.sources import paper, rule
from xnsim.policies.ways import stretched
from xnsim.scenario.base import Name
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Absence, Desk


class StandIn(Policy):
    """Everyone who is sometimes away is replaced at once by somebody hired for it, who works at a low efficiency.

    It is the stand-in form of AB cover without training, hand-over or authority. With
    ``longer_away`` above 1 officers stay away longer, because somebody sits there.
    """

    key = "stand_in"
    label = Label("顶替值守", "Stand-in on duty")
    help = Label(
        "经办人不在时雇临时人员顶替,岗位上总有人;临时人员不熟业务,办得慢",
        "while an officer is away a temporary hand sits at the post, so that it is never empty; untrained, he works slowly")
    tradeoff = Label(
        "简单的活有人接了;难的活顶替的人办不动,经办人回来还要接着办",
        "simple work goes on; with hard work the stand-in makes little headway, and the officer takes it up again on return")
    perverse = Label(
        "有人坐着就算在岗:经办人离岗更久,查岗查不出来,件越积越多",
        "somebody sits there, so the post is manned: officers stay away longer, no inspection finds it, and files pile up")
    stage = Stage.PEOPLE
    institution = "N14"
    moves = ("-mean_workdays",)
    perverse_moves = ("+on_time_rate", "+utilisation", "+mean_workdays")
    perverse_knobs = {"longer_away": 3.0}
    nominal = True
    legal_note = Label(
        "行政许可法第34条:需要对实质内容核实的,应当指派两名以上工作人员;雇请的临时人员不在其列",
        "Administrative Licensing Law, art. 34: substance is checked by two or more members of staff; hired hands are not among them")
    source = (
        rule("没有允许临时人员顶替办理许可的规定", "no rule lets hired hands stand in for licensing staff", "none"),
        paper(0, "雇请临时工、保安等非正式人员顶替值班", "temporary workers, guards and other irregular staff hired to stand in on duty"),
        paper(0, "脱岗、离岗", "away from the post, left the post"),
    )

    offices: tuple[Name, ...] = knob((), Knob(
        Label("适用单位", "Offices"), Label("不写即全部单位", "none named means all")))
    efficiency: float = knob(0.25, Knob(
        Label("顶替人员的效率", "Efficiency of the stand-in"), Label("假定:不熟业务,约为本人的四分之一", "assumed: untrained, about a quarter of the officer's"), None, 0, 1, 0.05))
    longer_away: float = knob(1.0, Knob(
        Label("离岗时间变为原来的", "Time away becomes, of what it was"),
        Label("反效果开关,默认1:有人顶着,离岗更久", "perverse switch, 1 by default: with somebody at the post officers stay away longer"), Label("倍", "×"), 1, 10, 0.5))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which no post is ever empty."""
        cover = ABCover(offices=self.offices, form="stand_in", efficiency=self.efficiency, hand_over_delay=0, never_both_away=False)
        try:
            covered = cover.apply(scenario)
        except PolicyRefused as wrong:
            raise refused(self, wrong.says.zh.removeprefix(f"{cover.label.zh}:"), wrong.says.en.removeprefix(f"{cover.label.en}: ")) from wrong
        if self.longer_away == 1:
            return covered
        here = {desk.office for desk in scenario.desks.values() if not self.offices or desk.office in self.offices}
        return covered.changed(("desks", {name: self._longer(desk) if desk.office in here else desk for name, desk in covered.desks.items()}))

    def _longer(self, desk: Desk) -> Desk:
        """Let the officers of a desk stay away longer."""
        officers = desk.officers
        if isinstance(officers, tuple):
            officers = tuple(officer.changed(("absence", self._away(officer.absence))) for officer in officers)
        return desk.changed(("absence", self._away(desk.absence)), ("officers", officers))

    def _away(self, absence: Absence | None) -> Absence | None:
        """Return an absence that lasts longer."""
        if absence is None or absence.away is None:
            return absence
        return absence.changed(("away", stretched(absence.away, self.longer_away)))
