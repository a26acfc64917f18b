"""The items of Popolo: persons, organisations, areas, posts, events and memberships."""

from __future__ import annotations

import pyoxigraph as ox
from rdflib import DCTERMS, ORG

from kg.export.lookups import COMMENT, SEE_ALSO, code_label, reference_values
from kg.export.lookups import PREFERRED as LABEL
from kg.export.popolo.things import KINDS, Item, Things, put, reference_qids
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
        put(item, "parent_id", self._first("organization", parents, node))
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
        put(item, "parent_id", self._first("area", things.nodes(node, DCTERMS.isPartOf), node))
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
        put(item, "organization_id", self._first("organization", bodies, node))
        put(item, "area_id", self._first("area", things.nodes(node, GA.constituency), node))
        things.period(item, node, "start_date", "end_date")
        if things.texts(node, GA.seats) and not (bodies and things.qids("post", node)):
            things.note("Seats of posts", "A body counts them by Wikidata ids.", node)
        if things.nodes(node, GA.jurisdiction):
            things.note("Jurisdictions of posts", "A post has an organisation and an area.", node)
        return item

    def event(self, node: ox.NamedNode) -> Item | None:
        """An event; births and deaths stand with their persons."""
        things = self._things
        if things.is_life(node):
            return None
        item = things.item("event", node)
        things.classify(item, node, GA.eventType)
        things.texts_of(item, node)
        put(item, "organization_id", self._first("organization", self._bodies(node), node))
        places = things.nodes(node, GA.location)
        put(item, "status", ", ".join(things.statuses(node)))
        put(item, "location", "; ".join(filter(None, map(things.label, places))))
        put(item, "area_id", self._first("area", places, node))
        put(item, "parent_id", self._first("event", things.nodes(node, GA.subEventOf), node))
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
            things.leave_out("Memberships left out", "They lack a member, a post or a body.", node)
            return None
        item: Item = {"id": things.id("membership", node)}
        is_tenure = things.node(node, GA.holder) is not None or things.is_a(node, GA.Tenure)
        is_person = things.is_a(member, GA.Person) or (
            is_tenure and not things.is_a(member, GA.Agent)
        )
        kind = "person" if is_person else "organization"
        item["person_id" if is_person else "member_id"] = self._refer(kind, member, node)
        if post is not None:
            item["post_id"] = self._refer("post", post, node)
            self._role(item, post)
            put(item, "area_id", self._first("area", things.nodes(post, GA.constituency), node))
        if body is not None:
            item["organization_id"] = self._refer("organization", body, node)
        parties = things.nodes(node, GA.representing)
        put(item, "on_behalf_of_id", self._first("organization", parties, node))
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
        keys = things.texts(node, DCTERMS.identifier)
        if not all(key.startswith(("popolo:", "ftm:")) for key in keys):
            things.note("Identifiers of memberships", "A membership has its id alone.", node)
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
        put(item, "role_code", self._first("post", general, post))

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

    def _bodies(self, event: ox.NamedNode) -> list[ox.NamedNode]:
        """The body that an event is of, else those that organise it."""
        things = self._things
        concerned = things.nodes(event, GA.concerns)
        bodies = [n for n in concerned if things.is_a(n, GA.Agent) and not self._is_person(n)]
        if len(bodies) < len(concerned):
            things.note("What events are about", "An event has an organization.", event)
        return bodies or [
            agent
            for part in things.nodes(event, GA.hasParticipation)
            if "organiser" in things.codes(part, GA.participationRole)
            for agent in things.nodes(part, GA.participant)
            if not self._is_person(agent)
        ]

    def _attendees(self, node: ox.NamedNode) -> list[dict[str, str]]:
        things = self._things
        parts = things.nodes(node, GA.hasParticipation)
        if any(things.codes(part, GA.participationRole) != ["attendee"] for part in parts):
            things.note("Roles in events", "Attendees have none.", node)
        agents = {agent for part in parts for agent in things.nodes(part, GA.participant)}
        agents.update(things.nodes(node, GA.involves))
        persons = set(filter(self._is_person, agents))
        if persons < agents:
            things.note("Bodies that take part in events", "Attendees are persons.", node)
        found = [{"id": things.id("person", a), "name": things.label(a)} for a in persons]
        return sorted(found, key=lambda person: person["id"])

    def _is_person(self, agent: ox.NamedNode) -> bool:
        return self._things.is_a(agent, GA.Person)

    def _called(self, state: ox.NamedNode) -> str:
        return self._things.label(state) or reference_values(LABEL).get(state, "")

    def _first(self, kind: str, nodes: list[ox.NamedNode], source: ox.NamedNode) -> str:
        """The id of the first of some things; *source* is what refers to them."""
        if len(nodes) > 1:
            self._things.note("Further references", "A property refers to one item.", source)
        return self._refer(kind, nodes[0], source) if nodes else ""

    def _refer(self, kind: str, thing: ox.NamedNode, source: ox.NamedNode) -> str:
        if not self._things.is_a(thing, KINDS[kind]):
            self._things.note("References to what is no such item", "The id stands alone.", source)
        return self._things.id(kind, thing)
