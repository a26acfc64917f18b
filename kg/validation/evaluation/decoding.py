"""Queries of a shapes graph over literals that are held as they were written.

Where a query looks at the value of a variable, the engine is given the literal that it knows;
where it looks at the term, or matches a pattern, the literal stays as it is held.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import pyoxigraph as ox

from kg.sparql import NOWHERE, Token
from kg.validation.evaluation.forms import datatype_of, encode, value_of
from kg.validation.queries import expanded
from kg.validation.tokens import tokens_of

_OPENS = ("FILTER", "BIND", "HAVING")
_OF_TERMS = (
    *("BOUND", "SAMETERM", "STR", "LANG", "COUNT", "SAMPLE", "GROUP_CONCAT"),
    *("ISIRI", "ISURI", "ISBLANK", "ISLITERAL"),
)
"""Functions that give the same for a literal as it is held; they want the term, or its text."""

_NODE = "<urn:x>"
_Place = tuple[int, str, int]
"""From where to where a query is written anew, and what stands there then."""


@lru_cache(maxsize=1024)
def decoding(query: str) -> str:
    """Write *query* for data that holds what `encode` wrote; without its prologue."""
    text = expanded(query)
    pieces, end = [], 0
    for start, written, stop in _changes(list(tokens_of(text))):
        pieces += [text[end:start], written]
        end = stop
    return "".join([*pieces, text[end:]])


def _changes(tokens: Sequence[Token]) -> Iterator[_Place]:
    contexts = ["pattern"]
    head = False
    for index, token in enumerate(tokens):
        head = (head or token.is_word("SELECT")) and not token.is_word("WHERE")
        if token.kind == "other" and token.text in "({":
            head = head and token.text == "("
            contexts.append(_context(tokens, index, contexts[-1], head))
        elif token.kind == "other" and token.text in ")}":
            contexts.pop()
        elif token.kind == "variable" and contexts[-1] in ("values", "datatype"):
            yield from _variable(tokens, index, contexts[-1])
        elif token.kind in ("string", "number") and contexts[-1] in ("pattern", "other"):
            yield from _constant(tokens, index)


def _context(tokens: Sequence[Token], index: int, around: str, head: bool) -> str:
    """What the bracket at *index* begins: a pattern, or expressions of values or of terms."""
    if tokens[index].text == "{":
        return "pattern"
    before, earlier = _at(tokens, index - 1), _at(tokens, index - 2)
    inside = around in ("values", "terms", "datatype")
    if not (inside or head or before.is_word(*_OPENS) or earlier.is_word(*_OPENS)):
        return "other"
    if before.is_word("DATATYPE"):
        return "datatype"
    if before.is_word("COALESCE", "IF") and _at(tokens, _closing(tokens, index) + 1).is_word("AS"):
        return "terms"
    return "terms" if before.is_word(*_OF_TERMS) else "values"


def _variable(tokens: Sequence[Token], index: int, context: str) -> Iterator[_Place]:
    token, before, after = tokens[index], _at(tokens, index - 1), _at(tokens, index + 1)
    if context == "datatype":
        if before.text == "(" and after.text == ")":
            yield tokens[index - 2].offset, datatype_of(token.text), after.end
    elif not (before.is_word("AS") or after.is_word("AS")):
        yield token.offset, value_of(token.text), token.end


def _constant(tokens: Sequence[Token], index: int) -> Iterator[_Place]:
    """Write a literal in a pattern as data hold it."""
    token, kind = tokens[index], _at(tokens, index + 3)
    text, end = token.text, token.end
    if _at(tokens, index + 1).text == "^" and kind.kind == "iri":
        text, end = f"{text}^^{kind.text}", kind.end
    start = token.offset
    if token.kind == "number" and _at(tokens, index - 1).text in ("+", "-"):
        start, text = tokens[index - 1].offset, tokens[index - 1].text + text
    (quad,) = ox.parse(f"{_NODE} {_NODE} {text} .", ox.RdfFormat.TURTLE)
    written = quad.object
    held = encode(written)
    if held is not written:
        yield start, str(held), end


def _closing(tokens: Sequence[Token], index: int) -> int:
    depth = 0
    for place in range(index, len(tokens)):
        if tokens[place].kind == "other" and tokens[place].text in "()":
            depth += 1 if tokens[place].text == "(" else -1
            if not depth:
                return place
    return len(tokens)


def _at(tokens: Sequence[Token], index: int) -> Token:
    return tokens[index] if 0 <= index < len(tokens) else NOWHERE
