"""Measures the data of things over HTTP: `python -m tests.benchmarks.dereferencing --help`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random
from statistics import median

from kg.report import Term
from kg.store.embedded import DatasetStore
from kg.store.graphs import TYPE
from kg.terms import term
from kg.vocabulary import GA
from tests.benchmarks.client import Client
from tests.benchmarks.compare import markdown, percentile
from tests.benchmarks.generate import parse_size, write_dataset
from tests.benchmarks.peers import our_server
from tests.benchmarks.stores import Prepared, load_ours
from tests.benchmarks.world import World

TARGET = 5.0
"""Milliseconds in which half of the things are there, none of them asked for before."""

KINDS = (GA.Person, GA.State, GA.Post, GA.Tenure, GA.Event, GA.Claim, GA.Document)
ENDINGS = ("ttl", "jsonld", "nq", "csv")


def main() -> None:
    """Print the table; the exit code is 1 when an answer was missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1m", help="100k,1m,10m")
    parser.add_argument("--things", type=int, default=400, help="of each kind, at most")
    parser.add_argument("--folder", type=Path, help="keeps files and stores here")
    options = parser.parse_args()
    sound = True
    with ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for size in map(parse_size, options.sizes.split(",")):
            prepared = _prepare(folder / f"dereferencing-{size}", World(size, 1))
            text, complete = measure(prepared, options.things)
            print(f"\n## {prepared.statements:,} statements\n\n{text}", flush=True)
            sound = sound and complete
    sys.exit(0 if sound else 1)


def measure(prepared: Prepared, things: int) -> tuple[str, bool]:
    """The table of one store, and whether every thing was there."""
    rows, everything, complete = [], [], True
    with our_server(prepared.ours) as service, Client(service.address) as client:
        for kind, places in _places(prepared, things):
            for ending in ENDINGS:
                # each syntax has things of its own: what was gathered for one is kept
                chosen = places[ENDINGS.index(ending) :: len(ENDINGS)]
                replies = [client.send("GET", f"/data/{place}.{ending}", {}) for place in chosen]
                complete = complete and all(reply.status == 200 for reply in replies)
                times = [reply.seconds * 1000 for reply in replies] or [0.0]
                everything += times if ending == "ttl" else []
                size = median([len(reply.body) for reply in replies] or [0])
                rows.append(_row(kind, ending, times, size))
    rows.append(_row("all", "ttl", everything, 0))
    head = ["kind", "syntax", "things", "p50 ms", "p95 ms", "bytes", f"target {TARGET:g} ms"]
    return markdown(head, rows), complete


def _row(kind: str, ending: str, times: list[float], size: float) -> list[str]:
    held = ("met" if median(times) <= TARGET else "missed") if ending == "ttl" else ""
    middle, late = f"{median(times):.2f}", f"{percentile(times, 0.95):.2f}"
    return [kind, ending, str(len(times)), middle, late, f"{size:,.0f}", held]


def _places(prepared: Prepared, things: int) -> Iterator[tuple[str, list[str]]]:
    """Places of things by kind, drawn from all there are; the same in each run."""
    store = DatasetStore.open(prepared.ours)
    base = f"{store.settings.base_iri}id/"
    snapshot = store.snapshot()
    for kind in KINDS:
        quads = snapshot.quads_of(None, TYPE, term(kind))
        found = sorted({_text(quad.subject).removeprefix(base) for quad in quads})
        plain = [place for place in found if "#" not in place and ":" not in place]
        if plain:
            yield str(kind).rpartition("#")[2], Random(1).sample(plain, min(things, len(plain)))
    snapshot.close()


def _text(node: Term) -> str:
    return str(node).strip("<>")


def _prepare(folder: Path, world: World) -> Prepared:
    folder.mkdir(parents=True, exist_ok=True)
    prepared = Prepared(world, folder, 0)
    prepared = Prepared(world, folder, write_dataset(world, prepared.file))
    if not prepared.ours.exists():
        load_ours(prepared)
    return prepared


if __name__ == "__main__":
    main()
