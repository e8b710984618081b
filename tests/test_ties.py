"""Who, when two things happen in one second? Lines, officers, absences and doors, worked out by hand.

What the engines say of people and desks, and of the ties between them, an example each; limits
and clocks stand in ``test_ties_limits.py``; patience, meetings, spawned cases and teams in those
called ``test_word_*.py``.
"""

from toy_office import DAY_AND_NIGHT, away, files, matter, on_every_engine, serve, toy, walk

from xnsim.scenario.check import check
from xnsim.scenario.model import Scenario

TWO = {"a": {"officers": [{"name": "甲"}, {"name": "乙"}]}}
ONE = {"a": {"officers": [{"name": "甲"}]}}


def a_and_b(a: dict, b: dict) -> dict:
    """Two desks: the first is ``a``'s, the second ``b``'s."""
    return {"a": {"officers": [a]}, "b": {"officers": [b]}}


# the order of one second ------------------------------------------------------------------------------------------------

@on_every_engine
def test_work_that_ends_goes_before_who_arrives(engine):
    """A file that arrives in the second an officer comes free is taken up in that second."""
    told = walk(engine, ONE, files(("05 09:00", "10 min"), ("05 09:10", "5 min")))
    assert told.spells == ["0 s 甲 05 09:00 > 05 09:10 done", "1 s 甲 05 09:10 > 05 09:15 done"]


@on_every_engine
def test_case_numbers_go_by_receipt_then_source(engine):
    """Of two who come in one second the one whose source is listed first has the lower number and is served first."""
    told = walk(engine, ONE, files(("05 09:00:01", "10 min"), ("05 09:00", "1 min"), ("05 09:00", "2 min")))
    assert told.stamps("received") == ["05 09:00", "05 09:00", "05 09:00:01"]
    assert list(told.run.cases["source"]) == [1, 2, 0]
    assert told.spells == ["0 s 甲 05 09:00 > 05 09:01 done", "1 s 甲 05 09:01 > 05 09:03 done", "2 s 甲 05 09:03 > 05 09:13 done"]


@on_every_engine
def test_who_is_put_down_and_comes_again_in_one_second_goes_by_case_number(engine):
    """Two files that reach a desk in one second stand in the order of their numbers, not of the officers they come from."""
    desks = {"a": {"officers": [{"name": "甲"}]}, "b": {"officers": [{"name": "乙"}]}, "c": {"officers": [{"name": "丙"}]}}
    matters = {"m": matter(["05 09:00"], [serve("s", "b", "10 min"), serve("t", "c", "1 min")]),
               "n": matter(["05 09:00"], [serve("s", "a", "10 min"), serve("t", "c", "1 min")])}
    assert walk(engine, desks, matters).spells[2:] == ["0 t 丙 05 09:10 > 05 09:11 done", "1 t 丙 05 09:11 > 05 09:12 done"]


@on_every_engine
def test_the_first_listed_officer_not_the_longest_idle(engine):
    """Of two free officers the one listed first takes the file, though he has just finished another."""
    told = walk(engine, TWO, files(("05 09:00", "10 min"), ("05 09:10", "1 min"), ("05 09:10", "1 min")))
    assert [spell.split()[2] for spell in told.spells] == ["甲", "甲", "乙"]


@on_every_engine
def test_a_helper_goes_to_the_first_desk_of_the_file_and_the_lower_rank(engine):
    """Two lines wait for one helper: the desk listed first is looked at first, but a lower rank goes before it."""
    desks = {"a": {"officers": [away("甲", (5, 9))]}, "b": {"officers": [away("乙", (5, 9))]}, "c": {"officers": [{"name": "丙"}]}}
    matters = files(("05 09:00", "10 min")) | {"n": matter(["05 09:00"], [serve("s", "b", "10 min")])}
    help_at = {"a": {"officer": "丙", "desk": "a"}, "b": {"officer": "丙", "desk": "b"}}
    equal = walk(engine, desks, matters, {"helps": [help_at["b"], help_at["a"]]})
    assert equal.spells == ["0 s 丙 05 09:00 > 05 09:10 done", "1 s 丙 05 09:10 > 05 09:20 done"]
    ranked = walk(engine, desks, matters, {"helps": [help_at["b"], help_at["a"] | {"rank": 2}]})
    assert ranked.spells == ["1 s 丙 05 09:00 > 05 09:10 done", "0 s 丙 05 09:10 > 05 09:20 done"]


