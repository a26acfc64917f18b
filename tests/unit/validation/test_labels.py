"""Names in reports."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg.store.memory import MemoryDataset
from kg.validation.labels import label_of


@pytest.mark.parametrize(
    ("turtle", "label"),
    [
        ('ex:a skos:prefLabel "China"@en, "Chine"@fr ; rdfs:label "PRC"@en .', "China"),
        ('ex:a skos:prefLabel "Chine"@fr, "CHN" .', "CHN"),
        ('ex:a skos:prefLabel "Chine"@fr, "China"@de .', "China"),
        ('ex:a skos:prefLabel "colour"@en-gb, "couleur"@fr .', "colour"),
        ('ex:a rdfs:label "PRC"@en .', "PRC"),
        ("ex:a rdfs:label ex:b .", ""),
        ("ex:b rdfs:label ex:a .", ""),
    ],
)
def test_a_node_is_called_by_its_best_label(
    turtle: str, label: str, quads: Callable[[str], list[ox.Quad]]
) -> None:
    """A preferred label first; English first, then without language, then any."""
    assert label_of(ox.NamedNode("http://example.org/a"), MemoryDataset(quads(turtle))) == label


def test_a_literal_has_no_label() -> None:
    """A focus node may be one."""
    assert label_of(ox.Literal("a"), MemoryDataset()) == ""
