"""Tests of kg.ingest.transaction: normalise, stage, gate, publish, as one write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyoxigraph as ox
import pytest

from kg.errors import NonConformingDataError
from kg.gate import Gate, Proposal
from kg.ingest import ingest
from kg.report import Severity, ValidationReport, ValidationResult
from kg.store.embedded import DatasetStore
from kg.store.staging import Staging
from kg.store.view import DatasetView
from kg.vocabulary import BASE_IRI
from tests.conftest import CATALOGUE, Load, Triples
from tests.unit.ingest.gates import Everything, G, H, Watching, refusing
from tests.unit.store.disk import listing

CLAIM = "@prefix ga: <https://w3id.org/geoactors/ns#> . e:h a ga:ClaimGraph ."


def test_several_graphs_are_one_transaction(plain_store: DatasetStore, triples: Triples) -> None:
    """They become visible together, as one version."""
    outcome = ingest(plain_store, {G: triples("e:s e:p 1 ."), H: triples("e:s e:p 2 .")}, None)
    assert outcome.version == plain_store.version == 1
    assert {graph: tuple(change) for graph, change in outcome.changes.items()} == {
        G: (1, 0),
        H: (1, 0),
    }
    assert plain_store.snapshot().graphs() == [G, H]


def test_a_refused_graph_takes_the_others_with_it(load: Load, triples: Triples) -> None:
    """Nothing of a transaction is stored when its gate refuses; the error carries the report."""
    store = load(g="e:s e:p 1 .")
    before = set(store.snapshot().quads())
    with pytest.raises(NonConformingDataError) as caught:
        ingest(store, {G: triples("e:s e:p 2 ."), H: triples("e:s e:p 3 .")}, refusing)
    assert caught.value.report.violations[0].message.startswith("2 triples too many")
    assert store.version == 1
    assert set(store.snapshot().quads()) == before
    assert ingest(store, {H: triples("e:s e:p 3 .")}, None).version == 2  # while the error is held


def test_a_gate_that_fails_stores_nothing(load: Load, triples: Triples) -> None:
    """A failure of ours must not let data through."""
    store = load(g="e:s e:p 1 .")

    def failing(_: Proposal) -> ValidationReport:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ingest(store, {H: triples("e:s e:p 2 .")}, Everything(failing))
    assert (store.version, store.snapshot().graphs()) == (1, [G])


def test_a_graph_is_replaced_whole(load: Load) -> None:
    """What the new graph does not say is gone, from the default graph too."""
    load(g="e:s e:p 1, 2 .")
    store = load(g="e:s e:p 2, 3 .")
    assert {str(q.object) for q in store.snapshot().default_graph()} == {
        str(ox.Literal(2)),
        str(ox.Literal(3)),
    }


def test_a_graph_is_added_to(load: Load, triples: Triples) -> None:
    """The gate judges the whole graph as it would stand, not the addition."""
    store = load(g="e:s e:p 1 .")
    watching = Watching()
    outcome = ingest(store, {G: triples("e:s e:p 2 .")}, watching, add=True)
    assert tuple(outcome.changes[G]) == (1, 0)
    assert len(watching.seen[0][G]) == 2


def test_the_same_data_again_keep_the_version(load: Load) -> None:
    """Also when the store writes a number in another way than the document."""
    text = 'e:s e:p 01, 1.10, 1.0E6, true, "1"^^<http://www.w3.org/2001/XMLSchema#boolean>, "x" .'
    assert load(g=text).version == 1
    assert load(g=text).version == 1
    assert load(g=text, add=True).version == 1


DATED = """
@prefix ga: <https://w3id.org/geoactors/ns#> .
e:t ga:edtf "2024-05"^^<http://id.loc.gov/datatypes/edtf/EDTF> ; e:p 1 .
e:v ga:hasParticipation e:w . e:w ga:participant e:x .
"""


def test_dated_data_again_keep_the_version(load: Load) -> None:
    """What follows from the data leaves and comes back within the write: that is no change."""
    store = load(g=DATED)
    before = listing(store.folder)
    for add in (False, True):
        assert load(g=DATED, add=add).version == 1
    assert listing(store.folder) == before


def test_a_change_counts_what_follows_from_it(load: Load, triples: Triples) -> None:
    """The bounds of another month, and nothing of what stayed."""
    store = load(g=DATED)
    outcome = ingest(store, {G: triples(DATED.replace("2024-05", "2024-06"))}, None)
    assert outcome.changes == {G: (5, 5)}
    assert outcome.version == 2
    entry = store.journal.log.last()
    assert entry is not None
    assert (entry.changes, entry.quads) == ({G: (5, 5)}, 9)


def test_what_no_longer_follows_is_gone(load: Load) -> None:
    """A date that is taken back takes its bounds along."""
    load(g=DATED)
    store = load(g="e:t e:p 1 .")
    assert len(list(store.snapshot().quads(G))) == len(list(store.snapshot().default_graph())) == 1


def test_a_small_change_looks_at_no_whole_graph(
    load: Load, triples: Triples, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cost of a write follows the change, and not what is there."""
    store = load(g=DATED, h="e:s e:p 1 .")

    def refuse(*_: object) -> None:
        raise AssertionError("a whole graph was read")

    for name in ("triples", "read", "mentions", "graphs"):
        monkeypatch.setattr(DatasetView, name, refuse)
    added = triples(DATED.replace("e:t ", "e:later ").replace("2024-05", "2025-01"))
    outcome = ingest(store, {G: added}, None, add=True)
    assert outcome.changes == {G: (6, 0)}
    assert len(list(store.snapshot().quads(G))) == 15


