"""Figures that are not one run against another: a whole study, a newcomer's start, ten million cases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import handwritten_simpy, ours
from benchmarks.contenders import SERVICES_A_CASE
from benchmarks.timing import Contender, Spread, us_a_case
from xnsim.labels import Label

ROOT = Path(__file__).resolve().parent.parent
STUDY_CASES, REPLICATIONS, THREADS = 5_000, 200, 2
SMALL, LARGE = 1_000, 10_000_000


def study(turns: int, simpy_runs: int, replications: int = REPLICATIONS) -> dict[str, Spread]:
    """Return wall seconds a service: a study on two threads, and SimPy one run after the other.

    The kernel does what SimPy does, draws and full log; once more with both tables made of
    every log, which is what a user of ours gets and SimPy does not make. SimPy would need more than a minute each turn, so it runs ``simpy_runs`` of the
    replications; both sides are divided by the services they logged.
    """
    ways = {"study.kernel": ours.walk, "study.tables": ours.run}
    seconds: dict[str, list[float]] = {name: [] for name in (*ways, "study.handwritten")}
    for way in ways.values():
        ours.replicate(way, STUDY_CASES, 1, THREADS, THREADS)
    for turn in range(turns):
        for name, way in ways.items():
            began = time.perf_counter()
            logged = ours.replicate(way, STUDY_CASES, turn + 1, replications, THREADS)
            seconds[name].append((time.perf_counter() - began) / logged)
        seconds["study.handwritten"].append(_serial_simpy(simpy_runs, turn + 1))
    return {name: Spread(tuple(values)) for name, values in seconds.items()}


def _serial_simpy(runs: int, seed: int) -> float:
    began, logged = time.perf_counter(), 0
    for r in range(runs):
        logged += handwritten_simpy.services(handwritten_simpy.permit(STUDY_CASES, 1000 * seed + r))
    return (time.perf_counter() - began) / logged


def first_results(turns: int, cases: int = STUDY_CASES) -> dict[str, Spread]:
    """Return CPU seconds from Python's start to the first run's end: empty compile cache, then again."""
    cold, warm = [], []
    for _ in range(turns):
        with tempfile.TemporaryDirectory(prefix="xnsim-cache-", ignore_cleanup_errors=True) as cache:
            cold.append(_newcomer(cases, cache)["cpu_s"])
            warm.append(_newcomer(cases, cache)["cpu_s"])
    return {"first.cold": Spread(tuple(cold)), "first.warm": Spread(tuple(warm))}


def large(turns: int) -> dict[str, Spread]:
    """Return the cost a case at 10³ and at 10⁷ cases, and the bytes a case that 10⁷ cases add."""
    with tempfile.TemporaryDirectory(prefix="xnsim-cache-", ignore_cleanup_errors=True) as cache:
        _newcomer(SMALL, cache)
        base = _newcomer(SMALL, cache)
        whole = _newcomer(LARGE, cache)
    extra_cases = (whole["services"] - base["services"]) / SERVICES_A_CASE["permit"]
    cost: dict[int, list[float]] = {SMALL: [], LARGE: []}
    for turn in range(turns):
        for cases, values in cost.items():
            values.append(us_a_case(_kernel(cases), 1 + turn, at_least_s=0.2))
    return {
        "large.bytes": Spread(((whole["peak_bytes"] - base["peak_bytes"]) / extra_cases,)),
        "large.10^3": Spread(tuple(cost[SMALL])),
        "large.10^7": Spread(tuple(cost[LARGE])),
    }


def _kernel(cases: int) -> Contender:
    every = SERVICES_A_CASE["permit"]
    label = Label("内核", "kernel")
    return Contender("kernel", label, lambda seed: ours.run("permit", cases, seed), ours.services, every)


def _newcomer(cases: int, cache: str) -> dict[str, float]:
    """Start a fresh Python with its own compile cache and return what it tells."""
    command = [sys.executable, "-m", "benchmarks.ours", "kernel", str(cases)]
    environment = {**os.environ, "NUMBA_CACHE_DIR": cache, "PYTHONUTF8": "1"}
    told = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return json.loads(told.stdout.splitlines()[-1])
