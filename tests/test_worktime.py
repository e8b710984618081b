"""Opening hours, Chinese working days, and limits counted as the statute counts them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from xnsim import worktime as wt

TOY = wt.make_calendar(date(2026, 1, 5), 14, holidays="none")  # Monday, two plain weeks
H = 3600
KINDS = (wt.SPAN, wt.WD, wt.DAY, wt.MONTH)


def due(cal: wt.Calendar, kind: int, n: int, start: int, lost: int = 0) -> int:
    return wt.due_at(kind, n, start, lost, cal.closed_before_day, cal.wd_closes, cal.day_due)


def lost(cal: wt.Calendar, kind: int, p: int, r: int, start: int) -> int:
    return wt.clock_units(kind, p, r, start, cal.closed_before_day, cal.day_close)


# ---- a toy office that can be computed by hand -------------------------------------


def test_toy_office_by_hand():
    """Nine to twelve and half past one to half past five make seven hours a day."""
    assert TOY.day_seconds == 7 * H and TOY.work_before[-1] == 70 * H
    assert TOY.working(10 * H) == H and TOY.working(13 * H) == 3 * H
    assert TOY.add(11 * H, 2 * H) == 14 * H + H // 2
    assert TOY.add(0, 7 * H) == 17 * H + H // 2, "a full day's work ends at closing"
    assert TOY.add(0, 7 * H + 1) == wt.DAY_S + 9 * H + 1
    assert TOY.instant(7 * H) == wt.DAY_S + 9 * H, "an absence from closing starts next morning"
    assert TOY.add(0, 70 * H + 1) == TOY.instant(70 * H) == TOY.next_open(14 * wt.DAY_S) == wt.FAR
    assert TOY.date_of(TOY.day_of(date(2026, 1, 12)) * wt.DAY_S) == date(2026, 1, 12)


def test_work_of_no_length_is_refused():
    """Work of no length has no end, and there is no open second before the first."""
    with pytest.raises(ValueError, match="at least 1"):
        TOY.add(0, 0)
    with pytest.raises(ValueError, match="from 0"):
        TOY.instant(-1)


def test_intervals_are_half_open():
    """Nobody starts in the second of closing; the second of opening is open."""
    assert not TOY.open_at(9 * H - 1) and TOY.open_at(9 * H)
    assert TOY.open_at(12 * H - 1) and not TOY.open_at(12 * H)
    assert not TOY.open_at(17 * H + H // 2) and not TOY.open_at(-5)
    assert not TOY.open_at(99 * wt.DAY_S)
    assert TOY.next_open(12 * H) == 13 * H + H // 2 and TOY.next_open(10 * H) == 10 * H
    friday_close = 4 * wt.DAY_S + 17 * H + H // 2
    assert TOY.next_open(friday_close) == 7 * wt.DAY_S + 9 * H
    assert wt.closings(friday_close - 1, TOY.closed_before_day, TOY.day_close) == 4
    assert wt.closings(friday_close, TOY.closed_before_day, TOY.day_close) == 5


def test_statute_clock_by_hand():
    """Received on Monday, five working days end next Monday; a pause over one closing adds one."""
    assert due(TOY, wt.WD, 5, 10 * H) == 7 * wt.DAY_S + 17 * H + H // 2
    p, r = wt.DAY_S + 16 * H, 2 * wt.DAY_S + 9 * H  # Tuesday 16:00 to Wednesday 9:00
    assert lost(TOY, wt.WD, p, r, 10 * H) == 1 and lost(TOY, wt.DAY, p, r, 10 * H) == 1
    assert lost(TOY, wt.SPAN, p, r, 10 * H) == 17 * H
    assert lost(TOY, wt.WD, 11 * H, 23 * H, 10 * H) == 0, "the first day never counts"
    assert lost(TOY, wt.SPAN, 0, 11 * H, 10 * H) == H, "nothing before the start counts"
    closing = wt.DAY_S + 17 * H + H // 2
    assert lost(TOY, wt.WD, closing, closing + H, 0) == 0, "the clock ran as the day closed"
    assert lost(TOY, wt.WD, closing - H, closing, 0) == 1, "and here it stood still"
    assert due(TOY, wt.WD, 5, 10 * H, 1) == 8 * wt.DAY_S + 17 * H + H // 2


def test_calendar_day_limit_rolls_to_the_next_working_day():
    """Five civil days after a Monday are a Saturday: the limit ends when Monday closes."""
    assert due(TOY, wt.DAY, 4, 10 * H) == 4 * wt.DAY_S + 17 * H + H // 2
    assert due(TOY, wt.DAY, 5, 10 * H) == 7 * wt.DAY_S + 17 * H + H // 2
    assert due(TOY, wt.DAY, 12, 10 * H) == wt.FAR, "no working day is left in the table"


def test_beyond_the_table_is_far():
    """A limit that the calendar cannot see the end of is FAR, a span always ends."""
    assert due(TOY, wt.WD, 9, 0) != wt.FAR and due(TOY, wt.WD, 10, 0) == wt.FAR
    assert due(TOY, wt.DAY, 40, 0) == due(TOY, wt.WD, 1, 14 * wt.DAY_S) == wt.FAR
    assert due(TOY, wt.SPAN, 99 * wt.DAY_S, 7, 3) == 99 * wt.DAY_S + 10
    assert lost(TOY, wt.WD, 0, wt.FAR, 0) == 9 and lost(TOY, wt.SPAN, 0, wt.FAR, 0) == wt.FAR


def test_continuous_calendar():
    """Always open: a working day is 24 hours, every day closes at midnight, exact spans hold."""
    cal = wt.make_calendar(date(2026, 1, 1), 30, continuous=True)
    assert (cal.opens, cal.closes, cal.day_seconds) == ((0,), (30 * wt.DAY_S,), wt.DAY_S)
    assert cal.wd_closes == cal.day_due == tuple((d + 1) * wt.DAY_S for d in range(30))
    assert cal.add(100, 5) == 105 and cal.instant(77) == 77 and cal.open_at(wt.DAY_S)
    assert due(cal, wt.WD, 3, 5 * H) == due(cal, wt.DAY, 3, 5 * H) == 4 * wt.DAY_S
    assert due(cal, wt.WD, 1, wt.DAY_S) == 3 * wt.DAY_S, "midnight belongs to the day it opens"
    assert lost(cal, wt.WD, wt.DAY_S + 1, 2 * wt.DAY_S, 0) == 1


# ---- laws over random calendars ----------------------------------------------------


def random_calendar(rng: Random, days: int = 30) -> wt.Calendar:
    """Any days may work; one to three spans a day, some touching midnight."""
    cuts = rng.sample(range(1, wt.DAY_S), 2 * rng.randint(1, 3))
    if rng.random() < 0.2:
        cuts = [0, *cuts[1:-1], wt.DAY_S]
    cuts.sort()
    spans = list(zip(cuts[::2], cuts[1::2]))
    return wt.from_days(date(2026, 1, 5), [rng.random() < 0.7 for _ in range(days)] + [True], spans)


def tie_heavy(rng: Random, cal: wt.Calendar) -> int:
    """An instant that often meets a closing, an opening or midnight to the second."""
    day = rng.randrange(cal.days) * wt.DAY_S
    edge = rng.choice([*cal.wd_closes, *cal.opens, day, day + wt.DAY_S])
    return max(0, rng.choice([edge, edge, edge - 1, edge + 1, day + rng.randrange(wt.DAY_S)]))


def test_add_working_and_instant_are_inverse():
    """add is the first second by which the work is done; instant the second in which it goes on."""
    rng = Random(1)
    for _ in range(300):
        cal = random_calendar(rng, 8)
        total = cal.work_before[-1]
        assert all(b > a for a, b in zip(cal.opens, cal.closes))
        assert all(b < a for b, a in zip(cal.closes, cal.opens[1:]))
        for _ in range(12):
            t = tie_heavy(rng, cal)
            need = rng.choice([1, 2, cal.day_seconds, rng.randint(1, total)])
            end = cal.add(t, need)
            if cal.working(t) + need > total:
                assert end == wt.FAR
                continue
            assert cal.working(end) == cal.working(t) + need == cal.working(end - 1) + 1
            assert cal.open_at(end - 1) and end > t
            w = cal.working(t)
            if w < total:
                assert cal.working(cal.instant(w)) == w and cal.instant(w) == cal.next_open(t)
                assert cal.open_at(cal.instant(w)) and cal.add(t, 1) == cal.instant(w) + 1
            assert cal.open_at(t) == (cal.next_open(t) == t) == (cal.working(t + 1) == w + 1)


def standing_still(pauses: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The outermost stretches of nested pauses, by counting how many hold the clock."""
    events = sorted([(p, 0) for p, _ in pauses] + [(r, 1) for _, r in pauses])
    out, held, since = [], 0, 0
    for t, ends in events:
        if held == 0:
            since = t
        held += -1 if ends else 1
        if held == 0:
            out.append((since, t))
    return out


