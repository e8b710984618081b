"""Right and wrong decisions: who deserves a yes, what haste and the limit do to the answer, what comes to light; by hand."""

from __future__ import annotations

from toy_office import DAY_AND_NIGHT, matter, serve, stamp
from word_office import told

DESKS = {"a": {"officers": "unlimited"}, "b": {"officers": [{"name": "甲"}]}}
SURE = {"eligible": 1.0}
HOPELESS = {"eligible": 0.0}


def one(quality, *route, count=1, **more):
    """One matter of so many cases at once; ten minutes of review where no route is given."""
    return {"m": matter(["05 09:00"] * count, list(route) or [serve("s", "a", "10 min")], {"quality": quality, **more})}


def seen_of(quality, *route, count=1, desks=DESKS, **more):
    """Outcomes, and the columns eligible and wrong."""
    seen = told(desks, one(quality, *route, count=count, **more))
    return seen.outcomes, list(seen.run.cases["eligible"]), list(seen.run.cases["wrong"])


def test_who_meets_the_conditions_is_approved_who_does_not_is_refused():
    """Without errors the outcome follows the applicant."""
    assert seen_of(SURE) == (["approved"], [1], [0])
    assert seen_of(HOPELESS) == (["refused"], [0], [0])


def test_errors_turn_the_outcome_round():
    """With certain errors whoever does not meet the conditions is approved (1), whoever does is refused (2)."""
    assert seen_of(HOPELESS | {"approve_wrong": 1.0}) == (["approved"], [0], [1])
    assert seen_of(SURE | {"refuse_wrong": 1.0}) == (["refused"], [1], [2])
    assert seen_of(SURE | {"approve_wrong": 1.0}) == (["approved"], [1], [0])


def test_silence_can_be_wrong_and_refusal_by_rule_too():
    """Deemed approval of who does not meet the conditions is a wrong yes; a refusal on the way of who does is a wrong no."""
    exits = {"limits": {"promised": "1 wd"}, "on_expiry": [{"limit": "promised", "exit": "deemed_approved"}]}
    never = {"wait": {"step": "w", "length": "30 d"}}
    assert seen_of(HOPELESS, never, **exits) == (["deemed approved"], [0], [1])
    refuse = {"refuse": {"step": "n", "probability": 1.0}}
    assert seen_of(SURE, serve("s", "a", "1 min"), refuse) == (["refused"], [1], [2])
    assert seen_of(HOPELESS, serve("s", "a", "1 min"), refuse) == (["refused"], [0], [0])


def test_who_withdraws_gets_no_decision():
    """Withdrawn is neither right nor wrong."""
    leave = {"choose": {"step": "c", "options": [{"share": 1.0, "route": [{"end": {"outcome": "withdrawn"}}]}]}}
    assert seen_of(SURE | {"refuse_wrong": 1.0}, serve("s", "a", "1 min"), leave) == (["withdrawn"], [1], [0])


def test_the_decision_is_made_once_and_at_the_step_of_the_decision():
    """What is decided at 09:10 stays decided, though all haste comes later; the result is delivered, be it a no."""
    later = [serve("s", "a", "10 min"), {"decide": {}}, serve("t", "a", "10 min"), {"deliver": {}}]
    seen = told(DESKS, one(HOPELESS, *later))
    assert (seen.outcomes, seen.stamps("decided"), seen.stamps("delivered")) == (["refused"], ["05 09:10"], ["05 09:20"])


def test_traits_are_drawn_by_name():
    """The same applicants meet the conditions whatever the errors; with a larger share they and others do."""
    few = seen_of({"eligible": 0.5}, count=60)
    assert few[1] == seen_of({"eligible": 0.5, "approve_wrong": 0.3, "refuse_wrong": 0.3}, serve("t", "a", "1 h"), count=60)[1]
    more = seen_of({"eligible": 0.7}, count=60)
    assert 15 < sum(few[1]) < sum(more[1]) < 60 and all(a <= b for a, b in zip(few[1], more[1], strict=True))


def test_errors_are_as_frequent_as_said():
    """Of 400 who do not meet the conditions about a fifth is approved."""
    wrong = seen_of(HOPELESS | {"approve_wrong": 0.2}, count=400)[2]
    assert 55 < sum(wrong) < 105 and set(wrong) == {0, 1}


HASTY = HOPELESS | {"approve_wrong": 0.5, "minutes": [[0.5, 2.0], [1.0, 0.0]]}


def hurried(effort, factor):
    """A review that takes this part of its effort."""
    return {"serve": {"step": "s", "desk": "b", "effort": effort, "response": [[0.0, factor]]}}


def test_haste_makes_wrong_decisions():
    """With all its minutes a review lets nobody through who should not pass; with half of them everybody."""
    limits = {"limits": {"promised": "9 wd"}}
    assert seen_of(HASTY, hurried("1 h", 1.0), count=3, **limits)[2] == [0, 0, 0]
    assert seen_of(HASTY, hurried("1 h", 0.5), count=3, **limits)[2] == [1, 1, 1]
    assert seen_of(HASTY, hurried("1 h", 2.0), count=3, **limits)[2] == [0, 0, 0]


