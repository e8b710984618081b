"""公文限时办理: a paper is answered within five working days, within ten days where others must be asked."""

from __future__ import annotations

from typing import Literal

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.excuses import excused
from xnsim.policies.parallel_approval import separable
from xnsim.policies.reach import MATTERS, chosen_matters, refused, with_matters
from xnsim.policies.routes import every_node
from xnsim.policies.sources import paper, rule
from xnsim.scenario.base import Name
from xnsim.scenario.finding import says, surely_longer
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Parallel
from xnsim.scenario.values import Span

NEVER_LATE = 250


class PaperLimits(Policy):
    """Papers without a limit of their own get one, longer where several departments are asked.

    A paper that states its own limit keeps it. Others are asked where the route has a
    parallel, or a series of steps at two or more desks.
    """

    key = "paper_limits"
    label = Label("公文限时办理", "Limits for papers")
    help = Label(
        "公文自己有时限的按其时限;没有的5个工作日内回复,需要征求相关部门意见的可延长至10天",
        "a paper with a limit of its own keeps it; others are answered within 5 working days, within 10 days where other departments are asked")
    tradeoff = Label(
        "时限本身不加快办理,它给出一把尺子;短的时限要靠先办快到期的件、催办才有用",
        "a limit alone speeds nothing, it is a measuring line; short limits act through due-date order and chasing")
    perverse = Label(
        "简要说明算按时:到期前写一句“正在办理”,时钟就停了,事情没有办",
        "a brief explanation counts as on time: one line saying “in hand” before the limit ends, and the clock is satisfied; the matter is not")
    stage = Stage.LIMITS
    institution = "M26"
    moves = ("-promise_padding",)
    perverse_moves = ("+on_time_rate", "+extension_rate")
    perverse_knobs = {"explanation_counts": True}
    source = (
        rule("公文内部办理时限没有全国性法律规定", "no national statute limits the handling of papers inside an organ", "none"),
        rule("有的市规定请示15个工作日内答复", "one city: requests for instructions within 15 working days"),
        paper(3, "個工作日內", "within so many working days"),
        paper(3, "部門意見的可延長至10天", "where departments must be asked it may be lengthened to 10 days"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    limit_workdays: int = knob(5, Knob(
        Label("时限", "Limit"), Label("原文:5个工作日内回复", "the paper says: answered within 5 working days"), Label("工作日", "working days"), 2, 60, 1))
    consult_limit: int = knob(10, Knob(
        Label("需征求意见的", "Where others are asked"), Label("原文:可延长至10天", "the paper says: up to 10 days"), Label("天或工作日", "days or working days"), 2, 60, 1))
    consult_unit: Literal["d", "wd"] = knob("d", Knob(
        Label("按什么天数", "Which days"), Label("原文写“天”而不是“工作日”,默认按日历日", "the paper says days, not working days: calendar days by default"),
        words={"d": Label("日历日", "calendar days"), "wd": Label("工作日", "working days")}))
    explanation_counts: bool = knob(False, Knob(
        Label("简要说明算按时", "An explanation counts as on time"),
        Label("反效果开关,默认关:到期前一天还没办结的,作个说明就不算超时(按延期记账)",
              "perverse switch, off by default: what is not done a day before the limit is explained and no longer late (booked as an extension)")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario with a limit for every paper that has none."""
        chosen = chosen_matters(self, self.matters, scenario)
        limited = {name: self._limited(name, matter) for name, matter in chosen.items()}
        if self.explanation_counts:
            limited = {name: excused(self, name, matter, 1.0, NEVER_LATE) for name, matter in limited.items()}
        changed = {name: matter for name, matter in limited.items() if matter != chosen[name]}
        return with_matters(self, scenario, changed, Label(
            "所有事项都有自己的承诺时限,或有自己的法定延期;请用 matters 写明哪些是公文,并去掉其 promised 或 extension",
            "every matter has a promised limit, or an extension by law, of its own; name the papers in matters and drop their promised or extension"))

    def _limited(self, name: str, matter: Matter) -> Matter:
        """Give a matter without a promise the limit of its kind of paper."""
        if matter.limits.promised is not None:
            return matter
        asks = any(isinstance(node, Parallel) or separable(node) for node in every_node(matter.route))
        limit = Span(self.consult_limit, self.consult_unit) if asks else Span(self.limit_workdays, "wd")
        if matter.extension is not None and matter.extension.by.unit != limit.unit:
            if not self.matters:
                return matter       # a review or a licence with a law of its own, not a paper
            raise refused(self, f"事项“{name}”的延长 {says(matter.extension.by)}与公文时限 {says(limit)}单位不同,延长也会延长公文时限;请从 matters 中去掉它,或改用同一单位",
                          f"the extension of {says(matter.extension.by, 'en')} of matter “{name}” would lengthen the limit of {says(limit, 'en')} for papers too, in another "
                          "unit; leave it out of matters, or write both in one unit")
        statutory = matter.limits.statutory
        if statutory is not None and surely_longer(limit, statutory):
            raise refused(self, f"事项“{name}”的公文时限 {says(limit)}长于法定时限 {says(statutory)};请改小",
                          f"the limit of {says(limit, 'en')} for papers of matter “{name}” is longer than the statutory one of {says(statutory, 'en')}; lower it")
        return matter.changed(("limits", matter.limits.changed(("promised", limit))))
