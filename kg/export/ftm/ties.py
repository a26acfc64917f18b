"""What has no schema of its own between two things, as links of FollowTheMoney with a role."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import ORG

from kg.export.ftm.entity import Entity
from kg.export.ftm.things import Things, made_id
from kg.export.lookups import code_label
from kg.vocabulary import GA

_TIES = (
    (GA.affiliation, "affiliation"),
    (ORG.reportsTo, "reports to"),
    (GA.succeeds, "succeeds"),
    (GA.subEventOf, "part of"),
    (GA.concerns, "concerns"),
    (GA.prompts, "prompts"),
)
"""Predicates between two things, with the role that tells them."""

_TOLD_ROLES = frozenset(("organiser", "attendee"))
_EVENTS = ("Event", "Trip")
_ORGANISATIONS = ("Organization", "Company", "PublicBody")
_OTHERS = ("Person", "LegalEntity", "Position", "Address", "Territory", "Article")
THINGS = frozenset((*_EVENTS, *_ORGANISATIONS, *_OTHERS))
"""The schemata that a link can stand between."""


class Ties:
    """Makes links of the things that are written, when all of them are known."""

    def __init__(self, things: Things) -> None:
        self._things = things

    def links(self, node: ox.NamedNode, schema: str) -> Iterator[Entity]:
        """The links from a thing, in the order of their roles and ends."""
        if schema not in THINGS:
            return
        others = list(self._ends(node, schema))
        for other, role in others:
            if self._is_entity(other):
                yield self._link(node, other, role)
        if not all(self._is_entity(other) for other, _ in others):
            self._things.note("Links to what is no entity", "A link has two ends.", node)
        if schema in _EVENTS:
            for part in self._things.nodes(node, GA.hasParticipation):
                yield from self._participation(node, part, schema)

    def _ends(self, node: ox.NamedNode, schema: str) -> Iterator[tuple[ox.NamedNode, str]]:
        for predicate, role in _TIES:
            if predicate == GA.succeeds and schema in _ORGANISATIONS:
                continue  # these have a schema of their own
            for other in self._things.nodes(node, predicate):
                if other != node:
                    yield other, role

    def _is_entity(self, other: ox.NamedNode) -> bool:
        """Whether a link can lead to a thing: births, sanctions and claims are none."""
        things = self._things
        return (things.told.get(other) or things.schema(other)) in THINGS

    def _link(self, node: ox.NamedNode, other: ox.NamedNode, role: str) -> Entity:
        things = self._things
        ids = things.id(node), things.id(other)
        name = f"link/{role.replace(' ', '-')}/{ids[0]}/{ids[1]}"
        entity = Entity(made_id(name), "UnknownLink", datasets=things.datasets(node))
        entity.add("subject", ids[0])
        entity.add("object", ids[1])
        entity.add("role", role)
        return entity

    def _participation(
        self, event: ox.NamedNode, part: ox.NamedNode, schema: str
    ) -> Iterator[Entity]:
        """What an event does not tell of who takes part in it: as what, and for whom."""
        things = self._things
        told = _TOLD_ROLES | {"visitor"} if schema == "Trip" else _TOLD_ROLES
        roles = things.codes(part, GA.participationRole)
        words = self._words(part)
        if not words and told.issuperset(roles):
            return
        for agent in things.nodes(part, GA.participant):
            name = made_id(f"{part.value}/{things.id(agent)}")
            entity = Entity(name, "UnknownLink", datasets=things.datasets(part))
            entity.add("subject", things.id(agent))
            entity.add("object", things.id(event))
            entity.extend("role", map(code_label, roles))
            entity.extend("description", words)
            yield entity

    def _words(self, part: ox.NamedNode) -> list[str]:
        things = self._things
        found: list[tuple[str, str]] = []
        for capacity in things.nodes(part, GA.inCapacity):
            post = things.node(capacity, GA.post) or capacity
            found.append(("In the capacity of", things.label(post)))
        bodies = things.nodes(part, GA.representing)
        found += [("Representing", things.label(body)) for body in bodies]
        if not all(label for _, label in found):
            things.note("Capacities without a name", "A link tells them in words.", part)
        return [f"{start} {label}" for start, label in found if label]
