"""The target declarations of shapes."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from kg.errors import KgError, ResourceError
from kg.validation.defects import about
from kg.validation.fallback import refuse_patterns
from kg.validation.queries import prefix_lines, read_select
from kg.validation.query_refusals import try_query
from kg.validation.results import name_of

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
        with about(target):
            raise error(
                f"The target{name} is of a kind that is not supported; use sh:SPARQLTarget."
            )
    with about(target, SH.select):
        query = read_select(target, shapes, error)
        try_query(query, "a target", error, above=prefix_lines(target, shapes))
        refuse_patterns(query, name_of(target, shapes), error, handed_over=False)
    return query
