"""Tests of kg.store.staging: the default graph follows the source graphs."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store.checks import check_store
from kg.store.embedded import DatasetStore
from kg.store.graphs import claim_graphs, reference_graphs
from kg.store.log import Change
from kg.store.settings import StoreSettings
from kg.store.staging import Staging
from kg.terms import in_graph
from kg.vocabulary import BASE_IRI
from tests.conftest import CATALOGUE, Load, Triples

G = "http://example.org/g"
H = "http://example.org/h"
CLAIM = f"{BASE_IRI}id/claim/moon"
TYPES = """
@prefix ga: <https://w3id.org/geoactors/ns#> .
e:g a ga:ClaimGraph . e:h a ga:ReferenceGraph .
"""


def claims_of(staging: Staging) -> set[str]:
    """Those of the graphs of these tests that hold the content of a claim."""
    return {graph for graph in (CLAIM, G, H, CATALOGUE) if staging.is_claim(graph)}


def test_the_default_graph_is_the_union(plain_store: DatasetStore, triples: Triples) -> None:
    """A triple leaves it when the last graph that holds it lets go."""
    with plain_store.write() as staging:
        assert staging.put(G, triples("e:s e:p 1, 2 .")) == Change(2, 0)
        assert staging.put(H, triples("e:s e:p 2, 3 .")) == Change(2, 0)
        assert staging.triples() == triples("e:s e:p 1, 2, 3 .")
        assert staging.put(G, triples("e:s e:p 1 .")) == Change(0, 1)
        assert staging.triples() == triples("e:s e:p 1, 2, 3 .")
        assert staging.put(H, triples("e:s e:p 3 .")) == Change(0, 1)
        assert staging.triples() == triples("e:s e:p 1, 3 .")


def test_the_content_of_a_claim_never_enters_it(
    plain_store: DatasetStore, triples: Triples
) -> None:
    """Whether its IRI is a claim's or the catalogue says that it holds a claim's content."""
    with plain_store.write() as staging:
        staging.put(CLAIM, triples("e:s e:p 1 ."))
        staging.put(CATALOGUE, triples(TYPES))
        staging.put(G, triples("e:s e:p 2 ."))
        assert staging.triples() == triples(TYPES)
        assert claims_of(staging) == {CLAIM, G}
        assert staging.reference_graphs() == {H}


def test_a_graph_may_become_a_claim_s_and_cease_to_be(
    plain_store: DatasetStore, triples: Triples
) -> None:
    """Its triples leave the default graph and come back, unless another graph holds them."""
    with plain_store.write() as staging:
        staging.put(G, triples("e:s e:p 1, 2 ."))
        staging.put("http://example.org/k", triples("e:s e:p 2 ."))
        staging.put(CATALOGUE, triples(TYPES))
        assert staging.triples() == triples(f"{TYPES} e:s e:p 2 .")
        staging.put(CATALOGUE, triples("e:s e:p 3 ."))
        assert staging.triples() == triples("e:s e:p 1, 2, 3 .")


def test_a_graph_may_call_itself_a_claim_s(plain_store: DatasetStore, triples: Triples) -> None:
    """Then not even that statement is a fact."""
    with plain_store.write() as staging:
        staging.put(G, triples(TYPES))
        assert staging.triples() == set()
        staging.put(G, triples("e:s e:p 1 ."))
        assert staging.triples() == triples("e:s e:p 1 .")


def test_a_plain_dataset_has_a_default_graph_of_its_own(tmp_path: Path, triples: Triples) -> None:
    """Named graphs do not show through it."""
    settings = StoreSettings(default_graph="own", shapes="none")
    store = DatasetStore.create(tmp_path / "own", settings)
    with store.write() as staging:
        staging.put(G, triples("e:s e:p 1 ."))
        staging.put("", triples("e:s e:p 2 ."))
    snapshot = store.snapshot()
    assert {quad.triple for quad in snapshot.default_graph()} == triples("e:s e:p 2 .")
    assert {quad.triple for quad in snapshot.quads()} == triples("e:s e:p 1 .")


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("01", "1"),
        ("+5", "5"),
        ("1.10", "1.1"),
        ("1.0E6", "1.0E6"),
        ('"1"^^<http://www.w3.org/2001/XMLSchema#boolean>', "true"),
        ('"5"^^<http://www.w3.org/2001/XMLSchema#int>', "5"),
    ],
)
def test_a_number_in_another_writing_is_no_change(
    written: str, stored: str, plain_store: DatasetStore, triples: Triples
) -> None:
    """The engine rewrites numbers; the same data must not change a graph for ever."""
    with plain_store.write() as staging:
        assert staging.put(G, triples(f"e:s e:p {written} .")) == Change(1, 0)
        assert staging.put(G, triples(f"e:s e:p {written} .")) == Change(0, 0)
        assert staging.put(G, triples(f"e:s e:p {stored} .")) == Change(0, 0)
        assert len(staging.triples()) == len(staging.triples(G)) == 1


def test_no_source_can_silence_another(plain_store: DatasetStore, triples: Triples) -> None:
    """What a source or a claim says of graphs does not count, nor does the catalogue of itself."""
    facts = triples("e:s e:p 2 .")
    called = triples(f"{TYPES} <{CATALOGUE}> a ga:ClaimGraph .")
    with plain_store.write() as staging:
        staging.put(G, facts)
        staging.put(H, called)
        staging.put(CLAIM, called)
        assert facts <= staging.triples()
        assert claims_of(staging) == {CLAIM}
        assert staging.reference_graphs() == set()
        staging.put(CATALOGUE, called)
        assert called <= staging.triples()
        assert claims_of(staging) == {CLAIM, G}


def test_only_a_change_makes_a_staging_changed(plain_store: DatasetStore, triples: Triples) -> None:
    """It decides whether a version is published."""
    with plain_store.write() as staging:
        staging.put(G, set())
        assert not staging.changed
        staging.put(G, triples("e:s e:p 1 ."))
        staging.put(G, triples("e:s e:p 1 ."))
        assert staging.changed


def test_kinds_of_graphs_are_found_without_a_store(triples: Triples) -> None:
    """By the same rules, for a validation that stores nothing."""
    graphs = {CLAIM: triples("e:s e:p 1 ."), CATALOGUE: triples(TYPES), H: triples(TYPES)}
    assert claim_graphs(graphs, BASE_IRI) == {CLAIM, G}
    assert claim_graphs(graphs, "http://example.org/") == set()
    assert reference_graphs(graphs, BASE_IRI) == {H}
    assert reference_graphs(graphs, "http://example.org/") == set()


ACCEPTANCE = f"{BASE_IRI}graph/acceptance"
SUSPENDED = f"<{G}> a <https://w3id.org/geoactors/ns#SuspendedGraph> ."


def test_a_suspended_graph_leaves_the_default_graph_and_comes_back(
    plain_store: DatasetStore, triples: Triples
) -> None:
    """What another accepted graph holds stays; the graph itself is as it was."""
    with plain_store.write() as staging:
        staging.put(G, triples("e:s e:p 1, 2 ."))
        staging.put(H, triples("e:s e:p 2 ."))
        staging.put(ACCEPTANCE, triples(SUSPENDED))
        assert staging.is_suspended(G)
        assert staging.triples() == triples(f"e:s e:p 2 . {SUSPENDED}")
        assert staging.triples(G) == triples("e:s e:p 1, 2 .")
        staging.put(ACCEPTANCE, ())
        assert staging.triples() == triples("e:s e:p 1, 2 .")


def test_what_a_suspended_graph_gains_is_no_fact(
    plain_store: DatasetStore, triples: Triples
) -> None:
    """Nor is it lost from the default graph when another graph holds it."""
    with plain_store.write() as staging:
        staging.put(ACCEPTANCE, triples(SUSPENDED))
        staging.put(G, triples("e:s e:p 1, 2 ."))
        staging.put(H, triples("e:s e:p 1 ."))
        staging.put(G, triples("e:s e:p 3 ."))
        assert staging.triples() == triples(f"e:s e:p 1 . {SUSPENDED}")


def test_only_the_store_s_own_graph_suspends(plain_store: DatasetStore, triples: Triples) -> None:
    """Neither the catalogue nor the graph itself, and no other source."""
    with plain_store.write() as staging:
        for speaker in (CATALOGUE, G, H):
            staging.put(speaker, triples(SUSPENDED))
        assert not staging.is_suspended(G)
        assert staging.triples() == triples(SUSPENDED)


def test_two_graphs_suspended_at_once_hide_what_both_hold(
    plain_store: DatasetStore, triples: Triples
) -> None:
    """Neither keeps it up for the other."""
    both = SUSPENDED + SUSPENDED.replace(G, H)
    with plain_store.write() as staging:
        staging.put(G, triples("e:s e:p 1 ."))
        staging.put(H, triples("e:s e:p 1 ."))
        staging.put(ACCEPTANCE, triples(both))
        assert staging.triples() == triples(both)


@pytest.mark.parametrize(
    ("first", "second", "change"),
    [
        ("1, 2", "1, 2, 3", Change(1, 0)),
        ("", "1, 2", None),
        ("2, 3", "1, 2", None),
        ("3", "1, 3", Change(1, 1)),
        ("3", "4", Change(1, 2)),
    ],
)
def test_what_comes_and_goes_within_a_write_is_not_counted(
    load: Load, triples: Triples, first: str, second: str, change: Change | None
) -> None:
    """The log says what changed from version to version, not how it came about."""
    load(h="e:s e:p 0 .", g="e:s e:p 1, 2 .")
    store = load(h="e:s e:p 0 .")
    with store.write() as staging:
        for objects in (first, second):
            staging.put(G, triples(f"e:s e:p {objects} ." if objects else ""))
        assert staging.changes == ({} if change is None else {G: change})
        assert staging.changed is (change is not None)


def test_graphs_that_come_and_go_within_a_write_were_never_there(
    load: Load, triples: Triples
) -> None:
    """And one that is dropped and made again was never gone, though it changed."""
    store = load(g="e:s e:p 1 .")
    with store.write() as staging:
        staging.create(H)
        staging.drop(H)
        staging.drop(G)
        assert (staging.created, staging.dropped) == (set(), {G})
        staging.put(G, triples("e:s e:p 2 ."))
        assert (staging.created, staging.dropped) == (set(), set())
        assert staging.changes == {G: Change(1, 1)}


def test_an_empty_graph_is_a_graph(plain_store: DatasetStore, triples: Triples) -> None:
    """It is made, stays when its triples go, and is gone only when it is dropped."""
    with plain_store.write() as staging:
        staging.create(H)
        staging.put(G, triples("e:s e:p 1 ."))
        staging.put(G, ())
    assert plain_store.snapshot().graphs() == [G, H]
    with plain_store.write() as staging:
        staging.drop(H)
        assert staging.changed
    assert plain_store.snapshot().graphs() == [G]


def test_a_filled_copy_is_like_one_that_was_written(
    plain_store: DatasetStore, triples: Triples
) -> None:
    """The default graph without claims, and the patch in the forms that are stored."""
    quads = [
        in_graph(triple, ox.NamedNode(graph))
        for graph, text in (
            (G, "e:s e:p 01, 'x' ."),
            (CATALOGUE, TYPES.replace("e:g ", "e:h ").replace("e:h a ga:Ref", "e:k a ga:Ref")),
            (H, "e:s e:p 'hidden' ."),
            (CLAIM, "e:s e:p 'claimed' ."),
        )
        for triple in triples(text)
    ]
    with plain_store.write() as staging:
        assert staging.is_empty()
        staging.fill(quads)
        assert claims_of(staging) == {H, CLAIM}
        assert triples("e:s e:p 1, 'x' .") <= staging.triples()
        assert not triples("e:s e:p 'hidden', 'claimed' .") & staging.triples()
    assert b'"01"' not in plain_store.journal.patch(1).read_bytes()
    assert check_store(plain_store) == []
