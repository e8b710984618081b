"""Waits until a share of a limit, waits nobody can help, and a promise set anew on the way; every second by hand.

The office works 09:00-12:00 and 13:30-17:30; Monday is the 5th of January 2026.
"""

from __future__ import annotations

import pytest
from toy_office import DAY_AND_NIGHT, Told, matter, serve
from word_office import told

DESKS = {"a": {"officers": [{"name": "甲"}]}}


def one(route, limits=None, comes=("05 09:00",), **more):
    """One matter whose cases come at known moments, with these limits."""
    return {"m": matter(list(comes), route, {"limits": limits or {"promised": "4 wd"}} | more)}


def hold(share, of="promised"):
    """The finished file is held until so much of the limit is used."""
    return {"wait": {"step": "held", "until": {"share": share, "of": of}}}


def closed(seen: Told) -> list[str]:
    """When the cases were closed."""
    return seen.stamps("closed")


# until ------------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("share, end", [(0.25, "06 17:30"), (0.5, "07 17:30"), (0.51, "08 17:30"), (1.0, "09 17:30"), (1.5, "13 17:30")])
def test_the_finished_file_is_held(share, end):
    """Of 4 working days, begun on Monday, a quarter is used as Tuesday closes, 0.51 (three days) as Thursday does; 1.5 is late."""
    assert closed(told(DESKS, one([serve("s", "a", "10 min"), hold(share)]))) == [end]


def test_an_exact_span_is_shared_exactly():
    """Three quarters of 4 hours are three hours after receipt."""
    assert closed(told(DESKS, one([serve("s", "a", "10 min"), hold(0.75)], {"promised": "4 h"}))) == ["05 12:00"]


def test_what_is_used_already_holds_nobody():
    """After three days of work a half is gone: the file goes on at once; the very second of the share is no wait either."""
    assert closed(told(DESKS, one([{"wait": {"step": "w", "length": "3 d"}}, hold(0.5)]))) == ["08 09:00"]
    assert closed(told(DESKS, one([{"wait": {"step": "w", "length": "1 h"}}, hold(0.25)], {"promised": "4 h"}))) == ["05 10:00"]


def test_a_lawful_pause_moves_the_share():
    """A hearing from Tuesday morning to Wednesday morning takes one working day off the clock: half of 4 wd is used on Thursday."""
    route = [{"wait": {"step": "w", "length": "1 d"}}, {"wait": {"step": "hearing", "length": "1 d", "clock": "lawful_pause"}}, hold(0.5)]
    assert closed(told(DESKS, one(route))) == ["08 17:30"]


def test_before_acceptance_no_clock_runs_and_nothing_is_held():
    """The clock starts with acceptance: a hold before it lets the file pass, one after it counts from there."""
    assert closed(told(DESKS, one([hold(0.5), {"accept": {}}, serve("s", "a", "10 min")]))) == ["05 09:10"]
    accepted = [{"wait": {"step": "w", "length": "1 d"}}, {"accept": {}}, hold(0.5)]
    assert closed(told(DESKS, one(accepted))) == ["08 17:30"]


def test_the_statutory_limit_may_be_the_one_that_is_used_up():
    """Half of 8 days of the law, though 2 wd were promised."""
    assert closed(told(DESKS, one([hold(0.5, "statutory")], {"promised": "2 wd", "statutory": "8 d"}))) == ["09 17:30"]


def test_held_files_are_let_go_in_one_second():
    """Two cases of one day are held until one second; both then meet at one desk, in the order of their numbers."""
    seen = told(DESKS, one([hold(0.25), serve("s", "a", "10 min")], comes=("05 09:00", "05 09:30")))
    assert seen.spells == ["0 s 甲 07 09:00 > 07 09:10 done", "1 s 甲 07 09:10 > 07 09:20 done"]


def test_a_held_file_is_taken_by_the_limit():
    """Held until 1.5 of the limit, it is deemed approved in the last second of it."""
    exits = {"on_expiry": [{"limit": "promised", "exit": "deemed_approved"}]}
    seen = told(DESKS, one([hold(1.5)], **exits))
    assert closed(seen) == ["09 17:30"] and seen.outcomes == ["deemed approved"]


