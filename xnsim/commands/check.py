"""``xnsim check``: is a file right? If not, everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xnsim.commands.asked import kind_of
from xnsim.commands.copies import TO, check_copy, write_copy
from xnsim.commands.declare import JSON, Argument, Command
from xnsim.commands.screen import say, show_json
from xnsim.labels import Label, Lang
from xnsim.presets import scenario_file, study_file
from xnsim.scenario.problems import InputError, Problem

if TYPE_CHECKING:
    from xnsim.scenario import Scenario

WRONG = 2
ONE = Label("另存时一次只写一个文件", "write one file at a time")
FINE = Label("{}:没有问题。{}", "{}: nothing wrong. {}")
SCENARIO = Label("情景「{name}」:{matters} 个事项,{desks} 个岗位;指纹 {digest}", "Scenario “{name}”: {matters} matters, {desks} desks; hash {digest}")
DESIGN = Label("批量设计:情景「{name}」,{points} 个设计点,每点 {replications} 次,种子 {seed}",
               "Design over “{name}”: {points} points, {replications} replications each, seed {seed}")
STUDY = Label("比较方案:情景「{name}」,{alternatives} 个方案,每个重复 {replications} 次,种子 {seed}",
              "Study of “{name}”: {alternatives} alternatives, {replications} replications each, seed {seed}")


@dataclass(frozen=True)
class Verdict:
    """What was found in one file: a sentence when it is right, the problems when not."""

    file: str
    says: Label | None
    problems: tuple[Problem, ...] = ()


def check(lang: Lang, files: tuple[str, ...], to: str | None, as_json: bool) -> int:
    """Check every file; exit code 2 when one of them is wrong, with all that is wrong in all of them. One that is right may be written on."""
    if to is not None:
        check_copy(to)
        if len(files) > 1:
            raise InputError([Problem(f"{TO.flag} {to}", ONE)])
    meant = study_file if to is None else scenario_file     # what is written on is a scenario, also where a study goes by the same name
    verdicts = [_verdict(file, meant) for file in files]
    problems = [problem for verdict in verdicts for problem in verdict.problems]
    if as_json:
        show_json([_data(verdict, lang) for verdict in verdicts])
        if to is not None and not problems:
            write_copy(scenario_file(files[0]), to, lang, told=False)
        return WRONG if problems else 0
    for verdict in verdicts:
        if verdict.says is not None:
            say(lang, FINE(lang).format(verdict.file, verdict.says(lang)))
    if problems:
        raise InputError(problems)
    if to is not None:
        write_copy(scenario_file(files[0]), to, lang)
    return 0


def _verdict(file: str, meant: Callable[[str], Path]) -> Verdict:
    try:
        return Verdict(file, _read(meant(file)))
    except InputError as error:
        return Verdict(file, None, tuple(error.problems))


def _read(path: Path) -> Label:
    return READERS[kind_of(path)](path)


def _scenario(path: Path) -> Label:
    from xnsim.scenario import load

    office = load(path)
    return _filled(SCENARIO, office, {"matters": len(office.matters), "desks": len(office.desks), "digest": office.digest()})


def _study(path: Path) -> Label:
    from xnsim.study import load_study

    plan = load_study(path)
    return _filled(STUDY, plan.scenario, {"alternatives": len(plan.alternatives), "replications": plan.replications, "seed": plan.seed})


def _design(path: Path) -> Label:
    from xnsim.batch import load_design, points_of

    asked = load_design(path)
    return _filled(DESIGN, asked.scenario, {"points": len(points_of(asked)), "replications": asked.replications, "seed": asked.seed})


def _filled(says: Label, office: Scenario, facts: dict[str, object]) -> Label:
    return Label(says.zh.format(name=office.name.zh, **facts), says.en.format(name=office.name.en, **facts))


READERS = {"scenario": _scenario, "study": _study, "design": _design}


def _data(verdict: Verdict, lang: Lang) -> dict[str, object]:
    told = [{"file": each.file, "line": each.line, **({"cell": each.cell} if each.cell else {}), "path": each.path, **each.says.both()} for each in verdict.problems]
    return {"file": verdict.file, "ok": not told, "says": verdict.says(lang) if verdict.says else None, "problems": told}


COMMAND = Command(
    "check",
    Label("检查情景、比较方案或批量设计文件。一次列出全部错误,每条写明文件、行号(Excel 工作簿为哪张表哪一格)、位置和改法。没有错误的情景可以另存为 YAML 或 Excel。",
          "Check scenario, study and design files. All errors are listed at once, each with file, line (of an Excel workbook: sheet and cell), place and the way out. A scenario without errors may be written on as YAML or as a workbook."),
    check,
    (Argument("files", "FILE", Label("情景文件或比较方案文件,可写多个", "scenario or study files, as many as you like"), "+"), TO, JSON),
    ("xnsim check office.yaml", "xnsim check office.xlsx", "xnsim check office.xlsx --to office.yaml"),
)
