"""The kinds of things as people name them: those of the ontology, and how many there are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from rdflib import OWL, RDF

from kg.lookup import stored_query
from kg.parsing import parse_path
from kg.resources import ontology_files
from kg.terms import plain, term
from kg.vocabulary import GA
from kg.web.asking import rows
from kg.web.cache import CachedAnswer
from kg.web.days import Days
from kg.web.state import state
from kg.web.things.kinds import kinds_of
from kg.web.things.words import word

_PLURALS = {
    "Person": "persons",
    "State": "states",
    "PublicBody": "public bodies",
    "Post": "posts",
    "Event": "events",
    "Place": "places",
    "Claim": "claims",
    "Document": "documents",
    "Government": "governments",
    "InternationalOrganisation": "international organisations",
    "Organisation": "other organisations",
    "Polity": "other polities",
    "Collective": "groups of people",
    "Tenure": "tenures",
    "Membership": "memberships",
    "Communication": "communications",
    "EventSeries": "series of events",
    "Stance": "stances",
    "Evidence": "passages as evidence",
    "Participation": "participations",
    "StatusReport": "status reports",
    "Inference": "inferences",
    "Correction": "corrections",
    "SourceGraph": "source graphs",
    "ReferenceGraph": "reference graphs",
    "ClaimGraph": "graphs of claims",
    "Agent": "other agents",
}
"""What the things of a kind are called, in the order in which kinds are offered."""

_USUAL = tuple(_PLURALS)[:8]
"""The kinds that people look for first."""

_MOST = 200
_LARGEST = 12


@dataclass(frozen=True, slots=True)
class KindCount:
    """A kind of things: its name in the ontology, or "", what people call it, and how many."""

    iri: str
    kind: str
    name: str
    number: int

    def link(self, days: Days, root: str) -> str:
        """Where its things are listed: by a stored query where the ontology does not know it."""
        if self.kind:
            return days.on(f"{root}/search", type=self.kind)
        return Days(None, days.known).on(f"{root}/queries/things-of-kind", **{"class": self.iri})


def is_kind(name: str) -> bool:
    """Whether the ontology has a class of this name."""
    return name in _classes()


def kind_name(kind: str) -> str:
    """What people call one thing of a kind."""
    return word(f"{GA}{kind}") if is_kind(kind) else "thing"


def plural_name(kind: str) -> str:
    """What people call the things of a kind, in a list of nothing else."""
    return _PLURALS.get(kind, kind_name(kind)).removeprefix("other ")


def narrower(kind: str) -> frozenset[str]:
    """The kinds below a kind."""
    return frozenset(one for one in _classes() - {kind} if kind in _above(one))


def counted(version: int) -> list[KindCount]:
    """How many things a version has of each class, the largest first."""
    key = (version, "kinds")
    if (held := state().cache.get(key)) is None:
        found = rows(version, stored_query("counts"), _MOST).rows
        counts = [(plain(row["class"]), int(plain(row["number"]))) for row in found]
        held = CachedAnswer((), json.dumps(counts).encode())
        state().cache.put(key, held)
    return [
        KindCount(iri, _kind(iri), _called(iri, number), number)
        for iri, number in json.loads(held.body)
    ]


def offered(counts: list[KindCount]) -> list[KindCount]:
    """The kinds that a search can be narrowed to, those first that people look for first."""
    places = {kind: place for place, kind in enumerate(_PLURALS)}
    known = [count for count in counts if count.kind]
    return sorted(known, key=lambda count: (places.get(count.kind, len(places)), count.name))


def first_and_others(counts: list[KindCount]) -> tuple[list[KindCount], list[KindCount]]:
    """The kinds that people look for, else the largest, and all others."""
    first = [count for count in offered(counts) if count.kind in _USUAL] or counts[:_LARGEST]
    return first, [count for count in counts if count not in first]


def _kind(iri: str) -> str:
    name = iri.removeprefix(str(GA))
    return name if name != iri and is_kind(name) else ""


def _called(iri: str, number: int) -> str:
    if number == 1:
        return word(iri)
    return _PLURALS.get(iri.removeprefix(str(GA))) or word(iri)


@cache
def _classes() -> frozenset[str]:
    kind, owl_class, start = term(RDF.type), term(OWL.Class), str(GA)
    return frozenset(
        quad.subject.value.removeprefix(start)
        for path in ontology_files()
        for quad in parse_path(path).quads
        if quad.predicate == kind and quad.object == owl_class
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(start)
    )


@cache
def _above(kind: str) -> frozenset[str]:
    return kinds_of([ox.NamedNode(f"{GA}{kind}")])
