"""Regular expressions in the queries of a shapes graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import KgError
from kg.sparql import Token
from kg.validation.fallback.patterns import Regex, is_compiled, refuse_regex
from kg.validation.tokens import tokens_of

MATCHES = ox.NamedNode("urn:x-geoactors:matches")
"""The function that stands for `REGEX` where the engine cannot match the pattern."""


class _Call(NamedTuple):
    """A call of `REGEX` or `REPLACE` by its *name*, with a pattern that is no expression."""

    name: Token
    regex: Regex


def uncompiled_patterns(query: str) -> list[Regex]:
    """The patterns of `REGEX` in a query that the engine cannot match, but for computed ones."""
    return [call.regex for call in _uncompiled(query) if call.name.is_word("REGEX")]


def refuse_patterns(
    query: str, owner: str, error: type[KgError], *, handed_over: bool = True
) -> None:
    """Refuse the patterns in a query of the shape *owner* that nothing can match.

    pySHACL can match those of `REGEX`, where the query is *handed over*.

    Raises:
        KgError: of the class *error*.
    """
    for call in _uncompiled(query):
        if not handed_over or call.name.is_word("REPLACE"):
            raise error(
                f"{call.name.text.upper()} cannot be run with {call.regex.of(owner)}.",
                hint="Write it without look-around and references back.",
            )
        refuse_regex(call.regex, owner, error)


@lru_cache(maxsize=1024)
def hand_over(query: str) -> str:
    """Write `MATCHES` in place of `REGEX` where the engine cannot match the pattern."""
    pieces, end = [], 0
    for call in _uncompiled(query):
        if call.name.is_word("REGEX"):
            pieces += [query[end : call.name.offset], str(MATCHES)]
            end = call.name.end
    return "".join([*pieces, query[end:]])


@lru_cache(maxsize=1024)
def _uncompiled(query: str) -> Sequence[_Call]:
    words = query.upper()
    if "REGEX" not in words and "REPLACE" not in words:
        return ()
    return [call for call in _calls(list(tokens_of(query))) if not is_compiled(call.regex)]


def _calls(tokens: Sequence[Token]) -> Iterator[_Call]:
    for index, token in enumerate(tokens):
        if token.is_word("REGEX", "REPLACE"):
            given = list(_arguments(tokens, index + 1))
            flags = given[2 if token.is_word("REGEX") else 3 :][:1]
            texts = given[1:2] + flags
            if len(given) > 1 and all(_is_text(argument) for argument in texts):
                yield _Call(token, Regex(*(_value(argument[0]) for argument in texts)))


def _arguments(tokens: Sequence[Token], opening: int) -> Iterator[list[Token]]:
    """The arguments of a call, each as its tokens, from its bracket on."""
    depth, argument = 0, list[Token]()
    for token in tokens[opening:]:
        sign = token.text if token.kind == "other" else ""
        depth += (sign == "(") - (sign == ")")
        if not depth or (depth == 1 and sign == ","):
            yield argument
            argument = []
        elif depth > 1 or sign != "(":
            argument.append(token)
        if not depth:
            return


def _is_text(argument: Sequence[Token]) -> bool:
    return len(argument) == 1 and argument[0].kind == "string"


def _value(token: Token) -> str:
    """The text that a token writes."""
    (quad,) = ox.parse(f"{MATCHES} {MATCHES} {token.text} .", ox.RdfFormat.TURTLE)
    assert isinstance(quad.object, ox.Literal)
    return quad.object.value
