"""Pace by the calendar: fatigue, campaigns and the push before a reading, every second by hand.

The office works 09:00-12:00 and 13:30-17:30; Monday is the 5th of January 2026.
"""

from __future__ import annotations

import datetime as dt

from toy_office import DAY_AND_NIGHT, Told, away, files, matter, serve
from word_office import office, told

from xnsim.engines import run
from xnsim.program import lower

ONE = {"a": {"officers": [{"name": "甲"}]}}


def desk(pace=(), **more):
    """One officer at one desk with a pace."""
    return {"a": {"officers": [{"name": "甲"}], "pace": list(pace)} | more}


def test_half_the_speed_takes_twice_as_long():
    """From the 6th the desk works at half speed: one hour of effort takes two, and is still one hour of effort."""
    seen = told(desk([{"from": "2026-01-06", "speed": 0.5}]), files(("05 09:00", "1 h"), ("06 09:00", "1 h")))
    assert seen.spells == ["0 s 甲 05 09:00 > 05 10:00 done", "1 s 甲 06 09:00 > 06 11:00 done"]
    assert [(row["worked_s"], row["effort_done_s"]) for row in seen.services] == [(3600, 3600), (7200, 3600)]


def test_the_pace_is_read_when_the_spell_begins():
    """At midnight the pace halves; what was begun at 23:30 goes on at the old pace, what begins at 00:30 goes at the new one."""
    seen = told(desk([{"from": "2026-01-06", "to": "2026-01-07", "speed": 0.5}]), files(("05 23:30", "1 h"), ("05 23:40", "1 h")), DAY_AND_NIGHT)
    assert seen.spells == ["0 s 甲 05 23:30 > 06 00:30 done", "1 s 甲 06 00:30 > 06 02:30 done"]


def test_a_file_put_back_is_taken_up_at_the_pace_of_that_day():
    """甲 works two of four hours and leaves at midnight; 乙 does the other two on the 6th, at double pace, in one hour."""
    desks = {"a": {"officers": [away("甲", (6, 9)), {"name": "乙"}], "pace": [{"from": "2026-01-06", "speed": 2.0}]}}
    seen = told(desks, files(("05 22:00", "4 h"), ("05 22:00", "2 h")), DAY_AND_NIGHT)
    assert seen.spells == ["0 s 甲 05 22:00 > 06 00:00 cut", "1 s 乙 05 22:00 > 06 00:00 done", "0 s 乙 06 00:00 > 06 01:00 done"]


def test_fatigue_grows_day_by_day():
    """A tenth slower each civil day: 9 min take 10 on the 6th (0.9), 8 min take 10 on the 7th (0.8), 5 min on the 12th, after seven days, 0.3."""
    seen = told(desk([{"from": "2026-01-05", "per_day": -0.1}]), files(("06 09:00", "9 min"), ("07 09:00", "8 min"), ("12 09:00", "3 min")))
    assert seen.spells == ["0 s 甲 06 09:00 > 06 09:10 done", "1 s 甲 07 09:00 > 07 09:10 done", "2 s 甲 12 09:00 > 12 09:10 done"]


def test_stretches_at_once_multiply_and_nobody_falls_below_one_in_a_thousand():
    """Half and half is a quarter; a pace that has fallen below nothing is 1 per mille: one second takes 1000."""
    seen = told(desk([{"speed": 0.5}, {"from": "2026-01-06", "to": "2026-01-07", "speed": 0.5}]), files(("06 09:00", "15 min")))
    assert seen.spells == ["0 s 甲 06 09:00 > 06 10:00 done"]
    seen = told(desk([{"per_day": -0.5}]), files(("08 09:00", "1 s")))
    assert seen.spells == ["0 s 甲 08 09:00 > 08 09:16:40 done"]


def test_office_desk_and_officer_multiply():
    """0.5 for the office, 0.8 for the desk, 1.25 for the officer: a half; his colleague has 0.4 only."""
    desks = {"a": {"office": "back", "pace": [{"speed": 0.8}], "officers": [{"name": "甲", "pace": [{"speed": 1.25}]}, {"name": "乙"}]}}
    seen = told(desks, files(("05 09:00", "30 min"), ("05 09:00", "24 min")), {"offices": {"back": {"pace": [{"speed": 0.5}]}}})
    assert seen.spells == ["0 s 甲 05 09:00 > 05 10:00 done", "1 s 乙 05 09:00 > 05 10:00 done"]


