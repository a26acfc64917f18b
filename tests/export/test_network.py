"""The network of a dataset: which things are nodes, which facts are edges, and when they were."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from kg.dates import parse_day
from kg.export import Losses, Selection, open_export
from kg.export.network.graph import Network
from kg.export.network.items import Edge, Node
from kg.export.network.losses import note_losses
from kg.store.embedded import DatasetStore
from tests.conftest import Load

PREFIXES = """@prefix ga: <https://w3id.org/geoactors/ns#> .
@prefix gc: <https://w3id.org/geoactors/code/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix schema: <https://schema.org/> .
@prefix a: <https://w3id.org/geoactors/id/agent/> .
@prefix p: <https://w3id.org/geoactors/id/post/> .
@prefix t: <https://w3id.org/geoactors/id/tenure/> .
@prefix v: <https://w3id.org/geoactors/id/event/> .
"""
OFFICE = """a:ann a ga:Person ; skos:prefLabel "Anna"@de, "Ann"@en, "安"@zh ;
    schema:sameAs <http://www.wikidata.org/entity/Q7> .
a:ben a ga:Person . a:state a ga:State . a:body a ga:PublicBody ; ga:jurisdiction a:state .
p:chair a ga:Post ; skos:prefLabel "chair"@en ; org:postIn a:body ; ga:postType gc:head-of-state .
t:one a ga:Tenure ; ga:holder a:ann ; ga:post p:chair ; ga:acting true ;
    ga:startEarliest "2001-01-01"^^xsd:date ; ga:startLatest "2001-12-31"^^xsd:date ;
    ga:endEarliest "2005-03-01"^^xsd:date ; ga:endLatest "2005-03-31"^^xsd:date .
