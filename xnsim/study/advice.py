"""How long to warm up, how often to repeat: checked on the office itself."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from xnsim.engines import Engine, run
from xnsim.labels import Label, Lang
from xnsim.policies import Policy
from xnsim.program import Program
from xnsim.punctuation import printed
from xnsim.scenario import InputError, Scenario
from xnsim.stats import advised_replications, mser5
from xnsim.study.asked import check_numbers, check_workers, program_of
from xnsim.study.comparison import Comparison
from xnsim.worktime import Calendar

A_DAY = 5               # looks at the office each working day: MSER-5 takes five to a batch, so a batch is a day
FEWEST = 50             # looks that MSER-5 needs

SHORT = Label("模拟只有 {run:.1f} 个工作日,不足 10 个,无法判断预热是否足够;请加长 horizon",
              "the run has only {run:.1f} working days, fewer than 10, too few to judge the warm-up; lengthen the horizon")
UNSETTLED = Label(
    "在办件数到测量期末仍未稳定(办公室可能超载):多长的预热都不够,结果取决于起点与时长;请加长 horizon 再查,或照此说明",
    "the number of open cases has not settled by the end of the window (the office may be overloaded): no warm-up is long enough and "
    "results depend on the start and the length; lengthen the horizon and check again, or say so")
ENOUGH = Label("预热 {given:g} 个工作日足够:在办件数约 {needed:g} 个工作日后稳定",
               "a warm-up of {given:g} working days is enough: the number of open cases settles after about {needed:g}")
TOO_SHORT = Label("预热 {given:g} 个工作日不够:在办件数约 {needed:g} 个工作日后才稳定;请把 horizon.warm_up 改为 {rounded} wd 以上",
                  "a warm-up of {given:g} working days is not enough: the number of open cases settles after about {needed:g}; set "
                  "horizon.warm_up to at least {rounded} wd")
BASIS = Label("(MSER-5 法,重复 {n} 次,种子 {seed})", " (MSER-5, {n} replications, seed {seed})")


@dataclass(frozen=True)
class WarmUpVerdict:
    """Whether the warm-up that is thrown away is long enough, in working days.

    ``needed_workdays`` is where the number of open cases settles; nan when the series is
    too short. ``settled`` is False when it still moves at the end of the window.
    """

    given_workdays: float
    needed_workdays: float
    run_workdays: float
    settled: bool
    replications: int
    seed: int

    @property
    def enough(self) -> bool:
        """Whether the series settles, and within the warm-up."""
        return self.settled and self.needed_workdays <= self.given_workdays

    def __call__(self, lang: Lang = "zh") -> str:
        """Say the verdict in a sentence, with its basis."""
        if self.run_workdays * A_DAY < FEWEST:
            says = SHORT
        elif not self.settled:
            says = UNSETTLED
        else:
            says = ENOUGH if self.enough else TOO_SHORT
        text = says(lang).format(given=round(self.given_workdays, 1), needed=self.needed_workdays, run=self.run_workdays,
                                 rounded=int(self.needed_workdays + 0.999) if self.settled else 0)
        return printed(text + BASIS(lang).format(n=self.replications, seed=self.seed), lang)

    def __str__(self) -> str:
        return self("zh")


def warm_up_check(scenario: Scenario, seed: int = 1, replications: int = 20, policies: Sequence[Policy] | Policy = (),
                  engine: Engine = "auto") -> WarmUpVerdict:
    """Check whether an office has forgotten its empty start when the measuring window opens.

    Looks five times each working day, from the first day to the end of the window, at how
    many cases are open; takes the mean over replications and asks MSER-5 where it settles.
    """
    program = _asked(scenario, policies, seed, replications, engine)
    calendar, (begin, end) = program.calendar, program.window
    given, length = (calendar.working(moment) / calendar.day_seconds for moment in (begin, end))
    looks = _looks(calendar, end)
    if len(looks) < FEWEST:
        return WarmUpVerdict(given, float("nan"), length, False, replications, seed)
    found = mser5(_open_cases(program, looks, seed, replications, engine))
    return WarmUpVerdict(given, found.cut / A_DAY, length, found.trusted, replications, seed)


def _asked(scenario: Scenario, policies: Sequence[Policy] | Policy, seed: int, replications: int, engine: Engine) -> Program:
    problems = [*check_numbers(replications, seed), *check_workers(None, engine)]
    program = program_of(scenario, policies, ("policies",))
    if problems or not isinstance(program, Program):
        raise InputError([*problems, *([] if isinstance(program, Program) else program)])
    return program


def _looks(calendar: Calendar, end: int) -> list[int]:
    """Return the instants at which each fifth of a working day's open seconds has passed."""
    number = calendar.working(end) * A_DAY // calendar.day_seconds
    return [calendar.add(0, max(1, (i + 1) * calendar.day_seconds // A_DAY)) for i in range(number)]


def _open_cases(program: Program, looks: Sequence[int], seed: int, replications: int, engine: Engine) -> list[float]:
    """Return how many cases are open at each look, the mean over replications."""

    def count(replication: int) -> list[int]:
        """How many cases are open at each look in one replication."""
        cases = run(program, seed, replication, engine).cases
        received = cases["received"].tolist()
        closed = sorted(moment for moment in cases["closed"].tolist() if moment >= 0)
        return [bisect_right(received, moment) - bisect_right(closed, moment) for moment in looks]

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        counts = list(pool.map(count, range(replications)))
    return [sum(at_once) / replications for at_once in zip(*counts, strict=True)]


def advise(comparison: Comparison, indicator: str, half_width: float, against: str | None = None) -> int:
    """Return how many replications would give the wanted half-width of an indicator, judged by those at hand.

    For the mean of the least certain alternative; with ``against``, for the least certain
    difference from that one. ``half_width`` has the indicator's own unit: 0.01 is one
    percentage point of a rate. Raises ``InputError`` for a name that is not in the
    comparison, ``ValueError`` for fewer than two replications.
    """
    comparison.mean(comparison.status_quo, indicator)
    if against is None:
        return max(advised_replications(found[indicator], half_width, comparison.level) for found in comparison.values.values())
    comparison.mean(against, indicator)
    arrivals = dict(comparison.arrivals)
    base = arrivals.pop(against)[indicator]
    gaps = [[x - y for x, y in zip(found[indicator], base, strict=True)] for found in arrivals.values()]
    return max(advised_replications(gap, half_width, comparison.level) for gap in gaps)
