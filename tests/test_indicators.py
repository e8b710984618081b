"""A week of eight cases that a trainer can check by hand, and the rules no rate may break."""

from __future__ import annotations

import math
import random
from datetime import date
from types import SimpleNamespace as Plain

import numpy as np
import pytest

from xnsim import cases
from xnsim.cases import CASE_FIELDS, SERVICE_FIELDS, Column, Table
from xnsim.indicators import INDICATORS, UNITS, View, find, measure_all
from xnsim.indicators.duration import time_parts
from xnsim.scenario.prices import Costs
from xnsim.scenario.ratings import Ratings
from xnsim.tape import SERVE
from xnsim.worktime import DAY_S, FAR, SPAN, WD, make_calendar

CALENDAR = make_calendar(date(2024, 7, 1), 60, holidays="none")  # day 0 is a Monday
MON, TUE, WED, THU, FRI = range(5)
NEXT = 7  # NEXT + TUE is Tuesday of the second week
WEEK = (0, 7 * DAY_S)
CERTAIN = Ratings(spread=0, response_rate=1, refusal=3)  # everybody answers, tastes are alike
H = 3600


def at(day: int, hour: float) -> int:
    """The second of a day and an hour; 17.5 is 17:30."""
    return day * DAY_S + int(hour * H)


def case(received: int, accepted: int = -1, decided: int = -1, due: int = -1, other: dict | None = None) -> dict:
    """One row: delivered and closed as it is decided, all clocks as the promised limit, unless said otherwise."""
    row = {field.key: 0 if field.absent is None else field.absent for field in CASE_FIELDS}
    row |= {"received": received, "accepted": accepted, "decided": decided, "clock_start": accepted, "measured": 1}
    row |= {"delivered": decided, "closed": decided, "outcome": int(decided >= 0)}
    return row | {key: due for key in ("promised_due", "statutory_due", "verified_due")} | (other or {})


def run_of(rows: list[dict], spells: list[dict] = (), make=Column, calendar=CALENDAR, end_s: int = 21 * DAY_S):
    """A run that left these rows: two officers present all week, limits 3 and 5 working days or none."""
    table = {field.key: make([row[field.key] for row in rows]) for field in CASE_FIELDS}
    services = {field.key: make([spell.get(field.key, 0) for spell in spells]) for field in SERVICE_FIELDS}
    matters = [Plain(promised_units=(3, WD), statutory_units=(5, WD)), Plain(promised_units=None, statutory_units=None)]
    program = Plain(calendar=calendar, window=WEEK, end_s=end_s, officer_present_s=[126_000, 126_000], matters=matters,
                    officer_hours=[calendar] * 3, desk_hall=[1], channels=["hall", "online"], costs=Costs(), ratings=CERTAIN)
    return Plain(cases=Table(table), services=Table(services), program=program, lowered=lowered_of(calendar), seed=1, replication=0, keys=range(len(rows)))


def lowered_of(calendar) -> Plain:
    """What is asked of the office as lowered: two matters that begin at a desk, each with its source; one desk; nobody ever away."""
    tape = Plain(matter_route_at=[0, 1], matter_route_n=[1, 1], matter_route_from=[0, 0], matter_route=[0, 1], route_start=[0, 1], verb=[SERVE, SERVE])
    people = Plain(desks={"window": 0}, officers={"a": 0, "b": 1, "c": 2}, officer_hours=[0, 0, 0], calendars=[calendar], away=[[], [], []], never_both=[],
                   posts=[Plain(officer=officer, desk=0, rank=0) for officer in range(3)])
    sources = [Plain(stream=Plain(matter=matter, keep=((0, 1.0),))) for matter in (0, 1)]
    return Plain(tape=tape, people=people, sources=sources, scenario=Plain(desks={"window": Plain(office="hall")}), end=21 * DAY_S)


def due(day: int) -> int:
    """A working day closes at 17:30."""
    return at(day, 17.5)


