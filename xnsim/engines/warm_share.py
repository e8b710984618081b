"""Runs an office with some functions compiled and the others not, so that processes can share the translating."""

from __future__ import annotations

from typing import Any

from xnsim.engines import space_of, tape_in
from xnsim.engines.kernel_run import Walker, run_kernel, walker_of
from xnsim.engines.space import ArraySpace, ListSpace
from xnsim.program import lower
from xnsim.program.fate import deal
from xnsim.scenario.model import Scenario
from xnsim.tape import Fate

WORDS, SMALL = ("key", "base", "trait_base"), ("drawn",)


def run_share(office: Scenario, share: str) -> None:
    """Walk an office: ``walk`` translates the long walk alone, ``rest`` all the others.

    An office with plain desks makes ``rest`` translate the sweep and everything around it;
    any other one leaves it only what the long walk calls when it is over.
    """
    program = lower(office)
    arrays = space_of("kernel")
    tape = tape_in(program, arrays)
    walker = walker_of(program, tape, _in_arrays(deal(program, 1, 0, ListSpace()), arrays), arrays)
    if share == "walk":
        if isinstance(walker, Walker):
            walker.finish()
    elif not isinstance(walker, Walker):
        run_kernel(program, tape, deal(program, 1, 0, arrays), arrays, 1, 0)
    else:
        arrays.functions.settle_clocks(tape, walker.work, walker.rows, 0, 0, 0, 0, 0, walker.more)


def _in_arrays(fate: Fate, arrays: ArraySpace) -> Fate:
    def kept(name: str) -> Any:
        """A column as the compiled walk takes it."""
        values = getattr(fate, name)
        if name in WORDS:
            return arrays.words(values)
        return arrays.numpy.asarray(values, dtype="int32") if name in SMALL else arrays.ints(values)

    return Fate(*(kept(name) for name in Fate._fields))

