"""特急: urgent cases go to the head of the line; the others pay for it with their waiting."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, by_priority, chosen_matters, refused, with_class, with_matters
from xnsim.policies.routes import serves
from xnsim.policies.sources import licensing, paper
from xnsim.scenario.base import Name
from xnsim.scenario.matter import CaseClass, Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.values import Span

URGENT = "urgent"


class UrgentClass(Policy):
    """A share of the cases is urgent; every desk they pass serves by priority, work in hand is interrupted on request only.

    What is interrupted goes back to its place in line with what is left, and the time to find one's way again.
    Desks that take several files or several officers at once finish what they have begun.
    It acts with the people policies, after routes have been changed, so that it knows every desk.
    """

    key = "urgent_class"
    label = Label("特急件优先", "Urgent cases first")
    help = Label(
        "一部分件列为特急,在经过的每个岗位排到普通件前面;正在办的件不打断(要“随到随办”,可另开)。有数量限制的许可按受理先后办理(行政许可法第57条),不得使用",
        "some cases are urgent and stand before the ordinary ones at every desk they pass; work in hand is not interrupted (unless urgent ones are served “as they come”). Not for "
        "licences limited in number, which are decided in order of acceptance (art. 57)")
    tradeoff = Label(
        "少数人省下的等待由多数人分担,总量不变(守恒);特急越多,优先越没有意义",
        "the waiting saved by the few is paid by the many, the sum is conserved; the more are urgent, the less it means")
    perverse = Label(
        "件件都成特急:利用率90%时,特急由5%升到80%,特急件的等待升到3.4倍,普通件也升到3.4倍",
        "everything becomes urgent: at 90 % load, raising the share from 5 % to 80 % multiplies the wait of urgent cases by 3.4, and "
        "that of ordinary ones too")
    stage = Stage.PEOPLE
    institution = "M6"
    moves = ("+p90_workdays",)
    perverse_moves = ("+early_rate", "+p90_workdays")
    perverse_knobs = {"share": 0.8}
    legal_note = Label(
        "有数量限制的许可,依行政许可法第57条按受理先后顺序作出决定,不得设特急", "licences limited in number are decided in the order of "
        "acceptance (Administrative Licensing Law, art. 57); nothing may be urgent there")
    source = (
        licensing("57"),
        paper(1, "對特別緊急的事項要急事急辦,隨到隨辦", "matters of special urgency are handled urgently, as they come"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    share: float = knob(0.05, Knob(
        Label("特急件比例", "Share of urgent cases"), Label("假定:二十件中一件", "assumed: one in twenty"), None, 0, 1, 0.05))
    priority: int = knob(1, Knob(
        Label("优先级", "Priority"), Label("普通件为0;大者在前", "ordinary cases have 0; higher goes first"), None, 1, 9, 1))
    interrupts: bool = knob(False, Knob(
        Label("随到随办", "As they come"),
        Label("默认关。打开后,特急件一到,正在办普通件的人就放下手里的件;人数不限、几件合办或几人合办的岗位仍办完手里的",
              "off by default. On: who works on an ordinary case puts it down as an urgent one comes; desks of unlimited officers, and those that take "
              "several files or officers at once, finish what they have begun")))
    resume_minutes: float = knob(5.0, Knob(
        Label("重新拿起用时", "Time to take up again"),
        Label("假定:五分钟,放下和重看一遍;只在随到随办时有", "assumed: five minutes, put away and read again; of account only as they come"),
        Label("分钟", "min"), 0, 240, 5))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario with the class and with desks that serve by priority."""
        chosen = chosen_matters(self, self.matters, scenario)
        changed = {name: self._matter(name, matter) for name, matter in chosen.items()}
        new = with_matters(self, scenario, changed, Label("方案中没有事项", "the scenario has no matter"))
        visited = {serve.desk for matter in chosen.values() for serve in serves(matter.route)}
        ordered = by_priority(self, new, visited)
        return self._interrupting(ordered, visited) if self.interrupts else ordered

    def _interrupting(self, scenario: Scenario, visited: set[str]) -> Scenario:
        """Let an urgent file stop the work on an ordinary one at these desks, where one officer works on one file."""
        teams = {serve.desk for matter in scenario.matters.values() for serve in serves(matter.route) if serve.officers}
        able = {name for name in visited - teams if scenario.desks[name].officers != "unlimited" and scenario.desks[name].batch is None}
        if not able:
            raise refused(self, "没有岗位可以打断:都不限人数,或几件、几人合办;请关掉 interrupts",
                          "no desk can be interrupted: all have unlimited officers, or take several files or officers at once; switch interrupts off")
        cost = ("resume_cost", Span(self.resume_minutes, "min") if self.resume_minutes > 0 else None)
        return scenario.changed(("desks", {name: desk.changed(("preempt", True), cost) if name in able and not desk.preempt else desk
                                           for name, desk in scenario.desks.items()}))

    def _matter(self, name: str, matter: Matter) -> Matter:
        """Give a matter its urgent class."""
        return with_class(self, name, matter, URGENT, CaseClass(share=self.share, priority=self.priority, name=Label("特急", "Urgent")))
