"""Whether a token can be the way in which a text writes a term.

A check on places that were found otherwise: the namespaces of prefixes and the base are left open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyoxigraph as ox

from kg.positions.statements import Statement
from kg.positions.tokens import TOKEN
from kg.positions.turtle import FIRST, Reads
from kg.report import Term

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NIL = f"{_RDF}nil"
_TYPE = f"{_RDF}type"
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_CONTROLS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def reader_of(data: bytes, quads: Sequence[ox.Quad]) -> Reads:
    """Hold the places of statements in *data* against the quads that were read there."""

    def reads(number: int, statement: Statement) -> bool:
        if number >= len(quads):
            return False
        quad = quads[number]
        if statement.predicate < 0:
            name = "first" if statement.predicate == FIRST else "rest"
            return quad.predicate.value == _RDF + name and (
                name == "rest" or reads_as(data, statement.object, quad.object)
            )
        return (
            reads_as(data, statement.subject, quad.subject)
            and reads_as(data, statement.predicate, quad.predicate)
            and reads_as(data, statement.object, quad.object)
        )

    return reads


def reads_as(data: bytes, offset: int, term: Term) -> bool:
    """Whether the token at *offset* can stand for *term*."""
    match = TOKEN.match(data, offset)
    if match is None or match.lastgroup is None or match.start(match.lastgroup) != offset:
        return False
    kind, text = match.lastgroup, match[match.lastgroup].decode("utf-8", "replace")
    if isinstance(term, ox.NamedNode):
        return _is_iri(kind, text, term.value)
    if isinstance(term, ox.BlankNode):
        return kind == "label" or text in ("[", "(")
    return isinstance(term, ox.Literal) and _is_literal(kind, text, term)


def _is_iri(kind: str, text: str, iri: str) -> bool:
    if kind == "iri":
        written = unescaped(text[1:-1])
        return iri.endswith(written) or "./" in written or written.endswith("..")
    if kind == "prefixed":
        return iri.endswith(unescaped(text.partition(":")[2]))
    return (text == "a" and iri == _TYPE) or (text in ("(", ")") and iri == _NIL)


def _is_literal(kind: str, text: str, literal: ox.Literal) -> bool:
    if kind == "text":
        quotes = 3 if text[:3] in ('"""', "'''") else 1
        return unescaped(text[quotes:-quotes]) == literal.value
    return kind in ("number", "word") and text == literal.value


def unescaped(text: str) -> str:
    """Replace the escapes of Turtle, those of prefixed names among them."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    if code := match[1] or match[2]:
        return chr(int(code, 16))
    return _CONTROLS.get(match[3], match[3])
