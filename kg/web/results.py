"""The result of a query as a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pyoxigraph as ox
from flask import render_template

from kg.report import Term
from kg.sparql import QueryForm, question
from kg.store.dataset import GraphChoice
from kg.terms import shorten
from kg.web.asking import rows_for_client, text_for_client
from kg.web.hints import unknown_terms

MAX_ROWS = 1000
"""Rows shown on a page; the downloads hold all."""
MAX_TURTLE = 1 << 20
"""Bytes of a graph shown on a page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A term as it is shown: its text, its language, where it links to, its prefixed name."""

    text: str = ""
    language: str = ""
    link: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class ResultView:
    """A result as the template shows it."""

    names: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    more: bool = False
    answer: str = ""
    turtle: str = ""
    hint: str = ""


def result_page(
    version: int,
    query: str,
    form: QueryForm,
    graphs: GraphChoice | None,
    seconds: float | None,
) -> str:
    """Run a query and write its result as HTML."""
    view = _view(version, query, form, graphs, seconds)
    return render_template("query.html", query=query, result=view, question=question(query))


def _view(
    version: int, query: str, form: QueryForm, graphs: GraphChoice | None, seconds: float | None
) -> ResultView:
    if form is QueryForm.ASK:
        said = text_for_client(version, query, ox.QueryResultsFormat.CSV, graphs, seconds, most=64)
        return ResultView(answer="yes" if said.strip() == "true" else "no")
    if form.returns_graph:
        text = text_for_client(
            version, query, ox.RdfFormat.TURTLE, graphs, seconds, most=MAX_TURTLE
        )
        return ResultView(turtle=text or "# No triples.\n", more=len(text) >= MAX_TURTLE)
    found = rows_for_client(version, query, MAX_ROWS, graphs, seconds)
    shown = [[_cell(row.get(name), found.labels) for name in found.names] for row in found.rows]
    hint = "" if shown else unknown_terms(query, version)
    return ResultView(names=found.names, rows=shown, more=found.more, hint=hint)


def _cell(term: Term | None, labels: Mapping[str, str]) -> Cell:
    if term is None:
        return Cell()
    if isinstance(term, ox.NamedNode):
        name, label = shorten(term.value), labels.get(term.value, "")
        link = describe_link(term.value)
        return Cell(label, link=link, name=name) if label else Cell(name, link=link)
    if isinstance(term, ox.Literal):
        return Cell(term.value, language=term.language or "")
    return Cell(str(term))


def describe_link(iri: str) -> str:
    """A link to all that the dataset says of a thing; none for IRIs that are no web addresses."""
    if not iri.startswith(("http://", "https://")):
        return ""
    return "/sparql?" + urlencode({"query": f"DESCRIBE <{iri}>"})
