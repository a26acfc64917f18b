"""The worker process: it runs one job after the other until the front is gone."""

from __future__ import annotations

import logging
import os
import pickle
import socket
import threading
from pathlib import Path

from kg.errors import KgError, MemoryLimitError, UnavailableError, WorkerLostError
from kg.kernel import priority, resident_bytes
from kg.store.snapshot import Snapshot
from kg.vocabulary import BASE_IRI
from kg.workers.crossing import error_to_bytes
from kg.workers.frames import RETIRE, FrameReader, Kind, frame
from kg.workers.limits import WorkerLimits
from kg.workers.sink import Sink
from kg.workers.tasks import TASKS

STACK_BYTES = 64 << 20
"""The engine recurses: what passes `kg.query_guards` needs far less than this."""

_log = logging.getLogger("kg.workers")


class Worker:
    """One version that is open, and the thread that queries it.

    Jobs run in a thread of their own, and the main thread only waits for its end.
    For the front lowers the priority of the thread when a query takes long, and
    it takes a privilege to raise it again, but none to start another thread.
    """

    def __init__(self, connection: socket.socket, limits: WorkerLimits) -> None:
        self._connection = connection
        self._reader = FrameReader(connection)
        self._limits = limits
        self._priority = priority()
        self._pending: bytes | None = None
        self._snapshot: Snapshot | None = None
        self._key: tuple[str, int, int] | None = None
        self._ends = False

    def run(self) -> None:
        """Answer until the front is gone."""
        threading.stack_size(STACK_BYTES)
        while not self._ends:
            thread = threading.Thread(target=self._serve)
            thread.start()
            thread.join()

    def _serve(self) -> None:
        try:
            self._send(frame(Kind.THREAD, b"%d" % threading.get_native_id()))
            while not self._ends and priority() == self._priority:
                if self._pending is None:
                    self._pending = self._reader.read().payload
                if priority() != self._priority:
                    return  # lowered just after its last answer: the next thread takes this job
                job, self._pending = self._pending, None
                self._answer(job)
        except (EOFError, ConnectionError):
            self._ends = True

    def _answer(self, job: bytes) -> None:
        sink = Sink(
            lambda data: self._send(frame(Kind.DATA, data)),
            most_bytes=self._limits.result_bytes,
            most_rows=self._limits.result_rows,
        )
        error = self._attempt(job, sink)
        if error is not None:
            self._send(frame(Kind.ERROR, error_to_bytes(error)))
            return
        rest = sink.rest()
        retire = RETIRE if resident_bytes() > self._limits.memory_bytes // 2 else b""
        self._send((frame(Kind.DATA, rest) if rest else b"") + frame(Kind.END, retire))

    def _attempt(self, job: bytes, sink: Sink) -> KgError | None:
        try:
            name, folder, arguments = pickle.loads(job)  # noqa: S301 - the front wrote it
            TASKS[name](self._open(folder), arguments, sink)
        except KgError as error:
            return error
        except OSError as error:
            return UnavailableError(f"The query could not be finished: {error}.")
        except MemoryError:
            return MemoryLimitError("The query needed more memory than a query may have.")
        except BaseException:  # a panic of the engine is no Exception
            _log.exception("unexpected error in a worker")
            self._ends = True
            return WorkerLostError("The engine failed on this query.", hint="Write it otherwise.")
        return None

    def _open(self, folder: str) -> Snapshot:
        """Open a version, and let go of the one that was open; a folder made anew is another."""
        key = _key(folder)
        if self._snapshot is None or key is None or key != self._key:
            path = Path(folder)
            number = int(path.name) if path.name.isdecimal() else 0
            snapshot = Snapshot.open(path, number, BASE_IRI)
            if self._snapshot is not None:
                self._snapshot.close()
            self._snapshot, self._key = snapshot, key
        return self._snapshot

    def _send(self, data: bytes) -> None:
        self._connection.sendall(data)


def _key(folder: str) -> tuple[str, int, int] | None:
    try:
        found = os.stat(folder)
    except OSError:
        return None
    return folder, found.st_dev, found.st_ino
