"""限时办结: the office promises to finish sooner than the statute demands."""

from __future__ import annotations

from typing import Literal

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, chosen_matters, refused, with_matters
from xnsim.policies.sources import business, licensing, paper
from xnsim.policies.ways import around, last_step
from xnsim.scenario.base import Name
from xnsim.scenario.finding import says, surely_longer
from xnsim.scenario.matter import Extension, Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Return
from xnsim.scenario.values import Dist, Span

WORKING_DAYS = Label("工作日", "working days")
DAYS = Label("日(与法定时限同单位)", "days (as the statutory limit counts)")
COUNTED = ("d", "wd", "mo")
LATE_TURNAROUND = Dist("lognormal", (Span(4, "d"),), (("cv", 1.0),))


class TimeLimit(Policy):
    """The promised limit is set or cut; with ``extension_share`` above 0 some cases ask for more time.

    A matter without a promise gets a share of its statutory limit. Limits counted in
    days or months stay whole. The promise alone moves no true time.
    """

    key = "time_limit"
    label = Label("限时办结", "Promised time limit")
    help = Label(
        "向社会承诺比法定时限更短的办结时限;情况特殊的,在到期之前报批延长一次并告知申请人。承诺本身只是一把尺子,不改变实际用时",
        "a limit shorter than the statute's is promised to the public; in special cases more time is asked for before it ends, once, "
        "with notice. The promise is a measuring line: by itself it changes no true time")
    tradeoff = Label(
        "本身没有代价也没有效果;要通过预警、先办快到期的件、到期后果或人的反应才起作用,这些须另行打开",
        "by itself neither cost nor effect; it acts through warnings, due-date order, exits at expiry or people's response, each "
        "switched on elsewhere")
    perverse = Label(
        "压着期限办结;用退件重新计时;先易后难;例行延期使按时办结率达到100%,所以延期率必须一并公布",
        "finishing just before the limit; restarting the clock by sending papers back; easy cases first; routine extension gives "
        "100 % on time, so its share must be shown beside it")
    stage = Stage.LIMITS
    institution = "M3 M4"
    moves = ("-on_time_rate", "+promise_cut")
    perverse_moves = ("+on_time_rate", "-verified_on_time_rate")
    perverse_knobs = {"late_return": 0.5}
    legal_note = Label(
        "行政许可法第42条至第45条:20个工作日,可延长10个;只有听证、招标、检测、鉴定、专家评审等不计入。受理以后补正不在其列,停表、归零都没有依据",
        "Administrative Licensing Law, arts. 42–45: 20 working days, 10 more at most; only hearings, tenders, tests, appraisals and expert "
        "reviews do not count. Mending papers after acceptance is not among them: neither a pause nor a fresh start has a basis")
    source = (
        licensing("42, 43"),
        business("36"),
        paper(1, "必須在法定期限或者本機關承諾的期限內辦結", "must be finished within the statutory limit or the one the office has promised"),
        paper(1, "要經上級領導批準并事先告知審批對象", "with a superior's approval and notice to the applicant beforehand"),
        paper(4, "不能下放的压缩审批时限", "what cannot be delegated gets a shorter limit"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    factor: float = knob(0.7, Knob(
        Label("承诺时限变为原来的", "Promised limit becomes, of what it was"),
        Label("假定:压缩三成;没有承诺的事项按法定时限压缩。工作日、日、月取整,至少1",
              "assumed: cut by 30 %; a matter without a promise cuts its statutory limit. Days and months stay whole, at least 1"),
        Label("倍", "×"), 0.05, 1, 0.05))
    workdays: int | None = knob(None, Knob(
        Label("承诺时限定为", "Promised limit set to"), Label("写了就不再用倍数", "when given, the share is not used"),
        WORKING_DAYS, 1, 250, 1))
    extension_share: float = knob(0.0, Knob(
        Label("申请延期的比例", "Share that asks for an extension"),
        Label("默认0:先看承诺本身;实务中不宜超过0.05(假定)", "0 by default: the promise alone; more than 0.05 is routine, not exception (assumed)"),
        None, 0, 1, 0.01))
    extension_days: int = knob(10, Knob(
        Label("延长", "Extended by"),
        Label("行政许可法第42条:一般可延长10个工作日,联合办理15个;法定时限按日历日计的,延长也按日历日计",
              "art. 42: 10 working days, 15 where departments act jointly; calendar days where the statutory limit counts calendar days"),
        DAYS, 1, 60, 1))
    ask_before_days: int = knob(2, Knob(
        Label("到期前多久申请", "Asked before the limit ends"),
        Label("假定;到期以后才申请的不算延期", "assumed; asking after the limit has ended is no extension"), DAYS, 1, 30, 1))
    approval_workdays: float = knob(1.0, Knob(
        Label("领导批准平均用时", "Approval takes on average"),
        Label("假定:指数分布;到期前没有批下来就没有延期", "assumed: exponential; not approved before the limit ends means not extended"),
        WORKING_DAYS, 0.05, 20, 0.25))
    late_return: float = knob(0.0, Knob(
        Label("为停表而退的件", "Cases sent back for the clock's sake"),
        Label("反效果开关,默认0:办到最后又要求补材料的比例;申请人平均用4天(假定),回来后最后一个岗位重办一遍",
              "perverse switch, 0 by default: share of cases asked for more papers at the very end; the applicant takes 4 days on average "
              "(assumed) and the last desk works once more"), None, 0, 1, 0.05))
    late_clock: Literal["reset", "unlawful_pause"] = knob("reset", Knob(
        Label("退件时的办理时钟", "The clock at such a return"),
        Label("reset:回来后重新起算;unlawful_pause:第45条以外的停表。只在有为停表而退的件时起作用",
              "reset: counted afresh on return; unlawful_pause: stopped outside art. 45. Of account only where cases are sent back so"),
        words={"reset": Label("重新起算", "counted afresh"), "unlawful_pause": Label("违规停表", "unlawful pause")}))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario with the new promise, and the extension if some ask for it."""
        changed = {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            basis = matter.limits.promised or matter.limits.statutory
            if basis is not None or self.workdays is not None:
                changed[name] = self._matter(name, matter, basis)
            elif self.matters:
                raise refused(self, f"事项“{name}”没有时限可压缩;请写 workdays", f"matter “{name}” has no limit to cut; write workdays")
        return with_matters(self, scenario, changed, Label(
            "没有事项有时限可压缩;请写 workdays", "no matter has a limit to cut; write workdays"))

    def _matter(self, name: str, matter: Matter, basis: Span | None) -> Matter:
        """Give a matter its promise, and what games it."""
        promised = shortened(basis, self.factor) if self.workdays is None else Span(self.workdays, "wd")
        statutory = matter.limits.statutory
        if statutory is not None and surely_longer(promised, statutory):
            raise refused(self, f"事项“{name}”的承诺时限 {says(promised)}长于法定时限 {says(statutory)};请改小承诺时限",
                          f"the promised limit of {says(promised, 'en')} of matter “{name}” is longer than the statutory one of {says(statutory, 'en')}; make it shorter")
        new = matter.changed(("limits", matter.limits.changed(("promised", promised))))
        new = self._sent_back_late(name, new) if self.late_return > 0 else new
        unit = "d" if statutory is not None and statutory.unit == "d" else "wd"
        return new.changed(("extension", self._extension(unit))) if self.extension_share > 0 else new

    def _sent_back_late(self, name: str, matter: Matter) -> Matter:
        """Send a share back from the last desk, so that the clock stands or begins afresh."""
        last = last_step(self, name, matter.route, "late_return", Label("无从退件", "nothing can be sent back from there"))
        back = Return(step=f"{last.step}_late".replace("/", "_"), probability=self.late_return, at_most=1, clock=self.late_clock,
                      turnaround=LATE_TURNAROUND, name=Label("办结前又要补材料", "More papers asked at the end"))
        return matter.changed(("route", around(matter.route, last.step, after=(back,))))

    def _extension(self, unit: str) -> Extension:
        """Return the extension that is asked for before the limit ends."""
        return Extension(
            by=Span(self.extension_days, unit), ask_before=Span(self.ask_before_days, unit),
            probability=self.extension_share, approval=Dist("exp", (Span(self.approval_workdays, "wd"),)))


def shortened(limit: Span, factor: float) -> Span:
    """Return a share of a limit; what is counted stays a whole number, nearest, at least 1."""
    amount = round(limit.amount * factor, 9)
    return Span(max(1, int(amount + 0.5)) if limit.unit in COUNTED else amount, limit.unit)
