"""末位排名: what a league table of equal offices looks like, and whom it punishes.

Several units run the very same office on applicants of their own. Whatever order they come
out in is chance; a funnel plot shows how far chance alone carries a unit of that size.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xnsim.engines import Engine, run
from xnsim.indicators import INDICATORS, find
from xnsim.labels import Label, Lang
from xnsim.policies import Policy
from xnsim.program import Program
from xnsim.punctuation import printed
from xnsim.scenario import InputError, Problem, Scenario
from xnsim.study.asked import check_indicators, check_numbers, check_workers, program_of

if TYPE_CHECKING:
    from pandas import DataFrame

LEVELS = {"95": 1.959963984540054, "998": 3.090232306167813}
SAYS_EQUAL = Label(
    "{units} 个完全相同的单位排了 {periods} 次名:曾经排在末位的有 {hit} 个;上一期的末位下一期仍居末位的占 {again:.0%}(纯属偶然时约 {chance:.0%})。",
    "{units} equal units were ranked {periods} times: {hit} of them came last at some time; last in one period and last again in the next: {again:.0%} "
    "(by chance alone about {chance:.0%}).")
SAYS_WORSE = Label(
    "{units} 个单位中只有第 1 个确实较差:{periods} 次排名里它居末位 {caught} 次,其余 {innocent} 次受罚的是同样好的单位。",
    "Of {units} units only the first is really worse: it came last in {caught} of {periods} rankings; in the other {innocent} a unit as good as the rest was punished.")


@dataclass(frozen=True)
class Ranking:
    """Values of an indicator by period and unit, with the cases each rests on.

    Units are numbered from 1; with ``worse`` the first differs in truth.
    """

    indicator: str
    values: tuple[tuple[float, ...], ...]
    cases: tuple[tuple[float, ...], ...]
    parts: tuple[tuple[float, ...], ...]
    worse: bool
    seed: int

    @property
    def last(self) -> tuple[int, ...]:
        """The number of the unit that came last in each period; of equals the one listed first."""
        sign = -1.0 if INDICATORS[self.indicator].better == "lower" else 1.0
        return tuple(1 + min(range(len(row)), key=lambda unit: (sign * row[unit], unit)) for row in self.values)

    @property
    def again(self) -> float:
        """How often the last of one period was the last of the next; nan with one period."""
        pairs = list(zip(self.last, self.last[1:]))
        return sum(a == b for a, b in pairs) / len(pairs) if pairs else math.nan

    def funnel(self, period: int = 0, lang: Lang = "zh") -> DataFrame:
        """Return the funnel plot's table: a row a unit, by rank, with the limits that chance alone would keep.

        Columns: rank, unit, cases, value, expected (all units together), low_95, high_95,
        low_998, high_998, beyond (the unit lies outside the wider limits). For a rate the
        limits are those of a share of so many cases (normal approximation, cut at 0 and 1;
        Spiegelhalter 2005, Statistics in Medicine 24); for other indicators they follow the spread among
        the units, in proportion to one over the root of the cases.
        """
        from pandas import DataFrame

        order = sorted(range(len(self.values[period])), key=lambda unit: self.values[period][unit], reverse=INDICATORS[self.indicator].better != "lower")
        rows = [self._row(period, unit, rank) for rank, unit in enumerate(order, 1)]
        return DataFrame(rows)

    def _row(self, period: int, unit: int, rank: int) -> dict[str, Any]:
        value, cases = self.values[period][unit], self.cases[period][unit]
        expected, spread = self._expected(period)
        row: dict[str, Any] = {"rank": rank, "unit": unit + 1, "cases": cases, "value": value, "expected": expected}
        for name, z in LEVELS.items():
            arm = z * spread / math.sqrt(cases) if cases else math.nan
            low, high = expected - arm, expected + arm
            if INDICATORS[self.indicator].unit == "rate":
                low, high = max(0.0, low), min(1.0, high)
            row |= {f"low_{name}": low, f"high_{name}": high}
        return row | {"beyond": not row["low_998"] <= value <= row["high_998"]}

    def _expected(self, period: int) -> tuple[float, float]:
        """Return the value of all units together, and the spread of a single case around it."""
        total = math.fsum(self.cases[period])
        weighted = math.fsum(v * n for v, n in zip(self.values[period], self.cases[period]) if n) / total if total else math.nan
        if INDICATORS[self.indicator].unit == "rate":
            return weighted, math.sqrt(max(0.0, weighted * (1 - weighted)))
        squares = math.fsum(n * (v - weighted) ** 2 for v, n in zip(self.values[period], self.cases[period]) if n)
        return weighted, math.sqrt(squares / max(1, len(self.values[period]) - 1))

    def sentence(self, lang: Lang = "zh") -> str:
        """Say whom the ranking punished."""
        units, periods, last = len(self.values[0]), len(self.values), self.last
        if self.worse:
            text = SAYS_WORSE(lang).format(units=units, periods=periods, caught=last.count(1), innocent=periods - last.count(1))
        elif periods < 2:
            text = Label(f"{units} 个完全相同的单位排名一次,第 {last[0]} 个居末位。", f"{units} equal units were ranked once; unit {last[0]} came last.")(lang)
        else:
            text = SAYS_EQUAL(lang).format(units=units, periods=periods, hit=len(set(last)), again=self.again, chance=1 / units)
        return printed(text, lang)


def ranking(scenario: Scenario, units: int = 20, periods: int = 10, indicator: str = "on_time_rate", worse: Sequence[Policy] | Policy = (),
            seed: int = 1, engine: Engine = "auto") -> Ranking:
    """Rank so many equal units over several periods; ``worse`` puts policies on the first unit only, so that one differs in truth.

    Every unit and period is a replication of its own. Raises ``InputError`` with what is wrong.
    """
    programs = _asked(scenario, units, periods, indicator, worse, seed, engine)
    read = [[_read(programs[min(unit, 1)], indicator, seed, period * units + unit, engine) for unit in range(units)] for period in range(periods)]
    column = lambda part: tuple(tuple(row[unit][part] for unit in range(units)) for row in read)
    return Ranking(indicator, column(0), column(2), column(1), programs[0] is not programs[1], seed)


def _read(program: Program, indicator: str, seed: int, replication: int, engine: Engine) -> tuple[float, float, float]:
    parts = find(indicator).parts(run(program, seed, replication, engine))
    return find(indicator).from_parts(parts), parts.numerator, parts.denominator


def _asked(scenario: Scenario, units: int, periods: int, indicator: str, worse: Sequence[Policy] | Policy, seed: int, engine: Engine) -> list[Program]:
    """Return the program of the first unit and of all others, or say all that is wrong."""
    problems = [*check_numbers(periods, seed), *check_indicators([indicator]), *check_workers(None, engine)]
    if units < 2:
        problems.append(Problem("units", Label(f"排名至少要 2 个单位,现为 {units}", f"a ranking needs at least 2 units, here {units}")))
    equal, first = program_of(scenario, (), ("policies",)), program_of(scenario, worse, ("worse",))
    problems += [problem for found in (equal, first) if not isinstance(found, Program) for problem in found]
    if problems:
        raise InputError(problems)
    return [first if worse else equal, equal]
