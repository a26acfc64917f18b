"""Tests of kg.ingest.update: operations on a store, as one write, with patterns in workers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import ConflictError, NotFoundError, QuerySyntaxError, QueryTimeoutError
from kg.ingest import update
from kg.ingest.erasure import forget
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from kg.vocabulary import BASE_IRI
from kg.workers import WorkerLimits, WorkerPool
from tests.conftest import Load
from tests.unit.ingest.gates import G, H

PREFIX = "PREFIX e: <http://example.org/>"
K = "http://example.org/k"
TOMBSTONES = f"{BASE_IRI}graph/tombstones"
RUNAWAY = " ".join(f"GRAPH ?g{n} {{ ?s{n} ?p{n} ?o{n} }}" for n in range(7))
COUNTED = f"""INSERT {{ GRAPH e:k {{ e:s e:p ?n }} }}
    WHERE {{ SELECT (COUNT(*) AS ?n) {{ {{ SELECT * {{ {RUNAWAY} }} LIMIT 50000 }} }} }}"""
"""An operation with a pattern that takes a while, and ends."""


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    """Workers for the patterns of this file."""
    with WorkerPool(WorkerLimits(workers=2, seconds=5.0)) as workers:
        yield workers


@pytest.fixture
def own(tmp_path: Path) -> DatasetStore:
    """A plain dataset."""
    settings = StoreSettings(default_graph="own", shapes="none")
    return DatasetStore.create(tmp_path / "own", settings)


def objects(store: DatasetStore, graph: str) -> set[str]:
    """What the triples of a graph say, as text."""
    return {str(quad.object) for quad in store.snapshot().quads(graph)}


def test_each_operation_sees_those_before_it(load: Load, pool: WorkerPool) -> None:
    """A pattern runs on what the request made so far, which nobody else sees yet."""
    store = load(g="e:s e:p 'a' .")
    text = f"""{PREFIX}
        INSERT DATA {{ GRAPH e:h {{ e:s e:p 'b' }} }} ;
        INSERT {{ GRAPH e:h {{ ?s e:copied ?o }} }} WHERE {{ GRAPH ?g {{ ?s e:p ?o }} }} ;
        DELETE WHERE {{ GRAPH e:g {{ ?s ?p 'a' }} }}"""
    done = update(store, text, None, pool)
    assert (done.version, set(done.created)) == (2, {H})
    assert objects(store, H) == {'"a"', '"b"'}
    assert objects(store, G) == set()


@pytest.mark.parametrize(
    ("last", "error"),
    [
        ("DROP GRAPH e:nowhere", NotFoundError),
        ("INSERT DATA { e:s e:p 1 }", ConflictError),
        ("SELECT * { ?s ?p ?o }", QuerySyntaxError),
        (f"INSERT {{ GRAPH e:k {{ ?s0 ?p1 ?o2 }} }} WHERE {{ {RUNAWAY} }}", QueryTimeoutError),
    ],
)
def test_a_request_is_done_as_a_whole_or_not_at_all(
    load: Load, pool: WorkerPool, last: str, error: type[Exception]
) -> None:
    """Also when its last operation cannot be read, may not be done, or does not end."""
    store = load(g=" ".join(f"e:s e:p {n} ." for n in range(60)))
    before = objects(store, G)
    first = "INSERT DATA { GRAPH e:g { e:s e:p 'x' } }"
    with pytest.raises(error):
        update(store, f"{PREFIX} {first} ; {last}", None, pool, seconds=1.0)
    assert (store.version, objects(store, G)) == (1, before)
    assert update(store, f"{PREFIX} CLEAR GRAPH e:g", None, pool).version == 2


def test_the_patterns_of_a_request_share_its_time(load: Load, pool: WorkerPool) -> None:
    """One of them may take it all, and many may not take it each."""
    store = load(g=" ".join(f"e:s e:p {n} ." for n in range(60)))
    assert update(store, f"{PREFIX} {COUNTED}", None, pool, seconds=1.0).version == 2
    many = " ; ".join(["DELETE WHERE { GRAPH e:k { ?s ?p ?o } }", *[COUNTED] * 200])
    with pytest.raises(QueryTimeoutError, match=r"update .* within 1 seconds"):
        update(store, f"{PREFIX} {many}", None, pool, seconds=1.0)
    assert (store.version, len(objects(store, K))) == (2, 1)


def test_a_plain_dataset_has_a_default_graph_to_write(own: DatasetStore, pool: WorkerPool) -> None:
    """And the protocol may say which graphs a pattern is about."""
    update(own, f"{PREFIX} INSERT DATA {{ e:s e:p 1 . GRAPH e:g {{ e:s e:p 2 }} }}", None, pool)
    text = f"{PREFIX} INSERT {{ e:s e:found ?o }} WHERE {{ ?s e:p ?o }}"
    update(own, text, None, pool, using=[G])
    found = {str(quad.object) for quad in own.snapshot().default_graph()}
    assert len(found) == 2


def test_a_graph_is_dropped_with_its_entry_in_the_catalogue(load: Load, pool: WorkerPool) -> None:
    """As `kg graphs drop` does it."""
    store = load(g="e:s e:p 'a' .")
    catalogue = f"GRAPH <{BASE_IRI}graph/catalogue>"
    text = f"{PREFIX} INSERT DATA {{ {catalogue} {{ e:g e:p 'entry' . e:h e:p 'other' }} }}"
    update(store, text, None, pool)
    update(store, f"{PREFIX} DROP GRAPH e:g", None, pool)
    assert objects(store, f"{BASE_IRI}graph/catalogue") == {'"other"'}


@pytest.mark.parametrize("text", ["DROP GRAPH <{}>", "DROP SILENT GRAPH <{}>", "MOVE <{}> TO e:g"])
def test_graphs_that_the_store_keeps_are_not_dropped(
    load: Load, pool: WorkerPool, text: str
) -> None:
    """Nor are they said to be missing, whether or not they are there."""
    store = load(g="e:s e:p 1 .")
    for graph in store.names.kept_by_the_store:
        with pytest.raises(ConflictError, match="kept by the store"):
            update(store, PREFIX + text.format(graph), None, pool)


@pytest.mark.parametrize("text", ["DROP ALL", "CLEAR ALL", "DROP NAMED", "DROP SILENT ALL"])
@pytest.mark.parametrize("mode", ["union", "own"])
def test_what_was_erased_stays_marked(
    text: str, mode: str, load: Load, own: DatasetStore, pool: WorkerPool
) -> None:
    """Emptying the dataset is allowed, and leaves the tombstones of the store."""
    data = f"{PREFIX} INSERT DATA {{ GRAPH e:g {{ e:x e:p 1 . e:y e:p 2 }} }}"
    store = own if mode == "own" else load(g="e:z e:p 0 .")
    update(store, data, None, pool)
    forget(store, ["http://example.org/x"], None)
    update(store, text, None, pool)
    snapshot = store.snapshot()
    assert [graph for graph in snapshot.graphs() if graph != G] == [TOMBSTONES]
    assert objects(store, G) == set()
    with pytest.raises(ConflictError, match="kept by the store"):
        update(store, f"INSERT DATA {{ GRAPH <{TOMBSTONES}> {{ <urn:a> <urn:b> 1 }} }}", None, pool)
