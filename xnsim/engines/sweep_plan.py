"""Says which offices can be swept desk by desk, in which order, and for how long a window at most.

A file that leaves a desk may reach some others in the same second, and some only after a wait.
Desks can be swept one after the other when these ways never lead back to where they began,
except through a wait that is always longer than the window.
"""

from __future__ import annotations

from typing import NamedTuple, Sequence

from xnsim import tape as t
from xnsim.laws import CONSTANT
from xnsim.program import Program
from xnsim.worktime import FAR

MOST_OFFICERS = 60      # at one desk: they are the last bits of a moment
FEWEST = 8              # applicants whom a window should see, or sweeping is not worth it
ON_A_BRANCH = {t.SERVE, t.JOIN, t.GOTO, t.WAIT, t.CHOOSE, t.FORK}


class Plan(NamedTuple):
    """How an office is swept."""

    order: tuple[int, ...]      # desks, each after all those from which files come to it within a window
    away: int                   # seconds: a window may not be longer
    crowd: tuple[int, ...]      # per desk: files of one case that may stand there at once


def sweep_plan(program: Program) -> Plan | None:
    """Return how an office is swept, or None when it must be walked event by event."""
    if "sweep" not in program.spaces:
        program.spaces["sweep"] = _plan(program) if _may_be(program) else None
    return program.spaces["sweep"]


def _may_be(program: Program) -> bool:
    """Say whether all desks are plain, all officers equally fast, and no branch waits for another."""
    tape = program.tape
    return plain_desks(program) and not any(tape.branch_after) and all(speed == 1000 for speed in tape.post_speed)


def plain_desks(program: Program) -> bool:
    """Say whether every officer sits at one desk and is there in its hours, lines are first come first served, and nothing acts by itself."""
    tape, people = program.tape, program.people
    present = not any(away.present or away.known for rows in people.away for away in rows)
    hours = all(len({tape.officer_hours[o] for o in _officers(tape, d)}) < 2 for d in range(len(tape.desk_hall)))
    posts = all(tape.post_always) and not any(tape.post_rank) and all(n == 1 for n in tape.officer_desk_n)
    desks = not (any(tape.desk_unlimited) or any(tape.desk_closing) or any(tape.desk_roster_n)) and max(tape.desk_post_n, default=0) <= MOST_OFFICERS
    in_a_row = all(o == _officers(tape, d)[0] + i for d in range(len(tape.desk_hall)) for i, o in enumerate(_officers(tape, d)))
    return (not program.words and hours and posts and desks and in_a_row and present and not any(tape.route_acts)
            and all(map(_plain_operation, tape.verb, tape.a, tape.b, tape.e, tape.order)))


def never_closes(program: Program, number: int) -> bool:
    """Say whether these office hours last for the whole run."""
    tape = program.tape
    first = tape.hours_at[number]
    return tape.hours_n[number] == 1 and tape.hours_open[first] == 0 and tape.hours_close[first] >= program.end


def _officers(tape: t.Tape, desk: int) -> Sequence[int]:
    return tape.post_officer[tape.desk_post_at[desk]:tape.desk_post_at[desk] + tape.desk_post_n[desk]]


def _plain_operation(verb: int, a: int, b: int, e: int, order: int) -> bool:
    if verb == t.SERVE:
        return e < 0 and order == t.FIFO
    if verb == t.RETURN:
        return e == t.BY_CHANCE
    return verb != t.CLOCK or a in (t.ACCEPT, t.DECIDE, t.DELIVER, t.ASK_AGAIN) or (a in (t.PAUSE, t.RESUME) and b == 0)


def _plan(program: Program) -> Plan | None:
    tape = program.tape
    delays: dict[tuple[int, int], int] = {}
    branches: dict[int, set[int]] = {d: set() for d in range(len(tape.desk_hall))}
    for route in range(len(tape.route_start)):
        if not _ways(program, route, delays, branches):
            return None
    coming = sum(source.stream.cumulative[-1] if source.stream.cumulative[-1] > 0 else len(source.stream.instants) * source.stream.batch
                 for source in program.sources)
    for away in (FAR, *sorted({delay for delay in delays.values() if delay > 0}, reverse=True)):
        order = _in_order(len(tape.desk_hall), [way for way, delay in delays.items() if delay < away])
        if order is not None:
            enough = away == FAR or away * coming >= FEWEST * program.end
            return Plan(order, away, tuple(max(len(branches[d]), 1) for d in range(len(tape.desk_hall)))) if enough else None
    return None


def _ways(program: Program, route: int, delays: dict[tuple[int, int], int], branches: dict[int, set[int]]) -> bool:
    """Note the shortest way from desk to desk on a route; returns whether its branches hold only what a sweep allows."""
    tape = program.tape
    seen: dict[tuple[int, int, int], int] = {}     # (place, desk last served at, branch): shortest wait since
    ahead = [(tape.route_start[route], -1, 0, 0)]
    while ahead:
        place, desk, branch, delay = ahead.pop()
        if seen.get((place, desk, branch), FAR) <= delay:
            continue
        seen[place, desk, branch] = delay
        verb = tape.verb[place]
        if branch and verb not in ON_A_BRANCH:
            return False
        if verb == t.SERVE:
            here = tape.a[place]
            branches[here].add(branch)
            if desk >= 0:
                delays[desk, here] = min(delay, delays.get((desk, here), FAR))
            desk, delay = here, 0
        if verb == t.WAIT:
            delay += _shortest(program, route, tape.a[place])
        ahead += [(then, desk, on, delay) for then, on in _next(program, route, place, branch)]
    return True


def _next(program: Program, route: int, place: int, branch: int) -> list[tuple[int, int]]:
    """Return where a file may go on from a place, and as which branch of its case."""
    tape = program.tape
    verb, a, b, c = tape.verb[place], tape.a[place], tape.b[place], tape.c[place]
    if verb == t.FORK:
        return [(tape.branch_start[row], tape.branch_id[row]) for row in range(a, a + b)]
    if verb == t.JOIN:
        return [(tape.fork_next[a], tape.fork_parent[a])]
    if verb == t.CHOOSE:
        return [(tape.target[row], branch) for row in range(b, b + c)]
    if verb in (t.RETURN, t.REFUSE):
        return [(place + 1, branch), (b, branch)]
    if verb == t.GOTO:
        return [(a, branch)]
    return [] if verb == t.END else [(place + 1, branch)]


def _shortest(program: Program, route: int, stream: int) -> int:
    """Return the shortest a wait can be, in seconds; only a wait that is always the same is known to be long."""
    tape = program.tape
    law = tape.stream_law[tape.route_stream_at[route] + stream]
    return round(tape.law_par[tape.law_at[law]]) if tape.law_kind[law] == CONSTANT else 0


def _in_order(desks: int, ways: list[tuple[int, int]]) -> tuple[int, ...] | None:
    """Sort the desks so that every way leads forward; None when some lead round."""
    left, order = set(range(desks)), []
    while left:
        held = {to for begin, to in ways if begin in left}
        free = sorted(left - held)
        if not free:
            return None
        order += free
        left -= set(free)
    return tuple(order)
