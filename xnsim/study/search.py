"""How much is needed: the least value of a knob at which an indicator reaches a target, found by halving on common draws.

The same applicants come at every value tried, so that the figure moves with the knob and
not with luck. A target that no value reaches is refused; so is 100 %, which no finite
capacity can promise.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xnsim.engines import Engine
from xnsim.indicators import INDICATORS, UNITS, Indicator
from xnsim.labels import Label, Lang
from xnsim.policies import Policy, PolicyRefused, Timeline, registry, timeline
from xnsim.policies.study_spec import POLICY
from xnsim.program import Program, lower
from xnsim.punctuation import printed
from xnsim.scenario import InputError, Problem, Scenario
from xnsim.scenario.finding import unknown
from xnsim.stats import Interval, interval
from xnsim.study import words
from xnsim.study.asked import check_indicators, check_numbers, check_workers
from xnsim.study.replications import meter, read

if TYPE_CHECKING:
    from pandas import DataFrame

Turn = Callable[[Scenario, float], Scenario | Timeline]
KNOB = Label("参数", "knob")
MOST_HALVINGS = 60

FOUND = Label("要使{what}{than} {target},{knob}至少 {value}({level:g}% 区间 {low} 至 {high},重复 {n} 次,种子 {seed})。",
              "For {what} {than} {target}, {knob} must be at least {value} ({level:g} % interval {low} to {high}, {n} replications, seed {seed}).")
LEAST = Label("{knob}取所试的最小值 {value} 时,{what}已{than} {target}({n} 次重复,种子 {seed});要找更小的值,请把 low 改小。",
              "At the least value tried, {value} of {knob}, {what} is already {than} {target} ({n} replications, seed {seed}); for less, lower low.")
AT_LEAST, AT_MOST = Label("不低于", "at least"), Label("不高于", "at most")


@dataclass(frozen=True)
class Sought:
    """The least value that reaches the target, with the interval of values the data cannot tell from it.

    ``low`` is the least value at which the interval of the figure still holds the target,
    ``high`` the least at which all of it reaches the target (inf: none up to the highest
    value tried). ``at_least_tried``: the lowest value tried reaches it already. ``tried``
    are all values looked at, each with its figure.
    """

    knob: str
    value: float
    low: float
    high: float
    indicator: str
    target: float
    at_least_tried: bool
    tried: tuple[tuple[float, Interval], ...]
    replications: int
    seed: int
    level: float
    digest: str

    @property
    def reached(self) -> Interval:
        """The figure at the value found."""
        return dict(self.tried)[self.value]

    @property
    def table(self) -> DataFrame:
        """One row a value that was tried: the figure with its interval and n."""
        from pandas import DataFrame

        return DataFrame([{"value": value, "indicator": self.indicator, "mean": found.mean, "low": found.low, "high": found.high, "n": found.n}
                          for value, found in self.tried])

    def sentence(self, lang: Lang = "zh") -> str:
        """Say what is needed, with its interval, n and seed."""
        about = INDICATORS[self.indicator]
        value, low, high = (_short(number) for number in (self.value, self.low, self.high))
        says = LEAST if self.at_least_tried else FOUND
        return printed(says(lang).format(
            what=about.label(lang), than=(AT_MOST if about.better == "lower" else AT_LEAST)(lang), target=_target(about, self.target, lang),
            knob=self.knob, value=value, low=low, high=high, level=100 * self.level, n=self.replications, seed=self.seed), lang)

    def stamp_line(self, lang: Lang = "zh") -> str:
        """Return the stamp as the line that stands under figures and tables."""
        return words.stamp_line(self.replications, self.seed, {"": self.digest}, lang)


def search(scenario: Scenario, knob: str | Turn, low: float, high: float, target: float, indicator: str = "on_time_rate", whole: bool = False,
           tolerance: float | None = None, replications: int = 20, seed: int = 1, engine: Engine = "auto", threads: int | None = None,
           level: float = 0.95, name: str = "", under: Sequence[Policy] = (), progress: bool = False) -> Sought:
    """Find the least value between low and high at which the mean of an indicator reaches a target.

    ``knob`` is ``policy.knob`` (``time_limit.workdays``) or a function (scenario, value) ->
    scenario, such as ``officers("window")``; ``name`` is what it is called. The figure must get
    better as the value rises. ``whole``: only whole values; otherwise it is found to
    within ``tolerance`` (default: a thousandth of the range). ``under``: policies in force at
    every value tried. ``progress``: show the values tried. Raises ``InputError`` with all that
    is wrong, and where no value reaches the target.
    """
    problems = [*check_numbers(replications, seed), *check_indicators([indicator]), *check_workers(threads, engine), *_range(low, high, whole, tolerance)]
    turn = _with(knob, under) if callable(knob) else _of_policy(knob, (low, high), under, problems)
    if not problems:
        problems += _target_problems(INDICATORS[indicator], target)
    if problems or turn is None:
        raise InputError(problems)
    step = 1.0 if whole else tolerance or (high - low) / 1000
    with ThreadPoolExecutor(threads or os.cpu_count() or 1, thread_name_prefix="xnsim-replication") as pool, meter(progress, None) as tick:
        figures = _Figures(scenario, turn, INDICATORS[indicator], replications, seed, engine, level, pool, tick)
        found, at_least = _halve(figures, low, high, target, step, whole)
    called = name or (knob if isinstance(knob, str) else getattr(knob, "__name__", type(knob).__name__))
    tried = tuple(sorted(figures.known.items()))
    return Sought(called, *found, indicator, target, at_least, tried, replications, seed, level, scenario.digest())


def officers(desk: str) -> Turn:
    """Return the knob that sets how many officers a desk has; the desk's own officers give way to as many equal ones."""
    def people(scenario: Scenario, value: float) -> Scenario:
        """The office with so many equal officers at the desk."""
        if desk not in scenario.desks:
            raise InputError([Problem("knob", unknown((), Label("岗位", "desk"), desk, scenario.desks).says)])
        return scenario.changed(("desks", {**scenario.desks, desk: scenario.desks[desk].changed(("officers", int(value)))}))

    people.__name__ = f"officers({desk})"
    return people


