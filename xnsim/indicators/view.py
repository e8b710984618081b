"""One run as an indicator sees it: which cases count, and as of which second.

Two cohorts. **completion** is the official view: the cases ended in the measuring window,
judged as the window ends. **arrival** is the applicants' view and the one paired
comparisons use: the cases received in the window, judged as the run ends.

A case has *ended* when it was decided, or when an expired limit took it off the desk
(approval, renewal, lapse or refusal by default). Delivery comes later; a withdrawal or a
closed door is no decision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Literal, Protocol

from xnsim import cases
from xnsim.cases import alike, as_column, last_at_or_before, take, where
from xnsim.scenario.prices import Costs
from xnsim.scenario.ratings import Ratings
from xnsim.worktime import DAY_S, FAR, Calendar

Cohort = Literal["completion", "arrival"]
EXITS_AT_EXPIRY = cases.BY_APPROVAL | cases.BY_RENEWAL | cases.BY_LAPSE | cases.BY_REFUSAL


class MatterLimits(Protocol):
    """A matter's limits as pairs (n, kind of unit, see ``worktime``); None where it has none."""

    promised_units: tuple[int, int] | None
    statutory_units: tuple[int, int] | None


class Program(Protocol):
    """What the indicators ask of the program behind a run."""

    calendar: Calendar
    window: tuple[int, int]  # the measuring window [from, to), seconds
    end_s: int  # the run stops before this second begins
    officer_present_s: Sequence[int]  # open seconds present in the window, one entry an officer
    officer_hours: Sequence[Calendar]  # one entry an officer
    desk_hall: Sequence[int]  # 1: in the public hall, one entry a desk
    channels: Sequence[str]
    costs: Costs
    ratings: Ratings
    matters: Sequence[MatterLimits]


class Lowered(Protocol):
    """What a few indicators ask of the office as it was lowered: routes, desks, officers, sources; dated phases joined."""

    tape: Any
    people: Any
    sources: Sequence[Any]
    scenario: Any


class Run(Protocol):
    """What a run must offer to be measured: both tables and its program."""

    cases: Mapping[str, Any]
    services: Mapping[str, Any]
    program: Program
    lowered: Lowered
    seed: int
    replication: int
    keys: Sequence[int]  # by which the luck of a case is found, one entry a case


