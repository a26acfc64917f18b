"""What the tests of importers share: fixtures, imports without a store, questions to them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.dates import parse_day
from kg.importers import Import, Known, Limits, Release, find_format, run_import
from kg.importers.release_names import release_names
from kg.store.snapshot import Snapshot
from kg.terms import in_graph
from kg.vocabulary import BASE_IRI, PREFIXES
from tests.running import run_kg

FIXTURES = Path(__file__).parent / "fixtures"
"""A folder for each format, as it would be given to `kg import`; at most 20 rows."""
RETRIEVED = "2026-11-23"


def fixture(name: str) -> Path:
    """The committed files of a format."""
    return FIXTURES / name


def fixture_options(name: str) -> dict[str, str]:
    """The options that go with the committed files of a format."""
    return {"mapping": str(FIXTURES / "csv" / "ministers.toml")} if name == "csv" else {}


def testdata(*parts: str) -> Path:
    """A full file or folder of `data/` where GEOACTORS_TESTDATA is set; the test is skipped when it
    is not set, and fails when the file is missing."""
    root = os.environ.get("GEOACTORS_TESTDATA")
    if not root:
        pytest.skip("GEOACTORS_TESTDATA is not set")
    path = Path(root, "data", *parts)
    assert path.exists(), f"{path} is missing"
    return path


def imported(
    name: str,
    *paths: Path,
    known: Known | None = None,
    limits: Limits | None = None,
    retrieved: str = RETRIEVED,
    options: Mapping[str, str] | None = None,
) -> Import:
    """Import files without a store, as `kg import` would with these options of the format."""
    source = find_format(name)
    if source.settle is not None:
        source = source.settle(source, options or {})
    names = [source.key] if source.key else release_names(paths)
    key = Release.key_of(name, names)
    day = parse_day(retrieved) if retrieved else None
    release = Release(name, key, source.terms, BASE_IRI, retrieved=day, options=options or {})
    return run_import(source, paths, release, known or Known(None, release.graph), limits)


def ask(made: Import, query: str) -> bool:
    """Ask the graph of an import; our prefixes are declared."""
    return _snapshot(made).ask(_declared(query))


def rows(made: Import, query: str) -> list[tuple[str, ...]]:
    """The rows of a SELECT on the graph of an import as texts, IRIs by their last step."""
    names, found = _snapshot(made).select(_declared(query))
    return [tuple(_text(row.get(name)) for name in names) for row in found]


def conforms(made: Import, folder: Path) -> bool:
    """Whether the graph of an import and its entry in the catalogue pass the packaged shapes."""
    path = folder / "made.nq"
    entry = in_graphs(made.release.catalogue(), f"{made.release.base}graph/catalogue")
    quads = [*in_graphs(made.triples, made.release.graph), *entry]
    ox.serialize(quads, path, format=ox.RdfFormat.N_QUADS)
    found = run_kg("validate", path)
    assert found.returncode in (0, 1), found.stderr
    return found.returncode == 0


def in_graphs(triples: Iterable[ox.Triple], graph: str) -> Iterator[ox.Quad]:
    """The triples as quads of a graph."""
    name = ox.NamedNode(graph)
    for triple in triples:
        yield ox.Quad(triple.subject, triple.predicate, triple.object, name)


def write(folder: Path, name: str, lines: Sequence[str] | bytes) -> Path:
    """Write a file to import."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(lines if isinstance(lines, bytes) else "\n".join(lines).encode() + b"\n")
    return path


def _snapshot(made: Import) -> Snapshot:
    return Snapshot.of_quads(in_graph(triple) for triple in made.triples)


def _declared(query: str) -> str:
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items()) + query


def _text(value: object) -> str:
    if isinstance(value, ox.NamedNode):
        return value.value.rpartition("/")[2]
    return value.value if isinstance(value, ox.Literal) else ""
