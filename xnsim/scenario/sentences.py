"""What the models refuse, said to somebody who writes files and no programs.

Each fault names its place as it stands in the file, what is wrong and the way out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from xnsim.labels import Label
from xnsim.scenario.base import Part
from xnsim.scenario.shape import keys_at, nearest, types_at, words_of
from xnsim.scenario.sheet import Where

# what a required key may look like; shown when it is missing
EXAMPLES = {
    "matters": "matters: {permit: {arrivals: ..., route: ...}}", "name": "name: {zh: 县政务服务中心, en: County service centre}", "calendar": "calendar: {start: 2026-01-05}",
    "start": "start: 2026-01-05", "horizon": "horizon: {warm_up: 40 wd, measure: 250 wd}", "warm_up": "warm_up: 40 wd",
    "measure": "measure: 250 wd", "desks": "desks: {window: {officers: 5}}", "desk": "desk: window", "step": "step: reception",
    "effort": "effort: lognormal(25 min, cv 1)", "length": "length: exp(3 d)", "turnaround": "turnaround: lognormal(4 d, cv 1)",
    "probability": "probability: 0.3", "share": "share: 0.5", "mean": "mean: 1.5", "seen": "seen: 0.7", "arrivals": "arrivals: {poisson: 12/wd}",
    "route": "route: [{serve: {step: reception, desk: window, effort: exp(25 min)}}]", "within": "within: 5 wd", "by": "by: 10 wd",
    "ask_before": "ask_before: 3 wd", "approval": "approval: exp(1 wd)", "every": "every: 12 min", "from": "from: 2026-03-01",
    "to": "to: 2026-03-31", "a": "a: 甲", "b": "b: 乙", "officer": "officer: 甲", "do": "do: pause", "limit": "limit: statutory",
    "exit": "exit: refused", "windows": "windows: 3", "branches": "branches: {land: {route: [...]}}", "options": "options: [{share: 1, route: [...]}]",
    "eligible": "eligible: 0.9", "rise": "rise: 1.2", "half_life": "half_life: 10 d",
    "matter": "matter: complaint", "after": "after: {share: 0.8, of: promised}", "size": "size: 40", "pause": "pause: exp(30 wd)",
    "what": "what: 每件用时 effort per case", "value": "value: 25 min", "why": "why: 访谈 interviews",
    "scenario": "scenario: county_centre.yaml", "alternatives": "alternatives: {现状: []}", "policy": "policy: parallel_approval",
}

Says = Callable[[Mapping[str, Any], Any], Label]


def _shown(value: Any, nothing: str = "") -> str:
    if value is None:
        return nothing
    text = "{…}" if isinstance(value, dict) else "[…]" if isinstance(value, (list, tuple)) else str(value)
    return text if len(text) <= 40 else f"{text[:37]}…"


def _fixed(zh: str, en: str) -> Says:
    return lambda _ctx, value: Label(zh.format(v=_shown(value, "(空)")), en.format(v=_shown(value, "(nothing)")))


def _bound(key: str, zh: str, en: str) -> Says:
    return lambda ctx, value: Label(f"{_shown(value)} {zh} {ctx[key]:g};请改到界内",
                                    f"{_shown(value)} {en} {ctx[key]:g}; bring it within the bound")


def _too_few(ctx: Mapping[str, Any], value: Any) -> Label:
    return Label(f"至少要有 {ctx['min_length']} 项,现有 {len(value)} 项;请补上",
                 f"at least {ctx['min_length']} wanted, {len(value)} given; add more")


def _choice(ctx: Mapping[str, Any], value: Any) -> Label:
    words = re.findall(r"'([^']*)'", ctx["expected"]) or re.findall(r"-?\d+", ctx["expected"])
    near = nearest(value, words)
    listed = "、".join(words)
    return Label(f"不能写“{_shown(value)}”;{f'是不是 {near}?' if near else ''}可写:{listed}",
                 f"“{_shown(value)}” is not a choice; {f'did you mean {near}? ' if near else ''}write one of: {', '.join(words)}")


def _pattern(ctx: Mapping[str, Any], value: Any) -> Label:
    shown, pattern = _shown(value), ctx["pattern"]
    if r"\d\d:\d\d" in pattern:
        return Label(f"“{shown}”不是钟点;请写成 \"09:00\"", f"“{shown}” is not a time of day; write it as \"09:00\"")
    if "cn|none" in pattern:
        return Label(f"不认识的节假日“{shown}”;请写 cn(中国)、none(只有周末)或两个大写字母的国家代码,如 US",
                     f"unknown holidays “{shown}”; write cn (China), none (weekends only) or a country code such as US")
    return Label(f"“{shown}”不能作名称;名称里不能有空格和点,斜杠最多一个", f"“{shown}” cannot be a name; no blanks or dots, at most one slash")


_DATE = _fixed("“{v}”不是日期;请写成 2026-01-05,并确认这一天存在", "“{v}” is not a date; write it as 2026-01-05 and make sure that the day exists")
_MOMENT = _fixed("“{v}”不是时刻;请写成 2026-01-05 09:30", "“{v}” is not a moment; write it as 2026-01-05 09:30")
_TEXT = _fixed("“{v}”应为文字;数字或 true 这样的词要当文字时请加引号", "“{v}” should be text; put quotes around a number or a word such as true")
_WHOLE = _fixed("“{v}”应为整数;请写成 3 这样的数", "“{v}” should be a whole number, such as 3")
_REAL = _fixed("“{v}”应为数字;请写成 0.3 这样的数,不带单位和百分号", "“{v}” should be a number such as 0.3, without unit or percent sign")
_YES_NO = _fixed("“{v}”应为 true(是)或 false(否)", "“{v}” should be true or false")
_MAP = _fixed("“{v}”应为若干“键: 值”;请在下一行缩进书写,或写成 {{键: 值}}",
              "“{v}” should be keys with values; write them indented on the next lines, or as {{key: value}}")
_LIST = _fixed("“{v}”应为列表;请每项一行,以“- ”开头,或写成 [ ]", "“{v}” should be a list; begin each item on its own line with “- ”, or write [ ]")

SENTENCES: dict[str, Says] = {
    "string_type": _TEXT, "int_type": _WHOLE, "int_parsing": _WHOLE, "int_from_float": _WHOLE, "int_parsing_size": _WHOLE,
    "float_type": _REAL, "float_parsing": _REAL, "finite_number": _REAL, "bool_type": _YES_NO, "bool_parsing": _YES_NO,
    "model_type": _MAP, "dict_type": _MAP, "model_attributes_type": _MAP, "tuple_type": _LIST, "list_type": _LIST,
    "date_type": _DATE, "date_parsing": _DATE, "date_from_datetime_parsing": _DATE, "date_from_datetime_inexact": _DATE,
    "datetime_type": _MOMENT, "datetime_parsing": _MOMENT, "datetime_from_date_parsing": _MOMENT, "datetime_object_invalid": _MOMENT,
    "greater_than": _bound("gt", "应大于", "should be above"), "greater_than_equal": _bound("ge", "小于下限", "is below the lowest value"),
    "less_than": _bound("lt", "应小于", "should be below"), "less_than_equal": _bound("le", "超过上限", "is above the highest value"),
    "string_too_short": _fixed("不能为空;请写上文字", "this cannot be empty; write some text"),
    "too_short": _too_few, "literal_error": _choice, "string_pattern_mismatch": _pattern,
}


@dataclass(frozen=True)
class Fault:
    """One thing a model refuses: its place in the file, the kind of error, the sentence."""

    where: Where
    kind: str
    says: Label


def faults_of(error: ValidationError, model: type[Part], data: Any) -> list[Fault]:
    """Translate all errors of a model; a misspelt key is not also reported as missing."""
    faults: dict[Where, Fault] = {}
    for item in error.errors(include_url=False):
        if item["type"] == "too_short" and len(item["input"]) >= item["ctx"]["min_length"]:
            continue  # pydantic counts valid items only; the invalid ones are told by themselves
        where = place_in(data, item["loc"], item["type"])
        kind = "key" if item["loc"] and item["loc"][-1] == "[key]" else item["type"]
        faults.setdefault(where, Fault(where, kind, _sentence(item, where, model)))
    meant = {(*fault.where[:-1], _meant(fault.where, model)) for fault in faults.values() if fault.kind == "extra_forbidden"}
    return [fault for where, fault in faults.items() if not (fault.kind == "missing" and where in meant)]


def place_in(data: Any, loc: Iterable[str | int], kind: str) -> Where:
    """Turn pydantic's location into a place in the file, without its own marks between."""
    where: list[str | int] = []
    steps = list(loc)
    for i, part in enumerate(steps):
        last = i == len(steps) - 1
        if isinstance(data, dict) and part in data:
            data = data[part]
        elif isinstance(data, (list, tuple)) and isinstance(part, int) and part < len(data):
            data = data[part]
        elif not (last and kind == "missing"):
            continue
        where.append(part)
    return tuple(where)


