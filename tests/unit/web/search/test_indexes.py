"""Tests of kg.web.held.indexes: one index is open, and none is closed while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kg.errors import BusyError, UnavailableError
from kg.web.held import indexes
from kg.web.held.downloads import WAIT_SECONDS
from kg.web.held.indexes import SearchIndexes

opened: list[Index] = []


class Index:
    """An index that tells whether it was closed; the name of its file is its version."""

    def __init__(self, path: Path) -> None:
        self.version = int(path.name)
        self.closed = False
        opened.append(self)

    def close(self) -> None:
        """Be closed."""
        assert not self.closed
        self.closed = True


@dataclass
class Made:
    """An export that is there."""

    file: Path


@dataclass
class Exports:
    """Exports of which some versions are there; *asked* are those that were wanted."""

    there: set[int] = field(default_factory=set)
    asked: list[tuple[int, float]] = field(default_factory=list)
    error: UnavailableError = field(default_factory=lambda: BusyError("It is being made."))

    def newest(self, name: str, version: int) -> tuple[int, Made] | None:
        """The newest that is there."""
        found = max((one for one in self.there if one <= version), default=None)
        return None if found is None else (found, Made(Path(name, str(found))))

    def hold(self, version: int, name: str, seconds: float) -> None:
        """Refuse, for it is not there yet."""
        assert name == "search"
        self.asked.append((version, seconds))
        raise self.error


@pytest.fixture
def exports(monkeypatch: pytest.MonkeyPatch) -> Exports:
    """Exports without any index, and indexes that only count."""
    opened.clear()
    monkeypatch.setattr(indexes, "SearchIndex", Index)
    return Exports()


@pytest.fixture
def held(exports: Exports) -> SearchIndexes:
    """What is tested."""
    return SearchIndexes(exports)  # type: ignore[arg-type]


def test_an_index_is_opened_once(exports: Exports, held: SearchIndexes) -> None:
    """Requests share it, one behind the other and at the same time."""
    exports.there = {3}
    with held.reading(3) as one, held.reading(3) as other:
        assert one is other
    with held.reading(3) as later:
        assert later is one
    held.close()
    assert [index.closed for index in opened] == [True]
    assert exports.asked == []


def test_a_replaced_index_is_closed_when_nobody_reads_it(
    exports: Exports, held: SearchIndexes
) -> None:
    """A request goes on with the one that it began with."""
    exports.there = {3}
    with held.reading(3):
        exports.there = {3, 4}
        with held.reading(4) as newer:
            assert newer.version == 4
        assert [index.closed for index in opened] == [False, False]
    assert [index.closed for index in opened] == [True, False]
    held.close()
    assert [index.closed for index in opened] == [True, True]


def test_an_older_request_takes_the_newer_index(exports: Exports, held: SearchIndexes) -> None:
    """It is not opened again for one that began before a write."""
    exports.there = {3, 4}
    with held.reading(4), held.reading(3) as index:
        assert index.version == 4
    held.close()


def test_the_index_before_serves_while_the_new_one_is_made(
    exports: Exports, held: SearchIndexes
) -> None:
    """The new one is asked for, and nobody waits for it."""
    exports.there = {3}
    with held.reading(5) as index:
        assert index.version == 3
    assert exports.asked == [(5, 0.0)]
    exports.error = UnavailableError("It cannot be made.")
    with held.reading(5) as index:
        assert index.version == 3
    held.close()
    assert len(opened) == 1


@pytest.mark.parametrize("error", [BusyError("It is being made."), UnavailableError("It failed.")])
def test_without_any_index_there_is_no_search(
    exports: Exports, held: SearchIndexes, error: UnavailableError
) -> None:
    """The error says why; the request waited a little for the first."""
    exports.error = error
    with pytest.raises(type(error)), held.reading(1):
        pass
    assert exports.asked == [(1, WAIT_SECONDS)]
    assert opened == []


def test_an_index_that_was_removed_is_not_searched(exports: Exports, held: SearchIndexes) -> None:
    """What was erased may stand in it, though its file is still open."""
    exports.there = {3}
    with held.reading(3):
        pass
    exports.there = set()
    with pytest.raises(BusyError), held.reading(4):
        pass
    held.close()
