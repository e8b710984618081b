"""When an office is open, which days are working days, and when a limit ends.

Time is whole civil seconds from midnight of a calendar's first day. A calendar is
a handful of sorted tables of plain integers. The functions before it (``closings``,
``clock_units``, ``due_at``, ``month_span``) count limits as the statute does. They
use indexing and integer arithmetic only and call no other function of this module,
so the same source runs on lists and is compiled by Numba on int64 arrays.

Limits in working days leave out statutory holidays: 行政许可法 art. 82. The day of the
event does not count, a last day on a holiday rolls on, a month ends on its
corresponding day: 民法典 arts. 201-203 (from memory, not confirmed).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import accumulate, compress

from xnsim.labels import Label
from xnsim.working_days import CalendarError, CalendarWarning, parse_hours, which_days_work

DAY_S = 86_400
FAR = 2**62
SPAN, WD, DAY, MONTH = 0, 1, 2, 3
OFFICE_HOURS = ("09:00-12:00", "13:30-17:30")

__all__ = [
    "DAY", "DAY_S", "FAR", "MONTH", "OFFICE_HOURS", "SPAN", "WD",
    "Calendar", "CalendarError", "CalendarWarning",
    "clock_units", "closings", "due_at", "from_days", "make_calendar", "month_span", "parse_hours",
]

# ---- limits: integers, indexing and arithmetic only --------------------------------


def closings(t: int, closed_before_day: Sequence[int], day_close: Sequence[int]) -> int:
    """A working day is over when it closes; count those over at or before second ``t``."""
    day = t // DAY_S
    if day < 0:
        return 0
    if day >= len(day_close):
        return closed_before_day[len(day_close)]
    if 0 <= day_close[day] <= t:
        return closed_before_day[day] + 1
    return closed_before_day[day]


def clock_units(
    kind: int, p: int, r: int, start: int,
    closed_before_day: Sequence[int], day_close: Sequence[int],
) -> int:
    """A clock started at ``start`` stands still from ``p`` to ``r``: the units it loses.

    ``SPAN`` loses seconds; ``WD`` the working days that close after ``p`` and not after
    ``r``; ``DAY`` and ``MONTH`` the midnights. The day on which the clock started never
    counts, so nothing of it is lost. Of several pauses at once pass their union; a pause
    that begins when the limit has already ended (``p >= due_at(...)``) takes nothing and
    must not be added.
    """
    first = start
    if kind != SPAN:
        first = (start // DAY_S + 1) * DAY_S
    p = max(p, first)
    if r <= p:
        return 0
    if kind == SPAN:
        return r - p
    a = p // DAY_S
    b = r // DAY_S
    if kind != WD:
        return b - a
    days = len(day_close)
    units = closed_before_day[min(b, days)] - closed_before_day[min(a, days)]
    if b < days and 0 <= day_close[b] <= r:
        units += 1
    if a < days and 0 <= day_close[a] <= p:
        units -= 1
    return units


def due_at(
    kind: int, n: int, start: int, lost: int,
    closed_before_day: Sequence[int], wd_closes: Sequence[int], day_due: Sequence[int],
) -> int:
    """The second at which a limit of ``n`` >= 1 units ends for a clock started at ``start``.

    ``lost`` are the units lost to pauses (``clock_units``). ``WD`` ends when the n-th
    working day after the first day closes; ``DAY`` on the n-th civil day after it, rolled
    on to the next working day. ``MONTH`` limits come here as days (``month_span``).
    Returns ``FAR`` where the calendar ends sooner; what ended before the calendar begins (so
    long before the end of a limit that was shortened since) ended in its first second.
    """
    if kind == SPAN:
        return start + n + lost
    day = start // DAY_S
    if day < 0 or day >= len(day_due):
        return FAR
    if kind == WD:
        number = closed_before_day[day + 1] + n + lost - 1
        if number >= len(wd_closes):
            return FAR
        return wd_closes[number] if number >= 0 else 0
    last = day + n + lost
    if last >= len(day_due):
        return FAR
    return day_due[last] if last >= 0 else 0


def month_span(origin: int, day: int, months: int) -> int:
    """Civil days from a day to the corresponding day ``months`` later (30 Jan + 1: last of Feb).

    ``day`` is counted from the day with proleptic ordinal ``origin`` (``Calendar.origin``).
    Years begin in March here, so that a leap day is the last day of its year.
    """
    z = origin + day + 305
    era = z // 146_097
    of_era = z - era * 146_097
    year = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    of_month = of_year - (153 * month + 2) // 5
    k = 12 * (400 * era + year) + month + months
    y = k // 12
    begin = 365 * y + y // 4 - y // 100 + y // 400 + (153 * (k - 12 * y) + 2) // 5
    k += 1
    y = k // 12
    end = 365 * y + y // 4 - y // 100 + y // 400 + (153 * (k - 12 * y) + 2) // 5
    return min(begin + of_month, end - 1) - z


# ---- the calendar ------------------------------------------------------------------


@dataclass(frozen=True)
class Calendar:
    """The opening hours and working days of one office, as sorted tables.

    Covers ``days`` civil days from midnight of ``start``. Open intervals are half-open
    ``[opens[i], closes[i])`` and never touch. What lies beyond the tables is ``FAR``.
    """

    start: date
    days: int
    opens: tuple[int, ...] = field(repr=False)
    closes: tuple[int, ...] = field(repr=False)
    work_before: tuple[int, ...] = field(repr=False)  # open seconds before opens[i]; last: total
    day_seconds: int  # open seconds of one ordinary working day, `1 wd` as a span
    day_close: tuple[int, ...] = field(repr=False)  # per day: its last closing, -1 if no working day
    closed_before_day: tuple[int, ...] = field(repr=False)  # per day and one more: closings by then
    wd_closes: tuple[int, ...] = field(repr=False)  # closings of the working days, in order
    day_due: tuple[int, ...] = field(repr=False)  # per day: its closing or the next working day's
    published_until: date | None = None  # last day with a published holiday notice

    @property
    def origin(self) -> int:
        """Proleptic ordinal of the first day, for ``month_span``."""
        return self.start.toordinal()

    def working(self, t: int) -> int:
        """Open seconds in ``[0, t)``."""
        i = bisect_right(self.opens, t) - 1
        if i < 0:
            return 0
        return self.work_before[i] + min(t, self.closes[i]) - self.opens[i]

    def add(self, t: int, need: int) -> int:
        """First second by which ``need`` >= 1 more open seconds have passed since ``t``.

        Work that fills a day to the end is done at closing, not next morning.
        """
        if need < 1:
            raise ValueError(f"need must be at least 1 open second, got {need}")
        target = self.working(t) + need
        i = bisect_left(self.work_before, target) - 1
        if i >= len(self.opens):
            return FAR
        return self.opens[i] + target - self.work_before[i]

    def instant(self, w: int) -> int:
        """The civil second at which the open second number ``w`` (from 0) begins.

        What starts exactly at closing starts next morning.
        """
        if w < 0:
            raise ValueError(f"open seconds are counted from 0, got {w}")
        i = bisect_right(self.work_before, w) - 1
        if i >= len(self.opens):
            return FAR
        return self.opens[i] + w - self.work_before[i]

    def open_at(self, t: int) -> bool:
        """Whether the office is open in second ``t``; at the second of closing it is not."""
        i = bisect_right(self.closes, t)
        return i < len(self.opens) and self.opens[i] <= t

    def next_open(self, t: int) -> int:
        """First open second at or after ``t``."""
        i = bisect_right(self.closes, t)
        return max(t, self.opens[i]) if i < len(self.opens) else FAR

    def day_of(self, day: date) -> int:
        """Number of a civil day, 0 for the first; it may lie outside the calendar."""
        return day.toordinal() - self.origin

    def date_of(self, t: int) -> date:
        """The civil day of second ``t``."""
        return date.fromordinal(self.origin + t // DAY_S)


# ---- making one ------------------------------------------------------------------


def make_calendar(
    start: date,
    days: int,
    hours: Sequence[str] = OFFICE_HOURS,
    holidays: str = "cn",
    weekdays: Collection[int] | None = None,
    continuous: bool = False,
    asked: int | None = None,
) -> Calendar:
    """An office keeps the same hours on every working day of its country.

    ``holidays``: ``"cn"``, another ISO country code, or ``"none"``. ``weekdays`` (0 is
    Monday) are the ordinary working weekdays; default: the country's own. Make-up days
    work in any case; a weekend inside a Chinese holiday break rests in any case.
    Only the first ``asked`` days (default: all) give rise to a warning.
    ``continuous``: always open, every civil day a working day that closes at 24:00.
    Raises ``CalendarError``; warns with ``CalendarWarning`` outside the published years.
    """
    if days < 1:
        raise CalendarError(Label(f"日历至少一天,现为 {days}", f"at least one day, got {days}"))
    if continuous:
        return from_days(start, [True] * days, [(0, DAY_S)])
    working, until = which_days_work(start, days, holidays, weekdays, asked)
    return from_days(start, working, _day_spans(hours), until)


def from_days(
    start: date,
    working: Sequence[bool],
    spans: Sequence[tuple[int, int]],
    published_until: date | None = None,
) -> Calendar:
    """Lay out a calendar from its working days and the open spans (seconds) of such a day."""
    return _laid_out(start, tuple(working), tuple(spans), published_until)


@lru_cache(maxsize=32)
def _laid_out(start: date, working: tuple[bool, ...], spans: tuple[tuple[int, int], ...], published_until: date | None) -> Calendar:
    """Lay out a calendar; kept, because the policies of a study, and the settings of a slider, ask for the same one again."""
    day_close = [day * DAY_S + spans[-1][1] if works else -1 for day, works in enumerate(working)]
    begins = [day * DAY_S for day, works in enumerate(working) if works]
    opens, closes = ([begin + span[side] for begin in begins for span in spans] for side in (0, 1))
    apart = [a != b for a, b in zip(opens[1:], closes)]     # where one span ends as the next begins, they are one
    if not all(apart):
        opens, closes = list(compress(opens, [True, *apart])), list(compress(closes, [*apart, True]))
    return Calendar(
        start=start, days=len(working), opens=tuple(opens), closes=tuple(closes),
        work_before=_running([b - a for a, b in zip(opens, closes)]),
        day_seconds=sum(b - a for a, b in spans),
        day_close=tuple(day_close),
        closed_before_day=_running([int(works) for works in working]),
        wd_closes=tuple(close for close in day_close if close >= 0),
        day_due=_rolled(day_close),
        published_until=published_until,
    )


def _day_spans(hours: Sequence[str]) -> list[tuple[int, int]]:
    spans = sorted(parse_hours(text) for text in hours)
    if not spans:
        raise CalendarError(Label("至少写一个办公时段", "state at least one span of office hours"))
    for (_, end), (begin, _) in zip(spans, spans[1:]):
        if begin < end:
            raise CalendarError(Label(
                f"办公时段重叠:{'、'.join(hours)}", f"office hours overlap: {', '.join(hours)}",
            ))
    return spans


def _running(parts: Sequence[int]) -> tuple[int, ...]:
    return tuple(accumulate(parts, initial=0))


def _rolled(day_close: Sequence[int]) -> tuple[int, ...]:
    due, coming = list(day_close), FAR
    for day in range(len(due) - 1, -1, -1):
        if due[day] >= 0:
            coming = due[day]
        due[day] = coming
    return tuple(due)
