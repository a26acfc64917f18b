"""Shapes as values: what a shapes graph says once it is read.

Each class of check is one constraint of a shape. Terms are those of the data: what a
shapes graph calls `1` is the literal that the data would hold.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import pyoxigraph as ox
from rdflib import SH

from kg.report import Severity, Term
from kg.validation.property_paths import Path


@dataclass(frozen=True, slots=True)
class Class:
    """`sh:class`: a value is an instance of a class, or of one below it."""

    iri: str


@dataclass(frozen=True, slots=True)
class Datatype:
    """`sh:datatype`: a value is a well-formed literal of a datatype."""

    iri: str


@dataclass(frozen=True, slots=True)
class NodeKind:
    """`sh:nodeKind`: by the local name of the kind, as `IRIOrLiteral`."""

    kind: str


@dataclass(frozen=True, slots=True)
class Range:
    """`sh:minInclusive` and its siblings: a value stands so to a bound; *operator* as in SPARQL."""

    operator: str
    bound: ox.Literal


@dataclass(frozen=True, slots=True)
class Length:
    """`sh:minLength` or `sh:maxLength`, in characters; *operator* is `>=` or `<=`."""

    operator: str
    number: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """`sh:pattern` with its flags; one that is not *compiled* is matched by pySHACL."""

    regex: str
    flags: str
    compiled: bool = True


@dataclass(frozen=True, slots=True)
class LanguageIn:
    """`sh:languageIn`: the language of a value is in one of these ranges."""

    ranges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class In:
    """`sh:in`: a value is one of these."""

    members: tuple[Term, ...]


ValueCheck: TypeAlias = Class | Datatype | NodeKind | Range | Length | Pattern | LanguageIn | In
"""A check that looks at one value alone."""


@dataclass(frozen=True, slots=True)
class Count:
    """`sh:minCount` or `sh:maxCount`; *operator* is `>=` or `<=`."""

    operator: str
    number: int


@dataclass(frozen=True, slots=True)
class UniqueLang:
    """`sh:uniqueLang`: no two values have the same language."""


@dataclass(frozen=True, slots=True)
class HasValue:
    """`sh:hasValue`: this is among the values."""

    value: Term


@dataclass(frozen=True, slots=True)
class Equals:
    """`sh:equals`: the values are those of another property."""

    iri: str


@dataclass(frozen=True, slots=True)
class Disjoint:
    """`sh:disjoint`: no value is one of another property."""

    iri: str


@dataclass(frozen=True, slots=True)
class LessThan:
    """`sh:lessThan` and `sh:lessThanOrEquals`; *operator* is `<` or `<=`."""

    operator: str
    iri: str


@dataclass(frozen=True, slots=True)
class Closed:
    """`sh:closed`: a value has these properties only."""

    allowed: tuple[str, ...]


FocusCheck: TypeAlias = Count | UniqueLang | HasValue | Equals | Disjoint | LessThan | Closed
"""A check that looks at a focus node and all its values."""


@dataclass(frozen=True, slots=True)
class Conforms:
    """`sh:node`, `sh:not`, `sh:and`, `sh:or`, `sh:xone`: how many of *shapes* a value conforms to.

    *least* and *most* bound that number.
    """

    component: str
    shapes: tuple[Shape, ...]
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Qualified:
    """`sh:qualifiedMinCount` or `sh:qualifiedMaxCount`: how many values conform to *shape*.

    Values that conform to one of *siblings* do not count.
    """

    operator: str
    number: int
    shape: Shape
    siblings: tuple[Shape, ...]


ShapeCheck: TypeAlias = Conforms | Qualified
"""A check that asks whether values conform to other shapes."""


@dataclass(frozen=True, slots=True)
class Query:
    """A SELECT query of SHACL-SPARQL about `$this`; its rows are what breaks the check.

    *component* is that of the results, *source* the constraint in the shapes graph.
    *bindings* are pre-bound beside `$this`. With *asks* the query is about `$value` instead,
    and a value without a row breaks the check. One that is not *compiled* matches a pattern
    that pySHACL has to match.
    """

    text: str
    messages: tuple[ox.Literal, ...]
    component: str = str(SH.SPARQLConstraintComponent)
    bindings: tuple[tuple[str, Term], ...] = ()
    asks: bool = False
    source: Term | None = None
    compiled: bool = True


Check: TypeAlias = ValueCheck | FocusCheck | ShapeCheck | Query


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """One shape with its checks, and the property shapes that its values have to meet.

    *node* is the shape in the shapes graph, *name* its IRI or that of the nearest named shape
    that it is part of. *path* is None for a node shape. *severity_iri* is the severity when it
    is none of SHACL's. Two shapes are the same when they are the same object.
    """

    node: Term
    name: str
    path: Path | None
    severity: Severity
    severity_iri: str
    messages: tuple[ox.Literal, ...]
    checks: tuple[Check, ...] = field(repr=False)
    properties: tuple[Shape, ...] = field(repr=False)
    path_text: str = ""
