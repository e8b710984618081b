"""减环节: a step is struck from the route; what it did is not done any more."""

from __future__ import annotations

from collections.abc import Callable

from xnsim.labels import Label
from xnsim.policies.applicants import day_seconds
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.chains import in_line, mean_seconds, targets, without_steps
from xnsim.policies.reach import MATTERS, chosen_matters, refused, with_matters
from xnsim.policies.routes import rewritten, serves
from xnsim.policies.sources import business, paper, rule
from xnsim.policies.ways import works_of
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Node, Serve


class FewerSteps(Policy):
    """Steps are struck: those named, else in each matter the one that takes least work.

    The first step at a desk, steps in branches, and steps that papers are sent back to
    stay, unless they are named. The send-backs of a struck step go with it.
    """

    key = "fewer_steps"
    label = Label("减环节", "Fewer steps")
    help = Label(
        "再造流程,把可有可无的环节去掉:少一个岗位、少排一次队",
        "the process is redrawn and steps nobody needs are struck: one desk less, one line less to stand in")
    tradeoff = Label(
        "省下的不只是那一步的用时,还有它前面的等待;少看一遍,也就少一道把关",
        "what is saved is not the step's work alone but the wait before it; one look less is also one check less")
    perverse = Label(
        "环节数减了,活没减:被减的环节并到下一个环节里照做",
        "fewer steps on paper, the same work: what was struck is done within the next step")
    stage = Stage.ROUTE
    institution = "M25"
    moves = ("-mean_workdays", "-utilisation")
    perverse_moves = ("+in_hall_rate", "+utilisation", "+mean_workdays")
    perverse_knobs = {"work_stays": True}
    nominal = True
    source = (
        business("36, 40"),
        rule("天津2011年清理:区县审批事项、要件、时限均有减少", "Tianjin 2011: items, papers and times of the districts were cut"),
        paper(3, "減程序、減時限、減費用", "fewer procedures, shorter limits, lower fees"),
        paper(0, "办文、办事环节过多", "too many steps in handling papers and business"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    steps: tuple[Name, ...] = knob((), Knob(
        Label("去掉的环节", "Steps struck"), Label("不写即每个事项去掉用时最少的一个", "none named: in each matter the one that takes least work")))
    work_stays: bool = knob(False, Knob(
        Label("活照做", "The work stays"),
        Label("反效果开关,默认关:环节去掉了,活并到下一个环节(没有下一个则并到上一个)",
              "perverse switch, off by default: the step is struck and its work done within the next one (or the one before, if it was the last)")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario without these steps."""
        chosen = chosen_matters(self, self.matters, scenario)
        known = {serve.step for matter in chosen.values() for serve in serves(matter.route)}
        for step in self.steps:
            if step not in known:
                raise refused(self, f"没有办理环节“{step}”;现有:{'、'.join(sorted(known))}", f"there is no step “{step}” at a desk; there are: {', '.join(sorted(known))}")
        struck = {name: self._struck(matter, day_seconds(scenario)) for name, matter in chosen.items()}
        changed = {name: self._matter(name, chosen[name], steps) for name, steps in struck.items() if steps}
        return with_matters(self, scenario, changed, Label(
            "没有事项有可去掉的环节(每个事项至少要有三个办理环节);请用 steps 写明", "no matter has a step to strike (each needs three steps at desks); name it in steps"))

    def _struck(self, matter: Matter, open_s: int) -> list[str]:
        """Return the steps of a matter that go: those named, else the shortest that nothing returns to."""
        line = [node for node in in_line(matter.route) if isinstance(node, Serve)]
        if self.steps:
            return [serve.step for serve in line if serve.step in self.steps]
        kept = targets(matter.route)
        free = [serve for serve in line[1:] if serve.step not in kept] if len(line) > 2 else []
        return [min(free, key=lambda serve: mean_seconds(serve, open_s)).step] if free else []

    def _matter(self, name: str, matter: Matter, struck: list[str]) -> Matter:
        """Take steps out of a matter; their work stays with their neighbours where that is the perverse effect."""
        line = [node for node in in_line(matter.route) if isinstance(node, Serve)]
        if len(line) == len(struck):
            raise refused(self, f"事项“{name}”的办理环节一个不剩;请少去掉一个", f"no step at a desk would be left in matter “{name}”; strike one less")
        back = targets(matter.route, but_after=struck) & set(struck)
        if back:
            raise refused(self, f"事项“{name}”有退件退回“{min(back)}”,不能去掉;请给退件另写 to", f"in matter “{name}” papers are sent back to “{min(back)}”, which cannot be struck; give the return another to")
        new = matter.changed(("route", without_steps(matter.route, struck)))
        return new.changed(("route", rewritten(new.route, _heirs(line, struck)))) if self.work_stays else new


def _heirs(line: list[Serve], struck: list[str]) -> Callable[[Node], Node]:
    """Return what turns a step that is left into one that does the work of the struck steps before it too."""
    left = [serve.step for serve in line if serve.step not in struck]
    groups: dict[str, tuple[Serve, ...]] = {}
    for i, serve in enumerate(line):
        heir = next((other.step for other in line[i:] if other.step in left), left[-1])
        groups[heir] = (*groups.get(heir, ()), serve)

    def with_works(node: Node) -> Node:
        """A step with its own work and that of the steps it takes over."""
        group = groups.get(node.step, ()) if isinstance(node, Serve) else ()
        return node.changed(*works_of(group).items()) if len(group) > 1 else node

    return with_works
