"""Every institution, as it stands and gamed, can be tried on every office that comes with xnsim, or says in its own words why not and what to do."""

from __future__ import annotations

import re
from typing import Any

import pytest

from xnsim.engines import run
from xnsim.policies import PolicyRefused, registry, timeline
from xnsim.presets import institution_name, institutions, scenarios
from xnsim.program import lower
from xnsim.scenario import Scenario, load
from xnsim.scenario.route import Choose, Return

HAN = re.compile(r"[\u3001\u4e00-\u9fff]")
POLICIES = registry()
OFFICES = {**scenarios(), **{institution_name(key): path for key, path in institutions().items()}}


def tried(office: Scenario, key: str, knobs: dict[str, Any]) -> Scenario:
    """An office with a policy in force from the first day to the last."""
    return timeline(office, [POLICIES[key].model_validate(knobs)])[-1][1]


@pytest.mark.parametrize("name", OFFICES)
def test_it_is_tried_or_refused_in_its_own_words(name):
    """No refusal speaks of the contradiction the policy itself has made; each names a way out, and the English one has no Chinese in it."""
    office = load(OFFICES[name])
    wrong = []
    for key, policy in POLICIES.items():
        for knobs in ({}, policy.perverse_knobs):
            try:
                tried(office, key, knobs)
            except PolicyRefused as refused:
                says = refused.says
                if "方案不成立" in says.zh or "请" not in says.zh or HAN.search(says.en):
                    wrong.append((key, knobs, says.zh, says.en))
    assert wrong == []


@pytest.mark.parametrize(("name", "key", "knobs"), [
    ("hundred_seals", "chief_representative", {"mailbox": 0.35}), ("hundred_seals", "on_the_spot", {"most_steps": 50}), ("hundred_seals", "reply_promise", {"a_coded": 0.7}),
    ("major_decision", "delegate_items", {}), ("duty_room", "delegate_items", {"officers_each": 50}), ("hotline", "escort", {}), ("institutions/shared_intake", "missing_paper", {}), ("investment_project", "parallel_approval", {"in_name_only": True, "joint_limit": True}),
], ids=lambda value: value if isinstance(value, str) else "")
def test_what_was_refused_once_runs(name, key, knobs):
    """Offices whose returns stand behind the work, that work in teams, that have room for few: both engines walk them, and cases are closed."""
    program = lower(tried(load(OFFICES[name]), key, knobs))
    closed = [[second for second in run(program, 1, 0, engine).cases["closed"].tolist() if second >= 0] for engine in ("lists", "simpy")]
    assert closed[0] == closed[1] and closed[0]


def test_each_way_has_the_return_behind_it():
    """Who examined at the window sends back to the window, who examined behind it sends back there; both with one luck, the old way under the old name."""
    (row,) = [node for node in tried(load(scenarios()["hundred_seals"]), "chief_representative", {}).matters["project"].route
              if isinstance(node, Choose) and node.step.startswith("delegated")]
    window, old = (option.route[-1] for option in row.options)
    assert isinstance(window, Return) and isinstance(old, Return) and window.luck == (old.luck or old.step) and window.step == f"{old.step}_way1"
    assert (window.probability, window.clock, window.turnaround) == (old.probability, old.clock, old.turnaround)


def test_slots_of_a_busy_matter_take_several_at_once():
    """85 a working day: slots would be closer than a session may be, so two come at each; a tenth more slots than applicants, as everywhere."""
    office = load(scenarios()["county_centre"])
    for name, session in tried(office, "appointments", {}).sessions.items():
        rate = office.matters[name.removeprefix("slots_")].arrivals.poisson
        assert session.seats / session.every.amount == pytest.approx(1.1 * rate.amount, rel=1e-6)
    assert tried(office, "appointments", {}).sessions["slots_on_the_spot"].seats == 2


def test_who_leaves_a_desk_leaves_a_window_shut():
    """Three on the telephones, one goes along with applicants: at no hour are more than two windows open."""
    office = load(scenarios()["hotline"])
    phones = tried(office, "escort", {}).desks["phones"]
    assert max(hour.windows for hour in office.desks["phones"].open_by_hour) == 3 and phones.officers == 2
    assert [hour.windows for hour in phones.open_by_hour] == [min(2, hour.windows) for hour in office.desks["phones"].open_by_hour]
