"""Measures the packaged data: validation, loading, questions. Run it by `make bench`."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
import rdflib

from kg.gate import packaged_gate, packaged_validators
from kg.ingest import graphs_of, ingest
from kg.lookup import example_values, parameter_values, prepare, stored_query
from kg.normalise import normalise
from kg.parsing import parse_path
from kg.resources import (
    article_files,
    ontology_files,
    query_files,
    reference_files,
    resource_root,
    shape_files,
)
from kg.store.embedded import DatasetStore
from kg.store.snapshot import Snapshot
from kg.terms import in_graph
from tests.benchmarks.compare import Comparison, table
from tests.oracle import Oracle


def run_kg(*arguments: str) -> None:
    """Run the command line as a process of its own."""
    subprocess.run([sys.executable, "-m", "kg.cli", *arguments], check=True, capture_output=True)


def load(folder: Path) -> DatasetStore:
    """Load the packaged data through the gate."""
    store = DatasetStore.create(folder)
    ingest(store, graphs_of(parse_path(path) for path in article_files()), packaged_gate())
    return store


def quads_in(paths: Iterable[Path]) -> list[ox.Quad]:
    """Read files."""
    return [quad for path in paths for quad in ox.parse(path=path)]


def questions() -> list[str]:
    """The stored queries with their example values."""
    texts = [stored_query(name) for name in query_files()]
    return [prepare(text, parameter_values(text, example_values(text))) for text in texts]


def in_rdflib(snapshot: Snapshot) -> rdflib.Dataset:
    """Copy a version into rdflib: named graphs, and the default graph beside them."""
    dataset = rdflib.Dataset()
    lines = "".join(f"{quad} .\n" for quad in [*snapshot.quads(), *snapshot.default_graph()])
    dataset.parse(data=lines, format="nquads")
    return dataset


def comparisons(folder: Path) -> Iterator[Comparison]:
    """What is measured."""
    data = str(resource_root() / "data")
    yield Comparison(
        "`kg validate data/`, the whole process", lambda: run_kg("validate", data), "", target=1.0
    )
    yield Comparison("`kg --help`, the whole process", lambda: run_kg("--help"), "")
    facts = packaged_validators(True).facts
    oracle = Oracle(quads_in(shape_files()), quads_in([*ontology_files(), *reference_files()]))
    article = next(path for path in article_files() if path.stem == "article-58d4d7d1640f7572")
    [(name, triples)] = graphs_of([parse_path(article)]).items()
    quads = [in_graph(triple) for triple in normalise(name, triples)[0]]
    yield Comparison(
        "all shapes of graph scope on the article, SHACL-SPARQL set-at-a-time",
        lambda: facts.validate_graph(name, quads),
        "pySHACL for all",
        lambda: oracle.validate_graph(name, quads),
    )
    runs = iter(range(1000))
    yield Comparison(
        "packaged data through the gate into a new store",
        lambda: load(folder / f"run-{next(runs)}"),
        "",
    )
    snapshot = load(folder / "store").snapshot()
    peer = in_rdflib(snapshot)
    asked = questions()
    yield Comparison(
        f"all {len(asked)} stored queries, one after the other",
        lambda: [snapshot.select(text) for text in asked],
        "rdflib",
        lambda: [list(peer.query(text)) for text in asked],
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        print(table(comparisons(Path(folder)), rounds))


if __name__ == "__main__":
    main()
