"""The same toy week, read by the indicators of windows, supervision, ratings, quality, fairness and cost."""

from __future__ import annotations

import math

import numpy as np
import pytest
from offices import office
from test_indicators import BY_HAND, CERTAIN, DAY_S, FRI, MON, NEXT, SPELLS, THU, TOY, TUE, WED, WEEK, H, at, case, due, run_of
from toy_office import matter, serve, toy

from xnsim import cases
from xnsim.cases import Column
from xnsim.cli import main
from xnsim.engines import run
from xnsim.indicators import INDICATORS, View, find
from xnsim.indicators.fairness import gini
from xnsim.indicators.rating import answers
from xnsim.indicators.score import counted
from xnsim.scenario import InputError
from xnsim.scenario.files import dump, loads
from xnsim.scenario.prices import Costs
from xnsim.scenario.ratings import Ratings
from xnsim.tape import GATE, SERVE
from xnsim.worktime import WD

NOT_MEASURED = ((0, 0), (0, 0))

# key: (numerator, denominator) by completion, then by arrival
MORE_BY_HAND = {
    # called: at once; after 6 open hours; after 34. Two (one of them gone later) are never called
    "mean_wait_minutes": ((2400, 3), (2400, 3)),
    "called_in_15_rate": ((1, 5), (1, 5)),
    "abandon_rate": ((0, 8), (1, 8)),
    "booking_wait_days": NOT_MEASURED,
    "asked_offline_rate": NOT_MEASURED,
    "online_rate": NOT_MEASURED,
    "wholly_online_rate": NOT_MEASURED,
    # open on Sunday night: 158.5, 87 and 56 hours old
    "backlog_age_days": ((301.5 / 24, 3), (301.5 / 24, 3)),
    "p90_backlog_age_days": ((144.2 / 24, 3), (144.2 / 24, 3)),
    # case 4 is 7 open hours late on Sunday, 17 when it ends; case 5 is open and weeks late at the end of the run
    "yellow_per_1000": ((1000, 5), (0, 6)),
    "red_per_1000": ((0, 5), (2000, 6)),
    "supervised_on_time_rate": NOT_MEASURED,
    "unsupervised_workdays": ((87 / 7, 5), (131.5 / 7, 6)),
    "chases_per_case": ((0, 5), (0, 8)),
    # 70 hours present at 60 yuan; 7 (9) visits at 50; 417.5 / 24 (612 / 24) days at 100
    "staff_cost_per_case": ((4200, 5), (4200, 6)),
    "applicant_cost_per_case": ((350 + 41750 / 24, 5), (450 + 2550, 6)),
    "cost_per_case": ((4550 + 41750 / 24, 5), (7200, 6)),
    "overtime_share": ((0, 1.5 * H), (0, 1.5 * H)),
    # cases 0, 1 and later 4 were last in the hands of desk 0, in the hall; of these only case 0 never left it
    "nominal_delegation_rate": ((2, 5), (3, 6)),
    "real_delegation_rate": ((1, 5), (1, 6)),
    "wrongly_approved_rate": NOT_MEASURED,
    "wrongly_refused_rate": NOT_MEASURED,
    "wrong_rate": NOT_MEASURED,
    "revoked_rate": NOT_MEASURED,
    "undetected_rate": NOT_MEASURED,
    "right_cases_per_officer_day": NOT_MEASURED,
    # quoted Thursday, Friday, Thursday: ended Wednesday, Friday, Friday; the fourth by default; case 4 is three working days late, case 5 open
    "quote_accuracy_rate": ((3, 4), (3, 6)),
    "follow_up_rate": ((0, 5), (0, 6)),
    # of the first matter one in four (five) never left the hall, of the second its only one
    "items_in_hall_rate": ((1, 2), (1, 2)),
    "items_applied_for": ((2, 2), (2, 2)),
    # three officers should be there 35 hours each, 70 are worked in presence
    "times_away": ((0, 3), (0, 3)),
    "away_share": ((35 * H, 105 * H), (35 * H, 105 * H)),
    # 51, 167, 95, 80.5 (and 194.5) hours against the second matter's 24
    "matter_gap": ((98.375 / 24, 5), (117.6 / 24, 6)),
    "office_gap": NOT_MEASURED,
    # grades 5, 4, 4, 5 and (refused) 2; case 4 another 4
    "rating_rate": ((5, 5), (6, 6)),
    "satisfaction_rate": ((4, 5), (5, 6)),
    "true_satisfaction_rate": ((4, 5), (5, 6)),
    "bad_rating_rate": ((1, 5), (1, 6)),
    "mean_grade": ((20, 5), (24, 6)),
    "response_rate": ((7, 8), (7, 8)),
    "resolution_rate": ((3, 8), (4, 8)),
    "class_gap": NOT_MEASURED,
    # 24, 51, 80.5, 95, 167 hours (and 194.5)
    "gini_total_time": ((660 / (5 * 417.5), 5), (1215 / (6 * 612), 6)),
    "promise_cut_by_matter": ((2, 5), (2, 5)),
    "mean_early_workdays": ((2, 2), (2, 2)),
    # one yellow card -5, half are early +5, the promise is 40 % below the law +4; later two red cards -20, a third early +3, +4
    "scorecard_points": ((4, 1), (-13, 1)),
}


