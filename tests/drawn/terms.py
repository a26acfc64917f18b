"""The few terms that drawn graphs are made of: few, so that shapes find something in data."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import strategies as st

EX = "http://example.org/"
PREFIXES = f"""
@prefix ex: <{EX}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

Texts = st.SearchStrategy[str]

CLASSES = [f"ex:C{number}" for number in range(4)]
NODES = [f"ex:n{number}" for number in range(5)]
BLANK = ["_:b0", "_:b1"]
PREDICATES = ["ex:p", "ex:q", "ex:r"]
NUMBERS = [
    *("0", "1", "01", "5", "-3", "1.10", "1.0", "5.5", "1e0", "'1'^^xsd:int", "'7'^^xsd:long"),
    *("'-1'^^xsd:nonNegativeInteger", "'300'^^xsd:byte", "'x'^^xsd:integer", "'1'^^xsd:boolean"),
    *("true", "'yes'^^xsd:boolean"),
]
DATES = [
    *("'2020-01-01'^^xsd:date", "'2021-02-30'^^xsd:date", "'2020-02-29'^^xsd:date"),
    *("'2020-01-01Z'^^xsd:date", "'2020'^^xsd:gYear", "'2020-01'^^xsd:gYearMonth"),
    *("'2020-01-01T00:00:00'^^xsd:dateTime", "'2020-01-01T24:00:00Z'^^xsd:dateTime"),
    *("'2020-01-01T00:00:00+02:00'^^xsd:dateTime", "'-0044-03-15'^^xsd:date"),
]
STRINGS = [
    *("'a'", "''", "'abc'", "'ABC'", "'a'@en", "'b'@en", "'a'@en-gb", "'abc'@fr", "'é'@fr"),
    *("'1'", "'a'^^ex:own", "'http://example.org/n0'^^xsd:anyURI", "'2020-01-01'"),
]
TEXTS = ["'a'@en", "'b'@en", "'abc'@en", "'a'@fr", "'abc'@fr", "'a'@en-gb", "'a'"]
LITERALS = [*NUMBERS, *DATES, *STRINGS]
DATATYPES = [
    *(f"xsd:{name}" for name in ("integer", "int", "decimal", "double", "boolean", "string")),
    *(f"xsd:{name}" for name in ("date", "dateTime", "gYear", "gYearMonth", "byte", "anyURI")),
    *("xsd:nonNegativeInteger", "xsd:long", "rdf:langString", "ex:own"),
]

classes, nodes, predicates, numbers, literals, datatypes = (
    st.sampled_from(texts) for texts in (CLASSES, NODES, PREDICATES, NUMBERS, LITERALS, DATATYPES)
)
terms = nodes | literals


def several(
    part: Texts, least: int = 1, most: int = 3, between: str = ", ", unique: bool = True
) -> Texts:
    """Texts one after another."""
    return st.lists(part, min_size=least, max_size=most, unique=unique).map(between.join)


def filled(template: str, *parts: Texts) -> Texts:
    """Put texts into a template."""
    return st.tuples(*parts).map(lambda texts: template.format(*texts))


def read(turtle: str) -> list[ox.Quad]:
    """Read Turtle with the prefixes above; blank nodes keep their labels."""
    return list(ox.parse(PREFIXES + turtle, ox.RdfFormat.TURTLE))
