"""The readable engine with somebody at its side who notes where every file is."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, NamedTuple

import simpy

from xnsim import tape as t
from xnsim.engines import Run
from xnsim.engines.simpy_case import Case
from xnsim.engines.simpy_desk import Desk, File
from xnsim.engines.simpy_engine import Office
from xnsim.worktime import Calendar

LINE, HAND, WAIT, FORK, SESSION, OTHER_CASE, GONE, NOWHERE = range(8)      # where a file is
AT = {t.WAIT: WAIT, t.FORK: FORK, t.SPAWN: OTHER_CASE}


class Piece(NamedTuple):
    """A stretch [begin, end) of a file's life; ``place`` is its operation on the tape, -1 where none is known.

    ``hours`` are the office hours that a stretch in hand keeps to, None where it goes on after
    closing; ``last`` says that a stretch in a line was not followed by a spell; ``key`` is the
    file's place in its line, smaller is first.
    """

    begin: int
    end: int
    where: int
    place: int
    desk: int
    hours: Calendar | None
    last: bool
    key: tuple[int, int, int, int] = (0, 0, 0, 0)

    @property
    def worked_s(self) -> int:
        """Working seconds of a stretch in hand."""
        return self.end - self.begin if self.hours is None else self.hours.working(self.end) - self.hours.working(self.begin)


class Life(NamedTuple):
    """A case's route, and for every branch its stretches in order of time."""

    route: int
    branches: dict[int, list[Piece]]


class NotedOffice(Office):
    """An office of the readable engine in which every change of place of a file of interest is noted."""

    def __init__(self, run: Run, fate: t.Fate) -> None:
        super().__init__(run.lowered, fate, simpy.Environment())
        self.last = run.last
        self.closed = run.cases["closed"].tolist()
        self.marks: dict[int, dict[int, list[list[Any]]]] = {}
        self.known: dict[int, Case] = {}

    def walk_again(self, until: int | None = None) -> None:
        """Walk to the last second of the run, or to the end of an earlier one."""
        self.env.run(until=1 + (self.last if until is None else min(until, self.last)))

    def case_of(self, row: int) -> Case:
        """Return the case of a row of the table: who was dealt but never came has none, spawned ones follow."""
        return self.known[row if row < self.came else len(self.fate.received) + row - self.came]

    def life(self, row: int) -> Life:
        """Return where the case of a row of the table was from its receipt to its end."""
        case = self.case_of(row)
        return Life(case.route, {branch: self._pieces(row, marks) for branch, marks in self.marks[case.number].items()})

    def _begin_case(self, case: Case) -> None:
        self.known[case.number] = case
        super()._begin_case(case)

    def walk(self, file: File) -> Generator[simpy.Event, Any, None]:
        """Walk as the law does and note what the file waits for."""
        steps, answer = super().walk(file), None
        while True:
            try:
                stay = steps.send(answer)
            except StopIteration:
                self.note(file, GONE)
                return
            if file.desk is None:
                heard = self.tape.verb[file.place] == t.GATE
                place = file.place if heard else file.place - 1
                self.note(file, SESSION if heard else AT.get(self.tape.verb[place], NOWHERE), place)
            answer = yield stay

    def note(self, file: File, where: int, place: int = -1, desk: int = -1) -> list[Any]:
        """Write down where a file is from this second on."""
        mark = [self.env.now, where, place, desk, None, False, file.key]
        self.marks.setdefault(file.case.number, {}).setdefault(file.branch, []).append(mark)
        return mark

    def _pieces(self, row: int, marks: list[list[Any]]) -> list[Piece]:
        end = self.closed[row] if self.closed[row] >= 0 else self.last
        found = []
        for mark, after in zip(marks, [*marks[1:], [end]]):
            begin, where, *rest = mark
            if where != GONE and begin < after[0]:
                found.append(Piece(begin, after[0], where, *rest))
        return found


class WatchedOffice(NotedOffice):
    """The whole run once more, from beginning to end: for offices in which cases meet elsewhere than at a desk."""

    def __init__(self, run: Run, fate: t.Fate) -> None:
        super().__init__(run, fate)
        self.desks = [_WatchedDesk(self, number) for number in range(len(self.desks))]
        self._next_arrival()
        self.sessions.call()

    def begin(self, files: list[File], crew: list[Any]) -> None:
        """Somebody takes files in hand."""
        super().begin(files, crew)
        for file in files:
            self.note(file, HAND, file.place, file.desk.number)[4] = None if file.spell.civil else file.spell.hours


class _WatchedDesk(Desk):
    """A desk at whose line somebody stands and notes who joins it."""

    def join(self, file: File) -> None:
        """The file takes its place in the line."""
        self.office.note(file, LINE, file.place, self.number)
        super().join(file)
