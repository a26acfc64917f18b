"""The client of the writer's process: it starts it, bounds it in time, and starts it again."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from dataclasses import asdict, replace
from multiprocessing.connection import Connection
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import TypeVar

from kg.errors import (
    BusyError,
    KgError,
    QueryTimeoutError,
    UnavailableError,
    WorkerLostError,
)
from kg.workers import WorkerLimits
from kg.writer.requests import Reply, Request

Answer = TypeVar("Answer")

_MEMORY = 8 << 30
_GRACE = 2.0


class WriterProcess:
    """A process that works on one request at a time, for the threads of a server.

    It starts with the first request. When it does not answer within *seconds* it
    is killed: its write then did not happen. At most *queue* requests wait for
    their turn, none longer than *queue_seconds*. *limits* are those of the patterns
    of updates, which run one at a time.
    """

    def __init__(
        self,
        folder: Path,
        *,
        seconds: float = 300.0,
        queue: int = 16,
        queue_seconds: float = 30.0,
        memory_bytes: int = _MEMORY,
        limits: WorkerLimits | None = None,
    ) -> None:
        self._folder = folder
        self._seconds = seconds
        self._queue_seconds = queue_seconds
        self._memory = memory_bytes
        self._limits = replace(limits or WorkerLimits(), workers=1)
        self._places = BoundedSemaphore(queue)
        self._turn = Lock()
        self._closed = False
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None

    def do(self, request: Request, kind: type[Answer]) -> Answer:
        """Have a request worked on, and give its answer, which is a *kind*.

        Raises:
            BusyError: too many requests wait.
            QueryTimeoutError: no answer in time; nothing was acknowledged.
            WorkerLostError: the process ended over this request; nothing was acknowledged.
            UnavailableError: it was closed.
            KgError: what the writer refused it with.
        """
        if not self._places.acquire(blocking=False):
            raise BusyError("Too many writes wait for their turn.", hint="Try again soon.")
        try:
            if not self._turn.acquire(timeout=self._queue_seconds):
                raise BusyError("The writer is busy with another write.", hint="Try again soon.")
            try:
                answer = self._ask(request)
            finally:
                self._turn.release()
        finally:
            self._places.release()
        if isinstance(answer, KgError):
            try:
                raise answer
            finally:
                del answer  # it knows this frame now: in a circle, it would hold the request
        assert isinstance(answer, kind)
        return answer

    def close(self, seconds: float = _GRACE) -> None:
        """End the process; a request under way has so many seconds to be done, or never was."""
        self._closed = True
        idle = self._turn.acquire(timeout=seconds)
        process, connection = self._process, self._connection
        try:
            if idle and connection is not None:
                connection.close()
            if process is not None:
                _end_within(process, seconds if idle else 0)
        finally:
            if idle:
                self._process = self._connection = None
                self._turn.release()

    def _ask(self, request: Request) -> object:
        connection = self._connected()
        try:
            connection.send(request)
            if not connection.poll(self._seconds):
                self._end()
                raise QueryTimeoutError(
                    f"The write was not finished within {self._seconds:g} seconds, and stopped;"
                    " it was not acknowledged.",
                    hint="Send less at once; read the graph to see whether it was stored.",
                )
            reply = connection.recv()
        except (EOFError, ConnectionError) as error:
            self._end()
            raise WorkerLostError(
                "The writer ended over this request; it was not acknowledged.",
                hint="Read the graph to see whether it was stored, and send it again if not.",
            ) from error
        assert isinstance(reply, Reply)
        if reply.last and self._process is not None:
            _end_within(self._process, _GRACE)
        return reply.answer

    def _connected(self) -> Connection:
        if self._closed:
            raise UnavailableError("The server is stopping.")
        if self._connection is None or self._process is None or self._process.poll() is not None:
            self._end()
            ours, theirs = socket.socketpair()
            with theirs:
                limits = json.dumps(asdict(self._limits))
                command = [sys.executable, "-m", "kg.writer.process", str(self._folder)]
                self._process = subprocess.Popen(  # noqa: S603 - our own module
                    [*command, str(theirs.fileno()), str(self._memory), limits],
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                )
            self._connection = Connection(ours.detach())
        return self._connection

    def _end(self) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = self._connection = None


def _end_within(process: subprocess.Popen[bytes], seconds: float) -> None:
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
