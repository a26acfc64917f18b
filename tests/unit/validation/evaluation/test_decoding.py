"""Queries over literals that are held as they were written."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg.store.memory import MemoryDataset
from kg.validation.evaluation.decoding import decoding
from kg.validation.evaluation.forms import decode, encode_quads

EX = "http://example.org/"
DATA = """
ex:a ex:p 01 ; ex:q 1.10 . ex:b ex:p "7"^^xsd:int ; ex:q 7 . ex:c ex:p 5, "text" .
ex:d ex:p "300"^^xsd:byte, 9 ; ex:q 09 .
"""
PREFIXES = f"PREFIX ex: <{EX}> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"

CASES = {
    "{ ?this ex:p ?x FILTER(?x > 1) }": "b c d",
    "{ ?this ex:p ?x FILTER (xsd:integer(?x) = 1) }": "a",
    "{ ?this ex:p ?x FILTER(DATATYPE(?x) = xsd:int) }": "b",
    "{ ?this ex:p ?x FILTER(DATATYPE(?x) = xsd:integer) }": "a c d",
    "{ ?this ex:p ?x FILTER(STR(?x) = '01') }": "a",
    "{ ?this ex:p ?x FILTER(!ISNUMERIC(?x)) }": "c d",
    "{ ?this ex:p ?x FILTER regex(STR(?x), '^0') }": "a",
    "{ ?this ex:p ?x ; ex:q ?y FILTER(?x = ?y) }": "b d",
    "{ ?this ex:p ?x ; ex:q ?y FILTER sameTerm(?x, ?y) }": "",
    "{ ?this ex:p ?x ; ex:q ?y FILTER(?x IN (?y, 2)) }": "b d",
    "{ ?this ex:p 01 }": "a",
    "{ ?this ex:p 1 }": "",
    "{ ?this ex:p '7'^^xsd:int }": "b",
    "{ ?this ex:p +5 }": "",
    "{ VALUES ?x { 01 5 } ?this ex:p ?x }": "a c",
    "{ VALUES (?x ?y) { (01 1.10) } ?this ex:p ?x ; ex:q ?y }": "a",
    "{ ?this ex:q ?y FILTER EXISTS { ?this ex:p ?x FILTER(?x >= ?y) } }": "b d",
    "{ ?this ex:p ?x BIND(?x + 1 AS ?y) FILTER(?y = 2) }": "a",
    "{ ?this ex:p ?x } GROUP BY ?this HAVING(SUM(?x) = 7)": "b",
    "{ ?this ex:p ?x } GROUP BY ?this HAVING(COUNT(?x) > 1)": "c d",
    "{ ?this ex:p ?x { SELECT ?this (MAX(?z) AS ?y) { ?this ex:q ?z } GROUP BY ?this }"
    " FILTER(?y > ?x) }": "a",
    "{ ?this ex:p ?x OPTIONAL { ?this ex:r ?y } FILTER(!BOUND(?y) && ?x = 1) }": "a",
    "{ ?this ex:p ?x FILTER(COALESCE(?y, ?x) = 1) }": "a",
    "{ ?this ex:p ?x FILTER(IF(true, ?x, 2) = 1) } # ?x": "a",
}


@pytest.fixture(name="data")
def encoded_data(quads: Callable[[str], list[ox.Quad]]) -> MemoryDataset:
    """The data above, each literal as it is written."""
    return MemoryDataset(encode_quads(quads(DATA))[0])


@pytest.mark.parametrize(("pattern", "found"), CASES.items())
def test_values_are_read_and_terms_are_matched(
    pattern: str, found: str, data: MemoryDataset
) -> None:
    """A number that is out of the range of its datatype has no value."""
    rows = data.select(decoding(f"{PREFIXES}SELECT ?this WHERE {pattern}"))
    names = {getattr(row["this"], "value", "").removeprefix(EX) for row in rows}
    assert " ".join(sorted(names)) == found


@pytest.mark.parametrize(
    "assigned",
    ["BIND(?x AS ?value)", "BIND(COALESCE(?x, 0) AS ?value)", "BIND(IF(true, ?x, 0) AS ?value)"],
)
def test_what_is_passed_on_keeps_its_form(assigned: str, data: MemoryDataset) -> None:
    """A report names the literal that is written in the data."""
    query = f"{PREFIXES}SELECT ?value WHERE {{ ex:a ex:p ?x {assigned} }}"
    (row,) = data.select(decoding(query))
    assert str(decode(row["value"])).startswith('"01"')


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?this (?x AS ?value) WHERE { ?this <urn:p>/(<urn:q>|<urn:r>)* ?x }",
        "SELECT ?this WHERE { ?this ?p (?x 1 true) . ?x ?y 'a', \"b\"@en }",
        "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?this ?p ?x FILTER(isIRI(?this)) }",
    ],
)
def test_a_query_of_terms_stays_as_it_is(query: str) -> None:
    """Paths, lists and projections are no expressions of values."""
    assert decoding(query) == f"{query}\n"
