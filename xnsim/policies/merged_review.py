"""综合审批: what several departments examined one after the other becomes one examination at one post."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, check_known, chosen_matters, with_matters
from xnsim.policies.routes import every_node, serves
from xnsim.policies.sources import business, licensing, paper
from xnsim.policies.ways import decided_before, helping, minutes, only_serves, spliced, works_of
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Node, Parallel, Route, Series, Serve

STAMP_MINUTES = 3


class MergedReview(Policy):
    """Every row of steps at two or more desks becomes one step; its work is the sum of theirs, drawn by their names.

    The officers of the merged desks serve there too, after their own lines.
    """

    key = "merged_review"
    label = Label("综合审批", "Merged review")
    help = Label(
        "几个部门依次审查的环节合并为一个岗位、一次审查、一个决定;原来各岗位的人一起办这条队,部门之间的移交没有了",
        "the examinations of several departments become one, at one post, with one decision; the people of all those posts serve its one "
        "line, and files no longer pass from hand to hand")
    tradeoff = Label(
        "省下每次移交后的排队;但一个人要懂几家的业务,每件更慢,单件用时的长短也更悬殊",
        "the queue after each hand-over is saved; but one person has to know several trades, each case takes longer and cases differ more")
    perverse = Label(
        "名合实分:综合岗先盖章、登记办结,各部门事后照旧逐家补审",
        "merged in name: the common post stamps and books the decision, and each department examines afterwards as before")
    stage = Stage.ROUTE
    institution = "M11"
    moves = ("-mean_workdays", "-total_days")
    perverse_moves = ("-mean_workdays", "+total_days")
    perverse_knobs = {"in_name": True}
    source = (
        licensing("26"),
        business("36"),
        paper(1, "全面推行行政綜合審批", "merged administrative review is carried out everywhere"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    desk: Name | None = knob(None, Knob(
        Label("综合岗", "Common post"), Label("不写即原来的第一个岗位", "none means the first of the merged desks")))
    efficiency: float = knob(0.9, Knob(
        Label("通才的效率", "Efficiency of generalists"),
        Label("假定:一人兼办几家的业务,比各家专人慢一成(0.85–1)", "assumed: one person for several trades is a tenth slower than specialists (0.85 to 1)"),
        None, 0.3, 1, 0.05))
    in_name: bool = knob(False, Knob(
        Label("名合实分", "In name only"),
        Label("反效果开关,默认关:综合岗盖章3分钟即记为决定,原来的各环节移到决定之后",
              "perverse switch, off by default: a stamp of 3 minutes at the common post counts as the decision, the old steps follow it")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario with one examination instead of several."""
        if self.desk is not None:
            check_known(self, self.desk, scenario.desks, Label("岗位", "desk"))
        changed, moved = {}, {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            found = [node for node in every_node(matter.route) if mergeable(node)]
            if found:
                changed[name] = self._in_name(matter) if self.in_name else self._matter(matter)
                moved |= {serve.desk: self._post(node) for node in found for serve in serves((node,))}
        new = with_matters(self, scenario, changed, Label(
            "没有事项有两个以上岗位依次办理的环节;请把它们写成 series",
            "no matter has steps at two or more desks one after the other; write them as a series"))
        return new if self.in_name else new.changed(("helps", (*new.helps, *helping(moved, scenario))))

    def _post(self, node: Node) -> str:
        """Return the desk that does the merged review: the one named, else the first of the row."""
        return self.desk or serves((node,))[0].desk

    def _matter(self, matter: Matter) -> Matter:
        """Merge every row of reviews of a matter into one."""
        return matter.changed(("route", spliced(matter.route, lambda node: (self._one(node),) if mergeable(node) else None)))

    def _one(self, node: Node) -> Serve:
        """Return one review with the works of a row."""
        steps = serves((node,))
        return Serve(step=f"merged_{steps[0].step}".replace("/", "_"), desk=self._post(node), name=Label("综合审查", "Merged review"),
                     trips=sum(step.trips for step in steps), **works_of((node,), 1 / self.efficiency))

    def _in_name(self, matter: Matter) -> Matter:
        """Stamp the merged decision first, and let the row go on as before."""
        place = next((i for i, node in enumerate(matter.route) if any(map(mergeable, every_node((node,))))), 0)
        route = decided_before(matter.route, place)
        at = next(i for i, node in enumerate(route) if any(map(mergeable, every_node((node,)))))
        return matter.changed(("route", (*route[: at - 1], *self._stamp(route[at]), *route[at - 1:])))

    def _stamp(self, node: Node) -> Route:
        """Return the stamp of a review that is merged in name."""
        first = next(inner for inner in every_node((node,)) if mergeable(inner))
        return (self._one(first).changed(("effort", (minutes(STAMP_MINUTES),)), ("luck", None), ("trips", 0)),)


def mergeable(node: Node) -> bool:
    """Say whether a node is steps at two or more desks and nothing else."""
    return isinstance(node, (Series, Parallel)) and only_serves(node) and len({serve.desk for serve in serves((node,))}) > 1
