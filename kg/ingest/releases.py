"""A release of a source into a store: its graph, and its entry in the catalogue, in one write."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from rdflib import DCTERMS, PROV, RDF

from kg.gate import Gate
from kg.ingest.delivery import Delivery
from kg.ingest.documents import Graphs
from kg.ingest.transaction import Author, Outcome, check_writable, commit
from kg.normalise import rewritten
from kg.parsing import parse_path, reference_quads
from kg.resources import catalogue_file
from kg.store.embedded import DatasetStore
from kg.store.staging import Staging
from kg.vocabulary import GA

_ENTRY = frozenset(
    str(term)
    for term in (
        *(RDF.type, DCTERMS.title, DCTERMS.license, DCTERMS.rights),
        *(DCTERMS.bibliographicCitation, PROV.wasDerivedFrom, GA.sourceDocument),
    )
)


def ingest_release(
    store: DatasetStore,
    graph: str,
    triples: set[ox.Triple],
    entry: Iterable[ox.Triple],
    gate: Gate | None,
    *,
    author: Author | None = None,
) -> Outcome:
    """Replace the graph of a release and what the catalogue says of it, through the gate.

    *entry* is all that the catalogue says of the graph then; what it says of others stays. A
    store that does not know the packaged states gets them with it.

    Raises:
        NonConformingDataError: the data breaks the shapes; nothing was stored.
        ConflictError: a graph that is not a source's to write.
        UnavailableError: another process writes, or the disk is full; nothing was stored.
    """
    references, described = _missing_references(store)
    graphs = {**references, graph: triples}
    for name in graphs:
        check_writable(store, name)
    entry = set(entry)

    def change(staging: Staging) -> set[str]:
        delivery = Delivery(staging)
        for name, held in graphs.items():
            delivery.put(name, held)
        catalogue = store.names.catalogue
        stored = staging.matching(catalogue, ox.NamedNode(graph), None, None)
        before = delivery.delivered(catalogue, stored)
        delivery.change(catalogue, (entry | described) - before, before - entry)
        return {*graphs, catalogue}

    remarks = rewritten(graph, triples) if gate is not None and store.union else ()
    return commit(store, gate, change, author or Author(action="import"), remarks=remarks)


def _missing_references(store: DatasetStore) -> tuple[Graphs, set[ox.Triple]]:
    """The packaged reference graphs that a store lacks, and their entries in the catalogue."""
    packaged = reference_quads()
    names = {quad.graph_name for quad in packaged}
    missing = {n.value for n in names if isinstance(n, ox.NamedNode)}
    missing = {name for name in missing if not store.holds_graph(name)}
    if not missing:
        return {}, set()
    graphs: Graphs = {name: set() for name in missing}
    for quad in packaged:
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value in missing:
            graphs[quad.graph_name.value].add(quad.triple)
    entries = {
        quad.triple
        for quad in parse_path(catalogue_file()).quads
        if isinstance(quad.subject, ox.NamedNode)
        and quad.subject.value in missing
        and quad.predicate.value in _ENTRY
    }
    return graphs, entries
