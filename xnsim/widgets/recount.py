"""Works out one choice after another beside the page: first a preview, then more replications; the latest choice wins.

Every alternative is lowered once for each setting of its knobs, and what has been worked out
is kept, so going back to a setting shows its figures at once.
"""

from __future__ import annotations

import os
import threading
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from xnsim.engines import Engine, run
from xnsim.indicators import measure_all
from xnsim.labels import Label
from xnsim.policies import Policy, PolicyRefused, timeline
from xnsim.program import Program, lower
from xnsim.scenario.model import Scenario
from xnsim.working_days import CalendarWarning

Stage = Literal["preview", "final", "refused"]
Values = dict[str, list[float]]

STATUS_QUO = ""
"""The name of the alternative without any policy."""
PREVIEW = 2
"""Replications of the first figures: the fewest that have an interval."""
GROWTH = 1.5
KEPT_PROGRAMS = 24


@dataclass(frozen=True)
class Question:
    """What is to be worked out: alternatives by name, each a list of policies; a later generation wins."""

    generation: int
    alternatives: dict[str, tuple[Policy, ...]]


@dataclass(frozen=True)
class Answer:
    """Figures of a question so far: a list of values, one a replication, for each alternative and indicator.

    ``refused`` names the alternatives that could not be run, and why.
    """

    generation: int
    stage: Stage
    n: int
    of: int
    values: dict[str, Values]
    digest: str
    seed: int
    refused: dict[str, Label] = field(default_factory=dict)
    took_ms: float = 0.0


@dataclass
class _Sample:
    """One alternative at one setting: its program, and the figures of its replications so far."""

    program: Program
    rows: list[dict[str, float]] = field(default_factory=list)


class Recount:
    """Answers questions about an office on a thread of its own.

    It tells ``tell`` each time it knows more, and ``fail`` when a question could not be answered.
    """

    def __init__(self, office: Scenario, indicators: Sequence[str], tell: Callable[[Answer], None],
                 fail: Callable[[Question, Exception], None], *, seed: int = 1, replications: int = 50, engine: Engine = "auto") -> None:
        self.office, self.indicators, self.tell, self.fail = office, tuple(indicators), tell, fail
        self.seed, self.replications, self.engine = seed, max(PREVIEW, replications), engine
        self._samples: dict[str, _Sample] = {}
        self._newest = -1
        self._asked: Question | None = None
        self._wake = threading.Condition()
        self._at_once = os.cpu_count() or 1
        threading.Thread(target=self._serve, name="xnsim-recount", daemon=True).start()

    def ask(self, question: Question) -> None:
        """Put a question; one that is still being answered is dropped."""
        with self._wake:
            if question.generation >= self._newest:
                self._newest, self._asked = question.generation, question
                self._wake.notify()

    def refusal(self, policy: Policy) -> Label | None:
        """Return why a policy may not be used on this office by itself, or None when it may."""
        try:
            timeline(self.office, [policy])
        except PolicyRefused as refused:
            return refused.says
        return None

    def _serve(self) -> None:
        while True:
            with self._wake:
                while self._asked is None:
                    self._wake.wait()
                question, self._asked = self._asked, None
            try:
                self._answer(question)
            except Exception as error:  # a board that falls silent would be worse: the user is told, the next question is answered
                self.fail(question, error)

    def _stale(self, question: Question) -> bool:
        return question.generation < self._newest

    def _answer(self, question: Question) -> None:
        began = time.perf_counter()
        samples, refused = self._found(question)
        digest = samples[STATUS_QUO].program.digest
        for n in _stages(self.replications):
            for sample in samples.values():
                if not self._fill(sample, n, question):
                    return
            values = {name: _columns(sample.rows[:n], self.indicators) for name, sample in samples.items()}
            stage: Stage = "refused" if refused else "final" if n == self.replications else "preview"
            self.tell(Answer(question.generation, stage, n, self.replications, values, digest, self.seed, refused, 1000 * (time.perf_counter() - began)))

    def _found(self, question: Question) -> tuple[dict[str, _Sample], dict[str, Label]]:
        """Return the samples of the alternatives that may be run, and why the others may not."""
        samples, refused = {}, {}
        for name, policies in question.alternatives.items():
            try:
                samples[name] = self._sample(policies)
            except PolicyRefused as why:
                refused[name] = why.says
        return samples, refused

    def _sample(self, policies: tuple[Policy, ...]) -> _Sample:
        """Return the sample of these policies, lowering their scenario the first time."""
        key = " ".join(sorted(f"{type(policy).__name__}{policy.model_dump_json()}" for policy in policies))
        found = self._samples.pop(key, None)
        if found is None:
            phases = timeline(self.office, policies)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", CalendarWarning)  # told once, when the office was opened
                found = _Sample(lower(phases))
        self._samples[key] = found
        while len(self._samples) > KEPT_PROGRAMS:
            oldest = next(each for each in self._samples if each)  # the status quo stays
            del self._samples[oldest]
        return found

    def _fill(self, sample: _Sample, n: int, question: Question) -> bool:
        """Run the replications a sample still lacks; False when a later question has come."""
        while len(sample.rows) < n:
            if self._stale(question):
                return False
            first = len(sample.rows)
            sample.rows += _together(partial(self._row, sample.program), range(first, min(n, first + self._at_once)))
        return not self._stale(question)

    def _row(self, program: Program, replication: int) -> dict[str, float]:
        read = measure_all(run(program, self.seed, replication, self.engine), self.indicators)
        return {key: value for key, (value, _) in read.items()}


def _together(work: Callable[[int], dict[str, float]], numbers: range) -> list[dict[str, float]]:
    """Do the same work for some numbers at once, each on a thread that ends with the program; raise the first error."""
    found: dict[int, dict[str, float]] = {}
    errors: list[Exception] = []

    def do(number: int) -> None:
        """Do the work for one number, and keep what came or what went wrong."""
        try:
            found[number] = work(number)
        except Exception as error:  # carried over to the thread that waits
            errors.append(error)

    threads = [threading.Thread(target=do, args=(number,), daemon=True) for number in numbers[1:]]
    for thread in threads:
        thread.start()
    do(numbers[0])
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [found[number] for number in numbers]


def _stages(replications: int) -> list[int]:
    """Return after how many replications the figures are told: 2, 3, 5, 8, … and all of them."""
    stages, n = [], PREVIEW
    while n < replications:
        stages.append(n)
        n = max(n + 1, round(n * GROWTH))
    return [*stages, replications]


def _columns(rows: list[dict[str, float]], indicators: tuple[str, ...]) -> Values:
    return {key: [row[key] for row in rows] for key in indicators}
