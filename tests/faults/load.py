"""Clients that keep a server busy."""

from __future__ import annotations

from itertools import count

from tests.conformance.protocol.client import Reply
from tests.faults.background import Background
from tests.faults.servers import Running

CLIENTS = 8
_WORK = """SELECT (COUNT(*) AS ?n) {
  { SELECT ?a { ?a <http://example.org/next> ?b } LIMIT 100 }
  ?c <http://example.org/next> ?d FILTER(STR(?a) = STR(?d))
}"""


class Load(Background):
    """Clients that ask for work, each question a new one, until they are told to stop."""

    def __init__(self, running: Running, work: str = _WORK) -> None:
        super().__init__()
        self.replies: list[Reply] = []
        self._running = running
        self._work = work
        self._numbers = count()
        self.tasks = [self._ask] * CLIENTS

    def _ask(self) -> None:
        while not self.ended.is_set():
            self.replies.append(self._running.client.query(f"{self._work} # {next(self._numbers)}"))
