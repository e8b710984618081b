"""How a run is timed: CPU seconds of this process, everybody in turn, garbage collection off.

The collector is run before each measurement and off during it, for everybody alike; that
spares SimPy, asimpy and Ciw a few per cent that their users do pay. Machines drift, so
rivals take turns and a ratio compares two measurements of the same turn.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from xnsim.labels import Label


@dataclass(frozen=True)
class Contender:
    """Somebody who simulates a workload: ``run(seed)`` is timed, ``services`` counts its log."""

    key: str
    label: Label
    run: Callable[[int], Any]
    services: Callable[[Any], int]
    services_a_case: float


@dataclass(frozen=True)
class Spread:
    """A figure measured several times."""

    values: tuple[float, ...]

    @property
    def middle(self) -> float:
        """Return the median."""
        return median(self.values)

    def over(self, other: Spread) -> Spread:
        """Return the ratio to another figure, turn by turn."""
        return Spread(tuple(a / b for a, b in zip(self.values, other.values, strict=True)))


def us_a_case(contender: Contender, seed: int, at_least_s: float) -> float:
    """Return CPU microseconds a case, running until ``at_least_s`` CPU seconds have passed.

    Cases are counted by their services (CPU ÷ services logged × services of a mean case), so a
    case still open at the end of a horizon counts for what was done.
    """
    spent_s, logged = 0.0, 0
    gc.collect()
    gc.disable()
    try:
        while spent_s < at_least_s:
            began = time.process_time()
            result = contender.run(seed)
            spent_s += time.process_time() - began
            logged += contender.services(result)
            del result
            seed += 1
    finally:
        gc.enable()
    return spent_s / logged * contender.services_a_case * 1e6


def alternate(
    contenders: Sequence[Contender], turns: int, at_least_s: float, seed: int = 1
) -> dict[str, Spread]:
    """Let everybody run once untimed, then in turns, each turn in the other direction."""
    for contender in contenders:
        contender.run(seed)
    measured: dict[str, list[float]] = {contender.key: [] for contender in contenders}
    for turn in range(turns):
        for contender in contenders[:: 1 if turn % 2 == 0 else -1]:
            measured[contender.key].append(us_a_case(contender, seed + 1000 * turn, at_least_s))
    return {key: Spread(tuple(values)) for key, values in measured.items()}
