"""How applicants rate what they met 好差评: a simple model, all of it assumed, changed in the scenario's field ``ratings``.

Rating is no part of the run: an applicant's taste, and whether he answers, are drawn by his
name after it, so they are the same under every policy.
"""

from __future__ import annotations

from pydantic import Field

from xnsim.labels import Label
from xnsim.scenario.base import Part
from xnsim.scenario.prices import FACTOR, Price, priced

GRADES, GRADE_DAY, GRADE_TRIP, SHARE = (
    Label("档", "grades"), Label("档/天", "grades a day"), Label("档/次", "grades a visit"), Label("比例", "share"))
MADE_UP = Label("假设;没有公布的依据,请按本地评价数据改", "assumed; nothing published supports it, set it from local ratings")


class Ratings(Part):
    """Five grades (5 very satisfied … 1 very dissatisfied): where they start and what lowers them.

    An applicant's grade is ``start`` less what the days, further visits and a refusal take,
    plus his own taste (normal, ``spread``), rounded and kept between 1 and 5. He answers
    with ``response_rate``; who is dissatisfied (grades 1, 2) so many times as often. Where a
    sample is ``asked``, so many of the applicants whose cases ended, drawn by name, are asked
    instead of the share, and all of them answer; of the dissatisfied among them the share
    ``unhappy_answer`` does.
    """

    start: float = priced(4.8, Price(Label("起点", "grade to start from"), GRADES, MADE_UP), 9)
    per_day: float = priced(0.05, Price(Label("每等一天降", "a calendar day takes"), GRADE_DAY, MADE_UP), 5)
    per_trip: float = priced(0.3, Price(Label("每多跑一次降", "a visit beyond the first takes"), GRADE_TRIP, MADE_UP), 5)
    refusal: float = priced(1.5, Price(Label("不予批准降", "a refusal takes"), GRADES, MADE_UP), 5)
    spread: float = priced(0.7, Price(Label("个人口味的离散", "spread of taste"), GRADES, MADE_UP), 5)
    response_rate: float = priced(0.2, Price(
        Label("评价率", "share who answer"), SHARE, Label("假设:通常在 10% 至 30% 之间", "assumed: usually between 10 % and 30 %")), 1)
    unhappy_answer: float = priced(1.0, Price(
        Label("不满意者作答的倍数", "how often the dissatisfied answer, in times of the others"), FACTOR,
        Label("1 为与他人一样;小于 1 即少报差评", "1: as often as others; below 1 bad ratings go missing")), 10)

    asked: int | None = Field(None, ge=1, le=1_000_000, json_schema_extra={"price": Price(
        Label("固定样本", "sample asked"), Label("件", "cases"),
        Label("不写即按评价率;百家企业评议写 100", "none: by the share who answer; 100 where a hundred firms are asked"))})

    @classmethod
    def prices(cls) -> dict[str, Price]:
        """Return every number in the order of the file."""
        return {name: field.json_schema_extra["price"] for name, field in cls.model_fields.items()}
