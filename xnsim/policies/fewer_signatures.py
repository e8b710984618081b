"""减少签批层级: fewer superiors sign before a case is decided."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.chains import in_line, sign_offs, targets, without_steps
from xnsim.policies.reach import MATTERS, chosen_matters, refused, with_matters
from xnsim.policies.sources import licensing, paper, rule
from xnsim.policies.ways import spliced
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Clock, Node, Route, Serve


class FewerSignatures(Policy):
    """Of the row of signatures before the decision only the lowest stay; the others and their send-backs go.

    The row is the steps at desks right before the decision, without the first of them (who
    handles the case). A scenario whose signatures stand elsewhere names them in ``steps``,
    from the lowest to the highest.
    """

    key = "fewer_signatures"
    label = Label("减少签批层级", "Fewer signatures")
    help = Label(
        "承办人办完以后,科长、分管领导、主要领导一层一层签;授权下放,只留下面的层级,谁签谁负责",
        "after the handler the section head, the deputy and the head sign one after the other; with authority given down only the lower ones sign, "
        "and who signs answers for it")
    tradeoff = Label(
        "少排几次领导的队,少几次退回重来;少看一遍,上面知道得少一些",
        "fewer lines before the leaders' doors and fewer send-backs; one look less, and those above know less")
    perverse = Label(
        "不签字,先口头请示:件照样送上去等一句话,只是不算在办理时间里",
        "no signature but “ask first”: the file still goes up for a word, only the clock stands meanwhile")
    stage = Stage.ROUTE
    institution = "N2"
    moves = ("-mean_workdays", "-total_days")
    perverse_moves = ("-mean_workdays", "+total_days", "+unlawful_pause_share")
    perverse_knobs = {"asked_first": True}
    nominal = True
    legal_note = Label(
        "行政许可法第42条第1款只要求在期限内作出决定,内部由谁签批由机关自定;请示期间停表没有依据",
        "Administrative Licensing Law, art. 42(1) asks for a decision in time; who signs inside is the organ's own affair. Stopping the clock while "
        "superiors are asked has no basis")
    source = (
        licensing("42, 45"),
        rule("没有规定内部签批层级的全国性法律", "no national statute sets the number of signatures inside an organ", "none"),
        paper(0, "领导批来批去、部门转来转去、开会议来议去,群众跑来跑去", "leaders pass it on, departments turn it round, meetings talk it over, and people run to and fro"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    layers: int = knob(1, Knob(
        Label("留下的层级", "Signatures that stay"), Label("从下往上留;默认只留一层", "counted from the lowest; one by default"), Label("层", "signatures"), 0, 10, 1))
    steps: tuple[Name, ...] = knob((), Knob(
        Label("签批环节", "The signatures"),
        Label("由低到高;不写即决定之前一连串办理环节,第一个(承办)除外",
              "from the lowest up; none named means the row of steps before the decision, the first (the handler) left aside")))
    asked_first: bool = knob(False, Knob(
        Label("先口头请示", "Asked first"),
        Label("反效果开关,默认关:减掉的层级照样送去等一句话,期间停表", "perverse switch, off by default: the layers struck still get the file for a word, and the clock stands meanwhile")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which only the lowest layers sign."""
        changed = {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            struck = self._row(matter)[self.layers:]
            if struck:
                changed[name] = self._matter(name, matter, struck)
        return with_matters(self, scenario, changed, Label(
            f"没有事项在承办之后有多于{self.layers}层签批;请用 steps 写明签批环节,或改小 layers",
            f"no matter has more than {self.layers} signatures after the handler; name them in steps, or lower layers"))

    def _row(self, matter: Matter) -> list[str]:
        """Return the signatures of a matter that go: those named, else all but the first of the row before the decision."""
        if self.steps:
            here = {node.step for node in in_line(matter.route) if isinstance(node, Serve)}
            return [step for step in self.steps if step in here]
        return [serve.step for serve in sign_offs(matter.route)[1:]]

    def _matter(self, name: str, matter: Matter, struck: list[str]) -> Matter:
        """Take signatures out of a matter, or have them asked for off the record."""
        back = targets(matter.route, but_after=struck) & set(struck)
        if back and not self.asked_first:
            raise refused(self, f"事项“{name}”有退件退回“{min(back)}”,减不掉;请给退件另写 to", f"in matter “{name}” papers are sent back to “{min(back)}”, which cannot go; give the return another to")
        return matter.changed(("route", self._asked(matter.route, struck) if self.asked_first else without_steps(matter.route, struck)))

    @staticmethod
    def _asked(route: Route, struck: list[str]) -> Route:
        """The clock stands while the file is with a layer that was struck."""
        def off_the_record(node: Node) -> Route | None:
            """A signature that is still asked for while the clock stands."""
            if not (isinstance(node, Serve) and node.step in struck):
                return None
            return (Clock(do="pause"), node, Clock(do="resume"))

        return spliced(route, off_the_record)
