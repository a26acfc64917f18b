"""The triple patterns of queries, and what queries cannot do without."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.validation.property_paths import AnyStep, Predicate, write_path
from kg.validation.query_patterns import Need, Pattern, needs_of, patterns_of

HEAD = """PREFIX e: <http://example.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?this WHERE """
EX = "http://example.org/"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

READ: dict[str, list[str]] = {
    "{ ?this e:p ?x }": ["?this p ?x !"],
    "{ $this <http://example.org/p> e:x . }": ["?this p x !"],
    "{ ?this a e:C }": [f"?this {TYPE} C !"],
    "{ ?this e:p ?x , e:y ; e:q ?z ; . ?z e:r ?this }": [
        "?this p ?x !",
        "?this p y !",
        "?this q ?z !",
        "?z r ?this !",
    ],
    "{ ?this ?p ?o }": ["?this ?p ?o !"],
    "{ ?this e:p 'a', 'a'@en, 'a'^^xsd:date, \"{\", 1, 1.5, true }": [
        "?this p \"'a' !",
        "?this p \"'a' !",
        "?this p \"'a' !",
        '?this p ""{" !',
        '?this p "1 !',
        '?this p "1.5 !',
        '?this p "true !',
    ],
    "{ ?this e:p ?x OPTIONAL { ?x e:q ?y } }": ["?this p ?x !", "?x q ?y"],
    "{ { ?this e:p ?x } UNION { ?this e:q ?x } }": ["?this p ?x", "?this q ?x"],
    "{ { ?this e:p ?x } ?x e:q ?y }": ["?this p ?x", "?x q ?y !"],
    "{ ?this e:p ?x FILTER NOT EXISTS { ?x e:q ?y . ?y e:r 1 } ?this e:r ?z }": [
        "?this p ?x !",
        "?x q ?y",
        '?y r "1',
        "?this r ?z !",
    ],
    "{ FILTER (EXISTS { ?this e:p ?x } || (1 > 2)) ?this e:q ?x }": ["?this p ?x", "?this q ?x !"],
    "{ ?this e:p ?x MINUS { ?this e:q ?x OPTIONAL { ?x e:r ?y } } }": [
        "?this p ?x !",
        "?this q ?x",
        "?x r ?y",
    ],
    "{ BIND (EXISTS { ?this e:p 1 } AS ?b) BIND (1 AS ?c) FILTER (?b) }": ['?this p "1'],
    "{ FILTER EXISTS { FILTER NOT EXISTS { ?this e:p ?x } ?this e:q ?x } }": [
        "?this p ?x",
        "?this q ?x",
    ],
    "{ ?this e:p ?x FILTER (?x > 1 && REGEX(STR(?x), '}')) } ORDER BY ?x # {": ["?this p ?x !"],
    "{}": [],
}
"""Groups, and the patterns in them; with `!` those without which nothing matches."""

PATHS = {
    "e:p/e:q": "<p>/<q>",
    "^e:p": "^<p>",
    "e:p|^e:q": "<p>|^<q>",
    "(e:p/e:q)+": "(<p>/<q>)+",
    "e:p*/e:q?": "<p>*/<q>?",
    "^(e:p|a)": f"^(<p>|{TYPE})",
    "(e:p)": "<p>",
}

REFUSED = [
    "{ { SELECT ?this { ?this e:p ?x } } }",
    "{ GRAPH ?g { ?this e:p ?x } }",
    "{ SERVICE e:s { ?this e:p ?x } }",
    "{ VALUES ?x { 1 } ?this e:p ?x }",
    "{ ?this e:p ?x } GROUP BY ?this",
    "{ ?this e:p ?x } HAVING (?x > 1)",
    "{ ?this e:p ?x } LIMIT 1",
    "{ ?this e:p ?x } OFFSET 1",
    "{ ?this e:p [ e:q ?x ] }",
    "{ [] e:p ?this }",
    "{ ?this e:p _:b }",
    "{ ?this e:p ( 1 2 ) }",
    "{ ?this e:p -1 }",
    "{ ?this !e:p ?x }",
    "{ ?this !(e:p|e:q) ?x }",
    "{ << ?this e:p ?x >> e:q ?y }",
    "{ ?this e:p ?x",
]

