"""The validator of the gate, and plain SHACL for shapes that know nothing of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import pyoxigraph as ox
from rdflib import Graph
from rdflib.term import Node

from kg.errors import KgError, ResourceError, ShapesError
from kg.report import Scope, Term, ValidationReport
from kg.store.memory import MemoryDataset
from kg.validation.checks import check_shapes
from kg.validation.context import Context
from kg.validation.overlay import Overlay
from kg.validation.run import Run
from kg.validation.shapes import CompiledShapes, imports_of
from kg.validation.terms import graph_of, to_rdflib


class Validator:
    """Packaged or own shapes with scopes, bound to their context.

    It is read once and never changed: every validation of a process can share it.
    """

    def __init__(self, shapes: CompiledShapes, layers: Sequence[Graph], context: Context) -> None:
        self._shapes = shapes
        self._layers = tuple(layers)
        self._context = context

    @classmethod
    def from_quads(
        cls,
        shapes: Iterable[ox.Quad],
        context: Iterable[ox.Quad],
        *,
        error: type[KgError] = ResourceError,
    ) -> Validator:
        """Compile *shapes*; graph names are ignored in both.

        *error* is what a defect of the shapes is: broken packaged shapes are our
        fault, broken own shapes the caller's.

        Raises:
            KgError: of the class *error*, when the shapes cannot be used.
        """
        return cls(_compile(shapes, error), (), Context(())).with_context(context)

    def with_shapes(
        self, shapes: Iterable[ox.Quad], *, error: type[KgError] = ResourceError
    ) -> Validator:
        """Make a validator of other shapes that shares this one's context.

        Raises:
            KgError: of the class *error*, when the shapes cannot be used.
        """
        return Validator(_compile(shapes, error), self._layers, self._context)

    def with_context(self, extra: Iterable[ox.Quad]) -> Validator:
        """Make a validator that knows more reference triples."""
        quads = _unnamed(extra)
        if not quads:
            return self
        layers = (*self._layers, graph_of(quads))
        return Validator(self._shapes, layers, Context((*self._context, *quads)))

    def in_context_of(self, other: Validator) -> Validator:
        """Make a validator of these shapes in the context of *other*."""
        return Validator(self._shapes, other._layers, other._context)

    def as_oracle(self) -> Validator:
        """Make a validator that leaves the SPARQL constraints to pySHACL as well."""
        return Validator(self._shapes.unsplit(), self._layers, self._context)

    def validate_graph(self, graph: str, triples: Iterable[ox.Quad]) -> ValidationReport:
        """Validate one source graph, named *graph*, in its context.

        The context answers for the nodes that the source graph merely refers to, and not for
        those that it describes: it is never blamed for what others say, nor completed by it.
        """
        own = _unnamed(triples)
        nodes = {to_rdflib(quad.subject) for quad in own}
        data = Overlay(graph_of(own), self._layers, nodes)
        shapes = self._shapes.by_scope[Scope.GRAPH]
        with self._context.beneath(own) as dataset:
            run = Run(self._shapes, shapes, data, lambda: dataset, nodes)
            return run.report(scope=Scope.GRAPH, graph=graph)

    def validate_dataset(
        self, triples: Iterable[ox.Quad], focus: Collection[Term] | None = None
    ) -> ValidationReport:
        """Validate the merged default graph, looking only at the nodes in *focus*.

        None stands for every subject of *triples*.
        """
        own = _unnamed(triples)
        wanted: set[Node] = {
            to_rdflib(node) for node in (focus if focus is not None else (q.subject for q in own))
        }
        data = Overlay(graph_of(own), self._layers)
        shapes = self._shapes.by_scope[Scope.DATASET]
        run = Run(self._shapes, shapes, data, lambda: MemoryDataset((*own, *self._context)), wanted)
        return run.report(scope=Scope.DATASET)


def validate_plain(data: Iterable[ox.Quad], shapes: Iterable[ox.Quad]) -> ValidationReport:
    """Validate *data*, merged into one graph, against the caller's *shapes*: plain SHACL.

    SHACL Core and SHACL-SPARQL, without context, scope or normalisation.

    Raises:
        ShapesError: the shapes cannot be used.
    """
    graph = graph_of(shapes)
    check_shapes(graph, error=ShapesError)
    compiled = CompiledShapes(graph, split=False, error=ShapesError)
    own = _unnamed(data)
    run = Run(compiled, compiled.whole, Overlay(graph_of(own), []), lambda: MemoryDataset(own))
    notes = (f"The import of {iri} was not followed." for iri in imports_of(graph))
    return replace(run.report(), notes=tuple(notes))


def _compile(shapes: Iterable[ox.Quad], error: type[KgError]) -> CompiledShapes:
    graph = graph_of(shapes)
    # A test holds the packaged shapes well-formed; nobody has held the caller's.
    check_shapes(graph, error=error, well_formed=error is not ResourceError)
    compiled = CompiledShapes(graph, error=error)
    assert compiled.by_scope  # compiled now, so that a defect shows at start-up
    return compiled


def _unnamed(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    return [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads]
