"""一站式: what the applicant had to carry from house to house is taken in under one roof."""

from __future__ import annotations

from math import ceil

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, chosen_matters, with_matters
from xnsim.policies.routes import serves
from xnsim.policies.sources import business, licensing, paper
from xnsim.policies.ways import WINDOW, hall_desk, helping, spliced
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Node, Route, Serve

PER_DAY = {"wd": 1.0, "d": 1.0, "h": 7.0, "min": 420.0, "s": 25200.0}


class OneStop(Policy):
    """A share of the items moves into the hall: steps for which the applicant went to another house are done at the window, on the same visit.

    The share counts items, as the papers do, not cases. People of the old desks help at the
    window after their own lines.
    """

    key = "one_stop"
    label = Label("一站式(应进必进)", "One stop")
    help = Label(
        "进一道门办所有的事:原来要跑到各部门(包括缴费)的环节进驻大厅,一趟办完;比例按事项数计,如不低于95%",
        "one door for everything: steps for which applicants went to the departments (paying fees included) move into the hall and are done "
        "on one visit; the share counts items, such as no less than 95 %")
    tradeoff = Label(
        "申请人少跑几趟;大厅窗口的活多了,人不跟着进来就要排队",
        "applicants save trips; windows get more work, and queue unless people move in with it")
    perverse = Label(
        "冷门事项进、热门事项不进:按事项数已到95%,按办件数差得远",
        "rare items in, frequent ones out: 95 % by count of items, far less by count of cases")
    stage = Stage.ROUTE
    institution = "M13"
    moves = ("-mean_trips", "+in_hall_rate", "+items_in_hall_rate")
    perverse_moves = ("+items_in_hall_rate", "-in_hall_rate", "+mean_trips")
    perverse_knobs = {"rare_first": True}
    nominal = True
    source = (
        licensing("26"),
        business("36, 37"),
        paper(1, "進一道門辦所有的事", "enter one door and do everything"),
        paper(1, "推廣“一站式”辦公", "spread one-stop service"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    share: float = knob(0.95, Knob(
        Label("进驻事项的比例", "Share of items in the hall"), Label("有关文件要求不低于95%;按事项数计,进一为整", "the papers ask for 95 % and more; of items, rounded up"), None, 0, 1, 0.05))
    window: Name | None = knob(None, WINDOW)
    stay_out: tuple[Name, ...] = knob((), Knob(
        Label("留在外面的岗位", "Desks that stay outside"), Label("例如收费银行没有进驻:缴费仍要另跑一趟", "for instance the bank that takes the fees: paying stays a trip of its own")))
    people_follow: bool = knob(True, Knob(
        Label("人随事走", "People follow"), Label("原岗位的人办完自己的件后到窗口帮忙", "people of the old desks help at the window after their own lines")))
    rare_first: bool = knob(False, Knob(
        Label("先进冷门事项", "Rare items first"),
        Label("反效果开关,默认关(先进办件多的事项):凑比例时先挑办件最少的", "perverse switch, off by default (frequent items first): fill the share with the items few people need")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario with a share of the items in the hall."""
        chosen = {name: matter for name, matter in chosen_matters(self, self.matters, scenario).items()
                  if any(self._elsewhere(node, scenario) for node in serves(matter.route))}
        changed, desks = {}, {}
        for name in self._moved_in(chosen):
            matter = chosen[name]
            window = hall_desk(self, self.window, scenario, matter.route)
            desks |= {serve.desk: window for serve in serves(matter.route) if self._elsewhere(serve, scenario)}
            changed[name] = matter.changed(("route", spliced(matter.route, lambda node, to=window: self._here(node, to, scenario))))
        new = with_matters(self, scenario, changed, Label(
            "没有事项要申请人另跑大厅以外的岗位;请在那些 serve 上写 trips: 1,给岗位写 office,并把 share 写大于0",
            "no matter makes the applicant go to a desk outside the hall; write trips: 1 at such a serve, give the desk an office, and a share above 0"))
        return new.changed(("helps", (*new.helps, *helping(desks, scenario)))) if self.people_follow else new

    def _moved_in(self, chosen: dict[str, Matter]) -> list[str]:
        """Return the matters that move into the hall: the frequent ones first, or the rare ones."""
        ordered = sorted(chosen, key=lambda name: frequency(chosen[name]), reverse=not self.rare_first)
        return ordered[: ceil(round(self.share * len(chosen), 9))]

    def _elsewhere(self, node: Node, scenario: Scenario) -> bool:
        """Say whether a step is a visit to a desk that moves in."""
        return isinstance(node, Serve) and node.trips > 0 and not scenario.in_hall(node.desk) and node.desk not in self.stay_out

    def _here(self, node: Node, window: str, scenario: Scenario) -> Route | None:
        """Let a step that moves in be done at the window, without a visit of its own."""
        if not self._elsewhere(node, scenario):
            return None
        return (node.changed(("desk", window), ("trips", 0)),)


def frequency(matter: Matter) -> float:
    """Return how many applicants a matter has on an ordinary day, roughly; only the order matters."""
    return sum(source.keep * source.poisson.amount * PER_DAY[source.poisson.unit] for source in matter.sources if source.poisson is not None)