NEEDED: dict[str, list[tuple[str, str, bool]]] = {
    "{ ?this e:p ?x }": [("p", "", False)],
    "{ ?this e:p e:x }": [("p", "x", False)],
    "{ ?this e:p 1 }": [("p", "", False)],
    "{ ?x e:p ?this }": [("p", "", True)],
    "{ e:x e:p ?this }": [("p", "", True)],
    "{ e:x ^e:p ?this }": [("p", "x", False)],
    "{ ?this ^e:p e:x }": [("p", "", True)],
    "{ ?this e:p/e:q e:x }": [("p", "", False)],
    "{ ?x e:p/^e:q ?this }": [("q", "", False)],
    "{ ?this e:p ?this }": [("p", "", False), ("p", "", True)],
    "{ ?this e:p+/e:q ?x }": [],
    "{ ?this e:p|e:q ?x }": [],
    "{ ?this (e:p/e:q)/e:r ?x }": [],
    "{ ?this ?p ?x . ?x e:p ?y }": [],
    "{ OPTIONAL { ?this e:p ?x } }": [],
    "{ { ?this e:p ?x } UNION { ?this e:q ?x } }": [],
    "{ FILTER EXISTS { ?this e:p ?x } }": [],
    "{ ?this e:q ?x MINUS { ?this e:p ?x } }": [("q", "", False)],
    "{ ?this e:p ?x } LIMIT 1": [],
}


def told(pattern: Pattern) -> str:
    """Write a pattern with local names."""
    path = pattern.predicate or write_path(pattern.path)
    if isinstance(pattern.path, Predicate):
        path = pattern.path.iri.removeprefix(EX) if path.startswith(f"<{EX}") else path
    assert isinstance(pattern.path, AnyStep) is bool(pattern.predicate)
    ends = (end.replace(f"<{EX}", "").rstrip(">") for end in (pattern.subject, pattern.value))
    subject, value = ends
    return f"{subject} {path} {value}{' !' * pattern.required}"


@pytest.mark.parametrize(("group", "expected"), READ.items())
def test_patterns_are_read_wherever_they_stand(group: str, expected: list[str]) -> None:
    """With the word whether a solution needs them."""
    found = patterns_of(HEAD + group)
    assert found is not None
    assert [told(pattern) for pattern in found] == expected


@pytest.mark.parametrize(("path", "expected"), PATHS.items())
def test_property_paths_are_read(path: str, expected: str) -> None:
    """Each operator, and brackets."""
    (pattern,) = patterns_of(f"{HEAD} {{ ?this {path} ?x }}") or ()
    assert write_path(pattern.path).replace(EX, "") == expected


@pytest.mark.parametrize("group", REFUSED)
def test_queries_of_other_kinds_are_not_understood(group: str) -> None:
    """What is left out would be missed."""
    assert patterns_of(HEAD + group) is None


@pytest.mark.parametrize(("group", "expected"), NEEDED.items())
def test_a_query_needs_the_triples_of_this_that_it_cannot_do_without(
    group: str, expected: list[tuple[str, str, bool]]
) -> None:
    """The first step from `$this` of patterns that every solution has."""
    assert list(needs_of(HEAD + group)) == [
        Need(ox.NamedNode(EX + name), ox.NamedNode(EX + value) if value else None, backward)
        for name, value, backward in expected
    ]


@pytest.mark.parametrize(
    "head",
    ["(COUNT(*) AS ?n)", "(sum(?x) AS ?n)", "(1 + MAX(?x) AS ?n)", "(GROUP_CONCAT(?x) AS ?n)"],
)
def test_a_query_with_aggregates_needs_nothing(head: str) -> None:
    """It has a solution where nothing matches."""
    group = f"{{ ?this <{EX}p> ?x }}"
    assert needs_of(f"SELECT {head} {group}") == ()
    assert len(needs_of(f"SELECT (?x AS ?count) {group}")) == 1
