"""SPARQL constraints, components and targets of a few kinds."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.drawn.terms import Texts, classes, filled, nodes, predicates

_operators = st.sampled_from(["<", "<=", ">", ">="])
_bounds = st.sampled_from(["1", "01", "5.0", "'b'", "'2020-01-01'^^xsd:date", "'7'^^xsd:long"])
_datatypes = st.sampled_from(["integer", "int", "boolean", "date", "string"])

_PATTERNS: tuple[Texts, ...] = (
    filled("{{ $this {} ?value FILTER(isIRI(?value)) }}", predicates),
    filled("{{ $this {} ?value FILTER(?value {} {}) }}", predicates, _operators, _bounds),
    filled("{{ $this {} ?value FILTER(DATATYPE(?value) = xsd:{}) }}", predicates, _datatypes),
    filled(
        "{{ $this {} ?x BIND(?x AS ?value) FILTER(isLiteral(?x) && STR(?x) != '1') }}", predicates
    ),
    filled(
        "{{ $this {} ?value FILTER(isLiteral(?value) && REGEX(STR(?value), '^(?![ab0])')) }}",
        predicates,
    ),
    filled("{{ $this {} {} }}", predicates, _bounds),
    filled("{{ $this {} ?x . ?x {} ?value FILTER(isIRI(?value)) }}", predicates, predicates),
    filled("{{ ?value {} $this }}", predicates),
    filled("{{ $this a {} . FILTER NOT EXISTS {{ $this {} ?x }} }}", classes, predicates),
    filled("{{ FILTER NOT EXISTS {{ $this {} ?x }} }}", predicates),
    filled("{{ $this {} ?x . $this {} ?y FILTER(?x < ?y) }}", predicates, predicates),
    filled("{{ {{ $this {} ?x }} UNION {{ $this {} $this }} }}", predicates, predicates),
    filled("{{ OPTIONAL {{ $this {} ?x }} FILTER(!BOUND(?x)) }}", predicates),
    filled("{{ $this {}/{}* ?value FILTER(isIRI(?value)) }}", predicates, predicates),
    filled("{{ BIND($this AS ?value) FILTER(isIRI($this)) $this {} ?x }}", predicates),
    filled("{{ $this {} ?x }} GROUP BY $this HAVING(COUNT(?x) > 1)", predicates),
    filled("{{ $this ?path ?value FILTER(isIRI(?value) && ?path != {}) }}", predicates),
)
"""What of a query differs."""

_WITH_PATH: tuple[Texts, ...] = (
    st.just("{ $this $PATH ?value FILTER(isIRI(?value)) }"),
    filled("{{ $this $PATH ?value . ?value a {} }}", classes),
    st.just("{ $this $PATH $this }"),
)


def constraints(*, property_shape: bool) -> Texts:
    """Constraints of a shape."""
    patterns = [*_PATTERNS, *(_WITH_PATH if property_shape else ())]
    return st.one_of(patterns).map(_constraint)


def _constraint(pattern: str) -> str:
    names = "".join(f" ?{name}" for name in ("value", "path") if f"?{name}" in pattern)
    # rdflib gives a value of `(ex:p?)?` or of a circle twice; SPARQL 1.1 §18.4 has it once.
    distinct = " DISTINCT" if "$PATH" in pattern or "*" in pattern else ""
    query = f"SELECT{distinct} $this{names} WHERE {pattern}"
    return f'sh:sparql [ sh:prefixes ex: ; sh:select "{query}" ]'


target_queries: Texts = st.one_of(
    st.just("SELECT ?this { ?this ?p ?o }"),
    filled("SELECT ?this {{ ?this {} ?value . ?value {} ?o }}", predicates, predicates),
    filled("SELECT ?this ?value {{ ?this {} ?value }} # all", predicates),
    filled("SELECT ?this {{ ?this {} ?x FILTER(?x > 1) }}", predicates),
    filled("SELECT ?this {{ ?this {} ?x FILTER(DATATYPE(?x) = xsd:{}) }}", predicates, _datatypes),
    filled("SELECT DISTINCT ?this {{ ?s {} ?this FILTER(!isBlank(?this)) }}", predicates),
).map(lambda query: f'[ a sh:SPARQLTarget ; sh:prefixes ex: ; sh:select "{query}" ]')

DECLARATIONS = """
ex: sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/"^^xsd:anyURI ],
    [ sh:prefix "xsd" ; sh:namespace "http://www.w3.org/2001/XMLSchema#"^^xsd:anyURI ] .
ex:Own a sh:ConstraintComponent ; sh:parameter [ sh:path ex:own ] ;
    sh:validator [ a sh:SPARQLAskValidator ; sh:prefixes ex: ;
        sh:ask "ASK { FILTER($value != $own) }" ] .
ex:Far a sh:ConstraintComponent ; sh:parameter [ sh:path ex:far ],
    [ sh:path ex:near ; sh:optional true ] ;
    sh:nodeValidator [ a sh:SPARQLSelectValidator ; sh:prefixes ex: ;
        sh:select "SELECT $this WHERE { $this ?p $far FILTER(!BOUND($near) || $far != $near) }" ] ;
    sh:propertyValidator [ a sh:SPARQLSelectValidator ; sh:prefixes ex: ;
        sh:select "SELECT DISTINCT $this ?value WHERE { $this $PATH ?value . ?value ex:p $far }" ] .
"""
"""Prefixes for queries, and two components that shapes may use."""

components: Texts = st.one_of(
    filled("ex:own {}", nodes),
    filled("ex:far {}", nodes),
    filled("ex:far {} ; ex:near {}", nodes, nodes),
)
