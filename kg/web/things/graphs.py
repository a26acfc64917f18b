"""The page of a named graph: what it is, where it comes from, and which things it describes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
from flask import render_template
from rdflib import DCTERMS, PROV, RDF

from kg.lookup import parameter_values, prepare, stored_query
from kg.report import Term
from kg.terms import plain, shorten, term
from kg.vocabulary import GA
from kg.web.addresses import link
from kg.web.asking import rows_of
from kg.web.days import Days
from kg.web.entities.answers import entity_of
from kg.web.things.description import Description
from kg.web.things.panels import query_address
from kg.web.things.shown import Shown, licence_name
from kg.web.things.sources.listed import recorded
from kg.web.words import word
from kg.workers import Rows

_MOST = 500
"""Things that the page lists; the data of the graph has all of them."""

_LISTS = {
    "From the document": GA.sourceDocument,
    "Published by": DCTERMS.publisher,
    "Retrieved": GA.retrievedOn,
    "Licence": DCTERMS.license,
    "Rights": DCTERMS.rights,
    "Rights held by": DCTERMS.rightsHolder,
    "To be credited as": DCTERMS.bibliographicCitation,
    "Made by": PROV.wasAttributedTo,
}
"""What the catalogue tells of a graph, in this order."""

_KINDS = {
    str(GA.ReferenceGraph): "reference graph: names and codes that every source may rely on",
    str(GA.ClaimGraph): "content of a claim, which is no fact",
    str(GA.SourceGraph): "source graph: what one source says",
}


@dataclass(frozen=True, slots=True)
class GraphView:
    """What a page shows of a graph; *is_described* says whether the catalogue has an entry."""

    title: str
    language: str = ""
    kind: str = ""
    lists: list[tuple[str, list[Shown]]] = field(default_factory=list)
    recorded: str = ""
    is_described: bool = False


def graph_page(folder: Path, graph: str, address: str) -> str:
    """Write the page of a graph of a version, which is found at *address* as data.

    A graph is the same on every day; links keep the days of the address.

    Raises:
        ParameterError: a day in the address is none.
    """
    days = Days.of_request().parameters
    values = {"graph": f"<{graph}>"}
    found = rows_of(folder, "graph-things", values, _MOST)
    text = stored_query("graph-things")
    return render_template(
        "graph.html",
        graph=graph,
        address=address,
        view=_view(graph, days),
        kinds=_kinds(found, days),
        number=len({plain(row["thing"]) for row in found.rows}),
        more=found.more,
        query=query_address(prepare(text, parameter_values(text, values)), Days()),
    )


def _kinds(found: Rows, days: Mapping[str, str]) -> list[tuple[str, int, list[Shown]]]:
    """The things by kind: how many, and those that are more than a part of a document."""
    kinds: dict[str, tuple[list[str], list[Shown]]] = {}
    for row in found.rows:
        iri = plain(row["thing"])
        every, named = kinds.setdefault(word(plain(row["class"])), ([], []))
        every.append(iri)
        if "#" not in iri:
            text = found.labels.get(iri) or word(iri)
            named.append(Shown(text, link=link(iri, days), iri=iri))
    return [
        (kind, len(every), sorted(named, key=lambda one: one.place))
        for kind, (every, named) in sorted(kinds.items(), key=lambda one: (not one[1][1], one[0]))
    ]


def _view(graph: str, days: Mapping[str, str]) -> GraphView:
    """Read what the catalogue and others say of a graph."""
    entity = entity_of(graph)
    if not entity.summary.found:
        return GraphView("A graph without a description", recorded=recorded(graph))
    said = Description(graph, entity.lines)
    name = said.name(said.thing)
    kinds = [plain(kind) for kind in said.values(said.thing, term(RDF.type))]
    lists = [
        (title, [_shown(said, one, days) for one in values])
        for title, predicate in _LISTS.items()
        if (values := said.values(said.thing, term(predicate)))
    ]
    return GraphView(
        name.value if name else shorten(graph).strip("<>"),
        (name.language or "") if name else "",
        next((words for kind, words in _KINDS.items() if kind in kinds), ""),
        lists,
        recorded(graph),
        is_described=True,
    )


def _shown(said: Description, value: Term, days: Mapping[str, str]) -> Shown:
    if not isinstance(value, ox.NamedNode):
        return Shown(plain(value), getattr(value, "language", None) or "")
    name = said.name(value)
    text = name.value if name else licence_name(value.value)
    text = word(value.value) if text == value.value else text
    return Shown(text, "", link(value.value, days), value.value)
