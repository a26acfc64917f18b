"""A hostile client: every attack of these tests, over and over, until it is told to stop."""

from __future__ import annotations

import http.client
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from functools import partial
from itertools import count, cycle
from random import Random
from typing import TypeAlias
from urllib.parse import urlsplit

from tests.conformance.protocol.client import CSV, TURTLE, accept, sent_as, target
from tests.faults.background import Background
from tests.faults.bodies import BOMBS, DOORS, send
from tests.faults.dripping import requests
from tests.faults.processes import kill, query_workers
from tests.faults.runaways import TEXTS, by_query, by_update
from tests.faults.servers import PAIRS, TRIPLES, Running

Attack: TypeAlias = Callable[[], None]
_PAUSE = 0.05
_KILL_SECONDS = 5.0
_NUMBERS = count()


class Hostile(Background):
    """Threads that attack a server; *statuses* counts what they were told."""

    def __init__(self, found: Running) -> None:
        super().__init__()
        self.statuses: Counter[int] = Counter()
        self._found = found
        self._random = Random(0)
        texts, updates = cycle(TEXTS.values()), cycle(TEXTS.values())
        attacks: list[Attack] = [
            *(lambda: self._note(by_query(found.client, next(texts)).status) for _ in range(2)),
            lambda: self._note(by_update(found.client, next(updates)).status),
            self._leave_large_answers,
            self._read_slowly,
            self._inflate,
            self._drip,
            self._talk_nonsense,
            self._kill_a_worker,
        ]
        self.tasks = [partial(self._repeat, attack) for attack in attacks]

    def _repeat(self, attack: Attack) -> None:
        while not self.ended.wait(_PAUSE):
            with suppress(ConnectionError, http.client.HTTPException):
                attack()

    def _note(self, status: int) -> None:
        self.statuses[status] += 1

    def _leave_large_answers(self) -> None:
        """Ask for much, and go away."""
        where = target("/sparql", ("query", f"{TRIPLES} # {next(_NUMBERS)}"))
        self._note(self._found.client.send("HEAD", where, None, accept(CSV)).status)
        host = urlsplit(self._found.server.address).netloc
        with closing(http.client.HTTPConnection(host, timeout=60)) as connection:
            connection.request("GET", where, headers={"Accept": CSV})
            response = connection.getresponse()
            self._note(response.status)
            response.read(self._random.randrange(1 << 22))

    def _read_slowly(self) -> None:
        """Ask for much five times, and read a little, for two seconds."""
        head = self._found.client.head_lines(
            "GET", target("/sparql", ("query", PAIRS)), accept(CSV), ("Accept-Encoding", "gzip")
        )
        with ExitStack() as stack:
            lines = [stack.enter_context(self._found.client.line()) for _ in range(5)]
            for line in lines:
                line.sendall(head)
            for _ in range(20):
                for line in lines:
                    line.recv(100)
                self.ended.wait(0.1)

    def _inflate(self) -> None:
        """Send a bomb through one door after the other."""
        door = DOORS[next(_NUMBERS) % len(DOORS)]
        self._note(send(self._found, door, BOMBS["gzip"], "gzip").status)
        self._note(send(self._found, door, (b" " * (1 << 20) for _ in range(70))).status)

    def _drip(self) -> None:
        """Begin requests on a hundred connections, drip for a second, and go away."""
        texts = requests(self._found)
        with ExitStack() as stack:
            lines = [stack.enter_context(self._found.client.line()) for _ in range(100)]
            for place in range(10):
                for line, text in zip(lines, cycle(texts), strict=False):
                    line.sendall(text[100 * place : 100 * place + 100])
                self.ended.wait(0.1)

    def _talk_nonsense(self) -> None:
        """Send what is no request, a document that is none, a graph that is none."""
        self._found.client.raw(self._random.randbytes(200) + b"\r\n\r\n")
        for where, text in (("/validate", "<a:s> <a:p> "), ("/graphs?graph=urn:x", "<<")):
            reply = self._found.client.send("POST", where, text.encode(), sent_as(TURTLE))
            self._note(reply.status)

    def _kill_a_worker(self) -> None:
        if not self.ended.wait(_KILL_SECONDS):
            kill([self._random.choice(query_workers(self._found.pid))])
