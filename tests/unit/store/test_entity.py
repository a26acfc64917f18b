"""What is gathered of a thing: all that counts, what hangs on it, and never half a relation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
import pytest

from kg.dates import parse_day
from kg.store.entity import Gathered, gather
from kg.store.entity_description import Summary, describe
from kg.store.entity_reading import CountingStatements
from kg.store.graphs import TYPE, GraphNames
from kg.store.snapshot import Snapshot
from kg.terms import LABELS

BASE = "https://w3id.org/geoactors/"
NAMES = GraphNames(BASE)
HEAD = f"""
PREFIX ga: <{BASE}ns#> PREFIX agent: <{BASE}id/agent/> PREFIX tenure: <{BASE}id/tenure/>
PREFIX event: <{BASE}id/event/> PREFIX claim: <{BASE}id/claim/> PREFIX doc: <{BASE}id/doc/>
PREFIX graph: <{BASE}graph/> PREFIX post: <{BASE}id/post/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dcterms: <http://purl.org/dc/terms/>
"""
WORLD = """
graph:g {
  agent:x a ga:Person ; skos:prefLabel "X"@en .
  tenure:t a ga:Tenure ; ga:holder agent:x ; ga:post post:p ; ga:evidence <PASSAGE> ;
    ga:endLatest "2020-01-01"^^xsd:date .
  <PASSAGE> a ga:Evidence ; ga:inDocument doc:d ; ga:quote "was" .
  event:e a ga:Event ; ga:hasParticipation <PART> ; ga:evidence <PASSAGE> ; ga:involves agent:x .
  <PART> a ga:Participation ; ga:participant agent:x .
  claim:c a ga:Claim ; ga:proposition "so"@en .
}
graph:names { post:p skos:prefLabel "Posten"@de, "Post"@en . }
graph:bad { agent:x skos:altLabel "spy" . agent:y skos:prefLabel "Y" . }
graph:acceptance { graph:bad a ga:SuspendedGraph . }
graph:delivered { agent:x skos:altLabel "as delivered" . }
graph:catalogue { graph:g dcterms:title "G" ; dcterms:license <http://example.org/open> .
  graph:names dcterms:license <http://example.org/names> . }
claim:c { agent:x ga:affiliation agent:z . }
""".replace("PASSAGE", f"{BASE}id/doc/d#q1").replace("PART", f"{BASE}id/doc/d#p1")


HIDDEN = {f"graph/{name}" for name in ("acceptance", "bad", "catalogue", "delivered", "identity")}
HIDDEN |= {"graph/tombstones", "id/claim/c"}


def statements(trig: str, *, union: bool = True, turned: bool = False) -> CountingStatements:
    """What a text says; a union has the default graph that is made of the graphs that count."""
    quads = list(ox.parse(HEAD + trig, ox.RdfFormat.TRIG))
    if union:
        quads += [ox.Quad(*quad.triple) for quad in quads if place(quad.graph_name) not in HIDDEN]
    snapshot = Snapshot.of_quads(quads[::-1] if turned else quads)
    return CountingStatements(snapshot, NAMES, union=union)


def place(node: object) -> str:
    """An IRI without the base."""
    return str(node)[1:-1].removeprefix(BASE)


def thing(path: str) -> ox.NamedNode:
    """A thing of the store."""
    return ox.NamedNode(f"{BASE}id/{path}")


def found(path: str, day: str = "", trig: str = WORLD, most: int = 2000) -> Gathered:
    """What is gathered of a thing."""
    return gather(statements(trig), thing(path), parse_day(day) if day else None, most)


def summary_of(trig: str, path: str) -> Summary:
    """The first line of a description."""
    return Summary.from_bytes(describe(statements(trig), thing(path), None).split(b"\n")[0])


def subjects(gathered: Gathered) -> set[str]:
    """The things of which something is said, without the base IRI."""
    return {str(quad.subject)[1:-1].removeprefix(f"{BASE}id/") for quad in gathered.quads}


def test_a_person_comes_with_tenures_participations_and_passages() -> None:
    """And with the events that the participations are of."""
    wanted = {"agent/x", "tenure/t", "event/e", "doc/d#p1", "doc/d#q1"}
    assert wanted <= subjects(found("agent/x"))


def test_things_that_are_spoken_of_have_one_name() -> None:
    """The English one, from whatever graph."""
    names = {q.object for q in found("agent/x").quads if q.subject == thing("post/p")}
    assert names == {ox.Literal("Post", language="en")}
    assert LABELS[0].value.endswith("prefLabel")


def test_the_terms_of_each_graph_that_states_something_come_along() -> None:
    """Those of a graph that only names something, too."""
    summary = summary_of(WORLD, "agent/x")
    assert summary.licences == ("http://example.org/names", "http://example.org/open")
    assert summary.types == (f"{BASE}ns#Person",)


def test_what_is_suspended_or_only_delivered_is_not_there() -> None:
    """Nor is a thing of which nothing else says anything."""
    texts = {getattr(quad.object, "value", "") for quad in found("agent/x").quads}
    assert not texts & {"spy", "as delivered"}
    assert found("agent/y").is_empty


def test_the_content_of_a_claim_is_no_fact() -> None:
    """It comes with the claim, apart, and with nobody else."""
    claim = found("claim/c")
    assert [quad.subject for quad in claim.content] == [thing("agent/x")]
    assert all(quad.graph_name != thing("claim/c") for quad in found("agent/x").quads)
    assert found("agent/z").is_empty
    hidden = WORLD + "graph:acceptance { claim:c a ga:SuspendedGraph . }"
    assert not found("claim/c", trig=hidden).content


def test_a_document_tells_of_its_fragments() -> None:
    """Passages and parts, and what they are part of; even when nothing else is said of it."""
    assert {"doc/d#q1", "doc/d#p1", "event/e"} <= subjects(found("doc/d"))


def test_on_a_day_what_certainly_was_not_is_left_out() -> None:
    """As the exports decide it."""
    assert "tenure/t" in subjects(found("agent/x", "2019-06-01"))
    assert "tenure/t" not in subjects(found("agent/x", "2021-01-01"))
    assert "event/e" in subjects(found("agent/x", "2021-01-01"))


def test_a_name_is_that_of_the_graph_that_speaks_of_the_thing() -> None:
    """So no other graph has to be described for it, and each is named by one graph only."""
    trig = """graph:g { tenure:t ga:post post:p . post:p skos:prefLabel "Own"@en, "Eigen"@de . }
        graph:a { post:p skos:prefLabel "Other"@en . } graph:b { post:p skos:prefLabel "B"@en . }"""
    names = [quad for quad in found("tenure/t", trig=trig).quads if quad.subject == thing("post/p")]
    assert [(str(quad.object), place(quad.graph_name)) for quad in names] == [
        ('"Own"@en', "graph/g")
    ]


@pytest.mark.parametrize(
    ("path", "said"), [("doc/d", "dcterms:title"), ("claim/c", "ga:proposition")]
)
def test_a_name_is_found_by_whatever_property(path: str, said: str) -> None:
    """By a preferred one, too, where a kind mostly has another."""
    node = f"<{BASE}id/{path}>"
    for predicate in (said, "skos:prefLabel"):
        trig = f'graph:g {{ agent:x ga:about {node} . }} graph:h {{ {node} {predicate} "N" . }}'
        assert [str(quad.object) for quad in found("agent/x", trig=trig).quads[1:]] == ['"N"']


def test_of_a_graph_its_source_and_terms_are_told() -> None:
    """Not how it was made."""
    trig = """graph:g { agent:x a ga:Person . } graph:catalogue { graph:g a ga:SourceGraph ;
        dcterms:license <http://example.org/open> ; dcterms:extent "7" . }"""
    told = {
        quad.predicate.value
        for quad in found("agent/x", trig=trig).quads
        if place(quad.subject) == "graph/g"
    }
    assert {iri.rpartition("/")[2] for iri in told} == {"22-rdf-syntax-ns#type", "license"}


@pytest.mark.parametrize("most", [2, 3])
def test_a_relation_is_whole_or_not_there(most: int) -> None:
    """Own statements are complete all the same, and the relation is named."""
    many = "graph:g { agent:x a ga:Person . " + " ".join(
        f"tenure:t{n} ga:holder agent:x ." for n in range(3)
    )
    gathered = found("agent/x", trig=many + "}", most=most)
    assert len(gathered.own) == 1
    assert len(subjects(gathered)) == (4 if most == 3 else 1)
    assert gathered.left_out == ({} if most == 3 else {f"{BASE}ns#holder": 0})


@pytest.mark.parametrize("union", [True, False])
@pytest.mark.parametrize(("most", "number"), [(2, 0), (3, 3), (9, 3)])
def test_in_brief_many_events_are_counted_and_not_gathered(
    monkeypatch: pytest.MonkeyPatch, most: int, number: int, *, union: bool
) -> None:
    """Events that two graphs give count once; beyond the most they are not counted to the end."""
    monkeypatch.setattr("kg.store.entity.BRIEF", 2)
    said = "".join(f"event:e{n} ga:involves agent:x . " for n in range(3))
    world = f"graph:g {{ {said} }} graph:names {{ {said} agent:x a ga:Person . }}"
    found = gather(statements(world, union=union), thing("agent/x"), None, most, brief=True)
    assert found.left_out == {f"{BASE}ns#involves": number}
    assert [place(quad.predicate) for quad in found.own] == [place(TYPE)]
    whole = gather(statements(world, union=union), thing("agent/x"), None, 9)
    assert not whole.left_out


@pytest.mark.parametrize("union", [True, False])
@pytest.mark.parametrize("brief", [True, False])
def test_what_is_counted_is_not_read_to_its_end(
    monkeypatch: pytest.MonkeyPatch, *, union: bool, brief: bool
) -> None:
    """A place may have a million events."""
    read: list[ox.Quad] = []
    quads_of = Snapshot.quads_of

    def reading(snapshot: Snapshot, *pattern: Any) -> Iterator[ox.Quad]:
        for quad in quads_of(snapshot, *pattern):
            read.append(quad)
            yield quad

    said = "".join(f"event:e{n} ga:location agent:x . " for n in range(500))
    asked = statements(f"graph:g {{ agent:x a ga:Person . {said} }}", union=union)
    monkeypatch.setattr("kg.store.entity.BRIEF", 2)
    monkeypatch.setattr(Snapshot, "quads_of", reading)
    found = gather(asked, thing("agent/x"), None, 9, brief=brief)
    assert found.left_out == {f"{BASE}ns#location": 0}
    assert len(read) < 30


def test_a_plain_dataset_counts_as_a_whole() -> None:
    """Its default graph as well, and its graphs whatever they are called."""
    trig = 'agent:x skos:prefLabel "X" . graph:delivered { agent:x skos:altLabel "Z" . }'
    gathered = gather(statements(trig, union=False), thing("agent/x"), None)
    assert len(gathered.quads) == 2


def test_the_same_statements_give_the_same_bytes() -> None:
    """In whatever order they were stored."""
    looked = [statements(WORLD, turned=turned) for turned in (False, True)]
    written = {describe(look, thing("agent/x"), None) for look in looked}
    assert len(written) == 1


@pytest.mark.parametrize("where", ["graph:tombstones", "graph:g"])
def test_what_was_erased_is_gone_and_may_have_a_successor(where: str) -> None:
    """Whoever names it; but what is told of anew is there again."""
    trig = f"""graph:tombstones {{ agent:x a ga:Tombstone . }}
        {where} {{ agent:x dcterms:isReplacedBy agent:y . }}"""
    summary = summary_of(trig, "agent/x")
    assert (summary.gone, summary.replacement) == (True, f"{BASE}id/agent/y")
    again = trig + "graph:g { agent:x a ga:Person . }"
    assert summary_of(again, "agent/x").found


def test_an_iri_leads_to_the_one_that_was_decided() -> None:
    """And nothing is told of it."""
    trig = """graph:identity { event:d ga:identifies agent:x, agent:y ; ga:canonical agent:y . }
        graph:g { agent:y a ga:Person . }"""
    summary = summary_of(trig, "agent/x")
    assert (summary.found, summary.iri) == (False, f"{BASE}id/agent/y")
