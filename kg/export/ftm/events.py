"""Events, trips and listings under sanctions as entities of FollowTheMoney."""

from __future__ import annotations

import pyoxigraph as ox
from rdflib import DCTERMS

from kg.export.ftm.entity import Entity
from kg.export.ftm.things import Things
from kg.export.lookups import EVIDENCE, code_label
from kg.vocabulary import GA

_FOLDED = frozenset(("birth", "death"))
_PROGRAMME = "ftm:program:"


class Events:
    """Makes the entities of what happens; births, deaths and elections stand with their persons."""

    def __init__(self, things: Things) -> None:
        self._things = things

    def event(self, node: ox.NamedNode) -> Entity | None:
        """An event, a trip, a listing; none for what another entity tells."""
        things = self._things
        types = things.codes(node, GA.eventType)
        if "sanctions-listing" in types:
            return self._sanction(node)
        if not _FOLDED.isdisjoint(types) or self._is_told(node, types):
            return None
        entity = things.entity(node, "Event")
        labels = [code_label(type) for type in types if type != "unclassified-event"]
        if not things.name(entity, node):
            things.note("Events without a name", "They are called by their kind.", node)
            entity.add("name", *(labels or ["event"]))
            entity.caption = entity.properties["name"][0]
        things.words(entity, node)
        entity.extend("keywords", labels)
        self._notes(entity, node)
        statuses = things.statuses(node)
        if set(statuses) - {"occurred"}:  # a visit that was cancelled is no visit
            entity.add("notes", f"Reported as {', '.join(statuses)}")
        self._when(entity, node)
        self._who(entity, node)
        self._where(entity, node)
        things.sources(entity, node)
        return entity

    def _notes(self, entity: Entity, node: ox.NamedNode) -> None:
        """What has no property of its own, in words."""
        things = self._things
        for text in things.texts(node, GA.timeExpression):
            entity.add("notes", f"Date in the words of the source: {text}")
        entity.extend("notes", things.texts(node, GA.rationale))
        for series in filter(None, map(things.label, things.nodes(node, GA.inSeries))):
            entity.add("notes", f"One of the {series}")
        entity.extend("sourceUrl", things.pages(node))
        things.note_identifiers(node)
        things.note_links(node)

    def _is_told(self, node: ox.NamedNode, types: list[str]) -> bool:
        """Whether an occupancy tells of an election, or a sanction of its end."""
        keys = self._things.keys(node)
        return ("election" in types and any(key.endswith(":election") for key in keys)) or (
            "sanctions-delisting" in types and any(key.endswith(":end") for key in keys)
        )

    def _when(self, entity: Entity, node: ox.NamedNode) -> None:
        period = self._things.dates.period(node)
        entity.extend("date" if period.is_instant else "startDate", period.starts)
        entity.extend("endDate", period.ends)
        if period.asserted and "date" not in entity.properties:
            entity.extend("date", period.asserted)

    def _who(self, entity: Entity, node: ox.NamedNode) -> None:
        things = self._things
        for agent, roles in self._participants(node):
            entity.add("organizer" if "organiser" in roles else "involved", things.id(agent))
        entity.extend("involved", map(things.id, things.nodes(node, GA.involves)))

    def _where(self, entity: Entity, node: ox.NamedNode) -> None:
        things = self._things
        starts = [p for p in things.linked(node, GA.Place) if things.schema(p) == "Address"]
        for place in things.nodes(node, GA.location):
            if code := things.country(place):
                entity.add("country", code)
            elif things.schema(place) == "Address":
                entity.add("endLocation" if starts else "addressEntity", things.id(place))
            else:
                entity.add("location", things.label(place))
        if starts and entity.properties.get("endLocation"):
            entity.schema = "Trip"
            entity.extend("startLocation", map(things.id, starts))
            entity.properties["keywords"] = [
                word for word in entity.properties["keywords"] if word != code_label("visit")
            ]
        elif "endLocation" in entity.properties:
            entity.extend("addressEntity", entity.properties.pop("endLocation"))

    def _participants(self, node: ox.NamedNode) -> list[tuple[ox.NamedNode, list[str]]]:
        things = self._things
        return [
            (agent, things.codes(part, GA.participationRole))
            for part in things.nodes(node, GA.hasParticipation)
            for agent in things.nodes(part, GA.participant)
        ]

    # -- sanctions

    def _sanction(self, node: ox.NamedNode) -> Entity | None:
        things = self._things
        parts = self._participants(node)
        targets = [agent for agent, roles in parts if "target" in roles]
        authorities = [agent for agent, roles in parts if "initiator" in roles]
        if not targets:
            things.leave_out("Listings under sanctions left out", "They name nobody.", node)
            return None
        entity = things.entity(node, "Sanction")
        entity.extend("entity", map(things.id, targets))
        entity.extend("authority", sorted(filter(None, map(things.label, authorities))))
        if len(authorities) == 1:
            states = things.nodes(authorities[0], GA.jurisdiction)
            entity.extend("country", things.countries(states))
        in_force = things.labelled(node, "In force from")
        period = things.dates.period(node)
        entity.extend("listingDate" if in_force else "startDate", period.starts)
        self._ended(entity, node, period.ends)
        self._programmes(entity, node)
        self._reasons(entity, node)
        things.words(entity, node)
        things.sources(entity, node)
        things.note_identifiers(node)
        if any(not {"target", "initiator"}.intersection(roles) for _, roles in parts):
            things.note("Others who take part in listings", "A sanction has two ends.", node)
        return entity

    def _ended(self, entity: Entity, node: ox.NamedNode, ends: tuple[str, ...]) -> None:
        things = self._things
        for key in things.keys(node):
            end = things.own(f"{key}:end", GA.Event)
            if end is not None:
                ends = things.dates.period(end).starts
        entity.extend("endDate", ends)

    def _programmes(self, entity: Entity, node: ox.NamedNode) -> None:
        things = self._things
        for document in things.nodes(node, GA.legalBasis):
            titles = things.texts(document, DCTERMS.title)
            entity.extend("program", titles)
            for key in things.texts(document, DCTERMS.identifier):
                name = key.removeprefix(_PROGRAMME)
                if name not in (key, *titles):
                    entity.add("programId", name)
            entity.extend("programUrl", things.pages(document))

    def _reasons(self, entity: Entity, node: ox.NamedNode) -> None:
        """The words of the claims that rest on the same passages as the listing."""
        for claim in reasons(self._things, node):
            entity.extend("reason", self._things.texts(claim, GA.proposition))


def reasons(things: Things, listing: ox.NamedNode) -> list[ox.NamedNode]:
    """The claims that rest on the passages of a listing, as the reasons that it gives."""
    found = {
        claim
        for passage in things.nodes(listing, EVIDENCE)
        for claim in things.subjects(EVIDENCE, passage)
        if things.is_a(claim, GA.Claim)
    }
    return sorted(found, key=str)


def is_reason(things: Things, claim: ox.NamedNode) -> bool:
    """Whether a claim is told as the reason of a listing."""
    return any(
        "sanctions-listing" in things.codes(thing, GA.eventType)
        for passage in things.nodes(claim, EVIDENCE)
        for thing in things.subjects(EVIDENCE, passage)
    )
