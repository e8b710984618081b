"""What a user asked for: a file of either kind, and policies written on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from xnsim.labels import Label, Lang
from xnsim.policies.base import Policy
from xnsim.scenario.finding import unknown
from xnsim.scenario.problems import InputError, Problem
from xnsim.scenario.shape import nearest
from xnsim.scenario.sheet import Sheet, parse_sheet, read_sheet

FLAG = "--policy"
STATUS_QUO = Label("现状", "status quo")
HAN = re.compile("[\u4e00-\u9fff]")
OPENING, CLOSING = "([{（", ")]}）"
TYPED_WIDE = str.maketrans("：，＝＋", ":,=+")      # as a Chinese keyboard types them


def kind_of(path: Path) -> str:
    """Return what a file is: a scenario, a study (it lists alternatives), or a design (it turns knobs too)."""
    data = read_sheet(path).data
    if not isinstance(data, dict) or "alternatives" not in data:
        return "scenario"
    return "design" if {"factors", "tables"} & set(data) else "study"


def no_such(what: Label, name: str, known: Iterable[str], see: str) -> InputError:
    """Return the error for a name that is not known: with the nearest one, or with the command that lists them."""
    names = list(known)
    if nearest(name, names) is not None:
        return InputError([Problem("", unknown((), what, name, names).says)])
    return InputError([Problem("", Label(f"没有{what.zh}“{name}”;共有 {len(names)} 个,名字见 {see}", f"no {what.en} “{name}”; for the {len(names)} there are, see {see}"))])


def in_language(alternatives: Mapping[str, Sequence[Policy]], lang: Lang) -> dict[str, list[Policy]]:
    """Return alternatives under names for the reader: in English those written in Chinese go by their policies."""
    told = {name: name for name in alternatives}
    if lang == "en":
        told |= {name: " + ".join(policy.label.en for policy in chosen) or STATUS_QUO.en
                 for name, chosen in alternatives.items() if HAN.search(name)}
    clash = len(set(told.values())) < len(told)
    return {name if clash else told[name]: list(chosen) for name, chosen in alternatives.items()}


def policies(words: Sequence[str]) -> list[Policy]:
    """Read policies as typed: ``time_limit:factor=0.5,from=2026-03-01``; all that is wrong at once."""
    return [policy for together in alternatives(words) for policy in together]


def alternatives(words: Sequence[str]) -> list[list[Policy]]:
    """Read policies as typed, ``+`` between those in force together: ``ab_cover+time_limit:factor=0.5``."""
    problems: list[Problem] = []
    found = [[_policy(one, problems) for one in _split(word.translate(TYPED_WIDE), "+")] for word in words]
    if problems:
        raise InputError(problems)
    return [[policy for policy in together if policy is not None] for together in found]


def _policy(word: str, problems: list[Problem]) -> Policy | None:
    from xnsim.policies import registry
    from xnsim.policies.study_spec import read_policy

    place = f"{FLAG} {word}"
    key, _, knobs = word.partition(":")
    entry: dict[str, Any] = {"policy": key.strip()}
    for pair in _split(knobs, ",") if knobs.strip() else ():
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            problems.append(Problem(place, Label(f"“{pair}”应写成 参数=值", f"“{pair}” should read knob=value")))
            return None
        entry[name.strip()] = _value(value)
    sheet = Sheet("", {FLAG: entry})
    policy = read_policy(sheet, entry, (FLAG,), registry())
    problems += [Problem(f"{place}: {problem.path.removeprefix(FLAG).lstrip('.')}", problem.says) for problem in sheet.problems]
    return policy


def _value(text: str) -> Any:
    """Read a value as a file would: numbers, true, [a, b], words."""
    return parse_sheet(f"value: {text.strip()}").data["value"]


def _split(text: str, mark: str) -> list[str]:
    """Cut at a mark, but not inside brackets."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign in OPENING) - (sign in CLOSING)
        if sign == mark and depth <= 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]