@dataclass
class _Figures:
    """The figure at every value tried, each run once."""

    scenario: Scenario
    turn: Turn
    about: Indicator
    replications: int
    seed: int
    engine: Engine
    level: float
    pool: ThreadPoolExecutor
    tick: Callable[[int], object]
    known: dict[float, Interval] = field(default_factory=dict)

    def __call__(self, value: float) -> Interval:
        """Return the mean over replications at a value, with its interval."""
        if value not in self.known:
            program = self._program(value)
            wanted = {self.about.cohort: (self.about.key,)}
            work = lambda replication: read(program, self.seed, replication, wanted, self.engine)[self.about.key, self.about.cohort]
            rows = []
            for row in self.pool.map(work, range(self.replications)):
                rows.append(row)
                self.tick(1)
            rate = self.about.unit == "rate"
            self.known[value] = interval([value for value, _ in rows], self.level, rate, [parts.denominator for _, parts in rows] if rate else None)
        return self.known[value]

    def _program(self, value: float) -> Program:
        try:
            return lower(self.turn(self.scenario, value))
        except PolicyRefused as refused:
            raise InputError([Problem(f"knob = {_short(value)}", refused.says)]) from None

    def margin(self, part: str, value: float, target: float) -> float:
        """Return by how much a part of the figure (mean, its worse or its better end) is beyond the target; below 0: not reached."""
        found, lower = self(value), self.about.better == "lower"
        end = {"mean": found.mean, "worse": found.high if lower else found.low, "better": found.low if lower else found.high}[part]
        return math.nan if math.isnan(end) else (target - end if lower else end - target)


def _halve(figures: _Figures, low: float, high: float, target: float, step: float, whole: bool) -> tuple[tuple[float, float, float], bool]:
    reached = lambda part: lambda value: figures.margin(part, value, target) >= 0
    if not reached("mean")(high):
        raise InputError([Problem("target", _out_of_reach(figures, high, target))])
    value = _least(reached("mean"), low, high, step, whole)
    optimist = _least(reached("better"), low, value, step, whole)
    pessimist = _least(reached("worse"), value, high, step, whole) if reached("worse")(high) else math.inf
    return (value, optimist, pessimist), value == low


