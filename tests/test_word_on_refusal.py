"""The first refusal in a parallel: wait for the others, let them go, or let them finish; every second by hand.

The office works 09:00-12:00 and 13:30-17:30; Monday is the 5th of January 2026.
"""

import pytest
from toy_office import DAY_AND_NIGHT, away, files, matter, serve
from word_office import told

THREE = {"a": {"officers": [{"name": "甲"}]}, "b": {"officers": [{"name": "乙"}]}, "c": {"officers": [{"name": "丙"}]}}


def no(step):
    """The desk says no."""
    return {"refuse": {"step": step, "probability": 1.0}}


def fork(on_refusal, branches, lead=None):
    """A parallel of named routes (or of whole branches)."""
    whole = {name: route if isinstance(route, dict) else {"route": route} for name, route in branches.items()}
    return {"parallel": {"branches": whole, **({"on_refusal": on_refusal} if on_refusal else {}), **({"lead": lead} if lead else {})}}


def asked(on_refusal, comes="05 09:00", more=None, after=()):
    """甲 says no after 10 min, 乙 works an hour, 丙 five minutes and then another hour."""
    return {"m": matter([comes], [fork(on_refusal, {"x": [serve("x", "a", "10 min"), no("xn")], "y": [serve("y", "b", "1 h")],
                                                    "z": [serve("z", "c", "5 min"), serve("zz", "c", "1 h")]}), *after], more)}


@pytest.mark.parametrize("on_refusal", [None, "wait"])
def test_wait_for_all_answers(on_refusal):
    """The case is refused when the slowest has answered: at 10:05; saying so or not is the same, in the hash too."""
    seen = told(THREE, asked(on_refusal))
    assert seen.spells == ["0 z 丙 05 09:00 > 05 09:05 done", "0 x 甲 05 09:00 > 05 09:10 done", "0 y 乙 05 09:00 > 05 10:00 done",
                           "0 zz 丙 05 09:05 > 05 10:05 done"]
    assert seen.outcomes == ["refused"] and seen.stamps("closed") == ["05 10:05"] and seen.run.lowered.words == frozenset()


def test_cancel_lets_the_others_go():
    """At 09:10 the two others are let go, the case is closed, and both officers take up what waits."""
    seen = told(THREE, asked("cancel") | {"n": matter(["05 09:01"], [serve("s", "b", "5 min")])})
    assert seen.spells == ["0 z 丙 05 09:00 > 05 09:05 done", "0 x 甲 05 09:00 > 05 09:10 done", "0 y 乙 05 09:00 > 05 09:10 let go",
                           "0 zz 丙 05 09:05 > 05 09:10 let go", "1 s 乙 05 09:10 > 05 09:15 done"]
    assert seen.outcomes == ["refused", "approved"] and seen.stamps("closed")[0] == "05 09:10"


def test_hold_lets_them_finish_what_they_have_begun():
    """乙 finishes at 10:00 and 丙 at 10:05 what they have in hand; a file that only waits in a line leaves it."""
    seen = told(THREE, asked("hold"))
    assert seen.stamps("closed") == ["05 10:05"] and [each[-4:] for each in seen.spells] == ["done"] * 4
    busy = files(("05 08:59", "2 h"), desk="c") | asked("hold")      # 丙 is busy: the third branch waits in his line and leaves it at 09:10
    seen = told(THREE, busy)
    assert seen.spells == ["1 x 甲 05 09:00 > 05 09:10 done", "1 y 乙 05 09:00 > 05 10:00 done", "0 s 丙 05 09:00 > 05 11:00 done"]
    assert seen.stamps("closed") == ["05 11:00", "05 10:00"] and seen.outcomes == ["approved", "refused"]


def test_hold_begins_nothing_new():
    """丙 is done with the first of his two steps at 09:20: the second is not begun, and nobody asks for papers any more."""
    back = {"return": {"step": "back", "probability": 1.0, "at_most": 1, "turnaround": "5 d"}}
    route = [fork("hold", {"x": [serve("x", "a", "10 min"), no("xn")], "z": [serve("z", "c", "20 min"), back, serve("zz", "c", "1 h")]})]
    seen = told(THREE, {"m": matter(["05 09:00"], route)})
    assert seen.spells == ["0 x 甲 05 09:00 > 05 09:10 done", "0 z 丙 05 09:00 > 05 09:20 done"]
    assert seen.stamps("closed") == ["05 09:20"] and seen.case(0)["returns"] == 0


