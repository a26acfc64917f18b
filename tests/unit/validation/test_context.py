"""The context that validations borrow one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pyoxigraph as ox
import pytest

from kg.store.memory import MemoryDataset
from kg.validation import context as module
from kg.validation.context import Context

Quads = Callable[[str], list[ox.Quad]]
CONTEXT = 'ex:a rdfs:label "context" ; a ga:Person . ex:b rdfs:label "b" ; ga:knows ex:a .'
OWN = 'ex:a rdfs:label "own" . ex:c ga:knows ex:a, ex:b .'


def triples_in(dataset: MemoryDataset) -> set[tuple[str, ...]]:
    """Read a dataset whole."""
    rows = dataset.select("SELECT * WHERE { ?s ?p ?o }")
    return {tuple(str(row[name]) for name in "spo") for row in rows}


def seen(quads: list[ox.Quad]) -> set[tuple[str, ...]]:
    """Write quads in the same way."""
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}


def test_a_graph_lies_over_the_context(quads: Quads) -> None:
    """Of what it describes nothing shows through; the rest of the context does."""
    with Context(quads(CONTEXT)).beneath(quads(OWN)) as dataset:
        assert triples_in(dataset) == seen(quads(OWN + 'ex:b rdfs:label "b" ; ga:knows ex:a .'))


def test_the_context_comes_back_as_it_was(quads: Quads) -> None:
    """Also the triples that the graph had as well, and after an error."""
    context = Context(quads(CONTEXT))
    with context.beneath(quads(OWN + CONTEXT)):
        pass
    with pytest.raises(KeyError), context.beneath(quads(OWN)):
        raise KeyError
    with context.beneath([]) as dataset:
        assert triples_in(dataset) == seen(quads(CONTEXT))


def test_nobody_waits_for_a_context_that_is_lent(quads: Quads) -> None:
    """A slow validation must not hold up the others, nor may they see its graph."""
    context = Context(quads(CONTEXT))
    with context.beneath(quads(OWN)) as first, context.beneath(quads("ex:b a ga:Post .")) as second:
        assert triples_in(second) == seen(
            quads('ex:a rdfs:label "context" ; a ga:Person . ex:b a ga:Post .')
        )
        assert len(triples_in(first)) == 5


@pytest.mark.parametrize(("most", "filled"), [(100, 1), (2, 3)])
def test_the_context_is_filled_once_for_many_graphs(
    most: int, filled: int, quads: Quads, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And again after so many loans, since a store in memory keeps what was removed."""
    monkeypatch.setattr(module, "_MOST_LOANS", most)
    made: list[object] = []

    class Counted(module._Lent):
        def __init__(self, held: Iterable[ox.Quad]) -> None:
            made.append(self)
            super().__init__(held)

    monkeypatch.setattr(module, "_Lent", Counted)
    context = Context(quads(CONTEXT))
    for number in range(6):
        with context.beneath(quads(f"ex:n{number} a ga:Person .")) as dataset:
            assert len(triples_in(dataset)) == 5
    assert len(made) == filled


def test_facts_are_as_a_store_holds_them(quads: Quads) -> None:
    """Else a number of the context would not be that of the data."""
    (triple,) = Context(quads("ex:a ga:rank 01 .")).matching(None, None, ox.Literal(1))
    assert triple.object == ox.Literal(1)
