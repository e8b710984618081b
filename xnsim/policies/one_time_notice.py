"""一次性告知: the window tells the applicant everything that is missing, at once and in writing."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, chosen_matters, with_matters
from xnsim.policies.routes import checks_before_returns, rewritten
from xnsim.policies.sources import business, licensing, paper
from xnsim.policies.ways import around, chance, chance_of, minutes
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Node, Return, Route, Serve, Wait
from xnsim.scenario.values import Dist, Span

MOST_DEFECTS = 20.0
PREVIEW = minutes(5)


class OneTimeNotice(Policy):
    """Checks before a return see more and say all of it; each such check takes some minutes longer.

    Returns written with defects get a higher share seen and one notice of everything;
    returns written with a probability get it multiplied.
    """

    key = "one_time_notice"
    label = Label("一次性告知", "One-time notice")
    help = Label(
        "材料不齐的,当场或者五个工作日内一次告知需要补正的全部内容;每次审查看得更全,多花几分钟",
        "papers incomplete: everything to be mended is told once, on the spot or within five working days; each check sees more and "
        "takes some minutes longer")
    tradeoff = Label(
        "窗口多花几分钟,换来申请人少跑几趟;窗口本来就忙时,多花的几分钟会变成排队",
        "minutes at the window against trips of the applicant; at a busy window the minutes turn into a queue")
    perverse = Label(
        "“保险起见”什么都要(多要材料);或在系统外预审,让五日期限始终不开始",
        "asking for everything “to be safe”; or a preview outside the system, so that the five days never begin")
    stage = Stage.ROUTE
    institution = "M2"
    moves = ("-mean_returns", "-mean_trips")
    perverse_moves = ("-return_rate", "-on_time_acceptance_rate")
    perverse_knobs = {"preview": 1.0}
    legal_note = Label(
        "行政许可法第32条第(四)项:材料不齐的,当场或者5个工作日内一次告知需要补正的全部内容;逾期不告知的,自收到之日起即为受理。系统外预审不改变这一天",
        "Administrative Licensing Law, art. 32(4): papers incomplete means one notice of everything, on the spot or within 5 working days; "
        "without it the case counts as accepted on the day of receipt. A preview outside the system does not move that day")
    source = (
        licensing("32(4), 72(4)"),
        business("36"),
        paper(1, "一次性明確告知申辦者辦理內容、程序和相關事項", "tell the applicant once and clearly what is handled, how, and what else matters"),
        paper(0, "窗口部门一次告知制", "departments at the windows tell once"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    seen: float = knob(0.9, Knob(
        Label("每处缺陷被看出的概率", "Chance that a defect is seen"),
        Label("假定:认真审查0.9,不实行时约0.4;原来更高的保持原值", "assumed: 0.9 in a thorough check, about 0.4 without the rule; a higher value stays"),
        None, 0, 1, 0.05))
    factor: float = knob(0.3, Knob(
        Label("退件概率变为原来的", "Chance of return becomes, of what it was"),
        Label("假定:0.30变为0.09,平均受审次数由1.43降到约1.1;只用于按概率写的退件",
              "assumed: 0.30 becomes 0.09, passes on average fall from 1.43 to about 1.1; for returns written as a probability"),
        Label("倍", "×"), 0, 1, 0.05))
    minutes: float = knob(3.0, Knob(
        Label("每次审查多用", "Extra time per check"), Label("假定:逐项核对清单并写告知书", "assumed: going through the list and writing the notice"),
        Label("分钟", "min"), 0, 60, 1))
    over_listing: float = knob(0.0, Knob(
        Label("多要材料", "Superfluous papers asked"),
        Label("反效果开关,默认关:每次审查多要材料的概率(按缺陷写的退件:平均多出的件数)",
              "perverse switch, off by default: chance per check that superfluous papers are asked for (returns written with "
              "defects: papers more on average)"),
        None, 0, 0.9, 0.05))
    preview: float = knob(0.0, Knob(
        Label("体外预审", "Preview outside the system"),
        Label("反效果开关,默认0:收件之前先“帮忙看看”的比例;缺材料的口头请回,不出告知书、不计退件,五日期限也不开始。从第一次上门算起的时间照样走",
              "perverse switch, 0 by default: share of papers “looked at” before receipt; the incomplete are sent home by word of mouth: no "
              "notice, no return on the books, no five days. The time since the first visit runs on all the same"),
        None, 0, 1, 0.1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which every return follows a thorough check."""
        matters = chosen_matters(self, self.matters, scenario)
        pairs = {name: checks_before_returns(matter.route) for name, matter in matters.items()}
        changed = {name: self._matter(matters[name], found) for name, found in pairs.items() if found}
        return with_matters(self, scenario, changed, Label(
            "没有事项有退件(return);请先在方案中写出退件", "no matter has a return; write the returns into the scenario first"))

    def _matter(self, matter: Matter, pairs: list[tuple[Return, Serve | None]]) -> Matter:
        """Let every check of a matter tell all that is missing at once; before it, a preview where that is the perverse effect."""
        checks = {check.step for _, check in pairs if check is not None}

        def change(node: Node) -> Node:
            """A return after which less comes back, and a check that takes longer."""
            if isinstance(node, Return):
                return self._after_preview(self._return(node))
            return self._check(node) if isinstance(node, Serve) and node.step in checks else node

        route = rewritten(matter.route, change)
        for back, check in pairs if self.preview > 0 else ():
            if check is not None:
                route = around(route, check.step, before=self._previewed(back, check))
        return matter.changed(("route", route))

    def _previewed(self, back: Return, check: Serve) -> Route:
        """Some are sent home by word of mouth and come again; the desk has looked for a few minutes both times."""
        missing = chance_of(self._return(back)) * self.preview
        home = (
            Serve(step=f"{back.step}_preview", desk=check.desk, effort=(PREVIEW,), name=Label("体外预审", "Preview outside the system")),
            Wait(step=f"{back.step}_home", length=back.turnaround, calendar=back.calendar, who="applicant",
                 name=Label("口头请回补齐", "Sent home by word of mouth")),
            Serve(step=f"{back.step}_again", desk=check.desk, effort=(PREVIEW,), trips=1, name=Label("再来预审", "Previewed again")))
        return chance(f"{back.step}_informal", missing, home)

    def _check(self, check: Serve) -> Serve:
        """Let a check take the minutes that telling everything costs."""
        if self.minutes <= 0:
            return check
        return check.changed(("effort", (*check.effort, Dist("constant", (Span(self.minutes, "min"),)))))

    def _return(self, back: Return) -> Return:
        """Let papers come back once for everything that was seen; more of them where too much is asked for."""
        if back.defects is not None:
            mean = min(MOST_DEFECTS, back.defects.mean + self.over_listing)
            seen = max(self.seen, back.defects.seen)
            return back.changed(("defects", back.defects.changed(("mean", mean), ("seen", seen), ("notice", "all"))))
        missing = (back.probability or 0.0) * self.factor
        return back.changed(("probability", missing + (1 - missing) * self.over_listing))

    def _after_preview(self, back: Return) -> Return:
        """What the preview has mended is no return any more."""
        if back.defects is not None:
            return back.changed(("defects", back.defects.changed(("mean", back.defects.mean * (1 - self.preview)))))
        return back.changed(("probability", back.probability * (1 - self.preview)))
