"""Twenty equal units: somebody always comes last, and it says nothing about him."""

from __future__ import annotations

import math

import pytest
from toy_office import toy

import xnsim as xn
from xnsim.scenario import InputError
from xnsim.scenario.model import Scenario
from xnsim.study.ranking import Ranking

OFFICE = Scenario.model_validate(toy(
    {"a": {"officers": 1}},
    {"m": {"arrivals": {"poisson": "10/wd"}, "limits": {"promised": "1 wd", "statutory": "5 wd"},
           "route": [{"serve": {"step": "s", "desk": "a", "effort": "exp(39 min)"}}]}},
    {"horizon": {"warm_up": "3 wd", "measure": "10 wd", "drain": "20 wd"}}))


def test_equal_units_have_a_last_all_the_same():
    """Six equal units, four periods: the last one changes, and chance keeps most of them within the funnel."""
    found = xn.study.ranking(OFFICE, units=6, periods=4, engine="lists")
    assert len(found.last) == 4 and len(set(found.last)) > 1 and not found.worse
    assert "6 个完全相同的单位" in found.sentence() and "6 equal units" in found.sentence("en")


def test_a_run_is_ranked_again_with_the_same_seed():
    """The same seed gives the same order; unit and period are replications of their own."""
    a, b = (xn.study.ranking(OFFICE, units=3, periods=2, engine="lists") for _ in range(2))
    assert a == b and len({value for row in a.values for value in row}) > 3


def test_the_funnel_by_hand():
    """Two units of 100 cases on time in 90 and 80: together 85 %, a share of 100 cases varies by 3.57 points.

    85 % plus or minus 1.96 times 3.57 points is 78.0 to 92.0; 3.09 times: 74.0 to 96.0.
    """
    found = Ranking("on_time_rate", ((0.9, 0.8),), ((100, 100),), ((90, 80),), False, 1)
    table = found.funnel()
    assert list(table["unit"]) == [1, 2] and list(table["rank"]) == [1, 2] and found.last == (2,)
    assert table.loc[0, ["expected", "low_95", "high_95"]].tolist() == pytest.approx([0.85, 0.78, 0.92], abs=5e-4)
    assert table.loc[0, ["low_998", "high_998"]].tolist() == pytest.approx([0.7397, 0.9603], abs=5e-4)
    assert not table["beyond"].any() and math.isnan(found.again)


def test_a_unit_beyond_the_funnel_is_told():
    """On time in 40 of 100 among nine at 90 of 100: that is more than chance."""
    found = Ranking("on_time_rate", ((0.4,) + (0.9,) * 9,), ((100,) * 10,), ((40,) + (90,) * 9,), True, 1)
    table = found.funnel()
    assert table[table["beyond"]]["unit"].tolist() == [1] and table.iloc[-1]["unit"] == 1
    assert "确实较差" in found.sentence()


def test_where_less_is_better_the_slowest_is_last():
    """Of mean times 2, 3 and 1 the second unit is last and stands at the foot of the table."""
    found = Ranking("mean_workdays", ((2.0, 3.0, 1.0),), ((50, 50, 50),), ((100, 150, 50),), False, 1)
    assert found.last == (2,) and found.funnel()["unit"].tolist() == [3, 1, 2]


def test_one_that_is_really_worse_is_not_always_the_one_punished():
    """The first unit has a policy the others have not: the sentence counts how often it was caught."""
    found = xn.study.ranking(OFFICE, units=3, periods=3, worse=xn.policies.TimeLimit(factor=0.5), engine="lists")
    assert found.worse and f"{found.last.count(1)} 次" in found.sentence()


def test_what_cannot_be_ranked_is_refused_at_once():
    """One unit, no period, an unknown indicator: all of it is told."""
    with pytest.raises(InputError) as refused:
        xn.study.ranking(OFFICE, units=1, periods=0, indicator="on_tme_rate", engine="lists")
    assert len(refused.value.problems) == 3
