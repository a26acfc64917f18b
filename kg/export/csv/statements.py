"""What is said of one thing as one CSV table, a statement a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pyoxigraph as ox

from kg.export.csv.cells import defuse, line
from kg.report import Term
from kg.terms import plain

_HEADER = (
    "thing",
    "property",
    "property_label",
    "value",
    "value_label",
    "language",
    "datatype",
    "graph",
)

Label = Callable[[ox.NamedNode], str]


def statements_csv(quads: Iterable[ox.Quad], label: Label) -> bytes:
    """Write quads as a table, in order of their cells; *label* names an IRI, "" where it cannot.

    UTF-8 without a byte order mark and with CRLF (RFC 4180); text cells are defused. A quad of
    the default graph has no graph. The datatype is empty for IRIs and for texts with a language.
    """
    rows = sorted({_row(quad, label) for quad in quads})
    return "".join(map(line, (_HEADER, *rows))).encode()


def _row(quad: ox.Quad, label: Label) -> tuple[str, ...]:
    value = quad.object
    graph = quad.graph_name
    return (
        plain(quad.subject),
        quad.predicate.value,
        defuse(label(quad.predicate)),
        value_cell(value),
        defuse(label(value)) if isinstance(value, ox.NamedNode) else "",
        *language_and_datatype(value),
        "" if isinstance(graph, ox.DefaultGraph) else plain(graph),
    )


def value_cell(value: Term) -> str:
    """The text of a value; what begins like a formula is defused, numbers too."""
    return plain(value) if isinstance(value, ox.NamedNode) else defuse(plain(value))


def language_and_datatype(value: Term) -> tuple[str, str]:
    """The language of a text, or the IRI of its datatype; neither for what is no literal."""
    if not isinstance(value, ox.Literal):
        return "", ""
    if value.language:
        return value.language, ""
    return "", value.datatype.value
