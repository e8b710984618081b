"""A push before each reading 迎检: how fast work goes on average over a round, and how slow it must go in between to pay for it."""

from __future__ import annotations

from typing import TypeVar

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy
from xnsim.policies.reach import check_known, refused
from xnsim.policies.sources import rule
from xnsim.policies.supervised import WORKING_DAYS
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Desk, Place
from xnsim.scenario.pace import Pace, PaceEvery
from xnsim.scenario.values import Span

Paced = TypeVar("Paced", Place, Desk)

SLACK = Knob(
    Label("读数之后松劲", "Rest after the reading"),
    Label("反效果开关,默认0:平日放慢,1时一期平均恰好不快不慢(力气只是挪到读数之前),2时平日再慢一倍",
          "perverse switch, 0 by default: slower in between; at 1 a round is on average no faster than before (effort was only moved to before the reading), at 2 twice as slow in between"),
    None, 0, 2, 0.25)


RISE = Knob(Label("那一天的速度", "Pace on the day"), Label("假定:比平常快两成", "assumed: a fifth faster than usual"), Label("倍", "×"), 1, 3, 0.05)
HALF_LIFE = Knob(
    Label("那一天之前多久劲减半", "Half the push so long before"), Label("假定:约10天,即7个工作日", "assumed: about 10 days, which is 7 working days"), WORKING_DAYS, 1, 60, 1)
NO_STATUTE = rule("全国性法律没有规定督查、考核的快慢后果;数值均为假定", "no statute says what inspection or appraisal does to the pace of work; the numbers are assumed", "none")
MOVES, PERVERSE_MOVES = ("-mean_workdays", "+on_time_rate"), ("+closing_rate", "+total_days")     # of a push, and of the slack that pays for it

Numbers = tuple[int, float, float]      # every so many working days, the pace on the day, half the push so many working days before


def push(every: int, rise: float, half_life: float) -> PaceEvery:
    """Return a push before each reading; all in working days."""
    return PaceEvery(every=Span(every, "wd"), rise=rise, half_life=Span(half_life, "wd"))


def average(every: int, rise: float, half_life: float) -> float:
    """Return how fast work goes on average over a round: on the k-th day before the reading the push is halved k/half-life times."""
    return 1 + (rise - 1) * sum(0.5 ** (ahead / half_life) for ahead in range(every)) / every


def rests(every: int, rise: float, half_life: float, slack: float) -> tuple[Pace, ...]:
    """Return the pace in between that pays for the push; ``slack`` 1 pays for all of it."""
    speed = 1 - slack * (1 - 1 / average(every, rise, half_life))
    return () if slack <= 0 else (Pace(speed=round(max(speed, 0.05), 6)),)


def pushed(policy: Policy, name: str, part: Paced, numbers: Numbers, slack: float) -> Paced:
    """Return an office or a post at which people push before each day of reckoning, and rest in between; refused where they push already."""
    no_push_yet(policy, part.pace_every, name)
    return part.changed(("pace_every", push(*numbers)), ("pace", (*part.pace, *rests(*numbers, slack))))


def chosen_offices(policy: Policy, names: tuple[str, ...], scenario: Scenario) -> list[str]:
    """Return the offices named, or all, in the order their desks stand in the file."""
    there = dict.fromkeys(desk.office for desk in scenario.desks.values())
    for name in names:
        check_known(policy, name, there, Label("单位", "office"))
    return [name for name in there if not names or name in names]


def no_push_yet(policy: Policy, paced: PaceEvery | None, name: str) -> None:
    """Refuse where the scenario says already how people work before a reading."""
    if paced is not None:
        raise refused(policy, f"“{name}”已写有 pace_every;请从方案中删去,或用 offices 只列其他单位",
                      f"“{name}” has a pace_every already; take it out of the scenario, or list only other offices in offices")
