"""Two engines, one meaning: the readable one is the law, the fast one equals it in every column."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

from xnsim.engines.record import Run
from xnsim.engines.words import EngineRefused, PassedTooOften, refuse_unknown, unknown_words
from xnsim.program import Program, lower
from xnsim.program.fate import deal

Engine = Literal["auto", "kernel", "lists", "simpy"]

__all__ = ["Engine", "EngineRefused", "Run", "run", "run_simpy_shuffled", "walked"]


def run(office: Any, seed: int = 0, replication: int = 0, engine: Engine = "auto") -> Run:
    """Run one replication of an office and return its two tables.

    ``office`` is a program, a scenario, or a timeline of (date, scenario) phases.
    ``engine``: ``kernel`` compiled, ``lists`` the same walk in plain Python, ``simpy`` the
    readable law, ``auto`` the fastest that is installed and knows every word of the office.
    All give the same tables; one asked for by name that does not know a word, or cannot write
    down how often a case came round, is refused.
    """
    program = office if isinstance(office, Program) else lower(office)
    if engine == "simpy" or (engine == "auto" and unknown_words(program)):
        return _read_aloud(program, seed, replication)
    refuse_unknown(program, engine)
    from xnsim.engines.kernel_run import run_kernel

    space = space_of(engine, program)
    try:
        return run_kernel(program, tape_in(program, space), deal(program, seed, replication, space), space, seed, replication)
    except PassedTooOften:
        if engine != "auto":
            raise
        return _read_aloud(program, seed, replication)


def _read_aloud(program: Program, seed: int, replication: int, shuffle: Any = None) -> Run:
    from xnsim.engines.simpy_run import run_simpy

    return run_simpy(program, deal(program, seed, replication, space_of("lists"), ahead=False), seed, replication, shuffle)


def walked(program: Program, seed: int = 0, replication: int = 0, engine: Engine = "kernel", by_event: bool = False, space: Any = None) -> int:
    """Deal and walk one replication with its full log, make no tables of it, return how many spells it logged.

    For benchmarks: what hand-written models do, who make no tables either. ``by_event``: an
    office that could be swept desk by desk is walked event by event all the same. ``space``:
    where to keep the numbers, if not where the engine keeps them.
    """
    refuse_unknown(program, engine)
    from xnsim.engines.kernel_run import Walker, walker_of

    space = space or space_of(engine, program)
    walk = Walker if by_event else walker_of
    walker = walk(program, tape_in(program, space), deal(program, seed, replication, space), space)
    walker.finish()
    space.put_back("rows", walker.rows)
    space.put_back("log", walker.log)
    return walker.logged


def run_simpy_shuffled(program: Program, seed: int, replication: int, shuffle: Any) -> Run:
    """Run the readable engine with the order of simultaneous events dealt anew; nothing may change."""
    return _read_aloud(program, seed, replication, shuffle)


def space_of(engine: str, program: Program | None = None) -> Any:
    """Return where an engine keeps its numbers.

    ``auto`` walks on lists while the compiled walk is still being translated (in another
    process, once a machine) and compiled from then on: the tables are the same.
    """
    from xnsim.engines.compiled import numba_here

    if engine == "lists" or numba_here() is None:
        return _space("lists")
    if engine == "auto":
        from xnsim.engines.sweep_plan import sweep_plan
        from xnsim.engines.warm import is_warm, warm_up

        which = "long" if program is None else "words" if program.words else "sweep" if sweep_plan(program) else "long"
        if not is_warm(which) and warm_up() is not None:
            return _space("lists")
    return _space("arrays")


@lru_cache(maxsize=2)
def _space(name: str) -> Any:
    from xnsim.engines.space import ArraySpace, ListSpace

    return ListSpace() if name == "lists" else ArraySpace()


def tape_in(program: Program, space: Any) -> Any:
    """Return the tape as the walk reads it, kept as the space keeps numbers; made once a program."""
    from xnsim.engines.kernel_tape import kernel_tape

    if space.name not in program.spaces:
        program.spaces[space.name] = kernel_tape(program.tape, space)
    return program.spaces[space.name]
