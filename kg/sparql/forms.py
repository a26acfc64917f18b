"""Which of the four forms a query has."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from kg.errors import QuerySyntaxError
from kg.sparql.tokens import Token, error_at, tokenise

_UPDATES = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH")
)
_BEGIN = "A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, after its PREFIX lines."
_UPDATE = "Queries only read; data enters through `kg load`."


class QueryForm(StrEnum):
    """The four forms of a SPARQL query."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def returns_graph(self) -> bool:
        """The result is triples, not a table or a boolean."""
        return self in (QueryForm.CONSTRUCT, QueryForm.DESCRIBE)


def query_form(text: str) -> QueryForm:
    """Find the form of a query whose text was checked before."""
    return form_of(tokenise(text), text)


def form_of(tokens: Iterable[Token], text: str) -> QueryForm:
    """Find the form of a query by the first word after its prologue.

    Raises:
        QuerySyntaxError: it is an update, or no query at all; with line and column.
    """
    rest = iter(tokens)
    for token in rest:
        if token.is_word("PREFIX"):
            next(rest, None)
            next(rest, None)
        elif token.is_word("BASE"):
            next(rest, None)
        elif token.is_word(*QueryForm):
            return QueryForm(token.text.upper())
        elif token.is_word(*_UPDATES):
            raise error_at(text, token, f"{token.text.upper()} is an update, not a query", _UPDATE)
        else:
            raise error_at(text, token, f"{token.text[:40]!r} begins no query", _BEGIN)
    raise QuerySyntaxError("The query is empty.", hint=_BEGIN, line=1, column=1)
