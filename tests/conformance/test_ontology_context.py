"""The JSON-LD context names every term by its natural key, and loses nothing on the way back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg.gate import packaged_validators
from kg.parsing import parse_document
from kg.resources import CONTEXT_IRI, article_files, context_document, ontology_files
from kg.vocabulary import EDTF, PREFIXES
from tests.conformance.ontology_graphs import own_terms, rdflib_graph, triples

CONTEXT: dict[str, Any] = json.loads(context_document())["@context"]
RANGES = {
    t.subject.value: t.object.value
    for t in triples(ontology_files())
    if t.predicate.value.endswith(("#range", "/rangeIncludes"))
    and isinstance(t.subject, ox.NamedNode)
    and isinstance(t.object, ox.NamedNode)
}
XSD = PREFIXES["xsd"]

each_data_file = pytest.mark.parametrize("path", article_files(), ids=lambda path: path.stem)


def expand(curie: str) -> str:
    """Spell out a shortened IRI by the prefixes of the context."""
    prefix, _, name = curie.partition(":")
    return str(CONTEXT[prefix]) + name if prefix in CONTEXT else curie


def definition(key: str) -> dict[str, str]:
    """Read the entry of a key in its long form."""
    entry = CONTEXT[key]
    return {"@id": entry} if isinstance(entry, str) else dict(entry)


def expected_definition(term: str, kind: str) -> dict[str, str]:
    """Say how the values of a term are to be read, from its kind and range."""
    entry = {"@id": term}
    range_ = RANGES.get(term, "")
    if kind in ("object property", "annotation property"):
        return entry | {"@type": "@id"}
    if range_.endswith("#langString"):
        return entry | {"@container": "@language"}
    if range_ == str(EDTF) or (range_.startswith(XSD) and range_ != XSD + "string"):
        return entry | {"@type": range_}
    return entry


@pytest.mark.parametrize(
    ("term", "kind"),
    [item for item in own_terms().items() if item[0].startswith(PREFIXES["ga"])],
    ids=lambda value: value.rpartition("#")[2],
)
def test_every_term_has_its_natural_key(term: str, kind: str) -> None:
    """The key of a term is its local name, and its values are read as the ontology has them."""
    entry = definition(term.rpartition("#")[2])
    entry |= {name: expand(value) for name, value in entry.items() if name in ("@id", "@type")}
    assert entry == expected_definition(term, kind)


def test_keys_lead_to_declared_namespaces() -> None:
    """No key invents an IRI: each lies in a namespace that our output declares."""
    assert (CONTEXT["id"], CONTEXT["type"], CONTEXT["@version"]) == ("@id", "@type", 1.1)
    for key in CONTEXT.keys() - {"@version", "@vocab", "id", "type", *PREFIXES}:
        iri = expand(definition(key)["@id"])
        assert iri.startswith(tuple(PREFIXES.values())), key


def test_prefixes_are_those_of_the_program() -> None:
    """A prefix in the context stands for what it stands for elsewhere."""
    keys = CONTEXT.keys() - {"@vocab"}
    prefixes = {key: CONTEXT[key] for key in keys if str(CONTEXT[key]).endswith(("#", "/"))}
    assert prefixes.items() <= PREFIXES.items()
    assert {"ga", "gc", "org", "prov", "schema", "skos", "dcterms"} <= prefixes.keys()


@pytest.mark.parametrize(
    ("member", "broken"),
    [
        ('"type": "Tenure", "hodler": {"id": "https://w3id.org/geoactors/id/agent/x"}', "Property"),
        ('"type": "Tenur"', "Class"),
    ],
)
def test_a_misspelt_key_becomes_a_term_that_the_shapes_refuse(member: str, broken: str) -> None:
    """JSON-LD drops a key without a meaning in silence; ours all have one."""
    text = (
        f'{{"@context": "{CONTEXT_IRI}", "id": "https://w3id.org/geoactors/id/tenure/t", {member}}}'
    )
    quads = parse_document(text.encode(), ox.RdfFormat.JSON_LD).quads
    report = packaged_validators().facts.validate_graph("urn:example:graph", quads)
    shapes = {result.shape.rpartition("#")[2] for result in report.violations}
    assert f"Declared{broken}Shape" in shapes


def compact(graph: Graph) -> str:
    """Write a graph as JSON-LD with our context."""
    return graph.serialize(format="json-ld", context=CONTEXT, auto_compact=False)


def read_back(document: str) -> set[ox.Triple]:
    """Read JSON-LD with the other library, so that one cannot cover for the other."""
    return {quad.triple for quad in ox.parse(input=document, format=ox.RdfFormat.JSON_LD)}


def as_rdflib_has_it(graph: Graph) -> set[ox.Triple]:
    """Spell the triples as rdflib does, which writes some literals anew when it reads them."""
    lines = graph.serialize(format="nt")
    return {quad.triple for quad in ox.parse(input=lines, format=ox.RdfFormat.N_TRIPLES)}


@each_data_file
def test_data_comes_back_from_natural_json(path: Path) -> None:
    """A file of data written with the context and read again is the same set of triples."""
    before = rdflib_graph(triples([path]))
    assert before
    assert read_back(compact(before)) == as_rdflib_has_it(before)


def test_natural_json_looks_natural() -> None:
    """The JSON of the article is keyed by plain names; a tenure has a holder and no IRI as key."""
    articles = [path for path in article_files() if path.stem.startswith("article-")]
    document = json.loads(compact(rdflib_graph(triples(articles))))
    nodes = document["@graph"]
    keys = {key for node in nodes for key in node}
    assert {"id", "type", "holder", "post", "evidence", "quote", "start"} <= keys
    assert not {key for key in keys if key.startswith(("http", "ga:"))}
    assert any(node.get("type") == "Tenure" for node in nodes)


@each_data_file
@pytest.mark.parametrize("syntax", [ox.RdfFormat.N_QUADS, ox.RdfFormat.JSON_LD], ids=str)
def test_no_syntax_of_datasets_loses_a_quad(path: Path, syntax: ox.RdfFormat) -> None:
    """TriG to N-Quads or JSON-LD and back is lossless, graph names included."""
    before = set(ox.parse(path=path))
    written = ox.serialize(before, format=syntax)
    assert written is not None
    assert before
    assert set(ox.parse(input=written, format=syntax)) == before


def test_the_codes_come_back_from_natural_json() -> None:
    """The code lists survive the context as well, notations and labels included."""
    before = rdflib_graph(triples(ontology_files()[1:]))
    assert read_back(compact(before)) == as_rdflib_has_it(before)
