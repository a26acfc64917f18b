"""What the application holds between requests: the store, the workers, the writers, the cache."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from flask import current_app

from kg import __version__
from kg.store.embedded import DatasetStore
from kg.store.files import SharedLock
from kg.web.held.answerable import AnswerableQuestions
from kg.web.held.cache import AnswerCache
from kg.web.held.counts import RequestCounts
from kg.web.held.downloads import KnownExports
from kg.web.held.foresight import Foresight
from kg.web.held.indexes import SearchIndexes
from kg.web.held.streams import Streams
from kg.web.held.views import KnownViews
from kg.web.settings import ServiceSettings
from kg.workers import RowsJob, WorkerPool
from kg.writer import WriterProcess

_EXAMPLE_SECONDS = 5.0
_KEPT_FREE = 2
"""Workers that no large answer may hold."""


@dataclass(slots=True)
class State:
    """The collaborators of an application, which it does not own.

    *pool* runs the queries of clients; *house* those of the service itself, so that
    its pages come when clients keep every worker busy. *views* are what was known on
    days, *exports* the files that others take. *writer* changes the store;
    *validator* is another process of its kind, so that a long validation holds up
    no write.
    """

    store: DatasetStore
    pool: WorkerPool
    house: WorkerPool
    views: KnownViews
    exports: KnownExports
    writer: WriterProcess
    validator: WriterProcess
    settings: ServiceSettings
    cache: AnswerCache = field(init=False)
    counts: RequestCounts = field(default_factory=RequestCounts)
    streams: Streams = field(init=False)
    indexes: SearchIndexes = field(init=False)
    questions: AnswerableQuestions = field(init=False)
    foresight: Foresight = field(init=False)
    building: Lock = field(default_factory=Lock)
    edition: str = field(init=False)

    def __post_init__(self) -> None:
        """Make what is kept between requests."""
        self.cache = AnswerCache(self.settings.cache_bytes)
        self.streams = Streams(max(1, self.settings.workers.workers - _KEPT_FREE))
        self.indexes = SearchIndexes(self.exports)
        self.questions = AnswerableQuestions(self._has_rows)
        self.foresight = Foresight(self.pool)
        self.edition = f"{self.store.settings.identity}-{__version__}"

    @property
    def version(self) -> int:
        """The version that is published now; a request keeps to the one it began with."""
        return self.store.version

    def pinned(self, version: int) -> tuple[int, SharedLock | None]:
        """Keep a version from being removed as long as the lock is held.

        Where it was removed before, the published one takes its place.
        """
        while True:
            folder = self.folder(version)
            with suppress(OSError):  # it is gone, or on its way
                lock = SharedLock(folder)
                if folder.exists():
                    return version, lock
            if version == self.version:
                return version, None  # whoever opens it says what is wrong
            version = self.version

    def prefetch(self) -> None:
        """Have the workers open the published version ahead of queries."""
        for pool in (self.pool, self.house):
            pool.prefetch(self.folder(self.version))

    def folder(self, version: int) -> Path:
        """Where the workers find a version."""
        return self.store.versions.path(version)

    def _has_rows(self, version: int, query: str) -> bool:
        """Whether a query of our own has rows, asked within the time that an example may take."""
        job = RowsJob(self.folder(version), query, 1, None, self.store.settings.base_iri)
        return bool(self.house.rows(job, _EXAMPLE_SECONDS).rows)

    def tag(self, version: int, *parts: str) -> str:
        """An entity tag of this store and release: of a version, and what else tells bytes apart.

        *edition* tells answers of one version number apart: of another store that was
        served at the same address, and of another release of the program.
        """
        return "-".join((self.edition, str(version), *parts))


def state() -> State:
    """The state of the application that serves the current request."""
    found = current_app.extensions["kg"]
    assert isinstance(found, State)
    return found
