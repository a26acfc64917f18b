"""Shapes evaluated for nodes that are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef
from rdflib.term import Node

from kg.report import Term
from kg.store.memory import MemoryDataset
from kg.validation.evaluation.forms import Forms, encode_quads
from kg.validation.evaluation.hierarchy import Hierarchy
from kg.validation.evaluation.selected import Selected
from kg.validation.shapes import CompiledShapes
from tests.unit.validation.evaluation.conftest import EX, local

S: Node = URIRef(EX + "S")
MARKS = "SELECT ?node { GRAPH ?graph { ?shape ?mark ?node } }"
DATA = "ex:a ex:p 1 ; ex:q 1 . ex:b ex:p 01 . ex:c ex:q 1 ."
TARGET = "ex:S sh:target [ a sh:SPARQLTarget ; sh:select '''SELECT {}''' ] ; sh:nodeKind sh:IRI ."
LITERALS = "ex:S sh:nodeKind sh:Literal . ex:T sh:path ex:q ; sh:minCount 1 ."

Select: TypeAlias = Callable[[str], tuple[Selected, MemoryDataset]]


class Numbered(MemoryDataset):
    """Data that count how many nodes are marked when they are asked."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        super().__init__(quads)
        self.marked: list[int] = []

    def select(self, query: str, bindings: object = None) -> list[dict[str, Term]]:
        """Run a query."""
        self.marked.append(len(list(self.rows(MARKS))))
        assert bindings is None
        return super().select(query)


@pytest.fixture(name="select")
def make_select(
    quads: Callable[[str], list[ox.Quad]], build: Callable[[str], Graph]
) -> Callable[[str], tuple[Selected, Numbered]]:
    """Shapes over DATA, with those data."""

    def select(shapes: str) -> tuple[Selected, Numbered]:
        encoded, differs = encode_quads(quads(DATA))
        data = Numbered(encoded)
        targeted = shapes + " ex:S sh:targetNode ex:none . ex:T sh:targetNode ex:none ."
        compiled = CompiledShapes(build(targeted)).whole
        return Selected(compiled, data, Hierarchy(data), Forms(encoded=differs)), data

    return select


def nodes(names: str) -> set[Term]:
    """Terms by their local names."""
    return {ox.NamedNode(EX + name) for name in names.split()}


def names(found: Iterable[Term]) -> str:
    """The local names of terms."""
    return " ".join(sorted(map(local, found)))


@pytest.mark.parametrize(
    ("query", "among", "expected"),
    [
        ("?this { ?this <p> ?x }", "a b c", "a b"),
        ("?this { ?this <p> ?x }", "b c none", "b"),
        ("?this { ?this <p> ?x }", "", ""),
        ("DISTINCT ?this ?x { ?this <p> ?x FILTER(?x = 1) } # all", "b", "b"),
        ("?this { ?this <p> ?x } ORDER BY ?this LIMIT 1", "a b", "a"),
        ("?this { ?this <p> ?x } ORDER BY ?this LIMIT 1", "b", ""),
        ("?this { ?this <p> ?x } ORDER BY ?this OFFSET 1", "b", "b"),
        ("?this { ?this <q> ?x { SELECT (COUNT(*) AS ?x) { ?s <p> 1 } } }", "a c", "a c"),
        ("?this { { SELECT ?this { ?this <p> ?x } ORDER BY ?this LIMIT 1 } }", "b", ""),
        ("?this { ?this ?y ?x } GROUP BY ?this HAVING (COUNT(*) > 1)", "a b c", "a"),
        ("?this { ?this <q> ?x FILTER NOT EXISTS { ?this <p> ?y } }", "a b c", "c"),
        ("?this { ?this <q> ?x MINUS { ?this <p> ?y } }", "a c", "c"),
    ],
)
def test_targets_are_those_nodes_that_the_query_gives(
    query: str, among: str, expected: str, select: Select
) -> None:
    """A query that groups or cuts off sees all of the data, not only the nodes asked about."""
    selected, _ = select(TARGET.format(query.replace("<", f"<{EX}")))
    assert names(selected.targets({S: nodes(among)})[S]) == expected


def test_each_shape_looks_at_its_own_nodes(select: Select) -> None:
    """At no others, whether or not they break it, and a shape without nodes at none."""
    selected, _ = select(LITERALS)
    found = list(selected.results({S: nodes("a b"), URIRef(EX + "T"): nodes("b c")}))
    assert sorted((names([r.focus_node]), r.shape) for r in found) == [
        ("a", EX + "S"),
        ("b", EX + "S"),
        ("b", EX + "T"),
    ]
    assert list(selected.results({S: set(), URIRef(EX + "T"): set()})) == []


@pytest.mark.parametrize("term", [ox.NamedNode(EX + "a"), ox.BlankNode("b"), ox.Literal("x")])
def test_any_term_can_be_looked_at(term: Term, select: Select) -> None:
    """Where no query can name one, it is marked."""
    selected, _ = select("ex:S sh:path ex:none ; sh:minCount 1 .")
    assert [result.focus_node for result in selected.results({S: {term}})] == [term]


def test_nodes_are_marked_while_they_are_evaluated(select: Select) -> None:
    """The same set of nodes once, and after that nothing is left of the marks."""
    selected, data = select(LITERALS)
    assert isinstance(data, Numbered)
    list(selected.results({S: nodes("a b"), URIRef(EX + "T"): nodes("a b")}))
    assert set(data.marked) == {2}
    assert list(data.rows(MARKS)) == []


def _drop_targets(selected: Selected) -> None:
    selected.targets({S: nodes("a b")})


def _drop_results(selected: Selected) -> None:
    found: Iterator[object] = selected.results({S: nodes("a b")})
    next(found)
    del found


@pytest.mark.parametrize("ask", [_drop_targets, _drop_results])
def test_marks_are_gone_when_nobody_asks_any_more(
    ask: Callable[[Selected], None], select: Select
) -> None:
    """Though not all results were fetched."""
    query = f"?this {{ ?this <{EX}p> ?x }}"
    selected, data = select(TARGET.format(query).replace("IRI", "Literal"))
    ask(selected)
    assert list(data.rows(MARKS)) == []


def test_marks_are_gone_after_an_error(select: Select, monkeypatch: pytest.MonkeyPatch) -> None:
    """The data may be used again."""
    selected, data = select("ex:S sh:path ex:p ; sh:nodeKind sh:IRI .")

    def fail(_: str, bindings: object = None) -> list[dict[str, Term]]:
        raise OSError(bindings)

    monkeypatch.setattr(data, "select", fail)
    with pytest.raises(OSError, match="None"):
        list(selected.results({S: nodes("a")}))
    assert list(data.rows(MARKS)) == []
