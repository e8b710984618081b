"""Works out one choice after another beside the page: first a preview, then more replications; the latest choice wins.

Every alternative is lowered once for each setting of its knobs, and what has been worked out
is kept, so going back to a setting shows its figures at once. Replications run on threads that
nobody has to wait for: a later choice goes ahead while a slow one of an earlier choice ends by
itself. Where the first figures are long in coming, a trial over fewer days is told meanwhile.
"""

from __future__ import annotations

import os
import threading
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from xnsim.engines import Engine, run, space_of
from xnsim.engines.compiled import numba_here
from xnsim.indicators import measure_all
from xnsim.labels import Label
from xnsim.policies import Policy, PolicyRefused, timeline
from xnsim.policies.desk_words import at_desk
from xnsim.program import Program, lower
from xnsim.scenario.model import Scenario
from xnsim.widgets import trial
from xnsim.working_days import CalendarWarning

Stage = Literal["trial", "preview", "final", "refused"]
Values = dict[str, list[float]]

STATUS_QUO = ""
"""The name of the alternative without any policy."""
PREVIEW = 2
"""Replications of the first figures: the fewest that have an interval."""
GROWTH = 1.5
KEPT_PROGRAMS = 24
PATIENCE_S = 0.4
"""A page that says nothing for longer than this is told a trial."""
TRIED = 8
"""Replications of a trial while the walks are being translated: more would only take the time that needs."""
REST_S = 0.25
"""So long after the first figures nothing more is run: while a slider is dragged the next position finds the processors free."""
MOVING_S = 1.0
"""So long after a choice the next one may be at hand: one processor is kept free for it."""
LEFT_ALONE = 4
"""Replications of earlier choices that may still be running beside those of the latest."""


@dataclass(frozen=True)
class Question:
    """What is to be worked out: alternatives by name, each a list of policies; a later generation wins."""

    generation: int
    alternatives: dict[str, tuple[Policy, ...]]


@dataclass(frozen=True)
class Answer:
    """Figures of a question so far: a list of values, one a replication, for each alternative and indicator.

    ``refused`` names the alternatives that could not be run, and why. ``notice`` says of a trial how
    much shorter than the real run it is.
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
    notice: Label | None = None


@dataclass
class _Sample:
    """One alternative at one setting: its program, the figures of its replications so far, those at work, what went wrong."""

    program: Program
    rows: dict[int, dict[str, float]] = field(default_factory=dict)
    at_work: set[int] = field(default_factory=set)
    error: Exception | None = None


class _Office:
    """An office with the alternatives that have been asked for."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._samples: dict[str, _Sample] = {}

    def found(self, alternatives: dict[str, tuple[Policy, ...]]) -> tuple[dict[str, _Sample], dict[str, Label]]:
        """Return the samples of the alternatives that may be run, and why the others may not."""
        samples, refused = {}, {}
        for name, policies in alternatives.items():
            try:
                samples[name] = self._sample(policies)
            except PolicyRefused as why:
                refused[name] = at_desk(why, self.scenario)
        return samples, refused

    def _sample(self, policies: tuple[Policy, ...]) -> _Sample:
        """Return the sample of these policies, lowering their scenario the first time."""
        key = " ".join(sorted(f"{type(policy).__name__}{policy.model_dump_json()}" for policy in policies))
        found = self._samples.pop(key, None)
        if found is None:
            phases = timeline(self.scenario, policies)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", CalendarWarning)  # told once, when the office was opened
                found = _Sample(lower(phases))
        self._samples[key] = found
        while len(self._samples) > KEPT_PROGRAMS:
            oldest = next(each for each in self._samples if each)  # the status quo stays
            del self._samples[oldest]
        return found


