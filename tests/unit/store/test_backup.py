"""Tests of kg.store.backup: one file, whole or refused."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import tarfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from random import Random
from threading import Event, Semaphore, Thread

import pytest

from kg.errors import DiskFullError, InputError, NotFoundError, ParameterError
from kg.store.backup import read_backup, write_backup
from kg.store.embedded import DatasetStore
from kg.store.restore import restore
from kg.store.settings import StoreSettings
from tests.conftest import Load, Triples
from tests.unit.store.contents import content
from tests.unit.store.disk import listing

G, H = "http://example.org/g", "http://example.org/h"
Members = dict[str, bytes]


@pytest.fixture(scope="module")
def original(module_path: Path, triples: Triples) -> Path:
    """A folder with a store of two versions, and a backup of it; tests copy it."""
    folder = module_path / "original"
    store = DatasetStore.create(folder / "store", StoreSettings(shapes="none"))
    for text in ("e:s e:p 1, 'Ünï\\n\u2028' . [] e:q [] .", "e:s e:p 3 . _:x e:q _:x ."):
        with store.write() as staging:
            staging.put(G, triples(text))
            staging.put(H, triples("e:s e:p 2 ."))
    write_backup(store, folder / "backup.tar.gz")
    return folder


@pytest.fixture
def backup(original: Path, tmp_path: Path) -> Path:
    """A backup of two versions, beside the store that it is of."""
    shutil.copytree(original, tmp_path, dirs_exist_ok=True)
    return tmp_path / "backup.tar.gz"


def members_of(path: Path) -> Members:
    """What is in a backup, in its order."""
    with tarfile.open(path) as archive:
        found = {member.name: archive.extractfile(member) for member in archive}
        return {name: file.read() for name, file in found.items() if file}


def pack(members: Members, kind: bytes = tarfile.REGTYPE) -> bytes:
    """Make a file like a backup; the last member is of a *kind*."""
    output = io.BytesIO()
    with tarfile.open(fileobj=output, mode="w:gz") as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            last = name == list(members)[-1]
            member.type, member.size = (kind if last else tarfile.REGTYPE), len(data)
            if member.type == tarfile.SYMTYPE:
                member.size, member.linkname = 0, "quads.nq"
            archive.addfile(member, io.BytesIO(data))
    return output.getvalue()


def with_manifest(members: Members, **changes: object) -> Members:
    """The same with other words in its manifest, and the digests of what is there."""
    manifest = json.loads(members["manifest.json"])
    files = {
        name: {"bytes": len(data), "sha256": sha256(data).hexdigest()}
        for name, data in members.items()
        if name != "manifest.json"
    }
    manifest |= {"files": files, **changes}
    return {**members, "manifest.json": json.dumps(manifest).encode()}


def test_a_backup_says_its_version_and_its_digest(load: Load, tmp_path: Path) -> None:
    """What `sha256sum` says of the file; an older file of that name is replaced."""
    store = load(g="e:s e:p 1 .")
    target = tmp_path / "b.tar.gz"
    target.write_bytes(b"older")
    version, digest = write_backup(store, target)
    assert (version, digest) == (1, sha256(target.read_bytes()).hexdigest())
    assert list(members_of(target)) == ["manifest.json", "quads.nq", "graphs.json", "log.jsonl"]
    assert [path.name for path in tmp_path.iterdir() if path != store.folder] == ["b.tar.gz"]


def test_a_backup_holds_named_graphs_and_nobody_s_name(backup: Path) -> None:
    """The default graph is rebuilt from them."""
    members = members_of(backup)
    assert all(b"<http://example.org/" in line for line in members["quads.nq"].splitlines())
    assert members["quads.nq"].count(b"\n") == 3
    with tarfile.open(backup) as archive:
        assert {(m.uid, m.uname, m.mode) for m in archive} == {(0, "", 0o644)}


def test_backups_of_one_version_are_the_same_file(load: Load, tmp_path: Path) -> None:
    """Their digests say whether anything changed."""
    store = load(g="e:s e:p 1, 2, 3 .")
    digests = [write_backup(store, tmp_path / name)[1] for name in ("one", "two")]
    assert digests[0] == digests[1]


def test_a_backup_is_read_as_it_was_written(backup: Path, tmp_path: Path) -> None:
    """Their settings, their log, their graphs."""
    with read_backup(backup, tmp_path) as found:
        assert (found.version, found.graphs, found.count()) == (2, (G, H), 3)
        assert found.settings == StoreSettings(shapes="none")
        assert [entry.version for entry in found.entries()] == [1, 2]
        folder = found.folder
    assert not folder.exists()


def test_a_backup_is_of_one_version_while_others_write(
    load: Load, triples: Triples, tmp_path: Path
) -> None:
    """Two graphs that are always written together are never told apart by it."""
    store = load(g="e:s e:p 0 .", h="e:s e:p 0 .")
    enough, written = Event(), Semaphore(0)

    def write() -> None:
        number = 0
        while not enough.is_set():
            number += 1
            written.release()
            with DatasetStore.open(store.folder).write(wait=10.0) as staging:
                for graph in (G, H):
                    staging.put(graph, triples(f"e:s e:p {number} ."))

    writer = Thread(target=write)
    writer.start()
    try:
        made = []
        for number in range(5):
            assert written.acquire(timeout=30)
            made.append(write_backup(store, tmp_path / f"{number}.tar.gz"))
    finally:
        enough.set()
        writer.join()
    for number, (version, _) in enumerate(made):
        with read_backup(tmp_path / f"{number}.tar.gz", tmp_path) as found:
            one, two = found.quads.read_text().splitlines()
            assert one.split('"')[1] == two.split('"')[1] == f"{version - 1}"
            assert [entry.version for entry in found.entries()] == list(range(1, version + 1))
    assert made[0][0] < made[-1][0]


def test_a_backup_needs_a_folder(backup: Path, tmp_path: Path) -> None:
    """The sentence names it."""
    store = DatasetStore.open(tmp_path / "store")
    for target in (tmp_path / "no" / "b.tar.gz", backup / "b.tar.gz"):
        with pytest.raises(NotFoundError, match="there is no such folder"):
            write_backup(store, target)


def test_a_backup_that_finds_no_room_leaves_the_older_one(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing half made beside it."""
    store = DatasetStore.open(tmp_path / "store")
    before = listing(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.store.backup.pack", full)
    with pytest.raises(DiskFullError):
        write_backup(store, backup)
    assert listing(tmp_path) == before


def refused(path: Path, data: bytes, tmp_path: Path) -> str:
    """Restore a broken file into a new folder and into a store that is there: nothing changes."""
    path.write_bytes(data)
    before = listing(tmp_path)
    for target in (tmp_path / "new", tmp_path / "store"):
        with pytest.raises(InputError) as caught:
            restore(path, target)
    assert {**listing(tmp_path), "store/lock": b""} == {**before, "store/lock": b""}
    return str(caught.value)


Spoil = Callable[[Members], Members]
SPOILT: dict[str, tuple[Spoil, str]] = {
    "a changed quad": (lambda m: m | {"quads.nq": m["quads.nq"].replace(b"3", b"4")}, "digest"),
    "a longer file": (lambda m: m | {"quads.nq": m["quads.nq"] + b"x" * 10**6}, "digest"),
    "a changed log": (lambda m: m | {"log.jsonl": m["log.jsonl"][:-2]}, "digest"),
    "a changed list": (lambda m: m | {"graphs.json": b"[]"}, "digest"),
    "a missing file": (lambda m: {k: v for k, v in m.items() if k != "log.jsonl"}, "is missing"),
    "a file more": (lambda m: m | {"extra": b""}, "'extra' does not belong"),
    "a file outside": (lambda m: m | {"../evil": b"x"}, "'../evil' does not belong"),
    "an absolute file": (lambda m: m | {"/tmp/evil": b"x"}, "does not belong"),
    "no manifest": (lambda m: {k: v for k, v in m.items() if k != "manifest.json"}, "manifest"),
    "a late manifest": (lambda m: dict(reversed(m.items())), "manifest"),
    "a broken manifest": (lambda m: m | {"manifest.json": b"{"}, "no whole backup"),
    "a deep manifest": (lambda m: m | {"manifest.json": b"[" * 10**5}, "no whole backup"),
    "a list for manifest": (lambda m: m | {"manifest.json": b"[]"}, "no whole backup"),
    "a named file outside": (lambda m: with_manifest(m | {"../evil": b"x"}), "other files"),
    "too few named": (
        lambda m: with_manifest({k: m[k] for k in ("manifest.json", "quads.nq")}),
        "other files",
    ),
    "no such version": (lambda m: with_manifest(m, version=float("inf")), "no whole backup"),
    "a negative version": (lambda m: with_manifest(m, version=-1), "log"),
    "a log behind it": (lambda m: with_manifest(m, version=1), "log is not that of its version"),
    "a log of junk": (lambda m: with_manifest(m | {"log.jsonl": b"junk\n"}), "log"),
    "quads of junk": (lambda m: with_manifest(m | {"quads.nq": b"junk\n"}), "quads cannot be read"),
    "graphs of junk": (lambda m: with_manifest(m | {"graphs.json": b"[1]"}), "no whole backup"),
    "graphs without IRI": (lambda m: with_manifest(m | {"graphs.json": b'["no iri"]'}), "IRI"),
    "no settings": (lambda m: with_manifest(m, settings=[]), "holds no settings"),
    "odd settings": (lambda m: with_manifest(m, settings={"colour": "red"}), "colour"),
    "shapes of another log": (
        lambda m: with_manifest(m | {"passed.json": b'{"urn:s": "1"}'}),
        "not those of its log",
    ),
    "shapes of junk": (lambda m: with_manifest(m | {"passed.json": b"[1]"}), "no digests"),
    "settings to come": (lambda m: with_manifest(m, settings={"format": 3}), "has format 3"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_backup_that_is_not_as_it_was_written_is_refused(
    backup: Path, tmp_path: Path, name: str
) -> None:
    """With the reason, and with nothing changed anywhere."""
    spoil, reason = SPOILT[name]
    said = refused(backup, pack(spoil(members_of(backup))), tmp_path)
    assert reason in said
    assert not (tmp_path.parent / "evil").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE])
def test_only_files_belong_to_a_backup(backup: Path, tmp_path: Path, kind: bytes) -> None:
    """A link could lead anywhere."""
    assert "does not belong" in refused(backup, pack(members_of(backup), kind), tmp_path)


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"text\n" * 100, gzip.compress(b"text" * 999, mtime=0)]
)
def test_what_is_no_archive_is_refused(backup: Path, tmp_path: Path, data: bytes) -> None:
    """An empty file, a zip, a text, a packed text."""
    assert "this is no whole backup" in refused(backup, data, tmp_path)


