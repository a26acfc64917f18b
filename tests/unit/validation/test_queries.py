"""Queries that a shapes graph holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import Graph, URIRef

from kg.errors import ResourceError, ShapesError
from kg.validation.prefixes import declared_prefixes
from kg.validation.queries import (
    asks_for_every_subject,
    expanded,
    read_select,
)
from kg.validation.query_refusals import refuse_words, try_query

NODE = URIRef("http://example.org/c")
PREFIXES = """
ex:prefixes sh:declare [ sh:prefix "ga" ; sh:namespace "https://w3id.org/geoactors/ns#" ] ;
    owl:imports ex:more .
ex:more sh:declare [ sh:prefix "m" ; sh:namespace "http://example.org/m#" ] .
ex:other sh:declare [ sh:prefix "o" ; sh:namespace "http://example.org/o#" ] .
"""


def test_a_query_comes_with_its_prefixes(build: Callable[[str], Graph]) -> None:
    """Those that `sh:prefixes` names, with what they import, and no others."""
    shapes = build(PREFIXES + 'ex:c sh:prefixes ex:prefixes ; sh:select "SELECT $this {}" .')
    assert set(declared_prefixes(shapes, NODE)) == {"ga", "m", "rdf", "rdfs", "owl"}
    query = read_select(NODE, shapes)
    assert "PREFIX m: <http://example.org/m#>\n" in query
    assert query.endswith("\nSELECT $this {}")


@pytest.mark.parametrize(
    "turtle", ["ex:c a ex:C .", "ex:c sh:select ex:q .", 'ex:c sh:select "a", "b" .']
)
def test_there_is_exactly_one_query(turtle: str, build: Callable[[str], Graph]) -> None:
    """None, two, or something that is no text is a defect of the shapes."""
    with pytest.raises(ShapesError, match="exactly one sh:select"):
        read_select(NODE, build(turtle), ShapesError)


@pytest.mark.parametrize("word", ["SERVICE", "FROM", "LOAD"])
def test_a_query_that_reaches_out_is_refused(word: str, build: Callable[[str], Graph]) -> None:
    """A validation reads the data graph alone: no server, no file."""
    shapes = build(f'ex:c sh:select "SELECT $this {word} <file:///etc/hostname> {{ }}" .')
    with pytest.raises(ResourceError, match=word):
        read_select(NODE, shapes)


@pytest.mark.parametrize("word", ["VALUES", "MINUS"])
def test_what_shacl_forbids_is_refused(word: str) -> None:
    """SHACL appendix A: pre-bound variables and these do not go together."""
    with pytest.raises(ShapesError, match=word):
        refuse_words(f"SELECT $this {{ {word} ?x {{ 1 }} }}", error=ShapesError)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this {",
        "ASK { $this a 1 }",
        "SELECT ?x { ?x a 1 }",
        "SELECT $this { x:y ?p $this }",
    ],
)
def test_a_query_that_cannot_run_is_refused_before_there_is_data(query: str) -> None:
    """Wrong syntax, another form, no `$this`, an undeclared prefix."""
    with pytest.raises(ShapesError, match=r"The query of gs:S cannot be run"):
        try_query(query, "gs:S", ShapesError)


def test_lines_are_counted_as_the_author_does() -> None:
    """Not those of the prefixes that were pasted above."""
    query = "PREFIX a: <urn:a>\nPREFIX b: <urn:b>\nSELECT $this {\n $this b }"
    with pytest.raises(ShapesError, match="cannot be run: in line 2 of it, expected"):
        try_query(query, "gs:S", ShapesError, above=2)


def test_a_query_that_can_run_is_let_through() -> None:
    """`$this` and `?this` are one variable."""
    try_query("SELECT ?this { $this ?p ?o }", "gs:S")


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("SELECT ?this { ?this ?p ?o }", True),
        ("PREFIX e: <http://e/>\nselect distinct $this where { # all\n $this ?x ?y }", True),
        ("SELECT ?this { ?this ?p ?p }", False),
        ("SELECT ?this { ?this ?p ?this }", False),
        ("SELECT ?this { ?this a ?o }", False),
        ("SELECT ?this { ?this ?p ?o . ?o ?q ?r }", False),
        ("SELECT ?this { ?this ?p ?o } LIMIT 1", False),
        ("SELECT ?this { ?s ?p ?this }", False),
        ("SELECT ?this ?p { ?this ?p ?o }", False),
        ("ASK { ?this ?p ?o }", False),
    ],
)
def test_a_query_for_every_subject_is_known_by_its_form(query: str, answer: bool) -> None:
    """It need not be run; any other is."""
    assert asks_for_every_subject(query) is answer


@pytest.mark.parametrize(
    ("prologue", "query", "nested"),
    [
        ("PREFIX e: <urn:e:>", "{ ?this e:p e:q }", "{ ?this <urn:e:p> <urn:e:q> }"),
        ("prefix : <urn:e:>", "{ :a :b : . }", "{ <urn:e:a> <urn:e:b> <urn:e:> . }"),
        ("PREFIX e: <urn:e:>", r"{ ?s e:a\,b e:c.d. }", "{ ?s <urn:e:a,b> <urn:e:c.d>. }"),
        ("PREFIX e: <urn:e:>", "{ ?s ?p 'e:a' } # e:b", "{ ?s ?p 'e:a' } # e:b"),
        ("PREFIX e: <urn:e:>", "{ FILTER(e:f(?s)) }", "{ FILTER(<urn:e:f>(?s)) }"),
        ("PREFIX e: <urn:e:>\nPREFIX f: <urn:f:>", "{ e:a ?p f:a }", "{ <urn:e:a> ?p <urn:f:a> }"),
        ("", "{ ?this ?p ?o }", "{ ?this ?p ?o }"),
    ],
)
def test_a_nested_query_has_no_prefixes(prologue: str, query: str, nested: str) -> None:
    """A prologue stands before a whole query only, and a comment ends with the query."""
    assert expanded(f"{prologue}\nSELECT * {query}") == f"SELECT * {nested}\n"


@pytest.mark.parametrize(
    "pattern",
    [
        f"FILTER({'(' * 100}true{')' * 100})",
        f"FILTER({' && '.join(['true'] * 3000)})",
        " . ".join(f"$this ?p{n} ?o{n}" for n in range(200)),
    ],
    ids=["brackets", "operators", "patterns"],
)
def test_a_query_that_the_engine_cannot_bear_is_refused(
    pattern: str, build: Callable[[str], Graph]
) -> None:
    """It would recurse until the process ends, or plan for hours."""
    shapes = build(f'ex:c sh:select "SELECT $this {{\\n {pattern} }}" .')
    with pytest.raises(
        ShapesError, match=r"cannot be run: (The|brackets).*(line 2 of the query|words|patterns)"
    ):
        read_select(NODE, shapes, ShapesError)


def test_a_query_has_neither_escapes_nor_relative_iris(build: Callable[[str], Graph]) -> None:
    """The engine knows no escapes of keywords, and a part of a query has no BASE."""
    text = r"BASE <http://e/> \\u0053ELECT $this { $this <p> ?o }"
    query = read_select(NODE, build(f'ex:c sh:select "{text}" .'), ShapesError)
    assert query.endswith("SELECT $this { $this <http://e/p> ?o }")
    hidden = r"SELECT $this { \\u0053ERVICE <http://e/> {} }"
    with pytest.raises(ShapesError, match="SERVICE"):
        read_select(NODE, build(f'ex:c sh:select "{hidden}" .'), ShapesError)
