"""The section of changes: when this store was told of a thing, and what changed from a day on."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import RDF

from kg.dates import Day
from kg.report import Term
from kg.terms import LABELS, plain, term
from kg.vocabulary import GA
from kg.web import hot
from kg.web.addresses import link
from kg.web.dates_in_words import day_in_words
from kg.web.entities.version_times import time_of_version
from kg.web.known import day_of
from kg.web.parameters import of_address
from kg.web.state import state
from kg.web.things.changes.reading import Changes, read_changes
from kg.web.things.description import Description
from kg.web.things.evidence.behind import shortened
from kg.web.things.evidence.naming import readable_name
from kg.web.things.shown import Shown
from kg.web.things.thing import Thing
from kg.web.words import word

SINCE = "since"
"""The parameter of an address with the day from which on changes are shown."""

_MOST = 40
_LONG = 300
_TYPE = term(RDF.type)
_PARTS = frozenset(
    map(term, (GA.Tenure, GA.Membership, GA.Participation, GA.StatusReport, GA.Stance))
)
"""What is said of these belongs to the things that they are about."""


@dataclass(frozen=True, slots=True)
class ChangedStatement:
    """A statement that was added or removed: its subject where it is not the thing itself."""

    added: bool
    day: str
    subject: Shown | None
    name: str
    value: Shown
    graph: Shown


@dataclass(frozen=True, slots=True)
class ChangesView:
    """When the newest source was stored, in words, and what changed since a day, if one is asked.

    *begin* says from which day on there is a record, where that is not the one that was asked for.
    """

    stored: str
    version: int
    since: str
    since_in_words: str = ""
    begin: str = ""
    added: int = 0
    removed: int = 0
    versions: int = 0
    accepted: bool = False
    statements: list[ChangedStatement] | None = None


def changes(thing: Thing) -> ChangesView:
    """Read when the sources of the thing were stored, and what changed since the day asked."""
    version = _newest(thing)
    time = time_of_version(version) if version else None
    stored = day_in_words(Day(time.year, time.month, time.day)) if time else ""
    since = day_of(of_address(), SINCE)
    if since is None:
        return ChangesView(stored, version, "")
    said = thing.description
    store = state().store
    found = read_changes(
        store.journal,
        hot.current_version(),
        since,
        frozenset(map(_spelled, _subjects(said))),
        _spelled(said.thing),
        store.names.acceptance,
    )
    return _view(found, since, thing, stored, version)


def _view(found: Changes, since: Day, thing: Thing, stored: str, version: int) -> ChangesView:
    """What changed, without the content of claims and what is suspended: neither is said of it."""
    said = thing.description
    counting = {quad.graph_name for one in said.subjects for quad in said.about(one)}
    added = [one for one in found.of(1) if one[0].graph_name in counting]
    added.sort(key=lambda one: one[0].subject != said.thing)  # its own statements first
    claims = state().store.names.claims
    removed = [one for one in found.of(-1) if not _graph(one[0]).startswith(claims)]
    statements = [
        *(_statement(quad, day, thing, added=False) for quad, day in removed[: _MOST // 2]),
        *(_statement(quad, day, thing, added=True) for quad, day in added[:_MOST]),
    ]
    return ChangesView(
        stored,
        version,
        str(since),
        day_in_words(since),
        "" if found.is_whole else day_in_words(found.begin),
        len(added),
        len(removed),
        found.versions,
        found.accepted,
        statements[:_MOST],
    )


def _newest(thing: Thing) -> int:
    """The version that last changed a graph which says something of the thing."""
    versions = state().store.graph_versions
    graphs = thing.description.graphs(thing.description.thing)
    now = hot.current_version()
    return max((versions.of(graph.value, now) for graph in graphs), default=0)


def _subjects(said: Description) -> list[ox.NamedNode]:
    """The thing, its parts, and tenures, reports and the like that have it as a value."""
    start = f"{said.thing.value}#"
    return [
        subject
        for subject in said.subjects
        if isinstance(subject, ox.NamedNode)
        and (
            subject == said.thing
            or subject.value.startswith(start)
            or (
                not _PARTS.isdisjoint(said.values(subject, _TYPE))
                and any(quad.object == said.thing for quad in said.about(subject))
            )
        )
    ]


def _statement(quad: ox.Quad, day: Day, thing: Thing, *, added: bool) -> ChangedStatement:
    own = quad.subject == thing.description.thing
    return ChangedStatement(
        added,
        day_in_words(day),
        None if own else _shown(quad.subject, thing),
        "name" if quad.predicate == LABELS[0] else word(quad.predicate.value),
        _shown(quad.object, thing),
        _shown(quad.graph_name, thing),
    )


def _shown(value: Term | ox.DefaultGraph, thing: Thing) -> Shown:
    if isinstance(value, ox.NamedNode):
        name = readable_name(thing.description, value)
        place = value.value.partition("/id/")[2]
        name = name or ("part of a document" if "#" in place else word(value.value))
        return Shown(shortened(name, _LONG), "", link(value.value, thing.days.parameters))
    if isinstance(value, ox.DefaultGraph):
        return Shown("the dataset itself")
    language = value.language or "" if isinstance(value, ox.Literal) else ""
    return Shown(shortened(plain(value), _LONG), language)


def _spelled(node: ox.NamedNode) -> bytes:
    return str(node).encode()


def _graph(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
