"""A desk of investigators 效能办: who looks into complaints and punishes, with officers of its own."""

from __future__ import annotations

from xnsim.labels import Label
from xnsim.policies.base import Knob, Policy
from xnsim.policies.reach import check_known
from xnsim.scenario.model import Scenario
from xnsim.scenario.office import Desk

NEW = "investigators"
INVESTIGATOR = Knob(Label("承办调查的岗位", "The investigators' desk"), Label("不写即另设一个效能投诉岗,一人", "none: a desk of its own with one officer"))


def with_investigators(policy: Policy, named: str | None, scenario: Scenario) -> tuple[Scenario, str]:
    """Return the scenario with a desk of investigators, and its name: the one named, else one of its own."""
    if named is not None:
        check_known(policy, named, scenario.desks, Label("岗位", "desk"))
        return scenario, named
    if NEW in scenario.desks:
        return scenario, NEW
    desk = Desk(office="supervision", name=Label("效能投诉岗", "Investigators"))
    return scenario.changed(("desks", {**scenario.desks, NEW: desk})), NEW
