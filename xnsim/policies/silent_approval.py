"""超时默认: what silence of the office counts as, by separate switches for separate rules."""

from __future__ import annotations

from typing import Literal

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.parallel_approval import separable
from xnsim.policies.reach import MATTERS, chosen_matters, refused
from xnsim.policies.routes import every_node, rewritten, serves
from xnsim.policies.sources import disclosure, licensing, paper, rule
from xnsim.policies.supervised import MINUTES, desks_of, lead_desk, served_first, short_file, with_files
from xnsim.policies.ways import after_accept, chance, minutes, spliced
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Expiry, Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Accept, Choose, Deliver, Node, Option, Parallel, Route, Serve, Spawn, StepLimit, Wait
from xnsim.scenario.values import Dist, Span

ANSWER_LIMIT = Span(5, "wd")
FOR_EVER = Span(3650, "d")


class SilentApproval(Policy):
    """When a limit ends in silence the law, or a rule, says what that means; one switch for each meaning.

    Acceptance and renewal rest on the national statute; consent of another department
    on a narrower one; approval on no general statute. What is deemed renewed or approved is
    decided as the limit ends, and the paper that says so is issued later (``paper_workdays``).
    A silent department leaves no paper: its step has ended, and the file goes on at once.
    """

    key = "silent_approval"
    label = Label("超时默认", "Silence means consent")
    help = Label(
        "期限届满而没有答复,视为受理、视为同意、视为准予延续或视为批准。四个开关分开:“视为批准”没有全国性的一般法律依据;到期即定,下一个工作日出件",
        "no answer when the limit ends counts as acceptance, as consent, as renewal or as approval; the paper follows a working day later. Four separate switches: deemed "
        "approval has no general national statutory basis")
    tradeoff = Label(
        "用时有了上限,超载时队伍也不再无限增长;换来的是一部分件未经审查就通过",
        "times are bounded, and an overloaded line stops growing; in exchange some cases pass unexamined")
    perverse = Label(
        "难办的件拖到自动通过(无人签字、无人担责);或在最后一天一律退件、不予批准",
        "hard cases are left to lapse (no signature, no blame); or everything is refused by reflex on the last day")
    stage = Stage.CONSEQUENCES
    institution = "M5"
    moves = ("+deemed_acceptance_share",)
    perverse_moves = ("+on_time_rate", "-verified_on_time_rate")
    perverse_knobs = {"approval": True, "approval_limit": "promised", "left_lying": 0.3}
    legal_note = Label(
        "全国性法律只规定视为受理(行政许可法第32条第(四)项)和视为准予延续(第50条);部门之间的默认同意见政府信息公开条例第34条。"
        "“视为批准”没有一般法律依据,地方规定限于“具备条件”的事项",
        "national law knows deemed acceptance (Administrative Licensing Law, art. 32(4)) and deemed renewal (art. 50) only; consent between "
        "departments: art. 34 on open information. Deemed approval has no general basis; local rules confine it to matters that “meet "
        "the conditions”")
    source = (
        licensing("32(4)"),
        licensing("50"),
        disclosure("34"),
        rule("视为批准:没有全国性的一般法律依据", "deemed approval: no general national statutory basis", "none"),
        rule("宜府办发〔2009〕66号、泰政办发〔2022〕58号等地方规定:部门之间超时默认",
             "local rules (Yichun 2009, Taizhou 2022): silence between departments means consent"),
        rule("泰政办发〔2022〕58号:默认之后1个工作日内出件;东莞:第二个工作日发超时默认通知单",
             "local rules (Taizhou 2022; Dongguan): the paper within 1 working day after the default; a note of it on the second working day"),
        paper(1, "具備條件的行政管理事項要實行超時默認制", "administrative matters that meet the conditions shall follow the rule that silence means consent"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    acceptance: bool = knob(True, Knob(
        Label("视为受理", "Deemed accepted"),
        Label("行政许可法第32条第(四)项:五个工作日内没有一次告知,即为受理", "art. 32(4): no notice within five working days means accepted")))
    consent: bool = knob(False, Knob(
        Label("部门不答复视为同意", "A silent department consents"),
        Label("全国性依据只有政府信息公开条例第34条;其他事项须有本地规定", "the only national basis is art. 34 on open information; other matters need a local rule")))
    consent_workdays: int = knob(15, Knob(
        Label("部门答复期限", "Departments answer within"), Label("取政府信息公开条例第34条的15个工作日", "the 15 working days of art. 34 on open information"),
        Label("工作日", "working days"), 1, 45, 1))
    renewal: bool = knob(False, Knob(
        Label("视为准予延续", "Deemed renewed"),
        Label("行政许可法第50条:只用于延续许可的事项,请用 matters 写明", "art. 50: for renewals of a licence only; name them in matters")))
    approval: bool = knob(False, Knob(
        Label("视为批准", "Deemed approved"),
        Label("没有全国性的一般法律依据,默认关;只用于“具备条件”的事项", "no general national statutory basis, off by default; for matters that “meet the conditions” only")))
    approval_limit: Literal["statutory", "promised"] = knob("statutory", Knob(
        Label("视为批准按哪个时限", "Deemed approved at the end of"), Label("默认法定时限", "the statutory limit by default"),
        words={"statutory": Label("法定时限", "statutory limit"), "promised": Label("承诺时限", "promised limit")}))
    paper_workdays: float = knob(1.0, Knob(
        Label("默认之后出件", "The paper after a default"),
        Label("视为批准、视为准予延续的件,到期即定、过一个工作日出件(泰州2022的规定);0即到期当时出件",
              "what is deemed approved or renewed is settled as the limit ends and issued a working day later (a rule of Taizhou, 2022); 0: at that second"),
        Label("工作日", "working days"), 0, 10, 0.5))
    talk_minutes: float = knob(0.0, Knob(
        Label("默认一件、约谈一次", "Called to account for a default"),
        Label("默认0:没有后果。泰州2022的规定是默认一次约谈,由责任岗位(受理后的第一个岗位)花这么多分钟说明",
              "0 by default: nothing follows. By a rule of Taizhou (2022) each default is talked over: so many minutes at the desk that answers for the matter, the first after its acceptance"),
        MINUTES, 0, 480, 5))
    in_hand: Literal["let_go", "finish"] = knob("let_go", Knob(
        Label("正在办的件", "The file in hand"),
        Label("let_go:到期即放下;finish:经办人仍把手上的活做完", "let_go: put down at expiry; finish: the officer works on to the end"),
        words={"let_go": Label("到期放下", "put down"), "finish": Label("把手上的办完", "worked to the end")}))
    left_lying: float = knob(0.0, Knob(
        Label("难办的件放着不办", "Hard cases left lying"),
        Label("反效果开关,默认0:受理后没有人碰、等着到期自动通过的比例(无人签字,无人担责)",
              "perverse switch, 0 by default: share nobody touches after acceptance, left to pass by default (no signature, no blame)"),
        None, 0, 1, 0.05))
    reflex_refusal: bool = knob(False, Knob(
        Label("最后一天一律不予批准", "Refused by reflex on the last day"),
        Label("反效果开关,默认关:到期仍未办结的不再视为批准,而是一律作出不予批准的决定",
              "perverse switch, off by default: what is undecided when the limit ends is refused instead of being deemed approved")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which the chosen silences have their consequence."""
        if self.renewal and self.approval:
            raise refused(self, "同一事项到期只能有一种后果;视为准予延续与视为批准请分写成两条,各用 matters 写明事项",
                          "a limit ends in one way only; write deemed renewal and deemed approval as two policies, each naming its matters")
        if (self.left_lying > 0 or self.reflex_refusal) and not (self.approval or (self.renewal and not self.reflex_refusal)):
            raise refused(self, "没有到期自动通过,放着不办或最后一天拒绝都无从谈起;请打开 approval,或关掉这两个反效果开关",
                          "without deemed approval nothing can be left to lapse or refused on the last day; switch approval on, or these two off")
        chosen = chosen_matters(self, self.matters, scenario)
        new = dict(chosen)
        for switch in ("acceptance", "consent", "renewal", "approval"):
            if getattr(self, switch):
                done = {name: getattr(self, f"_{switch}")(name, matter) for name, matter in new.items()}
                self._check_used(switch, new, done)
                new = done
        changed = {name: matter for name, matter in new.items() if matter != chosen[name]}
        talks = {file: made for name, matter in changed.items() for file, made in self._talk(name, matter).items()}
        new = with_files(self, scenario, changed, talks, Label(
            "没有一个开关在这里起作用;视为受理须有 accept 环节,其余请打开相应开关",
            "no switch does anything here; deemed acceptance needs an accept step, the others are off"))
        return served_first(new, desks_of(talks.values())) if talks else new

    def _talk(self, name: str, matter: Matter) -> dict[str, Matter]:
        """Return the talk that a default of this matter gives rise to, if any does."""
        if self.talk_minutes <= 0 or not any(isinstance(node, Spawn) and node.matter == f"talk_{name}" for node in every_node(matter.route)):
            return {}
        words = Label("约谈", "Called to account")
        return {f"talk_{name}": short_file(words, (Serve(step="talk", desk=str(lead_desk(matter)), effort=(minutes(self.talk_minutes),), name=words),))}

    def _check_used(self, switch: str, before: dict[str, Matter], after: dict[str, Matter]) -> None:
        """Refuse a switch that finds nothing to do."""
        if switch == "acceptance" or before != after:
            return
        about = type(self).knobs()[switch].label
        needs = {"consent": ("有并联或串联的会办环节", "steps at several departments"),
                 "renewal": ("有法定时限", "a statutory limit"),
                 "approval": ("有相应的时限", "the limit it follows")}[switch]
        raise refused(self, f"“{about.zh}”要求事项{needs[0]};请补写,或关掉这个开关",
                      f"“{about.en}” needs {needs[1]}; add it, or switch this off")

    def _acceptance(self, name: str, matter: Matter) -> Matter:
        """Let silence on an application count as its acceptance."""
        if not any(isinstance(node, Accept) for node in every_node(matter.route)):
            return matter
        limits = matter.limits if matter.limits.acceptance else matter.limits.changed(("acceptance", ANSWER_LIMIT))
        return self._at_expiry(name, matter.changed(("limits", limits)), Expiry(
            limit="acceptance", exit="deemed_accepted", in_hand=self.in_hand))

    def _consent(self, name: str, matter: Matter) -> Matter:
        """Let silence of a department that was asked count as its consent."""
        limit = StepLimit(within=Span(self.consent_workdays, "wd"), exit="deemed_consent", in_hand=self.in_hand)
        asked = {serve.step for node in every_node(matter.route) if isinstance(node, Parallel) or separable(node) for serve in serves((node,))}

        def change(node: Node) -> Node:
            """An asked department whose silence is its consent."""
            return node.changed(("limit", limit)) if isinstance(node, Serve) and node.step in asked else node

        return matter.changed(("route", rewritten(matter.route, change)))

    def _renewal(self, name: str, matter: Matter) -> Matter:
        """Let silence on a renewal count as yes."""
        return self._case_exit(name, matter, "statutory", "deemed_renewed")

    def _approval(self, name: str, matter: Matter) -> Matter:
        """Let silence count as approval, or end in a refusal by reflex."""
        return self._case_exit(name, matter, self.approval_limit, "refused" if self.reflex_refusal else "deemed_approved")

    def _case_exit(self, name: str, matter: Matter, limit: str, exit_: str) -> Matter:
        """Let a limit end the case in some way, with the paper after it."""
        if getattr(matter.limits, limit) is None:
            return matter
        matter = self._left_lying(matter) if self.left_lying > 0 else matter
        if exit_ != "refused" and (self.paper_workdays > 0 or self.talk_minutes > 0):
            matter = matter.changed(("route", self._with_paper(matter.route, f"talk_{name}" if lead_desk(matter) else "")))
        delivers = any(isinstance(node, Deliver) for node in every_node(matter.route))
        return self._at_expiry(name, matter, Expiry(
            limit=limit, exit=exit_, go_to="deliver" if delivers else "end", in_hand=self.in_hand))

    def _with_paper(self, route: Route, talk: str) -> Route:
        """Beside the ordinary delivery stands one that nobody walks to by himself: whom the limit took away gets the paper there, and somebody is called to account."""
        takes = Dist("constant", (Span(self.paper_workdays, "wd"),)) if self.paper_workdays > 0 else None
        follows = (Spawn(step="called_to_account", matter=talk, name=Label("约谈", "Called to account")),) if self.talk_minutes > 0 and talk else ()

        def either(ordinary: Route, within: Span | None) -> Route:
            """The ordinary delivery, or the one after a default."""
            issued = (Deliver(within=within, takes=takes), *follows)
            return (Choose(step="paper_after_default", options=(Option(share=1.0, route=ordinary), Option(share=0.0, route=issued))),)

        delivers = [node for node in every_node(route) if isinstance(node, Deliver)]
        if not delivers:
            return (*route, *either((), None))
        return spliced(route, lambda node: either((node,), node.within) if node is delivers[-1] else None)

    def _left_lying(self, matter: Matter) -> Matter:
        """Some cases meet nobody after acceptance: they wait until the limit takes them away."""
        lies = Wait(step="left_lying", length=Dist("constant", (FOR_EVER,)), name=Label("放着等到期", "Left to lapse"))
        return matter.changed(("route", after_accept(matter.route, chance("left_or_done", self.left_lying, (lies,)))))

    def _at_expiry(self, name: str, matter: Matter, rule_: Expiry) -> Matter:
        """Write what a limit ends in; one that ends in something else already is refused."""
        for old in matter.on_expiry:
            if old.limit == rule_.limit and old.exit != rule_.exit:
                raise refused(self, f"事项“{name}”的时限 {old.limit} 到期已另有后果({old.exit});请先去掉其中之一",
                              f"the limit {old.limit} of matter “{name}” already ends in {old.exit}; remove one of the two first")
        others = tuple(old for old in matter.on_expiry if old.limit != rule_.limit)
        return matter.changed(("on_expiry", (*others, rule_)))
