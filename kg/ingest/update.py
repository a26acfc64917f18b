"""SPARQL updates: their operations on a copy of the dataset, as one write."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryTimeoutError
from kg.gate import Gate
from kg.ingest.delivery import Delivery
from kg.ingest.sources import remove_graph
from kg.ingest.transaction import Author, Outcome, check_writable, commit
from kg.query_limits import QueryLimits
from kg.store.embedded import DatasetStore
from kg.store.staging import Staging
from kg.update import (
    Delta,
    Modify,
    apply_request,
    decode,
    dropped_graphs,
    parse_update,
    with_dataset,
)
from kg.workers import DeltaJob, OpenJob, WorkerPool


def update(
    store: DatasetStore,
    text: str,
    gate: Gate | None,
    pool: WorkerPool,
    *,
    base_iri: str | None = None,
    using: Sequence[str] = (),
    using_named: Sequence[str] = (),
    author: Author | None = None,
    seconds: float | None = None,
    limits: QueryLimits | None = None,
) -> Outcome:
    """Run a request: all its operations, or none.

    Each sees what those before it did. Patterns run in workers of *pool*, all of them
    together for at most *seconds*, and at most as long as one query may. *using* and
    *using_named* are the dataset of every pattern, as the protocol names it.

    Raises:
        QuerySyntaxError: no update; with line and column.
        TooLargeError, QueryTooComplexError: beyond *limits*.
        ParameterError: the request names a dataset, and so does the protocol.
        ConflictError, NotFoundError: an operation cannot be done.
        QueryTimeoutError: the patterns were not finished in time.
        WorkerLostError: a pattern could not be finished.
        NonConformingDataError: the result breaks the shapes.
    """
    parsed = parse_update(text, base_iri, limits or QueryLimits())
    operations = with_dataset(parsed, tuple(using), tuple(using_named))
    most = pool.limits.seconds
    seconds = most if seconds is None else min(seconds, most)

    def change(staging: Staging) -> None:
        for graph in dropped_graphs(operations) & set(store.names.kept_by_the_store):
            check_writable(store, graph)  # it is none of those that operations see
        target = _StagingTarget(store, staging, Delivery(staging), pool, seconds, seconds)
        apply_request(operations, target, default_writable=not store.union)

    return commit(store, gate, change, author or Author(action="update"))


@dataclass(slots=True)
class _StagingTarget:
    """The copy that operations work on; patterns run on a checkpoint of it, in a worker.

    Of the *seconds* that the patterns of a request have, so many are *left*.
    """

    store: DatasetStore
    staging: Staging
    delivery: Delivery
    pool: WorkerPool
    seconds: float
    left: float

    def graphs(self) -> set[str]:
        return self.staging.graphs() - set(self.store.names.kept_by_the_store)

    def quads(self, graph: str) -> set[ox.Triple]:
        return self.staging.triples(graph)

    def apply(self, graph: str, added: set[ox.Triple], removed: set[ox.Triple]) -> None:
        check_writable(self.store, graph)
        self.delivery.change(graph, added, removed)

    def create(self, graph: str) -> None:
        check_writable(self.store, graph)
        self.staging.create(graph)

    def drop(self, graph: str) -> None:
        check_writable(self.store, graph)
        remove_graph(self.store, self.staging, self.delivery, graph)

    def where(self, modify: Modify) -> Delta:
        if not self.staging.changed:
            return self._run(modify, self.store.versions.path(self.store.version))
        checkpoint = self.store.folder / "staging" / "checkpoint"
        shutil.rmtree(checkpoint, ignore_errors=True)
        self.staging.save(str(checkpoint))
        try:
            return self._run(modify, checkpoint)
        finally:
            shutil.rmtree(checkpoint, ignore_errors=True)

    def _run(self, modify: Modify, folder: Path) -> Delta:
        self.pool.run(OpenJob(folder))  # the time that takes is not the pattern's
        end = time.monotonic() + self.left
        try:
            data = self.pool.run(DeltaJob(folder, modify), self.left).read()
        except QueryTimeoutError as error:
            raise self._late() from error
        self.left = end - time.monotonic()
        if self.left <= 0:
            raise self._late()
        return decode(data)

    def _late(self) -> QueryTimeoutError:
        return QueryTimeoutError(
            f"The patterns of the update were not finished within {self.seconds:g} seconds.",
            hint="Let each WHERE find less, or send fewer operations at once.",
        )
