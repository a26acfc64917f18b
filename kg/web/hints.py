"""What may be wrong with a query that finds nothing: terms that the dataset does not know."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache, lru_cache
from itertools import islice

import pyoxigraph as ox

from kg.lookup import prepare, stored_query
from kg.packaged_terms import subjects
from kg.query_terms import iris_of
from kg.sparql import QueryForm
from kg.terms import shorten
from kg.vocabulary import PREFIXES
from kg.web.asking import rows
from kg.workers import Answer

_MOST = 20
_MOST_HINTS = 3
_LONG_QUERY = 10_000  # a text of this length was made by a program
_LONG_IRI = 120
_OURS = (PREFIXES["ga"], PREFIXES["gc"])


def hint_for_nothing(query: str, form: QueryForm, answer: Answer) -> str:
    """A hint in ASCII when a SELECT found no row at all; empty when there is none to give.

    It costs no query: it is about terms of our ontology that the ontology does not know.
    """
    body = answer.body
    if form is not QueryForm.SELECT or body is None or not _is_empty(body):
        return ""
    if len(query) > _LONG_QUERY:
        return ""
    ours = (iri for iri in iris_of(query) if iri.startswith(_OURS) and len(iri) < _LONG_IRI)
    unknown = islice((iri for iri in ours if iri not in _terms()), _MOST_HINTS)
    found = " ".join(_sentence(iri) for iri in unknown)
    return found.encode("ascii", "backslashreplace").decode()


def unknown_terms(query: str, version: int) -> str:
    """Name the IRIs of a query that stand nowhere in the dataset, with the nearest known term."""
    found = iris_of(query) if len(query) <= _LONG_QUERY else []
    iris = [iri for iri in found if len(iri) < _LONG_IRI and _is_iri(iri)]
    iris = [iri for iri in iris if not iri.startswith(PREFIXES["xsd"])][:_MOST]  # datatypes
    return " ".join(_sentence(iri) for iri in iris if _is_unused(iri, version))


def _is_unused(iri: str, version: int) -> bool:
    query = prepare(stored_query("unused-term"), {"iri": ox.NamedNode(iri)})
    return bool(rows(version, query, 1).rows)


@lru_cache(maxsize=1000)
def _sentence(iri: str) -> str:
    near = get_close_matches(iri, sorted(_terms()), n=1, cutoff=0.85)
    if near and near[0] != iri:
        return f"Nothing in the dataset uses {shorten(iri)}; did you mean {shorten(near[0])}?"
    return f"Nothing in the dataset uses {shorten(iri)}."


def _is_empty(body: bytes) -> bool:
    """No row in any of the formats of tables: JSON, XML, or a heading alone."""
    if body.startswith(b"{"):
        return body.endswith(b'"bindings":[]}}')
    if body.startswith(b"<?xml"):
        return b"<result>" not in body
    return body.count(b"\n") <= 1


def _is_iri(iri: str) -> bool:
    try:
        ox.NamedNode(iri)
    except ValueError:
        return False
    return True


@cache
def _terms() -> frozenset[str]:
    """The terms and codes of the ontology, as far as their namespaces are ours."""
    return frozenset(iri for iri in subjects() if iri.startswith(_OURS))
