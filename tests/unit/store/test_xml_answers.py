"""Tests of kg.store.xml_answers: what an XML parser can read, and nothing else."""

from __future__ import annotations

import io
from typing import IO, cast
from xml.parsers import expat

import pyoxigraph as ox
import pytest
import rdflib

from kg.errors import InputError
from kg.store.snapshot import Snapshot
from kg.store.xml_answers import XmlOutput

EMPTY = Snapshot.of_quads([])
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def constructed(predicate: str, syntax: ox.RdfFormat = ox.RdfFormat.RDF_XML) -> bytes:
    """A graph of one triple."""
    return EMPTY.serialise("CONSTRUCT { <urn:s> <%s> 'o' } {}" % predicate, syntax)  # noqa: UP031


@pytest.mark.parametrize(
    "predicate",
    [
        "http://e/p",
        "http://e/a#1b",
        "http://e/-x",
        "http://e/é.b-c",
        "http://e/x·",
        "a:b",
        "urn:ab÷c",
        "https://w3id.org/geoactors/ns#holder",
        f"{RDF}_1",
        f"{RDF}type",
    ],
)
def test_what_has_a_name_is_written(predicate: str) -> None:
    """And read by another parser as it was."""
    graph = rdflib.Graph().parse(data=constructed(predicate), format="xml")
    assert [str(found) for found in graph.predicates()] == [predicate]


@pytest.mark.parametrize(
    "predicate",
    [
        "http://e/123",
        "http://e/",
        "http://e/a(b)",
        "http://e/x%20",
        "http://e/a?b=1",
        "urn:a:",
        "urn:1·",
        "http://www.w3.org/2000/xmlns/foo",
        f"{RDF}li",
        f"{RDF}Description",
        f"{RDF}aboutEach",
    ],
)
def test_what_has_no_name_is_refused(predicate: str) -> None:
    """RDF/XML cannot say it; Turtle can."""
    with pytest.raises(InputError, match="RDF/XML has no name for the predicate") as caught:
        constructed(predicate)
    assert predicate in str(caught.value)
    assert predicate.encode() in constructed(predicate, ox.RdfFormat.N_TRIPLES)


TEXTS = {"U+0001": "a\x01b", "U+000B": "\x0b", "U+FFFE": "\ufffe", "U+FFFF": "x\uffff"}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_characters_that_xml_cannot_carry_are_refused(text: str) -> None:
    """Functions of a query can make them; JSON can say them."""
    escaped = "".join(f"\\u{ord(sign):04X}" for sign in text)
    table = "SELECT ?o { VALUES ?o { '%s' } }" % escaped  # noqa: UP031
    graph = "CONSTRUCT { <urn:s> <urn:p> '%s' } {}" % escaped  # noqa: UP031
    for query, syntax in ((table, ox.QueryResultsFormat.XML), (graph, ox.RdfFormat.RDF_XML)):
        with pytest.raises(InputError, match="XML cannot carry"):
            EMPTY.serialise(query, syntax)
    assert EMPTY.serialise(table, ox.QueryResultsFormat.JSON)
    assert EMPTY.serialise(graph, ox.RdfFormat.TURTLE)


@pytest.mark.parametrize("text", ["\t\n", "é𝄞\ufffd", "\x7f\x85", "]]>&<"])
def test_other_characters_are_carried(text: str) -> None:
    """As they are."""
    escaped = "".join(f"\\U{ord(sign):08X}" for sign in text)
    query = "SELECT ?o { VALUES ?o { '%s' } }" % escaped  # noqa: UP031
    read: list[str] = []
    parser = expat.ParserCreate()
    parser.CharacterDataHandler = read.append
    parser.Parse(EMPTY.serialise(query, ox.QueryResultsFormat.XML), True)
    assert "".join(read).strip(" ") == text


def test_a_character_that_comes_in_two_pieces_is_seen() -> None:
    """The engine writes in blocks, which end anywhere."""
    for cut in (1, 2):
        output = XmlOutput(cast("IO[bytes]", io.BytesIO()))
        sign = b"a\xef\xbf\xbe"
        output.write(sign[: cut + 1])
        with pytest.raises(InputError):
            output.write(sign[cut + 1 :])


def test_a_large_graph_breaks_where_it_cannot_be_written() -> None:
    """Its first triples may be on their way: the rest does not come."""
    triples = (f"<urn:s{n}> <urn:p> {n} ." for n in range(20_001))
    text = "\n".join([*triples, "<urn:x> <urn:1> 1 ."])
    snapshot = Snapshot.of_quads(ox.parse(text, ox.RdfFormat.TURTLE))
    output = io.BytesIO()
    with pytest.raises(InputError, match="<urn:1>"):
        snapshot.write("CONSTRUCT WHERE { ?s ?p ?o }", ox.RdfFormat.RDF_XML, output)
    assert not output.getvalue().endswith(b"</rdf:RDF>")
