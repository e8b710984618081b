"""取消审批事项: some items need no approval any more, and their applicants stay at home."""

from __future__ import annotations

from typing import Literal

from xnsim.labels import Label
from xnsim.policies.applicants import arrivals_a_day, thinned
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import check_known, refused
from xnsim.policies.sources import business, paper, rule
from xnsim.scenario.base import Name
from xnsim.scenario.model import Scenario

MATTER = Label("事项", "matter")


class CancelItems(Policy):
    """Nobody needs to apply for the cancelled items; a share of those who would have come is inspected instead.

    Items are named, or a share of them is taken: by default those with most applicants.
    An inspection is one visit of the desk that used to look at the papers first.
    """

    key = "cancel_items"
    label = Label("取消审批事项", "Items cancelled")
    help = Label(
        "该取消的取消:被取消的事项不必再来申请,改为事后抽查;默认先取消件最多的",
        "what need not be approved is cancelled: nobody applies any more, some are inspected afterwards; by default the items with most applicants go first")
    tradeoff = Label(
        "其余事项的队伍短了;风险移到事后,抽查也要人",
        "the lines of the other matters get shorter; the risk moves to afterwards, and inspections take people too")
    perverse = Label(
        "瘦放肥不放:取消的都是没有人来办的事项,按事项数算的取消率一样好看,按件数算几乎没有变",
        "lean ones go, fat ones stay: what is cancelled is what nobody applies for; by number of items the rate looks the same, by number of "
        "cases hardly anything has changed")
    stage = Stage.DEMAND
    institution = "M25"
    moves = ("-items_applied_for", "-mean_workdays", "-utilisation")
    perverse_moves = ("-items_applied_for", "+utilisation", "+mean_workdays")
    perverse_knobs = {"which": "idle"}
    nominal = True
    source = (
        business("40"),
        rule("没有规定取消率按件数计算的法律", "no statute says that the rate of cancellation is counted by cases", "none"),
        paper(1, "該取消的堅決取消,能下放的果斷下放", "cancel resolutely what should be cancelled, delegate firmly what can be delegated"),
        paper(0, "瘦放肥不放", "the lean ones are let go, the fat ones are kept"),
    )

    matters: tuple[Name, ...] = knob((), Knob(
        Label("取消的事项", "Items cancelled"), Label("不写即按比例选取", "none named: a share of all is taken")))
    share: float = knob(0.25, Knob(
        Label("取消的比例", "Share of items"), Label("按事项数计,至少一项,至少留一项;写明事项时不用", "by number of items, at least one, at least one is left; of no account where items are named"),
        None, 0.01, 1, 0.05))
    which: Literal["loaded", "idle"] = knob("loaded", Knob(
        Label("先取消哪些", "Which go first"),
        Label("loaded:件最多的;idle:反效果开关,件最少的(瘦放肥不放)", "loaded: those with most applicants; idle: perverse switch, those with fewest"),
        words={"loaded": Label("件最多的", "most applicants"), "idle": Label("件最少的", "fewest applicants")}))
    inspected: float = knob(0.0, Knob(
        Label("事后抽查的比例", "Share inspected afterwards"),
        Label("默认0:先看取消本身;抽查由原来最先办理的岗位做一次。有抽查时还有人来,“审批事项数”不减", "0 by default: the cancellation alone; an inspection is one visit of the desk that came first; while some come for it the item still counts among those one must apply for"),
        None, 0, 1, 0.05))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which nobody, or a sample only, comes for the cancelled items."""
        matters = dict(scenario.matters)
        for name in self.cancelled(scenario):
            matters[name] = thinned(matters[name], self.inspected, only_first=True)
        return scenario.changed(("matters", matters))

    def cancelled(self, scenario: Scenario) -> tuple[str, ...]:
        """Return the items that are cancelled here."""
        for name in self.matters:
            check_known(self, name, scenario.matters, MATTER)
        if self.matters:
            return self.matters
        if len(scenario.matters) < 2:
            raise refused(self, "方案中只有一个事项,取消了就没有可看的了;请用 matters 写明", "the scenario has one matter only; name it in matters if it is to go")
        day = arrivals_a_day(scenario)
        ranked = sorted(day, key=lambda name: day[name], reverse=self.which == "loaded")
        return tuple(ranked[:max(1, min(len(ranked) - 1, int(len(ranked) * self.share + 0.5)))])

    def rates(self, scenario: Scenario) -> tuple[float, float]:
        """Return the share cancelled by number of items and by number of cases: what is reported, and what it means."""
        day, gone = arrivals_a_day(scenario), self.cancelled(scenario)
        return len(gone) / len(day), sum(day[name] for name in gone) / (sum(day.values()) or 1.0)
