"""应急值守: somebody answers the telephone day and night; an incident stops other work, and is reported on every day."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, check_known, chosen_matters, refused
from xnsim.policies.routes import every_node, serves
from xnsim.policies.shifts import resting_by_turns
from xnsim.policies.sources import paper, rule
from xnsim.policies.supervised import MINUTES, at_end, no_quota
from xnsim.policies.ways import minutes
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Arrivals, Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Desk, Help, Officer, OpenCount
from xnsim.scenario.route import Serve, Spawn
from xnsim.worktime import DAY_S, parse_hours

NIGHT, REPORT = "night_duty", "daily_report"


class DutyRoster(Policy):
    """While the office is closed, by night and at noon, a roster of its own answers at the desks where people wait on the telephone (``patience``).

    On days off the calendar is closed and so is the desk; an office that never closes is a
    scenario with a ``continuous`` calendar: there more windows are opened by night.
    With ``turns`` the roster is the desk's own people: by date one after the other has the
    night and rests the next working day, so that what answers by night is missing by day. (An
    officer has one set of hours, so the night itself is a seat of its own.)
    Named incidents go first at every desk they pass and stop the work on what is not one;
    each gives rise to a report at the desk it was dealt with.
    """

    key = "duty_roster"
    label = Label("应急值守", "Duty roster")
    help = Label(
        "值班电话24小时有人接:下班以后、午休时间由值班人员接听;突发事件随到随办,放下手里别的件;处置之后写日报",
        "the duty telephone is answered day and night: after hours and at noon by those on the roster; an incident stops other work, and is reported on when it is dealt with")
    tradeoff = Label(
        "夜里电话少,值班的人大半时间在等,由本岗轮流的,白天就少一个人;突发事件打断的件和日报也占时间",
        "few call by night, and those on duty mostly wait; where they are the desk's own, one is missing by day; what an incident puts away, and the reports, take time too")
    perverse = Label(
        "电话打不进:线路不比人多,占线的打不进来,接通的等得短,打不通的不在等候时间里",
        "engaged: no more lines than people; who finds them busy does not get through, who does waits little, and who does not is in nobody's waiting time")
    stage = Stage.PEOPLE
    institution = "M33"
    moves = ("-abandon_rate",)
    perverse_moves = ("-mean_wait_minutes", "+abandon_rate")
    perverse_knobs = {"engaged": True}
    source = (
        rule("值班人数、接听时间没有全国性法律规定,见各地值守应急制度", "no national statute sets the number on duty or the time to answer; local rules on duty do", "none"),
        paper(3, "24小時暢通", "reachable 24 hours a day"),
        paper(3, "要及時研究處理,限時反饋", "looked into at once, reported back within a set time"),
        paper(0, "值班电话无法接通或接通后长时间无人接听", "a duty telephone that cannot be reached, or rings for long and nobody answers"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    at_night: int = knob(1, Knob(
        Label("值班几人", "On duty"), Label("假定:下班时间一人值班,另算人手", "assumed: one while the office is closed, staff of its own"),
        Label("人", "persons"), 1, 100, 1))
    turns: bool = knob(False, Knob(
        Label("本岗人员轮流值班、次日补休", "By turns, with the next day off"),
        Label("默认关:值班另有人手。打开即不添人:按日期轮到谁,谁下一个工作日不在岗",
              "off by default: duty is staff of its own. On: nobody is hired; whose turn it is by date is away the next working day")))
    incidents: tuple[Name, ...] = knob((), Knob(Label("哪些事项是突发事件", "Which matters are incidents"), Label("不写即没有", "none named means none")))
    report_minutes: float = knob(20.0, Knob(Label("写一份日报用时", "A report takes"), Label("假定;只有突发事件要写", "assumed; only incidents are reported on"), MINUTES, 0, 240, 5))
    engaged: bool = knob(False, Knob(
        Label("占线", "Engaged"), Label("反效果开关,默认关:线路只留到值班名册上的人数,占线的打不进来", "perverse switch, off by default: no more lines than people on the roster, who finds them busy does not get through")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which somebody is always on duty."""
        for name in self.incidents:
            check_known(self, name, scenario.matters, Label("事项", "matter"))
        calls = chosen_matters(self, self.matters, scenario)
        phones = {node.desk for matter in calls.values() for node in every_node(matter.route) if isinstance(node, Serve) and node.patience is not None}
        if not phones:
            raise refused(self, "没有环节写了耐心(patience),没有人在电话里等;请给接听的 serve 写 patience,如 exp(2 min)",
                          "no step has patience, nobody waits on the telephone; give the serve that answers a patience such as exp(2 min)")
        staffed = tuple(name for name in scenario.desks if name in phones and scenario.desks[name].officers != "unlimited")
        desks = {name: self._phone(name, desk, scenario) if name in staffed else desk for name, desk in scenario.desks.items()}
        new = scenario.changed(("desks", desks))
        new = self._by_turns(new, staffed) if self.turns else new
        new = self._first(new if scenario.calendar.continuous or not staffed else self._with_night(new, staffed))
        if new == scenario:
            raise refused(self, "电话昼夜有人接,不缺值守;请用 incidents 写明突发事件,打开 engaged,或在 open_by_hour 里写各时段窗口数",
                          "the telephones are answered day and night as it is; name what are incidents in incidents, switch engaged on, or say in open_by_hour how "
                          "many lines are manned at which hour")
        return new

    def _phone(self, name: str, desk: Desk, scenario: Scenario) -> Desk:
        """Return a desk of telephones under the roster: no more lines than people where they are engaged, enough windows by night."""
        if self.engaged:
            desk = desk.changed(("capacity", len(scenario.officers_of(name))))
        counts = tuple(OpenCount.model_validate({"from": count.at, "windows": max(count.windows, self.at_night)}) for count in desk.open_by_hour)
        return desk.changed(("open_by_hour", counts)) if scenario.calendar.continuous else desk

    def _by_turns(self, scenario: Scenario, phones: tuple[str, ...]) -> Scenario:
        """Let the desks' own people have the nights by turns, with the next day off."""
        if scenario.calendar.continuous:
            raise refused(self, "昼夜不闭的单位没有“次日”可补休;请关掉 turns,或在 open_by_hour 里写各时段窗口数", "an office that never closes has no next day to rest on; "
                          "switch turns off, or say how many windows are open by hour in open_by_hour")
        short = next((name for name in phones if len(scenario.officers_of(name)) <= self.at_night), None)
        if short is not None:
            raise refused(self, f"岗位“{short}”只有 {len(scenario.officers_of(short))} 人,轮流值班后白天没有人;请改小 at_night、加人,或关掉 turns",
                          f"desk “{short}” has {len(scenario.officers_of(short))} only, and nobody by day if they take turns by night; lower at_night, add people, or switch turns off")
        return scenario.changed(("desks", {**scenario.desks, **{name: resting_by_turns(scenario, name, self.at_night) for name in phones}}))

    def _with_night(self, scenario: Scenario, phones: tuple[str, ...]) -> Scenario:
        """Add those on duty, who answer at every telephone while the office is closed."""
        if NIGHT in scenario.desks:
            raise refused(self, f"方案中已有岗位“{NIGHT}”;请给它改名", f"the scenario already has a desk “{NIGHT}”; rename it")
        place = scenario.offices.get(scenario.desks[phones[0]].office)
        hours = closed_hours(place.hours if place is not None and place.hours else scenario.calendar.hours)
        people = tuple(Officer(name=f"{NIGHT}/{k + 1}", hours=hours) for k in range(self.at_night))
        night = Desk(office=scenario.desks[phones[0]].office, name=Label("值班", "On night duty"), officers=people)
        helps = tuple(Help(officer=one.name, desk=phone) for phone in phones for one in people)
        return scenario.changed(("desks", {**scenario.desks, NIGHT: night}), ("helps", (*scenario.helps, *helps)))

    def _first(self, scenario: Scenario) -> Scenario:
        """Incidents stop other work, and are reported on."""
        if not self.incidents:
            return scenario
        found = {name: scenario.matters[name] for name in self.incidents}
        no_quota(self, found)
        passed = {serve.desk for matter in found.values() for serve in serves(matter.route) if scenario.officers_of(serve.desk)}
        desks = {name: desk.changed(("order", "priority"), ("preempt", True)) if name in passed else desk for name, desk in scenario.desks.items()}
        reports = {f"{REPORT}_{name}": self._report(matter) for name, matter in found.items() if serves(matter.route)} if self.report_minutes > 0 else {}
        first = {name: self._reported(name, matter, reports) for name, matter in found.items()}
        return scenario.changed(("desks", desks), ("matters", {**scenario.matters, **first, **reports}))

    def _reported(self, name: str, matter: Matter, reports: dict[str, Matter]) -> Matter:
        """Let a matter go first everywhere, and end with a report."""
        report = f"{REPORT}_{name}"
        spawn = (Spawn(step="reported", matter=report),) if report in reports else ()
        return matter.changed(("priority", 9), ("route", at_end(matter.route, spawn)))

    def _report(self, matter: Matter) -> Matter:
        """Return the report, written at the desk that dealt with the incident last."""
        words = Label("日报", "Daily report")
        write = Serve(step="report", desk=serves(matter.route)[-1].desk, effort=(minutes(self.report_minutes),), name=words)
        return Matter(name=words, arrivals=Arrivals(spawned=True), route=(write,))


def closed_hours(hours: tuple[str, ...]) -> tuple[str, ...]:
    """Return the hours of a day in which an office is closed; the whole day where it never is, for then somebody must relieve."""
    found, at = [], 0
    for begin, end in sorted(map(parse_hours, hours)):
        found += [(at, begin)] if begin > at else []
        at = max(at, end)
    found += [(at, DAY_S)] if at < DAY_S else []
    return tuple(f"{_clock(begin)}-{_clock(end)}" for begin, end in found or [(0, DAY_S)])


def _clock(second: int) -> str:
    """Return a second of the day as the clock shows it."""
    return f"{second // 3600:02d}:{second % 3600 // 60:02d}"
