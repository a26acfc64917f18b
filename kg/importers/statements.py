"""The triples of one source graph, a row at a time: IRIs, names, dates, evidence."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import pyoxigraph as ox
from rdflib import DCTERMS, RDF, RDFS, SKOS

from kg.bounds import Bounds, Day
from kg.dates import Order, parse_date, parse_interval
from kg.importers.known import WIKIDATA, Known, States, is_of_kind, states
from kg.importers.names import clean
from kg.importers.release import Release
from kg.importers.rows import Row, RowError
from kg.importers.slugs import is_slug, slug, slug_of_key, web_page
from kg.terms import term
from kg.vocabulary import EDTF, GA, GC, PREFIXES

Node = ox.NamedNode

_EDTF = ox.NamedNode(str(EDTF))
_DATE = ox.NamedNode(PREFIXES["xsd"] + "date")
_BOOLEAN = ox.NamedNode(PREFIXES["xsd"] + "boolean")


TYPE = term(RDF.type)
PREFERRED = term(SKOS.prefLabel)
ALTERNATIVE = term(SKOS.altLabel)
HIDDEN = term(SKOS.hiddenLabel)
SAME_AS = ox.NamedNode(PREFIXES["schema"] + "sameAs")
IDENTIFIER = term(DCTERMS.identifier)
EVIDENCE = term(GA.evidence)


class Statements:
    """The triples of one source graph, a row at a time: `keep` takes those of a row in, `forget`
    drops them. Every minted thing carries the key it was minted for as dcterms:identifier, so
    that the next run finds its IRI again.
    """

    def __init__(self, release: Release, known: Known) -> None:
        self.release = release
        self.known = known
        self.states: States = states()
        self.triples: set[ox.Triple] = set(release.describe())
        self._row: list[ox.Triple] = []
        self._ids = f"{release.base}id/"
        self._taken: dict[str, str] = {}
        self._named: dict[tuple[Node, str], str] = {}
        self._document = release.document

    # -- rows

    def add(self, subject: Node, predicate: Node, value: Node | ox.Literal) -> None:
        """Write a triple of the present row."""
        self._row.append(ox.Triple(subject, predicate, value))

    def keep(self) -> None:
        """Take in what was written for the present row."""
        self.triples.update(self._row)
        self._row.clear()

    def forget(self) -> None:
        """Drop what was written for the present row."""
        for triple in self._row:
            if triple.predicate == PREFERRED and isinstance(triple.object, ox.Literal):
                key = (triple.subject, triple.object.language or "")
                if triple not in self.triples:
                    self._named.pop(key, None)  # type: ignore[arg-type]
        self._row.clear()

    def holds(self, subject: Node, predicate: Node, value: Node | ox.Literal) -> bool:
        """Whether an earlier row wrote a triple."""
        return ox.Triple(subject, predicate, value) in self.triples

    # -- IRIs

    def mint(self, kind: str, key: str) -> Node:
        """The IRI of a thing of the source: *kind* as in `id/KIND/…`, *key* the source's own.

        The same key has the same IRI in every run and graph; another key whose slug would be
        equal gets `-2`. The thing is described by nothing but its key.
        """
        prefix = f"{self._ids}{kind}/"
        if is_slug(key):
            node = ox.NamedNode(prefix + key)
        else:
            node = self.known.minted(prefix, key) or self._free(kind, key)
        self.add(node, IDENTIFIER, ox.Literal(key))
        return node

    def _free(self, kind: str, key: str) -> Node:
        number, path = 1, (wanted := f"{kind}/{slug_of_key(key)}")
        while (holder := self._taken.get(path)) != key:
            if holder is None and not self.known.is_taken(self._ids + path, key):
                self._taken[path] = key
                break
            number += 1
            path = f"{wanted}-{number}"
        return ox.NamedNode(self._ids + path)

    def entity(self, kind: str, qid: str, type: object = None) -> Node:
        """The IRI of an agent, post or place with a Wikidata id: the one that carries it already,
        in the store or among the packaged states, else one of its own.

        Raises:
            RowError: it is no such id, or that of a state where the *type* is a person.
        """
        qid = qid.strip().upper()
        if not (qid[:1] == "Q" and qid[1:].isdecimal() and qid.isascii() and len(qid) < 20):
            raise RowError(f"{qid[:40]!r} is no id of Wikidata", hint="It looks like Q7747.")
        if type == GA.Person and qid in self.states.by_wikidata:
            raise RowError(f"{qid} is a state, and the row says it is a person")
        own = self.known.minted(f"{self._ids}{kind}/", qid, True)
        known = None if own else self.known.iri_of(qid)
        node = known if known and is_of_kind(known, kind) else self.mint(kind, qid)
        self.add(node, SAME_AS, ox.NamedNode(WIKIDATA + qid))
        return node

    def country(self, name_or_code: str) -> Node | None:
        """The state or other entry of ISO 3166-1 of this code (alpha-2, alpha-3, numeric) or exact
        name; none when no entry, or more than one, is called so."""
        return self.states.by_code.get(name_or_code) or self.states.named(name_or_code)

    # -- things

    def type(self, node: Node, *classes: object) -> Node:
        """Say of which classes a thing is."""
        for name in classes:
            self.add(node, TYPE, term(name))
        return node

    def name(self, node: Node, text: str, language: str = "en", *, alias: bool = False) -> None:
        """Name a thing. The first name in a language is preferred, unless it is an *alias*; others
        are alternatives. Empty names are left out.

        Raises:
            RowError: the name holds control characters, or is too long.
        """
        text = clean(text)
        if not text:
            return
        if not alias and self._named.setdefault((node, language), text) == text:
            self.add(node, PREFERRED, ox.Literal(text, language=language))
        else:
            self.add(node, ALTERNATIVE, ox.Literal(text, language=language))

    def text(self, node: Node, predicate: object, text: str, language: str | None = None) -> None:
        """Write a text, cleaned as `name` does; a plain string without a *language*."""
        if text := clean(text):
            self.add(node, term(predicate), ox.Literal(text, language=language))

    def code(self, node: Node, predicate: object, code: str) -> None:
        """Point to a code of our lists by its slug."""
        self.add(node, term(predicate), term(GC[code]))

    # -- sources

    def fragment(self, name: str) -> Node:
        """A part of the document of the release: `id/doc/KEY#NAME`."""
        return ox.NamedNode(f"{self._document.value}#{slug(name)}")

    def evidence(
        self,
        row: Row,  # type: ignore[type-arg]
        key: str,
        *,
        quote: str = "",
        language: str = "en",
        document: Node | None = None,
        locator: str = "",
    ) -> Node:
        """The passage of the document where a row stands; *key* names it, so that it keeps its IRI
        when rows before it come or go. *quote* holds the exact words, of prose."""
        node = self.fragment(key)
        self.type(node, GA.Evidence)
        self.add(node, term(GA.inDocument), document or self._document)
        place = f"{row.file} {locator or row.locator}"
        self.add(node, term(GA.locator), ox.Literal(place))
        if quote:
            self.add(node, term(GA.quote), ox.Literal(quote, language=language))
        return node

    # -- dates

    def date(self, text: str, *, order: Order | None = None) -> Bounds:
        """Read a date; equal texts are read once.

        Raises:
            DateError: it is no date.
        """
        return _date(text, order)

    def interval(self, start: str, end: str, *, order: Order | None = None) -> Bounds:
        """Read the start and the end of a period from two cells.

        Raises:
            DateError: one is no date, or the end is before the start.
        """
        return _interval(start, end, order)

    def dates(self, node: Node, bounds: Bounds | None, as_of: Day | None = None) -> None:
        """Date a thing. An open end is certain only up to the day of which the release speaks; what
        the source does not date is left unknown."""
        if bounds is None or bounds.is_unknown:
            return
        self.add(node, term(GA.edtf), ox.Literal(bounds.edtf, datatype=_EDTF))
        day = as_of or self.release.as_of
        if bounds.open_end and day:
            aged = bounds.as_of(day)
            if aged.end_earliest and aged.end_earliest != bounds.end_earliest:
                self.add(node, term(GA.endEarliest), date_literal(aged.end_earliest))

    def flag(self, node: Node, predicate: object, value: bool) -> None:
        """Write true or false."""
        self.add(node, term(predicate), ox.Literal(str(value).lower(), datatype=_BOOLEAN))

    def links(self, node: Node, addresses: Iterable[str]) -> None:
        """Point to web pages about a thing; what is no address of the web stays a text."""
        for address in addresses:
            if page := web_page(address):
                self.add(node, term(RDFS.seeAlso), page)
            else:
                self.text(node, RDFS.comment, address, self.release.terms.language)


def date_literal(day: Day) -> ox.Literal:
    """A day as a literal."""
    return ox.Literal(str(day), datatype=_DATE)


@lru_cache(maxsize=1 << 16)
def _date(text: str, order: Order | None) -> Bounds:
    return parse_date(text, order=order)


@lru_cache(maxsize=1 << 16)
def _interval(start: str, end: str, order: Order | None) -> Bounds:
    return parse_interval(start, end, order=order)
