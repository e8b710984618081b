"""借调: an officer lent to another desk is away from his own and present there, every second by hand.

It needs no new verb of the engines: a post with dates. So the fast walk knows it too.
"""

from __future__ import annotations

import datetime as dt
import json
import warnings

from alike import assert_alike
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from office_routes import Dice
from offices import OFFICES, day, offices, people_at
from toy_office import DAY_AND_NIGHT, Told, away, files, matter, serve
from word_office import office
from word_office import told as by_hand

from xnsim.program import lower
from xnsim.scenario.check import check
from xnsim.scenario.model import Scenario

LENT = {"officer": "甲", "desk": "b", "from": "2026-01-06", "to": "2026-01-08"}


def told(desks, matters, more):
    """Walk it readably, shuffled, and on lists: all the same."""
    seen = by_hand(desks, matters, more)
    assert_alike(lower(office(desks, matters, more)), "simpy", "lists")
    return seen


def desks(a=None, b=None):
    """Two desks with a person each."""
    return {"a": {"officers": [a or {"name": "甲"}]}, "b": {"officers": [b or {"name": "乙"}]}}


def at(desk, *rows):
    """Matters of one file each at a desk."""
    return {f"{desk}{i}": matter([comes], [serve(f"{desk}", desk, effort)]) for i, (comes, effort) in enumerate(rows)}


def test_away_here_and_present_there():
    """From the 6th to the 8th 甲 serves b, where two come; what comes to his own desk waits until he is back."""
    matters = at("a", ("05 09:00", "1 h"), ("06 09:00", "1 h")) | at("b", ("06 09:00", "1 h"), ("06 09:00", "1 h"))
    seen = told(desks(), matters, {"secondments": [LENT]})
    assert seen.spells == ["0 a 甲 05 09:00 > 05 10:00 done", "2 b 甲 06 09:00 > 06 10:00 done", "3 b 乙 06 09:00 > 06 10:00 done",
                           "1 a 甲 08 09:00 > 08 10:00 done"]


def test_the_file_in_hand_is_put_back_at_both_ends():
    """At midnight of the 6th his file is put back and waits; what he holds at b at midnight of the 8th goes back there, 乙 ends it."""
    lone = {"secondments": [LENT], **DAY_AND_NIGHT}
    matters = at("a", ("05 23:00", "2 h")) | at("b", ("07 22:00", "4 h"))
    seen = told(desks(b=away("乙", (5, 9))), matters, lone)
    assert seen.spells == ["0 a 甲 05 23:00 > 06 00:00 cut", "1 b 甲 07 22:00 > 08 00:00 cut", "0 a 甲 08 00:00 > 08 01:00 done",
                           "1 b 乙 09 00:00 > 09 02:00 done"]


def test_he_may_be_slower_there():
    """At half efficiency one hour takes two; without dates he is lent for the whole run."""
    seen = told(desks(b=away("乙", (5, 9))), at("b", ("05 09:00", "1 h")), {"secondments": [{"officer": "甲", "desk": "b", "efficiency": 0.5}]})
    assert seen.spells == ["0 b 甲 05 09:00 > 05 11:00 done"]


def test_while_he_is_lent_his_cover_steps_in():
    """To his own desk a secondment is an absence: 丙, who covers for 甲, serves it."""
    three = desks() | {"c": {"officers": [{"name": "丙"}]}}
    seen = told(three, at("a", ("06 09:00", "1 h")), {"secondments": [LENT], "cover": [{"a": "甲", "b": "丙"}]})
    assert seen.spells == ["0 a 丙 06 09:00 > 06 10:00 done"]


def test_while_he_is_lent_he_helps_and_covers_nowhere_else():
    """甲 helps at c and covers for 丙; from the 6th to the 8th he does neither."""
    three = desks() | {"c": {"officers": [away("丙", (5, 9))]}}
    more = {"helps": [{"officer": "甲", "desk": "c"}], "cover": [{"a": "丙", "b": "甲"}]}
    matters = at("c", ("05 09:00", "1 h"), ("06 09:00", "1 h"))
    assert told(three, matters, more).spells[1] == "1 c 甲 06 09:00 > 06 10:00 done"
    assert told(three, matters, more | {"secondments": [LENT]}).spells[1] == "1 c 甲 08 09:00 > 08 10:00 done"


def test_two_loans_one_after_the_other():
    """Lent to b and from the day of his return to c: each midnight he changes desks, and comes home on the 9th."""
    three = desks(b=away("乙", (5, 12))) | {"c": {"officers": [away("丙", (5, 12))]}}
    loans = [LENT, {"officer": "甲", "desk": "c", "from": "2026-01-08", "to": "2026-01-09"}]
    matters = at("a", ("06 09:00", "1 h")) | at("b", ("06 09:00", "1 h")) | at("c", ("06 09:00", "1 h"))
    seen = told(three, matters, {"secondments": loans})
    assert seen.spells == ["1 b 甲 06 09:00 > 06 10:00 done", "2 c 甲 08 09:00 > 08 10:00 done", "0 a 甲 09 09:00 > 09 10:00 done"]


def test_among_colleagues_the_first_listed_takes_the_file():
    """At b the one who is lent stands in the order of the file like anyone: 甲 is listed before 乙."""
    seen: Told = told(desks(), at("b", ("06 09:00", "1 h")), {"secondments": [LENT]})
    assert seen.spells == ["0 b 甲 06 09:00 > 06 10:00 done"]
    assert told(desks(), files(("05 09:00", "1 h")), {"secondments": [LENT]}).spells == ["0 s 甲 05 09:00 > 05 10:00 done"]


@st.composite
def lending(draw):
    """A random office in which up to three people are lent for some days."""
    dice, data = Dice(draw), json.loads(draw(offices()).phases[0][1])
    own = people_at(data["desks"])
    open_to = [name for name, spec in data["desks"].items() if spec["officers"] != "unlimited"]
    assume(own and len(open_to) > 1)
    start = dt.date.fromisoformat(data["calendar"]["start"])
    data["secondments"] = [
        {"officer": name, "desk": dice.one([desk for desk in open_to if desk != own[name]]), "efficiency": dice.one((1.0, 0.6)),
         "from": day(start, first := dice.count(0, 3)), "to": day(start, first + dice.count(1, 4))} for name in list(own)[:dice.count(1, 3)]]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assume(not check(Scenario.model_validate(data)))
        return lower(Scenario.model_validate(data))


@settings(OFFICES, derandomize=True, max_examples=40)
@given(lending())
def test_random_offices_on_lists(program):
    """Of forty nasty offices that lend people, SimPy and the fast walk on lists leave the same tables."""
    assert program.people.seconded and not program.words
    assert_alike(program, "simpy", "lists")
