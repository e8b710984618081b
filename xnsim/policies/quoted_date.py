"""告知办结时间: who cannot be served at once is told the day, and need not come to ask."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, chosen_matters, with_matters
from xnsim.policies.routes import rewritten
from xnsim.policies.sources import business, paper
from xnsim.policies.time_limit import shortened
from xnsim.policies.ways import first_serve, longer, rarer, spliced
from xnsim.scenario.base import Name
from xnsim.scenario.finding import surely_longer
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Choose, Node, Option, Route, Serve


class QuotedDate(Policy):
    """At intake a minute goes on quoting a day; fewer come back merely to ask how their case stands.

    The scenario says who comes to ask: a ``choose`` with one way of a ``serve`` that costs a
    visit (``trips: 1``), and one way with nothing on it.

    The day quoted is the promise, the same for all cases of a matter: nothing on a route reads
    how long the line is. A day that follows the backlog is a study of dated runs, in which each
    quarter quotes what the one before took.
    """

    key = "quoted_date"
    label = Label("告知办结时间", "Date quoted")
    help = Label(
        "不能当场办结的,收件时告知哪一天办结;知道日子的人不再为打听进度跑一趟",
        "what cannot be finished at once is given a day at intake; who knows the day does not come to ask how the case stands")
    tradeoff = Label(
        "收件多花一分钟,换来打听进度的人少跑少问;日子报得准才有用",
        "a minute at intake against visits and questions; of use only if the day is right")
    perverse = Label(
        "报长不报短:按最晚的日子告知,按时率接近百分之百,告知的日子没有信息",
        "quoting the latest day: nearly everything is in time, and the day says nothing")
    stage = Stage.ROUTE
    carried_by = "assumption"
    institution = "N4"
    moves = ("-mean_trips",)
    perverse_moves = ("+on_time_rate", "-quote_accuracy_rate", "+promise_padding")
    perverse_knobs = {"padding": 3.0}
    source = (
        business("36"),
        paper(1, "不能當場辦結的要告知辦結時間", "what cannot be finished on the spot is given a day"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    minutes: float = knob(1.0, Knob(
        Label("告知用时", "Time to quote"), Label("假定:看一眼在办件数,写在回执上", "assumed: a look at what lies open, a line on the receipt"), Label("分钟", "min"), 0, 30, 0.5))
    still_ask: float = knob(0.2, Knob(
        Label("仍来打听的是原来的", "Still come to ask, of before"), Label("假定:这项制度的效果由这个数决定,不是由排队推出来的", "assumed: the effect rests on this number, not on queues"),
        Label("倍", "×"), 0, 1, 0.05))
    padding: float = knob(1.0, Knob(
        Label("报长", "Padding"), Label("反效果开关,默认1:告知(承诺)的时限放长到原来的几倍,不超过法定时限",
                                   "perverse switch, 1 by default: the day quoted (promised) is put off to so many times the limit, never beyond the statute's"),
        Label("倍", "×"), 1, 10, 0.1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which applicants know the day."""
        changed = {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            route = spliced(matter.route, self._asks_less)
            if route != matter.route:
                changed[name] = self._padded(matter.changed(("route", self._quoted(route))))
        return with_matters(self, scenario, changed, Label(
            "没有事项写明有人来打听进度;请写一个 choose:一条路为 serve(trips: 1),另一条路为空",
            "no matter says that applicants come to ask; write a choose with one way of a serve (trips: 1) and one empty way"))

    def _asks_less(self, node: Node) -> Route | None:
        """Let fewer come merely to ask."""
        return (rarer(node, self.still_ask, asking),) if isinstance(node, Choose) and comes_to_ask(node) else None

    def _quoted(self, route: Route) -> Route:
        """Let the intake take the minute that quoting costs."""
        intake = first_serve(route)
        return rewritten(route, lambda node: longer(node, self.minutes) if node is intake else node)

    def _padded(self, matter: Matter) -> Matter:
        """Put the day off, never beyond the statute."""
        promised, statutory = matter.limits.promised, matter.limits.statutory
        if promised is None or self.padding == 1:
            return matter
        later = shortened(promised, self.padding)
        later = statutory if statutory is not None and surely_longer(later, statutory) else later
        return matter.changed(("limits", matter.limits.changed(("promised", later))))


def asking(option: Option) -> bool:
    """Say whether a way is a visit and nothing else."""
    return bool(option.route) and all(isinstance(node, Serve) and node.trips > 0 for node in option.route)


def comes_to_ask(node: Choose) -> bool:
    """Say whether a choice sends a part of the applicants to a desk merely to ask."""
    return any(map(asking, node.options)) and any(not option.route for option in node.options)
