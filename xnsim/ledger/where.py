"""The ledger of a case: every second between receipt and closing, booked once.

Each entry of ``ENTRIES`` says where the time went. Of branches at once the ledger follows
the decisive way (``path``); the time in which all other branches had ended is booked
whole as *slowest branch*, and ``slowest`` says of which branch, and what it spent it on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from xnsim import tape as t
from xnsim.draws import name_key
from xnsim.engines import Run, space_of
from xnsim.labels import Label
from xnsim.ledger.doors import Doors
from xnsim.ledger.path import NOBODY, Stretch, decisive_way
from xnsim.ledger.noted import HAND, LINE, OTHER_CASE, SESSION, WAIT, Life, NotedOffice, Piece, WatchedOffice
from xnsim.ledger.replay import Replay
from xnsim.program.fate import deal

ENTRIES: dict[str, Label] = {
    "own_queue": Label("本岗排队", "own queue"),
    "in_hand": Label("办理中", "in hand"),
    "off_hours": Label("非办公时间", "off hours"),
    "absence": Label("有人不在岗", "absence"),
    "applicant": Label("等申请人", "applicant"),
    "lawful_pause": Label("法定停表", "lawful pause"),
    "other_wait": Label("其他等待环节", "other waiting steps"),
    "meeting": Label("等会议", "meeting"),
    "transfer": Label("流转途中", "transfer"),
    "extraneous": Label("外部原因", "extraneous"),
    "other_case": Label("等另一件", "another case"),
    "slowest": Label("等最慢分支", "slowest branch"),
    "unexplained": Label("未能归类", "unexplained"),
}

MEANING: dict[str, Label] = {
    "own_queue": Label("岗位开着、该岗经办人都在办别的件时的排队", "waiting in line while the desk is open and all who are allowed there are busy"),
    "in_hand": Label("经办人实际办理的工作时间", "working time of the officers on this file"),
    "off_hours": Label("排队遇到不办公的时间,以及办理跨过的夜间和休息日", "waiting while the desk is shut, and the nights and days off inside a spell of work"),
    "absence": Label("岗位在办公时间内、但本岗有人不在时的排队(有人代办也算);岗位人多时是缺岗影响的上限",
                     "waiting in office hours while somebody whose own post this is is away, covered or not; where many share a desk this is the most that absence can have cost"),
    "applicant": Label("等申请人补正或办理其他事情", "waiting for the applicant"),
    "lawful_pause": Label("依法不计时限的听证、检测、鉴定、专家评审等", "hearings, tests, appraisals and the like, which by law do not count"),
    "other_wait": Label("路线上没有经办人的其他等待,含法外停表和送达", "other waits of the route without an officer, unlawful pauses and delivery among them"),
    "meeting": Label("等例会或联审会", "waiting for a session"),
    "transfer": Label("材料在两处之间", "the file is on its way between two places"),
    "extraneous": Label("单位和申请人都不能左右的等待", "waiting that neither office nor applicant governs"),
    "other_case": Label("等由它引起的另一件办完", "waiting until a case that this one gave rise to is closed"),
    "slowest": Label("其他分支都已结束、只等这一支的时间", "all other branches had ended and the case waited for this one alone"),
    "unexplained": Label("运行结束时未结的尾段等", "the tail of a case still open as the run ended, and the like"),
}


WAITED_FOR = {1: "applicant", 2: "extraneous"}


class NoSuchCase(LookupError):
    """There is no case of that number in the run; says how many there are."""

    def __init__(self, case: int, count: int) -> None:
        self.says = Label(f"没有第 {case} 件;本次运行共 {count} 件,编号 0 至 {count - 1}",
                          f"there is no case {case}; this run has {count}, numbered 0 to {count - 1}")
        super().__init__(f"{self.says.zh} / {self.says.en}")


@dataclass(frozen=True)
class Ledger:
    """One case: ``seconds`` has every key of ``ENTRIES`` and sums to the sojourn.

    ``until`` is the closing, or for an open case the last second of the run. ``slowest``
    parts the entry of that name: branch -> entry -> seconds.
    """

    case: int
    matter: int
    received: int
    until: int
    is_open: bool
    seconds: dict[str, int]
    slowest: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def sojourn_s(self) -> int:
        """Civil seconds from receipt to closing."""
        return self.until - self.received


@dataclass(frozen=True)
class MatterLedger:
    """All closed cases of a matter that were received in the measuring window, added up; ``still_open`` are left out."""

    matter: int
    name: str
    cases: int
    still_open: int
    sojourn_s: int
    seconds: dict[str, int]
    slowest: dict[str, dict[str, int]]


def where(run: Run, case: int | None = None) -> Ledger | dict[str, MatterLedger]:
    """Return where the time went: of one case, or summed for every matter by its name.

    Exact to the second. Raises ``NoSuchCase``.
    """
    if case is not None:
        if not 0 <= case < run.cases.rows:
            raise NoSuchCase(case, run.cases.rows)
        return next(ledgers(run, [case]))
    measured = [number for number, flag in enumerate(run.cases["measured"]) if flag]
    found = list(ledgers(run, measured))
    return {name: _summed(number, name, [each for each in found if each.matter == number])
            for number, name in enumerate(run.lowered.matters)}


def ledgers(run: Run, cases: Iterable[int] | None = None) -> Iterator[Ledger]:
    """Yield the ledger of each of these cases (default: of all)."""
    wanted = list(range(run.cases.rows)) if cases is None else list(cases)
    fate = deal(run.lowered, run.seed, run.replication, space_of("lists"), ahead=False)
    walk, books = walked_again(run, fate, wanted), _Books(run, fate)
    for number in wanted:
        yield books.ledger(number, walk.life(number))


def walked_again(run: Run, fate: t.Fate, wanted: list[int], until: int | None = None) -> NotedOffice:
    """Walk the wanted cases once more: alone where cases meet at desks only, else in the whole office.

    ``until``: the second after which nothing is asked for (default: the last of the run).
    """
    office = WatchedOffice(run, fate) if run.lowered.words else Replay(run, fate, wanted)
    office.walk_again(until)
    return office


def wait_entries(run: Run, fate: t.Fate) -> Callable[[int, int], str]:
    """Return what says of a wait (place on the tape, route) under which entry of the ledger it is booked."""
    return _Books(run, fate).wait_entry


def _summed(matter: int, name: str, found: list[Ledger]) -> MatterLedger:
    closed = [each for each in found if not each.is_open]
    seconds = {entry: sum(each.seconds[entry] for each in closed) for entry in ENTRIES}
    slowest: dict[str, dict[str, int]] = {}
    for each in closed:
        for branch, spent in each.slowest.items():
            for entry, amount in spent.items():
                _book(slowest.setdefault(branch, {}), entry, amount)
    return MatterLedger(matter, name, len(closed), len(found) - len(closed), sum(each.sojourn_s for each in closed), seconds, slowest)


class _Books:
    """What is needed to book the lives of a run's cases."""

    def __init__(self, run: Run, fate: t.Fate) -> None:
        self.run, self.program, self.tape, self.fate = run, run.lowered, run.lowered.tape, fate
        self.doors: dict[int, Doors] = {}
        self.columns = {name: run.cases[name] for name in ("matter", "received", "closed")}

    def ledger(self, number: int, life: Life) -> Ledger:
        """Book one case."""
        matter, received, closed = (int(self.columns[name][number]) for name in self.columns)
        until = closed if closed >= 0 else self.run.last
        seconds, slowest = dict.fromkeys(ENTRIES, 0), {}
        for stretch in decisive_way(self.tape, life.branches, received, until):
            for entry, amount in self._entries(stretch.piece, life.route, closed < 0).items():
                if stretch.alone != NOBODY:
                    _book(slowest.setdefault(self._branch(stretch), {}), entry, amount)
                _book(seconds, entry if stretch.alone == NOBODY else "slowest", amount)
        return Ledger(number, matter, received, until, closed < 0, seconds, slowest)

    def _branch(self, stretch: Stretch) -> str:
        return self.program.branch_names[stretch.alone]

    def _entries(self, piece: Piece, route: int, is_open: bool) -> dict[str, int]:
        """Part one stretch into entries; their seconds sum to it."""
        length = piece.end - piece.begin
        if piece.where == HAND:
            return _without_nothing({"in_hand": piece.worked_s, "off_hours": length - piece.worked_s})
        if piece.where == LINE and not (is_open and piece.last):
            return _without_nothing(self._doors(piece.desk).split(piece.begin, piece.end, not piece.last)._asdict())
        if piece.where == WAIT:
            return {self.wait_entry(piece.place, route): length}
        return {{SESSION: "meeting", OTHER_CASE: "other_case"}.get(piece.where, "unexplained"): length}

    def _doors(self, desk: int) -> Doors:
        if desk not in self.doors:
            self.doors[desk] = Doors(self.program, self.fate, desk)
        return self.doors[desk]

    def wait_entry(self, place: int, route: int) -> str:
        """Say for whom a file waits. A wait that holds the clock stands behind the operation that stops it: it says for whom."""
        tape, before = self.tape, place - 1
        if self._on_its_way(place, route):
            return "transfer"
        if before < 0 or tape.verb[before] != t.CLOCK or tape.a[before] != t.PAUSE:
            return "other_wait"
        whose = WAITED_FOR.get(tape.c[before])
        return whose or ("lawful_pause" if tape.b[before] == 1 else "other_wait")

    def _on_its_way(self, place: int, route: int) -> bool:
        """A wait is known by the name of its luck: the way to another house, or lost on it."""
        tape, program = self.tape, self.program
        if tape.a[place] < 0:
            return False
        luck, step = program.stream_names[tape.route_stream_at[route] + tape.a[place]], program.steps[tape.c[place]]
        return luck in (name_key("stream", step, "transfer"), name_key("stream", step, "found"))


def _without_nothing(seconds: dict[str, int]) -> dict[str, int]:
    return {entry: amount for entry, amount in seconds.items() if amount}


def _book(account: dict[str, Any], entry: str, amount: int) -> None:
    account[entry] = account.get(entry, 0) + amount
