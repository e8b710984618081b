"""潮汐窗口: an officer who helps at another desk only while its line is long, every second by hand."""

from __future__ import annotations

from toy_office import files, matter, serve
from word_office import told

DESKS = {"a": {"officers": [{"name": "甲"}]}, "b": {"officers": [{"name": "乙"}]}}


def helping(when_line):
    """乙 helps at a while so many stand in its line."""
    return {"helps": [{"officer": "乙", "desk": "a", "when_line": when_line}]}


def test_he_helps_while_the_line_is_long():
    """Four come at 09:00: 甲 takes one, three wait, 乙 takes one; two wait, he takes no more, 甲 does the rest."""
    seen = told(DESKS, files(*[("05 09:00", "30 min")] * 4), helping(3))
    assert seen.spells == ["0 s 甲 05 09:00 > 05 09:30 done", "1 s 乙 05 09:00 > 05 09:30 done",
                           "2 s 甲 05 09:30 > 05 10:00 done", "3 s 甲 05 10:00 > 05 10:30 done"]


def test_he_comes_in_the_second_the_line_grows_long():
    """The second waiting file joins at 09:05: 乙 takes the first in line in that second."""
    seen = told(DESKS, files(("05 09:00", "1 h"), ("05 09:01", "10 min"), ("05 09:05", "10 min")), helping(2))
    assert seen.spells == ["1 s 乙 05 09:05 > 05 09:15 done", "0 s 甲 05 09:00 > 05 10:00 done", "2 s 甲 05 10:00 > 05 10:10 done"]


def test_his_own_line_comes_first():
    """A file of his own comes in the same second: he takes that, and the other line when he is done, for it is still long."""
    matters = files(*[("05 09:00", "1 h")] * 3) | {"own": matter(["05 09:00"], [serve("o", "b", "10 min")])}
    seen = told(DESKS, matters, helping(2))
    assert seen.spells == ["3 o 乙 05 09:00 > 05 09:10 done", "0 s 甲 05 09:00 > 05 10:00 done", "1 s 乙 05 09:10 > 05 10:10 done",
                           "2 s 甲 05 10:00 > 05 11:00 done"]


def test_the_line_falls_short_in_the_second_he_is_free():
    """甲 and 乙 are free at 09:30 while two wait: 甲 goes first, one is left, and that is no longer a line of two."""
    matters = files(("05 09:00", "30 min"), ("05 09:10", "10 min"), ("05 09:10", "10 min")) | {"own": matter(["05 09:00"], [serve("o", "b", "30 min")])}
    seen = told(DESKS, matters, helping(2))
    assert seen.spells[2:] == ["2 s 甲 05 09:30 > 05 09:40 done", "3 s 甲 05 09:40 > 05 09:50 done"]


def test_with_dates_both_must_hold():
    """He may help from the 6th on: on the 5th the line is long in vain."""
    rule = helping(1)
    rule["helps"][0] |= {"from": "2026-01-06"}
    seen = told(DESKS, files(("05 09:00", "30 min"), ("05 09:00", "30 min"), ("06 09:00", "30 min"), ("06 09:00", "30 min")), rule)
    assert [spell.split()[2] for spell in seen.spells] == ["甲", "甲", "甲", "乙"]


def test_a_line_of_one_is_help_without_a_condition():
    """When one waiting file is enough, nothing differs from plain help."""
    matters = files(*[("05 09:00", "7 min")] * 5)
    plain = told(DESKS, matters, {"helps": [{"officer": "乙", "desk": "a"}]})
    assert plain.run.services == told(DESKS, matters, helping(1)).run.services
