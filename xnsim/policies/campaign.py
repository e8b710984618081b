"""百日大会战: officers are lent to the desk of the day, campaign files go first, and who is left at home does the rest."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.applicants import day_seconds
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.chains import mean_seconds
from xnsim.policies.reach import by_priority, check_known, chosen_matters, refused
from xnsim.policies.routes import serves
from xnsim.policies.sources import licensing, paper, rule
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Secondment
from xnsim.scenario.pace import Pace


class Campaign(Policy):
    """From one day to another officers of other desks work at the campaign's desk and nowhere else; its files go first; everybody there tires day by day.

    ``from`` and ``to`` are the first day and the day after the last: on that day all go
    home, to what has gathered there. Campaigns held at once draw on the same people: each
    takes its ``turn``.
    """

    key = "campaign"
    label = Label("百日大会战", "Hundred-day campaign")
    help = Label(
        "限期集中人力:从各岗位抽人到会战岗位(专班),会战件优先;到期各回各岗。连续作战,人一天比一天乏",
        "people are drawn together for a time: officers of other desks work at the campaign's, its files go first; at the end all go home. In the long fight they tire "
        "day by day")
    tradeoff = Label(
        "人是从别处抽来的:会战岗位快了,抽人的岗位慢了,积压搬到那里,会后再慢慢还",
        "the people come from somewhere: the campaign's desk gets faster, the donors slower; the backlog moves there, and is paid back afterwards")
    perverse = Label(
        "抽空了打:别的岗位一个人不留,那里的件一件办不结,也就不在办结件里,办结的件件按时",
        "all hands: nobody is left at the other desks, nothing is finished there, so nothing of it is in the figures, and all that is finished is on time")
    stage = Stage.PEOPLE
    institution = "M30"
    moves = ("-mean_workdays", "+utilisation")
    perverse_moves = ("+on_time_rate", "-verified_on_time_rate", "+backlog")
    perverse_knobs = {"all_hands": True}
    legal_note = Label(
        "行政许可法第57条:有数量限制的许可按受理先后决定,不得列为会战件;第42条的时限对没有列入会战的件同样有效",
        "Administrative Licensing Law, art. 57: licences limited in number are decided in order of acceptance and may not be campaign files; the limits of art. 42 hold "
        "for files outside the campaign too")
    source = (
        licensing("42, 57"),
        rule("闽侯2016年百日攻坚:时限按日历日计,窗口双休日值班,急办件优先,一个许可由8个工作日减到2天", "Minhou 2016: limits in calendar days, windows open at weekends, urgent files first, one permit down from 8 working days to 2 days"),
        paper(0, "于5月底至8月底,集中时间,集中精力,集中力量", "from the end of May to the end of August, time, energy and forces drawn together"),
        paper(0, "各专项指挥部要成立相应的工作专班", "every command is to form a task force of its own"),
    )

    matters: tuple[Name, ...] = knob((), Knob(
        Label("会战事项", "Campaign matters"), Label("不写即方案中的第一个事项:会战总有个主题", "none named means the scenario's first: a campaign has a theme")))
    desk: Name | None = knob(None, Knob(
        Label("会战岗位", "Campaign's desk"), Label("不写即会战事项平均用时最长的岗位", "none named means the desk where campaign files take longest")))
    donors: tuple[Name, ...] = knob((), Knob(
        Label("从哪里抽人", "Donors"), Label("岗位;不写即其他全部岗位中至少有两人的", "desks; none named means all others with two or more officers")))
    share: float = knob(0.5, Knob(
        Label("抽调比例", "Share lent"), Label("假定:抽一半,每岗至少抽一人、留一人", "assumed: half, at least one of each desk lent and one left"), None, 0.05, 1, 0.05))
    turn: int = knob(0, Knob(
        Label("第几个会战", "Which of several campaigns"),
        Label("同时几个会战时,0先抽、1再抽、2最后抽:抽的是同一批人里剩下的", "with several at once, 0 takes first, 1 next, 2 last, from who is left of the same people"), None, 0, 2, 1))
    efficiency: float = knob(0.8, Knob(
        Label("抽调人员的效率", "Efficiency of those lent"), Label("假定:业务不熟,慢两成", "assumed: not at home in the work, a fifth slower"), None, 0.1, 1.5, 0.05))
    fatigue: float = knob(0.3, Knob(
        Label("每天疲劳", "Fatigue a day"), Label("假定:会战岗位每个日历日慢0.3%,一百天慢三成", "assumed: the campaign's desk slows by 0.3 % each civil day, 30 % in a hundred"),
        Label("%/天", "% a day"), 0, 1, 0.05))
    all_hands: bool = knob(False, Knob(
        Label("抽空了打", "All hands"), Label("反效果开关,默认关:抽人的岗位一个不留", "perverse switch, off by default: nobody is left at the donors' desks")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario during the campaign."""
        chosen = chosen_matters(self, self.matters or tuple(scenario.matters)[:1], scenario)
        desk = self._desk(chosen, scenario)
        loans = tuple(Secondment(officer=name, desk=desk, efficiency=self.efficiency) for donor in self._donors(desk, scenario) for name in self._lent(donor, scenario))
        if not loans:
            raise refused(self, f"抽不出人来了(第{self.turn + 1}个会战):请给抽人的岗位加人、用 donors 写明岗位,或减少同时的会战",
                          f"there is nobody left to lend (campaign number {self.turn + 1}); give the donors more officers, name other donors, or hold fewer campaigns at once")
        first = {name: self._first(name, matter) for name, matter in chosen.items()}
        new = scenario.changed(("matters", {**scenario.matters, **first}), ("secondments", (*scenario.secondments, *loans)))
        if self.fatigue > 0:
            there = new.desks[desk]
            new = new.changed(("desks", {**new.desks, desk: there.changed(("pace", (*there.pace, Pace(per_day=round(-self.fatigue / 100, 9)))))}))
        return by_priority(self, new, {serve.desk for matter in chosen.values() for serve in serves(matter.route)})

    def _desk(self, chosen: dict[str, Matter], scenario: Scenario) -> str:
        """Return the campaign's desk: the one named, else where most of the work on its files is done."""
        if self.desk is not None:
            check_known(self, self.desk, scenario.desks, Label("岗位", "desk"))
            return self.desk
        steps = [serve for matter in chosen.values() for serve in serves(matter.route) if scenario.officers_of(serve.desk)]
        if not steps:
            raise refused(self, "会战事项没有在岗位上办理的环节;请用 desk 写明会战岗位", "campaign files pass no desk with officers; name the campaign's desk")
        return max(steps, key=lambda serve: mean_seconds(serve, day_seconds(scenario))).desk

    def _donors(self, desk: str, scenario: Scenario) -> tuple[str, ...]:
        """Return the desks that people are taken from: those named, else all others."""
        for name in self.donors:
            check_known(self, name, scenario.desks, Label("岗位", "desk"))
        return tuple(name for name in self.donors or scenario.desks if name != desk)

    def _lent(self, donor: str, scenario: Scenario) -> tuple[str, ...]:
        """Who was listed last is lent first; at least one stays, unless all hands are wanted."""
        own = scenario.officers_of(donor)[::-1]
        if self.all_hands:
            return own if self.turn == 0 else ()
        number = max(1, int(len(own) * self.share + 0.5))
        return own[: max(len(own) - 1, 0)][self.turn * number:(self.turn + 1) * number]

    def _first(self, name: str, matter: Matter) -> Matter:
        """Move the files of the campaign up a place in every line."""
        if matter.quota_order:
            raise refused(self, f"事项“{name}”有数量限制,依行政许可法第57条按受理先后顺序作出决定,不能列为会战件;请用 matters 写其他事项",
                          f"matter “{name}” is limited in number and decided in order of acceptance (Administrative Licensing Law, art. 57), so it cannot go first; name other matters")
        return matter.changed(("priority", min(matter.priority + 1, 9)))
