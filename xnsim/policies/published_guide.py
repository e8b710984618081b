"""办事公示: what is needed, where and by when is published; fewer come with the wrong papers or to the wrong door."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.one_stop import frequency
from xnsim.policies.reach import MATTERS, chosen_matters, with_matters
from xnsim.policies.routes import every_node, rewritten
from xnsim.policies.sources import licensing, paper
from xnsim.policies.ways import after_accept, chance, chance_of, fewer_returns, first_serve, longer, minutes, rarer, wrong_address
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Choose, Node, Return, Route, Serve, Wait

WEEK = 5


class PublishedGuide(Policy):
    """Returns and wrong doors become rarer; the hours that keep the guide true are spread over the cases at intake."""

    key = "published_guide"
    label = Label("办事公示", "Published guide")
    help = Label(
        "事项、依据、条件、时限和全部材料目录公示并给出样表(行政许可法第30条):带错材料、走错门的人少了;维护公示要花人时",
        "items, grounds, conditions, limits and the full list of papers are published with a sample form (art. 30): fewer wrong papers and wrong doors; keeping it true costs hours")
    tradeoff = Label(
        "每周几小时的维护,换来少退件、少跑路;件少的事项不一定划算",
        "some hours a week against returns and visits; not worth it where cases are few")
    perverse = Label(
        "公示打折扣:目录写得短,受理时不缺,受理以后再口头要材料,退件率好看,时间耗在受理之后",
        "a guide that tells half: the list is short, nothing is missing at receipt, and papers are asked for by word of mouth after acceptance; the return rate looks good, time is lost behind it")
    stage = Stage.ROUTE
    carried_by = "assumption"
    institution = "N6"
    moves = ("-return_rate", "-mean_trips")
    perverse_moves = ("-return_rate", "+mean_workdays")
    perverse_knobs = {"half_told": 1.0}
    source = (
        licensing("30"),
        paper(1, "辦事公示制", "the system of publishing how things are done"),
        paper(4, "公开服务事项、服务标准、服务时限", "publish the items, standards and limits of service"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    factor: float = knob(0.7, Knob(
        Label("退件变为原来的", "Returns become, of before"), Label("假定:这项制度的效果由这两个数决定,不是由排队推出来的", "assumed: the effect rests on these two numbers, not on queues"),
        Label("倍", "×"), 0, 1, 0.05))
    wrong_doors: float = knob(0.5, Knob(
        Label("走错门变为原来的", "Wrong doors become, of before"), Label("假定;方案没有写走错门时不起作用", "assumed; of no account where the scenario has no wrong doors"), Label("倍", "×"), 0, 1, 0.05))
    upkeep_hours: float = knob(1.0, Knob(
        Label("每周维护用时", "Upkeep a week"), Label("假定:每个事项每周;折算到每件收件用时上", "assumed: for each matter; spread over its cases at intake"), Label("小时", "h"), 0, 40, 0.5))
    half_told: float = knob(0.0, Knob(
        Label("公示打折", "Half told"),
        Label("反效果开关,默认0:原来会退件的材料中,这个比例在受理时不提,受理之后再要(多跑一趟,时钟照走)",
              "perverse switch, 0 by default: of the papers that would be returned, this share is not mentioned at receipt and asked for after acceptance (one more visit, the clock running)"),
        None, 0, 1, 0.1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which people know what to bring and where."""
        changed = {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            if any(isinstance(node, Return) or wrong_address(node) for node in every_node(matter.route)):
                changed[name] = self._published(matter)
        return with_matters(self, scenario, changed, Label(
            "没有事项有退件(return)或走错门(choose),公示无从起作用;请先写出来", "no matter has returns or wrong doors for a guide to act on; write them first"))

    def _published(self, matter: Matter) -> Matter:
        """Let the guide to a matter be public: fewer papers come back, fewer come to a wrong door, and somebody keeps it up."""
        intake, share = first_serve(matter.route), 0.0
        returns = [node for node in every_node(matter.route) if isinstance(node, Return)]
        if returns and self.half_told > 0:
            share = round(min(1.0, chance_of(returns[0]) * self.factor * self.half_told), 12)
        cases = frequency(matter) * WEEK
        upkeep = round(self.upkeep_hours * 60 / cases, 3) if cases > 0 else 0.0

        def change(node: Node) -> Node:
            """Receipt with the upkeep in it, fewer returns, fewer at a wrong door."""
            if node is intake:
                return longer(node, upkeep)
            if isinstance(node, Return):
                return fewer_returns(node, self.factor * (1 - self.half_told))
            return rarer(node, self.wrong_doors, lambda option: bool(option.route)) if isinstance(node, Choose) and wrong_address(node) else node

        route = rewritten(matter.route, change)
        asked: Route = ()
        if intake is not None and share > 0:
            asked = chance(f"asked_later_{returns[0].step}", share, (
                Wait(step=f"later_{returns[0].step}", length=returns[0].turnaround, calendar=returns[0].calendar, who="applicant"),
                Serve(step=f"brought_{returns[0].step}", desk=intake.desk, effort=(minutes(5),), trips=1)))
        return matter.changed(("route", after_accept(route, asked) if asked else route))
