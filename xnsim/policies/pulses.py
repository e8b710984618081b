"""A push before each reading 迎检: how fast work goes on average over a round, and how slow it must go in between to pay for it."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy
from xnsim.policies.reach import check_known, refused
from xnsim.scenario.model import Scenario
from xnsim.scenario.pace import Pace, PaceEvery
from xnsim.scenario.values import Span

SLACK = Knob(
    Label("读数之后松劲", "Rest after the reading"),
    Label("反效果开关,默认0:平日放慢,1时一期平均恰好不快不慢(力气只是挪到读数之前),2时平日再慢一倍",
          "perverse switch, 0 by default: slower in between; at 1 a round is on average no faster than before (effort was only moved to before the reading), at 2 twice as slow in between"),
    None, 0, 2, 0.25)


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
