"""Tests of `kg backup` and `kg restore`."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest

from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from tests.conftest import Kg, Load
from tests.running import serving
from tests.unit.store.contents import content
from tests.unit.store.disk import listing


def test_a_store_goes_into_a_file_and_comes_back(kg: Kg, load: Load, tmp_path: Path) -> None:
    """The commands name the version and the digest."""
    store = load(g="e:s e:p 1 .")
    file, new = tmp_path / "b.tar.gz", tmp_path / "new"
    done = kg("backup", "--store", store.folder, file)
    digest = sha256(file.read_bytes()).hexdigest()
    assert (done.code, done.out) == (0, f"{file}: version 1, SHA-256 {digest}\n")
    back = kg("restore", file, "--store", new)
    assert (back.code, back.out) == (0, f"{new}: restored as version 2.\n")
    assert content(DatasetStore.open(new)) == content(store)
    again = kg("restore", file, "--store", store.folder)
    assert (again.code, again.out) == (0, f"{store.folder}: restored as version 2.\n")


def test_a_store_is_backed_up_and_restored_beside_its_server(
    kg: Kg, load: Load, tmp_path: Path
) -> None:
    """What is asked afterwards is answered from the restored version."""
    store, file = load(g="e:s e:p 'first' ."), tmp_path / "b"
    query = "/sparql?query=SELECT%20%3Fo%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D"
    with serving("serve", "--store", store.folder) as server:
        assert kg("backup", "--store", store.folder, file).code == 0
        load(g="e:s e:p 'second' .")
        before = server.get(query, "text/csv")
        assert kg("restore", file, "--store", store.folder).code == 0
        after = server.get(query, "text/csv")
    assert (before.text.split(), after.text.split()) == (["o", "second"], ["o", "first"])
    assert before.headers["ETag"] != after.headers["ETag"]


def test_a_backup_goes_where_there_is_a_folder(kg: Kg, load: Load, tmp_path: Path) -> None:
    """Else with 2; a folder is no file."""
    store = load(g="e:s e:p 1 .")
    for target, said in ((tmp_path / "no" / "b", "no such folder"), (tmp_path, "is a directory")):
        done = kg("backup", "--store", store.folder, target)
        assert (done.code, said in done.err) == (2, True)


def test_a_broken_backup_ends_with_2(kg: Kg, load: Load, tmp_path: Path) -> None:
    """Nothing is changed, neither a store nor a folder."""
    store = load(g="e:s e:p 1 .")
    file = tmp_path / "b"
    kg("backup", "--store", store.folder, file)
    file.write_bytes(file.read_bytes()[:-10])
    before = listing(tmp_path)
    for target in (store.folder, tmp_path / "new"):
        done = kg("restore", file, "--store", target)
        assert (done.code, "no whole backup" in done.err) == (2, True)
    assert listing(tmp_path) == before


@pytest.mark.parametrize("target", ["missing", "other", "papers"])
def test_a_restore_that_cannot_be_ends_with_2(
    kg: Kg, load: Load, tmp_path: Path, target: str
) -> None:
    """No such file, a store with other settings, a folder of something else."""
    store = load(g="e:s e:p 1 .")
    file = tmp_path / "b"
    if target != "missing":
        kg("backup", "--store", store.folder, file)
    DatasetStore.create(tmp_path / "other", StoreSettings("own", "none"))
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "thesis.tex").touch()
    done = kg("restore", file, "--store", tmp_path / target)
    assert done.code == 2
    assert re.search("no such file|Restore it into a new folder|holds no store", done.err)
