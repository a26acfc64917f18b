"""Questions of the pages themselves to the workers."""

from __future__ import annotations

import pyoxigraph as ox

from kg.store.dataset import GraphChoice, ResultsFormat
from kg.web.state import state
from kg.workers import Job, Rows, RowsJob


def rows(
    version: int,
    query: str,
    most: int,
    graphs: GraphChoice | None = None,
    seconds: float | None = None,
) -> Rows:
    """The first rows of a SELECT query, with labels."""
    base = state().store.settings.base_iri
    job = RowsJob(state().folder(version), query, most, graphs, base)
    return Rows.from_bytes(state().pool.run(job, seconds).read())


def text_of(
    version: int,
    query: str,
    syntax: ResultsFormat,
    graphs: GraphChoice | None = None,
    seconds: float | None = None,
    *,
    most: int,
) -> str:
    """The result of a query as text, cut off behind *most* bytes."""
    base = state().store.settings.base_iri
    answer = state().pool.run(Job(state().folder(version), query, syntax, graphs, base), seconds)
    if answer.chunks is None:
        return (answer.body or b"")[:most].decode("utf-8", "ignore")
    found = b""
    for chunk in answer.chunks:
        found += chunk
        if len(found) >= most:
            break
    answer.chunks.close()
    return found[:most].decode("utf-8", "ignore")


def ask(version: int, query: str) -> bool:
    """The answer of an ASK query."""
    return text_of(version, query, ox.QueryResultsFormat.CSV, most=64).strip() == "true"
