"""What people call the terms of the ontology and the codes: read from the packaged files once."""

from __future__ import annotations

import re
from functools import cache

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS

from kg.parsing import parse_path
from kg.resources import ontology_files
from kg.terms import shorten, term
from kg.vocabulary import BASE_IRI

_VOCABULARY = re.compile(r" \((?:DCMI|FOAF|OA|ORG|PROV|RDFS|SKOS|schema\.org)\)$")
"""Behind the labels of terms of others, to tell them from ours."""

_LABELS = (term(RDFS.label), term(SKOS.prefLabel))


def word(iri: str) -> str:
    """The English label of a term or code, else its prefixed name, else the IRI itself."""
    found = _words().get(iri) or shorten(iri).strip("<>").removeprefix(f"{BASE_IRI}id/")
    return _VOCABULARY.sub("", found)


@cache
def _words() -> dict[str, str]:
    found = {str(RDF.type): "kind"}
    for path in ontology_files():
        for quad in parse_path(path).quads:
            value = quad.object
            if quad.predicate not in _LABELS or not isinstance(value, ox.Literal):
                continue
            if isinstance(quad.subject, ox.NamedNode) and value.language in (None, "en"):
                found.setdefault(quad.subject.value, value.value)
    return found
