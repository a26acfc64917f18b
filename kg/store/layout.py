"""The folder of a dataset: where its parts are, and its published version for reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.errors import UnavailableError
from kg.store.changes import GraphVersions
from kg.store.copies import StagingArea
from kg.store.files import damaged, is_corruption
from kg.store.graphs import GraphNames
from kg.store.journal import Journal
from kg.store.passed import PassedShapes
from kg.store.settings import StoreSettings
from kg.store.snapshot import Snapshot
from kg.store.versions import Versions
from kg.store.view import DatasetView


class StoreFolder:
    """The parts of a dataset in a folder.

    `versions/N` are checkpoints that never change after `CURRENT` names them;
    readers only ever open those. A copy in `staging/` belongs to the one writer;
    `journal/` says what each version changed, `shapes/` which shapes it passed. *warm*
    keeps the copy open between writes, for a process that writes often.
    """

    def __init__(self, folder: Path, settings: StoreSettings, *, warm: bool = False) -> None:
        self.folder = folder
        self.settings = settings
        self.names = GraphNames(settings.base_iri)
        self.journal = Journal(folder / "journal")
        self.graph_versions = GraphVersions(self.journal.log)
        self.passed = PassedShapes(folder / "shapes")
        self.versions = Versions(folder)
        self.area = StagingArea(folder / "staging", self.versions, warm=warm)

    @property
    def shapes_file(self) -> Path:
        """Where the store keeps shapes of the caller's own."""
        return self.folder / "shapes.ttl"

    @property
    def union(self) -> bool:
        """The default graph is the union of the accepted source graphs."""
        return self.settings.default_graph == "union"

    @property
    def version(self) -> int:
        """The number of the published version."""
        return self.versions.current

    def snapshot(self) -> Snapshot:
        """Open the published version for reading.

        Raises:
            ResourceError: it is missing or damaged.
            UnavailableError: it cannot be opened now.
        """
        while True:
            version = self.version
            folder = self.versions.path(version)
            try:
                return Snapshot.open(folder, version, self.settings.base_iri)
            except (UnavailableError, RuntimeError) as error:
                if version != self.version:
                    continue  # it was removed between the two steps, and a newer one is there
                reason = error.__cause__ or error
                if isinstance(reason, FileNotFoundError) or is_corruption(reason):
                    raise damaged(folder, f"the version cannot be opened: {reason}") from error
                raise

    def view(self, snapshot: Snapshot) -> DatasetView:
        """Look at the dataset of a version, which stays as long as its snapshot is held."""
        opened = ox.Store.read_only(str(self.versions.path(snapshot.version)))
        return DatasetView(opened, self.names, union=self.union)

    def contents(self, snapshot: Snapshot) -> Iterator[tuple[str, Iterator[ox.Triple]]]:
        """What makes a dataset: each named graph, and the default graph where that is its own.

        An empty graph comes with no triples. The triples must be read before the
        next graph is asked for.
        """
        if not self.union:
            yield "", (quad.triple for quad in snapshot.default_graph())
        for graph in snapshot.graphs():
            yield graph, (quad.triple for quad in snapshot.quads(graph))
