"""Several desks at once: copies of a file go their ways, and the file waits for the slowest of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xnsim import tape as t

if TYPE_CHECKING:
    import simpy

    from xnsim.engines.simpy_case import Case
    from xnsim.engines.simpy_desk import File
    from xnsim.engines.simpy_engine import Office


class Forked:
    """What is known of a fork while its branches are under way."""

    def __init__(self, out: int, waits_for: dict[int, int]) -> None:
        self.out = out                      # branches that have not come back
        self.waits_for = waits_for          # by branch row: how many others must end first
        self.ended: set[int] = set()        # branch rows
        self.said_no = False                # a branch refused
        self.held = False                   # nothing new begins


def fork(office: "Office", file: "File", first: int, count: int, number: int) -> "simpy.Event":
    """Copies of the file go to several desks at once; the event it gets back ends when all have come back."""
    tape, case, rows = office.tape, file.case, range(first, first + count)
    file.stay, file.desk = office.env.event(), None
    case.forks[number] = Forked(count, {row: tape.branch_after[row] for row in rows})
    for row in rows:
        if tape.branch_after[row] == 0:
            office.start(case, tape.branch_id[row], tape.branch_start[row])
    return file.stay


def join(office: "Office", file: "File", fork: int) -> None:
    """A branch has ended: branches that waited for it may start; the last one lets the file go on."""
    tape, case, row = office.tape, file.case, _row(office, file)
    forked = case.forks[fork]
    del case.files[file.branch]
    forked.ended.add(row)
    if file.refused:
        _noted(case, fork)
    for i in range(tape.branch_then_at[row], tape.branch_then_at[row] + tape.branch_then_n[row]):
        after = tape.branch_then[i]
        forked.waits_for[after] -= 1
        if forked.waits_for[after] == 0 and not (forked.held or (forked.said_no and tape.fork_refusal[fork] != t.WAIT_ALL)):
            office.start(case, tape.branch_id[after], tape.branch_start[after])
    forked.out -= 1
    if forked.out == 0:
        joined(office, case, fork)


def joined(office: "Office", case: "Case", fork: int) -> None:
    """All branches have ended: the file that forked goes on."""
    parent = case.files[office.tape.fork_parent[fork]]
    parent.refused = parent.refused or case.forks[fork].said_no
    parent.place = office.tape.fork_next[fork] if case.outcome == t.OPEN else way_out(office, parent)
    parent.end_stay("joined")


def way_out(office: "Office", file: "File") -> int:
    """Return where a file goes whose case is decided already: its own join, or the end."""
    return office.tape.branch_join[_row(office, file)] if file.branch else office.tape.route_end[file.case.route]


def after_step(office: "Office", file: "File") -> int:
    """Return where a file goes whose desk is deemed to have agreed: a branch has ended, the case itself goes on."""
    return way_out(office, file) if file.branch else file.place + 1


def _row(office: "Office", file: "File") -> int:
    """The row of a branch."""
    return office.tape.route_branch_row[file.case.route * office.program.max_branches + file.branch]


def _noted(case: "Case", fork: int) -> None:
    """A branch said no; the others will hear of it."""
    case.forks[fork].said_no = True
    if case.office.tape.fork_refusal[fork] != t.WAIT_ALL:
        case.refusals += (fork,)
        case.office.alarm(case.office.env.now, case.check)
