"""What a row needs of other things: the labels, posts, events that a thing leads to."""

from __future__ import annotations

from functools import lru_cache

import pyoxigraph as ox

from kg.export.csv.labels import best_text
from kg.export.lookups import code_label
from kg.export.version import ExportedVersion
from kg.store.graphs import TYPE
from kg.terms import LABELS, term
from kg.vocabulary import GA, PREFIXES

_REMEMBERED = 1 << 16
_PART, _PARTICIPATION, _EDTF = map(term, (GA.hasParticipation, GA.Participation, GA.edtf))


class Facts:
    """Look-ups in a version, each made once while it is remembered; their number is bounded."""

    def __init__(self, version: ExportedVersion) -> None:
        self._version = version
        self.label = lru_cache(_REMEMBERED)(self._label)
        self.first = lru_cache(_REMEMBERED)(self._first)
        self.event = lru_cache(_REMEMBERED)(self._event)

    def edtf(self, iri: str) -> list[str]:
        """The dates of a thing in EDTF, in order."""
        said = self._version.quads_about(ox.NamedNode(iri), _EDTF)
        return sorted({q.object.value for q in said if isinstance(q.object, ox.Literal)})

    def _label(self, iri: str) -> tuple[str, str]:
        """The label of an IRI and its language, both empty where it has none."""
        if iri.startswith(PREFIXES["gc"]):
            return code_label(iri.removeprefix(PREFIXES["gc"])), "en"
        for predicate in LABELS:
            said = self._version.quads_about(ox.NamedNode(iri), predicate)
            if found := best_text(quad.object for quad in said):
                return found.value, found.language or ""
        return "", ""

    def _first(self, iri: str, predicate: ox.NamedNode) -> str:
        """The first thing, by its IRI, to which a thing leads."""
        said = self._version.quads_about(ox.NamedNode(iri), predicate)
        return min((q.object.value for q in said if isinstance(q.object, ox.NamedNode)), default="")

    def _event(self, participation: str) -> str:
        """The event that a participation is listed under: the first by its IRI."""
        node = ox.NamedNode(participation)
        if next(self._version.matching(node, TYPE, _PARTICIPATION), None) is None:
            return ""
        events = (triple.subject for triple in self._version.matching(None, _PART, node))
        return min((event.value for event in events if isinstance(event, ox.NamedNode)), default="")
