"""What a run showed: means, shares and numbers of files, read off its two tables, in days.

Only cases received in the measuring window count; numbers of files are averages over the time of
that window. A case still open at the end has no length: then the run was too short, and says so.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from xnsim.cases import count, quantile, take, where
from xnsim.engines import Run
from xnsim.proof.office import DAY


class TooShort(RuntimeError):
    """Measured cases were still open when the run ended."""


class Seen:
    """One replication, with the questions that queueing formulas answer."""

    def __init__(self, run: Run) -> None:
        self.run, self.cases, self.services = run, run.cases, run.services
        self.begin, self.end = run.lowered.window
        self.days = (self.end - self.begin) / DAY

    def number(self, matter: str) -> int:
        """The number of a matter in the tables."""
        return self.run.lowered.matters.index(matter)

    @cached_property
    def measured(self) -> Any:
        """Which cases count."""
        return self.cases["measured"] == 1

    def of(self, matter: str | None) -> Any:
        """Which cases of a matter count; None for all of them."""
        return self.measured if matter is None else self.measured & (self.cases["matter"] == self.number(matter))

    # times of a case -------------------------------------------------------------------------

    def times(self, matter: str | None = None) -> Any:
        """Seconds from receipt to the end, a case each."""
        which = self.of(matter)
        closed = self.cases["closed"][which]
        if count(closed < 0):
            raise TooShort(f"{count(closed < 0)} of {len(closed)} measured cases are still open")
        return closed - self.cases["received"][which]

    def waits(self, matter: str | None = None) -> Any:
        """Seconds from receipt until somebody takes the file up for the first time, a case each."""
        first = (self.services["spell"] == 0) & (self.services["round"] == 0)
        rows = self.services["case"][first]
        counts = take(where(self.of(matter), 1, 0), rows) == 1
        return (self.services["start"][first] - take(self.cases["received"], rows))[counts]

    def mean_time(self, matter: str | None = None) -> float:
        """Mean days in the office (W)."""
        return float(self.times(matter).mean()) / DAY

    def mean_wait(self, matter: str | None = None) -> float:
        """Mean days until the file is taken up (Wq)."""
        return float(self.waits(matter).mean()) / DAY

    def time_quantile(self, share: float) -> float:
        """The days within which this share of files is closed."""
        return quantile(self.times(), share) / DAY

    def wait_share_beyond(self, days: float) -> float:
        """Share of files taken up later than so many days after receipt; 0: that had to wait at all."""
        waits = self.waits()
        return count(waits > days * DAY) / len(waits)

    def time_share_beyond(self, days: float) -> float:
        """Share of files in the office for longer than so many days."""
        times = self.times()
        return count(times > days * DAY) / len(times)

    def on_time_share(self, due: str = "promised_due") -> float:
        """Share of files closed by the office's own account of the limit, or by another due date."""
        times, which = self.times(), self.measured
        return count(times <= self.cases[due][which] - self.cases["received"][which]) / len(times)

    def share(self, what: Any) -> float:
        """Share of the measured cases for which something is true."""
        return count(what & self.measured) / count(self.measured)

    # files and officers over time ----------------------------------------------------------------

    def within(self, begin: Any, end: Any) -> float:
        """Sum over rows of the days of [begin, end) that lie in the measuring window."""
        a, b = where(begin < self.begin, self.begin, begin), where(end > self.end, self.end, end)
        return float((b - a)[b > a].sum()) / DAY

    def mean_present(self) -> float:
        """How many files are in the office on average over time (L)."""
        closed = self.cases["closed"]
        return self.within(self.cases["received"], where(closed < 0, self.end, closed)) / self.days

    def mean_waiting(self) -> float:
        """How many files nobody has taken up yet, on average over time (Lq)."""
        first = (self.services["spell"] == 0) & (self.services["round"] == 0)
        got = take(self.cases["received"], self.services["case"][first])
        return self.within(got, self.services["start"][first]) / self.days

    def busy_share(self, officers: int = 1) -> float:
        """Share of the officers' time spent on files."""
        return self.within(self.services["start"], self.services["end"]) / self.days / officers

    def time_share_above(self, files: int) -> float:
        """Share of time with more than so many files in the office."""
        closed = self.cases["closed"]
        comes = sorted(int(x) for x in self.cases["received"] if x < self.end)
        goes = sorted(int(x) for x in closed if 0 <= x < self.end)
        present, above, last, left = 0, 0, self.begin, 0
        for moment in [*comes, self.end]:
            while left < len(goes) and goes[left] <= moment:
                above += max(0, goes[left] - last) if present > files else 0
                last, present, left = max(last, goes[left]), present - 1, left + 1
            above += max(0, moment - last) if present > files else 0
            last, present = max(last, moment), present + 1
        return above / (self.end - self.begin)
