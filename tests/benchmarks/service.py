"""Measures our server beside its peers: `python -m tests.benchmarks.service --help`."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import pyoxigraph

from tests.benchmarks import loads, rounds, runaways, transfers
from tests.benchmarks.generate import parse_size
from tests.benchmarks.peers import (
    OURS,
    OXIGRAPH,
    RDFLIB,
    MissingPeer,
    Service,
    default_binaries,
    our_server,
    oxigraph_server,
    rdflib_server,
)
from tests.benchmarks.stores import (
    Loading,
    Prepared,
    load_ours,
    load_oxigraph,
    write_files,
)
from tests.benchmarks.world import World

PARTS: Final = ("load", "queries", "latency", "runaway", "rows", "writes")
_SERVED: Final = frozenset(PARTS) - {"load", "writes"}
_LARGEST_FOR_RDFLIB: Final = 1_000_000
_LARGEST_FOR_ROUNDS_OF_LOADS: Final = 1_000_000
_LOADING_TARGET: Final = 0.5


@dataclass(frozen=True, slots=True)
class Options:
    """What to measure."""

    sizes: Sequence[int]
    rounds: int
    parts: frozenset[str]
    peers: Sequence[str]
    binaries: Path
    folder: Path | None
    seed: int
    limit: float
    patience: float


def main() -> None:
    """Print the tables; the exit code is 1 when an answer was missing or differed."""
    options = _options()
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, pyoxigraph {pyoxigraph.__version__}; medians of {options.rounds} rounds.")
    sound = True
    with ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for size in options.sizes:
            world = World(size, options.seed)
            place = folder / f"{size}-{options.seed}"
            for text, is_sound in _measure(options, place, world):
                print(f"\n{text}", flush=True)
                sound = sound and is_sound
    sys.exit(0 if sound else 1)


def _measure(options: Options, folder: Path, world: World) -> Iterator[tuple[str, bool]]:
    """Yield the texts to print for one size, and whether all was sound."""
    prepared = write_files(folder, world)
    yield f"## {prepared.statements:,} statements in named graphs", True
    loaded = _load(options, prepared)
    if "load" in options.parts:
        yield transfers.loading_table(prepared, loaded, _LOADING_TARGET), True
    if options.parts & _SERVED:
        yield from _measure_services(options, prepared)
    if "writes" in options.parts:
        with our_server(prepared.ours, tokens=transfers.token_file(folder)) as service:
            yield transfers.writes(service, world, 3 * options.rounds), True


def _load(options: Options, prepared: Prepared) -> dict[str, list[Loading]]:
    """Load in turns; once is enough when only the stores are wanted, and not at all when there."""
    loaders = {OURS: partial(load_ours, prepared)}
    stores = [prepared.ours]
    if OXIGRAPH in options.peers:
        loaders[OXIGRAPH] = partial(load_oxigraph, prepared, options.binaries)
        stores.append(prepared.oxigraph)
    if "load" not in options.parts:
        turns = 0 if all(store.exists() for store in stores) else 1
    elif prepared.world.triples > _LARGEST_FOR_ROUNDS_OF_LOADS:
        turns = 1
    else:
        turns = min(3, options.rounds)
    loaded: dict[str, list[Loading]] = {name: [] for name in loaders}
    for _ in range(turns):
        for name, load in loaders.items():
            loaded[name].append(load())
    return loaded


def _measure_services(options: Options, prepared: Prepared) -> Iterator[tuple[str, bool]]:
    world, parts = prepared.world, options.parts
    with ExitStack() as stack:
        services = [stack.enter_context(our_server(prepared.ours))]
        if parts & {"queries", "rows"} and OXIGRAPH in options.peers:
            services.append(
                stack.enter_context(oxigraph_server(prepared.oxigraph, options.binaries))
            )
        if "rows" in parts:
            yield transfers.long_answer(services, world, min(3, options.rounds)), True
        if "queries" in parts:
            with ExitStack() as rdflib:
                yield from _add_rdflib(options, prepared, services, rdflib)
                results = rounds.measure(world, services, options.rounds)
                sound = all(result.is_sound for result in results)
                yield rounds.table(results, options.peers), sound
        if "latency" in parts:
            yield loads.table(services[0], world, options.limit), True
        if "runaway" in parts:
            outcomes = runaways.send_all(services[0], options.limit)
            yield runaways.table(outcomes, options.limit), True


def _add_rdflib(
    options: Options, prepared: Prepared, services: list[Service], stack: ExitStack
) -> Iterator[tuple[str, bool]]:
    """Start the peer that loads into memory, or say why there is none."""
    if RDFLIB not in options.peers:
        return
    if prepared.world.triples > _LARGEST_FOR_RDFLIB:
        yield f"{RDFLIB} is not asked at this size: it holds its data in memory.", True
        return
    server = rdflib_server(prepared.file, options.binaries, options.patience)
    try:
        services.append(stack.enter_context(server))
    except MissingPeer as error:
        yield f"{RDFLIB}: {error}.", True


def _options() -> Options:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100k", help="100k,1m,10m; 100k unless more is asked")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--part", action="append", choices=PARTS, help="one of them; all if none")
    parser.add_argument("--peer", action="append", choices=(OXIGRAPH, RDFLIB, "none"))
    parser.add_argument("--peer-binaries", type=Path, default=default_binaries(), metavar="DIR")
    parser.add_argument("--folder", type=Path, help="keeps files and stores here")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=5.0, help="seconds for a runaway query")
    parser.add_argument("--patience", type=float, default=900.0, help="seconds for rdflib to load")
    given = parser.parse_args()
    peers = [name for name in given.peer or (OXIGRAPH, RDFLIB) if name != "none"]
    if OXIGRAPH in peers and not (given.peer_binaries / "oxigraph").exists():
        parser.error("oxigraph is not installed: `make bench` installs it, or --peer none")
    return Options(
        sizes=[parse_size(size) for size in given.sizes.split(",")],
        rounds=given.rounds,
        parts=frozenset(given.part or PARTS),
        peers=peers,
        binaries=given.peer_binaries,
        folder=given.folder,
        seed=given.seed,
        limit=given.limit,
        patience=given.patience,
    )


if __name__ == "__main__":
    main()
