"""The first figures within seconds: one short replication in plain Python, while the kernel is being compiled."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xnsim.commands.screen import padded, say
from xnsim.labels import Label, Lang
from xnsim.plots.words import columns, number
from xnsim.punctuation import printed
from xnsim.scenario.values import Span

if TYPE_CHECKING:
    from xnsim.policies import Policy
    from xnsim.scenario import Scenario

PREVIEWED = ("on_time_rate", "verified_on_time_rate", "mean_workdays", "p90_workdays")
DAYS = {"warm_up": 10, "measure": 5, "drain": 5}
COMPILE = "import sys; from xnsim.engines import run; from xnsim.scenario import load; run(load(sys.argv[1]), engine='kernel')"

TITLE = Label("预览:缩短为 {} 个工作日,只重复 1 次,没有区间;正式结果随后。", "Preview: cut to {} working days, 1 replication, no interval; the real figures follow.")
ALTERNATIVE = Label("方案", "alternative")


class Warming:
    """A process beside ours that leaves the compiled kernel in the cache on disk; none where nothing compiles."""

    def __init__(self, office: Path) -> None:
        from xnsim.engines.compiled import numba_here

        words = [sys.executable, "-c", COMPILE, str(office)]
        self.possible = numba_here() is not None
        self._process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) if self.possible else None

    def done(self, within_s: float | None = 0.0) -> bool:
        """Say whether the kernel is ready, waiting so long at most (None: until it is)."""
        if self._process is None:
            return True
        try:
            self._process.wait(within_s)
        except subprocess.TimeoutExpired:
            return False
        return True

    def stop(self) -> None:
        """End the process if it still works."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()


def preview(office: Scenario, alternatives: Mapping[str, Sequence[Policy]], seed: int, lang: Lang) -> None:
    """Print a row an alternative as soon as it is known."""
    from xnsim.indicators import INDICATORS, UNITS
    from xnsim.study import simulate

    short = office.changed(("horizon", office.horizon.changed(*((part, Span(days, "wd")) for part, days in DAYS.items()))))
    say(lang, TITLE(lang).format(sum(DAYS.values())))
    heads = [printed(INDICATORS[key].label(lang), lang) for key in PREVIEWED]
    first = max(map(columns, [ALTERNATIVE(lang), *alternatives]))
    print(padded(ALTERNATIVE(lang), first) + "".join("  " + head for head in heads), flush=True)
    for name, chosen in alternatives.items():
        read = simulate(short, chosen, seed, engine="lists").indicators(PREVIEWED, lang=lang)
        cells = [number(value, UNITS[INDICATORS[key].unit](lang)) for key, value in read["value"].items()]
        print(padded(name, first) + "".join("  " + padded(cell, columns(head), True) for cell, head in zip(cells, heads)), flush=True)
    print(flush=True)
