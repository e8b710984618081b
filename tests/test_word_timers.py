"""Timers of a matter: when each goes off and what it does, every second by hand.

The office works 09:00-12:00 and 13:30-17:30; Monday is the 5th of January 2026.
"""

from toy_office import matter, serve, stamp
from word_office import told

ONE = {"a": {"officers": [{"name": "甲"}]}}
AT_ONCE = {"a": {"officers": "unlimited"}}
FREE = {"free": {"officers": "unlimited"}}


def timer(name, after, do, more=None):
    """A timer with its effect."""
    return {"name": name, "after": after, "do": do, **(more or {})}


def wait(step, length, clock="runs"):
    """Time passes in civil hours."""
    return {"wait": {"step": step, "length": length, "clock": clock}}


def watched(timers, limits=None, more=None):
    """What a matter needs beside its route."""
    return {"timers": timers, **({"limits": limits} if limits else {}), **(more or {})}


def report(effort="1 s"):
    """A report that nobody applies for: its moment of receipt tells when the timer went off, a second before."""
    return {"arrivals": "spawned", "route": [serve("write", "free", effort)]}


def rang(route, timers, limits=None, comes="05 10:00", desks=None):
    """When the timers go off, read off the reports they spawn: a second before each is received."""
    seen = told({**AT_ONCE, **FREE, **(desks or {})}, {"m": matter([comes], route, watched([
        {**each, "do": "spawn", "matter": "report"} for each in timers], limits)), "report": report()})
    return [stamp_before(seen.case(n)["received"]) for n in range(1, seen.run.cases.rows)]


def stamp_before(second):
    """The second before, as told by the clock on the wall."""
    return stamp(second - 1)


# when they go off -------------------------------------------------------------------------------------------------------

def test_a_share_of_a_limit_in_working_days_is_a_closing():
    """Of 7 wd from Monday (closings Tue 6 to Wed 14) 80 % are used as the 6th closes: Tue 13, 17:30; 100 % on Wed 14."""
    share = lambda x: [{"name": "t", "after": {"share": x}}]
    assert rang([wait("w", "20 d")], share(0.8), {"promised": "7 wd"}) == ["13 17:30"]
    assert rang([wait("w", "20 d")], share(1.0), {"promised": "7 wd"}) == ["14 17:30"]
    assert rang([wait("w", "20 d")], share(1.2), {"promised": "7 wd"}) == ["16 17:30"]       # 9 closings: beyond the end


def test_a_share_of_an_exact_limit_and_of_months():
    """Half of 10 h is 5 h; half of a month of 31 days is the 16th day's end, rolled to the next closing."""
    assert rang([wait("w", "20 h")], [{"name": "t", "after": {"share": 0.5}}], {"promised": "10 h"}) == ["05 15:00"]
    assert rang([wait("w", "25 d")], [{"name": "t", "after": {"share": 0.5, "of": "statutory"}}], {"statutory": "1 mo"}) == ["21 17:30"]


def test_before_the_end_in_the_limit_s_units_or_exactly():
    """Two wd before 7 wd is the 5th closing, Mon 12; 3 h before Wed 14 17:30 is 14:30; a working day before 10 d (Thu 15 17:30) is Thu 09:00."""
    before = lambda x: [{"name": "t", "after": {"before": x}}]
    assert rang([wait("w", "20 d")], before("2 wd"), {"promised": "7 wd"}) == ["12 17:30"]
    assert rang([wait("w", "20 d")], before("3 h"), {"promised": "7 wd"}) == ["14 14:30"]
    assert rang([wait("w", "20 d")], before("0 wd"), {"promised": "7 wd"}) == ["14 17:30"]
    assert rang([wait("w", "20 d")], before("1 wd"), {"promised": "10 d"}) == ["15 09:00"]     # a whole working day before 15 17:30


def test_before_the_end_of_a_limit_that_was_made_shorter():
    """Five wd before the end of 7 wd is Wed 7, 17:30; promised at 11:00 for 3 wd only, it went by before the case came: at once."""
    before = [{"name": "t", "after": {"before": "5 wd"}}]
    shorter = {"clock": {"do": "set_limit", "promised": "3 wd"}}
    assert rang([wait("w", "1 h"), wait("x", "20 d")], before, {"promised": "7 wd"}) == ["07 17:30"]
    assert rang([wait("w", "1 h"), shorter, wait("x", "20 d")], before, {"promised": "7 wd"}) == ["05 11:00"]


