"""The result of a query as a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlencode

import pyoxigraph as ox
from flask import render_template

from kg.report import Term
from kg.sparql import QueryForm, question
from kg.store.snapshot import GraphChoice, Snapshot
from kg.terms import shorten

MAX_ROWS = 1000
"""Rows shown on a page; the downloads hold all."""


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
    count: int = 0
    answer: str = ""
    turtle: str = ""


def result_page(snapshot: Snapshot, query: str, form: QueryForm, graphs: GraphChoice | None) -> str:
    """Run a query and write its result as HTML."""
    view = _view(snapshot, query, form, graphs)
    return render_template("query.html", query=query, result=view, question=question(query))


def _view(
    snapshot: Snapshot, query: str, form: QueryForm, graphs: GraphChoice | None
) -> ResultView:
    if form is QueryForm.ASK:
        return ResultView(answer="yes" if snapshot.ask(query, graphs=graphs) else "no")
    if form.returns_graph:
        text = snapshot.serialise(query, ox.RdfFormat.TURTLE, graphs=graphs)
        return ResultView(turtle=text.decode("utf-8"))
    names, rows = snapshot.select(query, graphs=graphs)
    shown = [[_cell(row.get(name), snapshot) for name in names] for row in rows[:MAX_ROWS]]
    return ResultView(names=names, rows=shown, count=len(rows))


def _cell(term: Term | None, snapshot: Snapshot) -> Cell:
    if term is None:
        return Cell()
    if isinstance(term, ox.NamedNode):
        name, label = shorten(term.value), snapshot.label(term.value)
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
