"""What a shape looks at, as paths from its focus nodes.

A triple on such a path can affect the nodes from which the path leads to it, and all the
triples on the paths from a node are all that its validation can see.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rdflib import RDF

from kg.validation.incremental.query_paths import query_paths
from kg.validation.model import (
    Check,
    Class,
    Closed,
    Conforms,
    Disjoint,
    Equals,
    LessThan,
    Qualified,
    Query,
    Shape,
)
from kg.validation.property_paths import AnyStep, Inverse, Path, Predicate, joined
from kg.validation.queries import asks_for_every_subject
from kg.validation.query_patterns import Pattern, patterns_of
from kg.validation.targets import Targets

_TYPE = Predicate(str(RDF.type))


@dataclass(slots=True)
class Dependencies:
    """The paths that a shape depends on; *vocabulary* are patterns about predicates themselves.

    *unknown* says why nothing can be told, so that the shape has to run in full.
    """

    paths: set[Path] = field(default_factory=set)
    vocabulary: set[Pattern] = field(default_factory=set)
    by_class: bool = False
    unknown: str = ""


def dependencies_of(shape: Shape, targets: Targets) -> Dependencies:
    """Find what *shape*, with the shapes in it, and its *targets* look at."""
    found = Dependencies()
    _of_targets(targets, found)
    _of_shape(shape, (), found)
    return found


def _of_targets(targets: Targets, found: Dependencies) -> None:
    if targets.classes:
        found.paths.add(_TYPE)
        found.by_class = True
    found.paths |= {Predicate(str(iri)) for iri in targets.subjects_of}
    found.paths |= {Inverse(Predicate(str(iri))) for iri in targets.objects_of}
    for query in targets.queries:
        if asks_for_every_subject(query):
            found.paths.add(AnyStep())
        else:
            _of_query(query, {"this": ()}, found)


def _of_shape(shape: Shape, prefix: tuple[Path, ...], found: Dependencies) -> None:
    own = prefix if shape.path is None else (*prefix, shape.path)
    if shape.path is not None:
        found.paths.add(joined(own))
    for check in shape.checks:
        for path in _of_check(check, prefix, own, found):
            found.paths.add(path)
    for part in (*shape.properties, *_asked_about(shape)):
        _of_shape(part, own, found)


def _asked_about(shape: Shape) -> Iterator[Shape]:
    for check in shape.checks:
        if isinstance(check, Conforms):
            yield from check.shapes
        elif isinstance(check, Qualified):
            yield from (check.shape, *check.siblings)


def _of_check(
    check: Check, prefix: tuple[Path, ...], own: tuple[Path, ...], found: Dependencies
) -> Iterator[Path]:
    match check:
        case Class():
            found.by_class = True
            yield joined((*own, _TYPE))
        case Equals(iri) | Disjoint(iri) | LessThan(_, iri):
            yield joined((*prefix, Predicate(iri)))
        case Closed():
            yield joined((*own, AnyStep()))
        case Query(asks=True):
            _of_query(check.text, {"value": own, "this": prefix}, found)
        case Query():
            _of_query(check.text, {"this": prefix}, found)


def _of_query(text: str, starts: Mapping[str, tuple[Path, ...]], found: Dependencies) -> None:
    patterns = patterns_of(text)
    reached = None if patterns is None else query_paths(patterns, starts)
    if reached is None:
        found.unknown = "a query in it is not understood well enough"
        return
    found.paths |= reached.paths
    found.vocabulary |= reached.vocabulary
