"""Tests of kg.ingest.sources: graphs into a store and out of it, suspended and resumed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import (
    ConflictError,
    NonConformingDataError,
    NotFoundError,
    ParameterError,
    PreconditionError,
)
from kg.gate import Gate
from kg.ingest import Author, Outcome, ingest, update
from kg.ingest.conditions import Condition
from kg.ingest.sources import drop_graph, resume_graph, suspend_graph, write_graph
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from kg.vocabulary import BASE_IRI, GA
from kg.workers import WorkerPool
from tests.conftest import CATALOGUE, Load, Triples
from tests.unit.ingest.gates import G, H, Watching, refusing
from tests.unit.store.disk import listing

ACCEPTANCE = f"{BASE_IRI}graph/acceptance"
TOMBSTONES = f"{BASE_IRI}graph/tombstones"
CLAIM = f"{BASE_IRI}id/claim/moon"
ME = Author("ann", "put")


def facts(store: DatasetStore) -> set[str]:
    """The objects of the default graph, but for what it says of graphs."""
    quads = store.snapshot().default_graph()
    return {quad.object.value for quad in quads if quad.predicate.value.endswith("/p")}  # type: ignore[union-attr]


def test_a_source_is_suspended_and_resumed(load: Load) -> None:
    """Its triples leave the default graph and come back; what others hold stays."""
    store = load(g="e:s e:p 1, 2 .", h="e:s e:p 2 .")
    outcome = suspend_graph(store, G, None, Author("ann", "suspend"))
    assert (outcome.version, facts(store)) == (2, {"2"})
    assert {quad.object.value for quad in store.snapshot().quads(G)} == {"1", "2"}  # type: ignore[union-attr]
    last = store.journal.log.last()
    assert last is not None
    assert (last.who, last.action, last.changes) == ("ann", "suspend", {ACCEPTANCE: (1, 0)})
    assert resume_graph(store, G, None).version == 3
    assert facts(store) == {"1", "2"}


def test_suspending_and_resuming_again_changes_nothing(load: Load) -> None:
    """The version stays."""
    store = load(g="e:s e:p 1 .")
    assert [suspend_graph(store, G, None).version for _ in range(2)] == [2, 2]
    assert [resume_graph(store, G, None).version for _ in range(2)] == [3, 3]


def test_a_suspended_source_stays_so_when_it_is_replaced(load: Load) -> None:
    """A loader that runs every night does not bring it back."""
    store = load(g="e:s e:p 1 .")
    suspend_graph(store, G, None)
    load(g="e:s e:p 7 .")
    assert facts(store) == set()
    resume_graph(store, G, None)
    assert facts(store) == {"7"}


def test_a_suspended_source_that_is_dropped_is_gone(load: Load) -> None:
    """And so is its suspension: one that is loaded again counts."""
    store = load(g="e:s e:p 1 .", h="e:s e:p 1, 2 .")
    suspend_graph(store, G, None)
    outcome = drop_graph(store, G, None)
    assert outcome.dropped == {G}
    assert list(store.snapshot().quads(ACCEPTANCE)) == []
    assert facts(store) == {"1", "2"}
    load(g="e:s e:p 5 .")
    assert facts(store) == {"1", "2", "5"}


def test_a_dropped_source_leaves_what_others_say(load: Load) -> None:
    """A triple leaves the default graph when its last graph does."""
    store = load(g="e:s e:p 1, 2 .", h="e:s e:p 2, 3 .")
    drop_graph(store, G, None)
    assert (facts(store), store.snapshot().graphs()) == ({"2", "3"}, [H])
    drop_graph(store, H, None)
    assert (facts(store), store.snapshot().graphs()) == (set(), [])


@pytest.mark.parametrize("claim", [False, True])
def test_a_dropped_source_leaves_no_entry(load: Load, triples: Triples, claim: bool) -> None:
    """Nor does any of a claim's content become a fact when the catalogue forgets it."""
    store = load(g="e:s e:p 1 .", h="e:s e:p 2 .")
    kind = "ClaimGraph" if claim else "SourceGraph"
    text = f"<{G}> a <{GA[kind]}> ; e:q 'g' . <{H}> a <{GA.SourceGraph}> ; e:q <{G}> ."
    entries = triples(text)
    ingest(store, {CATALOGUE: entries}, None)
    drop_graph(store, G, None)
    left = {str(quad.triple) for quad in store.snapshot().quads(CATALOGUE)}
    assert left == {str(t) for t in entries if str(t.subject) == f"<{H}>"}
    assert facts(store) == {"2"}
    drop_graph(store, CATALOGUE, None)
    assert store.snapshot().graphs() == [H]


