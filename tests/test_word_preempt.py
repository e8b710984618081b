"""Urgent files that stop the work on others (随到随办), every second by hand.

The office works 09:00-12:00 and 13:30-17:30; Monday is the 5th of January 2026.
"""

import pytest
from toy_office import DAY_AND_NIGHT, away, matter, serve
from word_office import told

from xnsim import proof
from xnsim.proof import Case
from xnsim.theory.registry import answer


def desk(more=None, officers=None):
    """One desk at which a higher class stops work on a lower one."""
    return {"a": {"officers": officers or [{"name": "甲"}], "order": "priority", "preempt": True, **(more or {})}}


def case(comes, effort, priority=0, more=None):
    """A matter of one file of a class."""
    return matter([comes], [serve("s", "a", effort)], {"priority": priority, **(more or {})})


def test_an_urgent_file_takes_the_place_of_an_ordinary_one():
    """At 09:10 the ordinary file (20 of its 30 min left) is put away; it is taken up again at 09:15."""
    seen = told(desk(), {"low": case("05 09:00", "30 min"), "high": case("05 09:10", "5 min", 1)})
    assert seen.spells == ["0 s 甲 05 09:00 > 05 09:10 cut", "1 s 甲 05 09:10 > 05 09:15 done", "0 s 甲 05 09:15 > 05 09:35 done"]
    assert [(row["spell"], row["effort_done_s"]) for row in seen.services] == [(0, 600), (0, 300), (1, 1200)]


def test_putting_away_and_taking_up_again_may_cost():
    """Each stop adds 2 min to what is left of the ordinary file: 20 + 2 min from 09:15, stopped again at 09:20 with 17 + 2 left."""
    rows = {"low": case("05 09:00", "30 min"), "high": case("05 09:10", "5 min", 1), "again": case("05 09:20", "5 min", 1)}
    seen = told(desk({"resume_cost": "2 min"}), rows)
    assert seen.spells[2:] == ["0 s 甲 05 09:15 > 05 09:20 cut", "2 s 甲 05 09:20 > 05 09:25 done", "0 s 甲 05 09:25 > 05 09:44 done"]


def test_a_free_officer_is_taken_before_anybody_is_stopped():
    """乙 is free: he takes the urgent file and nobody is put away; of two urgent ones the second stops 甲."""
    two = [{"name": "甲"}, {"name": "乙"}]
    seen = told(desk(officers=two), {"low": case("05 09:00", "30 min"), "high": case("05 09:10", "5 min", 1)})
    assert seen.spells == ["1 s 乙 05 09:10 > 05 09:15 done", "0 s 甲 05 09:00 > 05 09:30 done"]
    seen = told(desk(officers=two), {"low": case("05 09:00", "30 min"), "x": case("05 09:10", "9 min", 1), "y": case("05 09:10", "5 min", 1)})
    assert seen.spells[0] == "0 s 甲 05 09:00 > 05 09:10 cut" and "2 s 甲 05 09:10 > 05 09:15 done" in seen.spells


def test_the_lowest_class_makes_way_then_the_latest_start_then_the_last_listed():
    """Three officers: the file of class -1 is stopped though it began first; among equals the one begun last; begun together, the last listed."""
    three = [{"name": "甲"}, {"name": "乙"}, {"name": "丙"}]
    urgent = {"high": case("05 09:10", "5 min", 3)}
    def stopped(*rows):
        seen = told(desk(officers=three), {f"r{i}": case(*row) for i, row in enumerate(rows)} | urgent)
        return [each.split()[2] for each in seen.spells if each.endswith("cut")]
    assert stopped(("05 09:00", "1 h", -1), ("05 09:01", "1 h", 0), ("05 09:02", "1 h", 0)) == ["甲"]
    assert stopped(("05 09:00", "1 h", 0), ("05 09:02", "1 h", 0), ("05 09:01", "1 h", 0)) == ["丙"]     # r2 came second: 乙 has it, 丙 began last
    assert stopped(("05 09:00", "1 h", 0), ("05 09:00", "1 h", 0), ("05 09:00", "1 h", 0)) == ["丙"]


def test_nobody_makes_way_for_an_equal():
    """Two files of one class: the second waits."""
    seen = told(desk(), {"one": case("05 09:00", "30 min", 1), "other": case("05 09:10", "5 min", 1)})
    assert seen.spells == ["0 s 甲 05 09:00 > 05 09:30 done", "1 s 甲 05 09:30 > 05 09:35 done"]


def test_who_was_stopped_stops_a_lower_one():
    """At 09:10 the urgent file stops 乙's lowest; at 09:20 the next stops 甲's middle one, which goes on as soon as 乙 is back."""
    two = [{"name": "甲"}, {"name": "乙"}]
    rows = {"mid": case("05 09:00", "1 h", 0), "low": case("05 09:00", "1 h", -1), "x": case("05 09:10", "20 min", 2), "y": case("05 09:20", "30 min", 2)}
    seen = told(desk(officers=two), rows)
    assert seen.spells == ["1 s 乙 05 09:00 > 05 09:10 cut", "0 s 甲 05 09:00 > 05 09:20 cut", "2 s 乙 05 09:10 > 05 09:30 done",
                           "3 s 甲 05 09:20 > 05 09:50 done", "0 s 乙 05 09:30 > 05 10:10 done", "1 s 甲 05 09:50 > 05 10:40 done"]


def test_the_work_that_ends_in_the_second_of_the_urgent_file_is_done():
    """The ordinary file ends at 09:30:00 as the urgent one comes: nothing is cut."""
    seen = told(desk(), {"low": case("05 09:00", "30 min"), "high": case("05 09:30", "5 min", 1)})
    assert seen.spells == ["0 s 甲 05 09:00 > 05 09:30 done", "1 s 甲 05 09:30 > 05 09:35 done"]


