"""一级督一级: each level supervises the next; a file that lies is asked after from higher and higher up, and each level wants a report."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, by_priority, check_known
from xnsim.policies.routes import serves
from xnsim.policies.sources import paper, rule
from xnsim.policies.supervised import MINUTES, at_parent, desks_of, each_time, lead_desk, no_quota, short_file, watched, with_files, with_limit
from xnsim.policies.ways import minutes
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Serve
from xnsim.scenario.timers import After, Timer


class SupervisionChain(Policy):
    """Level after level asks as more of the limit is used up: the case is moved up, and a report goes through the levels.

    The officer writes it at the desk where the case lies; level k's report is read by k
    supervisors, who are real officers at a real desk (the one that signs last, unless named).
    """

    key = "supervision_chain"
    label = Label("一级督一级", "Each level supervises the next")
    help = Label(
        "件过了时限的一定份额还没办完,由上一级督办;再拖,再上一级;每督办一次,件往前排一位,经办人写一份报告,逐级报上去",
        "a case not done when a share of its limit is used is asked after by the level above; if it drags on, by the next; each time it goes up a place, the officer "
        "writes a report, and the report goes up level by level")
    tradeoff = Label(
        "被督办的件快了,写报告、看报告占掉办件的时间;岗位本来就忙、一件只办几十分钟的,一小时一份的报告会把它压垮",
        "supervised cases get faster, while writing and reading reports takes time from cases; a busy desk whose cases take some minutes is crushed by reports of an hour")
    perverse = Label(
        "以文件落实文件:每级再发一份、再要一份,督办次数越来越多,人越来越忙,件越来越慢;到头来晚的件生出报告,报告又拖晚别的件",
        "papers carried out by papers: each level sends one more and wants one more; the number of supervisions grows, people are busier and cases slower, until late cases "
        "breed reports and the reports make others late")
    stage = Stage.CONSEQUENCES
    institution = "M19"
    moves = ("+on_time_rate", "+utilisation")
    perverse_moves = ("+on_time_rate", "+chases_per_case", "+utilisation", "+mean_workdays")
    perverse_knobs = {"papers": 2}
    nominal = True
    source = (
        rule("全国性法律没有专门规定,为机关内部工作制度", "no specific national statute; an internal rule of offices", "none"),
        paper(0, "一级督办一级,一级对一级负责", "each level supervises the next and answers to the one above"),
        paper(0, "副职督办分管科长", "deputies supervise the section chiefs under them"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    levels: int = knob(4, Knob(
        Label("级数", "Levels"), Label("市长、副市长、部门一把手、副职督科长,共四级", "mayor, vice-mayor, head, deputy over section chief: four"), Label("级", "levels"), 1, 6, 1))
    begin: float = knob(0.6, Knob(
        Label("用掉时限的多少开始督办", "Begins when so much of the limit is used"), Label("假定:六成", "assumed: three fifths"), None, 0.05, 2, 0.05))
    climb: float = knob(0.2, Knob(
        Label("再用掉多少上一级", "Climbs a level after so much more"), Label("假定:每两成上一级,到期后照样往上", "assumed: a level each fifth of the limit, beyond its end too"), None, 0.05, 2, 0.05))
    officer_minutes: float = knob(60.0, Knob(
        Label("经办人写报告", "The officer's report"), Label("假定:一小时", "assumed: an hour"), MINUTES, 0, 480, 15))
    supervisor_minutes: float = knob(15.0, Knob(
        Label("每级看报告", "Each level's reading"), Label("假定:一刻钟", "assumed: a quarter of an hour"), MINUTES, 0, 240, 5))
    supervisor: Name | None = knob(None, Knob(
        Label("督办人所在岗位", "The supervisors' desk"), Label("不写即最后签字的岗位", "none: the desk that signs last")))
    papers: int = knob(0, Knob(
        Label("以文件落实文件", "Papers for papers"),
        Label("反效果开关,默认0:每次督办另外要报几份同样的材料", "perverse switch, 0 by default: so many further reports of the same kind each time"), Label("份", "reports"), 0, 10, 1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which every matter with a limit is supervised level by level."""
        if self.supervisor is not None:
            check_known(self, self.supervisor, scenario.desks, Label("岗位", "desk"))
        found = with_limit(self, self.matters, scenario)
        no_quota(self, found)
        files = {file: made for name, matter in found.items() for file, made in self._reports(name, matter).items()}
        changed = {name: watched(matter, *self._timers(name, files)) for name, matter in found.items()}
        new = with_files(self, scenario, changed, files, Label(
            "没有事项有时限可督办;请在 limits 里写 promised 或 statutory", "no matter has a limit to supervise; write promised or statutory under limits"))
        return by_priority(self, new, desks_of([*found.values(), *files.values()]))

    def _levels(self) -> list[tuple[int, After]]:
        """Return when each level hears of a case."""
        return [(k + 1, After(share=round(self.begin + k * self.climb, 6))) for k in range(self.levels)]

    def _timers(self, name: str, files: dict[str, Matter]) -> list[Timer]:
        """Return what each level does: the case is moved up, and reported on."""
        raised = [Timer(name=f"level_{k}", after=after, do="raise") for k, after in self._levels()]
        return raised + [each_time(f"report_{k}", after, f"report_{k}_{name}") for k, after in self._levels() if f"report_{k}_{name}" in files]

    def _reports(self, name: str, matter: Matter) -> dict[str, Matter]:
        """Return the reports of a matter, one a level."""
        passed = serves(matter.route)
        desk = lead_desk(matter)
        if desk is None:
            return {}
        above = self.supervisor or passed[-1].desk
        made = {k: self._report(k, desk, above) for k, _ in self._levels()}
        return {f"report_{k}_{name}": short_file(Label(f"第{k}级督办报告", f"Report to level {k}"), route) for k, route in made.items() if route}

    def _report(self, level: int, desk: str, above: str) -> tuple[Serve, ...]:
        """Return the work of a report: written below, read at every level up to this one."""
        words, reading = Label("写督办报告", "Writing the report"), Label("看督办报告", "Reading the report")
        written = [at_parent(f"write_{i + 1}", desk, self.officer_minutes, words) for i in range(1 + self.papers)] if self.officer_minutes > 0 else []
        read = [Serve(step=f"read_{i + 1}", desk=above, effort=(minutes(self.supervisor_minutes),), name=reading) for i in range(level)]
        return (*written, *(read if self.supervisor_minutes > 0 else ()))
