"""限号 and 弃号: desks that hold only so many, applicants who wait only so long; every second by hand.

The office works 09:00-12:00 and 13:30-17:30; Monday is the 5th of January 2026.
"""

import datetime as dt
from random import Random

from alike import parting
from toy_office import matter, serve
from word_office import office, told

from xnsim import proof
from xnsim.engines import run, run_simpy_shuffled
from xnsim.program import lower


def hall(room, more=None):
    """One officer and room for so many, at work and waiting."""
    return {"a": {"officers": [{"name": "甲"}], "capacity": room, **(more or {})}}


def patient(step, desk, effort, patience):
    """A step whose applicant waits only so long."""
    node = serve(step, desk, effort)
    node["serve"]["patience"] = patience
    return node


# capacity ---------------------------------------------------------------------------------------------------------------

def test_who_finds_the_hall_full_is_turned_away_and_has_a_row():
    """Room for two: the first is served, the second waits, the third leaves in the second in which he came."""
    seen = told(hall(2), {"m": matter(["05 09:00", "05 09:10", "05 09:20"], [serve("s", "a", "1 h")])})
    assert seen.spells == ["0 s 甲 05 09:00 > 05 10:00 done", "1 s 甲 05 10:00 > 05 11:00 done"]
    assert seen.outcomes == ["approved", "approved", "turned away"]
    assert seen.stamps("closed") == ["05 10:00", "05 11:00", "05 09:20"] and seen.stamps("decided")[2] == "-"


def test_a_place_that_comes_free_in_that_second_is_taken():
    """The first is done at 10:00, place 1; who comes at 10:00 finds room, place 5; a second before he would not."""
    at = lambda moment: told(hall(1), {"m": matter(["05 09:00", moment], [serve("s", "a", "1 h")])}).outcomes[1]
    assert (at("05 10:00"), at("05 09:59:59")) == ("approved", "turned away")


def test_one_place_and_two_who_come_go_by_the_order_of_the_line():
    """Both at 09:00: the first listed gets in; in a line by priority the urgent one does, though he has the higher number."""
    two = {"m": matter(["05 09:00"], [serve("s", "a", "1 h")]), "n": matter(["05 09:00"], [serve("s", "a", "1 h")], {"priority": 1})}
    assert told(hall(1), two).outcomes == ["approved", "turned away"]
    assert told(hall(1, {"order": "priority"}), two).outcomes == ["turned away", "approved"]


def test_overnight_and_put_back_count_as_inside():
    """甲 is away on Tuesday: the file he put back keeps its place, so who comes then finds the hall full."""
    desks = {"a": {"officers": [{"name": "甲", "absence": {"known": [{"from": "2026-01-06", "to": "2026-01-07"}]}}], "capacity": 1}}
    seen = told(desks, {"m": matter(["05 17:00", "06 10:00"], [serve("s", "a", "1 h")])})
    assert seen.spells == ["0 s 甲 05 17:00 > 06 00:00 cut", "0 s 甲 07 09:00 > 07 09:30 done"]
    assert seen.outcomes == ["approved", "turned away"]


def test_turned_away_at_one_desk_the_whole_case_leaves():
    """Two branches at two desks; a is full, so b's officer, whose line it stood in, takes the next: nothing of it is worked on."""
    desks = {**hall(1), "b": {"officers": [{"name": "乙"}]}}
    branches = {"x": {"route": [serve("s", "a", "1 h")]}, "y": {"route": [serve("t", "b", "1 h")]}}
    seen = told(desks, {"busy": matter(["05 09:00"], [serve("s", "a", "3 h")]), "m": matter(["05 09:30"], [{"parallel": {"branches": branches}}])})
    assert seen.spells == ["0 s 甲 05 09:00 > 05 12:00 done"] and seen.outcomes == ["approved", "turned away"]


def test_two_full_desks_in_one_second():
    """Room for one at each: case 0 takes a's place, case 1 is refused there and with it leaves the door of b, where case 2 finds room."""
    desks = {**hall(1), "b": {"officers": [{"name": "乙"}], "capacity": 1}}
    both = {"parallel": {"branches": {"x": {"route": [serve("s", "a", "1 h")]}, "y": {"route": [serve("t", "b", "1 h")]}}}}
    seen = told(desks, {"one": matter(["05 09:00"], [serve("s", "a", "1 h")]), "two": matter(["05 09:00"], [both]),
                        "three": matter(["05 09:00"], [serve("t", "b", "1 h")])})
    assert seen.outcomes == ["approved", "turned away", "approved"]


