"""What a quarter's figures do to the next: a study of dated runs, never a hook inside one.

For quarter k the office is run from its first day, on the same draws, with the policies that
earlier quarters brought upon it, each from the first to the last day of its quarter. What
was already decided never looks ahead, so everything before quarter k is what it was.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from xnsim.engines import Engine, Run, run
from xnsim.indicators import INDICATORS, find
from xnsim.indicators.view import View
from xnsim.labels import Label
from xnsim.policies import Policy, PolicyRefused, timeline
from xnsim.program import Program, lower
from xnsim.program.horizon import span_end, stretches
from xnsim.scenario import InputError, Problem, Scenario
from xnsim.scenario.values import Span, parse_span
from xnsim.study.asked import check_indicators, check_numbers, check_workers
from xnsim.study.quarters_found import Quarters
from xnsim.study.rules import Figures, Quarter, Rule
from xnsim.worktime import DAY_S

LONGEST = 40            # quarters: ten years


def quarters(scenario: Scenario, rule: Rule, quarters: int = 4, length: str | Span = "62 wd", replications: int = 20, seed: int = 1,
             indicators: Sequence[str] = ("on_time_rate", "mean_workdays"), policies: Sequence[Policy] = (), engine: Engine = "auto",
             threads: int | None = None, level: float = 0.95, name: str = "") -> Quarters:
    """Let every quarter's figures decide what holds in the next, and return official figures beside their twins.

    ``rule`` is told the quarters that have ended (``Quarter``: figures of the office and of
    each matter, among the cases received in it, as they stand on its last day) and returns
    the policies of the next; it decides for each replication by itself. ``policies`` hold
    throughout. The first quarter begins where the scenario's warm-up ends. ``name`` is what
    the rule is called in tables. Raises ``InputError`` with all that is wrong.
    """
    problems = [*check_numbers(replications, seed), *check_indicators(tuple(indicators)), *check_workers(threads, engine), *_number(quarters)]
    bounds, wrong = _bounds(scenario, quarters, length) if not problems else ([], [])
    if problems or wrong:
        raise InputError([*problems, *wrong])
    keys = tuple(dict.fromkeys([*indicators, *(twin for key in indicators if (twin := INDICATORS[key].twin))]))
    study = _Study(scenario, rule, bounds, tuple(policies), keys, seed, engine)
    with ThreadPoolExecutor(threads or os.cpu_count() or 1, thread_name_prefix="xnsim-replication") as pool:
        histories = tuple(pool.map(study.walk, range(replications)))
    return Quarters(name or _called(rule), tuple(indicators), histories, seed, level, scenario.digest())


@dataclass
class _Study:
    """What all replications have in common; programs are kept, for the same decisions make the same office."""

    scenario: Scenario
    rule: Rule
    bounds: list[int]
    always: tuple[Policy, ...]
    keys: tuple[str, ...]
    seed: int
    engine: Engine
    programs: dict[tuple[str, ...], Program] = field(default_factory=dict)

    def walk(self, replication: int) -> tuple[Quarter, ...]:
        """Go through the quarters of one replication."""
        history: list[Quarter] = []
        decided: list[Policy] = []
        for k in range(len(self.bounds) - 1):
            now = self._decided(history) if history else []
            decided += now
            made = run(self._program(k, decided), self.seed, replication, self.engine)
            history.append(self._seen(k, tuple(now), made))
        return tuple(history)

    def _decided(self, history: list[Quarter]) -> list[Policy]:
        """Ask the rule, and date what it says to the next quarter."""
        k = len(history)
        answer = self.rule(tuple(history))
        given = list(answer) if isinstance(answer, (list, tuple)) else [answer]
        problems = [Problem(f"rule, {k + 1}", says) for policy in given if (says := _unfit(policy)) is not None]
        if problems:
            raise InputError(problems)
        return [policy.model_copy(update={"start": self._day(k), "end": self._day(k + 1)}) for policy in given]

    def _program(self, k: int, decided: Sequence[Policy]) -> Program:
        named = (str(k), *(f"{policy.key} {policy.model_dump_json()}" for policy in decided))
        if named not in self.programs:
            office = self.scenario.lasting(self.bounds[k], self.bounds[k + 1] - self.bounds[k], 0, "s")
            try:
                self.programs[named] = lower(timeline(office, [*self.always, *decided]))
            except PolicyRefused as refused:
                raise InputError([Problem(f"rule, {k + 1}" if decided else "policies", refused.says)]) from None
        return self.programs[named]

    def _seen(self, k: int, now: tuple[Policy, ...], made: Run) -> Quarter:
        """Read off a run what is known on the last day of its last quarter."""
        names = [name for name, matter in self.scenario.matters.items() if matter.sources]
        units = {name: _figures(_OfMatter(made, made.lowered.matters.index(name)), self.keys) for name in names}
        return Quarter(k + 1, self._day(k), self._day(k + 1), now, _figures(View(made, "arrival"), self.keys), units)

    def _day(self, k: int) -> dt.date:
        return self.scenario.calendar.start + dt.timedelta(days=self.bounds[k] // DAY_S)


class _OfMatter(View):
    """The cases of one matter only."""

    def __init__(self, made: Run, matter: int) -> None:
        super().__init__(made, "arrival")
        self.matter = matter

    @property
    def applied(self):
        """Mask: somebody applied, for this matter."""
        return View.applied.func(self) & (self["matter"] == self.matter)


def _figures(view: View, keys: Sequence[str]) -> Figures:
    return {key: find(key).from_parts(find(key).parts_in(view)) for key in keys}


def _bounds(scenario: Scenario, quarters: int, length: str | Span) -> tuple[list[int], list[Problem]]:
    """Return the seconds at which quarters begin and the last one ends, each at midnight; or what is wrong with their length."""
    try:
        span = parse_span(length)
        if span.amount <= 0:
            raise ValueError
        whole = Span(span.amount * quarters, span.unit)
        laid = stretches(scenario.changed(("horizon", scenario.horizon.changed(("measure", whole), ("drain", Span(0.0, "d"))))))
    except ValueError:
        return [], [Problem("length", Label(f"一季的长度不能是“{length}”;请写成例如 62 wd 或 91 d", f"a quarter cannot last “{length}”; write for instance 62 wd or 91 d"))]
    found = [laid.window[0]]
    while len(found) <= quarters:
        found.append(span_end(laid.calendar, found[-1], span))
    if any(second % DAY_S for second in found) or found[0] == found[1]:
        return [], [Problem("length", Label(f"一季要从午夜到午夜,预热 {scenario.horizon.warm_up} 加“{length}”做不到;两者都请用整工作日(wd)或整日(d)",
                                            f"a quarter lasts from midnight to midnight; a warm-up of {scenario.horizon.warm_up} and “{length}” do not; give both in whole "
                                            "working days (wd) or days (d)"))]
    return found, []


def _number(quarters: int) -> list[Problem]:
    if 1 <= quarters <= LONGEST:
        return []
    return [Problem("quarters", Label(f"季数在 1 与 {LONGEST} 之间,现为 {quarters}", f"between 1 and {LONGEST} quarters, here {quarters}"))]


def _unfit(policy: object) -> Label | None:
    if not isinstance(policy, Policy):
        return Label(f"规则要返回制度的列表,现有 {policy!r};没有制度请返回 []", f"a rule returns a list of policies, here {policy!r}; return [] for none")
    if policy.start is not None or policy.end is not None:
        return Label(f"“{policy.label.zh}”已写了 from/to;规则定的制度自动从下季第一天实行到末一天,请去掉日期",
                     f"“{policy.label.en}” has dates; what a rule decides holds from the first to the last day of the next quarter, leave from and to out")
    return None


def _called(rule: Rule) -> str:
    return getattr(rule, "__name__", type(rule).__name__)
