"""A factor names a knob of a policy, ``time_limit.factor``, and the values it is turned to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xnsim.labels import Label
from xnsim.policies import Policy, registry
from xnsim.policies.study_spec import POLICY, read_policy
from xnsim.scenario.finding import unknown
from xnsim.scenario.shape import fields
from xnsim.scenario.sheet import Sheet, Where

KNOB = Label("参数", "knob")
FORM = Label("因子要写成“制度.参数”,例如 time_limit.factor", "a factor reads “policy.knob”, e.g. time_limit.factor")
Said = tuple[Where, Label]


def uses(policies: Sequence[Policy], factor: str) -> bool:
    """Say whether any of these policies has the knob of a factor."""
    return any(policy.key == factor.partition(".")[0] for policy in policies)


def turned(policies: Sequence[Policy], values: Mapping[str, Any]) -> list[Policy]:
    """Return the policies with their knobs turned to these values."""
    found = []
    for policy in policies:
        mine = {factor.partition(".")[2]: value for factor, value in values.items() if factor.partition(".")[0] == policy.key}
        found.append(type(policy).model_validate({**policy.model_dump(by_alias=True, exclude_unset=True), **mine}) if mine else policy)
    return found


def factor_problems(factors: Mapping[str, Sequence[Any]], alternatives: Mapping[str, Sequence[Policy]]) -> Iterator[Said]:
    """Say all that is wrong with the factors, each at its place."""
    used = {policy.key: type(policy) for policies in alternatives.values() for policy in policies}
    known = registry() | used
    for factor, values in factors.items():
        where = ("factors", factor)
        key, dot, knob = factor.partition(".")
        if not dot or not key or not knob:
            yield where, FORM
        elif key not in known:
            yield where, unknown(where, POLICY, key, known).says
        elif knob not in fields(known[key]):
            yield where, unknown(where, KNOB, knob, fields(known[key])).says
        else:
            yield from _values(where, known[key], knob, values)
            yield from _use(where, key, knob, alternatives)


def _values(where: Where, kind: type[Policy], knob: str, values: Sequence[Any]) -> Iterator[Said]:
    for i, value in enumerate(values):
        if value in values[:i]:
            yield (*where, i), Label(f"值 {value} 写了两次;请删去一个", f"the value {value} is written twice; delete one")
            continue
        scratch = Sheet("")
        read_policy(scratch, {"policy": kind.key, knob: value}, (), {kind.key: kind})
        for problem in scratch.problems:
            yield (*where, i), problem.says


def _use(where: Where, key: str, knob: str, alternatives: Mapping[str, Sequence[Policy]]) -> Iterator[Said]:
    """Say that nobody uses the policy, or that an alternative has already set the knob."""
    mine = {name: [policy for policy in policies if policy.key == key] for name, policies in alternatives.items()}
    if not any(mine.values()):
        yield where, Label(f"没有方案用到制度 {key};请在 alternatives 里加上它,或删去这个因子",
                           f"no alternative uses the policy {key}; add it under alternatives, or delete this factor")
    for name, policies in mine.items():
        if any(knob in policy.model_dump(by_alias=True, exclude_unset=True) for policy in policies):
            yield where, Label(f"方案“{name}”里已写了 {knob};因子与方案只能写一处,请删去一处",
                               f"the alternative “{name}” sets {knob} already; write it in one of the two places only")
