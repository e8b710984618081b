"""好差评: what applicants say afterwards, by those who answer and by all.

Grades are drawn by name after the run (the model and its numbers: ``scenario.ratings``), so
an applicant's taste, and whether he answers, are the same under every policy.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from xnsim import cases
from xnsim.draws import first_hash, name_key, next_hash, stream_base, uniform
from xnsim.elementary import normal_quantile
from xnsim.indicators.base import Indicator
from xnsim.indicators.view import View
from xnsim.labels import Label, Source
from xnsim.scenario.ratings import Ratings
from xnsim.worktime import DAY_S

RATING = name_key("trait", "rating")
LOWEST, SATISFIED_FROM, HIGHEST = 1, 3, 5       # very dissatisfied, fairly satisfied, very satisfied
STANDARD = Source(Label("政务服务评价工作指南", "Guidelines for rating government services"), "GB/T 39735—2020", "M")


class Answers(NamedTuple):
    """The grades of all ended cases of a cohort, and of those who answered."""

    all: list[int]
    given: list[int]


def answers(view: View) -> Answers:
    """Return what the applicants of the ended cases think, and what they say."""
    ratings, run = view.run.program.ratings, view.run
    rows = view.done & (view.handed_over >= 0)
    base = stream_base(run.seed, run.replication, RATING)
    days = ((view.handed_over - view["received"])[rows] / DAY_S).tolist()
    columns = (view["trips"][rows].tolist(), (view["outcome"][rows] == cases.REFUSED).tolist(), _numbers(view, rows))
    people = [_luck(base, int(run.keys[number])) for number in columns[-1]]
    everybody = []
    for waited, trips, refused, (taste, _, _) in zip(days, *columns[:2], people):
        score = ratings.start - ratings.per_day * waited - ratings.per_trip * max(0, trips - 1) - ratings.refusal * refused + ratings.spread * taste
        everybody.append(min(HIGHEST, max(LOWEST, int(score + 0.5) if score > 0 else LOWEST)))
    return Answers(everybody, _given(ratings, everybody, people))


def _given(ratings: Ratings, grades: list[int], people: list[tuple[float, float, float]]) -> list[int]:
    """Return the grades that are given: by who answers of himself, or by a sample of so many, the first by the number that says who answers."""
    readiness = [ratings.unhappy_answer if grade < SATISFIED_FROM else 1.0 for grade in grades]
    if ratings.asked is None:
        return [grade for grade, ready, (_, answers_too, _) in zip(grades, readiness, people) if answers_too < ratings.response_rate * ready]
    asked = sorted(range(len(grades)), key=lambda i: people[i][1])[:ratings.asked]
    return [grades[i] for i in sorted(asked) if people[i][2] < readiness[i]]


def _numbers(view: View, rows: Any) -> list[int]:
    """The numbers of the rows that are wanted."""
    return [number for number, wanted in enumerate(rows.tolist()) if wanted]


@lru_cache(maxsize=1 << 16)
def _luck(base: int, key: int) -> tuple[float, float, float]:
    """Return an applicant's taste (standard normal) and two uniform numbers: whether he answers or is asked, and whether he says so when asked."""
    first = first_hash(base, key)
    second = next_hash(first)
    return normal_quantile(uniform(first)), uniform(second), uniform(next_hash(second))


def _share(grades: list[int]) -> tuple[int, int]:
    """Grades from fairly satisfied up, of all these grades."""
    return sum(grade >= SATISFIED_FROM for grade in grades), len(grades)


def _rated(view: View) -> tuple[int, int]:
    """Grades given, of the cases ended."""
    found = answers(view)
    return len(found.given), len(found.all)


def _bad(view: View) -> tuple[int, int]:
    """Bad grades, of the grades given."""
    found = answers(view).given
    return sum(grade < SATISFIED_FROM for grade in found), len(found)


def _mean(view: View) -> tuple[int, int]:
    """The sum of what all think, and how many they are."""
    found = answers(view).all
    return sum(found), len(found)


rating_rate = Indicator(
    key="rating_rate", label=Label("评议率", "share rated"), unit="rate", better="higher",
    twin="satisfaction_rate", cohort="completion", measure=_rated, source=STANDARD, priced=Ratings,
    definition=Label("作出评价的办结件 ÷ 办结件。是否评价按人抽取;写了固定样本(asked)的,每个测量期正好请这么多人。参数见情景的 ratings。",
                     "Cases rated ÷ cases ended. Who answers is drawn by name; where a sample is asked it is exactly so many in a measuring window. The numbers stand in "
                     "the scenario's ratings."),
)

satisfaction_rate = Indicator(
    key="satisfaction_rate", label=Label("群众满意率(评价者)", "satisfaction, of those who answer"), unit="rate", better="higher",
    twin="true_satisfaction_rate", cohort="completion", measure=lambda view: _share(answers(view).given), source=STANDARD, priced=Ratings,
    definition=Label("(非常满意 + 满意 + 基本满意)÷ 有效评价。",
                     "(Very satisfied + satisfied + fairly satisfied) ÷ valid ratings."),
)

true_satisfaction_rate = Indicator(
    key="true_satisfaction_rate", label=Label("群众满意率(全体)", "satisfaction, of all"), unit="rate", better="higher",
    twin="rating_rate", cohort="completion", measure=lambda view: _share(answers(view).all), priced=Ratings,
    definition=Label("全体办结件的申请人中满意(含基本满意)的 ÷ 办结件:如同人人都被回访。",
                     "Applicants who are satisfied, fairly or more ÷ cases ended: as if everybody were called back."),
)

bad_rating_rate = Indicator(
    key="bad_rating_rate", label=Label("差评率", "share of bad ratings"), unit="rate", better="lower",
    twin="true_satisfaction_rate", cohort="completion", measure=_bad, source=STANDARD, priced=Ratings,
    definition=Label("(不满意 + 非常不满意)÷ 有效评价。", "(Dissatisfied + very dissatisfied) ÷ valid ratings."),
)

mean_grade = Indicator(
    key="mean_grade", label=Label("平均评价档次", "mean grade"), unit="grade", better="higher",
    twin="satisfaction_rate", cohort="completion", measure=_mean, priced=Ratings,
    definition=Label("全体办结件的五档评价(1 非常不满意至 5 非常满意)的平均数。",
                     "Mean of the five grades (1 very dissatisfied to 5 very satisfied) over all cases ended."),
)
