"""正当理由: late with a good reason is counted apart from late without one."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.excuses import excused
from xnsim.policies.reach import MATTERS, chosen_matters, refused, with_matters
from xnsim.policies.sources import licensing, paper
from xnsim.scenario.base import Name
from xnsim.scenario.model import Scenario


class GoodReason(Policy):
    """What is still open a day before its limit and has a good reason gets more time; only the rest is late without reason.

    The share with a reason stands as the extension rate beside the rate of those on time.
    """

    key = "good_reason"
    label = Label("正当理由", "A good reason")
    help = Label(
        "超出时限要有正当理由:到期前说明理由、经批准的另行计数,没有正当理由的才追究",
        "being late wants a good reason: what is explained and approved before the limit ends is counted apart, and only the rest is answered for")
    tradeoff = Label(
        "把该等的和拖的分开,追究才公道;代价是要有人判断什么理由算正当",
        "parts what had to wait from what was left lying, so blame falls justly; somebody has to judge which reason is good")
    perverse = Label(
        "件件都有正当理由:超时没有了,理由多了", "everything has a good reason: nothing is late any more, and reasons abound")
    stage = Stage.LIMITS
    institution = "M4 N20"
    moves = ("+extension_rate",)
    perverse_moves = ("+on_time_rate", "+extension_rate")
    perverse_knobs = {"share": 0.9}
    legal_note = Label(
        "行政许可法第42条:延长须经批准并告知理由,在期限届满之前;第74条第(二)项:不在法定期限内作出决定的,追究责任",
        "Administrative Licensing Law, art. 42: more time needs approval, and reasons given before the limit ends; art. 74(2): who does not decide in "
        "time answers for it")
    source = (licensing("42, 74"), paper(1, "凡沒有正當理由超出法定或本部門承諾時限的", "whoever exceeds the statutory or the promised limit without a good reason"))

    matters: tuple[Name, ...] = knob((), MATTERS)
    share: float = knob(0.1, Knob(
        Label("有正当理由的比例", "Share with a good reason"),
        Label("假定:到期前一天还没办结的件里十件有一件;反效果:0.9", "assumed: one in ten of what is still open a day before the limit; perverse: 0.9"),
        None, 0, 1, 0.05))
    more_days: int = knob(10, Knob(
        Label("延长", "More time"), Label("行政许可法第42条:10个工作日(时限按日计的按日)", "art. 42: 10 working days (days where the limit counts days)"),
        Label("工作日(与时限同单位)", "working days (as the limit counts)"), 1, 60, 1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which a reason before the limit ends lengthens it."""
        chosen = chosen_matters(self, self.matters, scenario)
        limited = {name: matter for name, matter in chosen.items() if matter.limits.promised or matter.limits.statutory}
        for name in self.matters:
            if name not in limited:
                raise refused(self, f"事项“{name}”没有时限,无所谓超时;请写 promised 或 statutory", f"matter “{name}” has no limit to exceed; write promised or statutory")
        changed = {name: excused(self, name, matter, self.share, self.more_days) for name, matter in limited.items()}
        return with_matters(self, scenario, changed, Label(
            "没有事项有时限,无所谓超时;请写 promised 或 statutory", "no matter has a limit to exceed; write promised or statutory"))
