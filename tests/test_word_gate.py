"""Sessions 例会 and the files that wait for them: who is heard when, every second by hand.

The office works 09:00-12:00 and 13:30-17:30 (7 hours a day); Monday is the 5th of January 2026.
"""

import datetime as dt

from toy_office import DAY_AND_NIGHT, files, matter, serve
from word_office import office, told, told_of

from xnsim.program import lower

ONE = {"a": {"officers": [{"name": "甲"}]}}
BOTH = {"a": {"officers": [{"name": "甲"}]}, "b": {"officers": [{"name": "乙"}]}}


def daily(more=None, **others):
    """A session each morning from the 6th on, and others."""
    return {"sessions": {"joint": {"every": "1 wd", **(more or {})}, **others}}


def gate(step="hear", session="joint", more=None):
    """A file waits for a session."""
    return {"gate": {"step": step, "session": session, **(more or {})}}


def waiting(*comes):
    """Matters of one file each that only wait for the session, in the order of their case numbers within a second."""
    return {f"m{i}": matter([each], [gate()]) for i, each in enumerate(comes)}


def test_a_session_meets_in_working_time_from_the_start_of_the_run():
    """Every 7 working hours from Monday 09:00: Tuesday 09:00, Wednesday 09:00; over the weekend from Friday to Monday."""
    seen = told(ONE, waiting("05 10:00", "06 08:00", "06 09:00:01", "09 10:00"), daily())
    assert seen.stamps("closed") == ["06 09:00", "06 09:00", "07 09:00", "12 09:00"]
    assert seen.outcomes == ["approved"] * 4 and seen.spells == []


def test_the_first_session_may_be_on_another_day():
    """First after 2 h (11:00), then every 3 h 30 min of work: 16:00 is 2 h + 3.5 h; the next after 9 h: Tuesday 11:00."""
    seen = told(ONE, waiting("05 09:00", "05 11:00:01", "05 16:30"), daily({"first": "2 h", "every": "3.5 h"}))
    assert seen.stamps("closed") == ["05 11:00", "05 16:00", "06 11:00"]


def test_who_arrives_in_the_second_of_the_session_is_heard():
    """An applicant of 09:30:00 and a file whose step at a desk ends at 09:30:00 are heard in that second; at 09:30:01 it is over."""
    more = daily({"first": "0.5 h"})        # 09:30 each day
    seen = told(ONE, {"at": matter(["05 09:30"], [gate()]), "late": matter(["05 09:30:01"], [gate()]),
                      "done": matter(["05 09:00"], [serve("s", "a", "30 min"), gate()])}, more)
    assert seen.stamps("closed") == ["05 09:30", "05 09:30", "06 09:30"]


def test_seats_go_by_the_second_of_queueing_then_by_case_number():
    """Two seats: of four files the one that came first and the lower case number of the three others are heard, the rest next time."""
    seen = told(ONE, waiting("05 11:00", "05 11:00", "05 11:00", "05 10:00"), daily({"seats": 2}))
    assert seen.stamps("received") == ["05 10:00", "05 11:00", "05 11:00", "05 11:00"]
    assert seen.stamps("closed") == ["06 09:00", "06 09:00", "07 09:00", "07 09:00"]


def test_below_the_quorum_there_is_no_session():
    """Two files wait on Tuesday: three are wanted, nobody is heard; on Wednesday there are three."""
    seen = told(ONE, waiting("05 10:00", "05 11:00", "06 15:00"), daily({"quorum": 3}))
    assert seen.stamps("closed") == ["07 09:00"] * 3


def test_notice_is_working_time_or_civil_time():
    """1 wd of notice before Wednesday 09:00 is Tuesday 09:00; 20 h of it is Tuesday 13:00, to the second."""
    def closed(notice):
        rows = {f"m{i}": matter([each], [gate(more={"notice": notice})])
                for i, each in enumerate(("06 09:00", "06 09:00:01", "06 13:00", "06 13:00:01"))}
        return told(ONE, rows, daily()).stamps("closed")
    assert closed("1 wd") == ["07 09:00", "08 09:00", "08 09:00", "08 09:00"]
    assert closed("20 h") == ["07 09:00", "07 09:00", "07 09:00", "08 09:00"]


def test_a_file_without_notice_does_not_count_for_the_quorum():
    """Two wait, two are wanted, but one came too late to be on the list: no session; next time both."""
    rows = {f"m{i}": matter([each], [gate(more={"notice": "1 h"})]) for i, each in enumerate(("05 10:00", "05 17:00"))}
    assert told(ONE, rows, daily({"quorum": 2, "first": "6.75 h"})).stamps("closed") == ["06 17:15", "06 17:15"]


NEEDS = {"parallel": {"branches": {"opinion": {"route": [serve("s", "a", "1 h")]},
                                   "joint": {"route": [gate(more={"needs": ["opinion"]}), serve("t", "b", "10 min")]}}}}


def test_the_branches_it_needs_must_have_ended():
    """The opinion is given at 09:00:00 of the session's second: heard; a second later: the session after."""
    seen = told(BOTH, {"m": matter(["05 16:30"], [NEEDS])}, daily({"first": "1 wd"}))      # 1 h of work from 16:30: 17:30
    assert seen.spells == ["0 s 甲 05 16:30 > 05 17:30 done", "0 t 乙 06 09:00 > 06 09:10 done"]
    more = daily({"first": "2 h", "every": "1 h"})      # sessions 11:00, 12:00 (that is 13:30), 14:30, ...
    in_time = told(BOTH, {"m": matter(["05 10:00"], [NEEDS])}, more)
    assert in_time.spells[1] == "0 t 乙 05 11:00 > 05 11:10 done"
    late = told(BOTH, {"m": matter(["05 10:00:01"], [NEEDS])}, more)
    assert late.spells[1] == "0 t 乙 05 13:30 > 05 13:40 done"


