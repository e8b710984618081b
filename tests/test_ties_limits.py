"""What happens when a limit ends in the second something else happens? Clocks and exits, worked out by hand.

What the engines say of limits, an example each. January 2026: the 5th is
a Monday, the 10th and 11th are a weekend, the office works 09:00-12:00 and 13:30-17:30.
"""

from toy_office import away, matter, on_every_engine, serve, toy, walk

from xnsim.scenario.check import check
from xnsim.scenario.model import Scenario

ONE = {"a": {"officers": [{"name": "甲"}]}}
BOTH = {"a": {"officers": [{"name": "甲"}]}, "b": {"officers": [{"name": "乙"}]}}
AT_ONCE = {"a": {"officers": "unlimited"}}


def limited(limit: str, exit_: str, more: dict | None = None, kind: str = "promised") -> dict:
    """A limit with what happens when it runs out."""
    return {"limits": {kind: limit}, "on_expiry": [{"limit": kind, "exit": exit_, **(more or {})}]}


def wait(step: str, length: str, clock: str = "runs") -> dict:
    """Time passes in civil hours."""
    return {"wait": {"step": step, "length": length, "clock": clock}}


# when a limit ends ------------------------------------------------------------------------------------------------------

@on_every_engine
def test_the_day_of_the_event_does_not_count(engine):
    """2 wd from Monday end as Wednesday closes; 5 d on Saturday, so on Monday; a month on 28 February, so on 2 March; 3 h exactly."""
    def due(comes: str, limit: str) -> str:
        return walk(engine, AT_ONCE, {"m": matter([comes], [serve("s", "a", "1 s")], {"limits": {"promised": limit}})}).stamps("promised_due")[0]
    assert due("05 10:00", "2 wd") == "07 17:30"
    assert due("05 00:00", "1 wd") == "06 17:30"
    assert due("09 23:59:59", "1 wd") == "12 17:30"
    assert due("05 10:00", "5 d") == "12 17:30"
    assert due("05 10:00", "3 h") == "05 13:00"
    late = walk(engine, AT_ONCE, {"m": matter(["31 09:00"], [serve("s", "a", "1 s")], {"limits": {"promised": "1 mo"}})},
                {"horizon": {"warm_up": "0 wd", "measure": "30 wd"}})
    assert late.stamps("promised_due") == ["61 17:30"]


@on_every_engine
def test_total_time_counts_waiting_and_service_but_no_lawful_pause(engine):
    """Paused Tuesday 10:00 to Thursday 10:00: two closings pass, 3 wd end on Monday; an unlawful pause moves the office's clock only."""
    def dues(clock: str) -> tuple[list[str], list[str], int]:
        told = walk(engine, AT_ONCE, {"m": matter(["05 10:00"], [wait("w", "1 d"), wait("p", "2 d", clock), serve("s", "a", "4 wd")],
                                                  {"limits": {"promised": "3 wd"}})})
        return told.stamps("promised_due"), told.stamps("verified_due"), told.case(0)["lost_s"]
    assert dues("runs") == (["08 17:30"], ["08 17:30"], 0)
    assert dues("lawful_pause") == (["12 17:30"], ["12 17:30"], 2 * 86400)
    assert dues("unlawful_pause") == (["12 17:30"], ["08 17:30"], 2 * 86400)


@on_every_engine
def test_pauses_of_two_branches_count_once(engine):
    """09:00-11:00 and 10:00-13:00 are four hours, not five; the day of resumption counts once."""
    branches = {"b": {"route": [wait("p", "2 h", "lawful_pause")]}, "c": {"route": [wait("w", "1 h"), wait("q", "3 h", "lawful_pause")]}}
    told = walk(engine, AT_ONCE, {"m": matter(["05 09:00"], [{"parallel": {"branches": branches}}], {"limits": {"promised": "10 h"}})})
    assert (told.case(0)["lost_s"], told.case(0)["lawful_s"], told.stamps("promised_due")) == (14_400, 14_400, ["05 23:00"])


