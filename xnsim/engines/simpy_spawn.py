"""Cases that come during the run: spawned by others, or the next request of a closed circle of applicants.

Nobody is received in the second in which a case gave rise to him. All who come in a second
are collected, and received in the order of who gave rise to them; so their numbers do not
hang on what happened first within a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, NamedTuple

from xnsim import tape as t
from xnsim.draws import case_key, first_hash, next_hash, uniform
from xnsim.engines.simpy_desk import ARRIVED, At
from xnsim.engines.simpy_response import happens
from xnsim.engines.simpy_timers import raise_all
from xnsim.program.newcomers import pause_over

if TYPE_CHECKING:
    import simpy

    from xnsim.engines.simpy_case import Case
    from xnsim.engines.simpy_desk import File
    from xnsim.engines.simpy_engine import Office

NOBODY = NOWHERE = -1


class Coming(NamedTuple):
    """Who is received: when, on which route, from which source, of which class, by which name, and whose child he is."""

    received: int
    route: int
    source: int
    cls: int
    key: int
    parent: int = NOBODY
    closed: Callable[[], None] | None = None    # who wants to know when the case is closed
    parent_at: int = NOWHERE                    # the desk at which the parent lay when it gave rise to the case


class Asked(NamedTuple):
    """A case that will be received: who gave rise to it (in the order of these), and what it will be."""

    parent: int
    branch: int
    step: int
    serial: int
    matter: int
    source: int
    key: int
    closed: Callable[[], None] | None
    parent_at: int = NOWHERE


class Newcomers:
    """Collects who comes in a later second, and receives them in their order."""

    def __init__(self, office: "Office") -> None:
        self.office, self.asked = office, dict[int, list[Asked]]()

    def expect(self, when: int, asked: Asked) -> None:
        """Somebody will be received at ``when``, later than now; after the end of the run nobody is."""
        if when not in self.asked and when < self.office.program.end:
            At(self.office.env, when, ARRIVED, lambda: self._receive(when))
        self.asked.setdefault(when, []).append(asked)

    def _receive(self, when: int) -> None:
        office = self.office
        for asked in sorted(self.asked.pop(when), key=lambda a: (a.parent, a.branch, a.step, a.serial)):
            route = self._route(asked.matter, when)
            if route < 0:
                continue
            parent = asked.parent if asked.source < 0 else NOBODY
            office.receive(Coming(when, route, asked.source, self._class(route, asked.key), asked.key, parent, asked.closed,
                                  asked.parent_at))

    def _route(self, matter: int, when: int) -> int:
        """Return the route in force for a matter; before its first day it is not received at all."""
        tape = self.office.tape
        rows = range(tape.matter_route_at[matter], tape.matter_route_at[matter] + tape.matter_route_n[matter])
        return next((tape.matter_route[row] for row in reversed(rows) if tape.matter_route_from[row] <= when), -1)

    def _class(self, route: int, key: Any) -> int:
        tape = self.office.tape
        row, last = tape.route_class_at[route], tape.route_class_at[route] + tape.route_class_n[route] - 1
        u = uniform(first_hash(self.office.fate.trait_base[2], key))
        while row < last and u >= tape.class_upto[row]:
            row += 1
        return tape.class_number[row]

    # who gives rise to others

    def spawn(self, case: "Case", branch: int, step: int, matter: int, row: int, closed: Callable[[], None] | None = None) -> None:
        """A case gives rise to another: it is received in the next second."""
        serial = case.spawned.get(row, 0)
        case.spawned[row] = serial + 1
        key = first_hash(self.office.tape.spawn_key[row], case.key)
        for _ in range(serial):
            key = next_hash(key)
        self.expect(self.office.env.now + 1, Asked(case.number, branch, step, serial, matter, -1, key, closed, lies_at(case)))

    def again(self, case: "Case") -> None:
        """A member of a closed circle has his case closed: after a pause he comes again."""
        office, tape = self.office, self.office.tape
        if case.source < 0 or tape.source_pause[case.source] < 0:
            return
        key = case_key(case.key, 0)
        when = pause_over(tape, office.program.calendar, case.source, office.env.now, office.fate.trait_base[3], key)
        self.expect(when, Asked(case.number, -1, -1, 0, tape.source_matter[case.source], case.source, key, None))


def lies_at(case: "Case") -> int:
    """Return the desk at which a case stands in line or is worked on; none where it lies at no desk or at several."""
    desks = {file.desk.number for file in case.files.values() if file.stay is not None and file.desk is not None}
    return desks.pop() if len(desks) == 1 else NOWHERE


def spawn(office: "Office", file: "File", place: int) -> "simpy.Event | None":
    """The file gives rise to cases; where it waits for them, return the event that ends its wait."""
    tape, case = office.tape, file.case
    born = [happens(office, case, place, tape.a[place]) for _ in range(tape.c[place])].count(1)
    if not born:
        return None
    wait = Wait(office, file, born) if tape.e[place] == t.WAITS else None
    for _ in range(born):
        office.newcomers.spawn(case, file.branch, tape.d[place], tape.b[place], tape.f[place], wait.one_closed if wait else None)
    if tape.e[place] == t.RAISED:
        raise_all(case)
    return wait.stay if wait else None


class Wait:
    """A file waits for the cases it gave rise to, until the second after the last of them is closed."""

    def __init__(self, office: "Office", file: "File", open_: int) -> None:
        self.office, self.file, self.open = office, file, open_
        self.stay = file.stay = office.env.event()
        file.desk = None

    def one_closed(self) -> None:
        """One of them is closed."""
        self.open -= 1
        if self.open == 0:
            At(self.office.env, self.office.env.now + 1, ARRIVED, self._go_on, self.file.branch)

    def _go_on(self) -> None:
        if self.file.stay is self.stay:
            self.file.end_stay("answered")