@pytest.mark.parametrize("make", [Column, np.array], ids=["column", "array"])
@pytest.mark.parametrize("key", MORE_BY_HAND)
def test_the_toy_week_comes_out_as_by_hand(key, make):
    """Every indicator, both cohorts, on plain columns and on arrays."""
    run = run_of(TOY, SPELLS, make)
    for cohort, expected in zip(("completion", "arrival"), MORE_BY_HAND[key]):
        assert tuple(find(key).parts(run, cohort)) == pytest.approx(expected, abs=1e-12)


def test_every_indicator_was_worked_out_by_hand():
    """No indicator without its line in one of the two tables."""
    assert set(BY_HAND) | set(MORE_BY_HAND) == set(INDICATORS) and not set(BY_HAND) & set(MORE_BY_HAND)


def test_what_is_not_measured_says_so():
    """Without the column, or without a case that has a value, an indicator is nan: never nought."""
    run = run_of(TOY, SPELLS)
    bare = type(run)(cases={key: run.cases[key] for key in run.cases if key not in ("eligible", "wrong")}, services=run.services, program=run.program)
    assert not find("wrong_rate").measured_in(bare) and find("wrong_rate").measured_in(run)
    assert math.isnan(find("wrong_rate").value(bare)) and math.isnan(find("wrong_rate").value(run))


def test_wrong_decisions_are_found_where_quality_is_looked_at():
    """Two approved, one of them wrongly and found out; two refused, one wrongly; a fifth case is not looked at."""
    done = (at(MON, 9), at(MON, 9), at(TUE, 9), due(THU))
    run = run_of([case(*done, {"eligible": 1}), case(*done, {"eligible": 0, "wrong": 1, "discovered": at(FRI, 9)}),
                  case(*done, {"outcome": cases.REFUSED, "eligible": 1, "wrong": 2}), case(*done, {"outcome": cases.REFUSED, "eligible": 0}), case(*done)])
    assert find("wrongly_approved_rate").parts(run) == (1, 2) and find("wrongly_refused_rate").parts(run) == (1, 2)
    assert find("wrong_rate").parts(run) == (2, 4) and find("revoked_rate").parts(run) == (1, 2)
    run.program.end_s = at(FRI, 9)
    assert find("revoked_rate").parts(run) == (0, 2), "it comes to light after the run"


def test_online_is_told_from_the_hall():
    """Three by some channel, two of them online, one of these without any visit."""
    done = (at(MON, 9), at(MON, 9), at(TUE, 9), due(THU))
    run = run_of([case(*done, {"channel": 1, "trips": 0}), case(*done, {"channel": 1, "trips": 1}), case(*done, {"channel": 0, "trips": 1}), case(*done)])
    assert find("online_rate").parts(run) == (2, 3) and find("wholly_online_rate").parts(run) == (1, 3)


def test_who_applied_online_and_came_after_all():
    """Two ended that were applied for online, one of them came; a third from the hall came too."""
    done = (at(MON, 9), at(MON, 9), at(TUE, 9), due(THU))
    run = run_of([case(*done, {"channel": 1, "trips": 0}), case(*done, {"channel": 1, "trips": 1}), case(*done, {"channel": 0, "trips": 1})])
    assert find("asked_offline_rate").parts(run) == (1, 2)


