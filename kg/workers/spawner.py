"""The front's end of the zygote: it starts it, and has it fork and end workers."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from threading import Lock
from typing import Any

from kg.errors import UnavailableError
from kg.workers.limits import WorkerLimits
from kg.workers.link import Link

_REPLY = 4096
_START_SECONDS = 60.0
_REPLY_SECONDS = 30.0
_GRACE_SECONDS = 5.0
_ENVIRONMENT = {
    "MALLOC_ARENA_MAX": "1",  # each arena of glibc takes 64 MiB of the address space
    "RUST_BACKTRACE": "0",  # to print one takes memory, and hangs where there is none left
}


class Spawner:
    """A running zygote; any thread may use it.

    The thread that makes it must live as long: the kernel ends the zygote with
    that thread.
    """

    def __init__(self, limits: WorkerLimits) -> None:
        self._lock = Lock()
        self._broken = False
        try:
            self._control, self._process = _start(limits)
        except OSError as error:
            raise UnavailableError(f"Query processes cannot be started: {error}.") from error
        self._control.settimeout(_START_SECONDS)
        try:
            ready = self._receive()[0]
        except OSError as error:
            self.close()
            raise UnavailableError("Query processes cannot be started.") from error
        self._control.settimeout(_REPLY_SECONDS)
        self.isolated: bool | None = ready["isolated"]

    @property
    def pid(self) -> int:
        """The number of the zygote."""
        return self._process.pid

    @property
    def lives(self) -> bool:
        """Whether the zygote is still there, and answered whenever it was asked."""
        return self._process.poll() is None and not self._broken

    def spawn(self) -> Link:
        """Fork a worker.

        Raises:
            UnavailableError: it could not be done, or the zygote is gone.
        """
        answer, descriptors = self._ask({"spawn": 1})
        if not descriptors:
            self._end(answer.get("serial", 0))  # it came without its socket: too many are open here
            reason = answer.get("error", "too many open files")
            raise UnavailableError(f"A query process cannot be started: {reason}.")
        os.set_inheritable(descriptors[0], False)
        connection = socket.socket(fileno=descriptors[0])
        return Link(connection, answer["pid"], partial(self._end, answer["serial"]))

    def close(self) -> None:
        """End the zygote and all its workers."""
        with suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)  # a thread may wait for an answer
        with self._lock:
            self._control.close()
        try:
            self._process.wait(timeout=_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _end(self, serial: int) -> int | None:
        try:
            status: int | None = self._ask({"end": serial})[0]["status"]
        except UnavailableError:
            return None  # the kernel ends the workers of a zygote that is gone
        return status

    def _ask(self, request: dict[str, int]) -> tuple[dict[str, Any], list[int]]:
        with self._lock:
            try:
                self._control.sendall(json.dumps(request).encode())
                return self._receive()
            except OSError as error:
                self._broken = True  # an answer that came late would be taken for the next one
                raise UnavailableError("The process that starts workers is gone.") from error

    def _receive(self) -> tuple[dict[str, Any], list[int]]:
        data, descriptors, _, _ = socket.recv_fds(self._control, _REPLY, 1)
        if not data:
            raise ConnectionResetError
        return json.loads(data), descriptors


def _start(limits: WorkerLimits) -> tuple[socket.socket, subprocess.Popen[bytes]]:
    ours, theirs = socket.socketpair()
    with theirs:
        command = [sys.executable, "-m", "kg.workers.zygote", str(theirs.fileno())]
        try:
            process = subprocess.Popen(  # noqa: S603 - a module of ours
                [*command, str(os.getpid()), json.dumps(asdict(limits))],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C at a terminal is for the front
                env={**os.environ, **_ENVIRONMENT},
            )
        except OSError:
            ours.close()
            raise
    return ours, process
