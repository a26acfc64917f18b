"""Queries that no server should run to their end, and what a server makes of them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tests.benchmarks.compare import markdown, show, verdict
from tests.benchmarks.memory import of_tree
from tests.benchmarks.peers import Service
from tests.benchmarks.rounds import JSON

_MIB: Final = 1024 * 1024
_ALLOWED_DELAY: Final = 0.5
_ALLOWED_GROWTH: Final = 100 * _MIB
"""Bytes that all processes together may hold more than before: caches, the spare worker."""

_PATTERNS: Final = 800
_BRACKETS: Final = 5_000


@dataclass(frozen=True, slots=True)
class Runaway:
    """A query, and the statuses that are a right answer to it."""

    text: str
    statuses: frozenset[int]


_STOPPED: Final = frozenset((503,))
_REFUSED_OR_STOPPED: Final = frozenset((400, 413, 503))
CARTESIAN: Final = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
CLOSURE: Final = "SELECT (COUNT(*) AS ?n) WHERE { ?a (<urn:x>|!<urn:x>)* ?b }"
_SORT: Final = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f ?a"
_BOMB: Final = """SELECT (GROUP_CONCAT(?text) AS ?all) WHERE {
  ?a ?b ?c . ?d ?e ?f . BIND(CONCAT(STR(?a), STR(?c), STR(?d), STR(?f)) AS ?text)
}"""
_CHAIN: Final = "\n".join(f"?v{n} ?p{n} ?v{n + 1} ." for n in range(_PATTERNS))
_NEST: Final = f"{'(' * _BRACKETS}1 = 1{')' * _BRACKETS}"
RUNAWAYS: Final = {
    "cartesian product": Runaway(CARTESIAN, _STOPPED),
    "property-path closure": Runaway(CLOSURE, _STOPPED),
    "ORDER BY over 10⁹ rows": Runaway(_SORT, _STOPPED),
    "GROUP_CONCAT bomb": Runaway(_BOMB, _STOPPED),
    f"{_PATTERNS} patterns": Runaway(f"SELECT * WHERE {{ {_CHAIN} }}", _REFUSED_OR_STOPPED),
    f"{_BRACKETS:,} nested brackets": Runaway(
        f"SELECT * WHERE {{ ?s ?p ?o FILTER({_NEST}) }}", _REFUSED_OR_STOPPED
    ),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a server took one runaway; *grown* is the memory of all its processes, in bytes."""

    name: str
    status: int
    is_right: bool
    seconds: float
    grown: int
    next_status: int
    next_seconds: float

    def is_met(self, limit: float) -> bool:
        """Whether it was refused or stopped in time, without harm to what came next."""
        return (
            self.is_right
            and self.seconds <= limit + _ALLOWED_DELAY
            and self.grown <= _ALLOWED_GROWTH
            and self.next_status == 200
            and self.next_seconds <= _ALLOWED_DELAY
        )


def send_all(service: Service, limit: float) -> Iterator[Outcome]:
    """Send every runaway with a time limit in seconds, and a plain question after each."""
    _ask(service, 60.0)
    for name, runaway in RUNAWAYS.items():
        before = of_tree(service.pid)
        status, seconds = send(service, runaway.text, limit)
        next_status, next_seconds = _ask(service, 60.0)
        grown = _settled(service.pid, before) - before
        is_right = status in runaway.statuses
        yield Outcome(name, status, is_right, seconds, grown, next_status, next_seconds)


def send(service: Service, text: str, limit: float) -> tuple[int, float]:
    """Post one query with a time limit; its status and the seconds it took."""
    with service.client(limit + 30) as client:
        fields = {"Content-Type": "application/sparql-query", "Accept": JSON}
        target = f"{service.path}?timeout={limit:g}"
        reply = client.send("POST", target, fields, text.encode())
    return reply.status, reply.seconds


def table(outcomes: Iterator[Outcome], limit: float) -> str:
    """Write one line for each runaway."""
    titles = ("runaway", "status", "after", "memory kept", "next ASK", "target")
    rows = (
        (
            outcome.name,
            str(outcome.status or "connection broken"),
            show(outcome.seconds),
            f"{max(0, outcome.grown) / _MIB:.0f} MB",
            f"{outcome.next_status or 'no answer'}, {show(outcome.next_seconds)}",
            verdict(outcome.is_met(limit)),
        )
        for outcome in outcomes
    )
    return markdown(titles, rows)


def _ask(service: Service, patience: float) -> tuple[int, float]:
    with service.client(patience) as client:
        reply = client.query(service.path, "ASK {}", JSON)
    return reply.status, reply.seconds


def _settled(pid: int, before: int) -> int:
    """The memory once what a dead worker held is given back: at once, or within three seconds."""
    end = time.monotonic() + 3
    while (now := of_tree(pid)) > before + _ALLOWED_GROWTH and time.monotonic() < end:
        time.sleep(0.1)
    return now
