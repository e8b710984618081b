"""From the knobs that a policy declares to the controls that a trainer turns: nothing is said twice."""

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from xnsim.labels import Lang
from xnsim.policies import Knob, Policy
from xnsim.punctuation import printed
from xnsim.scenario.model import Scenario

Control = dict[str, Any]

MATTERS, OFFICES, DESKS = ("matter", "matters"), ("office", "offices"), ("desk", "desks", "lead")
"""Knobs with these names are answered with names out of the scenario."""
STEPS_OF_A_SLIDER = 20


def controls(policy: type[Policy], at: Policy | None, office: Scenario, lang: Lang = "zh") -> list[Control]:
    """Return the controls of a policy as plain data, in the order its knobs were declared.

    ``at`` is the policy as the user wrote it (None: its defaults). ``more`` marks those that
    limit its reach or are left unset as a rule: the page folds them away. A knob that no
    control can turn, such as a list of dates, is left out; a file can still set it.
    """
    made = []
    for name, knob in policy.knobs().items():
        kind = _kind(policy, name, knob, office, lang)
        if kind is not None:
            value = getattr(at, name) if at is not None else policy.model_fields[name].default
            seldom = kind["kind"] == "several" or kind.get("optional", False)
            made.append({"name": name, **_words(knob, lang), **kind, "more": seldom, "value": list(value) if isinstance(value, tuple) else value})
    return made


def turned(policy: type[Policy], at: Policy | None, values: Mapping[str, Any]) -> Policy:
    """Return the policy with some knobs at the values that came from the page.

    Raises pydantic's ``ValidationError`` for a value that the knob does not allow.
    """
    kept = {} if at is None else {name: getattr(at, name) for name in policy.model_fields}
    return policy.model_validate(kept | {name: _as_declared(policy, name, value) for name, value in values.items()})


def _words(knob: Knob, lang: Lang) -> Control:
    unit = printed(knob.unit(lang), lang) if knob.unit else ""
    return {"label": printed(knob.label(lang), lang), "why": printed(knob.reason(lang), lang), "unit": unit}


def _kind(policy: type[Policy], name: str, knob: Knob, office: Scenario, lang: Lang) -> Control | None:
    """Return the form of a control, or None where a mouse cannot set the value."""
    declared, may_be_unset = _declared(policy, name)
    if declared is bool:
        return {"kind": "switch"}
    if declared in (int, float) and knob.low is not None and knob.high is not None:
        return {"kind": "slider", "optional": may_be_unset, **_scale(knob, declared is int)}
    if get_origin(declared) is Literal:
        return {"kind": "choice", "options": [[word, printed(knob.words[word](lang), lang) if word in knob.words else word] for word in get_args(declared)], "optional": may_be_unset}
    names = _names(name, office, lang)
    if names is None:
        return None
    return {"kind": "several" if get_origin(declared) is tuple else "choice", "options": names, "optional": may_be_unset}


def _scale(knob: Knob, whole: bool) -> Control:
    step = knob.step or (knob.high - knob.low) / STEPS_OF_A_SLIDER
    return {"low": knob.low, "high": knob.high, "step": max(1, round(step)) if whole else step, "whole": whole}


def _declared(policy: type[Policy], name: str) -> tuple[Any, bool]:
    """Return the type a knob was declared with, and whether it may also be left unset."""
    annotation = policy.model_fields[name].annotation
    parts = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    kept = [part for part in parts if part is not NoneType]
    declared = kept[0]
    while get_origin(declared) is Annotated:
        declared = get_args(declared)[0]
    return declared, len(kept) < len(parts)


def _names(knob: str, office: Scenario, lang: Lang) -> list[list[str]] | None:
    """Return the names a knob may take with what they are called, or None where it takes no names."""
    if knob in MATTERS:
        named = {name: matter.name for name, matter in office.matters.items()}
    elif knob in OFFICES:
        places = dict.fromkeys(desk.office for desk in office.desks.values())
        named = {name: office.offices[name].name if name in office.offices else None for name in places}
    elif knob in DESKS:
        named = {name: desk.name for name, desk in office.desks.items()}
    else:
        return None
    return [[name, label(lang) if label else name] for name, label in named.items()]


def _as_declared(policy: type[Policy], name: str, value: Any) -> Any:
    """Return what the page sent as the knob's own type: pages know no integers and no tuples."""
    declared, _ = _declared(policy, name)
    if value is None:
        return None
    if declared is int:
        return round(value)
    if declared is float:
        return round(float(value), 9)
    return tuple(value) if isinstance(value, list) else value
