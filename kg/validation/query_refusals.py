"""Refuses queries of a shapes graph that may not run, or cannot."""

from __future__ import annotations

import re
from collections.abc import Collection

import pyoxigraph as ox

from kg.errors import KgError, ResourceError
from kg.query_guards import check_query
from kg.store.memory import MemoryDataset
from kg.validation.tokens import words_of

_NEVER = {
    "SERVICE": "it would call another server",
    "FROM": "the data graph is the only one it may read",
    "LOAD": "it would read files or call another server",
    "VALUES": "SHACL does not allow it beside pre-bound variables",
    "MINUS": "SHACL does not allow it beside pre-bound variables",
}
_NO_NODE = ox.NamedNode("urn:x-geoactors:none")
_PLACE = re.compile(r"Line (\d+), column \d+: ")
_PLACE_OF_ENGINE = re.compile(r"error at (\d+):\d+: ")


def refuse_words(
    query: str, forbidden: tuple[str, ...] = tuple(_NEVER), error: type[KgError] = ResourceError
) -> None:
    """Refuse a query that holds one of the keywords *forbidden*.

    Raises:
        KgError: of the class *error*, naming the keyword and the reason.
    """
    for word in forbidden:
        if word in words_of(query):
            raise error(f"A query in the shapes graph uses {word}; {_NEVER[word]}.")


def try_query(
    query: str,
    owner: str,
    error: type[KgError] = ResourceError,
    *,
    subjects: Collection[str] = ("this",),
    above: int = 0,
) -> None:
    """Run *query* with its subjects bound on an empty dataset: a bad query must not wait for data.

    The error counts lines without those *above*, which the author did not write.

    Raises:
        KgError: of the class *error*, when it is not a SELECT query that gives its subjects.
    """
    try:
        MemoryDataset().select(query, dict.fromkeys(subjects, _NO_NODE))
    except (SyntaxError, ValueError, RuntimeError, AssertionError) as failure:
        reason = _PLACE_OF_ENGINE.sub(
            lambda place: f"in line {int(place[1]) - above} of it, ", str(failure)
        )
        reason = reason or "it is not a SELECT query"
        raise error(f"The query of {owner} cannot be run: {reason}") from failure


def refuse_complex(query: str, error: type[KgError], above: int) -> None:
    """Refuse what would end the engine, and this process with it; for *above* see `try_query`.

    Raises:
        KgError: of the class *error*.
    """
    try:
        check_query(query)
    except KgError as reason:
        place = _PLACE.match(reason.message)
        line = f" See line {int(place[1]) - above} of the query." if place else ""
        text = _PLACE.sub("", reason.message)
        text = f"A query in the shapes graph cannot be run: {text}{line}"
        raise error(text, hint=reason.hint) from reason