TOY = [
    # on time and a day early
    case(at(MON, 9), at(MON, 9), at(WED, 12), due(THU), {"statutory_due": due(NEXT + MON), "trips": 1, "inhall": 1}),
    # a day until accepted, two returns, decided as the limit closes, delivered on Monday
    case(at(MON, 10), at(TUE, 10), due(FRI), due(FRI),
         {"statutory_due": due(NEXT + TUE), "delivered": at(NEXT + MON, 9), "trips": 3, "returns": 2, "applicant_s": 24 * H}),
    # the clock set to nought on Wednesday
    case(at(MON, 11), at(MON, 11), at(FRI, 10), due(NEXT + MON),
         {"verified_due": due(THU), "statutory_due": due(NEXT + WED), "clock_start": at(WED, 9), "resets": 1,
          "trips": 2, "returns": 1, "applicant_s": 12 * H}),
    # approved by default as the limit closes; ten hours of hearing at night
    case(at(TUE, 9), at(TUE, 9), due(FRI), due(FRI),
         {"statutory_due": due(NEXT + TUE), "outcome": cases.DEEMED_APPROVED, "deemed": cases.BY_APPROVAL,
          "lost_s": 10 * H, "lawful_s": 10 * H, "paused_s": 10 * H}),
    # open and overdue at the weekend, decided in the second week
    case(at(MON, 9.5), at(MON, 9.5), at(NEXT + TUE, 12), due(THU), {"statutory_due": due(NEXT + MON), "trips": 2}),
    # never decided
    case(at(THU, 9), at(THU, 9), -1, due(NEXT + TUE), {"statutory_due": due(NEXT + THU), "trips": 1, "extended": 1}),
    # withdrawn before anybody answered
    case(at(FRI, 16), other={"closed": at(NEXT + MON, 10), "outcome": cases.WITHDRAWN, "trips": 1}),
    # no limit; a day of pause that no law knows; refused on the spot
    case(at(WED, 9), at(WED, 9), at(THU, 9), FAR,
         {"matter": 1, "outcome": cases.REFUSED, "delivered": -1, "lost_s": DAY_S, "lost_open_s": 7 * H, "trips": 1, "onspot": 1, "inhall": 1}),
]
SPELLS = [
    {"case": 0, "officer": 0, "start": at(MON, 9), "end": at(MON, 10), "worked_s": H},
    {"case": 4, "officer": 1, "start": at(FRI, 17), "end": at(NEXT + MON, 9.5), "worked_s": H},  # half of it on Friday
    {"case": 1, "officer": -1, "start": at(TUE, 9), "end": at(TUE, 11), "worked_s": 2 * H},  # a desk without limit
]

# key: (numerator, denominator) by completion, then by arrival; a working day has 7 hours
BY_HAND = {
    "on_time_rate": ((4, 4), (4, 6)),
    "verified_on_time_rate": ((2, 5), (2, 6)),
    "statutory_on_time_rate": ((4, 4), (4, 6)),
    "early_rate": ((2, 4), (2, 6)),
    "extension_rate": ((0, 5), (1, 7)),
    "mean_workdays": ((87 / 7, 5), (131.5 / 7, 6)),
    "median_workdays": ((17 / 7, 5), (22 / 7, 6)),
    "p90_workdays": ((27.6 / 7, 5), (36.25 / 7, 6)),
    "total_days": ((417.5 / 24, 5), (612 / 24, 6)),
    "applicant_days": ((36 / 24, 5), (36 / 24, 6)),
    "pause_days": ((10 / 24, 5), (10 / 24, 6)),
    "office_days": ((371.5 / 24, 5), (566 / 24, 6)),
    "pause_share": ((34 / 24, 417.5 / 24), (34 / 24, 612 / 24)),
    "unlawful_pause_share": ((1, 417.5 / 24), (1, 612 / 24)),
    "on_time_acceptance_rate": ((7, 7), (7, 7)),
    "acceptance_workdays": ((1, 7), (1, 7)),
    "p90_acceptance_workdays": ((0.4, 7), (0.4, 7)),
    "loss_rate": ((0, 8), (1, 8)),
    "on_the_spot_rate": ((1, 5), (1, 6)),
    "in_hall_rate": ((2, 5), (2, 6)),
    "return_rate": ((2, 5), (2, 8)),
    "once_corrected_rate": ((1, 2), (1, 2)),
    "mean_returns": ((3, 5), (3, 8)),
    "mean_trips": ((7, 5), (9, 6)),
    "at_most_one_trip_rate": ((3, 5), (3, 6)),
    "overdue_count": ((1, 5), (2, 6)),
    "warned_count": ((3, 6), (4, 6)),
    "backlog": ((3, 8), (3, 8)),
    "backlog_days": ((3, 1), (3, 1)),
    "closing_rate": ((5, 7), (6, 7)),
    "deemed_share": ((1, 5), (1, 6)),
    "expired_share": ((0, 5), (0, 6)),
    "deemed_acceptance_share": ((0, 5), (0, 8)),
    "deemed_consent_share": ((0, 5), (0, 8)),
    "cases_per_officer_day": ((5, 10), (6, 10)),
    "utilisation": ((1.5 * H, 252_000), (1.5 * H, 252_000)),
    "promise_cut": ((8, 20), (10, 25)),
    "real_speed_up": ((20 - 87 / 7, 20), (25 - 131.5 / 7, 25)),
    "promise_padding": ((21 / 22, 4), (7 / 9, 5)),
}


