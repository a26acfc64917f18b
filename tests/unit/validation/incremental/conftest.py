"""Datasets, and what is known of them, for tests of changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

import pyoxigraph as ox
import pytest

from kg.report import Term
from kg.store.graphs import GraphNames
from kg.store.view import DatasetView
from kg.terms import in_graph, plain
from kg.validation.known import Known
from kg.validation.property_paths import Path, write_path
from tests.unit.validation.conftest import PREFIXES

EX = "http://example.org/"
NAMES = GraphNames(EX)
"""The catalogue is ex:graph/catalogue, and so on."""

FactsOf: TypeAlias = Callable[[str], Known]


def view_of(trig: str) -> DatasetView:
    """A union dataset of some graphs."""
    store = ox.Store()
    store.extend(ox.parse(PREFIXES + trig, ox.RdfFormat.TRIG))
    view = DatasetView(store, NAMES, union=True)
    shown = [graph for graph in view.graphs() if not view.is_hidden(graph)]
    store.extend(in_graph(triple) for graph in shown for triple in view.triples(graph))
    return view


def node(name: str) -> ox.NamedNode:
    """A term by its local name."""
    return ox.NamedNode(EX + name)


def names(terms: Iterable[Term]) -> str:
    """The local names of terms, or the texts of literals, in order."""
    return " ".join(sorted(plain(term).removeprefix(EX) for term in terms))


def texts(paths: set[Path]) -> set[str]:
    """Paths as SPARQL has them, with local names only."""
    return {write_path(path).replace(f"<{EX}", "").replace(">", "") for path in paths}


@pytest.fixture(scope="session")
def facts(quads: Callable[[str], list[ox.Quad]]) -> FactsOf:
    """The triples of a Turtle text, to be looked up."""
    return lambda text: Known(quad.triple for quad in quads(text))