def test_a_span_since_receipt_in_civil_or_working_time():
    """Five hours from 10:00 are 15:00; one working day (7 h) from 10:00 ends on Tuesday 10:00."""
    assert rang([wait("w", "20 d")], [{"name": "t", "after": {"span": "5 h"}}]) == ["05 15:00"]
    assert rang([wait("w", "20 d")], [{"name": "t", "after": {"span": "1 wd"}}]) == ["06 10:00"]


def test_again_and_again_and_at_most():
    """From Tuesday 10:00 every working day, three times; without at_most until the case is closed on Saturday 10:00."""
    chase = {"name": "t", "after": {"span": "1 wd"}, "every": "1 wd"}
    assert rang([wait("w", "20 d")], [{**chase, "at_most": 3}]) == ["06 10:00", "07 10:00", "08 10:00"]
    assert rang([wait("w", "5 d")], [chase]) == ["06 10:00", "07 10:00", "08 10:00", "09 10:00"]
    assert rang([wait("w", "3 h")], [{"name": "t", "after": {"span": "1 h"}, "every": "1 h"}]) == ["05 11:00", "05 12:00"]   # closed at 13:00


def test_a_clock_that_stands_still_sets_off_nothing():
    """Half of 10 h would be 15:00; paused 11:00-14:00 it is 18:00, and unpaused alarms of 15:00 find nothing to do."""
    half = [{"name": "t", "after": {"share": 0.5}}]
    assert rang([wait("w", "1 h"), wait("p", "3 h", "lawful_pause"), wait("x", "20 h")], half, {"promised": "10 h"}) == ["05 18:00"]
    again = [{"name": "t", "after": {"share": 0.1}, "every": "1 h", "at_most": 4}]
    assert rang([wait("w", "90 min"), wait("p", "3 h", "lawful_pause"), wait("x", "20 h")], again, {"promised": "10 h"}) == [
        "05 11:00", "05 14:30", "05 15:30", "05 16:30"]       # 12:00 falls into the pause 11:30-14:30: it comes as the clock goes on


def test_before_acceptance_and_after_the_decision_no_limit_runs():
    """Accepted at 12:00: half of 10 h is 17:00. Decided at 11:00: never; a span goes off until the case is closed."""
    half = [{"name": "t", "after": {"share": 0.5}}]
    assert rang([wait("w", "2 h"), {"accept": {}}, wait("x", "20 h")], half, {"promised": "10 h"}) == ["05 17:00"]
    assert rang([wait("w", "1 h"), {"decide": {}}, wait("x", "20 h")], half, {"promised": "10 h"}) == []
    assert rang([wait("w", "1 h"), {"decide": {}}, wait("x", "20 h")], [{"name": "t", "after": {"span": "5 h"}}]) == ["05 15:00"]


def test_chance_is_drawn_by_name_each_time():
    """With probability nought nothing follows; with 0.5 and 40 times some do and some do not."""
    hourly = {"name": "t", "after": {"span": "1 h"}, "every": "1 h", "at_most": 40}
    assert rang([wait("w", "20 d")], [{**hourly, "probability": 0.0}]) == []
    assert 5 < len(rang([wait("w", "20 d")], [{**hourly, "probability": 0.5}])) < 35


# what they do -----------------------------------------------------------------------------------------------------------

def test_a_warning_is_counted_and_moves_no_stamp():
    """Three warnings; the stamps are those of the office without timers."""
    timers = [timer("yellow", {"share": 0.5}, "warn"), timer("red", {"before": "1 h"}, "warn"), timer("over", {"share": 1.0}, "warn")]
    plain = matter(["05 09:00"], [serve("s", "a", "3 wd")], {"limits": {"promised": "10 h"}})
    seen, without = told(ONE, {"m": {**plain, "timers": timers}}), told(ONE, {"m": plain})
    assert seen.case(0)["warned"] == 3 and without.case(0)["warned"] == 0
    assert {**seen.case(0), "warned": 0} == without.case(0)


