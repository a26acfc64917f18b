"""How long a query may be that a page shows, so that the page stays small."""

from __future__ import annotations

from html import escape

from flask import request

from kg.errors import ParameterError
from kg.store.dataset import GraphChoice

LONGEST_ADDRESS = 20_000
"""Characters of the address of a result that its page repeats, for shells and programs."""

_MOST = 90_000  # of HTML
_LONGEST_QUESTION = 8000


def weight(query: str, graphs: GraphChoice | None) -> int:
    """About how many bytes of HTML the form takes that a query stands in."""
    iris = (*graphs.default, *graphs.named) if graphs else ()
    return sum(len(escape(text).encode()) for text in (query, *iris, *iris))


def fits(query: str, graphs: GraphChoice | None) -> bool:
    """Whether a page has room for a query."""
    return weight(query, graphs) <= _MOST


def check_room(query: str, graphs: GraphChoice | None) -> None:
    """Refuse to write a page about a query that it has no room for.

    Raises:
        ParameterError: the query is too long.
    """
    if not fits(query, graphs):
        raise ParameterError(
            f"The query of {len(query):,} characters is too long for this page.",
            hint="Send it by POST from a program, which /openapi.json describes.",
        )


def check_address() -> None:
    """Refuse to write a page about values that it has no room for.

    Raises:
        ParameterError: the address of the request is too long.
    """
    if len(request.query_string) > _LONGEST_QUESTION:
        raise ParameterError(
            f"The address is longer than the {_LONGEST_QUESTION:,} characters that a page takes.",
            hint="Write shorter values, or ask from a program.",
        )
