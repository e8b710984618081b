"""现场审批: a team goes out and decides on the spot, several sites in one round."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.chains import department_row, sent_to
from xnsim.policies.empty_chair import empty_chair
from xnsim.policies.reach import MATTERS, chosen_matters, refused, with_matters
from xnsim.policies.routes import serves
from xnsim.policies.sources import licensing, paper
from xnsim.policies.supervised import MINUTES
from xnsim.policies.ways import helping, longer, minutes, works_of
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Desk
from xnsim.scenario.route import Return, Route, Serve
from xnsim.scenario.values import Dist, Span

TEAM, SITE = "site_team", "on_site"       # in this order of the alphabet the sites come first: who is on the spot works there before setting out anew


class OnSiteTeam(Policy):
    """The departments a file passes after its acceptance go out as one team, which takes up to so many waiting sites in one round.

    A round is a tour: out and back once, whoever is on it; at each site the work and the way to
    the next one. All sites of a round are decided when it ends. The team is a post of its own:
    it is the staff that the institution costs. At its desk it sets out with those it finds
    waiting; at the sites, a desk without staff of its own, it works through them.
    """

    key = "on_site_team"
    label = Label("现场审批", "On-site team")
    help = Label(
        "各部门组成一个组到现场看、当场定:一趟来回跑几个点,一处一处看,几家的意见一次出齐;组出去了,没轮到的等下一趟",
        "the departments go out as one team, look and decide on the spot: several sites in one tour, one after the other, all opinions at once; who is not on the round waits for the next")
    tradeoff = Label(
        "一趟几个点,省下一家一家转和一处一趟地跑;一趟里先看完的要等最后一处,点多了一趟就长,组员离开的岗位由新设的组承担人手",
        "several sites a round spare the passing on and the single journeys; who is seen first waits for the last of the round, which is the longer the more sites it has, and the team is staff of its own")
    perverse = Label(
        "到现场先挑毛病:开整改单退回,整改后重新计时,按时办结率上去了,企业等得更久",
        "the team finds something to mend first: sent back, counted afresh, so the on-time rate rises and the firm waits longer")
    stage = Stage.ROUTE
    institution = "M10"
    moves = ("-mean_workdays", "-total_days")
    perverse_moves = ("+on_time_rate", "-verified_on_time_rate")
    perverse_knobs = {"sent_back": 0.6}
    legal_note = Label(
        "行政许可法第34条、第55条:核查、检验由两名以上工作人员进行;整改重新计时没有依据",
        "Administrative Licensing Law, arts. 34 and 55: checks and inspections by two or more members of staff; no rule starts the clock afresh after mending")
    source = (
        licensing("26, 34, 55"),
        paper(4, "推行集中审批、现场审批,提高审批效率", "joint approval and approval on the spot, to make approval more efficient"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    sites: int = knob(4, Knob(
        Label("一趟跑几个点", "Sites in one round"), Label("假定:一天跑得下来", "assumed: what a day allows"), Label("处", "sites"), 1, 50, 1))
    teams: int = knob(1, Knob(
        Label("几个组", "Teams"), Label("一个组按一个岗位计;人手是全部成本", "a team counts as one post; the staff is the whole cost"), Label("组", "teams"), 1, 50, 1))
    touch: float = knob(0.7, Knob(
        Label("办理用时变为各家之和的", "The work becomes, of the departments' sum"), Label("假定:同时看、当场定,省三成", "assumed: seen together and decided there, 30 % less"),
        Label("倍", "×"), 0.05, 2, 0.05))
    travel_minutes: float = knob(40.0, Knob(
        Label("一趟往返用时", "Out and back"), Label("假定:县城内来回,一趟一次,不论几个点", "assumed: within a county town, once a round, however many sites"), MINUTES, 0, 480, 5))
    leg_minutes: float = knob(10.0, Knob(
        Label("点与点之间", "From site to site"), Label("假定:每到一处路上多这么久", "assumed: so much more on the way for each site"), MINUTES, 0, 240, 5))
    sent_back: float = knob(0.0, Knob(
        Label("开整改单退回的比例", "Sent back to mend"),
        Label("反效果开关,默认0:第一次到现场就退回整改、回来重新计时的件;整改平均5天(假定)",
              "perverse switch, 0 by default: sent back at the first visit and counted afresh on return; mending takes 5 days on average (assumed)"), None, 0, 1, 0.1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which a team goes out."""
        for taken in (TEAM, SITE):
            if taken in scenario.desks:
                raise refused(self, f"方案中已有岗位“{taken}”;请给它改名", f"the scenario already has a desk “{taken}”; rename it")
        rows = {name: (matter, row) for name, matter in chosen_matters(self, self.matters, scenario).items()
                if (row := department_row(matter.route)) is not None}
        changed = {name: self._matter(matter, *row) for name, (matter, row) in rows.items()}
        new = with_matters(self, scenario, changed, Label(
            "没有事项在收件以后还有部门办理的环节;请在路线里写 serve", "no department works on any matter after its papers are in; write a serve into the route"))
        office = next(scenario.desks[serves(matter.route[slice(*row)])[0].desk].office for matter, row in rows.values())
        return new.changed(*self._with_team(new, office))

    def _with_team(self, scenario: Scenario, office: str) -> tuple[tuple[str, object], ...]:
        """Whoever is on a round is on the road together, so the longest of equal ways is the way of all; at the sites the works add up."""
        name, tour = Label("现场审批组", "On-site team"), "sum" if self.sites > 1 else None
        team = Desk(office=office, name=name, officers=self.teams, batch=self.sites, batch_work=None if self.travel_minutes > 0 else tour)
        if self.travel_minutes <= 0:
            return (("desks", {**scenario.desks, TEAM: team}),)
        site = empty_chair(scenario, SITE, office, Label("现场", "On the spot")).changed(("batch", self.sites), ("batch_work", tour))
        whole = scenario.changed(("desks", {**scenario.desks, SITE: site, TEAM: team}))
        return ("desks", whole.desks), ("helps", (*whole.helps, *helping({TEAM: SITE}, whole, rank=0)))

    def _matter(self, matter: Matter, first: int, last: int) -> Matter:
        """Let a row of departments be one visit by the team, and the way to it."""
        row = matter.route[first:last]
        steps, far = serves(row), self.travel_minutes > 0
        name = f"site_{steps[0].step}".replace("/", "_")
        visit = longer(Serve(step=name, desk=SITE if far else TEAM, name=Label("现场审批", "Decided on the spot"), **works_of(row, self.touch)), self.leg_minutes)
        out = Serve(step=f"{name}_out", desk=TEAM, effort=(minutes(self.travel_minutes),), name=Label("去现场", "On the road"))
        round_: Route = (out, visit) if far else (visit,)
        route = sent_to(matter.route, {step.step for step in steps}, round_[0].step)
        return matter.changed(("route", (*route[:first], *round_, *self._mending(visit, round_[0].step), *route[last:])))

    def _mending(self, visit: Serve, to: str) -> Route:
        """Return what sends a site back to be mended, with the clock begun afresh."""
        if self.sent_back <= 0:
            return ()
        return (Return(step=f"{visit.step}_mend", probability=self.sent_back, at_most=1, clock="reset", turnaround=Dist("exp", (Span(5, "d"),)), to=to,
                       trips=0, name=Label("现场整改", "To be mended on the site")),)
