"""建议提案回告制: every suggestion is answered within its months, and who is not satisfied has it done again."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.chains import department_row
from xnsim.policies.reach import MATTERS, chosen_matters, refused, with_matters
from xnsim.policies.routes import serves
from xnsim.policies.sources import paper, rule
from xnsim.policies.supervised import MINUTES
from xnsim.policies.ways import each_its_return, minutes, two_ways
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Return, Route, Serve
from xnsim.scenario.values import Dist, Span


class ReplyPromise(Policy):
    """A suggestion, proposal or instruction is booked to a department, dealt with, answered; the dissatisfied send it back once, and its months begin anew.

    It reaches the matters named, else those without a statutory limit.
    """

    key = "reply_promise"
    label = Label("建议提案回告制", "Every suggestion answered")
    help = Label(
        "建议、提案、批示交到承办部门,限期办结并书面回告,件件有回音;提的人不满意的,退回重办,期限重新起算",
        "suggestions, proposals and instructions are booked to a department, dealt with in so many months and answered in writing, every one of them; who is not satisfied sends "
        "it back and its months begin anew")
    tradeoff = Label(
        "件件有着落;登记、答复和重办都占承办人的时间", "none is left lying; booking, answering and doing again take the time of those who do the work")
    perverse = Label(
        "重答复、轻办理:写一封漂亮的答复,标作已经解决(A类),事情没有办;答复得快,退回来的多",
        "answers instead of deeds: a fine letter, coded A for solved, and nothing done; the answer is quick, and more come back")
    stage = Stage.ROUTE
    institution = "M32"
    moves = ("+mean_returns", "+utilisation")
    perverse_moves = ("-mean_workdays", "+mean_returns")
    perverse_knobs = {"a_coded": 0.7}
    legal_note = Label(
        "办理期限由各地规定:有的省人大代表建议3个月、政协提案5个月,至多6个月;没有全国统一的法律期限",
        "the months are set locally: in one province 3 for suggestions of deputies, 5 for proposals, 6 at most; no national statute sets them")
    source = (
        rule("四川:建议3个月、提案5个月、至多6个月;不满意的3个月内重办", "Sichuan: 3 months for suggestions, 5 for proposals, 6 at most; done again within 3 months where not satisfied"),
        rule("没有全国统一的法定办理期限", "no national statute sets a limit", "none"),
        paper(3, "回告制度", "the rule of reporting back"),
        paper(4, "认真落实人大代表建议、政协委员提案", "carry out the suggestions of deputies and the proposals of committee members"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    months: int = knob(3, Knob(Label("答复期限", "Answered within"), Label("有的省的规定:建议3个月,提案5个月", "as one province has it: 3 months for suggestions, 5 for proposals"), Label("个月", "months"), 1, 12, 1))
    reply_minutes: float = knob(30.0, Knob(Label("书面答复用时", "Time to answer"), Label("假定:起草、签发、回告", "assumed: drafting, signing, reporting back"), MINUTES, 1, 480, 5))
    dissatisfied: float = knob(0.1, Knob(
        Label("办了仍不满意", "Not satisfied, though it was done"), Label("假定:十件中一件,重办一次", "assumed: one in ten, done again once"), None, 0, 1, 0.05))
    a_coded: float = knob(0.0, Knob(
        Label("只答复不办理", "Answered, not done"),
        Label("反效果开关,默认0:只写答复就标作已解决的比例;其中六成不满意(假定),退回来", "perverse switch, 0 by default: share coded solved for a letter; six in ten of them (assumed) come back"),
        None, 0, 1, 0.1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which every suggestion is answered."""
        changed = {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            row = department_row(matter.route)
            if row is not None and (self.matters or matter.limits.statutory is None):
                changed[name] = self._matter(matter, *row)
            elif self.matters:
                raise refused(self, f"事项“{name}”收件以后没有部门办理的环节;请在路线里写 serve", f"no department works on matter “{name}” after its papers are in; write a serve into the route")
        return with_matters(self, scenario, changed, Label(
            "没有不受法定时限约束、由部门办理的事项;请用 matters 写明建议提案的事项", "no matter without a statutory limit is dealt with by a department; name the suggestions in matters"))

    def _matter(self, matter: Matter, first: int, last: int) -> Matter:
        """Let a matter be booked, answered in writing, and done again where the answer does not satisfy."""
        row = matter.route[first:last]
        desk, mark = serves(row)[0].desk, serves(row)[0].step.replace("/", "_")
        booked = Serve(step=f"booked_{mark}", desk=desk, effort=(minutes(5),), name=Label("交办登记", "Booked to the department"))
        back = Return(step=f"not_satisfied_{mark}", probability=self.dissatisfied, turnaround=Dist("exp", (Span(5, "d"),)), to=booked.step, at_most=1, clock="reset", trips=0,
                      name=Label("不满意,重办", "Not satisfied: done again"))
        done: Route = (*row, self._reply(desk, f"reply_{mark}"), *((back,) if self.dissatisfied > 0 else ()))
        letter = (self._reply(desk, f"letter_{mark}"), back.changed(("step", f"only_a_letter_{mark}"), ("probability", 0.6)))
        ways, rest = each_its_return(two_ways(f"a_coded_{mark}", self.a_coded, letter, done), matter.route[last:])
        route = (*matter.route[:first], booked, *ways, *rest)
        return matter.changed(("limits", matter.limits.changed(("promised", Span(self.months, "mo")))), ("route", route))

    def _reply(self, desk: str, step: str) -> Serve:
        """Return the letter."""
        return Serve(step=step, desk=desk, effort=(Dist("exp", (Span(self.reply_minutes, "min"),)),), name=Label("书面答复、回告", "Answered in writing"))
