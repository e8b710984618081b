"""百章减章: of the dozens of seals a project needs, most are struck."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.chains import in_line, longest_row, targets, without_steps
from xnsim.policies.reach import MATTERS, chosen_matters, refused, with_matters
from xnsim.policies.routes import every_node
from xnsim.policies.sources import business, paper, rule
from xnsim.policies.ways import spliced
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Accept, Route, Serve

FEWEST = 3


class HundredSeals(Policy):
    """Of a long row of seals a share stays, the first ones; the others go, with the applicants who gave up at them.

    The row is named, or it is the longest row of steps at desks. In the scenario
    applicants withdraw where a ``choose`` between two seals has a way with ``end``.
    """

    key = "hundred_seals"
    label = Label("百章减章", "Hundred seals cut")
    help = Label(
        "一个项目要盖几十个章,减到几个:没有法律依据的、互相重复的都去掉",
        "a project that needs dozens of seals is left with a few: those without a legal basis, and those that repeat each other, go")
    tradeoff = Label(
        "每个章用时不多,排队和往返占大头,所以减章省下的远不止盖章的几分钟;去掉的章管的事要由留下的来管",
        "a seal takes little work, the queue and the way take the most, so a seal struck saves far more than its minutes; what it guarded must be "
        "guarded by those that stay")
    perverse = Label(
        "明减暗增:减掉的章变成受理之前的“证明”,由申请人自己跑,官方用时短了,全程没有短",
        "struck in name: the seals become proofs to be brought before acceptance; the applicant runs for them, the official time is shorter, the whole "
        "time is not")
    stage = Stage.ROUTE
    institution = "N3"
    moves = ("-mean_workdays", "-total_days", "-loss_rate")
    perverse_moves = ("-mean_workdays", "+mean_trips", "+total_days")
    perverse_knobs = {"moved_before": True}
    nominal = True
    legal_note = Label(
        "行政许可法第31条:不得要求申请人提交与其申请事项无关的材料", "Administrative Licensing Law, art. 31: nothing may be asked for that has no bearing on the application")
    source = (
        business("40"),
        rule("没有规定公章个数的全国性法律", "no national statute sets a number of seals", "none"),
        paper(1, "一個項目要蓋幾十個、上百個公章", "a project needs dozens, a hundred seals"),
        paper(1, "有的項目就這樣被審跑了", "some projects were driven away by it"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    keep_share: float = knob(0.3, Knob(
        Label("留下的比例", "Share that stays"), Label("假定:十个留三个,至少一个", "assumed: three in ten, at least one"), None, 0, 1, 0.05))
    seals: tuple[Name, ...] = knob((), Knob(
        Label("盖章环节", "The seals"), Label("不写即最长的一串办理环节(至少三个)", "none named: the longest row of steps at desks (at least three)")))
    moved_before: bool = knob(False, Knob(
        Label("变成受理前的证明", "Become proofs before acceptance"),
        Label("反效果开关,默认关:减掉的章照样要盖,改在受理之前,每个章申请人跑一趟",
              "perverse switch, off by default: the seals struck are still wanted, before acceptance, each a visit of the applicant's")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario with the seals that stay."""
        changed = {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            row = self._row(matter)
            struck = row[max(1, int(len(row) * self.keep_share + 0.5)):]
            if struck:
                changed[name] = self._matter(name, matter, struck)
        return with_matters(self, scenario, changed, Label(
            f"没有事项有一连串(至少{FEWEST}个)的章可减;请用 seals 写明", f"no matter has a row of at least {FEWEST} seals to strike some of; name them in seals"))

    def _row(self, matter: Matter) -> list[Serve]:
        """Return the seals of a matter that go: those named, else its longest row."""
        if self.seals:
            return [node for node in in_line(matter.route) if isinstance(node, Serve) and node.step in self.seals]
        row = longest_row(matter.route)
        return row if len(row) >= FEWEST else []

    def _matter(self, name: str, matter: Matter, struck: list[Serve]) -> Matter:
        """Take seals out of a matter, or move them before its acceptance."""
        steps = [seal.step for seal in struck]
        back = targets(matter.route, but_after=steps) & set(steps)
        if back:
            raise refused(self, f"事项“{name}”有退件退回“{min(back)}”,减不掉;请给退件另写 to", f"in matter “{name}” papers are sent back to “{min(back)}”, which cannot go; give the return another to")
        left = without_steps(matter.route, steps)
        return matter.changed(("route", _before_acceptance(left, struck) if self.moved_before else left))


def _before_acceptance(route: Route, seals: list[Serve]) -> Route:
    """Let the applicant fetch these seals before the case is accepted."""
    errands = tuple(seal.changed(("trips", seal.trips + 1), ("limit", None)) for seal in seals)
    if not any(isinstance(node, Accept) for node in every_node(route)):
        return (*errands, Accept(), *route)
    return spliced(route, lambda node: (*errands, node) if isinstance(node, Accept) else None)