@on_every_engine
def test_two_clocks_and_a_return_that_resets_one(engine):
    """Sent back on Monday, here again on Tuesday: used = 0 and mark = now for the office, nothing for the lawful clock or the applicant."""
    back = {"return": {"step": "r", "probability": 1.0, "at_most": 1, "turnaround": "1 d", "clock": "reset"}}
    told = walk(engine, ONE, {"m": matter(["05 09:50"], [serve("s", "a", "10 min"), back], {"limits": {"promised": "2 wd"}})})
    case = told.case(0)
    assert told.stamps("clock_start") == ["06 10:00"] and told.stamps("accepted") == ["05 09:50"]
    assert told.stamps("promised_due") == ["08 17:30"] and told.stamps("verified_due") == ["07 17:30"]
    assert (case["resets"], case["returns"], case["trips"], case["lost_s"], case["applicant_s"]) == (1, 1, 2, 0, 86400)
    assert case["closed"] - case["received"] == 86400 + 1200
    assert [row["round"] for row in told.services] == [0, 1]


# what happens in the second it ends ---------------------------------------------------------------------------------------

@on_every_engine
def test_the_last_step_that_ends_in_that_second_is_on_time(engine):
    """An hour's work within an hour is approved; an earlier step that ends in that second is late, and the next never begins."""
    exits = limited("1 h", "deemed_approved")
    told = walk(engine, ONE, {"m": matter(["05 09:00"], [serve("s", "a", "1 h")], exits)})
    assert (told.outcomes, told.case(0)["deemed"]) == (["approved"], 0)
    told = walk(engine, ONE, {"m": matter(["05 09:00"], [serve("s", "a", "1 h"), serve("t", "a", "1 s")], exits)})
    assert told.spells == ["0 s 甲 05 09:00 > 05 10:00 done"]
    assert (told.outcomes, told.case(0)["deemed"], told.stamps("decided")) == (["deemed approved"], 4, ["05 10:00"])


@on_every_engine
def test_the_file_in_hand_is_let_go_or_finished_for_nothing(engine):
    """``let_go``: the officer takes the next file in that second; ``finish``: the case is closed, but he works on to the end."""
    matters = {"m": matter(["05 09:00"], [serve("s", "a", "2 h")], limited("1 h", "lapsed")),
               "n": matter(["05 09:30"], [serve("s", "a", "10 min")])}
    told = walk(engine, ONE, matters)
    assert told.spells == ["0 s 甲 05 09:00 > 05 10:00 let go", "1 s 甲 05 10:00 > 05 10:10 done"]
    assert (told.outcomes[0], told.stamps("closed")[0], told.stamps("decided")[0]) == ("lapsed", "05 10:00", "-")
    matters["m"]["on_expiry"][0]["in_hand"] = "finish"
    told = walk(engine, ONE, matters)
    assert told.spells == ["0 s 甲 05 09:00 > 05 11:00 moot", "1 s 甲 05 11:00 > 05 11:10 done"]
    assert told.stamps("closed")[0] == "05 10:00"


@on_every_engine
def test_at_expiry_all_branches_leave_in_their_order(engine):
    """Spells in hand at two desks end ``let go``, the first branch first, though its officer is listed last; the line is left too."""
    branches = {"b": {"route": [serve("s", "b", "2 h")]}, "c": {"route": [serve("t", "a", "3 h")]}, "d": {"route": [serve("u", "a", "1 h")]}}
    told = walk(engine, BOTH, {"m": matter(["05 09:00"], [{"parallel": {"branches": branches}}, serve("v", "a", "1 h")], limited("1 h", "refused"))})
    assert told.spells == ["0 s 乙 05 09:00 > 05 10:00 let go", "0 t 甲 05 09:00 > 05 10:00 let go"]
    assert (told.outcomes, told.stamps("decided"), told.case(0)["deemed"]) == (["refused"], ["05 10:00"], 32)


