"""首问负责: who is asked first sees to it that the visitor gets to the right desk, instead of sending him home."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, chosen_matters, with_matters
from xnsim.policies.routes import serves
from xnsim.policies.sources import licensing, paper, rule
from xnsim.policies.ways import chance, minutes, set_right, spliced, wrong_address
from xnsim.scenario.base import Name
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Choose, End, Node, Route


class FirstContact(Policy):
    """Visitors who come to a wrong desk are guided on; they no longer wait in vain, go home and come again.

    The scenario says who is misaddressed: before the first step a ``choose`` with one way
    of a ``serve`` at the wrong desk (``trips: 1``) and a ``wait`` with ``who: applicant``,
    and one way with nothing on it.
    """

    key = "first_contact"
    label = Label("首问负责", "First contact answers")
    help = Label(
        "走错门的办事人不再被打发回去:首先接待的人花几分钟问清、引到该去的岗位,当次就能办,不必再跑一趟",
        "visitors at the wrong door are not sent away: who is asked first takes some minutes to find out and brings them to the right "
        "desk, on the same visit")
    tradeoff = Label(
        "首问岗位的几分钟换办事人的一趟;首问岗位本来就忙时,本岗的件要多等",
        "minutes of the first desk against a trip of the visitor; where that desk is busy, its own cases wait longer")
    perverse = Label(
        "先问先避:谁先搭话谁负责,于是不接话、推说“不归我管”,人走了,受理的数字反而好看",
        "who answers is answerable, so nobody answers: visitors are told “not my business” and leave, and the figures of acceptance look better")
    stage = Stage.ROUTE
    institution = "M1"
    moves = ("-mean_trips", "-total_days")
    perverse_moves = ("+on_time_acceptance_rate", "+loss_rate")
    perverse_knobs = {"avoidance": 0.9}
    legal_note = Label(
        "行政许可法第32条第(二)项:不属于本机关职权范围的,应当即时作出不予受理的决定,并告知向有关机关申请;推诿不告知没有依据",
        "Administrative Licensing Law, art. 32(2): what is not the organ's business is refused at once and the applicant told where to go; "
        "turning people away without telling them has no basis")
    source = (
        licensing("32(2)"),
        rule("《福建省机关效能建设工作条例》列有首问责任制", "Fujian regulation on the efficiency of government offices lists the rule of first contact"),
        paper(1, "首先接受辦理的人員要負責到底", "whoever is asked first is answerable to the end"),
        paper(4, "严格执行首问负责制", "strictly carry out the rule of first contact"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    guide_minutes: float = knob(4.0, Knob(
        Label("指引用时", "Time to guide"), Label("假定:问清事由、打一个电话、指给去处", "assumed: ask what it is about, make a call, show the way"),
        Label("分钟", "min"), 0.5, 60, 0.5))
    avoidance: float = knob(0.0, Knob(
        Label("先问先避", "Turned away"),
        Label("反效果开关,默认0:走错门的人中被推开、不再办理的比例;推开不花时间,也不进受理台账",
              "perverse switch, 0 by default: share of the misaddressed who are turned away and give up; it takes no time and no book is kept of it"),
        None, 0, 1, 0.05))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which nobody goes home from a wrong desk."""
        changed = {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            route = spliced(matter.route, self._guided)
            if route != matter.route:
                changed[name] = matter.changed(("route", route))
        return with_matters(self, scenario, changed, Label(
            "没有事项写明有人走错门;请在第一个环节之前写一个 choose:一条路为 serve(走错的岗位,trips: 1)加 wait(who: applicant),另一条路为空",
            "no matter says that visitors go to a wrong desk; before the first step write a choose with one way of a serve (the wrong desk, "
            "trips: 1) and a wait (who: applicant), and one empty way"))

    def _guided(self, node: Node) -> Route | None:
        """Let who came to a wrong desk be guided on from there, unless the desk looks away."""
        if not wrong_address(node):
            return None
        assert isinstance(node, Choose)
        avoided = chance(f"{node.step}_avoided", self.avoidance, (End(outcome="turned_away"),))
        guide = Label("首问指引", "Guided on")
        return set_right(node, lambda way: (*avoided, *(
            serve.changed(("effort", (minutes(self.guide_minutes),)), ("trips", 0), ("name", guide)) for serve in serves(way))))