def _meant(where: Where, model: type[Part]) -> str | None:
    return nearest(where[-1], keys_at(model, where[:-1])) if where else None


def _sentence(item: Mapping[str, Any], where: Where, model: type[Part]) -> Label:
    kind, ctx, value = item["type"], item.get("ctx") or {}, item["input"]
    if kind == "xnsim":
        return Label(ctx["zh"], ctx["en"])
    if kind == "extra_forbidden":
        return unknown_key(str(where[-1]), keys_at(model, where[:-1]))
    if kind == "missing":
        return _missing(str(where[-1]), types_at(model, where))
    says = SENTENCES.get(kind)
    if says is None:
        return Label(f"值“{_shown(value)}”不合要求;请改正({item['msg']})", f"“{_shown(value)}” is refused; mend it ({item['msg']})")
    return says(ctx, value)


def unknown_key(key: str, known: Iterable[str]) -> Label:
    """Say that a key is not known here, and the nearest one that is."""
    known = list(known)
    if ":" in key or "\uff1a" in key:
        return Label(f"“{key}”里的冒号不是键的冒号;请写成半角冒号加一个空格“: ”",
                     f"the colon in “{key}” does not end a key; write a narrow colon and a blank, “: ”")
    near = nearest(key, known)
    if near:
        return Label(f"不认识的键“{key}”;是不是 {near}?", f"unknown key “{key}”; did you mean {near}?")
    return Label(f"不认识的键“{key}”;这里可写:{'、'.join(known)}", f"unknown key “{key}”; here you may write: {', '.join(known)}")


def _missing(key: str, kinds: list[Any]) -> Label:
    words = words_of(kinds)
    example = f"{key}: {words[0]}" if words else "name: 甲" if (key, kinds) == ("name", [str]) else EXAMPLES.get(key, f"{key}: …")
    return Label(f"缺少“{key}”;请补上,例如 {example}", f"“{key}” is missing; add it, e.g. {example}")