def test_a_helper_brings_his_practice_and_finds_the_pace_of_the_desk():
    """Efficiency 0.5 at a desk of pace 0.8 is 400 per mille: 4 min take 10, and his own pace comes along: at 0.5 they take 20."""
    desks = {"a": {"officers": [away("甲", (5, 9))], "pace": [{"speed": 0.8}]}, "b": {"officers": [{"name": "乙"}], "pace": [{"speed": 5.0}]}}
    helps = {"helps": [{"officer": "乙", "desk": "a", "efficiency": 0.5}]}
    assert told(desks, files(("05 09:00", "4 min")), helps).spells == ["0 s 乙 05 09:00 > 05 09:10 done"]
    desks["b"]["officers"] = [{"name": "乙", "pace": [{"speed": 0.5}]}]
    assert told(desks, files(("05 09:00", "4 min")), helps).spells == ["0 s 乙 05 09:00 > 05 09:20 done"]


def test_the_push_before_a_reading():
    """Read every 5th working day, half the push left a day before: 1.0625, 1.125, 1.25, 1.5 and, on Friday, 2."""
    every = {"pace_every": {"every": "5 wd", "rise": 2.0, "half_life": "1 wd"}}
    seen = told(desk(**every), files(("08 09:00", "30 min"), ("09 09:00", "30 min"), ("12 09:00", "1063 s")))
    assert seen.spells == ["0 s 甲 08 09:00 > 08 09:20 done", "1 s 甲 09 09:00 > 09 09:15 done", "2 s 甲 12 09:00 > 12 09:16:40 done"]


def test_a_push_counted_in_civil_days():
    """Read every 4th day (the 8th, the 12th …), half-life two days: on the 6th half of the push, 1.5; on the 8th 2."""
    every = {"pace_every": {"every": "4 d", "rise": 2.0, "half_life": "2 d"}}
    seen = told(desk(**every), files(("06 09:00", "30 min"), ("08 09:00", "30 min")))
    assert seen.spells == ["0 s 甲 06 09:00 > 06 09:20 done", "1 s 甲 08 09:00 > 08 09:15 done"]


def test_a_desk_without_officers_has_a_pace_too():
    """At an unlimited desk of half speed ten minutes take twenty."""
    seen = told({"a": {"officers": "unlimited", "pace": [{"speed": 0.5}]}}, files(("05 09:00", "10 min"), ("05 09:00", "10 min")))
    assert seen.spells == ["0 s - 05 09:00 > 05 09:20 done", "1 s - 05 09:00 > 05 09:20 done"]


def test_a_pace_that_a_reform_brings_begins_with_it():
    """The first phase has no pace, the second, from the 7th, a half: the 6th is untouched."""
    matters = files(("06 09:00", "1 h"), ("07 09:00", "1 h"))
    rows = [(None, office(ONE, matters)), (dt.date(2026, 1, 7), office(desk([{"speed": 0.5}]), matters))]
    seen = Told(run(lower(rows), engine="simpy"))
    assert seen.spells == ["0 s 甲 06 09:00 > 06 10:00 done", "1 s 甲 07 09:00 > 07 11:00 done"]


def test_fatigue_that_a_reform_brings_begins_with_it():
    """A tenth a day from the 7th on, without a date of its own: standard on the 7th, 0.9 on the 8th, in a third phase too (the 9th: 0.8)."""
    matters, tired = files(("07 09:00", "9 min"), ("08 09:00", "9 min"), ("09 09:00", "8 min")), desk([{"per_day": -0.1}])
    rows = [(None, office(ONE, matters)), (dt.date(2026, 1, 7), office(tired, matters)), (dt.date(2026, 1, 9), office(tired | {"b": {}}, matters))]
    seen = Told(run(lower(rows), engine="simpy"))
    assert [each[6:] for each in seen.spells] == ["07 09:00 > 07 09:09 done", "08 09:00 > 08 09:10 done", "09 09:00 > 09 09:10 done"]


def test_two_who_are_done_in_one_second():
    """30 min at half pace and 1 h at full pace end together; the line behind goes by its order, the officers by theirs."""
    desks = {"a": {"officers": [{"name": "甲", "pace": [{"speed": 0.5}]}, {"name": "乙"}]}}
    seen = told(desks, files(("05 09:00", "30 min"), ("05 09:00", "1 h"), ("05 09:30", "5 min"), ("05 09:40", "5 min")))
    assert seen.spells[2:] == ["3 s 乙 05 10:00 > 05 10:05 done", "2 s 甲 05 10:00 > 05 10:10 done"]


def test_the_standard_pace_changes_nothing():
    """A pace of 1 throughout leaves every column as it is without one."""
    matters = files(("05 09:00", "1 h"), ("05 09:10", "7 min")) | {"n": matter(["05 09:05"], [serve("t", "a", "11 min")])}
    plain, paced = told(ONE, matters), told(desk([{"speed": 1.0}]), matters)
    assert plain.run.cases == paced.run.cases and plain.run.services == paced.run.services
