"""Days of Wikipedia's current-events portal: dated items, their outlets, whom they speak of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from urllib.parse import quote

import pyoxigraph as ox
from rdflib import DCTERMS, RDFS, SDO, SKOS

from kg.bounds import Bounds
from kg.importers.current_events_days import Entry, read_day
from kg.importers.current_events_items import arrange, body_of, outlets_of
from kg.importers.current_events_mentions import Mentions
from kg.importers.facts import EVIDENCE, TYPE, Facts, Node, term
from kg.importers.files import InputFile
from kg.importers.formats import Format
from kg.importers.names import clean
from kg.importers.periods import read_date
from kg.importers.release import SPDX, Terms
from kg.importers.rows import IMPORTED, MERGED, Fate, Row, RowError, skipped
from kg.packaged_terms import ontology_triples
from kg.vocabulary import GA, GC

_DOCUMENT, _DIGEST = term(GA.Document), term(GC["news-digest"])
_DOCUMENT_TYPE, _CONCERNS = term(GA.documentType), term(GA.concerns)
_PART_OF, _CONTRIBUTOR = term(DCTERMS.isPartOf), term(DCTERMS.contributor)
_LICENSE = f"{SPDX}CC-BY-SA-4.0"
_UNSORTED = "Uncategorized"
_ARTICLES = "https://en.wikipedia.org/wiki/"


class CurrentEvents:
    """The items of some days; a heading goes with the items below it."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._mentions = Mentions(facts.known.names, facts.states)
        self._documents = f"{facts.release.base}id/doc/current-events-"
        self._days: dict[str, Node] = {}
        self._links = 0

    def rows(self, files: Sequence[InputFile]) -> Iterator[Row[Entry]]:
        """The entries of all days."""
        for file in files:
            entries = list(read_day(file))
            arrange(row.value for row in entries)
            yield from entries

    def take(self, row: Row[Entry]) -> Fate:
        """An item as a document of its day, or a heading."""
        entry = row.value
        if not clean(entry.text):
            return skipped("the item is empty")
        if entry.is_heading:
            return MERGED if entry.has_items else skipped("a heading without an item below it")
        facts, date = self._facts, self._date(entry)
        key = f"{date.edtf}-{sha256(entry.text.encode()).hexdigest()[:12]}"
        item = Node(f"{self._documents}{key}")
        known = facts.holds(item, TYPE, _DOCUMENT)
        self._context(item, entry)
        if known:
            return MERGED
        self._item(row, item, key, date)
        return IMPORTED

    def finish(self) -> None:
        """Tell how many links there are, so that it can be seen that there are any."""
        self._facts.note(f"{self._links:,} links from items to persons and states by exact name.")

    def _item(self, row: Row[Entry], item: Node, key: str, date: Bounds) -> None:
        facts, entry = self._facts, row.value
        day = self._day(entry, date)
        evidence = facts.evidence(row, key, quote=entry.text, document=day)
        facts.add(item, TYPE, _DOCUMENT)
        facts.add(item, _DOCUMENT_TYPE, _DIGEST)
        facts.add(item, _PART_OF, day)
        facts.add(item, EVIDENCE, evidence)
        facts.dates(item, date)
        title = f"Current events of {date.edtf}, entry {entry.position}"
        facts.add(item, term(DCTERMS.title), ox.Literal(title, language="en"))
        for outlet in outlets_of(entry.text):
            facts.add(item, _CONTRIBUTOR, self._outlet(outlet))
        for thing in self._mentions.find(body_of(entry.text)):
            facts.add(item, _CONCERNS, thing)
            self._links += 1

    def _context(self, item: Node, entry: Entry) -> None:
        """The category, as a topic where one has its name, and the headings before the item."""
        if entry.category != _UNSORTED:
            if topic := _topics().get(entry.category.casefold()):
                self._facts.add(item, _CONCERNS, topic)
            else:
                self._facts.text(item, RDFS.comment, f"Category: {entry.category}", "en")
        if entry.headings:
            headings = " / ".join(entry.headings)
            self._facts.text(item, RDFS.comment, f"After the headings: {headings}", "en")

    def _date(self, entry: Entry) -> Bounds:
        bounds = read_date(self._facts, "Date", entry.day)
        if len(bounds.edtf) != 10 or bounds.start_earliest != bounds.end_latest:
            raise RowError(f"Date is no day: {entry.day[:40]!r}")
        return bounds

    def _day(self, entry: Entry, date: Bounds) -> Node:
        """The page of a day, described at its first item."""
        facts = self._facts
        page = self._days.get(date.edtf)
        if page is not None and facts.holds(page, TYPE, _DOCUMENT):
            return page
        title = entry.page or f"Portal:Current events, {date.edtf}"
        page = facts.mint("doc", f"current-events-{date.edtf}")
        facts.document(page, title, "news-digest")
        facts.dates(page, date)
        facts.add(page, term(DCTERMS.license), Node(_LICENSE))
        facts.add(page, term(SDO.creditText), ox.Literal("Wikipedia contributors", language="en"))
        if entry.page:
            address = _ARTICLES + quote(clean(entry.page).replace(" ", "_"), safe="/:,()")
            facts.add(page, term(RDFS.seeAlso), Node(address))
        self._days[date.edtf] = page
        return page

    def _outlet(self, name: str) -> Node:
        """An outlet by its name as written: one spelling is one outlet, whoever else has it."""
        facts = self._facts
        outlet = facts.mint("agent", f"current-events-outlet:{name}")
        facts.type(outlet, GA.Organisation)
        facts.code(outlet, GA.organisationType, "news-medium")
        facts.name(outlet, name)
        return outlet


@cache
def _topics() -> dict[str, Node]:
    """Our topics by their names in small letters."""
    scheme, in_scheme = term(GC.topic), term(SKOS.inScheme)
    triples = ontology_triples()
    topics = {t.subject for t in triples if t.predicate == in_scheme and t.object == scheme}
    return {
        triple.object.value.casefold(): triple.subject
        for triple in triples
        if triple.subject in topics
        and triple.predicate == term(SKOS.prefLabel)
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.Literal)
    }


FORMATS = {
    "current-events": Format(
        "current-events",
        "Days of Wikipedia's current-events portal: one YAML file a day",
        ("????-??-??.yaml", "????-??-??.yml"),
        Terms(
            title="Current events",
            publisher="Wikipedia contributors",
            license=_LICENSE,
            homepage=f"{_ARTICLES}Portal:Current_events",
            rights=(
                "Text of Wikipedia, Portal:Current events, by Wikipedia contributors, under "
                "CC BY-SA 4.0. Items are dated by the day of their page."
            ),
            document_type="news-digest",
        ),
        CurrentEvents,
    )
}
