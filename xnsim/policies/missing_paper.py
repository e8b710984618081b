"""容缺受理: a secondary paper is missing, the case is accepted all the same, and the paper comes while it is examined."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, chosen_matters, with_matters
from xnsim.policies.routes import every_node, rewritten, serves
from xnsim.policies.sources import licensing, paper, rule
from xnsim.policies.ways import chance, chance_of, fewer_returns, first_serve, minutes, only_serves, returns_behind, stretch
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Accept, Branch, Node, Parallel, Refuse, Return, Serve, Wait


class MissingPaper(Policy):
    """Fewer papers are returned before acceptance; instead the examination and the wait for the missing paper run side by side.

    The decision waits for both. Who does not bring the paper is refused.
    """

    key = "missing_paper"
    label = Label("容缺受理", "Accepted with a paper missing")
    help = Label(
        "主件齐全、次要材料欠缺的先受理、先审查,申请人在决定之前补齐;不补的终止办理",
        "with the main papers complete and a secondary one missing, the case is accepted and examined; the applicant brings the paper before the decision, or the case ends")
    tradeoff = Label(
        "等材料与审查同时进行,省下来回;材料不来,审查就白做,时钟也一直在走",
        "waiting for the paper and examining run side by side; if it does not come the work was in vain, and the clock runs all the time")
    perverse = Label(
        "什么都容缺:主件不齐也先受理,退件率、受理时长好看,办理时长和终止的件都上去了",
        "everything may be missing: accepted without the main papers too; returns and acceptance look good, cases take longer and more are ended")
    stage = Stage.PEOPLE
    institution = "M36"
    moves = ("-return_rate", "-acceptance_workdays")
    perverse_moves = ("-return_rate", "+mean_workdays")
    perverse_knobs = {"lax": 1.0}
    legal_note = Label(
        "全国性法律没有专条规定容缺受理,各地依地方规定办理;行政许可法第32条仍要求一次告知",
        "no national statute has an article on it, local rules apply; art. 32 of the Administrative Licensing Law still asks for one notice of everything")
    source = (
        licensing("32"),
        rule("洋县、西安等地容缺受理办法;DB45/T 2433—2021", "rules of Yang county, Xi'an and others; DB45/T 2433-2021"),
        paper(3, "減程序、減時限、減費用", "fewer procedures, shorter limits, lower fees"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    secondary: float = knob(0.5, Knob(
        Label("退件中只缺次要材料的", "Returns for secondary papers only"), Label("假定:一半", "assumed: half of them"), None, 0, 1, 0.05))
    unfilled: float = knob(0.05, Knob(
        Label("到时不补的", "Not brought in the end"), Label("假定;不补的终止办理(按不予许可计)", "assumed; the case ends (counted as refused)"), None, 0, 1, 0.05))
    lax: float = knob(0.0, Knob(
        Label("主件也容缺", "Main papers too"), Label("反效果开关,默认0:缺主件的退件中也先受理的比例", "perverse switch, 0 by default: share of returns for main papers that are accepted too"), None, 0, 1, 0.1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which a paper may come later."""
        changed = {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            back = next((node for node in before_acceptance(matter) if isinstance(node, Return)), None)
            behind = stretch(matter.route, only_serves_after(matter))
            if back is not None and behind is not None:
                changed[name] = self._later(matter, back, *behind)
        return with_matters(self, scenario, changed, Label(
            "没有事项在受理之前退件(return)、受理之后审查;请在 return 之后写 accept 和审查环节",
            "no matter returns papers before acceptance and examines after it; write accept and examinations behind the return"))

    def _later(self, matter: Matter, back: Return, first: int, last: int) -> Matter:
        """Let a share of those whose papers were sent back be accepted at once; the paper comes while the review goes on."""
        let_in = self.secondary + (1 - self.secondary) * self.lax
        missing = round(chance_of(back) * let_in, 12)
        intake = first_serve(matter.route)
        assert intake is not None
        step = back.step.replace("/", "_")
        ended = (Refuse(step=f"unfilled_{step}", probability=self.unfilled),) if self.unfilled > 0 else ()
        brings = (Wait(step=f"later_{step}", length=back.turnaround, calendar=back.calendar, who="applicant"),
                  Serve(step=f"filed_{step}", desk=intake.desk, effort=(minutes(5),), trips=back.trips, name=Label("补收材料", "Paper filed")), *ended)
        last += len(returns_behind(matter.route[last:]))        # they go back to the review, so into its branch
        both = Parallel(branches={
            "exam": Branch(route=matter.route[first:last]), "paper": Branch(route=chance(f"missing_{step}", missing, brings))})
        route = rewritten((*matter.route[:first], both, *matter.route[last:]), lambda node: fewer_returns(node, 1 - let_in) if node is back else node)
        return matter.changed(("route", route if missing > 0 else matter.route))


def before_acceptance(matter: Matter) -> list[Node]:
    """Return the nodes before the acceptance; none where the route names no acceptance."""
    found: list[Node] = []
    for node in matter.route:
        if any(isinstance(inner, Accept) for inner in every_node((node,))):
            return found
        found.extend(every_node((node,)))
    return []


def only_serves_after(matter: Matter):
    """Return the test for work behind the acceptance: steps at desks and nothing else."""
    before = {id(node) for node in before_acceptance(matter)}
    return lambda node: only_serves(node) and bool(serves((node,))) and id(node) not in before
