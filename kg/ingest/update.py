"""SPARQL updates: their operations on a copy of the dataset, as one write."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.gate import Gate
from kg.ingest.sources import accept
from kg.ingest.transaction import Author, Outcome, check_writable, commit
from kg.query_limits import QueryLimits
from kg.store.embedded import DatasetStore
from kg.store.staging import Staging
from kg.update import Delta, Modify, apply_request, decode, parse_update, with_dataset
from kg.workers import DeltaJob, WorkerPool


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

    Each sees what those before it did. Patterns run in workers of *pool*, for at
    most *seconds* each. *using* and *using_named* are the dataset of every pattern,
    as the protocol names it.

    Raises:
        QuerySyntaxError: no update; with line and column.
        TooLargeError, QueryTooComplexError: beyond *limits*.
        ParameterError: the request names a dataset, and so does the protocol.
        ConflictError, NotFoundError: an operation cannot be done.
        QueryTimeoutError, WorkerLostError: a pattern could not be finished.
        NonConformingDataError: the result breaks the shapes.
    """
    operations = parse_update(text, base_iri, limits or QueryLimits())
    if using or using_named:
        operations = with_dataset(operations, tuple(using), tuple(using_named))

    def change(staging: Staging) -> None:
        target = _StagingTarget(store, staging, pool, seconds)
        apply_request(operations, target, default_writable=not store.union)

    return commit(store, gate, change, author or Author(action="update"))


@dataclass(slots=True)
class _StagingTarget:
    """The copy that operations work on; patterns run on a checkpoint of it, in a worker."""

    store: DatasetStore
    staging: Staging
    pool: WorkerPool
    seconds: float | None

    def graphs(self) -> set[str]:
        return self.staging.graphs() - set(self.store.names.kept_by_the_store)

    def quads(self, graph: str) -> set[ox.Triple]:
        return self.staging.triples(graph)

    def apply(self, graph: str, added: set[ox.Triple], removed: set[ox.Triple]) -> None:
        check_writable(self.store, graph)
        self.staging.change(graph, added, removed)

    def create(self, graph: str) -> None:
        check_writable(self.store, graph)
        self.staging.create(graph)

    def drop(self, graph: str) -> None:
        check_writable(self.store, graph)
        accept(self.store, self.staging, graph)
        self.staging.drop(graph)

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
        return decode(self.pool.run(DeltaJob(folder, modify), self.seconds).read())
