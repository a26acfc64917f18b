"""Tests of kg.positions.places: which place of which file a result gets."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.gate import packaged_gate
from kg.ingest import validate_documents
from kg.parsing import FORMATS, parse_document
from kg.positions import locate
from kg.report import Term, ValidationResult
from kg.vocabulary import BASE_IRI
from tests.conftest import BREAKING
from tests.unit.positions.asking import P, e, place, result, written

ONE = ox.Literal(1)
TEXT = f"""{P}
e:other e:knows e:s ; e:sees e:t .
e:s a e:Thing ;
    e:p 1, "two"@EN-gb ;
    e:q e:t .
"""


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(result(e("s"), "e:p", ONE), "5:9", id="triple"),
        pytest.param(
            result(e("s"), "e:p", ox.Literal("two", language="en-GB")), "5:12", id="language"
        ),
        pytest.param(result(e("s"), "e:p", ox.Literal(3)), "5:5", id="predicate"),
        pytest.param(result(e("s"), "e:p"), "5:5", id="no value"),
        pytest.param(result(e("s"), "^e:knows", e("other")), "3:17", id="inverse"),
        pytest.param(result(e("s"), "^e:knows"), "3:9", id="inverse without value"),
        pytest.param(result(e("s"), "e:q/e:z"), "6:5", id="first step"),
        pytest.param(result(e("s"), "e:q|e:z", ONE), "5:9", id="alternative"),
        pytest.param(result(e("s"), "e:absent"), "4:1", id="first about it"),
        pytest.param(result(e("s")), "4:1", id="node"),
        pytest.param(result(e("s"), "", e("s")), "4:1", id="node as its value"),
        pytest.param(result(e("s"), "", e("t")), "6:9", id="value without path"),
        pytest.param(result(e("t"), "e:p"), "3:30", id="only an object"),
        pytest.param(result(ONE, "", ONE), "5:9", id="literal"),
        pytest.param(result(e("absent"), "e:p", e("t")), "3:30", id="only the value"),
        pytest.param(result(e("absent")), "", id="nowhere"),
    ],
)
def test_the_best_statement_is_pointed_at(
    asked: ValidationResult, expected: str, tmp_path: Path
) -> None:
    """The triple before its predicate, the predicate before the node, the node before a value."""
    assert place(written(tmp_path, TEXT), asked) == expected


def test_prefixes_of_ours_are_read_in_paths(tmp_path: Path) -> None:
    """As reports write them."""
    document = written(tmp_path, f"{P}e:s a e:T ; <https://w3id.org/geoactors/ns#holder> 1 .")
    assert place(document, replace(result(e("s")), path="ga:holder")) == "2:13"


def test_a_path_of_another_kind_is_passed_over(tmp_path: Path) -> None:
    """The node is known all the same."""
    document = written(tmp_path, f"{P}e:s e:p 1 .")
    for path in ("", "?!", "unknown:name", "(", "^"):
        assert place(document, replace(result(e("s")), path=path)) == "2:1"


def test_the_graph_of_a_result_is_kept_to(tmp_path: Path) -> None:
    """The same triple may stand in two graphs, and a merged dataset has it first in one."""
    text = f"{P}e:g {{ e:s e:p 1 }}\ne:h {{ e:s e:p 1 }}"
    document = written(tmp_path, text, "doc.trig")
    asked = result(e("s"), "e:p", ONE)
    in_h = replace(asked, graph=e("h").value)
    nowhere = replace(asked, graph=e("i").value)
    assert place(document, asked, in_h, nowhere) == "2:15 3:15 "


def test_the_first_document_with_the_best_place_is_named(tmp_path: Path) -> None:
    """A file with the triple goes before one that only has the node."""
    one = written(tmp_path, f"{P}e:s e:q 1 .", "one.ttl")
    two = written(tmp_path, "<http://example.org/s> <http://example.org/p> <x:y> .", "two.nt")
    found = locate(
        [result(e("s"), "e:p", ox.NamedNode("x:y")), result(e("s"), "e:z"), result(e("z"))],
        [one, two],
    )
    assert [r.location for r in found] == [f"{two.name}:1:47", f"{one.name}:2:1", ""]


def test_documents_without_a_file_are_named_alone() -> None:
    """There is no text to look into."""
    document = parse_document(f"{P}e:s e:p 1 .".encode(), ox.RdfFormat.TURTLE, name="body")
    (found,) = locate([result(e("s"))], [document])
    assert (found.location, found.near) == ("body", False)


def test_a_document_that_came_as_bytes_is_looked_up_in_its_file(tmp_path: Path) -> None:
    """Its name is the one it was given, and not that of the file."""
    data = f"{P}e:s e:p 1 .".encode()
    (tmp_path / "body").write_bytes(data)
    document = parse_document(data, ox.RdfFormat.TURTLE, name="the body", file=tmp_path / "body")
    (found,) = locate([result(e("s"), "e:p", ONE)], [document])
    assert found.location == "the body:2:9"


OTHER = (
    b"",
    b"\xff\xfe\x00",
    b"<x:other> <x:p> <x:o> .",
    b"[[[[",
    b'"',
    b"<a>&",
    b"{",
    b'{"@id": 1}',
    b'{"@context": }',
    b"}}}} ]] )) , . ;",
    b'<!DOCTYPE r [<!ENTITY a "x">]><r>&a;</r>',
)


@pytest.mark.parametrize("ending", ["ttl", "trig", "nt", "nq", "rdf", "jsonld"])
def test_a_file_that_changed_meanwhile_costs_nothing_but_the_place(
    ending: str, tmp_path: Path
) -> None:
    """Whatever it holds now, the document is named and no error is raised."""
    triple = ox.Triple(e("s"), e("p"), ox.Literal("x"))
    data = ox.serialize([triple], format=FORMATS[ending]) or b""
    document = written(tmp_path, data, f"doc.{ending}")
    asked = result(e("s"), "e:p", ox.Literal("x"))
    assert document.source is not None
    assert place(document, asked) not in ("", "near ")
    for other in OTHER:
        document.source.path.write_bytes(other)
        assert place(document, asked) == ""
    document.source.path.unlink()
    assert place(document, asked) == ""


def test_nothing_is_read_without_results(tmp_path: Path) -> None:
    """Files are opened only for what was found."""
    document = written(tmp_path, f"{P}e:s e:p 1 .")
    assert document.source is not None
    os.unlink(document.source.path)
    assert locate([], [document]) == []


def test_many_results_take_one_pass(tmp_path: Path) -> None:
    """The file is one line: counting its columns anew for each result would not end."""
    count = 20_000
    text = P + " ".join(f"e:s{number} e:p {number} ." for number in range(count))
    document = written(tmp_path, text)
    asked = [
        result(quad.subject, "e:p", quad.object)
        for quad in document.quads
        if isinstance(quad.subject, ox.NamedNode)
    ]
    found = locate(asked, [document])
    last: Term = document.quads[-1].object
    assert isinstance(last, ox.Literal)
    assert len({r.location for r in found}) == count
    assert found[-1].location == f"{document.name}:2:{text.rindex(last.value) - len(P) + 1}"


def test_violations_of_packaged_shapes_have_lines(tmp_path: Path) -> None:
    """What is derived from a statement is named by the node it is about."""
    text = f"{BREAKING}agent:somebody ga:misspelt agent:x ; ga:edtf 'soon'^^<x:t> ."
    document = written(tmp_path, text)
    report = validate_documents([document], packaged_gate(), base_iri=BASE_IRI)
    places = {r.location.removeprefix(f"{document.name}:") for r in report.violations}
    assert {"4:42", "5:28", "5:46"} <= places
    assert "" not in places
