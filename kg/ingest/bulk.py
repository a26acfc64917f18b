"""Large files into an empty store that takes data as it is; most of it is never held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError, ParameterError, UnavailableError
from kg.ingest.transaction import Author, Outcome, check_writable
from kg.line_formats import is_line_format, read_quads
from kg.normalise import derived, source_predicates
from kg.report import Severity, ValidationReport, ValidationResult
from kg.store.embedded import DatasetStore
from kg.terms import in_graph

Sources = dict[str, list[ox.Triple]]

LEAST_BYTES = 4 << 20
"""Files below this size together go the ordinary way, which shows more and costs little."""


def is_large(paths: Sequence[Path]) -> bool:
    """Whether files are large, and have a quad a line, so that they can be loaded in bulk."""
    return all(path.is_file() and is_line_format(path) for path in paths) and (
        sum(path.stat().st_size for path in paths) >= LEAST_BYTES
    )


def takes_bulk(store: DatasetStore) -> bool:
    """Whether a store takes files in bulk: it has no shapes, and is empty."""
    last = store.journal.log.last()
    return store.settings.shapes == "none" and (last is None or last.quads == 0)


def ingest_bulk(
    store: DatasetStore, paths: Sequence[Path], graph: str | None, author: Author
) -> Outcome:
    """Load files into an empty store, as `ingest` would: all of them, or none.

    Triples outside a graph go into *graph*. Equal quads are counted as often as
    they stand there.

    Raises:
        ParameterError: triples stand outside a graph and *graph* is not given.
        InputError: a file cannot be read; nothing was stored.
        UnavailableError: another process writes, or the disk is full; nothing was stored.
    """
    sources: Sources = defaultdict(list)
    problems: list[ValidationResult] = []
    with store.write(author.action, author.who, wait=author.wait) as staging:
        if not staging.is_empty():
            raise UnavailableError("Another process wrote to the store.", hint="Load it again.")
        staging.fill(_placed(store, paths, graph, sources))
        for name, triples in sources.items():
            found, unreadable = derived(name, triples)
            staging.change(name, found, set())
            problems.extend(unreadable)
    remarks = ValidationReport.of(replace(p, severity=Severity.WARNING) for p in problems)
    return Outcome(staging.version, remarks, dict(staging.changes), frozenset(staging.created))


def _placed(
    store: DatasetStore, paths: Iterable[Path], graph: str | None, sources: Sources
) -> Iterator[ox.Quad]:
    """The quads of the files, each in a graph that may be written; *sources* gets what others
    follow from."""
    predicates = frozenset(source_predicates()) if store.union else frozenset()
    names: set[str] = set()
    for path in paths:
        for quad in read_quads(path):
            name = quad.graph_name
            if not isinstance(name, ox.NamedNode):
                quad = _in_given_graph(quad, graph, path)
            iri = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
            if iri not in names:
                check_writable(store, iri)
                names.add(iri)
            if quad.predicate.value in predicates:
                sources[iri].append(quad.triple)
            yield quad


def _in_given_graph(quad: ox.Quad, graph: str | None, path: Path) -> ox.Quad:
    if isinstance(quad.graph_name, ox.BlankNode):
        raise InputError(
            f"{path}: a graph is named by a blank node.", hint="Name every graph by an IRI."
        )
    if graph is None:
        raise ParameterError(
            f"{path}: {quad.subject} stands outside a named graph.",
            hint="Say with --graph IRI which source graph its triples belong to.",
        )
    return in_graph(quad.triple, ox.NamedNode(graph)) if graph else quad
