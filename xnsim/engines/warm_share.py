"""Runs an office with some functions compiled and the others not, so that processes can share the translating."""

from __future__ import annotations

from typing import Any

from xnsim.engines import space_of, tape_in
from xnsim.engines.compiled import translate_ahead
from xnsim.engines.kernel_ring import run_out
from xnsim.engines.kernel_run import Walker, run_kernel, walker_of
from xnsim.engines.kernel_seldom import able, change_clock, presence, shut, spell_end, wake_next, watch
from xnsim.engines.space import ArraySpace, ListSpace
from xnsim.program import Program, lower
from xnsim.program.fate import deal
from xnsim.scenario.model import Scenario
from xnsim.tape import Fate

PARTS = {"rest": (run_out,), "walk": (watch, shut, change_clock, spell_end, able, presence, wake_next)}
WORDS, SMALL = ("key", "base", "trait_base"), ("drawn",)


def run_share(office: Scenario, share: str) -> None:
    """Walk an office: ``walk`` translates the long walk alone, ``rest`` all the others.

    An office with plain desks makes ``rest`` translate the sweep and everything around it;
    any other one leaves it only what the long walk calls when it is over.
    """
    program, arrays, tape, walker = _ready(office)
    if share == "walk":
        if isinstance(walker, Walker):
            walker.finish()
    elif not isinstance(walker, Walker):
        run_kernel(program, tape, deal(program, 1, 0, arrays), arrays, 1, 0)
    else:
        arrays.functions.close_open(tape, walker.fate, walker.work, walker.rows, 0, walker.more)


def translate_parts(office: Scenario, share: str) -> None:
    """Translate parts of the long walk before the walk itself: who comes to them finds them done.

    What happens when a limit runs out is a third of it all: ``rest`` does that, ``walk`` the others.
    """
    _, _, tape, walker = _ready(office)
    tables = {"t": tape, "f": walker.fate, "w": walker.work, "rows": walker.rows, "log": walker.log, "m": walker.more}
    for part in PARTS[share]:
        translate_ahead(part, tables)


def _ready(office: Scenario) -> tuple[Program, ArraySpace, Any, Any]:
    program, arrays = lower(office), space_of("kernel")
    tape = tape_in(program, arrays)
    return program, arrays, tape, walker_of(program, tape, _in_arrays(deal(program, 1, 0, ListSpace()), arrays), arrays)


def _in_arrays(fate: Fate, arrays: ArraySpace) -> Fate:
    def kept(name: str) -> Any:
        """A column as the compiled walk takes it."""
        values = getattr(fate, name)
        if name in WORDS:
            return arrays.words(values)
        return arrays.numpy.asarray(values, dtype="int32") if name in SMALL else arrays.ints(values)

    return Fate(*(kept(name) for name in Fate._fields))