@on_every_engine
def test_lines_are_kept_by_class_by_due_date_or_by_length(engine):
    """While the officer is busy three files queue; who is next depends on the order of the desk, ties on the second of queuing."""
    def served(order: str) -> list[str]:
        desks = {"a": {"officers": [{"name": "甲"}], "order": order}}
        row = [serve("s", "a", "30 min")]
        matters = {"first": matter(["05 09:00"], [serve("s", "a", "1 h")]),
                   "long": matter(["05 09:01"], row, {"limits": {"promised": "3 wd"}}),
                   "soon": matter(["05 09:02"], row, {"limits": {"promised": "1 wd"}, "priority": -1}),
                   "short": matter(["05 09:03"], [serve("s", "a", "29 min")], {"priority": 2}),
                   "late": matter(["05 09:04"], row, {"limits": {"promised": "1 wd"}})}
        return [spell[0] for spell in walk(engine, desks, matters).spells]
    assert served("fifo") == ["0", "1", "2", "3", "4"]
    assert served("priority") == ["0", "3", "1", "4", "2"]
    assert served("due_first") == ["0", "2", "4", "1", "3"]
    assert served("shortest") == ["0", "3", "1", "2", "4"]


# absences ---------------------------------------------------------------------------------------------------------------

@on_every_engine
def test_an_absence_begins_while_idle(engine):
    """The diary is known before the run: who is away on the 6th is away, though nothing lay on his desk when he went."""
    told = walk(engine, {"a": {"officers": [away("甲", (6, 7))]}}, files(("06 09:00", "10 min")))
    assert told.spells == ["0 s 甲 07 09:00 > 07 09:10 done"]


@on_every_engine
def test_the_file_in_hand_is_put_back_with_its_old_key_and_what_is_left(engine):
    """At the start of an absence the file returns to its old place in the line; a colleague does the two hours that are left."""
    desks = {"a": {"officers": [away("甲", (6, 7)), {"name": "乙"}]}}
    told = walk(engine, desks, files(("05 22:00", "4 h"), ("05 22:00", "3 h"), ("05 22:30", "1 h")), DAY_AND_NIGHT)
    assert told.spells == ["0 s 甲 05 22:00 > 06 00:00 cut", "1 s 乙 05 22:00 > 06 01:00 done",
                           "0 s 乙 06 01:00 > 06 03:00 done", "2 s 乙 06 03:00 > 06 04:00 done"]
    assert [(row["spell"], row["effort_done_s"]) for row in told.services if row["case"] == 0] == [(0, 7200), (1, 7200)]


@on_every_engine
def test_work_done_in_the_second_of_leaving_is_done(engine):
    """A spell whose work ends in the very second the absence begins is not cut."""
    told = walk(engine, {"a": {"officers": [away("甲", (6, 7))]}}, files(("05 22:00", "2 h")), DAY_AND_NIGHT)
    assert told.spells == ["0 s 甲 05 22:00 > 06 00:00 done"]


@on_every_engine
def test_two_are_away_and_the_first_back_takes_the_file(engine):
    """The file waits; who returns first takes it, in the second of his return."""
    told = walk(engine, {"a": {"officers": [away("甲", (5, 9)), away("乙", (5, 7))]}}, files(("05 10:00", "1 h")))
    assert told.spells == ["0 s 乙 07 09:00 > 07 10:00 done"]


