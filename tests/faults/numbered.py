"""Numbered writes: each graph holds the number of one write in each of its triples, or is torn."""

from __future__ import annotations

import http.client
from dataclasses import dataclass, field
from threading import Event, Thread

from tests.conformance.protocol.client import PROBLEM, Client
from tests.conformance.protocol.graphs import named

GRAPHS = 5
TRIPLES = 40
BASE = "http://numbered.example.org/"
_SOURCES = f"SELECT ?g ?v (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s <{BASE}value> ?v }} }} GROUP BY ?g ?v"
_MERGED = f"SELECT ?v (COUNT(*) AS ?n) {{ ?s <{BASE}value> ?v }} GROUP BY ?v"


def graph(number: int) -> str:
    """The graph that a write replaces: they take turns."""
    return f"{BASE}g{number % GRAPHS}"


def triples(number: int, count: int = TRIPLES) -> str:
    """What a write puts into its graph."""
    lines = (f"<{graph(number)}/{i}> <{BASE}value> {number} .\n" for i in range(count))
    return "".join(lines)


@dataclass
class Ledger:
    """The numbers that were sent and those that were acknowledged, by graph."""

    count: int = TRIPLES
    sent: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    refused: list[int] = field(default_factory=list)
    last: int = 0

    def write(self, client: Client) -> bool:
        """Send the next write; whether it was acknowledged."""
        self.last += 1
        number, name = self.last, graph(self.last)
        self.sent[name] = number
        try:
            reply = client.put(named(name), triples(number, self.count))
        except (OSError, http.client.HTTPException):
            return False  # the server is gone: the client cannot know
        if reply.status in (201, 204):
            self.kept[name] = number
            return True
        assert (reply.status in (503, 507), reply.media_type) == (True, PROBLEM), reply.text
        assert "/store" not in reply.text, "where files lie concerns nobody"
        self.refused.append(reply.status)
        return False

    def check(self, client: Client) -> None:
        """Every acknowledged write is there, or a later one in its place; none is torn."""
        rows = client.rows(_SOURCES)
        found = {row["g"]: int(row["v"]) for row in rows}
        assert len(found) == len(rows), f"two writes in one graph: {rows}"
        assert {int(row["n"]) for row in rows} <= {self.count}, f"a torn graph: {rows}"
        assert found.keys() >= self.kept.keys(), "an acknowledged graph is missing"
        for name, number in found.items():
            assert self.kept.get(name, 0) <= number <= self.sent[name]
            assert graph(number) == name
        merged = {int(row["v"]): int(row["n"]) for row in client.rows(_MERGED)}
        assert merged == dict.fromkeys(found.values(), self.count), "the union is another"


class Pen(Thread):
    """Writes on and on until it is told to stop, with a *pause* in seconds between.

    *wrote* is set by each acknowledged write.
    """

    def __init__(self, client: Client, ledger: Ledger, *, pause: float = 0.0) -> None:
        super().__init__(daemon=True)
        self.ledger = ledger
        self.wrote = Event()
        self._client = client
        self._pause = pause
        self._ended = Event()
        self._failure: BaseException | None = None

    def run(self) -> None:
        """Write until told to stop."""
        try:
            while not self._ended.wait(self._pause):
                if self.ledger.write(self._client):
                    self.wrote.set()
        except BaseException as error:
            self._failure = error

    def next_write(self, seconds: float) -> None:
        """Wait for the next acknowledgement."""
        self.wrote.clear()
        assert self.wrote.wait(seconds), f"no write for {seconds} seconds: {self._failure}"

    def rest(self) -> None:
        """Stop, and say what went wrong."""
        self._ended.set()
        self.join(timeout=60)
        assert not self.is_alive()
        if self._failure is not None:
            raise self._failure
