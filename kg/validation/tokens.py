"""The tokens of the queries in a shapes graph."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import pyoxigraph as ox

from kg.sparql import NOWHERE, Token, tokenise

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def tokens_of(query: str) -> Iterator[Token]:
    """Cut *query* into tokens; the dot after a prefixed name ends the triple."""
    return iter(_tokens(query))


@lru_cache(maxsize=256)
def _tokens(query: str) -> tuple[Token, ...]:
    return tuple(_cut(query))


def _cut(query: str) -> Iterator[Token]:
    for token in tokenise(query):
        name = token.text.rstrip(".")
        if token.kind == "name" and name != token.text:
            yield Token("name", name, token.offset)
            yield Token("other", ".", token.offset + len(name))
        else:
            yield token


@lru_cache(maxsize=1024)
def words_of(query: str) -> frozenset[str]:
    """Collect the keywords and function names of *query*, in capitals.

    SPARQL 1.1 §19.2 lets any character be written as an escape, keywords
    included. rdflib follows it and pyoxigraph does not: both readings count.
    """
    readings = (query, _ESCAPE.sub(_unescape, query))
    tokens = (token for reading in readings for token in tokenise(reading))
    return frozenset(token.text.upper() for token in tokens if token.kind == "word")


def _unescape(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= sys.maxunicode else match[0]


def unescaped(query: str) -> str:
    """Resolve the escapes of characters where the engine does not: outside of IRIs and texts.

    SPARQL 1.1 §19.2 has them resolved before anything else is read.
    """
    if "\\" not in query:
        return query
    pieces, end = [], 0
    for token in tokenise(query):
        if token.kind in ("iri", "string"):
            pieces += [_ESCAPE.sub(_unescape, query[end : token.offset]), token.text]
            end = token.end
    return "".join([*pieces, _ESCAPE.sub(_unescape, query[end:])])


def with_absolute_iris(query: str) -> str:
    """Write the IRIs of a query in full, without its BASE: it may become a part of others."""
    pieces, end, base = [], 0, ""
    for before, token in pairwise([NOWHERE, *tokens_of(query)]):
        if token.kind == "iri" and before.is_word("BASE"):
            pieces.append(query[end : before.offset])
            base, end = _absolute(token.text, base)[1:-1], token.end
        elif token.kind == "iri" and base:
            pieces += [query[end : token.offset], _absolute(token.text, base)]
            end = token.end
    return "".join([*pieces, query[end:]])


def _absolute(iri: str, base: str) -> str:
    """An IRI against a base; what is none the engine will refuse."""
    try:
        triple = f"<urn:x> <urn:x> {iri} ."
        (quad,) = ox.parse(triple, ox.RdfFormat.TURTLE, base_iri=base or None)
    except (SyntaxError, ValueError):
        return iri
    return str(quad.object)


def is_variable(token: Token, name: str) -> bool:
    """Whether *token* is `?name` or `$name`."""
    return token.kind == "variable" and token.text[1:] == name


def replace_variable(query: str, name: str, text: str) -> str:
    """Put *text* in the place of the variable *name*, but not in strings or comments."""
    pieces, end = [], 0
    for token in tokenise(query):
        if is_variable(token, name):
            pieces += [query[end : token.offset], text]
            end = token.offset + len(token.text)
    return "".join([*pieces, query[end:]])
