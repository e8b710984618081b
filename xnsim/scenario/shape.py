"""What may stand at a place of a file: the models, read as a map of keys.

Only looks at field declarations, so that a new field needs no second mention here.
"""

from __future__ import annotations

import types
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from xnsim.scenario.base import Part
from xnsim.scenario.route import VERBS, Node, Series
from xnsim.scenario.sheet import Where

VERB = object()  # stands for "one verb of a route"
ANY, ITEM = object(), object()  # stand for "any name" and "an item of a list"


def types_at(model: type[Part], where: Where) -> list[Any]:
    """Return what may stand at a place: models, plain types, or ``VERB`` for a route item."""
    found: list[Any] = [model]
    for part in where:
        found = step_into(found, part)
    return found


def step_into(kinds: Iterable[Any], part: str | int) -> list[Any]:
    """Return what may stand under one key or at one item of such things."""
    return [inner for kind in kinds for inner in _under(kind, part)]


def keys_at(model: type[Part], where: Where) -> list[str]:
    """Return the keys a map at this place may have; none where names are free."""
    keys: list[str] = []
    for kind in types_at(model, where):
        if kind is VERB:
            keys += VERBS
        elif isinstance(kind, type) and issubclass(kind, Part):
            keys += fields(kind)
    return keys


@cache
def fields(model: type[Part]) -> dict[str, Any]:
    """Return the fields of a model by the key a file uses."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


def nearest(word: object, known: Iterable[str]) -> str | None:
    """Return the known word a misspelt one most likely means."""
    near = get_close_matches(str(word), [str(name) for name in known], n=1, cutoff=0.6)
    return near[0] if near else None


@cache
def _inside(kind: Any) -> dict[Any, list[Any]]:
    """Return what may stand under each key of a thing; where names are free, under ``ANY``; as an item of a list, under ``ITEM``."""
    if kind is VERB:
        return {name: _plain(fields(Series)["steps"].annotation) if node is Series else [node] for name, node in VERBS.items()}
    if isinstance(kind, type) and issubclass(kind, Part):
        return {name: _plain(info.annotation) for name, info in fields(kind).items()}
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return {ITEM: _plain(inner[0])}
    return {ANY: _plain(inner[1])} if origin is dict else {}


def _under(kind: Any, part: str | int) -> list[Any]:
    inside = _inside(kind)
    return inside.get(part if isinstance(part, str) else ITEM) or inside.get(ANY, [])


def _plain(kind: Any) -> list[Any]:
    """Take off ``Annotated``, ``Optional`` and unions; say ``VERB`` for the union of all nodes."""
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in (Union, types.UnionType):
        found = [inner for part in get_args(kind) for inner in _plain(part) if inner is not type(None)]
        nodes = [inner for inner in found if isinstance(inner, type) and issubclass(inner, Node)]
        return [VERB] if len(nodes) > 1 else found
    return [kind]


def words_of(kinds: Iterable[Any]) -> list[str]:
    """Return the words a choice allows."""
    return [word for kind in kinds if get_origin(kind) is Literal for word in get_args(kind)]
