"""Tests of kg.positions.rdf_xml: statements found by the names of their terms."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.parsing import ParsedDocument
from kg.report import Term, ValidationResult
from tests.unit.positions.asking import e, node, place, result, written

HEAD = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/"
  xml:base="http://example.org/">
"""
TEXT = f"""{HEAD}<!-- 𝔄 --><e:T rdf:about="s" e:size="large">
  <e:p>one</e:p><e:p xml:lang="de">one</e:p>
  <e:q rdf:resource="o"/>
  <e:r><e:T rdf:ID="inner"><e:p>two</e:p></e:T></e:r>
  <e:x rdf:parseType="Literal"><e:p>no</e:p></e:x>
</e:T>
<rdf:Description xml:base="http://example.org/in/" rdf:about="t"><e:p>three</e:p></rdf:Description>
<rdf:Description rdf:about="http://example.org/s"><e:p>four</e:p></rdf:Description>
<e:T><e:p>five</e:p></e:T>
<e:T><e:p>five</e:p><e:q rdf:parseType="Resource"><e:p>six</e:p></e:q></e:T>
<rdf:Bag rdf:about="bag"><rdf:li>a</rdf:li><rdf:li>b</rdf:li></rdf:Bag>
<rdf:Description rdf:nodeID="n"><e:q e:p="seven"/></rdf:Description>
<e:T rdf:about="list"><e:q rdf:parseType="Collection"><e:U rdf:about="u"/><e:U/></e:q></e:T>
</rdf:RDF>
"""


@pytest.fixture
def document(tmp_path: Path) -> ParsedDocument:
    """The text above."""
    return written(tmp_path, TEXT, "doc.rdf")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(result(e("s"), "e:p", ox.Literal("one")), "5:3", id="text"),
        pytest.param(
            result(e("s"), "e:p", ox.Literal("one", language="de")), "5:17", id="language"
        ),
        pytest.param(result(e("s"), "e:q", e("o")), "6:3", id="resource"),
        pytest.param(result(e("s"), "e:r", e("#inner")), "7:3", id="node inside"),
        pytest.param(result(e("#inner"), "e:p", ox.Literal("two")), "7:28", id="inner node"),
        pytest.param(result(e("s"), "e:size", ox.Literal("large")), "4:11", id="attribute"),
        pytest.param(result(e("s"), "e:p", ox.Literal("four")), "11:51", id="second element"),
        pytest.param(result(e("in/t"), "e:p", ox.Literal("three")), "10:66", id="base"),
        pytest.param(result(e("s"), "e:x"), "near 8:3", id="XML"),
        pytest.param(result(e("s"), "e:p", ox.Literal("?")), "5:3", id="predicate"),
        pytest.param(result(e("bag"), "", ox.Literal("b")), "14:44", id="member"),
        pytest.param(result(e("s"), "e:z"), "4:11", id="node"),
        pytest.param(result(e("u")), "16:55", id="node in a collection"),
        pytest.param(result(e("list"), "e:q"), "near 16:23", id="collection"),
    ],
)
def test_statements_are_found(
    asked: ValidationResult, expected: str, document: ParsedDocument
) -> None:
    """By subject, predicate and text."""
    assert place(document, asked) == expected


def test_a_node_is_named_when_its_triple_is_not_found(tmp_path: Path) -> None:
    """The element of the property is near, and so is that of the node."""
    text = f"{HEAD}<e:T rdf:about='s'>\n<e:x rdf:parseType='Literal'><b/></e:x></e:T></rdf:RDF>"
    document = written(tmp_path, text, "doc.rdf")
    (value,) = (q.object for q in document.quads if isinstance(q.object, ox.Literal))
    assert place(document, result(e("s"), "e:x", value)) == "near 5:1"


@pytest.mark.parametrize(
    ("text", "expected"), [("five", "12:6 13:6"), ("six", "13:51"), ("seven", "15:33")]
)
def test_nodes_without_names_are_told_apart_by_their_order(
    text: str, expected: str, document: ParsedDocument
) -> None:
    """The first that reads the same is the first; that is near."""
    found: list[Term] = [q.subject for q in document.quads if q.object == ox.Literal(text)]
    places = [place(document, result(one, "e:p", ox.Literal(text))) for one in found]
    assert " ".join(places).replace("near ", "") == expected
    assert all(one.startswith("near ") for one in places)


def test_a_nameless_node_is_found_by_its_type(document: ParsedDocument) -> None:
    """Where its element begins."""
    blank = node(document, lambda quad: quad.object == ox.Literal("six"))
    first = node(document, lambda quad: quad.object == ox.Literal("five"))
    assert place(document, result(first, "e:z"), result(blank)) == "near 12:1 near 13:21"
