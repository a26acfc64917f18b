"""Unit tests of kg.identity: pairs that are proposed, their reasons, and which are chosen."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest

from kg.identity import Candidate, choose, propose
from kg.identity.blocking import MOST_IN_A_BLOCK
from kg.store.graphs import GraphNames
from kg.store.view import DatasetView
from kg.terms import in_graph
from kg.vocabulary import BASE_IRI

PREFIXES = """
PREFIX ga: <https://w3id.org/geoactors/ns#>
PREFIX gc: <https://w3id.org/geoactors/code/>
PREFIX a: <https://w3id.org/geoactors/id/agent/>
PREFIX t: <https://w3id.org/geoactors/id/tenure/>
PREFIX p: <https://w3id.org/geoactors/id/post/>
PREFIX e: <https://w3id.org/geoactors/id/event/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <https://schema.org/>
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
MANY = "".join(
    f'a:x{n} a ga:Person ; skos:prefLabel "Person {n} Somebody{n}"@en . ' for n in range(300)
)


def view(*sources: str) -> DatasetView:
    """A dataset of sources in Turtle."""
    store = ox.Store()
    for number, turtle in enumerate(sources):
        graph = ox.NamedNode(f"{BASE_IRI}graph/doc/source-{number}")
        for quad in ox.parse(PREFIXES + turtle, ox.RdfFormat.TURTLE):
            store.add(in_graph(quad.triple, graph))
            store.add(in_graph(quad.triple))
    return DatasetView(store, GraphNames(BASE_IRI), union=True)


def pairs(found: list[Candidate]) -> set[tuple[str, str]]:
    """Candidates by the last steps of their IRIs."""
    return {(c.first.rpartition("/")[2], c.second.rpartition("/")[2]) for c in found}


def person(name: str, label: str, born: str = "", more: str = "") -> str:
    """A person with a day of birth."""
    text = f'a:{name} a ga:Person ; skos:prefLabel "{label}"@en {more} . '
    if born:
        text += (
            f"a:{name} ga:birth e:{name} . e:{name} a ga:Event ; ga:eventType gc:birth ;"
            f' ga:startEarliest "{born}"^^xsd:date ; ga:startLatest "{born}"^^xsd:date . '
        )
    return text


def test_a_person_of_two_sources_is_proposed_with_reasons() -> None:
    """Name in another script, and the same day of birth."""
    found = propose(
        view(
            MANY + person("one", "Sergei Lavrov", "1950-03-21"),
            person("two", "Сергей Лавров", "1950-03-21"),
        ),
        ("agent",),
    )
    assert pairs(found) == {("one", "two")}
    assert found[0].score > 0.95
    assert any("born on the same day" in reason for reason in found[0].reasons)


def test_a_source_that_describes_both_tells_them_apart() -> None:
    """Two entries of one list are two persons."""
    both = person("one", "Sergei Lavrov") + person("two", "Sergei Lavrov")
    assert propose(view(MANY + both), ("agent",)) == []


def test_other_births_speak_against() -> None:
    """Two men of one name."""
    one, two = (
        person("one", "John Q Smith", "1950-03-21"),
        person("two", "John Q Smith", "1988-11-02"),
    )
    assert propose(view(MANY + one, two), ("agent",)) == []


def test_ids_of_wikidata_decide() -> None:
    """The same id is certain, whatever the names; different ids are never proposed."""
    same = (
        person("one", "A B", more="; schema:sameAs wd:Q1"),
        person("two", "C D", more="; schema:sameAs wd:Q1"),
    )
    found = propose(view(*same), ("agent",))
    assert [(c.score, c.reasons[0]) for c in found] == [(1.0, "same id in Wikidata: Q1")]
    other = same[0], person("two", "A B", "", "; schema:sameAs wd:Q2")
    assert propose(view(*other), ("agent",), least=0.0) == []


def test_what_was_decided_is_not_proposed_again() -> None:
    """Neither an accepted nor a rejected pair."""
    sources = MANY + person("one", "Sergei Lavrov"), person("two", "Sergei Lavrov")
    [candidate] = propose(view(*sources), ("agent",))
    assert propose(view(*sources), ("agent",), decided={candidate.pair}) == []


def test_a_person_is_no_organisation() -> None:
    """Whatever their names."""
    firm = 'a:firm a ga:Organisation ; skos:prefLabel "Sergei Lavrov"@en .'
    assert propose(view(MANY + person("one", "Sergei Lavrov"), firm), ("agent",), least=0.0) == []


TENURE = """t:{name} a ga:Tenure ; ga:holder a:h ; ga:post p:p ;
    ga:startEarliest "{start}"^^xsd:date ; ga:endLatest "{end}"^^xsd:date . """


def test_tenures_of_one_holder_in_one_post_are_proposed_when_their_times_meet() -> None:
    """Bounds from two sources meet only on a shared tenure."""
    one = TENURE.format(name="one", start="2012-11-06", end="2024-05-12")
    two = TENURE.format(name="two", start="2012-11-06", end="2024-12-31")
    three = TENURE.format(name="three", start="1999-01-01", end="2001-01-01")
    assert pairs(propose(view(one + three, two), ("tenure",))) == {("one", "two")}


FEW_DAYS = """t:{name} a ga:Tenure ; ga:holder a:h ; ga:post p:p ;
    ga:startLatest "{first}"^^xsd:date ; ga:endEarliest "{last}"^^xsd:date . """


