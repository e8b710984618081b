"""What cannot change in the middle of a run is refused with its place and its way out, not passed over."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from offices import OFFICES, Office, offices
from toy_office import files, toy

from xnsim.program import lower
from xnsim.scenario import InputError, Scenario

DAY = dt.date(2026, 1, 7)
WINDOWS = {"open_by_hour": [{"from": "09:00", "windows": 1}]}
PLACES = {"offices": {"hall": {"hall": True}, "back": {"hall": False, "hours": ["10:00-16:00"]}}}


def office(desk: dict[str, Any], more: dict[str, Any] | None = None) -> Scenario:
    """One desk, one file."""
    return Scenario.model_validate(toy({"a": desk}, files(("05 09:00", "1 h")), PLACES | (more or {})))


def refused(before: Scenario, after: Scenario) -> InputError:
    """What is said when the office changes on Wednesday."""
    with pytest.raises(InputError) as caught:
        lower([(None, before), (DAY, after)])
    return caught.value


@pytest.mark.parametrize("before, after, path, zh, en", [
    ({}, {"closing": "finish"}, "desks.a.closing", "下班规则", "closing rule"),
    ({"closing": "finish"}, {"closing": "finish", "overtime_max": "1 h"}, "desks.a.overtime_max", "加班上限", "overtime"),
    ({}, WINDOWS, "desks.a.open_by_hour", "窗口数", "windows by hour"),
    ({}, {"officers": "unlimited"}, "desks.a.officers", "人数是否不限", "unlimited"),
    ({"officers": [{"name": "甲"}]}, {"officers": [{"name": "甲", "hours": ["10:00-12:00"]}]}, "officers.甲.hours", "办公时间", "office hours"),
])
def test_a_dated_change_is_refused(before, after, path, zh, en):
    """Doors, windows and hours hold for the whole run; the answer names the place, the day, and what to do, in both languages."""
    (problem,) = refused(office(before), office(after)).problems
    assert problem.path == path
    assert zh in problem.says.zh and "2026-01-07" in problem.says.zh and "从第一天起" in problem.says.zh
    assert en in problem.says.en and "2026-01-07" in problem.says.en and "from the first day" in problem.says.en


def test_moving_a_desk_to_another_house_tells_both_its_doors_and_its_hall():
    """The back office keeps other hours and is no hall: two problems, and none for each of its officers."""
    error = refused(office({"office": "hall", "officers": 3}), office({"office": "back", "officers": 3}))
    assert [problem.path for problem in error.problems] == ["desks.a.office", "desks.a.hours"]


def test_an_officer_who_moves_to_a_desk_of_other_hours():
    """甲 moves from the hall to the back office, where the doors open at ten: his hours would change."""
    def at(desk: str, other: str) -> Scenario:
        desks = {"a": {"office": "hall", "officers": [{"name": "乙"}]}, "b": {"office": "back", "officers": [{"name": "丙"}]}}
        desks[desk]["officers"].append({"name": "甲"})
        assert other in desks
        return Scenario.model_validate(toy(desks, files(("05 09:00", "1 h")), PLACES))
    assert [problem.path for problem in refused(at("a", "b"), at("b", "a")).problems] == ["officers.甲.hours"]


@pytest.mark.parametrize("after", [
    {"officers": 2}, {"officers": [{"name": "a/1"}, {"name": "新", "hours": ["10:00-12:00"]}]}, {"order": "priority"},
    {"absence": {"present": "exp(9 wd)", "away": "exp(1 wd)"}}, {"pace": [{"speed": 0.5}]},
])
def test_what_may_change_on_a_day(after):
    """More officers, newcomers with hours of their own, another order of the line, absences and pace are ordinary reforms."""
    assert lower([(None, office({})), (DAY, office(after))]).people.desks == {"a": 0}


def test_a_desk_that_opens_on_a_day_may_have_any_doors():
    """What was not there before has nothing to keep; what closes for a time comes back as it was."""
    both = toy({"a": {}, "b": {"closing": "finish"}}, files(("05 09:00", "1 h")))
    one = toy({"a": {}}, files(("05 09:00", "1 h")))
    rows = [(None, one), (DAY, both), (dt.date(2026, 1, 9), one)]
    assert list(lower([(day, Scenario.model_validate(data)) for day, data in rows]).people.desks) == ["a", "b"]


@settings(OFFICES, derandomize=True, max_examples=60)
@given(offices())
def test_random_offices_date_no_such_change(drawn: Office):
    """The random offices of the agreement tests can all be lowered."""
    assert drawn.program.people.desks
