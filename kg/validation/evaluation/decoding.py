"""Queries of a shapes graph over literals that are held as they were written.

Where a query looks at the value of a variable, the engine is given the literal that it knows;
where it looks at the term, or matches a pattern, the literal stays as it is held.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import pyoxigraph as ox

from kg.errors import ShapesError
from kg.sparql import NOWHERE, Token
from kg.store.memory import MemoryDataset
from kg.validation.evaluation.forms import datatype_of, encode, value_of
from kg.validation.queries import expanded
from kg.validation.tokens import tokens_of

_OPENS = ("FILTER", "BIND", "HAVING")
_OF_TERMS = (
    *("BOUND", "SAMETERM", "STR", "LANG", "COUNT", "SAMPLE", "GROUP_CONCAT"),
    *("ISIRI", "ISURI", "ISBLANK", "ISLITERAL"),
)
"""Functions that give the same for a literal as it is held; they want the term, or its text."""

_CONTEXT_OF = {"DATATYPE": "datatype", "IF": "condition", "COALESCE": "terms"} | dict.fromkeys(
    _OF_TERMS, "terms"
)
"""What the arguments of a function are; those of IF and COALESCE, where they are passed on."""

_EXPRESSIONS = frozenset({"values", *_CONTEXT_OF.values()})
_NODE = "<urn:x>"
_Place = tuple[int, str, int]
"""From where to where a query is written anew, and what stands there then."""


@lru_cache(maxsize=1024)
def decoding(query: str) -> str:
    """Write *query* for data that holds what `encode` wrote; without its prologue.

    Raises:
        ShapesError: the engine does not take it so.
    """
    text = expanded(query)
    pieces, end = [], 0
    for start, written, stop in _changes(list(tokens_of(text))):
        pieces += [text[end:start], written]
        end = stop
    decoded = "".join([*pieces, text[end:]])
    try:
        MemoryDataset().select(decoded)
    except SyntaxError as error:
        raise ShapesError(
            f"A query in the shapes graph cannot be run on literals as they are written: {error}.",
            hint="Write it in a simpler way.",
        ) from error
    return decoded


def _changes(tokens: Sequence[Token]) -> Iterator[_Place]:
    contexts = ["pattern"]
    clause = False  # of expressions: what a SELECT gives, and what stands after BY and HAVING
    for index, token in enumerate(tokens):
        clause = clause or token.is_word("SELECT", "BY", "HAVING")
        clause = clause and not (token.is_word("WHERE", "VALUES") or token.text in ("{", "}"))
        if token.kind == "other" and token.text in "({":
            contexts.append(_context(tokens, index, contexts[-1], clause))
        elif token.kind == "other" and token.text in ")}":
            contexts.pop()
        elif token.text == "," and contexts[-1] == "condition":
            contexts[-1] = "terms"
        elif token.kind == "variable" and contexts[-1] in _EXPRESSIONS:
            yield from _variable(tokens, index, contexts[-1])
        elif token.kind in ("string", "number") and contexts[-1] in ("pattern", "other"):
            yield from _constant(tokens, index)


def _context(tokens: Sequence[Token], index: int, around: str, clause: bool) -> str:
    """What the bracket at *index* begins: a pattern, or expressions of values or of terms."""
    if tokens[index].text == "{":
        return "pattern"
    before, earlier = _at(tokens, index - 1), _at(tokens, index - 2)
    clause = clause and not _is_key(tokens, index)
    if not (
        around in _EXPRESSIONS or clause or before.is_word(*_OPENS) or earlier.is_word(*_OPENS)
    ):
        return "other"
    context = _CONTEXT_OF.get(before.text.upper(), "values") if before.kind == "word" else "values"
    if before.is_word("COALESCE", "IF"):
        after = _at(tokens, _closing(tokens, index) + 1)
        if not _is_passed_on(earlier, after, around):
            return "values"
    return context


def _is_key(tokens: Sequence[Token], index: int) -> bool:
    """Whether a bracket holds a variable alone, to group by: that is done by terms."""
    before = _at(tokens, index - 1)
    is_first = before.is_word("BY") or before.kind == "variable" or before.text == ")"
    return is_first and _at(tokens, index + 2).text == ")"


def _variable(tokens: Sequence[Token], index: int, context: str) -> Iterator[_Place]:
    token, before, after = tokens[index], _at(tokens, index - 1), _at(tokens, index + 1)
    if context == "datatype" and (before.text, after.text) == ("(", ")"):
        yield tokens[index - 2].offset, datatype_of(token.text), after.end
    elif not (before.is_word("AS") or _is_passed_on(before, after, context)):
        yield token.offset, value_of(token.text), token.end


def _is_passed_on(before: Token, after: Token, context: str) -> bool:
    """Whether a term, as it is, is all that stands between two tokens: nothing looks at it."""
    if context == "terms":
        return (before.text in ("(", ",") or before.is_word("DISTINCT")) and after.text in "),;"
    return context == "values" and before.text == "(" and after.is_word("AS")


def _constant(tokens: Sequence[Token], index: int) -> Iterator[_Place]:
    """Write a literal in a pattern as data hold it."""
    token, kind = tokens[index], _at(tokens, index + 3)
    text, end = token.text, token.end
    if _at(tokens, index + 1).text == "^" and kind.kind == "iri":
        text, end = f"{text}^^{kind.text}", kind.end
    start = token.offset
    if token.kind == "number" and _is_signed(tokens, index):
        start, text = tokens[index - 1].offset, tokens[index - 1].text + text
    (quad,) = ox.parse(f"{_NODE} {_NODE} {text} .", ox.RdfFormat.TURTLE)
    written = quad.object
    held = encode(written)
    if held is not written:
        yield start, str(held), end


def _is_signed(tokens: Sequence[Token], index: int) -> bool:
    """Whether the number at *index* has a sign, and not the path before it: `ex:p+ 5`."""
    before, sign = _at(tokens, index - 2), _at(tokens, index - 1)
    if sign.text not in ("+", "-") or sign.end != tokens[index].offset:
        return False
    is_step = before.kind in ("iri", "name", "word") or before.text == ")"
    return sign.text == "-" or not (is_step and before.end == sign.offset)


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
