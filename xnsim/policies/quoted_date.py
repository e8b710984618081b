"""告知办结时间: who cannot be served at once is told the day, and need not come to ask."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.applicants import day_seconds
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.chains import mean_seconds
from xnsim.policies.reach import MATTERS, check_known, chosen_matters, with_matters
from xnsim.policies.routes import rewritten, serves
from xnsim.policies.sources import business, paper
from xnsim.policies.time_limit import shortened
from xnsim.policies.ways import after_accept, first_serve, longer, rarer, spliced
from xnsim.scenario.base import Name
from xnsim.scenario.check_limits import WHOLE
from xnsim.scenario.finding import surely_longer
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Backlog, Choose, Clock, Node, Option, Route, Serve
from xnsim.scenario.values import Span


class QuotedDate(Policy):
    """At intake a minute goes on quoting a day; fewer come back merely to ask how their case stands.

    The scenario says who comes to ask: a ``choose`` with one way of a ``serve`` that costs a
    visit (``trips: 1``), and one way with nothing on it.

    The day quoted is the case's promise. It is told when the case is accepted: the promised
    limit, and for every file that then waits at the desk where it takes longest what such a file
    takes its officers. Without a promised limit, or with one in months, no day is reckoned.
    """

    key = "quoted_date"
    label = Label("告知办结时间", "Date quoted")
    help = Label(
        "不能当场办结的,受理时按眼下排着多少件告知哪一天办结;知道日子的人不再为打听进度跑一趟",
        "what cannot be finished at once is given a day when it is accepted, by the files that wait just then; who knows the day does not come to ask how the case stands")
    tradeoff = Label(
        "收件多花一分钟,换来打听进度的人少跑少问;日子报得准才有用",
        "a minute at intake against visits and questions; of use only if the day is right")
    perverse = Label(
        "报长不报短:按最晚的日子告知,按时率接近百分之百,告知的日子没有信息",
        "quoting the latest day: nearly everything is in time, and the day says nothing")
    stage = Stage.ROUTE
    carried_by = "assumption"
    institution = "N4"
    moves = ("-mean_trips", "+on_time_rate")
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
    from_backlog: bool = knob(True, Knob(
        Label("按积压报日子", "From the backlog"), Label("告知办结时间的本意;不选即人人都告知同一个承诺时限", "what the institution is for; without it everybody is told the same promised limit")))
    desk: Name | None = knob(None, Knob(
        Label("看哪个岗位的队", "Whose line"), Label("不写即该事项每件要岗上的人用时最久的岗位", "none named means the desk at which a file of the matter keeps the officers longest")))
    base: float = knob(1.0, Knob(
        Label("没人排队时告知", "Told when nobody waits"), Label("假定:照承诺时限告知,整日计,至少1天", "assumed: the promised limit, in whole days, at least one"), Label("倍承诺时限", "× the promised limit"), 0.1, 1, 0.1))
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
                changed[name] = self._from_backlog(self._padded(matter.changed(("route", self._quoted(route)))), scenario)
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

    def _from_backlog(self, matter: Matter, scenario: Scenario) -> Matter:
        """Let the day follow the line: told when the case is accepted."""
        promised, desk = matter.limits.promised, self._desk(matter, scenario)
        if not self.from_backlog or desk is None or promised is None or promised.unit == "mo":
            return matter
        counted = promised.unit in WHOLE
        amount = round(promised.amount * self.base) if counted else promised.amount * self.base
        tell = Clock(do="set_limit", promised=Span(max(amount, 1) if counted else round(amount, 6), promised.unit),
                     backlog=Backlog(desk=desk, per_file=Span(round(_keeps(matter, desk, scenario) / _seconds(promised.unit, scenario), 6), promised.unit)))
        return matter.changed(("route", after_accept(matter.route, (tell,))))

    def _desk(self, matter: Matter, scenario: Scenario) -> str | None:
        """Return the desk whose line is looked at: the one named, else where a file keeps the officers longest."""
        if self.desk is not None:
            check_known(self, self.desk, scenario.desks, Label("岗位", "desk"))
        desks = {serve.desk for serve in serves(matter.route) if scenario.officers_of(serve.desk)}
        if self.desk is not None or not desks:
            return self.desk if self.desk in desks else None
        return max(sorted(desks), key=lambda desk: _keeps(matter, desk, scenario))

    def _padded(self, matter: Matter) -> Matter:
        """Put the day off, never beyond the statute."""
        promised, statutory = matter.limits.promised, matter.limits.statutory
        if promised is None or self.padding == 1:
            return matter
        later = shortened(promised, self.padding)
        later = statutory if statutory is not None and surely_longer(later, statutory) else later
        return matter.changed(("limits", matter.limits.changed(("promised", later))))


def _keeps(matter: Matter, desk: str, scenario: Scenario) -> float:
    """Return for how many open seconds a file keeps a desk, all its officers at work."""
    work = sum(mean_seconds(serve, day_seconds(scenario)) for serve in serves(matter.route) if serve.desk == desk and not serve.trips)
    return work / len(scenario.officers_of(desk))


def _seconds(unit: str, scenario: Scenario) -> float:
    """Return how many open seconds a unit of a limit holds: a working day its hours, a calendar day five sevenths of them."""
    return {"wd": day_seconds(scenario), "d": day_seconds(scenario) * 5 / 7, "h": 3600.0, "min": 60.0, "s": 1.0}[unit]


def asking(option: Option) -> bool:
    """Say whether a way is a visit and nothing else."""
    return bool(option.route) and all(isinstance(node, Serve) and node.trips > 0 for node in option.route)


def comes_to_ask(node: Choose) -> bool:
    """Say whether a choice sends a part of the applicants to a desk merely to ask."""
    return any(map(asking, node.options)) and any(not option.route for option in node.options)
