"""The process that pySHACL runs in, seen from outside: asked, bounded in time, started again."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import weakref
from dataclasses import asdict
from functools import cache
from threading import Lock

from kg.errors import KgError, MemoryLimitError, QueryTimeoutError, ShapesError, WorkerLostError
from kg.validation.fallback.frames import Kind, read_frame, write_frame
from kg.validation.fallback.limits import IDLE_SECONDS, FallbackLimits

_GRACE_SECONDS = 5.0
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "1"}  # each arena of glibc takes 64 MiB of the address space


class Child:
    """A process that is started when it is first asked, and again when it ended.

    Any thread may ask; one is answered at a time.
    """

    def __init__(self, limits: FallbackLimits) -> None:
        self._limits = limits
        self._lock = Lock()
        self._running: _Running | None = None

    def ask(self, shapes: bytes, seconds: float) -> bytes:
        """Have nothing but the targets of *shapes*, N-Triples, validated; the report as such.

        Raises:
            QueryTimeoutError: there was no answer in time; the process was ended.
            MemoryLimitError: it needed more memory than it may have.
            WorkerLostError: it ended for another reason.
            ShapesError: pySHACL cannot evaluate the shapes.
        """
        with self._lock:
            if self._running is None or not self._running.lives:
                self.close()
                self._running = _Running(self._limits)
            try:
                return self._running.ask(shapes, seconds)
            except ShapesError:
                raise
            except BaseException:  # an answer that comes late would be taken for the next one
                self.close()
                raise

    def close(self) -> None:
        """End the process."""
        if self._running is not None:
            self._running.end()
            self._running = None


class _Running:
    def __init__(self, limits: FallbackLimits) -> None:
        self._asked = time.monotonic()
        ours, theirs = socket.socketpair()
        with theirs:
            # -P: what lies in the working directory is data, and no module of ours
            command = [sys.executable, "-P", "-m", "kg.validation.fallback.process"]
            try:
                self._process = subprocess.Popen(  # noqa: S603 - a module of ours
                    [*command, str(theirs.fileno()), str(os.getpid()), json.dumps(asdict(limits))],
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,  # Ctrl-C at a terminal ends us, and us its process
                    env={**os.environ, **_ENVIRONMENT},
                )
            except OSError as error:
                ours.close()
                raise WorkerLostError(f"pySHACL cannot be started: {error}.") from error
        self._connection = ours
        self._ended = weakref.finalize(self, _end, self._process, ours)

    @property
    def lives(self) -> bool:
        fresh = time.monotonic() - self._asked < IDLE_SECONDS / 2  # it may be about to end
        return fresh and self._process.poll() is None

    def end(self) -> int:
        self._ended()
        return self._process.returncode

    def ask(self, shapes: bytes, seconds: float) -> bytes:
        self._asked = time.monotonic()
        due = self._asked + seconds
        try:
            write_frame(self._connection, Kind.SHAPES, shapes, due)
            kind, payload = read_frame(self._connection, due)
        except TimeoutError:
            raise _late(seconds) from None
        except (EOFError, ConnectionError):
            raise _lost(self._status(), seconds) from None
        if kind == Kind.REPORT:
            return payload
        raise _memory() if kind == Kind.MEMORY else ShapesError(payload.decode())

    def _status(self) -> int:
        """How it ended; it lets go of its socket a moment before."""
        try:
            return self._process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            return self.end()


@cache
def shared_child(limits: FallbackLimits) -> Child:
    """The one process of this one: it takes half a second to start."""
    return Child(limits)


def _end(process: subprocess.Popen[bytes], connection: socket.socket) -> None:
    connection.close()
    process.kill()
    process.wait()


def _lost(status: int, seconds: float) -> KgError:
    if status == -signal.SIGXCPU:
        return _late(seconds)
    if status == -signal.SIGABRT:  # an allocation failed outside of Python
        return _memory()
    return WorkerLostError("The process that pySHACL ran in ended.", hint="Try again.")


def _late(seconds: float) -> QueryTimeoutError:
    return QueryTimeoutError(f"pySHACL did not come to an end within {seconds:g} seconds.")


def _memory() -> MemoryLimitError:
    return MemoryLimitError("pySHACL needed more memory than it may have.")
