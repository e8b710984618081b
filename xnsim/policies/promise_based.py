"""告知承诺: the applicant is told the conditions and promises to meet them; decided at once, examined afterwards."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, chosen_matters, with_matters
from xnsim.policies.routes import rewritten, serves
from xnsim.policies.sources import business, paper, rule
from xnsim.policies.ways import chance, decided_before, first_serve, longer, only_serves, spliced, stretch
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.quality import Discovery, Examined, Quality
from xnsim.scenario.route import Return, Serve
from xnsim.scenario.values import Dist, Span

SOON = Dist("exp", (Span(2, "d"),))


class PromiseBased(Policy):
    """No papers are returned before acceptance; what departments examined before the decision they examine after it, for a share of the cases.

    Who does not meet the conditions promises too, and is approved; only who is examined is found
    out, and is then revoked (``discovered``, see ``quality``).
    """

    key = "promise_based"
    label = Label("告知承诺", "On a promise")
    help = Label(
        "一次告知条件,申请人书面承诺符合,当场决定;原来事前的审查改到事后核查,查出不实的撤销。直接涉及公共安全、生态环境、人身健康的不适用。没有核查到的不会被查出",
        "conditions are told once, the applicant promises in writing to meet them, the decision is made at once; the examination follows afterwards, and what proves untrue is "
        "revoked. Not for public safety, the environment or health. Who is not examined is not found out")
    tradeoff = Label(
        "办得快、少跑路;把关移到事后,核查的人手一个也省不下,查出不实时已经开办了",
        "fast and few visits; the check moves behind the decision, saves nobody, and what is untrue has begun by the time it is found")
    perverse = Label(
        "以诺代管:承诺了就不再核查,人手更闲,撤销率降到零,不实的再也查不出来",
        "a promise instead of control: nothing is examined afterwards; there is time to spare, nothing is ever revoked, and what is untrue is never found")
    stage = Stage.PEOPLE
    institution = "M36 M15"
    moves = ("-mean_workdays", "-return_rate", "-mean_trips")
    perverse_moves = ("-revoked_rate", "+undetected_rate", "-utilisation")
    perverse_knobs = {"examined": 0.0}
    legal_note = Label(
        "国办发〔2020〕42号:告知承诺不适用于直接涉及国家安全、公共安全、生态环境保护和直接关系人身健康、生命财产安全等事项;适用哪些事项请用 matters 写明",
        "State Council Office document 2020 no. 42: not for matters that bear on security, public safety, the environment, health, life and property; name in matters those it is for")
    source = (
        business("40"),
        rule("国办发〔2020〕42号:全面推行证明事项和涉企经营许可事项告知承诺制", "State Council Office document 2020 no. 42 on certification and licensing by promise"),
        paper(2, "代办、联办、诺办、督办", "handled for the applicant, jointly, on a promise, under supervision"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    minutes: float = knob(10.0, Knob(
        Label("告知并签承诺用时", "Time to tell and to sign"), Label("假定", "assumed"), Label("分钟", "min"), 0, 120, 1))
    examined: float = knob(0.5, Knob(
        Label("事后核查的比例", "Share examined afterwards"), Label("假定:抽查一半;1即逐件核查,0即以诺代管(反效果)", "assumed: half of them; 1 means every case, 0 a promise instead of control (the perverse switch)"),
        None, 0, 1, 0.05))
    detection: float = knob(0.9, Knob(
        Label("核查查出不实的可能", "Chance that an examination finds what is untrue"),
        Label("假定:十件不实的查出九件;1即一查就准", "assumed: nine untrue ones of ten; 1 means every one that is examined"), None, 0, 1, 0.05))
    untrue: float = knob(0.05, Knob(
        Label("承诺不实的比例", "Promises that prove untrue"), Label("假定;情景写有质量(quality)的,以其中不符合条件的比例为准", "assumed; where the scenario has a quality, it says how many do not meet the conditions"), None, 0, 1, 0.01))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which these matters are decided on a promise."""
        changed = {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            first = first_serve(matter.route)
            behind = stretch(matter.route, lambda node: only_serves(node) and first not in serves((node,)))
            if first is not None and behind is not None:
                changed[name] = self._promised(matter, first, *behind)
        return with_matters(self, scenario, changed, Label(
            "没有事项在收件之后还有审查环节可以移到决定之后;请把审查写成收件之后的 serve",
            "no matter is examined behind its intake, there is nothing to move behind the decision; write examinations as serves after the intake"))

    def _promised(self, matter: Matter, intake: Serve, first: int, last: int) -> Matter:
        """Let a matter be decided on a promise at the window, and examined afterwards by sample."""
        exam, route = matter.route[first:last], matter.route
        step = serves(exam)[0].step.replace("/", "_")
        bare = decided_before((*route[:first], *route[last:]), first)
        bare = spliced(bare, lambda node: () if isinstance(node, Return) else None)
        signed = rewritten(bare, lambda node: longer(node, self.minutes) if node is intake else node)
        return matter.changed(("route", (*signed, *chance(f"examined_{step}", self.examined, exam))), ("quality", self._quality(matter.quality, serves(exam)[0].step)))

    def _quality(self, known: Quality | None, step: str) -> Quality:
        """Nobody looks before the decision: all are approved; afterwards who comes to the examination is found out, mostly."""
        found = (known.discovery if known else None) or Discovery(probability=0.0, after=SOON)
        if self.examined > 0:
            found = found.changed(("examined", Examined(step=step, probability=round(1 - (1 - found.probability) * (1 - self.detection), 9))))
        return Quality(eligible=known.eligible if known else round(1 - self.untrue, 12), approve_wrong=1.0, discovery=found)
