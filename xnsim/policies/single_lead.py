"""一个主管部门: one thing has one department in charge; files are no longer passed on until somebody takes them."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, chosen_matters, with_matters
from xnsim.policies.routes import every_node, rewritten
from xnsim.policies.sources import licensing, paper
from xnsim.policies.ways import after_accept, first_serve, longer, spliced
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Choose, Node, Option, Route, Serve, Wait


class SingleLead(Policy):
    """The way on which a file goes from department to department until one takes it falls away; the first is in charge.

    The scenario says how files circulate: a ``choose`` with one way of a ``wait`` (for the
    office: the file is on its way) and a ``serve`` at another department, perhaps with
    another such choice behind it, and one way with nothing on it.
    """

    key = "single_lead"
    label = Label("一个主管部门", "One department in charge")
    help = Label(
        "一件事情由一个主管部门负责:涉及几个部门的件不再推来转去等人牵头,收到的部门就是牵头部门,协调由它做",
        "one thing, one department in charge: files of several departments no longer circulate until somebody leads; who receives them leads, and does the coordinating")
    tradeoff = Label(
        "省下在途和各家“看一眼”的时间;牵头部门每件多花协调的功夫",
        "time on the way and everybody's look at the file are saved; the department in charge spends time on coordinating")
    perverse = Label(
        "二传手:牵头部门当场受理交差,受理以后照样转来转去",
        "passing on with a stamp: the lead accepts on the spot and has done its duty, and the file circulates after acceptance as before")
    stage = Stage.ROUTE
    institution = "N16"
    moves = ("-acceptance_workdays", "-total_days")
    perverse_moves = ("-acceptance_workdays", "+mean_workdays")
    perverse_knobs = {"passes_on": True}
    source = (
        licensing("26"),
        paper(0, "特别是涉及几个部门的工作,都不愿牵头负责", "in work of several departments above all, nobody wants to lead and answer for it"),
        paper(1, "一件事情由一個主管部門負責", "one thing, one department in charge"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    lead_minutes: float = knob(15.0, Knob(
        Label("牵头协调用时", "Time to coordinate"), Label("假定:打几个电话、定谁办什么", "assumed: some calls, who does what"), Label("分钟", "min"), 0, 480, 5))
    passes_on: bool = knob(False, Knob(
        Label("二传手", "Passes it on"), Label("反效果开关,默认关:先受理,再像原来那样转;不做协调", "perverse switch, off by default: accepted first, passed on as before after it; no coordinating")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which somebody is in charge."""
        changed = {name: self._led(matter) for name, matter in chosen_matters(self, self.matters, scenario).items()
                   if any(map(circulates, every_node(matter.route)))}
        return with_matters(self, scenario, changed, Label(
            "没有事项在部门之间转来转去;请写一个 choose:一条路为 wait(在途)加另一部门的 serve,另一条路为空",
            "no matter's files circulate; write a choose with one way of a wait (on its way) and a serve at another department, and one empty way"))

    def _led(self, matter: Matter) -> Matter:
        """Let one desk answer for the file instead of passing it round; or let it be passed round after the acceptance."""
        turns = tuple(node for node in matter.route if circulates(node)) or tuple(node for node in every_node(matter.route) if circulates(node))[:1]
        route = spliced(matter.route, lambda node: () if circulates(node) else None)
        if self.passes_on:
            return matter.changed(("route", after_accept(route, turns)))
        first = first_serve(route)
        return matter.changed(("route", rewritten(route, lambda node: longer(node, self.lead_minutes) if node is first else node)))


def circulates(node: Node) -> bool:
    """Say whether a node passes a part of the files on to another department."""
    return isinstance(node, Choose) and any(map(_passed_on, node.options)) and any(not option.route for option in node.options)


def _passed_on(option: Option) -> bool:
    """Say whether a way is a wait at one office and work at the next: the file was passed on."""
    kinds: Route = option.route
    return len(kinds) > 1 and isinstance(kinds[0], Wait) and kinds[0].who == "office" and isinstance(kinds[1], Serve)