@on_every_engine
def test_an_absence_of_no_length_is_dropped(engine):
    """From the 5th to the 5th nobody is away."""
    told = walk(engine, {"a": {"officers": [away("甲", (5, 5))]}}, files(("05 09:00", "1 h")))
    assert told.spells == ["0 s 甲 05 09:00 > 05 10:00 done"]


@on_every_engine
def test_never_both_away(engine):
    """Of two absences that overlap the later waits for the other's return; as many working days are missed, a weekend between."""
    desks = {"a": {"officers": [away("甲", (8, 10))]}, "b": {"officers": [away("乙", (9, 10))]}}     # Thursday, Friday | Friday
    matters = files(("09 09:00", "1 h")) | {"n": matter(["09 09:00", "12 09:00"], [serve("s", "b", "1 h")])}
    told = walk(engine, desks, matters, {"never_both_away": [["甲", "乙"]]})
    assert told.spells == ["1 s 乙 09 09:00 > 09 10:00 done", "0 s 甲 12 09:00 > 12 10:00 done", "2 s 乙 13 09:00 > 13 10:00 done"]


# cover ------------------------------------------------------------------------------------------------------------------

COVER = {"a": "甲", "b": "乙"}


@on_every_engine
def test_a_returns_while_b_holds_his_file(engine):
    """B's spell is cut and A takes the file in the same second; with ``when_done`` B goes on to the end."""
    desks, matters = a_and_b(away("甲", (5, 6)), {"name": "乙"}), files(("05 23:00", "2 h"))
    told = walk(engine, desks, matters, DAY_AND_NIGHT | {"cover": [COVER]})
    assert told.spells == ["0 s 乙 05 23:00 > 06 00:00 cut", "0 s 甲 06 00:00 > 06 01:00 done"]
    told = walk(engine, desks, matters, DAY_AND_NIGHT | {"cover": [COVER | {"hand_back": "when_done"}]})
    assert told.spells == ["0 s 乙 05 23:00 > 06 01:00 done"]


@on_every_engine
def test_efficiency_stretches_what_remains(engine):
    """At e = 0.333 two hours take ceil(7,200,000 / 333) s; after one hour 3600 · 333 // 1000 s are done and the rest is left."""
    desks, cover = a_and_b(away("甲", (5, 6)), {"name": "乙"}), COVER | {"efficiency": 0.333}
    told = walk(engine, desks, files(("05 23:00", "2 h")), DAY_AND_NIGHT | {"cover": [cover]})
    assert [(row["worked_s"], row["effort_done_s"]) for row in told.services] == [(3600, 1198), (6002, 6002)]
    told = walk(engine, desks, files(("05 09:00", "100 s")), DAY_AND_NIGHT | {"cover": [cover]})
    assert [(row["worked_s"], row["effort_done_s"]) for row in told.services] == [(301, 100)]


@on_every_engine
def test_b_finishes_his_own_file_and_serves_his_own_line_first(engine):
    """B is busy when A leaves: he finishes, takes his own line, and only then A's file, though it is older."""
    desks = a_and_b(away("甲", (5, 9)), {"name": "乙"})
    matters = {"m": matter(["05 09:05"], [serve("s", "a", "10 min")]),
               "n": matter(["05 09:00", "05 09:10"], [serve("s", "b", "30 min")])}
    told = walk(engine, desks, matters, {"cover": [COVER]})
    assert told.spells == ["0 s 乙 05 09:00 > 05 09:30 done", "2 s 乙 05 09:30 > 05 10:00 done", "1 s 乙 05 10:00 > 05 10:10 done"]


@on_every_engine
def test_the_hand_over_takes_its_time(engine):
    """A delay in hours runs through the night, one in working days from the absence's first open second."""
    desks, matters = a_and_b(away("甲", (6, 8)), {"name": "乙"}), files(("05 18:00", "10 min"))
    told = walk(engine, desks, matters, {"cover": [COVER | {"delay": "10 h"}]})
    assert told.spells == ["0 s 乙 06 10:00 > 06 10:10 done"]
    told = walk(engine, desks, matters, {"cover": [COVER | {"delay": "0.5 wd"}]})
    assert told.spells == ["0 s 乙 06 14:00 > 06 14:10 done"]


