"""Questions to the workers: those of the pages themselves, and those of clients for a page."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.lookup import parameter_values, prepare, stored_query
from kg.store.dataset import GraphChoice, ResultsFormat
from kg.web.state import state
from kg.workers import Job, Rows, RowsJob


def rows(version: int, query: str, most: int) -> Rows:
    """The first rows of a SELECT query of our own, with labels."""
    return state().house.rows(rows_job(state().folder(version), query, most))


def rows_of(folder: Path, name: str, values: dict[str, str], most: int) -> Rows:
    """The first rows of a stored query on a version or a view of it, with labels."""
    text = stored_query(name)
    query = prepare(text, parameter_values(text, values))
    return state().house.rows(rows_job(folder, query, most))


def ask(version: int, query: str) -> bool:
    """The answer of an ASK query of our own."""
    job = Job(state().folder(version), query, ox.QueryResultsFormat.CSV)
    return state().house.run(job).read().strip() == b"true"


def rows_for_client(
    folder: Path, query: str, most: int, graphs: GraphChoice | None, seconds: float | None
) -> Rows:
    """The first rows of a client's SELECT query, with labels."""
    return state().pool.rows(rows_job(folder, query, most, graphs), seconds)


def rows_job(folder: Path, query: str, most: int, graphs: GraphChoice | None = None) -> RowsJob:
    """The job for the first rows of a SELECT query, with labels."""
    return RowsJob(folder, query, most, graphs, state().store.settings.base_iri)


def text_for_client(
    folder: Path,
    query: str,
    syntax: ResultsFormat,
    graphs: GraphChoice | None,
    seconds: float | None,
    *,
    most: int,
) -> str:
    """The result of a client's query as text, cut off behind *most* bytes."""
    base = state().store.settings.base_iri
    answer = state().pool.run(Job(folder, query, syntax, graphs, base), seconds)
    if answer.chunks is None:
        return (answer.body or b"")[:most].decode("utf-8", "ignore")
    found = b""
    for chunk in answer.chunks:
        found += chunk
        if len(found) >= most:
            break
    answer.chunks.close()
    return found[:most].decode("utf-8", "ignore")
