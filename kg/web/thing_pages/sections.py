"""The sections of the page of a thing, in the order of the page: one entry for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.web.events.event import event
from kg.web.events.participants import participants
from kg.web.events.places import place
from kg.web.events.related import related
from kg.web.events.reports import statuses
from kg.web.events.taking_part import events, events_ahead, events_onward
from kg.web.neighbours.section import neighbours
from kg.web.roles.posts_section import posts, posts_ahead
from kg.web.roles.section import roles, roles_ahead
from kg.web.things.changes.section import changes
from kg.web.things.citing import cite
from kg.web.things.claims.claim import claim
from kg.web.things.claims.section import claims, claims_ahead
from kg.web.things.names import names
from kg.web.things.panels import PanelQueries
from kg.web.things.sources.document import document, made_from
from kg.web.things.sources.listed import sources
from kg.web.things.sources.said import said
from kg.web.things.thing import Thing
from kg.web.things.view_sections import passages, statements


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its anchor, which names its template `things/NAME.html`, its title and its reader.

    It stands on the pages of things of its *kinds*, all where there are none. *read* gives what
    the template shows as `view`, or None where there is nothing to show. *ahead* begins the
    queries that it will ask about a thing, by its IRI and classes, and *onward* those that follow
    from their answers.
    """

    name: str
    title: str
    kinds: frozenset[str]
    read: Callable[[Thing], object | None]
    ahead: Callable[[PanelQueries, str, frozenset[str]], None] | None = None
    onward: Callable[[Thing], None] | None = None

    def is_of(self, kinds: frozenset[str]) -> bool:
        """Whether it stands on the pages of things of some kinds."""
        return not self.kinds or bool(self.kinds & kinds)


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section with what it shows."""

    name: str
    title: str
    view: object


_ACTORS = frozenset({"Agent", "Post"})
_EVENTS = frozenset({"Event", "EventSeries"})
_NAMED = _EVENTS | {"Agent", "Post", "Place"}
_CLAIMED = frozenset({"Agent", "Post", "Place", "Document"}) | _EVENTS

_KINDS = {"agent": "Agent", "post": "Post", "place": "Place", "event": "Event", "doc": "Document"}
"""What is usually at an address of some kind; else some questions were asked for nothing."""

SECTIONS = (
    Section("event", "What, where, when", _EVENTS, event),
    Section("statuses", "How it came about", _EVENTS, statuses),
    Section("participants", "Who takes part", _EVENTS, participants),
    Section("related", "Parts, causes, documents", _EVENTS, related),
    Section("place", "What happens here", frozenset({"Place"}), place),
    Section("posts", "Posts and bodies", frozenset({"Organisation"}), posts, posts_ahead),
    Section("roles", "Roles", frozenset(), roles, roles_ahead),
    Section("names", "Names", _NAMED, names),
    Section("events", "Events it took part in", _ACTORS, events, events_ahead, events_onward),
    Section("claim", "The claim", frozenset({"Claim"}), claim),
    Section("document", "The document", frozenset({"Document"}), document),
    Section("said", "What it says", frozenset({"Document"}), said),
    Section("made", "What was made from it", frozenset({"Document"}), made_from),
    Section("claims", "Claims", _CLAIMED, claims, claims_ahead),
    Section("neighbours", "Connections", _NAMED | {"Claim"}, neighbours),
    Section("passages", "In the words of the sources", frozenset(), passages),
    Section("sources", "Sources", frozenset(), sources),
    Section("changes", "What changed", frozenset(), changes),
    Section("facts", "All statements", frozenset(), statements),
    Section("cite", "Cite this", frozenset(), cite),
)
"""All of them, in the order of the page."""


def begin_by_address(queries: PanelQueries, iri: str, place: str) -> None:
    """Begin the queries of a page before it is known what is at its *place*, as `agent/x`."""
    kind = _KINDS.get(place.partition("/")[0])
    if kind:
        kinds = frozenset({kind})
        _begin([one for one in SECTIONS if one.is_of(kinds)], queries, iri, kinds)


def sections_of(thing: Thing) -> list[ReadSection]:
    """The sections that have something to show of a thing."""
    sections = [one for one in SECTIONS if one.is_of(thing.kinds)]
    _begin(sections, thing.queries, thing.iri, thing.kinds)
    for section in sections:
        if section.onward:
            section.onward(thing)
    # what waits for the slowest query comes last
    views = {section.name: section.read(thing) for section in reversed(sections)}
    return [
        ReadSection(section.name, section.title, view)
        for section in sections
        if (view := views[section.name]) is not None
    ]


def _begin(
    sections: Iterable[Section], queries: PanelQueries, iri: str, kinds: frozenset[str]
) -> None:
    for section in sections:
        if section.ahead:
            section.ahead(queries, iri, kinds)
