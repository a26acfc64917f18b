"""What a page shows of one thing: its description, as its data has it, in the words of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pyoxigraph as ox
from rdflib import DCTERMS, RDF, RDFS, SKOS

from kg.report import Term
from kg.terms import plain, shorten, term
from kg.vocabulary import GA
from kg.web.addresses import link
from kg.web.things.description import Description
from kg.web.things.evidence.naming import readable_name, shown_in
from kg.web.things.shown import Fact, Shown, Source, ThingView, licence_name
from kg.web.words import word

_TYPE = term(RDF.type)
_FIRST = tuple(map(term, (RDF.type, SKOS.prefLabel, RDFS.label, SKOS.altLabel)))
_CREDIT, _LICENCE = term(DCTERMS.bibliographicCitation), term(DCTERMS.license)

MOST_VALUES = 20
"""Values of a property that the list of statements shows."""


class ThingReader:
    """Reads the description of a thing; links keep the *days* of the page."""

    def __init__(
        self,
        description: Description,
        left_out: Iterable[str],
        days: Mapping[str, str],
    ) -> None:
        self._thing = description.thing
        self._left_out = left_out
        self._days = days
        self._said = description

    def read(self) -> ThingView:
        """The view of the thing."""
        own = self._said.own
        stating = {q.graph_name for q in own if isinstance(q.graph_name, ox.NamedNode)}
        graphs = sorted(stating, key=str)
        numbers = {graph: number for number, graph in enumerate(graphs, start=1)}
        name = self._said.name(self._thing)
        kinds = _telling(q.object for q in own if q.predicate == _TYPE)
        return ThingView(
            readable_name(self._said, self._thing) or _nameless(self._thing.value, kinds),
            (name.language or "") if name else "",
            list(map(self._shown, kinds)),
            self._facts(own, numbers),
            self._references(),
            list(map(self._source, graphs)),
            [word(relation) for relation in self._left_out],
        )

    def _shown(self, value: Term, sources: tuple[int, ...] = ()) -> Shown:
        return replace(shown_in(self._said, value, self._days), sources=sources)

    def _facts(self, own: list[ox.Quad], numbers: Mapping[ox.NamedNode, int]) -> list[Fact]:
        said: dict[ox.NamedNode, dict[Term, set[int]]] = {}
        for quad in own:
            by = said.setdefault(quad.predicate, {}).setdefault(quad.object, set())
            if isinstance(quad.graph_name, ox.NamedNode):
                by.add(numbers[quad.graph_name])
        return [
            self._fact(
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
            self._reference(predicate, sorted(said[predicate], key=plain))
            for predicate in sorted(said, key=lambda predicate: word(predicate.value))
        ]

    def _reference(self, predicate: ox.NamedNode, subjects: list[Term]) -> Fact:
        """The first things by their IRIs: of hundreds, each would have to be named."""
        first = sorted(map(self._shown, subjects[:MOST_VALUES]), key=lambda one: one.place)
        return replace(self._fact(predicate, first), more=max(0, len(subjects) - MOST_VALUES))

    def _fact(self, predicate: ox.NamedNode, values: list[Shown]) -> Fact:
        return Fact(word(predicate.value), link(predicate.value, self._days), values)

    def _source(self, graph: ox.NamedNode) -> Source:
        licences = [plain(value) for value in self._said.values(graph, _LICENCE)]
        return Source(
            self._shown(graph).text,
            link(graph.value, self._days),
            [Shown(licence_name(iri), link=link(iri), iri=iri) for iri in sorted(licences)],
            " ".join(plain(value) for value in self._said.values(graph, _CREDIT)),
        )


def _telling(kinds: Iterable[Term]) -> list[Term]:
    """The kinds of our ontology that are no graphs, where there are such; each once."""
    every = list(dict.fromkeys(kinds))
    ours = [kind for kind in every if plain(kind).startswith(str(GA))]
    return [kind for kind in ours if not plain(kind).endswith("Graph")] or ours or every


def _nameless(iri: str, kinds: Iterable[Term]) -> str:
    """What a thing without a name is called: by its kind, and by the end of its IRI."""
    kind = next((word(plain(one)) for one in kinds), "")
    end = iri.partition("/id/")[2].partition("/")[2]
    known = kind and end
    return f"{kind.capitalize()} without a name ({end})" if known else shorten(iri).strip("<>")


def _place(predicate: ox.NamedNode) -> tuple[int, str]:
    first = _FIRST.index(predicate) if predicate in _FIRST else len(_FIRST)
    return first, word(predicate.value)
