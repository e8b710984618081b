"""Faults are planted in a copy of the fast walk, and the comparison with SimPy must find each of them.

Every fault is one replacement in the source text of one module; the modules that follow
in ``HOUSE`` are made anew from their sources on top of it, so that nothing outside the
copy is touched. When a fault no longer finds its text, the kernel has been rewritten: find
the place where that law stands now and plant the fault there.
"""

from __future__ import annotations

import inspect
import sys
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from alike import parting
from offices import Office

from xnsim.engines import Run, run, tape_in
from xnsim.engines.kernel_run import run_kernel
from xnsim.engines.space import ListSpace

PROGRAM, ENGINES = "xnsim.program.", "xnsim.engines."
HOUSE = ("xnsim.worktime", "xnsim.inverses", "xnsim.blocks", PROGRAM + "people", PROGRAM + "lower", PROGRAM + "fate",
         *(ENGINES + name for name in (
             "kernel_parts", "kernel_promise", "kernel_bells", "kernel_log", "kernel_batch", "kernel_hands", "kernel_seldom", "kernel_traits",
             "kernel_urge", "kernel_spawn", "kernel_gate", "kernel_refusal", "kernel_ring", "kernel_door", "kernel_team", "kernel_preempt",
             "kernel")))


@dataclass(frozen=True)
class Fault:
    """A text of one module (by its last name) and what a careless hand would have written instead."""

    where: str
    right: str
    wrong: str
    times: int = 1


Told = list[tuple[Office, Run]]


def by_simpy(drawn: Iterable[Office]) -> Told:
    """Offices with what SimPy makes of each."""
    return [(each, run(each.program, seed=5, engine="simpy")) for each in drawn]


def rebuilt(fault: Fault | None) -> dict[str, ModuleType]:
    """The modules of the house made anew from their sources, one of them with the fault in it, none of them known to others."""
    kept = {name: import_module(name) for name in HOUSE}
    assert fault is None or fault.where in {name.rpartition(".")[2] for name in HOUSE}, f"no copy is made of {fault.where}"
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


def walked(made: dict[str, ModuleType], fixed: Office) -> Run:
    """Lower, deal and walk one office with the copies, on lists."""
    space = ListSpace(one_by_one=True)
    for name in vars(space.functions):
        for module in made.values():
            if getattr(module, name, None) is not None and getattr(module, name).__module__ == module.__name__:
                setattr(space.functions, name, getattr(module, name))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        program = made[PROGRAM + "lower"].lower(fixed.timeline)
    fate = made[PROGRAM + "fate"].deal(program, 5, 0, space)
    return run_kernel(program, tape_in(program, space), fate, space, 5, 0)


def caught_by(fault: Fault | None, fixed: Told) -> int | None:
    """The first office at which a copy with this fault and SimPy part, or the copy breaks down; None when there is none."""
    made = rebuilt(fault)
    for number, (drawn, told) in enumerate(fixed):
        try:
            if parting(told, walked(made, drawn)) is not None:
                return number
        except (IndexError, AssertionError, ValueError):
            return number
    return None


def assert_caught(name: str, faults: dict[str, Fault], fixed: Told) -> None:
    """Among the fixed offices there is one in which the fault of this name shows."""
    assert caught_by(faults[name], fixed) is not None, f"nobody would notice that {name}"
