"""Work handed out in batches: one plain function, run in this process, in several, or on a cluster.

In: any `concurrent.futures.Executor`, a function that can be pickled, and the batches. Out: each batch with its result,
in the order of the batches. Only so many batches are handed out ahead, so that memory does not grow with the work.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Any, TypeVar

Item = TypeVar("Item")
Batch = TypeVar("Batch")
Result = TypeVar("Result")

_AHEAD_PER_JOB = 2
WORTH = 1_000
"""So many files or packets must wait before other processes are started for them. That takes two seconds (measured), in
which one process reads 800 forms: 240 of them took two processes 2.8 s, and one 1.6."""


def _weightless(_: object) -> int:
    return 0


class InThisProcess(Executor):
    """An executor that does the work at once, where it is asked for: what one job means."""

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """The work done; what it raises is raised here."""
        future: Future[Result] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def jobs_worth(jobs: int, waiting: int) -> int:
    """How many of the jobs asked for are worth starting for what waits."""
    return jobs if waiting >= WORTH else 1


def open_executor(jobs: int) -> Executor:
    """The executor for so many jobs. To be closed, as in `with open_executor(2) as executor`."""
    if jobs <= 1:
        return InThisProcess()
    # Spawned, on every system alike: a forked child would hold the parent's connection to the store.
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))


def in_batches(
    items: Iterable[Item], count: int, weight: Callable[[Item], int] = _weightless, heaviest: int = 1
) -> Iterator[list[Item]]:
    """The items by so many, or by fewer that weigh so much; each batch is put together when it is asked for."""
    batch: list[Item] = []
    weighs = 0
    for item in items:
        batch.append(item)
        weighs += weight(item)
        if len(batch) >= count or weighs >= heaviest:
            yield batch
            batch, weighs = [], 0
    if batch:
        yield batch


def handed_out(
    executor: Executor, work: Callable[[Batch], Result], batches: Iterable[Batch], jobs: int = 1
) -> Iterator[tuple[Batch, Result]]:
    """Each batch with its result, in the order of the batches.

    While others work at those handed out, this process puts together those that follow and takes in those that are done.
    """
    ahead = _AHEAD_PER_JOB * jobs if jobs > 1 else 1
    waiting: deque[tuple[Batch, Future[Result]]] = deque()
    for batch in batches:
        waiting.append((batch, executor.submit(work, batch)))
        if len(waiting) >= ahead:
            yield _done(waiting)
    while waiting:
        yield _done(waiting)


def _done(waiting: deque[tuple[Batch, Future[Result]]]) -> tuple[Batch, Result]:
    batch, future = waiting.popleft()
    return batch, future.result()
