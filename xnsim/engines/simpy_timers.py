"""Timers and patience: what happens to a case because time has passed, and nothing else.

An alarm never knows whether it still holds; it makes the case look at all its timers
again. So a clock that stands still sets off nothing, and one that was moved goes off later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xnsim import tape as t
from xnsim.engines.clocks import due
from xnsim.engines.simpy_desk import File
from xnsim.worktime import DAY, FAR, MONTH, SPAN, WD, month_span

if TYPE_CHECKING:
    from xnsim.engines.simpy_case import Case

OF_LIMIT, CIVIL, WORKING = 0, 1, 2
HEAD = -2**40       # the place in any line of what was put at its head


class Timers:
    """The timers of one case: how often each went off, and when it would next."""

    def __init__(self, case: "Case") -> None:
        tape = case.office.tape
        first = tape.route_timer_at[case.route]
        self.case, self.office, self.tape = case, case.office, tape
        self.rows = range(first, first + tape.route_timer_n[case.route])
        self.times = dict.fromkeys(self.rows, 0)
        self.last = dict.fromkeys(self.rows, -1)
        self.since = {row: self._later(case.received, max(1, self.office.draw(case, tape.timer_amount[row])), tape.timer_unit[row] == WORKING)
                      for row in self.rows if tape.timer_form[row] == t.SINCE}
        self.warned = self.raised = 0
        self.steps_up, self.at_head = 0, False

    def _later(self, moment: int, length: int, works: int) -> int:
        return self.office.program.calendar.add(moment, length) if works else moment + length

    def watch(self) -> None:
        """Set an alarm for each timer that would go off if nothing changes."""
        for row in self.rows:
            self._watch(row)

    def _watch(self, row: int) -> None:
        when = self.next(row)
        if when < FAR:
            self.office.alarm(when, self.case.check)

    def next(self, row: int) -> int:
        """Return when a timer goes off next if nothing changes; ``FAR`` when it does not, or its clock stands still."""
        tape = self.tape
        if 0 <= tape.timer_most[row] <= self.times[row]:
            return FAR
        running = tape.timer_form[row] == t.SINCE or (self.case.clocks.running_since() and not self.case.clocks.pauses)
        if not running:
            return FAR
        if self.times[row]:
            return self._later(self.last[row], tape.timer_every[row], tape.timer_every_open[row])
        return self.since[row] if tape.timer_form[row] == t.SINCE else self._on_limit(row)

    def _on_limit(self, row: int) -> int:
        """Return the moment on the office's clock: a share of a limit, or so much before it ends."""
        tape, clocks = self.tape, self.case.clocks
        statutory = tape.timer_statutory[row]
        (kind, units), lost = (clocks.statutory, clocks.lost_statutory) if statutory else (clocks.promised, clocks.lost_promised)
        if kind < 0:
            return FAR
        units += clocks.more * clocks.extended
        if tape.timer_form[row] == t.SHARE:
            return share_due(tape, kind, units, tape.timer_amount[row], clocks.started, lost)
        amount, unit = tape.timer_amount[row], tape.timer_unit[row]
        if unit == OF_LIMIT:
            return due(tape, kind, units - amount, clocks.started, lost)
        end = due(tape, kind, units, clocks.started, lost)
        if end >= FAR or unit == CIVIL:
            return end if end >= FAR else end - amount
        calendar = self.office.program.calendar
        return calendar.instant(max(0, calendar.working(end) - amount))

    def ring(self, now: int) -> bool:
        """Let go off what is due, in the order listed; say whether the case has left by it."""
        for row in self.rows:
            if self.next(row) <= now:
                self.times[row] += 1
                self.last[row] = now
                self._watch(row)
                if self.office.draw(self.case, self.tape.timer_chance[row]) and self._act(row, now):
                    return True
        return False

    def _act(self, row: int, now: int) -> bool:
        tape, case, what = self.tape, self.case, self.tape.timer_do[row]
        if what == t.WARN:
            self.warned += 1
        elif what == t.RAISE:
            self.raise_all()
        elif what == t.TO_HEAD:
            self.to_head()
        elif what == t.GIVE_RISE:
            self.office.newcomers.spawn(case, 0, tape.timer_step[row], tape.timer_matter[row], tape.timer_spawn[row])
        elif what == t.EXTEND:
            case.ask_longer(now, tape.timer_approval[row])
        elif what == t.FIND:
            for branch in sorted(case.files):
                case.files[branch].found()
        else:
            case.go(t.LAPSED if what == t.LAPSE else t.WITHDRAWN)
            return True
        return False

    # place in line

    def raise_all(self) -> None:
        """The case counts a place more in lines by priority, in those it stands in too."""
        self.raised += 1
        self.steps_up += 1
        self._rejoin()

    def to_head(self) -> None:
        """The case stands at the head of every line from now on."""
        self.raised += 1
        self.at_head = True
        self._rejoin()

    def _rejoin(self) -> None:
        for branch in sorted(self.case.files):
            file = self.case.files[branch]
            if file.stay is not None and file.desk is not None:
                file.desk.put_anew(file, (self.office.rank(file), *file.key[1:]))

    # patience

    def wait_for(self, file: File, stream: int, works: int) -> None:
        """An applicant begins to wait at a desk, for so long at most."""
        file.patience = self._later(self.office.env.now, self.office.draw(self.case, stream), works)
        self.office.alarm(file.patience, self.case.check)

    def out_of_patience(self, now: int) -> bool:
        """Say whether one of the files has waited too long and was never taken up; then the applicant leaves with all of them."""
        for file in self.case.files.values():
            if file.patience <= now and file.stay is not None and file.desk is not None and not file.spells and file.spell is None:
                self.case.go(t.WITHDRAWN)
                return True
        return False


def share_due(tape: t.Tape, kind: int, units: int, per_mille: int, start: int, lost: int) -> int:
    """Return when this share of a limit has been used: the closing of the day by which it has, or an exact moment."""
    if kind == MONTH:
        kind, units = DAY, month_span(tape.origin[0], start // 86400, units)
    if kind in (WD, DAY):
        return due(tape, kind, max(1, -(-units * per_mille // 1000)), start, lost)
    return due(tape, SPAN, max(1, (units * per_mille + 500) // 1000), start, lost)
