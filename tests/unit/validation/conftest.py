"""Turtle with the usual prefixes, as quads and as a graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg.validation.terms import graph_of

PREFIXES = """
@prefix ex:   <http://example.org/> .
@prefix ga:   <https://w3id.org/geoactors/ns#> .
@prefix gs:   <https://w3id.org/geoactors/shapes#> .
@prefix owl:  <http://www.w3.org/2002/07/owl#> .
@prefix rdf:  <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh:   <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd:  <http://www.w3.org/2001/XMLSchema#> .
"""

Quads: TypeAlias = Callable[[str], list[ox.Quad]]
Build: TypeAlias = Callable[[str], Graph]


@pytest.fixture(scope="session")
def quads() -> Quads:
    """Read Turtle into quads."""
    return lambda text: list(ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE))


@pytest.fixture(scope="session")
def build(quads: Quads) -> Build:
    """Read Turtle into a graph."""
    return lambda text: graph_of(quads(text))
