"""The documents that bear out events of which a page only has the names."""

from __future__ import annotations

from collections.abc import Collection

from kg.terms import plain
from kg.web.events.grouped import GroupedRows, Row
from kg.web.things.evidence.chips import Chip
from kg.web.things.thing import Thing

_QUERY = "documents-of-events"


def documents_ahead(thing: Thing, events: Collection[str]) -> None:
    """Begin what `chips_of_events` will ask."""
    if events:
        thing.queries.begin_each(_QUERY, "event", events)


def chips_of_events(thing: Thing, events: Collection[str]) -> dict[str, list[Chip]]:
    """The documents of some events, asked for all at once."""
    asked = thing.queries.ask_each(_QUERY, "event", events) if events else None
    rows = GroupedRows(asked, "event")
    return {event: _chips(thing, rows, event) for event in events}


def _chips(thing: Thing, rows: GroupedRows, event: str) -> list[Chip]:
    """The documents of an event, each once, by their publishers as the chips of the page are."""
    documents = {plain(row["document"]): row for row in rows.of(event)}
    return [_chip(thing, rows, iri, row) for iri, row in documents.items()]


def _chip(thing: Thing, rows: GroupedRows, iri: str, row: Row) -> Chip:
    title = plain(row["title"]) if "title" in row else iri
    publishers = rows.shown(iter([row.get("publisher")]))
    return thing.evidence.document(iri, title, publishers[0].text if publishers else "")
