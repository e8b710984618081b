"""一月一督查、一季一通报: a reading every month; offices push before it, those that may be drawn for it in proportion."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, Stage, knob
from xnsim.policies.pulses import HALF_LIFE, MOVES, NO_STATUTE, PERVERSE_MOVES, RISE, SLACK, chosen_offices, pushed
from xnsim.policies.reach import refused
from xnsim.policies.sources import paper
from xnsim.policies.supervised import OFFICES, WORKING_DAYS
from xnsim.scenario.base import Name
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Place

OTHERS = Label("个", "offices")


class InspectionRounds(Policy):
    """Every office works faster before each reading of the bulletin; where only some are drawn, the push is as large as the chance to be drawn.

    The push stands at the office, the one of an appraisal at the post: both at once multiply.
    """

    key = "inspection_rounds"
    label = Label("一月一督查", "Monthly inspection and bulletin")
    help = Label(
        "每月督查一次并通报:各单位在读数前加快,读数后回落;只抽几个单位报告的,按抽中的机会加快",
        "a monthly inspection and a bulletin: offices speed up before the reading and fall back after it; where only some are drawn to report, by the chance to be drawn")
    tradeoff = Label(
        "读数前办得快;抽得越少,大家越不当回事;快多少是假定",
        "faster before the reading; the fewer are drawn the less anybody cares; how much faster is assumed")
    perverse = Label(
        "期末冲高:平日放慢,读数前冲上去,通报好看,平均更慢",
        "peaks at the end of the period: slower in between, a rush before the reading; the bulletin looks fine, the mean is worse")
    stage = Stage.CONSEQUENCES
    carried_by = "assumption"
    institution = "M28"
    moves, perverse_moves = MOVES, PERVERSE_MOVES
    perverse_knobs = {"slack": 1.5}
    nominal = True
    source = (
        NO_STATUTE,
        paper(3, "一月一督查", "an inspection every month"),
        paper(0, "实行每周检查和通报制度", "a check and a bulletin every week"),
    )

    offices: tuple[Name, ...] = knob((), OFFICES)
    every_workdays: int = knob(22, Knob(Label("多久督查一次", "An inspection every"), Label("一个月约22个工作日;每周的写5,每季的写62", "a month has about 22; 5 for weekly, 62 for quarterly"), WORKING_DAYS, 1, 250, 1))
    drawn: int | None = knob(None, Knob(
        Label("每次抽几个单位", "Offices drawn each time"), Label("不写即全部;抽5个、共20个,即每次四分之一的机会", "none: all; 5 of 20 is a chance of a quarter each time"), OTHERS, 1, 1000, 1))
    offices_in_all: int = knob(20, Knob(Label("共有几个单位", "Out of so many offices"), Label("假定;只在抽取时起作用", "assumed; of account only where some are drawn"), OTHERS, 1, 1000, 1))
    rise: float = knob(1.2, RISE)
    half_life: float = knob(7.0, HALF_LIFE)
    slack: float = knob(0.0, SLACK)

    def apply(self, scenario: Scenario) -> Scenario:
        """Return the scenario in which these offices work by the calendar of inspections."""
        if self.drawn is not None and self.drawn > self.offices_in_all:
            raise refused(self, f"抽 {self.drawn} 个多于共有的 {self.offices_in_all} 个;请改小 drawn,或改大 offices_in_all",
                          f"{self.drawn} drawn are more than the {self.offices_in_all} there are; lower drawn, or raise offices_in_all")
        drawn = 1.0 if self.drawn is None else self.drawn / self.offices_in_all
        numbers = self.every_workdays, round(1 + (self.rise - 1) * drawn, 6), self.half_life
        places = dict(scenario.offices)
        for name in chosen_offices(self, self.offices, scenario):
            places[name] = pushed(self, name, places.get(name, Place(hall=name == "hall")), numbers, self.slack)
        return scenario.changed(("offices", places))