@on_every_engine
def test_cover_is_not_transitive_and_none_at_efficiency_nought(engine):
    """C covers B and B covers A, but C does not cover A; ``efficiency: 0`` is no cover."""
    desks = a_and_b(away("甲", (5, 7)), away("乙", (5, 6))) | {"c": {"officers": [{"name": "丙"}]}}
    chain = [COVER, {"a": "乙", "b": "丙"}]
    assert walk(engine, desks, files(("05 09:00", "1 h")), {"cover": chain}).spells == ["0 s 乙 06 09:00 > 06 10:00 done"]
    nought = [COVER | {"efficiency": 0}, {"a": "乙", "b": "丙"}]
    assert walk(engine, desks, files(("05 09:00", "1 h")), {"cover": nought}).spells == ["0 s 甲 07 09:00 > 07 10:00 done"]


@on_every_engine
def test_seconded_from_a_day_to_a_day(engine):
    """A helper may take the file from midnight of the first day on and lets it go at midnight of the last."""
    desks = {"a": {"officers": [away("甲", (5, 12))]}, "b": {"officers": [{"name": "乙"}]}}
    told = walk(engine, desks, files(("05 10:00", "30 h")), DAY_AND_NIGHT | {
        "helps": [{"officer": "乙", "desk": "a", "from": "2026-01-06", "to": "2026-01-07"}]})
    assert told.spells == ["0 s 乙 06 00:00 > 07 00:00 cut", "0 s 甲 12 00:00 > 12 06:00 done"]


# doors ------------------------------------------------------------------------------------------------------------------

@on_every_engine
def test_at_closing_the_same_officer_keeps_the_file(engine):
    """``suspend``: it lies overnight in his hands, through lunch as well; a free colleague does not get it."""
    told = walk(engine, TWO, files(("05 11:30", "5 h"), ("05 11:30", "10 min")))
    assert told.spells == ["1 s 乙 05 11:30 > 05 11:40 done", "0 s 甲 05 11:30 > 06 09:30 done"]
    assert [row["worked_s"] for row in told.services] == [600, 18_000]


@on_every_engine
def test_nobody_starts_at_closing_and_work_may_end_then(engine):
    """Presence is half-open: work that fills the day ends at 17:30:00, and a file that comes then waits for the morning."""
    told = walk(engine, ONE, files(("05 16:30", "1 h"), ("05 17:30", "1 s"), ("06 12:00", "1 s")))
    assert told.spells == ["0 s 甲 05 16:30 > 05 17:30 done", "1 s 甲 06 09:00 > 06 09:00:01 done", "2 s 甲 06 13:30 > 06 13:30:01 done"]


@on_every_engine
def test_overtime_up_to_the_cap_and_not_beyond(engine):
    """``finish``: up to half an hour past closing in civil time, to the second; else the file lies until tomorrow."""
    desks = {"a": {"officers": [{"name": "甲"}], "closing": "finish", "overtime_max": "30 min"}}
    told = walk(engine, desks, files(("05 17:00", "1 h"), ("05 17:59", "1 min"), ("06 17:00", "3601 s")))
    assert told.spells == ["0 s 甲 05 17:00 > 05 18:00 done", "1 s 甲 06 09:00 > 06 09:01 done", "2 s 甲 06 17:00 > 07 09:30:01 done"]


@on_every_engine
def test_all_inside_are_served(engine):
    """``serve_out``: who stood inside at closing is served through lunch or evening; who comes at closing is not inside."""
    desks = {"a": {"officers": [{"name": "甲"}], "closing": "serve_out"}}
    told = walk(engine, desks, files(("05 17:00", "1 h"), ("05 17:29:59", "1 h"), ("05 17:30", "1 h")))
    assert told.spells == ["0 s 甲 05 17:00 > 05 18:00 done", "1 s 甲 05 18:00 > 05 19:00 done", "2 s 甲 06 09:00 > 06 10:00 done"]