class View:
    """The cases of one run under one cohort. Masks and columns have one entry a case."""

    def __init__(self, run: Run, cohort: Cohort):
        if cohort not in ("completion", "arrival"):
            raise ValueError(f"cohort is 'completion' or 'arrival', got {cohort!r}")
        self.run, self.cohort = run, cohort
        self.calendar = run.program.calendar
        self.start, self.end = run.program.window
        self.asof = self.end if cohort == "completion" else run.program.end_s

    def __getitem__(self, key: str) -> Any:
        return as_column(self.run.cases[key])

    @property
    def is_arrival(self) -> bool:
        """Whether the cases were chosen by their receipt."""
        return self.cohort == "arrival"

    @cached_property
    def defaulted(self) -> Any:
        """Mask: an expired limit ended the case."""
        return (self["deemed"] & EXITS_AT_EXPIRY) != 0

    @cached_property
    def ended(self) -> Any:
        """The second of the decision or of the exit at expiry; -1 while there is none."""
        decided = self["decided"]
        return where((decided < 0) & self.defaulted, self["closed"], decided)

    @cached_property
    def applied(self) -> Any:
        """Mask: somebody applied. What other cases gave rise to (reports, chases, complaints) is work, and nobody's application."""
        return self["parent"] < 0 if "parent" in self.run.cases else self["received"] >= 0

    @cached_property
    def received_in(self) -> Any:
        """Mask: received in the measuring window."""
        if self.is_arrival:
            return (self["measured"] == 1) & self.applied
        return self.in_window(self["received"]) & self.applied

    @cached_property
    def done(self) -> Any:
        """Mask: the cohort's ended cases, the denominator of most rates."""
        if self.is_arrival:
            return self.received_in & (self.ended >= 0)
        return self.in_window(self.ended) & self.applied

    @cached_property
    def members(self) -> Any:
        """Mask: the whole cohort: ended in the window, or received in it whatever came of them."""
        return self.received_in if self.is_arrival else self.done

    @cached_property
    def last_seen(self) -> Any:
        """The second until which a case stood before the office: its end, else ``asof``."""
        closed = self["closed"]
        left = where(self.ended >= 0, self.ended, where(closed >= 0, closed, self.asof))
        return where(left < self.asof, left, self.asof)

    def in_window(self, stamp: Any) -> Any:
        """Mask: the stamp lies in the measuring window."""
        return (stamp >= self.start) & (stamp < self.end)

    def overdue_undecided(self, due: Any) -> Any:
        """Mask: the limit ran out with no decision in sight: still open, or gone since then.

        Judged by the due date in the table, as of ``asof``. The applicant who gives up
        after the limit stays in the count.
        """
        closed = self["closed"]
        undecided = (self.ended < 0) | (self.ended >= self.asof)
        late = limited(due) & (due < self.asof) & undecided & self.applied
        if self.is_arrival:
            return late & self.received_in & ((closed < 0) | (closed > due))
        return late & ((closed < 0) | ((closed > due) & (closed >= self.start)))

    @cached_property
    def official_workdays(self) -> Any:
        """Official time of every case in working days; only the rows of ended cases mean something.

        Open seconds from the start of the official clock to the end, over the open seconds of
        a working day, less the open seconds the clock stood still; never below 0.
        """
        start = self["clock_start"]
        worked = self.workdays(where(start >= 0, start, self["accepted"]), self.ended)
        time = worked - self["lost_open_s"] / self.calendar.day_seconds
        return where(time > 0, time, 0.0)

    @cached_property
    def first_call(self) -> Any:
        """The second at which somebody first took a case up; -1 where nobody did."""
        found = [-1] * len(self["received"])
        for case, start in zip(self.spell("case").tolist(), self.spell("start").tolist()):
            if found[case] < 0 or start < found[case]:
                found[case] = start
        return as_column(alike(found, self["received"]))

    @cached_property
    def deciding_desk(self) -> list[int]:
        """The desk that had each case in hand last, up to its end; -1 where none had or there is no end."""
        ended = self.ended.tolist()
        last, found = [-1] * len(ended), [-1] * len(ended)
        for case, desk, end in zip(*(self.spell(name).tolist() for name in ("case", "desk", "end"))):
            if last[case] <= end <= ended[case]:
                last[case], found[case] = end, desk
        return found

    def spell(self, key: str) -> Any:
        """A column of the table of spells."""
        return as_column(self.run.services[key])

    @cached_property
    def handed_over(self) -> Any:
        """The second of delivery, of the closing where nothing was delivered."""
        delivered = self["delivered"]
        return where(delivered >= 0, delivered, self["closed"])

    @cached_property
    def waited_workdays(self) -> Any:
        """Working days from receipt to acceptance; only the rows of accepted cases mean something."""
        return self.workdays(self["received"], self["accepted"])

    @cached_property
    def _hours(self) -> tuple[Any, Any, Any]:
        """The calendar's opens, closes and work before each, as columns like those of the cases."""
        cal, like = self.calendar, self["received"]
        return alike(cal.opens, like), alike(cal.closes, like), alike(cal.work_before, like)

    def working(self, t: Any) -> Any:
        """Open seconds of the calendar in [0, t), row by row."""
        opens, closes, work_before = self._hours
        slot = last_at_or_before(opens, t)
        inside = where(slot < 0, 0, slot)
        close = take(closes, inside)
        worked = take(work_before, inside) + where(t < close, t, close) - take(opens, inside)
        return where(slot < 0, 0, worked)

    def workdays(self, since: Any, until: Any) -> Any:
        """Working time between two columns of instants, in days of ``calendar.day_seconds``."""
        return (self.working(until) - self.working(since)) / self.calendar.day_seconds

    def window_workdays(self) -> float:
        """Length of the measuring window in working days."""
        cal = self.calendar
        return (cal.working(self.end) - cal.working(self.start)) / cal.day_seconds

    def workday_due(self, since: Any, n: int) -> Any:
        """The close of the n-th working day after the day of ``since``; FAR past the calendar."""
        cal = self.calendar
        day = since // DAY_S
        day = where(day < cal.days, day, cal.days - 1)
        number = take(cal.closed_before_day, day + 1) + n - 1
        known = number < len(cal.wd_closes)
        return where(known, take([*cal.wd_closes, FAR], where(known, number, len(cal.wd_closes))), FAR)


def limited(due: Any) -> Any:
    """Mask: a limit is running or has run: neither 'not reached' nor 'no limit'."""
    return (due >= 0) & (due < FAR)
