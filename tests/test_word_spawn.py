"""Cases that give rise to others: complaints, reviews, inspections as real work at real desks, every second by hand.

The office works 09:00-12:00 and 13:30-17:30; Monday is the 5th of January 2026.
"""

from random import Random

from toy_office import matter, moment, serve
from word_office import office, told

from xnsim.draws import case_key, first_hash, name_key, next_hash
from xnsim.engines import space_of
from xnsim.engines.simpy_engine import Office
from xnsim.engines.simpy_record import COLUMNS
from xnsim.engines.simpy_run import Shuffled
from xnsim.program import lower
from xnsim.program.fate import deal

BOTH = {"a": {"officers": [{"name": "甲"}]}, "b": {"officers": [{"name": "乙"}]}}


def spawn(step, what, more=None):
    """A case gives rise to another."""
    return {"spawn": {"step": step, "matter": what, **(more or {})}}


def born(route, more=None):
    """A matter nobody applies for by himself."""
    return {"arrivals": "spawned", "route": route, **(more or {})}


def test_a_review_is_received_in_the_next_second_and_is_real_work():
    """甲 works 09:00-10:00; the file goes on to 乙 at 10:00; the review reaches 甲 at 10:00:01 and takes half an hour."""
    seen = told(BOTH, {"m": matter(["05 09:00"], [serve("s", "a", "1 h"), spawn("ask", "review"), serve("t", "b", "10 min")]),
                       "review": born([serve("look", "a", "30 min")])})
    assert seen.spells == ["0 s 甲 05 09:00 > 05 10:00 done", "0 t 乙 05 10:00 > 05 10:10 done", "1 look 甲 05 10:00:01 > 05 10:30:01 done"]
    parent, child = seen.case(0), seen.case(1)
    assert (parent["parent"], parent["source"], parent["trips"]) == (-1, 0, 1)
    assert (child["parent"], child["source"], child["trips"], child["matter"]) == (0, -1, 0, 1)
    assert seen.stamps("received") == ["05 09:00", "05 10:00:01"] and seen.stamps("closed") == ["05 10:10", "05 10:30:01"]
    assert child["measured"] == 1 and seen.outcomes == ["approved", "approved"]


def test_the_parent_waits_until_the_second_after_the_last_is_closed():
    """Two reviews of 30 min, one after the other at 甲, from 10:00:01: closed at 11:00:01; the parent goes on at 11:00:02."""
    ask = spawn("ask", "review", {"parent": "waits", "count": 2})
    seen = told(BOTH, {"m": matter(["05 09:00"], [serve("s", "a", "1 h"), ask, serve("t", "b", "10 min")]), "review": born([serve("look", "a", "30 min")])})
    assert seen.spells == ["0 s 甲 05 09:00 > 05 10:00 done", "1 look 甲 05 10:00:01 > 05 10:30:01 done",
                           "2 look 甲 05 10:30:01 > 05 11:00:01 done", "0 t 乙 05 11:00:02 > 05 11:10:02 done"]
    assert [seen.case(n)["parent"] for n in range(3)] == [-1, 0, 0]


def test_a_parent_whose_limit_ends_while_it_waits_leaves_and_the_review_goes_on():
    """The parent's hour is over at 10:00 while the review (09:30:01-10:30:01) is under way: refused; the review ends alone."""
    more = {"limits": {"promised": "1 h"}, "on_expiry": [{"limit": "promised", "exit": "refused"}]}
    seen = told(BOTH, {"m": matter(["05 09:00"], [serve("s", "a", "30 min"), spawn("ask", "review", {"parent": "waits"}), serve("t", "b", "10 min")], more),
                       "review": born([serve("look", "b", "1 h")])})
    assert seen.spells == ["0 s 甲 05 09:00 > 05 09:30 done", "1 look 乙 05 09:30:01 > 05 10:30:01 done"]
    assert seen.outcomes == ["refused", "approved"] and seen.stamps("closed") == ["05 10:00", "05 10:30:01"]


def test_a_raised_parent_is_served_before_its_like():
    """Three wait at 乙's priority desk till 10:30; the last of them gave rise to a complaint at 10:00 and now goes first."""
    desks = {"a": {"officers": "unlimited"}, "b": {"officers": [{"name": "乙"}], "order": "priority"}}
    matters = {"busy": matter(["05 09:00"], [serve("t", "b", "90 min")]), "one": matter(["05 09:10"], [serve("t", "b", "10 min")]),
               "two": matter(["05 09:00"], [serve("s", "a", "1 h"), spawn("cry", "complaint", {"parent": "raised"}), serve("t", "b", "10 min")]),
               "complaint": born([serve("hear", "a", "5 min")])}
    seen = told(desks, matters)
    assert [line for line in seen.spells if "乙" in line] == [
        "0 t 乙 05 09:00 > 05 10:30 done", "1 t 乙 05 10:30 > 05 10:40 done", "2 t 乙 05 10:40 > 05 10:50 done"]
    assert [seen.case(n)["raised"] for n in range(4)] == [0, 1, 0, 0]       # 0 busy, 1 two, 2 one, 3 the complaint


