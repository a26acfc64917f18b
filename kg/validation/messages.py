"""The messages of shapes and constraints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pyoxigraph as ox
from rdflib import SH, Graph, Literal
from rdflib.term import Node

from kg.report import Term
from kg.terms import shorten
from kg.validation.terms import to_oxigraph

_PLACE = re.compile(r"\{[?$](\w+)\}")


def messages_of(shapes: Graph, node: Node) -> tuple[ox.Literal, ...]:
    """All values of `sh:message` of *node*, the best for an English reader first."""
    found = [m for m in shapes.objects(node, SH.message) if isinstance(m, Literal)]
    terms = (to_oxigraph(message) for message in sorted(found, key=_rank))
    return tuple(term for term in terms if isinstance(term, ox.Literal))


def choose_message(messages: Iterable[Literal]) -> str:
    """Choose one of several messages: English, then without language, then any."""
    return str(min(messages, key=_rank, default=""))


def _rank(message: Literal) -> tuple[int, str]:
    language = message.language or ""
    return (0 if language.startswith("en") else 1 if not language else 2, str(message))


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
