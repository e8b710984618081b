"""Translates the fast walks once, in processes of their own, so that nobody has to wait for them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Lock
from time import sleep
from typing import Literal

from xnsim.engines import kernel, kernel_seldom, kernel_sweep, unpack
from xnsim.engines.compiled import compiled, kept, numba_here
from xnsim.engines.on_disk import turn

TINY = {
    "schema": 1, "name": "warm-up", "calendar": {"start": "2026-01-05", "continuous": True},
    "horizon": {"warm_up": "0 d", "measure": "2 d", "drain": "1 d"}, "desks": {"a": {"officers": 1}},
    "matters": {"m": {"arrivals": {"poisson": "8/d", "profile": "always"}, "classes": {"urgent": {"share": 0.5, "priority": 1}},
                      "limits": {"promised": "1 wd"}, "route": [{"serve": {"step": "s", "desk": "a", "effort": "exp(1 h)"}}]}},
}
SOMEBODY_AWAY = {"officers": [{"name": "甲", "absence": {"present": "exp(1 d)", "away": "exp(1 h)"}}]}    # what makes a desk not plain
A_WORD = {"timers": [{"name": "yellow", "after": {"share": 0.5}, "do": "warn"}]}       # what asks for the walk with later words
Which = Literal["sweep", "long", "words"]
NEEDED = {"sweep": (kernel_sweep.sweep, unpack.unpack_spells),
          "long": (kernel.walk, kernel_seldom.close_open, unpack.unpack_spells),
          "words": (kernel.walk_words, unpack.unpack_spells)}
SHARES = ("walk", "rest")      # two processes at once: the long walk, and all the others


class Warming:
    """The translation on its way in other processes."""

    def __init__(self) -> None:
        self._processes = [subprocess.Popen([sys.executable, "-m", "xnsim.engines.warm", share], stdin=subprocess.DEVNULL,
                                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for share in SHARES]

    def poll(self) -> bool:
        """Say whether it still goes on."""
        return any(process.poll() is None for process in self._processes)

    def wait(self, which: "Which" = "long") -> None:
        """Wait until one of the walks can start, or nobody translates any more."""
        while self.poll() and not is_warm(which):
            sleep(0.1)


_lock = Lock()
_begun: list[Warming] = []
_warm: set[Which] = set()


def is_warm(which: "Which" = "long") -> bool:
    """Say whether a compiled walk can start at once: the long one, the sweep of plain desks, the one for later words."""
    if which not in _warm and numba_here() is not None and all(map(kept, NEEDED[which])):
        _warm.add(which)        # once translated, it stays: every run asks
    return which in _warm


def warm_up() -> Warming | None:
    """Begin to translate the walks in other processes; returns them, or nothing when there is nothing to do.

    What they translate is kept on disk, where every later start finds it. All engines give
    the same tables, so a run may begin on lists and go on compiled.
    """
    if numba_here() is None or all(map(is_warm, NEEDED)):
        return None
    with _lock:
        if not _begun:
            _begun.append(Warming())
        return _begun[0] if _begun[0].poll() else None


def main(share: str) -> None:
    """Walk tiny offices, compiled, which leaves the translation on disk."""
    from xnsim.engines.warm_share import run_share, translate_parts
    from xnsim.scenario.model import Scenario

    away = Scenario.model_validate({**TINY, "desks": {"a": SOMEBODY_AWAY}})
    worded = Scenario.model_validate({**TINY, "matters": {"m": {**TINY["matters"]["m"], **A_WORD}}})
    folder = getattr(getattr(compiled(kernel.walk), "_cache", None), "cache_path", None)
    with turn(Path(folder) / f"xnsim-{share}.lock" if folder else None):
        if not kept(kernel.walk):
            translate_parts(away, share)
        if share == "rest":
            _make_way(5)        # the rest is done long before the walk, which is what one waits for
            run_share(Scenario.model_validate(TINY), share)     # plain desks are swept
        run_share(away, share)
        _make_way(19)   # the walk with later words takes a minute and a half: whoever is at work now goes first
        run_share(worded, share)


def _make_way(by: int) -> None:
    if hasattr(os, "nice"):
        os.nice(by)


if __name__ == "__main__":
    main(sys.argv[1])
