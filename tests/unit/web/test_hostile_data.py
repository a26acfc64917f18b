"""Data of things with hostile content: every ending gives all of it, and nothing breaks out."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from kg.export.csv.cells import defuse
from kg.ingest import ingest
from kg.store.embedded import DatasetStore
from kg.vocabulary import BASE_IRI, GA, PREFIXES
from kg.web import application
from kg.web.entities.forms import FORMS

LABEL = f"{PREFIXES['skos']}prefLabel"
PERSON = f"{BASE_IRI}id/agent/x"
TEXTS = (
    "</rdf:RDF><script>alert(1)</script>&amp;]]>",
    "x" * 5000,
    "\u202eright \u200fto left\u202c",
    'quotes " and \' and """',
    "lines\nand\r\nmore . \n@prefix a: <b> .\n",
    "=1+1 <http://example.org/g> .",
    "back\\slash \\u0041",
)
CONTROLS = "control \u0001 and \u001f and \ufffe"
SYNTAXES = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def escaped(text: str) -> str:
    """A literal of Turtle."""
    return str(ox.Literal(text))


@pytest.fixture
def hostile(plain_store: DatasetStore) -> Iterator[FlaskClient]:
    """A client of a store with such texts, IRIs and blank nodes; documents are refused for less."""
    names = ", ".join(map(escaped, TEXTS))
    said = {
        "http://example.org/g": f"""<{PERSON}> a <{GA.Person}> ; <{LABEL}> {names} ;
          <{PREFIXES["rdfs"]}seeAlso> <javascript:alert(1)> ;
          <{GA.evidence}> [ <{GA.quote}> "nested" ; <{GA.inDocument}> [ <{LABEL}> "deep" ] ] .
          [ <{GA.holder}> <{PERSON}> ; <{GA.endCause}> "gone" ] .""",
        "http://example.org/h": f'<{PERSON}> <{LABEL}> "<b>" .',
        "http://example.org/i": f"<{BASE_IRI}id/agent/y> <{LABEL}> {escaped(CONTROLS)} .",
    }
    graphs = {
        name: {quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE)}
        for name, text in said.items()
    }
    ingest(plain_store, graphs, None)
    with application(plain_store) as app:
        yield app.test_client()


def texts(quads: Iterator[ox.Quad]) -> set[str]:
    """The texts that quads have."""
    return {quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)}


@pytest.mark.parametrize("ending", [e for e in SYNTAXES if e not in ("rdf", "jsonld")])
def test_texts_and_blank_nodes_come_back_as_they_are(hostile: FlaskClient, ending: str) -> None:
    """In whatever syntax of RDF."""
    body = hostile.get(f"/data/agent/x.{ending}").data
    found = texts(ox.parse(body, SYNTAXES[ending]))
    assert found == {*TEXTS, "<b>", "nested", "deep", "gone"}


def test_xml_is_well_formed(hostile: FlaskClient) -> None:
    """And markup in a text is no markup of the document."""
    answer = hostile.get("/data/agent/x.rdf")
    assert b"<script" not in answer.data
    ElementTree.fromstring(answer.data)
    found = texts(ox.parse(answer.data, ox.RdfFormat.RDF_XML))
    assert {"nested", "deep", "gone", *(text for text in TEXTS if "\r" not in text)} <= found


def test_control_characters_come_back_wherever_they_can(hostile: FlaskClient) -> None:
    """XML cannot carry them: it is refused as a whole, with what to ask for instead."""
    for ending in ("ttl", "nt", "nq", "trig"):
        body = hostile.get(f"/data/agent/y.{ending}").data
        assert texts(ox.parse(body, SYNTAXES[ending])) == {CONTROLS}
    for ending in ("json", "jsonld"):
        document = json.loads(hostile.get(f"/data/agent/y.{ending}").data)
        assert json.dumps(CONTROLS, ensure_ascii=False) in json.dumps(document, ensure_ascii=False)
    assert CONTROLS in hostile.get("/data/agent/y.csv").text
    answer = hostile.get("/data/agent/y.rdf")
    assert answer.status_code == 400
    assert "Turtle" in answer.get_json(force=True)["hint"]


@pytest.mark.parametrize("profile", ["compacted", "framed", "expanded", "flattened"])
def test_json_ld_has_all_of_it(hostile: FlaskClient, profile: str) -> None:
    """In every form."""
    accept = f'application/ld+json;profile="http://www.w3.org/ns/json-ld#{profile}"'
    answer = hostile.get("/data/agent/x.jsonld", headers={"Accept": accept})
    said = json.dumps(json.loads(answer.data), ensure_ascii=False)
    for text in (*TEXTS, "nested", "deep", "gone"):
        assert json.dumps(text, ensure_ascii=False) in said


def test_a_table_has_a_row_for_each_statement(hostile: FlaskClient) -> None:
    """And no cell that a spreadsheet runs."""
    text = hostile.get("/data/agent/x.csv").data.decode()
    values = {row["value"] for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert {*map(defuse, TEXTS), "nested", "deep", "gone"} <= values
    assert not any(value.startswith("=") for value in values)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.ending)
def test_no_field_is_broken(hostile: FlaskClient, form: object) -> None:
    """And the same is answered each time."""
    ending = getattr(form, "ending", "")
    first, again = (hostile.get(f"/data/agent/x.{ending}") for _ in range(2))
    assert first.status_code == 200
    assert first.data == again.data
    assert "javascript:" not in str(first.headers)
    assert first.headers["X-Content-Type-Options"] == "nosniff"


def test_what_was_known_on_a_day_is_other_data(demo_client: FlaskClient) -> None:
    """Without what a later source says."""
    address = "/data/agent/sergei-shoigu.nt"
    now = demo_client.get(address)
    before = demo_client.get(f"{address}?known-at=2025-11-27")
    assert before.status_code == 200
    assert set(before.text.splitlines()) < set(now.text.splitlines())
    assert before.headers["ETag"] != now.headers["ETag"]
