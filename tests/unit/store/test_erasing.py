"""Tests of kg.store.erasing: nothing of what went stays in the folder, whatever happens."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import ResourceError
from kg.store.checks import check_store
from kg.store.embedded import DatasetStore
from kg.store.erasing import Erasure, names_thing, pending_erasure, traces
from kg.store.log import Change, Entry, now
from kg.store.settings import StoreSettings
from tests.conftest import Triples
from tests.unit.store.contents import content
from tests.unit.store.disk import copied, listing
from tests.unit.store.steps import each_step

G = "http://example.org/g"
SECRET = "6a1f0c93b7e24d85"
NOTHING_EXTRA = frozenset(("CURRENT", "lock", "server.lock", "settings.json"))


def holds(store: DatasetStore, text: str) -> list[str]:
    """The files of a store in which a text stands."""
    return [name for name, data in listing(store.folder).items() if data and text.encode() in data]


def inodes(store: DatasetStore) -> set[int]:
    """Which files the engine has for the versions of a store."""
    return {path.stat().st_ino for path in (store.folder / "versions").glob("*/*")}


@pytest.fixture(scope="module")
def original(module_path: Path, triples: Triples) -> DatasetStore:
    """Three versions, a secret in each, and a bystander."""
    store = DatasetStore.create(module_path / "store", StoreSettings(shapes="none"))
    with store.write() as staging:
        staging.put(G, triples(f"e:s e:p '{SECRET}' ."))
        staging.put("http://example.org/h", triples("e:s e:p 'bystander' ."))
    with store.write() as staging:
        staging.put(G, triples(f"e:s e:p '{SECRET}', 2 ."))
    with store.write() as staging:
        staging.put("http://example.org/k", triples("e:s e:p 3 ."))
    return store


@pytest.fixture
def store(original: DatasetStore, tmp_path: Path) -> DatasetStore:
    """A copy of it."""
    return copied(original, tmp_path / "store")


def erase(store: DatasetStore, triples: Triples) -> None:
    """Take the secret out of the dataset, for good."""
    with store.write("forget", erasing=[G]) as staging:
        staging.change(G, set(), triples(f"e:s e:p '{SECRET}' ."))


def test_the_texts_stand_in_files_before(store: DatasetStore) -> None:
    """Else the tests below would prove nothing."""
    places = {name.split("/")[0] for name in holds(store, SECRET)}
    assert places == {"versions", "journal"}


def test_an_ordinary_write_leaves_traces(store: DatasetStore, triples: Triples) -> None:
    """The engine keeps texts that no triple uses, and the journal what was removed."""
    with store.write() as staging:
        staging.change(G, set(), triples(f"e:s e:p '{SECRET}' ."))
    assert SECRET not in "".join(content(store))
    assert any(name.startswith("versions/4/") for name in holds(store, SECRET))
    assert "journal/4.rdfp" in holds(store, SECRET)


def test_an_erasure_leaves_none(store: DatasetStore, triples: Triples) -> None:
    """One version, one base, the log; and all else that the dataset held."""
    before, files = content(store), inodes(store)
    erase(store, triples)
    assert holds(store, SECRET) == []
    assert holds(store, "bystander") != []
    assert not files & inodes(store)  # no file of the engine is shared with what there was
    assert content(store) == {quad for quad in before if SECRET not in quad}
    assert store.versions.numbers() == [4]
    assert sorted(path.name for path in (store.folder / "journal").iterdir()) == [
        "4.base.rdfp",
        "log.jsonl",
    ]
    assert not any((store.folder / name).exists() for name in ("staging", "erasing"))
    assert check_store(store) == []


def test_what_was_removed_before_is_erased_too(store: DatasetStore, triples: Triples) -> None:
    """Though nothing changes, there is a version made afresh."""
    with store.write() as staging:
        staging.change(G, set(), triples(f"e:s e:p '{SECRET}' ."))
    erase(store, triples)
    assert (store.version, holds(store, SECRET)) == (5, [])


def test_a_reader_of_an_older_version_stops_no_erasure(
    store: DatasetStore, triples: Triples
) -> None:
    """It may go on with what it opened, but nothing of it is in the folder."""
    reader = store.snapshot()
    erase(store, triples)
    assert holds(store, SECRET) == []
    assert store.versions.numbers() == [4]
    reader.close()


def test_a_warm_copy_of_another_process_goes_too(store: DatasetStore, triples: Triples) -> None:
    """It makes itself another at its next write."""
    warm = DatasetStore.open(store.folder, warm=True)
    with warm.write() as staging:
        staging.put("http://example.org/w", triples("e:s e:p 1 ."))
    # whether the text can be read in its files depends on when the engine packs them
    assert any(name.startswith("staging/") for name in listing(store.folder))
    erase(store, triples)
    assert holds(store, SECRET) == []
    with warm.write() as staging:
        staging.put("http://example.org/w", triples("e:s e:p 2 ."))
    assert holds(store, SECRET) == []
    assert check_store(store) == []
    warm.close()


def test_an_erasure_that_breaks_off_anywhere_is_finished_or_never_began(
    store: DatasetStore, triples: Triples
) -> None:
    """The next server does it, and says so."""
    before = content(store)
    shots = store.folder.parent / "shots"
    with each_step(store.folder, shots) as camera:
        erase(store, triples)
        camera.shoot("acknowledged")
    finished = 0
    for shot in camera.taken:
        crashed = DatasetStore.open(shot)
        with crashed.serving() as said:
            finished += "Finished the erasure that version 4 began." in said
        if crashed.version == 3:
            assert content(crashed) == before
        else:
            assert holds(crashed, SECRET) == [], shot
            assert content(crashed) == content(store)
        assert check_store(crashed) == [], shot
        assert not (shot / "erasing").exists()
    assert finished >= 4


def test_a_refused_erasure_leaves_no_trace_of_itself(store: DatasetStore) -> None:
    """The gate raised within the block."""
    before = listing(store.folder)
    with pytest.raises(KeyError), store.write(erasing=[G]) as staging:
        raise KeyError(staging.drop(G))
    assert listing(store.folder) == before


def test_the_log_does_not_name_an_erased_graph(store: DatasetStore, triples: Triples) -> None:
    """What happened to it stays on record, under no name; other graphs keep theirs."""
    with store.write() as staging:
        staging.put(f"{G}#part", triples("e:s e:p 1, 2 ."))
    erase(store, triples)
    entries = list(store.journal.log.entries())
    assert [entry.version for entry in entries] == [1, 2, 3, 4, 5]
    assert "http://example.org/h" in entries[0].changes
    assert not any(graph == G or f"{G}#" in graph for e in entries for graph in e.graphs())
    assert entries[3].changes == {"urn:geoactors:erased": Change(2, 0)}
    assert "journal/log.jsonl" not in holds(store, G)


def test_the_counts_of_erased_graphs_are_added_up() -> None:
    """One name stands for all of them."""
    changes = {"urn:a": Change(1, 2), "urn:a#x": Change(3, 4), "urn:ab": Change(5, 6)}
    entry = Entry(1, now(), "", "load", changes, 0, ("urn:a", "urn:a#x"), ("urn:ab",))
    scrubbed = Erasure(2, ("urn:a",)).scrubbed(entry)
    assert scrubbed.changes == {"urn:geoactors:erased": (4, 6), "urn:ab": (5, 6)}
    assert (scrubbed.created, scrubbed.dropped) == (("urn:geoactors:erased",), ("urn:ab",))


@pytest.mark.parametrize(
    ("text", "named"),
    [("urn:a", True), ("urn:a#x", True), ("urn:ab", False), ("urn:a/x", False), ("urn:", False)],
)
def test_a_thing_is_named_by_its_iri_and_its_fragments(text: str, named: bool) -> None:
    """And by nothing that only begins like it."""
    assert names_thing(text, "urn:a") is named
    quad = ox.Quad(ox.NamedNode(text), ox.NamedNode("urn:p"), ox.Literal(text))
    line = (ox.serialize([quad], format=ox.RdfFormat.N_QUADS) or b"").decode()
    assert any(trace in line for trace in traces(["urn:a"])) is named


def test_a_note_that_cannot_be_read_is_damage(store: DatasetStore) -> None:
    """Nobody may guess what was to go."""
    (store.folder / "erasing").write_text("{}")
    with pytest.raises(ResourceError, match="note of an erasure"):
        pending_erasure(store.folder)
    with pytest.raises(ResourceError, match="note of an erasure"):
        store.serving().__enter__()
