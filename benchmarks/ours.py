"""xnsim's side of the benchmark: the only file here that knows xnsim's face.

``lower``, ``run`` and ``tables`` are its three sentences; nothing else calls xnsim.
``python -m benchmarks.ours ENGINE CASES`` is the newcomer's first result, told as one JSON line.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, NamedTuple

from benchmarks.workloads import PERMIT_GAP_MIN
from xnsim.labels import Label

Engine = Literal["kernel", "kernel-lists", "kernel-bare", "simpy"]
HERE = Path(__file__).parent
CLOSED = {"permit_full": 5.0}  # an office with hours and holidays needs five times the time for as many cases
NEEDED = (("xnsim", "load"), ("xnsim", "simulate"), ("xnsim.program", "lower"), ("xnsim.engines", "run"))


class Records(NamedTuple):
    """What one run left: both tables, as the engine made them."""

    cases: Any
    services: Any


def missing() -> Label | None:
    """Return what xnsim cannot do yet, or None when it can be measured."""
    for module, name in NEEDED:
        if find_spec(module) is None or not hasattr(import_module(module), name):
            return Label(
                f"xnsim 尚不能参加比较:缺少 {module}.{name}(接口只在 benchmarks/ours.py 里)",
                f"xnsim cannot be measured yet: no {module}.{name} (its face is named in benchmarks/ours.py)",
            )
    return None


def has(workload: str) -> bool:
    """Tell whether there is a scenario of this name to measure."""
    return (HERE / f"{workload}.yaml").exists()


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="xnsim-bench-", ignore_cleanup_errors=True)


@cache
def scenario_file(workload: str, cases: int) -> Path:
    """Write the workload with a horizon of about so many cases, and return the file."""
    text = (HERE / f"{workload}.yaml").read_text(encoding="utf-8")
    minutes = round(cases * PERMIT_GAP_MIN * CLOSED.get(workload, 1.0))
    text, found = re.subn(r"measure: \d+ min", f"measure: {minutes} min", text)
    if found != 1:
        raise ValueError(f"{workload}.yaml: one `measure: N min` expected, {found} found")
    target = Path(_folder().name) / f"{workload}-{cases}.yaml"
    target.write_text(text, encoding="utf-8")
    return target


@cache
def lower(workload: str, cases: int) -> Any:
    """Return the program of a workload of about so many cases."""
    load = import_module("xnsim").load
    return import_module("xnsim.program").lower(load(scenario_file(workload, cases)))


def run(workload: str, cases: int, seed: int, replication: int = 0, engine: Engine = "kernel") -> Records:
    """Run one replication of a workload already lowered: draws included, full log, both tables."""
    engines = import_module("xnsim.engines")
    run = engines.run(lower(workload, cases), seed, replication, engine="lists" if engine == "kernel-lists" else engine)
    return Records(run.cases, run.services)


def walk(workload: str, cases: int, seed: int, replication: int = 0, engine: Engine = "kernel", by_event: bool = False) -> int:
    """Deal and walk one replication with its full log, without making tables of it; return the services logged.

    ``by_event``: never desk by desk, even where that may be. ``kernel-bare``: on lists, without NumPy, as in a page that has only Python.
    """
    engines = import_module("xnsim.engines")
    program = lower(workload, cases)
    if engine == "kernel-bare":
        return engines.walked(program, seed, replication, "lists", by_event, import_module("xnsim.engines.space").ListSpace(one_by_one=True))
    return engines.walked(program, seed, replication, "lists" if engine == "kernel-lists" else engine, by_event)


def tables(workload: str, cases: int, seed: int) -> Records:
    """Go the whole way from the scenario file to both tables as the user gets them."""
    xnsim = import_module("xnsim")
    run = xnsim.simulate(xnsim.load(scenario_file(workload, cases)), [], seed=seed)
    return Records(run.cases, run.services)


def replicate(way: Callable[[str, int, int, int], Records | int], cases: int, seed: int, replications: int, threads: int) -> int:
    """Go one way (``walk``, ``run``) through so many replications of the permit workload on threads; return the services they logged."""
    lower("permit", cases)
    with ThreadPoolExecutor(threads) as pool:
        runs = pool.map(lambda r: services(way("permit", cases, seed, r)), range(replications))
        return sum(runs)


def services(records: Records | int) -> int:
    """Return how many services a run logged (a walk without tables says it itself)."""
    return records if isinstance(records, int) else len(records.services["case"])


def first_result(engine: Engine, cases: int) -> dict[str, float]:
    """Run once in this fresh process; return its CPU seconds so far, services and peak memory."""
    logged = services(run("permit", cases, seed=1, engine=engine))
    return {"cpu_s": time.process_time(), "services": logged, "peak_bytes": _peak_bytes()}


def _peak_bytes() -> int:
    if find_spec("resource") is None:  # Windows
        return 0
    resource = import_module("resource")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    print(json.dumps(first_result(sys.argv[1], int(sys.argv[2]))))  # type: ignore[arg-type]
