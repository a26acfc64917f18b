"""`/completions`: the prefixes, classes and properties that a query may name, for an editor."""

from __future__ import annotations

import json

from flask import Blueprint, Response
from rdflib import OWL, RDF, RDFS

from kg.errors import LimitError, ParameterError, QueryTimeoutError, WorkerLostError
from kg.lookup import stored_query
from kg.packaged_terms import definitions, terms_of
from kg.terms import plain, shorten
from kg.vocabulary import PREFIXES
from kg.web import hot
from kg.web.asking import rows
from kg.web.held.cache import CachedAnswer
from kg.web.parameters import of_address
from kg.web.responses import respond, unchanged
from kg.web.state import state
from kg.web.words import word

blueprint = Blueprint("completions", __name__)

_JSON = "application/json"
_MOST = 2000
_CLASSES = (OWL.Class, RDFS.Class)
_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property)
_KINDS = {
    "class": ("used-classes", _CLASSES),
    "property": ("used-properties", _PROPERTIES),
}
"""The query for what the dataset uses of each kind, and the classes of such terms."""


@blueprint.get("/completions")
def completions() -> Response:
    """List the terms of one kind, the most used first."""
    kind = of_address().one("kind")
    if kind not in (*_KINDS, "prefix"):
        raise ParameterError(
            "There are no completions of that kind." if kind else "The address names no kind.",
            hint="There is kind=class, kind=property and kind=prefix.",
        )
    version = hot.current_version()
    tag = state().tag(version, "completions", kind)
    if held := unchanged(tag):
        return held
    terms = _prefixes() if kind == "prefix" else _terms(version, kind)
    body = json.dumps({"kind": kind, "terms": terms}, ensure_ascii=False)
    response = respond(body + "\n", _JSON, tag)
    hot.remember(response, tag)
    return response


def _prefixes() -> list[dict[str, object]]:
    return [{"iri": iri, "name": f"{prefix}:"} for prefix, iri in PREFIXES.items()]


def _terms(version: int, kind: str) -> list[dict[str, object]]:
    """What the dataset uses, and what else the ontology has."""
    known = _ontology(kind)
    uses = _uses(version, kind)
    return [
        {
            "iri": iri,
            "name": shorten(iri),
            "label": word(iri),
            "definition": known.get(iri, ""),
            "uses": uses.get(iri, 0),
        }
        for iri in (*uses, *(iri for iri in known if iri not in uses))
    ]


def _uses(version: int, kind: str) -> dict[str, int]:
    """How often each term is used, the most used first; kept by version.

    A dataset too large to be counted in time has the terms of the ontology alone.
    """
    key = (version, "completions", kind)
    if (held := state().cache.get(key)) is None:
        name, _ = _KINDS[kind]
        try:
            found = rows(version, stored_query(name), _MOST).rows
        except (LimitError, QueryTimeoutError, WorkerLostError):
            found = []
        counted = {plain(row[kind]): int(plain(row["uses"])) for row in found}
        held = CachedAnswer((), json.dumps(counted).encode())
        state().cache.put(key, held)
    return {str(iri): int(number) for iri, number in json.loads(held.body).items()}


def _ontology(kind: str) -> dict[str, str]:
    """The terms of a kind in the ontology, with their definitions."""
    _, types = _KINDS[kind]
    return {iri: definitions().get(iri, "") for iri in sorted(terms_of(*types))}
