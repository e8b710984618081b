"""Translates the fast walk once, in a process of its own, so that nobody has to wait for it."""

from __future__ import annotations

import subprocess
import sys
from threading import Lock

from xnsim.engines import kernel
from xnsim.engines.compiled import kept, numba_here

TINY = {
    "schema": 1, "name": "warm-up", "calendar": {"start": "2026-01-05", "continuous": True},
    "horizon": {"warm_up": "0 d", "measure": "2 d", "drain": "1 d"}, "desks": {"a": {"officers": 1}},
    "matters": {"m": {"arrivals": {"poisson": "8/d", "profile": "always"}, "classes": {"urgent": {"share": 0.5, "priority": 1}},
                      "limits": {"promised": "1 wd"}, "route": [{"serve": {"step": "s", "desk": "a", "effort": "exp(1 h)"}}]}},
}

_lock = Lock()
_process: list[subprocess.Popen] = []


def is_warm() -> bool:
    """Say whether the compiled walk can start at once."""
    return numba_here() is not None and kept(kernel.walk)


def warm_up() -> subprocess.Popen | None:
    """Begin to translate the walk in another process; returns it, or nothing when there is nothing to do.

    What it translates is kept on disk, where every later start finds it. All engines give
    the same tables, so a run may begin on lists and go on compiled.
    """
    if numba_here() is None or is_warm():
        return None
    with _lock:
        if not _process:
            _process.append(subprocess.Popen([sys.executable, "-m", "xnsim.engines.warm"], stdin=subprocess.DEVNULL,
                                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        return _process[0] if _process[0].poll() is None else None


def main() -> None:
    """Run a tiny office compiled, which leaves the translation on disk."""
    from xnsim.engines import run
    from xnsim.scenario.model import Scenario

    run(Scenario.model_validate(TINY), engine="kernel")


if __name__ == "__main__":
    main()