def test_an_outcome_names_its_own_version(
    load: Load, triples: Triples, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though another writer publishes as soon as the lock is free."""
    store = load(g="e:s e:p 1 .")
    write = DatasetStore.write

    @contextmanager
    def followed(store: DatasetStore, *arguments: str, **options: Any) -> Iterator[Staging]:
        monkeypatch.undo()
        with write(store, *arguments, **options) as staging:
            yield staging
        load(h="e:s e:p 3 .")

    monkeypatch.setattr(DatasetStore, "write", followed)
    outcome = ingest(store, {G: triples("e:s e:p 2 .")}, None)
    assert (outcome.version, store.version) == (2, 3)


def test_the_journal_keeps_what_the_gate_found(load: Load, triples: Triples) -> None:
    """Counts and a digest, and no word of the data; without a gate nothing."""
    store = load(g="e:s e:p 1 .")
    finding = ValidationResult(
        focus_node=ox.NamedNode(G),
        message="a secret",
        severity=Severity.WARNING,
        shape=G,
        component=G,
    )
    gate = Everything(lambda _: ValidationReport.of([finding]))
    ingest(store, {H: triples("e:s e:p 2 .")}, gate)
    without, judged = store.journal.log.entries()
    assert without.report == {}
    assert judged.report["conforms"] is True
    assert (judged.report["violation"], judged.report["warning"]) == (0, 1)
    assert str(judged.report["digest"]).startswith("sha256:")
    assert "secret" not in str(judged)


def test_the_gate_sees_the_dataset_as_it_would_be(load: Load, triples: Triples) -> None:
    """Changed graphs alone, everything merged, and never the content of claims as fact."""
    store = load(g="e:s e:p 'old' .")
    watching = Watching()
    claim = f"{BASE_IRI}id/claim/moon"
    ingest(store, {H: triples("e:s e:p 'new' ."), claim: triples("e:s e:p 'claimed' .")}, watching)
    assert watching.seen == [
        {
            H: {'"new"'},
            claim: {'"claimed"'},
            "merged": {'"old"', '"new"'},
            "claims": {claim},
        }
    ]


def test_what_ceases_to_be_a_claim_is_judged_as_fact(load: Load, triples: Triples) -> None:
    """It enters the default graph by another graph's change, so the gate must see it."""
    store = load(catalogue=CLAIM, h="e:s e:p 'claimed' .")
    watching = Watching()
    ingest(store, {CATALOGUE: triples("e:s e:p 'else' .")}, watching)
    assert watching.seen[0][H] == {'"claimed"'}
    assert watching.seen[0]["merged"] == {'"else"', '"claimed"'}


def test_dates_become_bounds_on_the_way(load: Load) -> None:
    """In the graph that holds the date, and hence in the default graph."""
    store = load(
        g="e:t <https://w3id.org/geoactors/ns#edtf>"
        ' "2024"^^<http://id.loc.gov/datatypes/edtf/EDTF> .'
    )
    assert len(list(store.snapshot().quads(G))) == 5
    assert len(list(store.snapshot().default_graph())) == 5


UNREADABLE = (
    'e:t <https://w3id.org/geoactors/ns#edtf> "soon"^^<http://id.loc.gov/datatypes/edtf/EDTF> .'
)


@pytest.mark.parametrize("gate", [Everything(lambda _: ValidationReport())])
def test_an_unreadable_date_refuses_the_graph(
    gate: Gate, plain_store: DatasetStore, triples: Triples
) -> None:
    """Even when the shapes have nothing to say about it."""
    with pytest.raises(NonConformingDataError) as caught:
        ingest(plain_store, {G: triples(UNREADABLE)}, gate)
    assert "cannot be read" in caught.value.report.results[0].message
    assert plain_store.version == 0


def test_without_a_gate_an_unreadable_date_is_only_mentioned(
    plain_store: DatasetStore, triples: Triples
) -> None:
    """A store without shapes takes any data."""
    outcome = ingest(plain_store, {G: triples(UNREADABLE)}, None)
    assert outcome.version == 1
    assert [result.severity for result in outcome.report.results] == [Severity.WARNING]
