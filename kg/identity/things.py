"""Agents, posts, tenures and events as the accepted sources have them, to be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib import SKOS

from kg.identity.kinds import FAMILIES, KIND_OF_CLASS, ORGANISATIONS
from kg.store.graphs import TYPE
from kg.store.view import DatasetView
from kg.vocabulary import GA, PREFIXES

WIKIDATA = "http://www.wikidata.org/entity/"
_SAME_AS = ox.NamedNode(PREFIXES["schema"] + "sameAs")
_NAMES = tuple(
    ox.NamedNode(str(term)) for term in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
)
_MOST_NAMES = 40
Values = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last possible day of something, as texts; empty where nothing is known."""

    first: str = ""
    last: str = ""

    @property
    def is_known(self) -> bool:
        """Whether both days are known."""
        return bool(self.first and self.last)

    def contains(self, other: Span) -> bool:
        """Whether the other lies within, as far as an end is known; this one's start is."""
        return bool(
            (self.first and other.is_known and self.first <= other.first)
            and (not self.last or other.last <= self.last)
        )

    def meets(self, other: Span) -> bool:
        """Whether the two have a day in common, as far as is known."""
        return not (
            (self.last and other.first and self.last < other.first)
            or (other.last and self.first and other.last < self.first)
        )


@dataclass(slots=True)
class Thing:
    """What is compared of a thing.

    *sources* are the graphs that say what it is. Of an agent *posts* are those that it held, of
    a post *holders*, of an event *parties*, each with the time.
    """

    iri: str
    kind: str
    families: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    names: list[str] = field(default_factory=list)
    wikidata: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    births: list[Span] = field(default_factory=list)
    span: Span = field(default_factory=Span)
    start: Span = field(default_factory=Span)
    core: Span = field(default_factory=Span)
    """The days on which it certainly was; empty where none is known."""
    others: dict[str, list[Span]] = field(default_factory=dict)
    """Of an agent the posts, of a post the holders, each with the times."""
    parties: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    holder: str = ""
    post: str = ""

    def may_be(self, other: Thing) -> bool:
        """Whether the classes of two agents do not tell them apart."""
        return not any(
            ours and theirs and ours.isdisjoint(theirs)
            for ours, theirs in (
                (self.families, other.families),
                (self.bodies, other.bodies),
            )
        )


class Things:
    """All things of some kinds in the default graph of a dataset, by their IRIs."""

    def __init__(self, view: DatasetView) -> None:
        self._view = view
        self._all: dict[str, Thing] = {}
        self._types()
        self._names()
        self._times()
        self._agents()
        self._offices()
        self._events()

    def of_kind(self, kind: str) -> list[Thing]:
        """The things of a kind."""
        return [thing for thing in self._all.values() if thing.kind == kind]

    def named(self, iri: str) -> Thing | None:
        """The thing of an IRI."""
        return self._all.get(iri)

    def _pairs(self, predicate: object, graph: str = "") -> Iterable[tuple[str, ox.Triple]]:
        for triple in self._view.matching(graph, None, ox.NamedNode(str(predicate)), None):
            if isinstance(triple.subject, ox.NamedNode):
                yield triple.subject.value, triple

    def _links(self, predicate: object) -> Iterable[tuple[str, str]]:
        for subject, triple in self._pairs(predicate):
            if isinstance(triple.object, ox.NamedNode):
                yield subject, triple.object.value

    def _types(self) -> None:
        kept = set(self._view.names.kept_by_the_store)
        graphs = [g for g in self._view.graphs() - kept if not self._view.is_hidden(g)]
        for graph in sorted(graphs):
            for iri, triple in self._pairs(TYPE.value, graph):
                assert isinstance(triple.object, ox.NamedNode)
                kind = KIND_OF_CLASS.get(triple.object.value)
                if kind is not None:
                    thing = self._all.setdefault(iri, Thing(iri, kind))
                    thing.sources.add(graph)
                    thing.families |= _called(FAMILIES, triple.object.value)
                    thing.bodies |= _called(ORGANISATIONS, triple.object.value)

    def _names(self) -> None:
        for predicate in _NAMES:
            for iri, triple in self._pairs(predicate.value):
                thing, name = self._all.get(iri), triple.object
                if thing is None or not isinstance(name, ox.Literal):
                    continue
                if name.value not in thing.names and len(thing.names) < _MOST_NAMES:
                    thing.names.append(name.value)
        for iri, entity in self._links(_SAME_AS.value):
            if iri in self._all and entity.startswith(WIKIDATA):
                self._all[iri].wikidata.add(entity.removeprefix(WIKIDATA))

    def _times(self) -> None:
        bounds: defaultdict[str, dict[str, str]] = defaultdict(dict)
        rules = (("startEarliest", max), ("startLatest", min), ("endEarliest", max))
        for name, narrower in (*rules, ("endLatest", min)):
            for iri, triple in self._pairs(GA[name]):
                if iri in self._all and isinstance(triple.object, ox.Literal):
                    day = triple.object.value
                    if not day.startswith("-"):  # texts of years before 0 are in another order
                        bounds[iri][name] = narrower(bounds[iri].get(name, day), day)
        for iri, found in bounds.items():
            thing = self._all[iri]
            start = found.get("startEarliest", "")
            thing.span = Span(start, found.get("endLatest", ""))
            thing.start = Span(start, found.get("startLatest", ""))
            core = Span(found.get("startLatest", ""), found.get("endEarliest", ""))
            if core.is_known and core.first <= core.last:
                thing.core = core

    def _agents(self) -> None:
        for iri, event in self._links(GA.birth):
            born = self._all.get(event)
            if iri in self._all and born and born.start.is_known:
                self._all[iri].births.append(born.start)
                born.parties.add(iri)
        for predicate in (GA.citizenship, GA.affiliation, GA.jurisdiction, GA.governs):
            for iri, country in self._links(predicate):
                if iri in self._all:
                    self._all[iri].countries.add(country)
        for predicate in (GA.organisationType, GA.postType, GA.eventType):
            for iri, code in self._links(predicate):
                if iri in self._all:
                    self._all[iri].types.add(code)

    def _offices(self) -> None:
        holders, posts = dict(self._links(GA.holder)), dict(self._links(GA.post))
        for iri in sorted(holders.keys() & posts.keys() & self._all.keys()):
            tenure = self._all[iri]
            tenure.holder, tenure.post = holders[iri], posts[iri]
            holder, post = self._all.get(tenure.holder), self._all.get(tenure.post)
            if holder is not None:
                holder.others.setdefault(tenure.post, []).append(tenure.span)
            if post is not None:
                post.others.setdefault(tenure.holder, []).append(tenure.span)
            if holder is not None and post is not None:
                holder.countries |= post.countries

    def _events(self) -> None:
        for iri, party in self._links(GA.involves):
            if iri in self._all:
                self._all[iri].parties.add(party)
        for iri, place in self._links(GA.location):
            if iri in self._all:
                self._all[iri].places.add(place)


def _called(names: Mapping[str, str], name: str) -> set[str]:
    return {names[name]} if name in names else set()
