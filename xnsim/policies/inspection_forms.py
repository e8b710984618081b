"""明查暗访、节点督查、交叉互查: the same inspection, announced or not, at milestones or by peers, leaves a different trace in time."""

from __future__ import annotations

from typing import Literal

from xnsim.labels import Label
from xnsim.policies.applicants import day_seconds
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.pulses import average, chosen_offices, no_push_yet, push
from xnsim.policies.reach import MATTERS, by_priority, refused
from xnsim.policies.shifts import A_DAY, working_dates
from xnsim.policies.sources import paper, rule
from xnsim.policies.supervised import (
    MINUTES, OFFICES, WORKING_DAYS, at_parent, desks_of, each_time, lead_desk, no_quota, short_file, watched, with_files, with_limit,
)
from xnsim.policies.ways import minutes
from xnsim.scenario.base import Name
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Place
from xnsim.scenario.pace import Pace
from xnsim.scenario.route import Node, Serve
from xnsim.scenario.timers import After, Timer

NODES = (0.5, 0.8)


class InspectionForms(Policy):
    """Announced: a push before the known day. Unannounced: the same effort spread evenly over all days, for nobody knows the day.

    On the day itself the inspectors are received at every desk, and all that lies open there waits
    the while. (That the day moves every open file up cannot be said: a timer knows its case's
    dates, not the calendar's.)

    At milestones (节点) every case is looked at when half and when four fifths of its limit are
    used: moved up, and reported on. By peers (交叉): the same, read by an officer of another
    office, who is lenient now and then.
    """

    key = "inspection_forms"
    label = Label("明查暗访、节点督查", "Forms of inspection")
    help = Label(
        "明查:到日子才紧张;暗访:天天都可能来;节点督查:每件用掉一半、八成时限时各查一次,往前排、报进度;交叉互查:由别的单位来查",
        "announced: pressed as the day comes; unannounced: it may be any day; milestones: every case is looked at when half and four fifths of its limit are used, moved up and reported "
        "on; peers: somebody of another office looks")
    tradeoff = Label(
        "节点督查盯得住每一件,报进度要花经办人的时间;明查便宜,只管几天",
        "milestones watch every case and cost officers' time; an announced inspection is cheap and lasts some days")
    perverse = Label(
        "迎检:每次查都要整一套材料;督查次数好看,人忙了,件慢了",
        "dressed up for the inspection: a folder of papers each time; the number of inspections looks fine, while people are busier and cases slower")
    stage = Stage.CONSEQUENCES
    institution = "N11"
    moves = ("+on_time_rate", "+utilisation")
    perverse_moves = ("+on_time_rate", "+chases_per_case", "+utilisation", "+mean_workdays")
    perverse_knobs = {"dressing_minutes": 30.0}
    nominal = True
    source = (
        rule("全国性法律没有专门规定,为机关内部工作制度", "no specific national statute; an internal rule of offices", "none"),
        paper(2, "灵活采用明查暗访、节点督查、交叉互查等方式", "announced and unannounced inspection, inspection at milestones and by peers"),
        paper(1, "明察暗訪、督查督辦、定期通報", "open and secret inspection, supervision, regular bulletins"),
    )

    form: Literal["milestones", "announced", "unannounced", "peers"] = knob("milestones", Knob(
        Label("形式", "Form"), Label("milestones 节点督查;announced 明查;unannounced 暗访;peers 交叉互查", "milestones, announced, unannounced or by peers"),
        words={"milestones": Label("节点督查", "at milestones"), "announced": Label("明查", "announced"), "unannounced": Label("暗访", "unannounced"), "peers": Label("交叉互查", "by peers")}))
    matters: tuple[Name, ...] = knob((), MATTERS)
    offices: tuple[Name, ...] = knob((), OFFICES)
    report_minutes: float = knob(10.0, Knob(Label("每个节点报一次进度", "A report at a milestone"), Label("假定:十分钟", "assumed: ten minutes"), MINUTES, 1, 240, 5))
    peer_minutes: float = knob(20.0, Knob(Label("别的单位看一件", "A peer looks at a case"), Label("假定;只用于交叉互查", "assumed; for peers only"), MINUTES, 1, 240, 5))
    leniency: float = knob(0.5, Knob(Label("互相留面子", "Lenient peers"), Label("假定:一半的件查了等于没查;只用于交叉互查", "assumed: half of the looks come to nothing; for peers only"), None, 0, 1, 0.1))
    every_workdays: int = knob(22, Knob(Label("多久查一次", "An inspection every"), Label("假定:每月;用于明查、暗访", "assumed: monthly; for announced and unannounced"), WORKING_DAYS, 1, 250, 1))
    rise: float = knob(1.2, Knob(Label("检查日的速度", "Pace on the day"), Label("假定:比平常快两成;用于明查、暗访", "assumed: a fifth faster; for announced and unannounced"), Label("倍", "×"), 1, 3, 0.05))
    half_life: float = knob(3.0, Knob(Label("检查前多久劲减半", "Half the push so long before"), Label("假定:三个工作日;用于明查、暗访", "assumed: three working days; for announced and unannounced"), WORKING_DAYS, 1, 60, 1))
    host_hours: float = knob(1.0, Knob(
        Label("检查那天每岗接待", "Hours a desk receives them"), Label("假定:每人一小时陪同、调件;所有在办件那天都慢这么多;用于明查、暗访", "assumed: an hour each to go round with them and find files; all open files are so much later; for announced and unannounced"),
        Label("小时", "hours"), 0, 6, 0.5))
    dressing_minutes: float = knob(0.0, Knob(
        Label("每次迎检材料", "Papers got up for it"), Label("反效果开关,默认0:每个节点另整一套材料的用时", "perverse switch, 0 by default: minutes to get up a folder at each milestone"), MINUTES, 0, 480, 10))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario under this form of inspection."""
        return self._by_day(scenario) if self.form in ("announced", "unannounced") else self._by_case(scenario)

    def _by_day(self, scenario: Scenario) -> Scenario:
        """Let offices push before an announced day, or a little on every day for one that is not."""
        places = dict(scenario.offices)
        for name in chosen_offices(self, self.offices, scenario):
            place = places.get(name, Place(hall=name == "hall"))
            no_push_yet(self, place.pace_every, name)
            numbers = self.every_workdays, self.rise, self.half_life
            even = () if self.form == "announced" else (Pace(speed=round(average(*numbers), 6)),)
            pushed = (("pace_every", push(*numbers)),) if self.form == "announced" else ()
            places[name] = place.changed(("pace", (*place.pace, *even, *self._received(scenario))), *pushed)
        return scenario.changed(("offices", places))

    def _received(self, scenario: Scenario) -> tuple[Pace, ...]:
        """Return the days of inspection, on which a part of the working day goes to the inspectors; the first comes after one whole round."""
        left = round(1 - self.host_hours * 3600 / day_seconds(scenario), 6)
        if left <= 0:
            raise refused(self, f"一天只有 {day_seconds(scenario) / 3600:g} 小时,接待不能占满;请改小 host_hours", f"a day has {day_seconds(scenario) / 3600:g} hours only, they "
                          "cannot all go to the inspectors; lower host_hours")
        days = working_dates(scenario)[self.every_workdays - 1::self.every_workdays] if self.host_hours > 0 else []
        return tuple(Pace.model_validate({"from": day, "to": day + A_DAY, "speed": left}) for day in days)

    def _by_case(self, scenario: Scenario) -> Scenario:
        """Look at every case at its milestones."""
        found = with_limit(self, self.matters, scenario)
        no_quota(self, found)
        leads = {name: desk for name, matter in found.items() if (desk := lead_desk(matter)) is not None}
        files = {f"node_{name}": short_file(Label("节点督查", "Inspection at a milestone"), self._look(desk, scenario)) for name, desk in leads.items()}
        changed = {name: watched(found[name], *self._nodes(f"node_{name}")) for name in leads}
        new = with_files(self, scenario, changed, files, Label(
            "没有事项有时限可分节点;请在 limits 里写 promised 或 statutory", "no matter has a limit to set milestones in; write promised or statutory under limits"))
        return by_priority(self, new, desks_of([*found.values(), *files.values()]))

    def _nodes(self, file: str) -> list[Timer]:
        """Return what a milestone does: the case is moved up, and reported on."""
        moved = 1 - self.leniency if self.form == "peers" else 1.0
        afters = [(k + 1, After(share=share)) for k, share in enumerate(NODES)]
        raised = [Timer(name=f"node_{k}", after=after, do="raise", probability=round(moved, 6)) for k, after in afters]
        return raised + [each_time(f"node_report_{k}", after, file) for k, after in afters]

    def _look(self, desk: str, scenario: Scenario) -> tuple[Node, ...]:
        """Return the work of a look: the report, and with peers their reading."""
        told = at_parent("report", desk, self.report_minutes + self.dressing_minutes, Label("报进度", "Report"))
        if self.form != "peers":
            return (told,)
        return told, Serve(step="look", desk=self._peer(desk, scenario), effort=(minutes(self.peer_minutes),), name=Label("互查", "A peer looks"))

    def _peer(self, desk: str, scenario: Scenario) -> str:
        """Return the desk of another office that looks."""
        home = scenario.desks[desk].office
        other = next((name for name, spec in scenario.desks.items() if spec.office != home), None)
        if other is None:
            raise refused(self, f"只有“{home}”一个单位,没有别的单位可来互查;请改用其他形式,或写明各岗位的 office",
                          f"there is only one office, “{home}”, and no peer to look; take another form, or say the office of each desk")
        return other
