"""What falls upon every county centre alike, and what only a director can order: more people, more demand, staff on loan.

They are ``Policy`` objects of the game alone: an institution is a rule, these are an order and two blows.
"""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import check_known
from xnsim.scenario.base import Name
from xnsim.scenario.matter import Arrivals
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Absence, Desk
from xnsim.scenario.values import Dist, Span

NONE = Label("没有", "none")


class _Imposed(Policy):
    """What an order and a blow have in common: no law is behind it, nobody can turn it to his ends, and it comes before anything else."""

    tradeoff = NONE
    perverse = NONE
    stage = Stage.DEMAND        # before the institutions of people look at who is there
    source = ()


class Hired(_Imposed):
    """So many more officers sit at a desk; they are present and away as those who sit there already."""

    key = "hired"
    label = Label("增人", "hired")
    help = Label("一个岗位多几个人", "more officers at a desk")
    tradeoff = Label("人要花钱", "people cost money")

    desk: Name = knob("", Knob(Label("岗位", "Desk"), NONE))
    number: int = knob(1, Knob(Label("增加", "More"), NONE, Label("人", "officers"), 1, 20, 1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario with more officers at the desk."""
        check_known(self, self.desk, scenario.desks, Label("岗位", "desk"))
        desk = scenario.desks[self.desk]
        return scenario.changed(("desks", {**scenario.desks, self.desk: desk.changed(("officers", desk.officers + self.number))}))


class OnLoan(_Imposed):
    """A campaign elsewhere takes a share of everybody's days: all desks lose as much of their people."""

    key = "on_loan"
    label = Label("外单位大会战借人", "staff on loan to a campaign")
    help = Label("每个岗位的人有一部分日子被借走", "everyone is away on loan for a share of the days")

    share: float = knob(0.15, Knob(Label("借走的比例", "Share of staff lent"), Label("讲义:借走15%的人", "the handbook: 15 % of the staff"), None, 0.01, 0.9, 0.01))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which everyone is away more."""
        return scenario.changed(("desks", {name: self._lent(desk) for name, desk in scenario.desks.items()}))

    def _lent(self, desk: Desk) -> Desk:
        there, away = _mean_days(desk)
        present = (there / (there + away)) * (1 - self.share)
        return desk.changed(("absence", Absence(present=_exp(there), away=_exp(round(there * (1 / present - 1), 6)))))


class MoreDemand(_Imposed):
    """A service elsewhere was closed, and its applicants come here: as many more as a share of those who come anyway."""

    key = "more_demand"
    label = Label("别处取消,件转到这里", "closed elsewhere, applicants come here")
    help = Label("各类件都多一些", "more cases of every kind")

    share: float = knob(0.25, Knob(Label("多来的比例", "More by"), Label("讲义:多25%", "the handbook: 25 % more"), None, 0.01, 2, 0.01))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario with more applicants."""
        matters = {name: matter.changed(("arrivals", self._more(matter.arrivals))) for name, matter in scenario.matters.items()}
        return scenario.changed(("matters", matters))

    def _more(self, arrivals: Arrivals) -> Arrivals:
        rate = arrivals.poisson
        return arrivals.changed(("poisson", type(rate)(rate.amount * (1 + self.share), rate.unit)))


ALWAYS = 17.0       # working days between two loans where nobody is ever away otherwise, of the order of a month


def _mean_days(desk: Desk) -> tuple[float, float]:
    if desk.absence is None:
        return ALWAYS, 0.0
    return desk.absence.present.spans[0].amount, desk.absence.away.spans[0].amount


def _exp(days: float) -> Dist:
    return Dist("exp", (Span(days, "wd"),))
