"""Writes data/sources/, the selection from open sources; run
`python tools/generate_data.py FOLDER --retrieved 2026-11-23`.

FOLDER is the one that `tools/import_sources.py` takes. The sources are imported into a store of
their own; what is selected is told by the queries in tools/selection/. A query gives the things to
begin with; what these point to in the graph of their source comes along: holders, posts, places,
passages, the document. Dates that follow from others are left out, since the gate adds them.
All these sources are in the public domain (CC0); each graph names its own, and its licence.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.normalise import derived
from kg.store.embedded import DatasetStore
from kg.store.snapshot import Snapshot
from kg.terms import in_graph
from kg.vocabulary import BASE_IRI, PREFIXES
from tools.import_sources import import_all

TOOLS = Path(__file__).parent
OUTPUT = TOOLS.parent / "data" / "sources"
FORMATS = ("wikidata-cabinets", "pocom", "hsg-visits", "hsg-travels")
CATALOGUE = f"{BASE_IRI}graph/catalogue"
_CITATION = ox.NamedNode(f"{PREFIXES['dcterms']}bibliographicCitation")
_DOCUMENTS = f"{BASE_IRI}graph/doc/"
_HEADER = """\
# {title}
# Written by `python tools/generate_data.py`; change that, or the source. data/README.md has more.
"""

Graph = set[ox.Triple]


def queries() -> list[str]:
    """The queries that select things to begin with, as ?graph and ?thing."""
    return [path.read_text(encoding="utf-8") for path in sorted((TOOLS / "selection").glob("*.rq"))]


def selected(snapshot: Snapshot) -> Iterator[tuple[str, Graph]]:
    """The selected part of each source graph."""
    seeds: dict[str, set[ox.NamedNode]] = {}
    for query in queries():
        for row in snapshot.select(query)[1]:
            graph, thing = row["graph"], row["thing"]
            assert isinstance(graph, ox.NamedNode)
            assert isinstance(thing, ox.NamedNode), thing
            seeds.setdefault(graph.value, set()).add(thing)
    for name, things in sorted(seeds.items()):
        triples = reached(snapshot, ox.NamedNode(name), things)
        yield name, triples - derived(name, triples)[0]


def reached(snapshot: Snapshot, graph: ox.NamedNode, things: Iterable[ox.NamedNode]) -> Graph:
    """All that a graph says of things, and of what they point to, and so on."""
    found: Graph = set()
    waiting, seen = list(things), set(things)
    while waiting:
        for quad in snapshot.quads_of(waiting.pop(), None, None, graph):
            found.add(quad.triple)
            if isinstance(quad.object, ox.NamedNode) and quad.object not in seen:
                seen.add(quad.object)
                waiting.append(quad.object)
    return found


def entries(snapshot: Snapshot, graphs: Iterable[str]) -> Graph:
    """What the catalogue says of graphs."""
    catalogue = ox.NamedNode(CATALOGUE)
    return {
        quad.triple
        for graph in graphs
        for quad in snapshot.quads_of(ox.NamedNode(graph), None, None, catalogue)
    }


def credit(snapshot: Snapshot, graph: str) -> str:
    """How the source of a graph is cited."""
    found = snapshot.quads_of(ox.NamedNode(graph), _CITATION, None, ox.NamedNode(CATALOGUE))
    return " ".join(str(quad.object.value).rstrip(".") for quad in found)  # type: ignore[union-attr]


def text_of(graph: str, triples: Graph, title: str) -> bytes:
    """A graph as TriG, in order, so that a change of the data is a change of few lines."""
    quads = [in_graph(triple, ox.NamedNode(graph)) for triple in sorted(triples, key=str)]
    used = {name: iri for name, iri in PREFIXES.items() if any(iri in str(q) for q in quads)}
    body = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=used)
    assert body is not None
    return _HEADER.format(title=title).encode() + body


def write(snapshot: Snapshot, folder: Path) -> None:
    """Write a file for each graph, and one for their entries in the catalogue."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.trig"):
        old.unlink()
    graphs = dict(selected(snapshot))
    for graph, triples in graphs.items():
        name = graph.removeprefix(_DOCUMENTS)
        title = f"A selection of what {credit(snapshot, graph)} says."
        (folder / f"{name}.trig").write_bytes(text_of(graph, triples, title))
    text = text_of(CATALOGUE, entries(snapshot, graphs), "What the graphs in this folder are.")
    (folder / "catalogue.trig").write_bytes(text)
    total = sum(path.stat().st_size for path in folder.glob("*.trig"))
    count = sum(map(len, graphs.values()))
    print(f"{len(graphs)} graphs, {count:,} triples, {total / 1e6:.2f} MB in {folder}.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Import, select and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(";")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--retrieved", required=True, help="day on which the files were fetched")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch) / "store"
        options = ("--retrieved", given.retrieved)
        for done in import_all(given.folder, store, Path(scratch), options, FORMATS):
            print(f"{done.name}: {done.counts['rows']:,} rows")
        write(DatasetStore.open(store).snapshot(), given.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
