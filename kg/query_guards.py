"""What is refused in a query before the engine sees it, since the engine cannot be stopped.

It calls out for SERVICE, and recurses: some thousand operators in a row, or some hundred
nested calls, end the process.
"""

from __future__ import annotations

import re

from kg.errors import InputError, TooLargeError
from kg.sparql import QueryForm, Token, error_at, form_of, position, tokenise
from kg.vocabulary import PREFIXES

MAX_QUERY_BYTES = 256 * 1024
MAX_NESTING = 64
MAX_TOKENS = 4000
"""Tokens outside the data of VALUES and the constants of IN, which may be as many as fit."""

_OPERATOR = re.compile(r"[!&*+/(-]")
_CONSTANTS = frozenset(("name", "string", "language", "number", "iri"))


def check_query(text: str) -> QueryForm:
    """Find the form of a query and refuse what must never reach the engine.

    Raises:
        QuerySyntaxError: no query, an update, or an undeclared prefix; with line and column.
        InputError: it calls out with SERVICE.
        TooLargeError: longer than `MAX_QUERY_BYTES` or `MAX_TOKENS`, or nested deeper than
            `MAX_NESTING`.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_QUERY_BYTES:
        raise TooLargeError(f"The query is longer than {MAX_QUERY_BYTES:,} bytes.")
    tokens = list(tokenise(text))
    form = form_of(tokens, text)
    _check_prefixes(tokens, text)
    _check_nesting(tokens, text)
    _check_service(tokens, text)
    if _weight(tokens) > MAX_TOKENS:
        raise TooLargeError(
            f"The query has more than {MAX_TOKENS:,} words and signs.",
            hint="Give long lists of values as VALUES, or split the query.",
        )
    return form


def _check_prefixes(tokens: list[Token], text: str) -> None:
    declared: set[str] = set()
    previous: Token | None = None
    for token in tokens:
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if previous is not None and previous.is_word("PREFIX"):
                declared.add(prefix)
            elif prefix not in declared:
                known = PREFIXES.get(prefix)
                add = f"PREFIX {prefix}: <{known or '…'}>"
                raise error_at(
                    text, token, f"prefix {prefix}: is not declared", f"Add {add} at the top."
                )
        previous = token


def _check_nesting(tokens: list[Token], text: str) -> None:
    depth = 0
    for token in tokens:
        if token.kind == "other" and token.text in "({[":
            depth += 1
        elif token.kind == "other" and token.text in ")}]":
            depth -= 1
        # `?a<((1))&&1>0` reads as an IRI by the grammar, and as a comparison to the engine
        hidden = token.text.count("(") if token.kind == "iri" else 0
        if depth + hidden > MAX_NESTING:
            line, column = position(text, token.offset)
            raise TooLargeError(
                f"Line {line}, column {column}: brackets are nested deeper than {MAX_NESTING}."
            )


def _check_service(tokens: list[Token], text: str) -> None:
    before = Token("other", "", 0)
    for token, after in zip(tokens, [*tokens[1:], before], strict=True):
        if _calls_out(before, token, after):
            line, column = position(text, token.offset)
            raise InputError(
                f"Line {line}, column {column}: SERVICE is refused; this server calls no other.",
                hint="Run the query at each endpoint and join the results.",
            )
        before = token


def _calls_out(before: Token, token: Token, after: Token) -> bool:
    """The engine needs no space after a keyword: SERVICESILENT and SERVICEex:name call out too."""
    if token.kind == "word":
        return "SERVICE" in token.text.upper()
    return (
        token.kind == "name"
        and "SERVICE" in token.text.partition(":")[0].upper()
        and after.text == "{"
        and not before.is_word("GRAPH", "FROM", "NAMED")
    )


def _weight(tokens: list[Token]) -> int:
    weight = index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        weight += 1
        if token.kind == "iri":
            weight += len(_OPERATOR.findall(token.text))
        elif token.is_word("VALUES"):
            index = _after_data(tokens, index)
        elif token.is_word("IN"):
            index = _after_constants(tokens, index)
    return weight


def _after_data(tokens: list[Token], index: int) -> int:
    while index < len(tokens) and tokens[index].text != "}":
        index += 1
    return index


def _after_constants(tokens: list[Token], index: int) -> int:
    """Where the list of constants ends; a constant follows only a bracket or a sign."""
    previous = ""
    while index < len(tokens):
        token = tokens[index]
        starts = token.kind in ("iri", "number") and previous not in ("(", ",", "^")
        if starts or (token.kind not in _CONSTANTS and token.text not in ("(", ",", "^")):
            break
        previous = token.text
        index += 1
    return index
