"""Compares alternatives on the same applicants: replications on threads, the same figures however many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import Any

from xnsim.engines import Engine, run
from xnsim.indicators import Reading, measure_all
from xnsim.labels import Label
from xnsim.program import Program
from xnsim.scenario import Scenario
from xnsim.study.asked import Alternatives, Asked, ask
from xnsim.study.comparison import Comparison, Readings
from xnsim.study.flow import flow
from xnsim.study.worlds import InWorlds, comparison_in

AHEAD = 2        # jobs in hand for each thread: one being worked on, one waiting
GROWTH = 1.6     # how the stages of a stream are spaced


class Interrupted(KeyboardInterrupt):
    """Ctrl-C stopped the work; ``partial`` holds what was finished (None: nothing yet).

    A partial comparison of m replications is the one that asking for m would have given.
    """

    def __init__(self, says: Label, partial: Comparison | InWorlds | None = None) -> None:
        self.says, self.partial = says, partial
        super().__init__(f"{says.zh} / {says.en}")


def compare(
    scenario: Scenario,
    alternatives: Alternatives,
    replications: int = 50,
    seed: int = 1,
    indicators: Sequence[str] | None = None,
    worlds: Sequence[str] = (),
    status_quo: str | None = None,
    threads: int | None = None,
    progress: bool = False,
    engine: Engine = "auto",
    level: float = 0.95,
) -> Comparison | InWorlds:
    """Try several sets of policies on the same office and the same applicants.

    ``alternatives`` maps a name to its policies; ``status_quo`` (default: the first) is what
    the others are compared with. Only the ``indicators`` named are computed (default: the
    main list). ``worlds``, ``("none", "paced")``: every alternative is run where limits move
    nobody and where people pace their work by them, and an ``InWorlds`` is returned. The figures do not depend on ``threads`` (default: every core) nor on
    ``engine``. Raises ``InputError`` with all that is wrong, and ``Interrupted`` with what
    was finished when Ctrl-C is pressed.
    """
    asked = ask(scenario, alternatives, indicators, status_quo, replications, seed, level, threads, engine, worlds)
    tally = _Tally(asked)
    with meter(progress, replications * len(asked.programs)) as tick, closing(_readings(asked)) as arriving:
        try:
            for name, replication, read in arriving:
                tally.rows[name][replication] = read
                tick(1)
        except KeyboardInterrupt:
            raise tally.interrupted() from None
    return tally.comparison(replications)


def compare_stream(
    scenario: Scenario,
    alternatives: Alternatives,
    replications: int = 50,
    seed: int = 1,
    indicators: Sequence[str] | None = None,
    worlds: Sequence[str] = (),
    status_quo: str | None = None,
    threads: int | None = None,
    engine: Engine = "auto",
    level: float = 0.95,
) -> Iterator[Comparison | InWorlds]:
    """Compare as ``compare`` does, and yield what is known after 2, 3, 5, … and all replications.

    Each comparison that is yielded is the one that asking for so many replications gives.
    Stop reading at any time; nothing goes on behind. What is wrong is raised at once.
    """
    asked = ask(scenario, alternatives, indicators, status_quo, replications, seed, level, threads, engine, worlds)
    return _stream(asked)


def _stream(asked: Asked) -> Iterator[Comparison | InWorlds]:
    tally, stages = _Tally(asked), stages_of(asked.replications)
    with closing(_readings(asked)) as arriving:
        for name, replication, read in arriving:
            tally.rows[name][replication] = read
            reached = [stage for stage in stages if stage <= tally.complete]
            if reached:
                stages = stages[len(reached):]
                yield tally.comparison(reached[-1])


def stages_of(replications: int) -> list[int]:
    """Return after how many replications a stream tells what it knows: 2, 3, 5, 8, … and all."""
    stages, n = [], 2
    while n < replications:
        stages.append(n)
        n = max(n + 1, round(n * GROWTH))
    return [*stages, replications]


class _Tally:
    """The readings that have come in, by alternative and replication."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.rows: dict[str, list[Readings | None]] = {name: [None] * asked.replications for name in asked.programs}
        self._prefix = 0

    @property
    def complete(self) -> int:
        """The replications from the first on that every alternative has finished."""
        while self._prefix < self.asked.replications and all(rows[self._prefix] is not None for rows in self.rows.values()):
            self._prefix += 1
        return self._prefix

    def comparison(self, n: int) -> Comparison | InWorlds:
        """Return the comparison of the first n replications."""
        return comparison_in(self.asked, {name: [row for row in rows[:n] if row is not None] for name, rows in self.rows.items()})

    def interrupted(self) -> Interrupted:
        """Return the exception that carries what was finished."""
        done, of = self.complete, self.asked.replications
        if not done:
            return Interrupted(Label(f"已中断:{of} 次重复还没有算完一次,没有结果", f"interrupted before the first of {of} replications was finished; there is no result"))
        says = Label(f"已中断:{of} 次重复中完成 {done} 次,结果在 partial 中", f"interrupted: {done} of {of} replications are finished, see partial")
        return Interrupted(says, self.comparison(done))


def _readings(asked: Asked) -> Iterator[tuple[str, int, Readings]]:
    """Run every replication of every alternative on threads; the compiled walk lets them run at once."""
    jobs = ((name, replication) for replication in range(asked.replications) for name in asked.programs)
    wanted = asked.wanted

    def work(job: tuple[str, int]) -> Readings:
        """Run one replication of one alternative."""
        return read(asked.programs[job[0]], asked.seed, job[1], wanted, asked.engine)

    with ThreadPoolExecutor(asked.threads, thread_name_prefix="xnsim-replication") as pool:
        with closing(flow(pool, work, jobs, lambda: AHEAD * asked.threads)) as arriving:
            for (name, replication), found in arriving:
                yield name, replication, found


def read(program: Program, seed: int, replication: int, wanted: dict[Any, tuple[str, ...]], engine: Engine) -> Readings:
    """Run one replication and read off what is wanted in each cohort: (indicator, cohort) -> (value, parts)."""
    made = run(program, seed, replication, engine)
    return readings_of(made, wanted)


def readings_of(made: Any, wanted: dict[Any, tuple[str, ...]]) -> Readings:
    """Read off one run what is wanted in each cohort."""
    found: dict[tuple[str, Any], Reading] = {}
    for cohort, keys in wanted.items():
        found |= {(key, cohort): reading for key, reading in measure_all(made, keys, cohort).items()}
    return found


@contextmanager
def meter(shown: bool, total: int | None, done: int = 0) -> Iterator[Any]:
    """Show how far the work has come and how long it may take (``total`` None: nobody knows); gives a function that counts on."""
    if not shown:
        yield lambda n: None
        return
    from tqdm.auto import tqdm

    with tqdm(total=total, initial=done, desc="xnsim", unit=" run", smoothing=0.1) as bar:
        yield bar.update
