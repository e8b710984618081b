"""Work handed to an executor a little ahead, and taken back as it is finished."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from queue import Empty, SimpleQueue
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

GLANCE_S = 0.25  # Windows lets Ctrl-C through only between waits


def flow(executor: Executor, work: Callable[[Job], Result], jobs: Iterable[Job], ahead: Callable[[], int]) -> Iterator[tuple[Job, Result]]:
    """Yield (job, result) in the order in which the work is finished.

    At most ``ahead()`` jobs are in hand at once, so ``jobs`` may make up its mind late.
    When the iterator is closed, by an error or Ctrl-C for instance, what has not begun is
    called back; what is being worked on ends by itself.
    """
    waiting, finished = iter(jobs), SimpleQueue[Future]()
    in_hand: dict[Future, Job] = {}
    try:
        while True:
            while len(in_hand) < ahead():
                job = next(waiting, None)
                if job is None:
                    break
                future = executor.submit(work, job)
                in_hand[future] = job
                future.add_done_callback(finished.put)
            if not in_hand:
                return
            done = _next(finished)
            yield in_hand.pop(done), done.result()
    finally:
        for future in in_hand:
            future.cancel()


def _next(finished: SimpleQueue[Future]) -> Future:
    while True:
        try:
            return finished.get(timeout=GLANCE_S)
        except Empty:
            continue
