"""A case's clocks: the office's, with pauses and resets, and the lawful one beside it."""

from __future__ import annotations

from xnsim import tape as t
from xnsim.worktime import DAY, FAR, MONTH, Calendar, clock_units, due_at, month_span

APPLICANT, EXTRANEOUS = 1, 2        # who is waited for


def due(tape: t.Tape, kind: int, units: int, start: int, lost: int) -> int:
    """Return the last second of a limit that began at ``start`` and lost so many units to pauses."""
    if kind < 0:
        return FAR
    if kind == MONTH:
        kind, units = DAY, month_span(tape.origin[0], start // 86400, units)
    return due_at(kind, units, start, lost, tape.closed_before_day, tape.wd_closes, tape.day_due)


def units_lost(tape: t.Tape, kind: int, begin: int, end: int, start: int) -> int:
    """Return how many units a pause [begin, end) takes from a clock that began at ``start``; none where there is no limit."""
    return 0 if kind < 0 else clock_units(kind, begin, end, start, tape.closed_before_day, tape.day_close)


class Clocks:
    """The clocks of one case, all in seconds; -1 is: not yet, or not running.

    The office's clock stops for every pause and starts anew at a reset; the lawful clock
    starts at acceptance, stops for lawful pauses only, and knows no reset. A pause that
    begins after a limit has run out gives nothing back.
    """

    def __init__(self, tape: t.Tape, route: int, received: int, hours: Calendar) -> None:
        self.tape, self.hours = tape, hours
        self.promised = (tape.route_promised[2 * route], tape.route_promised[2 * route + 1])
        self.statutory = (tape.route_statutory[2 * route], tape.route_statutory[2 * route + 1])
        self.more = tape.route_extension[4 * route]
        self.accepted = self.started = self.decided = -1
        self.answer_from = received
        self.asked = -1
        self.extended = self.resets = 0
        self.lost_s = self.lost_open_s = self.lost_promised = self.lost_statutory = 0
        self.lawful_promised = self.lawful_s = 0
        self.pauses = self.lawful_pauses = self.applicant = 0
        self.paused_from = self.lawful_from = -1
        self.mark = received
        self.applicant_s = self.paused_s = 0
        self.extraneous = self.extraneous_s = 0

    # the office's clock

    def accept(self, now: int, as_of: int) -> None:
        """The case is accepted, at once or (deemed) as of the day it was received."""
        if self.accepted < 0:
            self.accepted = self.started = as_of
            self.answer_from = -1
            self.asked = now if self.asked < 0 else self.asked

    def decide(self, now: int) -> None:
        """The decision is made; what is paused now counts as paused until now."""
        if self.decided < 0:
            self.tick(now)
            self.close_pauses(now)
            self.decided = now

    def close_pauses(self, now: int) -> None:
        """Count the pauses that are still open, as if they ended now."""
        if self.pauses and self.running_since():
            self._count(now)
            self.paused_from = now
        if self.lawful_pauses and self.running_since():
            self._count_lawful(now)
            self.lawful_from = now

    def running_since(self) -> bool:
        """Say whether the legal clock has started and the decision is still open."""
        return self.accepted >= 0 and self.decided < 0

    def tick(self, now: int) -> None:
        """Book the time since the last change: the applicant's, a lawful pause, or the office's."""
        if self.applicant:
            self.applicant_s += now - self.mark
        elif self.lawful_pauses and self.running_since():
            self.paused_s += now - self.mark
        elif self.extraneous:
            self.extraneous_s += now - self.mark
        self.mark = now

    def pause(self, now: int, lawful: int, who: int) -> None:
        """A wait begins: ``lawful`` 1 stops the clock by law, 2 without, 0 not at all; ``who`` 1 the applicant, 2 nobody here."""
        self.tick(now)
        self.applicant += who == APPLICANT
        self.extraneous += who == EXTRANEOUS
        if lawful:
            self.pauses += 1
            self.paused_from = now if self.pauses == 1 else self.paused_from
        if lawful == 1:
            self.lawful_pauses += 1
            self.lawful_from = now if self.lawful_pauses == 1 else self.lawful_from

    def resume(self, now: int, lawful: int, who: int) -> None:
        """A wait ends; the clocks go on when no other wait holds them."""
        self.tick(now)
        self.applicant -= who == APPLICANT
        self.extraneous -= who == EXTRANEOUS
        if lawful and self.pauses:
            self.pauses -= 1
            if not self.pauses and self.running_since():
                self._count(now)
        if lawful == 1 and self.lawful_pauses:
            self.lawful_pauses -= 1
            if not self.lawful_pauses and self.running_since():
                self._count_lawful(now)

    def let_go(self, now: int) -> None:
        """All branches leave: nothing waits any more."""
        self.tick(now)
        self.close_pauses(now)
        self.pauses = self.lawful_pauses = self.applicant = self.extraneous = 0

    def reset(self, now: int) -> None:
        """The office starts its clock anew."""
        if self.running_since():
            self.started = now
            self.lost_s = self.lost_open_s = self.lost_promised = self.lost_statutory = 0
            self.resets += 1
            self.paused_from = now

    def _count(self, now: int) -> None:
        begin, tape = self.paused_from, self.tape
        if begin < self.promised_due():
            self.lost_promised += units_lost(tape, self.promised[0], begin, now, self.started)
        if begin < self.statutory_due():
            self.lost_statutory += units_lost(tape, self.statutory[0], begin, now, self.started)
        begin = min(now, max(begin, self.started))
        self.lost_s += now - begin
        self.lost_open_s += self.hours.working(now) - self.hours.working(begin)

    def _count_lawful(self, now: int) -> None:
        if self.lawful_from < self.verified_due():
            self.lawful_promised += units_lost(self.tape, self.promised[0], self.lawful_from, now, self.accepted)
        self.lawful_s += max(0, now - max(self.lawful_from, self.accepted))

    # what is due

    def promised_due(self) -> int:
        """Return when the promised limit ends on the office's clock, pauses so far counted."""
        return self._due(self.promised, self.started, self.lost_promised)

    def statutory_due(self) -> int:
        """Return when the statutory limit ends on the office's clock, pauses so far counted."""
        return self._due(self.statutory, self.started, self.lost_statutory)

    def verified_due(self) -> int:
        """Return when the promised limit ends on the lawful clock."""
        return self._due(self.promised, self.accepted, self.lawful_promised)

    def _due(self, limit: tuple[int, int], start: int, lost: int) -> int:
        if start < 0 or limit[0] < 0:
            return FAR
        return due(self.tape, limit[0], limit[1] + self.more * self.extended, start, lost)
