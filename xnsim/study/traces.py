"""Official and true figures beside each other, and the traces of gaming, as tables: of one run, or of alternatives compared."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from xnsim.engines import Engine, Run, run
from xnsim.gaming import Trace, gaming
from xnsim.indicators import UNITS
from xnsim.labels import Lang
from xnsim.scenario import Scenario
from xnsim.stats import interval
from xnsim.study import words
from xnsim.study.asked import Alternatives, Asked, ask

if TYPE_CHECKING:
    from pandas import DataFrame


def frame_of(made: Run, lang: Lang) -> DataFrame:
    """Return the report of one run: a row a trace, by its key; low and high are of ``official``."""
    from pandas import DataFrame

    rows = {trace.key: {"label": trace.label(lang), "official": trace.official, "true": trace.true, "gap": trace.gap, "low": trace.low,
                        "high": trace.high, "unit": UNITS[trace.unit](lang), "cases": trace.cases} for trace in gaming(made)}
    return DataFrame.from_dict(rows, orient="index").rename_axis("trace")


def compare_gaming(scenario: Scenario, alternatives: Alternatives, replications: int = 20, seed: int = 1, engine: Engine = "auto",
                   level: float = 0.95, lang: Lang = "zh", worlds: Sequence[str] = ()) -> DataFrame:
    """Report the traces of gaming under several alternatives (in several worlds): one row a trace and alternative.

    ``official``, ``true`` and their ``gap`` are means over replications, each with the
    half-width of its interval. Raises ``InputError`` with all that is wrong.
    """
    from pandas import DataFrame

    asked = ask(scenario, alternatives, None, None, replications, seed, level, None, engine, worlds)
    if not asked.worlds:
        return DataFrame([row for name in asked.programs for row in _rows(asked, name, lang)])
    return DataFrame([row | {"alternative": words.in_world(row["alternative"], world, lang), "world": world}
                      for world in asked.worlds for name in asked.keys_in(world) for row in _rows(asked.within(world), name, lang)])


def _rows(asked: Asked, name: str, lang: Lang) -> list[dict[str, Any]]:
    """Run the replications of one alternative; a trace is the same line in each."""
    reports = [gaming(run(asked.programs[name], asked.seed, number, asked.engine)) for number in range(asked.replications)]
    return [_row(name, traces, asked.level, lang) for traces in zip(*reports, strict=True)]


def _row(name: str, traces: Sequence[Trace], level: float, lang: Lang) -> dict[str, Any]:
    first = traces[0]
    row: dict[str, Any] = {"alternative": name, "trace": first.key, "label": first.label(lang), "unit": UNITS[first.unit](lang)}
    for part in ("official", "true", "gap"):
        found = interval([getattr(trace, part) for trace in traces], level)
        row |= {part: found.mean, f"{part}_half_width": found.half_width}
    return row | {"cases": math.fsum(trace.cases for trace in traces), "n": len(traces)}