@on_every_engine
def test_deemed_consent_of_one_department(engine):
    """Only that branch leaves, as if it had ended; outside a branch the file goes on to the next step."""
    within = {"within": "1 h", "exit": "deemed_consent"}
    branches = {"b": {"route": [serve("s", "a", "2 h", within), serve("t", "a", "1 h")]}, "c": {"route": [serve("u", "b", "90 min")]}}
    told = walk(engine, BOTH, {"m": matter(["05 09:00"], [{"parallel": {"branches": branches}}, serve("v", "a", "10 min")])})
    assert told.spells == ["0 s 甲 05 09:00 > 05 10:00 let go", "0 u 乙 05 09:00 > 05 10:30 done", "0 v 甲 05 10:30 > 05 10:40 done"]
    assert (told.outcomes, told.case(0)["deemed"]) == (["approved"], 2)
    told = walk(engine, BOTH, {"m": matter(["05 09:00"], [serve("s", "a", "2 h", within), serve("u", "b", "5 min")])})
    assert told.spells == ["0 s 甲 05 09:00 > 05 10:00 let go", "0 u 乙 05 10:00 > 05 10:05 done"]


@on_every_engine
def test_a_paused_clock_cannot_expire(engine):
    """An hour, half of it used when the clock stops for five: it ends at 15:00, and work that ends then is on time."""
    def outcome(last: str) -> tuple[list[str], list[str]]:
        told = walk(engine, ONE, {"m": matter(["05 09:00"], [serve("s", "a", "30 min"), wait("p", "5 h", "lawful_pause"), serve("t", "a", last)],
                                              limited("1 h", "deemed_renewed"))})
        return told.outcomes, told.stamps("closed")
    assert outcome("30 min") == (["approved"], ["05 15:00"])
    assert outcome("31 min") == (["deemed renewed"], ["05 15:00"])


@on_every_engine
def test_the_whole_case_goes_before_the_step_and_the_law_before_the_promise(engine):
    """Statutory, promised and step limit end in one second: the law's exit is taken, the others leave no mark."""
    rules = {"limits": {"promised": "1 h", "statutory": "1 h"}, "on_expiry": [{"limit": "promised", "exit": "lapsed"}, {"limit": "statutory", "exit": "refused"}]}
    told = walk(engine, ONE, {"m": matter(["05 09:00"], [serve("s", "a", "2 h", {"within": "1 h", "exit": "deemed_consent"})], rules)})
    assert (told.outcomes, told.case(0)["deemed"], told.spells) == (["refused"], 32, ["0 s 甲 05 09:00 > 05 10:00 let go"])


@on_every_engine
def test_the_limit_ends_before_the_doors_close(engine):
    """Both at 17:30: who waits is approved by default, not turned away."""
    desks = {"a": {"officers": [{"name": "甲"}], "closing": "turn_away"}}
    matters = {"n": matter(["05 17:00"], [serve("s", "a", "1 h")]), "m": matter(["05 17:00"], [serve("s", "a", "1 h")], limited("30 min", "deemed_approved"))}
    told = walk(engine, desks, matters)
    assert (told.outcomes, told.stamps("closed")) == (["approved", "deemed approved"], ["05 18:00", "05 17:30"])


@on_every_engine
def test_a_refusal_cancels_no_work_that_ends_in_its_second(engine):
    """One department refuses at 10:00, another ends at 10:00, a third at 11:00: all are heard, then the case is refused."""
    desks = BOTH | {"c": {"officers": [{"name": "丙"}]}}
    branches = {"b": {"route": [serve("s", "a", "1 h"), {"refuse": {"step": "n", "probability": 1.0}}]},
                "c": {"route": [serve("t", "b", "1 h")]}, "d": {"route": [serve("u", "c", "2 h")]}}
    told = walk(engine, desks, {"m": matter(["05 09:00"], [{"parallel": {"branches": branches}}, serve("v", "a", "1 h")])})
    assert [spell[-4:] for spell in told.spells] == ["done"] * 3
    assert (told.outcomes, told.stamps("decided")) == (["refused"], ["05 11:00"])


