"""三个100%: every case on the spot, every case on time, everybody satisfied; and what the target does to those who must meet it."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, chosen_matters, refused, with_matters
from xnsim.policies.routes import last_desk, serves
from xnsim.policies.sources import licensing, paper, rule
from xnsim.policies.ways import around, chance
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Clock


class ThreeHundreds(Policy):
    """A target, not a means: matters without a promise promise their statutory limit, and desks work to the due day.

    However many people there are, work and arrivals vary, so that some case is late
    sooner or later: 99 % costs a finite staff, 100 % an infinite one. What is left is the
    clock: with ``pressure`` it is stopped before the last desk.
    """

    key = "three_hundreds"
    label = Label("三个100%", "Three times 100 %")
    help = Label(
        "现场办结率、按时办结率、群众满意率都要达到100%:没有承诺的事项按法定时限承诺,各岗位先办快到期的",
        "on the spot, on time and satisfied, each at 100 %: matters without a promise promise the statute's limit, desks take what is due first")
    tradeoff = Label(
        "到99%要的人手是有限的,到100%是无限的:来件和用时都有起伏,总有一件会晚",
        "99 % needs a finite staff, 100 % an infinite one: arrivals and work vary, and some case will be late")
    perverse = Label(
        "达不到又必须达到,就在最后一天停表:官方100%,停表的件排到后面,实际更晚",
        "what cannot be met and must be met is met by stopping the clock on the last day: 100 % in the figures, and the stopped files, no longer due, wait behind")
    stage = Stage.LIMITS
    institution = "M34"
    perverse_moves = ("+on_time_rate", "-verified_on_time_rate")
    perverse_knobs = {"pressure": 0.8}
    legal_note = Label(
        "行政许可法第45条以外的停表没有依据", "stopping the clock outside art. 45 of the Administrative Licensing Law has no basis")
    source = (
        licensing("45"),
        rule("没有规定三个100%的法律", "no statute asks for three times 100 %", "none"),
        paper(4, "现场办结率、按时办结率、群众满意率三个“100%”", "three “100 %”: on the spot, on time, and people satisfied"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    pressure: float = knob(0.0, Knob(
        Label("停表的比例", "Share whose clock is stopped"),
        Label("反效果开关,默认0:送到最后一个岗位之前停表的件", "perverse switch, 0 by default: cases whose clock is stopped before they reach the last desk"), None, 0, 1, 0.1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario under the target."""
        chosen = chosen_matters(self, self.matters, scenario)
        under = {name: self._matter(name, matter) for name, matter in chosen.items() if matter.limits.promised or matter.limits.statutory}
        new = with_matters(self, scenario, under, Label(
            "没有事项有时限,按时无从谈起;请写 statutory 或 promised", "no matter has a limit to be on time for; write statutory or promised"))
        visited = {serve.desk for matter in under.values() for serve in serves(matter.route)}
        desks = {name: desk.changed(("order", "due_first")) if name in visited and desk.order == "fifo" else desk for name, desk in scenario.desks.items()}
        return new.changed(("desks", desks))

    def _matter(self, name: str, matter: Matter) -> Matter:
        promised = matter.limits.promised or matter.limits.statutory
        new = matter.changed(("limits", matter.limits.changed(("promised", promised))))
        if self.pressure <= 0:
            return new
        last = last_desk(matter.route)
        if last is None:
            raise refused(self, f"事项“{name}”的最后一个环节在并联分支里,无处停表;请把 pressure 改为0,或用 matters 只列其他事项",
                          f"the last desk of matter “{name}” stands in a branch; set pressure to 0, or list only other matters in matters")
        stop = chance(f"{last.step}_stop".replace("/", "_"), self.pressure, (Clock(do="pause"),))
        return new.changed(("route", around(new.route, last.step, before=stop)))
