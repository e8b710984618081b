"""The first refusal in a parallel: the other branches are let go, or finish what they have begun.

It takes effect when limits do, after all work of the second has ended and all who come in it
have come: a branch that is done in the second of the refusal is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xnsim import tape as t
from xnsim.engines.simpy_desk import GONE
from xnsim.engines.simpy_fork import joined, way_out

if TYPE_CHECKING:
    from xnsim.engines.simpy_case import Case
    from xnsim.engines.simpy_desk import File


def heard_of(case: "Case") -> None:
    """The other branches hear of the refusals of this second."""
    forks, case.refusals = case.refusals, ()
    for fork in forks:
        if case.forks[fork].out > 0 and case.office.tape.fork_parent[fork] in case.files:     # else it was let go with an outer one
            (_cancel if case.office.tape.fork_refusal[fork] == t.CANCEL else _hold)(case, fork)
    case.watch()


def begins_nothing(case: "Case", file: "File") -> int:
    """A file that begins nothing more goes to the end of its branch, with the clocks it held."""
    for lawful, applicant in file.pauses:
        case.clocks.resume(case.office.env.now, lawful, applicant)
    if file.pauses:
        case.watch()        # the clocks run again
    file.pauses, file.last = [], False
    return way_out(case.office, file)


def _cancel(case: "Case", fork: int) -> None:
    for branch in _inside(case, fork):
        file = case.files.pop(branch)
        case.office.withdraw(file, let_finish=0)
        begins_nothing(case, file)
        file.end_stay(GONE)
    case.forks[fork].out = 0
    joined(case.office, case, fork)


def _hold(case: "Case", fork: int) -> None:
    branches = _inside(case, fork)
    forks = {fork, *(inner for branch in branches for inner in _forks_around(case, branch, fork))}
    for branch in branches:
        file = case.files[branch]
        file.last = True
        waits_at_desk = file.desk is not None and file.spells == 0
        if waits_at_desk or file.session >= 0:
            case.office.withdraw(file, let_finish=0)
            file.end_stay(GONE)
    for each in sorted(each for each in forks if not case.forks[each].held):
        case.forks[each].held = True
        case.forks[each].out -= _never_started(case, each)
        if case.forks[each].out == 0:
            joined(case.office, case, each)


def _never_started(case: "Case", fork: int) -> int:
    tape, width = case.office.tape, case.office.program.max_branches
    rows = [row for row in tape.route_branch_row[case.route * width:(case.route + 1) * width] if row >= 0 and tape.branch_fork[row] == fork]
    return sum(1 for row in rows if row not in case.forks[fork].ended and tape.branch_id[row] not in case.files)


def _inside(case: "Case", fork: int) -> list[int]:
    """The branches under way within a fork, those of forks inside it too."""
    return [branch for branch in sorted(case.files) if branch and fork in _forks_around(case, branch, -1)]


def _forks_around(case: "Case", branch: int, upto: int) -> list[int]:
    """The forks a branch lies in, innermost first, up to a given one."""
    tape, found = case.office.tape, []
    while branch and (not found or found[-1] != upto):
        found.append(tape.branch_fork[tape.route_branch_row[case.route * case.office.program.max_branches + branch]])
        branch = tape.fork_parent[found[-1]]
    return found

