"""One query about many nodes."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg.report import Term
from kg.store.memory import MemoryDataset
from kg.validation import solutions
from kg.validation.solutions import solutions_for

Quads = Callable[[str], list[ox.Quad]]
QUERY = """PREFIX ex: <http://example.org/> # a comment with {
SELECT $this ?value WHERE { $this ex:p ?value FILTER(BOUND($this)) }"""
INTEGER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")


@pytest.mark.parametrize("many", [0, 10, 1000])
@pytest.mark.parametrize("wanted", [0, 1, 10, 40])
def test_the_solutions_of_the_wanted_nodes_are_found(
    wanted: int, many: int, quads: Quads, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the nodes are looked up or the solutions sorted out; others are left out."""
    monkeypatch.setattr(solutions, "_MANY", many)
    dataset = MemoryDataset(quads(" ".join(f"ex:n{n} ex:p {n} ." for n in range(50))))
    nodes = [ox.NamedNode(f"http://example.org/n{n}") for n in range(wanted)]
    rows = solutions_for(dataset, QUERY, [*nodes, ox.NamedNode("http://example.org/absent")])
    assert sorted(str(row["this"]) for row in rows) == sorted(map(str, nodes))


def test_blank_nodes_and_literals_are_found_beside_iris(quads: Quads) -> None:
    """No query can name a blank node."""
    predicate, blank = ox.NamedNode("http://example.org/p"), ox.BlankNode("b1")
    iri = ox.NamedNode("http://example.org/a")
    data = [ox.Quad(node, predicate, ox.Literal(1)) for node in (blank, iri, ox.BlankNode("b2"))]
    rows = solutions_for(MemoryDataset(data), QUERY, [blank, iri])
    assert {row["this"] for row in rows} == {blank, iri}


def test_a_literal_comes_back_as_it_was_written(quads: Quads) -> None:
    """The dataset holds 1 for 01 and for 1, and would not recognise its own focus nodes."""
    nodes: list[Term] = [ox.Literal(form, datatype=INTEGER) for form in ("1", "01", "02")]
    query = "SELECT $this WHERE { ?s <http://example.org/p> $this }"
    rows = solutions_for(MemoryDataset(quads("ex:a ex:p 01 .")), query, nodes)
    assert [row["this"] for row in rows] == nodes[:2]
