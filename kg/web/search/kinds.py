"""The kinds of things as people name them: those of the ontology, and how many there are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from rdflib import OWL

from kg.lookup import prepare_each, stored_query
from kg.packaged_terms import terms_of
from kg.terms import plain
from kg.vocabulary import GA
from kg.web.asking import rows
from kg.web.days import Days
from kg.web.held.cache import CachedAnswer
from kg.web.state import state
from kg.web.things.kinds import kinds_of
from kg.web.words import word

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
    "Organisation": "organisations",
    "Polity": "polities",
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
    "Agent": "agents",
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
    return _PLURALS.get(kind, kind_name(kind))


def narrower(kind: str) -> frozenset[str]:
    """The kinds below a kind."""
    return frozenset(one for one in _classes() - {kind} if kind in _above(one))


def of_kinds(query: str, kinds: Iterable[str]) -> str:
    """A stored query with the variable ?class, asked of the things of all these kinds."""
    classes = [ox.NamedNode(f"{GA}{kind}") for kind in sorted(kinds)]
    return prepare_each(stored_query(query), "class", classes)


def counted(version: int) -> list[KindCount]:
    """How many things a version has of each class and of those below it, the largest first.

    A thing counts once, also where it is said to be of several of them.
    """
    key = (version, "kinds")
    if (held := state().cache.get(key)) is None:
        held = CachedAnswer((), json.dumps(_counts(version)).encode())
        state().cache.put(key, held)
    return [
        KindCount(iri, _kind(iri), _called(iri, number), number)
        for iri, number in json.loads(held.body)
    ]


def _counts(version: int) -> list[tuple[str, int]]:
    found = rows(version, stored_query("counts"), _MOST).rows
    stated = {plain(row["class"]): int(plain(row["number"])) for row in found}
    there = {kind for iri in stated if (kind := _kind(iri))}
    for kind in there:
        if below := narrower(kind) & there:
            [row] = rows(version, of_kinds("number-of-things", {kind, *below}), 1).rows
            stated[f"{GA}{kind}"] = int(plain(row["number"]))
    return sorted(stated.items(), key=lambda pair: (-pair[1], pair[0]))


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
    start = str(GA)
    return frozenset(
        iri.removeprefix(start) for iri in terms_of(OWL.Class) if iri.startswith(start)
    )


@cache
def _above(kind: str) -> frozenset[str]:
    return kinds_of([ox.NamedNode(f"{GA}{kind}")])
