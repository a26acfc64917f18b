"""The section of a document: what it is, who published it and when, and what was made from it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import DCTERMS

from kg.report import Term
from kg.terms import plain, term
from kg.vocabulary import GA, PREFIXES
from kg.web.addresses import link
from kg.web.languages import language_name
from kg.web.things.evidence.behind import SourceDocument, read_document
from kg.web.things.evidence.inferences import Inference
from kg.web.things.evidence.naming import shown_in
from kg.web.things.panels import Panel
from kg.web.things.shown import Shown
from kg.web.things.sources.listed import licence, recorded
from kg.web.things.thing import Thing
from kg.web.words import word

_MOST = 30
_SCHEMA = PREFIXES["schema"]
_LISTS = {
    "By": (DCTERMS.creator,),
    "Published by": (DCTERMS.publisher,),
    "With": (DCTERMS.contributor,),
    "Language": (DCTERMS.language,),
    "Parts": (DCTERMS.hasPart,),
    "Part of": (DCTERMS.isPartOf,),
    "Concerns": (GA.concerns,),
    "Rights": (DCTERMS.rights, DCTERMS.rightsHolder, f"{_SCHEMA}creditText"),
    "Why it counts as one": (GA.rationale,),
}
"""What is told in lists, in this order, by the properties that say it."""


@dataclass(frozen=True, slots=True)
class SourceGraphRow:
    """A graph that comes from the document; *is_claim* says that it is no fact."""

    shown: Shown
    is_claim: bool
    retrieved: str
    recorded: str
    licences: list[Shown]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """What is known of a document; *reasons* say how its date was worked out."""

    document: SourceDocument
    original: str
    archived: str
    licences: list[Shown]
    reasons: list[Inference]
    lists: list[tuple[str, list[Shown], int]]


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """The graphs that come from a document, by query."""

    graphs: list[SourceGraphRow]
    panel: Panel


def document(thing: Thing) -> DocumentView:
    """Read what is said of a document itself."""
    said = thing.description
    values: defaultdict[ox.NamedNode, list[Term]] = defaultdict(list)
    for quad in said.own:
        if quad.object not in values[quad.predicate]:
            values[quad.predicate].append(quad.object)
    known = read_document(thing.iri, values, {})
    return DocumentView(
        known,
        link(known.original) if known.original else "",
        link(known.archived) if known.archived else "",
        list(map(licence, known.licences)),
        thing.evidence.inferences(said.thing),
        _lists(thing, values),
    )


def made_from(thing: Thing) -> MadeFrom | None:
    """The source graphs and the contents of claims that come from a document."""
    panel = thing.ask("graphs-from", 60)
    return MadeFrom(_graphs(panel), panel) if panel.rows or panel.trouble else None


def _lists(
    thing: Thing, values: defaultdict[ox.NamedNode, list[Term]]
) -> list[tuple[str, list[Shown], int]]:
    found = []
    for name, predicates in _LISTS.items():
        told = [one for predicate in predicates for one in values.get(term(predicate), ())]
        shown = [shown_in(thing.description, one, thing.days.parameters) for one in told]
        if predicates == (DCTERMS.language,):
            shown = [Shown(language_name(one.text)) for one in shown]
        if shown:
            found.append((name, shown[:_MOST], max(0, len(shown) - _MOST)))
    return found


def _graphs(panel: Panel) -> list[SourceGraphRow]:
    rows: dict[str, SourceGraphRow] = {}
    for row in panel.rows:
        iri = plain(row["graph"])
        if iri not in rows:
            title = plain(row["title"]) if "title" in row else word(iri)
            retrieved = plain(row["retrieved"]) if "retrieved" in row else ""
            is_claim = plain(row["kind"]) == str(GA.ClaimGraph)
            shown = Shown(title, link=link(iri, panel.days.parameters), iri=iri)
            rows[iri] = SourceGraphRow(shown, is_claim, retrieved, recorded(iri), [])
        if "licence" in row:
            terms = licence(plain(row["licence"]))
            if terms not in rows[iri].licences:
                rows[iri].licences.append(terms)
    return list(rows.values())
