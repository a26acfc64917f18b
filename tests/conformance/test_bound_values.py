"""A value that is bound holds in every group of a query, and two engines read it alike."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest
from rdflib import Dataset

from kg.errors import ParameterError
from kg.lookup import bind_day, parameter_values, prepare, stored_query
from kg.query_guards import check_query
from kg.sparql import with_values
from kg.store.snapshot import Snapshot
from kg.vocabulary import BASE_IRI
from tests.conformance.competency import in_rdflib, rows_of, rows_of_other

# rdflib itself still calls what it has deprecated.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Dataset.(default_context|contexts) is deprecated:DeprecationWarning"
)

TRIG = """
@prefix e: <http://e/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
e:a e:end "2009-01-01"^^xsd:date ; e:note "?at" .
e:b e:end "2010-01-01"^^xsd:date ; e:after e:a .
e:c e:end "2011-01-01"^^xsd:date ; e:after e:b .
e:g { e:a e:end "2009-01-01"^^xsd:date . e:c e:end "2011-01-01"^^xsd:date }
"""
DATA = Snapshot.of_quads(ox.parse(TRIG, format=ox.RdfFormat.TRIG))
DAY = '"2010-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'


@cache
def other_engine() -> Dataset:
    """The same in rdflib."""
    return in_rdflib(DATA)


def subjects(pattern: str, shown: str = "?t") -> str:
    """Bind ?at to 1 January 2010, ask both engines; the last letters of what is found."""
    query = f"PREFIX e: <http://e/> SELECT {shown} {{ {pattern} }} ORDER BY ?t"
    return asked(bind_day(query, "2010-01-01"))


def asked(query: str) -> str:
    """The last letter of the first column of each row, the same in both engines."""
    check_query(query)
    names, rows = rows_of(DATA, query)
    assert rows_of_other(other_engine(), query) == (names, rows)
    return " ".join(str(row[0]).strip('<>"')[-1] for row in rows)


ENDED = "?t e:end ?e FILTER(?e < ?at)"
FOUND = [
    (ENDED, "a"),
    (f"{{ {ENDED} }}", "a"),
    (f"{{ {{ {{ {ENDED} }} }} }}", "a"),
    (f"{{ {ENDED} }} UNION {{ ?t e:end ?e FILTER(?e > $at) }}", "a c"),
    (f"GRAPH ?g {{ {ENDED} }}", "a"),
    (f"?t e:end ?any MINUS {{ {ENDED} }}", "b c"),
    ("?t e:end ?any MINUS { ?t e:end ?at }", "a c"),
    ("?t e:end ?any MINUS { ?other e:end ?at }", ""),
    ("{ ?t e:end ?any MINUS { ?other e:end ?at } }", ""),
    ("?t e:end ?any MINUS { { SELECT ?at { ?other e:end ?at } } }", ""),
    ("?t e:end ?any MINUS { ?other e:end ?e FILTER(?e < ?at) }", "a b c"),
    ("?t e:end ?any FILTER NOT EXISTS { ?t e:end ?e FILTER(?e < ?at) }", "b c"),
    ("?t e:end ?any FILTER(!EXISTS { { ?t e:end ?at } })", "a c"),
    (f"{{ SELECT ?t {{ {ENDED} }} }}", "a"),
    ("{ SELECT ?t ?at { ?t e:end ?e FILTER(?e < ?at) } }", "a"),
    ("{ SELECT ?at { } } ?t e:end ?at", "b"),
    ("{ SELECT ?t ?at (COUNT(*) AS ?n) { ?t e:end ?at } GROUP BY ?t ?at }", "b"),
    ("{ SELECT ?t (MIN(?e) AS ?m) { ?t e:end ?e } GROUP BY ?t HAVING(MIN(?e) < ?at) }", "a"),
    ("{ SELECT ?t (?e < ?at AS ?over) { ?t e:end ?e } } FILTER(?over)", "a"),
    ("?t e:end ?any OPTIONAL { ?t e:end ?e FILTER(?e < ?at) } FILTER(BOUND(?e))", "a"),
    ("{ ?t e:end ?e FILTER(BOUND(?at) && ?e < ?at) }", "a"),
    ("{ ?t e:end ?e BIND(?e < ?at AS ?over) FILTER(?over) }", "a"),
    ("{ ?t e:end ?e FILTER(?e IN (?at)) }", "b"),
    ("{ ?t e:after/e:end ?at }", "c"),
    ("{ ?t (e:after|^e:nothing)+/e:end ?at }", "c"),
    ("{ ?t e:after [ e:end ?at ] }", "c"),
    ("{ ?t e:note '?at' } FILTER(?at > '2000-01-01'^^<urn:x:d> || true)", "a"),
    ("{ ?t e:end ?e # FILTER(?at\n FILTER(?e < ?at) }", "a"),
    ("{ ?t e:end ?e FILTER(?e<?at) }", "a"),
]


@pytest.mark.parametrize(("pattern", "expected"), FOUND)
def test_a_day_holds_in_every_group(pattern: str, expected: str) -> None:
    """Wherever the variable is compared or looked for."""
    assert subjects(pattern) == expected


def test_the_day_is_shown_beside_what_nested_groups_find() -> None:
    """A block of values stays at the head of the pattern."""
    query = bind_day(f"PREFIX e: <http://e/> SELECT * {{ {{ {ENDED} }} }}", "2010-01-01")
    assert [str(row["at"]) for row in DATA.select(query)[1]] == [DAY]


def test_groups_of_rows_are_compared_with_the_day() -> None:
    """HAVING of the whole query: its rows have no ?at but the one that they are grouped by."""
    query = "SELECT ?t { ?t <http://e/end> ?e } GROUP BY ?t HAVING(MAX(?e) > ?at)"
    assert asked(bind_day(query, "2010-01-01")) == "c"


def test_a_template_keeps_its_variables() -> None:
    """CONSTRUCT writes the value, wherever its pattern has it."""
    query = "CONSTRUCT { ?t <http://e/p> ?at } { { ?t <http://e/end> ?at } } ORDER BY ?at"
    text = with_values(query, {"at": DAY})
    assert "CONSTRUCT { ?t <http://e/p> ?at }" in text
    assert DATA.serialise(text, ox.RdfFormat.N_TRIPLES).count(b"2010-01-01") == 1


def test_what_is_no_variable_stays_as_it_is() -> None:
    """Texts, comments and longer names are not touched."""
    text = "ASK { { ?at_ ?p '?at' } # ?at\n }"
    assert with_values(text, {"at": DAY}).endswith("{ ?at_ ?p '?at' } # ?at\n }")


REFUSED = [
    ("ASK { { BIND(1 AS ?at) } }", r"column 19: the query gives \?at a value itself"),
    ("SELECT (COUNT(*) AS ?at) { }", "a value itself"),
    ("ASK { VALUES ?at { 1 } }", "a value itself"),
    ("ASK { { VALUES (?x $at) { (1 2) } } }", "a value itself"),
    ("SELECT * { } VALUES ?at { 1 }", "a value itself"),
    ("ASK { { GRAPH ?at { } } }", "its value is no IRI"),
    ("ASK { { ?s ?p ?e FILTER(?e<?x&&?at>?e && ?at > 1) } }", "could be an IRI.*spaces around <"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_cannot_be_bound_is_refused(text: str, reason: str) -> None:
    """With the place: an answer without the day would be a wrong one."""
    with pytest.raises(ParameterError, match=reason):
        bind_day(text, "2010-01-01")


HOSTILE = ['" } } DROP ALL # ', "a\nb", "\\", "'''", "?x ?at", "<urn:a>", '"@en', "{", "$at"]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_stays_one_term_in_a_nested_group(value: str) -> None:
    """It is written as a term, and what it holds is not read as a variable."""
    data = Snapshot.of_quads([ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal(value))])
    own = "SELECT * { { ?s ?p ?at } UNION { ?s ?p ?b FILTER(?b = ?at) } MINUS { ?at ?p ?s } }"
    for text in (own, "SELECT ?at { { SELECT ?at { ?s ?p ?at } } }"):
        query = prepare(text, {"at": ox.Literal(value), "unused": ox.NamedNode("urn:a")})
        check_query(query)
        _, rows = data.select(query)
        assert {str(row["at"]) for row in rows} == {str(ox.Literal(value))}


def test_hidden_graphs_are_found_by_how_a_claim_begins() -> None:
    """The parameter stands in a branch of its own."""
    claim, fact = f"{BASE_IRI}id/claim/x", "http://e/g"
    thing = ox.NamedNode("http://e/s")
    data = Snapshot.of_quads(
        ox.Quad(thing, thing, thing, ox.NamedNode(name)) for name in (claim, fact)
    )
    text = stored_query("hidden-graphs")
    names = {name: f"graph:{name}" for name in ("catalogue", "acceptance", "delivered")}
    values = parameter_values(text, {**names, "claims": f"{BASE_IRI}id/claim/"})
    query = prepare(text, values)
    assert [str(row["graph"]) for row in data.select(query)[1]] == [f"<{claim}>"]
    assert rows_of_other(in_rdflib(data), query) == rows_of(data, query)