@pytest.mark.parametrize("on_refusal", ["cancel", "hold"])
def test_who_is_done_in_the_second_of_the_refusal_is_done(on_refusal):
    """Both branches end at 09:10:00, the one refusing: both spells are done, the case is refused in that second, whichever is listed first."""
    rows = {"x": [serve("x", "a", "10 min"), no("xn")], "y": [serve("y", "b", "10 min")]}
    for names in (("x", "y"), ("y", "x")):
        seen = told(THREE, {"m": matter(["05 09:00"], [fork(on_refusal, {name: rows[name] for name in names})])})
        assert sorted(each[6:] for each in seen.spells) == ["05 09:00 > 05 09:10 done"] * 2
        assert seen.stamps("closed") == ["05 09:10"] and seen.outcomes == ["refused"]


def test_two_refuse_in_one_second():
    """Two say no in one second: the third is let go once, and the case is closed in it."""
    rows = {"x": [serve("x", "a", "10 min"), no("xn")], "y": [serve("y", "b", "10 min"), no("yn")], "z": [serve("z", "c", "1 h")]}
    seen = told(THREE, {"m": matter(["05 09:00"], [fork("cancel", rows)])})
    assert [each[6:] for each in seen.spells] == ["05 09:00 > 05 09:10 done", "05 09:00 > 05 09:10 done", "05 09:00 > 05 09:10 let go"]
    assert seen.stamps("closed") == ["05 09:10"]


def test_two_refuse_one_after_the_other_where_work_is_held():
    """The second no of 09:30 changes nothing: the third, which never began, is not waited for twice."""
    rows = {"x": [serve("x", "a", "10 min"), no("xn")], "y": [serve("y", "b", "30 min"), no("yn")], "w": [serve("w", "c", "1 h")],
            "z": {"after": ["w", "y"], "route": [serve("z", "a", "1 h")]}}
    seen = told(THREE, {"m": matter(["05 09:00"], [fork("hold", rows)])})
    assert seen.stamps("closed") == ["05 10:00"] and [each.split()[1] for each in seen.spells] == ["x", "y", "w"]


@pytest.mark.parametrize(("on_refusal", "closed"), [(None, "05 11:10"), ("cancel", "05 09:10"), ("hold", "05 10:00")])
def test_branches_that_wait_for_others_never_begin(on_refusal, closed):
    """z comes after x and y: without a rule it works from 10:00 (70 min); else it never begins."""
    rows = {"x": [serve("x", "a", "10 min"), no("xn")], "y": [serve("y", "b", "1 h")], "z": {"after": ["x", "y"], "route": [serve("z", "c", "70 min")]}}
    seen = told(THREE, {"m": matter(["05 09:00"], [fork(on_refusal, rows)])})
    assert seen.stamps("closed") == [closed] and (" z " in " ".join(seen.spells)) == (on_refusal is None)


@pytest.mark.parametrize("on_refusal", ["cancel", "hold"])
def test_a_branch_after_the_refusing_one_never_begins(on_refusal):
    """z waits for x alone, and x says no: it never joins a line, not even for a second, and the only other branch is done."""
    rows = {"x": [serve("x", "a", "10 min"), no("xn")], "y": [serve("y", "b", "5 min")], "z": {"after": ["x"], "route": [serve("z", "c", "1 h")]}}
    seen = told(THREE, {"m": matter(["05 09:00"], [fork(on_refusal, rows)])})
    assert seen.stamps("closed") == ["05 09:10"] and len(seen.spells) == 2 and seen.outcomes == ["refused"]


@pytest.mark.parametrize(("outer", "inner", "closed"), [
    ("wait", "wait", "05 11:00"), ("wait", "cancel", "05 10:00"), ("cancel", "wait", "05 09:40"), ("cancel", "cancel", "05 09:10"),
    ("hold", "cancel", "05 10:00"), ("cancel", "hold", "05 09:40"), ("wait", "hold", "05 10:00"), ("hold", "hold", "05 10:00")])
def test_a_parallel_within_a_parallel(outer, inner, closed):
    """The no of 09:10 is the inner parallel's first; its sibling has 40 min in hand and a step more; the outer one hears of it when the inner has ended.

    Outside, b works an hour (to 10:00), then c one more (to 11:00).
    """
    inside = fork(inner, {"x": [serve("x", "a", "10 min"), no("xn")], "v": [serve("v", "d", "40 min")]})
    desks = THREE | {"d": {"officers": [{"name": "丁"}]}}
    rows = {"u": [inside], "y": [serve("y", "b", "1 h"), serve("yy", "c", "1 h")]}
    seen = told(desks, {"m": matter(["05 09:00"], [fork(outer, rows)])})
    last = "05 11:00" if outer == "wait" else closed
    assert seen.stamps("closed") == [last] and seen.outcomes == ["refused"]