def test_wrong_approvals_are_found_or_not():
    """Three approved: one rightly, one wrongly and found, one wrongly and never found; after the run nothing is found."""
    done = (at(MON, 9), at(MON, 9), at(TUE, 9), due(THU))
    run = run_of([case(*done, {"eligible": 1}), case(*done, {"eligible": 0, "wrong": 1, "discovered": at(FRI, 9)}), case(*done, {"eligible": 0, "wrong": 1})])
    assert [find(key).parts(run) for key in ("wrongly_approved_rate", "revoked_rate", "undetected_rate")] == [(2, 3), (1, 3), (1, 3)]
    run.program.end_s = at(FRI, 9)
    assert find("undetected_rate").parts(run) == (2, 3)


@pytest.mark.parametrize("ended, quoted, accurate", [
    (at(FRI, 9), due(FRI), 1), (at(THU, 9), due(FRI), 1), (at(WED, 9), due(FRI), 0), (at(NEXT + MON, 9), due(FRI), 1), (at(NEXT + TUE, 9), due(FRI), 0)])
def test_a_day_quoted_is_kept_within_a_working_day(ended, quoted, accurate):
    """Two days early is as wrong as two days late; a weekend between does not count."""
    run = run_of([case(at(MON, 9), at(MON, 9), ended, quoted)])
    assert find("quote_accuracy_rate").parts(run, "arrival") == (accurate, 1)


def test_followed_up_is_what_arose_after_the_end():
    """Of three ended one is called back, one was complained of while open, one has a call still waiting."""
    done = (at(MON, 9), at(MON, 9), at(TUE, 9), due(THU))
    later, before = at(WED, 9), at(MON, 12)
    run = run_of([case(*done), case(*done), case(*done), case(later, later, later, other={"parent": 0}), case(before, before, at(TUE, 8), other={"parent": 1}),
                  case(later, other={"parent": 2, "closed": -1})])
    assert find("follow_up_rate").parts(run) == (1, 3)


def test_items_are_counted_once_however_many_need_them():
    """Nine cases of an item stay in the hall, the one case of another does not; of two items one is cancelled before the window."""
    done = (at(MON, 9), at(MON, 9), at(TUE, 9), due(THU))
    run = run_of([case(*done, {"inhall": 1}) for _ in range(9)] + [case(*done, {"matter": 1})])
    assert find("items_in_hall_rate").parts(run) == (1, 2) and find("in_hall_rate").parts(run) == (9, 10)
    run.lowered.sources[1].stream.keep = ((0, 0.0),)
    assert find("items_applied_for").parts(run) == (1, 2)
    run.lowered.sources[1].stream.keep = ((0, 0.0), (at(WED, 0), 1.0))
    assert find("items_applied_for").parts(run) == (2, 2), "reopened on Wednesday"


def test_a_desk_in_the_hall_worked_by_the_department_delegates_in_name():
    """Two decided at a desk in the hall, one of them by somebody of a department who only helps there."""
    done = (at(MON, 9), at(MON, 9), at(TUE, 9), due(THU), {"inhall": 1})
    run = run_of([case(*done), case(*done)], [{"case": number, "officer": number, "start": at(MON, 9), "end": at(TUE, 9)} for number in (0, 1)])
    assert find("real_delegation_rate").parts(run) == (2, 2)
    run.lowered.people.posts[1].rank = 1
    assert find("nominal_delegation_rate").parts(run) == (2, 2) and find("real_delegation_rate").parts(run) == (1, 2)


def test_offices_are_compared_by_those_who_decided():
    """The hall's cases take a day, those of the bureau three; who was never in anybody's hands is left out."""
    rows = [case(at(MON, 9), at(MON, 9), at(day, 9), due(THU)) for day in (TUE, THU, FRI)]
    run = run_of(rows, [{"case": 0, "desk": 0, "start": at(MON, 9), "end": at(TUE, 9)}, {"case": 1, "desk": 0, "start": at(MON, 9), "end": at(MON, 10)},
                        {"case": 1, "desk": 1, "start": at(THU, 8), "end": at(THU, 9)}])
    run.lowered.people.desks = {"window": 0, "exam": 1}
    run.lowered.scenario.desks["exam"] = type(run)(office="bureau")
    assert find("office_gap").parts(run) == (3.0, 2)


