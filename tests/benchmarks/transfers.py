"""A long answer, writes until they are seen, and bulk loading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final
from urllib.parse import quote

from tests.benchmarks import blocks
from tests.benchmarks.client import Client
from tests.benchmarks.compare import markdown, percentile, show, verdict
from tests.benchmarks.documents import CATALOGUE, news
from tests.benchmarks.generate import in_default_graph
from tests.benchmarks.memory import of_process
from tests.benchmarks.peers import TOKEN, Service
from tests.benchmarks.rounds import CSV, JSON
from tests.benchmarks.stores import Loading, Prepared
from tests.benchmarks.world import World

ROWS: Final = 1_000_000
_MB: Final = 1_000_000
_SIZES: Final = ("stored", "memory")
_AUTHORISED: Final = {"Authorization": f"Bearer {TOKEN}"}
_WRITTEN_TRIPLES: Final = 100
_NEW_ARTICLES: Final = 50_000_000
"""Numbers of articles from here on are in no dataset."""


@dataclass(slots=True)
class Counting:
    """Counts the lines of an answer, and watches the memory of the process that sends it."""

    pid: int
    lines: int = 0
    most: int = 0
    unseen: int = 0

    def take(self, piece: bytes) -> None:
        """Count one piece; look at the memory at every megabyte."""
        self.lines += piece.count(b"\n")
        self.unseen += len(piece)
        if self.unseen >= _MB:
            self.unseen = 0
            self.most = max(self.most, of_process(self.pid))


def long_answer(services: Sequence[Service], world: World, rounds: int) -> str:
    """Fetch a million rows of each service in turns, and write a line for each."""
    # every statement comes as often as it takes
    copies = " ".join(str(number) for number in range(2 * ROWS // world.triples + 1))
    text = f"SELECT ?s ?p ?o ?copy WHERE {{ VALUES ?copy {{ {copies} }} ?s ?p ?o }} LIMIT {ROWS}"
    figures: dict[str, list[tuple[int, int, float, float, int]]] = {}
    for number in range(rounds):
        for service in services:
            figures.setdefault(service.name, []).append(_fetch(service, f"{text} # {number}\n"))
    titles = ("10⁶ rows", "status", "rows", "first byte", "all", "front memory grew", "targets")
    rows = [_long_row(name, taken) for name, taken in figures.items()]
    return markdown(titles, rows)


def _fetch(service: Service, text: str) -> tuple[int, int, float, float, int]:
    counting = Counting(service.pid)
    before = of_process(service.pid)
    with service.client(120.0) as client:
        target = f"{service.path}?query={quote(text, safe='')}"
        reply = client.send("GET", target, {"Accept": CSV}, sink=counting.take)
    grown = max(counting.most, of_process(service.pid)) - before
    return reply.status, counting.lines - 1, reply.first_byte, reply.seconds, grown


def _long_row(name: str, figures: Sequence[tuple[int, int, float, float, int]]) -> list[str]:
    first, whole = (median(figure[place] for figure in figures) for place in (2, 3))
    status = ", ".join(sorted({str(figure[0] or "cut short") for figure in figures}))
    grown, rows = max(figure[4] for figure in figures), min(figure[1] for figure in figures)
    met = status == "200" and rows == ROWS and first < 0.5 and grown < 50 * _MB
    memory = f"{max(0, grown) / _MB:.0f} MB"
    return [name, status, f"{rows:,}", show(first), show(whole), memory, verdict(met)]


def writes(service: Service, world: World, number: int) -> str:
    """Put *number* new graphs one after the other; how long until a query sees each.

    They are deleted in the end, so that the store answers as before.
    """
    seconds: list[float] = []
    put: list[float] = []
    troubles: list[str] = []
    with service.client(30.0) as client:
        for offset in range(number + 1):
            start = perf_counter()
            trouble, acknowledged = _write_and_see(client, service, world, _NEW_ARTICLES + offset)
            if trouble:
                troubles.append(trouble)
            elif offset:  # the first one warms up
                seconds.append(perf_counter() - start)
                put.append(acknowledged)
        for offset in range(number + 1):
            graph, _, _ = new_graph(world, _NEW_ARTICLES + offset)
            client.send("DELETE", _target(graph), _AUTHORISED)
    titles = ("write", "writes", "acknowledged", "visible", "visible, p95", "target")
    name = f"PUT of {_WRITTEN_TRIPLES} triples, then a query that sees them"
    if troubles:
        return markdown(titles, [(name, str(number), troubles[0], "–", "–", "missed")])
    half = median(seconds)
    target = f"{show(0.1)}: {verdict(half <= 0.1)}"
    times = (show(median(put)), show(half), show(percentile(seconds, 0.95)))
    return markdown(titles, [(name, str(number), *times, target)])


def _write_and_see(
    client: Client, service: Service, world: World, article: int
) -> tuple[str, float]:
    """What went wrong, if anything, and the seconds until the write was acknowledged."""
    graph, doc, triples = new_graph(world, article)
    fields = {"Content-Type": "application/n-triples", **_AUTHORISED}
    written = client.send("PUT", _target(graph), fields, triples)
    if written.status not in (200, 201, 204):
        return f"PUT: {written.status} {written.body[:200]!r}", 0.0
    seen = client.query(service.path, f"ASK {{ {doc} a {blocks.node('ga', 'Document')} }}", JSON)
    if b"true" not in seen.body:
        return f"not seen: {seen.status} {seen.body[:200]!r}", 0.0
    return "", written.seconds


def _target(graph: str) -> str:
    return f"/graphs?graph={quote(graph, safe='')}"


def new_graph(world: World, article: int) -> tuple[str, str, bytes]:
    """A graph's IRI, its document between angle brackets, and its first hundred triples."""
    catalogue = f"<{CATALOGUE}> .\n"
    lines = (
        line
        for line in news(world, article).splitlines(keepends=True)
        if not line.endswith(catalogue)
    )
    chosen = list(islice(lines, _WRITTEN_TRIPLES))
    doc, *_, graph, _ = chosen[0].split()
    return graph.strip("<>"), doc, b"".join(in_default_graph(line.encode()) for line in chosen)


def loading_table(prepared: Prepared, loads: dict[str, list[Loading]], target: float) -> str:
    """Write what bulk loads took; the last column holds us to *target* times the first peer."""
    speeds = {
        name: median(prepared.statements / load.seconds for load in taken)
        for name, taken in loads.items()
    }
    ours, *peers = speeds
    rows = []
    for name, taken in loads.items():
        goal = "–"
        if name == ours and peers:
            ratio = speeds[ours] / speeds[peers[0]]
            goal = f"{ratio:.2f} × {peers[0]}, {target} ×: {verdict(ratio >= target)}"
        stored, memory = (median(getattr(load, part) for load in taken) for part in _SIZES)
        seconds = median(load.seconds for load in taken)
        speed = f"{speeds[name]:,.0f}"
        sizes = (f"{stored / _MB:.0f} MB", f"{memory / _MB:.0f} MB")
        rows.append((f"load by {name}", show(seconds), speed, *sizes, goal))
    titles = ("bulk load", "time", "statements/s", "on disk", "memory", "target")
    return markdown(titles, rows)


def token_file(folder: Path) -> Path:
    """Write the file of tokens that lets `writes` write."""
    path = folder / "tokens"
    path.write_text(f"bench:{TOKEN}\n", encoding="utf-8")
    path.chmod(0o600)
    return path
