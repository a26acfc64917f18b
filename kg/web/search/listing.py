"""All things of a kind, page by page: what a search for a kind without a text shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.errors import UnavailableError
from kg.search import Hit
from kg.terms import plain, shorten
from kg.web.asking import rows
from kg.web.events.naming import names_by_kind
from kg.web.known import folder_of
from kg.web.places import place_of
from kg.web.search.asked import MOST_PAGES, Asked
from kg.web.search.kinds import KindCount, narrower, of_kinds
from kg.web.state import state
from kg.web.things.panels import PanelQueries

PAGE = 100
"""How many things a page lists."""

_QUERY = "things-of-kind"
_ALL = MOST_PAGES * PAGE
_EVENTS = ("Event", "Communication")


@dataclass(frozen=True, slots=True)
class Listed:
    """A thing of a list; *note* is what tells it apart from others of its name."""

    name: str
    language: str
    place: str
    note: str
    iri: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The things of a page, how many there are in all, the pages beside it or 0, the query of all.

    *named* is how many have a name; they come first. *below* are the kinds below this one;
    *first* counts from 1; *version* is that of the index they are from, 0 where there was none.
    """

    things: list[Listed]
    number: int
    named: int
    before: int
    behind: int
    first: int
    below: list[KindCount]
    query: str
    version: int = 0

    @property
    def unnamed(self) -> int:
        """How many have no name, or are looked for under another kind."""
        return max(0, self.number - self.named) if self.version else 0


def list_things(version: int, asked: Asked, counts: list[KindCount]) -> Listing:
    """The things of the kind asked for, as far as the page asked for shows them."""
    below = narrower(asked.kind)
    query = of_kinds(_QUERY, {asked.kind, *below})
    first = (asked.page - 1) * PAGE
    hits, named, searched = _named(version, asked, first)
    number = next((count.number for count in counts if count.kind == asked.kind), named)
    found = _of_hits(hits, asked)
    if len(found) < PAGE and first + len(found) < number:
        found += _unnamed(version, query, asked, max(0, first - named), PAGE - len(found))
    more = first + len(found) < number and len(found) == PAGE
    return Listing(
        found,
        number,
        named,
        asked.page - 1,
        asked.page + 1 if more and asked.page < MOST_PAGES else 0,
        first + 1,
        [count for count in counts if count.kind in below],
        query,
        searched,
    )


def _named(version: int, asked: Asked, first: int) -> tuple[list[Hit], int, int]:
    """Things with a name, how many there are, and the version that the index is of."""
    try:
        with state().indexes.reading(version) as index:
            hits, number = index.of_kind(asked.kind, first, PAGE)
            return hits, number, index.version
    except UnavailableError:
        return [], 0, 0


def _of_hits(hits: Sequence[Hit], asked: Asked) -> list[Listed]:
    numbers = Counter(hit.label for hit in hits)
    return [
        Listed(
            hit.label,
            hit.language,
            place_of(hit.iri, asked.days),
            hit.note or (hit.iri.rpartition("/")[2] if numbers[hit.label] > 1 else ""),
            hit.iri,
        )
        for hit in hits
    ]


def _unnamed(version: int, query: str, asked: Asked, skip: int, most: int) -> list[Listed]:
    """Things that the index does not name, behind *skip* others; all while there is no index."""
    known = _known(version, asked)
    names: dict[str, str] = {}
    for row in rows(version, query, _ALL + len(known)).rows:
        iri = plain(row["thing"])
        if iri not in known:
            names.setdefault(iri, plain(row["name"]))
    chosen = dict(list(names.items())[skip : skip + most])
    nameless = [iri for iri, name in chosen.items() if name == iri]
    days = asked.days
    queries = PanelQueries(folder_of(version, None), days)
    by_kind = names_by_kind(queries, nameless) if asked.kind in _EVENTS else {}
    listed = [
        Listed(
            by_kind.get(iri) or (shorten(iri).strip("<>") if name == iri else name),
            "",
            place_of(iri, days),
            "",
            iri,
        )
        for iri, name in chosen.items()
    ]
    return _told_apart(listed)


def _known(version: int, asked: Asked) -> set[str]:
    """The things of the kind that the index names, as far as pages reach."""
    try:
        with state().indexes.reading(version) as index:
            return {hit.iri for hit in index.of_kind(asked.kind, 0, _ALL)[0]}
    except UnavailableError:
        return set()


def _told_apart(listed: list[Listed]) -> list[Listed]:
    numbers = Counter(one.name for one in listed)
    return [
        replace(one, note=one.iri.rpartition("/")[2]) if numbers[one.name] > 1 else one
        for one in listed
    ]
