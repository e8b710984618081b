"""Runs what a design still lacks, in errands worth their way, on any executor."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

from xnsim.batch.design import Design, Point, laid_out
from xnsim.batch.errand import Errand, Made, Piece, carry_out
from xnsim.batch.parts import Part
from xnsim.batch.store import manifest_of, opened
from xnsim.engines import Engine
from xnsim.indicators import INDICATORS, Cohort
from xnsim.labels import Label
from xnsim.scenario import InputError, Problem
from xnsim.study.asked import check_workers
from xnsim.study.replications import Interrupted, meter
from xnsim.study.flow import flow

ERRAND_S = 0.75         # by the quickest replication seen, so that it is half a second at the least
AHEAD = 2               # errands in hand for each thread of our own
AHEAD_ELSEWHERE = 512   # errands in hand at an executor of whose size we know nothing


def batch(design: str | Path | Design, out: str | Path, executor: Executor | None = None, threads: int | None = None,
          progress: bool = False, engine: Engine = "auto") -> Path:
    """Run every point of a design that its folder lacks, and return the folder.

    One Parquet part a design point appears when all its replications are done; stopped in
    any way and run again, only what is missing is run, and the folder comes out the same
    to the bit. ``executor``: any of ``concurrent.futures``, or Dask's
    ``client.get_executor()``; default: ``threads`` of our own (every core). Raises
    ``InputError`` with all that is wrong with the design or where the folder holds
    another one, and ``Interrupted`` on Ctrl-C.
    """
    _check(executor, threads, engine)
    asked, points = laid_out(design)
    folder = Path(out)
    manifest = manifest_of(asked, points)
    here = opened(folder, manifest)
    missing = [point for point in points if point.number not in here]
    total = len(points) * asked.replications
    with meter(progress, total, len(here) * asked.replications) as tick:
        _Batch(asked, folder, missing, manifest, engine).run(executor, threads or os.cpu_count() or 1, tick)
    return folder


def _check(executor: Executor | None, threads: int | None, engine: Engine) -> None:
    problems = list(check_workers(threads, engine))
    if executor is not None and threads is not None:
        problems.append(Problem("threads", Label("给了 executor 就不再用 threads;请只留一个", "threads are not used with an executor; give one of the two")))
    if problems:
        raise InputError(problems)


class _Batch:
    """A batch under way: what is missing, and the parts that are coming together."""

    def __init__(self, design: Design, out: Path, missing: Sequence[Point], manifest: dict[str, Any], engine: Engine) -> None:
        self.design, self.out, self.missing, self.manifest, self.engine = design, out, missing, manifest, engine
        self.parts: dict[int, Part] = {}
        self.written = 0
        self.cutter = Cutter(missing, design.replications)

    def run(self, executor: Executor | None, threads: int, tick: Any) -> None:
        """Have the errands carried out and put their replications away."""
        own = ThreadPoolExecutor(threads, thread_name_prefix="xnsim-batch") if executor is None else nullcontext(executor)
        most = AHEAD * threads if executor is None else AHEAD_ELSEWHERE
        errands = (self._errand(pieces) for pieces in self.cutter)
        try:
            with own as workers, closing(flow(workers, carry_out, errands, lambda: most if self.cutter.knows else 1)) as arriving:
                for _, made in arriving:
                    self._put_away(made)
                    tick(len(made))
        except KeyboardInterrupt:
            raise self._interrupted() from None
        finally:
            for part in self.parts.values():
                part.abandon()

    def _errand(self, pieces: tuple[Piece, ...]) -> Errand:
        keys = tuple(self.design.indicators)
        wanted: dict[Cohort, tuple[str, ...]] = {
            "arrival": keys, "completion": tuple(key for key in keys if INDICATORS[key].cohort == "completion")}
        return Errand(pieces, self.design.seed, wanted, self.design.tables == "cases", self.engine)

    def _put_away(self, made: Sequence[Made]) -> None:
        self.cutter.learn(made)
        for one in made:
            if one.point not in self.parts:
                self.parts[one.point] = Part(self.out, one.point, self.design.replications, self._stamp(one.point), self.design.tables == "cases")
            if self.parts[one.point].take(one):
                del self.parts[one.point]
                self.written += 1

    def _stamp(self, point: int) -> dict[str, Any]:
        """What a part carries along, so that it can be told from any other by itself."""
        return {**self.manifest["points"][point], **{name: self.manifest[name] for name in ("version", "seed", "replications")}}

    def _interrupted(self) -> Interrupted:
        done, of = len(self.manifest["points"]) - len(self.missing) + self.written, len(self.manifest["points"])
        return Interrupted(Label(f"已中断:{of} 个设计点中写好 {done} 个;再运行一次同样的设计即从这里继续",
                                 f"interrupted: {done} of {of} design points are written; run the same design again to go on from here"))


class Cutter:
    """Cuts replications into errands of ``ERRAND_S`` seconds, by the quickest replication seen so far.

    The first two errands are a replication each, to learn how long one takes: the very
    first may be slow because something is being compiled.
    """

    def __init__(self, points: Sequence[Point], replications: int) -> None:
        self.points, self.replications = points, replications
        self.alternative = {point.number: point.alternative for point in points}
        self.quickest: dict[str, float] = {}
        self.seen = 0

    @property
    def knows(self) -> bool:
        """Whether it is known how long a replication takes."""
        return self.seen > 1

    def learn(self, made: Sequence[Made]) -> None:
        """Take note of how long replications took."""
        self.seen += len(made)
        for one in made:
            name = self.alternative[one.point]
            self.quickest[name] = min(self.quickest.get(name, math.inf), max(one.took_s, 1e-6))

    def __iter__(self) -> Iterator[tuple[Piece, ...]]:
        pieces: list[Piece] = []
        work_s = 0.0
        for point in self.points:
            first = 0
            while first < self.replications:
                each_s = self._seconds(point)
                last = min(self.replications, first + max(1, math.ceil((ERRAND_S - work_s) / each_s)))
                pieces.append(Piece(point, first, last))
                work_s += (last - first) * each_s
                first = last
                if work_s >= ERRAND_S:
                    yield tuple(pieces)
                    pieces, work_s = [], 0.0
        if pieces:
            yield tuple(pieces)

    def _seconds(self, point: Point) -> float:
        """The time a replication of this point takes at the least; a whole errand while nothing is known."""
        return self.quickest.get(point.alternative, min(self.quickest.values(), default=ERRAND_S))
