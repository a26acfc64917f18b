"""Unit tests of kg.ingest.identity: what decisions do to a store, and what forbids them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import ConflictError, NonConformingDataError, NotFoundError
from kg.gate import packaged_gate
from kg.ingest import ingest
from kg.ingest.erasure import forget
from kg.ingest.identity import Verdict, accept, list_decisions, reject, revoke
from kg.ingest.transaction import Author, Outcome
from kg.store.backup import write_backup
from kg.store.checks import check_store
from kg.store.embedded import DatasetStore
from kg.store.restore import restore
from kg.store.settings import StoreSettings
from kg.store.view import DatasetView

AUTHOR = Author(who="somebody", action="identity accept")
PREFIXES = """
PREFIX ga: <https://w3id.org/geoactors/ns#>
PREFIX agent: <https://w3id.org/geoactors/id/agent/>
PREFIX tenure: <https://w3id.org/geoactors/id/tenure/>
PREFIX post: <https://w3id.org/geoactors/id/post/>
PREFIX event: <https://w3id.org/geoactors/id/event/>
PREFIX doc: <https://w3id.org/geoactors/id/doc/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <https://schema.org/>
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
"""
ONE, TWO, THREE = (f"https://w3id.org/geoactors/graph/doc/{name}" for name in "xyz")
AGENT = "https://w3id.org/geoactors/id/agent/"
LAVROV, SERGEY, OTHER = AGENT + "lavrov", AGENT + "sergey", AGENT + "third"


def triples(turtle: str) -> set[ox.Triple]:
    """Triples written in Turtle."""
    return {quad.triple for quad in ox.parse(PREFIXES + turtle, ox.RdfFormat.TURTLE)}


@pytest.fixture
def store(tmp_path: Path) -> DatasetStore:
    """A store of two sources, each with its own IRI for one person."""
    made = DatasetStore.create(tmp_path / "store", StoreSettings(shapes="none"))
    one = triples(
        """agent:lavrov a ga:Person ; skos:prefLabel "Sergei Lavrov"@en .
        tenure:a a ga:Tenure ; ga:holder agent:lavrov ; ga:post post:minister ."""
    )
    two = triples(
        """agent:sergey a ga:Person ; skos:prefLabel "Sergey V. Lavrov"@en ;
            schema:sameAs wd:Q58217 .
        event:e a ga:Event ; ga:hasParticipation doc:d\\#p .
        doc:d\\#p ga:participant agent:sergey ."""
    )
    ingest(made, {ONE: one, TWO: two}, None)
    return made


def decide(store: DatasetStore, *pairs: tuple[str, str], although: bool = False) -> Outcome:
    """Accept pairs."""
    made = [Verdict(a, b, "Same name.", "an editor", although=although) for a, b in pairs]
    return accept(store, made, None, AUTHOR)


def held(store: DatasetStore) -> dict[str, set[ox.Triple]]:
    """All graphs."""
    view = view_of(store)
    return {name: view.triples(name) for name in ("", *view.graphs())}


def view_of(store: DatasetStore) -> DatasetView:
    """The published version."""
    return store.view(store.snapshot())


def test_a_pair_is_written_by_one_iri_in_every_graph(store: DatasetStore) -> None:
    """The one with an id of Wikidata stands in named graphs and in the default graph."""
    decide(store, (LAVROV, SERGEY))
    for name, found in held(store).items():
        if name not in (store.names.identity, store.names.delivered, ""):
            assert LAVROV not in "\n".join(map(str, found))
    said = held(store)
    assert triples("tenure:a ga:holder agent:sergey .") <= said[ONE] & said[""]
    assert triples("event:e ga:involves agent:sergey .") <= said[TWO] & said[""]
    assert check_store(store) == []


def test_taking_a_decision_back_restores_what_was_delivered(store: DatasetStore) -> None:
    """Exactly, and no graph of decisions is left."""
    before = held(store)
    decide(store, (LAVROV, SERGEY))
    revoke(store, [(SERGEY, LAVROV)], None, AUTHOR)
    assert held(store) == before
    assert list_decisions(store) == []


def test_a_stated_triple_that_could_follow_comes_back(store: DatasetStore) -> None:
    """Also when it names the canonical IRI already, so that nothing of it was rewritten."""
    stated = triples("event:other a ga:Event ; ga:involves agent:sergey .")
    ingest(store, {THREE: stated}, None)
    before = held(store)
    decide(store, (LAVROV, SERGEY))
    revoke(store, [(SERGEY, LAVROV)], None, AUTHOR)
    assert held(store) == before


def test_a_source_that_comes_again_changes_nothing(store: DatasetStore) -> None:
    """It delivers the IRIs that it always had."""
    decide(store, (LAVROV, SERGEY))
    version = store.version
    again = triples(
        """agent:lavrov a ga:Person ; skos:prefLabel "Sergei Lavrov"@en .
        tenure:a a ga:Tenure ; ga:holder agent:lavrov ; ga:post post:minister ."""
    )
    assert ingest(store, {ONE: again}, None).version == version


def test_names_of_one_graph_stay_apart(store: DatasetStore) -> None:
    """The preferred name of the canonical IRI stays so; that of the other is an alternative."""
    both = triples(
        """agent:lavrov a ga:Person ; skos:prefLabel "A"@en, "Ы"@ru .
        agent:sergey a ga:Person ; skos:prefLabel "B"@en ."""
    )
    ingest(store, {THREE: both}, None)
    decide(store, (LAVROV, SERGEY))
    assert held(store)[THREE] == triples(
        """agent:sergey a ga:Person ; skos:prefLabel "B"@en, "Ы"@ru ; skos:altLabel "A"@en ."""
    )


