"""Measures pages of things over HTTP: `python -m tests.benchmarks.browsing --help`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

from kg.vocabulary import BASE_IRI
from tests.benchmarks.careers import STATEMENTS, Career
from tests.benchmarks.client import Client
from tests.benchmarks.compare import markdown, percentile, show, verdict
from tests.benchmarks.generate import parse_size, write_dataset, write_with_default_graph
from tests.benchmarks.painting import first_paints
from tests.benchmarks.peers import (
    MissingPeer,
    Service,
    default_binaries,
    our_server,
    oxigraph_server,
    rdflib_server,
)
from tests.benchmarks.quiet import until_quiet
from tests.benchmarks.stores import Prepared, load_ours, load_oxigraph
from tests.benchmarks.world import World

UNCACHED: Final = 0.150
CACHED: Final = 0.010
LARGEST: Final = 200_000
"""What nineteen of twenty pages may take in seconds, and all of them in bytes of HTML."""

_HTML: Final = {"Accept": "text/html"}
_TRIPLES: Final = "application/n-triples"
_MOST_CAREERS: Final = 20
_LARGEST_FOR_RDFLIB: Final = 100_000
_AGAIN: Final = 3
_OTHERS: Final = 5


@dataclass(slots=True)
class Taken:
    """What the pages of one kind took in seconds, at first and again, and how large they were."""

    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    packed: list[int] = field(default_factory=list)
    peers: dict[str, list[float]] = field(default_factory=dict)
    failures: int = 0


def main() -> None:
    """Print the tables; the exit code is 1 when a page was missing."""
    options = _options()
    sound = True
    with ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for size in map(parse_size, options.sizes.split(",")):
            prepared, careers = _prepare(folder / f"browsing-{size}", size)
            print(f"\n## {prepared.statements:,} statements, {len(careers)} long careers\n")
            taken, paints = _measure(prepared, careers, options)
            print(_table(taken, paints), flush=True)
            sound = sound and not any(one.failures for one in taken.values())
    sys.exit(0 if sound else 1)


def _measure(
    prepared: Prepared, careers: Sequence[Career], options: argparse.Namespace
) -> tuple[dict[str, Taken], Mapping[str, float]]:
    """Ask for every page for the first time, and the peers for the same thing in turns."""
    taken: dict[str, Taken] = {}
    places = _places(prepared.world, careers, options.pages)
    with ExitStack() as stack:
        ours = stack.enter_context(our_server(prepared.ours))
        peers = list(_peers(prepared, options, stack))
        clients = {one.name: stack.enter_context(one.client()) for one in (ours, *peers)}
        _warm_up(ours, clients[ours.name], prepared.world, places["person"])
        for kind, chosen in places.items():
            taken[kind] = Taken()
            for place in chosen:
                _visit(clients[ours.name], place, taken[kind])
                for peer in peers:
                    spent = _describe(clients[peer.name], peer, place)
                    taken[kind].peers.setdefault(peer.name, []).append(spent)
        last = {kind: f"{ours.address}/page/{chosen[0]}" for kind, chosen in places.items()}
        return taken, first_paints(last)


def _warm_up(ours: Service, client: Client, world: World, measured: Collection[str]) -> None:
    """Let a server do what it does once: ask what it may offer, start workers, read its log."""
    client.send("GET", "/", _HTML)
    until_quiet(ours.pid)
    others = (place for n in range(world.persons) if (place := f"agent/person-{n}") not in measured)
    for place in islice(others, _OTHERS):
        client.send("GET", f"/page/{place}", _HTML)


def _visit(client: Client, place: str, taken: Taken) -> None:
    reply = client.send("GET", f"/page/{place}", _HTML)
    if reply.status != 200:
        taken.failures += 1
        return
    taken.first.append(reply.seconds)
    taken.sizes.append(len(reply.body))
    taken.packed.append(len(zlib.compress(reply.body, 6)))
    for _ in range(_AGAIN):
        taken.again.append(client.send("GET", f"/page/{place}", _HTML).seconds)


def _describe(client: Client, peer: Service, place: str) -> float:
    return client.query(peer.path, f"DESCRIBE <{BASE_IRI}id/{place}>", _TRIPLES).seconds


def _places(world: World, careers: Sequence[Career], most: int) -> dict[str, list[str]]:
    """Places of things by kind, none of them twice; the same in each run."""
    random = Random(1)

    def some(name: str, number: int) -> list[str]:
        return [f"{name}-{one}" for one in random.sample(range(number), min(most, number))]

    return {
        "person, 40 roles, 500 events": [one.place("person") for one in careers],
        "person": some("agent/person", world.persons),
        "state": some("agent/state", world.states),
        "post": some("post/post", world.posts),
        "place": some("place/capital", world.states),
        "event": [f"event/c{one.number}-e{number}" for one in careers for number in range(2)],
        "claim": [f"claim/c{one.number}-k{number}" for one in careers for number in range(2)],
        "document": [f"doc/c{one.number}-a{number}" for one in careers for number in range(2)],
        "document on 40 roles": [f"doc/c{one.number}-r" for one in careers],
    }


def _peers(prepared: Prepared, options: argparse.Namespace, stack: ExitStack) -> Iterator[Service]:
    """Servers that describe the same things, as far as they are installed."""
    if options.peer == "none":
        return
    binaries: Path = options.peer_binaries
    servers = [partial(oxigraph_server, prepared.oxigraph, binaries)]
    if prepared.world.triples <= _LARGEST_FOR_RDFLIB:
        servers.append(partial(rdflib_server, prepared.file, binaries, 300.0))
    for server in servers:
        try:
            if not prepared.oxigraph.exists():
                load_oxigraph(prepared, binaries)
            yield stack.enter_context(server())
        except MissingPeer as error:
            print(f"A peer is missing: {error}.\n")


def _table(taken: Mapping[str, Taken], paints: Mapping[str, float]) -> str:
    names = sorted({name for one in taken.values() for name in one.peers})
    titles = [
        *("page", "number", "uncached: half", "p95", f"target {show(UNCACHED)}"),
        *("again: half", "p95", f"target {show(CACHED)}"),
        *("largest HTML", "packed", "target 200 kB"),
        *(f"DESCRIBE by {name}: half, p95" for name in names),
        "first paint",
    ]
    rows = [_row(kind, one, names, paints.get(kind)) for kind, one in taken.items()]
    return markdown(titles, rows)


def _row(kind: str, taken: Taken, names: Sequence[str], paint: float | None) -> list[str]:
    if not taken.first:
        return [kind, f"{taken.failures} failed"]
    late, late_again = percentile(taken.first, 0.95), percentile(taken.again, 0.95)
    largest, packed = max(taken.sizes), max(taken.packed)
    row = [kind, str(len(taken.first)), show(median(taken.first)), show(late)]
    row += [verdict(late <= UNCACHED), show(median(taken.again)), show(late_again)]
    row += [verdict(late_again <= CACHED), f"{largest:,}", f"{packed:,}"]
    row.append(verdict(largest <= LARGEST))
    for name in names:
        times = taken.peers[name]
        row.append(f"{show(median(times))}, {show(percentile(times, 0.95))}")
    return [*row, show(paint) if paint is not None else "–"]


def _prepare(folder: Path, size: int) -> tuple[Prepared, list[Career]]:
    """A world and careers that fill *size* together, in files and in our store."""
    number = max(1, min(_MOST_CAREERS, size // (2 * STATEMENTS)))
    world = World(max(5_000, size - number * STATEMENTS))
    careers = [Career(world, one) for one in range(number)]
    folder.mkdir(parents=True, exist_ok=True)
    file = Prepared(world, folder, 0).file
    statements = write_dataset(world, file)
    with file.open("a", encoding="utf-8", newline="\n") as lines:
        for career in careers:
            for text in career.graphs():
                lines.write(text)
                statements += text.count("\n")
    prepared = Prepared(world, folder, statements)
    write_with_default_graph(prepared.file, prepared.whole_file)
    if not prepared.ours.exists():
        load_ours(prepared)
    return prepared, careers


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1m", help="10k,100k,1m")
    parser.add_argument("--pages", type=int, default=40, help="of each kind, at most")
    parser.add_argument("--folder", type=Path, help="keeps files and stores here")
    parser.add_argument("--peer", choices=("all", "none"), default="all")
    parser.add_argument("--peer-binaries", type=Path, default=default_binaries(), metavar="DIR")
    return parser.parse_args()


if __name__ == "__main__":
    main()
