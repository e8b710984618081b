"""``xnsim compare``: several ways to run an office, on the same applicants; table, differences, figure, page."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xnsim.commands import asked
from xnsim.commands.declare import ENGINE, JSON, SEED, Argument, Command, Option, names, whole
from xnsim.commands.mistakes import STOPPED as STOPPED_BY_USER
from xnsim.commands.places import check_places
from xnsim.commands.results import json_of, show_comparison, write_files
from xnsim.commands.screen import say, whisper
from xnsim.commands.traces import show_traces
from xnsim.labels import Label, Lang
from xnsim.presets import scenario_file, study_file
from xnsim.punctuation import unfolded
from xnsim.scenario.problems import InputError, Problem

if TYPE_CHECKING:
    from pandas import DataFrame

    from xnsim.policies import Policy
    from xnsim.scenario import Scenario
    from xnsim.study import Comparison, InWorlds

REPLICATIONS = 50
ALONE = Label("情景文件没有写比较什么:把现有的制度各试一项。自己选:--policy 名字:参数=值,可多次;同时实行用 + 连接。",
              "A scenario does not say what to compare: each policy is tried alone. To choose: --policy KEY:KNOB=VALUE, repeated; + joins those in force together.")
LEFT_OUT = Label("不适用于这个情景或这个引擎,略去:{}", "Left out, not fit for this scenario or this engine: {}")
STOPPED = Label("已停止:以下是算完的 {} 次重复。", "Stopped: these are the {} replications that were finished.")
FILE_OF_BOTH = Argument("file", "FILE", Label("比较方案文件或情景文件,或自带的名字", "a study or scenario file, or the name of one that comes with xnsim"))


@dataclass(frozen=True)
class Plan:
    """What is compared, how often, and under which names."""

    office: Scenario
    alternatives: dict[str, list[Policy]]
    replications: int
    seed: int
    indicators: tuple[str, ...] = ()
    worlds: tuple[str, ...] = ()


def compare(lang: Lang, file: str, policies: tuple[str, ...], replications: int | None, seed: int | None, indicators: tuple[str, ...],
            worlds: tuple[str, ...] | None, engine: str, out: str | None, gaming: bool, as_json: bool) -> int:
    """Compare what a study lists, or policies named here, or every policy alone."""
    check_places({}, ("--out", out))
    plan = plan_of(file, policies, lang, engine, replications, seed, indicators, worlds)
    found, code = compared(plan, lang, engine)
    traces = _traces(plan, found.replications, lang, engine) if gaming else None
    if as_json:
        json_of(found, lang, traces)
    else:
        say(lang, plan.office.name(lang) + "\n")
        show_comparison(found, lang)
        if traces is not None:
            show_traces(traces, lang)
    if out is not None:
        write_files(found, Path(out), plan.office.name(lang), unfolded(plan.office.about(lang)) if plan.office.about else "", lang)
    return code


def _traces(plan: Plan, replications: int, lang: Lang, engine: str) -> DataFrame:
    from xnsim.study import compare_gaming

    return compare_gaming(plan.office, plan.alternatives, replications, plan.seed, engine, lang=lang, worlds=plan.worlds)


def compared(plan: Plan, lang: Lang, engine: str = "auto") -> tuple[Comparison | InWorlds, int]:
    """Run a plan; Ctrl-C keeps what was finished. Returns the comparison and the exit code."""
    from xnsim.study import Interrupted
    from xnsim.study import compare as compare_on

    try:
        return compare_on(plan.office, plan.alternatives, plan.replications, plan.seed, plan.indicators, plan.worlds,
                          progress=sys.stderr.isatty(), engine=engine), 0
    except Interrupted as stopped:
        if stopped.partial is None:
            raise
        whisper(lang, STOPPED(lang).format(stopped.partial.replications))
        return stopped.partial, STOPPED_BY_USER


def plan_of(file: str, policies: tuple[str, ...], lang: Lang, engine: str, replications: int | None, seed: int | None, indicators: tuple[str, ...],
            worlds: tuple[str, ...] | None) -> Plan:
    """Return what is compared: as the file says, but for what was asked otherwise."""
    plan = _plan(file, policies, lang, engine)
    return replace(plan, replications=replications or plan.replications, seed=plan.seed if seed is None else seed, indicators=indicators or plan.indicators,
                   worlds=plan.worlds if worlds is None else worlds)


def _plan(file: str, words: tuple[str, ...], lang: Lang, engine: str) -> Plan:
    from xnsim.scenario import load
    from xnsim.study import load_study

    path = scenario_file(file) if words else study_file(file)
    kind = asked.kind_of(path)
    if kind == "design":
        raise InputError([Problem(str(path), Label("这是批量设计(写了 factors 或 tables);请用 xnsim batch 运行它", "this is a design (it has factors or tables); run it with xnsim batch"))])
    if kind == "study":
        if words:
            raise InputError([Problem("--policy", Label("比较方案文件已写明比较什么;请去掉 --policy,或改用情景文件",
                                                        "a study file says what is compared; leave --policy out, or name a scenario file"))])
        plan = Plan(*load_study(path))
        return replace(plan, alternatives=asked.in_language(plan.alternatives, lang))
    chosen = asked.alternatives(words)
    office = load(path)
    return Plan(office, {asked.STATUS_QUO(lang): [], **(_named(chosen, lang) if chosen else _each_alone(office, lang, engine))}, REPLICATIONS, 1)


def _named(alternatives: list[list[Policy]], lang: Lang) -> dict[str, list[Policy]]:
    from xnsim.policies import describe

    return {" + ".join(describe(policy)(lang) for policy in together): together for together in alternatives}


def _each_alone(office: Scenario, lang: Lang, engine: str) -> dict[str, list[Any]]:
    """Return every policy by itself, as far as the office admits it with its default knobs, and the engine knows its words."""
    from xnsim.engines.words import KNOWN_WORDS
    from xnsim.policies import PolicyRefused, combine, registry
    from xnsim.program.words import words_of

    fit, left_out = {}, []
    for kind in registry().values():
        try:
            words = words_of([combine(office, [kind()])])
        except PolicyRefused:
            left_out.append(kind.label(lang))
            continue
        if words <= KNOWN_WORDS or engine in ("auto", "simpy"):
            fit[kind.label(lang)] = [kind()]
        else:
            left_out.append(kind.label(lang))
    whisper(lang, ALONE(lang))
    if left_out:
        whisper(lang, LEFT_OUT(lang).format(("、" if lang == "zh" else ", ").join(left_out)))
    return fit


COMMAND = Command(
    "compare",
    Label("在同一批申请人身上比较几种做法:带区间的表、每项显著差异一句话、图和网页。",
          "Compare several ways on the same applicants: a table with intervals, a sentence for each difference that stands, a figure and a page."),
    compare,
    (FILE_OF_BOTH,
     Option("policies", "--policy", Label("用于情景文件:一个方案,几项制度用 + 连接,例如 ab_cover+time_limit:factor=0.5",
                                          "for a scenario file: one alternative, + between its policies, e.g. ab_cover+time_limit:factor=0.5"), "WORDS", many=True),
     Option("replications", "--replications", Label("重复次数(默认按比较方案;没有则 50)", "replications (default: the study's, else 50)"), "N", whole(1, 100_000)),
     replace(SEED, help=Label("随机种子(默认按比较方案;没有则 1)", "the seed (default: the study's, else 1)"), default=None),
     Option("indicators", "--indicator", Label("只看这些指标", "these indicators only"), "KEY", many=True),
     Option("worlds", "--worlds", Label("在哪些世界里比较:none 无反应、paced 赶限,用逗号隔开;none,paced 为两者并列(默认按比较方案)",
                                        "in which worlds: none (no response), paced (work paced by the limit), with a comma for both (default: the study's)"),
            "NAMES", names), ENGINE,
     Option("out", "--out", Label("把网页、图和表写进这个文件夹", "write page, figure and tables into this folder"), "FOLDER"),
     Option("gaming", "--gaming", Label("另列官方数字与真实数字,以及应付指标的痕迹", "also list official beside true figures, and the traces of gaming")), JSON),
    ("xnsim compare county_centre --out results/county", "xnsim compare office.yaml --policy ab_cover --policy ab_cover+time_limit:factor=0.5",
     "xnsim compare office.yaml --policy time_limit:factor=0.5 --worlds none,paced"),
)