class Recount:
    """Answers questions about an office on a thread of its own.

    It tells ``tell`` each time it knows more, and ``fail`` when a question could not be answered.
    """

    def __init__(self, office: Scenario, indicators: Sequence[str], tell: Callable[[Answer], None],
                 fail: Callable[[Question, Exception], None], *, seed: int = 1, replications: int = 50, engine: Engine = "auto",
                 patience_s: float = PATIENCE_S) -> None:
        self.office, self.indicators, self.tell, self.fail = office, tuple(indicators), tell, fail
        self.seed, self.replications, self.engine, self.patience_s = seed, max(PREVIEW, replications), engine, patience_s
        self._whole, self._short = _Office(office), None
        self._newest, self._running = -1, 0
        self._asked: Question | None = None
        self._began = 0.0
        self._wake = threading.Condition()
        self._at_once = os.cpu_count() or 1
        threading.Thread(target=self._serve, name="xnsim-recount", daemon=True).start()

    def ask(self, question: Question) -> None:
        """Put a question; one that is still being answered is dropped."""
        with self._wake:
            if question.generation >= self._newest:
                self._newest, self._asked = question.generation, question
                self._wake.notify_all()

    def refusal(self, policy: Policy) -> Label | None:
        """Return why a policy may not be used on this office by itself, or None when it may."""
        try:
            timeline(self.office, [policy])
        except PolicyRefused as refused:
            return at_desk(refused, self.office)
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

    def _answer(self, question: Question) -> None:
        began = self._began = time.perf_counter()
        samples, refused = self._whole.found(question.alternatives)
        late = self._translated_later(samples)
        if late and not self._try(question, began, TRIED, samples):
            return
        for n in _stages(self.replications):
            patience = self.patience_s if n == PREVIEW and not late else None
            if not self._fill(samples, n, question, patience):
                if self._stale(question) or not self._try(question, began, PREVIEW, samples) or not self._fill(samples, n, question):
                    return
            stage: Stage = "refused" if refused else "final" if n == self.replications else "preview"
            self._tell(question, stage, n, samples, refused, began)
            if n == PREVIEW < self.replications and self._overtaken(question, REST_S):
                return

    def _overtaken(self, question: Question, within_s: float) -> bool:
        with self._wake:
            return self._wake.wait_for(lambda: self._stale(question), within_s)

    def _tell(self, question: Question, stage: Stage, n: int, samples: dict[str, _Sample], refused: dict[str, Label], began: float,
              notice: Label | None = None) -> None:
        values = {name: {key: [sample.rows[row][key] for row in range(n)] for key in self.indicators} for name, sample in samples.items()}
        digest, took_ms = samples[STATUS_QUO].program.digest, 1000 * (time.perf_counter() - began)
        self.tell(Answer(question.generation, stage, n, self.replications, values, digest, self.seed, refused, took_ms, notice))

    # ---- trials ------------------------------------------------------------------------

    def _translated_later(self, samples: dict[str, _Sample]) -> bool:
        """Say whether a walk that these alternatives need is only now being translated, so that plain Python would walk meanwhile."""
        return self.engine == "auto" and numba_here() is not None and any(space_of("auto", sample.program).name == "lists" for sample in samples.values())

    def _try(self, question: Question, began: float, most: int, whole: dict[str, _Sample]) -> bool:
        """Tell what a shorter run says, with more replications while the walks are being translated; False when a later question has come."""
        office = self._shorter(whole[STATUS_QUO].program)
        samples, refused = office.found(question.alternatives) if office else ({}, {})
        if not samples or set(samples) != set(whole):   # no shorter run, or one that its own dates forbid
            return not self._stale(question)
        for n in _stages(most):
            if not self._fill(samples, n, question, others=False):
                return False
            if any(len(each.rows) < PREVIEW for each in whole.values()):
                self._tell(question, "trial", n, samples, refused, began, trial.said(office.scenario))
        while most > PREVIEW and self._translated_later(whole):
            if self._overtaken(question, 0.1):
                return False
        return True

    def _shorter(self, program: Program) -> _Office | None:
        if self._short is None:
            cut = trial.shortened(self.office, program)
            self._short = _Office(cut) if cut else None
        return self._short

    # ---- replications ------------------------------------------------------------------

    def _stale(self, question: Question) -> bool:
        return question.generation < self._newest

    def _fill(self, samples: dict[str, _Sample], n: int, question: Question, patience_s: float | None = None, others: bool = True) -> bool:
        """Have the replications run that are still lacking; False when a later question has come or patience is at an end.

        ``others`` False: even if many replications of earlier choices are still running.
        """
        until = None if patience_s is None else time.monotonic() + patience_s
        with self._wake:
            while not self._stale(question):
                self._raise(samples)
                lacking = [(sample, row) for row in range(n) for sample in samples.values() if row not in sample.rows]
                left = None if until is None else until - time.monotonic()
                if not lacking or (left is not None and left <= 0):
                    return not lacking
                self._begin(samples, lacking, others, self._hands(n))
                self._wake.wait(left)
        return False

    def _raise(self, samples: dict[str, _Sample]) -> None:
        for sample in samples.values():
            if sample.error is not None:
                raise sample.error

    def _hands(self, n: int) -> int:
        """Return how many may be at work at once on ``n`` replications: all processors for the first figures, one fewer while the slider may still be moving."""
        moving = n > PREVIEW and time.perf_counter() - self._began < MOVING_S
        return max(1, self._at_once - 1) if moving else self._at_once

    def _begin(self, samples: dict[str, _Sample], lacking: list[tuple[_Sample, int]], others: bool, hands: int) -> None:
        """Set that many to work; those of earlier choices go on beside them."""
        ours = sum(len(sample.at_work) for sample in samples.values())
        for sample, row in lacking:
            if ours >= hands or (others and self._running >= self._at_once + LEFT_ALONE):
                return
            if row not in sample.at_work:
                sample.at_work.add(row)
                ours, self._running = ours + 1, self._running + 1
                threading.Thread(target=self._work, args=(sample, row), daemon=True).start()

    def _work(self, sample: _Sample, row: int) -> None:
        """Run one replication and keep its figures, or what went wrong."""
        found, error = None, None
        try:
            read = measure_all(run(sample.program, self.seed, row, self.engine), self.indicators)
            found = {key: value for key, (value, _) in read.items()}
        except Exception as wrong:  # carried over to the thread that waits
            error = wrong
        with self._wake:
            sample.at_work.discard(row)
            self._running -= 1
            if found is not None:
                sample.rows[row] = found
            sample.error = sample.error or error
            self._wake.notify_all()


def _stages(replications: int) -> list[int]:
    """Return after how many replications the figures are told: 2, 3, 5, 8, … and all of them."""
    stages, n = [], PREVIEW
    while n < replications:
        stages.append(n)
        n = max(n + 1, round(n * GROWTH))
    return [*stages, replications]
