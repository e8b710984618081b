"""What things cost 成本: prices to see, with unit and reason, and to change in the scenario's field ``costs``.

They change no run, only what the indicators of cost read off it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import Field

from xnsim.labels import Label
from xnsim.scenario.base import Part


@dataclass(frozen=True)
class Price:
    """A number that somebody must set: what it is, its unit, and why this default."""

    label: Label
    unit: Label
    why: Label


def priced(default: float, price: Price, most: float = 1e9) -> Any:
    """Declare a field as a price; reports and help read label, unit and reason from here."""
    return Field(default, ge=0, le=most, json_schema_extra={"price": price})


YUAN_HOUR, YUAN_TRIP, YUAN_CASE, YUAN_DAY, FACTOR = (
    Label("元/小时", "yuan an hour"), Label("元/次", "yuan a visit"), Label("元/件", "yuan a case"), Label("元/天", "yuan a day"), Label("倍", "times"))


class Costs(Part):
    """Prices of an hour of staff, of overtime, of a visit, of the fee and of a day of delay."""

    staff_hour: float = priced(60.0, Price(
        Label("人员工时", "an hour of staff"), YUAN_HOUR,
        Label("假设:每人每年全部开支约 12 万元,约 2,000 小时;不是任何地方的数字", "assumed: about 120,000 yuan a year in all for some 2,000 hours; no place's figure")))
    overtime_factor: float = priced(1.5, Price(
        Label("加班工时的倍数", "an hour of overtime, in hours of staff"), FACTOR,
        Label("假设:加班一小时按一个半小时计", "assumed: an hour of overtime counts one and a half")), 10)
    trip: float = priced(50.0, Price(
        Label("跑一次", "a visit"), YUAN_TRIP,
        Label("假设:半天的路费与误工", "assumed: fare and lost work of half a day")))
    fee: float = priced(0.0, Price(
        Label("收费", "the fee"), YUAN_CASE,
        Label("假设:不收费;收费的事项请写明", "assumed: none; state it where one is taken")))
    delay_day: float = priced(100.0, Price(
        Label("等一天", "a day of waiting"), YUAN_DAY,
        Label("假设:申请人多等一个日历天的损失,各事项相差很大", "assumed: what a calendar day of waiting costs the applicant; matters differ widely")))

    @classmethod
    def prices(cls) -> dict[str, Price]:
        """Return every price in the order of the file."""
        return {name: field.json_schema_extra["price"] for name, field in cls.model_fields.items()}
