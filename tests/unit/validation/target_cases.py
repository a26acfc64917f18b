"""Data, and what the targets of a shape find in them."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

EX = "http://example.org/"
DATA = """
ga:State rdfs:subClassOf ga:Polity . ga:Polity rdfs:subClassOf ga:Organisation .
ex:france a ga:State ; ga:seat ex:paris ; ga:code "01" .
ex:un a ga:Organisation .
ex:paris a ga:Place ; ga:rank 01 .
"""
CASES = {
    "ex:S sh:targetClass ga:Organisation .": {"france", "un"},
    "ex:S sh:targetClass ga:State, ga:Place .": {"france", "paris"},
    "ex:S sh:targetNode ex:absent, ex:un .": {"absent", "un"},
    "ex:S sh:targetNode 01, 1 .": {"01", "1"},
    "ex:S sh:targetSubjectsOf ga:seat .": {"france"},
    "ex:S sh:targetObjectsOf ga:seat .": {"paris"},
    "ex:S sh:targetObjectsOf ga:code .": {"01"},
    "ex:S sh:targetClass ga:Nothing .": set(),
    "ga:Polity a sh:NodeShape, rdfs:Class .": {"france"},
    "ga:Polity a sh:NodeShape, owl:Class .": {"france"},
    'ex:S sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this { ?this ?p ?o }" ] .': {
        "State",
        "Polity",
        "france",
        "un",
        "paris",
    },
    "ex:S sh:targetClass ga:Place ; sh:targetSubjectsOf ga:seat .": {"paris", "france"},
}
"""The local names of the focus nodes of one shape."""


def local_names(nodes: Iterable[object]) -> set[str]:
    """Name nodes of DATA, and literals by their text."""
    texts = (n.value if isinstance(n, ox.NamedNode | ox.Literal) else str(n) for n in nodes)
    return {text.removeprefix(EX).rpartition("#")[2] for text in texts}
