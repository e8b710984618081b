"""Would we notice? Faults are planted in a copy of the fast walk, and the comparison with SimPy must find each of them.

Every fault is one replacement in the source text of one module; the modules that follow
in ``HOUSE`` are made anew from their sources on top of it, so that nothing outside the
copy is touched. When a fault no longer finds its text, the kernel has been rewritten: find
the place where that law stands now and plant the fault there.
"""

from __future__ import annotations

import inspect
import sys
import warnings
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType

import pytest
from alike import parting
from hypothesis import Phase, given, settings
from offices import OFFICES, Office, offices

from xnsim.engines import Run, run, tape_in
from xnsim.engines.kernel_run import run_kernel
from xnsim.engines.space import ListSpace

PROGRAM, ENGINES = "xnsim.program.", "xnsim.engines."
HOUSE = ("xnsim.worktime", "xnsim.inverses", "xnsim.blocks", PROGRAM + "people", PROGRAM + "lower", PROGRAM + "fate",
         ENGINES + "kernel_parts", ENGINES + "kernel_seldom", ENGINES + "kernel")
ENOUGH = 150


@dataclass(frozen=True)
class Fault:
    """A text of one module (by its last name) and what a careless hand would have written instead."""

    where: str
    right: str
    wrong: str
    times: int = 1


FAULTS = {
    "durations are rounded up": Fault("inverses", "    x += 0.5\n    return int(", "    x += 0.999999\n    return int("),
    "the stretched work is rounded down": Fault(
        "kernel", "(need * 1000 + pst[taken * P_WIDE + P_SPEED] - 1) // pst", "(need * 1000) // pst"),
    "a file put back loses its key": Fault(
        "kernel", "line_join(dsk, tok, dd, k)", "tok[k + T_QUEUED] = now; line_join(dsk, tok, dd, k)"),
    "limits run out before the work of their second ends": Fault(
        "kernel", "        phase = 0\n", "        phase = 2 if n_heap > 0 and h_time[0] == now and h_order[0] >> 40 == 2 else 0\n"),
    "the day of resumption counts twice": Fault("worktime", "if b < days and 0 <= day_close[b] <= r:", "if b < days and 0 <= day_close[b]:"),
    "a moot spell frees its officer": Fault("kernel_seldom", "= MOOTED\n", "= FREE\n"),
    "work done in the second of leaving is cut": Fault("kernel_seldom", "f.away_from[y] < due:", "f.away_from[y] <= due:"),
    "a limit runs out a second late": Fault("kernel_seldom", "acting_due(t, w, rows, s, r, row, got, i) <= now:", "acting_due(t, w, rows, s, r, row, got, i) < now:"),
    "the officer listed last is taken": Fault("people", "key=lambda p: (p.desk, p.rank, p.officer)", "key=lambda p: (p.desk, p.rank, -p.officer)"),
    "ranks are ignored": Fault("people", 'add("post_rank", post.rank)', 'add("post_rank", 0)'),
    "cover is transitive": Fault(
        "people", "if cover.a in scenario.officers_of(desk):",
        "if {cover.a, *(c.a for c in scenario.cover if c.b == cover.a)} & set(scenario.officers_of(desk)):"),
    "the hand-over takes no time": Fault("fate", "else begin + post.delay", "else begin"),
    "what was done before an absence is lost": Fault("kernel", "tok[k + T_LEFT] -= done", "tok[k + T_LEFT] -= 0"),
    "at expiry the last branch leaves first": Fault(
        "kernel_seldom", "    for b in range(w.control[C_BRANCHES]):\n        if w.tok[root", "    for b in reversed(range(w.control[C_BRANCHES])):\n        if w.tok[root"),
    "the day of the event counts": Fault("worktime", "closed_before_day[day + 1] + n + lost - 1", "closed_before_day[day] + n + lost - 1"),
    "a pause is a flag, not a count": Fault("kernel_seldom", "slots[at + S_PAUSES] += 1", "slots[at + S_PAUSES] = 1"),
    "a reset keeps what was lost": Fault("kernel_seldom", "rows[row + R_LOST_PROMISED] = 0", "rows[row + R_LOST_PROMISED] += 0"),
    "deemed accepted as of now": Fault("kernel_seldom", "rows[row + R_CLOCK] = as_of - got", "rows[row + R_CLOCK] = now - got"),
    "an approval in the last second extends": Fault(
        "kernel_seldom", "or now < official_due(t, rows, r, row, got, by_law, 0)):", "or now <= official_due(t, rows, r, row, got, by_law, 0)):"),
    "somebody starts as the doors close": Fault("kernel_parts", "while i < last and h_close[i] <= now:", "while i < last and h_close[i] < now:"),
    "ties in a line go by arrival at the desk only": Fault("kernel_parts", "tok[p + T_QUEUED] == queued and tok[p + T_ORDER] > order", "False"),
    "one more return than allowed": Fault("kernel", "backs[counter] >= ops[pp + X_C]", "backs[counter] > ops[pp + X_C]"),
    "overtime has no cap": Fault("kernel_seldom", "and due <= door + w.dsk[d * D_WIDE + D_OVERTIME])", ")"),
    "a branch waits for nobody": Fault("kernel", "if brn[x * B_WIDE + B_AFTER] == 0:", "if True:"),
}