def test_what_was_decided_wrongly_is_no_output():
    """Three ended in ten officer-days, one of them wrongly."""
    done = (at(MON, 9), at(MON, 9), at(TUE, 9), due(THU))
    run = run_of([case(*done, {"eligible": 1}), case(*done, {"eligible": 0, "wrong": 1}), case(*done)])
    assert find("cases_per_officer_day").parts(run) == (3, 10) and find("right_cases_per_officer_day").parts(run) == (2, 10)


def test_a_slot_is_waited_for_from_the_booking():
    """Booked on Monday at nine, seen on Wednesday at nine: two days. Who came before slots were given out did not book."""
    run = run_of([case(at(MON, 9)), case(at(TUE, 9))], [{"case": 0, "start": at(MON, 10)}, {"case": 1, "start": at(THU, 9)}])
    assert math.isnan(find("booking_wait_days").value(run))
    tape = run.lowered.tape
    tape.matter_route_n, tape.matter_route_from, tape.matter_route, tape.matter_route_at = [2, 1], [0, at(TUE, 0), 0], [0, 2, 1], [0, 2]
    tape.route_start, tape.verb = [0, 1, 2], [SERVE, SERVE, GATE]
    assert find("booking_wait_days").parts(run) == (2.0, 1)


def test_supervision_is_judged_by_those_it_touched():
    """Of three cases warned of or chased one is on time, one late, one still open and late; the fourth was left alone."""
    touched = {"raised": 2}
    run = run_of([case(at(MON, 9), at(MON, 9), at(TUE, 9), due(TUE), touched), case(at(MON, 9), at(MON, 9), at(THU, 9), due(TUE), {"warned": 1}),
                  case(at(MON, 9), at(MON, 9), -1, due(TUE), {"raised": 1, "closed": -1}), case(at(MON, 9), at(MON, 9), at(TUE, 9), due(TUE))])
    assert find("supervised_on_time_rate").parts(run) == (1, 3)
    assert find("unsupervised_workdays").parts(run) == (1.0, 1) and find("chases_per_case").parts(run) == (2, 3)


def test_overtime_is_what_lies_outside_the_officers_own_hours():
    """A spell of two hours begun at 17:00 and worked through: an hour and a half of it is overtime, at one and a half times the price."""
    spells = [{"case": 0, "officer": 0, "start": at(MON, 17), "end": at(MON, 19), "worked_s": 2 * H}]
    run = run_of([case(at(MON, 9), at(MON, 9), at(MON, 19), due(TUE), {"trips": 0})], spells)
    assert find("overtime_share").parts(run) == (1.5 * H, 2 * H)
    run.program.costs = Costs(staff_hour=10, overtime_factor=2, fee=7, delay_day=24)
    assert find("staff_cost_per_case").value(run) == 10 * (70 + 2 * 1.5)
    assert find("applicant_cost_per_case").value(run) == 7 + 10   # ten hours at a yuan each
    assert find("cost_per_case").value(run) == 730 + 17


def test_the_gap_between_classes():
    """Urgent cases take a day, ordinary ones three: the gap is 3."""
    run = run_of([case(at(MON, 9), at(MON, 9), at(TUE, 9), due(THU), {"cls": 1}), case(at(MON, 9), at(MON, 9), at(THU, 9), due(THU))])
    assert find("class_gap").parts(run) == (3.0, 2)


def test_gini_by_hand():
    """All alike 0; one of two has all a half; nothing to share is not a number."""
    assert gini([5, 5, 5]) == 0 and gini([0, 8]) == 0.5 and math.isnan(gini([0, 0])) and math.isnan(gini([]))


def test_a_person_rates_alike_under_every_policy():
    """Taste and readiness to answer hang on the key alone; a longer wait can only lower the grade."""
    rows = [case(at(MON, 9), at(MON, 9), at(TUE, 9), due(FRI)) for _ in range(300)]
    slow = [row | {"delivered": at(NEXT + FRI, 9)} for row in rows]
    quick, later = run_of(rows), run_of(slow)
    for each in (quick, later):
        each.program.ratings = Ratings(spread=1.0, response_rate=0.3, per_day=0.1)
    first, second = (answers(View(run, "completion")) for run in (quick, later))
    assert all(b <= a for a, b in zip(first.all, second.all)) and sum(second.all) < sum(first.all)
    assert len(first.given) == len(second.given) and 60 < len(first.given) < 120
    assert len(first.all) == 300 and set(first.all) <= {1, 2, 3, 4, 5}


