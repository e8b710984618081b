"""Timers and patience: what happens to a case because time has passed, and nothing else.

An alarm never knows whether it still holds; it makes the case look at all its timers
again. So a clock that stands still sets off nothing, and one that was moved goes off later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xnsim import tape as t
from xnsim.engines.clocks import due
from xnsim.worktime import DAY, FAR, MONTH, SPAN, WD, month_span

if TYPE_CHECKING:
    from xnsim.engines.simpy_case import Case
    from xnsim.engines.simpy_desk import File
    from xnsim.engines.simpy_engine import Office

OF_LIMIT, CIVIL, WORKING = 0, 1, 2
HEAD = -2**40       # the place in any line of what was put at its head


class Timers:
    """What is known of the timers of one case: how often each went off, and what they did."""

    def __init__(self, case: "Case") -> None:
        tape = case.office.tape
        first, count = tape.route_timer_at[case.route], tape.route_timer_n[case.route]
        self.bells = [Bell(case, row) for row in range(first, first + count)] if count else ()
        self.warned = self.raised = 0
        self.steps_up, self.at_head = 0, False


class Bell:
    """One timer of a case: how often it went off, when it last did, and when it first would, where that was drawn at receipt."""

    def __init__(self, case: "Case", row: int) -> None:
        tape = case.office.tape
        self.row, self.times, self.last, self.first = row, 0, -1, FAR
        if tape.timer_form[row] == t.SINCE:
            length = max(1, case.office.draw(case, tape.timer_amount[row]))
            self.first = _later(case.office, case.received, length, tape.timer_unit[row] == WORKING)


def watch_timers(case: "Case") -> None:
    """Set an alarm for each timer that would go off if nothing changes."""
    for bell in case.timers.bells:
        _watch(case, bell)


def _watch(case: "Case", bell: Bell) -> None:
    when = _next(case, bell)
    if when < FAR:
        case.office.alarm(when, case.check)


def _next(case: "Case", bell: Bell) -> int:
    """Return when a timer goes off next if nothing changes; ``FAR`` when it does not, or its clock stands still."""
    tape, row = case.office.tape, bell.row
    if 0 <= tape.timer_most[row] <= bell.times:
        return FAR
    since_receipt = tape.timer_form[row] == t.SINCE
    if not since_receipt and (not case.clocks.running_since() or case.clocks.pauses):
        return FAR
    if bell.times:
        return _later(case.office, bell.last, tape.timer_every[row], tape.timer_every_open[row])
    return bell.first if since_receipt else _on_limit(case, row)


def _later(office: "Office", moment: int, length: int, works: int) -> int:
    return office.program.calendar.add(moment, length) if works else moment + length


def _on_limit(case: "Case", row: int) -> int:
    """Return the moment on the office's clock: a share of a limit, or so much before it ends."""
    tape, clocks = case.office.tape, case.clocks
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
    calendar = case.office.program.calendar
    return calendar.instant(max(0, calendar.working(end) - amount))


def ring(case: "Case", now: int) -> bool:
    """Let go off what is due, in the order listed; say whether the case has left by it."""
    for bell in case.timers.bells:
        if _next(case, bell) <= now:
            bell.times += 1
            bell.last = now
            _watch(case, bell)
            if case.office.draw(case, case.office.tape.timer_chance[bell.row]) and _act(case, bell.row, now):
                return True
    return False


def _act(case: "Case", row: int, now: int) -> bool:
    tape, what = case.office.tape, case.office.tape.timer_do[row]
    if what == t.WARN:
        case.timers.warned += 1
    elif what == t.RAISE:
        raise_all(case)
    elif what == t.TO_HEAD:
        _to_head(case)
    elif what == t.GIVE_RISE:
        case.office.newcomers.spawn(case, 0, tape.timer_step[row], tape.timer_matter[row], tape.timer_spawn[row])
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

def raise_all(case: "Case") -> None:
    """The case counts a place more in lines by priority, in those it stands in too."""
    case.timers.raised += 1
    case.timers.steps_up += 1
    _rejoin(case)


def _to_head(case: "Case") -> None:
    """The case stands at the head of every line from now on."""
    case.timers.raised += 1
    case.timers.at_head = True
    _rejoin(case)


def _rejoin(case: "Case") -> None:
    for branch in sorted(case.files):
        file = case.files[branch]
        if file.stay is not None and file.desk is not None:
            file.desk.put_anew(file, (case.office.rank(file), *file.key[1:]))


# patience

def wait_for(office: "Office", file: "File", stream: int, works: int) -> None:
    """An applicant begins to wait at a desk, for so long at most."""
    file.patience = _later(office, office.env.now, office.draw(file.case, stream), works)
    office.alarm(file.patience, file.case.check)


def out_of_patience(case: "Case", now: int) -> bool:
    """Say whether one of the files has waited too long and was never taken up; then the applicant leaves with all of them."""
    for file in case.files.values():
        if file.patience <= now and file.stay is not None and file.desk is not None and not file.spells and file.spell is None:
            case.go(t.WITHDRAWN)
            return True
    return False


def share_due(tape: t.Tape, kind: int, units: int, per_mille: int, start: int, lost: int) -> int:
    """Return when this share of a limit has been used: the closing of the day by which it has, or an exact moment."""
    if kind == MONTH:
        kind, units = DAY, month_span(tape.origin[0], start // 86400, units)
    if kind in (WD, DAY):
        return due(tape, kind, max(1, -(-units * per_mille // 1000)), start, lost)
    return due(tape, SPAN, max(1, (units * per_mille + 500) // 1000), start, lost)
