"""Teams: officers who are taken together or not at all, every second by hand.

The office works 09:00-12:00 and 13:30-17:30; Monday is the 5th of January 2026.
"""

from toy_office import DAY_AND_NIGHT, away, files, matter, serve
from word_office import told

TWO = {"a": {"officers": [{"name": "甲"}, {"name": "乙"}]}}


def team(step, desk, effort, officers=2):
    """A step worked on by several officers together."""
    return {"serve": {"step": step, "desk": desk, "effort": effort, "officers": officers}}


def joint(*rows, officers=2, desk="a"):
    """Matters of one file each that a team works on: (moment of receipt, effort)."""
    return {f"t{i}": matter([comes], [team("s", desk, effort, officers)]) for i, (comes, effort) in enumerate(rows)}


def test_two_are_taken_together_and_leave_together():
    """Both officers work 30 min on the file, a row for each, and both are free at 09:30."""
    seen = told(TWO, joint(("05 09:00", "30 min")) | files(("05 09:10", "5 min"), ("05 09:10", "5 min")))
    assert seen.spells == ["0 s 甲 05 09:00 > 05 09:30 done", "0 s 乙 05 09:00 > 05 09:30 done",
                           "1 s 甲 05 09:30 > 05 09:35 done", "2 s 乙 05 09:30 > 05 09:35 done"]
    assert [(row["spell"], row["worked_s"], row["effort_done_s"]) for row in seen.services[:2]] == [(0, 1800, 1800)] * 2
    assert seen.case(0)["spells"] == 2


def test_the_file_at_the_head_waits_and_is_not_overtaken():
    """甲 is busy until 09:20; the team's file waits for him, and the file behind it waits too though 乙 is free."""
    seen = told(TWO, files(("05 09:00", "20 min")) | joint(("05 09:05", "10 min")) | {"n": matter(["05 09:06"], [serve("s", "a", "5 min")])})
    assert seen.spells == ["0 s 甲 05 09:00 > 05 09:20 done", "1 s 甲 05 09:20 > 05 09:30 done", "1 s 乙 05 09:20 > 05 09:30 done",
                           "2 s 甲 05 09:30 > 05 09:35 done"]


def test_the_first_listed_of_the_free_make_the_team():
    """Of three officers the first is busy: the second and the third make the team; of three free ones the first two."""
    three = {"a": {"officers": [{"name": "甲"}, {"name": "乙"}, {"name": "丙"}]}}
    seen = told(three, files(("05 09:00", "1 h")) | joint(("05 09:00", "10 min")))
    assert seen.spells[:2] == ["1 s 乙 05 09:00 > 05 09:10 done", "1 s 丙 05 09:00 > 05 09:10 done"]
    assert [each.split()[2] for each in told(three, joint(("05 09:00", "10 min"))).spells] == ["甲", "乙"]


def test_both_come_free_in_one_second():
    """Two files end at 09:10:00: the team is taken up in that second."""
    seen = told(TWO, files(("05 09:00", "10 min"), ("05 09:00", "10 min")) | joint(("05 09:01", "10 min")))
    assert seen.spells[2:] == ["2 s 甲 05 09:10 > 05 09:20 done", "2 s 乙 05 09:10 > 05 09:20 done"]


def test_the_spell_ends_at_the_first_absence_of_either():
    """乙 leaves at midnight: both rows are cut, the hour that is left waits until he is back."""
    desks = {"a": {"officers": [{"name": "甲"}, away("乙", (6, 7))]}}
    seen = told(desks, joint(("05 23:00", "2 h")), DAY_AND_NIGHT)
    assert seen.spells == ["0 s 甲 05 23:00 > 06 00:00 cut", "0 s 乙 05 23:00 > 06 00:00 cut",
                           "0 s 甲 07 00:00 > 07 01:00 done", "0 s 乙 07 00:00 > 07 01:00 done"]
    assert [(row["spell"], row["effort_done_s"]) for row in seen.services] == [(0, 3600), (0, 3600), (1, 3600), (1, 3600)]


def test_two_absences_in_one_second_and_one_within_the_other():
    """Both leave at midnight and come back on different days: cut once, taken up when the later one is back."""
    desks = {"a": {"officers": [away("甲", (6, 7)), away("乙", (6, 9))]}}
    seen = told(desks, joint(("05 23:00", "2 h")), DAY_AND_NIGHT)
    assert seen.spells == ["0 s 甲 05 23:00 > 06 00:00 cut", "0 s 乙 05 23:00 > 06 00:00 cut",
                           "0 s 甲 09 00:00 > 09 01:00 done", "0 s 乙 09 00:00 > 09 01:00 done"]


def test_two_who_are_never_there_together_never_begin():
    """甲 goes when 乙 comes: the team's file waits, and with it the one behind, until both are there."""
    desks = {"a": {"officers": [away("甲", (6, 9)), away("乙", (5, 6))]}}
    seen = told(desks, joint(("05 09:00", "1 h")) | files(("05 09:00", "1 h")))
    assert seen.spells == ["0 s 甲 09 09:00 > 09 10:00 done", "0 s 乙 09 09:00 > 09 10:00 done", "1 s 甲 09 10:00 > 09 11:00 done"]