# who is waited for ------------------------------------------------------------------------------------------------------

def waits(*rows):
    """Waits for somebody: (who, length, clock)."""
    return [{"wait": {"step": f"w{i}", "length": length, "who": who, "clock": clock}} for i, (who, length, clock) in enumerate(rows)]


def test_a_wait_nobody_can_help_is_booked_apart():
    """An hour for the office, two for nobody here, three for the applicant: 7200 s are extraneous, 10800 s the applicant's; no clock stops."""
    seen = told(DESKS, one(waits(("office", "1 h", "runs"), ("extraneous", "2 h", "runs"), ("applicant", "3 h", "runs"))))
    row = seen.case(0)
    assert (row["extraneous_s"], row["applicant_s"], row["paused_s"], row["lost_s"]) == (7200, 10800, 0, 0)


def test_of_two_waits_at_once_the_applicant_is_named_first_then_the_law():
    """In branches: extraneous 09:00-13:00, applicant 09:00-10:00, hearing 09:00-11:00: one hour, one hour, two hours are left to nobody."""
    branches = {who: {"route": [{"wait": {"step": who, "length": length, "who": who, "clock": clock}}]}
                for who, length, clock in (("extraneous", "4 h", "runs"), ("applicant", "1 h", "runs"), ("office", "2 h", "lawful_pause"))}
    row = told(DESKS, one([{"accept": {}}, {"parallel": {"branches": branches}}])).case(0)
    assert (row["applicant_s"], row["paused_s"], row["extraneous_s"]) == (3600, 3600, 7200)


def test_an_extraneous_wait_may_stop_the_clock():
    """While it stops the clock by law its time is the law's: it is counted once."""
    row = told(DESKS, one([{"accept": {}}, *waits(("extraneous", "2 h", "lawful_pause"))])).case(0)
    assert (row["extraneous_s"], row["paused_s"], row["lost_s"]) == (0, 7200, 7200)


def test_a_case_that_is_still_open_is_booked_to_the_end():
    """Who still waits when the run ends has waited until then."""
    more = {"horizon": {"warm_up": "0 wd", "measure": "1 d", "drain": "1 d"}} | DAY_AND_NIGHT
    row = told(DESKS, one(waits(("extraneous", "9 d", "runs"))), more).case(0)
    assert row["extraneous_s"] == 2 * 86400 - 1 - 9 * 3600 and row["closed"] == -1


# a promise set anew -----------------------------------------------------------------------------------------------------

def promise(amount):
    """The case gets another promised limit."""
    return {"clock": {"do": "set_limit", "promised": amount}}


def test_the_limit_is_set_anew_on_the_way():
    """Promised 2 wd (Wednesday); on Tuesday it becomes 5 wd: next Monday closes it, on every clock, and the law's stays."""
    route = [{"wait": {"step": "w", "length": "1 d"}}, promise("5 wd"), serve("s", "a", "1 h")]
    seen = told(DESKS, one(route, {"promised": "2 wd", "statutory": "20 wd"}))
    assert (seen.stamps("promised_due"), seen.stamps("verified_due")) == (["12 17:30"], ["12 17:30"])
    assert seen.stamps("statutory_due") == ["33 17:30"] and seen.case(0)["clock_start"] == 9 * 3600


def quoted(base, per_file, statutory="9 wd"):
    """Four come, at 9:00, 9:10, 9:20 and 9:30; each takes ten minutes at the window and is told a day; the back office does one a day."""
    tell = {"clock": {"do": "set_limit", "promised": base, "backlog": {"desk": "b", "per_file": per_file}}}
    route = [serve("s", "a", "10 min"), {"accept": {}}, tell, serve("t", "b", "1 wd")]
    came = ["05 09:00", "05 09:10", "05 09:20", "05 09:30"]
    return told({"a": {}, "b": {}}, {"m": matter(came, route, {"limits": {"promised": "1 wd", "statutory": statutory}})}).stamps("verified_due")