@pytest.mark.parametrize("make", [Column, np.array], ids=["column", "array"])
@pytest.mark.parametrize("key", BY_HAND)
def test_the_toy_week_comes_out_as_by_hand(key, make):
    """Every indicator, both cohorts, on plain columns and on arrays."""
    run = run_of(TOY, SPELLS, make)
    for cohort, expected in zip(("completion", "arrival"), BY_HAND[key]):
        assert tuple(find(key).parts(run, cohort)) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=list(INDICATORS))
def test_an_indicator_says_what_it_is(indicator):
    """Key, both languages, definition, unit, source; and its twin, where it has one, exists."""
    assert INDICATORS[indicator.key] is indicator
    texts = [indicator.label, indicator.definition, indicator.source]
    assert all(text("zh") and text("en") for text in texts)
    assert indicator.unit in UNITS and indicator.better in ("higher", "lower", "none")
    assert indicator.twin is None or (indicator.twin in INDICATORS and indicator.twin != indicator.key)


def test_no_cohort_named_means_the_indicators_own():
    """The on-time rate is official by default; acceptance is read by arrival."""
    run = run_of(TOY, SPELLS)
    assert find("on_time_rate").value(run) == 1.0
    assert find("loss_rate").value(run) == 1 / 8
    readings = measure_all(run, ["on_time_rate", "verified_on_time_rate"], "arrival")
    assert [value for value, _ in readings.values()] == [4 / 6, 2 / 6]


def test_the_three_parts_of_the_total_time_sum_exactly():
    """In whole seconds, case by case: the applicant's, the lawful pauses, the office's."""
    view = View(run_of(TOY, SPELLS), "completion")
    parts = time_parts(view, view.done)
    assert (parts.applicant + parts.lawful_pause + parts.office).tolist() == parts.total.tolist()


OF_THE_OFFICE = ("utilisation", "cases_per_officer_day", "promise_cut_by_matter", "items_applied_for", "times_away", "away_share")   # not of its cases


@pytest.mark.parametrize("make", [Column, lambda rows: np.array(rows, dtype=np.int64)], ids=["column", "array"])
def test_over_no_case_a_rate_is_nan_and_a_count_is_nought(make):
    """Neither 0 % nor 100 % may stand for an empty denominator."""
    for key, (value, parts) in measure_all(run_of([], [], make)).items():
        if key in OF_THE_OFFICE:
            continue
        if find(key).form == "count":
            assert value == 0
        else:
            assert math.isnan(value), (key, parts)


def test_a_matter_without_a_limit_is_in_no_on_time_rate():
    """FAR means no limit: neither on time nor late."""
    run = run_of([case(at(MON, 9), at(MON, 9), at(TUE, 9), FAR)])
    for key in ("on_time_rate", "verified_on_time_rate", "statutory_on_time_rate", "early_rate"):
        assert math.isnan(find(key).value(run)) and find(key).parts(run).denominator == 0


def test_the_last_second_of_the_limit_is_on_time():
    """Decided as the limit closes: on time; a second later: late."""
    for late, expected in ((0, 1.0), (1, 0.0)):
        run = run_of([case(at(MON, 9), at(MON, 9), due(THU) + late, due(THU))])
        assert find("on_time_rate").value(run) == find("verified_on_time_rate").value(run) == expected
        assert find("overdue_count").value(run) == 1 - expected


def test_who_gives_up_after_the_limit_is_not_counted_away():
    """A withdrawal after the promised limit stays late in the verified rate; one before it never was."""
    for left, denominator in ((at(FRI, 9), 1), (at(THU, 9), 0)):
        run = run_of([case(at(MON, 9), at(MON, 9), -1, due(THU), {"closed": left, "outcome": cases.WITHDRAWN})])
        assert find("verified_on_time_rate").parts(run) == (0, denominator)
        assert find("on_time_rate").parts(run) == (0, 0)
        assert find("on_time_rate").parts(run, "arrival") == (0, denominator)