def test_bad_ratings_that_go_missing_flatter_the_office():
    """Where the dissatisfied do not answer, the official rate is 100 % and its twin is not."""
    run = run_of(TOY, SPELLS)
    run.program.ratings = CERTAIN.model_copy(update={"unhappy_answer": 0.0})
    assert find("satisfaction_rate").parts(run) == (4, 4) and find("true_satisfaction_rate").parts(run) == (4, 5)
    assert find("rating_rate").parts(run) == (4, 5)


def test_the_issued_scoring_rule_on_a_run_s01():
    """Theory case S01 as a run: a row of three warnings -3, a yellow card -5, 35 % early +3, promises 55 % below the law +5: nought.

    Twenty cases decided one after the other on Tuesday: E early (due on Wednesday), W on the
    last day (warned), Y three hours or less late (due on Monday).
    """
    pattern = "WWWEWWEWEWEWEWYWEWEW"
    days = {"E": WED, "W": TUE, "Y": MON}
    rows = [case(at(MON, 9), at(MON, 9), at(TUE, 9) + 300 * i, due(days[kind])) for i, kind in enumerate(pattern)]
    run = run_of(rows)
    run.program.matters[0].promised_units, run.program.matters[0].statutory_units = (9, WD), (20, WD)
    assert counted(View(run, "completion")) == (1, 1, 0, 0.35, 0.55)
    assert find("scorecard_points").value(run) == 0


def test_the_window_of_the_toy_week_is_a_week():
    """The hours used above count from Monday to Sunday midnight."""
    assert WEEK == (0, 7 * DAY_S) and THU == 3


def test_prices_are_seen_and_can_be_changed(capsys):
    """Every price has unit and reason in both languages; the command shows them; a scenario that states none keeps its hash."""
    for part in (Costs, Ratings):
        assert all(text(lang) for price in part.prices().values() for text in (price.label, price.unit, price.why) for lang in ("zh", "en"))
    assert main(["indicators", "cost_per_case", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "staff_hour" in shown and "yuan an hour" in shown and "field costs" in shown
    plain = loads(OFFICE)
    dear = loads(OFFICE + "costs: {trip: 80}\n")
    assert dear.costs.trip == 80 and dear.costs.staff_hour == 60 and plain.costs is None
    assert loads(dump(dear)) == dear and dear.digest() != plain.digest()
    assert find("applicant_cost_per_case").value(run(dear, engine="lists")) - find("applicant_cost_per_case").value(run(plain, engine="lists")) == pytest.approx(30)


def test_a_price_below_nothing_is_refused():
    """A negative price is told with its place."""
    with pytest.raises(InputError, match="costs.trip"):
        loads(OFFICE + "costs: {trip: -1}\n")


OFFICE = """\
schema: 1
name: toy
calendar: {start: 2026-01-05, holidays: none}
horizon: {warm_up: 0 wd, measure: 5 wd}
desks: {a: {}}
matters: {m: {arrivals: {table: [2026-01-05T09:00:00]}, route: [{serve: {step: s, desk: a, effort: 1 h}}]}}
"""


def test_a_promise_shortened_from_a_day_is_counted_from_that_day():
    """Two files under the law's twenty days: one received under a promise of ten, one from the 7th on under five, so 10 + 15 of 40 are cut."""
    def phase(promised: str) -> dict:
        limits = {"limits": {"statutory": "20 wd", "promised": promised}}
        return toy({"a": {"officers": 1}}, {"m": matter(["05 09:00", "08 09:00"], [serve("s", "a", "1 h")], limits)})

    ran = run(office((None, phase("10 wd")), ("2026-01-07", phase("5 wd"))).program, 1, 0)
    cut = find("promise_cut").measure(View(ran, "arrival"))
    assert (cut[0], cut[1]) == (25, 40)
    assert find("promise_cut_by_matter").measure(View(ran, "arrival")) == (15, 20), "each matter once, as it reads on the last day"
