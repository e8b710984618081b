"""Misspelt keys are told and read as what they most likely mean, so that what stands below is checked too."""

from __future__ import annotations

from typing import Any

from xnsim.scenario.base import Part
from xnsim.scenario.route import VERBS
from xnsim.scenario.sentences import unknown_key
from xnsim.scenario.shape import VERB, fields, nearest, step_into
from xnsim.scenario.sheet import Sheet, Where


def correct(sheet: Sheet, model: type[Part]) -> None:
    """Note every misspelt key of a file among its problems and put the known key in its place."""
    sheet.data = _corrected(sheet, sheet.data, [model], ())


def _corrected(sheet: Sheet, data: Any, kinds: list[Any], where: Where) -> Any:
    if isinstance(data, list):
        items = step_into(kinds, 0)
        return [_corrected(sheet, item, items, (*where, i)) if isinstance(item, dict | list) else item for i, item in enumerate(data)]
    if not isinstance(data, dict):
        return data
    known = [key for kind in kinds for key in _keys(kind, data)]
    right: dict[str, Any] = {}
    for key, value in _apart(sheet, data, known, where):
        name = key
        if known and key not in known:
            free = [name for name in known if name not in data and name not in right]
            near = nearest(key, free)
            if near is not None:
                sheet.problems.append(sheet.problem((*where, key), unknown_key(key, free)))
                sheet.renamed((*where, key), near)
                name = near
        right[name] = _corrected(sheet, value, step_into(kinds, name), (*where, name)) if isinstance(value, dict | list) else value
    return right


def _apart(sheet: Sheet, data: dict[str, Any], known: list[str], where: Where) -> list[tuple[str, Any]]:
    """Part ``desk:window`` and the like, which YAML takes for a key without a value."""
    pairs = []
    for key, value in data.items():
        name, colon, rest = key.replace("\uff1a", ":").partition(":") if value is None else (key, "", "")
        if colon and rest and name in known and name not in data:
            sheet.problems.append(sheet.problem((*where, key), unknown_key(key, known)))
            sheet.renamed((*where, key), name)
            key, value = name, rest.strip()
        pairs.append((key, value))
    return pairs


def _keys(kind: Any, data: dict[str, Any]) -> list[str]:
    if kind is VERB:
        return list(VERBS) if len(data) == 1 else []
    return list(fields(kind)) if isinstance(kind, type) and issubclass(kind, Part) else []
