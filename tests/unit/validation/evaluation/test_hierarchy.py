"""Classes below classes."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg.store.memory import MemoryDataset
from kg.validation.evaluation.hierarchy import Hierarchy

EX = "http://example.org/"
DATA = """
ex:B rdfs:subClassOf ex:A . ex:C rdfs:subClassOf ex:B, ex:D .
ex:X rdfs:subClassOf ex:Y . ex:Y rdfs:subClassOf ex:Z . ex:Z rdfs:subClassOf ex:X .
[] rdfs:subClassOf ex:A . ex:E rdfs:subClassOf [] .
"""


@pytest.mark.parametrize(
    ("kind", "below"),
    [("A", "ABC"), ("B", "BC"), ("C", "C"), ("D", "CD"), ("X", "XYZ"), ("Z", "XYZ"), ("N", "N")],
)
def test_all_classes_below_are_found(
    kind: str, below: str, quads: Callable[[str], list[ox.Quad]]
) -> None:
    """Each class is below itself, and so is each of a circle below the others."""
    hierarchy = Hierarchy(MemoryDataset(quads(DATA)))
    named = [term for term in hierarchy.below(EX + kind) if isinstance(term, ox.NamedNode)]
    assert {term.value.removeprefix(EX) for term in named} == set(below)


def test_classes_without_a_name_are_below_others(
    quads: Callable[[str], list[ox.Quad]],
) -> None:
    """And others below them; they are walked over, since no query can name them."""
    hierarchy = Hierarchy(MemoryDataset(quads("ex:B rdfs:subClassOf [ rdfs:subClassOf ex:A ] .")))
    assert len(hierarchy.below(EX + "A")) == 3
    (pattern,) = hierarchy.patterns("?x", EX + "A")
    assert pattern.endswith(f"subClassOf>* <{EX}A>")
    assert hierarchy.patterns("?x", EX + "B") == [
        f"?x <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{EX}B>"
    ]
