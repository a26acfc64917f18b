"""What the sources say of a thing that a decision on identity is about, and what forbids it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import ConflictError, NotFoundError
from kg.identity.kinds import FAMILIES, KIND_OF_CLASS, ORGANISATIONS
from kg.ingest.delivery import Delivery
from kg.store.graphs import TYPE
from kg.store.identity import Triples
from kg.store.staging import Staging
from kg.terms import shorten
from kg.vocabulary import GA, PREFIXES

WIKIDATA = "http://www.wikidata.org/entity/"
_SAME_AS = ox.NamedNode(PREFIXES["schema"] + "sameAs")
_OFFICES = {ox.NamedNode(str(GA.holder)): "holders", ox.NamedNode(str(GA.post)): "posts"}


@dataclass(frozen=True, slots=True)
class Thing:
    """An IRI as the sources have it: its classes, its ids of Wikidata, whether a reference graph
    describes it."""

    iri: str
    classes: frozenset[str]
    wikidata: frozenset[str]
    is_reference: bool

    @property
    def kinds(self) -> set[str]:
        """Of agent, post, tenure and event what it is."""
        return {kind for name in self.classes if (kind := KIND_OF_CLASS.get(name))}

    def among(self, names: Mapping[str, str]) -> set[str]:
        """What *names* call the classes of it."""
        return {names[name] for name in self.classes if name in names}


class Things:
    """The things of a copy of the dataset, as their sources delivered them."""

    def __init__(self, staging: Staging) -> None:
        self._staging = staging
        self._delivery = Delivery(staging)
        self._reference = staging.reference_graphs()

    def of(self, iri: str) -> Thing:
        """What sources say of an IRI.

        Raises:
            NotFoundError: none says what it is.
        """
        thing = self.as_known(iri)
        if not thing.classes:
            raise NotFoundError(
                f"No source says what {shorten(iri)} is.", hint="Write the IRI as the data does."
            )
        return thing

    def as_known(self, iri: str) -> Thing:
        """What sources say of an IRI, if any does."""
        node = ox.NamedNode(iri)
        classes, wikidata, is_reference = set[str](), set[str](), False
        for graph, triple in self._statements(node):
            is_reference |= graph in self._reference
            if isinstance(triple.object, ox.NamedNode):
                if triple.predicate == TYPE:
                    classes.add(triple.object.value)
                elif triple.predicate == _SAME_AS and triple.object.value.startswith(WIKIDATA):
                    wikidata.add(triple.object.value.removeprefix(WIKIDATA))
        return Thing(iri, frozenset(classes), frozenset(wikidata), is_reference)

    def offices(self, iri: str) -> dict[str, set[str]]:
        """The "holders" and "posts" that sources give a tenure; claims do not count."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for graph, triple in self._statements(ox.NamedNode(iri), _OFFICES):
            if isinstance(triple.object, ox.NamedNode) and not self._staging.is_claim(graph):
                found[_OFFICES[triple.predicate]].add(triple.object.value)
        return found

    def _statements(
        self, node: ox.NamedNode, predicates: Container[ox.NamedNode] | None = None
    ) -> Iterator[tuple[str, ox.Triple]]:
        graphs: defaultdict[str, Triples] = defaultdict(set)
        for quad in self._staging.about(self._delivery.identities.members(node)[0]):
            assert isinstance(quad.graph_name, ox.NamedNode)
            if predicates is None or quad.predicate in predicates:
                graphs[quad.graph_name.value].add(quad.triple)
        for graph, stored in graphs.items():
            for triple in self._delivery.delivered(graph, stored):
                if triple.subject == node:
                    yield graph, triple


def check_alike(first: Thing, second: Thing) -> None:
    """Refuse to make one thing of two that are of different kinds.

    Raises:
        ConflictError: they are, or are of a kind that no decision is about.
    """
    kinds = first.kinds & second.kinds
    if not kinds:
        raise ConflictError(
            f"{shorten(first.iri)} and {shorten(second.iri)} are not both agents, posts, tenures or"
            " events: they cannot be one."
        )
    for names in (FAMILIES, ORGANISATIONS):
        ours, theirs = first.among(names), second.among(names)
        if ours and theirs and ours.isdisjoint(theirs):
            raise ConflictError(
                f"{shorten(first.iri)} is {_one_of(ours)}, {shorten(second.iri)} {_one_of(theirs)}:"
                " they cannot be one."
            )


def _one_of(names: set[str]) -> str:
    """Names of kinds, each with its article."""
    return " and ".join(f"a{'n' * (name[0] in 'aeiou')} {name}" for name in sorted(names))


def canonical_of(things: list[Thing]) -> str:
    """The IRI by which some are written that are one thing: that of a reference graph goes before
    one with an id of Wikidata, and this before others; then the first in order."""
    return min(things, key=lambda t: (not t.is_reference, not t.wikidata, t.iri)).iri
