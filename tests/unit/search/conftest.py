"""Indexes of small versions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from kg.search import SearchIndex
from kg.search.building import write_index
from tests.conftest import Triples as Read
from tests.search.versions import Triples

PREFIXES = """
@prefix ga: <https://w3id.org/geoactors/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

Indexed: TypeAlias = Callable[[str], SearchIndex]


@pytest.fixture
def indexed(tmp_path: Path, triples: Read) -> Iterator[Indexed]:
    """Index Turtle, with `e:` for http://example.org/ and the usual prefixes."""
    opened: list[SearchIndex] = []

    def index(text: str) -> SearchIndex:
        path = tmp_path / f"{len(opened)}.sqlite"
        write_index(Triples(sorted(triples(PREFIXES + text), key=str)), path)
        opened.append(SearchIndex(path))
        return opened[-1]

    yield index
    for found in opened:
        found.close()