def test_overdue_in_an_earlier_period_and_gone_before_this_one_is_not_this_periods():
    """The window starts on day 7: whoever left late in the first week belongs to the first week."""
    run = run_of([case(at(MON, 9), at(MON, 9), -1, due(TUE), {"closed": at(FRI, 9), "outcome": cases.WITHDRAWN})])
    run.program.window = (7 * DAY_S, 14 * DAY_S)
    assert find("verified_on_time_rate").parts(run).denominator == 0


def test_every_default_of_a_case_is_officially_on_time_and_not_verified():
    """Approved, renewed, lapsed or refused at expiry; consent and acceptance by silence leave the decision real."""
    for bit in (cases.BY_APPROVAL, cases.BY_RENEWAL, cases.BY_LAPSE, cases.BY_REFUSAL):
        run = run_of([case(at(MON, 9), at(MON, 9), due(THU), due(THU), {"deemed": bit})])
        assert (find("on_time_rate").value(run), find("verified_on_time_rate").value(run)) == (1.0, 0.0)
    for bit in (cases.BY_ACCEPTANCE, cases.BY_CONSENT):
        run = run_of([case(at(MON, 9), at(MON, 9), due(THU), due(THU), {"deemed": bit})])
        assert find("verified_on_time_rate").value(run) == 1.0


def test_an_exit_at_expiry_without_a_stamp_of_decision_ends_the_case_as_it_closes():
    """A lapsed case may carry only its closing; it is ended all the same."""
    run = run_of([case(at(MON, 9), at(MON, 9), -1, due(THU), {"deemed": cases.BY_LAPSE, "closed": due(THU), "outcome": cases.LAPSED})])
    assert find("on_time_rate").parts(run) == (1, 1) and find("verified_on_time_rate").parts(run) == (0, 1)
    assert find("expired_share").value(run) == 1.0 and find("backlog").value(run) == 0


def test_silence_before_acceptance_is_late_and_deemed_acceptance_is_no_answer():
    """Five working days from Monday end on the next Monday at 17:30."""
    silent = case(at(MON, 9))
    deemed = case(at(MON, 9), at(MON, 9), other={"deemed": cases.BY_ACCEPTANCE})
    answered = case(at(MON, 9), at(NEXT + FRI, 9), other={"asked": due(NEXT + MON)})
    too_late = case(at(MON, 9), due(NEXT + MON) + 1)
    rate = find("on_time_acceptance_rate")
    assert rate.parts(run_of([silent, deemed, answered, too_late])) == (1, 4)
    gave_up = {"closed": due(NEXT + TUE), "outcome": cases.WITHDRAWN}
    assert rate.parts(run_of([case(at(MON, 9), other=gave_up), case(at(TUE, 9), other=gave_up)])) == (0, 1)
    assert rate.parts(run_of([silent, answered]), "completion") == (0, 0)  # nothing is due by the week's end


def test_an_alert_falls_one_working_day_before_the_due_date():
    """Due on Friday at 17:30: the alert is Thursday at 17:30, and who is done in that second gets none."""
    for decided, warned in ((due(THU), 0), (due(THU) + 1, 1), (at(FRI, 9), 1)):
        assert find("warned_count").value(run_of([case(at(TUE, 9), at(TUE, 9), decided, due(FRI))])) == warned
    at_once = case(at(TUE, 9), at(TUE, 9), at(TUE, 10), due(TUE))
    assert find("warned_count").value(run_of([at_once])) == 1


def test_an_alert_belongs_to_the_period_in_which_it_falls():
    """The second week counts its own alerts: not the first week's, not the third's, but those given at once."""
    first_weeks = case(at(TUE, 9), at(TUE, 9), at(NEXT + TUE, 9), due(FRI))
    third_weeks = case(at(NEXT + FRI, 9), at(NEXT + FRI, 9), at(2 * NEXT + WED, 9), due(2 * NEXT + WED))
    at_once = case(at(NEXT + MON, 9), at(NEXT + MON, 9), at(NEXT + MON, 10), due(NEXT + MON))
    for rows, warned in (([first_weeks], 0), ([third_weeks], 0), ([at_once], 1)):
        run = run_of(rows)
        run.program.window = (7 * DAY_S, 14 * DAY_S)
        assert find("warned_count").value(run) == warned