t:two a ga:Tenure ; ga:holder a:ben ; ga:post p:chair ; ga:succeeds t:one .
"""
Drawn: TypeAlias = tuple[dict[str, Node], list[Edge], Losses]
Draw: TypeAlias = Callable[..., Drawn]


@pytest.fixture
def draw(load: Load) -> Draw:
    """Draw the network of Turtle texts, each a source graph."""

    def drawn(selection: Selection | None = None, **graphs: str) -> Drawn:
        store = load(**{name: PREFIXES + text for name, text in graphs.items()})
        return network_of(store, selection)

    return drawn


def network_of(store: DatasetStore, selection: Selection | None = None) -> Drawn:
    """The nodes by their names, the edges in their order, and what was lost."""
    losses = Losses()
    with open_export(store, selection or Selection()) as version:
        network = Network(version, losses)
        nodes = {node.name: node for node in network.nodes()}
        edges = list(network.edges())
        note_losses(version, losses)
    return nodes, edges, losses


def lost(losses: Losses) -> dict[str, int]:
    """How many of what."""
    return {loss.what: loss.count for loss in losses.listed()}


def test_a_tenure_is_an_edge_with_its_dates(draw: Draw) -> None:
    """The time line has the days on which it may have been; the certain ones stand beside."""
    nodes, edges, _ = draw(g=OFFICE)
    edge = edges[0]
    assert (edge.source, edge.target, edge.label) == ("agent.ann", "post.chair", "acting")
    assert (edge.start, edge.end) == ("2001-01-01", "2005-03-31")
    assert edge.values == {
        "kind": "tenure",
        "iri": "https://w3id.org/geoactors/id/tenure/one",
        "detail": "acting",
        "start_earliest": "2001-01-01",
        "start_latest": "2001-12-31",
        "end_earliest": "2005-03-01",
        "end_latest": "2005-03-31",
        "certain_start": "2001-12-31",
        "certain_end": "2005-03-01",
        "disputed": "false",
        "sources": "http://example.org/g",
    }
    assert nodes["post.chair"].values["type"] == "head of state"


def test_a_node_has_the_english_name(draw: Draw) -> None:
    """Else any, else what its IRI says; the names that have no place are counted."""
    nodes, _, losses = draw(g=OFFICE)
    ann = nodes["agent.ann"]
    assert (ann.label, ann.values["wikidata"], ann.values["kind"]) == ("Ann", "Q7", "person")
    assert nodes["agent.ben"].label == "agent/ben"
    assert lost(losses)["Things with names in other languages"] == 1
    assert "Things with other identifiers" not in lost(losses)


def test_plain_facts_and_successions_are_edges(draw: Draw) -> None:
    """Who succeeds in a tenure succeeds a person."""
    _, edges, _ = draw(g=OFFICE)
    found = [(edge.values["kind"], edge.source, edge.target) for edge in edges]
    assert found == [
        ("tenure", "agent.ann", "post.chair"),
        ("tenure", "agent.ben", "post.chair"),
        ("succession", "agent.ben", "agent.ann"),
        ("post in", "post.chair", "agent.body"),
        ("jurisdiction", "agent.body", "agent.state"),
    ]
    assert edges[3].values["iri"] == "http://www.w3.org/ns/org#postIn"


def test_sources_together_narrow_the_bounds(draw: Draw) -> None:
    """And each that dates an edge stands with it, also when it says nothing else of it."""
    later = 't:one ga:startEarliest "2001-06-01"^^xsd:date .'
    _, edges, _ = draw(g=OFFICE, h=later)
    assert edges[0].start == "2001-06-01"
    assert edges[0].values["sources"] == "http://example.org/g http://example.org/h"


def test_bounds_that_contradict_each_other_are_disputed(draw: Draw) -> None:
    """The span then covers what every source says, and no day is certain."""
    other = """t:one ga:startEarliest "2003-01-01"^^xsd:date ; ga:endLatest "2004-01-01"^^xsd:date ;
        ga:startLatest "2003-01-01"^^xsd:date ; ga:endEarliest "2004-01-01"^^xsd:date ."""
    _, edges, losses = draw(g=OFFICE, h=other)
    edge = edges[0]
    assert (edge.start, edge.end) == ("2001-01-01", "2005-03-31")
    assert (edge.values["disputed"], "certain_start" in edge.values) == ("true", False)
    assert lost(losses)["Nodes and edges with disputed dates"] == 1


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        ("-0043-01-01", "0000-06-30", ("", "")),
        ("-0043-01-01", "0014-08-19", ("", "0014-08-19")),
        ("2001-01-01", "10000-01-01", ("2001-01-01", "")),
    ],
)
def test_a_time_line_has_the_years_1_to_9999(
    draw: Draw, first: str, last: str, span: tuple[str, str]
) -> None:
    """Other years stand in the bounds, and are noted."""
    text = f"""v:e a ga:Event ; ga:eventType gc:summit ; ga:startEarliest "{first}"^^xsd:date ;
        ga:endLatest "{last}"^^xsd:date ."""
    nodes, _, losses = draw(g=text)
    event = nodes["event.e"]
    assert (event.start, event.end) == span
    assert (event.values["start_earliest"], event.values["end_latest"]) == (first, last)
    assert lost(losses)["Nodes and edges beyond the time line"] == 1


def test_a_person_was_from_birth_to_death(draw: Draw) -> None:
    """Both are events, and nodes of their own."""
    text = """a:ann a ga:Person ; ga:birth v:b ; ga:death v:d .
        v:b a ga:Event ; ga:startEarliest "1900-01-01"^^xsd:date .
        v:d a ga:Event ; ga:startEarliest "1980-01-01"^^xsd:date ;
            ga:endLatest "1980-05-05"^^xsd:date ."""
    nodes, edges, _ = draw(g=text)
    assert (nodes["agent.ann"].start, nodes["agent.ann"].end) == ("1900-01-01", "1980-05-05")
    assert [(edge.values["kind"], edge.start) for edge in edges] == [
        ("birth", "1900-01-01"),
        ("death", "1980-01-01"),
    ]


def test_a_participation_has_role_capacity_and_the_dates_of_its_event(draw: Draw) -> None:
    """It stands for the participation, blank or not; an event without a name goes by its type."""
    text = f"""{OFFICE} v:e a ga:Event ; ga:eventType gc:state-visit ;
        ga:hasParticipation v:e\\#1, [ ga:participant a:ben ; ga:participationRole gc:host ] ;
        ga:edtf "2003-05" ; ga:startEarliest "2003-05-01"^^xsd:date .
        v:e\\#1 a ga:Participation ; ga:participant a:ann ; ga:participationRole gc:guest ;
            ga:inCapacity t:one ; ga:representing a:state ."""
    nodes, edges, _ = draw(g=text)
    assert nodes["event.e"].label == "state visit, 2003-05"
    parts = {edge.label: edge for edge in edges if edge.values["kind"] == "participation"}
    guest = parts["guest"]
    assert (guest.source, guest.target, guest.start) == ("agent.ann", "event.e", "2003-05-01")
    assert guest.values["iri"] == "https://w3id.org/geoactors/id/event/e#1"
    assert guest.values["capacity"] == "https://w3id.org/geoactors/id/tenure/one"
    assert guest.values["representing"] == "https://w3id.org/geoactors/id/agent/state"
    assert parts["host"].values["iri"].startswith("_:")


def test_memberships_and_stances_are_edges(draw: Draw) -> None:
    """A stance leads to its claim, and to whom it blames."""
    text = """a:ann a ga:Person . a:state a ga:State . a:un a ga:InternationalOrganisation .
        e:m a ga:Membership ; org:member a:state ; org:organization a:un .
        e:c a ga:Claim ; ga:proposition "it is so" .
        e:s a ga:Stance ; ga:stanceTaker a:ann ; ga:stanceOn e:c ; ga:stanceType gc:accuses ;
            ga:target a:state ; ga:condition e:c ."""
    _, edges, losses = draw(g=text)
    assert [(edge.values["kind"], edge.source, edge.target, edge.label) for edge in edges] == [
        ("membership", "agent.state", "agent.un", "membership"),
        ("stance", "agent.ann", "http:_2F__2F_example.org_2F_c", "accuses"),
        ("stance against", "agent.ann", "agent.state", "accuses"),
    ]
    assert lost(losses) == {"Claims and stances with words or conditions": 2}


def test_an_edge_needs_both_ends(draw: Draw) -> None:
    """One that leads to something that is no node is noted, not drawn."""
    _, edges, losses = draw(g="a:ann a ga:Person ; ga:affiliation a:nobody, 'text' .")
    assert edges == []
    assert lost(losses) == {"Edges of the kind affiliation": 2}
    assert losses.listed()[0].examples == ["https://w3id.org/geoactors/id/agent/ann"]


def test_things_are_counted_and_not_what_is_said_of_them(draw: Draw) -> None:
    """Once under each heading, also where several graphs that were selected tell of them."""
    text = 'v:r a ga:StatusReport ; ga:reportsOn v:e ; ga:status gc:occurred ; e:p "{}" .'
    names = ("http://example.org/g", "http://example.org/h")
    for selection in (Selection(), Selection(graphs=names)):
        _, _, losses = draw(selection, g=text.format(1), h=text.format(2))
        assert lost(losses) == {"Reports on events": 1, "Things with <http://example.org/p>": 1}


def test_a_graph_that_says_nothing_selected_is_no_loss(load: Load) -> None:
    """Neither are its terms of use those of a source; the content of a claim is one by one."""
    person = f"{PREFIXES}a:ann a ga:Person ."
    store = load(g=person, h=f"{PREFIXES}v:e a ga:Event .")
    with open_export(store, Selection(kinds=("person",))) as version:
        assert version.speaking == ("http://example.org/g",)
        assert [terms.graph for terms in version.sources] == ["http://example.org/g"]


def test_things_without_an_iri_are_noted(draw: Draw) -> None:
    """A node needs a name that another export has, too."""
    nodes, _, losses = draw(g="[] a ga:Person . [] a ga:Participation .")
    assert nodes == {}
    assert lost(losses) == {"Things without an IRI": 1}


def test_a_day_has_its_own_network(draw: Draw) -> None:
    """Without what certainly was not then; what may have been stays."""
    for day, holders in (("2003-01-01", ["ann", "ben"]), ("2010-01-01", ["ben"])):
        _, edges, _ = draw(Selection(at=parse_day(day)), g=OFFICE)
        found = [edge.source for edge in edges if edge.values["kind"] == "tenure"]
        assert found == [f"agent.{name}" for name in holders]


def test_kinds_are_named_together(draw: Draw) -> None:
    """An edge stands where both of its ends are selected, and the fact is."""
    kinds = ("person", "post", "tenure")
    nodes, edges, losses = draw(Selection(kinds=kinds), g=OFFICE)
    assert list(nodes) == ["agent.ann", "agent.ben", "post.chair"]
    assert [edge.values["kind"] for edge in edges] == ["tenure", "tenure", "succession"]
    assert "Edges of the kind post in" in lost(losses)
    assert draw(Selection(kinds=("tenure",)), g=OFFICE)[1] == []


def test_names_of_nodes_and_edges_are_unique_tokens(demo_store: DatasetStore) -> None:
    """They stay the same when other things come and go, as they follow from IRIs alone."""
    nodes, edges, _ = network_of(demo_store)
    assert len({edge.name for edge in edges}) == len(edges) > 50
    assert all(name.replace(".", "").replace("-", "").isalnum() for name in nodes)
    assert list(nodes) == sorted(nodes, key=lambda name: nodes[name].values["iri"])
