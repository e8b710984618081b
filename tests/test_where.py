"""Where the time went: every second of every case is booked once, and a trainer can check the book."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, reject, settings
from offices import OFFICES, offices
from toy_office import away, matter, serve, toy, walk

from xnsim.cli import main
from xnsim.engines import run, space_of
from xnsim.engines.record import MOMENTS
from xnsim.engines.simpy_record import row_of
from xnsim.ledger import ENTRIES, MEANING, NoSuchCase, ledgers, where
from xnsim.ledger.noted import WatchedOffice
from xnsim.ledger.replay import Replay
from xnsim.program.fate import deal
from xnsim.scenario import InputError
from xnsim.scenario.model import Scenario
from xnsim.study import simulate
from xnsim.study.time_spent import branches_of, meanings
from xnsim.tape import CASE_ROW

H = 3600
SAME = (*MOMENTS, "outcome", "returns", "trips", "deemed", "resets", "lost_s", "lawful_s", "applicant_s", "paused_s")


def booked(ledger):
    """The entries that are not nought, in hours."""
    return {entry: seconds / H for entry, seconds in ledger.seconds.items() if seconds}


# a night from 17:30 to 09:00 has 15.5 hours, lunch 1.5

def test_a_queue_a_night_and_the_work_itself():
    """Two files of five hours come at nine: the second waits five hours of work and one lunch, then works over the night.

    甲 serves the first 09:00-12:00 and 13:30-15:30; the second is in hand 15:30-17:30 and 09:00-12:00.
    """
    told = walk("lists", {"a": {}}, {"m": matter(["05 09:00", "05 09:00"], [serve("s", "a", "5 h")])})
    first, second = ledgers(told.run)
    assert booked(first) == {"in_hand": 5, "off_hours": 1.5}
    assert booked(second) == {"own_queue": 5, "in_hand": 5, "off_hours": 1.5 + 15.5}
    assert sum(second.seconds.values()) == second.sojourn_s == 27 * H


def test_an_absence_is_booked_in_office_hours_only():
    """甲 is away on the 5th: seven office hours of absence, the rest of the day and the night is off hours."""
    told = walk("lists", {"a": {"officers": [away("甲", (5, 6))]}}, {"m": matter(["05 09:00"], [serve("s", "a", "1 h")])})
    assert booked(where(told.run, 0)) == {"absence": 7, "off_hours": 1.5 + 15.5, "in_hand": 1}


def test_waits_are_booked_to_whom_they_belong():
    """The applicant's day, a lawful test of 10 h, a delivery of 2 office hours."""
    route = [serve("s", "a", "1 h"),
             {"wait": {"step": "papers", "length": "24 h", "who": "applicant"}},
             {"wait": {"step": "test", "length": "10 h", "clock": "lawful_pause"}},
             {"wait": {"step": "post", "length": "3 h", "clock": "unlawful_pause"}},
             {"deliver": {"takes": "2 h"}}]
    told = walk("lists", {"a": {}}, {"m": matter(["05 09:00"], route)})
    # 10:00 the 5th, 10:00 the 6th, 20:00 the 6th, 23:00 the 6th, delivered 11:00 the 7th
    assert booked(where(told.run, 0)) == {"in_hand": 1, "applicant": 24, "lawful_pause": 10, "other_wait": 3 + 12}


def test_the_slowest_branch_is_named_and_its_time_parted():
    """Land takes 6 hours, fire 1: from 10:00 on the case waits for land alone.

    Land works 09:00-12:00, 13:30-16:30; the hour until 10:00 is in hand, the rest is the slowest branch's.
    """
    fork = {"parallel": {"branches": {"fire": {"route": [serve("f", "a", "1 h")]}, "land": {"route": [serve("l", "b", "6 h")]}}}}
    told = walk("lists", {"a": {}, "b": {}}, {"m": matter(["05 09:00"], [fork])})
    ledger = where(told.run, 0)
    assert booked(ledger) == {"in_hand": 1, "slowest": 6.5}
    assert ledger.slowest == {"land": {"in_hand": 5 * H, "off_hours": 1.5 * H}}


