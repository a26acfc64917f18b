"""Questions that a page will ask, begun while it is still busy with others."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor

from kg.kernel import cores
from kg.workers import Rows, RowsJob, WorkerPool

_MOST_THREADS = 6


class Foresight:
    """Asks for rows in threads of its own, by the workers of a pool. Any thread may use it.

    It leaves a core to what the page waits for: as many questions are asked at a time as there are
    others, in the order in which they were begun.
    """

    def __init__(self, pool: WorkerPool) -> None:
        self._pool = pool
        self._threads = ThreadPoolExecutor(_threads(), "kg-foresight")

    def begin(self, job: RowsJob, seconds: float) -> Future[Rows]:
        """Begin a question; who needs the answer takes it with `taken`."""
        return self._threads.submit(self._pool.rows, job, seconds)

    def close(self) -> None:
        """Begin no more, and wait for what has begun."""
        self._threads.shutdown(cancel_futures=True)


def forget(begun: Iterable[Future[Rows]]) -> None:
    """Let go of questions that nobody needs: those that wait for their turn are not asked."""
    for question in begun:
        question.cancel()


def taken(begun: Future[Rows] | None) -> Rows | None:
    """The answer of a question that was begun; None where it waits for its turn still.

    Raises:
        KgError: as of `WorkerPool.rows`.
    """
    return None if begun is None or begun.cancel() else begun.result()


def _threads() -> int:
    return max(1, min(_MOST_THREADS, cores() - 1))
