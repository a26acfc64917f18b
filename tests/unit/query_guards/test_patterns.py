"""Tests of kg.query_guards.patterns."""

from __future__ import annotations

import time

import pytest

from kg.errors import QueryTooComplexError
from kg.query_guards import check_query
from kg.query_limits import QueryLimits
from kg.store.snapshot import Snapshot

LIMITS = QueryLimits()
PATTERNS = [
    (0, "ASK {}"),
    (1, "ASK { ?s ?p ?o . }"),
    (4, "ASK { ?s ?p ?o ; a ?q , ?r . ?x ?y ?z }"),
    (2, "ASK { e:s e:p e:o. e:s e:p 'x'^^e:o. }"),
    (2, "ASK { ?s ?p 1.5.?a ?b true }"),
    (1, "SELECT ?a (COUNT(?b) AS ?n) ?c ?d { ?s ?p ?o } GROUP BY ?a ?c ?d ORDER BY ?a ?c ?d ?n"),
    (2, "ASK { { SELECT DISTINCT ?a ?b ?c { ?s ?p ?o } ORDER BY DESC(?a) LIMIT 5 } ?x ?y ?z }"),
    (1, "ASK { VALUES (?a ?b) { (1 2) (3 4) } VALUES ?c { 1 2 3 4 } ?a ?b ?c }"),
    (1, "ASK { ?s ?p ?o } VALUES ?c { 1 2 3 4 }"),
    (1, "ASK { FILTER(?x IN (1, 2, 3)) FILTER(?a/?b/?c > 1) FILTER regex(?x, ?y, ?z) ?s ?p -1 }"),
    (3, "ASK { ?s ?p ?o FILTER EXISTS { ?a ?b ?c } FILTER(1 && !EXISTS { ?s ?p 'x'@en }) }"),
    (3, "ASK { ?s a/e:b/^e:c* ?o }"),
    (2, "ASK { ?s (a|e:b|!e:c)/^e:c+ ?o }"),
    (1, "ASK { ?s e:p|e:q|^e:r ?o }"),
    (7, "ASK { ?s ?p (1 'a'@en 'b'^^e:c) }"),
    (5, "ASK { (1 2) ?p ?o }"),
    (4, "ASK { ?s ?p [ a ?x ; e:b ?y ], [] }"),
    (2, "ASK { [ a ?x ] . [] ?p ?o }"),
    (1, "CONSTRUCT { ?s ?p ?o ; ?q ?r . ?a ?b ?c } WHERE { ?s ?p ?o }"),
    (2, "CONSTRUCT WHERE { ?s ?p ?o , ?q }"),
    (3, "ASK { GRAPH ?g { ?s ?p ?o OPTIONAL { ?s ?q ?r } } GRAPH e:g { ?s ?p ?o } }"),
    (4, "ASK { { ?s ?p ?o } UNION { ?a ?b ?c } MINUS { ?g ?h ?i } BIND(1/2 AS ?x) ?x ?y ?z }"),
    (1, "DESCRIBE ?x { ?x a ?y . FILTER e:f(?x) }"),
    (3, "ASK { ?s ?p ?o {| ?q ?r |} }"),
    (1, "ASK { ?s ?p ?o } }}} ?a ?b ?c"),
]


@pytest.mark.parametrize(("count", "text"), PATTERNS)
def test_triple_patterns_are_counted(count: int, text: str) -> None:
    """As many as the engine joins: steps of paths and members of collections too."""
    text = f"PREFIX e: <http://e/> {text}"
    check_query(text, QueryLimits(patterns=count))
    if count:
        with pytest.raises(QueryTooComplexError, match=f"more than {count - 1} triple") as caught:
            check_query(text, QueryLimits(patterns=count - 1))
        assert caught.value.limit == "query-patterns"


JOINS = {
    "chain": "ASK {" + " . ".join(f"?v{n} a ?v{n + 1}" for n in range(LIMITS.patterns)) + "}",
    "star": "ASK { ?s " + " ; ".join(f"<urn:{n}> ?v{n}" for n in range(LIMITS.patterns)) + "}",
    "path": "ASK { ?s a" + "/a" * (LIMITS.patterns - 1) + " ?o }",
    "groups": "ASK {" + "".join(f"{{ ?s a ?v{n} }}" for n in range(LIMITS.patterns)) + "}",
}


@pytest.mark.parametrize("text", JOINS.values(), ids=JOINS)
def test_as_many_patterns_as_are_allowed_can_be_planned(text: str) -> None:
    """The limit is one that the engine can bear: twice as many would take sixteen times as long."""
    check_query(text)
    with pytest.raises(QueryTooComplexError):
        check_query(text, QueryLimits(patterns=LIMITS.patterns - 1))
    before = time.perf_counter()
    assert not Snapshot.of_quads([]).ask(text)
    assert time.perf_counter() - before < 60
