"""Open cases that lie at a step already as the run begins; every second by hand."""

from toy_office import moment, serve
from word_office import told

BOTH = {"a": {"officers": [{"name": "甲"}]}, "b": {"officers": [{"name": "乙"}]}}


def lies(step, route, more=None, how=None):
    """Two cases that lie at a step on Monday at midnight."""
    return {"arrivals": {**(how or {"initial": 2}), "at_step": step}, "route": route, **(more or {})}


LONG = [serve("s", "a", "1 h"), {"accept": {}}, serve("t", "b", "1 h"), {"decide": {}}, serve("u", "a", "10 min")]


def test_they_begin_at_the_step_and_what_comes_before_counts_as_done():
    """At 乙's desk on Monday 09:00, one after the other; accepted as of midnight, so the clock runs."""
    seen = told(BOTH, {"m": lies("t", LONG, {"limits": {"promised": "2 wd"}})})
    assert [line for line in seen.spells if "乙" in line] == ["0 t 乙 05 09:00 > 05 10:00 done", "1 t 乙 05 10:00 > 05 11:00 done"]
    assert not any(" s " in line for line in seen.spells)
    assert seen.stamps("accepted") == ["05 00:00"] * 2 and seen.stamps("decided") == ["05 10:00", "05 11:00"]
    assert seen.stamps("promised_due") == ["07 17:30"] * 2


def test_before_acceptance_and_after_the_decision():
    """At the first step nothing is accepted yet; at the last the decision counts as made."""
    assert told(BOTH, {"m": lies("s", LONG)}).stamps("accepted") == ["05 10:00", "05 11:00"]
    assert told(BOTH, {"m": lies("u", LONG)}).stamps("decided") == ["05 00:00"] * 2


def test_a_route_without_acceptance_and_a_wait_as_the_step():
    """Without an accept the case is accepted as received; a wait may be where it lies."""
    route = [serve("s", "a", "1 h"), {"wait": {"step": "w", "length": "9 h"}}, serve("u", "b", "10 min")]
    seen = told(BOTH, {"m": lies("w", route)})
    assert seen.stamps("accepted") == ["05 00:00"] * 2
    assert seen.spells == ["0 u 乙 05 09:00 > 05 09:10 done", "1 u 乙 05 09:10 > 05 09:20 done"]


def test_a_table_may_say_it_too_and_others_begin_at_the_beginning():
    """One source lies at t from Monday 08:00 on, the other comes to the counter."""
    sources = [{"table": [moment("05 08:00")], "at_step": "t"}, {"table": [moment("05 08:30")]}]
    seen = told(BOTH, {"m": {"arrivals": sources, "route": [serve("s", "a", "1 h"), serve("t", "b", "1 h")]}})
    assert seen.spells == ["1 s 甲 05 09:00 > 05 10:00 done", "0 t 乙 05 09:00 > 05 10:00 done", "1 t 乙 05 10:00 > 05 11:00 done"]


def test_within_a_choice():
    """The step lies in one option of a choice: that is where it goes on, and then behind the choice."""
    options = [{"share": 0.0, "route": [serve("s", "a", "1 h"), {"accept": {}}, serve("t", "b", "1 h")]}, {"share": 1.0, "route": [{"accept": {}}]}]
    seen = told(BOTH, {"m": lies("t", [{"choose": {"step": "c", "options": options}}, serve("u", "a", "10 min")], None, {"initial": 1})})
    assert seen.spells == ["0 t 乙 05 09:00 > 05 10:00 done", "0 u 甲 05 10:00 > 05 10:10 done"]
    assert seen.stamps("accepted") == ["05 00:00"]
