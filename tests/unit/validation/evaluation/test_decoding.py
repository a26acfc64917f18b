"""Queries over literals that are held as they were written."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg.errors import ShapesError
from kg.store.memory import MemoryDataset
from kg.validation.evaluation.decoding import decoding
from kg.validation.evaluation.forms import decode, encode_quads

EX = "http://example.org/"
DATA = """
ex:a ex:p 01 ; ex:q 1.10 . ex:b ex:p "7"^^xsd:int ; ex:q 7 . ex:c ex:p 5, "text" .
ex:d ex:p "300"^^xsd:byte, 9 ; ex:q 09 .
ex:c ex:r ex:e . ex:f ex:r ex:g . ex:g ex:r 09 .
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
    "{ ?this ex:p ?x BIND(2 * ?x AS ?y) FILTER(?y = 2) }": "a",
    "{ ?this ex:p ?x BIND(-?x AS ?y) FILTER(?y = -7) }": "b",
    "{ ?this ex:p ?x BIND(1 = ?x AS ?y) FILTER(?y) }": "a",
    "{ ?this ex:p ?x BIND(!?x AS ?y) FILTER(!?y) }": "a b c d",
    "{ ?this ex:p ?x ; ex:q ?y BIND(?x - ?y AS ?z) FILTER(?z = 0) }": "b d",
    "{ ?this ex:p ?x BIND(IF(?x = 1, 1, 2) AS ?y) FILTER(?y = 1) }": "a",
    "{ ?this ex:p ?x BIND(IF(true, ?x + 1, 0) AS ?y) FILTER(?y = 2) }": "a",
    "{ ?this ex:p ?x BIND(1 + COALESCE(?x, 0) AS ?y) FILTER(?y = 2) }": "a",
    "{ ?this ex:p ?x FILTER(STR(?x + 1) = '2') }": "a",
    "{ ?this ex:p ?x FILTER(DATATYPE(?x + 1) = xsd:integer && ?x = 1) }": "a",
    "{ ?this ex:p ?x } GROUP BY ?this (?x +1 AS ?y) HAVING(?y = 2)": "a",
    "{ ?this ex:p ?x } GROUP BY ?this ABS(?x) HAVING(COUNT(*) > 0) (MAX(?x) = 1)": "a",
    "{ ?this ex:p ?x } GROUP BY ?this HAVING(COUNT(*) > 1)": "c d",
    "{ ?this ex:p|ex:q ?x } GROUP BY ?this (?x) HAVING(COUNT(*) > 1)": "",
    "{ ?this ^ex:r/ex:p+ 5 }": "e",
    "{ ?this ^ex:r/ex:p+ +5 }": "",
    "{ ?this ex:r/ex:q -5 }": "",
    "{ ?this ex:r+ 09 }": "f g",
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
    [
        "BIND(?x AS ?value)",
        "BIND(COALESCE(?x, 0) AS ?value)",
        "BIND(IF(true, ?x, 0) AS ?value)",
        "BIND(IF(?x = 1, COALESCE(?y, ?x), 0) AS ?value)",
    ],
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


def test_a_query_that_the_engine_does_not_take_so_is_refused() -> None:
    """It means something that is not known here; that is a defect of no data."""
    with pytest.raises(ShapesError, match="as they are written"):
        decoding("SELECT ?this WHERE { ?this <urn:p> - 05 }")
