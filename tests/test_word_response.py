"""People who look at the limit: effort and chances as they change with the share of it that is used, every second by hand."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pytest
from toy_office import matter, serve
from word_office import told

from xnsim.engines.share import factor
from xnsim.scenario.response import NAMES, NONE, PACED, RESPONSES, WHY
from xnsim.scenario.route import Serve

DESKS = {"a": {"officers": [{"name": "甲"}]}, "b": {"officers": [{"name": "乙"}]}}
LIMIT = {"limits": {"promised": "10 h"}}
HALVES = [[0.0, 1.0], [0.5, 1.0], [1.0, 0.5]]      # level to half of the limit, then down to a half at its end


def wait(length):
    """Time passes."""
    return {"wait": {"step": f"w{length.replace(' ', '')}", "length": length}}


def hurried(step, desk, effort, curve):
    """A step at which people look at the limit."""
    return {"serve": {"step": step, "desk": desk, "effort": effort, "response": curve}}


def one(*route, comes=("05 00:00",), more=LIMIT):
    """One matter, accepted at receipt, promised within ten hours."""
    return {"m": matter(list(comes), list(route), more)}


@pytest.mark.parametrize("x, y", [(0, 1000), (500, 1000), (600, 900), (750, 750), (999, 501), (1000, 500), (5000, 500)])
def test_a_curve_is_straight_between_knots_and_level_beyond(x, y):
    """From 1 at a half to 0.5 at the end: three quarters give three quarters; numbers are whole per mille, rounded down."""
    tape = SimpleNamespace(curve_at=[0], curve_n=[3], curve_share=[0, 500, 1000], curve_factor=[1000, 1000, 500])
    assert factor(tape, 1, x) == y and factor(tape, 0, x) == 1000


@pytest.mark.parametrize("passed, minutes", [("9 h", 33), ("10 h", 30), ("12 h", 30)])
def test_effort_shrinks_as_the_limit_draws_near(passed, minutes):
    """From 0.6 at 0.8 to 0.5 at the end: after nine of ten hours an hour takes 33 min, at the end and beyond it 30."""
    seen = told(DESKS, one(wait(passed), hurried("s", "a", "1 h", [[0.8, 0.6], [1.0, 0.5]])))
    assert (seen.services[0]["effort_done_s"], seen.services[0]["worked_s"]) == (minutes * 60, minutes * 60)


def test_it_is_read_when_the_work_begins_not_when_the_file_joins():
    """The second file joins at the first second and is taken up at 10:00, when its limit has ended: it takes half an hour."""
    matters = {"first": matter(["05 00:00"], [serve("s", "a", "1 h")])} | one(hurried("t", "a", "1 h", HALVES))
    assert told(DESKS, matters).spells == ["0 s 甲 05 09:00 > 05 10:00 done", "1 t 甲 05 10:00 > 05 10:30 done"]


def test_what_was_begun_keeps_its_effort():
    """Begun at a half of the limit and cut by an absence at midnight it goes on with what is left of the full hour."""
    night = {"calendar": {"start": "2026-01-05", "holidays": "none", "continuous": True}}
    gone = {"name": "甲", "absence": {"known": [{"from": "2026-01-06", "to": "2026-01-07"}]}}
    matters = {"m": matter(["05 18:30"], [wait("5 h"), hurried("s", "a", "1 h", HALVES)], LIMIT)}
    assert told({"a": {"officers": [gone]}}, matters, night).spells == ["0 s 甲 05 23:30 > 06 00:00 cut", "0 s 甲 07 00:00 > 07 00:30 done"]


def test_days_are_used_as_they_close():
    """Of 4 wd from Monday on, on Wednesday morning one is used: a quarter; the whole of Tuesday nothing is."""
    curve, limit = [[0.0, 1.0], [0.25, 0.5]], {"limits": {"promised": "4 wd"}}
    matters = {"m": matter(["05 09:00"], [wait("1 d"), hurried("s", "a", "1 h", curve)], limit),
               "n": matter(["05 09:00"], [wait("2 d"), hurried("t", "b", "1 h", curve)], limit)}
    assert told(DESKS, matters).spells == ["0 s 甲 06 09:00 > 06 10:00 done", "1 t 乙 07 09:00 > 07 09:30 done"]


def test_a_clock_that_stands_still_uses_nothing():
    """Eight hours of hearing leave the share where it was; before acceptance and after the decision nobody responds."""
    hearing = {"wait": {"step": "h", "length": "8 h", "clock": "lawful_pause"}}
    late = [{"accept": {}}, hearing, wait("2 h"), hurried("s", "a", "1 h", [[0.2, 0.5], [0.3, 0.1]])]
    assert told(DESKS, one(*late)).spells == ["0 s 甲 05 10:00 > 05 10:30 done"]
    before = [wait("9 h"), hurried("s", "a", "1 h", HALVES), {"accept": {}}]
    assert told(DESKS, one(*before)).spells == ["0 s 甲 05 09:00 > 05 10:00 done"]
    after = [wait("9 h"), {"decide": {}}, hurried("s", "a", "1 h", HALVES)]
    assert told(DESKS, one(*after)).spells == ["0 s 甲 05 09:00 > 05 10:00 done"]


def test_the_statutory_limit_counts_where_nothing_is_promised():
    """Twelve hours of the law, twelve used: half the effort."""
    matters = one(wait("12 h"), hurried("s", "a", "1 h", HALVES), more={"limits": {"statutory": "12 h"}})
    assert told(DESKS, matters).spells == ["0 s 甲 05 13:30 > 05 14:00 done"]


def test_work_never_takes_less_than_a_second():
    """A curve that falls to nothing leaves one second of effort."""
    seen = told(DESKS, one(wait("10 h"), hurried("s", "a", "1 h", [[1.0, 0.0]])))
    assert seen.spells == ["0 s 甲 05 10:00 > 05 10:00:01 done"]


def times_sent_back(curve, passed):
    """Of 40 papers checked after a time, with a chance of a half to be sent back once, how many are."""
    back = {"return": {"step": "r", "probability": 0.5, "turnaround": "1 h", "at_most": 1, "response": curve}}
    seen = told({"a": {"officers": "unlimited"}}, one(serve("s", "a", "1 s"), wait(passed), back, comes=["05 09:00"] * 40))
    return [int(count) for count in seen.run.cases["returns"]]


def test_the_chance_of_a_return_follows_the_curve():
    """At a factor of 0 nobody is sent back, at 2 everybody; at 1 the same applicants as without a curve, at 1.4 they and some more."""
    plain = times_sent_back([], "9 h")
    assert times_sent_back([[0.5, 0.0]], "9 h") == [0] * 40
    assert times_sent_back([[0.5, 2.0]], "9 h") == [1] * 40
    assert times_sent_back([[0.5, 1.0]], "9 h") == plain and 5 < sum(plain) < 35
    more = times_sent_back([[0.5, 1.4]], "9 h")
    assert sum(plain) < sum(more) < 40 and all(a <= b for a, b in zip(plain, more, strict=True))


def test_refusals_and_ways_follow_the_curve():
    """Past the limit nobody is refused, and the first way, of a quarter before, takes everybody, or nobody."""
    def outcomes(item):
        seen = told({"a": {"officers": "unlimited"}}, one(wait("10 h"), item, serve("s", "a", "1 s"), comes=["05 09:00"] * 40))
        return seen.outcomes.count("refused"), seen.outcomes.count("withdrawn")

    def choose(curve):
        ways = [{"share": 0.25, "route": [{"end": {"outcome": "withdrawn"}}]}, {"share": 0.75, "route": []}]
        return {"choose": {"step": "c", "options": ways, "response": curve}}

    refuse = {"step": "n", "probability": 1.0, "response": [[0.0, 1.0], [1.0, 0.0]]}
    assert outcomes({"refuse": refuse}) == (0, 0) and outcomes({"refuse": refuse | {"response": []}}) == (40, 0)
    assert outcomes(choose([[1.0, 4.0]])) == (0, 40) and outcomes(choose([[1.0, 0.0]])) == (0, 0)
    few, some, many = (outcomes(choose([[1.0, height]]))[1] for height in (0.5, 1.0, 2.0))
    assert 0 < few < some < many < 40 and outcomes(choose([]))[1] == some


def test_nobody_responds_unless_it_is_said():
    """Off by default; the curve that is called none is no curve, and one of 1 throughout changes no column."""
    step = {"step": "s", "desk": "a", "effort": "1 h"}
    assert Serve.model_validate(step).response == Serve.model_validate(step | {"response": "none"}).response == NONE == ()
    plain, level = (told(DESKS, one(wait("9 h"), hurried("s", "a", "1 h", curve))).run for curve in ("无反应", [[0.0, 1.0]]))
    assert plain.cases == level.cases and plain.services == level.services


def test_the_two_named_curves():
    """Both have names and reasons in two languages; 赶限 is the closing rates of the Dutch receipt log, turned into effort."""
    assert set(RESPONSES) == set(NAMES) == set(WHY) == {"none", "paced"}
    step = {"step": "s", "desk": "a", "effort": "1 h", "response": "赶限"}
    assert Serve.model_validate(step).response == Serve.model_validate(step | {"response": "paced"}).response == PACED
    closed = [0.17, 0.24, 0.37, 0.35, 0.16, 0.14]      # of the open files, days 35-42, 42-49, …; the limit is day 56
    for week, (share, height) in enumerate(PACED):
        assert share == (38.5 + 7 * week) / 56
        assert height == pytest.approx(math.log(1 - closed[0]) / math.log(1 - closed[week]), abs=1e-3)


def test_work_paced_by_the_limit_ends_sooner_just_before_it():
    """At 15 of 16 hours (937 per mille; knots at 812 and 938) the factor is 679 - 276 · 125 / 126, down to 405: 1458 s; at the start 3600."""
    limit = {"limits": {"promised": "16 h"}}
    late = told(DESKS, one(wait("15 h"), hurried("s", "a", "1 h", "paced"), more=limit))
    soon = told(DESKS, one(hurried("s", "a", "1 h", "paced"), more=limit))
    assert [seen.services[0]["effort_done_s"] for seen in (late, soon)] == [1458, 3600]
