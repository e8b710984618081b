"""分级催办: somebody rings up after the file, daily or weekly as its class goes; half of the calls help, and what was lost is found."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, check_known, refused
from xnsim.policies.routes import every_node
from xnsim.policies.sources import paper, rule
from xnsim.policies.supervised import (
    MINUTES, WORKING_DAYS, applied_for, at_parent, desks_of, each_time, lead_desk, no_quota, served_first, short_file, watched, watched_limit,
    with_files,
)
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Transfer
from xnsim.scenario.timers import After, Timer
from xnsim.scenario.values import Dist, Span

BEYOND, MOST = 2.0, 40      # by the limit a case is chased up to twice its length, and no oftener than so


class Chasing(Policy):
    """Until a case is closed it is chased every so often: each call takes minutes where the file lies and may put it at the head of the line.

    A call also finds what was lost on the way (``transfer`` with ``lost``); without lost
    papers chasing is only jumping the queue. Classes are classes of matters: 特急, 重要, 一般.
    Inside a matter a timer knows no class, but it knows the limit: with ``by_limit`` a case is
    chased each time such a share of its promise is used, so that a class whose limit is shorter
    (a ``choose`` by class with a ``set_limit``) is chased the oftener.
    """

    key = "chasing"
    label = Label("分级催办", "Chasing by class")
    help = Label(
        "办件没办完,承办科室按缓急定期催:紧急的天天催,重要的两天一催,一般的每周一催;催一次花十分钟,一半的件因此提到最前,遗失的件因此找到",
        "as long as a case is open it is asked after: urgent ones daily, important ones every two days, ordinary ones weekly; a call takes ten minutes, half of them bring the "
        "file to the head of the line, and what was lost is found")
    tradeoff = Label(
        "丢了的件找得回来;没丢的件只是插队,催的人多了谁也不快,催办本身占时间",
        "what is lost is found; what is not only jumps the queue, and when all are chased nobody gains, while the calls take time")
    perverse = Label(
        "以催代办:催得越勤,催办次数越好看,办件的时间越少",
        "chasing instead of working: the more calls, the better the figure of calls, and the less time for the files")
    stage = Stage.CONSEQUENCES
    institution = "M20"
    moves = ("-total_days", "+chases_per_case")
    perverse_moves = ("+on_time_rate", "+chases_per_case", "+total_days")
    perverse_knobs = {"intensity": 5.0}
    nominal = True
    source = (
        rule("全国性法律没有专门规定,为机关内部工作制度", "no specific national statute; an internal rule of offices", "none"),
        rule("12345工单规则:到期前电话催,到期后次日发催办通知书(fsou 172733)", "a rule of a 12345 line: a call before expiry, a written reminder the day after"),
        paper(3, "避免造成遺失或延誤", "so that nothing is lost or delayed"),
        paper(3, "對緊急公文要跟蹤催辦,重要公文重點催辦,一般公文定期催辦", "urgent papers are followed, important ones chased closely, ordinary ones at intervals"),
        paper(0, "实行限时督办", "supervise with deadlines"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    urgent: tuple[Name, ...] = knob((), Knob(Label("紧急的事项", "Urgent matters"), Label("不写即没有;每天催", "none named: none; chased daily")))
    important: tuple[Name, ...] = knob((), Knob(Label("重要的事项", "Important matters"), Label("不写即没有;两天一催", "none named: none; chased every two days")))
    urgent_every: float = knob(1.0, Knob(Label("紧急的多久催一次", "Urgent: every"), Label("假定:每个工作日", "assumed: each working day"), WORKING_DAYS, 0.25, 20, 0.25))
    important_every: float = knob(2.0, Knob(Label("重要的多久催一次", "Important: every"), Label("假定:两个工作日", "assumed: two working days"), WORKING_DAYS, 0.25, 40, 0.25))
    ordinary_every: float = knob(5.0, Knob(Label("一般的多久催一次", "Ordinary: every"), Label("假定:每周", "assumed: weekly"), WORKING_DAYS, 0.25, 60, 0.25))
    by_limit: float = knob(0.0, Knob(
        Label("按时限的几分之几催", "Chased by the share of the limit"),
        Label("默认0:按工作日催。大于0时,有时限的事项每用掉时限的这么多就催一次,催到用掉两倍为止:同一事项里时限短的类别催得勤",
              "0 by default: by working days. Above 0, matters with a limit are chased each time so much of it is used, up to twice the limit: within a matter the classes with "
              "the shorter limit oftener"), None, 0, 1, 0.05))
    to_head: float = knob(0.5, Knob(Label("催一次提到最前的概率", "A call brings it to the head"), Label("假定:一半", "assumed: half of them"), None, 0, 1, 0.1))
    call_minutes: float = knob(10.0, Knob(Label("催一次用时", "A call takes"), Label("假定:查件、答复、记录", "assumed: finding the file, answering, noting it"), MINUTES, 0, 120, 5))
    intensity: float = knob(1.0, Knob(
        Label("催得有多勤", "How much more often"),
        Label("反效果开关,默认1:间隔缩短到几分之一", "perverse switch, 1 by default: the intervals are divided by so much"), Label("倍", "×"), 1, 20, 1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which open cases are asked after."""
        for name in (*self.urgent, *self.important):
            check_known(self, name, scenario.matters, Label("事项", "matter"))
        found = applied_for(self, self.matters, scenario)
        no_quota(self, found)
        desks = {name: lead_desk(matter) for name, matter in found.items()}
        chased = {name: found[name] for name, desk in desks.items() if desk is not None}
        files = {f"chase_{name}": self._call(desk) for name, desk in desks.items() if desk is not None} if self.call_minutes > 0 else {}
        changed = {name: watched(matter, *self._timers(name, matter, files)) for name, matter in chased.items()}
        new = with_files(self, scenario, changed, files, Label("没有事项经过任何岗位,无从催办", "no matter passes a desk, there is nothing to chase"))
        return served_first(new, desks_of(chased.values()))

    def _call(self, desk: str) -> Matter:
        """Return the call: minutes at the desk where the file lies."""
        words = Label("催办", "A call")
        return short_file(words, (at_parent("answer", desk, self.call_minutes, words),))

    def _every(self, name: str) -> Span:
        """Return the cadence of a matter, by the class it was named in."""
        days = self.urgent_every if name in self.urgent else self.important_every if name in self.important else self.ordinary_every
        return Span(round(days / self.intensity, 6), "wd")

    def _moments(self, name: str, matter: Matter) -> list[tuple[str, After, Span | None]]:
        """Return when a matter is chased, each with what its timers are called after and how often it comes again."""
        if self.by_limit <= 0 or watched_limit(matter) is None:
            every = self._every(name)
            return [("", After(span=Dist("constant", (every,))), every)]
        step = self.by_limit / self.intensity
        times = int(BEYOND / step + 1e-9)
        if times > MOST:
            raise refused(self, f"每用掉时限的 {step:.3g} 催一次,到两倍时限要催 {times} 次,多于 {MOST} 次;请改大 by_limit 或改小 intensity",
                          f"each {step:.3g} of the limit makes {times} calls up to twice the limit, more than {MOST}; raise by_limit or lower intensity")
        return [(f"_{k}", After(share=round(k * step, 6)), None) for k in range(1, times + 1)]

    def _timers(self, name: str, matter: Matter, files: dict[str, Matter]) -> list[Timer]:
        """Return what a call does: it moves the file up, finds what was lost, takes time."""
        moments, file = self._moments(name, matter), f"chase_{name}"
        lost = any(isinstance(node, Transfer) and node.lost > 0 for node in every_node(matter.route))
        timers = [Timer(name=f"chased{mark}", after=after, every=every, do="to_head", probability=self.to_head) for mark, after, every in moments]
        timers += [Timer(name=f"chased_up{mark}", after=after, every=every, do="find") for mark, after, every in moments if lost]
        return timers + [each_time(f"chase_call{mark}", after, file, every) for mark, after, every in moments if file in files]
