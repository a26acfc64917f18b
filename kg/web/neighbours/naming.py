"""What the neighbours of a thing are called, nameless events among them."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.web.events.naming import names_by_kind
from kg.web.things.description import Description
from kg.web.things.evidence.naming import readable_name
from kg.web.things.panels import PanelQueries
from kg.web.words import word


def names_of(
    said: Description, things: Iterable[ox.NamedNode], base_iri: str, queries: PanelQueries
) -> dict[ox.NamedNode, str]:
    """The names of things; events that have none are asked about, all at once."""
    found = {thing: readable_name(said, thing) for thing in things}
    events = f"{base_iri}id/event/"
    nameless = [one.value for one, name in found.items() if not name and _in(one, events)]
    by_kind = names_by_kind(queries, nameless)
    return {one: name or by_kind.get(one.value) or word(one.value) for one, name in found.items()}


def _in(thing: ox.NamedNode, place: str) -> bool:
    return thing.value.startswith(place)