def test_a_calendar_that_never_closes_takes_pauses_off_to_the_second():
    """Six hours of service with a pause of two are four hours: a sixth of a day."""
    calendar = make_calendar(date(2024, 7, 1), 60, continuous=True)
    row = case(at(MON, 20), at(MON, 20), at(TUE, 2), FAR, {"lost_s": 2 * H, "lost_open_s": 2 * H})
    run = run_of([row], calendar=calendar)
    assert find("mean_workdays").value(run) == pytest.approx(1 / 6)
    run.program.matters[0] = Plain(promised_units=(DAY_S // 2, SPAN), statutory_units=(2, WD))
    assert find("promise_cut").value(run) == pytest.approx(0.75)


def test_a_limit_that_ends_at_midnight_belongs_to_the_day_before():
    """In a calendar that closes at 24:00 a case decided on the last day is on time, not early."""
    calendar = make_calendar(date(2024, 7, 1), 60, continuous=True)
    for decided, early in ((at(THU, 0), 1.0), (at(THU, 1), 0.0), (at(FRI, 0), 0.0)):
        run = run_of([case(at(MON, 9), at(MON, 9), decided, at(FRI, 0))], calendar=calendar)
        assert (find("on_time_rate").value(run), find("early_rate").value(run)) == (1.0, early)


def test_work_out_of_hours_is_shared_out_by_civil_time():
    """An overtime spell across the window's edge counts with the part before it."""
    spell = {"officer": 0, "start": at(6, 23), "end": at(7, 3), "worked_s": 4 * H}
    assert find("utilisation").parts(run_of(TOY, [spell])).numerator == pytest.approx(H)


def _random_rows(luck: random.Random, n: int) -> list[dict]:
    rows = []
    for _ in range(n):
        received = luck.randrange(0, 10 * DAY_S)
        accepted = received + luck.choice([0, luck.randrange(9 * DAY_S)]) if luck.random() < 0.9 else -1
        decided = accepted + luck.randrange(1, 12 * DAY_S) if accepted >= 0 and luck.random() < 0.8 else -1
        limit = luck.choice([FAR, due(luck.choice([3, 4, 7, 8, 9, 10, 14]))]) if accepted >= 0 else -1
        other = {
            "measured": int(received < WEEK[1]), "deemed": luck.choice([0, 0, 0, 1, 2, 4, 8, 16, 32]), "returns": luck.randrange(3),
            "trips": luck.randrange(3), "lost_open_s": luck.randrange(H), "lost_s": luck.randrange(DAY_S), "matter": luck.randrange(2),
            "asked": received + luck.randrange(8 * DAY_S) if luck.random() < 0.3 else -1, "applicant_s": luck.randrange(H),
            "verified_due": limit if limit < 0 or luck.random() < 0.5 else max(limit - DAY_S, 0),
        }
        if decided < 0 and luck.random() < 0.5:
            other |= {"closed": received + luck.randrange(1, 14 * DAY_S), "outcome": cases.WITHDRAWN}
        rows.append(case(received, accepted, decided, limit, other))
    return rows


def test_arrays_and_plain_columns_give_the_same_numbers():
    """300 random cases, every indicator, both cohorts; DataFrames are taken too."""
    luck = random.Random(3)
    rows = _random_rows(luck, 300)
    spells = [{"officer": luck.randrange(-1, 3), "start": s, "end": s + luck.randrange(1, DAY_S), "worked_s": luck.randrange(H)}
              for s in (luck.randrange(9 * DAY_S) for _ in range(500))]
    plain, array = run_of(rows, spells), run_of(rows, spells, np.array)
    frames = Plain(cases=array.cases.to_pandas(), services=array.services.to_pandas(), program=array.program, lowered=array.lowered,
                   seed=array.seed, replication=array.replication, keys=array.keys)
    for cohort in ("completion", "arrival"):
        readings = [measure_all(run, cohort=cohort) for run in (plain, array, frames)]
        for key in INDICATORS:
            first, *others = (reading[key][1] for reading in readings)
            assert all(tuple(other) == pytest.approx(tuple(first), rel=1e-12) for other in others), key


def test_a_twin_has_the_denominator_of_the_rate_it_accompanies():
    """By arrival both rates look at the same cases when pauses and resets do not move a case past the end."""
    luck = random.Random(8)
    rows = [row | {"verified_due": row["promised_due"]} for row in _random_rows(luck, 200)]
    run = run_of(rows)
    official, verified = (find(key).parts(run, "arrival") for key in ("on_time_rate", "verified_on_time_rate"))
    assert official.denominator == verified.denominator and official.numerator > verified.numerator


def test_unknown_names_are_answered_with_the_nearest():
    """A wrong key or cohort says what was meant."""
    with pytest.raises(KeyError, match="on_time_rate"):
        find("ontime_rate")
    with pytest.raises(ValueError, match="cohort"):
        find("backlog").value(run_of(TOY), "everybody")
