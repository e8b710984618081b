"""预约办: applicants book a slot and come at its hour, instead of coming when they please and queueing."""

from __future__ import annotations

from math import ceil

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, chosen_matters, refused, with_matters
from xnsim.policies.sources import paper, rule
from xnsim.policies.ways import chance, rate_of
from xnsim.scenario.base import Name
from xnsim.scenario.check_sessions import SHORTEST_DAY_S, SHORTEST_S
from xnsim.scenario.matter import Appointments as Slots
from xnsim.scenario.matter import Arrivals, Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Gate
from xnsim.scenario.session import Session
from xnsim.scenario.values import Rate, Span


class Appointments(Policy):
    """Booked slots at equal distances let one applicant in each; the case counts from the booking.

    Who does not appear books again. The wait for the slot is part of the case's time, unless
    the perverse switch lets the record begin at the visit.
    """

    key = "appointments"
    label = Label("预约办", "Appointments")
    help = Label(
        "申请人先约时段,按约到窗口;窗口前几乎不排队,等候变成了等号源。从预约那一刻起算全程用时",
        "applicants book a slot and come at its hour; hardly anybody queues at the window, waiting becomes waiting for a slot. The whole time "
        "counts from the booking")
    tradeoff = Label(
        "到达均匀了,窗口前的等候缩短;爽约的号源白白空着,号源少了要等好几天",
        "arrivals become even and the line at the window short; slots of those who do not come are lost, and few slots mean days of waiting")
    perverse = Label(
        "把排队藏到系统外:号源放得少,登记从到场才开始,窗口“零等候”,约不上的人不在任何一张表里",
        "the queue hides outside the records: few slots, a record that begins with the visit, “no waiting” at the window, and those who get no slot stand in no table")
    stage = Stage.DEMAND
    institution = "M16"
    moves = ("-mean_workdays", "-p90_workdays")
    perverse_moves = ("-total_days", "-backlog", "-cases_per_officer_day")
    perverse_knobs = {"hidden": True, "slots": 0.8}
    source = (
        rule("没有全国性的专门法律规定,为服务方式", "no specific national statute; a way of serving", "none"),
        paper(2, "积极开展“上门办”、“预约办”、“陪同办”等服务方式", "offer services at home, by appointment, with an escort"),
    )

    matters: tuple[Name, ...] = knob((), MATTERS)
    slots: float = knob(1.1, Knob(
        Label("号源是需求的", "Slots, of demand"), Label("假定:比平均需求多一成;不足1则等号源的人越积越多", "assumed: a tenth more than demand on average; below 1 those who wait for a slot pile up"),
        Label("倍", "×"), 0.5, 3, 0.05))
    no_show: float = knob(0.1, Knob(
        Label("爽约率", "No-show"), Label("假定:十人中一人约了不来,再约一次", "assumed: one in ten does not come and books once more"), None, 0, 0.9, 0.05))
    hidden: bool = knob(False, Knob(
        Label("等号源不计时", "The wait for a slot is not counted"),
        Label("反效果开关,默认关:到场才算收件,等号源的日子和约不上的人都不在统计里",
              "perverse switch, off by default: the case begins with the visit; days of waiting for a slot, and those who get none, are counted nowhere")))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which these matters are taken by appointment."""
        changed, sessions = {}, {}
        for name, matter in chosen_matters(self, self.matters, scenario).items():
            rate = rate_of(matter)
            if rate is not None and rate.amount > 0 and rate.unit != "d":     # slots are given out in working time
                changed[name] = self._visits(matter, self._every(rate)) if self.hidden else self._booked(name, matter)
                sessions[f"slots_{name}"] = slots_of(self._every(rate))
            elif self.matters:
                raise refused(self, f"事项“{name}”不是按 poisson 到达(或按日历日日夜都来),无法折算号源;请改写 arrivals,或从 matters 中去掉",
                              f"applicants of matter “{name}” do not come as poisson (or come day and night, by the calendar day), slots cannot be worked out; rewrite arrivals, or leave it out of matters")
        new = with_matters(self, scenario, changed, Label(
            "没有事项是按 poisson 到达的(按日历日日夜都来的不算),无法折算号源;请把 arrivals 写成 poisson,按 wd 或 h",
            "no matter has poisson arrivals in working time to work out slots from; write arrivals as poisson, by wd or h"))
        return new if self.hidden else new.changed(("sessions", {**new.sessions, **sessions}))

    def _every(self, rate: Rate) -> Span:
        """Return how far apart slots lie that take in so many times the demand."""
        return Span(round(1 / (rate.amount * self.slots), 9), rate.unit)

    def _booked(self, name: str, matter: Matter) -> Matter:
        """Let applicants wait for a slot first; who does not appear waits for another."""
        slot = Gate(step="slot", session=f"slots_{name}", name=Label("等号源", "Waits for the slot"))
        again = chance("no_show", self.no_show, (slot.changed(("step", "slot_again")),))
        return matter.changed(("route", (slot, *again, *matter.route)))

    def _visits(self, matter: Matter, every: Span) -> Matter:
        """Let the applicants come by their slots."""
        assert isinstance(matter.arrivals, Arrivals)
        return matter.changed(("arrivals", Arrivals(appointments=Slots(every=every, no_show=self.no_show), keep=matter.arrivals.keep)))


def slots_of(every: Span) -> Session:
    """Return slots so far apart, one applicant each; where that is too close for a session, several applicants a slot, so many times as far apart."""
    seats = max(1, ceil(SHORTEST_S / every.seconds(SHORTEST_DAY_S)))
    return Session(every=Span(round(every.amount * seats, 9), every.unit), seats=seats, name=Label("号源", "Slots"))