@on_every_engine
def test_where_a_file_goes_whose_limit_is_over(engine):
    """Deemed approval is decided at the due second and delivered an hour of office time later; what lay between is left out."""
    exits = limited("2 h", "deemed_approved", {"go_to": "deliver"})
    route = [serve("s", "a", "4 h"), serve("t", "a", "1 h"), {"deliver": {"takes": "90 min"}}]
    told = walk(engine, ONE, {"m": matter(["05 09:00"], route, exits)})
    assert (told.stamps("decided"), told.stamps("delivered"), told.stamps("closed")) == (["05 11:00"], ["05 14:00"], ["05 14:00"])


@on_every_engine
def test_a_limit_for_acceptance_acts_once(engine):
    """Nobody answers by 11:00: refused, and handed over behind. The step limit that ends at 13:00 finds the case where it is, and leaves it its way."""
    rules = {"limits": {"acceptance": "2 h"}, "on_expiry": [{"limit": "acceptance", "exit": "refused", "go_to": "deliver"}]}
    after = serve("t", "a", "4 h", {"within": "2 h", "exit": "deemed_consent"})
    route = [serve("s", "a", "9 h"), {"accept": {}}, {"deliver": {}}, after, serve("u", "a", "1 h")]
    told = walk(engine, ONE, {"m": matter(["05 09:00"], route, rules)})
    assert told.spells == ["0 s 甲 05 09:00 > 05 11:00 let go", "0 t 甲 05 11:00 > 05 13:00 let go", "0 u 甲 05 13:30 > 05 14:30 done"]
    assert (told.outcomes, told.stamps("closed")) == (["refused"], ["05 14:30"])


@on_every_engine
def test_a_limit_that_only_records_changes_nothing(engine):
    """With and without promised and step limits that nobody acts on: the same stamps."""
    def stamps(limit: dict | None, more: dict) -> list[str]:
        told = walk(engine, ONE, {"m": matter(["05 09:00", "05 09:00"], [serve("s", "a", "2 h", limit), serve("t", "a", "1 h")], more)})
        return told.spells + told.stamps("closed")
    assert stamps({"within": "1 h"}, {"limits": {"promised": "1 h"}}) == stamps(None, {})


# acceptance and extension -------------------------------------------------------------------------------------------------

@on_every_engine
def test_deemed_acceptance_as_of_the_day_of_receipt(engine):
    """No answer within 1 wd: accepted on Tuesday as of Monday 10:00, from which the promise counts; an answer at the last second is in time."""
    route = [serve("s", "a", "2 wd"), {"accept": {}}, serve("t", "a", "1 h")]
    rules = {"limits": {"acceptance": "1 wd", "promised": "3 wd"}, "on_expiry": [{"limit": "acceptance", "exit": "deemed_accepted"}]}
    told = walk(engine, ONE, {"m": matter(["05 10:00"], route, rules)})
    assert told.spells == ["0 s 甲 05 10:00 > 06 17:30 let go", "0 t 甲 07 09:00 > 07 10:00 done"]
    assert [told.stamps(name)[0] for name in ("accepted", "clock_start", "asked", "promised_due")] == ["05 10:00", "05 10:00", "06 17:30", "08 17:30"]
    assert told.case(0)["deemed"] == 1
    told = walk(engine, ONE, {"m": matter(["05 09:00"], route, rules)})
    assert (told.stamps("accepted"), told.stamps("asked"), told.case(0)["deemed"]) == (["06 17:30"], ["06 17:30"], 0)


@on_every_engine
def test_deemed_accepted_and_overdue_in_one_second(engine):
    """Accepted by default as of Monday, the promise of 1 wd is over in the same second: both exits are taken, one after the other."""
    route = [serve("s", "a", "2 wd"), {"accept": {}}, serve("t", "a", "1 h")]
    rules = {"limits": {"acceptance": "1 wd", "promised": "1 wd"}, "on_expiry": [
        {"limit": "acceptance", "exit": "deemed_accepted"}, {"limit": "promised", "exit": "lapsed"}]}
    told = walk(engine, ONE, {"m": matter(["05 10:00"], route, rules)})
    assert (told.outcomes, told.stamps("closed"), told.case(0)["deemed"]) == (["lapsed"], ["06 17:30"], 17)


