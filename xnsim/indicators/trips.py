"""跑动: how often the applicant had to come."""

from __future__ import annotations

from xnsim.cases import count
from xnsim.indicators.base import Indicator
from xnsim.indicators.view import View
from xnsim.labels import Label


def _mean_trips(view: View) -> tuple[int, int]:
    """Visits, over the cases ended."""
    return view["trips"][view.done].sum(), count(view.done)


def _at_most_one(view: View) -> tuple[int, int]:
    """Cases ended with at most one visit, of all that ended."""
    return count(view.done & (view["trips"] <= 1)), count(view.done)


mean_trips = Indicator(
    key="mean_trips", label=Label("跑动次数", "trips per case"), unit="trips", better="lower",
    twin="at_most_one_trip_rate", cohort="completion", measure=_mean_trips,
    definition=Label("申请人到场次数之和 ÷ 办结件。", "Visits the applicants made ÷ cases ended."),
)

at_most_one_trip_rate = Indicator(
    key="at_most_one_trip_rate", label=Label("最多跑一次率", "at-most-one-trip rate"), unit="rate", better="higher",
    twin="mean_trips", cohort="completion", measure=_at_most_one,
    definition=Label("到场不超过一次的件 ÷ 办结件。", "Cases with at most one visit ÷ cases ended."),
)
