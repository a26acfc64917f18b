"""The result of a query as a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
from flask import render_template, request

from kg.dates import Day
from kg.report import Term
from kg.sparql import QueryForm, question
from kg.store.dataset import GraphChoice, ResultsFormat
from kg.terms import shorten
from kg.web.addresses import link, local_path
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


@dataclass(frozen=True, slots=True)
class Shown:
    """A query whose result is to be shown, of a *version* or the view of it at *folder*."""

    version: int
    folder: Path
    query: str
    form: QueryForm
    graphs: GraphChoice | None
    seconds: float | None
    known: Day | None


def result_page(shown: Shown) -> str:
    """Run a query and write its result as HTML."""
    return render_template(
        "query.html",
        query=shown.query,
        result=_view(shown),
        question=question(shown.query),
        known=shown.known or "",
    )


def _view(shown: Shown) -> ResultView:
    if shown.form is QueryForm.ASK:
        said = _text(shown, ox.QueryResultsFormat.CSV, 64)
        return ResultView(answer="yes" if said.strip() == "true" else "no")
    if shown.form.returns_graph:
        text = _text(shown, ox.RdfFormat.TURTLE, MAX_TURTLE)
        return ResultView(turtle=text or "# No triples.\n", more=len(text) >= MAX_TURTLE)
    found = rows_for_client(shown.folder, shown.query, MAX_ROWS, shown.graphs, shown.seconds)
    rows = [
        [_cell(row.get(name), found.labels, shown.known) for name in found.names]
        for row in found.rows
    ]
    hint = "" if rows else unknown_terms(shown.query, shown.version)
    return ResultView(names=found.names, rows=rows, more=found.more, hint=hint)


def _text(shown: Shown, syntax: ResultsFormat, most: int) -> str:
    return text_for_client(
        shown.folder, shown.query, syntax, shown.graphs, shown.seconds, most=most
    )


def _cell(term: Term | None, labels: Mapping[str, str], known: Day | None) -> Cell:
    if term is None:
        return Cell()
    if isinstance(term, ox.NamedNode):
        name, label = shorten(term.value), labels.get(term.value, "")
        link = describe_link(term.value, known)
        return Cell(label, link=link, name=name) if label else Cell(name, link=link)
    if isinstance(term, ox.Literal):
        return Cell(term.value, language=term.language or "")
    return Cell(str(term))


def describe_link(iri: str, known: Day | None) -> str:
    """A link to all that is said of a thing: its place here, else a query.

    An IRI that is no address of the web has none.
    """
    if local_path(iri):
        return link(iri, {"known-at": str(known or "")})
    if not iri.startswith(("http://", "https://")):
        return ""
    values = {"query": f"DESCRIBE <{iri}>"} | ({"known-at": str(known)} if known else {})
    return f"{request.script_root}/sparql?" + urlencode(values)
