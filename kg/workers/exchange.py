"""One job with one worker, from the question to the end, however it ends."""

from __future__ import annotations

import math
import signal
from collections import deque
from collections.abc import Iterator
from threading import Lock
from typing import Protocol

from kg.errors import KgError, MemoryLimitError, QueryTimeoutError, WorkerLostError
from kg.workers.crossing import error_from_bytes
from kg.workers.frames import RETIRE, Kind
from kg.workers.link import Link

_CRASHES = (-signal.SIGSEGV, -signal.SIGBUS, -signal.SIGILL)


class Home(Protocol):
    """Where a worker goes after its job."""

    def give_back(self, link: Link) -> None:
        """Take a worker that can go on."""
        ...

    def end(self, link: Link) -> int | None:
        """End a worker and have it replaced; its exit code, as `Link.end` gives it."""
        ...

    def count(self, event: str) -> None:
        """Count how a job ended, by a name of `PoolCounters`."""
        ...


class Exchange(Iterator[bytes]):
    """The pieces of an answer as they come from a worker.

    However it ends, the worker goes home exactly once: given back after a whole
    answer or an error of the caller's, ended after anything else. *seconds* is how
    long the worker may be waited for; *due* the time of `time.monotonic` at which
    `expire` should be called, by whatever thread.
    """

    def __init__(self, link: Link, home: Home, seconds: float) -> None:
        self._link = link
        self._home = home
        self._seconds = seconds
        self._held: deque[bytes] = deque()
        self._complete = False
        self._failure: KgError | None = None
        self._returned = False
        self._lock = Lock()
        self.settled = False
        self.due = math.inf

    def ask(self, folder: str, job: bytes) -> None:
        """Send the question.

        Raises:
            WorkerLostError: the worker is gone.
            QueryTimeoutError: it did not take the question in time.
        """
        try:
            self._link.ask(folder, job, self._seconds)
        except (TimeoutError, EOFError) as error:
            raise self._broken_off(error) from None

    def gather(self, most: int) -> bytes | None:
        """Wait for the whole answer and give it.

        None when it is longer than *most* bytes; then it is read as an iterator.

        Raises:
            KgError: the answer is an error.
        """
        size = 0
        while size <= most:
            piece = self._receive()
            if piece is None:
                return b"".join(self._held)
            self._held.append(piece)
            size += len(piece)
        return None

    def __next__(self) -> bytes:
        if self._held:
            return self._held.popleft()
        piece = self._receive()
        if piece is None:
            raise StopIteration
        return piece

    def close(self) -> None:
        """Let go of the answer; a worker that has not come to its end is ended."""
        if self._settle():
            self._home.end(self._link)
            self._home.count("abandoned")
        if not self._returned:
            self._link.close()
        self._held.clear()
        self._complete = True

    def expire(self) -> None:
        """End the worker because the reader is too slow; the reader learns it on reading on."""
        if self._settle():
            self._home.end(self._link)
            self._home.count("abandoned")

    def _receive(self) -> bytes | None:
        """The next piece; None at the end."""
        if self._failure is not None:
            raise self._failure
        if self._complete:
            return None
        try:
            kind, payload = self._link.receive()
        except (TimeoutError, EOFError) as error:
            raise self._broken_off(error) from None
        if kind == Kind.DATA:
            return payload
        if kind == Kind.END:
            self._complete = True
            self._finish("retired" if payload == RETIRE else "")
            return None
        self._failure = error_from_bytes(payload)
        self._finish(_event(self._failure))
        raise self._failure

    def _finish(self, event: str) -> None:
        """Send the worker home; to its end if something happened to it."""
        if not self._settle():
            return
        if not event:
            self._returned = True
            self._home.give_back(self._link)
            return
        self._home.count(event)
        self._home.end(self._link)
        self._link.close()

    def _broken_off(self, reason: TimeoutError | EOFError) -> KgError:
        if not self._settle():
            error: KgError = QueryTimeoutError(
                "The answer was not read within the time allowed.",
                hint="Read faster, or ask for less with LIMIT.",
            )
        else:
            status = self._home.end(self._link)
            error = self._timeout() if isinstance(reason, TimeoutError) else _lost(status)
            self._home.count(_event(error))
        self._link.close()
        self._failure = error
        return error

    def _timeout(self) -> QueryTimeoutError:
        return QueryTimeoutError(
            f"The query was not finished within {self._seconds:g} seconds.",
            hint="Ask for less: add LIMIT, or narrow the pattern.",
        )

    def _settle(self) -> bool:
        """Whether the caller is the first who decides about the worker."""
        with self._lock:
            first, self.settled = not self.settled, True
            return first


def _lost(status: int | None) -> WorkerLostError:
    """What the exit code of a worker says about its query."""
    if status == -signal.SIGABRT:  # an allocation failed: the engine cannot go on
        return MemoryLimitError(
            "The query needed more memory than one query may have.",
            hint="Ask for less: add LIMIT, narrow the pattern, or group fewer values.",
        )
    if status in _CRASHES:
        return WorkerLostError(
            "The engine failed on this query.", hint="Use fewer nested brackets and patterns."
        )
    return WorkerLostError("The process that ran the query ended.", hint="Send it again.")


def _event(error: KgError) -> str:
    """How an error is counted; not at all when it says nothing about the worker."""
    if isinstance(error, MemoryLimitError):
        return "memory"
    if isinstance(error, WorkerLostError):
        return "lost"
    return "timed_out" if isinstance(error, QueryTimeoutError) else ""
