"""When an officer is there, and when the work in his hand will be done."""

from __future__ import annotations

from bisect import bisect_right
from typing import Sequence

from xnsim import tape as t
from xnsim.worktime import FAR, Calendar

Span = tuple[int, int]


def current_or_next(spans: Sequence[Span], now: int) -> Span:
    """Return the first of the sorted spans [from, to) that has not ended at ``now``."""
    i = bisect_right(spans, now, key=lambda span: span[1])
    return spans[i] if i < len(spans) else (FAR, FAR)


class Diary:
    """An officer's office hours and the spans in which he is away, both known before the run."""

    def __init__(self, hours: Calendar, away: Sequence[Span]) -> None:
        self.hours, self.away = hours, away

    def away_at(self, now: int) -> bool:
        """Say whether he is away in this second."""
        return bool(self.away) and current_or_next(self.away, now)[0] <= now

    def next_there(self, now: int) -> int:
        """Return the first second from ``now`` on in which he is at his post."""
        moment = now
        while True:
            moment = self.hours.next_open(moment)
            begin, end = current_or_next(self.away, moment)
            if begin > moment or moment >= FAR:
                return moment
            moment = end

    def next_leave(self, now: int) -> int:
        """Return when he next has to let go of everything because he goes away."""
        return current_or_next(self.away, now)[0] if self.away else FAR

    def closing(self, now: int) -> int:
        """Return when the present office hours end; ``now`` itself when they are over."""
        opens, closes = self.hours.opens, self.hours.closes
        i = bisect_right(closes, now)
        return closes[i] if i < len(closes) and opens[i] <= now else now

    def last_closing(self, now: int) -> int:
        """Return the last closing at or before now; the first one where there was none yet."""
        closes = self.hours.closes
        return closes[max(0, bisect_right(closes, now) - 1)] if closes else FAR

    def finish(self, now: int, need: int, closing: int, overtime: int) -> tuple[int, bool]:
        """Return when ``need`` seconds of work begun now are done, and whether closing time is ignored.

        ``suspend`` lets the file lie overnight; ``finish`` goes on past closing for at
        most ``overtime`` seconds, or else suspends; the other rules serve to the end.
        """
        doors, done = self.closing(now), now + need
        if done <= doors or closing in (t.SERVE_OUT, t.TURN_AWAY) or (closing == t.FINISH and done <= doors + overtime):
            return done, True
        return self.hours.add(now, need), False


def day_closing(hours: Calendar, now: int) -> int:
    """Return the last closing of the day on which the next closing from ``now`` on falls."""
    i = bisect_right(hours.closes, now - 1)
    if i >= len(hours.closes):
        return FAR
    while i + 1 < len(hours.opens) and hours.opens[i + 1] // 86400 == hours.closes[i] // 86400:
        i += 1
    return hours.closes[i]
