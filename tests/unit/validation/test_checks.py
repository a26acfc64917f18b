"""Shapes that are refused."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg.errors import ResourceError, ShapesError
from kg.resources import shape_files
from kg.validation.checks import check_shapes, known_terms
from kg.validation.terms import graph_of

TARGET = "ex:S a sh:NodeShape ; sh:targetClass ex:C "
QUERY = 'ex:c sh:select "SELECT $this {} " . '

REFUSED = {
    "": "empty",
    "ex:S a sh:NodeShape ; sh:nodeKind sh:IRI .": "target",
    TARGET + "; sh:property [ sh:path ex:p ; sh:mincount 1 ] .": "sh:mincount",
    TARGET + "; sh:nodeKind sh:Iri .": "sh:Iri",
    TARGET + ", sh:NodeShapes .": "sh:NodeShapes",
    TARGET + "; sh:js [ sh:jsFunctionName 'f' ] .": "sh:js",
    TARGET + "; sh:expression [ sh:path ex:p ] .": "sh:expression",
    TARGET + ". ex: sh:entailment <urn:x> .": "sh:entailment",
    TARGET + "; sh:in ex:list .": "sh:in of <http://example.org/S> is no well-formed list",
    TARGET + "; sh:languageIn [ rdf:first 'en' ; rdf:rest ex:l ] .": "sh:languageIn",
    TARGET + "; sh:or ex:l . ex:l rdf:first ex:T, ex:U ; rdf:rest () .": "sh:or",
    TARGET + "; sh:in ex:l . ex:l rdf:first 1 ; rdf:rest ex:l .": "sh:in",
    TARGET + "; sh:rule [ a sh:TripleRule ] .": "sh:rule",
    TARGET + "; sh:sparql [ sh:select 'SELECT $this { SERVICE <urn:x> {} }' ] .": "SERVICE",
    TARGET + ". ex:v a sh:SPARQLAskValidator ; sh:ask 'ASK FROM <file:///x> {}' .": "FROM",
    TARGET + ". ex:p sh:declare [ sh:prefix 'x' ; sh:namespace 'urn:x> SELECT' ] .": "sh:namespace",
    TARGET + ". ex:p sh:declare [ sh:prefix 'x: <urn:y>' ; sh:namespace 'urn:x' ] .": "sh:prefix",
    TARGET + "; sh:property [ sh:path ex:p ; sh:minCount '1' ] .": "sh:minCount",
    TARGET + "; sh:property [ sh:minCount 1 ] .": "well-formed",
    TARGET + "; sh:nodeKind sh:Violation .": "sh:nodeKind",
}


@pytest.mark.parametrize(("turtle", "reason"), REFUSED.items())
def test_a_defect_is_refused_with_its_reason(
    turtle: str, reason: str, build: Callable[[str], Graph]
) -> None:
    """Each of these would pass any data, or fail only once there is some."""
    with pytest.raises(ShapesError, match=reason):
        check_shapes(build(turtle))


def test_the_error_says_whose_shapes_they_are() -> None:
    """Ours are a broken installation."""
    with pytest.raises(ResourceError):
        check_shapes(Graph(), error=ResourceError)


def test_a_misspelt_term_is_answered_with_the_nearest(build: Callable[[str], Graph]) -> None:
    """The reader need not look it up."""
    with pytest.raises(ShapesError) as caught:
        check_shapes(build(TARGET + "; sh:propety [ sh:path ex:p ; sh:minCount 1 ] ."))
    assert "sh:property" in caught.value.hint


def test_sound_shapes_are_let_through(build: Callable[[str], Graph]) -> None:
    """All of Core and SPARQL constraints, with terms that are words of Python."""
    check_shapes(
        build("""
        ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:or ( [ sh:class ex:D ] [ sh:in ( 1 2 ) ] ) ;
            sh:not [ sh:nodeKind sh:Literal ] ; sh:property ex:S-p .
        ex:S-p a sh:PropertyShape ; sh:path ( ex:p ex:q ) ; sh:minCount 1 ;
            sh:sparql [ sh:prefixes ex: ; sh:select "SELECT $this { $this ex:p 1 }" ] .
        ex: sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .
        ex:T sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this { ?this ?p ?o }" ] ;
            a sh:NodeShape ; sh:nodeKind sh:IRI .""")
    )


def test_the_packaged_shapes_are_well_formed() -> None:
    """They hold against the shapes of SHACL itself."""
    quads = [quad for path in shape_files() for quad in ox.parse(path=path)]
    check_shapes(graph_of(quads), error=ResourceError)


def test_the_vocabulary_is_complete() -> None:
    """Among the terms are those that are words of Python."""
    assert {"and", "or", "not", "in", "class", "xone", "minCount", "SPARQLTarget"} <= known_terms()


def test_a_long_list_is_looked_at_once(build: Callable[[str], Graph]) -> None:
    """Each member, and not each with each: ten thousand would take minutes."""
    check_shapes(build(f"{TARGET} ; sh:in ( {' '.join(map(str, range(10_000)))} ) ."))
