"""SHACL-SPARQL constraints that run in pyoxigraph for all their focus nodes at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import SH, Graph, Literal
from rdflib.term import Node

from kg.errors import KgError, ResourceError
from kg.report import Severity, Term, ValidationResult
from kg.store.memory import MemoryDataset
from kg.terms import shorten
from kg.validation.paths import PathWriter
from kg.validation.queries import read_select, refuse_words, try_query
from kg.validation.solutions import solutions_for
from kg.validation.tokens import is_variable, replace_variable, tokens_of
from kg.validation.written import WrittenForms

COMPONENT = "http://www.w3.org/ns/shacl#SPARQLConstraintComponent"
_PLACE = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True, slots=True)
class SparqlConstraint:
    """One `sh:sparql` of a shape, ready to run; *path* is empty for a node shape."""

    shape: str
    query: str
    message: str
    severity: Severity
    path: str

    def run(
        self, dataset: MemoryDataset, focus: Collection[Term], written: WrittenForms
    ) -> list[ValidationResult]:
        """Find what breaks the constraint among the *focus* nodes."""
        rows = solutions_for(dataset, self.query, focus)
        return [self._result(written.restore(row)) for row in rows]

    def _result(self, row: Mapping[str, Term]) -> ValidationResult:
        path = row.get("path")
        return ValidationResult(
            focus_node=row["this"],
            message=fill_message(self._message(row), row),
            severity=self.severity,
            shape=self.shape,
            component=COMPONENT,
            path=shorten(path.value) if isinstance(path, ox.NamedNode) else self.path,
            value=row.get("value", None if self.path else row["this"]),
        )

    def _message(self, row: Mapping[str, Term]) -> str:
        own = row.get("message")
        return own.value if isinstance(own, ox.Literal) else self.message


def read_constraint(
    shape: Node, node: Node, shapes: Graph, error: type[KgError] = ResourceError
) -> SparqlConstraint:
    """Read the `sh:sparql` value *node* of *shape* and try its query on nothing.

    Raises:
        KgError: of the class *error*, when the query is not one that SHACL allows.
    """
    query = read_select(node, shapes, error)
    refuse_words(query, error=error)
    path = shapes.value(shape, SH.path)
    query = _fit_query(query, path, shapes, error)
    severity = shapes.value(shape, SH.severity)
    try_query(query, str(shape), error)
    return SparqlConstraint(
        shape=str(shape),
        query=query,
        message=best_message(shapes, node) or best_message(shapes, shape) or _generic(shape),
        severity=Severity.VIOLATION if severity is None else Severity.from_iri(str(severity)),
        path="" if path is None else PathWriter(shapes, error).write(path),
    )


def best_message(shapes: Graph, node: Node) -> str:
    """Choose the English `sh:message` of *node*, or the one without language, or any."""
    return choose_message(m for m in shapes.objects(node, SH.message) if isinstance(m, Literal))


def choose_message(messages: Iterable[Literal]) -> str:
    """Choose one of several messages: English, then without language, then any."""
    ranked = sorted(
        (0 if (m.language or "").startswith("en") else 1 if not m.language else 2, str(m))
        for m in messages
    )
    return ranked[0][1] if ranked else ""


def fill_message(message: str, row: Mapping[str, Term]) -> str:
    """Put the values of a solution into `{?name}` and `{$name}`, IRIs as short as they go."""

    def text_of(match: re.Match[str]) -> str:
        term = row.get(match[1])
        if isinstance(term, ox.NamedNode):
            return shorten(term.value).strip("<>")
        if isinstance(term, ox.Literal):
            return term.value
        return match[0] if term is None else str(term)

    return _PLACE.sub(text_of, message)


def _fit_query(query: str, path: Node | None, shapes: Graph, error: type[KgError]) -> str:
    tokens = list(tokens_of(query))
    for name in ("shapesGraph", "currentShape"):
        if any(is_variable(token, name) for token in tokens):
            raise error(f"A SPARQL constraint uses ${name}, which is not supported.")
    if not any(is_variable(token, "PATH") for token in tokens):
        return query
    if path is None:
        raise error("A SPARQL constraint of a node shape uses $PATH.")
    return replace_variable(query, "PATH", PathWriter(shapes, error, short=False).write(path))


def _generic(shape: Node) -> str:
    return f"A node breaks the SPARQL constraint of {shape}."
