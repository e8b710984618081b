"""The sweep in plain Python's own terms: desk by desk, with the tuples, sorts and heaps that lists are quick at.

What ``kernel_sweep`` does on tables of numbers, for machines without a compiler: an office
of plain desks between which files only move on. Within a window each desk in turn takes in
all who come to it, in the order of its line, and sends on all it has finished. Equal to
``kernel_sweep`` and to ``kernel.walk`` in every column.
"""

from __future__ import annotations

from bisect import bisect_left
from heapq import heappop, heappush
from typing import Any

from xnsim import tape as t
from xnsim.draws import first_hash, next_hash, uniform
from xnsim.engines import kernel_parts as k
from xnsim.engines.kernel_parts import (
    R_ACCEPTED, R_APPLICANT_S, R_ASKED, R_CLOCK, R_DECIDED, R_DELIVERED, R_FIELDS, R_LEFT_HALL, R_OUTCOME, R_RETURNS, R_SPELLS,
    R_TRIPS, X_A, X_B, X_C, X_D, X_E, X_F, X_RARE, X_TRIPS, X_VERB,
)
from xnsim.engines.sweep_plan import Plan, never_closes
from xnsim.engines.sweep_run import ToTheEnd
from xnsim.inverses import law_value
from xnsim.program import Program
from xnsim.tape import ACCEPT, ASK_AGAIN, CHOOSE, CLOCK, DECIDE, DELIVER, END, FORK, GOTO, JOIN, PAUSE, RETURN, SERVE, WAIT
from xnsim.worktime import FAR, Calendar

Entry = tuple[int, int, int, int, int, int, int, int]
"""A spell: its end, officer, case, branch, place on the tape, begin, effort, how often the step was done before."""
Coming = tuple[int, int, int, int, int, int]
"""A file that joins a line: when, case, branch, place on the tape, effort, how often the step was done before."""


class Office:
    """The office between two windows: what lies at which desk, and how far each case is."""

    def __init__(self, program: Program, fate: t.Fate) -> None:
        count, tape = len(fate.received), program.tape
        blank = [0] * R_FIELDS
        k.blank_row(blank, 0)
        self.rows = blank * count
        self.luck = list(fate.drawn)                # per case and stream, from draw_at on: the draw in waiting
        self.uses = [0] * len(self.luck)            # and how often the stream was used
        self.backs = [0] * (count * program.max_counters)
        self.out = [0] * (count * program.max_forks)        # per case and fork: branches still out
        self.met = [0] * (count * program.max_forks)        # and when the last of them came in
        self.with_applicant = [0] * count
        self.mark = list(fate.received)             # since when it is with whom it is
        self.away: list[tuple[int, int, int, int]] = []     # a heap: back when, case, branch, place
        self.books: list[list[Entry]] = [[] for _ in tape.desk_hall]    # spells given out and not yet ended, by their end
        self.until = [0] * len(tape.officer_hours)  # per officer: when he is there and has finished all he was given
        self.done: list[Entry] = []                 # the log
        self.arrived = self.closed = self.settled = 0       # cases received; measured ones closed, the last of them when

    def copy(self) -> "Office":
        """The same office once more, to go on from here another time."""
        twin = object.__new__(Office)
        twin.__dict__.update({name: list(value) if isinstance(value, list) else value for name, value in self.__dict__.items()})
        twin.books = [list(book) for book in self.books]
        return twin


