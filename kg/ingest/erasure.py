"""Erasing a thing for good: from the dataset, its older versions and its journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from kg.errors import ConflictError, NotFoundError
from kg.gate import Gate
from kg.ingest.delivery import Delivery
from kg.ingest.identity import dissolve, one_with
from kg.ingest.transaction import Author, Outcome, commit
from kg.store.embedded import DatasetStore
from kg.store.erasing import names_thing, traces
from kg.store.graphs import TOMBSTONE, TYPE
from kg.store.staging import Staging


def forget(
    store: DatasetStore, iris: Iterable[str], gate: Gate | None, author: Author | None = None
) -> Outcome:
    """Erase things: every statement that names one, and all that is in a graph of that name.

    The IRIs that were decided to mean the same go with it, its fragments, and blank
    nodes that nothing else refers to. What stays is a tombstone: the IRI and the mark
    that something was erased there. What the dataset holds no longer is erased from
    versions and journal. A thing may be erased again, and an erasure that a crash broke
    off is finished by the next write or server.

    Raises:
        NotFoundError: nothing names one of the IRIs, nor did.
        ConflictError: the dataset cannot do without it: a graph that the store keeps,
            a property, a class.
        NonConformingDataError: what is left breaks the shapes; nothing was erased.
    """
    wanted = list(dict.fromkeys(iris))
    for iri in wanted:
        if iri in (store.names.catalogue, *store.names.kept_by_the_store):
            raise ConflictError(f"{iri} is kept by the store itself and cannot be erased.")

    def change(staging: Staging) -> None:
        wanted[:] = one_with(staging, wanted)  # the log loses them all
        decided = dissolve(staging, wanted)
        quads = list(staging.mentions(lambda text: _is_one(text, wanted)))
        graphs = {graph for graph in staging.graphs() if _is_one(graph, wanted)}
        for iri in wanted:
            _require_thing(iri, quads)
            if iri not in decided:
                _require_mention(store, iri, quads, graphs)
        delivery = Delivery(staging)
        _remove(delivery, [*quads, *_dangling(staging, quads)])
        for graph in graphs:
            delivery.drop(graph)
        tombstones = {ox.Triple(ox.NamedNode(iri), TYPE, TOMBSTONE) for iri in wanted}
        staging.change(store.names.tombstones, tombstones, set())

    return commit(store, gate, change, author or Author(action="forget", wait=10.0), erasing=wanted)


def _is_one(text: str, iris: Iterable[str]) -> bool:
    return any(names_thing(text, iri) for iri in iris)


def _require_mention(
    store: DatasetStore, iri: str, quads: Iterable[ox.Quad], graphs: Iterable[str]
) -> None:
    if not (
        any(names_thing(graph, iri) for graph in graphs)
        or any(names_thing(text, iri) for quad in quads for text in _texts(quad))
        or store.journal.mentions(traces([iri]))
    ):
        raise NotFoundError(f"Nothing names {iri}.", hint="Write the IRI as the data does.")


def _require_thing(iri: str, quads: Iterable[ox.Quad]) -> None:
    """Half the dataset names `rdf:type`: such an IRI is a slip, and nothing takes it back."""
    for quad in quads:
        terms = (quad.predicate, quad.object) if quad.predicate == TYPE else (quad.predicate,)
        if any(isinstance(term, ox.NamedNode) and names_thing(term.value, iri) for term in terms):
            raise ConflictError(
                f"{iri} is a property or a class, which the dataset cannot do without.",
                hint="Name a thing that the data describes.",
            )


def _texts(quad: ox.Quad) -> Iterator[str]:
    for term in (quad.subject, quad.object, quad.graph_name):
        if isinstance(term, ox.NamedNode | ox.Literal):
            yield term.value


def _remove(delivery: Delivery, quads: Iterable[ox.Quad]) -> None:
    gone: dict[str, set[ox.Triple]] = {}
    for quad in quads:
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        gone.setdefault(name, set()).add(quad.triple)
    for graph, triples in gone.items():
        delivery.change(graph, set(), triples)


def _dangling(staging: Staging, quads: Sequence[ox.Quad]) -> Iterator[ox.Quad]:
    """What is said of blank nodes that were only reached from what goes."""
    gone = set(quads)
    left = [quad.object for quad in quads if isinstance(quad.object, ox.BlankNode)]
    while left:
        node = left.pop()
        if any(quad not in gone for quad in staging.naming(node)):
            continue
        for quad in staging.about(node):
            if quad not in gone:
                gone.add(quad)
                yield quad
                if isinstance(quad.object, ox.BlankNode):
                    left.append(quad.object)