def test_raise_counts_in_lines_by_priority_only():
    """Three wait for 甲 till 11:00; the last is raised at 10:30. By priority it goes first, in a plain line it stays last."""
    def order(rule):
        matters = {"busy": matter(["05 09:00"], [serve("s", "a", "2 h")]), "b": matter(["05 09:10"], [serve("s", "a", "10 min")]),
                   "c": matter(["05 09:30"], [serve("s", "a", "10 min")], watched([timer("up", {"span": "1 h"}, "raise")]))}
        return [line.split()[0] for line in told({"a": {"officers": [{"name": "甲"}], "order": rule}}, matters).spells]
    assert order("priority") == ["0", "2", "1"] and order("fifo") == ["0", "1", "2"]


def test_to_head_goes_first_in_every_line_now_and_later():
    """At 10:30 the last goes to the head of a plain line, and of the next desk's line too."""
    desks = {"a": {"officers": [{"name": "甲"}]}, "b": {"officers": [{"name": "乙"}]}}
    route = [serve("s", "a", "10 min"), serve("t", "b", "10 min")]
    matters = {"busy": matter(["05 09:00"], [serve("s", "a", "2 h")]), "hold": matter(["05 09:00"], [serve("t", "b", "150 min")]),
               "m": matter(["05 09:10"], route), "c": matter(["05 09:30"], route, watched([timer("head", {"span": "1 h"}, "to_head")]))}
    seen = told(desks, matters)
    assert [line for line in seen.spells if " s 甲" in line] == [
        "0 s 甲 05 09:00 > 05 11:00 done", "3 s 甲 05 11:00 > 05 11:10 done", "2 s 甲 05 11:10 > 05 11:20 done"]
    assert [line for line in seen.spells if " t 乙" in line] == [
        "1 t 乙 05 09:00 > 05 11:30 done", "3 t 乙 05 11:30 > 05 11:40 done", "2 t 乙 05 11:40 > 05 11:50 done"]
    assert [seen.case(n)["raised"] for n in range(4)] == [0, 0, 0, 1]


def test_supervision_costs_the_officer_minutes():
    """At 10:00 a monitor asks 甲 for ten minutes: a file of the highest priority before the next of the line, after the one in hand."""
    desks = {"a": {"officers": [{"name": "甲"}], "order": "priority"}}
    seen = told(desks, {"m": matter(["05 09:00", "05 09:00"], [serve("s", "a", "90 min")], watched([
        timer("ask", {"span": "1 h"}, "spawn", {"matter": "answer"})])),
        "answer": {"arrivals": "spawned", "priority": 9, "route": [serve("explain", "a", "10 min")]}})
    assert seen.spells == ["0 s 甲 05 09:00 > 05 10:30 done", "2 explain 甲 05 10:30 > 05 10:40 done",
                           "3 explain 甲 05 10:40 > 05 10:50 done", "1 s 甲 05 10:50 > 05 13:50 done"]
    assert [seen.case(n)["parent"] for n in range(4)] == [-1, -1, 0, 1]


def test_supervision_goes_to_the_desk_where_the_case_lies():
    """At 10:00 case 0 is in 甲's hands and case 1 in 乙's; case 2 waits at both at once, so its answer is written at its own desk c."""
    desks = {name: {"officers": [{"name": who}], "order": "priority"} for name, who in (("a", "甲"), ("b", "乙"), ("c", "丙"))}
    two = {"parallel": {"branches": {"x": {"route": [serve("s", "a", "30 min")]}, "y": {"route": [serve("t", "b", "30 min")]}}}}
    ask = watched([timer("ask", {"span": "1 h"}, "spawn", {"matter": "answer"})])
    explain = serve("explain", "c", "10 min")
    explain["serve"]["at_parent"] = True
    seen = told(desks, {"m": matter(["05 09:00"], [serve("s", "a", "2 h")], ask), "n": matter(["05 09:00"], [serve("s", "b", "2 h")], ask),
                        "o": matter(["05 09:00"], [two], ask), "answer": {"arrivals": "spawned", "priority": 9, "route": [explain]}})
    assert [line for line in seen.spells if "explain" in line] == [
        "5 explain 丙 05 10:00:01 > 05 10:10:01 done", "3 explain 甲 05 11:00 > 05 11:10 done", "4 explain 乙 05 11:00 > 05 11:10 done"]