def due_day_by_day(cal: wt.Calendar, kind: int, n: int, start: int, pauses) -> int:
    """Walk the days after the first; a day counts if the clock runs as it closes."""
    for day in range(start // wt.DAY_S + 1, cal.days):
        close = cal.day_close[day] if kind == wt.WD else (day + 1) * wt.DAY_S
        n -= close >= 0 and not any(p < close <= r for p, r in pauses)
        if n == 0:
            return next((c for c in cal.day_close[day:] if c >= 0), wt.FAR)
    return wt.FAR


def due_by_marks(cal: wt.Calendar, n: int, start: int, stops) -> int:
    """Law 7 as it is worded: used, mark, and due = close number mark + N - used."""

    def closes(t: int) -> int:
        return sum(c <= t for c in cal.wd_closes)

    first = mark = closes((start // wt.DAY_S + 1) * wt.DAY_S)
    used = 0
    for p, r in stops:
        if used + max(0, closes(p) - mark) >= n:
            break  # the clock has run out, it can no longer be paused
        used += max(0, closes(p) - mark)
        mark = max(first, closes(r))
    number = mark + n - used - 1
    return cal.wd_closes[number] if number < len(cal.wd_closes) else wt.FAR


def due_by_lost_units(cal: wt.Calendar, kind: int, n: int, start: int, stops) -> int:
    """As an engine does it: a pause takes units only if it begins before the clock has run out."""
    gone = 0
    for p, r in stops:
        end = due(cal, kind, n, start, gone)
        if kind == wt.DAY:
            end = (start // wt.DAY_S + n + gone + 1) * wt.DAY_S
        if p < end:
            gone += lost(cal, kind, p, r, start)
    return due(cal, kind, n, start, gone)


def test_law_7_equals_a_count_day_by_day():
    """Lost units, used and mark, and a walk along the days agree under nested pauses."""
    rng, paused, nested = Random(7), 0, 0
    for _ in range(4000):
        cal = random_calendar(rng)
        start = tie_heavy(rng, cal)
        n = rng.randint(1, 12)
        pauses = []
        for _ in range(rng.randrange(5)):
            p = max(start, tie_heavy(rng, cal))
            r = rng.choice([tie_heavy(rng, cal), p + rng.randrange(4 * wt.DAY_S)])
            pauses.append((p, max(p, r)))
        stops = standing_still(pauses)
        expected = due_day_by_day(cal, wt.WD, n, start, pauses)
        assert due_by_lost_units(cal, wt.WD, n, start, stops) == expected
        assert due_by_marks(cal, n, start, stops) == expected
        by_days = due_day_by_day(cal, wt.DAY, n, start, pauses)
        assert due_by_lost_units(cal, wt.DAY, n, start, stops) == by_days
        paused += expected != wt.FAR and expected != due(cal, wt.WD, n, start)
        nested += len(stops) < len(pauses)
    assert paused > 800 and nested > 800


def test_a_pause_after_the_end_moves_nothing():
    """A limit of two days ends on Wednesday; a pause on Thursday must not be counted."""
    wednesday = 2 * wt.DAY_S + 17 * H + H // 2
    thursday = [(3 * wt.DAY_S, 4 * wt.DAY_S)]
    assert lost(TOY, wt.WD, *thursday[0], 0) == 1
    assert due_by_lost_units(TOY, wt.WD, 2, 0, thursday) == wednesday


def test_months_end_on_the_corresponding_day():
    """One month after 30 January is the last of February; otherwise the same day of the month."""
    cal = wt.make_calendar(date(2026, 1, 1), 365)
    assert wt.month_span(cal.origin, cal.day_of(date(2026, 1, 30)), 1) == 29
    rng = Random(3)
    for _ in range(5000):
        first = date.fromordinal(rng.randint(500_000, 900_000))
        months = rng.randint(0, 40)
        end = first + timedelta(wt.month_span(first.toordinal() - 9, 9, months))
        k = first.year * 12 + first.month - 1 + months
        assert (end.year * 12 + end.month - 1) == k
        assert end.day == first.day or (end.day < first.day and (end + timedelta(1)).day == 1)


# ---- the compiled form and the open door ------------------------------------------


def test_numba_compiles_the_same_source():
    """The compiled functions give the same answers on arrays as the plain ones on lists."""
    numba = pytest.importorskip("numba")
    np = pytest.importorskip("numpy")
    closings, clock_units, due_at, month_span = (
        numba.njit(f) for f in (wt.closings, wt.clock_units, wt.due_at, wt.month_span)
    )
    rng = Random(11)
    for _ in range(300):
        cal = random_calendar(rng)
        before, close, wd, day_due = (
            np.array(x, dtype=np.int64)
            for x in (cal.closed_before_day, cal.day_close, cal.wd_closes, cal.day_due)
        )
        for kind in KINDS:
            start, p, r = tie_heavy(rng, cal), tie_heavy(rng, cal), tie_heavy(rng, cal)
            n, gone = rng.randint(1, 20), rng.randrange(5)
            shut = wt.closings(p, cal.closed_before_day, cal.day_close)
            assert closings(p, before, close) == shut
            assert clock_units(kind, p, r, start, before, close) == lost(cal, kind, p, r, start)
            end = due_at(kind, n, start, gone, before, wd, day_due)
            assert end == due(cal, kind, n, start, gone)
            assert month_span(cal.origin, n, gone) == wt.month_span(cal.origin, n, gone)


def test_needs_no_numeric_package():
    """Without numpy, pandas, scipy and numba the calendar works, and holidays is loaded late."""
    code = (
        "import sys, datetime as d\n"
        "for name in ('numpy', 'pandas', 'scipy', 'numba'): sys.modules[name] = None\n"
        "from xnsim import worktime as wt\n"
        "assert 'holidays' not in sys.modules\n"
        "print(len(wt.make_calendar(d.date(2025, 1, 1), 365).wd_closes))\n"
    )
    root = Path(__file__).resolve().parents[1]
    out = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert out.stdout.strip() == "248", out.stderr
