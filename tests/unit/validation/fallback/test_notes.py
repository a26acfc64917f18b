"""What a report says of patterns that pySHACL matches."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import Graph, URIRef

from kg.errors import ShapesError
from kg.validation.fallback import notes_of
from kg.validation.reading import ShapeReader

NESTED = {
    "itself": "ex:S sh:pattern '(?=a)' .",
    "a property": "ex:S sh:property [ sh:path ex:p ; sh:pattern '(?=a)' ] .",
    "sh:not": "ex:S sh:not [ sh:pattern '(?=a)' ] .",
    "a qualified shape": """ex:S sh:property [ sh:path ex:p ; sh:qualifiedMinCount 1 ;
        sh:qualifiedValueShape [ sh:pattern '(?=a)' ] ] .""",
    "a query": """ex:S sh:sparql
        [ sh:select "SELECT $this { $this ?p ?v FILTER REGEX(?v, '(?=a)') }" ] .""",
}


@pytest.mark.parametrize("turtle", NESTED.values(), ids=NESTED)
def test_a_pattern_is_named_wherever_it_stands(turtle: str, build: Callable[[str], Graph]) -> None:
    """With the nearest shape that has a name."""
    shape = ShapeReader(build(turtle), ShapesError).read(URIRef("http://example.org/S"))
    assert notes_of(shape) == (
        "The pattern “(?=a)” of <http://example.org/S> cannot be compiled; pySHACL matches it.",
    )


def test_what_is_compiled_is_not_worth_a_word(build: Callable[[str], Graph]) -> None:
    """Most patterns are."""
    shape = ShapeReader(build("ex:S sh:pattern '^a' ; sh:nodeKind sh:IRI ."), ShapesError)
    assert notes_of(shape.read(URIRef("http://example.org/S"))) == ()
