"""A matter may have sixty-three parallel branches, all its ways together; both engines walk them alike, and one more is refused.

Toy: one file, two ways through desks that serve at once, each branch a working day long; so it takes one day, however many branches.
"""

from __future__ import annotations

from typing import Any

import pytest
from alike import assert_alike
from scenario_runs import office

from xnsim.policies import DelegateItems, PolicyRefused, timeline
from xnsim.program import lower
from xnsim.scenario import Scenario
from xnsim.scenario.check import check


def spread(*ways: int) -> Scenario:
    """An office whose one file goes the last of several ways, each of so many branches."""
    options: list[dict[str, Any]] = []
    for number, branches in enumerate(ways):
        steps = [f"w{number}_{k}" for k in range(branches)]
        parallel = {step: {"route": [{"serve": {"step": step, "desk": "seals", "effort": "1 wd"}}]} for step in steps}
        options.append({"share": 1.0 * (number == len(ways) - 1), "route": [{"parallel": {"branches": parallel}}]})
    return Scenario.model_validate({
        "schema": 1, "name": {"zh": "盖章", "en": "Seals"}, "calendar": {"start": "2024-01-02", "continuous": True},
        "horizon": {"warm_up": "0 wd", "measure": "5 wd", "drain": "5 wd"}, "desks": {"seals": {"office": "bureau", "officers": "unlimited"}},
        "matters": {"project": {"arrivals": {"table": ["2024-01-02 09:00"]}, "route": [{"choose": {"step": "way", "options": options}}]}}})


def test_sixty_three_branches_are_walked_alike():
    """Thirty-one on the way not gone and thirty-two on the way gone: the last of them carries number 63, and all end after a day."""
    program = lower(spread(31, 32))
    made = assert_alike(program, "lists", "simpy")
    assert made.services.rows == 32 and int(made.cases["closed"][0] - made.cases["received"][0]) == 86400


def test_one_more_is_refused_with_a_way_out():
    """Sixty-four are one too many: in the file, and where a policy copies a matter's branches county by county."""
    assert check(spread(31, 32)) == []
    (problem,) = check(spread(32, 32))
    assert "最多 63 支,这里有 64 支;请把同一部门的环节并成一支" in problem("zh") and "here are 64; put the steps" in problem("en")
    with pytest.raises(PolicyRefused) as caught:
        timeline(office("investment_project_network"), [DelegateItems(counties=10)])
    assert "最多 63 支,这里有 90 支" in caught.value.says.zh and "at most 63" in caught.value.says.en
