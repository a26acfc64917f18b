"""Clients that keep a server busy."""

from __future__ import annotations

from itertools import count
from threading import Event, Thread

from tests.conformance.protocol.client import Reply
from tests.faults.servers import Running

CLIENTS = 8
_WORK = """SELECT (COUNT(*) AS ?n) {
  { SELECT ?a { ?a <http://example.org/next> ?b } LIMIT 100 }
  ?c <http://example.org/next> ?d FILTER(STR(?a) = STR(?d))
}"""


class Load:
    """Clients that ask for work, each question a new one, until they are told to stop."""

    def __init__(self, running: Running, work: str = _WORK) -> None:
        self.replies: list[Reply] = []
        self.failures: list[BaseException] = []
        self._running = running
        self._work = work
        self._numbers = count()
        self._ended = Event()
        self._threads = [Thread(target=self._ask, daemon=True) for _ in range(CLIENTS)]

    def __enter__(self) -> Load:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join(timeout=60)

    def _ask(self) -> None:
        try:
            while not self._ended.is_set():
                self.replies.append(
                    self._running.client.query(f"{self._work} # {next(self._numbers)}")
                )
        except BaseException as error:
            self.failures.append(error)
