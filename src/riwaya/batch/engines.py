"""Who works: here the processes of this machine. Other executors have modules of their own and the same slots."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice

from riwaya.batch.ledger import Ledger
from riwaya.batch.records import Outcome, Task
from riwaya.batch.slot import Say, Slot

#: From tasks to outcomes, in the order in which they are finished.
Engine = Callable[[Iterable[Task]], Iterator[Outcome]]


class EngineError(Exception):
    """The executor cannot be used, or gave up; the message says why and what to do."""


def local(ledger: Ledger, workers: int, say: Say) -> Engine:
    """``workers`` processes of this machine, each watched by a thread; few tasks are held at a time."""

    def run(tasks: Iterable[Task]) -> Iterator[Outcome]:
        slots = [Slot(ledger, f"local-{number}", say) for number in range(workers)]
        free: queue.SimpleQueue[Slot] = queue.SimpleQueue()
        for slot in slots:
            free.put(slot)

        def one(task: Task) -> Outcome:
            slot = free.get()
            try:
                return slot.run(task)
            finally:
                free.put(slot)

        pool = ThreadPoolExecutor(workers)
        try:
            yield from _bounded(pool, one, iter(tasks), 2 * workers)
        finally:
            for slot in slots:
                slot.close()
            pool.shutdown(cancel_futures=True)

    return run


def _bounded(
    pool: ThreadPoolExecutor, one: Callable[[Task], Outcome], tasks: Iterator[Task], most: int
) -> Iterator[Outcome]:
    waiting: set[Future[Outcome]] = {pool.submit(one, task) for task in islice(tasks, most)}
    while waiting:
        finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        for future in finished:
            yield future.result()
            waiting |= {pool.submit(one, task) for task in islice(tasks, 1)}
