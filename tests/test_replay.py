"""The replay without a browser: in every second the film says of each line what the tables say."""

from __future__ import annotations

import time
from array import array

import pytest
from hypothesis import given, settings
from offices import OFFICES, offices
from test_where import possible
from toy_office import away, matter, serve, toy, walk

import xnsim as xn
from xnsim.engines import run
from xnsim.ledger.film import IN_LINE, LAST, film_of, sent, stretch
from xnsim.ledger.film import Film
from xnsim.scenario.model import Scenario
from xnsim.widgets import replay
from xnsim.widgets.player import STATES, WORDS

H = 3600
FORK = {"parallel": {"branches": {"fire": {"route": [serve("f", "a", "1 h")]}, "land": {"route": [serve("l", "b", "6 h")]}}}}


def filmed(told) -> Film:
    """The whole of a toy run."""
    return film_of(told.run, *stretch(told.run))


def seated(film: Film, second: int) -> list[tuple[str, str]]:
    """Who works at which desk in a second: (desk, officer)."""
    tables, now = film.tables, second - film.begin
    rows = zip(*(tables[name] for name in ("begin", "end", "zone", "seat")))
    return [(film.zones[zone].key, film.seats[seat].name) for begin, end, zone, seat in rows if begin <= now < end and seat >= 0]


def test_a_line_by_hand():
    """Three files of two hours come at 09:00: at 10:00 two wait, at 11:30 one, at 14:30 none; the officer has one in hand all the while."""
    film = filmed(walk("lists", {"a": {}}, {"m": matter(["05 09:00"] * 3, [serve("s", "a", "2 h")])}))
    seen = [film.at(int(hour * H))["desk:a"] for hour in (8.99, 10, 11.5, 14.5, 16.5)]
    assert seen == [(0, 0), (2, 1), (1, 1), (0, 1), (0, 0)]


def test_a_case_in_two_departments_is_drawn_twice():
    """From 09:00 to 10:00 the case lies at fire and land at once, afterwards at land alone."""
    film = filmed(walk("lists", {"a": {}, "b": {}}, {"m": matter(["05 09:00"], [FORK])}))
    assert [film.at(9 * H)[desk] for desk in ("desk:a", "desk:b")] == [(0, 1), (0, 1)]
    assert [film.at(10 * H)[desk] for desk in ("desk:a", "desk:b")] == [(0, 0), (0, 1)]
    assert len(film.tables["token_case"]) == 3 and {*film.tables["token_case"]} == {0}


def test_an_absence_and_its_cover_are_seen():
    """甲 is away on the 5th, 乙 stands in: the file lies in 乙's hands at 甲's desk, and 甲's chair is known to be empty."""
    desks = {"a": {"officers": [away("甲", (5, 6))]}, "b": {"officers": [{"name": "乙"}]}}
    told = walk("lists", desks, {"m": matter(["05 09:00"], [serve("s", "a", "1 h")])}, {"cover": [{"a": "甲", "b": "乙"}]})
    film = filmed(told)
    assert seated(film, 9 * H + 1) == [("desk:a", "乙")]
    first = next(seat for seat in film.seats if seat.name == "甲")
    at = film.tables["away_at"][first.officer]
    assert film.tables["away_from"][at] <= 9 * H < film.tables["away_to"][at]


def test_who_waits_for_a_meeting_stands_before_its_gate():
    """Put before the session at 10:00, heard at 15:30: in between it stands there, and the page knows when it meets."""
    route = [serve("s", "a", "1 h"), {"gate": {"step": "g", "session": "joint"}}]
    told = walk("simpy", {"a": {}}, {"m": matter(["05 09:00"], route)}, {"sessions": {"joint": {"every": "1 wd", "first": "5 h"}}})
    film = filmed(told)
    assert [film.at(int(hour * H))["session:joint"] for hour in (9.5, 10, 15.4, 15.5)] == [(0, 0), (1, 0), (1, 0), (0, 0)]
    assert film.tables["meeting_from"][0] == int(15.5 * H)


def test_the_state_of_a_limit():
    """Two working days promised from 09:00 on the 5th: due at 17:30 on the 7th; near its end from four fifths of that on."""
    limit = {"limits": {"promised": "2 wd"}}
    film = filmed(walk("lists", {"a": {}}, {"m": matter(["05 09:00"], [serve("s", "a", "30 h"), {"decide": {}}], limit)}))
    due = 2 * 24 * H + int(17.5 * H)
    row = {name: film.tables[name][0] for name in ("start", "near", "due", "judged")}
    assert row == {"start": 9 * H, "near": 9 * H + int(0.8 * (due - 9 * H)), "due": due, "judged": 0}
    assert film.ended(film.end) == (1, 0)


def test_a_case_without_a_limit_has_no_clock():
    """Nothing is promised and nothing judged."""
    film = filmed(walk("lists", {"a": {}}, {"m": matter(["05 09:00"], [serve("s", "a", "1 h")])}))
    assert film.tables["due"][0] == LAST and film.tables["judged"][0] == -1 and film.ended(film.end) == (0, 0)


@settings(parent=OFFICES, max_examples=40)
@given(offices())
def test_hands_are_what_the_table_of_work_says(office):
    """Random offices: in every second in which a spell begins or ends, as many files are in hand at a desk as the table of services says."""
    made = run(possible(office), 1, engine="lists")
    film = film_of(made, 0, made.last + 1)
    rows = list(zip(*(made.services[name].tolist() for name in ("desk", "start", "end", "how"))))
    desks = list(made.lowered.people.desks)
    closed_on = made.cases["closed"].tolist()
    if any(how == 3 for *_, how in rows) or min(closed_on, default=0) < 0:      # work for nothing is not shown; what is open at the end has no row
        return
    for second in sorted({when for _, begin, end, _ in rows for when in (begin, end)})[:40]:
        for number, name in enumerate(desks):
            assert film.at(second)[f"desk:{name}"][1] == sum(desk == number and begin <= second < end for desk, begin, end, _ in rows), (second, name)


