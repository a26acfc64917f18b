"""How `kg export` writes: whole or not at all, the same bytes each time, errors with codes."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import DiskFullError, ParameterError
from kg.export import Selection, export_to, open_export
from kg.export.formats import CHANGE_FORMATS, FORMATS
from kg.export.placing import filled_folder, replaced_file
from kg.store.embedded import DatasetStore
from tests.conftest import Kg
from tests.export.breaking import Breaking

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


def test_a_failure_leaves_nothing_and_keeps_what_was_there(
    demo_store: DatasetStore, tmp_path: Path
) -> None:
    """An older export of the same name stays as it was."""
    target = tmp_path / "all.nq"
    target.write_text("older")
    wanted = Breaking("breaking", "", "")
    with (
        open_export(demo_store, Selection()) as version,
        pytest.raises(DiskFullError, match=r"disk is full; nothing was exported"),
    ):
        export_to(version, wanted, target)
    assert [path.name for path in tmp_path.iterdir()] == ["all.nq"]
    assert target.read_text() == "older"


def test_no_file_of_others_is_touched(demo_store: DatasetStore, tmp_path: Path) -> None:
    """Whatever it is called: what is not whole yet has a name of its own."""
    (tmp_path / "posts.nq.new").write_text("mine")
    (tmp_path / "tables.new").mkdir()
    (tmp_path / "tables.new" / "thesis.txt").write_text("mine")
    with open_export(demo_store, Selection(kinds=("post",))) as version:
        export_to(version, NQUADS, tmp_path / "posts.nq")
        export_to(version, FORMATS["dump"], tmp_path / "tables")
    assert (tmp_path / "posts.nq.new").read_text() == "mine"
    assert (tmp_path / "tables.new" / "thesis.txt").read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 4


def test_exports_to_one_name_do_not_mix(tmp_path: Path) -> None:
    """The last one that is whole takes the file; the first one takes the folder."""
    one, two = tmp_path / "all.nq", tmp_path / "folder"
    with replaced_file(one) as first, replaced_file(one) as second:
        first.write(b"first, which is longer")
        second.write(b"second")
    assert one.read_bytes() == b"first, which is longer"
    slow, fast = filled_folder(two), filled_folder(two)
    for name, filling in (("a", slow), ("b", fast)):
        (filling.__enter__() / name).write_text(name)
    fast.__exit__(None, None, None)
    with pytest.raises(ParameterError):
        slow.__exit__(None, None, None)
    assert [path.name for path in two.iterdir()] == ["b"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.nq", "folder"]


def test_an_empty_folder_is_filled(demo_store: DatasetStore, tmp_path: Path) -> None:
    """It stays the same one, and nobody else may fill it meanwhile."""
    before = tmp_path.stat().st_ino
    with pytest.raises(ParameterError), filled_folder(tmp_path), filled_folder(tmp_path):
        pass
    with filled_folder(tmp_path) as folder:
        (folder / "a").write_text("all")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert tmp_path.stat().st_ino == before


def test_what_a_link_leads_to_is_written(
    kg: Kg, demo_store: DatasetStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The link stays, of a file and of a folder; so does the folder in which somebody works."""
    here = tmp_path / "here"
    for name in ("here", "real"):
        (tmp_path / name).mkdir()
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "link.nq").symlink_to("real.nq")
    command = ("export", "--store", demo_store.folder, "--kind", "post", "--format")
    assert kg(*command, "nquads", "--output", tmp_path / "link.nq").code == 0
    assert kg(*command, "dump", "--to", tmp_path / "link").code == 0
    monkeypatch.chdir(here)
    assert kg(*command, "dump", "--to", ".").code == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "link.nq").is_symlink()
    assert (tmp_path / "real.nq").stat().st_size > 0
    for folder in (tmp_path / "real", here):
        assert (folder / "SHA256SUMS").is_file()
    assert (tmp_path / "here.report.json").is_file()


def test_a_pipe_is_no_file(kg: Kg, demo_store: DatasetStore, tmp_path: Path) -> None:
    """A device or a pipe is refused and stays; as a report, too."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = ("export", "--store", demo_store.folder, "--format", "iris", "--output")
    for more in ((pipe,), (tmp_path / "x.txt", "--report", pipe)):
        done = kg(*command, *more)
        assert (done.code, "is no file" in done.err) == (2, True)
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


def test_the_report_is_looked_at_before_the_work(
    kg: Kg, demo_store: DatasetStore, tmp_path: Path
) -> None:
    """A folder that is not there, a folder in its place, the export itself, or a file in it."""
    (tmp_path / "there").mkdir()
    command = ("export", "--store", demo_store.folder, "--format")
    output = tmp_path / "x.txt"
    for report in (tmp_path / "no" / "r.json", tmp_path / "there", output):
        assert kg(*command, "iris", "--output", output, "--report", report).code == 2
    inside = tmp_path / "there" / "README.md"
    assert kg(*command, "dump", "--to", tmp_path / "there", "--report", inside).code == 2
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]


def test_standard_output_that_takes_nothing_is_5(demo_store: DatasetStore, tmp_path: Path) -> None:
    """With a sentence, and no traceback when the program ends."""
    closed = tmp_path / "closed"
    closed.touch()
    command = [sys.executable, "-m", "kg.cli", "export", "--store", str(demo_store.folder)]
    with closed.open("rb") as output:
        done = subprocess.run(
            [*command, "--format", "iris", "--output", "-"],
            stdout=output, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert done.returncode == 5
    assert b"Standard output takes no more" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


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
