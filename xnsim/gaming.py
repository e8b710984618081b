"""应付指标: official figures beside the true ones, and the traces that managing a figure leaves.

Each trace is innocent by itself. Together they say how far an official rate can be believed.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any

from xnsim.cases import NAN, count, take, where
from xnsim.engines import Run
from xnsim.indicators import Unit, View, find
from xnsim.indicators.view import limited
from xnsim.labels import Label
from xnsim.ledger.lives import returns_of
from xnsim.worktime import FAR, WD

BIN = 0.2
"""Width of a bin, as a share of the promised limit; the last one before the limit is (0.8, 1]."""
Z_95 = 1.959963984540054
FAIR = 1 / 3
"""Share of the last bin among itself and its two neighbours, where nobody looks at the limit."""


@dataclass(frozen=True)
class Trace:
    """One line of the report: what the office shows, what is behind it, and their gap.

    ``official`` or ``true`` is nan where there is only one of the two; ``low`` and ``high``
    are an interval of ``official`` where one can be given; ``cases`` is what it rests on.
    """

    key: str
    label: Label
    unit: Unit
    official: float
    true: float
    cases: float
    low: float = NAN
    high: float = NAN

    @property
    def gap(self) -> float:
        """Official less true."""
        return self.official - self.true


@dataclass(frozen=True)
class Bunching:
    """Decisions by the share of the promised limit used: in (0.6, 0.8], (0.8, 1] and (1, 1.2]."""

    before: int
    last: int
    after: int

    @property
    def cases(self) -> int:
        """All decided within the three bins."""
        return self.before + self.last + self.after

    @property
    def share(self) -> float:
        """Share of the last bin before the limit; a third where decisions fall evenly."""
        return self.last / self.cases if self.cases else NAN

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the share, cases taken for independent."""
        return wilson(self.last, self.cases)

    def __add__(self, other: "Bunching") -> "Bunching":
        return Bunching(self.before + other.before, self.last + other.last, self.after + other.after)


PAIRS = (
    ("on_time", Label("按时办结率", "on-time rate"), "on_time_rate", "verified_on_time_rate"),
    ("satisfaction", Label("群众满意率", "satisfaction"), "satisfaction_rate", "true_satisfaction_rate"),
    ("promise_cut", Label("承诺压缩 / 实际提速", "promise cut / real speed-up"), "promise_cut", "real_speed_up"),
    ("hall", Label("进厅(按事项 / 按件)", "in the hall (by items / by cases)"), "items_in_hall_rate", "in_hall_rate"),
    ("online", Label("网办率 / 全程网办率", "applied online / wholly online"), "online_rate", "wholly_online_rate"),
    ("delegation", Label("授权(名义 / 实际)", "delegation (in name / in truth)"), "nominal_delegation_rate", "real_delegation_rate"),
)


def gaming(run: Run) -> list[Trace]:
    """Return the report of one run: pairs of official and true figures, then traces."""
    view = View(run, "completion")
    return [*(_pair(view, *pair) for pair in PAIRS), _days(view), _padding(view), _bunched(view), _resets(view), _extensions(view),
            _unlawful(view), _late_returns(run, view)]


def _read(view: View, key: str) -> tuple[float, float]:
    parts = find(key).parts_in(view)
    return find(key).from_parts(parts), parts.denominator


def _pair(view: View, key: str, label: Label, official: str, true: str) -> Trace:
    (shown, cases), (found, _) = _read(view, official), _read(view, true)
    return Trace(key, label, "rate", shown, found, cases)


def _days(view: View) -> Trace:
    """The official time leaves out pauses and what lay before a reset; the true one is all working time from receipt."""
    shown, cases = _read(view, "mean_workdays")
    rows = view.done & (view["accepted"] >= 0) & (view.handed_over >= 0)
    whole = view.workdays(view["received"], view.handed_over)[rows]
    return Trace("workdays", Label("办理时长(官方 / 收件到送达)", "time (official / receipt to delivery)"), "workdays", shown, _mean(whole), cases)


def _mean(values: Any) -> float:
    return float(values.sum()) / len(values) if len(values) else NAN


def _padding(view: View) -> Trace:
    """Promised days for each day that it takes: the promise is the figure shown, one day a day would be true."""
    shown, cases = _read(view, "promise_padding")
    return Trace("padding", Label("承诺水分(承诺 ÷ 实际中位数)", "padding (promise ÷ real median)"), "none", shown, 1.0, cases)


