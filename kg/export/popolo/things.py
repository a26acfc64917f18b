"""What all items of Popolo share: ids, names, identifiers, links, sources, dates."""

from __future__ import annotations

import re
from functools import lru_cache

import pyoxigraph as ox
from rdflib import DCTERMS

from kg.export.lookups import (
    ALTERNATIVE,
    COMMENT,
    DERIVED,
    EVIDENCE,
    HIDDEN,
    PREFERRED,
    SAME_AS,
    WIKIDATA,
    Lookups,
    Name,
    code_label,
    reference_values,
)
from kg.export.losses import Losses
from kg.export.prefix_dates import PrefixDates
from kg.export.version import ExportedVersion
from kg.store.graphs import TYPE
from kg.terms import term
from kg.vocabulary import GA

Item = dict[str, object]

KINDS = {
    "person": GA.Person,
    "organization": GA.Agent,
    "area": GA.Place,
    "post": GA.Post,
    "event": GA.Event,
    "membership": GA.Membership,
}
"""The class of the things of each kind of item."""

_TEXTS = ("summary", "biography", "description", "national_identity")
_COUNTRY = "country"
_ISO_CODES = (
    ("ISO 3166-1 alpha-2", GA.isoAlpha2),
    ("ISO 3166-1 alpha-3", GA.isoAlpha3),
    ("ISO 3166-1 numeric", GA.isoNumeric),
)
_QID = re.compile(re.escape(WIKIDATA) + "(Q[1-9][0-9]*)")


