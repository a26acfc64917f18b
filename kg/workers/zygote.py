"""The process that workers are forked from: it has imported everything and opened nothing.

It has one thread and few descriptors, so that a fork is cheap and safe, and it
alone waits for its children, so that their numbers are theirs until then.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import signal
import socket
import sys
import threading
from typing import NamedTuple, NoReturn

from kg.kernel import die_with, limit_memory
from kg.workers.isolation import leave_network
from kg.workers.limits import WorkerLimits
from kg.workers.worker import Worker

_REQUEST = 4096
_CHECK_SECONDS = 1.0


class Zygote:
    """Forks workers and ends them, as the front asks; each has a serial number."""

    def __init__(self, control: socket.socket, limits: WorkerLimits) -> None:
        self._control = control
        self._limits = limits
        self._children: dict[int, int] = {}
        self._serial = 0
        self._pid = os.getpid()

    def run(self) -> None:
        """Serve until the front is gone, then end all workers."""
        try:
            while request := self._control.recv(_REQUEST):
                self._serve(json.loads(request))
        except ConnectionError:
            pass
        finally:
            for serial in list(self._children):
                self._end(serial)

    def _serve(self, request: dict[str, int]) -> None:
        if "end" in request:
            self._reply({"status": self._end(request["end"])})
            return
        ours, theirs = socket.socketpair()
        with ours, theirs:
            try:
                pid = os.fork()
            except OSError as error:
                self._reply({"error": str(error)})
                return
            if pid == 0:
                self._become_worker(theirs, ours)
            self._serial += 1
            self._children[self._serial] = pid
            self._reply({"serial": self._serial, "pid": pid}, ours)

    def _become_worker(self, connection: socket.socket, other: socket.socket) -> NoReturn:
        """Turn the forked process into a worker, for the rest of its life."""
        try:
            self._control.close()
            other.close()
            if not die_with(self._pid):
                _watch(self._pid)
            limit_memory(self._limits.memory_bytes)
            Worker(connection, self._limits).run()
        except BaseException:
            logging.getLogger("kg.workers").exception("unexpected error in a worker")
        finally:
            os._exit(0)

    def _end(self, serial: int) -> int | None:
        """Kill a worker and wait for it; its exit code, negative for a signal."""
        pid = self._children.pop(serial, None)
        if pid is None:
            return None
        os.kill(pid, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

    def _reply(self, answer: dict[str, object], connection: socket.socket | None = None) -> None:
        descriptors = [] if connection is None else [connection.fileno()]
        socket.send_fds(self._control, [json.dumps(answer).encode()], descriptors)


def _watch(parent: int) -> None:
    """End this process when its parent has ended, where the kernel does not see to it."""

    def check() -> None:
        pause = threading.Event()
        while os.getppid() == parent:
            pause.wait(_CHECK_SECONDS)
        os._exit(0)

    threading.Thread(target=check, daemon=True).start()


class Setting(NamedTuple):
    """What the front tells a zygote at its start."""

    descriptor: int
    parent: int
    limits: WorkerLimits

    @classmethod
    def of(cls, arguments: list[str]) -> Setting:
        """Read the arguments of the command."""
        return cls(int(arguments[0]), int(arguments[1]), WorkerLimits(**json.loads(arguments[2])))


def main() -> None:
    """Get ready, say so, and serve."""
    logging.basicConfig(format="%(name)s: %(message)s")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # the front finishes its requests first
    setting = Setting.of(sys.argv[1:])
    isolated = None if setting.limits.network else leave_network()
    die_with(setting.parent)  # after the network: a new user namespace clears it
    gc.freeze()  # a collection must not copy the pages that workers share
    with socket.socket(fileno=setting.descriptor) as control:
        control.sendall(json.dumps({"isolated": isolated}).encode())
        Zygote(control, setting.limits).run()


if __name__ == "__main__":
    main()
