"""特急: urgent cases go to the head of the line; the others pay for it with their waiting."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, chosen_matters, refused, with_matters
from xnsim.policies.routes import serves
from xnsim.policies.sources import licensing, paper
from xnsim.scenario.base import Name
from xnsim.scenario.matter import CaseClass, Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Desk

URGENT = "urgent"


class UrgentClass(Policy):
    """A share of the cases is urgent; every desk they pass serves by priority, work in hand is not interrupted.

    It acts with the people policies, after routes have been changed, so that it knows every desk.
    """

    key = "urgent_class"
    label = Label("特急件优先", "Urgent cases first")
    help = Label(
        "一部分件列为特急,在经过的每个岗位排到普通件前面;正在办的件不打断。有数量限制的许可按受理先后办理(行政许可法第57条),不得使用",
        "some cases are urgent and stand before the ordinary ones at every desk they pass; work in hand is not interrupted. Not for "
        "licences limited in number, which are decided in order of acceptance (art. 57)")
    tradeoff = Label(
        "少数人省下的等待由多数人分担,总量不变(守恒);特急越多,优先越没有意义",
        "the waiting saved by the few is paid by the many, the sum is conserved; the more are urgent, the less it means")
    perverse = Label(
        "件件都成特急:利用率90%时,特急由5%升到80%,特急件的等待升到3.4倍,普通件也升到3.4倍",
        "everything becomes urgent: at 90 % load, raising the share from 5 % to 80 % multiplies the wait of urgent cases by 3.4, and "
        "that of ordinary ones too")
    stage = Stage.PEOPLE
    source = (
        licensing("57"),
        paper(1, "對特別緊急的事項要急事急辦,隨到隨辦", "matters of special urgency are handled urgently, as they come"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    share: float = knob(0.05, Knob(
        Label("特急件比例", "Share of urgent cases"), Label("假定:二十件中一件", "assumed: one in twenty"), None, 0, 1, 0.05))
    priority: int = knob(1, Knob(
        Label("优先级", "Priority"), Label("普通件为0;大者在前", "ordinary cases have 0; higher goes first"), None, 1, 9, 1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario with the class and with desks that serve by priority."""
        chosen = chosen_matters(self, self.matters, scenario)
        changed = {name: self._matter(name, matter) for name, matter in chosen.items()}
        new = with_matters(self, scenario, changed, Label("方案中没有事项", "the scenario has no matter"))
        visited = {serve.desk for matter in chosen.values() for serve in serves(matter.route)}
        return new.changed(("desks", {
            name: self._desk(name, desk) if name in visited else desk for name, desk in scenario.desks.items()}))

    def _matter(self, name: str, matter: Matter) -> Matter:
        if matter.quota_order:
            raise refused(self, f"事项“{name}”有数量限制,依行政许可法第57条按受理先后顺序作出决定,不能设特急;请用 matters 只列其他事项",
                          f"matter “{name}” is limited in number and decided in order of acceptance (Administrative Licensing Law, art. 57), so "
                          "nothing may be urgent; list only other matters in matters")
        others = sum(cls.share for key, cls in matter.classes.items() if key != URGENT)
        if others + self.share > 1 + 1e-9:
            raise refused(self, f"事项“{name}”各类件的比例之和超过1;请把特急件比例改小",
                          f"the shares of the classes of matter “{name}” exceed 1; lower the share of urgent cases")
        urgent = CaseClass(share=self.share, priority=self.priority, name=Label("特急", "Urgent"))
        return matter.changed(("classes", {**matter.classes, URGENT: urgent}))

    def _desk(self, name: str, desk: Desk) -> Desk:
        if desk.order not in ("fifo", "priority"):
            raise refused(self, f"岗位“{name}”现按 {desk.order} 排序,改成优先级会同时改变普通件的次序;请先改为 fifo",
                          f"desk “{name}” now orders by {desk.order}; priority would change the order of ordinary cases too; make it fifo first")
        return desk.changed(("order", "priority"))
