"""Whom a policy reaches, and how it says that it may not be used there."""

from __future__ import annotations

from collections.abc import Mapping

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, PolicyRefused
from xnsim.scenario.matter import Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.shape import nearest

MATTERS = Knob(
    Label("适用事项", "Matters"),
    Label("不写即全部事项;只写几个事项就是先行试点", "none named means all; name a few for a pilot"),
)


def refused(policy: Policy, zh: str, en: str) -> PolicyRefused:
    """Return the refusal of a policy, headed by its name."""
    return PolicyRefused(Label(f"{policy.label.zh}:{zh}", f"{policy.label.en}: {en}"))


def check_known(policy: Policy, name: str, known: Mapping[str, object], what: Label) -> None:
    """Refuse a name the scenario does not have; name the nearest one it has."""
    if name in known:
        return
    near = nearest(name, known)
    zh = f"是不是“{near}”?" if near else f"现有:{'、'.join(known) or '无'}"
    en = f"did you mean “{near}”?" if near else f"there are: {', '.join(known) or 'none'}"
    raise refused(policy, f"方案中没有{what.zh}“{name}”;{zh}", f"the scenario has no {what.en} “{name}”; {en}")


def chosen_matters(policy: Policy, names: tuple[str, ...], scenario: Scenario) -> dict[str, Matter]:
    """Return the matters a policy names, in the scenario's order; all of them when it names none."""
    for name in names:
        check_known(policy, name, scenario.matters, Label("事项", "matter"))
    return {name: matter for name, matter in scenario.matters.items() if not names or name in names}


def with_matters(policy: Policy, scenario: Scenario, changed: dict[str, Matter], why_none: Label) -> Scenario:
    """Return the scenario with some matters replaced; a policy that finds nothing to change is refused."""
    if not changed:
        raise refused(policy, why_none.zh, why_none.en)
    return scenario.changed(("matters", {**scenario.matters, **changed}))
