"""Tests of kg.store.recovery: leftovers are cleared, a damaged version is made again."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.store.checks import check_store
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from tests.conftest import CATALOGUE, Load, Triples
from tests.unit.store.contents import content
from tests.unit.store.disk import copied, listing

G, H = "http://example.org/g", "http://example.org/h"
KINDS = f"""
@prefix ga: <https://w3id.org/geoactors/ns#> .
<{H}> a ga:ClaimGraph .
"""


def mended(store: DatasetStore) -> list[str]:
    """What a server says when it starts."""
    with DatasetStore.open(store.folder).serving() as said:
        return said


def damage(store: DatasetStore, version: int, *, gone: bool = False) -> None:
    """Break a version, or remove it."""
    if gone:
        shutil.rmtree(store.versions.path(version))
        return
    for path in store.versions.path(version).glob("*.sst"):
        path.unlink()  # other versions have the same file under their own name
        path.write_bytes(b"broken")


@pytest.fixture(scope="module")
def original(module_path: Path, triples: Triples) -> DatasetStore:
    """Five versions: graphs come, change, become claims and go; the last three are on disk."""
    store = DatasetStore.create(module_path / "store", StoreSettings(shapes="none"))
    with store.write() as staging:
        staging.put(G, triples("e:s e:p 1, 'a\\nb' . [] e:q [ e:r 'deep' ] ."))
        staging.put(H, triples("e:s e:p 7 ."))
    with store.write() as staging:
        staging.put(CATALOGUE, triples(KINDS))
    with store.write() as staging:
        staging.create("urn:empty")
        staging.create("urn:passing")
    with store.write() as staging:
        staging.put(G, triples("e:s e:p 2 . [] e:q e:s ."))
        staging.put("http://example.org/k", triples("e:s e:p 'Ünï' ."))
        staging.put("urn:fleeting", triples("e:s e:p 'gone in the same write' ."))
        staging.drop("urn:fleeting")
    with store.write() as staging:
        staging.drop("urn:passing")
        staging.put("http://example.org/k", ())
    assert (store.version, store.versions.numbers()) == (5, [3, 4, 5])
    return store


@pytest.fixture
def store(original: DatasetStore, tmp_path: Path) -> DatasetStore:
    """A copy of it."""
    return copied(original, tmp_path / "store")


def test_after_an_orderly_end_there_is_nothing_to_say(store: DatasetStore) -> None:
    """And nothing to do."""
    before = listing(store.folder)
    assert mended(store) == []
    assert {**before, "server.lock": b""} == listing(store.folder)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ("staging/abcd/bulk-1.sst", "unfinished cop"),
        ("staging/abcd.tmp/000001.sst", "unfinished cop"),
        ("staging/bulk-77.sst", "unfinished cop"),
        ("journal/next.rdfp", "journal held"),
        ("journal/6.rdfp", "journal held"),
        ("journal/6.base.rdfp", "journal held"),
        ("versions/6/000001.sst", "Removed version 6"),
        ("versions/6.tmp/bulk-2.sst", "never published"),
        ("CURRENT.new", "Removed CURRENT.new"),
        ("settings.json.new", "Removed settings.json.new"),
        ("journal/log.jsonl.new", "Removed log.jsonl.new"),
        ("remade/000001.sst", "Removed remade"),
        ("remade-copy/000001.sst", "Removed remade-copy"),
        (".backup-x/quads.nq", "Removed .backup-x"),
    ],
)
def test_what_a_crash_leaves_is_cleared_and_said(store: DatasetStore, left: str, said: str) -> None:
    """By the next server; the store is as it was."""
    before = {**listing(store.folder), "server.lock": b""}
    path = store.folder / left
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * 100)
    [sentence] = mended(store)
    assert said in sentence
    assert listing(store.folder) == before
    assert mended(store) == []


def test_a_torn_line_of_the_log_is_cleared_and_said(store: DatasetStore) -> None:
    """The lines before it stay."""
    log = store.folder / "journal" / "log.jsonl"
    whole = log.read_bytes()
    log.write_bytes(whole + whole[:50])
    assert mended(store) == ["Removed what the journal held of a write behind version 5."]
    assert log.read_bytes() == whole


def test_a_write_says_what_it_mended(
    store: DatasetStore, triples: Triples, caplog: pytest.LogCaptureFixture
) -> None:
    """In the log of the program, where a loader has no better place."""
    (store.folder / "versions" / "6").mkdir()
    with caplog.at_level(logging.WARNING), store.write() as staging:
        staging.put(G, triples("e:s e:p 3 ."))
    assert "Removed version 6, which was never published." in caplog.text


@pytest.mark.parametrize("gone", [True, False])
@pytest.mark.parametrize(
    ("broken", "start"), [((5,), 4), ((4, 5), 3), ((3, 4, 5), 0)], ids=["one", "two", "all"]
)
def test_a_damaged_version_is_made_again(
    store: DatasetStore, broken: tuple[int, ...], start: int, gone: bool
) -> None:
    """From the newest that can be opened and the patches behind it, or from nothing."""
    before = content(store)
    for version in broken:
        damage(store, version, gone=gone)
    with pytest.raises(ResourceError):
        store.snapshot()
    said = mended(store)
    assert said == [f"Version 5 could not be opened: made it again from version {start}."]
    assert content(store) == before
    assert store.versions.opens(5)
    assert [f for f in check_store(store) if f.damage] == []


def test_a_damaged_version_is_made_again_from_the_base(store: DatasetStore) -> None:
    """The journal was compacted: empty graphs and claims are as they were."""
    before = content(store)
    assert store.compact() == 3
    for version in (3, 4, 5):
        damage(store, version)
    assert mended(store) == ["Version 5 could not be opened: made it again from version 3."]
    assert content(store) == before
    assert "graph urn:empty" in before
    assert check_store(store) == []


def test_a_write_makes_a_damaged_version_again_too(load: Load, triples: Triples) -> None:
    """What it adds comes to what was there."""
    store = load(g="e:s e:p 1 .")
    damage(store, 1)
    load(h="e:s e:p 2 .")
    assert store.snapshot().graphs() == [G, H]


def test_a_plain_dataset_is_made_again(tmp_path: Path, triples: Triples) -> None:
    """With its own default graph."""
    settings = StoreSettings(default_graph="own", shapes="none")
    store = DatasetStore.create(tmp_path / "own", settings)
    for number in (1, 2):
        with store.write() as staging:
            staging.put("", triples(f"e:s e:p {number} ."))
            staging.put(G, triples(f"e:s e:p {number + 10} ."))
    before = content(store)
    for version in (0, 1, 2):
        damage(store, version, gone=True)
    assert len(mended(store)) == 1
    assert content(store) == before


@pytest.mark.parametrize("missing", ["patch", "torn", "base"])
def test_what_cannot_be_made_again_is_said(store: DatasetStore, missing: str) -> None:
    """Neither a server nor a write goes on, and what is left is not touched."""
    if missing == "base":
        store.compact()
        next(store.folder.glob("journal/*.base.rdfp")).unlink()
    elif missing == "torn":
        store.journal.patch(4).write_bytes(b"H version")
    else:
        store.journal.patch(4).unlink()
    for version in (3, 4, 5):
        damage(store, version, gone=True)
    before = listing(store.folder / "journal")
    for use in (store.serving().__enter__, store.write().__enter__):
        with pytest.raises(ResourceError, match=r"store is damaged.*kg restore"):
            use()
    assert listing(store.folder / "journal") == before
    assert list((store.folder / "versions").iterdir()) == []


def test_catalogue_and_claims_are_told_apart_when_made_again(
    store: DatasetStore, triples: Triples
) -> None:
    """What the catalogue hides stays out of the default graph."""
    for version in (3, 4, 5):
        damage(store, version)
    mended(store)
    default = {quad.triple for quad in store.snapshot().default_graph()}
    assert triples(KINDS) <= default
    assert not triples("e:s e:p 7 .") & default
    assert CATALOGUE in store.snapshot().graphs()