def test_a_branch_that_has_not_begun_has_not_ended():
    """The opinion is asked for after another branch only: the session waits for it, not for an empty desk."""
    fork = {"parallel": {"branches": {"first": {"route": [serve("f", "a", "2 h")]},
                                      "opinion": {"after": ["first"], "route": [serve("s", "a", "2 h")]},
                                      "joint": {"route": [gate(more={"needs": ["opinion"]})]}}}}
    seen = told(ONE, {"m": matter(["05 09:00"], [fork])}, daily({"first": "1 h", "every": "1 h"}))      # done at 14:30
    assert seen.stamps("closed") == ["05 14:30"]


def test_nobody_is_heard_twice_in_one_second():
    """Two bodies meet at the same moment: who comes from the one waits for the next session of the other, whichever is listed first."""
    rows = {"up": matter(["05 10:00"], [gate("x", "joint"), gate("y", "board")]), "down": matter(["05 10:00"], [gate("x", "board"), gate("y", "joint")]),
            "again": matter(["05 10:00"], [gate("x"), gate("y")])}
    assert told(ONE, rows, daily(board={"every": "1 wd"})).stamps("closed") == ["07 09:00"] * 3


def test_papers_sent_back_from_a_session_come_before_a_later_one():
    """Sent back once, with nothing to do for the applicant: heard on Tuesday and, again, on Wednesday."""
    back = {"return": {"step": "back", "probability": 1.0, "at_most": 1, "turnaround": "0 s"}}
    seen = told(ONE, {"m": matter(["05 10:00"], [gate(), back])}, daily())
    assert seen.stamps("closed") == ["07 09:00"] and seen.case(0)["returns"] == 1


def test_a_limit_that_ends_in_the_second_of_the_session_goes_before_it():
    """The hour's limit ends at 09:30:00 exactly as the session opens: the file has left; a second later it is heard."""
    def outcome(limit):
        more = {"limits": {"promised": limit}, "on_expiry": [{"limit": "promised", "exit": "lapsed"}]}
        return told(ONE, {"m": matter(["05 09:00"], [gate()], more)}, daily({"first": "0.5 h"})).outcomes
    assert outcome("30 min") == ["lapsed"] and outcome("1801 s") == ["approved"]


def test_what_a_session_has_heard_is_taken_up_in_its_second():
    """At 09:00 the session hears three files: three officers take them up at 09:00, in case order, before those who queued later."""
    desks = {"a": {"officers": [{"name": "甲"}, {"name": "乙"}]}}
    rows = {f"m{i}": matter(["05 10:00"], [gate(), serve("s", "a", "10 min")]) for i in range(2)}
    seen = told(desks, rows | {"n": matter(["06 09:00"], [serve("s", "a", "5 min")])}, daily())
    assert seen.spells == ["0 s 甲 06 09:00 > 06 09:10 done", "1 s 乙 06 09:00 > 06 09:10 done", "2 s 甲 06 09:10 > 06 09:15 done"]


def test_the_official_clock_runs_while_a_file_waits_for_a_session():
    """Waiting for a body is the office's own time: a promise of one day is missed by a session on the third."""
    seen = told(ONE, {"m": matter(["05 10:00"], [{"accept": {}}, gate(), {"deliver": {}}], {"limits": {"promised": "1 wd"}})}, daily({"first": "2 wd"}))
    assert seen.stamps("delivered") == ["07 09:00"] and seen.stamps("promised_due") == ["06 17:30"]


def test_day_and_night_a_session_is_every_so_many_hours():
    """In a continuous calendar a session every 3 wd, or every 3 d, meets every three civil days from the start."""
    for every in ("3 wd", "3 d", "72 h"):
        seen = told(ONE, waiting("05 00:00", "08 00:00", "08 00:00:01"), daily({"every": every}) | DAY_AND_NIGHT)
        assert seen.stamps("closed") == ["08 00:00", "08 00:00", "11 00:00"]


def test_without_the_word_nothing_changes():
    """An office whose sessions nobody waits for leaves the tables of the same office without them."""
    plain, held = told(ONE, files(("05 10:00", "1 h"))), told(ONE, files(("05 10:00", "1 h")), daily())
    assert plain.run.cases == held.run.cases and plain.run.services == held.run.services and held.run.lowered.words == frozenset()


def test_a_session_that_changes_on_a_day():
    """Daily until Wednesday, every second day from then on, counted from the start of the run: Tuesday, Wednesday, Friday; gone later, it still meets."""
    rows = waiting("05 10:00", "06 10:00", "07 10:00", "08 10:00", "12 10:00")
    daily_one, second_day = office(ONE, rows, daily()), office(ONE, rows, daily({"every": "2 wd"}))
    changed = [(None, daily_one), (dt.date(2026, 1, 8), second_day)]
    assert told_of(lower(changed)).stamps("closed") == ["06 09:00", "07 09:00", "09 09:00", "09 09:00", "13 09:00"]
    gone = office(ONE, {f"m{i}": matter([each], [serve("s", "a", "1 min")]) for i, each in enumerate(("05 10:00", "05 11:00"))})
    one_seat = office(ONE, waiting("05 10:00", "05 11:00"), daily({"seats": 1}))
    assert told_of(lower([(None, one_seat), (dt.date(2026, 1, 7), gone)])).stamps("closed") == ["06 09:00", "07 09:00"]
