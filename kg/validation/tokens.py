"""The tokens of the queries in a shapes graph."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from kg.sparql import Token, tokenise

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def tokens_of(query: str) -> Iterator[Token]:
    """Cut *query* into tokens; the dot after a prefixed name ends the triple."""
    for token in tokenise(query):
        name = token.text.rstrip(".")
        if token.kind == "name" and name != token.text:
            yield Token("name", name, token.offset)
            yield Token("other", ".", token.offset + len(name))
        else:
            yield token


def words_of(query: str) -> set[str]:
    """Collect the keywords and function names of *query*, in capitals.

    SPARQL 1.1 §19.2 lets any character be written as an escape, keywords
    included. rdflib follows it and pyoxigraph does not: both readings count.
    """
    readings = (query, _ESCAPE.sub(_unescape, query))
    tokens = (token for reading in readings for token in tokenise(reading))
    return {token.text.upper() for token in tokens if token.kind == "word"}


def _unescape(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= sys.maxunicode else match[0]


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