def test_the_way_leads_through_the_branch_that_had_to_end_first():
    """Fire (1 h) comes after land (2 h); water takes 30 min: alone from 09:30, with land until 11:00, then with fire."""
    fork = {"parallel": {"branches": {"water": {"route": [serve("w", "c", "30 min")]}, "land": {"route": [serve("l", "b", "2 h")]},
                                      "fire": {"after": ["land"], "route": [serve("f", "a", "1 h")]}}}}
    told = walk("lists", {"a": {}, "b": {}, "c": {}}, {"m": matter(["05 09:00"], [fork])})
    ledger = where(told.run, 0)
    assert booked(ledger) == {"in_hand": 0.5, "slowest": 2.5}
    assert ledger.slowest == {"land": {"in_hand": 1.5 * H}, "fire": {"in_hand": H}}


def test_the_way_leads_through_a_branch_that_takes_no_time():
    """Fire (1 h), then a decision that may refuse and takes no time, then land (2 h): all three hours are in hand, none is without a name."""
    fork = {"parallel": {"branches": {"fire": {"route": [serve("f", "a", "1 h")]}, "gate": {"after": ["fire"], "route": [{"refuse": {"step": "r", "probability": 1e-9}}]},
                                      "land": {"after": ["gate"], "route": [serve("l", "b", "2 h")]}}}}
    told = walk("lists", {"a": {}, "b": {}}, {"m": matter(["05 09:00"], [fork])})
    assert booked(where(told.run, 0)) == {"in_hand": 3}


def test_who_is_inside_at_closing_stands_in_a_queue():
    """The doors close at 17:30 and all inside are served: the second of two files of 1 h from 17:00 waits until 18:00 in line."""
    told = walk("lists", {"a": {"closing": "serve_out"}}, {"m": matter(["05 17:00", "05 17:00"], [serve("s", "a", "1 h")])})
    assert booked(where(told.run, 1)) == {"own_queue": 1, "in_hand": 1}


def test_a_matters_ledger_adds_up_its_cases():
    """The sums over a matter are the sums over its cases, and add up to their sojourn."""
    told = walk("lists", {"a": {}}, {"m": matter(["05 09:00", "05 09:00"], [serve("s", "a", "5 h")]), "n": matter(["05 09:00"], [serve("t", "a", "1 h")])})
    found = where(told.run)
    assert found["m"].cases == 2 and found["n"].cases == 1 and found["m"].still_open == 0
    for name, total in found.items():
        parts = [each for each in ledgers(told.run) if told.run.lowered.matters[each.matter] == name]
        assert total.seconds == {entry: sum(each.seconds[entry] for each in parts) for entry in ENTRIES}
        assert sum(total.seconds.values()) == total.sojourn_s


def test_a_case_that_is_not_there_is_told():
    """The error says which numbers there are, in both languages."""
    told = walk("lists", {"a": {}}, {"m": matter(["05 09:00"], [serve("s", "a", "1 h")])})
    with pytest.raises(NoSuchCase, match="编号 0 至 0 / there is no case 7"):
        where(told.run, 7)


def possible(office):
    """The office, lowered; one that changes on a day what cannot change is passed over."""
    try:
        return office.program
    except InputError:
        reject()


@settings(parent=OFFICES, max_examples=60)
@given(offices())
def test_every_second_of_every_case_is_booked_once(office):
    """Random offices: entries sum exactly to the sojourn, none is negative, and only a case still open has a tail without a name."""
    made = run(possible(office), 1, engine="lists")
    for ledger in ledgers(made):
        assert sum(ledger.seconds.values()) == ledger.sojourn_s
        assert min(ledger.seconds.values()) >= 0
        assert sum(sum(spent.values()) for spent in ledger.slowest.values()) == ledger.seconds["slowest"]
        assert ledger.is_open or ledger.seconds["unexplained"] == 0


@settings(parent=OFFICES, max_examples=60)
@given(offices())
def test_a_case_walked_alone_lives_as_in_the_whole_office(office):
    """Followed alone by the log, or watched in the whole office walked once more: a closed case is at the same places at the same times."""
    made = run(possible(office), 1, engine="lists")
    fate = deal(possible(office), 1, 0, space_of("lists"), ahead=False)
    alone, watched = Replay(made, fate, list(range(made.cases.rows))), WatchedOffice(made, fate)
    for walk_again in (alone, watched):
        walk_again.walk_again()
    logged = made.services["case"].tolist()
    for number in range(made.cases.rows):
        every_spell_has_ended = made.cases["spells"][number] == logged.count(number)    # one for nothing may go on after the case
        if made.cases["closed"][number] >= 0 and every_spell_has_ended:
            assert told(alone, number) == told(watched, number), number


