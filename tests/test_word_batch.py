"""Several files in one spell of work (one visit for n sites), every second by hand.

The office works 09:00-12:00 and 13:30-17:30; Monday is the 5th of January 2026.
"""

import datetime as dt

from toy_office import DAY_AND_NIGHT, away, files, matter, serve
from word_office import office, told, told_of

from xnsim.program import lower
from xnsim.tape import DONE, LET_GO, MOOT


def desk(batch, more=None, officers=None):
    """One desk that takes several files at once."""
    return {"a": {"officers": officers or [{"name": "甲"}], "batch": batch, **(more or {})}}


def test_those_who_wait_are_taken_together_as_long_as_the_longest():
    """Three files wait at 09:00: all are done at 09:30, as the longest; the fourth of 09:10 is taken then."""
    rows = files(("05 09:00", "10 min"), ("05 09:00", "30 min"), ("05 09:00", "20 min"), ("05 09:10", "5 min"))
    seen = told(desk(3), rows)
    assert seen.spells == [f"{k} s 甲 05 09:00 > 05 09:30 done" for k in range(3)] + ["3 s 甲 05 09:30 > 05 09:35 done"]
    assert [row["worked_s"] for row in seen.services] == [1800, 0, 0, 300], "the officer's seconds are written once"
    assert [row["effort_done_s"] for row in seen.services] == [600, 1800, 1200, 300]
    assert [seen.case(k)["spells"] for k in range(4)] == [1, 1, 1, 1]


def test_or_as_long_as_their_sum():
    """One after the other in one visit: 10 + 30 + 20 minutes, all back at 10:00."""
    seen = told(desk(3, {"batch_work": "sum"}), files(("05 09:00", "10 min"), ("05 09:00", "30 min"), ("05 09:00", "20 min")))
    assert seen.spells == [f"{k} s 甲 05 09:00 > 05 10:00 done" for k in range(3)]
    assert [(row["worked_s"], row["effort_done_s"]) for row in seen.services] == [(3600, 600), (0, 1800), (0, 1200)]


def test_no_more_than_the_bag_holds_and_nobody_waits_for_it_to_fill():
    """Two at a time of three; a single file is taken alone, at once."""
    seen = told(desk(2), files(("05 09:00", "10 min"), ("05 09:00", "10 min"), ("05 09:00", "10 min")))
    assert seen.spells == ["0 s 甲 05 09:00 > 05 09:10 done", "1 s 甲 05 09:00 > 05 09:10 done", "2 s 甲 05 09:10 > 05 09:20 done"]


def test_who_arrives_in_the_second_of_setting_out_goes_along():
    """甲 comes back at 09:10:00; the file of that very second goes along with the one that waited, that of 09:10:01 does not."""
    seen = told(desk(5), files(("05 09:00", "10 min"), ("05 09:05", "5 min"), ("05 09:10", "5 min"), ("05 09:10:01", "5 min")))
    assert [each[:1] + each[6:] for each in seen.spells] == [
        "005 09:00 > 05 09:10 done", "105 09:10 > 05 09:15 done", "205 09:10 > 05 09:15 done", "305 09:15 > 05 09:20 done"]


def test_two_officers_fill_their_bags_in_listing_order():
    """Of five files 甲 takes the first two and 乙 the next two; the fifth goes with whoever is back first."""
    seen = told(desk(2, officers=[{"name": "甲"}, {"name": "乙"}]), files(*[("05 09:00", "10 min")] * 5))
    assert [each.split()[2] for each in seen.spells] == ["甲", "甲", "乙", "乙", "甲"]


def test_a_visit_that_is_cut_short():
    """甲 leaves at midnight after an hour: the half-hour file is done, the two-hour file has an hour left, in its old place."""
    seen = told(desk(2, officers=[away("甲", (6, 7))]), files(("05 23:00", "30 min"), ("05 23:00", "2 h"), ("05 23:30", "1 h")), DAY_AND_NIGHT)
    assert seen.spells == ["0 s 甲 05 23:00 > 06 00:00 done", "1 s 甲 05 23:00 > 06 00:00 cut",
                           "1 s 甲 07 00:00 > 07 01:00 done", "2 s 甲 07 00:00 > 07 01:00 done"]
    assert [row["effort_done_s"] for row in seen.services] == [1800, 3600, 3600, 3600]


