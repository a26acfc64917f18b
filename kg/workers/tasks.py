"""What a worker can do: each kind of job by its name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from kg.dates import parse_day
from kg.errors import UnsupportedFormatError
from kg.store.dataset import ResultsFormat
from kg.store.entity_description import describe
from kg.store.entity_reading import CountingStatements
from kg.store.graphs import GraphNames
from kg.store.layout import StoreFolder
from kg.store.settings import read_settings
from kg.store.snapshot import Snapshot
from kg.store.views import Views
from kg.update import encode, instantiate
from kg.workers.jobs import MadeView
from kg.workers.rows import Rows
from kg.workers.sink import Sink

_FORMATS: dict[str, ResultsFormat] = {
    syntax.media_type: syntax
    for syntax in (
        ox.QueryResultsFormat.JSON,
        ox.QueryResultsFormat.XML,
        ox.QueryResultsFormat.CSV,
        ox.QueryResultsFormat.TSV,
        ox.RdfFormat.TURTLE,
        ox.RdfFormat.N_TRIPLES,
        ox.RdfFormat.N_QUADS,
        ox.RdfFormat.TRIG,
        ox.RdfFormat.RDF_XML,
        ox.RdfFormat.JSON_LD,
        ox.RdfFormat.STREAMING_JSON_LD,
        ox.RdfFormat.N3,
    )
} | {"text/csv": ox.QueryResultsFormat.CSV, "text/tab-separated-values": ox.QueryResultsFormat.TSV}


def query(snapshot: Snapshot, arguments: Mapping[str, Any], sink: Sink) -> None:
    """Run a query and write its result."""
    syntax = _FORMATS.get(arguments["media_type"])
    if syntax is None:
        raise UnsupportedFormatError(f"No result can be written as {arguments['media_type']}.")
    sink.expect(syntax)
    snapshot.write(
        arguments["query"],
        syntax,
        cast("IO[bytes]", sink),
        graphs=arguments["graphs"],
        base_iri=arguments["base_iri"],
    )


def rows(snapshot: Snapshot, arguments: Mapping[str, Any], sink: Sink) -> None:
    """Run a SELECT query and write its first rows, with the labels of what they show."""
    names, found, more = snapshot.first_rows(
        arguments["query"],
        arguments["most"],
        graphs=arguments["graphs"],
        base_iri=arguments["base_iri"],
    )
    shown = names if arguments["labelled"] is None else arguments["labelled"]
    terms = {term for row in found for name in shown if (term := row.get(name))}
    labels = {t.value: snapshot.label(t.value) for t in terms if isinstance(t, ox.NamedNode)}
    labels = {iri: label for iri, label in labels.items() if label}
    sink.write(Rows(names, found, more, labels).to_bytes())


def delta(snapshot: Snapshot, arguments: Mapping[str, Any], sink: Sink) -> None:
    """Run the pattern of an update, and write what its templates give."""
    sink.write(encode(instantiate(arguments["modify"], snapshot.solutions)))


def view(snapshot: Snapshot, arguments: Mapping[str, Any], sink: Sink) -> None:
    """Find or make a view of the version, and write where it is."""
    folder = Path(arguments["store"])
    views = Views(StoreFolder(folder, read_settings(folder)))
    day, wait = parse_day(arguments["day"]), arguments["wait"]
    made = views.make(snapshot, day, wait=wait, elsewhere=False)
    sink.write(MadeView(made.folder, made.seconds).to_bytes())


def entity(snapshot: Snapshot, arguments: Mapping[str, Any], sink: Sink) -> None:
    """Write what counts of a thing."""
    names = GraphNames(arguments["base_iri"])
    statements = CountingStatements(snapshot, names, union=arguments["union"])
    day = parse_day(arguments["at"]) if arguments["at"] else None
    thing = ox.NamedNode(arguments["thing"])
    sink.write(describe(statements, thing, day, brief=arguments["brief"]))


def canonical(snapshot: Snapshot, arguments: Mapping[str, Any], sink: Sink) -> None:
    """Write the IRIs that some IRIs were decided to mean."""
    statements = CountingStatements(snapshot, GraphNames(arguments["base_iri"]), union=True)
    nodes = map(ox.NamedNode, arguments["iris"])
    sink.write(json.dumps([statements.canonical(node).value for node in nodes]).encode())


def open_version(snapshot: Snapshot, arguments: Mapping[str, Any], sink: Sink) -> None:
    """Do nothing: the version was opened before."""


TASKS: dict[str, Callable[[Snapshot, Mapping[str, Any], Sink], None]] = {
    "query": query,
    "rows": rows,
    "delta": delta,
    "view": view,
    "entity": entity,
    "canonical": canonical,
    "open": open_version,
}
