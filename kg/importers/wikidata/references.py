"""Where Wikidata read it: evidence in the entity, and in the documents that references name."""

from __future__ import annotations

from collections import defaultdict

from rdflib import DCTERMS, PROV, RDFS

from kg.bounds import Bounds
from kg.importers.facts import EVIDENCE, TYPE, Facts, Node, date_literal, term, web_page
from kg.importers.wikidata.entities import Entity, ItemRow, Reference, Snaks, Text
from kg.importers.wikidata.languages import language_tag
from kg.importers.wikidata.things import Things
from kg.importers.wikidata.times import dates_of
from kg.importers.wikidata.words import words_of
from kg.vocabulary import GA

_ADDRESSES = ("P854", "P4656", "P1065", "P2699")
_LONGEST_ADDRESS = 4000
_WORKS = ("P248", "P143")
_QUOTE, _TITLE, _RETRIEVED, _PUBLISHED = "P1683", "P1476", "P813", "P577"


class References:
    """Writes evidence; what several references say of one document is put together at the end."""

    def __init__(self, facts: Facts, things: Things) -> None:
        self._facts = facts
        self._things = things
        self._pages: dict[Node, str] = {}
        self._titles: defaultdict[Node, set[Text]] = defaultdict(set)
        self._read: defaultdict[Node, set[Bounds]] = defaultdict(set)
        self._published: defaultdict[Node, set[Bounds]] = defaultdict(set)

    def support(
        self, subject: Node, row: ItemRow, used: frozenset[str] = frozenset(), note: str = ""
    ) -> Node:
        """Give a thing the evidence for a statement: the statement itself, and what each of its
        references names. Qualifiers other than *used* are told in words there."""
        entity, statement = row.value
        assert statement is not None
        facts = self._facts
        own = facts.evidence(row, statement.id)
        left = {name: v for name, v in statement.qualifiers.items() if name not in used}
        for words in (words_of(left), note):
            facts.text(own, RDFS.comment, words, "en")
        facts.add(subject, EVIDENCE, own)
        for reference in statement.references:
            facts.add(subject, EVIDENCE, self._passage(reference, entity))
        return own

    def _passage(self, reference: Reference, entity: Entity) -> Node:
        """The place where Wikidata names a source, which points to the documents that it names:
        they were read by whoever wrote the reference, and not for this graph."""
        facts, node = self._facts, self._facts.fragment(f"reference-{reference.id}")
        if facts.holds(node, TYPE, term(GA.Evidence)):
            return node
        facts.type(node, GA.Evidence)
        facts.add(node, term(GA.inDocument), facts.release.document)
        left = {name: v for name, v in reference.snaks.items() if name not in _ADDRESSES + _WORKS}
        quotes = [value for value in left.get(_QUOTE, ()) if value.kind == "text"]
        if len(quotes) == 1:
            facts.text(node, GA.quote, quotes[0].text, language_tag(quotes[0].language))
            left.pop(_QUOTE)
        documents, unread = self._documents(reference.snaks, entity)
        for document in documents:
            facts.add(node, term(PROV.wasDerivedFrom), document)
        words = words_of({**left, **unread})
        place = f"reference {reference.id}"
        facts.text(node, GA.locator, f"{place}: {words}" if words else place)
        return node

    def _documents(self, snaks: Snaks, entity: Entity) -> tuple[list[Node], Snaks]:
        """The documents that a reference names: the page at an address, and the works; and what of
        it is neither."""
        works = sorted(v.text for p in _WORKS for v in snaks.get(p, ()) if v.is_item)
        nodes = [self._work(work, entity) for work in works]
        addresses = {name: snaks[name] for name in _ADDRESSES if name in snaks}
        pages = sorted(v.text for held in addresses.values() for v in held if _is_address(v.text))
        if not pages:
            return nodes, addresses
        page = self._page(pages)
        for node in nodes:
            self._facts.add(page, term(DCTERMS.isPartOf), node)
        self._note(page, snaks)
        return [page, *nodes], {}

    def _work(self, qid: str, entity: Entity) -> Node:
        facts, node = self._facts, self._things.node("doc", qid)
        facts.type(node, GA.Document)
        facts.code(node, GA.documentType, "reference-work")
        for language, text in entity.mentioned.get(qid, ()):
            facts.text(node, DCTERMS.title, text, language_tag(language))
        return node

    def _page(self, addresses: list[str]) -> Node:
        facts, node = self._facts, self._facts.mint("doc", addresses[0])
        self._pages[node] = addresses[0]
        facts.type(node, GA.Document)
        facts.code(node, GA.documentType, "web-page")
        facts.links(node, addresses)
        return node

    def _note(self, page: Node, snaks: Snaks) -> None:
        for value in snaks.get(_TITLE, ()):
            if value.kind == "text":
                self._titles[page].add((language_tag(value.language), value.text))
        self._read[page].update(dates_of(snaks.get(_RETRIEVED, ())))
        self._published[page].update(dates_of(snaks.get(_PUBLISHED, ())))

    def finish(self) -> None:
        """Write titles and dates of the pages; one that no reference names has its address."""
        facts = self._facts
        for page, address in sorted(self._pages.items(), key=lambda item: item[0].value):
            if not facts.holds(page, TYPE, term(GA.Document)):
                continue  # its row was set aside
            for language, text in sorted(self._titles[page]) or [("zxx", address)]:
                facts.text(page, DCTERMS.title, text, language)
            days = [d.start_earliest for d in self._read[page] if d.start_earliest == d.end_latest]
            if latest := max(filter(None, days), default=None):
                facts.add(page, term(GA.retrievedOn), date_literal(latest))
            if len(self._published[page]) == 1:
                facts.dates(page, next(iter(self._published[page])))


def _is_address(text: str) -> bool:
    return len(text) <= _LONGEST_ADDRESS and web_page(text) is not None