def test_a_graph_named_like_the_catalogue_of_a_plain_dataset_is_left(
    tmp_path: Path, triples: Triples
) -> None:
    """It says nothing of the others there."""
    settings = StoreSettings(default_graph="own", shapes="none")
    plain = DatasetStore.create(tmp_path / "plain", settings)
    entry = triples(f"<{G}> e:q 'g' .")
    ingest(plain, {G: triples("e:s e:p 1 ."), CATALOGUE: entry}, None)
    drop_graph(plain, G, None)
    assert len(list(plain.snapshot().quads(CATALOGUE))) == len(entry) == 1


def test_the_content_of_a_claim_is_no_fact_when_it_is_resumed(load: Load, triples: Triples) -> None:
    """It was none before."""
    store = load(g="e:s e:p 1 .")
    ingest(store, {CLAIM: triples("e:s e:p 'claimed' .")}, None)
    for act in (suspend_graph, resume_graph):
        act(store, CLAIM, None)
        assert facts(store) == {"1"}


ACTS = (suspend_graph, resume_graph, drop_graph)


@pytest.mark.parametrize("act", ACTS)
def test_a_graph_that_is_not_there_is_missed(load: Load, act: Callable[..., Outcome]) -> None:
    """And nothing is written."""
    store = load(g="e:s e:p 1 .")
    before = listing(store.folder)
    with pytest.raises(NotFoundError, match="There is no graph urn:other"):
        act(store, "urn:other", None)
    assert listing(store.folder) == before


@pytest.mark.parametrize("act", ACTS)
def test_the_gate_may_refuse_each_of_them(load: Load, act: Callable[..., Outcome]) -> None:
    """With its report, and without a trace in the folder."""
    store = load(g="e:s e:p 1 .")
    before = listing(store.folder)
    with pytest.raises(NonConformingDataError):
        act(store, G, refusing)
    assert listing(store.folder) == before


def test_the_gate_sees_what_would_be_left(load: Load) -> None:
    """The graph that comes back is judged as a source; the default graph without what goes."""
    store = load(g="e:s e:p 1 .", h="e:s e:p 2 .")
    watching = Watching()
    suspend_graph(store, G, watching)
    resume_graph(store, G, watching)
    drop_graph(store, G, watching)
    merged = [{text for text in seen["merged"] if "integer" in text} for seen in watching.seen]
    one, two = (f'"{n}"^^<http://www.w3.org/2001/XMLSchema#integer>' for n in (1, 2))
    assert merged == [{two}, {one, two}, {two}]
    assert watching.seen[1][G] == {one}


def test_the_catalogue_cannot_be_suspended(load: Load) -> None:
    """Nobody would know the kinds of graphs then."""
    store = load(catalogue="e:s e:p 1 .")
    with pytest.raises(ConflictError, match="cannot be suspended"):
        suspend_graph(store, CATALOGUE, None)


@pytest.mark.parametrize("graph", [ACCEPTANCE, TOMBSTONES])
def test_no_source_writes_the_graphs_of_the_store(load: Load, triples: Triples, graph: str) -> None:
    """By whatever door: it could suspend others, or pretend that something was erased."""
    store = load(g="e:s e:p 1 .")
    suspend_graph(store, G, None)
    before = listing(store.folder)
    data = triples("e:s e:p 2 .")
    text = f"INSERT DATA {{ GRAPH <{graph}> {{ <urn:s> <urn:p> 1 }} }}"
    attempts: list[Callable[[], object]] = [
        lambda: ingest(store, {graph: data}, None),
        lambda: ingest(store, {graph: data}, None, add=True),
        lambda: write_graph(store, graph, data, None, add=False, author=ME),
        lambda: write_graph(store, graph, data, None, add=True, author=ME),
        lambda: drop_graph(store, graph, None),
        lambda: suspend_graph(store, graph, None),
    ]
    with WorkerPool() as pool:
        attempts.append(lambda: update(store, text, None, pool))
        attempts.append(lambda: update(store, f"COPY <{G}> TO <{graph}>", None, pool))
        for attempt in attempts:
            with pytest.raises(ConflictError, match="kept by the store itself"):
                attempt()
    assert listing(store.folder) == before


def test_the_default_graph_of_a_union_is_not_written(load: Load, triples: Triples) -> None:
    """It follows from the others."""
    store = load(g="e:s e:p 1 .")
    attempts: list[Callable[[], object]] = [
        lambda: ingest(store, {"": triples("e:s e:p 2 .")}, None),
        lambda: write_graph(store, "", set(), None, add=True, author=ME),
        lambda: drop_graph(store, "", None),
    ]
    for write in attempts:
        with pytest.raises(ConflictError, match="union of the source graphs"):
            write()