def told(office, number):
    """Where a case was and when; neighbouring stretches at one place are one, work that was for nothing counts as waiting."""
    found = []
    for branch, pieces in sorted(office.life(number).branches.items()):
        found += [(branch, piece.begin, piece.end, piece.where, piece.place, piece.worked_s) for piece in pieces]
    return found


@settings(parent=OFFICES, max_examples=40)
@given(offices())
def test_a_case_walked_once_more_leaves_the_same_row(office):
    """The replay follows the law: every column of every closed case comes out as the engine wrote it."""
    made = run(possible(office), 1, engine="lists")
    again = Replay(made, deal(possible(office), 1, 0, space_of("lists"), ahead=False), list(range(made.cases.rows)))
    again.walk_again()
    for number in range(made.cases.rows):
        if made.cases["closed"][number] >= 0:
            row = dict(zip(CASE_ROW, row_of(again.walked[number], made.last)))
            for name in SAME:
                moment = name in MOMENTS and row[name] >= 0
                assert row[name] + made.cases["received"][number] * moment == made.cases[name][number], (number, name)


# words in which cases meet elsewhere than at a desk: the whole office is walked once more

def test_a_meeting_is_waited_for():
    """The session sits each working day from 5 h after the start on: put before it at 10:00, the file is heard at 15:30.

    Five open seconds-hours after midnight of the 5th: 09:00-12:00 and 13:30-15:30.
    """
    route = [serve("s", "a", "1 h"), {"gate": {"step": "g", "session": "joint"}}]
    told = walk("simpy", {"a": {}}, {"m": matter(["05 09:00"], route)}, {"sessions": {"joint": {"every": "1 wd", "first": "5 h"}}})
    assert booked(where(told.run, 0)) == {"in_hand": 1, "meeting": 5.5}


def test_the_way_between_two_houses_and_what_nobody_can_help():
    """A day by post, then two hours of a wait that neither side governs."""
    route = [{"transfer": {"step": "post", "length": "24 h"}}, {"wait": {"step": "flood", "length": "2 h", "who": "extraneous"}}, serve("s", "a", "1 h")]
    told = walk("simpy", {"a": {}}, {"m": matter(["05 09:00"], route)})
    assert booked(where(told.run, 0)) == {"transfer": 24, "extraneous": 2, "in_hand": 1}


def test_a_file_lost_on_its_way_is_still_on_its_way():
    """The post takes an hour, loses the file, and it turns up two hours later."""
    route = [{"transfer": {"step": "post", "length": "1 h", "lost": 1.0, "found_after": "2 h"}}, serve("s", "a", "30 min")]
    told = walk("simpy", {"a": {}}, {"m": matter(["05 09:00"], route)})
    assert booked(where(told.run, 0)) == {"transfer": 3, "off_hours": 1.5, "in_hand": 0.5}


def test_a_case_waits_for_the_one_it_gave_rise_to():
    """The review is received a second later and takes an hour; the parent goes on a second after its close."""
    route = [{"spawn": {"step": "ask", "matter": "n", "parent": "waits"}}, serve("s", "a", "1 h")]
    told = walk("simpy", {"a": {}, "b": {}}, {"m": matter(["05 09:00"], route), "n": {"arrivals": "spawned", "route": [serve("r", "b", "1 h")]}})
    assert where(told.run, 0).seconds["other_case"] == H + 2
    assert booked(where(told.run, 1)) == {"in_hand": 1}


def test_a_team_and_a_batch_are_in_hand():
    """Two officers take both files in one spell of 2 h, the longest of their works."""
    step = serve("s", "a", "2 h")
    step["serve"]["officers"] = 2
    told = walk("simpy", {"a": {"officers": 2, "batch": 2}}, {"m": matter(["05 09:00", "05 09:00"], [step])})
    assert [booked(ledger) for ledger in ledgers(told.run)] == [{"in_hand": 2}, {"in_hand": 2}]


