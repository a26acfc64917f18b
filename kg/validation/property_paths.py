"""SHACL property paths as values: read from a shapes graph, written as SPARQL text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.term import Node

from kg.errors import KgError, ResourceError
from kg.terms import shorten

_REPEATS: dict[Node, str] = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}
_MAX_DEPTH = 50
_MOST_STEPS = 1000


@dataclass(frozen=True, slots=True)
class Predicate:
    """One step along a predicate."""

    iri: str


@dataclass(frozen=True, slots=True)
class Inverse:
    """A path walked backwards."""

    path: Path


@dataclass(frozen=True, slots=True)
class Sequence:
    """Paths walked one after another."""

    steps: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Paths of which any is walked."""

    members: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A path walked again and again; *operator* is `*`, `+` or `?`."""

    path: Path
    operator: str


@dataclass(frozen=True, slots=True)
class AnyStep:
    """One step along whatever predicate; no SHACL path, but a pattern of a query can be one."""


Path: TypeAlias = Predicate | AnyStep | Inverse | Sequence | Alternative | Repeat


def read_path(node: Node, shapes: Graph, error: type[KgError] = ResourceError) -> Path:
    """Read the path at *node* (SHACL §2.3.1).

    Raises:
        KgError: of the class *error*, when the path is not well-formed.
    """
    return _Reader(shapes, error).read(node, 0)


class _Reader:
    def __init__(self, shapes: Graph, error: type[KgError]) -> None:
        self._shapes = shapes
        self._error = error
        self._steps = 0

    def read(self, node: Node, depth: int) -> Path:
        if isinstance(node, URIRef):
            self._steps += 1
            if self._steps > _MOST_STEPS:
                raise self._error(f"A property path has more than {_MOST_STEPS:,} steps.")
            return Predicate(str(node))
        if depth > _MAX_DEPTH:
            raise self._error(f"A property path is nested deeper than {_MAX_DEPTH}.")
        if not isinstance(node, BNode):
            raise self._error(f"{node} is not a property path.")
        if (node, RDF.first, None) in self._shapes:
            return Sequence(self._members(node, depth))
        for predicate, value in self._shapes.predicate_objects(node):
            if predicate == SH.alternativePath:
                return Alternative(self._members(value, depth))
            if predicate == SH.inversePath:
                return Inverse(self.read(value, depth + 1))
            if predicate in _REPEATS:
                return Repeat(self.read(value, depth + 1), _REPEATS[predicate])
        raise self._error("A sh:path is neither a predicate nor a property path.")

    def _members(self, node: Node, depth: int) -> tuple[Path, ...]:
        try:
            nodes = list(self._shapes.items(node))
        except ValueError as failure:
            raise self._error("The list of a property path never ends.") from failure
        members = tuple(self.read(member, depth + 1) for member in nodes)
        if len(members) < 2:
            raise self._error("A sequence or alternative path has fewer than two members.")
        return members


def write_path(path: Path, *, short: bool = False) -> str:
    """Write *path* as SPARQL has it, with our prefixes when *short*."""
    text = _write(path, short)
    return text[1:-1] if isinstance(path, Sequence | Alternative) else text


def _write(path: Path, short: bool) -> str:
    match path:
        case Predicate(iri):
            return shorten(iri) if short else f"<{iri}>"
        case AnyStep():
            return "(<>|!<>)"
        case Inverse(inner):
            return f"^{_whole(inner, short)}"
        case Repeat(inner, operator):
            return f"{_whole(inner, short)}{operator}"
        case Sequence(parts):
            return f"({'/'.join(_write(part, short) for part in parts)})"
        case Alternative(parts):
            return f"({'|'.join(_write(part, short) for part in parts)})"


def _whole(path: Path, short: bool) -> str:
    """Write *path* so that an operator beside it takes it as a whole."""
    text = _write(path, short)
    return f"({text})" if isinstance(path, Inverse | Repeat) else text


def is_nullable(path: Path) -> bool:
    """Whether *path* leads from each node to itself, among others.

    The engine walks it only from nodes that a triple names, where SPARQL §18.5 has it lead
    from any term.
    """
    match path:
        case Predicate() | AnyStep():
            return False
        case Inverse(inner):
            return is_nullable(inner)
        case Repeat(inner, operator):
            return operator != "+" or is_nullable(inner)
        case Sequence(parts):
            return all(is_nullable(part) for part in parts)
        case Alternative(parts):
            return any(is_nullable(part) for part in parts)


def joined(steps: tuple[Path, ...]) -> Path:
    """Put paths that are walked one after another into one."""
    return steps[0] if len(steps) == 1 else Sequence(steps)


def is_single_step(path: Path) -> bool:
    """Whether *path* is one predicate, forwards or backwards: it leads to each value once."""
    step = path.path if isinstance(path, Inverse) else path
    return isinstance(step, Predicate)


def is_bounded(path: Path) -> bool:
    """Whether *path* has no part that is walked any number of times, or not at all."""
    match path:
        case Predicate() | AnyStep():
            return True
        case Inverse(inner):
            return is_bounded(inner)
        case Repeat():
            return False
        case Sequence(parts) | Alternative(parts):
            return all(is_bounded(part) for part in parts)


def inverted(path: Path) -> Path:
    """The same path from its other end; inversions stand at single steps only."""
    match path:
        case Inverse(inner):
            return inner if isinstance(inner, Predicate | AnyStep) else inverted(inverted(inner))
        case Sequence(parts):
            return Sequence(tuple(inverted(part) for part in reversed(parts)))
        case Alternative(members):
            return Alternative(tuple(inverted(member) for member in members))
        case Repeat(inner, operator):
            return Repeat(inverted(inner), operator)
    return Inverse(path)