def test_a_round_of_visits_that_is_cut_short():
    """With the sum one site comes after the other: in the hour before midnight the first (40 min) is done, the second 20 of its 40 min, the third not begun."""
    seen = told(desk(3, {"batch_work": "sum"}, [away("甲", (6, 7))]), files(*[("05 23:00", "40 min")] * 3), DAY_AND_NIGHT)
    assert seen.spells == ["0 s 甲 05 23:00 > 06 00:00 done", "1 s 甲 05 23:00 > 06 00:00 cut", "2 s 甲 05 23:00 > 06 00:00 cut",
                           "1 s 甲 07 00:00 > 07 01:00 done", "2 s 甲 07 00:00 > 07 01:00 done"]
    assert [row["effort_done_s"] for row in seen.services] == [2400, 1200, 0, 1200, 2400]


LIMIT = {"limits": {"promised": "30 min"}, "on_expiry": [{"limit": "promised", "exit": "lapsed"}]}
STAYS = {**LIMIT, "on_expiry": [{"limit": "promised", "exit": "lapsed", "in_hand": "finish"}]}


def test_one_of_the_files_leaves_on_the_way():
    """The two-hour file is let go at 09:30 by its limit; the visit goes on as planned until 11:00 with the other."""
    seen = told(desk(2), {"x": matter(["05 09:00"], [serve("s", "a", "2 h")], LIMIT)} | files(("05 09:00", "10 min")))
    assert seen.spells == ["0 s 甲 05 09:00 > 05 09:30 let go", "1 s 甲 05 09:00 > 05 11:00 done"]
    assert [(row["worked_s"], row["effort_done_s"]) for row in seen.services] == [(0, 1800), (7200, 600)]


def test_the_last_of_the_files_leaves_and_the_officer_is_back():
    """Both leave in one second: the officer is free in it and takes up the next file."""
    rows = {f"x{k}": matter(["05 09:00"], [serve("s", "a", "2 h")], LIMIT) for k in range(2)}
    seen = told(desk(2), rows | files(("05 09:10", "10 min")))
    assert sorted(seen.spells) == ["0 s 甲 05 09:00 > 05 09:30 let go", "1 s 甲 05 09:00 > 05 09:30 let go", "2 s 甲 05 09:30 > 05 09:40 done"]
    assert sorted(row["worked_s"] for row in seen.services) == [0, 600, 1800]


def test_one_is_finished_for_nothing():
    """With ``in_hand: finish`` the overdue file stays in the bag: its row is moot at the end of the visit."""
    seen = told(desk(2), {"x": matter(["05 09:00"], [serve("s", "a", "2 h")], STAYS)} | files(("05 09:00", "1 h")))
    assert seen.spells == ["0 s 甲 05 09:00 > 05 11:00 moot", "1 s 甲 05 09:00 > 05 11:00 done"]


def test_the_doorkeeper_counts_every_file_of_a_bag():
    """Three are on the round, the hall holds four: of the two who come at 09:30 one finds room, the other is turned away."""
    rows = files(*[("05 09:00", "1 h")] * 3, *[("05 09:30", "1 h")] * 2)
    seen = told(desk(3, {"capacity": 4}), rows)
    assert seen.spells == [f"{k} s 甲 05 09:00 > 05 10:00 done" for k in range(3)] + ["3 s 甲 05 10:00 > 05 11:00 done"]
    assert seen.outcomes == ["approved"] * 4 + ["turned away"]


def test_bags_after_the_doors_have_closed():
    """``serve_out``: who came before the doors closed is served after them, in bags of two; who came later waits for the morning."""
    rows = files(("05 17:00", "40 min"), ("05 17:10", "10 min"), ("05 17:20", "20 min"), ("05 17:35", "5 min"))
    seen = told(desk(2, {"closing": "serve_out"}), rows)
    assert seen.spells == ["0 s 甲 05 17:00 > 05 17:40 done", "1 s 甲 05 17:40 > 05 18:00 done", "2 s 甲 05 17:40 > 05 18:00 done",
                           "3 s 甲 06 09:00 > 06 09:05 done"]


def test_branches_of_one_case_in_one_bag_move_in_their_order():
    """Three branches of a case end in one visit: the case goes on in that second, whatever the order of the heap."""
    fork = {"parallel": {"branches": {name: {"route": [serve(name, "a", effort)]} for name, effort in (("x", "10 min"), ("y", "20 min"), ("z", "5 min"))}}}
    desks = desk(3) | {"b": {"officers": [{"name": "乙"}]}}
    seen = told(desks, {"m": matter(["05 09:00"], [fork, serve("t", "b", "1 min")]), "n": matter(["05 09:00"], [serve("s", "b", "20 min"), serve("u", "b", "1 min")])})
    assert [each for each in seen.spells if " t " in each or " u " in each] == ["0 t 乙 05 09:20 > 05 09:21 done", "1 u 乙 05 09:21 > 05 09:22 done"]


