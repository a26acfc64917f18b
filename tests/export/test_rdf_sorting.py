"""Sorting beyond memory: files that are merged, and an error where they do not fit."""

from __future__ import annotations

import errno
import random
import tempfile
from pathlib import Path
from typing import Any

import pytest

from kg.errors import DiskFullError
from kg.export.rdf.ahead import blocks_ahead
from kg.export.sorting import LineSorter
from kg.store.embedded import DatasetStore
from tests.export.test_rdf_syntaxes import exported


def test_lines_come_in_order_from_memory_and_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines that went to many files come in order, each once; nothing is left in the folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    lines = [b"%d\n" % number for number in range(1000)]
    given = random.Random(1).sample(lines, len(lines)) + lines[:100]
    with LineSorter(most=2000) as sorter:
        for start in range(0, len(given), 10):
            sorter.add(given[start : start + 10])
        assert len(sorter._pieces) > 10
        assert list(sorter.lines()) == sorted(lines)
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """No room for the files is an error that names their folder."""

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with LineSorter(most=10) as sorter, pytest.raises(DiskFullError) as caught:
        sorter.add([b"a line that is long enough\n"])
    assert tempfile.gettempdir() in str(caught.value)


@pytest.mark.parametrize("name", ["trig", "rdfxml", "jsonld"])
def test_an_export_that_goes_to_files_is_the_same(
    demo_store: DatasetStore, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Little memory changes nothing in what is written."""
    whole, _ = exported(demo_store, name)
    made: list[LineSorter] = []

    def small() -> LineSorter:
        made.append(LineSorter(most=50_000))
        return made[-1]

    monkeypatch.setattr("kg.export.rdf.statements.LineSorter", small)
    assert exported(demo_store, name)[0] == whole
    assert len(made[0]._pieces) > 3


def test_blocks_come_in_the_order_of_their_tasks() -> None:
    """Two tasks at a time hand over their blocks, one after the other."""

    def count(task: int, give: Any) -> None:
        for number in range(20):
            give(b"%d-%d" % (task, number))

    expected = [b"%d-%d" % (task, number) for task in range(30) for number in range(20)]
    assert list(blocks_ahead(count, range(30))) == expected


def test_an_error_in_a_thread_comes_out() -> None:
    """What goes wrong with a task ends the whole, and the other threads with it."""

    def fail(task: int, give: Any) -> None:
        for _ in range(100):
            give(b"x")
        if task == 3:
            raise OSError(errno.EIO, "broken")

    with pytest.raises(OSError, match="broken"):
        list(blocks_ahead(fail, range(100)))


def test_nobody_waits_when_the_blocks_are_not_taken() -> None:
    """A full disk, say, ends the reading of what was to be written."""

    def endless(_: int, give: Any) -> None:
        while True:
            give(b"x")

    blocks = blocks_ahead(endless, range(9))
    assert next(blocks) == b"x"
    blocks.close()  # type: ignore[attr-defined]
