"""What a scenario says of itself beside a figure left for checking holds: the model is run and its interval covers the figure.

The text of the assumption and the run are tied together: the number is read from the text.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from statistics import mode
from typing import NamedTuple

import pytest
from scenario_runs import ROOT, office, policy, runs

from xnsim.cases import APPROVED
from xnsim.engines import Run, run
from xnsim.indicators import View, find
from xnsim.policies import Policy, PolicyRefused, describe, registry, timeline
from xnsim.program import lower
from xnsim.scenario.model import Scenario
from xnsim.stats import interval, paired_difference

LEVEL = 0.99
DAY_S, DAYTIME_S = 86400, (8 * 3600, 18 * 3600)


class Said(NamedTuple):
    """What is said in the ``why`` of an assumption kept for checking, the only figure a group of the pattern; and how to find it in a run."""

    scenario: str
    text: str
    replications: int
    found: Callable[[Run], float]


def read(key: str, cohort: str | None = None, times: float = 1.0) -> Callable[[Run], float]:
    """Read an indicator in its own cohort, or in the one named."""
    def value(made: Run) -> float:
        return times * find(key).value(made, cohort)
    return value


def overdue_percent(made: Run) -> float:
    """Tickets past the promise, of those that have one."""
    parts = find("overdue_count").parts(made)
    return 100 * parts.numerator / parts.denominator


def open_percent(made: Run) -> float:
    """Files of the measured window still open as the run ends."""
    measured = [closed for closed, counts in zip(made.cases["closed"].tolist(), made.cases["measured"].tolist()) if counts]
    return 100 * sum(closed < 0 for closed in measured) / len(measured)


def none_late_percent(made: Run) -> float:
    """100 for a month in which no case passed its promise, else 0."""
    return 100.0 * (find("overdue_count").parts(made).numerator == 0)


def approved_days(made: Run) -> list[float]:
    """How many days each approved file of the measured window took, from receipt to the end."""
    columns = (made.cases[key].tolist() for key in ("received", "closed", "measured", "outcome"))
    return sorted((closed - received) / DAY_S for received, closed, counts, outcome in zip(*columns) if counts and closed >= 0 and outcome == APPROVED)


def days_for(share: float) -> Callable[[Run], float]:
    """Within how many days such a share of the approved files was done."""
    def value(made: Run) -> float:
        days = approved_days(made)
        return days[round(share * (len(days) - 1))]
    return value


def calls_by_day(made: Run) -> float:
    """Calls taken up between 8 and 18 on a working day, by each of the three then at the phones."""
    days = {at // DAY_S for at in made.program.calendar.opens if made.program.window[0] <= at < made.program.window[1]}
    return sum(at // DAY_S in days and DAYTIME_S[0] <= at % DAY_S < DAYTIME_S[1] for at in _begun(made, "phones")) / len(days) / 3


def cases_an_officer_day(made: Run) -> float:
    """Cases taken in or done at windows and online desk, enquiries apart, by officer and working day."""
    asks = made.lowered.steps.index("asks")
    spells = zip(*(made.services[key].tolist() for key in ("desk", "step", "start")))
    desks = {made.lowered.people.desks[name] for name in ("window", "online")}
    begin, end = made.program.window
    return sum(desk in desks and step != asks and begin <= start < end for desk, step, start in spells) / _officer_days(made)


def enquiries_an_officer_day(made: Run) -> float:
    """Enquiries at the windows, by officer and working day of windows and online desk."""
    begin, end = made.program.window
    asks = made.lowered.steps.index("asks")
    return sum(step == asks and begin <= start < end for step, start in zip(made.services["step"].tolist(), made.services["start"].tolist())) / _officer_days(made)


def promised(key: str, times: float = 1.0) -> Callable[[Run], float]:
    """Read an indicator over the promised cases of the county centre; what is done at the window is not in the published figures."""
    def value(made: Run) -> float:
        kept = made.cases["matter"] != made.lowered.matters.index("on_the_spot")
        return times * find(key).value(dataclasses.replace(made, cases=made.cases.select(kept)))
    return value


def _officer_days(made: Run) -> float:
    scenario, calendar, (begin, end) = made.lowered.scenario, made.program.calendar, made.program.window
    officers = sum(len(scenario.officers_of(name)) for name in ("window", "online"))
    return officers * (calendar.working(end) - calendar.working(begin)) / calendar.day_seconds


def _begun(made: Run, desk: str) -> list[int]:
    number = made.lowered.people.desks[desk]
    return [start for where, start in zip(made.services["desk"].tolist(), made.services["start"].tolist()) if where == number]


SAID = (
    Said("county_centre", r"模型约 ([\d.]+),同一量级", 120, promised("mean_workdays")),
    Said("county_centre", r"承诺件约 (\d+) %", 120, promised("real_speed_up", times=100)),
    Said("hundred_seals", r"平均约 (\d+) 天\(按办结计", 60, read("total_days")),
    Said("county_centre", r"约 (\d+) % 的月份没有一件超过承诺", 120, none_late_percent),
    Said("hundred_seals", r"按收件计约 (\d+) 天", 60, read("total_days", "arrival")),
    Said("hundred_seals", r"一成的件不到约 (\d+) 天", 60, days_for(0.1)),
    Said("hundred_seals", r"九成不到约 (\d+) 天", 60, days_for(0.9)),
    Said("proposals", r"没有办完的为 (\d+)%", 20, open_percent),
    Said("three_levels", r"平均约 ([\d.]+) 个工作日", 40, read("mean_workdays")),
    Said("hotline", r"一人约 (\d+) 个", 30, calls_by_day),
    Said("review_board", r"受理 (\d+)% 按时", 30, read("on_time_acceptance_rate", times=100)),
    Said("review_board", r"按时办结约 (\d+)%", 30, read("statutory_on_time_rate", times=100)),
    Said("major_decision", r"平均约 (\d+) 个工作日", 20, read("mean_workdays")),
    Said("city_centre", r"约 ([\d.]+) 件", 5, cases_an_officer_day),
    Said("city_centre", r"另有约 ([\d.]+) 次问询", 5, enquiries_an_officer_day),
)
HELD_ELSEWHERE = {"investment_project", "investment_project_network", "investment_project_random", "single_window", "county_centre"}   # test_scenarios, test_county_centre
HELD_BELOW = {"campaign", "documents_office", "duty_room"}


def remarks(scenario: Scenario) -> str:
    """Return what is said beside the figures left for checking."""
    return "\n".join(each.why.zh for each in scenario.assumptions if each.role == "checks")


def covered(values: Sequence[float], stated: float) -> bool:
    """Say whether the 99 % interval of the mean covers the stated figure and is narrow enough to mean something; what never varies must be it."""
    seen = interval(values, LEVEL)
    return seen.low <= stated <= seen.high and (seen.method == "constant" or seen.high - seen.low < 0.6 * stated)


@pytest.mark.parametrize("said", SAID, ids=lambda said: f"{said.scenario} {said.text}")
def test_what_the_scenario_says_of_the_model_holds(said: Said):
    """The figure in the text lies within the 99 % interval of the runs, and the interval is narrower than the figure by far."""
    (stated,) = re.findall(said.text, remarks(office(said.scenario)))
    values = [said.found(made) for made in runs(said.scenario, said.replications)]
    assert covered(values, float(stated)), interval(values, LEVEL)


def test_lateness_comes_in_few_months():
    """Some hundreds of cases past the promise in the worst of ten years of months, and never one past the law."""
    assert "从几件到几百件" in remarks(office("county_centre")) and "没有一件超过法定" in remarks(office("county_centre"))
    months = runs("county_centre", 120)
    late = sorted(find("overdue_count").parts(made).numerator for made in months)
    assert 1 <= next(count for count in late if count) < 10 and late[-1] > 200
    assert {find("statutory_on_time_rate").value(made) for made in months} == {1.0}


def test_hundred_seals_stay_within_the_paper():
    """Ten days to half a month at best, half a year or a year at worst: no project of the model lies outside."""
    days = [days for made in runs("hundred_seals", 60) for days in approved_days(made)]
    assert 10 < min(days) < max(days) < 550 and len(days) > 1500


def test_thirty_days_of_comment_are_a_floor():
    """Thirty days hold 22 working days oftener than any other number; under every policy that takes the office, honest and gamed, nobody is through sooner."""
    scenario = office("major_decision")
    assert "没有一项制度短得过它" in remarks(scenario)
    (floor,) = re.findall(r"约合 (\d+) 个工作日", remarks(scenario))
    through = {describe(policy_).zh: took for policy_ in _as_they_come(scenario) if (took := _workdays_in_hand(scenario, policy_))}
    assert len(through) > 40 and min(map(min, through.values())) >= float(floor), {name: min(took) for name, took in through.items() if min(took) < float(floor)}
    calendar = lower(scenario).calendar
    months = [calendar.working((day + 30) * DAY_S) - calendar.working(day * DAY_S) for day in range(0, 300)]
    assert mode(months) == float(floor) * calendar.day_seconds


def _as_they_come(scenario: Scenario) -> Iterator[Policy]:
    """Yield every policy that may be used on a scenario, with its own numbers, and with its perverse effect turned on."""
    for kind in registry().values():
        for knobs in ({}, kind.perverse_knobs):
            with suppress(PolicyRefused):
                timeline(scenario, [kind.model_validate(knobs)])
                yield kind.model_validate(knobs)


def _workdays_in_hand(scenario: Scenario, chosen: Policy) -> list[float]:
    """Working days from receipt to the paper in hand, of every decision of one run."""
    view = View(run(lower(timeline(scenario, [chosen])), 1, 0, "lists"), "completion")
    rows = view.done & (view.handed_over >= 0) & (view["matter"] == view.run.lowered.matters.index("decision"))
    return view.workdays(view["received"], view.handed_over)[rows].tolist()


def test_one_call_in_seven_is_missed():
    """Two people, one line: about a seventh of the calls meet the busy tone or give up."""
    assert "约七分之一的来电" in remarks(office("duty_room"))
    assert covered([read("abandon_rate")(made) for made in runs("duty_room", 30)], 1 / 7)


def test_more_tickets_are_overdue_than_published():
    """About one in two hundred, surely more than the one in ten thousand published; so rare a thing differs much from run to run."""
    assert "现状约 0.5%" in remarks(office("hotline"))
    seen = interval([overdue_percent(made) for made in runs("hotline", 200)], LEVEL)
    assert 0.01 < seen.low < 0.5 < seen.high < 1


def test_nine_papers_in_ten_take_less_than_four_days():
    """Surely below four working days, and far below the fifteen that another city allows."""
    assert "九成的件在 4 个工作日内" in remarks(office("documents_office"))
    assert interval([read("p90_workdays")(made) for made in runs("documents_office", 30)], LEVEL).high < 4


CAMPAIGN = (("matters", ("project",)), ("desk", "project_desk"), ("share", 0.15), ("from", "2026-05-25"), ("to", "2026-08-25"))


@pytest.mark.parametrize("matters, sign", [(("project",), -1), (("land_file", "housing_file", "trade_file"), 1)])
def test_the_campaign_quickens_projects_and_slows_the_sections(matters: tuple[str, ...], sign: int):
    """On the same applicants: what the published account says of the projects, and what it leaves out of the sections' files."""
    assert "模型的项目也快了,科室的件慢了" in remarks(office("campaign"))
    before, after = ([_days(made, matters) for made in runs("campaign", 30, *chosen)] for chosen in ((), (policy("campaign", CAMPAIGN),)))
    moved = paired_difference(after, before, LEVEL)
    assert moved.high < 0 if sign < 0 else moved.low > 0, moved


def _days(made: Run, matters: Sequence[str]) -> float:
    wanted = {made.lowered.matters.index(name) for name in matters}
    kept = made.cases.select(made.cases["matter"] * 0 + [number in wanted for number in made.cases["matter"].tolist()] == 1)
    return find("mean_workdays").value(dataclasses.replace(made, cases=kept))


def test_no_figure_kept_for_checking_is_without_a_test():
    """Every scenario with such a figure is looked at here, or in the tests of the projects, of the one window, of the county centre."""
    kept = {path.stem for path in (ROOT / "scenarios").glob("*.yaml") if remarks(office(path.stem))}
    assert kept == {said.scenario for said in SAID} | HELD_BELOW | HELD_ELSEWHERE
