"""Splits shapes into what each engine can do for all focus nodes at once.

pySHACL looks up the constraints of a property shape anew for every focus node of
its parent, and runs a SPARQL constraint once for each. A property shape that is
aimed at the focus nodes itself is looked up once, and a SPARQL constraint whose
query allows it can run in pyoxigraph. Both mean the same as long as no other shape
asks whether a node conforms to the one that is taken apart.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from rdflib import RDF, RDFS, SH, Graph, Literal
from rdflib.term import Node

from kg.errors import KgError, ResourceError
from kg.validation.constraints import SparqlConstraint, read_constraint
from kg.validation.prebinding import runs_at_once
from kg.validation.recursion import LISTS
from kg.validation.targets import Targets
from kg.validation.terms import new_graph
from kg.vocabulary import GS

Triple: TypeAlias = tuple[Node, Node, Node]

_USES = (SH.node, SH["not"], SH.qualifiedValueShape)
_INERT = {
    RDF.type,
    RDFS.label,
    RDFS.comment,
    RDFS.isDefinedBy,
    RDFS.seeAlso,
    GS["scope"],
    GS["exempts"],
    SH.path,
    SH.severity,
    SH.message,
    SH.deactivated,
    SH.name,
    SH.description,
    SH.order,
    SH.group,
    SH.defaultValue,
}


@dataclass(slots=True)
class ShapeSet:
    """The shapes of one run.

    *targets* are those of the targeted shapes. *aims* says for each shape in *core*,
    which has no targets of its own, whose focus nodes it looks at; each of
    *constraints* goes with the same. *parts* are the triples of *core* that a shape in
    *aims* needs beside the *common* ones.
    """

    core: Graph
    targets: Mapping[Node, Targets]
    aims: dict[Node, frozenset[Node]] = field(default_factory=dict)
    constraints: list[tuple[SparqlConstraint, frozenset[Node]]] = field(default_factory=list)
    parts: dict[Node, set[Triple]] = field(default_factory=dict)
    common: set[Triple] = field(default_factory=set)

    def aimed(self, focus: Mapping[Node, Collection[Node]]) -> Graph | None:
        """Take the shapes that have something to look at out of *core*, and point them at it."""
        seeing = {shape: nodes for shape, nodes in focus.items() if nodes}
        if not seeing:
            return None
        parts = (self.parts.get(shape, self.common) for shape in seeing)
        graph = new_graph()
        for triple in self.common.union(*parts):
            graph.add(triple)
        for shape, nodes in seeing.items():
            for node in nodes:
                graph.add((shape, SH.targetNode, node))
        return graph


def keep_whole(graph: Graph, targets: Mapping[Node, Targets]) -> ShapeSet:
    """Leave everything to pySHACL."""
    aims = {shape: frozenset({shape}) for shape in targets}
    return ShapeSet(graph, targets, aims, common=set(graph))


def split_shapes(
    graph: Graph, targets: Mapping[Node, Targets], error: type[KgError] = ResourceError
) -> ShapeSet:
    """Take *graph* apart, which is changed.

    Raises:
        KgError: of the class *error*, for a SPARQL constraint that cannot be run.
    """
    shapes = ShapeSet(graph, targets)
    separable = _separable(graph, targets)
    # A shape that nothing aims at and no other refers to does nothing; nor do queries of targets.
    idle: set[Node] = {*targets, *separable, *graph.subjects(SH.path)}
    idle |= {node for node in graph.subjects(SH.select) if (None, None, node) not in graph}
    for shape, owners in separable.items():
        for owner in owners - {shape}:
            graph.remove((owner, SH.property, shape))
        for node in sorted(graph.objects(shape, SH.sparql), key=str):
            off = is_deactivated(node, graph) or is_deactivated(shape, graph)
            constraint = None if off else read_constraint(shape, node, graph, error)
            if constraint is None or runs_at_once(constraint.query):
                graph.remove((shape, SH.sparql, node))
                idle.add(node)
            if constraint is not None and runs_at_once(constraint.query):
                shapes.constraints.append((constraint, owners))
        shapes.aims[shape] = owners
    for shape in targets:
        shapes.aims.setdefault(shape, frozenset({shape}))
    shapes.aims = {shape: o for shape, o in shapes.aims.items() if _constrains(shape, graph)}
    shapes.parts = {shape: _part(shape, graph) for shape in shapes.aims}
    shapes.common = set(graph).difference(*(_part(node, graph) for node in idle))
    return shapes


def _part(shape: Node, graph: Graph) -> set[Triple]:
    """Collect the triples about *shape* and about everything that it refers to."""
    found: dict[Node, set[Triple]] = {}
    front = [shape]
    while front:
        node = front.pop()
        if node not in found:
            found[node] = set(graph.triples((node, None, None)))
            front += [value for _, _, value in found[node]]
    return set().union(*found.values())


def is_deactivated(node: Node, graph: Graph) -> bool:
    """Whether a shape or constraint is switched off."""
    return any(
        isinstance(value, Literal) and value.value is True
        for value in graph.objects(node, SH.deactivated)
    )


def _separable(graph: Graph, targets: Mapping[Node, Targets]) -> dict[Node, frozenset[Node]]:
    """Find the shapes that can stand alone, each with those whose focus nodes are its own."""
    owners: dict[Node, set[Node]] = {shape: {shape} for shape in targets}
    for shape in targets:
        for part in graph.objects(shape, SH.property):
            owners.setdefault(part, set()).add(shape)
    used = _used_for_conformance(graph)
    whole = used | {shape for shape in targets if _knows_its_parts(shape, graph)}
    return {
        shape: frozenset(owners[shape])
        for shape in sorted(owners, key=str)
        if shape not in used
        and not (owners[shape] - {shape}) & whole
        and not _has_other_parent(shape, owners, graph)
    }


def _knows_its_parts(shape: Node, graph: Graph) -> bool:
    """Whether some constraint looks at the list of properties that *shape* has."""
    return (shape, SH.closed, None) in graph or any(
        (part, SH.qualifiedValueShapesDisjoint, None) in graph
        for part in graph.objects(shape, SH.property)
    )


def _used_for_conformance(graph: Graph) -> set[Node]:
    used = {value for predicate in _USES for value in graph.objects(None, predicate)}
    for predicate in LISTS:
        for members in graph.objects(None, predicate):
            used.update(graph.items(members))
    return used


def _has_other_parent(shape: Node, owners: Mapping[Node, set[Node]], graph: Graph) -> bool:
    """Whether *shape* is a property of a shape that is no targeted node shape."""
    return any(
        parent not in owners[shape] or (parent, SH.path, None) in graph
        for parent in graph.subjects(SH.property, shape)
    )


def _constrains(shape: Node, graph: Graph) -> bool:
    """Whether pySHACL has anything to check for *shape*."""
    # Any other predicate may be a parameter of a constraint component.
    return any(predicate not in _INERT for predicate in graph.predicates(shape))