@pytest.mark.parametrize("case", [0, 1, 2, 3])
def test_what_is_cut_short_adds_up_too(case):
    """One officer, one chair to wait on, half an hour of patience: served, gone, turned away; each ledger sums to the sojourn."""
    step = serve("s", "a", "2 h")
    step["serve"]["patience"] = "30 min"
    told = walk("simpy", {"a": {"capacity": 2}}, {"m": matter(["05 09:00", "05 09:00", "05 09:00", "05 10:00"], [step])})
    ledger = where(told.run, case)
    assert sum(ledger.seconds.values()) == ledger.sojourn_s
    assert booked(ledger) == ({"in_hand": 2}, {"own_queue": 0.5}, {}, {"own_queue": 0.5})[case]


# on the face and on the screen

def test_the_table_of_a_run_adds_up():
    """``run.where()``: the seconds without the rows that part another add up to the sojourn; one case likewise."""
    fork = {"parallel": {"branches": {"fire": {"route": [serve("f", "a", "1 h")]}, "land": {"route": [serve("l", "b", "6 h")]}}}}
    office = Scenario.model_validate(toy({"a": {}, "b": {}}, {"m": matter(["05 09:00", "06 09:00"], [fork])}))
    made = simulate(office, engine="lists")
    for frame, cases in ((made.where(), 2), (made.where(case=1, lang="en"), 1)):
        whole = frame[frame["branch"] == ""]
        assert whole["seconds"].sum() == whole["sojourn_s"].iloc[0] == cases * 7.5 * H
        assert whole["share"].sum() == pytest.approx(1) and set(whole["cases"]) == {cases}
        parts = frame[frame["branch"] == "land"]
        assert parts["seconds"].sum() == frame.set_index("entry").loc["slowest", "seconds"] == cases * 6.5 * H
    assert "其中:b · 办理中" in list(made.where()["entry_label"]) and "slowest branch" in list(made.where(lang="en")["entry_label"])
    with pytest.raises(InputError, match="没有第 9 件"):
        made.where(case=9)


def test_a_branch_is_called_by_its_desk():
    """The branches land, at the desk of that name, and fire and twin, at one desk: the reader sees the desk's name where it tells the branch, else the branch's own."""
    desks = {"a": {"name": {"zh": "国土审查", "en": "Land review"}}, "b": {"name": {"zh": "消防审查", "en": "Fire review"}}}
    branches = {"land": {"route": [serve("l", "a", "6 h")]}, "fire": {"route": [serve("f", "b", "1 h")]}, "twin": {"route": [serve("t", "b", "8 h")]}}
    made = simulate(Scenario.model_validate(toy(desks, {"m": matter(["05 09:00"], [{"parallel": {"branches": branches}}])})), engine="lists")
    assert branches_of(made.tables, "m", "zh") == {"land": "国土审查", "fire": "fire", "twin": "twin"}
    assert branches_of(made.tables, "m", "en")["land"] == "Land review"


def test_what_is_booked_under_an_entry_is_told_for_each():
    """Every entry of the ledger has its meaning in both languages, and only those that occur are told, in the ledger's order."""
    assert list(MEANING) == list(ENTRIES)
    assert [name for name, _ in meanings(["in_hand", "own_queue", "in_hand"], "zh")] == ["本岗排队", "办理中"]
    assert dict(meanings(["in_hand"], "en")) == {"in hand": "working time of the officers on this file"}


@pytest.mark.parametrize(("lang", "words"), [("zh", ("时间去哪儿了", "本岗排队", "合计", "各项计什么", "经办人实际办理的工作时间")), ("en", ("Where the time went", "own queue", "receipt to closing", "working time of the officers on this file"))])
def test_the_command_prints_the_ledger(capsys, lang, words):
    """``xnsim run --where`` in both languages."""
    assert main(["run", "single_window", "--engine", "lists", "--where", "--lang", lang]) == 0
    shown = capsys.readouterr().out
    assert all(word in shown for word in words)


def test_the_command_gives_the_ledger_to_a_program(capsys):
    """With ``--json`` the ledger is data."""
    assert main(["run", "single_window", "--engine", "lists", "--where", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["where"]
    assert sum(row["seconds"] for row in rows if not row["branch"]) == rows[0]["sojourn_s"]
