"""A shapes graph read once: its shapes by scope, ready to run."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cached_property

from rdflib import OWL, RDF, SH, Graph, URIRef
from rdflib.term import Node

from kg.errors import KgError, ResourceError
from kg.report import Scope
from kg.validation.defects import described
from kg.validation.fallback import notes_of
from kg.validation.model import Shape
from kg.validation.reading import ShapeReader, is_deactivated
from kg.validation.targets import DECLARATIONS, Targets, read_targets
from kg.validation.terms import new_graph
from kg.vocabulary import GS

_SCOPE = GS["scope"]
_SCOPES: dict[Node, Scope] = {GS[scope]: scope for scope in Scope}


@dataclass(frozen=True, slots=True)
class ShapeSet:
    """The shapes of one run that have targets, with those.

    *notes* are what a report has to say of a shape, whatever it finds.
    """

    targets: Mapping[Node, Targets]
    shapes: Mapping[Node, Shape]
    notes: Mapping[Node, tuple[str, ...]]

    def notes_about(self, nodes: Set[Node]) -> list[str]:
        """The notes about some of the shapes, each once."""
        found = (note for node, notes in self.notes.items() if node in nodes for note in notes)
        return list(dict.fromkeys(found))


class CompiledShapes:
    """One shapes graph, read once.

    *error* is what a defect is: a `ResourceError` in our own shapes, a `ShapesError` in
    the caller's.
    """

    def __init__(self, graph: Graph, *, error: type[KgError] = ResourceError) -> None:
        self.graph = graph
        self.error = error

    @cached_property
    def whole(self) -> ShapeSet:
        """All shapes, whatever their scope."""
        return self._build(self.graph)

    @cached_property
    def by_scope(self) -> dict[Scope, ShapeSet]:
        """The shapes of each scope.

        Raises:
            KgError: a targeted shape, or a named property of one, has no scope or several.
        """
        return {scope: self._build(self.scoped(scope)) for scope in Scope}

    def _build(self, graph: Graph) -> ShapeSet:
        targets = {
            shape: declared
            for shape, declared in read_targets(graph, self.error).items()
            if not is_deactivated(shape, graph)
        }
        reader = ShapeReader(graph, self.error)
        shapes = {shape: reader.read(shape) for shape in targets}
        return ShapeSet(targets, shapes, {node: notes_of(shape) for node, shape in shapes.items()})

    def scoped(self, scope: Scope) -> Graph:
        """The shapes graph without the constraints of other scopes."""
        graph = copy_of(self.graph)
        for shape in read_targets(self.graph, self.error):
            own = self._scope_of(shape)
            for part in set(graph.objects(shape, SH.property)):
                if self._scope_of(part, default=own) is not scope:
                    graph.remove((shape, SH.property, part))
            if own is not scope:
                _drop_constraints(graph, shape)
        return graph

    def _scope_of(self, shape: Node, default: Scope | None = None) -> Scope:
        values = list(self.graph.objects(shape, _SCOPE))
        if not values and default is not None and not isinstance(shape, URIRef):
            return default
        if len(values) != 1 or values[0] not in _SCOPES:
            raise self.error(f"The shape {shape} does not state one scope with gs:scope.")
        return _SCOPES[values[0]]


def copy_of(graph: Graph) -> Graph:
    """Copy a graph."""
    copied = new_graph()
    for triple in graph:
        copied.add(triple)
    return copied


def imports_of(graph: Graph) -> list[str]:
    """The shapes graphs that *graph* asks to import; none is fetched."""
    return sorted({str(target) for target in graph.objects(None, OWL.imports)})


def deactivated(graph: Graph) -> list[str]:
    """The shapes and constraints that are switched off, as a reader calls them."""
    found = {node for node in graph.subjects(SH.deactivated) if is_deactivated(node, graph)}
    return sorted(described(node, graph) for node in found)


def _drop_constraints(graph: Graph, shape: Node) -> None:
    """Keep of *shape* what its properties of the other scope need: its focus nodes."""
    if (shape, SH.property, None) not in graph:
        graph.remove((shape, None, None))
        return
    kept = {RDF.type, SH.property, SH.deactivated, *DECLARATIONS}
    for _, predicate, value in set(graph.triples((shape, None, None))):
        if predicate not in kept:
            graph.remove((shape, predicate, value))
