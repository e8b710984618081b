"""赶限: the world in which people pace their work by the limit; without it a limit by itself moves nobody."""

from __future__ import annotations

from typing import Literal

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, with_matters
from xnsim.policies.sources import licensing, paper, rule
from xnsim.policies.supervised import with_limit
from xnsim.policies.worlds import answering
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.response import NAMES, RESPONSES, WHY, Curve


def weakened(curve: Curve, strength: float) -> Curve:
    """Return a curve at so large a part of its strength; at 0 it is level at 1."""
    return tuple((share, round(max(0.0, 1 + (factor - 1) * strength), 6)) for share, factor in curve)


class PacedByLimit(Policy):
    """Every step at a desk takes less work as the limit draws near, by a curve read off a published log (``scenario.response``).

    A world rather than an institution: every figure about limits is shown without it and with it.
    Steps that have a curve of their own keep it.
    """

    key = "paced_by_limit"
    label = Label("赶限", "Work paced by the limit")
    help = Label(
        "经办人看着时限办:快到期的件办得快,过了期的又慢下来;默认曲线取自荷兰五市的收件日志",
        "officers look at the limit: work on files near its end goes faster, past it slower again; the default curve is read off the receipt log of five Dutch municipalities")
    tradeoff = Label(
        "到期前后省下力气,积压因此下降;快得是否靠草率,见质量(quality)的曲线",
        "effort is saved around the limit and the backlog falls; whether by carelessness is told by the curves of quality")
    perverse = Label(
        "压线:反正到期前来得及,平时慢慢办;按时率不变,全程更长",
        "working to the line: there is time until the limit, so work is slow before; the on-time rate stands, everything takes longer")
    stage = Stage.CONSEQUENCES
    institution = "M3"
    moves = ("+on_time_rate", "-mean_workdays")
    perverse_moves = ("-red_per_1000", "+utilisation", "+total_days")
    perverse_knobs = {"dawdling": 0.3}
    nominal = True
    source = (
        licensing("42"),
        rule("荷兰五市收件日志(时限56天),2010—2011年", "receipt log of five Dutch municipalities (limit 56 days), 2010-2011"),
        paper(0, "限时办结制", "the system of deadlines"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    curve: Literal["paced", "none"] = knob("paced", Knob(Label("对时限的反应", "The response to the limit"), Label(
        f"paced 赶限:{WHY['paced'].zh}。none 无反应:{WHY['none'].zh}", f"paced: {WHY['paced'].en}. none: {WHY['none'].en}"), words=NAMES))
    strength: float = knob(1.0, Knob(
        Label("反应的强度", "How strong"), Label("1为日志中看到的;0为无反应", "1 as seen in the log; 0 is no response"), Label("倍", "×"), 0, 2, 0.1))
    dawdling: float = knob(0.0, Knob(
        Label("早期磨蹭", "Dawdling before"),
        Label("反效果开关,默认0:时限过半以前,每个环节多用这么多(日志中没有这一段的数据)", "perverse switch, 0 by default: so much more work at every step before half of the limit is used "
              "(the log has no data there)"), None, 0, 2, 0.1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which every step at a desk answers to the limit."""
        changed = {name: self._paced(matter) for name, matter in with_limit(self, self.matters, scenario).items()}
        return with_matters(self, scenario, changed, Label(
            "没有事项有时限可赶;请在 limits 里写 promised 或 statutory", "no matter has a limit to work to; write promised or statutory under limits"))

    def _paced(self, matter: Matter) -> Matter:
        """Let all steps of a matter answer to the limit, and dawdle before it where that is the perverse effect."""
        curve = weakened(RESPONSES[self.curve], self.strength)
        if self.dawdling > 0:
            curve = ((0.5, round(1 + self.dawdling, 6)), *(curve or ((0.6875, 1.0),)))

        return answering(matter, curve)
