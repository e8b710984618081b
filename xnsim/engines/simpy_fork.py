"""Several desks at once: copies of a file go their ways, and the file waits for the slowest of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xnsim import tape as t

if TYPE_CHECKING:
    import simpy

    from xnsim.engines.simpy_case import Case
    from xnsim.engines.simpy_desk import File
    from xnsim.engines.simpy_engine import Office


def fork(office: "Office", file: "File", first: int, count: int, number: int) -> "simpy.Event":
    """Copies of the file go to several desks at once; the event it gets back ends when all have come back."""
    tape, case = office.tape, file.case
    file.stay, file.desk = office.env.event(), None
    case.joins[number] = count
    case.said_no.discard(number)
    case.held.discard(number)
    for row in range(first, first + count):
        case.waits_for[row] = tape.branch_after[row]
        case.ended.discard(row)
    for row in range(first, first + count):
        if tape.branch_after[row] == 0:
            office.start(case, tape.branch_id[row], tape.branch_start[row])
    return file.stay


def join(office: "Office", file: "File", fork: int) -> None:
    """A branch has ended: branches that waited for it may start; the last one lets the file go on."""
    tape, case, row = office.tape, file.case, _row(office, file)
    del case.files[file.branch]
    case.ended.add(row)
    if file.refused:
        _noted(case, fork)
    for i in range(tape.branch_then_at[row], tape.branch_then_at[row] + tape.branch_then_n[row]):
        after = tape.branch_then[i]
        case.waits_for[after] -= 1
        if case.waits_for[after] == 0 and not _stopped(case, fork):
            office.start(case, tape.branch_id[after], tape.branch_start[after])
    case.joins[fork] -= 1
    if case.joins[fork] == 0:
        joined(office, case, fork)


def joined(office: "Office", case: "Case", fork: int) -> None:
    """All branches have ended: the file that forked goes on."""
    parent = case.files[office.tape.fork_parent[fork]]
    parent.refused = parent.refused or fork in case.said_no
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
    case.said_no.add(fork)
    if case.office.tape.fork_refusal[fork] != t.WAIT_ALL:
        case.refusals.append(fork)
        case.office.alarm(case.office.env.now, case.check)


def _stopped(case: "Case", fork: int) -> bool:
    """Say whether nothing new may start in a fork any more."""
    return fork in case.held or (fork in case.said_no and case.office.tape.fork_refusal[fork] != t.WAIT_ALL)