@on_every_engine
def test_let_go_twice_in_one_second(engine):
    """A branch is let go by the limit for the answer, the case itself by the promise, in the same second at a desk that serves at once: told by branch, the case first."""
    route = [{"parallel": {"branches": {"x": {"route": [serve("s", "a", "2 wd")]}}}}, {"accept": {}}, serve("t", "b", "1 h")]
    rules = {"limits": {"acceptance": "1 wd", "promised": "1 wd"}, "on_expiry": [
        {"limit": "acceptance", "exit": "deemed_accepted"}, {"limit": "promised", "exit": "lapsed"}]}
    told = walk(engine, ONE | {"b": {"officers": "unlimited"}}, {"m": matter(["05 10:00"], route, rules)})
    assert told.spells == ["0 t - 06 17:30 > 06 17:30 let go", "0 s 甲 05 10:00 > 06 17:30 let go"]


@on_every_engine
def test_the_answer_is_due_anew_when_the_papers_come_again(engine):
    """Sent back at 10:10 (that is an answer), here again a day later: the office has until Wednesday, and acceptance counts from Tuesday."""
    back = {"return": {"step": "r", "probability": 1.0, "at_most": 1, "turnaround": "1 d"}}
    rules = {"limits": {"acceptance": "1 wd"}, "on_expiry": [{"limit": "acceptance", "exit": "deemed_accepted"}]}
    desks = {"a": {"officers": [away("甲", (6, 9))]}}
    told = walk(engine, desks, {"m": matter(["05 10:00"], [serve("s", "a", "10 min"), back, {"accept": {}}, serve("t", "a", "1 h")], rules)})
    assert [told.stamps(name)[0] for name in ("asked", "accepted")] == ["05 10:10", "06 10:10"]
    assert told.spells[1:] == ["0 t 甲 09 09:00 > 09 10:00 done"] and told.case(0)["deemed"] == 1


@on_every_engine
def test_an_extension_must_be_approved_before_the_limit_ends(engine):
    """Asked an hour before 12:00: approved at 11:30 the limit ends at 13:00; approved at 12:00 it is too late."""
    def closed(approval: str) -> tuple[list[str], int, list[str]]:
        rules = {**limited("3 h", "refused", kind="statutory"), "extension": {"by": "1 h", "ask_before": "1 h", "probability": 1.0, "approval": approval}}
        told = walk(engine, ONE, {"m": matter(["05 09:00"], [wait("w", "10 h")], rules)})
        return told.stamps("closed"), told.case(0)["extended"], told.stamps("statutory_due")
    assert closed("30 min") == (["05 13:00"], 1, ["05 13:00"])
    assert closed("3599 s") == (["05 13:00"], 1, ["05 13:00"])
    assert closed("1 h") == (["05 12:00"], 0, ["05 12:00"])


@on_every_engine
def test_asking_for_more_time_in_another_unit(engine):
    """A limit of 2 wd, more time asked for 30 minutes ahead: a working day counts whole, so it is asked as the day before closes."""
    rules = {**limited("2 wd", "refused", kind="statutory"),
             "extension": {"by": "1 wd", "ask_before": "30 min", "probability": 1.0, "approval": "23 h"}}
    told = walk(engine, ONE, {"m": matter(["05 09:00"], [wait("w", "10 d")], rules)})
    assert (told.stamps("closed"), told.case(0)["extended"]) == (["08 17:30"], 1)
    rules["extension"]["approval"] = "24 h"
    assert walk(engine, ONE, {"m": matter(["05 09:00"], [wait("w", "10 d")], rules)}).stamps("closed") == ["07 17:30"]


def test_an_extension_counts_in_the_units_of_both_limits():
    """It lengthens the promise as well as the legal limit; a promise in another unit is refused."""
    rules = {"limits": {"promised": "9 wd", "statutory": "60 d"}, "extension": {"by": "10 d", "ask_before": "1 d", "probability": 0.1, "approval": "1 d"}}
    scenario = Scenario.model_validate(toy(ONE, {"m": matter(["05 09:00"], [serve("s", "a", "1 h")], rules)}))
    assert [problem.path for problem in check(scenario)] == ["matters.m.extension.by"]
