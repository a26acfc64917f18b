"""The index of names as an export: made ahead of others, and kept until there is a newer one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.errors import BusyError
from kg.export import FORMATS
from kg.export.making import make
from kg.search import SearchIndex
from kg.store.embedded import DatasetStore
from kg.store.export_folders import MADE, ExportFolders
from kg.web.held.downloads import SEARCH, KnownExports
from kg.web.held.export_process import ExportProcess
from kg.web.held.indexes import SearchIndexes
from tests.conftest import Load

NAMED = 'e:a a <https://w3id.org/geoactors/ns#Person> ; <{}> "Ada {}" .'
LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


class Here(ExportProcess):
    """Makes exports in this process, and notes which."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, 60.0)
        self.folder = folder
        self.asked: list[tuple[int, str]] = []

    def run(self, version: int, name: str, place: Path) -> None:
        """Make an export."""
        self.asked.append((version, name))
        make(self.folder, version, FORMATS[name], place)


@pytest.fixture
def store(load: Load) -> DatasetStore:
    """A store with one name at version 1."""
    return load(g=NAMED.format(LABEL, 1))


@pytest.fixture
def here(store: DatasetStore) -> Here:
    """A process that is none."""
    return Here(store.folder)


@pytest.fixture
def known(store: DatasetStore, here: Here) -> Iterator[KnownExports]:
    """The exports of the store."""
    known = KnownExports(store, here)
    yield known
    known.close()


def until(done: Callable[[], object]) -> None:
    """Wait for something that another thread does."""
    end = time.monotonic() + 20
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_it_is_made_first_and_whatever_the_size(known: KnownExports, here: Here) -> None:
    """The limit of size is for the other formats, which carry all quads."""
    known.keep_ahead(2)
    until(lambda: known.find(1, SEARCH))
    assert here.asked[0] == (1, SEARCH)


def test_the_index_alone_is_made_of_a_version_that_is_large(
    known: KnownExports, here: Here, load: Load
) -> None:
    """The others are made when somebody asks."""
    load(g=NAMED.format(LABEL, 1) + " e:b e:p 1, 2, 3 .")
    known.keep_ahead(2)
    until(lambda: known.find(2, SEARCH))
    time.sleep(0.1)
    assert here.asked == [(2, SEARCH)]


def test_nothing_is_made_ahead_where_nobody_wants_it(known: KnownExports, here: Here) -> None:
    """As beside a measurement."""
    known.keep_ahead(1)
    time.sleep(0.1)
    assert here.asked == []


def test_the_one_before_serves_until_the_new_one_is_there(known: KnownExports, load: Load) -> None:
    """A search never waits for a write."""
    assert known.newest(SEARCH, 1) is None
    known.hold(1, SEARCH, 20)
    load(g=NAMED.format(LABEL, 2))
    found = known.newest(SEARCH, 2)
    assert found is not None
    assert found[0] == 1
    known.hold(2, SEARCH, 20)
    found = known.newest(SEARCH, 2)
    assert found is not None
    assert found[0] == 2
    earlier = known.newest(SEARCH, 1)
    assert earlier is not None
    assert earlier[0] == 1


def test_the_file_is_an_index(known: KnownExports) -> None:
    """It is not packed, since the server reads it."""
    made = known.hold(1, SEARCH, 20)
    index = SearchIndex(made.file)
    assert index.version == 1
    assert index.search("ada")[0].label == "Ada 1"
    index.close()


def test_an_index_that_cannot_be_read_is_made_again(known: KnownExports) -> None:
    """One that is damaged, or in the form of another release, must not last."""
    file = known.hold(1, SEARCH, 20).file
    file.write_bytes(b"damaged")
    indexes = SearchIndexes(known)
    with pytest.raises(BusyError, match="made again"), indexes.reading(1):
        pass
    with indexes.reading(1) as index:
        assert index.search("ada")[0].label == "Ada 1"
    indexes.close()


def _finished(folders: ExportFolders, version: int, name: str) -> None:
    place = folders.of(version) / name
    place.mkdir(parents=True)
    (place / MADE).write_text("{}", encoding="utf-8")


def test_the_newest_index_outlives_its_version(tmp_path: Path) -> None:
    """Until a newer one is there: many writes in a row must not leave a server without one."""
    folders = ExportFolders(tmp_path)
    for version in (1, 2):
        for name in (SEARCH, "nquads"):
            _finished(folders, version, name)
    folders.prune([5, 6])
    assert {path.name for path in folders.root.rglob("*") if path.is_dir()} == {"2", SEARCH}
    _finished(folders, 6, SEARCH)
    folders.prune([5, 6])
    assert folders.versions() == [6]


def test_an_erasure_takes_every_other_index(tmp_path: Path) -> None:
    """What was erased may be a name."""
    folders = ExportFolders(tmp_path)
    _finished(folders, 1, SEARCH)
    folders.remove_others(2)
    assert folders.versions() == []