def test_the_outer_refusal_reaches_into_the_inner_parallel():
    """The outer no of 09:10 lets go both inner branches, or lets the one in hand finish (09:40) and the one in line leave."""
    desks = THREE | {"d": {"officers": [{"name": "丁"}]}}
    inside = fork(None, {"v": [serve("v", "b", "40 min"), serve("vv", "b", "1 h")], "w": [serve("w", "c", "1 h")], "q": {"after": ["v"], "route": [serve("q", "d", "1 h")]}})
    def walked(on_refusal):
        rows = files(("05 08:59", "3 h"), desk="c") | {"m": matter(["05 09:00"], [fork(on_refusal, {"x": [serve("x", "a", "10 min"), no("xn")], "u": [inside]})])}
        seen = told(desks, rows)
        return [each for each in seen.spells if each[0] == "1"], seen.stamps("closed")[1]
    assert walked("cancel") == (["1 x 甲 05 09:00 > 05 09:10 done", "1 v 乙 05 09:00 > 05 09:10 let go"], "05 09:10")
    assert walked("hold") == (["1 x 甲 05 09:00 > 05 09:10 done", "1 v 乙 05 09:00 > 05 09:40 done"], "05 09:40")


def test_clocks_held_by_a_branch_that_is_let_go_run_again():
    """An inner no lets an expert's lawful wait go at 09:10; the outer branch goes on for two days, and only 10 minutes were a pause."""
    wait = {"wait": {"step": "experts", "length": "20 d", "clock": "lawful_pause"}}
    inside = fork("cancel", {"x": [serve("x", "a", "10 min"), no("xn")], "w": [wait]})
    route = [{"accept": {}}, fork(None, {"u": [inside], "y": [serve("y", "b", "14 h")]}), {"deliver": {}}]
    seen = told(THREE, {"m": matter(["05 09:00"], route, {"limits": {"promised": "10 wd"}})})
    assert seen.stamps("closed") == ["06 17:30"] and seen.case(0)["lawful_s"] == 600 and seen.case(0)["paused_s"] == 600


def test_an_inner_refusal_goes_with_the_outer_one_of_its_second():
    """Both parallels have a no of 09:10, the outer one first: the inner one is let go with all that is outside it."""
    inside = fork("cancel", {"v": [serve("v", "b", "10 min"), no("vn")], "w": [serve("w", "c", "1 h")]})
    for names in (("x", "u"), ("u", "x")):
        rows = {"x": [serve("x", "a", "10 min"), no("xn")], "u": [inside]}
        seen = told(THREE, {"m": matter(["05 09:00"], [fork("cancel", {name: rows[name] for name in names})])})
        assert seen.stamps("closed") == ["05 09:10"] and seen.spells[-1] == "0 w 丙 05 09:00 > 05 09:10 let go"


def test_a_clock_held_to_the_end_of_a_wait_runs_on_to_its_limit():
    """The no comes at 09:10, the lawful wait is held to 09:30: of an hour from 09:00 half an hour was a pause, so the limit ends at 10:30."""
    rows = {"x": [serve("x", "a", "10 min"), no("xn")], "w": [{"wait": {"step": "hearing", "length": "30 min", "clock": "lawful_pause"}}],
            "y": [serve("y", "b", "2 h")]}
    more = {"limits": {"promised": "1 h"}, "on_expiry": [{"limit": "promised", "exit": "lapsed"}]}
    seen = told(THREE, {"m": matter(["05 09:00"], [{"accept": {}}, fork("hold", rows)], more)})
    assert seen.stamps("closed") == ["05 10:30"] and seen.spells[-1] == "0 y 乙 05 09:00 > 05 10:30 let go"


def test_a_wait_under_way_is_finished_where_work_is_held():
    """A hearing of two hours that has begun is held to its end (11:00); it is not interrupted by a letter of refusal."""
    wait = {"wait": {"step": "hearing", "length": "2 h"}}
    rows = {"x": [serve("x", "a", "10 min"), no("xn")], "w": [wait, serve("w", "c", "1 h")]}
    seen = told(THREE, {"m": matter(["05 09:00"], [fork("hold", rows)])})
    assert seen.stamps("closed") == ["05 11:00"] and len(seen.spells) == 1


