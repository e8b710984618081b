"""The film of a run: where every file lay in every second of a stretch, as flat tables that a page can draw from.

The stretch begins with the measuring window (or where one says) and ends before more than so
many cases would have to be shown; every case that was in the office in it is in the film, so
the line at a desk is the whole line. Seconds in the tables count from the stretch's first.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from xnsim import tape as t
from xnsim.engines import Run, space_of
from xnsim.garbage import no_collecting
from xnsim.indicators.view import View
from xnsim.labels import Label
from xnsim.ledger.noted import FORK, GONE, HAND, LINE, OTHER_CASE, SESSION, WAIT, Life, NotedOffice, Piece
from xnsim.ledger.replay import Replay
from xnsim.ledger.where import ENTRIES, wait_entries, walked_again
from xnsim.program.fate import deal
from xnsim.program.people import joined
from xnsim.program.sessions import session_names
from xnsim.worktime import DAY_S, FAR

NEAR = 0.8
"""From this share of a limit on a case is shown as near its end (assumed: common practice of electronic monitoring)."""
IN_LINE, UNNAMED = -2, -1           # seats of those who wait, and of those in hand where no officer is named
LAST = 2**31 - 1                    # beyond every film
ROOMS = {**{name: ENTRIES[name] for name in ("applicant", "lawful_pause", "transfer", "extraneous", "other_case")},
         "other_wait": Label("其他等待", "other waits")}

Span = tuple[int, int]


class Zone(NamedTuple):
    """A place in the picture: a desk with its line, a session with those who wait for it, or a room in which time passes."""

    key: str
    kind: Literal["desk", "session", "wait"]
    label: Label


class Seat(NamedTuple):
    """An officer's chair at a desk; ``rank`` 0 is his own post, more is cover or help; ``hours`` is the row of his office hours."""

    zone: int
    officer: int
    rank: int
    always: bool
    hours: int
    name: str


@dataclass(frozen=True)
class Film:
    """What a page needs to show [begin, end) of a run.

    ``tables`` are int32, by name: stays (``begin end token zone seat rank``, in order of begin;
    ``token`` -1: one of a team who holds no file of his own), tokens (``token_case``: row of the
    case; ``token_trunk``), cases (``number near due start stop judged``), and lists with their own
    ``_at`` (rows of it): ``away`` by officer, ``open`` by seat, ``hours`` by calendar, ``meeting``
    by session, ``work``: when anybody works at all.
    """

    begin: int
    end: int
    zones: tuple[Zone, ...]
    seats: tuple[Seat, ...]
    tables: dict[str, array]

    def at(self, second: int) -> dict[str, tuple[int, int]]:
        """Return for every place how many wait there and how many are in hand, in one second of the calendar."""
        found = {zone.key: [0, 0] for zone in self.zones}
        now, tables = second - self.begin, self.tables
        for begin, end, token, zone, seat in zip(*(tables[name] for name in ("begin", "end", "token", "zone", "seat"))):
            if begin <= now < end and token >= 0:
                found[self.zones[zone].key][seat != IN_LINE] += 1
        return {key: (waits, in_hand) for key, (waits, in_hand) in found.items()}

    def ended(self, second: int) -> tuple[int, int]:
        """Return how many cases with a promise have ended in the film by a second, and how many of them on time."""
        by_then = [judged for stop, judged in zip(self.tables["stop"], self.tables["judged"]) if judged >= 0 and 0 <= stop <= second - self.begin]
        return len(by_then), sum(by_then)


def stretch(run: Run, cases: int = 2000, begin: int | None = None) -> Span:
    """Return the stretch [begin, end) that so many cases fill, at least a day, at most the run."""
    begin = run.lowered.window[0] if begin is None else begin
    received, closed = (run.cases[name].tolist() for name in ("received", "closed"))
    there = [(since, until) for since, until in zip(received, closed) if until < 0 or until > begin]
    comes = sorted(since for since, _ in there)
    last = run.last + 1 if any(until < 0 for _, until in there) else max((until for _, until in there), default=begin) + 1
    full = comes[cases] if cases < len(comes) else last
    return begin, max(min(max(full, begin + DAY_S), run.last + 1), begin + 1)


def film_of(run: Run, begin: int, end: int) -> Film:
    """Walk the cases of a stretch once more and lay down where they were."""
    with no_collecting():       # looking for garbage would take a third of the time
        return _filmed(run, begin, end)


