"""All things of a kind by name, page by page: what a search for a kind without a text shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.errors import UnavailableError
from kg.lookup import parameter_values, prepare, stored_query
from kg.terms import plain, shorten
from kg.vocabulary import GA
from kg.web.asking import rows
from kg.web.places import place_of
from kg.web.search.asked import MOST_PAGES, Asked
from kg.web.search.kinds import KindCount, narrower
from kg.web.state import state

PAGE = 100
"""How many things a page lists."""

_QUERY = "things-of-kind"


@dataclass(frozen=True, slots=True)
class Listed:
    """A thing of a list; *note* is what tells it apart from others of its name."""

    name: str
    language: str
    place: str
    note: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The things of a page, how many there are in all, the pages beside it or 0, the query of all.

    *below* are the kinds below this one; *first* counts from 1; *version* is that of the index
    they are from, 0 where there was none.
    """

    things: list[Listed]
    number: int
    before: int
    behind: int
    first: int
    below: list[KindCount]
    query: str
    version: int = 0


def list_things(version: int, asked: Asked, counts: list[KindCount]) -> Listing:
    """The things of the kind asked for, as far as the page asked for shows them."""
    text = stored_query(_QUERY)
    query = prepare(text, parameter_values(text, {"class": f"<{GA}{asked.kind}>"}))
    first = (asked.page - 1) * PAGE
    found, number, searched = _named(version, asked, first)
    if not found and not first:
        found, number = _queried(version, query, asked, counts)
    below = narrower(asked.kind)
    return Listing(
        found,
        number,
        asked.page - 1,
        asked.page + 1 if first + len(found) < number and asked.page < MOST_PAGES else 0,
        first + 1,
        [count for count in counts if count.kind in below],
        query,
        searched,
    )


def _named(version: int, asked: Asked, first: int) -> tuple[list[Listed], int, int]:
    """Things with a name, how many there are, and the version that the index is of."""
    try:
        with state().indexes.reading(version) as index:
            hits, number = index.of_kind(asked.kind, first, PAGE)
            searched = index.version
    except UnavailableError:
        return [], 0, 0
    numbers = Counter(hit.label for hit in hits)
    listed = [
        Listed(
            hit.label,
            hit.language,
            place_of(hit.iri, asked.days),
            hit.note or (hit.iri.rpartition("/")[2] if numbers[hit.label] > 1 else ""),
        )
        for hit in hits
    ]
    return listed, number, searched


def _queried(
    version: int, query: str, asked: Asked, counts: list[KindCount]
) -> tuple[list[Listed], int]:
    """The first things by the query: those without a name, and all while there is no index."""
    found = rows(version, query, PAGE).rows
    names = {plain(row["thing"]): plain(row["name"]) for row in reversed(found)}
    listed = [
        Listed(shorten(iri).strip("<>") if name == iri else name, "", place_of(iri, asked.days), "")
        for iri, name in reversed(names.items())
    ]
    return listed, next((count.number for count in counts if count.kind == asked.kind), 0)
