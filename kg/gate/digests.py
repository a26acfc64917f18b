"""A digest for each shape, of all that decides what it asks, and shapes without some targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

import pyoxigraph as ox
from rdflib import DCTERMS, OWL, RDF, RDFS, SH

from kg.gate.described import Described, Node, digest_of
from kg.report import Term
from kg.store.passed import CONTEXT, ShapeDigests
from kg.validation.targets import DECLARATIONS


def _term(iri: str) -> ox.NamedNode:
    return ox.NamedNode(str(iri))


_SHACL = str(SH)
_TYPE, _SUBCLASS, _CLASS = map(_term, (RDF.type, RDFS.subClassOf, RDFS.Class))
_LEADING = frozenset(map(_term, (RDF.first, RDF.rest, OWL.imports)))
"""Beside those of SHACL: the nodes of a list may have names, and `sh:prefixes` imports others."""
_CLASSES = frozenset((_CLASS, _term(OWL.Class)))
_SHAPES = frozenset(map(_term, (SH.NodeShape, SH.PropertyShape)))
_TARGETS = frozenset(map(_term, DECLARATIONS))
_SUBJECTS_OF = _term(SH.targetSubjectsOf)
_OFF = (_term(SH.deactivated), ox.Literal(True))
_DISJOINT, _PROPERTY = _term(SH.qualifiedValueShapesDisjoint), _term(SH.property)
_PARAMETER, _PATH = _term(SH.parameter), _term(SH.path)
_NOWHERE = ox.NamedNode("urn:x-geoactors:nowhere")
_EXPLAINING = frozenset(
    map(
        _term,
        (
            *(RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy),
            *(DCTERMS.title, DCTERMS.description),
            *(SH.name, SH.description, SH.message, SH.order, SH.group),
        ),
    )
)
"""What tells people about a shape: data passes it or does not, whatever that says."""


def digests_of(shapes: Iterable[ox.Quad], context: str = "") -> ShapeDigests:
    """The digest of each shape that has targets, by its name, beside that of their *context*.

    Shapes that it refers to belong to a shape, as do the prefixes and components that
    it uses.
    """
    graph = _ShapesGraph(shapes)
    parts = {graph.name(shape): graph.digest(shape) for shape in graph.targeted}
    return ShapeDigests(parts | ({CONTEXT: context} if context else {}))


def narrowed(shapes: Iterable[ox.Quad], names: Collection[str]) -> list[ox.Quad]:
    """The shapes, where only those of some *names* find anything to look at.

    All stay what they are, so that they may refer to each other.
    """
    kept = list(shapes)
    graph = _ShapesGraph(kept)
    if graph.reads_itself:
        return kept
    others = {shape for shape in graph.targeted if graph.name(shape) not in names}
    kept = [quad for quad in kept if quad.subject not in others or not graph.is_target(quad)]
    return kept + [ox.Quad(shape, _SUBJECTS_OF, _NOWHERE) for shape in others]


class _ShapesGraph:
    """The triples of shapes, and which of them belong to a shape."""

    def __init__(self, shapes: Iterable[ox.Quad]) -> None:
        triples = {quad.triple for quad in shapes}
        self.reads_itself = any(
            isinstance(triple.object, ox.Literal) and "shapesGraph" in triple.object.value
            for triple in triples
        )
        """A query may look at any of the shapes, so that each may mean another thing."""
        self._users = _components(triples)
        self._parents = _grouped((t.object, t.subject) for t in triples if t.predicate == _PROPERTY)
        self._class_types = _CLASSES | {
            t.subject for t in triples if (t.predicate, t.object) == (_SUBCLASS, _CLASS)
        }
        self.targeted = self._with_targets(triples)
        passed_over = _EXPLAINING - self._users.keys() if not self.reads_itself else frozenset()
        self._described = Described(t for t in triples if t.predicate not in passed_over)

    def is_target(self, quad: ox.Quad) -> bool:
        """Whether a triple says what a shape looks at; a shape that is a class says it so."""
        return quad.predicate in _TARGETS or (
            quad.predicate == _TYPE and quad.object in self._class_types
        )

    def name(self, shape: Node) -> str:
        """The IRI of a shape; one without goes by its digest."""
        if isinstance(shape, ox.NamedNode):
            return shape.value
        return f"_:{self.digest(shape)[:16]}"

    def digest(self, shape: Node) -> str:
        """The digest of a shape and all that belongs to it."""
        if self.reads_itself:
            return digest_of([self._whole, *self._described.lines([shape])])
        found: set[Term] = {shape}
        left: list[Term] = [shape]
        while left:
            new = set(self._beside(left.pop())) - found
            found |= new
            left += new
        named = (node for node in found if node == shape or isinstance(node, ox.NamedNode))
        return digest_of(self._described.lines(named))

    @cached_property
    def _whole(self) -> str:
        return self._described.digest()

    def _beside(self, node: Term) -> Iterator[Term]:
        for predicate, value in self._described.of(node):
            leads = predicate in _LEADING or predicate.value.startswith(_SHACL)
            if isinstance(value, ox.BlankNode) or (leads and isinstance(value, ox.NamedNode)):
                yield value
            yield from self._users.get(predicate, ())
            if predicate == _DISJOINT:  # it asks about the other parts of what it is a part of
                yield from self._parents.get(node, ())

    def _with_targets(self, triples: Collection[ox.Triple]) -> set[Node]:
        shapes = {t.subject for t in triples if t.predicate == _TYPE and t.object in _SHAPES}
        classes = {
            t.subject for t in triples if t.predicate == _TYPE and t.object in self._class_types
        }
        declared = {t.subject for t in triples if t.predicate in _TARGETS}
        off = {t.subject for t in triples if (t.predicate, t.object) == _OFF}
        return {n for n in (declared | (shapes & classes)) - off if not isinstance(n, ox.Triple)}


def _components(triples: Iterable[ox.Triple]) -> Mapping[Term, set[Term]]:
    """The components that a shape uses when it gives a value to a predicate: their parameter."""
    kept = list(triples)
    owners = _grouped((t.object, t.subject) for t in kept if t.predicate == _PARAMETER)
    paths = [(t.object, t.subject) for t in kept if t.predicate == _PATH and t.subject in owners]
    return _grouped((path, owner) for path, node in paths for owner in owners[node])


def _grouped(pairs: Iterable[tuple[Term, Term]]) -> Mapping[Term, set[Term]]:
    found: defaultdict[Term, set[Term]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return found
