"""择利执行: what pays is done first, what pays little later, what pays nothing not at all."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.reach import MATTERS, by_priority, chosen_matters, with_class, with_matters
from xnsim.policies.routes import serves
from xnsim.policies.sources import licensing, paper
from xnsim.policies.ways import after_accept, chance
from xnsim.scenario.base import Name
from xnsim.scenario.matter import CaseClass, Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.route import Choose, Option, Wait
from xnsim.scenario.values import Dist, Span

GAINFUL, GAINLESS = "gainful", "gainless"
FOR_EVER = Dist("constant", (Span(3650, "d"),))


class ProfitOrder(Policy):
    """Cases are three kinds by what the department gets out of them; every desk they pass takes the gainful first.

    A behaviour, not an institution: it is here to be seen beside the institutions.
    """

    key = "profit_order"
    label = Label("择利执行", "In order of profit")
    help = Label(
        "利大的先办,利小的慢办,没有利的放着:排队的次序由部门的好处决定(这是行为,不是制度,放在这里供对照)",
        "what pays is done first, what pays little later, what pays nothing is put by: the department's own benefit orders the line (a behaviour, not "
        "an institution, shown for comparison)")
    tradeoff = Label(
        "总的等待没有少,只是从利大的件搬到了利小的件头上(守恒)",
        "the waiting does not shrink, it moves from the cases that pay to those that do not (it is conserved)")
    perverse = Label(
        "无利的不办:办结的件件按时,没办的不在办结件里",
        "what pays nothing is not done: all that is finished is on time, and what is not finished is in nobody's figure")
    stage = Stage.PEOPLE
    institution = "N15"
    moves = ("+p90_workdays",)
    perverse_moves = ("+on_time_rate", "-verified_on_time_rate")
    perverse_knobs = {"shelved": 0.9}
    legal_note = Label(
        "行政许可法第57条:有数量限制的许可按受理先后决定;依部门利益排序没有依据",
        "Administrative Licensing Law, art. 57: licences limited in number are decided in the order of acceptance; an order by benefit has no basis")
    source = (licensing("57, 74(2)"), paper(0, "利大快执行、利小慢执行、无利不执行", "what pays much is carried out fast, what pays little slowly, what pays nothing not at all"))

    matters: tuple[Name, ...] = knob((), MATTERS)
    gainful: float = knob(0.2, Knob(
        Label("利大的比例", "Share that pays much"), Label("假定:五件中一件", "assumed: one in five"), None, 0, 0.5, 0.05))
    gainless: float = knob(0.2, Knob(
        Label("无利的比例", "Share that pays nothing"), Label("假定:五件中一件", "assumed: one in five"), None, 0, 0.5, 0.05))
    shelved: float = knob(0.0, Knob(
        Label("无利的件放着不办", "Of these, never done"),
        Label("反效果开关,默认0:受理以后无人过问的比例(只算无利的件)", "perverse switch, 0 by default: share nobody looks at after acceptance (of those that pay nothing)"),
        None, 0, 1, 0.1))

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which the line is ordered by benefit."""
        chosen = chosen_matters(self, self.matters, scenario)
        changed = {name: self._matter(name, matter) for name, matter in chosen.items()}
        new = with_matters(self, scenario, changed, Label("方案中没有事项", "the scenario has no matter"))
        return by_priority(self, new, {serve.desk for matter in chosen.values() for serve in serves(matter.route)})

    def _matter(self, name: str, matter: Matter) -> Matter:
        """Let what pays go first and what does not go last, or nowhere."""
        first = CaseClass(share=self.gainful, priority=matter.priority + 1, name=Label("利大", "Gainful"))
        last = CaseClass(share=self.gainless, priority=matter.priority - 1, name=Label("无利", "Gainless"))
        ordered = with_class(self, name, with_class(self, name, matter, GAINFUL, first), GAINLESS, last)
        lies = Wait(step="shelved", length=FOR_EVER, name=Label("无利不办", "Put by"))
        put_by = chance("shelve", self.shelved, (lies,))
        way = (Choose(step="what_for", options=(Option(cls=GAINLESS, route=put_by),)),) if put_by else ()
        return ordered.changed(("route", after_accept(matter.route, way)))
