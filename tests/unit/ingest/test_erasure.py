"""Tests of kg.ingest.erasure: what goes with a thing, what stays, what is refused."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import ConflictError, NonConformingDataError, NotFoundError
from kg.gate import packaged_gate
from kg.ingest import Author, ingest
from kg.ingest.erasure import forget
from kg.ingest.sources import drop_graph, suspend_graph
from kg.store.checks import check_store
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from kg.vocabulary import BASE_IRI
from tests.conftest import CATALOGUE, Load, Triples
from tests.unit.ingest.gates import G, H, Watching, refusing
from tests.unit.store.disk import listing

X = "http://example.org/x"
TOMBSTONE = "https://w3id.org/geoactors/ns#Tombstone"
PREFIX = "@prefix x: <http://example.org/x#> ."
SECRETS = ("8c1d77aa03f94b52", "51fe90c2b7d64e18", "e2907bb164fa4c03", "77b0c5d19e3f4a6b")


def holds(store: DatasetStore, text: str) -> list[str]:
    """The files of a store in which a text stands."""
    return [name for name, data in listing(store.folder).items() if data and text.encode() in data]


def statements(store: DatasetStore) -> set[str]:
    """What the named graphs state, but for tombstones."""
    quads = store.snapshot().quads()
    return {str(quad.triple) for quad in quads if TOMBSTONE not in str(quad)}


def tombstones(store: DatasetStore) -> list[str]:
    """What was erased."""
    quads = list(store.snapshot().quads(f"{BASE_IRI}graph/tombstones"))
    assert {str(quad.object) for quad in quads} == {f"<{TOMBSTONE}>"}
    return sorted(str(quad.subject) for quad in quads)


@pytest.fixture
def store(load: Load) -> DatasetStore:
    """A thing in every place where a thing can be, and a bystander."""
    one, two, three, four = SECRETS
    load(g=f"{PREFIX} e:x e:name '{one}' . x:p1 e:note '{two}' .", h="e:y e:name 'bystander' .")
    return load(
        g=f"{PREFIX} e:x e:name '{one}' ; e:home [ e:street '{three}' ; e:map [ e:at '{four}' ] ] ."
        f" x:p1 e:note '{two}' . e:y e:knows x:p1 . e:y e:same '{X}' .",
        x="e:of e:the 'graph' .",
        catalogue="e:x e:title 'a graph of that name' .",
    )


def test_nothing_of_a_thing_is_left(store: DatasetStore) -> None:
    """Fragments and blank nodes go along, the graph of its name, what refers to it."""
    assert all(holds(store, secret) for secret in SECRETS)
    outcome = forget(store, [X], None, Author("ann", "forget"))
    assert [holds(store, secret) for secret in SECRETS] == [[], [], [], []]
    [bystander] = statements(store)
    assert "bystander" in bystander
    assert tombstones(store) == [f"<{X}>"]
    assert set(outcome.dropped) == {X}
    assert sum(change.removed for change in outcome.changes.values()) == 10
    assert check_store(store) == []
    last = store.journal.log.last()
    assert last is not None
    assert (last.who, last.action, X in last.graphs()) == ("ann", "forget", False)


def test_what_is_only_alike_stays(store: DatasetStore, triples: Triples) -> None:
    """IRIs that begin the same, texts that speak of it, blank nodes that others need."""
    kept = "e:xy e:p 1 . e:y e:says 'see http://example.org/x for more' . e:z e:uses _:b . "
    ingest(store, {H: triples(f"{kept} e:x e:uses _:b . _:b e:is 'shared' .")}, None)
    forget(store, [X], None)
    left = statements(store)
    assert len(left) == 4
    assert any("shared" in statement for statement in left)


def test_the_gate_judges_what_is_left(store: DatasetStore) -> None:
    """When it refuses, nothing was erased."""
    watching = Watching()
    before = listing(store.folder)
    with pytest.raises(NonConformingDataError):
        forget(store, [X], refusing)
    assert listing(store.folder) == before
    forget(store, [X], watching)
    assert watching.seen[0]["merged"] == {'"bystander"', f"<{TOMBSTONE}>"}


def test_packaged_shapes_let_a_tombstone_stand(tmp_path: Path, triples: Triples) -> None:
    """A person goes with what the shapes say cannot stand alone; the tombstone conforms."""
    text = """
    @prefix ga: <https://w3id.org/geoactors/ns#> .
    @prefix agent: <https://w3id.org/geoactors/id/agent/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    agent:ann a ga:Person ; skos:prefLabel "Ann Onymous"@en .
    agent:bob a ga:Person ; skos:prefLabel "Bob"@en .
    """
    store = DatasetStore.create(tmp_path / "packaged", StoreSettings())
    ingest(store, {G: triples(text)}, packaged_gate())
    assert forget(store, [f"{BASE_IRI}id/agent/ann"], packaged_gate()).version == 2
    assert (holds(store, "Onymous"), len(holds(store, "Bob")) > 0) == ([], True)


def test_several_things_go_together(store: DatasetStore) -> None:
    """As one version; each leaves a tombstone."""
    forget(store, [X, "http://example.org/y", X], None)
    assert (store.version, statements(store)) == (3, set())
    assert tombstones(store) == [f"<{X}>", "<http://example.org/y>"]


def test_a_thing_may_be_erased_again(store: DatasetStore, triples: Triples) -> None:
    """When it came back, and when it did not."""
    forget(store, [X], None)
    assert forget(store, [X], None).version == 4
    ingest(store, {G: triples(f"e:x e:name '{SECRETS[0]}' .")}, None)
    assert forget(store, [X], None).version == 6
    assert holds(store, SECRETS[0]) == []
    assert (tombstones(store), store.versions.numbers()) == ([f"<{X}>"], [6])
    assert check_store(store) == []


def test_what_was_dropped_before_can_be_erased(store: DatasetStore) -> None:
    """The dataset names it no longer, the journal does."""
    for graph in (G, X, CATALOGUE):
        drop_graph(store, graph, None)
    assert holds(store, SECRETS[0])
    forget(store, [X], None)
    assert [holds(store, secret) for secret in SECRETS] == [[], [], [], []]
    assert tombstones(store) == [f"<{X}>"]


def test_a_suspended_or_empty_graph_goes_by_its_name(load: Load) -> None:
    """With its suspension."""
    store = load(g="e:s e:p 1 .", h="e:s e:p 2 .")
    suspend_graph(store, G, None)
    with store.write() as staging:
        staging.create("urn:empty")
    forget(store, [G, "urn:empty"], None)
    assert store.snapshot().graphs() == sorted([H, *TWO_OF_THE_STORE])
    assert list(store.snapshot().quads(TWO_OF_THE_STORE[0])) == []


TWO_OF_THE_STORE = (f"{BASE_IRI}graph/acceptance", f"{BASE_IRI}graph/tombstones")


def test_what_nothing_ever_named_is_missed(store: DatasetStore) -> None:
    """A slip of the pen must not look like an erasure; with one of several, none goes."""
    before = listing(store.folder)
    for iris in (["http://example.org/nobody"], [X, "http://example.org/nobody"]):
        with pytest.raises(NotFoundError, match=r"Nothing names http://example\.org/nobody"):
            forget(store, iris, None)
    assert listing(store.folder) == before


@pytest.mark.parametrize("iri", [CATALOGUE, *TWO_OF_THE_STORE])
def test_the_graphs_of_the_store_cannot_be_erased(store: DatasetStore, iri: str) -> None:
    """It needs them."""
    with pytest.raises(ConflictError, match="kept by the store itself"):
        forget(store, [iri], None)


@pytest.mark.parametrize(
    "iri",
    [
        "http://example.org/name",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        "https://w3id.org/geoactors/ns",
        TOMBSTONE,
    ],
)
def test_a_property_or_a_class_is_a_slip(store: DatasetStore, triples: Triples, iri: str) -> None:
    """Half the dataset would go with it, for good."""
    forget(store, ["http://example.org/y"], None)
    ingest(store, {H: triples("e:z a e:Thing ; e:name 'z' .")}, None)
    before = listing(store.folder)
    with pytest.raises(ConflictError, match="is a property or a class"):
        forget(store, [iri], None)
    assert listing(store.folder) == before


def test_a_plain_dataset_forgets_too(tmp_path: Path, triples: Triples) -> None:
    """From its own default graph as from others."""
    store = DatasetStore.create(tmp_path / "plain", StoreSettings("own", "none"))
    ingest(store, {"": triples(f"e:x e:name '{SECRETS[0]}' . e:y e:p 1 .")}, None)
    forget(store, [X], None)
    assert holds(store, SECRETS[0]) == []
    assert [quad.subject for quad in store.snapshot().default_graph()] == [
        ox.NamedNode("http://example.org/y")
    ]
    assert check_store(store) == []