def test_who_is_received_in_one_second_has_his_number_by_parent_branch_and_step():
    """Two cases each fork to two branches that complain at once: numbers follow parent, then branch, whatever came first."""
    branches = {"x": {"route": [spawn("late", "c1")]}, "y": {"route": [spawn("rude", "c2")]}}
    seen = told({"a": {"officers": "unlimited"}}, {
        "m": matter(["05 09:00", "05 09:00"], [serve("s", "a", "1 h"), {"parallel": {"branches": branches}}]),
        "c1": born([serve("hear", "a", "1 min")]), "c2": born([serve("hear", "a", "1 min")])})
    assert [(seen.case(n)["parent"], seen.case(n)["matter"]) for n in range(2, 6)] == [(0, 1), (0, 2), (1, 1), (1, 2)]
    assert set(seen.stamps("received")[2:]) == {"05 10:00:01"}


def test_an_applicant_of_the_same_second_has_the_lower_number():
    """At 10:00:01 somebody applies and a review is received; the applicant was dealt beforehand and is number 1."""
    seen = told(BOTH, {"m": matter(["05 09:00", "05 10:00:01"], [serve("s", "a", "1 h"), spawn("ask", "review")]), "review": born([serve("look", "a", "30 min")])})
    assert [(seen.case(n)["source"], seen.case(n)["parent"]) for n in range(4)] == [(0, -1), (0, -1), (-1, 0), (-1, 1)]
    assert [line for line in seen.spells if line.startswith(("1", "2"))] == [
        "1 s 甲 05 10:00:01 > 05 11:00:01 done", "2 look 甲 05 11:00:01 > 05 11:30:01 done"]


def test_a_name_gives_each_child_its_luck():
    """The key of the k-th child is hashed from the parent's key and the name of the spawn; a policy elsewhere cannot move it."""
    program = lower(office(BOTH, {"m": matter(["05 09:00"], [serve("s", "a", "1 h"), spawn("ask", "review", {"count": 2})]),
                                  "review": born([serve("look", "b", "exp(1 h)")])}))
    walked = Office(program, deal(program, 7, 0, space_of("lists"), ahead=False), Shuffled(Random(1)))
    walked.run()
    parent = case_key(name_key("source", "m", "0"), 0)
    first = first_hash(name_key("spawn", "ask"), parent)
    assert [row[COLUMNS.index("key")] for number, row in sorted(walked.written.items()) if number > 0] == [first, next_hash(first)]


def test_a_child_walks_the_route_and_class_of_its_own_matter():
    """All reviews are urgent there: class number 1, though the parent is ordinary; a spawned case may spawn again."""
    seen = told(BOTH, {"m": matter(["05 09:00"], [serve("s", "a", "1 h"), spawn("ask", "review")]),
                       "review": born([serve("look", "b", "30 min"), spawn("tell", "report")], {"classes": {"urgent": {"share": 1.0, "priority": 1}}}),
                       "report": born([serve("write", "b", "10 min")])})
    assert [seen.case(n)["cls"] for n in range(3)] == [0, 1, 0] and [seen.case(n)["parent"] for n in range(3)] == [-1, 0, 1]
    assert seen.spells[-1] == "2 write 乙 05 10:30:02 > 05 10:40:02 done"


def test_a_spawn_with_probability_nought_changes_nothing():
    """Nobody complains: the tables are those of the office without the verb."""
    with_it = told(BOTH, {"m": matter(["05 09:00", "05 09:30"], [serve("s", "a", "1 h"), spawn("ask", "review", {"probability": 0.0, "parent": "waits"}),
                                                                serve("t", "b", "10 min")]), "review": born([serve("look", "a", "30 min")])})
    without = told(BOTH, {"m": matter(["05 09:00", "05 09:30"], [serve("s", "a", "1 h"), serve("t", "b", "10 min")])})
    assert with_it.spells == without.spells and with_it.stamps("closed") == without.stamps("closed")


def test_a_dealt_case_that_never_came_leaves_no_gap():
    """The run is over when all measured cases are closed; applicants of later days have no row, and children follow on."""
    more = {"horizon": {"warm_up": "0 wd", "measure": "1 wd", "drain": "20 wd"}}
    seen = told(BOTH, {"m": {"arrivals": {"table": [moment("05 09:00"), moment("20 09:00")]}, "route": [serve("s", "a", "1 h"), spawn("ask", "review")]},
                       "review": born([serve("look", "a", "30 min")])}, more)
    assert seen.run.cases.rows == 2 and [seen.case(n)["case"] for n in range(2)] == [0, 1] and seen.case(1)["parent"] == 0
    assert {row["case"] for row in seen.services} == {0, 1}
