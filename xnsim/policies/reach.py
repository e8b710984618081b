"""Whom a policy reaches, and how it says that it may not be used there."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy, PolicyRefused
from xnsim.scenario.matter import CaseClass, Matter
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Desk
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


def with_class(policy: Policy, name: str, matter: Matter, key: str, of_class: CaseClass) -> Matter:
    """Return the matter with one class more (or another one of that name); art. 57 and shares above one are refused."""
    if matter.quota_order and of_class.priority != matter.priority:
        raise refused(policy, f"事项“{name}”有数量限制,依行政许可法第57条按受理先后顺序作出决定,不能分先后级别;请用 matters 只列其他事项",
                      f"matter “{name}” is limited in number and decided in order of acceptance (Administrative Licensing Law, art. 57), so "
                      "nothing may go first; list only other matters in matters")
    others = sum(cls.share for other, cls in matter.classes.items() if other != key)
    if others + of_class.share > 1 + 1e-9:
        raise refused(policy, f"事项“{name}”各类件的比例之和超过1;请把比例改小", f"the shares of the classes of matter “{name}” exceed 1; lower the share")
    return matter.changed(("classes", {**matter.classes, key: of_class}))


def by_priority(policy: Policy, scenario: Scenario, desks: Collection[str]) -> Scenario:
    """Return the scenario in which these desks serve by priority; a desk that orders otherwise is refused."""
    def first(name: str, desk: Desk) -> Desk:
        """A desk at which the higher priority goes first."""
        if desk.order not in ("fifo", "priority"):
            raise refused(policy, f"岗位“{name}”现按 {desk.order} 排序,改成优先级会同时改变普通件的次序;请先改为 fifo",
                          f"desk “{name}” now orders by {desk.order}; priority would change the order of ordinary cases too; make it fifo first")
        return desk.changed(("order", "priority"))

    return scenario.changed(("desks", {name: first(name, desk) if name in desks else desk for name, desk in scenario.desks.items()}))
