"""The front's end of one worker: a job goes in, frames come out, within a time."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import suppress

from kg.kernel import lower_priority
from kg.workers.frames import Frame, FrameReader, Kind, frame

COURTESY_SECONDS = 0.05
"""How long a query runs before the others go first."""

_SHORTEST = 1e-4


class Link:
    """A worker, as the thread that holds it sees it.

    *end* kills it if it still runs, waits for it, and gives its exit code: negative
    for a signal, None when it was ended before or its zygote is gone.
    """

    def __init__(self, connection: socket.socket, pid: int, end: Callable[[], int | None]) -> None:
        self._connection = connection
        self._reader = FrameReader(connection)
        self._thread = 0
        self._left = 0.0
        self._courtesy = 0.0
        self._lowered = False
        self.pid = pid
        self.end = end
        self.folder = ""

    @property
    def lives(self) -> bool:
        """Whether the worker still holds its end."""
        self._connection.settimeout(0)
        try:
            while True:
                self._reader.fill()  # a new worker may have said which thread it has
        except BlockingIOError:
            return True
        except (EOFError, OSError):
            return False

    def ask(self, folder: str, job: bytes, seconds: float) -> None:
        """Send a job on the version at *folder*, to be answered within *seconds* of waiting.

        Raises:
            EOFError: the worker is gone.
            TimeoutError: it did not take the job in time.
        """
        self._left, self._courtesy, self._lowered = seconds, COURTESY_SECONDS, False
        self.folder = folder
        self._connection.settimeout(seconds)
        try:
            self._connection.sendall(frame(Kind.JOB, job))
        except ConnectionError as error:
            raise EOFError from error

    def receive(self) -> Frame:
        """Wait for the next frame; only the time waited here counts.

        Raises:
            EOFError: the worker is gone.
            TimeoutError: the time is up.
        """
        while True:
            while (found := self._reader.take()) is None:
                self._fill()
            if found.kind != Kind.THREAD:
                return found
            self._thread = int(found.payload)
            self._lowered = False

    def close(self) -> None:
        """Let go of the worker."""
        self._connection.close()

    def _fill(self) -> None:
        if self._left <= 0:
            raise TimeoutError
        if self._courtesy <= 0 and not self._lowered and self._thread:
            lower_priority(self._thread)
            self._lowered = True
        wait = self._left if self._courtesy <= 0 else min(self._left, self._courtesy)
        self._connection.settimeout(max(wait, _SHORTEST))
        begin = time.monotonic()
        try:
            with suppress(TimeoutError):
                self._reader.fill()
        finally:
            waited = time.monotonic() - begin
            self._left -= waited
            self._courtesy -= waited