def test_the_day_that_is_told_follows_the_line():
    """Nobody waits at 9:10 and at 9:20 (the first is in hand, and who comes in this second does not count), then one, then two: 1, 1, 2, 3 days."""
    assert quoted("1 wd", "1 wd") == ["06 17:30", "06 17:30", "07 17:30", "08 17:30"]


def test_days_are_whole_and_the_statute_is_not_passed():
    """0.4 a file: one file adds no day, two add one; with a statute of 2 wd nobody is told the third day."""
    assert quoted("1 wd", "0.4 wd") == ["06 17:30", "06 17:30", "06 17:30", "07 17:30"]
    assert quoted("1 wd", "1 wd", "2 wd") == ["06 17:30", "06 17:30", "07 17:30", "07 17:30"]


def test_an_exact_span_grows_to_the_second():
    """Promised 2 h, half an hour a file: from acceptance at 9:10 … 9:40."""
    route = [serve("s", "a", "10 min"), {"accept": {}}, {"clock": {"do": "set_limit", "promised": "2 h", "backlog": {"desk": "b", "per_file": "0.5 h"}}},
             serve("t", "b", "1 wd")]
    seen = told({"a": {}, "b": {}}, {"m": matter(["05 09:00", "05 09:10", "05 09:20", "05 09:30"], route, {"limits": {"promised": "1 h"}})})
    assert seen.stamps("promised_due") == ["05 11:10", "05 11:20", "05 12:00", "05 12:40"]


def test_a_limit_that_acts_moves_along():
    """Deemed approved as Wednesday closes, unless on Tuesday more time was given: then as the next Monday closes."""
    exits = {"on_expiry": [{"limit": "promised", "exit": "deemed_approved"}]}
    wait = [{"wait": {"step": "w", "length": "1 d"}}]
    assert closed(told(DESKS, one([*wait, {"wait": {"step": "v", "length": "30 d"}}], {"promised": "2 wd"}, **exits))) == ["07 17:30"]
    assert closed(told(DESKS, one([*wait, promise("5 wd"), {"wait": {"step": "v", "length": "30 d"}}], {"promised": "2 wd"}, **exits))) == ["12 17:30"]


def test_a_limit_cut_below_what_is_used_ends_in_that_second():
    """Promised 10 h; after six hours it becomes 4 h, which ended two hours ago: the case leaves at once."""
    exits = {"on_expiry": [{"limit": "promised", "exit": "lapsed"}]}
    route = [{"wait": {"step": "w", "length": "6 h"}}, promise("4 h"), {"wait": {"step": "v", "length": "30 d"}}]
    seen = told(DESKS, one(route, {"promised": "10 h"}, **exits))
    assert closed(seen) == ["05 15:00"] and seen.outcomes == ["lapsed"] and seen.stamps("promised_due") == ["05 13:00"]


def test_cut_to_the_very_second_in_which_the_work_ends():
    """At 10:00 the limit becomes 2 h; work that ends at 11:00, the last second of it, is on time."""
    exits = {"on_expiry": [{"limit": "promised", "exit": "lapsed"}]}
    route = [{"wait": {"step": "w", "length": "1 h"}}, promise("2 h"), serve("s", "a", "1 h")]
    seen = told(DESKS, one(route, {"promised": "9 h"}, **exits))
    assert seen.outcomes == ["approved"] and closed(seen) == ["05 11:00"] and seen.stamps("promised_due") == ["05 11:00"]


def test_a_pause_before_it_counts():
    """Two hours of hearing were taken off the clock: promised 4 h from 09:00, set to 6 h at 11:00, ends at 17:00."""
    route = [{"accept": {}}, {"wait": {"step": "w", "length": "2 h", "clock": "lawful_pause"}}, promise("6 h"), serve("s", "a", "1 h")]
    assert told(DESKS, one(route, {"promised": "4 h"})).stamps("promised_due") == ["05 17:00"]


def test_after_the_decision_nothing_is_promised_any_more():
    """What is decided keeps the limit it was decided under."""
    route = [{"decide": {}}, promise("9 wd"), {"wait": {"step": "w", "length": "1 h"}}]
    assert told(DESKS, one(route, {"promised": "2 wd"})).stamps("promised_due") == ["07 17:30"]
