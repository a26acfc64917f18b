"""Which IRIs were decided to mean one thing, and what the triples of a source are stored as."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox
from rdflib import SKOS

from kg.store.view import DatasetView
from kg.vocabulary import GA

Triples = set[ox.Triple]
Images = dict[ox.Triple, ox.Triple]

PREFERRED = ox.NamedNode(str(SKOS.prefLabel))
ALTERNATIVE = ox.NamedNode(str(SKOS.altLabel))
IDENTIFIES = ox.NamedNode(str(GA.identifies))
CANONICAL = ox.NamedNode(str(GA.canonical))
FOLLOWING = frozenset(
    ox.NamedNode(str(term))
    for term in (GA.startEarliest, GA.startLatest, GA.endEarliest, GA.endLatest, GA.involves)
)
"""The predicates of triples that follow from others; a test holds the rules to that."""
_LABELS = (PREFERRED, ALTERNATIVE)


class Identities:
    """The IRIs that mean one thing with another, the *canonical* one of each by the others.

    A triple is stored with the canonical IRIs in the place of the others, whatever graph
    it is in. Where two of them have different preferred names in one language in one
    graph, the name of the canonical one stays preferred and others become alternatives.
    """

    def __init__(self, canonical: Mapping[str, str]) -> None:
        self.canonical = {other: iri for other, iri in canonical.items() if other != iri}
        others: defaultdict[str, list[str]] = defaultdict(list)
        for other, iri in self.canonical.items():
            others[iri].append(other)
        classes = [tuple(map(ox.NamedNode, (iri, *sorted(o)))) for iri, o in others.items()]
        self._classes: dict[object, tuple[ox.NamedNode, ...]] = {
            node: members for members in classes for node in members
        }

    @classmethod
    def read(cls, view: DatasetView) -> Identities:
        """The decisions that a dataset holds."""
        graph = view.names.identity
        canonical: dict[str, str] = {}
        for said in view.matching(graph, None, CANONICAL, None):
            assert isinstance(said.object, ox.NamedNode)
            assert not isinstance(said.subject, ox.Triple)
            for named in view.matching(graph, said.subject, IDENTIFIES, None):
                assert isinstance(named.object, ox.NamedNode)
                canonical[named.object.value] = said.object.value
        return cls(canonical)

    def __bool__(self) -> bool:
        return bool(self._classes)

    def members(self, node: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """The IRIs that mean what one means, the canonical one first."""
        return self._classes.get(node, (node,))

    def differing(self, other: Identities) -> set[ox.NamedNode]:
        """The IRIs that mean one thing with others here than there, or are written otherwise."""
        members = {*self._classes.values(), *other._classes.values()}
        nodes = {node for nodes in members for node in nodes}
        return {node for node in nodes if self.members(node) != other.members(node)}

    def concern(self, triple: ox.Triple) -> bool:
        """Whether a triple names one of several IRIs of a thing."""
        return triple.subject in self._classes or triple.object in self._classes

    def written(self, triple: ox.Triple) -> ox.Triple:
        """A triple with canonical IRIs in the place of the others."""
        subject = self._classes.get(triple.subject, (triple.subject,))[0]
        value = self._classes.get(triple.object, (triple.object,))[0]
        return ox.Triple(subject, triple.predicate, value)

    def images(self, delivered: Iterable[ox.Triple]) -> Images:
        """What triples of one graph are stored as; of a thing that is named, with all its names."""
        images = {triple: self.written(triple) for triple in delivered}
        preferred: defaultdict[tuple[ox.NamedNode, str], list[ox.Triple]] = defaultdict(list)
        for triple, image in images.items():
            if is_label(triple) and triple.predicate == PREFERRED and self.concern(triple):
                assert isinstance(triple.object, ox.Literal)
                assert isinstance(image.subject, ox.NamedNode)
                preferred[image.subject, triple.object.language or ""].append(triple)
        for names in preferred.values():
            for triple in self._outdone(names):
                image = images[triple]
                images[triple] = ox.Triple(image.subject, ALTERNATIVE, image.object)
        return images

    def _outdone(self, names: list[ox.Triple]) -> Iterator[ox.Triple]:
        """The preferred names of a thing in one language that others go before."""
        if len(names) == 1:
            return
        first: ox.Literal | None = None
        for triple in sorted(names, key=self._rank):
            assert isinstance(triple.object, ox.Literal)
            canonical = self._classes[triple.subject][0]
            if first is None or triple.subject == canonical:
                first = triple.object
            elif triple.object != first:
                yield triple

    def _rank(self, triple: ox.Triple) -> tuple[bool, str, str]:
        canonical = self._classes[triple.subject][0]
        return triple.subject != canonical, str(triple.subject), str(triple.object)

    def forms(self, stored: ox.Triple) -> Iterator[ox.Triple]:
        """The triples that can be stored as this one, itself among them."""
        predicates = _LABELS if is_label(stored) else (stored.predicate,)
        for subject in self._classes.get(stored.subject, (stored.subject,)):
            for value in self._classes.get(stored.object, (stored.object,)):
                for predicate in predicates:
                    yield ox.Triple(subject, predicate, value)

    def to_record(self, images: Images) -> Triples:
        """The delivered triples that cannot be told from what they are stored as.

        Those that follow from others are no part of *images*, so that others of such
        predicates have to be known, too.
        """
        counts: defaultdict[ox.Triple, int] = defaultdict(int)
        renamed: set[object] = set()
        for triple, image in images.items():
            counts[image] += 1
            if triple != image and is_label(triple):
                renamed.add(image.subject)
        return {
            triple
            for triple, image in images.items()
            if self.concern(triple)
            and (
                triple != image
                or counts[image] > 1
                or triple.predicate in FOLLOWING
                or (is_label(triple) and image.subject in renamed)
            )
        }


def canonical_iri(view: DatasetView, iri: str) -> str:
    """The IRI by which a dataset writes what an IRI means: itself, unless decided otherwise.

    It costs a look-up, and no reading of all decisions.
    """
    graph = view.names.identity
    for named in view.matching(graph, None, IDENTIFIES, ox.NamedNode(iri)):
        for said in view.matching(graph, named.subject, CANONICAL, None):
            assert isinstance(said.object, ox.NamedNode)
            return said.object.value
    return iri


def is_label(triple: ox.Triple) -> bool:
    """Whether a triple gives a preferred or alternative name."""
    return triple.predicate in _LABELS and isinstance(triple.object, ox.Literal)
