"""The calendars a page needs, as a table: in the browser a small stand-in answers for the package ``holidays``, with its days."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

YEARS = range(2000, 2041)
"""Civil years in the table; a run that leaves them fails with a clear error instead of guessing."""


def stand_in(countries: Iterable[str]) -> str:
    """Return the source of a module ``holidays`` that knows these countries (``cn``, ``NL``) in ``YEARS`` and nothing else."""
    table = {code.upper(): _table(code.upper()) for code in sorted(set(countries)) if code.lower() != "none"}
    return MODULE.replace("@table@", json.dumps(json.dumps(table, separators=(",", ":"))))


def _table(code: str) -> dict[str, Any]:
    from holidays import country_holidays

    country = country_holidays(code, years=YEARS)
    days = [dt.date.fromordinal(day) for day in range(dt.date(YEARS[0], 1, 1).toordinal(), dt.date(YEARS[-1] + 1, 1, 1).toordinal())]
    return {
        "named": _ordinals(day for day in days if day in country),
        "odd": _ordinals(day for day in days if country.is_working_day(day) != (day.weekday() < 5)),
        "made_up": _ordinals(country.weekend_workdays), "special": sorted(getattr(country, "special_public_holidays", ())), "years": [YEARS[0], YEARS[-1]],
    }


def _ordinals(days: Iterable[dt.date]) -> list[int]:
    return sorted(day.toordinal() for day in days)


MODULE = '''"""Stands in for the package holidays: the same answers, from a table made when this page was written."""

import json
from datetime import date

TABLE_OF = json.loads(@table@)


class HolidayBase:
    def __init__(self, code, table, years):
        low, high = table["years"]
        if years and not (low <= min(years) and max(years) <= high):
            raise ValueError(f"{min(years)}-{max(years)}: this page knows {low}-{high}")
        self.country = code
        self.special_public_holidays = table["special"]
        self.weekend_workdays = {date.fromordinal(day) for day in table["made_up"]}
        self._named, self._odd = set(table["named"]), set(table["odd"])

    def __contains__(self, day):
        return day.toordinal() in self._named

    def is_working_day(self, day):
        return (day.weekday() < 5) != (day.toordinal() in self._odd)


def country_holidays(code, years=()):
    if code not in TABLE_OF:
        raise NotImplementedError(code)
    return HolidayBase(code, TABLE_OF[code], years)
'''
