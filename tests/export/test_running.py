"""How `kg export` writes: whole or not at all, the same bytes each time, errors with codes."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from kg.export import ExportedVersion, ExportFormat, Losses, Selection, export_to, open_export
from kg.export.formats import CHANGE_FORMATS, FORMATS
from kg.store.embedded import DatasetStore
from tests.conftest import Kg

NQUADS = FORMATS["nquads"]


def test_a_packed_file_holds_the_same_and_no_time(demo_store: DatasetStore, tmp_path: Path) -> None:
    """Two packed exports are equal, byte for byte, under other names."""
    with open_export(demo_store, Selection()) as version:
        export_to(version, NQUADS, tmp_path / "a.nq")
        export_to(version, NQUADS, tmp_path / "a.nq.gz")
        export_to(version, NQUADS, tmp_path / "b.nq.gz")
    packed = (tmp_path / "a.nq.gz").read_bytes()
    assert packed == (tmp_path / "b.nq.gz").read_bytes()
    assert gzip.decompress(packed) == (tmp_path / "a.nq").read_bytes()


def test_standard_output_is_the_export_alone(demo_store: DatasetStore, tmp_path: Path) -> None:
    """What is said of it goes to standard error, and no report is left behind."""
    with open_export(demo_store, Selection(kinds=("post",))) as version:
        export_to(version, NQUADS, tmp_path / "posts.nq")
    command = [sys.executable, "-m", "kg.cli", "export", "--store", str(demo_store.folder)]
    command += ["--format", "nquads", "--kind", "post", "--output", "-"]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, check=True)
    assert done.stdout == (tmp_path / "posts.nq").read_bytes()
    assert b"SHA-256" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["posts.nq"]


class _Breaking(ExportFormat):
    """A format that writes a little and fails."""

    def writer(self) -> Callable[[ExportedVersion, IO[bytes], Losses], None]:
        def write(version: ExportedVersion, output: IO[bytes], losses: Losses) -> None:
            output.write(b"half")
            raise OSError(28, "No space left on device")

        return write


def test_a_failure_leaves_nothing_and_keeps_what_was_there(
    demo_store: DatasetStore, tmp_path: Path
) -> None:
    """An older export of the same name stays as it was."""
    target = tmp_path / "all.nq"
    target.write_text("older")
    wanted = _Breaking("breaking", "", "")
    with open_export(demo_store, Selection()) as version, pytest.raises(Exception, match="disk"):
        export_to(version, wanted, target)
    assert [path.name for path in tmp_path.iterdir()] == ["all.nq"]
    assert target.read_text() == "older"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "no-such"], "There is no format"),
        (["--format", "nquads"], "--output"),
        (["--format", "nquads", "--to", "folder"], "--output"),
        (["--format", "nquads", "--output", "x.nq", "--at", "yesterday"], "no day"),
        (["--format", "nquads", "--output", "x.nq", "--graph", "http://example.org/no"], "graph"),
        (["--format", "nquads", "--output", "x.nq", "--kind", "king"], "king"),
        (["--output", "x.nq"], "format"),
        (["--format", "nquads", "--output", "no-folder/x.nq"], "no-folder"),
    ],
)
def test_wrong_usage_is_2_with_what_to_do(
    kg: Kg,
    demo_store: DatasetStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    said: str,
) -> None:
    """And nothing is written."""
    monkeypatch.chdir(tmp_path)
    done = kg("export", "--store", demo_store.folder, *arguments)
    assert done.code == 2, done.err
    assert said in done.err
    assert list(tmp_path.iterdir()) == []


def test_the_formats_are_listed(kg: Kg) -> None:
    """Each with what it is, and the option that it takes."""
    done = kg("export", "--list")
    lines = {line.split()[0]: line for line in done.out.splitlines()}
    formats = FORMATS | CHANGE_FORMATS
    assert lines.keys() == formats.keys()
    for name, entry in formats.items():
        assert entry.title in lines[name]
        assert ("--to" if entry.is_folder else "--output") in lines[name]
