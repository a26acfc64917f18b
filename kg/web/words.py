"""What people call the terms of the ontology and the codes."""

from __future__ import annotations

import re

from rdflib import RDF

from kg.packaged_terms import labels
from kg.terms import shorten
from kg.vocabulary import BASE_IRI

_VOCABULARY = re.compile(r" \((?:DCMI|FOAF|OA|ORG|PROV|RDFS|SKOS|schema\.org)\)$")
"""Behind the labels of terms of others, to tell them from ours."""

_OURS = {str(RDF.type): "kind"}
"""What we call a term otherwise than its label does."""


def word(iri: str) -> str:
    """The English label of a term or code, else its prefixed name, else the IRI itself."""
    found = (
        _OURS.get(iri)
        or labels().get(iri)
        or shorten(iri).strip("<>").removeprefix(f"{BASE_IRI}id/")
    )
    return _VOCABULARY.sub("", found)
