"""From the event codes of CAMEO to our event types, by the notations of the code list."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
from rdflib import SKOS

from kg.importers.rows import RowError
from kg.packaged_terms import ontology_triples
from kg.vocabulary import PREFIXES

CAMEO = ox.NamedNode(PREFIXES["gc"] + "cameo-notation")
"""The datatype of CAMEO codes."""
_NOTATION = ox.NamedNode(str(SKOS.notation))


def event_type(code: str) -> ox.NamedNode:
    """The most specific of our types whose CAMEO notation is the code or begins it.

    Raises:
        RowError: no notation begins the code: it is none of CAMEO's.
    """
    concepts = _concepts()
    digits = len(code) if code.isascii() and code.isdecimal() and len(code) <= 4 else 0
    for length in range(digits, 1, -1):
        if found := concepts.get(code[:length]):
            return found
    raise RowError(f"EventCode is no code of CAMEO: {code[:20]!r}")


@cache
def _concepts() -> dict[str, ox.NamedNode]:
    """The concept of each CAMEO notation."""
    return {
        triple.object.value: triple.subject
        for triple in ontology_triples()
        if triple.predicate == _NOTATION
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.Literal)
        and triple.object.datatype == CAMEO
    }
