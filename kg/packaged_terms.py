"""What the packaged ontology and its codes say of their terms, parsed once in a process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS

from kg.parsing import parse_path
from kg.resources import ontology_files
from kg.terms import term

_LABELS = (term(RDFS.label), term(SKOS.prefLabel))


@cache
def ontology_triples() -> tuple[ox.Triple, ...]:
    """All that they say, in the order of the files.

    Raises:
        ResourceError: the installation is broken.
    """
    return tuple(quad.triple for path in ontology_files() for quad in parse_path(path).quads)


@cache
def labels() -> Mapping[str, str]:
    """The English label of each term and code, by its IRI."""
    return _texts(_LABELS)


@cache
def definitions() -> Mapping[str, str]:
    """The English definition of each term and code that has one, by its IRI."""
    return _texts((term(SKOS.definition),))


def terms_of(*types: object) -> frozenset[str]:
    """The IRIs of the terms that are of one of some types, as `OWL.Class`."""
    wanted = frozenset(map(term, types))
    return frozenset(
        triple.subject.value
        for triple in ontology_triples()
        if triple.predicate == term(RDF.type) and triple.object in wanted
        if isinstance(triple.subject, ox.NamedNode)
    )


@cache
def subjects() -> frozenset[str]:
    """The IRIs that something is said of."""
    found = (triple.subject for triple in ontology_triples())
    return frozenset(one.value for one in found if isinstance(one, ox.NamedNode))


@cache
def classes_above(cls: str) -> tuple[str, ...]:
    """A class and those above it, the nearest first."""
    return _reached(cls, _pairs()[0])


@cache
def classes_below(cls: str) -> tuple[str, ...]:
    """A class and all that is below it, in order of their IRIs."""
    return tuple(sorted(_reached(cls, _pairs()[1])))


@cache
def linked_classes() -> frozenset[str]:
    """The classes that have one above or below them."""
    above, below = _pairs()
    return frozenset(above) | frozenset(below)


def _reached(cls: str, steps: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    found = {cls: None}
    wave = [cls]
    while wave:
        wave = [near for one in wave for near in steps.get(one, ()) if near not in found]
        found |= dict.fromkeys(wave)
    return tuple(found)


@cache
def _pairs() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The classes right above each, and those right below."""
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for triple in ontology_triples():
        lower, upper = triple.subject, triple.object
        if triple.predicate != term(RDFS.subClassOf):
            continue
        if isinstance(lower, ox.NamedNode) and isinstance(upper, ox.NamedNode):
            above.setdefault(lower.value, []).append(upper.value)
            below.setdefault(upper.value, []).append(lower.value)
    return above, below


def _texts(predicates: Iterable[ox.NamedNode]) -> dict[str, str]:
    """The first English text of some properties, by what it is said of."""
    found: dict[str, str] = {}
    for triple in ontology_triples():
        value = triple.object
        if triple.predicate not in predicates or not isinstance(value, ox.Literal):
            continue
        if isinstance(triple.subject, ox.NamedNode) and value.language in (None, "en"):
            found.setdefault(triple.subject.value, value.value)
    return found