class ListSweeper(ToTheEnd):
    """One replication on its way, desk by desk: the same face as ``kernel_run.Walker``."""

    more = None

    def __init__(self, program: Program, plan: Plan, tape: k.KernelTape, fate: t.Fate, space: Any) -> None:
        self.program, self.plan, self.tape, self.fate, self.space = program, plan, tape, fate, space
        self.ops = [tuple(tape.ops[at:at + k.X_WIDE]) for at in range(0, len(tape.ops), k.X_WIDE)]
        self.staff = [self._staff(desk) for desk in range(len(program.tape.desk_hall))]
        self.calendar = program.people.calendars[0]
        begin, end = program.window
        self.measured = bisect_left(fate.received, end) - bisect_left(fate.received, begin)
        self.office = Office(program, fate)

    def _staff(self, desk: int) -> tuple[int, int, Calendar | None]:
        """Return a desk's first officer, how many it has, and their office hours (none where it never closes)."""
        tape = self.program.tape
        first = tape.post_officer[tape.desk_post_at[desk]]
        hours = tape.officer_hours[first]
        return first, tape.desk_post_n[desk], None if never_closes(self.program, hours) else self.program.people.calendars[hours]

    @property
    def rows(self) -> list[int]:
        """The rows of all cases."""
        return self.office.rows

    @property
    def log(self) -> list[Entry]:
        """The spells that ended, window by window."""
        return self.office.done

    @property
    def logged(self) -> int:
        """How many spells the log holds."""
        return len(self.office.done)

    def received(self) -> int:
        """How many cases were received."""
        return self.office.arrived

    def still_open(self) -> int:
        return self.measured - self.office.closed

    def settled(self) -> int:
        return self.office.settled

    def kept(self) -> Office:
        return self.office.copy()

    def back_to(self, kept: Office) -> None:
        self.office = kept

    def sweep(self, stop: int) -> None:
        """Sweep all windows up to civil second ``stop`` (it not included)."""
        office, received, away = self.office, self.fate.received, self.plan.away
        while True:
            now = min([book[0][0] for book in office.books if book] + [office.away[0][0] if office.away else FAR]
                      + received[office.arrived:office.arrived + 1])
            if now >= stop:
                return
            limit = min(now + away, stop)
            coming: list[list[Coming]] = [[] for _ in office.books]
            self._move(self._newcomers(limit), coming, limit)
            for desk in self.plan.order:
                book = office.books[desk]
                if coming[desk]:
                    book += self._taken_in(desk, coming[desk])
                    book.sort()
                ended = book[:bisect_left(book, (limit,))]
                if ended:
                    del book[:len(ended)]
                    office.done += ended
                    self._move(ended, coming, limit)

    def _newcomers(self, limit: int) -> list[Entry]:
        """Return who comes back or comes for the first time before ``limit``, as if a spell before his next place had ended."""
        office, fate, starts = self.office, self.fate, self.program.tape.route_start
        moving = []
        while office.away and office.away[0][0] < limit:
            now, case, branch, place = heappop(office.away)
            moving.append((now, -1, case, branch, place - 1, 0, 0, 0))
        last = bisect_left(fate.received, limit, office.arrived)
        for case in range(office.arrived, last):
            moving.append((fate.received[case], -1, case, 0, starts[fate.route[case]] - 1, 0, 0, 0))
        office.arrived = last
        return moving

    def _taken_in(self, desk: int, coming: list[Coming]) -> list[Entry]:
        """Settle for all who came to a desk, in the order of its line, who takes them up, and when."""
        first, count, hours = self.staff[desk]
        end = self.program.end
        until = self.office.until[first:first + count]
        coming.sort()
        taken = []
        for now, case, branch, place, effort, used in coming:
            now = hours.next_open(now) if hours else now
            begin = min(until)
            if begin > now:
                o = until.index(begin)
            else:
                begin, o = now, 0
                while until[o] > now:
                    o += 1
            over = hours.add(begin, effort) if hours else begin + effort
            until[o] = hours.next_open(over) if hours else over
            taken.append((min(over, end), first + o, case, branch, place, begin, effort, used))
        self.office.until[first:first + count] = until
        return taken

    def _move(self, moving: list[Entry], coming: list[list[Coming]], limit: int) -> None:
        """Send each file on from where it was, until it stands in a line, stays away, waits for others, or is closed."""
        office, tape, fate, ops, program = self.office, self.tape, self.fate, self.ops, self.program
        luck, uses, out, met, backs = office.luck, office.uses, office.out, office.met, office.backs
        draw_at, forks, counters = fate.draw_at, program.max_forks, program.max_counters
        let_go: list[tuple[int, int, int]] = []     # files a fork lets go, until it is their turn
        for now, _, case, branch, place, _, _, _ in moving:
            place += 1
            while True:
                op = ops[place]
                verb = op[X_VERB]
                if verb == SERVE:
                    x = draw_at[case] + op[X_B]
                    effort, used = luck[x], uses[x]
                    uses[x] = used + 1
                    if op[X_RARE]:
                        effort += self._rare(op, case, x)
                    coming[op[X_A]].append((now, case, branch, place, effort, used))
                elif verb == JOIN:
                    x = case * forks + op[X_D]
                    out[x] -= 1
                    if now > met[x]:
                        met[x] = now
                    if out[x] == 0:
                        now, branch, place = met[x], op[X_E], op[X_F]
                        continue
                elif verb == RETURN:
                    x = draw_at[case] + op[X_A]
                    uses[x] += 1
                    y = case * counters + op[X_D]
                    if luck[x] == 0 or 0 <= op[X_C] <= backs[y]:
                        place = op[X_B]
                    else:
                        backs[y] += 1
                        self._goes_back(op, case, now)
                        place += 1
                    continue
                elif verb == FORK:
                    x = case * forks + op[X_D]
                    out[x], met[x] = op[X_B], now
                    rest = range(op[X_A] + op[X_B] - 1, op[X_A], -1)
                    let_go += [(tape.brn[row * k.B_WIDE + k.B_ID], tape.brn[row * k.B_WIDE + k.B_START], now) for row in rest]
                    row = op[X_A] * k.B_WIDE
                    branch, place = tape.brn[row + k.B_ID], tape.brn[row + k.B_START]
                    continue
                elif verb == END:
                    self._closed(op, case, now)
                elif verb == WAIT:
                    x = draw_at[case] + op[X_A]
                    uses[x] += 1
                    now = self.calendar.add(now, luck[x]) if op[X_B] and luck[x] else now + luck[x]
                    place += 1
                    if now < limit:
                        continue
                    heappush(office.away, (now, case, branch, place))
                elif verb == CLOCK:
                    self._clock(op, case, now)
                    place += 1
                    continue
                elif verb == GOTO:
                    place = op[X_A]
                    continue
                elif verb == CHOOSE and op[X_A] < 0:
                    place = tape.target[op[X_B] + fate.cls[case]]
                    continue
                else:
                    x = draw_at[case] + op[X_A]
                    uses[x] += 1
                    if verb == CHOOSE:
                        place = tape.target[op[X_B] + luck[x]]
                    else:       # REFUSE
                        place = place + 1 if luck[x] > 0 else op[X_B]
                    continue
                if not let_go:
                    break
                branch, place, now = let_go.pop()

    # what happens to a case on the way --------------------------------------------------------------------------------

    def _rare(self, op: tuple[int, ...], case: int, x: int) -> int:
        """A step of several parts, one with a trip, or one in a back office; returns the effort of its other parts."""
        office, row = self.office, case * R_FIELDS
        more = 0
        for y in range(x + 1, x + op[X_C]):
            more += office.luck[y]
            office.uses[y] += 1
        office.rows[row + R_TRIPS] += op[X_TRIPS]
        if self.program.tape.desk_hall[op[X_A]] == 0 and office.rows[row + R_DECIDED] < 0:
            office.rows[row + R_LEFT_HALL] = 1
        return more

    def _goes_back(self, op: tuple[int, ...], case: int, now: int) -> None:
        """The applicant is sent back; what he used so far is drawn anew, by name."""
        rows, row = self.office.rows, case * R_FIELDS
        rows[row + R_RETURNS] += 1
        rows[row + R_TRIPS] += op[X_TRIPS]
        if rows[row + R_CLOCK] < 0 and rows[row + R_ASKED] < 0:
            rows[row + R_ASKED] = now - self.fate.received[case]
        self._draw_again(case)

    def _draw_again(self, case: int) -> None:
        office, fate, tape = self.office, self.fate, self.program.tape
        first, route = fate.draw_at[case], fate.route[case]
        for i in range(tape.route_streams[route]):
            used = office.uses[first + i]
            if used:
                row = tape.route_stream_at[route] + i
                hashed = first_hash(fate.base[row], fate.key[case])
                for _ in range(used):
                    hashed = next_hash(hashed)
                law = tape.stream_law[row]
                office.luck[first + i] = law_value(tape.law_kind[law], tape.law_at[law], uniform(hashed), tape.law_par)

    def _clock(self, op: tuple[int, ...], case: int, now: int) -> None:
        """A moment of the legal clock, or one in which the file goes to the applicant or comes from him."""
        rows, row, what, after = self.office.rows, case * R_FIELDS, op[X_A], now - self.fate.received[case]
        if what == ACCEPT:
            if rows[row + R_CLOCK] < 0:
                rows[row + R_ACCEPTED] = rows[row + R_CLOCK] = after
                if rows[row + R_ASKED] < 0:
                    rows[row + R_ASKED] = after
        elif what == DECIDE:
            if rows[row + R_DECIDED] < 0:
                rows[row + R_DECIDED] = after
        elif what == DELIVER:
            rows[row + R_DELIVERED] = after
        elif what != ASK_AGAIN:
            self._with_applicant(case, now)
            self.office.with_applicant[case] += op[X_C] if what == PAUSE else -op[X_C]

    def _with_applicant(self, case: int, now: int) -> None:
        """Book the time for which the file was with the applicant, if it was."""
        office = self.office
        if office.with_applicant[case] > 0:
            office.rows[case * R_FIELDS + R_APPLICANT_S] += now - office.mark[case]
        office.mark[case] = now

    def _closed(self, op: tuple[int, ...], case: int, now: int) -> None:
        office, row, got = self.office, case * R_FIELDS, self.fate.received[case]
        if office.rows[row + R_OUTCOME] == 0 and op[X_A] >= 0:
            office.rows[row + R_OUTCOME] = op[X_A]
        k.close_row(office.rows, row, now - got)
        begin, end = self.program.window
        if begin <= got < end:
            office.closed += 1
            office.settled = max(office.settled, now)

    # afterwards -------------------------------------------------------------------------------------------------------

    def close_open(self, last: int) -> None:
        """Book the spells of every case, and the waits of those still open as of the last second."""
        office, rows = self.office, self.office.rows
        begun = [entry[2] for book in office.books for entry in book if entry[5] <= last]
        for case in (*(entry[2] for entry in office.done), *begun):
            rows[case * R_FIELDS + R_SPELLS] += 1
        for case in range(office.arrived):
            if office.with_applicant[case] and rows[case * R_FIELDS + k.R_CLOSED] < 0:
                self._with_applicant(case, last)

    def spells(self) -> dict[str, list[int]]:
        """Return the log in columns, in the order in which spells ended."""
        over, officer, case, branch, place, begin, effort, used = map(list, zip(*sorted(self.office.done))) if self.office.done else ([],) * 8
        steps, desks, none = [op[X_D] for op in self.ops], [op[X_A] for op in self.ops], [0] * len(case)
        return {"case": case, "branch": branch, "step": [steps[x] for x in place], "round": used, "spell": none, "officer": officer,
                "desk": [desks[x] for x in place], "start": begin, "end": over, "worked_s": effort[:],
                "effort_done_s": effort, "how": none[:]}