def test_a_graph_needs_a_name_that_leads_somewhere(load: Load) -> None:
    """Under the base only some names are those of graphs."""
    with pytest.raises(ParameterError, match="cannot name a graph"):
        ingest(load(g="e:s e:p 1 ."), {f"{BASE_IRI}id/agent/x": set()}, None)


@pytest.fixture
def plain(tmp_path: Path) -> DatasetStore:
    """A plain dataset."""
    return DatasetStore.create(tmp_path / "plain", StoreSettings("own", "none"))


def test_a_plain_dataset_has_no_sources(plain: DatasetStore, triples: Triples) -> None:
    """Its default graph is its own, and is emptied when it is dropped."""
    ingest(plain, {"": triples("e:s e:p 1 ."), G: triples("e:s e:p 2 .")}, None)
    for act in (suspend_graph, resume_graph):
        with pytest.raises(ConflictError, match="no source graphs"):
            act(plain, G, None)
    assert drop_graph(plain, "", None).version == 2
    assert list(plain.snapshot().default_graph()) == []
    assert plain.snapshot().graphs() == [G]


def test_a_graph_is_written_on_a_condition(load: Load, triples: Triples) -> None:
    """That nobody changed it since it was read; others may have changed."""
    store = load(g="e:s e:p 1 .")
    load(h="e:s e:p 2 .")

    def put(text: str, condition: Condition, graph: str = G) -> int:
        data = triples(text)
        return write_graph(
            store, graph, data, None, add=False, author=ME, condition=condition
        ).version

    seen = Condition(versions=frozenset((1,)), exists=True)
    assert put("e:s e:p 3 .", seen) == 3
    before = listing(store.folder)
    with pytest.raises(PreconditionError, match="changed by version 3"):
        put("e:s e:p 4 .", seen)
    with pytest.raises(PreconditionError, match="exists already"):
        put("e:s e:p 4 .", Condition(exists=False))
    with pytest.raises(PreconditionError, match="changed by version 3"):
        drop_graph(store, G, None, condition=seen)
    assert listing(store.folder) == before
    assert put("e:s e:p 5 .", Condition(exists=False), "urn:new") == 4
    assert drop_graph(store, G, None, condition=Condition(versions=frozenset((3,)))).version == 5


def test_a_graph_may_be_written_without_triples(load: Load) -> None:
    """It comes to exist; and again, nothing changes."""
    store = load(g="e:s e:p 1 .")
    for created in (["http://example.org/h"], []):
        outcome = write_graph(store, H, set(), None, add=True, author=ME)
        assert (outcome.version, list(outcome.created)) == (2, created)
    assert store.snapshot().graphs() == [G, H]


def loaded(store: DatasetStore, gate: Gate, data: Triples, _: WorkerPool) -> Outcome:
    """As `kg load` does."""
    return ingest(store, {G: data("e:s e:p 1, 2 .")}, gate)


def put(store: DatasetStore, gate: Gate, data: Triples, _: WorkerPool) -> Outcome:
    """As a PUT does."""
    return write_graph(store, G, data("e:s e:p 1, 2 ."), gate, add=False, author=ME)


def updated(store: DatasetStore, gate: Gate, _: Triples, pool: WorkerPool) -> Outcome:
    """As `/update` does."""
    text = f"PREFIX e: <http://example.org/> INSERT DATA {{ GRAPH <{G}> {{ e:s e:p 1, 2 }} }}"
    return update(store, text, gate, pool)


def test_loads_puts_and_updates_are_one_way_in(tmp_path: Path, triples: Triples) -> None:
    """The same gate sees the same, and the same is stored and kept in the journal."""
    found = []
    with WorkerPool() as pool:
        for way in (loaded, put, updated):
            store = DatasetStore.create(tmp_path / way.__name__, StoreSettings(shapes="none"))
            watching = Watching()
            outcome = way(store, watching, triples, pool)
            patch = store.journal.patch(1).read_bytes().partition(b"TX .\n")[2]
            entry = store.journal.log.last()
            assert entry is not None
            report = entry.report
            found.append(
                (watching.seen, outcome.changes, set(patch.splitlines()), report, facts(store))
            )
    assert found[0] == found[1] == found[2]
    assert found[0][4] == {"1", "2"}
    assert found[0][3]["conforms"] is True
