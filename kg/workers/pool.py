"""The pool of query workers, as the threads of a server use it."""

from __future__ import annotations

import pickle
import time
from pathlib import Path
from threading import Event, Lock
from types import TracebackType
from typing import Self

from kg.errors import BusyError
from kg.workers.counters import PoolCounters, Tally
from kg.workers.exchange import Exchange
from kg.workers.jobs import Answer, MadeView, OpenJob, RowsJob, ViewJob, WorkerJob
from kg.workers.keeper import Keeper
from kg.workers.limits import WorkerLimits
from kg.workers.link import Link
from kg.workers.roster import Roster
from kg.workers.rows import Rows


class WorkerPool:
    """Runs jobs in processes that can be stopped; any thread may use it.

    It starts with the first job, or with `start`, and must be closed.
    """

    def __init__(self, limits: WorkerLimits | None = None) -> None:
        self.limits = limits or WorkerLimits()
        self._tally = Tally()
        self._wanted = Event()
        self._roster = Roster(self.limits, self._wanted)
        self._starting = Lock()
        self._started = False
        self._keeper = Keeper(
            self.limits,
            self._roster,
            self._wanted,
            prepare=self._prepare,
            count=self.count,
        )

    def start(self) -> None:
        """Start the zygote and the spare workers; once is enough.

        Raises:
            UnavailableError: they cannot be started yet; the pool goes on trying.
        """
        if self._started:
            return
        with self._starting:
            if not self._started:
                self._started = True
                self._keeper.start()

    def close(self) -> None:
        """End all processes; whoever waits or reads gets an error."""
        with self._starting:
            if self._started:
                self._keeper.close()
            else:
                self._roster.close()

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def isolated(self) -> bool | None:
        """Whether workers have no network, as tested at the start; None when it was not tested."""
        return self._keeper.isolated

    @property
    def counters(self) -> PoolCounters:
        """What was done since the start, and what is done now."""
        return self._tally.counters(*self._roster.numbers)

    @property
    def processes(self) -> list[int]:
        """The numbers of all processes: the zygote, then the workers."""
        return [*self._keeper.zygote, *self._roster.workers]

    def run(self, job: WorkerJob, seconds: float | None = None) -> Answer:
        """Run a job within *seconds*, at most `limits.seconds`, once a worker is there.

        A large answer must be exhausted or closed. The time that its reader takes
        does not count, up to `limits.stream_seconds`; on reading on, the same errors may
        come as here.

        Raises:
            BusyError: no worker in time, or too many requests wait for one.
            QueryTimeoutError: it was not finished in time.
            MemoryLimitError: it needed more memory than it may have.
            WorkerLostError: the worker ended over it, or was ended.
            ResultTooLargeError: the answer is beyond the limits.
            UnavailableError: the version cannot be opened or read, or the pool is closed.
            InputError: what the task has against the job; `QuerySyntaxError` and the like.
        """
        self.start()
        most = self.limits.seconds
        seconds = most if seconds is None else min(seconds, most)
        folder, message = _question(job)
        exchange = Exchange(self._take(folder, seconds), self, seconds)
        self.count("queries")
        try:
            exchange.ask(folder, message)
            body = exchange.gather(self.limits.small_bytes)
        except BaseException:
            exchange.close()
            raise
        if body is not None:
            return Answer(body)
        exchange.due = time.monotonic() + self.limits.stream_seconds
        self._keeper.watch(exchange)
        return Answer(chunks=exchange)

    def rows(self, job: RowsJob, seconds: float | None = None) -> Rows:
        """Run a job for the first rows of a table; errors as of `run`."""
        return Rows.from_bytes(self.run(job, seconds).read())

    def view(self, job: ViewJob) -> MadeView:
        """Have a view found or made; errors as of `run`."""
        return MadeView.from_bytes(self.run(job).read())

    def prefetch(self, folder: Path) -> None:
        """Have idle workers, and all that are started later, open a version ahead of queries.

        Returns at once. The version that was open before is let go.
        """
        self._keeper.folder = str(folder)
        self._wanted.set()

    def give_back(self, link: Link) -> None:
        """Take a worker that can go on."""
        if not self._roster.give(link):
            self.end(link)
            link.close()
        elif self._keeper.folder not in ("", link.folder):
            self._wanted.set()

    def end(self, link: Link) -> int | None:
        """End a worker and have it replaced; its exit code, as `Link.end` gives it."""
        status = link.end()
        self._roster.remove(link)
        return status

    def count(self, event: str) -> None:
        """Count an event, by a name of `PoolCounters`."""
        self._tally.add(event)

    def _take(self, folder: str, seconds: float) -> Link:
        wait = min(self.limits.queue_seconds, seconds)
        try:
            while not (link := self._roster.take(folder, wait)).lives:
                self._keeper.bury(link)
        except BusyError:
            self.count("refused")
            raise
        return link

    def _prepare(self, link: Link, folder: str) -> None:
        exchange = Exchange(link, self, self.limits.seconds)
        exchange.ask(*_question(OpenJob(Path(folder))))
        exchange.gather(0)


def _question(job: WorkerJob) -> tuple[str, bytes]:
    folder = str(job.folder)
    return folder, pickle.dumps((job.task, folder, job.arguments()))
