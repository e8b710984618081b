"""Which days work in China and elsewhere, against known answers, and the hours of a day."""

from __future__ import annotations

import json
import time
import warnings
from datetime import date, timedelta
from pathlib import Path

import pytest

from xnsim import worktime as wt

CASES = Path(__file__).resolve().parents[2] / "shared" / "cases" / "theory_cases.json"
H = 3600


def works(cal: wt.Calendar, day: date) -> bool:
    return cal.day_close[cal.day_of(day)] >= 0


def last_day(cal: wt.Calendar, kind: int, n: int, first: str, hour: int = 10) -> str:
    start = cal.day_of(date.fromisoformat(first)) * wt.DAY_S + hour * H
    end = wt.due_at(kind, n, start, 0, cal.closed_before_day, cal.wd_closes, cal.day_due)
    return cal.date_of(end).isoformat()


def year(y: int) -> wt.Calendar:
    return wt.make_calendar(date(y, 1, 1), 365 + (y % 4 == 0))


# ---- the statute's calendar --------------------------------------------------------


def k_cases() -> list[dict]:
    if not CASES.exists():
        return []
    return [case for case in json.loads(CASES.read_text("utf-8")) if case["id"].startswith("K")]


def k_answer(given: dict) -> object:
    if "year" in given:
        return len(year(given["year"]).wd_closes)
    first = given.get("received", given.get("start"))
    cal = wt.make_calendar(date.fromisoformat(first) - timedelta(3), 200)
    if "received" in given:  # silence for five days: accepted as of the day of receipt
        notice = last_day(cal, wt.WD, given["notice_within"], first)
        return [notice, first, last_day(cal, wt.WD, 20, first)]
    n = given["working_days"] + given.get("extension", 0)
    at_any_hour = {last_day(cal, wt.WD, n, first, hour) for hour in (0, 9, 17, 23)}
    assert len(at_any_hour) == 1
    return at_any_hour.pop()


@pytest.mark.skipif(not CASES.exists(), reason="the shared answers are not beside this repository")
@pytest.mark.parametrize("case", k_cases(), ids=lambda case: case["id"])
def test_k_case(case):
    """A limit of the Licensing Act ends on the day the known answer names."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", wt.CalendarWarning)
        assert k_answer(case["parameters"]) == case["expected_value"]


def test_every_day_since_2004_against_chinesecalendar():
    """Both packages agree day by day; on 2005-12-31 holidays follows the notice."""
    oracle = pytest.importorskip("chinese_calendar", reason="chinesecalendar is not installed")
    cal = wt.make_calendar(date(2004, 1, 1), (date(2027, 1, 1) - date(2004, 1, 1)).days)
    days = [date(2004, 1, 1) + timedelta(k) for k in range(cal.days)]
    differ = [d for d, close in zip(days, cal.day_close) if oracle.is_workday(d) != (close >= 0)]
    assert differ == [date(2005, 12, 31)] and cal.published_until >= date(2026, 12, 31)


def test_make_up_saturday_is_a_working_day():
    """Saturday 2026-02-28 works, Monday 2026-02-23 does not."""
    cal = year(2026)
    assert works(cal, date(2026, 2, 28)) and not works(cal, date(2026, 2, 23))
    assert last_day(cal, wt.WD, 5, "2026-02-23") == "2026-02-28"
    lone = wt.make_calendar(date(2006, 12, 30), 2)
    assert lone.day_close[0] > 0, "named by the next year's notice"


def test_holiday_roll_of_calendar_days():
    """Sixty days that end inside the National Day break end when the first day after it closes."""
    cal = year(2026)
    assert last_day(cal, wt.DAY, 60, "2026-08-04") == "2026-10-08"  # nominally 3 October
    assert last_day(cal, wt.DAY, 47, "2026-08-04") == "2026-09-20", "a make-up Sunday ends a limit"


def test_extra_weekdays_and_other_countries():
    """Saturday offices rest in a holiday break; other countries keep their own week."""
    cal = wt.make_calendar(date(2026, 1, 1), 365, weekdays=range(6))
    assert works(cal, date(2026, 3, 7)) and works(cal, date(2026, 9, 20))
    assert not works(cal, date(2026, 2, 21)), "a Saturday inside the Spring Festival break"
    dutch = wt.make_calendar(date(2026, 4, 27), 2, holidays="NL")
    assert [close >= 0 for close in dutch.day_close] == [False, True]
    assert dutch.published_until is None
    saudi = wt.make_calendar(date(2026, 6, 5), 3, holidays="SA")  # Friday
    assert [close >= 0 for close in saudi.day_close] == [False, False, True]


def test_past_the_published_years_it_says_so():
    """Beyond the last notice the calendar warns in both languages and keeps the statutory days."""
    last = year(2026).published_until
    with pytest.warns(wt.CalendarWarning, match="国务院节假日安排.*holiday notices") as seen:
        cal = wt.make_calendar(last, 400)
    assert seen[0].filename == __file__ and seen[0].message.label.en in str(seen[0].message)
    assert cal.published_until == last
    assert cal.day_close[cal.day_of(date(last.year + 1, 10, 1))] == -1
    with pytest.warns(wt.CalendarWarning):
        wt.make_calendar(date(2000, 1, 1), 10)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        wt.make_calendar(last, 1)


# ---- hours, errors, speed ----------------------------------------------------------


def test_hours_are_read_and_refused_clearly():
    """Hours are spans within one day; what cannot be read is refused in both languages."""
    assert wt.parse_hours("09:00-12:00") == (32_400, 43_200)
    assert wt.parse_hours(" 9:30\uff5e24:00") == (34_200, 86_400)
    for wrong in ("9-12", "09:00-09:00", "22:00-06:00", "08:00-24:01", "09:60-10:00", ""):
        with pytest.raises(ValueError, match="时段.*hours"):
            wt.parse_hours(wrong)
    for hours in ((), ("09:00-12:00", "11:00-14:00")):
        with pytest.raises(wt.CalendarError, match="办公时.*office hours"):
            wt.make_calendar(date(2026, 1, 1), 5, hours=hours)
    monday, touching = date(2026, 1, 5), ("12:00-13:00", "09:00-12:00")
    split = wt.make_calendar(monday, 5, hours=touching, holidays="none")
    assert split.closes[0] - split.opens[0] == 4 * H, "touching spans are one"
    always = wt.make_calendar(monday, 5, hours=("00:00-24:00",), holidays="none")
    assert always.opens == (0,) and always.closes == (5 * wt.DAY_S,)


def test_impossible_calendars_are_refused():
    """No days, an unknown country, an eighth weekday: each is refused."""
    start = date(2026, 1, 5)
    with pytest.raises(wt.CalendarError, match="至少一天"):
        wt.make_calendar(start, 0)
    with pytest.raises(wt.CalendarError, match="ISO"):
        wt.make_calendar(start, 5, holidays="Atlantis")
    with pytest.raises(wt.CalendarError, match="weekdays"):
        wt.make_calendar(start, 5, weekdays=(7,))


def test_making_a_calendar_is_quick():
    """Four years take less than 60 ms of processor time once holidays is loaded."""
    spent = []
    for _ in range(4):
        begin = time.process_time()
        wt.make_calendar(date(2023, 1, 1), 4 * 365)
        spent.append(time.process_time() - begin)
    assert min(spent) < 0.06