def test_a_team_works_at_the_pace_of_its_slower_member():
    """丙 helps at half pace from rank 1: with 甲 alone at the desk the team takes an hour over half an hour of work."""
    desks = {"a": {"officers": [{"name": "甲"}]}, "b": {"officers": [{"name": "丙"}]}}
    seen = told(desks, joint(("05 09:00", "30 min")), {"helps": [{"officer": "丙", "desk": "a", "efficiency": 0.5}]})
    assert seen.spells == ["0 s 甲 05 09:00 > 05 10:00 done", "0 s 丙 05 09:00 > 05 10:00 done"]
    assert [row["effort_done_s"] for row in seen.services] == [1800, 1800]


def test_a_helper_serves_his_own_line_before_he_joins_a_team():
    """丙 has a file of his own at 09:00 and joins the team at 09:10; 甲 waits for him."""
    desks = {"a": {"officers": [{"name": "甲"}]}, "b": {"officers": [{"name": "丙"}]}}
    rows = joint(("05 09:00", "10 min")) | {"own": matter(["05 09:00"], [serve("s", "b", "10 min")])}
    seen = told(desks, rows, {"helps": [{"officer": "丙", "desk": "a"}]})
    assert seen.spells == ["1 s 丙 05 09:00 > 05 09:10 done", "0 s 甲 05 09:10 > 05 09:20 done", "0 s 丙 05 09:10 > 05 09:20 done"]


def test_a_team_takes_as_many_windows_as_officers():
    """One window is open until 10:00, two from then on: the team begins at 10:00."""
    desks = {"a": {"officers": [{"name": "甲"}, {"name": "乙"}], "open_by_hour": [{"from": "00:00", "windows": 1}, {"from": "10:00", "windows": 2}]}}
    assert [each[6:] for each in told(desks, joint(("05 09:00", "10 min"))).spells] == ["05 10:00 > 05 10:10 done"] * 2


def test_closing_time_suspends_a_team_and_a_limit_lets_it_go():
    """Two hours from 17:00 go on next morning until 10:30; with a limit of 16 h both officers are let go at 09:00."""
    whole = told(TWO, joint(("05 17:00", "2 h")))
    assert [each[6:] for each in whole.spells] == ["05 17:00 > 06 10:30 done"] * 2
    more = {"limits": {"promised": "16 h"}, "on_expiry": [{"limit": "promised", "exit": "lapsed"}]}
    cut = told(TWO, {"m": matter(["05 17:00"], [team("s", "a", "2 h")], more)})
    assert [each[6:] for each in cut.spells] == ["05 17:00 > 06 09:00 let go"] * 2
    assert [row["worked_s"] for row in cut.services] == [1800, 1800] and cut.outcomes == ["lapsed"]


def test_a_team_keeps_the_hours_of_whoever_would_be_done_last():
    """乙 goes home at 11:00 every day: half an hour of the hour is left for his next morning, and 甲 waits for him."""
    desks = {"a": {"officers": [{"name": "甲"}, {"name": "乙", "hours": ["09:00-11:00"]}]}}
    seen = told(desks, joint(("05 10:30", "1 h")) | files(("05 11:00", "5 min")))
    assert seen.spells == ["0 s 甲 05 10:30 > 06 09:30 done", "0 s 乙 05 10:30 > 06 09:30 done", "1 s 甲 06 09:30 > 06 09:35 done"]
    assert [row["worked_s"] for row in seen.services] == [3600, 3600, 300]


def test_who_stands_in_is_one_of_the_team_once_only():
    """乙 stands in for 甲 at his desk and helps there too: with 甲 away he has two posts, and yet is but one."""
    desks = {"a": {"officers": [away("甲", (5, 6)), {"name": "丁"}]}, "b": {"officers": [{"name": "乙"}]}}
    more = {"cover": [{"a": "甲", "b": "乙"}], "helps": [{"officer": "乙", "desk": "a", "rank": 2}]}
    seen = told(desks, joint(("05 09:00", "10 min"), officers=3), more)
    assert seen.spells == [f"0 s {name} 06 09:00 > 06 09:10 done" for name in "甲丁乙"]
    assert [each[4:5] for each in told(desks, joint(("05 09:00", "10 min")), more).spells] == ["丁", "乙"]


def test_the_team_finishes_for_nothing_where_the_rule_says_so():
    """With ``in_hand: finish`` both officers stay to the end of the hour and the rows are moot."""
    more = {"limits": {"promised": "30 min"}, "on_expiry": [{"limit": "promised", "exit": "lapsed", "in_hand": "finish"}]}
    seen = told(TWO, {"m": matter(["05 09:00"], [team("s", "a", "1 h")], more)} | files(("05 09:40", "5 min")))
    assert seen.spells == ["0 s 甲 05 09:00 > 05 10:00 moot", "0 s 乙 05 09:00 > 05 10:00 moot", "1 s 甲 05 10:00 > 05 10:05 done"]


def test_three_of_three_and_one_of_one():
    """A team of three takes all three; a team of one is no team, no word, and leaves the hash of the office as it was."""
    three = {"a": {"officers": 3}}
    assert len(told(three, joint(("05 09:00", "10 min"), officers=3)).spells) == 3
    plain, one = told(three, files(("05 09:00", "1 h"))), told(three, {"m0": matter(["05 09:00"], [team("s", "a", "1 h", 1)])})
    assert plain.run.services == one.run.services and one.run.lowered.words == frozenset()
    assert plain.run.lowered.digest == one.run.lowered.digest
