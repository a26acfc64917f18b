"""The items of Popolo: persons, organisations, areas, posts, events and memberships."""

from __future__ import annotations

import pyoxigraph as ox
from rdflib import DCTERMS, ORG

from kg.export.lookups import COMMENT, SEE_ALSO, code_label, reference_values
from kg.export.lookups import PREFERRED as LABEL
from kg.export.popolo.things import Item, Things, put, reference_qids
from kg.vocabulary import GA

_CLASSES = (
    (GA.State, "state"),
    (GA.Government, "government"),
    (GA.PublicBody, "public body"),
    (GA.InternationalOrganisation, "international organisation"),
)


class Items:
    """Makes items; *states* holds the states whose territories are referred to."""

    def __init__(self, things: Things) -> None:
        self._things = things
        self.states: set[ox.NamedNode] = set()

    def person(self, node: ox.NamedNode) -> Item:
        """A person, with the dates of birth and death."""
        things = self._things
        item = things.item("person", node)
        for name, event in (("birth_date", GA.birth), ("death_date", GA.death)):
            for each in things.nodes(node, event)[:1]:
                put(item, name, next(iter(things.dates.period(each).starts), ""))
        states = things.nodes(node, GA.citizenship)
        things.texts_of(item, node)
        if "national_identity" not in item:
            put(item, "national_identity", ", ".join(filter(None, map(self._called, states))))
        return item

    def organisation(self, node: ox.NamedNode) -> Item:
        """An organisation, with its parent, its area and the seats of its posts."""
        things = self._things
        item = things.item("organization", node)
        kind = next((word for cls, word in _CLASSES if things.is_a(node, cls)), "")
        things.classify(item, node, GA.organisationType, kind)
        things.texts_of(item, node)
        parents = [p for p in things.nodes(node, ORG.subOrganizationOf) if p != node]
        put(item, "parent_id", self._first("organization", parents))
        things.period(item, node, "founding_date", "dissolution_date")
        put(item, "area_id", self._area_of(node))
        put(item, "seat_counts", self._seats(node))
        return item

    def area(self, node: ox.NamedNode) -> Item:
        """A place, and the larger one that it is part of."""
        things = self._things
        item = things.item("area", node)
        things.classify(item, node, GA.placeType)
        things.texts_of(item, node)
        put(item, "parent_id", self._first("area", things.nodes(node, DCTERMS.isPartOf)))
        return item

    def territory(self, state: ox.NamedNode) -> Item:
        """The territory of a packaged state that nothing else describes."""
        item: Item = {"id": reference_qids(state)[0]}
        put(item, "name", reference_values(LABEL).get(state, ""))
        item["identifiers"] = [{"scheme": "wikidata", "identifier": item["id"]}]
        item["classification"] = "country"
        return item

    def post(self, node: ox.NamedNode) -> Item:
        """A post, in its organisation and for its area."""
        things = self._things
        item = things.item("post", node, "label")
        things.texts_of(item, node)
        bodies = things.nodes(node, ORG.postIn)
        put(item, "organization_id", self._first("organization", bodies))
        put(item, "area_id", self._first("area", things.nodes(node, GA.constituency)))
        things.period(item, node, "start_date", "end_date")
        if things.nodes(node, GA.jurisdiction):
            things.note("Jurisdictions of posts", "A post has an organisation and an area.", node)
        return item

    def event(self, node: ox.NamedNode) -> Item | None:
        """An event; births and deaths stand with their persons."""
        things = self._things
        if not {"birth", "death"}.isdisjoint(things.codes(node, GA.eventType)):
            return None
        item = things.item("event", node)
        things.classify(item, node, GA.eventType)
        things.texts_of(item, node)
        bodies = [n for n in things.nodes(node, GA.concerns) if things.is_a(n, GA.Agent)]
        put(item, "organization_id", self._first("organization", bodies))
        places = things.nodes(node, GA.location)
        put(item, "status", ", ".join(things.statuses(node)))
        put(item, "location", "; ".join(filter(None, map(things.label, places))))
        put(item, "area_id", self._first("area", places))
        put(item, "parent_id", self._first("event", things.nodes(node, GA.subEventOf)))
        things.period(item, node, "start_date", "end_date")
        put(item, "attendees", self._attendees(node))
        return item

    def membership(self, node: ox.NamedNode) -> Item | None:
        """A tenure or a membership; none where it lacks an end, which is noted."""
        things = self._things
        post = things.node(node, GA.post)
        member = things.node(node, GA.holder) or things.node(node, ORG.member)
        body = things.node(post, ORG.postIn) if post else things.node(node, ORG.organization)
        if member is None or (post is None and body is None):
            things.note("Memberships left out", "They lack a member, a post or a body.", node)
            return None
        item: Item = {"id": things.id("membership", node)}
        is_person = things.is_a(member, GA.Person)
        kind = "person" if is_person else "organization"
        item["person_id" if is_person else "member_id"] = things.id(kind, member)
        if post is not None:
            item["post_id"] = things.id("post", post)
            self._role(item, post)
            put(item, "area_id", self._first("area", things.nodes(post, GA.constituency)))
        if body is not None:
            item["organization_id"] = things.id("organization", body)
        parties = things.nodes(node, GA.representing)
        put(item, "on_behalf_of_id", self._first("organization", parties))
        self._more(item, node)
        things.period(item, node, "start_date", "end_date")
        return item

    # -- parts

    def _more(self, item: Item, node: ox.NamedNode) -> None:
        things = self._things
        for other in things.nodes(node, SEE_ALSO):
            if things.is_a(other, GA.Event):
                item.setdefault("legislative_period_id", things.id("event", other))
            elif things.is_a(other, GA.Place):
                item.setdefault("area_id", things.id("area", other))
        labels = [code_label(code) for code in things.codes(node, GA.membershipType)]
        labels += things.texts(node, COMMENT)
        put(item, "label", next(iter(labels), ""))
        if len(labels) > 1:
            things.note("Remarks on memberships", "A membership has one label.", node)
        put(item, "sources", things.sources(node))
        if things.nodes(node, GA.endCause):
            things.note("Causes for which tenures ended", "Popolo does not have them.", node)
        if "true" in things.texts(node, GA.acting):
            things.note("Acting holders", "Popolo does not tell them from others.", node)

    def _role(self, item: Item, post: ox.NamedNode) -> None:
        """The general post of a seat, else the post itself, by its name."""
        things = self._things
        general = [n for n in things.nodes(post, SEE_ALSO) if things.is_a(n, GA.Post)]
        put(item, "role", next(filter(None, map(things.label, (*general, post))), ""))
        put(item, "role_code", self._first("post", general))

    def _area_of(self, node: ox.NamedNode) -> str:
        things = self._things
        for state in things.nodes(node, GA.jurisdiction):
            if found := reference_qids(state):
                self.states.add(state)
                return found[0]
            things.note("Jurisdictions", "Only states of ISO 3166-1 have an area.", node)
        places = (n for n in things.nodes(node, SEE_ALSO) if things.is_a(n, GA.Place))
        return next((things.id("area", place) for place in places), "")

    def _seats(self, node: ox.NamedNode) -> dict[str, str]:
        """How many can hold the posts of a body, by their Wikidata ids, as legislatures have it."""
        things = self._things
        return {
            qid: seats
            for post in things.subjects(ORG.postIn, node)
            for seats in things.texts(post, GA.seats)[:1]
            for qid in things.qids("post", post)[:1]
        }

    def _attendees(self, node: ox.NamedNode) -> list[dict[str, str]]:
        things = self._things
        found = []
        for part in things.nodes(node, GA.hasParticipation):
            for agent in things.nodes(part, GA.participant):
                if things.is_a(agent, GA.Person):
                    found.append({"id": things.id("person", agent), "name": things.label(agent)})
                    continue
                things.note("Bodies that take part in events", "Attendees are persons.", node)
        return sorted(found, key=lambda person: person["id"])

    def _called(self, state: ox.NamedNode) -> str:
        return self._things.label(state) or reference_values(LABEL).get(state, "")

    def _first(self, kind: str, nodes: list[ox.NamedNode]) -> str:
        return self._things.id(kind, nodes[0]) if nodes else ""