@pytest.mark.parametrize("part", [0.01, 0.3, 0.6, 0.9, 0.999])
def test_a_file_that_was_cut_off_is_refused(backup: Path, tmp_path: Path, part: float) -> None:
    """However little is missing."""
    data = backup.read_bytes()
    assert "no whole backup" in refused(backup, data[: int(len(data) * part)], tmp_path)


@pytest.mark.parametrize("more", [b"x", b"\0" * 9 + b"x", gzip.compress(b"more", mtime=0)])
def test_a_file_with_something_behind_its_end_is_refused(
    backup: Path, tmp_path: Path, more: bytes
) -> None:
    """Nobody knows what it is."""
    assert "no whole backup" in refused(backup, backup.read_bytes() + more, tmp_path)


def test_any_byte_that_changed_is_found_out(backup: Path, tmp_path: Path) -> None:
    """But for those few of the head of gzip that say when and where the file was packed."""
    whole = backup.read_bytes()
    places = [*range(20), *range(len(whole) - 20, len(whole))]
    places += Random(1).sample(range(20, len(whole) - 20), 120)
    passed = []
    for place in places:
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            with read_backup(backup, tmp_path):
                passed.append(place)
        except InputError:
            continue
    assert set(passed) <= {4, 5, 6, 7, 8, 9}  # time, flags of speed, operating system


def test_a_missing_file_is_missed(tmp_path: Path) -> None:
    """And so is a folder in its place; neither makes a store."""
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(NotFoundError, match="there is no such file"):
            restore(path, tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_a_store_with_other_settings_takes_no_backup(
    backup: Path, tmp_path: Path, triples: Triples
) -> None:
    """The sentence names the setting, and both values."""
    for settings, said in (
        (StoreSettings(shapes="packaged"), "shapes none, the store packaged"),
        (StoreSettings("own", "none"), "default_graph union, the store own"),
        (StoreSettings(shapes="none", base_iri="urn:x:"), "base_iri https://"),
    ):
        other = DatasetStore.create(tmp_path / said[:6], settings)
        before = content(other)
        with pytest.raises(ParameterError, match=said):
            restore(backup, other.folder)
        assert (other.version, content(other)) == (0, before)
