"""What cannot change during a run is refused with its way out, not passed over."""

from __future__ import annotations

import datetime as dt

import pytest

from xnsim.program import lower
from xnsim.scenario import InputError, Scenario

OFFICE = {
    "schema": 1, "name": "toy", "calendar": {"start": "2026-01-05"}, "horizon": {"warm_up": "0 wd", "measure": "5 wd", "drain": "5 wd"},
    "desks": {"a": {"officers": [{"name": "甲"}]}},
    "matters": {"m": {"arrivals": {"poisson": "3/wd"}, "route": [{"serve": {"step": "s", "desk": "a", "effort": "1 h"}}]}},
}


def changed(desk: dict) -> Scenario:
    """The same office with another desk."""
    return Scenario.model_validate({**OFFICE, "desks": {"a": {**OFFICE["desks"]["a"], **desk}}})


@pytest.mark.parametrize("desk", [{"closing": "finish"}, {"open_by_hour": [{"from": "09:00", "windows": 1}]},
                                  {"officers": [{"name": "甲", "hours": ["10:00-12:00"]}]}])
def test_a_dated_change_of_doors_or_hours_is_refused(desk):
    """A desk's closing rule and windows, and an officer's hours, hold for the whole run; the answer names the place."""
    plain = Scenario.model_validate(OFFICE)
    with pytest.raises(InputError) as refused:
        lower([(None, plain), (dt.date(2026, 1, 7), changed(desk))])
    assert refused.value.problems[0].path in ("desks.a", "officers.甲")
    assert "从头" in refused.value.text("zh") and "from the start" in refused.value.text("en")


def test_a_dated_change_of_head_count_is_taken():
    """One officer more from Wednesday on is an ordinary reform."""
    more = changed({"officers": [{"name": "甲"}, {"name": "乙"}]})
    assert list(lower([(None, Scenario.model_validate(OFFICE)), (dt.date(2026, 1, 7), more)]).people.officers) == ["甲", "乙"]
