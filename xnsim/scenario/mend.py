"""Where a field is wrong, put a harmless one in its place, so that the rest can still be checked.

The mended scenario is never run: it only lets the checks that need a whole office speak
in the same breath, and what they say about a mended place is not believed.
"""

from __future__ import annotations

import datetime as dt
import re
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, get_args, get_origin

from pydantic import ValidationError

from xnsim.labels import Label
from xnsim.scenario.base import Part
from xnsim.scenario.finding import Finding
from xnsim.scenario.sentences import Fault, faults_of
from xnsim.scenario.shape import VERB, fields, types_at
from xnsim.scenario.sheet import Where
from xnsim.scenario.values import Dist, Rate, Span

ROUNDS = 8
_HARMLESS: dict[Any, Any] = {Span: "1 wd", Rate: "1/wd", Dist: "1 h", dt.date: "2026-01-05", dt.datetime: "2026-01-05T09:00:00",
                             float: 0.5, int: 1, bool: False, Label: "?"}


@dataclass
class Mended:
    """A model of data that had faults, the places where something harmless stands, and keys that go by another name."""

    model: Part | None
    touched: list[Where] = field(default_factory=list)
    names: dict[Where, Where] = field(default_factory=dict)

    def as_written(self, finding: Finding) -> Finding | None:
        """Return the finding with its place as the file has it; None if it rests on what was put in."""
        moved = Finding(self._old(finding.where), finding.says, tuple(map(self._old, finding.looked)))
        return None if moved.rests_on(map(self._old, self.touched)) else moved

    def _old(self, where: Where) -> Where:
        for new, old in self.names.items():
            if where[: len(new)] == new:
                where = (*old, *where[len(new):])
        return where


def mended(data: Any, model: type[Part], faults: list[Fault]) -> Mended:
    """Return a model of the same data without its faults; none where nothing sensible can be put in."""
    data, result = deepcopy(data), Mended(None)
    for _ in range(ROUNDS):
        for fault in sorted(faults, key=lambda fault: (-len(fault.where), fault.kind == "key")):
            _mend(data, model, fault, result)
        try:
            result.model = model.model_validate(data)
            return result
        except ValidationError as error:
            faults = faults_of(error, model, data)
    return result


def _mend(data: Any, model: type[Part], fault: Fault, result: Mended) -> None:
    if not fault.where:
        return
    *way, last = fault.where
    holder, number = _holder(data, way), len(result.touched)
    if fault.kind == "key":
        _rename(holder, fault.where, result, number)
        return
    result.touched.append(fault.where)
    if fault.kind == "extra_forbidden" or _may_go(model, fault.where):
        holder.pop(last, None)
    else:
        was = None if fault.kind == "missing" else holder[last]
        holder[last] = _harmless(types_at(model, fault.where), was, str(last), number)


def _rename(holder: dict[str, Any], where: Where, result: Mended, number: int) -> None:
    """Give a name that may not be one a form that may; a key that is no name at all goes."""
    last = str(where[-1])
    value, clean = holder.pop(last), re.sub(r"[\s./\x1f]+", "_", last) or f"?{number}"
    if clean == last:
        result.touched.append(where)
        return
    holder[clean] = value
    result.names[*where[:-1], clean] = where


def _holder(data: Any, way: list[str | int]) -> Any:
    for part in way:
        if not isinstance(data[part], (dict, list)):
            data[part] = {}
        data = data[part]
    return data


def _may_go(model: type[Part], where: Where) -> bool:
    """Say whether a thing may simply be left out: not an amount, which others are compared with."""
    owners = [kind for kind in types_at(model, where[:-1]) if isinstance(kind, type) and issubclass(kind, Part)]
    infos = [fields(kind)[where[-1]] for kind in owners if where[-1] in fields(kind)]
    return bool(infos) and not infos[0].is_required() and not set(types_at(model, where)) & set(_HARMLESS)


def _harmless(kinds: list[Any], was: Any, key: str, number: int) -> Any:
    """Return a value that one of these kinds accepts."""
    if VERB in kinds:
        return _harmless_step(was, number)
    if any(isinstance(kind, type) and issubclass(kind, Part) for kind in kinds):
        return {}
    kind = kinds[0] if kinds else str
    origin, inner = get_origin(kind), get_args(kind)
    if origin is dict:
        return {f"?{number}": {}}
    if origin is tuple:
        return "1 h" if inner[0] is Dist else _harmless_list(inner[0], number)
    if inner:
        return inner[0]
    return _HARMLESS.get(kind, "09:00" if key == "from" else f"?{number}")


def _harmless_list(inner: Any, number: int) -> list[Any]:
    if isinstance(inner, type) and issubclass(inner, Part):
        return [{}]
    return [f"?{number}", f"?{number}b"] if str in (inner, *get_args(inner)) else []


def _harmless_step(was: Any, number: int) -> dict[str, Any]:
    bodies = [body for body in was.values() if isinstance(body, dict)] if isinstance(was, dict) else []
    steps = [body["step"] for body in [*bodies, was] if isinstance(body, dict) and isinstance(body.get("step"), str)]
    return {"wait": {"step": steps[0] if steps else f"?{number}", "length": "1 h"}}
