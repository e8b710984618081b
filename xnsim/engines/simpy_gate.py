"""Sessions 例会: files wait before a body that meets at known moments."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING

import simpy

from xnsim.engines.simpy_desk import MET, At

if TYPE_CHECKING:
    from xnsim.engines.simpy_desk import File
    from xnsim.engines.simpy_work import Workplace


class Sessions:
    """All standing sessions of the office: the files before each, and who meets when.

    A session meets when all that happens in its second has happened, before doors close and
    officers take up files. The lists of all sessions of one second are drawn up before
    anybody is heard, so no file is heard twice in it.
    """

    def __init__(self, office: "Workplace") -> None:
        tape = office.tape
        self.office = office
        self.waiting: list[list["File"]] = [[] for _ in tape.session_at]
        self.meetings: dict[int, list[tuple[int, int]]] = {}
        for session, (first, count) in enumerate(zip(tape.session_at, tape.session_n, strict=True)):
            for row in range(first, first + count):
                self.meetings.setdefault(tape.meeting_when[row], []).append((session, row))
        self.moments = iter(sorted(self.meetings))

    def call(self) -> None:
        """Set the moment of the next meeting."""
        when = next(self.moments, None)
        if when is not None:
            At(self.office.env, when, MET, self.meet)

    def join(self, file: "File", place: int) -> simpy.Event:
        """The file is put before the session; the event it gets back ends when it has been heard."""
        case, now = file.case, self.office.env.now
        file.desk, file.session, file.queued, file.place = None, self.office.tape.a[place], now, place
        file.key = (0, now, case.number, file.branch)
        file.stay = self.office.env.event()
        insort(self.waiting[file.session], file, key=lambda waiting: waiting.key)
        return file.stay

    def leave(self, file: "File") -> None:
        """The file is taken off the list."""
        self.waiting[file.session].remove(file)
        file.session = -1

    def meet(self) -> None:
        """Every session of this second hears its list, file by file."""
        heard = [file for session, row in self.meetings[self.office.env.now] for file in self.agenda(session, row)]
        for file in heard:
            self.leave(file)
            file.place += 1
            file.end_stay("heard")
        self.call()

    def agenda(self, session: int, row: int) -> list["File"]:
        """Return who is heard: nobody below the quorum, else the first in line up to the seats."""
        ready = [file for file in self.waiting[session] if self.ready(file)]
        tape = self.office.tape
        return ready[:tape.meeting_seats[row]] if len(ready) >= tape.meeting_quorum[row] else []

    def ready(self, file: "File") -> bool:
        """Say whether a file may be heard now: its papers came in time, and the branches it needs have ended."""
        tape, now, place = self.office.tape, self.office.env.now, file.place
        hours = self.office.program.calendar
        known = hours.working(now) - hours.working(file.queued) if tape.f[place] else now - file.queued
        needs = range(tape.b[place], tape.b[place] + tape.c[place])
        ended = [tape.need[i] in file.case.forks[tape.branch_fork[tape.need[i]]].ended for i in needs]
        return known >= tape.e[place] and all(ended)
