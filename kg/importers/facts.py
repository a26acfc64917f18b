"""Facts in the model of the ontology, as importers write them: posts, tenures, events …"""

from __future__ import annotations

from hashlib import sha256

from rdflib import DCTERMS, ORG, PROV, RDFS

from kg.bounds import Bounds
from kg.importers.known import Known
from kg.importers.release import Release
from kg.importers.slugs import last_step, web_page
from kg.importers.statements import (
    ALTERNATIVE,
    EVIDENCE,
    HIDDEN,
    IDENTIFIER,
    PREFERRED,
    SAME_AS,
    TYPE,
    Node,
    Statements,
    date_literal,
)
from kg.terms import term
from kg.vocabulary import GA, GC

__all__ = [
    "ALTERNATIVE",
    "EVIDENCE",
    "HIDDEN",
    "IDENTIFIER",
    "PREFERRED",
    "SAME_AS",
    "TYPE",
    "Facts",
    "Node",
    "date_literal",
    "term",
    "web_page",
]


class Facts(Statements):
    """What the rows of one release say, written as the ontology says it."""

    def __init__(self, release: Release, known: Known) -> None:
        super().__init__(release, known)
        self._documents = len(release.documents)
        self.notes: list[str] = []
        """What a user should know of the files that concerns no single row."""

    def keep(self) -> None:
        """Take in what was written for the present row, and the documents that it described."""
        super().keep()
        self._documents = len(self.release.documents)

    def forget(self) -> None:
        """Drop what was written for the present row, and the documents that it described."""
        super().forget()
        del self.release.documents[self._documents :]

    def repeats(self) -> bool:
        """Whether earlier rows wrote all that was written for the present one."""
        return all(triple in self.triples for triple in self._row)

    def territory(self, entry: Node) -> Node:
        """The territory of a state or other entry, as a place."""
        name = last_step(entry)
        place = Node(f"{self._ids}place/{name}")
        self.add(place, TYPE, term(GA.Place))
        self.add(place, term(GA.placeType), term(GC.country))
        self.name(place, self.states.labels.get(entry, name))
        return place

    def post(
        self,
        node: Node,
        label: str,
        *,
        language: str = "en",
        type: str = "",
        jurisdiction: Node | None = None,
        body: Node | None = None,
    ) -> Node:
        """Describe a post."""
        self.type(node, GA.Post)
        self.name(node, label, language)
        if type:
            self.code(node, GA.postType, type)
        if jurisdiction is not None:
            self.add(node, term(GA.jurisdiction), jurisdiction)
        if body is not None:
            self.add(node, term(ORG.postIn), body)
        return node

    def tenure(
        self, node: Node, holder: Node, post: Node, evidence: Node, bounds: Bounds | None = None
    ) -> Node:
        """Describe a tenure."""
        self.type(node, GA.Tenure)
        self.add(node, term(GA.holder), holder)
        self.add(node, term(GA.post), post)
        self.add(node, EVIDENCE, evidence)
        self.dates(node, bounds)
        return node

    def membership(
        self,
        node: Node,
        member: Node,
        organisation: Node,
        evidence: Node,
        bounds: Bounds | None = None,
        *,
        type: str = "",
    ) -> Node:
        """Describe a membership that is no tenure."""
        self.type(node, GA.Membership)
        self.add(node, term(ORG.member), member)
        self.add(node, term(ORG.organization), organisation)
        self.add(node, EVIDENCE, evidence)
        self.dates(node, bounds)
        if type:
            self.code(node, GA.membershipType, type)
        return node

    def event(
        self,
        node: Node,
        type: str,
        evidence: Node,
        bounds: Bounds | None = None,
        *,
        label: str = "",
        place: Node | None = None,
    ) -> Node:
        """Describe an event; *type* is a code of gc:event-type."""
        self.type(node, GA.Event)
        self.code(node, GA.eventType, type)
        self.add(node, EVIDENCE, evidence)
        self.name(node, label)
        self.dates(node, bounds)
        if place is not None:
            self.add(node, term(GA.location), place)
        return node

    def participation(
        self,
        event: Node,
        fragment: str,
        participant: Node,
        role: str,
        *,
        capacity: Node | None = None,
        representing: Node | None = None,
    ) -> Node:
        """Say that an agent takes part in an event; *fragment* names the part in the document and
        *role* is a code of gc:participation-role."""
        node = self.fragment(fragment)
        self.add(event, term(GA.hasParticipation), node)
        self.type(node, GA.Participation)
        self.add(node, term(GA.participant), participant)
        self.code(node, GA.participationRole, role)
        if capacity is not None:
            self.add(node, term(GA.inCapacity), capacity)
        if representing is not None:
            self.add(node, term(GA.representing), representing)
        return node

    def occurred(
        self, event: Node, fragment: str, evidence: Node, status: str = "occurred"
    ) -> Node:
        """Have the publisher of the release report the status of an event."""
        node = self.fragment(fragment)
        self.type(node, GA.StatusReport)
        self.add(node, term(GA.reportsOn), event)
        self.code(node, GA.status, status)
        self.add(node, term(GA.reportedBy), self.release.publisher)
        self.add(node, EVIDENCE, evidence)
        return node

    def birth(self, person: Node, key: str, bounds: Bounds, evidence: Node) -> Node:
        """Describe the birth of a person."""
        node = self.event(self.mint("event", key), "birth", evidence, bounds)
        self.add(person, term(GA.birth), node)
        return node

    def death(self, person: Node, key: str, bounds: Bounds, evidence: Node) -> Node:
        """Describe the death of a person."""
        node = self.event(self.mint("event", key), "death", evidence, bounds)
        self.add(person, term(GA.death), node)
        return node

    def inference(self, fragment: str, reason: str, *used: Node) -> Node:
        """Describe a step by which something was concluded that no row states; *used* is the
        evidence or the things that it rests on."""
        node = self.fragment(fragment)
        self.type(node, GA.Inference)
        self.text(node, GA.rationale, reason, "en")
        for thing in used:
            self.add(node, term(PROV.used), thing)
        return node

    def note(self, text: str) -> None:
        """Tell the user something once, however often it is met."""
        if text not in self.notes:
            self.notes.append(text)

    def document(self, node: Node, title: str, type: str, *, language: str = "en") -> Node:
        """Describe a further document that the graph renders."""
        if not self.holds(node, TYPE, term(GA.Document)):
            self.release.documents.append(node)
        self.type(node, GA.Document)
        self.code(node, GA.documentType, type)
        self.text(node, DCTERMS.title, title, language)
        return node

    def page(self, address: str, title: str = "", language: str = "en") -> Node:
        """Describe a page of the web that the source cites, the same for all rows with its
        address. The page has an IRI of ours: the address may name a thing that is no document.
        """
        digest = sha256(address.encode()).hexdigest()[:20]
        node = Node(f"{self._ids}doc/{self.release.format}-page-{digest}")
        if not self.holds(node, TYPE, term(GA.Document)):
            self.type(node, GA.Document)
            self.code(node, GA.documentType, "web-page")
            self.text(node, DCTERMS.title, title or address, language)
            if link := web_page(address):
                self.add(node, term(RDFS.seeAlso), link)
        elif title:
            self.text(node, DCTERMS.title, title, language)
        return node