def test_an_extension_asked_for_by_a_timer():
    """Two wd from Monday end Wed 7; asked as half is used (Tue 17:30), answered 16 h later (Wed 09:30): two wd more, Fri 9. Too late an answer is none."""
    def due(approval):
        longer = timer("more", {"share": 0.5}, "extend", {"by": "2 wd", **({"approval": approval} if approval else {})})
        seen = told(AT_ONCE, {"m": matter(["05 10:00"], [wait("w", "10 d")], watched([longer], {"promised": "2 wd"}))})
        return seen.stamps("promised_due")[0], seen.case(0)["extended"]
    assert due("16 h") == ("09 17:30", 1)
    assert due(None) == ("09 17:30", 1)
    assert due("24 h") == ("07 17:30", 0)       # Wed 17:30 is the limit's own last second


def test_lapse_and_abandon_close_the_case_wherever_it_lies():
    """After an hour the applicant gives up, or the case lapses: the officer lets go, the case is closed without a decision."""
    for do, outcome, bit in (("abandon", "withdrawn", 0), ("lapse", "lapsed", 16)):
        branches = {"x": {"route": [serve("s", "a", "2 h")]}, "y": {"route": [wait("w", "5 h")]}}
        seen = told(ONE, {"m": matter(["05 09:00"], [{"parallel": {"branches": branches}}], watched([timer("end", {"span": "1 h"}, do)])),
                          "n": matter(["05 09:30"], [serve("s", "a", "10 min")])})
        assert seen.spells == ["0 s 甲 05 09:00 > 05 10:00 let go", "1 s 甲 05 10:00 > 05 10:10 done"]
        assert seen.outcomes == [outcome, "approved"] and seen.case(0)["deemed"] == bit
        assert seen.stamps("closed")[0] == "05 10:00" and seen.stamps("decided")[0] == "-"


# two things in one second -----------------------------------------------------------------------------------------------

def test_work_that_ends_in_the_second_of_a_timer_is_done():
    """Done at 10:00, place 1: the case is closed before the timer looks. An earlier step that ends then is let go after."""
    end = watched([timer("end", {"span": "1 h"}, "abandon")])
    assert told(ONE, {"m": matter(["05 09:00"], [serve("s", "a", "1 h")], end)}).outcomes == ["approved"]
    seen = told(ONE, {"m": matter(["05 09:00"], [serve("s", "a", "1 h"), serve("t", "a", "1 h")], end)})
    assert seen.outcomes == ["withdrawn"] and seen.spells == ["0 s 甲 05 09:00 > 05 10:00 done"]


def test_a_limit_goes_before_the_timers_and_they_in_their_order():
    """Refused at expiry in the second of the warning: none is given. Two timers of one second: the first closes, the second is silent."""
    limits = {"promised": "1 h"}
    seen = told(ONE, {"m": matter(["05 09:00"], [serve("s", "a", "2 h")], watched([timer("t", {"share": 1.0}, "warn")], limits, {
        "on_expiry": [{"limit": "promised", "exit": "refused"}]}))})
    assert seen.outcomes == ["refused"] and seen.case(0)["warned"] == 0
    both = [timer("x", {"span": "1 h"}, "warn"), timer("y", {"span": "1 h"}, "lapse"), timer("z", {"span": "1 h"}, "warn")]
    seen = told(ONE, {"m": matter(["05 09:00"], [serve("s", "a", "2 h")], watched(both))})
    assert seen.outcomes == ["lapsed"] and seen.case(0)["warned"] == 1


def test_a_file_raised_in_the_second_an_officer_comes_free_goes_first():
    """甲 is free at 10:30, the last in line goes to its head in that second: places 1 and 3 come before 5."""
    matters = {"busy": matter(["05 09:00"], [serve("s", "a", "90 min")]), "b": matter(["05 09:10"], [serve("s", "a", "10 min")]),
               "c": matter(["05 09:30"], [serve("s", "a", "10 min")], watched([timer("head", {"span": "1 h"}, "to_head")]))}
    assert [line.split()[0] for line in told(ONE, matters).spells] == ["0", "2", "1"]
