"""Scenario files: YAML in, with every problem at once and its line; YAML and JSON Schema out."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from xnsim.scenario.check import believe, findings
from xnsim.scenario.mend import Mended, mended
from xnsim.scenario.model import Scenario
from xnsim.scenario.problems import InputError, Problem
from xnsim.scenario.sentences import faults_of
from xnsim.scenario.sheet import Sheet, one_problem, parse_sheet, read_sheet
from xnsim.scenario.spelling import correct

ONE_LINE = 96  # a map of plain values is written on one line up to this length
_STUDY_KEYS = {"scenario", "alternatives"}


def load(path: str | Path) -> Scenario:
    """Read the office that a YAML file describes.

    Raises ``InputError`` with *all* problems of the file, each with its line and path.
    """
    return understand(read_sheet(path))


def loads(text: str, file: str = "") -> Scenario:
    """Read an office from YAML text; ``file`` is the name told in problems."""
    return understand(parse_sheet(text, file))


def understand(sheet: Sheet) -> Scenario:
    """Turn what a file says into a scenario, or raise ``InputError``."""
    if not isinstance(sheet.data, dict):
        raise one_problem(sheet.file, "这不是情景文件;请从 schema: 1 写起,每行一个“键: 值”",
                          "this is no scenario file; begin with schema: 1 and write one “key: value” a line", 1)
    if _STUDY_KEYS <= set(sheet.data):
        raise one_problem(sheet.file, "这是比较方案的文件,不是情景文件;请用 xnsim compare 打开它",
                          "this is a study file, not a scenario; open it with xnsim compare", 1)
    whole = _at_its_word(sheet) or _as_meant(sheet)
    if isinstance(whole.model, Scenario):
        believed = [finding for each in findings(whole.model) if (finding := whole.as_written(each)) is not None]
        sheet.problems += [sheet.problem(finding.where, finding.says) for finding in believed]
    if sheet.problems or not isinstance(whole.model, Scenario):
        raise InputError(in_order(sheet.told()))
    believe(whole.model)
    return whole.model


def _at_its_word(sheet: Sheet) -> Mended | None:
    """Read a file without a misspelt key or a faulty value, as most are: unknown keys are refused, so there is none to correct."""
    try:
        return Mended(Scenario.model_validate(sheet.data))
    except ValidationError:
        return None


def _as_meant(sheet: Sheet) -> Mended:
    """Note what is misspelt or faulty, and read the rest of the file as its writer most likely means it."""
    correct(sheet, Scenario)
    try:
        return Mended(Scenario.model_validate(sheet.data))
    except ValidationError as error:
        faults = faults_of(error, Scenario, sheet.data)
        sheet.problems += [sheet.problem(fault.where, fault.says) for fault in faults]
        return mended(sheet.data, Scenario, faults)


def in_order(problems: list[Problem]) -> list[Problem]:
    """Return problems by line and path, each once."""
    return sorted(dict.fromkeys(problems), key=lambda problem: (problem.file, problem.line, problem.rank, problem.path))


def dump(scenario: Scenario) -> str:
    """Write a scenario as YAML, without what is default; reading it gives the same scenario."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width, yaml.allow_unicode = 4096, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    data = scenario.model_dump(by_alias=True, exclude_defaults=True)
    yaml.dump(_laid_out({"schema": scenario.schema_, **data}, top=True), out)
    return out.getvalue()


def _laid_out(data: Any, top: bool = False) -> Any:
    """Choose block or one-line form for each map and list."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq
    from ruamel.yaml.scalarstring import SingleQuotedScalarString

    if isinstance(data, dict):
        laid: Any = CommentedMap((_laid_out(key), _laid_out(value)) for key, value in data.items())
        inner = list(data.values())
        top = top or (len(inner) == 1 and isinstance(inner[0], dict))  # a verb, or one of something: its own line
    elif isinstance(data, (list, tuple)):
        laid = CommentedSeq(_laid_out(value) for value in data)
        inner = list(data)
    else:  # ruamel leaves a leading colon or question mark bare, which within braces cannot be read again
        return SingleQuotedScalarString(data) if isinstance(data, str) and data[:1] in (":", "?") else data
    if not top and _depth(inner) < 2 and len(str(data)) <= ONE_LINE:
        laid.fa.set_flow_style()
    return laid


def _depth(values: list[Any]) -> int:
    """Return how many levels of maps and lists stand within these values."""
    inner = [list(value.values()) if isinstance(value, dict) else list(value) for value in values if isinstance(value, (dict, list, tuple))]
    return 1 + max(map(_depth, inner)) if inner else 0


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file, for editors that complete and check while one types."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Scenario.model_json_schema(by_alias=True)}


def write_schema(path: str | Path) -> None:
    """Write the JSON Schema of a scenario file."""
    Path(path).write_text(json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