def test_a_file_before_a_session_is_not_in_hand():
    """It waits for the session of the next morning: taken off the list at 09:10, whether cancelled or held."""
    more = {"sessions": {"joint": {"every": "1 wd"}}}
    for on_refusal, closed in ((None, "06 09:00"), ("cancel", "05 09:10"), ("hold", "05 09:10")):
        rows = {"x": [serve("x", "a", "10 min"), no("xn")], "g": [{"gate": {"step": "hear", "session": "joint"}}]}
        assert told(THREE, {"m": matter(["05 09:00"], [fork(on_refusal, rows)])}, more).stamps("closed") == [closed]


def test_a_session_that_refuses_lets_the_others_go_in_its_second():
    """The session of 09:00 says no: a branch heard by the other session of that second has gone on to its desk, and is let go before work begins."""
    more = {"sessions": {"joint": {"every": "1 wd"}, "board": {"every": "1 wd"}}}
    gate = lambda session: {"gate": {"step": session, "session": session}}
    rows = {"x": [gate("joint"), no("xn")], "y": [gate("board"), serve("y", "b", "1 h")], "z": [serve("z", "c", "8 h")]}
    seen = told(THREE, {"m": matter(["05 09:00"], [fork("cancel", rows)])}, more)
    assert seen.spells == ["0 z 丙 05 09:00 > 06 09:00 let go"] and seen.stamps("closed") == ["06 09:00"]


def test_work_begun_and_put_back_is_finished_where_it_is_held():
    """丙's hour is cut at midnight after half of it; the no comes at 00:10: the file stays in line and the half that is left is done on the 7th."""
    desks = THREE | {"c": {"officers": [away("丙", (6, 7))]}}
    rows = {"x": [serve("x", "a", "40 min"), no("xn")], "z": [serve("z", "c", "1 h"), serve("zz", "c", "1 h")]}
    seen = told(desks, {"m": matter(["05 23:30"], [fork("hold", rows)])}, DAY_AND_NIGHT)
    assert seen.spells == ["0 z 丙 05 23:30 > 06 00:00 cut", "0 x 甲 05 23:30 > 06 00:10 done", "0 z 丙 07 00:00 > 07 00:30 done"]
    assert seen.stamps("closed") == ["07 00:30"]


def test_a_refusal_in_the_second_the_limit_ends_is_in_time():
    """The no of 09:10 is the last word: refused, not deemed approved, though the limit ends in that second; a second less and it is."""
    def outcome(limit):
        more = {"limits": {"promised": limit}, "on_expiry": [{"limit": "promised", "exit": "deemed_approved"}]}
        seen = told(THREE, asked("cancel", more=more))
        return seen.outcomes, seen.case(0)["deemed"]
    assert outcome("10 min") == (["refused"], 0) and outcome("599 s") == (["deemed approved"], 4)


def test_what_follows_is_not_reached():
    """After the parallel the refused case goes to its end, not to the next step."""
    for on_refusal in ("cancel", "hold"):
        seen = told(THREE, asked(on_refusal, after=[serve("later", "a", "1 min")]))
        assert all(" later " not in each for each in seen.spells)


def test_the_lead_collates_when_the_others_have_answered():
    """The lead is listed first and starts last, at 10:00; then the case goes on. No word is needed: it comes after the others."""
    rows = {"lead": [serve("l", "a", "10 min")], "y": [serve("y", "b", "1 h")], "z": [serve("z", "c", "5 min")]}
    seen = told(THREE, {"m": matter(["05 09:00"], [fork(None, rows, lead="lead"), serve("t", "a", "1 min")])})
    assert seen.spells == ["0 z 丙 05 09:00 > 05 09:05 done", "0 y 乙 05 09:00 > 05 10:00 done", "0 l 甲 05 10:00 > 05 10:10 done", "0 t 甲 05 10:10 > 05 10:11 done"]
    assert seen.run.lowered.words == frozenset()


@pytest.mark.parametrize(("on_refusal", "closed"), [(None, "05 10:10"), ("cancel", "05 09:10"), ("hold", "05 10:00")])
def test_a_lead_has_nothing_to_collate_after_a_refusal(on_refusal, closed):
    """Without a rule the lead still writes the answer (10:00-10:10); where the others are let go or held it never begins."""
    rows = {"lead": [serve("l", "c", "10 min")], "x": [serve("x", "a", "10 min"), no("xn")], "y": [serve("y", "b", "1 h")]}
    seen = told(THREE, {"m": matter(["05 09:00"], [fork(on_refusal, rows, lead="lead")])})
    assert seen.stamps("closed") == [closed] and seen.outcomes == ["refused"]