def test_every_line_of_an_office_equals_the_tables():
    """A chain of two desks: whoever has come to a desk (received, or done at the one before) and was not taken up yet is in its line."""
    route = [serve("s", "a", "exp(50 min)"), serve("u", "b", "exp(50 min)")]
    data = toy({"a": {}, "b": {}}, {"m": {"arrivals": {"poisson": "7/wd"}, "route": route}})
    made = xn.simulate(Scenario.model_validate(data), seed=3, engine="lists").tables
    film = film_of(made, *stretch(made))
    first = {row["case"]: row for row in _rows(made.services, 0)}
    second = {row["case"]: row for row in _rows(made.services, 1)}
    received = made.cases["received"].tolist()
    moments = range(film.begin, film.end, 1801)
    longest = 0
    for now in moments:
        at_a = sum(since <= now and not (case in first and first[case]["start"] <= now) for case, since in enumerate(received))
        at_b = sum(row["end"] <= now and not (case in second and second[case]["start"] <= now) for case, row in first.items())
        longest = max(longest, at_a)
        assert (film.at(now)["desk:a"][0], film.at(now)["desk:b"][0]) == (at_a, at_b), now
    assert len(moments) > 100 and longest >= 3


def _rows(services, desk: int) -> list[dict[str, int]]:
    rows = zip(*(services[name].tolist() for name in ("case", "desk", "start", "end")))
    return [{"case": case, "start": start, "end": end} for case, where, start, end in rows if where == desk]


def test_the_tally_is_the_official_rate():
    """Over a film of the whole window, 按时 of the tally ÷ its cases is the on-time rate of the office."""
    data = toy({"a": {}}, {"m": {"arrivals": {"poisson": "10/wd"}, "limits": {"promised": "1 wd"}, "route": [serve("s", "a", "exp(1 h)"), {"decide": {}}]}})
    made = xn.simulate(Scenario.model_validate(data), seed=2, engine="lists")
    begin, end = made.tables.lowered.window
    film = film_of(made.tables, begin, end)
    read = made.indicators(["on_time_rate"]).loc["on_time_rate"]
    assert film.ended(end - 1) == (read["denominator"], read["numerator"]) and 20 < read["numerator"] < read["denominator"]


def test_a_film_of_two_thousand_cases_is_small(capsys):
    """The tables that are sent stay below a megabyte; what they cost in processor time (best of three) is printed, not judged."""
    made = xn.simulate(xn.load(xn.scenarios()["campaign"]), seed=1, engine="lists").tables
    spent = []
    for _ in range(3):
        begun = time.process_time()
        film = film_of(made, *stretch(made))
        reel = sent(film)
        spent.append(time.process_time() - begun)
    size = sum(map(len, reel.values()))
    with capsys.disabled():
        print(f"\nreplay: {len(film.tables['number'])} cases, {len(film.tables['begin'])} stays, {size / 1e3:.0f} kB, ready in {min(spent):.2f} s")
    assert len(film.tables["number"]) == 2000 and size < 1_000_000


def test_the_tables_are_whole_numbers_of_four_bytes():
    """What is sent can be read by a page as 32-bit integers, without a copy of anything else."""
    film = filmed(walk("lists", {"a": {}}, {"m": matter(["05 09:00"], [serve("s", "a", "1 h")])}))
    assert all(table.typecode == "i" and table.itemsize == 4 for table in film.tables.values())
    assert array("i", sent(film)["begin"]) == film.tables["begin"] and film.tables["seat"][0] != IN_LINE


def test_two_regimes_run_on_the_same_applicants():
    """Side by side the pictures begin and end together and show the same people."""
    data = toy({"a": {}}, {"m": {"arrivals": {"poisson": "7/wd"}, "limits": {"promised": "3 wd"}, "route": [serve("s", "a", "exp(50 min)"), {"decide": {}}]}})
    office = Scenario.model_validate(data)
    both = replay(office, {"现状": [], "限时": [xn.policies.TimeLimit(workdays=1)]}, engine="lists")
    left, right = both.films
    assert (left.begin, left.end) == (right.begin, right.end) and left.tables["number"] == right.tables["number"]
    assert left.tables["due"] != right.tables["due"] and [pane["name"] for pane in both.spec["panes"]] == ["现状", "限时"]


def test_three_regimes_or_no_case_are_refused():
    """Who asks for a third picture, or for an empty one, is told what is possible."""
    with pytest.raises(xn.InputError, match="最多并排两种"):
        replay("single_window", {"a": [], "b": [], "c": []}, engine="lists")
    with pytest.raises(xn.InputError, match="至少要有 1 件"):
        replay("single_window", cases=0, engine="lists")


def test_the_words_and_states_are_complete():
    """Every state has a colour and a word, and the page asks for no word that is not sent."""
    import re

    from xnsim.widgets.board import page_module

    page = page_module("replay.js")
    asked = set(re.findall(r"\bwords\.(\w+)", page)) | {*STATES, "busy", "idle", "away", "cover", "off"}
    assert asked - {"format"} <= set(WORDS) and len(set(STATES.values())) == 4
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "") and "import(" not in page
