"""What a page shows of one thing: its description, as its data has it, in the words of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox
from rdflib import DCTERMS, ORG, RDF, RDFS, SKOS

from kg.answers import answer_on
from kg.dates import Day
from kg.report import Term
from kg.terms import BOUNDS, days_in, plain, shorten, term
from kg.vocabulary import GA
from kg.web.addresses import link
from kg.web.things.description import Description
from kg.web.things.shown import (
    Fact,
    Passage,
    Role,
    Shown,
    Source,
    ThingView,
    interval_of,
    licence_name,
)
from kg.web.things.words import word

_TYPE, _HOLDER, _POST = term(RDF.type), term(GA.holder), term(GA.post)
_MEMBER, _ORGANISATION = term(ORG.member), term(ORG.organization)
_QUOTE, _DOCUMENT = term(GA.quote), term(GA.inDocument)
_FIRST = tuple(map(term, (RDF.type, SKOS.prefLabel, RDFS.label, SKOS.altLabel)))
_CREDIT, _LICENCE = term(DCTERMS.bibliographicCitation), term(DCTERMS.license)


class ThingReader:
    """Reads the description of a thing; links keep the *days* of the page."""

    def __init__(
        self,
        description: Description,
        left_out: Iterable[str],
        days: Mapping[str, str],
        at: Day | None,
    ) -> None:
        self._thing = description.thing
        self._left_out = left_out
        self._days = days
        self._at = at
        self._said = description

    def read(self) -> ThingView:
        """The view of the thing."""
        own = self._said.own
        stating = {q.graph_name for q in own if isinstance(q.graph_name, ox.NamedNode)}
        graphs = sorted(stating, key=str)
        numbers = {graph: number for number, graph in enumerate(graphs, start=1)}
        name = self._said.name(self._thing)
        return ThingView(
            name.value if name else shorten(self._thing.value).strip("<>"),
            (name.language or "") if name else "",
            list(map(self._shown, dict.fromkeys(q.object for q in own if q.predicate == _TYPE))),
            self._facts(own, numbers),
            self._roles(),
            self._references(),
            self._passages(),
            list(map(self._source, graphs)),
            [word(relation) for relation in self._left_out],
        )

    def _shown(self, value: Term, sources: tuple[int, ...] = ()) -> Shown:
        if isinstance(value, ox.NamedNode):
            name = self._said.name(value)
            text = name.value if name else word(value.value)
            return Shown(text, "", link(value.value, self._days), value.value, sources)
        if isinstance(value, ox.Literal):
            return Shown(value.value, value.language or "", sources=sources)
        return Shown(str(value), sources=sources)

    def _facts(self, own: list[ox.Quad], numbers: Mapping[ox.NamedNode, int]) -> list[Fact]:
        said: dict[ox.NamedNode, dict[Term, set[int]]] = {}
        for quad in own:
            by = said.setdefault(quad.predicate, {}).setdefault(quad.object, set())
            if isinstance(quad.graph_name, ox.NamedNode):
                by.add(numbers[quad.graph_name])
        return [
            _fact(
                predicate,
                [self._shown(value, tuple(sorted(by))) for value, by in said[predicate].items()],
            )
            for predicate in sorted(said, key=_place)
        ]

    def _references(self) -> list[Fact]:
        said: defaultdict[ox.NamedNode, dict[Term, None]] = defaultdict(dict)
        for subject in self._said.subjects:
            for quad in self._said.about(subject):
                if quad.object == self._thing and quad.subject != self._thing:
                    said[quad.predicate][quad.subject] = None
        return [
            _fact(predicate, sorted(map(self._shown, said[predicate]), key=lambda one: one.place))
            for predicate in sorted(said, key=lambda predicate: word(predicate.value))
        ]

    def _roles(self) -> list[Role]:
        roles = [
            self._role(role, holder, post)
            for role in self._said.subjects
            for one, other in ((_HOLDER, _POST), (_MEMBER, _ORGANISATION))
            for holder in self._said.values(role, one)
            for post in self._said.values(role, other)
            if self._thing in (role, holder, post)
        ]
        return sorted(roles, key=lambda role: (role.interval, role.role.iri))

    def _role(self, role: Term, holder: Term, post: Term) -> Role:
        bounds = [sorted(days_in(self._said.values(role, bound))) for bound in BOUNDS]
        said = [plain(value) for value in self._said.values(role, term(GA.edtf))]
        answer = str(answer_on(self._at, *bounds)) if self._at else ""
        interval = interval_of(said, bounds)
        return Role(self._shown(role), self._shown(holder), self._shown(post), interval, answer)

    def _passages(self) -> list[Passage]:
        """The quotes that bear out what is said, each with the document that it stands in."""
        return [
            Passage(self._shown(quote), [self._shown(d) for d in self._said.values(one, _DOCUMENT)])
            for one in sorted(self._said.subjects, key=str)
            for quote in self._said.values(one, _QUOTE)
        ]

    def _source(self, graph: ox.NamedNode) -> Source:
        licences = [plain(value) for value in self._said.values(graph, _LICENCE)]
        return Source(
            self._shown(graph).text,
            link(graph.value),
            [Shown(licence_name(iri), link=link(iri), iri=iri) for iri in sorted(licences)],
            " ".join(plain(value) for value in self._said.values(graph, _CREDIT)),
        )


def _fact(predicate: ox.NamedNode, values: list[Shown]) -> Fact:
    return Fact(word(predicate.value), link(predicate.value), values)


def _place(predicate: ox.NamedNode) -> tuple[int, str]:
    first = _FIRST.index(predicate) if predicate in _FIRST else len(_FIRST)
    return first, word(predicate.value)