def _filmed(run: Run, begin: int, end: int) -> Film:
    fate = _dealt(run)
    received, closed = (run.cases[name].tolist() for name in ("received", "closed"))
    wanted = [row for row, (since, until) in enumerate(zip(received, closed)) if since < end and (until < 0 or until > begin)]
    walk = walked_again(run, fate, wanted, end)
    seats = tuple(_seats(run))
    cutter = _Cutter(run, fate, begin, end, seats, _crews(run, walk, set(wanted)))
    for row in wanted:
        cutter.lay(row, walk.life(row))
    tables = cutter.stays() | _cases(run, wanted, begin) | _lists(run, fate, begin, end, seats)
    return Film(begin, end, cutter.zones, seats, tables)


def _dealt(run: Run) -> t.Fate:
    """Deal the run's fate once more, as plain numbers; by the compiled functions where they have been at work already."""
    fate = deal(run.lowered, run.seed, run.replication, space_of(run.engine), ahead=False)
    return t.Fate(*(column.tolist() if hasattr(column, "tolist") else column for column in fate))


class _Cutter:
    """Turns the lives of cases into rows of stays."""

    def __init__(self, run: Run, fate: t.Fate, begin: int, end: int, seats: Sequence[Seat],
                 crews: dict[tuple[int, int, int], tuple[int, ...]]) -> None:
        self.begin, self.end, self.people = begin, end, run.lowered.people
        self.zones = tuple(_zones(run))
        self.zone = {zone.key: number for number, zone in enumerate(self.zones)}
        self.sessions, self.session = run.lowered.tape.a, len(self.people.desks)
        self.rooms: Callable[[int, int], str] = wait_entries(run, fate)
        self.seat = {(seat.zone, seat.officer): number for number, seat in enumerate(seats)}
        self.crews = crews
        self.rows: list[tuple[int, ...]] = []
        self.token_case, self.token_trunk = array("i"), array("i")

    def lay(self, row: int, life: Life) -> None:
        """Write down the stays of one case; of a fork's trunk none, for its branches are drawn."""
        case, trunk = self.token_case[-1] + 1 if self.token_case else 0, len(self.token_case)
        for branch in sorted({0, *life.branches}):
            token = len(self.token_case)
            self.token_case.append(case)
            self.token_trunk.append(trunk)
            for piece in life.branches.get(branch, ()):
                if piece.where not in (FORK, GONE) and piece.begin < self.end and piece.end > self.begin:
                    self._stay(token, row, branch, life.route, piece)

    def _stay(self, token: int, row: int, branch: int, route: int, piece: Piece) -> None:
        zone, crew = self._zone(piece, route), self.crews.get((row, branch, piece.begin), (UNNAMED,)) if piece.where == HAND else (None,)
        for place, officer in enumerate(crew):
            seat = IN_LINE if officer is None else self.seat.get((zone, officer), UNNAMED)
            self.rows.append((piece.begin - self.begin, piece.end - self.begin, token if place == 0 else -1, zone, seat, *piece.key))

    def _zone(self, piece: Piece, route: int) -> int:
        if piece.where in (LINE, HAND):
            return piece.desk
        if piece.where == SESSION:
            return self.session + self.sessions[piece.place]
        room = self.rooms(piece.place, route) if piece.where == WAIT else "other_case" if piece.where == OTHER_CASE else "other_wait"
        return self.zone[room]

    def stays(self) -> dict[str, array]:
        """Return the rows in order of their begin, each with its rank among all that ever stood in one place."""
        self.rows.sort()
        rank = array("i", bytes(4 * len(self.rows)))
        for place, number in enumerate(sorted(range(len(self.rows)), key=lambda number: self.rows[number][3:4] + self.rows[number][5:])):
            rank[number] = place
        columns = zip(*self.rows) if self.rows else [()] * 9
        found = {name: array("i", column) for name, column in zip(("begin", "end", "token", "zone", "seat"), columns)}
        return found | {"rank": rank, "token_case": self.token_case, "token_trunk": self.token_trunk}


def _zones(run: Run) -> Iterator[Zone]:
    program = run.lowered
    say: Callable[[str], Label] = lambda name: program.labels.get(name) or Label(name, name)
    for name in program.people.desks:
        yield Zone(f"desk:{name}", "desk", say(name))
    for name in session_names(list(program.phases)):
        spec = next(phase.scenario.sessions[name] for phase in program.phases if name in phase.scenario.sessions)
        yield Zone(f"session:{name}", "session", spec.name or say(name))
    for key, label in ROOMS.items():
        yield Zone(key, "wait", label)