def _bunched(view: View) -> Trace:
    found = bunching(view)
    low, high = found.interval
    return Trace("bunching", Label("压线办结(时限最后两成,占前后三段;不压线时三分之一)",
                                   "bunching (last fifth of the limit among three fifths; a third where there is none)"),
                 "rate", found.share, FAIR, found.cases, low, high)


def _of_done(view: View, key: str, label: Label, mask: Any) -> Trace:
    """A share of the cases ended that should be nought."""
    part, whole = count(view.done & mask), count(view.done)
    low, high = wilson(part, whole)
    return Trace(key, label, "rate", part / whole if whole else NAN, NAN, whole, low, high)


def _resets(view: View) -> Trace:
    return _of_done(view, "resets", Label("重新计时的件", "cases whose clock was reset"), view["resets"] > 0)


def _extensions(view: View) -> Trace:
    return _of_done(view, "extensions", Label("延期的件", "cases extended"), view["extended"] == 1)


def _unlawful(view: View) -> Trace:
    return _of_done(view, "unlawful_pauses", Label("法外停表的件", "cases paused without the law"), view["lost_s"] > view["lawful_s"])


def _late_returns(run: Run, view: View) -> Trace:
    """Papers sent back after acceptance: how many just before the limit would have ended."""
    ended = set(number for number, done in enumerate(view.done.tolist()) if done)
    shares = [share for case, second in returns_of(run, sorted(ended)) for share in [share_used(view, case, second)] if share is not None]
    last = sum(1 - BIN < share <= 1 for share in shares)
    low, high = wilson(last, len(shares))
    return Trace("late_returns", Label("到期前退件(受理后的退件中,在时限最后两成的)", "returns before the due date (last fifth of the limit, of those after acceptance)"),
                 "rate", last / len(shares) if shares else NAN, BIN, len(shares), low, high)


def share_used(view: View, case: int, second: int) -> float | None:
    """Return the share of the promised limit used by then, counted from acceptance without pauses or resets; None where none runs."""
    accepted, due = int(view["accepted"][case]), int(view["verified_due"][case])
    if accepted < 0 or second < accepted or not accepted < due < FAR:
        return None
    if _counts_workdays(view)[int(view["matter"][case])]:
        working = view.calendar.working
        lawful = int(view["lawful_promised"][case]) * view.calendar.day_seconds
        used, whole = working(second) - working(accepted), working(due) - working(accepted) - lawful
    else:
        used, whole = second - accepted, due - accepted - int(view["lawful_s"][case])
    return used / whole if whole > 0 else None


def _counts_workdays(view: View) -> list[bool]:
    """Say of every matter whether its promised limit counts working days; other limits run day and night."""
    return [bool(matter.promised_units) and matter.promised_units[1] == WD for matter in view.run.program.matters]


def bunching(view: View) -> Bunching:
    """Count decisions by the share of the promised limit they used, on the official clock.

    The seconds to the decision over those to the due date, open ones where the limit counts
    working days, both without the clock's pauses: so a reset or a pause shifts a case among
    the bins as it does in the office's books.
    """
    due, start = view["promised_due"], view["clock_start"]
    rows = view.done & limited(due) & (start >= 0)
    since, ended, until, workdays = start[rows], view.ended[rows], due[rows], take(_counts_workdays(view), view["matter"][rows])
    lost, begun = where(workdays, view["lost_open_s"][rows], view["lost_s"][rows]), view.working(since)
    used = where(workdays, view.working(ended) - begun, ended - since) - lost
    whole = where(workdays, view.working(until) - begun, until - since) - lost
    bins = [0, 0, 0]
    for part, all_of_it in zip(used.tolist(), whole.tolist()):
        place = _bin(part, all_of_it)
        if place is not None:
            bins[place] += 1
    return Bunching(*bins)


def _bin(part: int, whole: int) -> int | None:
    """The fifth of the limit in which it ended: 0 the one before the last, 1 the last, 2 the one after; in whole numbers."""
    if whole <= 0:
        return None
    fifths = -(-part * 5 // whole)      # rounded up: (0.8, 1] is the fifth fifth
    return fifths - 4 if 4 <= fifths <= 6 else None


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share; nan over nothing. Wilson 1927, J. Am. Stat. Assoc. 22."""
    if not whole:
        return NAN, NAN
    share, z2 = part / whole, Z_95 * Z_95
    middle, arm = share + z2 / (2 * whole), Z_95 * sqrt(share * (1 - share) / whole + z2 / (4 * whole * whole))
    low, high = (middle - arm) / (1 + z2 / whole), (middle + arm) / (1 + z2 / whole)
    return max(0.0, low) if part else 0.0, min(1.0, high) if part < whole else 1.0


