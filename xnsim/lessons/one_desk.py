"""One window with files coming at random and taking random times, as an office that both engines can run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from xnsim.cases import as_column, where
from xnsim.engines import Run, run
from xnsim.program import Program, lower
from xnsim.scenario.model import Scenario
from xnsim.worktime import DAY_S

REPLICATIONS, SEED = 10, 1
WARM_UP_D, MEASURE_D = 400, 4000
CAPACITY = 10.0


@dataclass(frozen=True)
class Seen:
    """What one run showed over its measured days: files closed a day, days a file, files open on average."""

    per_day: float
    days_each: float
    open_files: float


def one_desk(per_day: float, capacity: float = CAPACITY, warm_up_days: int = WARM_UP_D, days: int = MEASURE_D) -> Scenario:
    """Return an office of one window that never closes: so many files a day come, and it could close so many a day."""
    return Scenario.model_validate({
        "schema": 1,
        "name": {"zh": "一个窗口", "en": "One window"},
        "calendar": {"start": "2026-01-05", "holidays": "none", "continuous": True},
        "horizon": {"warm_up": f"{warm_up_days} d", "measure": f"{days} d"},
        "desks": {"window": {"name": {"zh": "窗口", "en": "Window"}}},
        "matters": {"file": {
            "name": {"zh": "办件", "en": "File"},
            "arrivals": {"poisson": f"{per_day}/d", "profile": "always"},
            "route": [{"serve": {"step": "serve", "desk": "window", "effort": f"exp({1 / capacity} d)"}}],
        }},
    })


@lru_cache(maxsize=128)
def program_of(per_day: float, capacity: float = CAPACITY, warm_up_days: int = WARM_UP_D, days: int = MEASURE_D) -> Program:
    """Return the lowered office; made once for each setting."""
    return lower(one_desk(per_day, capacity, warm_up_days, days))


@lru_cache(maxsize=2048)
def seen(per_day: float, replication: int, capacity: float = CAPACITY, warm_up_days: int = WARM_UP_D, days: int = MEASURE_D) -> Seen:
    """Run one replication of the office and return what it showed; worked out once for each setting."""
    return read(run(program_of(per_day, capacity, warm_up_days, days), SEED, replication))


def read(found: Run) -> Seen:
    """Read off a run, each number by itself: none of the three is worked out from the other two.

    Files closed a day and days a file: the files closed in the window. Open files: the mean over time.
    """
    begin, end = found.program.window
    got, closed = as_column(found.cases["received"]), as_column(found.cases["closed"])
    rows = (closed >= begin) & (closed < end)
    sojourns = (closed - got)[rows]
    return Seen(len(sojourns) * DAY_S / (end - begin), float(sojourns.sum()) / DAY_S / max(1, len(sojourns)), _open(got, closed, begin, end))


def _open(got: Any, closed: Any, begin: int, end: int) -> float:
    """Return how many files were open between two moments, on average over time."""
    left = where((closed < 0) | (closed > end), end, closed)
    came = where(got < begin, begin, got)
    return float(where(left > came, left - came, 0).sum()) / (end - begin)


def steps(found: Run, days: int) -> tuple[list[float], list[float]]:
    """Return when files came and when they left in the first measured days, in days from their start."""
    begin = found.program.window[0]
    moments = []
    for column in ("received", "closed"):
        at = sorted((int(second) - begin) / DAY_S for second in found.cases[column] if second >= 0)
        moments.append([day for day in at if 0 <= day < days])
    return moments[0], moments[1]


def open_at_start(found: Run) -> int:
    """Return how many files are open as the measured days begin."""
    begin = found.program.window[0]
    pairs = zip(found.cases["received"], found.cases["closed"], strict=True)
    return sum(bool(got < begin and (closed < 0 or closed >= begin)) for got, closed in pairs)
