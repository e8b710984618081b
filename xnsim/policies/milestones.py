"""项目式管理: a task is taken apart into milestones, each with an owner and a date, and a ledger that asks at every date."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.applicants import day_seconds
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.chains import mean_seconds
from xnsim.policies.excuses import excused
from xnsim.policies.reach import MATTERS, refused
from xnsim.policies.routes import rewritten, serves
from xnsim.policies.sources import licensing, paper, rule
from xnsim.policies.supervised import MINUTES, at_parent, desks_of, each_time, no_quota, served_first, short_file, watched, watched_limit, with_files, with_limit
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Node, Serve, StepLimit
from xnsim.scenario.timers import After, Timer
from xnsim.scenario.values import Span

LEDGER = "ledger"
COUNTED = ("wd", "d")


class Milestones(Policy):
    """Every step at a desk gets its share of the limit, in proportion to its mean work: a date, and the desk that owns it.

    The date of a step is on record. As it comes, a case that is not decided moves up a place
    in every line, and its desk writes a line into the ledger; a case past its last date moves
    up a place again every few days. The ledger sees how old a case is, not how far it has come.
    """

    key = "milestones"
    label = Label("项目式管理(督查台账)", "Milestones and a ledger")
    help = Label(
        "任务分解到环节、到人、到日期,建台账:每个节点日期到了还没办结的,台账问一次、排队提前一位;过了最后日期的,每隔几天再问再提",
        "a task is taken apart by step, owner and date, and entered in a ledger: as each date comes, what is not decided is asked after and moves up a place in line; past the "
        "last date again every few days")
    tradeoff = Label(
        "快到期的先办,按时的多了;每个节点填一次台账,填的是办件的时间",
        "what is due soon goes first, more is on time; every date costs a line in the ledger, written in the time of the files")
    perverse = Label(
        "节点到了就改日期:台账上件件按期,日期一改再改",
        "when a date comes it is moved: the ledger shows everything on schedule, and the schedule keeps changing")
    stage = Stage.CONSEQUENCES
    institution = "M29"
    moves = ("+on_time_rate", "+chases_per_case")
    perverse_moves = ("+on_time_rate", "+extension_rate")
    perverse_knobs = {"moved": 0.9}
    legal_note = Label(
        "行政许可法第42条:延长须在期限届满前批准并告知理由;内部节点日期不改变法定时限",
        "Administrative Licensing Law, art. 42: more time is approved, with reasons, before the limit ends; dates of milestones inside do not change the law's limit")
    source = (
        licensing("42"),
        rule("没有规定项目式管理的全国性法律", "no national statute on managing tasks by milestones", "none"),
        paper(4, "将任务和责任分解落实到执行层次、执行环节、执行主体,通过建立督查台账,定期跟踪推进", "tasks and duties taken apart by level, step and owner, a ledger kept, progress followed at intervals"),
        paper(4, "对落实不力、推进缓慢的实行“问责式”督查", "supervision that calls to account where things move slowly"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    entry_minutes: float = knob(10.0, Knob(Label("填一次台账用时", "A line in the ledger takes"), Label("假定:查进度、写说明", "assumed: look it up, write a remark"), MINUTES, 0, 120, 5))
    again_workdays: float = knob(5.0, Knob(
        Label("逾期后多久再问", "Past the last date, asked every"), Label("假定:每周一次(“问责式”督查)", "assumed: weekly"), Label("工作日", "working days"), 0.5, 60, 0.5))
    moved: float = knob(0.0, Knob(
        Label("改日期的比例", "Dates moved"), Label("反效果开关,默认0:到最后日期前一天还没办结的,改期10天的比例",
                                       "perverse switch, 0 by default: share of what is still open a day before its last date that gets ten days more"), None, 0, 1, 0.1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario with dates, owners and a ledger."""
        found = {name: matter for name, matter in with_limit(self, self.matters, scenario).items() if serves(matter.route)}
        no_quota(self, found)
        files = {f"{LEDGER}_{name}": self._entry(matter) for name, matter in found.items()} if self.entry_minutes > 0 else {}
        changed = {name: self._matter(name, matter, files, scenario) for name, matter in found.items()}
        new = with_files(self, scenario, changed, files, Label(
            "没有事项既有时限又有办理环节,分解不出日期;请写 promised 或 statutory", "no matter has both a limit and steps to take apart; write promised or statutory"))
        return served_first(new, desks_of(found.values()))

    def _entry(self, matter: Matter) -> Matter:
        """Return a line in the ledger, written where the file lies."""
        words = Label("填台账", "A line in the ledger")
        return short_file(words, (at_parent("entry", serves(matter.route)[0].desk, self.entry_minutes, words),))

    def _matter(self, name: str, matter: Matter, files: dict[str, Matter], scenario: Scenario) -> Matter:
        """Give every step of a matter its date, and every date its entry."""
        limit, shares = watched_limit(matter), self._shares(matter, scenario)
        if limit is None or limit.unit not in COUNTED:
            raise refused(self, f"事项“{name}”的时限不按工作日或日计,分不出节点日期;请改用 wd 或 d,或用 matters 只列其他事项",
                          f"the limit of matter “{name}” counts neither working days nor days, so it has no dates to share out; use wd or d, or list only other matters")
        dated = matter.changed(("route", rewritten(matter.route, lambda node: self._dated(node, shares, limit))))
        dates = [After(share=round(sum(list(shares.values())[:k + 1]), 6)) for k in range(len(shares))]
        file = f"{LEDGER}_{name}" if f"{LEDGER}_{name}" in files else None
        timers = [timer for k, (step, date) in enumerate(zip(shares, dates, strict=True)) for timer in self._at(step.replace("/", "_"), date, file, k == len(dates) - 1)]
        new = watched(dated, *timers)
        return excused(self, name, new, self.moved, 10) if self.moved > 0 else new

    @staticmethod
    def _shares(matter: Matter, scenario: Scenario) -> dict[str, float]:
        """Return the share of the limit that each step gets: its share of the work."""
        works = {serve.step: mean_seconds(serve, day_seconds(scenario)) for serve in serves(matter.route)}
        return {step: work / sum(works.values()) for step, work in works.items()}

    @staticmethod
    def _dated(node: Node, shares: dict[str, float], limit: Span) -> Node:
        """Give a step a limit of its own, unless it has one."""
        if not isinstance(node, Serve) or node.limit is not None:
            return node
        return node.changed(("limit", StepLimit(within=Span(max(1, int(shares[node.step] * limit.amount + 0.5)), limit.unit))))

    def _at(self, step: str, date: After, file: str | None, last: bool) -> list[Timer]:
        """Return what a date does: the file is moved up, and entered."""
        every = Span(self.again_workdays, "wd") if last else None
        up = Timer(name=f"date_{step}", after=date, every=every, do="raise")
        return [up] if file is None else [up, each_time(f"entry_{step}", date, file, every)]
