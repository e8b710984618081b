"""A file on its way to another house, lost now and then, found by itself or by a timer; every second by hand."""

from toy_office import matter, serve
from word_office import told

ONE = {"a": {"officers": [{"name": "甲"}]}}


def transfer(lost, more=None):
    """An hour on the way; what is lost turns up after ten days."""
    return {"transfer": {"step": "post", "length": "1 h", "lost": lost, **({"found_after": "10 d"} if lost else {}), **(more or {})}}


def sent(node, timers=()):
    """Sent at 09:00, then ten minutes at a desk: when does the desk begin?"""
    seen = told(ONE, {"m": matter(["05 09:00"], [node, serve("s", "a", "10 min")], {"timers": list(timers)} if timers else None)})
    return seen.spells[0].split(" > ")[0]


def find(after, more=None):
    """A timer that looks for what was lost."""
    return {"name": "look", "after": after, "do": "find", **(more or {})}


def test_what_is_not_lost_takes_its_time_only():
    """Nine to ten on the way, then at the desk."""
    assert sent(transfer(0.0)) == "0 s 甲 05 10:00"


def test_what_is_lost_turns_up_by_itself():
    """Lost for certain: an hour and ten days later it is Thursday 15, 10:00; in working time it is one wd (7 h) later, Tuesday 10:00."""
    assert sent(transfer(1.0)) == "0 s 甲 15 10:00"
    assert sent(transfer(1.0, {"found_after": "1 wd", "calendar": "working"})) == "0 s 甲 06 10:00"


def test_a_timer_finds_it_earlier():
    """Looked for on Tuesday at noon: found at once and at the desk at 13:30; looked for every second day it is found the first time."""
    assert sent(transfer(1.0), [find({"span": "27 h"})]) == "0 s 甲 06 13:30"
    assert sent(transfer(1.0), [find({"span": "3 d"}, {"every": "2 d"})]) == "0 s 甲 08 09:00"


def test_a_search_before_it_is_lost_finds_nothing():
    """At 09:30 it is on the way: nothing is shortened; the second search, at 11:30, finds it."""
    assert sent(transfer(1.0), [find({"span": "30 min"})]) == "0 s 甲 15 10:00"
    assert sent(transfer(1.0), [find({"span": "30 min"}, {"every": "2 h"})]) == "0 s 甲 05 11:30"


def test_found_in_the_second_it_turns_up_is_found_once():
    """The search falls on 15 January 10:00, where the wait ends anyway: one service, no second walk."""
    seen = told(ONE, {"m": matter(["05 09:00"], [transfer(1.0), serve("s", "a", "10 min")], {"timers": [find({"span": "241 h"})]})})
    assert seen.spells == ["0 s 甲 15 10:00 > 15 10:10 done"]


def test_only_what_is_lost_is_found():
    """Two branches: one is lost, the other waits for the applicant; the search ends the first wait only."""
    branches = {"x": {"route": [transfer(1.0)]}, "y": {"route": [{"wait": {"step": "papers", "length": "2 d"}}]}}
    seen = told(ONE, {"m": matter(["05 09:00"], [{"parallel": {"branches": branches}}, serve("s", "a", "10 min")], {"timers": [find({"span": "3 h"})]})})
    assert seen.spells == ["0 s 甲 07 09:00 > 07 09:10 done"]
