"""会议文件控量: fewer and shorter meetings, fewer papers to read, more time at the post."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.applicants import thinned
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import check_known, refused
from xnsim.policies.sources import paper, rule
from xnsim.policies.ways import stretched
from xnsim.scenario.base import Name
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Absence, Desk


class FewerMeetings(Policy):
    """A part of every officer's absence is meetings; of that part a share falls away, and of the papers to be read another.

    Random absences get shorter by ``meeting_share × cut``; of known absences of a day
    (the weekly meeting) every so many fall out. Papers are matters of the scenario
    (``papers``): so many fewer come.
    """

    key = "fewer_meetings"
    label = Label("会议文件控量", "Fewer meetings and papers")
    help = Label(
        "能不开的会不开,能合并的合并,开短会、视频会;文件减量。省下的时间回到岗位上",
        "meetings that need not be held are not held, others are merged, short, or by video; fewer papers. The time saved goes back to the post")
    tradeoff = Label(
        "会议时间是对在岗时间的税:每周8小时会议,等于负荷增加四分之一;会少了,要靠别的办法通气",
        "meetings are a tax on presence: eight hours a week raise the load by a quarter; with fewer of them news must travel another way")
    perverse = Label(
        "场次少了,合并成长会:统计表上好看,占用的时间一样多,而且一走就是大半天",
        "fewer meetings, merged into long ones: the count looks better, the time taken is the same, and people are gone for most of a day at a stretch")
    stage = Stage.PEOPLE
    institution = "M35 N17"
    moves = ("-away_share", "-mean_workdays", "-utilisation")
    perverse_moves = ("-times_away", "+away_share", "+mean_workdays")
    perverse_knobs = {"merged": True}
    nominal = True
    source = (
        rule("会议场次和文件数量没有全国性法律规定", "no national statute sets the number of meetings and papers", "none"),
        paper(1, "參會人員一般不超過200人,會期不超過2天", "as a rule not above 200 people, not longer than 2 days"),
        paper(0, "以会议落实会议,以文件落实文件", "carrying out meetings by meetings, papers by papers"),
    )

    offices: tuple[Name, ...] = knob((), Knob(Label("适用单位", "Offices"), Label("不写即全部单位", "none named means all")))
    cut: float = knob(0.5, Knob(
        Label("会议时间减少", "Meeting time cut by"), Label("假定:减一半", "assumed: by half"), None, 0, 1, 0.05))
    meeting_share: float = knob(0.5, Knob(
        Label("缺勤中会议的份额", "Share of absence that is meetings"), Label("假定:一半;其余为休假、出差,不受影响", "assumed: half; the rest is leave and travel, untouched"), None, 0, 1, 0.05))
    papers: tuple[Name, ...] = knob((), Knob(
        Label("哪些事项是文件", "Which matters are papers"), Label("写成事项的待阅文件;不写即不计", "papers to be read, written as matters; none named means none")))
    paper_cut: float = knob(0.1, Knob(
        Label("文件减少", "Papers cut by"), Label("原文的上限:减5%至10%", "the upper end of the paper's 5 to 10 %"), None, 0, 1, 0.05))
    merged: bool = knob(False, Knob(
        Label("合并成长会", "Merged into long ones"),
        Label("反效果开关,默认关:场次照样减,每场相应变长,占用的时间不变", "perverse switch, off by default: as many fewer, each so much longer, the time taken is the same")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario with more of the officers at their posts."""
        known = dict.fromkeys(desk.office for desk in scenario.desks.values())
        for office in self.offices:
            check_known(self, office, known, Label("单位", "office"))
        for name in self.papers:
            check_known(self, name, scenario.matters, Label("事项", "matter"))
        here = {name: self._desk(desk) if not self.offices or desk.office in self.offices else desk for name, desk in scenario.desks.items()}
        fewer = {name: thinned(scenario.matters[name], 1 - self.paper_cut) for name in self.papers}
        if here == scenario.desks and not fewer:
            raise refused(self, "没有人缺勤,会议无从减起;请给经办人写 absence(会议也是缺勤),或用 papers 写明文件",
                          "nobody is ever away, so there are no meetings to cut; give officers an absence (meetings are absences too), or name papers")
        return scenario.changed(("desks", here), ("matters", {**scenario.matters, **fewer}))

    def _desk(self, desk: Desk) -> Desk:
        """Let the officers of a desk be away less, or as long in fewer and longer spans."""
        officers = desk.officers
        if isinstance(officers, tuple):
            officers = tuple(officer.changed(("absence", self._absence(officer.absence))) for officer in officers)
        return desk.changed(("absence", self._absence(desk.absence)), ("officers", officers))

    def _absence(self, absence: Absence | None) -> Absence | None:
        """Return an absence with its meetings cut, or merged into fewer and longer ones."""
        if absence is None or self.cut == 0:
            return absence
        if self.merged:
            longer = 1 / max(1 - self.cut, 0.1)
            return absence.changed(*((key, span and stretched(span, longer)) for key, span in (("present", absence.present), ("away", absence.away))))
        left = 1 - self.meeting_share * self.cut
        away = absence.away and stretched(absence.away, left)
        random = (absence.present, away) if left > 0 else (None, None)
        meetings = [one for one in absence.known if (one.end - one.start).days <= 1]
        gone = {id(one) for k, one in enumerate(meetings) if int((k + 1) * self.cut + 1e-9) > int(k * self.cut + 1e-9)}
        return absence.changed(("present", random[0]), ("away", random[1]), ("known", tuple(one for one in absence.known if id(one) not in gone)))
