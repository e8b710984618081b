"""诺办: what cannot be done on the spot gets a day on which it will be done, and the desks work to that day."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, chosen_matters, refused, with_matters
from xnsim.policies.routes import serves
from xnsim.policies.sources import business, licensing, paper
from xnsim.policies.time_limit import shortened
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Desk


class PromiseService(Policy):
    """Each case is promised a day within its statutory limit, and desks that took files as they came take the one due first.

    The promise is a share of the statutory limit. Desks that order by class or by effort
    already keep their order.
    """

    key = "promise_service"
    label = Label("诺办", "Done as promised")
    help = Label(
        "当场办不了的,受理时承诺办结日期,短于法定时限;各岗位按到期先后办,先到期的先办",
        "what cannot be done on the spot is promised a day, sooner than the statute's; every desk takes the file that is due first")
    tradeoff = Label(
        "按到期先后办,能让期限不同的件各得其所;承诺得越紧,越要别的件让路,总的工作并不减少",
        "working to due days gives each kind of case its place; the tighter one promise, the more others stand back, and the work does not shrink")
    perverse = Label(
        "承诺留足水分:按法定时限承诺,件件按时,人人都快不了",
        "padded promises: the statute's own limit is promised, everything is on time and nothing is fast")
    stage = Stage.LIMITS
    institution = "M15"
    moves = ("+promise_cut",)
    perverse_moves = ("+on_time_rate", "+promise_padding")
    perverse_knobs = {"factor": 1.0}
    legal_note = Label(
        "行政许可法第42条:行政机关可以在法定期限内作出决定;优化营商环境条例第36条:可以压减办理时间并向社会公开承诺",
        "Administrative Licensing Law, art. 42: decide within the statutory limit; Regulation on the Business Environment, art. 36: shorter times "
        "may be promised to the public")
    source = (
        licensing("42"),
        business("36"),
        paper(2, "代办、联办、诺办、督办等“四办”", "the “four ways”: by a clerk, jointly, on promise, supervised"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    factor: float = knob(0.5, Knob(
        Label("承诺为法定时限的", "Promise, of the statutory limit"),
        Label("假定:一半;1即按法定时限承诺,全是水分(反效果)", "assumed: half; 1 promises the statute's own limit, all padding (perverse)"),
        Label("倍", "×"), 0.05, 1, 0.05))
    due_first: bool = knob(True, Knob(
        Label("先到期的先办", "Due first, served first"), Label("只改按先来后到的岗位;关掉即只承诺、不改办法", "desks that took files as they came; off: a promise and nothing else")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario with a promise for every matter that has a statutory limit, and desks that work to it."""
        changed: dict[str, Matter] = {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            if matter.limits.statutory is not None:
                promised = shortened(matter.limits.statutory, self.factor)
                changed[name] = matter.changed(("limits", matter.limits.changed(("promised", promised))))
            elif self.matters:
                raise refused(self, f"事项“{name}”没有法定时限,承诺无从算起;请写 statutory", f"matter “{name}” has no statutory limit to promise a share of; write statutory")
        new = with_matters(self, scenario, changed, Label("没有事项有法定时限,承诺无从算起;请写 statutory", "no matter has a statutory limit to promise a share of; write statutory"))
        if not self.due_first:
            return new
        visited = {serve.desk for matter in changed.values() for serve in serves(matter.route)}
        return new.changed(("desks", {name: _to_the_day(desk) if name in visited else desk for name, desk in scenario.desks.items()}))


def _to_the_day(desk: Desk) -> Desk:
    """Let a desk take first what is due first, unless it has an order of its own."""
    return desk.changed(("order", "due_first")) if desk.order == "fifo" else desk
