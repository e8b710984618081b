"""Running the trials: cases that share an office share its replications, replications share the threads."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from math import ceil

from xnsim.draws import name_key
from xnsim.engines import Engine, run
from xnsim.program import Program, lower
from xnsim.proof.judge import Row, Verdict, judge, looked_up
from xnsim.proof.seen import Seen
from xnsim.proof.trial import Fixed, Office, Plan, Proof, Size, Trial
from xnsim.scenario import Scenario

SURELY, MOST_AGAIN = 1.25, 6.0     # with the second stage: some more than just enough, at most so many times the first


@dataclass
class Shared:
    """An office, how long it is run, and all trials that read something off it."""

    trials: list[Trial] = field(default_factory=list)
    values: dict[int, list[list[float]]] = field(default_factory=dict)
    plan: Plan | None = None
    n: int = 0


def run_proofs(proofs: Sequence[Proof], seed: int, size: Size, engine: Engine, threads: int | None) -> Iterator[Verdict]:
    """Yield the verdicts in order, each as soon as its offices have been run."""
    shared: dict[str, Shared] = {}
    for trial in (trial for proof in proofs for trial in proof.trials):
        shared.setdefault(_name(trial), Shared()).trials.append(trial)
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        for proof in proofs:
            began = time.perf_counter()
            for trial in proof.trials:
                name = _name(trial)
                if shared[name].plan is None:
                    _run(shared[name], name_key("proof", str(seed), name), size, engine, pool)
            yield _verdict(proof, [shared[_name(trial)] for trial in proof.trials], size, began)


def _verdict(proof: Proof, shared: list[Shared], size: Size, began: float) -> Verdict:
    if proof.goal == "same":
        return looked_up(proof, time.perf_counter() - began)
    seen = [Row(column, trial.length.plan(size).small, each.n / trial.lumps if trial.lumps else 0.0)
            for trial, each in zip(proof.trials, shared, strict=True) for column in zip(*each.values[id(trial)], strict=True)]
    return judge(proof, seen, sum(each.n for each in shared), time.perf_counter() - began)


def _name(trial: Trial) -> str:
    """Trials of one office and one way of measuring run together."""
    fixed = repr(trial.length) if isinstance(trial.length, Fixed) else ""
    return ";".join(f"{day}:{scenario.digest()}" for day, scenario in phases(trial.office)) + fixed


def phases(office: Office) -> tuple:
    """An office as a timeline; one that never changes has one phase."""
    return ((None, office),) if isinstance(office, Scenario) else office


def _run(shared: Shared, seed: int, size: Size, engine: Engine, pool: ThreadPoolExecutor) -> None:
    """Run all replications on the pool and keep what each trial reads.

    Where an interval turns out wider than allowed, as many more are run as its width asks for, once.
    """
    shared.plan = max((trial.length.plan(size) for trial in shared.trials), key=lambda plan: plan.replications * plan.measure)
    long = (shared.plan.warm_up, shared.plan.measure, shared.plan.drain)
    program = lower([(day, scenario.lasting(*long)) for day, scenario in phases(shared.trials[0].office)])
    read = lambda begin, end: list(pool.map(lambda k: _read(program, shared.trials, seed, k, engine), range(begin, end)))
    rows = read(0, shared.plan.replications)
    wider = max(Row(column, trial.length.plan(size).small).width
                for i, trial in enumerate(shared.trials) for column in zip(*(row[0][i] for row in rows), strict=True))
    if wider > 1 and not isinstance(shared.trials[0].length, Fixed):
        rows += read(len(rows), ceil(len(rows) * min(SURELY * wider**2, MOST_AGAIN)))
    shared.values = {id(trial): [row[0][i] for row in rows] for i, trial in enumerate(shared.trials)}
    shared.n = sum(row[1] for row in rows)


def _read(program: Program, trials: Sequence[Trial], seed: int, replication: int, engine: Engine) -> tuple[list[list[float]], int]:
    seen = Seen(run(program, seed, replication, engine))
    return [list(trial.read(seen)) for trial in trials], int(seen.measured.sum())
