"""What is refused in a query or update before the engine sees it, as the engine cannot be stopped.

It calls out for SERVICE and LOAD, and recurses: some thousand operators in a row, or some hundred
nested calls, end the process.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kg.errors import QueryTooComplexError, TooLargeError
from kg.query_guards.calls import Calls, refused_at
from kg.query_guards.nesting import Nesting
from kg.query_guards.patterns import Patterns
from kg.query_guards.prefixes import Prefixes
from kg.query_guards.words import Words
from kg.query_limits import QueryLimits
from kg.sparql import NOWHERE, QueryForm, Token, form_of, tokenise

__all__ = ["check_query", "check_update", "update_tokens"]

_DEFAULT = QueryLimits()


def check_query(
    text: str, limits: QueryLimits = _DEFAULT, services: Collection[str] = ()
) -> QueryForm:
    """Find the form of a query and refuse what must never reach the engine.

    Raises:
        QuerySyntaxError: no query, an update, or an undeclared prefix; with line and column.
        SourcePositionError: it calls out with SERVICE, and not to one of *services*.
        TooLargeError, QueryTooComplexError: beyond *limits*.
    """
    _check_length(text, limits.query_bytes, "query-bytes")
    tokens = list(tokenise(text))
    form = form_of(tokens, text)
    for guard in (
        Prefixes(text),
        Nesting(text, limits.nesting),
        Calls(text, services),
        Words("query", limits.words),
        Patterns("query", limits.patterns),
    ):
        for token in tokens:
            guard.see(token)
    return form


def check_update(text: str, limits: QueryLimits = _DEFAULT) -> None:
    """Refuse an update that must never reach the engine.

    Raises:
        QuerySyntaxError: an undeclared prefix; with line and column.
        SourcePositionError: it calls out with SERVICE or LOAD.
        TooLargeError, QueryTooComplexError: beyond *limits*, which hold for each pattern.
    """
    for _ in update_tokens(text, limits):
        pass


def update_tokens(text: str, limits: QueryLimits = _DEFAULT) -> Iterator[Token]:
    """Split an update into tokens, each given only after it was checked as `check_update` does.

    The quads of data and templates may be as many as fit: they nest nothing, and are not run.
    """
    _check_length(text, limits.update_bytes, "update-bytes")
    always = (Prefixes(text), Nesting(text, limits.nesting))
    in_pattern: tuple[Calls | Words | Patterns, ...] = ()
    before = NOWHERE
    depth = 0
    for count, token in enumerate(tokenise(text)):
        if count == limits.update_words:
            raise QueryTooComplexError(
                f"The update has more than {limits.update_words:,} words and signs.",
                hint="Send the data as a graph, in any RDF format.",
                limit="update-words",
            )
        for check in always:
            check.see(token)
        if depth == 0:
            _check_load(token, text)
            quads = before.is_word("DATA", "INSERT", "DELETE")
            in_pattern = () if quads else _guards_of_pattern(text, limits)
        if token.kind == "other" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
        for guard in in_pattern:
            guard.see(token)
        yield token
        before = token


def _guards_of_pattern(text: str, limits: QueryLimits) -> tuple[Calls | Words | Patterns, ...]:
    return (
        Calls(text),
        Words("pattern", limits.words),
        Patterns("pattern", limits.patterns),
    )


def _check_length(text: str, most: int, limit: str) -> None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        half = Token("other", "", error.start)
        raise refused_at(text, half, "half a surrogate pair stands here", "") from error
    if size > most:
        raise TooLargeError(
            f"The {limit.partition('-')[0]} is longer than {most:,} bytes.",
            hint="Send it in parts.",
            limit=limit,
        )


def _check_load(token: Token, text: str) -> None:
    if token.kind == "word" and token.text.upper().startswith("LOAD"):
        raise refused_at(
            text,
            token,
            "LOAD is refused; this server fetches nothing",
            "Fetch the document yourself and send its triples.",
        )