def _seats(run: Run) -> Iterator[Seat]:
    people, tape = run.lowered.people, run.lowered.tape
    names = list(people.officers)
    for number, post in enumerate(people.posts):
        yield Seat(post.desk, post.officer, post.rank, bool(tape.post_always[number]), people.officer_hours[post.officer], names[post.officer])


def _crews(run: Run, walk: NotedOffice, wanted: set[int]) -> dict[tuple[int, int, int], tuple[int, ...]]:
    """Return who works on a file from a second on, by (case, branch, second)."""
    if isinstance(walk, Replay):
        return {(address[0], address[1], row.start): (row.officer,) for address, row in walk.log.items()}
    found: dict[tuple[int, int, int], tuple[int, ...]] = {}
    for case, branch, start, officer in zip(*(run.services[name].tolist() for name in ("case", "branch", "start", "officer"))):
        if case in wanted:
            found[case, branch, start] = (*found.get((case, branch, start), ()), officer)
    return found


def _cases(run: Run, wanted: list[int], begin: int) -> dict[str, array]:
    """Return a row a case: its number, when it comes near its limit and when that has run out, from when to when the clock is shown."""
    ended = View(run, "arrival").ended.tolist()
    column = {name: run.cases[name].tolist() for name in ("promised_due", "statutory_due", "clock_start", "closed", "parent")}
    table: dict[str, array] = {name: array("i") for name in ("number", "start", "near", "due", "stop", "judged")}
    for row in wanted:
        due, start = min(column["promised_due"][row], FAR), column["clock_start"][row]
        judged = -1 if due == FAR or column["parent"][row] >= 0 or ended[row] < 0 else int(ended[row] <= due)
        due = column["statutory_due"][row] if due == FAR else due
        stop = ended[row] if ended[row] >= 0 else column["closed"][row]
        runs = start >= 0 and due < FAR
        values = (row, start - begin if runs else LAST, start + int(NEAR * (due - start)) - begin if runs else LAST,
                  due - begin if runs else LAST, stop - begin if stop >= 0 else LAST, judged)
        for name, value in zip(table, values, strict=True):
            table[name].append(max(-LAST, min(value, LAST)))
    return table


def _lists(run: Run, fate: t.Fate, begin: int, end: int, seats: Sequence[Seat]) -> dict[str, array]:
    """Return what is known beforehand: who is away, which posts are open, office hours, meetings."""
    people, tape = run.lowered.people, run.lowered.tape
    rows = {
        "away": [_spans(fate.away_at, fate.away_n, fate.away_from, fate.away_to, officer) for officer in range(len(people.officers))],
        "open": [[] if seat.always else _spans(fate.open_at, fate.open_n, fate.open_from, fate.open_to, post) for post, seat in enumerate(seats)],
        "hours": [list(zip(calendar.opens, calendar.closes)) for calendar in people.calendars],
        "meeting": [[(when, when + 1) for when in tape.meeting_when[at:at + count]] for at, count in zip(tape.session_at, tape.session_n)],
    }
    used = {*(seat.hours for seat in seats), *tape.desk_hours}
    rows["work"] = [joined([span for number in used for span in rows["hours"][number]])]
    found: dict[str, array] = {}
    for name, lists in rows.items():
        last = FAR if name == "meeting" else end        # the next meeting is told, although the film ends before it
        seen = [[span for span in spans if span[1] > begin and span[0] < last] for spans in lists]
        found[f"{name}_at"], found[f"{name}_from"], found[f"{name}_to"] = _flat(seen, begin)
    return found


def _spans(at: Sequence[int], count: Sequence[int], begins: Sequence[int], ends: Sequence[int], row: int) -> list[Span]:
    return [(int(begins[i]), int(ends[i])) for i in range(at[row], at[row] + count[row])]


def _flat(lists: Sequence[Sequence[Span]], begin: int) -> tuple[array, array, array]:
    at, begins, ends = array("i", [0]), array("i"), array("i")
    for spans in lists:
        for first, last in spans:
            begins.append(max(-LAST, min(first - begin, LAST)))
            ends.append(max(-LAST, min(last - begin, LAST)))
        at.append(len(begins))
    return at, begins, ends


def sent(film: Film) -> dict[str, Any]:
    """Return the tables as bytes, to be sent once."""
    return {name: table.tobytes() for name, table in film.tables.items()}