def test_a_team_goes_out_with_a_bag():
    """Two officers together visit up to three sites; a file for one of them is not taken along, nor overtaken by those behind it."""
    pair = lambda step: {"serve": {"step": step, "desk": "a", "effort": "10 min", "officers": 2}}
    rows = {"t0": matter(["05 09:00"], [pair("s")]), "t1": matter(["05 09:00"], [pair("s")]),
            "one": matter(["05 09:00"], [serve("s", "a", "10 min")]), "t2": matter(["05 09:00"], [pair("s")])}
    seen = told(desk(3, officers=[{"name": "甲"}, {"name": "乙"}]), rows)
    assert seen.spells == ["0 s 甲 05 09:00 > 05 09:10 done", "1 s 甲 05 09:00 > 05 09:10 done", "0 s 乙 05 09:00 > 05 09:10 done",
                           "1 s 乙 05 09:00 > 05 09:10 done", "2 s 甲 05 09:10 > 05 09:20 done",
                           "3 s 甲 05 09:20 > 05 09:30 done", "3 s 乙 05 09:20 > 05 09:30 done"]
    assert [row["worked_s"] for row in seen.services] == [600, 0, 600, 0, 600, 600, 600]


def test_a_slower_helper_takes_longer_over_the_whole_bag():
    """丙 helps at half pace: the longest of the two (10 min) takes him 20."""
    desks = desk(2, officers=[away("甲", (5, 9))]) | {"b": {"officers": [{"name": "丙"}]}}
    seen = told(desks, files(("05 09:00", "10 min"), ("05 09:00", "4 min")), {"helps": [{"officer": "丙", "desk": "a", "efficiency": 0.5}]})
    assert seen.spells == ["0 s 丙 05 09:00 > 05 09:20 done", "1 s 丙 05 09:00 > 05 09:20 done"]
    assert [row["effort_done_s"] for row in seen.services] == [600, 240]


def test_a_bag_for_one_is_no_bag():
    """``batch: 1`` and the longest of one are what holds anyway: the same hash, no word."""
    plain, one = told({"a": {"officers": [{"name": "甲"}]}}, files(("05 09:00", "1 h"))), told(desk(1), files(("05 09:00", "1 h")))
    assert plain.run.services == one.run.services and one.run.lowered.words == frozenset()
    assert plain.run.lowered.digest == one.run.lowered.digest


def test_a_file_keeps_the_rule_of_its_day():
    """Bags of three from the 6th on: those of the 5th go one by one, those of the 6th together."""
    rows = files(("05 17:00", "20 min"), ("05 17:00", "20 min"), ("06 09:00", "10 min"), ("06 09:00", "10 min"), ("06 09:00", "10 min"))
    plain, bags = office({"a": {"officers": [{"name": "甲"}]}}, rows), office(desk(3), rows)
    seen = told_of(lower([(None, plain), (dt.date(2026, 1, 6), bags)]))
    assert seen.spells == ["0 s 甲 05 17:00 > 05 17:20 done", "1 s 甲 05 17:20 > 06 09:10 done"] + [f"{k} s 甲 06 09:10 > 06 09:20 done" for k in (2, 3, 4)]


def test_a_full_house_of_bags():
    """Six hundred wait as the run begins, teams of three go out with up to thirty each: the fast walk asks for more room and loses nothing."""
    team = {"serve": {"step": "t", "desk": "b", "effort": "exp(20 min)", "officers": 3, "limit": {"within": "2 h", "exit": "deemed_consent"}}}
    first = serve("s", "a", "exp(1 min)", {"within": "11 h", "exit": "deemed_consent", "in_hand": "finish"})
    desks = {"a": {"officers": 2, "batch": 40, "batch_work": "sum", "order": "shortest"}, "b": {"officers": 9, "batch": 30, "batch_work": "sum"}}
    crowd = {"m": {"arrivals": [{"initial": 600}, {"poisson": "20/wd"}], "route": [first, team]}}
    seen = told(desks, crowd, {"horizon": {"warm_up": "0 wd", "measure": "3 wd", "drain": "10 wd"}}, seed=3)
    assert seen.run.services.rows > 2 * seen.run.cases.rows > 1200 and {DONE, LET_GO, MOOT} <= set(seen.run.services["how"])
