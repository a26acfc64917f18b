"""Constraint components that a shapes graph defines itself (SHACL §6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from rdflib import RDF, RDFS, SH, BNode, Graph, URIRef
from rdflib.term import Node

from kg.errors import KgError, ResourceError
from kg.validation.defects import about
from kg.validation.fallback import uncompiled_patterns
from kg.validation.messages import messages_of
from kg.validation.model import Query
from kg.validation.property_paths import Path
from kg.validation.queries import checked_query
from kg.validation.terms import is_true, to_oxigraph


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a component: the predicate that gives it, and its variable."""

    predicate: URIRef
    optional: bool

    @property
    def name(self) -> str:
        """The local name of the predicate (SHACL §6.2.1)."""
        return self.predicate.replace("/", "#").rpartition("#")[2]


@dataclass(frozen=True, slots=True)
class Component:
    """A component that a shapes graph defines; *error* is what a defect of it is."""

    node: URIRef
    parameters: tuple[Parameter, ...]
    error: type[KgError]

    def checks(self, shape: Node, path: Path | None, shapes: Graph) -> Iterator[Query]:
        """The checks that *shape* declares by giving values to the mandatory parameters.

        Raises:
            KgError: of the class of the component: no validator fits, or its query is not
                one that SHACL allows.
        """
        given = {p: sorted(shapes.objects(shape, p.predicate), key=str) for p in self.parameters}
        if not all(given[parameter] or parameter.optional for parameter in self.parameters):
            return
        validator = self._validator(path, shapes)
        present = [parameter for parameter in self.parameters if given[parameter]]
        for values in product(*(given[parameter] for parameter in present)):
            bindings = {p.name: value for p, value in zip(present, values, strict=True)}
            yield self._check(validator, shape, path, bindings, shapes)

    def _validator(self, path: Path | None, shapes: Graph) -> Node:
        own = SH.nodeValidator if path is None else SH.propertyValidator
        for term in (own, SH.validator):
            for validator in sorted(shapes.objects(self.node, term), key=str):
                return validator
        raise self.error(f"{self.node} has no validator for a {_kind(path)}.")

    def _check(
        self,
        validator: Node,
        shape: Node,
        path: Path | None,
        bindings: dict[str, Node],
        shapes: Graph,
    ) -> Query:
        asks = (validator, SH.ask, None) in shapes
        if any(isinstance(value, BNode) for value in bindings.values()):
            raise self.error(
                f"A parameter of {self.node} is a blank node, which no query can name."
            )
        terms = {name: to_oxigraph(value) for name, value in bindings.items()}
        text = checked_query(validator, shape, path, shapes, self.error, constants=terms, asks=asks)
        messages = messages_of(shapes, validator) or messages_of(shapes, shape)
        compiled = not uncompiled_patterns(text)
        given = tuple(sorted(terms.items()))
        return Query(text, messages, str(self.node), given, asks, compiled=compiled)


def read_components(shapes: Graph, error: type[KgError] = ResourceError) -> list[Component]:
    """Read the components that *shapes* defines, in the order of their names.

    Raises:
        KgError: of the class *error*, for a parameter without a path.
    """
    kinds = set(shapes.transitive_subjects(RDFS.subClassOf, SH.ConstraintComponent))
    nodes = {node for kind in kinds for node in shapes.subjects(RDF.type, kind)}
    found = []
    for node in sorted(nodes, key=str):
        parameters = tuple(
            _parameter(parameter, shapes, error)
            for parameter in sorted(shapes.objects(node, SH.parameter), key=str)
        )
        if isinstance(node, URIRef) and not all(parameter.optional for parameter in parameters):
            found.append(Component(node, parameters, error))
    return found


def _parameter(node: Node, shapes: Graph, error: type[KgError]) -> Parameter:
    path = shapes.value(node, SH.path)
    if not isinstance(path, URIRef):
        with about(node):
            raise error("A parameter of a constraint component has no sh:path that is an IRI.")
    return Parameter(path, is_true(node, SH.optional, shapes))


def _kind(path: Path | None) -> str:
    return "node shape" if path is None else "property shape"
