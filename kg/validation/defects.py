"""Which statement of a shapes graph a defect is about, and what a reader calls its node."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rdflib import RDF, SH, BNode, Graph
from rdflib.term import Node

from kg.errors import ShapesError
from kg.report import ValidationResult
from kg.validation.reports.common import shape_text, term_text
from kg.validation.results import name_of
from kg.validation.terms import to_oxigraph

_KINDS = {
    SH.path: "a property shape",
    SH.select: "a query",
    SH.ask: "a query",
    RDF.first: "a list",
}


@contextmanager
def about(node: Node, predicate: Node | None = None, value: Node | None = None) -> Iterator[None]:
    """Note on a `ShapesError` that leaves the block what it is about.

    The innermost block knows it best. *predicate* and *value* narrow it to one statement.
    """
    try:
        yield
    except ShapesError as error:
        if error.subject is None:
            error.subject = to_oxigraph(node)
            error.predicate = "" if predicate is None else f"<{predicate}>"
            error.value = None if value is None else to_oxigraph(value)
        raise


@contextmanager
def about_result(result: ValidationResult) -> Iterator[None]:
    """Note on a `ShapesError` that leaves the block that it tells of a *result* of a validation."""
    try:
        yield
    except ShapesError as error:
        error.subject, error.predicate = result.focus_node, result.path
        error.value = result.value
        raise


def described(node: Node, shapes: Graph) -> str:
    """Name a node for a reader; a blank one by the nearest named shape that it is part of."""
    if not isinstance(node, BNode):
        return term_text(to_oxigraph(node))
    kinds = (kind for predicate, kind in _KINDS.items() if (node, predicate, None) in shapes)
    is_property = (None, SH.property, node) in shapes
    kind = "a property shape" if is_property else next(kinds, "a part")
    owner = name_of(node, shapes)
    return f"{kind} of {shape_text(owner)}" if owner else f"{kind} of a shape without a name"
