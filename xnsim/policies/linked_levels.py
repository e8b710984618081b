"""市县乡联网: files pass between levels by line, and what was handed in below is not asked for above."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, chosen_matters, with_matters
from xnsim.policies.single_lead import circulates
from xnsim.policies.sources import licensing, paper
from xnsim.policies.ways import decided_before, spliced
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import VERB_OF, Decide, Node, Return, Route, Serve
from xnsim.scenario.values import Dist, Span


class LinkedLevels(Policy):
    """The post between two desks takes no time any more, and returns behind it are no longer made.

    The post is a ``wait`` for the office with the clock running, or a ``transfer``.
    """

    key = "linked_levels"
    label = Label("市县乡联网", "Linked levels")
    help = Label(
        "市、县、乡各级联网运行:案卷不再靠人送邮寄,上级不再向申请人重复要材料(行政许可法第35条)",
        "city, county and township work on one line: files are not carried or posted any more, and the upper level does not ask the applicant for papers again (art. 35)")
    tradeoff = Label(
        "省下在途的几天和重复补正;要建系统,各级都得按同一套标准录入",
        "days on the way and repeated returns are saved; systems have to be built, and every level has to enter data by one standard")
    perverse = Label(
        "联而不通:电子件一到就登记办结,纸质案卷照旧在路上,到了才真正审完、发证",
        "linked but not joined: the electronic file counts as decided when it arrives, the paper file travels as before, and only then is it really finished")
    stage = Stage.ROUTE
    institution = "M17"
    moves = ("-mean_workdays", "-total_days")
    perverse_moves = ("-mean_workdays", "+total_days")
    perverse_knobs = {"paper_follows": True}
    legal_note = Label(
        "行政许可法第35条:下级已经初审的,上级机关不得要求申请人重复提供申请材料;第43条:下级应当自受理之日起20日内审查完毕",
        "Administrative Licensing Law, art. 35: what was pre-examined below may not be asked for again above; art. 43: the lower level examines within 20 days")
    source = (
        licensing("35, 43"),
        paper(4, "实现市、区县、乡镇(街道)联网运行", "let city, districts, counties and townships work on one line"),
        paper(2, "年底前省、市、县将实行三级联网", "province, city and county are linked before the end of the year"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    on_the_way_hours: float = knob(0.0, Knob(
        Label("联网后在途时间", "On the way when linked"), Label("联网即到;定时批量交换的可写几小时", "at once; some hours where data are exchanged in batches"), Label("小时", "h"), 0, 240, 1))
    ask_once: bool = knob(True, Knob(
        Label("不重复要材料", "Ask once"), Label("行政许可法第35条:上级不得要求重复提供", "art. 35: the upper level may not ask again")))
    paper_follows: bool = knob(False, Knob(
        Label("联而不通", "Paper follows"),
        Label("反效果开关,默认关:最后一个环节之前即登记决定,纸质案卷照旧在途,最后一个环节等它到了才办",
              "perverse switch, off by default: the decision is booked before the last step, which waits for the paper file on its way as before")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which levels are linked."""
        linked = {name: self._linked(matter) for name, matter in chosen_matters(self, self.matters, scenario).items()}
        changed = {name: matter for name, matter in linked.items() if matter != scenario.matters[name]}
        return with_matters(self, scenario, changed, Label(
            "没有事项有层级之间的传递;请在两级的岗位之间写一个 wait(who: office,时钟照走)",
            "no matter has a post between levels; write a wait (for the office, with the clock running) between their desks"))

    def _linked(self, matter: Matter) -> Matter:
        """Send a matter over the network: the way between levels shrinks, papers are asked for once."""
        on_paper: list[Node] = []

        def change(node: Node) -> Route | None:
            """A way between levels, shortened; no second call for papers after it."""
            if on_the_way(node):
                on_paper.append(node)
                return self._shortened(node)
            if circulates(node):
                return (node,)
            return () if isinstance(node, Return) and on_paper and self.ask_once else None

        route = spliced(matter.route, change)
        if not on_paper:
            return matter
        return matter.changed(("route", self._with_paper(route, tuple(on_paper)) if self.paper_follows else route))

    def _shortened(self, node: Node) -> Route:
        """Return a way between levels as long as the network takes; none at all for nought."""
        length = Dist("constant", (Span(self.on_the_way_hours, "h"),))
        return (node.changed(("length", length)),) if self.on_the_way_hours > 0 else ()

    def _with_paper(self, route: Route, on_paper: Route) -> Route:
        """Let the papers follow after the decision, on the old way."""
        ways = {node.step for node in on_paper}
        bare = spliced(route, lambda node: () if getattr(node, "step", None) in ways else None)
        last = max((i for i, node in enumerate(bare) if isinstance(node, Serve)), default=len(bare))
        booked = decided_before(bare, last)
        at = booked.index(Decide()) + 1
        return (*booked[:at], *on_paper, *booked[at:])


def on_the_way(node: Node) -> bool:
    """Say whether a file is between two desks while the office's clock runs."""
    verb = VERB_OF[type(node)]
    return verb == "transfer" or (verb == "wait" and node.who == "office" and node.clock == "runs" and node.length is not None)