def test_what_breaks_the_shapes_is_not_decided(tmp_path: Path) -> None:
    """Two tenures of one graph with different dates cannot be one."""
    store = DatasetStore.create(tmp_path / "store", StoreSettings(shapes="none"))
    data = triples(
        """agent:a a ga:Person ; skos:prefLabel "A"@en .
        post:p a ga:Post ; skos:prefLabel "P"@en . doc:d a ga:Document .
        tenure:a a ga:Tenure ; ga:holder agent:a ; ga:post post:p ;
            ga:edtf "2001"^^edtf:EDTF ; ga:evidence doc:d\\#1 .
        tenure:b a ga:Tenure ; ga:holder agent:a ; ga:post post:p ;
            ga:edtf "2002"^^edtf:EDTF ; ga:evidence doc:d\\#1 .
        doc:d\\#1 a ga:Evidence ; ga:inDocument doc:d ; ga:locator "row 1" ."""
    )
    ingest(store, {ONE: data}, None)
    tenures = [f"https://w3id.org/geoactors/id/tenure/{name}" for name in "ab"]
    verdict = Verdict(tenures[0], tenures[1], "Same post.", "an editor")
    before = held(store)
    with pytest.raises(NonConformingDataError):
        accept(store, [verdict], packaged_gate(states=True), AUTHOR)
    assert held(store) == before


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("agent:third a ga:Person ; schema:sameAs wd:Q1 .", "is Q1 in Wikidata"),
        ("agent:third a ga:PublicBody .", "cannot be one"),
        ("agent:third a ga:Place .", "not both agents, posts, tenures or events"),
    ],
)
def test_what_cannot_be_one_is_refused(store: DatasetStore, data: str, sentence: str) -> None:
    """With a sentence that says why; also when it would be so by way of a third."""
    ingest(store, {THREE: triples(data)}, None)
    with pytest.raises(ConflictError) as caught:
        decide(store, (OTHER, SERGEY))
    assert sentence in caught.value.message or "Q58217" in caught.value.message
    with pytest.raises(ConflictError):
        decide(store, (OTHER, LAVROV), (LAVROV, SERGEY))


def test_an_editor_may_know_better_than_wikidata(store: DatasetStore) -> None:
    """Different ids are no bar to a decision that says so."""
    ingest(store, {THREE: triples("agent:third a ga:Person ; schema:sameAs wd:Q1 .")}, None)
    decide(store, (OTHER, SERGEY), although=True)
    decide(store, (LAVROV, SERGEY))
    assert {decision.canonical for decision in list_decisions(store)} == {SERGEY}


def test_what_was_parted_is_not_joined_by_way_of_others(store: DatasetStore) -> None:
    """A rejection holds until it is taken back."""
    ingest(store, {THREE: triples("agent:third a ga:Person .")}, None)
    no = Verdict(SERGEY, OTHER, "Another man.", "an editor")
    reject(store, [no], None, AUTHOR)
    with pytest.raises(ConflictError, match="decided to be two"):
        decide(store, (LAVROV, SERGEY), (LAVROV, OTHER))
    revoke(store, [(SERGEY, OTHER)], None, AUTHOR)
    decide(store, (LAVROV, SERGEY), (LAVROV, OTHER))
    with pytest.raises(ConflictError, match="decided to be two"):
        reject(store, [no], None, AUTHOR)


def test_an_unknown_iri_is_not_found(store: DatasetStore) -> None:
    """Nor is a decision that was never made."""
    with pytest.raises(NotFoundError):
        decide(store, (LAVROV, AGENT + "nobody"))
    with pytest.raises(NotFoundError):
        revoke(store, [(LAVROV, SERGEY)], None, AUTHOR)


def test_a_source_may_go_while_a_decision_names_its_things(store: DatasetStore) -> None:
    """The decision stays, and nothing is broken by it."""
    decide(store, (LAVROV, SERGEY))
    gate = packaged_gate(states=True)
    from kg.ingest.sources import drop_graph

    drop_graph(store, TWO, gate)
    assert len(list_decisions(store)) == 1
    assert check_store(store) == []


def test_what_is_forgotten_goes_with_all_that_is_one_with_it(store: DatasetStore) -> None:
    """Also the decisions and what was delivered, in the journal as well."""
    decide(store, (LAVROV, SERGEY))
    forget(store, [LAVROV], None)
    text = "\n".join(str(found) for found in held(store).values())
    assert "Lavrov" not in text
    assert not store.journal.mentions(["Lavrov"])
    assert view_of(store).triples(store.names.identity) == set()


def test_decisions_go_into_a_backup(store: DatasetStore, tmp_path: Path) -> None:
    """The store that it makes can take them back."""
    before = held(store)
    decide(store, (LAVROV, SERGEY))
    write_backup(store, tmp_path / "backup.tar")
    restore(tmp_path / "backup.tar", tmp_path / "other")
    other = DatasetStore.open(tmp_path / "other")
    assert held(other) == held(store)
    revoke(other, [(LAVROV, SERGEY)], None, AUTHOR)
    assert held(other) == before


def test_the_log_has_an_action_of_its_own(store: DatasetStore) -> None:
    """It names no thing, which an erasure would have to find there."""
    decide(store, (LAVROV, SERGEY))
    last = store.journal.log.last()
    assert last is not None
    assert (last.action, last.who) == ("identity accept", "somebody")
    assert {store.names.identity, store.names.delivered} <= last.graphs()
