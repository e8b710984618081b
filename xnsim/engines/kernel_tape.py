"""Lays the tape out for the fast walk: what belongs together lies together."""

from __future__ import annotations

from typing import Any, Sequence

from xnsim import tape as t
from xnsim.engines.kernel_parts import KernelTape

OPS = ("verb", "a", "b", "c", "d", "e", "f", "order", "trips")
BRANCH = ("branch_id", "branch_after", "branch_start", "branch_join", "branch_then_at", "branch_then_n")
ROUTE = ("route_start", "route_loops", "route_acts", "route_end", "route_stream_at", "route_limit_at", "route_limit_n")
LIMIT = ("limit_clock", "limit_statutory", "limit_kind", "limit_units", "limit_outcome", "limit_bit", "limit_to", "limit_finish")


def kernel_tape(tape: t.Tape, space: Any) -> KernelTape:
    """Return the tape with one row an operation, a branch, a route, a limit."""
    routes = [[*(getattr(tape, name)[r] for name in ROUTE), *tape.route_promised[2 * r:2 * r + 2], *tape.route_statutory[2 * r:2 * r + 2],
               *tape.route_extension[4 * r:4 * r + 4], tape.route_streams[r]] for r in range(len(tape.route_start))]
    operations = zip(*(getattr(tape, name) for name in OPS), strict=True)
    packed = {"ops": [x for i, row in enumerate(operations) for x in _operation(tape, i, list(row))],
              "brn": _rows(tape, BRANCH), "lim": _rows(tape, LIMIT), "rts": [x for row in routes for x in row],
              "hrs": _rows(tape, ("hours_at", "hours_n"))}
    columns = {name: packed.get(name) or getattr(tape, name, []) for name in KernelTape._fields}
    return KernelTape(**{name: space.floats(column) if name == "law_par" else space.ints(column) for name, column in columns.items()})


def _operation(tape: t.Tape, i: int, row: list[int]) -> list[int]:
    """One operation as a row; what the short walk would have to look up or seldom meets is noted in it."""
    rare = 0
    if row[0] == t.SERVE:
        rare = int(tape.c[i] > 1 or tape.trips[i] != 0 or not tape.desk_hall[tape.a[i]])
    elif row[0] == t.JOIN:
        row[5], row[6] = tape.fork_parent[tape.a[i]], tape.fork_next[tape.a[i]]
        rare = int(any(n for b, n in enumerate(tape.branch_then_n) if tape.branch_join[b] == i))
    return [*row, rare]


def _rows(tape: t.Tape, names: Sequence[str]) -> list[int]:
    return [x for row in zip(*(getattr(tape, name) for name in names), strict=True) for x in row]
