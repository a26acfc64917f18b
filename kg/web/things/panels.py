"""Panels: a stored query asked for a page, with its rows and the way to the query itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyoxigraph as ox
from flask import g, request

from kg.errors import LimitError, QueryTimeoutError, WorkerLostError
from kg.lookup import parameter_values, prepare, prepare_each, stored_query, unordered
from kg.report import Term
from kg.terms import shorten
from kg.web.addresses import link
from kg.web.asking import rows_job
from kg.web.days import Days
from kg.web.held.foresight import forget, taken
from kg.web.known import KNOWN_AT
from kg.web.state import state
from kg.web.things.shown import Shown
from kg.web.words import word
from kg.workers import Rows, RowsJob

SECONDS = 5.0
"""How long a panel may take; the query itself has the time of every other query."""

_LABELLED = {
    "held-beside": ("holder",),
    "documents-behind": ("value",),
    "document-facts": ("value",),
}
"""What pages read labels of, where a query gives many other things; of the others all."""

_UNORDERED = frozenset({"documents-behind", "document-facts"})
"""What has so many IRIs that to order them takes longer than to find them: its reader does it."""


@dataclass(frozen=True, slots=True)
class Panel:
    """The first rows of a query; *more* says that there are further ones.

    *query* is its text with the values written out.
    *trouble* says why there are no rows where it could not be answered in time.
    """

    query: str
    days: Days
    rows: list[dict[str, Term]] = field(default_factory=list)
    labels: Mapping[str, str] = field(default_factory=dict)
    more: bool = False
    trouble: str = ""

    @property
    def link(self) -> str:
        """The place of the query on the query page, filled in."""
        return query_address(self.query, self.days)

    def shown(self, term: Term | None) -> Shown | None:
        """A term of the rows with its label and its place here, on the days of the page."""
        match term:
            case None:
                return None
            case ox.NamedNode():
                text = self.labels.get(term.value) or word(term.value)
                return Shown(text, "", link(term.value, self.days.parameters), term.value)
            case ox.Literal():
                return Shown(term.value, term.language or "")
            case _:
                return Shown(str(term))


class PanelQueries:
    """Asks the queries of the panels of one page, of a version or a view of it at *folder*."""

    def __init__(self, folder: Path, days: Days) -> None:
        self._folder = folder
        self.days = days
        self._begun: dict[RowsJob, Future[Rows]] = {}
        self._known: dict[RowsJob, Panel] = {}

    def begin(self, name: str, values: Mapping[str, str], most: int = 200, skip: int = 0) -> None:
        """Have a stored query answered that `ask` will ask for with the same arguments."""
        _, asked = _written(name, values, skip)
        self._begin(self._job(name, asked, most))

    def _job(self, name: str, asked: str, most: int) -> RowsJob:
        job = rows_job(self._folder, unordered(asked) if name in _UNORDERED else asked, most)
        return replace(job, labelled=_LABELLED.get(name))

    def _begin(self, job: RowsJob) -> None:
        if job not in self._begun and job not in self._known:
            self._begun[job] = state().foresight.begin(job, SECONDS)

    def ask(self, name: str, values: Mapping[str, str], most: int = 200, skip: int = 0) -> Panel:
        """Ask a stored query for *values*, IRIs among them in angle brackets; once for a page.

        The first *skip* rows are left out. A page with a panel in *trouble* is not kept.

        Raises:
            UnavailableError: no worker is free, or there is none.
        """
        query, asked = _written(name, values, skip)
        return self._answered(query, self._job(name, asked, most))

    def ask_each(self, name: str, parameter: str, iris: Iterable[str], most: int = 2000) -> Panel:
        """Ask a stored query, which has one parameter, about several things at once.

        What has no IRI, as a blank node, cannot be asked about, and has no rows.

        Raises:
            UnavailableError: no worker is free, or there is none.
        """
        query = prepare_each(stored_query(name), parameter, _named(iris))
        return self._answered(query, self._job(name, query, most))

    def begin_each(self, name: str, parameter: str, iris: Iterable[str], most: int = 2000) -> None:
        """Have a stored query answered that `ask_each` will ask for with the same arguments."""
        query = prepare_each(stored_query(name), parameter, _named(iris))
        self._begin(self._job(name, query, most))

    def quoted(self, name: str, values: Mapping[str, str]) -> Panel:
        """A panel whose rows stand in the description: the query that gives them is not asked."""
        query, _ = _written(name, values)
        return Panel(query, self.days)

    def close(self) -> None:
        """Let go of what was begun and not asked for."""
        forget(self._begun.values())
        self._begun.clear()

    def _answered(self, query: str, job: RowsJob) -> Panel:
        if job not in self._known:
            self._known[job] = self._answer(query, job)
        return self._known[job]

    def _answer(self, query: str, job: RowsJob) -> Panel:
        try:
            begun = taken(self._begun.pop(job, None))
            found = begun or state().pool.rows(job, SECONDS)
        except (LimitError, QueryTimeoutError, WorkerLostError) as error:
            g.troubled = True
            return Panel(query, self.days, trouble=error.message)
        return Panel(query, self.days, found.rows, found.labels, found.more)


def values_about(iri: str, **values: str) -> dict[str, str]:
    """The values of a stored query about a thing, which is its parameter `?thing`."""
    return {"thing": f"<{iri}>", **values}


def _written(name: str, values: Mapping[str, str], skip: int = 0) -> tuple[str, str]:
    """A stored query with its values, and as it is asked behind the first *skip* rows."""
    text = stored_query(name)
    query = prepare(text, parameter_values(text, values, option=""))
    return query, f"{query}\nOFFSET {skip}" if skip else query


def _named(iris: Iterable[str]) -> Iterator[ox.NamedNode]:
    for iri in iris:
        with suppress(ValueError):
            yield ox.NamedNode(iri)


def query_address(query: str, days: Days) -> str:
    """Where a query stands on the query page, filled in, by the knowledge asked for."""
    known = {KNOWN_AT: str(days.known)} if days.known else {}
    return Days().on(f"{request.script_root}/sparql", query=query, **known)


def troubled() -> bool:
    """Whether a panel of the current request could not be answered in time."""
    return bool(g.get("troubled"))


def name_of(iri: str, labels: Mapping[str, str]) -> str:
    """The label of a thing, else its prefixed name."""
    return labels.get(iri) or shorten(iri).strip("<>")
