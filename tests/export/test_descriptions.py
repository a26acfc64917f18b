"""Tests of kg.export.descriptions: the counts are right, and a description is as others expect."""

from __future__ import annotations

import io
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyshacl import validate
from rdflib import Graph

from kg.dates import Day
from kg.export import Losses, Selection, open_export
from kg.export.descriptions import describe, document_of, moved, write
from kg.export.descriptions.counting import Counts, count_facts
from kg.export.descriptions.distinct import DistinctTerms
from kg.export.descriptions.service import Download, Service, service
from kg.export.formats import FORMATS
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from tests.conftest import Load

SHAPES = Path(__file__).with_name("descriptions.ttl")
ROOT = "http://localhost:8000/geo/"
BASE = "https://w3id.org/geoactors/"
PREFIXES = """
@prefix ga: <https://w3id.org/geoactors/ns#> .
@prefix agent: <https://w3id.org/geoactors/id/agent/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def text(store: DatasetStore, selection: Selection | None = None) -> bytes:
    """The description of a store as it is written."""
    output = io.BytesIO()
    with open_export(store, selection or Selection()) as version:
        write(version, output, Losses())
    return output.getvalue()


def counted(store: DatasetStore, selection: Selection | None = None) -> Counts:
    """The statistics of a store."""
    with open_export(store, selection or Selection()) as version:
        return count_facts(version)


def values(store: DatasetStore, predicate: str, name: str = f"{BASE}void#dataset") -> list[str]:
    """What the description says of the dataset, or of a part."""
    with open_export(store, Selection()) as version:
        found = [t for t in describe(version) if str(t.predicate).strip("<>").endswith(predicate)]
    return [getattr(t.object, "value", "") for t in found if t.subject == ox.NamedNode(name)]


def asked(store: DatasetStore, query: str) -> int:
    """A number that the engine counts."""
    _, rows = store.snapshot().select(query)
    return int(rows[0]["n"].value)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("triples", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        ("subjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
        ("objects", "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"),
        (
            "entities",
            "SELECT (COUNT(DISTINCT ?s) AS ?n)"
            f" {{ ?s ?p ?o FILTER STRSTARTS(STR(?s), '{BASE}id/') }}",
        ),
    ],
)
def test_counts_are_those_of_the_engine(demo_store: DatasetStore, name: str, query: str) -> None:
    """Which counts in its own way."""
    assert getattr(counted(demo_store), name) == asked(demo_store, query)


def test_partitions_add_up(demo_store: DatasetStore) -> None:
    """Each triple has one property, and the things of a class are those that the engine finds."""
    counts = counted(demo_store)
    assert sum(count.triples for count in counts.properties.values()) == counts.triples
    persons = counts.classes[f"{BASE}ns#Person"]
    query = "SELECT (COUNT({}) AS ?n) {{ ?s a <https://w3id.org/geoactors/ns#Person> {} }}"
    assert persons.things == asked(demo_store, query.format("?s", ""))
    assert persons.triples == asked(demo_store, query.format("*", "; ?p ?o"))
    holders = counts.properties[f"{BASE}ns#holder"].subjects
    assert holders == asked(
        demo_store, f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s <{BASE}ns#holder> ?o }}"
    )


def test_distinct_terms_are_counted_beyond_what_is_held() -> None:
    """Runs on the disk are merged, and terms that differ in kind alone are told apart."""
    terms = DistinctTerms(held=7)
    for number in [*range(100), *range(50, 150)]:
        terms.add(ox.Literal(str(number)))
        terms.add(ox.NamedNode(f"urn:{number}"))
    terms.add(ox.Literal("1", language="en"))
    assert terms.count() == 301
    terms.close()


def test_selected_graphs_are_counted_together(load: Load) -> None:
    """A thing that two graphs know is one subject, and what needs all of it is left out."""
    store = load(a="e:s a e:C ; e:p 1 . e:t e:p 1 .", b="e:s a e:C ; e:p 2 .", c="e:u e:p 3 .")
    counts = counted(store, Selection(graphs=("http://example.org/a", "http://example.org/b")))
    assert (counts.triples, counts.subjects, counts.objects) == (4, 2, 3)
    assert counts.classes["http://example.org/C"].things == 1
    written = text(store, Selection(graphs=("http://example.org/a", "http://example.org/c")))
    assert b"void:distinctSubjects 3" in written
    assert written.count(b"void:distinctSubjects") == 1


def test_the_same_version_gives_the_same_bytes(demo_store: DatasetStore) -> None:
    """Nothing comes from the clock: the time is that of the version."""
    entry = demo_store.journal.log.last()
    assert entry is not None
    assert text(demo_store) == text(demo_store)
    assert values(demo_store, "modified") == [entry.time]
    assert values(demo_store, "dcat#version") == [str(entry.version)]


def test_coverage_is_what_is_certain(load: Load) -> None:
    """From the earliest latest start to the latest earliest end; years before 1 count."""
    store = load(
        a=PREFIXES
        + """
        agent:x ga:startEarliest "-0100-01-01"^^xsd:date ; ga:startLatest "-0044-03-15"^^xsd:date .
        agent:y ga:startLatest "2020-01-01"^^xsd:date ; ga:endEarliest "2021-05-01"^^xsd:date ;
          ga:endLatest "2030-01-01"^^xsd:date ; ga:jurisdiction agent:z .
        agent:w ga:endEarliest "no day" ; skos:prefLabel "W"@zh-Hans, "w"@en-GB, "w"@xx-long .
        """
    )
    counts = counted(store)
    assert (counts.first, counts.last) == (Day(-44, 3, 15), Day(2021, 5, 1))
    assert values(store, "startDate", f"{BASE}void#period") == ["-0044-03-15"]
    assert values(store, "spatial") == [f"{BASE}void#place-agent-z"]
    assert {value[-2:] for value in values(store, "language")} == {"zh", "en", "xx"}


def test_the_catalogue_may_say_more_of_the_dataset(load: Load) -> None:
    """Its words go before ours."""
    store = load(
        a="e:s e:p 1 .",
        catalogue=f"""{PREFIXES} <{BASE}void#dataset> dcterms:title "Mine"@en ;
        dcterms:publisher agent:me . agent:me skos:prefLabel "Me" .""",
    )
    assert values(store, "title") == ["Mine"]
    assert values(store, "publisher") == [f"{BASE}id/agent/me"]
    assert values(store, "foaf/0.1/name", f"{BASE}id/agent/me") == ["Me"]


def test_each_source_graph_keeps_its_terms(demo_store: DatasetStore) -> None:
    """The licence, the attribution and the size stand at the graph."""
    graph = f"{BASE}graph/reference/states"
    assert graph in values(demo_store, "void#subset")
    assert "http://spdx.org/licenses/Unicode-3.0" in values(demo_store, "license", graph)
    assert values(demo_store, "bibliographicCitation", graph)
    assert int(values(demo_store, "void#triples", graph)[0]) > 1000


@pytest.mark.parametrize("union", [True, False])
def test_an_empty_dataset_is_described(tmp_path: Path, *, union: bool) -> None:
    """Nothing is in it, and it has no period."""
    settings = StoreSettings(shapes="none", default_graph="union" if union else "own")
    store = DatasetStore.create(tmp_path / "store", settings)
    assert b"void:triples 0" in text(store)
    assert not values(store, "temporal")


def test_odd_terms_do_no_harm(load: Load) -> None:
    """Blank nodes, licences that are no IRIs, IRIs that no prefix can shorten."""
    store = load(
        a="[] a <urn:x:a%20b> ; e:p 'x' , '\"\\n' . e:s <javascript:alert(1)> [] .",
        catalogue=f"""{PREFIXES} <http://example.org/a> dcterms:license "all mine" ;
        dcterms:title "<script>"@en .""",
    )
    read = Graph().parse(data=text(store), format="turtle")
    assert len(read) > 20
    assert values(store, "license", "http://example.org/a") == ["all mine"]


def test_it_is_as_dcat_ap_and_void_expect(demo_store: DatasetStore) -> None:
    """Moved to a server, with its endpoint and an export that was made."""
    downloads = (Download(FORMATS["nquads"], 12, "0a" * 32), Download(FORMATS["iris"]))
    with open_export(demo_store, Selection()) as version:
        triples = {
            *moved(describe(version), BASE, ROOT),
            *service(Service(ROOT, BASE, downloads)),
        }
    data = Graph().parse(
        data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt"
    )
    shapes = Graph().parse(SHAPES)
    conforms, _, report = validate(data, shacl_graph=shapes)
    assert conforms, report
    stored = {str(s) for s in data.subjects() if str(s).startswith(f"{document_of(BASE)}#")}
    assert stored == {f"{document_of(BASE)}#dataset"}
    broken = Graph().parse(data="[] a <http://www.w3.org/ns/dcat#Distribution> .", format="turtle")
    assert not validate(broken, shacl_graph=shapes)[0]


def test_what_is_counted_is_lost(load: Load) -> None:
    """And so is what cannot be counted of graphs that come one after another."""
    store = load(a="e:s a e:C .", b="e:t e:p 1 .")
    names = ("http://example.org/a", "http://example.org/b")
    of_both = {"Things": 2}
    of_graphs = of_both | {
        "Classes without a number of triples": 1,
        "Properties without a number of subjects": 2,
    }
    for selection, expected in ((Selection(), of_both), (Selection(graphs=names), of_graphs)):
        losses = Losses()
        with open_export(store, selection) as version:
            write(version, io.BytesIO(), losses)
        assert {loss.what: loss.count for loss in losses.listed()} == expected