def test_a_fast_pace_is_haste_too():
    """At double pace an hour of effort gets half an hour."""
    fast = {"b": {"officers": [{"name": "甲"}], "pace": [{"speed": 2.0}]}}
    assert seen_of(HASTY, serve("s", "b", "1 h"), count=2, desks=fast)[2] == [1, 1]


def test_only_the_named_steps_are_review():
    """The hasty step does not count where another one is named; a review that never took place had no minute."""
    limits = {"limits": {"promised": "9 wd"}}
    route = [hurried("1 h", 0.5), serve("check", "a", "1 h")]
    assert seen_of(HASTY | {"review": ["check"]}, *route, **limits)[2] == [0]
    assert seen_of(HASTY | {"review": ["s"]}, *route, **limits)[2] == [1]
    skip = {"serve": {"step": "check", "desk": "b", "effort": "9 h", "limit": {"within": "1 h", "exit": "deemed_consent"}}}
    assert seen_of(HASTY | {"review": ["check"]}, skip, serve("t", "a", "1 h"))[2] == [1]


def test_minutes_of_a_review_that_was_put_down_add_up():
    """Half an hour before the absence and half an hour after it make the whole hour: no haste."""
    gone = {"b": {"officers": [{"name": "甲", "absence": {"known": [{"from": "2026-01-06", "to": "2026-01-07"}]}}]}}
    matters = {"m": matter(["05 23:30"], [serve("s", "b", "1 h")], {"quality": HASTY})}
    seen = told(gone, matters, DAY_AND_NIGHT)
    assert len(seen.spells) == 2 and list(seen.run.cases["wrong"]) == [0]


def test_the_limit_presses():
    """Decided after eight of ten hours nobody errs, after the limit everybody does; a decision stamped early is not pressed."""
    quality = SURE | {"refuse_wrong": 0.5, "pressure": [[0.8, 0.0], [1.0, 2.0]]}
    limits = {"limits": {"promised": "10 h"}}

    def after(length, *more):
        return seen_of(quality, {"wait": {"step": "w", "length": length}}, *more, **limits)[2]
    assert after("8 h") == [0] and after("10 h") == [2]
    assert after("8 h", {"decide": {}}, {"wait": {"step": "v", "length": "9 h"}}) == [0]


def test_a_wrong_decision_comes_to_light():
    """Closed at 09:10, found out two hours later; a right one never, nor where the chance is nought."""
    later = {"discovery": {"probability": 1.0, "after": "2 h"}}
    found = lambda quality: [stamp(int(at)) for at in told(DESKS, one(quality)).run.cases["discovered"]]
    assert found(SURE | {"refuse_wrong": 1.0} | later) == ["05 11:10"]
    assert found(SURE | later) == ["-"] and found(SURE | {"refuse_wrong": 1.0, "discovery": {"probability": 0.0, "after": "2 h"}}) == ["-"]
    assert found(SURE | {"refuse_wrong": 1.0, "discovery": {"probability": 1.0, "after": "1 wd"}}) == ["06 09:10"]


def test_who_was_examined_is_found_out_more_often():
    """Examined afterwards by a way one takes for certain: the error comes to light two hours later; by the other way, never; and the other way round."""
    ways = lambda share: {"choose": {"step": "sample", "options": [
        {"share": share, "route": [serve("exam", "b", "30 min")]}, {"share": 1 - share, "route": []}]}}

    def found(share, examined, otherwise):
        later = {"probability": otherwise, "after": "2 h", "examined": {"step": "exam", "probability": examined}}
        seen = told(DESKS, one(SURE | {"refuse_wrong": 1.0, "discovery": later}, serve("s", "a", "10 min"), {"decide": {}}, ways(share)))
        return [stamp(int(at)) for at in seen.run.cases["discovered"]]
    assert found(1.0, 1.0, 0.0) == ["05 11:40"] and found(0.0, 1.0, 0.0) == ["-"]
    assert found(1.0, 0.0, 1.0) == ["-"] and found(0.0, 0.0, 1.0) == ["05 11:10"]


def test_what_comes_to_light_is_a_case_of_its_own():
    """At 11:10 the error comes to light; in the next second a review is received, whose parent it is; two of one second go by number."""
    quality = SURE | {"refuse_wrong": 1.0, "discovery": {"probability": 1.0, "after": "2 h", "matter": "review"}}
    review = {"review": {"arrivals": "spawned", "route": [serve("r", "b", "10 min")]}}
    seen = told(DESKS, one(quality, count=2) | review)
    assert seen.stamps("received") == ["05 09:00", "05 09:00", "05 11:10:01", "05 11:10:01"]
    assert list(seen.run.cases["parent"]) == [-1, -1, 0, 1] and list(seen.run.cases["eligible"]) == [1, 1, -1, -1]
    assert seen.spells[2:] == ["2 r 甲 05 11:10:01 > 05 11:20:01 done", "3 r 甲 05 11:20:01 > 05 11:30:01 done"]


def test_without_quality_nothing_is_said():
    """Where quality is not looked at, nobody is found to meet the conditions, nothing is wrong, nothing comes to light."""
    row = told(DESKS, {"m": matter(["05 09:00"], [serve("s", "a", "1 min")])}).case(0)
    assert (row["eligible"], row["wrong"], row["discovered"], row["channel"]) == (-1, 0, -1, -1)
