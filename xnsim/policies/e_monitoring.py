"""电子监察: a light before the limit ends, a yellow card when it has, a red one some days later; each moves the file in its way and wants its answer."""

from __future__ import annotations

from math import floor

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, by_priority
from xnsim.policies.routes import last_desk
from xnsim.policies.sources import paper, rule
from xnsim.policies.supervised import (
    MINUTES, WORKING_DAYS, at_parent, before_limit, desks_of, each_time, lead_desk, no_quota, past_limit, short_file, watched, watched_limit, with_files,
    with_limit,
)
from xnsim.policies.time_limit import shortened
from xnsim.policies.ways import around, chance
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Until, Wait
from xnsim.scenario.timers import After, Timer

OVER = After(share=1.0)
KINDS = {"light": Label("预警说明", "Answer to a light"), "yellow": Label("黄牌说明", "Answer to a yellow card"), "red": Label("红牌说明", "Answer to a red card")}


class EMonitoring(Policy):
    """Lights and cards are timers of every case with a limit: each moves it in the line and wants an answer.

    A light and a yellow card move it up a place in lines by priority; a red card, so long after
    the limit, puts it at the head of every line.

    The answer is work (law 22): a short file at the highest priority, at the desk where the
    case lies. Points are an indicator (``scorecard_points``, theory case S01), not a part of this.
    """

    key = "e_monitoring"
    label = Label("电子监察", "Electronic monitoring")
    help = Label(
        "系统盯着每件的时限:到期前亮预警灯,到期亮黄牌,再过一个工作日亮红牌;亮灯、黄牌的件往前排,红牌的件提到最前,每次都要在系统里说明",
        "a system watches the limit of every case: a light before it ends, a yellow card when it has ended, a red one a working day later; a light and a yellow card move a case "
        "up, a red one puts it at the head of every line, and each wants an explanation")
    tradeoff = Label(
        "快到期的件提前,别的件往后;说明要花经办人的时间,人手不变",
        "cases near their limit go first and the others later; explanations take officers' time, and there are no more officers")
    perverse = Label(
        "亮灯才办:平时放着,督办办结率很好看;再把承诺压缩一截,加的分抵掉黄牌",
        "worked on when the light is on: files lie until then and the figures of supervised cases look fine; and a bigger promise earns the points that a yellow card cost")
    stage = Stage.CONSEQUENCES
    institution = "M18"
    moves = ("+on_time_rate", "-early_rate", "+utilisation")
    perverse_moves = ("+supervised_on_time_rate", "+total_days")
    perverse_knobs = {"left_until_light": 0.5}
    legal_note = Label(
        "监察只记录和督促,不改变法定时限;有数量限制的许可不得因亮灯提前(行政许可法第57条)",
        "monitoring records and urges, it moves no statutory limit; licences limited in number may not be moved up (Administrative Licensing Law, art. 57)")
    source = (
        rule("全国性法律没有专门规定", "no specific national statute", "none"),
        rule("一地规则:到期前1个工作日提示(fsou 17030624);成都2010、泉州2007:临期黄、超期红", "local rules: a notice 1 working day before the limit; Chengdu 2010, "
             "Quanzhou 2007: yellow when nearly due, red when overdue"),
        paper(1, "建立健全電子監察系統", "set up and complete the electronic monitoring system"),
        paper(2, "一律纳入电子监察范畴,并将监察结果纳入政府绩效考评", "all of it comes under electronic monitoring, and the results count in the appraisal"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    warn_workdays: float = knob(1.0, Knob(
        Label("到期前多久预警", "Light before the limit ends"), Label("一地规则:提前1个工作日;时限不比它长的事项只亮牌", "a local rule: 1 working day; matters with no longer limit get cards only"),
        WORKING_DAYS, 0.5, 20, 0.5))
    attention: float = knob(1.0, Knob(
        Label("亮灯后往前排的比例", "Lights that move the case up"), Label("假定:每次亮灯都有人过问", "assumed: somebody looks at every light"), None, 0, 1, 0.1))
    alert_minutes: float = knob(5.0, Knob(
        Label("每次预警的说明用时", "Answer to a light"), Label("假定:在系统里填一条", "assumed: an entry in the system"), MINUTES, 0, 240, 5))
    card_minutes: float = knob(30.0, Knob(
        Label("每张黄牌的说明用时", "Answer to a yellow card"), Label("假定:写一份书面说明", "assumed: a written explanation"), MINUTES, 0, 480, 10))
    red_workdays: float = knob(1.0, Knob(
        Label("超期多久亮红牌", "Red card after the limit"), Label("本软件的定义:超期1个工作日以上为红牌;各地规则不一", "our definition: more than 1 working day overdue; local rules differ"),
        WORKING_DAYS, 0.5, 20, 0.5))
    red_minutes: float = knob(30.0, Knob(
        Label("每张红牌的说明用时", "Answer to a red card"),
        Label("假定:与黄牌一样半小时;要当面向领导说明的写60,这些时间出自办件的人", "assumed: half an hour, as for a yellow card; 60 where it is given before the leader; the time is that of who should be working on the files"),
        MINUTES, 0, 480, 10))
    left_until_light: float = knob(0.0, Knob(
        Label("亮灯才办的件", "Left until the light is on"),
        Label("反效果开关,默认0:最后一个岗位放着、到预警才办的件的比例", "perverse switch, 0 by default: share of cases that the last desk leaves until the light is on"), None, 0, 1, 0.1))
    promise_cut: float = knob(0.0, Knob(
        Label("为加分压缩承诺", "Promise cut for the points"),
        Label("反效果开关,默认0:承诺时限压到比法定少这么多;压三成加3分,每再满一成加1分,压五成就抵一张黄牌(一地规则 fsou 17126694)",
              "perverse switch, 0 by default: the promise is cut to so much below the law; 30 % earns 3 points, each further 10 % one more, 50 % pays for a yellow card "
              "(a local rule)"), None, 0, 0.9, 0.1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario with lights and cards on every matter that has a limit."""
        found = with_limit(self, self.matters, scenario)
        no_quota(self, found)
        files = {file: made for name, matter in found.items() for file, made in self._files(name, matter).items()}
        changed = {name: self._lit(name, matter, files) for name, matter in found.items()}
        new = with_files(self, scenario, changed, files, Label(
            "没有事项有时限可监察;请在 limits 里写 promised 或 statutory", "no matter has a limit to watch; write promised or statutory under limits"))
        return by_priority(self, new, desks_of(found.values()))

    def _files(self, name: str, matter: Matter) -> dict[str, Matter]:
        """Return the answers a matter gives rise to, one a kind; none where they take no time."""
        desk, amounts = lead_desk(matter), {"light": self.alert_minutes, "yellow": self.card_minutes, "red": self.red_minutes}
        return {f"{kind}_{name}": short_file(KINDS[kind], (at_parent("answer", desk, amount, KINDS[kind]),))
                for kind, amount in amounts.items() if desk is not None and amount > 0}

    def _lit(self, name: str, matter: Matter, files: dict[str, Matter]) -> Matter:
        """Give a matter its light and its cards, and what each does."""
        matter = self._promised(matter)
        light = before_limit(matter, self.warn_workdays)
        moments = ({} if light is None else {"light": light}) | {"yellow": OVER, "red": past_limit(matter, self.red_workdays)}
        timers = [] if light is None else [Timer(name="light", after=light, do="warn")]
        timers += [Timer(name=f"{kind}_first", after=after, do="to_head" if kind == "red" else "raise", probability=self.attention)
                   for kind, after in moments.items()]
        timers += [each_time(f"{kind}_answer", after, f"{kind}_{name}") for kind, after in moments.items() if f"{kind}_{name}" in files]
        return watched(self._left(matter, light), *timers)

    def _promised(self, matter: Matter) -> Matter:
        """Cut the promise for the points, unless it is as short already."""
        statutory, promised = matter.limits.statutory, matter.limits.promised
        if self.promise_cut <= 0 or statutory is None:
            return matter
        cut = shortened(statutory, 1 - self.promise_cut)
        if promised is not None and promised.unit == cut.unit and promised.amount <= cut.amount:
            return matter
        return matter.changed(("limits", matter.limits.changed(("promised", cut))))

    def _left(self, matter: Matter, light: After | None) -> Matter:
        """A share of the files lies before the last desk until the light is on."""
        limit, last = watched_limit(matter), last_desk(matter.route)
        if self.left_until_light <= 0 or light is None or last is None or limit is None:
            return matter
        share = floor(1000 * (1 - self.warn_workdays / limit.amount)) / 1000 if limit.unit == "wd" else 0.9
        lies = Wait(step=f"{last.step}_lies".replace("/", "_"), until=Until(share=share, of="promised" if matter.limits.promised else "statutory"),
                    name=Label("放着等亮灯", "Left until the light is on"))
        return matter.changed(("route", around(matter.route, last.step, before=chance(f"{lies.step}_or_not", self.left_until_light, (lies,)))))
