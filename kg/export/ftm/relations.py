"""Tenures, memberships and successions as entities of FollowTheMoney."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import ORG

from kg.export.ftm.entity import Entity
from kg.export.ftm.things import Things, made_id
from kg.export.lookups import EVIDENCE, code_label
from kg.export.prefix_dates import Period
from kg.vocabulary import GA

_ENDS = {
    "Occupancy": ("holder", "post"),
    "Membership": ("member", "organization"),
    "Employment": ("employee", "employer"),
    "Ownership": ("owner", "asset"),
}
_SUCCESSION = {"from": "startDate", "on": "date", "until": "endDate"}


class Relations:
    """Makes the entities that stand between two others."""

    def __init__(self, things: Things) -> None:
        self._things = things

    def tenure(self, node: ox.NamedNode) -> Entity | None:
        """The occupancy of a position by a person."""
        things = self._things
        holder, post = things.single(node, GA.holder), things.single(node, GA.post)
        if holder is None or post is None:
            self._left_out(node, "They lack their holder or their post.")
            return None
        if things.schema(holder) not in ("Person", "LegalEntity", ""):
            self._left_out(node, "Their holder is no person.")
            return None
        entity = self._relation(node, "Occupancy", holder, post)
        election = things.own(f"{_step(node)}:election", GA.Event)
        if election is not None:
            entity.extend("electionDate", things.dates.period(election).starts)
        entity.extend("politicalGroup", map(things.label, things.nodes(node, GA.representing)))
        entity.extend("constituency", map(things.label, things.nodes(post, GA.constituency)))
        if "true" in things.texts(node, GA.acting):
            entity.add("description", "acting")
        for cause in things.codes(node, GA.endCause):
            entity.add("description", f"Ended: {code_label(cause)}")
        return entity

    def membership(self, node: ox.NamedNode) -> Entity | None:
        """A membership, an employment, or the ownership of a company."""
        things = self._things
        member, body = things.single(node, ORG.member), things.single(node, ORG.organization)
        if member is None or body is None:
            self._left_out(node, "They lack their member or their organisation.")
            return None
        if things.schema(body) == "Person":
            self._left_out(node, "They are in no organisation.")
            return None
        types = things.codes(node, GA.membershipType)
        schema = self._schema(member, body, types)
        entity = self._relation(node, schema, member, body)
        kept = {"Employment": "staff-member", "Ownership": "owner"}.get(schema)
        entity.extend("role", (code_label(type) for type in types if type != kept))
        return entity

    def successions(self, node: ox.NamedNode) -> Iterator[Entity]:
        """The entities for what an organisation succeeds, of which it keeps no ids."""
        things = self._things
        earlier = [old for old in things.nodes(node, GA.succeeds) if old != node]
        for old in earlier:
            ids = things.id(node), things.id(old)
            entity = Entity(made_id(f"succession/{ids[0]}/{ids[1]}"), "Succession")
            entity.datasets = things.datasets(node)
            entity.add("successor", ids[0])
            entity.add("predecessor", ids[1])
            for label, name in _SUCCESSION.items() if len(earlier) == 1 else ():
                entity.extend(name, things.labelled(node, f"Succession {label}"))
            yield entity

    def _schema(self, member: ox.NamedNode, body: ox.NamedNode, types: list[str]) -> str:
        things = self._things
        if "staff-member" in types and things.schema(member) == "Person":
            return "Employment"
        is_asset = things.schema(body) == "Company" or not things.label(body)
        return "Ownership" if "owner" in types and is_asset else "Membership"

    def _relation(
        self, node: ox.NamedNode, schema: str, one: ox.NamedNode, other: ox.NamedNode
    ) -> Entity:
        things = self._things
        entity = things.entity(node, schema)
        for name, end in zip(_ENDS[schema], (one, other), strict=True):
            entity.add(name, things.id(end))
        period = things.dates.period(node)
        entity.extend("startDate", period.starts)
        entity.extend("endDate", period.ends)
        entity.extend("date", period.asserted)
        things.words(entity, node)
        for text in things.texts(node, GA.timeExpression):
            entity.add("description", f"Date in the words of the source: {text}")
        for label in filter(None, map(things.label, things.nodes(node, GA.appointedBy))):
            entity.add("description", f"Appointed by {label}")
        things.note_identifiers(node)
        if not entity.properties.get("status"):
            entity.add("status", self._status(node, period))
        things.sources(entity, node)
        return entity

    def _status(self, thing: ox.NamedNode, period: Period) -> str:
        """Whether something was going on as its sources speak; a planned end is none yet."""
        if period.is_open:
            return "current"
        if not period.has_ended:
            return "unknown"
        return "ended" if not period.ends or self._is_told_after(thing, period) else ""

    def _is_told_after(self, thing: ox.NamedNode, period: Period) -> bool:
        things = self._things
        days = (
            day
            for passage in things.nodes(thing, EVIDENCE)
            for document in things.nodes(passage, GA.inDocument)
            for predicate in (GA.startLatest, GA.retrievedOn)
            for day in things.texts(document, predicate)
        )
        return any(day >= str(period.by) for day in days)

    def _left_out(self, node: ox.NamedNode, why: str) -> None:
        self._things.leave_out("Tenures and memberships left out", why, node)


def _step(node: ox.NamedNode) -> str:
    return node.value.rpartition("/")[2].removeprefix("ftm-")
