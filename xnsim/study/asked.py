"""What a comparison is asked for, checked before anything runs: all that is wrong is told at once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import get_args

from xnsim.engines import Engine
from xnsim.indicators import INDICATORS, Cohort
from xnsim.labels import Label
from xnsim.policies import Policy, PolicyRefused, Timeline
from xnsim.policies import study_spec
from xnsim.policies.worlds import WORLDS, LimitsAt, in_world, limits_of
from xnsim.program import Program, lower
from xnsim.scenario import InputError, Problem, Scenario
from xnsim.scenario.check import doubts
from xnsim.scenario.finding import unknown
from xnsim.scenario.sheet import where_text
from xnsim.study.tried import posts

MAIN = (
    "on_time_rate", "verified_on_time_rate", "statutory_on_time_rate", "mean_workdays", "p90_workdays", "total_days",
    "on_time_acceptance_rate", "return_rate", "mean_trips", "backlog", "deemed_share", "utilisation",
)
"""The indicators that are shown where none are named."""

REPLICATIONS, REPLICATION, SEED = Label("重复次数", "number of replications"), Label("重复编号", "number of a replication"), Label("随机种子", "seed")
ALTERNATIVE, INDICATOR, ENGINE = Label("方案", "alternative"), Label("指标", "indicator"), Label("内核", "engine")
Alternatives = Mapping[str, Sequence[Policy] | Policy]


@dataclass(frozen=True)
class Asked:
    """A comparison that can be run: one program an alternative (and world), and what is read off each run."""

    programs: dict[str, Program]
    status_quo: str
    indicators: tuple[str, ...]
    replications: int
    seed: int
    level: float
    threads: int
    engine: Engine
    limits: dict[str, LimitsAt] = field(default_factory=dict)
    worlds: tuple[str, ...] = ()
    scenario: Scenario | None = None
    tried: dict[str, tuple[tuple[Policy, ...], int]] = field(default_factory=dict)
    """What each alternative consists of, and how many officers it has on the list."""

    def keys_in(self, world: str) -> dict[str, str]:
        """Return the keys of the alternatives in one of several worlds, by their own names."""
        return {key.removeprefix(in_(world, "")): key for key in self.programs if key.startswith(in_(world, ""))}

    def within(self, world: str) -> Asked:
        """Return what is asked for in one of several worlds, the alternatives under their own names."""
        keys = self.keys_in(world).items()
        return replace(self, programs={name: self.programs[key] for name, key in keys}, limits={name: self.limits[key] for name, key in keys}, worlds=())

    @property
    def wanted(self) -> dict[Cohort, tuple[str, ...]]:
        """The indicators to read in each cohort: every one among arrivals, to be paired, and in its own."""
        official = tuple(key for key in self.indicators if INDICATORS[key].cohort == "completion")
        return {"arrival": self.indicators, "completion": official}


def in_(world: str | None, name: str) -> str:
    """Return the key of an alternative in a world; without worlds its own name."""
    return name if world is None else f"{world}\x1f{name}"


def load_study(path: str | Path) -> study_spec.StudyPlan:
    """Read a study file and the scenario it names; ``compare(*load_study(path))`` runs it.

    Raises ``InputError`` with all problems of both files.
    """
    return study_spec.load_study(path, INDICATORS)


def ask(scenario: Scenario, alternatives: Alternatives, indicators: Sequence[str] | None, status_quo: str | None,
        replications: int, seed: int, level: float, threads: int | None, engine: Engine, worlds: Sequence[str] = ()) -> Asked:
    """Check what is asked for and lower every alternative; raises ``InputError`` with all that is wrong."""
    problems = [*check_numbers(replications, seed), *_level(level)]
    alternatives = alternatives if isinstance(alternatives, Mapping) else {}
    keys = MAIN if not indicators else tuple(indicators)
    problems += [*check_indicators(keys), *check_workers(threads, engine), *_names(alternatives, status_quo)]
    worlds = (worlds,) if isinstance(worlds, str) else tuple(worlds)
    problems += [Problem(where_text(where), says) for where, says in study_spec.world_problems(worlds)]
    known = [world for world in worlds if world in WORLDS] if worlds else [None]
    programs: dict[str, Program] = {}
    limits: dict[str, LimitsAt] = {}
    tried: dict[str, tuple[tuple[Policy, ...], int]] = {}
    for world, (name, chosen) in product(known, alternatives.items()):
        found = phases_of(scenario, chosen, ("alternatives", str(name)), world)
        if isinstance(found, list):
            problems += [problem for problem in found if problem not in problems]
        else:
            programs[in_(world, name)], limits[in_(world, name)] = lower(found), limits_of(found)
            tried[name] = (tuple(chosen) if not _is_policy(chosen) else (chosen,)), posts(found)
    if problems:
        raise InputError(problems)
    base = next(iter(alternatives)) if status_quo is None else status_quo
    return Asked(programs, base, keys, replications, seed, level, threads or os.cpu_count() or 1, engine, limits, worlds, scenario, tried)


def program_of(scenario: Scenario, chosen: Sequence[Policy] | Policy, where: tuple[str, ...]) -> Program | list[Problem]:
    """Lower a scenario with these policies in force, or say why it cannot be."""
    found = phases_of(scenario, chosen, where)
    return found if isinstance(found, list) else lower(found)


def phases_of(scenario: Scenario, chosen: Sequence[Policy] | Policy, where: tuple[str, ...], world: str | None = None) -> Timeline | list[Problem]:
    """Return the phases of a run with these policies in force, in a world, or say why it cannot be."""
    policies = [chosen] if _is_policy(chosen) else list(chosen)
    place = ".".join(where)
    strangers = [Problem(place, _no_policy(each)) for each in policies if not isinstance(each, Policy)]
    if wrong := strangers or list(check_scenario(scenario)):
        return wrong
    try:
        return in_world(scenario, policies, world)
    except PolicyRefused as refused:
        return [Problem(place, refused.says)]


def _is_policy(thing: object) -> bool:
    return isinstance(thing, (Policy, type, str)) or not hasattr(thing, "__iter__")


def _no_policy(thing: object) -> Label:
    if isinstance(thing, type) and issubclass(thing, Policy):
        return Label(f"{thing.__name__} 是制度的类型,还不是制度;请写成 {thing.__name__}()",
                     f"{thing.__name__} is a kind of policy, not yet a policy; write {thing.__name__}()")
    return Label(f"{thing!r} 不是制度;请写例如 xn.policies.ParallelApproval()",
                 f"{thing!r} is no policy; write for instance xn.policies.ParallelApproval()")


def _names(alternatives: Alternatives, status_quo: str | None) -> Iterator[Problem]:
    if alternatives and not isinstance(alternatives, Mapping):
        yield Problem("alternatives", Label("方案要写成 {名称: 制度的列表},例如 {'现状': []}", "alternatives are {name: list of policies}, e.g. {'status quo': []}"))
    elif any(not isinstance(name, str) or not name.strip() for name in alternatives or ()):
        yield Problem("alternatives", Label("每个方案要有名称,用引号写,例如 {'现状': []}", "every alternative has a name in quotes, e.g. {'status quo': []}"))
    elif not alternatives:
        yield Problem("alternatives", Label("没有方案;请至少写一个,例如 {'现状': []}",
                                            "there is no alternative; name at least one, e.g. {'status quo': []}"))
    elif status_quo is not None and status_quo not in alternatives:
        yield Problem("status_quo", unknown((), ALTERNATIVE, status_quo, alternatives).says)


def check_indicators(keys: Sequence[str]) -> Iterator[Problem]:
    """Say which indicators are not known, with the nearest name, and which are named twice."""
    for place, key in enumerate(keys):
        if key not in INDICATORS:
            yield Problem(f"indicators[{place}]", unknown((), INDICATOR, key, INDICATORS).says)
        elif key in keys[:place]:
            yield Problem(f"indicators[{place}]", Label(f"指标“{key}”写了两次;请删去一个", f"indicator “{key}” is written twice; delete one"))


def check_workers(threads: int | None, engine: str) -> Iterator[Problem]:
    """Say that there are too few threads, or that an engine is not known, with the nearest name."""
    if threads is not None and threads < 1:
        yield Problem("threads", Label(f"线程数至少 1,现为 {threads}", f"at least 1 thread, here {threads}"))
    if engine not in get_args(Engine):
        yield Problem("engine", unknown((), ENGINE, engine, get_args(Engine)).says)


def check_numbers(replications: int, seed: int) -> Iterator[Problem]:
    """Say that there is nothing to repeat, or that the seed is none."""
    if not _whole(replications):
        yield _not_whole("replications", REPLICATIONS, replications)
    elif replications < 1:
        yield Problem("replications", Label(f"重复次数至少 1,现为 {replications};要有区间至少 2",
                                            f"at least 1 replication, here {replications}; an interval needs 2"))
    yield from check_seed(seed)


def check_seed(seed: int, replication: int = 0) -> Iterator[Problem]:
    """Say that the seed is none, or that no replication has this number."""
    if not _whole(seed):
        yield _not_whole("seed", SEED, seed)
    elif not 0 <= seed < 2**63:
        yield Problem("seed", Label(f"随机种子是 0 至 2^63−1 的整数,现为 {seed}", f"a seed is a whole number from 0 to 2^63−1, here {seed}"))
    if not _whole(replication):
        yield _not_whole("replication", REPLICATION, replication)
    elif replication < 0:
        yield Problem("replication", Label(f"重复编号从 0 起,现为 {replication}", f"replications are numbered from 0, here {replication}"))


def _not_whole(where: str, label: Label, value: object) -> Problem:
    return Problem(where, Label(f"{label.zh}要写整数,现为 {value!r}", f"the {label.en} is a whole number, here {value!r}"))


def _whole(value: object) -> bool:
    return hasattr(value, "__index__") and not isinstance(value, bool)


def check_scenario(scenario: object) -> Iterator[Problem]:
    """Say that this is no office, or what is wrong with one that a notebook has built."""
    if isinstance(scenario, Scenario):
        yield from doubts(scenario)
    else:
        yield Problem("scenario", Label(f"{scenario!r} 不是情景;请先读入,例如 xn.load(\"单位.yaml\")",
                                        f"{scenario!r} is no scenario; read one first, e.g. xn.load(\"office.yaml\")"))


def _level(level: float) -> Iterator[Problem]:
    if not 0 < level < 1:
        yield Problem("level", Label(f"置信水平在 0 与 1 之间,例如 0.95,现为 {level}", f"a level lies between 0 and 1, e.g. 0.95; here {level}"))
