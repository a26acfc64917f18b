"""The validator of the gate, and plain SHACL for shapes that know nothing of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cached_property

import pyoxigraph as ox

from kg.errors import KgError, ResourceError, ShapesError
from kg.report import Scope, Term, ValidationReport
from kg.store.memory import MemoryDataset
from kg.terms import in_graph
from kg.validation.checks import check_shapes
from kg.validation.context import NOTHING, Context
from kg.validation.evaluation.forms import Forms, encode_quads
from kg.validation.incremental import ChangeValidator
from kg.validation.queries import SHAPES_GRAPH
from kg.validation.reports.extent import and_more
from kg.validation.run import Run
from kg.validation.shapes import CompiledShapes, deactivated, imports_of
from kg.validation.terms import graph_of

_MOST_NAMES = 20

_DEFAULT_GRAPH = ox.DefaultGraph()


class Validator:
    """Packaged or own shapes with scopes, bound to their context.

    It is read once and never changed: every validation of a process can share it.
    """

    def __init__(self, shapes: CompiledShapes, context: Context) -> None:
        self._shapes = shapes
        self.context = context

    @cached_property
    def changes(self) -> dict[Scope, ChangeValidator]:
        """The shapes of each scope, for changes of a dataset."""
        return {
            scope: ChangeValidator(shapes, self.context)
            for scope, shapes in self._shapes.by_scope.items()
        }

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
        return cls(_compile(shapes, error), Context(())).with_context(context)

    def with_shapes(
        self, shapes: Iterable[ox.Quad], *, error: type[KgError] = ResourceError
    ) -> Validator:
        """Make a validator of other shapes that shares this one's context.

        Raises:
            KgError: of the class *error*, when the shapes cannot be used.
        """
        return Validator(_compile(shapes, error), self.context)

    def with_context(self, extra: Iterable[ox.Quad]) -> Validator:
        """Make a validator that knows more reference triples."""
        quads = _unnamed(extra)
        if not quads:
            return self
        return Validator(self._shapes, Context((*self.context, *quads)))

    def in_context_of(self, other: Validator) -> Validator:
        """Make a validator of these shapes in the context of *other*."""
        return Validator(self._shapes, other.context)

    def validate_graph(
        self, graph: str, triples: Iterable[ox.Quad], *, stored: bool = False
    ) -> ValidationReport:
        """Validate one source graph, named *graph*, in its context.

        The context answers for the nodes that the source graph merely refers to, and not for
        those that it describes: it is never blamed for what others say, nor completed by it.
        What was *stored* is judged as a store holds it, where `"1"^^xsd:int` became `1`.
        """
        own = _unnamed(triples)
        wanted: set[Term] = {quad.subject for quad in own}
        shapes = self._shapes.by_scope[Scope.GRAPH]
        held, forms = _held(own, stored=stored)
        with self.context.beneath(held) as dataset:
            run = Run(shapes, dataset, wanted, forms=forms, size=len(own))
            return run.report(scope=Scope.GRAPH, graph=graph)

    def validate_dataset(
        self,
        triples: Iterable[ox.Quad],
        focus: Collection[Term] | None = None,
        *,
        stored: bool = False,
    ) -> ValidationReport:
        """Validate the merged default graph, looking only at the nodes in *focus*.

        None stands for every subject of *triples*. For *stored* see `validate_graph`.
        """
        own = _unnamed(triples)
        wanted: set[Term] = set(focus if focus is not None else (quad.subject for quad in own))
        shapes = self._shapes.by_scope[Scope.DATASET]
        held, forms = _held([*own, *self.context], stored=stored)
        run = Run(shapes, MemoryDataset(held), wanted, forms=forms, size=len(own))
        return run.report(scope=Scope.DATASET)


class PlainValidator:
    """A caller's shapes: SHACL Core and SHACL-SPARQL, without context, scope or normalisation.

    Raises:
        ShapesError: the shapes cannot be used.
    """

    def __init__(self, shapes: Iterable[ox.Quad]) -> None:
        kept = list(shapes)
        graph = graph_of(kept)
        check_shapes(graph, error=ShapesError)
        self._compiled = CompiledShapes(graph, error=ShapesError)
        assert self._compiled.whole  # compiled now, so that a defect shows before there is data
        self._named = [in_graph(quad.triple, ox.NamedNode(SHAPES_GRAPH)) for quad in kept]

    @cached_property
    def changes(self) -> ChangeValidator:
        """The shapes for changes of a dataset."""
        return ChangeValidator(self._compiled.whole, NOTHING)

    def validate(self, data: Iterable[ox.Quad], *, stored: bool = False) -> ValidationReport:
        """Validate *data*, merged into one graph; for *stored* see `Validator.validate_graph`."""
        own = _unnamed(data)
        held, forms = _held(own, stored=stored)
        dataset = MemoryDataset((*held, *self._named))
        report = Run(self._compiled.whole, dataset, forms=forms, size=len(own)).report()
        return replace(report, notes=(*report.notes, *self._notes()))

    def _notes(self) -> Iterator[str]:
        """What of the shapes graph was left aside."""
        for iri in imports_of(self._compiled.graph):
            yield f"The import of {iri} was not followed."
        if off := deactivated(self._compiled.graph):
            names = ", ".join(off[:_MOST_NAMES])
            more = and_more(len(off) - _MOST_NAMES)
            yield f"Deactivated, and not looked at: {names} {more}".rstrip()
        if not self._compiled.whole.targets:
            yield "Every shape with a target is deactivated: nothing was validated."


def validate_plain(data: Iterable[ox.Quad], shapes: Iterable[ox.Quad]) -> ValidationReport:
    """Validate *data* by *shapes* once; see `PlainValidator`."""
    return PlainValidator(shapes).validate(data)


def _compile(shapes: Iterable[ox.Quad], error: type[KgError]) -> CompiledShapes:
    graph = graph_of(shapes)
    # A test holds the packaged shapes well-formed; nobody has held the caller's.
    check_shapes(graph, error=error, well_formed=error is not ResourceError)
    compiled = CompiledShapes(graph, error=error)
    assert compiled.by_scope  # compiled now, so that a defect shows at start-up
    return compiled


def _held(quads: list[ox.Quad], *, stored: bool) -> tuple[list[ox.Quad], Forms]:
    """Write *quads* so that the engine keeps them as they are, and say how it holds them."""
    if stored:
        return quads, Forms(stored=True)
    encoded, differs = encode_quads(quads)
    return encoded, Forms(encoded=differs)


def _unnamed(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """The quads in the default graph; those that stand there are not made again."""
    return [
        quad
        if quad.graph_name == _DEFAULT_GRAPH
        else ox.Quad(quad.subject, quad.predicate, quad.object)
        for quad in quads
    ]
