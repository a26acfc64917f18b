"""Reads the shapes of a shapes graph into values."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyoxigraph as ox
from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from kg.errors import KgError, ResourceError
from kg.report import Severity
from kg.validation.components import read_components
from kg.validation.defects import about
from kg.validation.fallback import Regex, is_compiled, refuse_regex
from kg.validation.messages import messages_of
from kg.validation.model import (
    Check,
    Class,
    Closed,
    Conforms,
    Count,
    Datatype,
    Disjoint,
    Equals,
    HasValue,
    In,
    LanguageIn,
    Length,
    LessThan,
    NodeKind,
    Pattern,
    Qualified,
    Range,
    Shape,
    UniqueLang,
)
from kg.validation.property_paths import Path, read_path, write_path
from kg.validation.queries import read_constraint
from kg.validation.results import name_of
from kg.validation.terms import is_true, to_oxigraph

_RANGES = {
    SH.minInclusive: ">=",
    SH.maxInclusive: "<=",
    SH.minExclusive: ">",
    SH.maxExclusive: "<",
}
_OR_MORE = {SH.minCount: ">=", SH.maxCount: "<="}
_LENGTHS = {SH.minLength: ">=", SH.maxLength: "<="}
_QUALIFIED = {SH.qualifiedMinCount: ">=", SH.qualifiedMaxCount: "<="}
_PAIRS: dict[URIRef, Callable[[str], Check]] = {
    SH.equals: Equals,
    SH.disjoint: Disjoint,
    SH.lessThan: lambda iri: LessThan("<", iri),
    SH.lessThanOrEquals: lambda iri: LessThan("<=", iri),
}


class ShapeReader:
    """Reads shapes, each once; *error* is what a defect is.

    The shapes must not be recursive (see `recursion`).
    """

    def __init__(self, graph: Graph, error: type[KgError] = ResourceError) -> None:
        self._graph = graph
        self._error = error
        self._shapes: dict[Node, Shape] = {}
        self._components = read_components(graph, error)

    def read(self, node: Node) -> Shape:
        """Read the shape *node* with all that it refers to.

        Raises:
            KgError: of the class given, for what cannot be a shape.
        """
        if node not in self._shapes:
            with about(node):
                self._shapes[node] = self._read(node)
        return self._shapes[node]

    def _read(self, node: Node) -> Shape:
        path = self._path(node)
        severity = self._graph.value(node, SH.severity)
        off = is_deactivated(node, self._graph)
        iri = str(SH.Violation if severity is None else severity)
        return Shape(
            node=to_oxigraph(node),
            name=name_of(node, self._graph),
            path=path,
            path_text="" if path is None else write_path(path, short=True),
            severity=Severity.from_iri(iri),
            severity_iri="" if iri.startswith(str(SH)) else iri,
            messages=messages_of(self._graph, node),
            checks=() if off else tuple(self._checks(node, path)),
            properties=() if off else tuple(map(self.read, self._sorted(node, SH.property))),
        )

    def _path(self, node: Node) -> Path | None:
        path = self._graph.value(node, SH.path)
        if path is None:
            return None
        with about(node, SH.path, path):
            return read_path(path, self._graph, self._error)

    def _checks(self, node: Node, path: Path | None) -> Iterator[Check]:
        yield from self._value_checks(node)
        yield from self._focus_checks(node)
        yield from self._shape_checks(node)
        for query in self._sorted(node, SH.sparql):
            if not is_deactivated(query, self._graph):
                yield read_constraint(query, node, path, self._graph, self._error)
        for component in self._components:
            yield from component.checks(node, path, self._graph)

    def _value_checks(self, node: Node) -> Iterator[Check]:
        for value in self._sorted(node, SH["class"]):
            yield Class(str(value))
        for value in self._sorted(node, SH.datatype):
            yield Datatype(str(value))
        for value in self._sorted(node, SH.nodeKind):
            yield NodeKind(str(value).rpartition("#")[2])
        for term, operator in _RANGES.items():
            for value in self._sorted(node, term):
                bound = to_oxigraph(value)
                if not isinstance(bound, ox.Literal):
                    raise self._error(f"sh:{_name(term)} needs a literal, and not {bound}.")
                yield Range(operator, bound)
        for term, operator in _LENGTHS.items():
            for value in self._sorted(node, term):
                yield Length(operator, self._number(term, value))
        flags = str(self._graph.value(node, SH.flags) or "")
        for value in self._sorted(node, SH.pattern):
            with about(node, SH.pattern, value):
                found = self._pattern(node, str(value), flags)
            yield found
        for members in self._sorted(node, SH.languageIn):
            yield LanguageIn(tuple(str(tag) for tag in self._graph.items(members)))
        for members in self._sorted(node, SH["in"]):
            yield In(tuple(to_oxigraph(member) for member in self._graph.items(members)))

    def _focus_checks(self, node: Node) -> Iterator[Check]:
        for term, operator in _OR_MORE.items():
            for value in self._sorted(node, term):
                yield Count(operator, self._number(term, value))
        if is_true(node, SH.uniqueLang, self._graph):
            yield UniqueLang()
        for value in self._sorted(node, SH.hasValue):
            yield HasValue(to_oxigraph(value))
        for pair, make in _PAIRS.items():
            for value in self._sorted(node, pair):
                yield make(str(value))
        if is_true(node, SH.closed, self._graph):
            yield Closed(self._allowed(node))

    def _shape_checks(self, node: Node) -> Iterator[Check]:
        for value in self._sorted(node, SH.node):
            yield Conforms(str(SH.NodeConstraintComponent), (self.read(value),), 1, 1)
        for value in self._sorted(node, SH["not"]):
            yield Conforms(str(SH.NotConstraintComponent), (self.read(value),), 0, 0)
        for term, name in ((SH["and"], "And"), (SH["or"], "Or"), (SH.xone, "Xone")):
            for members in self._sorted(node, term):
                shapes = tuple(self.read(member) for member in self._graph.items(members))
                least = len(shapes) if name == "And" else 1
                most = 1 if name == "Xone" else len(shapes)
                yield Conforms(str(SH[f"{name}ConstraintComponent"]), shapes, least, most)
        for value in self._sorted(node, SH.qualifiedValueShape):
            for term, operator in _QUALIFIED.items():
                for number in self._sorted(node, term):
                    shape, siblings = self.read(value), self._siblings(node, value)
                    yield Qualified(operator, self._number(term, number), shape, siblings)

    def _siblings(self, node: Node, own: Node) -> tuple[Shape, ...]:
        """The qualified shapes beside *own* under the parents of *node* (SHACL §4.7.3)."""
        graph = self._graph
        if not is_true(node, SH.qualifiedValueShapesDisjoint, graph):
            return ()
        found = {
            shape
            for parent in graph.subjects(SH.property, node)
            for part in graph.objects(parent, SH.property)
            for shape in graph.objects(part, SH.qualifiedValueShape)
        }
        return tuple(self.read(shape) for shape in sorted(found - {own}, key=str))

    def _allowed(self, node: Node) -> tuple[str, ...]:
        paths = {
            path
            for part in self._graph.objects(node, SH.property)
            for path in self._graph.objects(part, SH.path)
            if isinstance(path, URIRef)
        }
        for members in self._graph.objects(node, SH.ignoredProperties):
            paths |= {term for term in self._graph.items(members) if isinstance(term, URIRef)}
        return tuple(sorted(map(str, paths)))

    def _pattern(self, node: Node, text: str, flags: str) -> Pattern:
        """Find out who can match a pattern; unasked, every value would break it."""
        regex = Regex(text, flags)
        compiled = is_compiled(regex)
        if not compiled:
            refuse_regex(regex, name_of(node, self._graph), self._error)
        return Pattern(text, flags, compiled)

    def _number(self, term: URIRef, value: Node) -> int:
        try:
            return int(str(value))
        except ValueError:
            raise self._error(f"sh:{_name(term)} needs an integer, and not {value}.") from None

    def _sorted(self, node: Node, term: URIRef) -> list[Node]:
        return sorted(set(self._graph.objects(node, term)), key=str)


def is_deactivated(node: Node, graph: Graph) -> bool:
    """Whether a shape or constraint is switched off."""
    return is_true(node, SH.deactivated, graph)


def _name(term: URIRef) -> str:
    return str(term).rpartition("#")[2]
