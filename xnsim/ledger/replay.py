"""A case walks its way once more, alone.

The tables log the spells of work but no waits. So the readable law walks the case again
with the luck it had; only the officers decide nothing this time: who took the file, and
when, is read from the log. Cases no longer compete, so one can be followed by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import simpy

from xnsim import tape as t
from xnsim.engines import Run
from xnsim.engines.simpy_case import Case
from xnsim.engines.simpy_desk import ARRIVED, CLOSED, FINISHED, SETTLED, At, Desk, File
from xnsim.engines.simpy_spawn import Coming
from xnsim.ledger.noted import HAND, LINE, NotedOffice

ADDRESS, WORK = ("case", "branch", "step", "round", "spell"), ("officer", "start", "end", "worked_s", "how")


class Row(NamedTuple):
    """A logged spell: who worked on the file, from when to when, how long, and how it ended."""

    officer: int
    start: int
    end: int
    worked_s: int
    how: int


class _InHand:
    """Stands where the engine keeps the spell of a file that is in hand."""


Log = dict[tuple[int, int, int, int, int], Row]


def log_of(run: Run, wanted: Iterable[int]) -> Log:
    """Return the spells of some cases by (case, branch, step, round, spell)."""
    chosen = set(wanted)
    rows = [row for row, case in enumerate(run.services["case"].tolist()) if case in chosen]
    address, work = ([list(map(run.services[name].tolist().__getitem__, rows)) for name in names] for names in (ADDRESS, WORK))
    return dict(zip(zip(*address), map(Row._make, zip(*work))))


class Replay(NotedOffice):
    """An office in which the log says who takes up a file and when."""

    def __init__(self, run: Run, fate: t.Fate, wanted: list[int]) -> None:
        super().__init__(run, fate)
        self.desks = [_LoggedDesk(self, number) for number in range(len(self.desks))]
        self.log = log_of(run, wanted)
        self.walked: dict[int, Case] = {}
        for number in wanted:
            At(self.env, fate.received[number], ARRIVED, lambda number=number: self._come(number))

    def _come(self, number: int) -> None:
        fate = self.fate
        coming = Coming(fate.received[number], fate.route[number], fate.source[number], fate.cls[number], fate.key[number])
        self.walked[number] = Case(self, number, coming)
        self._begin_case(self.walked[number])

    def case_of(self, row: int) -> Case:
        """Return the case of a row of the table: without newer words rows are numbered as cases are dealt."""
        return self.walked[row]

    def nudge(self, desk: Desk) -> None:
        """Nobody looks who takes what: the log says it."""

    def row_of(self, file: File) -> Row | None:
        """Return the next logged spell of a file that stands in a line."""
        return self.log.get((file.case.number, file.branch, self.tape.d[file.place], file.round, file.spells))

    def take(self, file: File, row: Row) -> None:
        """An officer takes up the file, as the log says; the end of a spell that was let go is the case's own affair."""
        held = file.spell = _InHand()
        file.spells += 1
        file.case.spells += 1
        on_after_closing = row.worked_s == row.end - row.start
        hours = file.desk.hours if row.officer < 0 else self.program.people.calendars[self.tape.officer_hours[row.officer]]
        self.note(file, HAND, file.place, file.desk.number)[4] = None if on_after_closing else hours
        if row.how in (t.DONE, t.CUT):
            At(self.env, row.end, FINISHED, lambda: self._put_down(file, held, row), file.branch)

    def _put_down(self, file: File, held: _InHand, row: Row) -> None:
        if file.spell is not held:
            return
        file.spell = None
        if row.how == t.CUT:
            file.desk.join(file)
        else:
            file.place += 1
            file.end_stay("done")

    def _serve_at_once(self, file: File) -> None:
        row = self.row_of(file)
        if row is not None:
            self.take(file, row)
        else:
            self.note(file, HAND, file.place, file.desk.number)[4] = file.desk.hours

    def withdraw(self, file: File, let_finish: int) -> None:
        """The file leaves where it lies: the line, or the officer's hands."""
        if file.spell is not None:
            file.spell = None
        elif file.desk is not None and file in file.desk.line:
            file.desk.line.remove(file)


class _LoggedDesk(Desk):
    """A desk whose line moves as the log says."""

    def join(self, file: File) -> None:
        """The file waits until the spell that is logged next; without one, until its case ends or the doors close on it."""
        office, stay = self.office, file.stay
        self.line.append(file)
        mark, row = office.note(file, LINE, file.place, self.number), office.row_of(file)
        if row is not None:
            At(office.env, row.start, SETTLED, lambda: self._taken(file, stay, row))
            return
        mark[5] = True
        closed = office.closed[file.case.number]
        if closed >= office.env.now:
            At(office.env, closed, CLOSED, lambda: self._closed_on(file, stay))

    def _taken(self, file: File, stay: simpy.Event, row: Row) -> None:
        if file.stay is stay and file in self.line:
            self.line.remove(file)
            self.office.take(file, row)

    def _closed_on(self, file: File, stay: simpy.Event) -> None:
        if file.stay is stay and file in self.line:
            file.case.outcome = file.case.outcome or t.TURNED_AWAY
            file.case.leave(self.office.tape.route_end[file.case.route], let_finish=0)
