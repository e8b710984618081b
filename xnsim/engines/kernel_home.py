"""At which desk an officer is at home, so that he may take a file without asking who else wants him.

In a second in which one file moves and nothing else happens, a file that finds no line goes at
once to the first listed officer who is free. That is what the settling of the second would give,
provided that nobody else has a claim to him first (``kernel.walk``).
"""

from __future__ import annotations

from xnsim.program import Program
from xnsim.tape import CLOCK, FIFO, FINISH, PRIORITY, SERVE, SUSPEND

MOST_POSTS = 60     # at one desk: they are the bits of a number


def at_home(program: Program) -> dict[int, tuple[int, int]]:
    """Return for every officer who is at home at one desk: that desk, and his place in its list.

    At home he is always on the list and before all who only help out, and he is so nowhere else.
    Lines there go by arrival or by class, so that files of one case stand side by side in them.
    """
    t = program.tape
    found: dict[int, list[tuple[int, int]]] = {}
    other = {t.a[i] for i in range(len(t.verb)) if t.verb[i] == SERVE and t.order[i] not in (FIFO, PRIORITY)}
    strange = {d for d in range(len(t.desk_hall)) if d in other or t.desk_unlimited[d] or t.desk_roster_n[d] > 0
               or t.desk_closing[d] not in (SUSPEND, FINISH) or t.desk_post_n[d] > MOST_POSTS}
    for d in range(len(t.desk_hall)):
        for place in range(t.desk_post_n[d]):
            post = t.desk_post_at[d] + place
            if t.post_rank[post] == 0:
                found.setdefault(t.post_officer[post], []).append((d, place))
                if not t.post_always[post]:
                    strange.add(d)
    strange |= {d for rows in found.values() if len(rows) > 1 for d, _ in rows}
    return {o: rows[0] for o, rows in found.items() if rows[0][0] not in strange}


def branches_in_order(program: Program) -> bool:
    """Say whether the branches of a case reach their desks in branch order: no fork in a fork, none that waits for another.

    Otherwise two of them may join one line in the wrong order, and even a lonely event has to settle.
    """
    return not any(program.tape.fork_parent) and not any(program.tape.branch_after)


def clocks_in_the_open(program: Program) -> bool:
    """Say whether no clock changes in one branch while its neighbours already lie in line, or no limit would act on it."""
    t = program.tape
    clocks = [i for i in range(len(t.verb)) if t.verb[i] == CLOCK]
    return not any(t.route_acts) or not any(begin <= i <= end for i in clocks for begin, end in zip(t.branch_start, t.branch_join, strict=True))