def test_an_urgent_file_of_the_evening_is_taken_up_in_the_morning():
    """The ordinary file lies suspended overnight; at 09:00 the urgent one of 20:00 goes first, and the ordinary keeps its 90 minutes."""
    seen = told(desk(), {"low": case("05 17:00", "2 h"), "high": case("05 20:00", "10 min", 1)})
    assert seen.spells == ["0 s 甲 05 17:00 > 06 09:00 cut", "1 s 甲 06 09:00 > 06 09:10 done", "0 s 甲 06 09:10 > 06 10:40 done"]
    assert [row["worked_s"] for row in seen.services] == [1800, 600, 5400]


def test_the_file_put_away_waits_in_its_old_place():
    """Two ordinary files: the one put away came first and is taken up first."""
    rows = {"low": case("05 09:00", "30 min"), "next": case("05 09:01", "10 min"), "high": case("05 09:10", "5 min", 1)}
    seen = told(desk(), rows)
    assert [each[0] for each in seen.spells] == ["0", "2", "0", "1"]


def test_one_line_at_two_desks_only_work_here_makes_way():
    """甲 helps at desk b when the urgent file reaches desk a: what he does there is not stopped."""
    desks = desk() | {"b": {"officers": [away("乙", (5, 9))]}}
    rows = {"there": matter(["05 09:00"], [serve("s", "b", "30 min")]), "high": case("05 09:10", "5 min", 1)}
    seen = told(desks, rows, {"helps": [{"officer": "甲", "desk": "b"}]})
    assert seen.spells == ["0 s 甲 05 09:00 > 05 09:30 done", "1 s 甲 05 09:30 > 05 09:35 done"]


def test_a_helper_makes_way_and_works_at_his_own_pace():
    """甲 is away; 丙, who helps at half pace, is stopped at 09:10 with 5 of 30 min done and takes 10 min over the urgent 5."""
    desks = desk(officers=[away("甲", (5, 9))]) | {"b": {"officers": [{"name": "丙"}]}}
    seen = told(desks, {"low": case("05 09:00", "30 min"), "high": case("05 09:10", "5 min", 1)}, {"helps": [{"officer": "丙", "desk": "a", "efficiency": 0.5}]})
    assert seen.spells == ["0 s 丙 05 09:00 > 05 09:10 cut", "1 s 丙 05 09:10 > 05 09:20 done", "0 s 丙 05 09:20 > 05 10:10 done"]
    assert [row["effort_done_s"] for row in seen.services] == [300, 300, 1500]


def test_an_absence_that_begins_as_the_urgent_file_comes():
    """At midnight 甲 leaves and the urgent file comes: the ordinary one is cut by the absence; back on the 7th he takes the urgent one first."""
    seen = told(desk(officers=[away("甲", (6, 7))]), {"low": case("05 23:00", "2 h"), "high": case("06 00:00", "5 min", 1)}, DAY_AND_NIGHT)
    assert seen.spells == ["0 s 甲 05 23:00 > 06 00:00 cut", "1 s 甲 07 00:00 > 07 00:05 done", "0 s 甲 07 00:05 > 07 01:05 done"]


def test_work_done_for_nothing_does_not_make_way():
    """An overdue file is finished for nothing until 10:00: there is no file to put away, the urgent one waits."""
    more = {"limits": {"promised": "5 min"}, "on_expiry": [{"limit": "promised", "exit": "lapsed", "in_hand": "finish"}]}
    seen = told(desk(), {"low": case("05 09:00", "1 h", 0, more), "high": case("05 09:10", "5 min", 1)})
    assert seen.spells == ["0 s 甲 05 09:00 > 05 10:00 moot", "1 s 甲 05 10:00 > 05 10:05 done"]


def test_classes_of_one_matter():
    """The class of a case counts: with all cases urgent nobody makes way, with none nobody either."""
    def cuts(share):
        seen = told(desk(), {"m": {"arrivals": {"poisson": "4/h"}, "classes": {"urgent": {"share": share, "priority": 1}},
                                   "route": [serve("s", "a", "exp(20 min)")]}}, {"horizon": {"warm_up": "0 wd", "measure": "3 wd", "drain": "9 wd"}}, seed=3)
        return sum(each.endswith("cut") for each in seen.spells)
    assert cuts(0) == cuts(1) == 0 < cuts(0.3)


def test_without_preemption_nothing_is_stopped():
    """The same desk without the word: the urgent file waits for the end of the spell."""
    seen = told(desk({"preempt": False}), {"low": case("05 09:00", "30 min"), "high": case("05 09:10", "5 min", 1)})
    assert seen.spells == ["0 s 甲 05 09:00 > 05 09:30 done", "1 s 甲 05 09:30 > 05 09:35 done"] and seen.run.lowered.words == frozenset()


@pytest.mark.slow
def test_two_classes_of_which_one_stops_the_other():
    """M/M/1 preemptive-resume: the urgent take 1/(1-0.2) days, the ordinary 1/((1-0.2)(1-0.4)), whatever the others do."""
    row = {"model": "M/M/1 preemptive-resume 2 classes", "parameters": {"lam": [0.2, 0.2], "ES": [1.0, 1.0]}, "indicator": "[W1, W2]"}
    (verdict,) = proof.prove([Case("two classes", row["model"], row["parameters"], row["indicator"], answer(row), "exact")])
    assert verdict.expected == pytest.approx((1.25, 1 / 0.48)) and verdict.proved
