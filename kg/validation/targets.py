"""Finds the focus nodes of shapes, so that no engine below has to look for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from kg.errors import KgError, ResourceError
from kg.validation.queries import asks_for_every_subject, read_select, try_query

SelectThis = Callable[[str], Collection[Node]]
"""Runs the SELECT query of a target over the data graph and gives the values of `?this`."""

DECLARATIONS = (SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target)


@dataclass(frozen=True, slots=True)
class Targets:
    """The target declarations of one shape; *queries* are those of `sh:SPARQLTarget`."""

    nodes: frozenset[Node] = frozenset()
    classes: frozenset[Node] = frozenset()
    subjects_of: frozenset[Node] = frozenset()
    objects_of: frozenset[Node] = frozenset()
    queries: tuple[str, ...] = ()


def read_targets(shapes: Graph, error: type[KgError] = ResourceError) -> dict[Node, Targets]:
    """Read the targets of every shape that has one.

    Raises:
        KgError: of the class *error*, for a target of a kind that is not supported.
    """
    implicit = _class_shapes(shapes)
    targeted = {shape for term in DECLARATIONS for shape in shapes.subjects(term)}
    return {
        shape: _targets_of(shape, shapes, implicit & {shape}, error)
        for shape in targeted | implicit
    }


def strip_targets(shapes: Graph) -> None:
    """Remove every target declaration from *shapes*."""
    kinds = _class_types(shapes)
    for shape in _class_shapes(shapes):
        for kind in kinds:
            shapes.remove((shape, RDF.type, kind))
    for term in DECLARATIONS:
        shapes.remove((None, term, None))


class FocusFinder:
    """Finds focus nodes in *data* among the *wanted* nodes (None: anywhere)."""

    def __init__(self, data: Graph, wanted: Collection[Node] | None, select: SelectThis) -> None:
        self._data = data
        self._wanted = None if wanted is None else frozenset(wanted)
        self._select = select
        self._superclasses: dict[Node, frozenset[Node]] = {}
        self._subjects: dict[Node, set[Node]] = defaultdict(set)
        self._instances: dict[Node, set[Node]] = defaultdict(set)
        self._described: set[Node] = set()
        self._index()

    def find(self, targets: Targets) -> set[Node]:
        """Find the focus nodes that *targets* declare."""
        found = set(targets.nodes)
        for kind in targets.classes:
            found |= self._instances.get(kind, set())
        for predicate in targets.subjects_of:
            found |= self._subjects.get(predicate, set())
        for predicate in targets.objects_of:
            found.update(self._data.objects(predicate=predicate))
        for query in targets.queries:
            if asks_for_every_subject(query):
                found |= self._described
            else:
                found.update(self._select(query))
        return found if self._wanted is None else found & self._wanted

    def _index(self) -> None:
        """Note predicates and classes of the nodes in one pass; most targets ask for them."""
        nodes = [None] if self._wanted is None else self._wanted
        for node in nodes:
            for subject, predicate, value in self._data.triples((node, None, None)):
                self._described.add(subject)
                self._subjects[predicate].add(subject)
                if predicate == RDF.type:
                    for kind in self._closure(value):
                        self._instances[kind].add(subject)

    def _closure(self, kind: Node) -> frozenset[Node]:
        if kind not in self._superclasses:
            above = self._data.transitive_objects(kind, RDFS.subClassOf)
            self._superclasses[kind] = frozenset(node for node in above if node is not None)
        return self._superclasses[kind]


def _class_types(shapes: Graph) -> set[Node]:
    return {RDFS.Class, OWL.Class, *shapes.subjects(RDFS.subClassOf, RDFS.Class)}


def _class_shapes(shapes: Graph) -> set[Node]:
    """Shapes that are classes as well, and so target their own instances."""
    classes = {node for kind in _class_types(shapes) for node in shapes.subjects(RDF.type, kind)}
    named = {SH.NodeShape, SH.PropertyShape}
    return {node for node in classes if named & set(shapes.objects(node, RDF.type))}


def _targets_of(shape: Node, shapes: Graph, implicit: set[Node], error: type[KgError]) -> Targets:
    queries = (_query_of(node, shapes, error) for node in shapes.objects(shape, SH.target))
    return Targets(
        nodes=frozenset(shapes.objects(shape, SH.targetNode)),
        classes=frozenset(shapes.objects(shape, SH.targetClass)) | implicit,
        subjects_of=frozenset(shapes.objects(shape, SH.targetSubjectsOf)),
        objects_of=frozenset(shapes.objects(shape, SH.targetObjectsOf)),
        queries=tuple(sorted(queries)),
    )


def _query_of(target: Node, shapes: Graph, error: type[KgError]) -> str:
    if (target, SH.select, None) not in shapes:
        name = f" {target}" if isinstance(target, URIRef) else ""
        raise error(f"The target{name} is of a kind that is not supported; use sh:SPARQLTarget.")
    query = read_select(target, shapes, error)
    try_query(query, "a target", error)
    return query
