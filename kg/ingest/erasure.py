"""Erasing a thing for good: from the dataset, its older versions and its journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pyoxigraph as ox

from kg.errors import ConflictError, NotFoundError
from kg.gate import Gate
from kg.ingest.transaction import Author, Outcome, commit
from kg.store.embedded import DatasetStore
from kg.store.graphs import TOMBSTONE, TYPE
from kg.store.log import Entry
from kg.store.staging import Staging

_ERASED = "urn:geoactors:erased"
"""Stands in the log where the IRI of an erased graph stood."""


def forget(
    store: DatasetStore, iris: Iterable[str], gate: Gate | None, author: Author | None = None
) -> Outcome:
    """Erase things: every statement that names one, and all that is in a graph of that name.

    The fragments of an IRI go with it. What stays is a tombstone: the IRI and
    the mark that something was erased there. A thing that was erased before is
    erased from versions and journal again, so that a broken-off erasure can be
    repeated.

    Raises:
        NotFoundError: nothing names one of the IRIs.
        ConflictError: it is a graph that the dataset cannot do without.
        NonConformingDataError: what is left breaks the shapes; nothing was erased.
    """
    wanted = list(iris)
    for iri in wanted:
        if iri in (store.names.catalogue, *store.names.kept_by_the_store):
            raise ConflictError(f"{iri} is kept by the store itself and cannot be erased.")

    def change(staging: Staging) -> None:
        for iri in wanted:
            _erase(staging, iri, store.names.tombstones)

    outcome = commit(
        store, gate, change, author or Author(action="forget", wait=10.0), traceless=True
    )
    store.journal.log.rewrite([_without(entry, wanted) for entry in store.journal.log.entries()])
    return outcome


def _erase(staging: Staging, iri: str, tombstones: str) -> None:
    tombstone = ox.Triple(ox.NamedNode(iri), TYPE, TOMBSTONE)
    quads = list(staging.mentions(lambda text: _names(text, iri)))
    if not quads and not staging.has(iri):
        raise NotFoundError(f"Nothing names {iri}.", hint="Write the IRI as the data does.")
    gone: dict[str, set[ox.Triple]] = {}
    for quad in quads:
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        if (name, quad.triple) != (tombstones, tombstone):
            gone.setdefault(name, set()).add(quad.triple)
    for graph, triples in gone.items():
        staging.change(graph, set(), triples)
        if _names(graph, iri):
            staging.drop(graph)
    staging.change(tombstones, {tombstone}, set())


def _names(text: str, iri: str) -> bool:
    return text == iri or text.startswith(f"{iri}#")


def _without(entry: Entry, iris: Iterable[str]) -> Entry:
    def plain(graph: str) -> str:
        return _ERASED if any(_names(graph, iri) for iri in iris) else graph

    return replace(
        entry,
        changes={plain(graph): change for graph, change in entry.changes.items()},
        created=tuple(map(plain, entry.created)),
        dropped=tuple(map(plain, entry.dropped)),
    )