@cache
def fixed_offices() -> list[tuple[Office, Run]]:
    """The same offices every time, with what SimPy makes of them."""
    found: list[Office] = []

    @settings(OFFICES, derandomize=True, max_examples=ENOUGH, phases=[Phase.generate])
    @given(offices())
    def collect(office: Office) -> None:
        found.append(office)

    collect()
    return [(office, run(office.program, seed=5, engine="simpy")) for office in dict.fromkeys(found)]


def rebuilt(fault: Fault | None) -> dict[str, ModuleType]:
    """The modules of the house made anew from their sources, one of them with the fault in it, none of them known to others."""
    kept = {name: import_module(name) for name in HOUSE}
    made: dict[str, ModuleType] = {}
    try:
        for name, module in kept.items():
            source = inspect.getsource(module)
            if fault is not None and name.rpartition(".")[2] == fault.where:
                assert source.count(fault.right) == fault.times, f"{name} reads otherwise now; plant this fault anew: {fault.right!r}"
                source = source.replace(fault.right, fault.wrong)
            made[name] = sys.modules[name] = ModuleType(name)
            made[name].__file__ = module.__file__
            exec(compile(source, f"{name} with a fault", "exec"), made[name].__dict__)  # noqa: S102: our own source
    finally:
        sys.modules.update(kept)
    return made


def walked(made: dict[str, ModuleType], office: Office) -> Run:
    """Lower, deal and walk one office with the copies, on lists."""
    space = ListSpace()
    for name in vars(space.functions):
        for module in made.values():
            if getattr(module, name, None) is not None and getattr(module, name).__module__ == module.__name__:
                setattr(space.functions, name, getattr(module, name))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        program = made[PROGRAM + "lower"].lower(office.timeline)
    fate = made[PROGRAM + "fate"].deal(program, 5, 0, space)
    return run_kernel(program, tape_in(program, space), fate, space, 5, 0)


def caught_by(fault: Fault | None) -> int | None:
    """The first of the fixed offices at which the copy and SimPy part, or the copy breaks down; None when there is none."""
    made = rebuilt(fault)
    for number, (office, told) in enumerate(fixed_offices()):
        try:
            if parting(told, walked(made, office)) is not None:
                return number
        except (IndexError, AssertionError, ValueError):
            return number
    return None


def test_the_copy_without_a_fault_agrees():
    """The copy itself is sound: without a fault it parts from SimPy nowhere."""
    assert caught_by(None) is None


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_caught(name: str):
    """Among the fixed offices there is one in which this fault shows."""
    assert caught_by(FAULTS[name]) is not None, f"nobody would notice that {name}"