class Things(Lookups):
    """Looks up what items are made of, and notes what they cannot hold."""

    def __init__(self, version: ExportedVersion, losses: Losses) -> None:
        super().__init__(version)
        self.losses = losses
        self.dates = PrefixDates(self, losses, single=True)
        self.id = lru_cache(maxsize=1 << 15)(self._id)
        self.left_out: set[ox.NamedNode] = set()

    def note(self, what: str, why: str, thing: ox.NamedNode) -> None:
        """Note that something of a thing is lost."""
        self.losses.note(what, why, thing.value)

    def leave_out(self, what: str, why: str, thing: ox.NamedNode) -> None:
        """Note that all of a thing is lost, with whatever is said of it."""
        self.note(what, why, thing)
        self.left_out.add(thing)

    def is_life(self, event: ox.NamedNode) -> bool:
        """Whether an event is a birth or a death, which have dates of persons in their place."""
        return not {"birth", "death"}.isdisjoint(self.codes(event, GA.eventType))

    # -- ids

    def _id(self, kind: str, thing: ox.NamedNode) -> str:
        """The id that a Popolo document gave, else that of Wikidata, else the IRI."""
        prefix = f"popolo:{kind}:"
        keys = [
            key.removeprefix(prefix)
            for key in self.texts(thing, DCTERMS.identifier)
            if key.startswith(prefix)
        ]
        if keys:
            return self._within(thing, keys[0])
        for qid in self.qids(kind, thing)[:1]:
            return qid
        return thing.value

    def _within(self, thing: ox.NamedNode, key: str) -> str:
        """An id without the name of the release that told it from the ids of others."""
        prefix = f"{self.version.base_iri}graph/doc/"
        for cls in self.nodes(thing, TYPE):
            for graph in self.version.graphs_of(ox.Triple(thing, TYPE, cls)):
                scope = f"{graph.removeprefix(prefix)}:"
                if key.startswith(scope):
                    return key.removeprefix(scope)
        return key

    def qids(self, kind: str, thing: ox.NamedNode) -> list[str]:
        """The Wikidata ids of a thing that no earlier thing of its kind has; of the territory of
        a state, that of the state."""
        if kind == "area" and (state := self.state_of(thing)) is not None:
            return self.wikidata(state) or reference_qids(state)
        return [qid for qid in self.wikidata(thing) if self._holder(kind, qid) in (None, thing)]

    def _holder(self, kind: str, qid: str) -> ox.NamedNode | None:
        holders = self.subjects(SAME_AS, ox.NamedNode(WIKIDATA + qid))
        return next((node for node in holders if self.is_a(node, KINDS[kind])), None)

    def state_of(self, place: ox.NamedNode) -> ox.NamedNode | None:
        """The packaged state whose territory a place is."""
        if not self.path(place).startswith("place/"):
            return None
        state = ox.NamedNode(place.value.replace("/id/place/", "/id/agent/"))
        is_country = _COUNTRY in self.codes(place, GA.placeType)
        return state if is_country and reference_qids(state) else None

    # -- properties

    def item(self, kind: str, thing: ox.NamedNode, title: str = "name") -> Item:
        """An item with its id, names, identifiers, texts, links and sources."""
        item: Item = {"id": self.id(kind, thing)}
        self._name(item, thing, title)
        identifiers = [{"scheme": "wikidata", "identifier": q} for q in self.qids(kind, thing)]
        identifiers += self._identifiers(kind, thing)
        put(item, "identifiers", identifiers)
        put(item, "links", [{"url": page} for page in self.pages(thing)])
        put(item, "sources", self.sources(thing))
        return item

    def _name(self, item: Item, thing: ox.NamedNode, title: str) -> None:
        names = list(
            dict.fromkeys((*self.names(thing, PREFERRED), *self.names(thing, ALTERNATIVE)))
        )
        if names:
            item[title] = names[0][1]
        else:
            self.note("Items without a name", "They have their ids alone.", thing)
        rest = sorted(name for name in names if not _is_said(name, names[0]))
        put(item, "other_names", [_other(name) for name in rest])
        hidden = self.texts(thing, HIDDEN)
        if len(hidden) == 1 and ", " in hidden[0]:
            item["sort_name"] = hidden[0]
        elif hidden:
            self.note("Hidden names", "Popolo has no names for searching alone.", thing)

    def _identifiers(self, kind: str, thing: ox.NamedNode) -> list[dict[str, str]]:
        found = []
        for key in self.texts(thing, DCTERMS.identifier):
            scheme, colon, value = key.partition(":")
            if colon and value and scheme not in ("popolo", "ftm") and not _is_made(key):
                found.append({"scheme": scheme, "identifier": value})
            elif scheme not in ("popolo", "ftm") and not self._is_own(thing, key):
                self.note("Identifiers without a scheme", "Each has one in Popolo.", thing)
        for scheme, predicate in _ISO_CODES:
            codes = self.texts(thing, predicate)
            found += [{"scheme": scheme, "identifier": code} for code in codes]
        return found

    def _is_own(self, thing: ox.NamedNode, key: str) -> bool:
        """Whether a key is the end of the IRI or the Wikidata id, which an item has as well."""
        return key in (thing.value.rpartition("/")[2], *self.wikidata(thing))

    def sources(self, thing: ox.NamedNode) -> list[dict[str, str]]:
        """The pages from which the passages are derived that tell of a thing, else the documents
        that hold them."""
        found: dict[str, str] = {}
        for passage in self.nodes(thing, EVIDENCE):
            told_in = self.nodes(passage, GA.inDocument)
            documents = self.nodes(passage, DERIVED) or [
                node for node in told_in if "dataset" not in self.codes(node, GA.documentType)
            ]
            for document in documents:
                title = next(iter(self.texts(document, DCTERMS.title)), "")
                for page in self.pages(document):
                    found.setdefault(page, title if title != page else "")
        return [
            {"url": url, "note": note} if note else {"url": url}
            for url, note in sorted(found.items())
        ]

    def texts_of(self, item: Item, thing: ox.NamedNode) -> None:
        """Give comments back to the properties that they are labelled with; others are lost."""
        for _, text in self.names(thing, COMMENT):
            name, colon, words = text.partition(": ")
            if colon and name in _TEXTS and name not in item:
                item[name] = words
            elif name not in ("classification", "type", "seats"):
                self.note("Comments", "Popolo has no property for remarks.", thing)

    def classify(self, item: Item, thing: ox.NamedNode, predicate: object, other: str = "") -> None:
        """Name the kind of a thing: by our code, else in the words of its source."""
        words = [code_label(code) for code in self.codes(thing, predicate)] or [
            text.partition(": ")[2]
            for _, text in self.names(thing, COMMENT)
            if text.startswith(("classification: ", "type: "))
        ]
        if len(words) > 1:
            self.note("Further classifications", "An item has one.", thing)
        put(item, "classification", next(iter(words), other))

    def period(self, item: Item, thing: ox.NamedNode, start: str, end: str) -> None:
        """Date an item; both have at most one date."""
        period = self.dates.period(thing)
        put(item, start, next(iter(period.starts), ""))
        ends = period.starts if period.is_instant else period.ends
        put(item, end, next(iter(ends), ""))


def reference_qids(state: ox.NamedNode) -> list[str]:
    """The Wikidata id of a packaged state."""
    match = _QID.fullmatch(_links().get(state, ""))
    return [match[1]] if match else []


def put(item: Item, name: str, value: object) -> None:
    """Give an item a property unless its value is empty."""
    if value:
        item[name] = value


def _links() -> dict[ox.NamedNode, str]:
    return reference_values(term(SAME_AS.value))


def _is_said(name: Name, main: Name) -> bool:
    """Whether the name of an item says a name already, in a language that is told by its script."""
    tag, text = name
    return text == main[1] and (tag in ("", "en") or tag.startswith("und"))


def _other(name: Name) -> dict[str, str]:
    tag, text = name
    return {"name": text, "lang": tag} if tag else {"name": text}


def _is_made(key: str) -> bool:
    """Whether a key is one of another importer or of an event, and no identifier of a scheme."""
    return key.endswith((":birth", ":death"))
