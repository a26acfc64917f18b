"""Sanctions lists in our model: who is listed, by whom, when, on what basis and for what reason."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import pyoxigraph as ox
from rdflib import DCTERMS, RDFS, SKOS

from kg.bounds import Bounds
from kg.importers.facts import EVIDENCE, TYPE, Facts, Node, date_literal, term, web_page
from kg.importers.names import clean, script_language
from kg.importers.rows import Row
from kg.importers.sanctions_countries import nationalities
from kg.importers.slugs import last_step
from kg.vocabulary import EDTF, GA

VESSELS = "vessels and aircraft are no agents of the model"


def publishing_authority(facts: Facts, kind: str, state: str) -> Node:
    """The publisher of the release as the public body that lists: *kind* is a code of
    gc:organisation-type, *state* that of its state in ISO 3166-1."""
    office = facts.type(facts.release.publisher, GA.PublicBody)
    facts.code(office, GA.organisationType, kind)
    jurisdiction = facts.country(state)
    assert jurisdiction is not None
    facts.add(office, term(GA.jurisdiction), jurisdiction)
    facts.keep()
    return office


class Listings:
    """What the three sanctions importers share; *authority* is the one that lists."""

    def __init__(self, facts: Facts, source: str, authority: Node) -> None:
        self.facts = facts
        self.source = source
        self.authority = authority
        self._evidence: dict[str, int] = {}

    def note(self, thing: Node, label: str, text: str) -> None:
        """Keep what the model has no term for as a comment, under the name of its column."""
        if text:
            self.facts.text(thing, RDFS.comment, f"{label}: {text}" if label else text, "en")

    def alias(self, agent: Node, name: str, *, weak: bool = False) -> None:
        """Name an agent by an alias, tagged with its script; a *weak* one only helps finding it."""
        language = script_language(name)
        if weak:
            self.facts.text(agent, SKOS.hiddenLabel, name, language)
        else:
            self.facts.name(agent, name, language, alias=True)

    def former(self, agent: Node, name: str) -> None:
        """Name an agent by a name that it had before."""
        self.alias(agent, name)
        self.note(agent, "Former name", name)

    def citizen(self, agent: Node, text: str, label: str = "Nationality") -> None:
        """Say which nationality a person has, as a text where it does not name states alone."""
        found = nationalities(self.facts, text)
        for state in found:
            self.facts.add(agent, term(GA.citizenship), state)
        if not found:
            self.note(agent, label, text)

    def website(self, thing: Node, address: str) -> None:
        """Point to a web page of a thing; an address that is no IRI stays a text."""
        page = web_page(address)
        if page is not None:
            self.facts.add(thing, term(RDFS.seeAlso), page)
        else:
            self.note(thing, "Website", address)

    def birth(
        self,
        person: Node,
        key: str,
        evidence: Node,
        bounds: Bounds | None,
        words: str,
        places: Sequence[str],
    ) -> None:
        """Describe the birth of a person, once; what a second row says otherwise stays a text.

        *words* are those of the source where its dates are several or not all read. One of
        several *places* is right, so that they stay texts.
        """
        facts = self.facts
        event = facts.mint("event", f"{key}:birth")
        if facts.holds(person, term(GA.birth), event):
            self._other_birth(person, event, bounds, words, places)
            return
        facts.event(event, "birth", evidence, bounds)
        facts.add(person, term(GA.birth), event)
        facts.text(event, GA.timeExpression, words, "en")
        if len(places) == 1:
            facts.add(event, term(GA.location), self.place(places[0]))
        else:
            for place in places:
                self.note(event, "Perhaps in", place)

    def _other_birth(
        self, person: Node, event: Node, bounds: Bounds | None, words: str, places: Sequence[str]
    ) -> None:
        edtf = bounds.edtf if bounds else ""
        if not edtf or not self.facts.holds(event, term(GA.edtf), _edtf(edtf)):
            self.note(person, "Date of birth", words or edtf)
        for place in places:
            if not self.facts.holds(event, term(GA.location), self.place(place)):
                self.note(person, "Place of birth", place)

    def place(self, name: str) -> Node:
        """A place of which the source gives but the name; that of a country is its territory."""
        facts, name = self.facts, clean(name)
        state = facts.country(name) if len(name) > 3 else None
        if state is not None:
            return facts.territory(state)
        place = facts.type(facts.mint("place", f"{self.source}:place:{name}"), GA.Place)
        facts.name(place, name, script_language(name))
        return place

    def cited(self, key: str, title: str, type: str) -> Node:
        """Describe an act under which agents are listed. The list cites it; the graph does not
        render it, so that when it came out says nothing of when the list was known."""
        facts = self.facts
        document = facts.mint("doc", key)
        if not facts.holds(document, TYPE, term(GA.Document)):
            facts.type(document, GA.Document)
            facts.code(document, GA.documentType, type)
            facts.text(document, DCTERMS.title, title, "en")
        return document

    def row_evidence(self, row: Row[Any], name: str, quote: str = "") -> Node:
        """The evidence of a row: *name* out of the ids of the source; when rows share them, the
        second gets `-2`."""
        number = self._evidence[name] = self._evidence.get(name, 0) + 1
        return self.facts.evidence(row, name if number == 1 else f"{name}-{number}", quote=quote)

    def listing(
        self,
        event: Node,
        agent: Node,
        label: str,
        evidence: Node,
        bounds: Bounds | None,
        bases: Sequence[Node],
    ) -> Node:
        """Describe a listing. One without a date had happened by the day of the release."""
        facts = self.facts
        facts.event(event, "sanctions-listing", evidence, bounds, label=label)
        day = facts.release.as_of
        if (bounds is None or bounds.is_unknown) and day:
            facts.add(event, term(GA.startLatest), date_literal(day))
            facts.add(event, term(GA.endLatest), date_literal(day))
        name = last_step(event)
        facts.participation(event, f"{name}-target", agent, "target")
        facts.participation(event, f"{name}-initiator", self.authority, "initiator")
        for basis in bases:
            facts.add(event, term(GA.legalBasis), basis)
        return event

    def reason(self, row: Row[Any], key: str, agent: Node, text: str, act: Node) -> None:
        """Have the authority assert its reason, word for word, in an *act*.

        Another text is another claim. It has no date: consolidated acts update their reasons.
        """
        facts = self.facts
        text = clean(text)
        key = f"{key}:reason:{sha256(text.encode()).hexdigest()[:12]}"
        claim = facts.type(facts.mint("claim", key), GA.Claim)
        facts.text(claim, GA.proposition, text, "en")
        facts.add(claim, term(GA.concerns), agent)
        stance = facts.type(facts.mint("stance", key), GA.Stance)
        facts.add(stance, term(GA.stanceTaker), self.authority)
        facts.add(stance, term(GA.stanceOn), claim)
        facts.code(stance, GA.stanceType, "asserts")
        facts.add(stance, term(GA.target), agent)
        facts.add(stance, term(GA.expressedIn), act)
        evidence = self.row_evidence(row, last_step(stance), quote=row.value["reason"])
        facts.add(stance, EVIDENCE, evidence)


def _edtf(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=term(EDTF))
