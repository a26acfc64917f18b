"""Which statements of documents a result is about, the best one first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import pyoxigraph as ox

from kg.errors import ParameterError
from kg.parsing import ParsedDocument
from kg.positions.statements import Role
from kg.report import Term, ValidationResult
from kg.terms import expand

_MOST = 3
"""Statements for one result: the best is not found in every syntax."""

_STEP = re.compile(
    r"\(*(?P<inverse>\^?)\(*(?P<iri><[^<>]*>|[\w.-]*:[\w.-]*)\)*(?P<rest>.*)", re.DOTALL
)

Pattern: TypeAlias = tuple[str, Term | None, Term | None, Term | None]
"""A graph, or all of them when it is empty, and terms of which None stands for any."""

_Key = tuple[int, int, int, int]


class Candidate(NamedTuple):
    """A statement by its document and its number there, and the term to point at."""

    document: int
    number: int
    role: Role


def candidates(
    results: Sequence[ValidationResult], documents: Sequence[ParsedDocument]
) -> list[list[Candidate]]:
    """Find for each result some statements that show its place, the best first.

    That is the triple itself; or one with its node and predicate; or the first about its
    node, or with it as object; or where its value stands.
    """
    search = _Search()
    asked = [
        [(search.key_of(pattern), role) for pattern, role in patterns_of(result)]
        for result in results
    ]
    for number, document in enumerate(documents):
        search.look_through(number, document.quads)
    return [
        [Candidate(*place, role) for key, role in keys if (place := search.places[key])][:_MOST]
        for keys in asked
    ]


def patterns_of(result: ValidationResult) -> Iterator[tuple[Pattern, Role]]:
    """List what to look for, the best first."""
    graph, focus, value = result.graph, _as_parsed(result.focus_node), _as_parsed(result.value)
    predicate, inverse, whole = first_step(result.path)
    of_value = (graph, focus, None, value), Role.OBJECT
    told = value is not None and value != focus
    if told and not whole:
        yield of_value
    if predicate is not None:
        one, other = (value, focus) if inverse else (focus, value)
        if whole and value is not None:
            yield (graph, one, predicate, other), Role.OBJECT
        one, other = (None, focus) if inverse else (focus, None)
        yield (graph, one, predicate, other), Role.PREDICATE
    if told and whole:
        yield of_value
    yield (graph, focus, None, None), Role.SUBJECT
    yield (graph, None, None, focus), Role.OBJECT
    if value is not None:
        yield (graph, None, None, value), Role.OBJECT


@lru_cache(maxsize=1024)
def first_step(path: str) -> tuple[ox.NamedNode | None, bool, bool]:
    """Read the first predicate of a path, whether it is inverse, and whether it is all."""
    match = _STEP.match(path)
    if match is None:
        return None, False, False
    try:
        predicate = ox.NamedNode(expand(match["iri"]))
    except ParameterError:
        return None, False, False
    return predicate, bool(match["inverse"]), not match["rest"].strip("+?")


def _as_parsed(term: Term | None) -> Term | None:
    """Write a language in small letters, as the parser does."""
    if isinstance(term, ox.Literal) and term.language:
        return ox.Literal(term.value, language=term.language.lower())
    return term


class _Search:
    """Looks for the first statement of each of many patterns, in one pass.

    Terms are replaced by small numbers, which are quick to compare.
    """

    def __init__(self) -> None:
        self._ids: dict[object, int] = {None: 0}
        self.places: dict[_Key, tuple[int, int] | None] = {}

    def key_of(self, pattern: Pattern) -> _Key:
        """Take a pattern up, and name it in `places`, where its document and number will be."""
        ids = self._ids
        graph, one, between, other = (ids.setdefault(term, len(ids)) for term in pattern)
        key = graph, one, between, other
        self.places.setdefault(key, None)
        return key

    def look_through(self, document: int, quads: Iterable[ox.Quad]) -> None:
        """Note the first statements in *quads* that were not found in earlier documents."""
        ids, places = self._ids, self.places
        everywhere = ids.get("")
        for number, quad in enumerate(quads):
            one, other = ids.get(quad.subject, 0), ids.get(quad.object, 0)
            if not one and not other:
                continue
            between = ids.get(quad.predicate, 0)
            for graph in (everywhere, ids.get(getattr(quad.graph_name, "value", None))):
                for key in _keys(graph or 0, one, between, other):
                    if places.get(key, ()) is None:
                        places[key] = document, number


def _keys(graph: int, one: int, between: int, other: int) -> Iterator[_Key]:
    """The patterns that a statement fits."""
    yield graph, one, between, other
    yield graph, one, between, 0
    yield graph, 0, between, other
    yield graph, one, 0, other
    yield graph, one, 0, 0
    yield graph, 0, 0, other
