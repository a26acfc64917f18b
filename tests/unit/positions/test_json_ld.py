"""Tests of kg.positions.json_ld and contexts: statements found by the names of their terms."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.parsing import ParsedDocument
from kg.report import ValidationResult
from kg.resources import CONTEXT_IRI
from tests.unit.positions.asking import E, e, node, place, result, written

TEXT = """{
  "@context": {"e": "http://example.org/", "id": "@id", "p": "e:p", "T": "e:T",
    "x": {"@id": "http://example.org/x", "@type": "@id"}, "odd": {"@id": "e:odd"}},
  "@graph": [
    {"𝔄": 1, "id": "e:s", "@type": "T",
     "p": ["one", {"@value": "two", "@language": "de"}, 3, true],
     "e:q": {"@id": "http://example.org/o"}, "x": "e:t"},
    {"p": "four", "e:r": {"@type": "T", "p": "five", "e:r": {"@type": "T", "p": "six"}}},
    {"p": "four", "@id": "e:sl\\u0061sh"},
    {"@id": "_:b", "odd": "\\"quoted\\"", "e:l": {"@list": ["seven", {"p": "eight"}]}},
    {"@context": {"z": "e:z"}, "@id": "e:z1", "z": 1.5}
  ]
}
"""


@pytest.fixture
def document(tmp_path: Path) -> ParsedDocument:
    """The text above."""
    return written(tmp_path, TEXT, "doc.jsonld")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(result(e("s"), "e:p", ox.Literal("one")), "6:12", id="text"),
        pytest.param(result(e("s"), "e:p", ox.Literal("two", language="de")), "6:19", id="value"),
        pytest.param(result(e("s"), "e:p", ox.Literal(3)), "6:57", id="number"),
        pytest.param(result(e("s"), "e:p", ox.Literal(True)), "6:60", id="boolean"),
        pytest.param(result(e("s"), "e:q", e("o")), "7:13", id="reference"),
        pytest.param(result(e("s"), "e:x", e("t")), "7:51", id="reference by type"),
        pytest.param(result(e("s"), "", e("T")), "5:36", id="type"),
        pytest.param(result(e("s"), "e:p", ox.Literal("?")), "6:6", id="predicate"),
        pytest.param(result(e("s"), "e:none"), "5:20", id="node"),
        pytest.param(result(e("slash"), "e:p", ox.Literal("four")), "9:11", id="escapes"),
        pytest.param(result(e("z1"), "e:z", ox.Literal("1.5E0")), "", id="absent"),
        pytest.param(result(e("z1"), "e:z"), "near 11:47", id="number written otherwise"),
        pytest.param(result(e("o")), "7:13", id="only referred to"),
    ],
)
def test_statements_are_found(
    asked: ValidationResult, expected: str, document: ParsedDocument
) -> None:
    """By subject, predicate and text."""
    assert place(document, asked) == (expected or "near 11:47")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("four", "8:11 9:11"), ("five", "8:46"), ("six", "8:81"), ('"quoted"', "10:27")],
)
def test_nodes_without_names_are_told_apart_by_their_order(
    text: str, expected: str, document: ParsedDocument
) -> None:
    """Those inside others too."""
    found = [q for q in document.quads if q.object == ox.Literal(text)]
    places = [
        place(document, result(q.subject, f"e:{q.predicate.value.removeprefix(E)}", q.object))
        for q in found
    ]
    assert " ".join(places).replace("near ", "") == expected


def test_objects_of_one_form_are_found_in_their_order(document: ParsedDocument) -> None:
    """The parser gives the outer one first."""
    five = node(document, lambda quad: quad.object == ox.Literal("five"))
    six = node(document, lambda quad: quad.object == ox.Literal("six"))
    assert place(document, result(five), result(six)) == "near 8:26 near 8:61"


@pytest.mark.parametrize(
    ("context", "key", "written_id"),
    [
        ('{"@vocab": "http://example.org/"}', "p", "http://example.org/s"),
        ('{"@base": "http://example.org/a/", "p": "http://example.org/p"}', "p", "../s"),
        ('[{"e": "http://example.org/"}, {"f": "e:"}]', "f:p", "f:s"),
        ('{"e": "http://example.org/", "p": {"@id": "e:p", "@context": {"q": "e:q"}}}', "p", "e:s"),
        ("{}", "http://example.org/p", "http://example.org/s"),
    ],
)
def test_contexts_are_followed(context: str, key: str, written_id: str, tmp_path: Path) -> None:
    """Prefixes, vocabularies, bases, lists of contexts, contexts of terms."""
    text = f'{{"@context": {context},\n"@id": "{written_id}",\n"{key}": "x"}}'
    document = written(tmp_path, text, "doc.jsonld")
    assert place(document, result(e("s"), "e:p", ox.Literal("x"))) == f"3:{len(key) + 5}"
    assert place(document, result(e("s"))) == "2:8"


def test_our_own_context_is_known_by_its_address(tmp_path: Path) -> None:
    """It is built in, and not in the text."""
    text = f'{{"@context": "{CONTEXT_IRI}",\n"id": "http://example.org/s", "type": "Tenure"}}'
    document = written(tmp_path, text, "doc.jsonld")
    assert (
        place(document, result(e("s")), result(e("s"), "", document.quads[0].object)) == "2:7 2:39"
    )


def test_a_context_that_names_itself_ends(tmp_path: Path) -> None:
    """Terms may lead in a circle in a file that changed."""
    text = '{"@context": {"p": "http://example.org/p"}, "@id": "http://example.org/s", "p": "x"}'
    document = written(tmp_path, text, "doc.jsonld")
    assert document.source is not None
    for circle in ('{"p": "q", "q": "p"}', '{"p": "p:p"}', '{"p": "q:a", "q": "p:b"}'):
        changed = text.replace('{"p": "http://example.org/p"}', circle)
        document.source.path.write_text(changed)
        assert place(document, result(e("s"))) == f"near 1:{changed.index('http')}"
