"""Where a field is wrong, put a harmless one in its place, so that the rest can still be checked.

The mended scenario is never run: it only lets the checks that need a whole office speak
in the same breath, and what they say about a mended place is not believed.
"""

from __future__ import annotations

import datetime as dt
import re
from copy import deepcopy
from typing import Any, get_args, get_origin

from pydantic import ValidationError

from xnsim.labels import Label
from xnsim.scenario.base import Part
from xnsim.scenario.sentences import Fault, faults_of
from xnsim.scenario.shape import VERB, fields, types_at
from xnsim.scenario.sheet import Where
from xnsim.scenario.values import Dist, Rate, Span

ROUNDS = 8
_HARMLESS: dict[Any, Any] = {Span: "1 wd", Rate: "1/wd", Dist: "1 h", dt.date: "2026-01-05", dt.datetime: "2026-01-05T09:00:00",
                             float: 0.5, int: 1, bool: False, Label: "?"}


def mended(data: Any, model: type[Part], faults: list[Fault]) -> tuple[Part | None, list[Where]]:
    """Return a model of the same data without its faults, and the places that were touched.

    The model is None where nothing sensible can be put in.
    """
    data, touched = deepcopy(data), []
    for _ in range(ROUNDS):
        for fault in sorted(faults, key=lambda fault: -len(fault.where)):
            touched.append(_mend(data, model, fault, len(touched)))
        try:
            return model.model_validate(data), touched
        except ValidationError as error:
            faults = faults_of(error, model, data)
    return None, touched


def _mend(data: Any, model: type[Part], fault: Fault, number: int) -> Where:
    """Mend one place of the data and return it."""
    if not fault.where:
        return fault.where
    *way, last = fault.where
    holder = _holder(data, way)
    if fault.kind == "key":
        holder[re.sub(r"[\s./\x1f]+", "_", str(last)) or f"?{number}"] = holder.pop(last)
    elif fault.kind == "extra_forbidden" or _may_go(model, fault.where):
        holder.pop(last, None)
    else:
        was = None if fault.kind == "missing" else holder[last]
        holder[last] = _harmless(types_at(model, fault.where), was, str(last), number)
    return fault.where


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
