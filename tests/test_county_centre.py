"""The county service centre: as busy as it says, honest about what it reproduces, and a story worth telling."""

from __future__ import annotations

import dataclasses
from statistics import fmean, stdev

import pytest
from scenario_runs import mean, office, policy, program, runs, value

from xnsim.engines import Run
from xnsim.policies import PolicyRefused, registry

MUTUAL = (("form", "mutual"),)
MONTHS = 20


def _promised_type(month: Run) -> Run:
    """Leave out what is done at the window: published figures speak of promised cases."""
    return dataclasses.replace(month, cases=month.cases.select(month.cases["matter"] != month.lowered.matters.index("on_the_spot")))


def test_the_county_centre_is_as_busy_as_it_says():
    """Windows are used 75-85 % of the time, each desk behind them 80-92 % of the time its officers are there."""
    scenario, months = office("county_centre"), runs("county_centre", MONTHS)
    for name in scenario.desks:
        load = fmean(_load(month, scenario.officers_of(name)) for month in months)
        print(f"{name}: {load:.3f}")
        low, high = (0.75, 0.85) if name == "window" else (0.8, 0.92)
        assert low < load < high, name


def _load(month: Run, officers: tuple[str, ...]) -> float:
    there = {month.lowered.people.officers[name] for name in officers}
    rows = [month.services[key].tolist() for key in ("officer", "start", "worked_s")]
    begin, end = month.program.window
    worked = sum(work for officer, start, work in zip(*rows) if officer in there and begin <= start < end)
    return worked / sum(month.program.officer_present_s[number] for number in there)


def test_the_county_centre_receives_what_was_published():
    """The one published figure that is set: 5,610 cases in 23 working days, a third of them done at the window."""
    months = runs("county_centre", MONTHS)
    received = [sum(month.cases["measured"].tolist()) for month in months]
    assert abs(fmean(received) - 5610) < 4 * stdev(received) / MONTHS ** 0.5
    assert mean(months, "on_the_spot_rate") == pytest.approx(0.35, abs=0.01)


def test_published_figures_left_for_checking():
    """What the month's report says and the model was not fitted to: one agrees in order, two do not, and we say so."""
    months = [_promised_type(month) for month in runs("county_centre", MONTHS)]
    days, speed_up = mean(months, "mean_workdays"), mean(months, "real_speed_up")
    late = mean(months, "overdue_count") / (159 * 23)
    verdicts = {
        "承诺件平均办理时长 mean of promised cases": (f"{days:.2f} wd", "1.78 wd (1–3)", 1 <= days <= 3),
        "提速率 speed-up": (f"{speed_up:.1%}", "92.8 % (72.7–92.8)", 0.727 <= speed_up <= 0.928),
        "超时件 overdue": (f"{late:.2%}", "0", late == 0),
    }
    for what, (found, published, agrees) in verdicts.items():
        print(f"{what}: 模型 model {found}, 公布 published {published}: {'相符 agrees' if agrees else '不相符 does not agree'}")
    assert [agrees for _, _, agrees in verdicts.values()] == [True, False, False]
    assert 0.928 < speed_up < 0.95 and late < 0.03, "what the assumptions say of the two that do not agree"
    assert all(mean([month], "statutory_on_time_rate") == 1 for month in months)


def test_a_shorter_promise_moves_no_case():
    """Limits cut by 30 %: not one stamp of one case moves; only the share on time falls."""
    before, after = (runs("county_centre", 3, *chosen) for chosen in ((), (policy("time_limit"),)))
    for one, other in zip(before, after):
        for stamp in ("received", "accepted", "decided", "delivered", "closed", "trips"):
            assert one.cases[stamp].tolist() == other.cases[stamp].tolist()
    assert mean(after, "on_time_rate") < mean(before, "on_time_rate")


@pytest.mark.parametrize("key, knobs", [("parallel_approval", ()), ("ab_cover", MUTUAL)])
def test_work_at_once_and_cover_shorten_mean_and_tail(key, knobs):
    """On the same applicants both lower the mean, the slowest tenth and the backlog, beyond chance."""
    before, after = (runs("county_centre", MONTHS, *chosen) for chosen in ((), (policy(key, knobs),)))
    for indicator in ("mean_workdays", "p90_workdays", "backlog"):
        assert _surely_positive([value(one, indicator) - value(other, indicator) for one, other in zip(before, after)])


def _surely_positive(gains: list[float]) -> bool:
    return fmean(gains) > 3 * stdev(gains) / len(gains) ** 0.5


def test_a_shorter_promise_is_kept_better_where_the_work_is_faster():
    """A promise cut by 30 % costs punctuality; with parallel work and cover most of it comes back."""
    cut, faster = policy("time_limit"), (policy("parallel_approval"), policy("ab_cover", MUTUAL))
    now, alone, all_three = (runs("county_centre", MONTHS, *chosen) for chosen in ((), (cut,), (cut, *faster)))
    losses = [value(one, "on_time_rate") - value(other, "on_time_rate") for one, other in zip(now, alone)]
    assert min(losses) >= 0 and fmean(losses) > 0.005
    assert mean(all_three, "on_time_rate") > mean(alone, "on_time_rate")


def test_telling_everything_at_once_saves_trips():
    """Construction projects hear of one defect at a time; with one-time notice applicants come less often."""
    before, after = (runs("county_centre", 5, *chosen) for chosen in ((), (policy("one_time_notice"),)))
    assert all(value(one, "mean_trips") > value(other, "mean_trips") for one, other in zip(before, after))


TAUGHT_FIRST = ("ab_cover", "one_time_notice", "parallel_approval", "silent_approval", "time_limit", "urgent_class")


@pytest.mark.parametrize("key", registry())
def test_every_institution_finds_something_to_change_at_the_county_centre(key):
    """Each gives another office there, or says what the county centre lacks; those taught first are never refused."""
    try:
        found = program("county_centre", registry()[key]())
    except PolicyRefused as refused:
        assert key not in TAUGHT_FIRST and refused.says.zh and refused.says.en
        return
    assert found.digest != program("county_centre").digest
