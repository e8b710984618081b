"""Which civil days of a country are working days, and the hours a day is open.

China moves working days by a yearly notice of the State Council (调休): the make-up
Saturday or Sunday is a working day. ``holidays`` carries the notices; for years
without one it knows weekends and statutory days only, which is said aloud.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from xnsim.labels import Label

if TYPE_CHECKING:
    from holidays import HolidayBase

MONDAY_TO_FRIDAY = frozenset(range(5))
WEEK = frozenset(range(7))
_PLAIN = str.maketrans("\uff1a\uff0d\u2013\u2014\uff5e~", ":-----", " ")


class CalendarError(ValueError):
    """A calendar that cannot be made; ``label`` says why in both languages."""

    def __init__(self, label: Label) -> None:
        super().__init__(f"{label.zh} / {label.en}")
        self.label = label


class CalendarWarning(UserWarning):
    """A calendar that had to guess; ``label`` says where in both languages."""

    def __init__(self, label: Label) -> None:
        super().__init__(f"{label.zh} / {label.en}")
        self.label = label


def which_days_work(
    start: date, days: int, holidays: str, weekdays: Collection[int] | None = None, asked: int | None = None
) -> tuple[list[bool], date | None]:
    """Walk ``days`` civil days from ``start``: does each one work in that country?

    Returns the answers and, for China, the last day with a published notice. See
    ``worktime.make_calendar`` for ``holidays`` and ``weekdays``. Warns when a day among the
    first ``asked`` (default: all) lies outside the published years.
    """
    if weekdays is not None and not WEEK.issuperset(weekdays):
        raise CalendarError(Label(
            f"星期须为 0(周一)至 6(周日),现为 {sorted(weekdays)}",
            f"weekdays run from 0 (Monday) to 6 (Sunday), got {sorted(weekdays)}",
        ))
    dates = [date.fromordinal(start.toordinal() + k) for k in range(days)]
    if holidays.lower() == "none":
        ordinary = MONDAY_TO_FRIDAY if weekdays is None else frozenset(weekdays)
        return [day.weekday() in ordinary for day in dates], None
    country = _country(holidays, dates[0].year, dates[-1].year)
    chinese = country.country == "CN"
    until = _published_until(country, dates[0], dates[min(asked or days, days) - 1]) if chinese else None
    if weekdays is None:
        return list(_official_days(holidays.lower(), start, days)), until
    made_up, ordinary = country.weekend_workdays, frozenset(weekdays)
    rests = _in_a_break if chinese else _is_named
    return [
        day in made_up or (day.weekday() in ordinary and not rests(country, day)) for day in dates
    ], until


def parse_hours(text: str) -> tuple[int, int]:
    """Read ``"09:00-12:00"`` as seconds of the day ``(32400, 43200)``; ``24:00`` is midnight."""
    found = re.fullmatch(r"(\d{1,2}):([0-5]\d)-(\d{1,2}):([0-5]\d)", text.translate(_PLAIN))
    if not found:
        raise CalendarError(Label(
            f"看不懂时段“{text}”;请写成 09:00-12:00",
            f"cannot read the hours '{text}'; write them as 09:00-12:00",
        ))
    h1, m1, h2, m2 = (int(part) for part in found.groups())
    begin, end = h1 * 3600 + m1 * 60, h2 * 3600 + m2 * 60
    if not begin < end <= 86_400:
        raise CalendarError(Label(
            f"时段“{text}”须在一天之内先开后关;跨夜请分成两段,如 22:00-24:00 和 00:00-06:00",
            f"the hours '{text}' must open before they close, within one day; split a night "
            "in two, such as 22:00-24:00 and 00:00-06:00",
        ))
    return begin, end


@lru_cache(maxsize=64)
def _official_days(holidays: str, start: date, days: int) -> tuple[bool, ...]:
    """Say of each day whether the country works: asked again for every setting of a slider."""
    dates = [date.fromordinal(start.toordinal() + k) for k in range(days)]
    country = _country(holidays, dates[0].year, dates[-1].year)
    return tuple(country.is_working_day(day) for day in dates)


@lru_cache(maxsize=64)
def _country(code: str, first: int, last: int) -> HolidayBase:
    from holidays import country_holidays

    try:
        return country_holidays(code.upper(), years=range(first, last + 1))
    except NotImplementedError:
        raise CalendarError(Label(
            f"没有“{code}”的节假日;请写 cn、none 或 ISO 国家代码(如 NL)",
            f"no holidays for '{code}'; write cn, none or an ISO country code such as NL",
        )) from None


def _is_named(country: HolidayBase, day: date) -> bool:
    return day in country


def _in_a_break(china: HolidayBase, day: date) -> bool:
    """A weekend joined to a holiday belongs to the notice's break (放假连休)."""
    for step in (timedelta(-1), timedelta(1)):
        near = day
        while not china.is_working_day(near):
            if near in china:
                return True
            near += step
    return False


def _published_until(china: HolidayBase, first: date, last: date) -> date:
    known = sorted(china.special_public_holidays)
    if first.year < known[0] or last.year > known[-1]:
        warnings.warn(CalendarWarning(Label(
            f"国务院节假日安排只收录 {known[0]}–{known[-1]} 年,此日历为 {first} 至 {last};"
            "其余年份只按周末和法定节假日推算,不含调休",
            f"holiday notices are known for {known[0]}-{known[-1]}, this calendar runs from "
            f"{first} to {last}; other years follow weekends and statutory days, without make-up days",
        )), stacklevel=4)
    return date(known[-1], 12, 31)
