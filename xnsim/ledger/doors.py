"""When a desk could serve: doors open, somebody of the post away, or closed; asked for any stretch of waiting."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xnsim import tape as t
from xnsim.program import Program
from xnsim.worktime import FAR

Span = tuple[int, int]
SHUT, OPEN, AWAY = range(3)


class Waited(NamedTuple):
    """Seconds of a stretch of waiting, by what the desk was doing: they sum to the stretch."""

    own_queue: int
    off_hours: int
    absence: int


class Doors:
    """One desk's state over the run: shut, open, or open while an officer of the post is away.

    Open: some officer allowed here is in office hours and a window is open. Away: open, and
    an officer whose own post this is would be in hours and is not there, covered or not.
    """

    def __init__(self, program: Program, fate: t.Fate, desk: int) -> None:
        self.serves_out = program.tape.desk_closing[desk] == t.SERVE_OUT
        changes: dict[int, list[int]] = {0: [0, 0, 0]}
        for kind, spans in enumerate(_states(program, fate, desk)):
            for begin, end in spans:
                changes.setdefault(begin, [0, 0, 0])[kind] += 1
                changes.setdefault(end, [0, 0, 0])[kind] -= 1
        self.since = sorted(changes)
        self.state: list[int] = []
        self.before = [[0, 0, 0]]
        level = [0, 0, 0]
        for moment, following in zip(self.since, [*self.since[1:], FAR]):
            level = [a + b for a, b in zip(level, changes[moment])]
            is_open, away, no_window = level
            self.state.append(SHUT if not is_open or no_window else AWAY if away else OPEN)
            total = list(self.before[-1])
            total[self.state[-1]] += following - moment
            self.before.append(total)

    def split(self, begin: int, end: int, taken: bool) -> Waited:
        """Part a wait [begin, end) at this desk; ``taken``: an officer took the file up as it ended."""
        shut, is_open, away = (b - a for a, b in zip(self._until(begin), self._until(end)))
        if taken and self.serves_out:
            inside = self._inside_after_closing(begin, end)
            shut, is_open = shut - inside, is_open + inside
        return Waited(is_open, shut, away)

    def _inside_after_closing(self, begin: int, end: int) -> int:
        """Those inside as the doors close are served: that wait is a queue, although the doors are shut."""
        row = bisect_right(self.since, end - 1) - 1
        return end - max(begin, self.since[row]) if self.state[row] == SHUT else 0

    def _until(self, moment: int) -> list[int]:
        row = bisect_right(self.since, moment) - 1
        total = list(self.before[row])
        total[self.state[row]] += moment - self.since[row]
        return total


def _states(program: Program, fate: t.Fate, desk: int) -> tuple[list[Span], list[Span], list[Span]]:
    """Return when somebody is in hours, when somebody of the post is away in hours, and when no window is open."""
    tape = program.tape
    in_hours, away = [], []
    for post in range(tape.desk_post_at[desk], tape.desk_post_at[desk] + tape.desk_post_n[desk]):
        officer = tape.post_officer[post]
        hours = program.people.calendars[tape.officer_hours[officer]]
        may = [(0, FAR)] if tape.post_always[post] else _spans(fate.open_at, fate.open_n, fate.open_from, fate.open_to, post)
        there = list(_common(list(zip(hours.opens, hours.closes)), may))
        in_hours += there
        if tape.post_rank[post] == 0:
            away += _common(there, _spans(fate.away_at, fate.away_n, fate.away_from, fate.away_to, officer))
    return in_hours, away, list(_without_window(tape, desk))


def _without_window(tape: t.Tape, desk: int) -> Iterator[Span]:
    rows = range(tape.desk_roster_at[desk], tape.desk_roster_at[desk] + tape.desk_roster_n[desk])
    since, count = [tape.roster_from[row] for row in rows], [tape.roster_open[row] for row in rows]
    return ((a, b) for a, b, n in zip(since, [*since[1:], FAR], count) if n == 0 and a < b)


def _spans(at: Sequence[int], count: Sequence[int], begins: Sequence[int], ends: Sequence[int], row: int) -> list[Span]:
    return [(int(begins[i]), int(ends[i])) for i in range(at[row], at[row] + count[row])]


def _common(a: Sequence[Span], b: Sequence[Span]) -> Iterator[Span]:
    """Yield what two rows of spans in order have in common."""
    i = j = 0
    while i < len(a) and j < len(b):
        begin, end = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if begin < end:
            yield begin, end
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