def _least(reached: Callable[[float], bool], low: float, high: float, step: float, whole: bool) -> float:
    """Return the least value that reaches, given that high does: halve until the two ends are a step apart."""
    if low == high or reached(low):
        return low
    for _ in range(MOST_HALVINGS):
        if high - low <= step:
            break
        middle = float((int(low) + int(high)) // 2) if whole else (low + high) / 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return high


def _out_of_reach(figures: _Figures, high: float, target: float) -> Label:
    about, best = figures.about, figures(high)
    zh, en = (f"{about.label(lang)}{'' if lang == 'zh' else ' '}" for lang in ("zh", "en"))
    return Label(
        f"到最大值 {_short(high)},{zh}也只有 {_target(about, best.mean, 'zh')}({best.n} 次重复),达不到 {_target(about, target, 'zh')};请放宽上限 high,或降低目标",
        f"even at the highest value, {_short(high)}, {en}is {_target(about, best.mean, 'en')} ({best.n} replications) and does not reach {_target(about, target, 'en')}; raise "
        "high, or ask for less")


def _target_problems(about: Indicator, target: float) -> Iterator[Problem]:
    """Refuse a target without direction, outside what the indicator can be, or that no finite capacity promises."""
    if about.better == "none":
        yield Problem("indicator", Label(f"“{about.label.zh}”没有好坏之分,谈不上达到;请换一个指标", f"“{about.label.en}” has no better direction to reach; choose another indicator"))
    elif about.unit == "rate" and not 0 <= target <= 1:
        yield Problem("target", Label(f"比率的目标在 0 与 1 之间,如 0.99,现为 {target:g}", f"the target of a rate lies between 0 and 1, e.g. 0.99; here {target:g}"))
    elif about.unit == "rate" and target == (0 if about.better == "lower" else 1):
        yield Problem("target", Label(
            f"{about.label.zh} {target:.0%} 没有任何有限的值能保证:来件和用时都有起伏,模拟再多的件都不出例外,也只说明例外很少;请改为 {abs(target - 0.01):.2f}、"
            f"{abs(target - 0.001):.3f} 这样的目标",
            f"no finite value can promise {about.label.en} of {target:.0%}: arrivals and work vary, and any number of cases without an exception shows only that exceptions "
            f"are rare; ask for {abs(target - 0.01):.2f} or {abs(target - 0.001):.3f}"))
    elif not math.isfinite(target):
        yield Problem("target", Label(f"目标要是一个数,现为 {target}", f"a target is a number, here {target}"))


def _range(low: float, high: float, whole: bool, tolerance: float | None) -> Iterator[Problem]:
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        yield Problem("low", Label(f"要在 low 与 high 之间找,low 须小于 high,现为 {low:g} 与 {high:g}", f"low must be below high, here {low:g} and {high:g}"))
    elif whole and (low != int(low) or high != int(high)):
        yield Problem("whole", Label(f"只找整数时 low、high 也须为整数,现为 {low:g} 与 {high:g}", f"for whole values low and high are whole too, here {low:g} and {high:g}"))
    if tolerance is not None and not tolerance > 0:
        yield Problem("tolerance", Label(f"tolerance 须大于 0,现为 {tolerance:g}", f"a tolerance is above 0, here {tolerance:g}"))


def _with(turn: Turn, under: Sequence[Policy]) -> Turn:
    """Return the same knob on an office where policies are in force."""
    if not under:
        return turn

    def turned(scenario: Scenario, value: float) -> Scenario | Timeline:
        """The office at a value, with the policies."""
        office = turn(scenario, value)
        if not isinstance(office, Scenario):
            raise InputError([Problem("under", Label("这个参数自己已安排了制度;请把其余制度写进它的函数", "this knob sets policies itself; put the others into its function"))])
        return timeline(office, under)

    turned.__name__ = getattr(turn, "__name__", type(turn).__name__)
    return turned


def _of_policy(name: str, ends: tuple[float, float], under: Sequence[Policy], problems: list[Problem]) -> Turn | None:
    """Return the function that turns a knob of a policy, ``time_limit.workdays``; or say why there is none."""
    key, _, knob = name.partition(".")
    kind = registry().get(key)
    if kind is None:
        problems.append(Problem("knob", unknown((), POLICY, key, registry()).says))
        return None
    if knob not in kind.knobs():
        problems.append(Problem("knob", unknown((), KNOB, knob, kind.knobs()).says))
        return None
    problems += _within(kind, knob, ends)
    return lambda scenario, value: timeline(scenario, [*under, kind.model_validate({knob: int(value) if value == int(value) else value})])


def _within(kind: type[Policy], knob: str, ends: tuple[float, float]) -> Iterator[Problem]:
    about = kind.knobs()[knob]
    least, most = (-math.inf if about.low is None else about.low), (math.inf if about.high is None else about.high)
    for place, value in zip(("low", "high"), ends, strict=True):
        if not least <= value <= most:
            yield Problem(place, Label(
                f"{kind.label.zh}的“{about.label.zh}”在 {_short(least)} 至 {_short(most)} 之间,现为 {value:g};请改到界内",
                f"“{about.label.en}” of {kind.label.en} lies between {_short(least)} and {_short(most)}, here {value:g}; stay within the bounds"))


def _target(about: Indicator, value: float, lang: Lang) -> str:
    return f"{100 * value:.4g}%" if about.unit == "rate" else f"{value:.4g} {UNITS[about.unit](lang)}".strip()


def _short(value: float) -> str:
    return f"{value:.4g}" if math.isfinite(value) else "∞" if value > 0 else "−∞"
