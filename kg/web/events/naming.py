"""What events without a name are called: by their kind and day, as "State visit, 9 March 2014"."""

from __future__ import annotations

from collections.abc import Collection

from kg.terms import plain, term
from kg.vocabulary import GA
from kg.web.events.grouped import GroupedRows
from kg.web.events.when import event_in_words
from kg.web.things.panels import PanelQueries

_KIND, _EDTF = term(GA.eventType), term(GA.edtf)
_NO_DAYS: tuple[()] = ()


def names_by_kind(queries: PanelQueries, events: Collection[str]) -> dict[str, str]:
    """Name events by kind and day, asking about all of them at once; not those without a kind."""
    if not events:
        return {}
    rows = GroupedRows(queries.ask_each("facts-of-events", "event", events), "event")
    return {event: name for event in events if (name := _name(rows, event))}


def _name(rows: GroupedRows, event: str) -> str:
    kinds = rows.shown(iter(rows.values(event, _KIND)))
    if not kinds:
        return ""
    said = map(plain, rows.values(event, _EDTF))
    when = event_in_words(said, (_NO_DAYS, _NO_DAYS, _NO_DAYS, _NO_DAYS))
    kind = ", ".join(one.text for one in kinds).capitalize()
    return f"{kind}, {when}" if when else kind