def test_a_limit_on_numbers_may_begin_on_a_day():
    """Three wait on Monday; from Tuesday on there is room for two, nobody inside is sent away and nobody new let in."""
    desks = lambda room: {"a": {"officers": [{"name": "甲"}], **({"capacity": room} if room else {})}}
    matters = {"m": matter(["05 17:00", "05 17:00", "05 17:00", "06 09:30"], [serve("s", "a", "3 h")])}
    program = lower([(None, office(desks(None), matters)), (dt.date(2026, 1, 6), office(desks(2), matters))])
    plain = run(program, engine="simpy")
    assert list(plain.cases["outcome"]) == [1, 1, 1, 7]
    assert all(parting(plain, run_simpy_shuffled(program, 0, 0, Random(luck))) is None for luck in range(4))


# patience ---------------------------------------------------------------------------------------------------------------

def test_who_has_waited_too_long_leaves_and_is_not_served():
    """The second waits 15 min from 09:10 and leaves at 09:25; the third leaves as 甲 comes free at 10:00, a second more and he is served."""
    desks = {"a": {"officers": [{"name": "甲"}]}}
    seen = told(desks, {"m": matter(["05 09:00"], [serve("s", "a", "1 h")]), "n": matter(["05 09:10"], [patient("s", "a", "1 h", "15 min")]),
                        "o": matter(["05 09:20"], [patient("s", "a", "10 min", "40 min")])})
    assert seen.outcomes == ["approved", "withdrawn", "withdrawn"]
    assert seen.stamps("closed") == ["05 10:00", "05 09:25", "05 10:00"]        # the third leaves in the second 甲 comes free
    seen = told(desks, {"m": matter(["05 09:00"], [serve("s", "a", "1 h")]), "o": matter(["05 09:20"], [patient("s", "a", "10 min", "2401 s")])})
    assert seen.spells == ["0 s 甲 05 09:00 > 05 10:00 done", "1 s 甲 05 10:00 > 05 10:10 done"]


def test_once_taken_up_he_stays():
    """Patience of 30 min ends while he is served, and while the file lies put back overnight: he stays."""
    desks = {"a": {"officers": [{"name": "甲", "absence": {"known": [{"from": "2026-01-06", "to": "2026-01-07"}]}}]}}
    seen = told(desks, {"m": matter(["05 17:00"], [patient("s", "a", "1 h", "30 min")])})
    assert seen.outcomes == ["approved"] and len(seen.spells) == 2


def test_patience_in_working_days_stands_still_at_night():
    """A working day from Monday 16:30 ends on Tuesday 16:30, and with a civil day from then: the same here, but not over the weekend."""
    desks = {"a": {"officers": [{"name": "甲"}]}}
    left = lambda comes, patience: told(desks, {"m": matter(["05 09:00"], [serve("s", "a", "9 wd")]),
                                                "n": matter([comes], [patient("s", "a", "1 h", patience)])}).stamps("closed")[1]
    assert (left("09 16:30", "1 wd"), left("09 16:30", "1 d")) == ("12 16:30", "10 16:30")


def test_the_applicant_leaves_with_all_his_files_and_frees_the_place():
    """Impatient at b at 09:30, he leaves a's line too: the next of a is served at 10:00, and a full hall has room again."""
    desks = {"a": {"officers": [{"name": "甲"}], "capacity": 2}, "b": {"officers": [{"name": "乙"}]}}
    branches = {"x": {"route": [serve("s", "a", "1 h")]}, "y": {"route": [patient("t", "b", "1 h", "30 min")]}}
    seen = told(desks, {"m": matter(["05 09:00"], [serve("s", "a", "1 h")]), "n": matter(["05 09:00"], [serve("t", "b", "2 h")]),
                        "o": matter(["05 09:00"], [{"parallel": {"branches": branches}}]), "p": matter(["05 09:30"], [serve("s", "a", "1 h")])})
    assert seen.outcomes == ["approved", "approved", "withdrawn", "approved"]
    assert [line for line in seen.spells if "甲" in line] == ["0 s 甲 05 09:00 > 05 10:00 done", "3 s 甲 05 10:00 > 05 11:00 done"]


# what others have printed -----------------------------------------------------------------------------------------------

def test_half_the_visitors_find_one_chair_taken():
    """M/M/1/1 with as much work as time: half of all visits are refused, whatever else is exact (Erlang 1917)."""
    own = proof.Case("k", "M/M/c/K (限号/满座离去)", {"lam": 1.0, "mu": 1.0, "c": 1, "K": 1}, "被限号拒绝比例 p_K", 0.5, "exact")
    assert proof.prove([own])[0].proved