def test_days_within_the_only_tenure_that_fits_are_proposed() -> None:
    """However many days the source tells of; those of another tenure of the source do not count."""
    visits = "".join(
        FEW_DAYS.format(name=f"v{year}", first=f"{year}-03-13", last=f"{year}-03-14")
        for year in (1990, 2011, 2012, 2013)
    )
    long = TENURE.format(name="long", start="2010-05-11", end="2016-07-13")
    earlier = TENURE.format(name="earlier", start="1997-01-01", end="2001-01-01")
    found = propose(view(visits, long + earlier), ("tenure",))
    assert pairs(found) == {("long", f"v{year}") for year in (2011, 2012, 2013)}
    assert "within the only tenure of the other source that fits" in found[0].reasons


def test_days_that_fit_two_tenures_of_a_source_are_not_proposed() -> None:
    """Nobody can tell which of them it is."""
    visit = FEW_DAYS.format(name="visit", first="2012-03-13", last="2012-03-14")
    two = "".join(
        TENURE.format(name=name, start=start, end="2016-07-13")
        for name, start in (("one", "2010-05-11"), ("two", "2011-05-11"))
    )
    assert propose(view(visit, two), ("tenure",)) == []
    found = propose(view(visit, two), ("tenure",), least=0.0)
    assert "2 tenures of the other source fit" in found[0].reasons


def test_days_in_a_tenure_whose_end_is_unknown_are_proposed() -> None:
    """Only its start has to be known."""
    visit = FEW_DAYS.format(name="visit", first="2012-03-13", last="2012-03-14")
    open_ended = TENURE.format(name="open", start="2010-05-11", end="x").replace(
        ' ; ga:endLatest "x"^^xsd:date', ""
    )
    [found] = propose(view(visit, open_ended), ("tenure",))
    assert pairs([found]) == {("open", "visit")}
    assert propose(view(visit, open_ended), ("tenure",), decided={found.pair}) == []


def test_posts_are_compared_by_name_country_and_holders() -> None:
    """The same title in another country is another post."""
    post = (
        'p:{0} a ga:Post ; skos:prefLabel "Minister of Defence of Ruritania"@en ;'
        " ga:jurisdiction a:{1} ."
    )
    other = "".join(
        f'p:x{n} a ga:Post ; skos:prefLabel "Post {n} of Office{n}"@en . ' for n in range(100)
    )
    same = propose(view(other + post.format("one", "r"), post.format("two", "r")), ("post",))
    assert pairs(same) == {("one", "two")}
    apart = propose(view(other + post.format("one", "r"), post.format("two", "s")), ("post",))
    assert apart == []


def test_events_are_compared_by_parties_type_and_time() -> None:
    """A birth happens once."""
    event = """e:{0} a ga:Event ; ga:eventType gc:visit ; ga:involves a:x, a:y ;
        ga:startEarliest "{1}"^^xsd:date ; ga:endLatest "{1}"^^xsd:date . """
    day, later = "2020-01-02", "2020-03-04"
    assert pairs(propose(view(event.format("one", day), event.format("two", day)), ("event",))) == {
        ("one", "two")
    }
    assert propose(view(event.format("one", day), event.format("two", later)), ("event",)) == []
    births = person("x", "A", "1950-03-21"), person("x", "A", "1950-03-21").replace("e:x", "e:y")
    assert pairs(propose(view(*births), ("event",))) == {("x", "y")}


def test_a_large_block_is_compared_by_more_than_a_name() -> None:
    """A name that hundreds bear does not make every pair of them."""
    number = MOST_IN_A_BLOCK * 2
    crowd = [
        "".join(
            person(f"{side}{n}", "Ali Hassan", f"{1900 + n % 90}-01-0{1 + n // 90}")
            for n in range(number)
        )
        for side in "ab"
    ]
    found = propose(view(*crowd), ("agent",), least=0.0)
    assert 0 < len(found) < 1000


def candidate(first: str, second: str, score: float, sources: str = "gh") -> Candidate:
    """A candidate of two sources."""
    ours, theirs = map(frozenset, sources)
    return Candidate(first, second, "agent", score, (), ("", ""), (ours, theirs))


@pytest.mark.parametrize(
    ("candidates", "chosen"),
    [
        ([candidate("a", "b", 0.99)], {("a", "b")}),
        ([candidate("a", "b", 0.90)], set()),
        ([candidate("a", "b", 0.99), candidate("a", "c", 0.98)], set()),
        ([candidate("a", "b", 0.99), candidate("a", "c", 0.5)], {("a", "b")}),
        ([candidate("a", "b", 0.99), candidate("a", "c", 0.98, "gk")], {("a", "b"), ("a", "c")}),
    ],
)
def test_a_pair_is_chosen_when_no_other_of_its_source_rivals_it(
    candidates: list[Candidate], chosen: set[tuple[str, str]]
) -> None:
    """A thing of one source has at most one counterpart in each other."""
    assert {c.pair for c in choose(candidates, 0.95)} == chosen


def test_chains_of_pairs_join_no_two_things_of_a_source() -> None:
    """The least likely link of such a chain is left to an editor."""
    chain = [
        candidate("a", "b", 0.99, "gh"),
        candidate("b", "c", 0.98, "hk"),
        candidate("c", "d", 0.97, "kg"),
    ]
    assert {c.pair for c in choose(chain, 0.95)} == {("a", "b"), ("b", "c")}
    apart = [replace(chain[0], ids=(frozenset({"Q1"}), frozenset()))]
    apart.append(replace(chain[1], ids=(frozenset(), frozenset({"Q2"}))))
    assert {c.pair for c in choose(apart, 0.95)} == {("a", "b")}


def test_a_government_is_no_public_body() -> None:
    """Organisations of kinds that exclude each other are not compared."""
    one, two = (
        f'a:{name} a ga:{kind} ; skos:prefLabel "Office of the Cabinet of Ruritania"@en . '
        for name, kind in (("one", "Government"), ("two", "PublicBody"))
    )
    assert propose(view(MANY + one, two), ("agent",), least=0.0) == []
