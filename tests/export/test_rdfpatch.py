"""`kg export --format rdfpatch`: whoever applies all patches has the dataset."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.errors import ParameterError, ResourceError, UnavailableError
from kg.export import Losses, Selection, open_export
from kg.export.rdf.canonical import canonical_digest
from kg.export.rdf.rdfpatch import write
from kg.ingest import ingest
from kg.ingest.erasure import forget
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from tests.conftest import Triples
from tests.export.rdfpatch_lives import ACCEPTANCE, ANN, ODD, G, exported, held, live
from tests.export.rdfpatch_replica import Replica
from tests.unit.store.disk import copied, quick_folder

LITERALS = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")
"""The reader of rdflib calls what rdflib itself calls old."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for the stores of this module."""
    with quick_folder(tmp_path_factory.mktemp("patches")) as found:
        yield found


@pytest.fixture(scope="module")
def store(folder: Path, triples: Triples) -> DatasetStore:
    """A store with a life behind it; tests only read it."""
    store = DatasetStore.create(folder / "store", StoreSettings(shapes="none"))
    live(store, triples)
    return store


@pytest.fixture
def own(store: DatasetStore, folder: Path) -> Iterator[DatasetStore]:
    """A copy that a test may change."""
    yield copied(store, folder / "copy")
    shutil.rmtree(folder / "copy")


def test_all_patches_from_nothing_give_the_dataset(store: DatasetStore) -> None:
    """The canonical digest is the same, by a reader that shares no line with ours."""
    replica = Replica().apply(exported(store))
    assert len(replica.sizes) == store.version > 10
    assert canonical_digest(replica.quads) == canonical_digest(held(store))
    assert replica.quads == held(store)


@LITERALS
def test_rdflib_gives_the_same_dataset(
    store: DatasetStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its parser of RDF Patch applies what it reads; it must not rewrite numbers meanwhile."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    dataset = rdflib.Dataset()
    dataset.parse(data=exported(store), format="patch")
    quads = ox.parse(dataset.serialize(format="nquads").encode(), ox.RdfFormat.N_QUADS)
    assert canonical_digest(quads) == canonical_digest(held(store))


def test_the_rest_of_the_patches_brings_a_copy_up_to_date(store: DatasetStore) -> None:
    """Whatever version the copy has; one transaction for each version that is missing."""
    whole = exported(store)
    for since in range(store.version + 1):
        replica = Replica()
        head = first_transactions(whole, since)
        replica.apply(head).apply(exported(store, since))
        assert len(replica.sizes) == store.version
        assert replica.quads == held(store)


def first_transactions(patch: bytes, count: int) -> bytes:
    """The beginning of a document, without its header."""
    pieces = patch[patch.index(b"TX .") :].split(b"TC .\n")[:count]
    return b"".join(piece + b"TC .\n" for piece in pieces) or b'H none "" .\n'


def test_the_header_says_what_no_line_can(store: DatasetStore) -> None:
    """Which versions the document spans, and which graphs are there without a triple."""
    head = ['since "3"', 'first "4"', 'version "12"', f"graph <{ACCEPTANCE}>", "graph <urn:empty>"]
    assert header(exported(store, 3)) == head
    assert header(exported(store, 12)) == ['since "12"', 'version "12"', *head[3:]]


def header(patch: bytes) -> list[str]:
    """The fields at the head of a document."""
    head = patch.partition(b"TX .")[0].decode("utf-8").splitlines()
    return [line.removeprefix("H ").removesuffix(" .") for line in head]


def test_a_compacted_journal_begins_with_the_whole_dataset(own: DatasetStore) -> None:
    """Its first transaction makes a dataset from nothing, and leads to the version it names."""
    own.compact()
    start = own.journal.start()
    replica = Replica().apply(exported(own))
    assert start > 1
    assert f'first "{start}"' in header(exported(own))
    assert len(replica.sizes) == own.version - start + 1
    assert replica.quads == held(own)


def test_what_was_compacted_cannot_be_followed(own: DatasetStore) -> None:
    """The error says from which version on the changes are kept."""
    own.compact()
    start = own.journal.start()
    with pytest.raises(ParameterError, match=f"between version 1 and {start}") as error:
        exported(own, 1)
    assert f"--since {start}" in str(error.value.hint)
    assert len(transactions(exported(own, start))) == own.version - start


def transactions(patch: bytes) -> list[bytes]:
    """The transactions of a document."""
    return re.findall(rb"(?m)^TX \.$", patch)


def test_an_erased_thing_is_in_no_patch(own: DatasetStore, triples: Triples) -> None:
    """After `kg forget` all patches together give what is left, also with writes behind it."""
    forget(own, [ANN], None)
    ingest(own, {G: triples("e:s e:p 3 .")}, None)
    patch = exported(own)
    statements = [line for line in patch.splitlines() if line.startswith(b"A ")]
    assert [
        line for line in statements if f"<{ANN}>".encode() in line and b"Tombstone" not in line
    ] == []
    assert canonical_digest(Replica().apply(patch).quads) == canonical_digest(held(own))


def test_a_default_graph_of_its_own_is_followed_too(folder: Path, triples: Triples) -> None:
    """Its triples stand in lines without a graph."""
    settings = StoreSettings(default_graph="own", shapes="none")
    store = DatasetStore.create(folder / "plain", settings)
    for text in (ODD, "e:s e:p 1 .", ""):
        with store.write() as staging:
            staging.put("", triples(text))
            staging.put(G, triples(ODD))
    with store.write() as staging:
        staging.put("", triples(ODD))
    assert Replica().apply(exported(store)).quads == held(store)


def test_an_empty_store_has_no_transaction(tmp_path: Path) -> None:
    """The document has its header alone."""
    empty = DatasetStore.create(tmp_path / "empty", StoreSettings(shapes="none"))
    assert exported(empty) == b'H since "0" .\nH version "0" .\n'


def test_a_version_that_is_not_there_yet_is_refused(store: DatasetStore) -> None:
    """Rather than answered with no change."""
    with pytest.raises(ParameterError, match="no version 99 yet"):
        exported(store, 99)


def test_a_missing_or_torn_patch_is_told(own: DatasetStore) -> None:
    """A document that lacks one would lead to another dataset."""
    path = own.journal.patch(5)
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(ResourceError, match="breaks off"):
        exported(own)
    path.unlink()
    with pytest.raises(ResourceError, match="missing"):
        exported(own)


def test_compacting_meanwhile_is_told(own: DatasetStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """The patches that were to be copied are gone; a second attempt says where it can begin."""
    own.compact()
    monkeypatch.setattr("kg.export.rdf.rdfpatch._first", lambda journal, since, version: since + 1)
    with pytest.raises(UnavailableError, match="compacted meanwhile"):
        exported(own, 2)


def test_erasing_meanwhile_is_told(own: DatasetStore) -> None:
    """The journal begins behind the version that is exported: there is nothing to copy."""
    with open_export(own, Selection(since=0)) as version:
        forget(own, [ANN], None)
        with pytest.raises(UnavailableError, match="compacted meanwhile"):
            write(version, io.BytesIO(), Losses())


def test_a_dataset_without_a_journal_has_no_changes(store: DatasetStore) -> None:
    """It is refused, not answered with nothing."""
    with open_export(store, Selection(since=0)) as version:
        version.journal = None
        with pytest.raises(UnavailableError, match="journal"):
            write(version, io.BytesIO(), Losses())
