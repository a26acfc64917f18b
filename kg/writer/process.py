"""The writer's own process: one request after the other, until its client goes away."""

from __future__ import annotations

import json
import logging
import resource
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from kg.errors import InputError, KgError, UnavailableError
from kg.kernel import resident_bytes
from kg.workers import WorkerLimits
from kg.writer.desk import Desk
from kg.writer.requests import Reply

_SHARE = 8
"""A process that held so much of its memory is replaced: libraries keep what they have seen."""

_log = logging.getLogger("kg.writer")


def main(arguments: list[str]) -> None:
    """Serve the store at the folder that *arguments* name, over the socket they number.

    Then come the most memory in bytes, and the limits of query workers as JSON.
    """
    folder, handle, memory, limits = arguments
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the client ends us, not the terminal
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _limit(int(memory))
    connection = Connection(int(handle))
    desk = Desk(Path(folder), WorkerLimits(**json.loads(limits)))
    try:
        last = False
        while not last:
            answer = _answer(desk, connection.recv())
            last = _resident_bytes() * _SHARE > int(memory) > 0
            connection.send(Reply(answer, last))
    except (EOFError, BrokenPipeError):
        pass  # the client is gone, and what it asked for is done
    finally:
        desk.close()


def _answer(desk: Desk, request: object) -> object:
    try:
        return desk.work(request)
    except KgError as error:
        return error
    except MemoryError:
        return InputError("The request needs more memory than the writer may have.")
    except Exception:  # the client must get an answer, and no stack trace
        _log.exception("unexpected error in the writer")
        return UnavailableError("The writer met an error that it does not know; nothing is stored.")


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _resident_bytes() -> int:
    """What this process holds now; where that cannot be told, the most that it ever held."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return resident_bytes()
    return pages * resource.getpagesize()


if __name__ == "__main__":
    main(sys.argv[1:])