@on_every_engine
def test_who_still_waits_leaves_at_closing(engine):
    """``turn_away``: at the day's last closing, not at lunch; the file in hand is finished, and nobody is taken up in that second."""
    desks = {"a": {"officers": [{"name": "甲"}], "closing": "turn_away"}}
    told = walk(engine, desks, files(("05 11:30", "6 h"), ("05 11:40", "1 h"), ("06 16:30", "1 h"), ("06 17:00", "1 s"), ("06 17:30", "1 s")))
    assert told.spells == ["0 s 甲 05 11:30 > 05 17:30 done", "2 s 甲 06 16:30 > 06 17:30 done"]
    assert told.outcomes == ["approved", "turned away", "approved", "turned away", "turned away"]
    assert told.stamps("closed") == ["05 17:30", "05 17:30", "06 17:30", "06 17:30", "06 17:30"]
    assert told.stamps("decided")[1] == "-"


@on_every_engine
def test_when_a_window_closes_whoever_finishes_next_closes(engine):
    """From 10:00 one window of two is open: the file in hand is finished, the next one waits for the window that is left."""
    desks = TWO["a"] | {"open_by_hour": [{"from": "09:00", "windows": 2}, {"from": "10:00", "windows": 1}]}
    told = walk(engine, {"a": desks}, files(("05 09:00", "2 h"), ("05 09:00", "90 min"), ("05 09:30", "10 min"), ("05 09:30", "10 min")))
    assert told.spells == ["1 s 乙 05 09:00 > 05 10:30 done", "0 s 甲 05 09:00 > 05 11:00 done",
                           "2 s 甲 05 11:00 > 05 11:10 done", "3 s 甲 05 11:10 > 05 11:20 done"]


@on_every_engine
def test_unlimited_officers_serve_at_once(engine):
    """Nobody queues at such a desk; the work takes office hours, also for who comes after closing."""
    told = walk(engine, {"a": {"officers": "unlimited"}}, files(("05 17:00", "1 h"), ("05 17:00", "1 h"), ("05 20:00", "1 h")))
    assert told.spells == ["0 s - 05 17:00 > 06 09:30 done", "1 s - 05 17:00 > 06 09:30 done", "2 s - 05 20:00 > 06 10:00 done"]


# lengths ----------------------------------------------------------------------------------------------------------------

@on_every_engine
def test_a_fork_of_one_branch_is_a_series_and_a_wait_of_nought_no_event(engine):
    """``series``, a parallel with one branch, and a wait of no length between leave the same stamps."""
    steps = [serve("s", "a", "10 min"), serve("t", "a", "5 min")]
    plain = walk(engine, ONE, {"m": matter(["05 09:00", "05 09:01"], steps)})
    for route in ([{"series": steps}],
                  [{"parallel": {"branches": {"b": {"route": steps}}}}],
                  [steps[0], {"wait": {"step": "w", "length": "0 s"}}, steps[1]]):
        told = walk(engine, ONE, {"m": matter(["05 09:00", "05 09:01"], route)})
        assert [spell[1:] for spell in told.spells] == [spell[1:] for spell in plain.spells]
        assert list(told.run.cases["closed"]) == list(plain.run.cases["closed"])


def test_no_effort_and_no_limit_of_nought():
    """An effort of 0 would settle a second twice, a limit of 0 would be over before it began: both are refused."""
    def refused(route: list, more: dict) -> list[str]:
        return [problem.path for problem in check(Scenario.model_validate(toy(ONE, {"m": matter(["05 09:00"], route, more)})))]
    assert refused([serve("s", "a", "1 s")], {"limits": {"promised": "1 wd"}}) == []
    assert refused([serve("s", "a", "0 s")], {}) == ["matters.m.route[0].serve.effort"]
    assert refused([serve("s", "a", "1 s")], {"limits": {"promised": "0 wd"}}) == ["matters.m.limits.promised"]
