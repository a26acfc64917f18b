"""Tests of kg.store.view: what an open store holds and what it counts as."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.store.graphs import GraphNames
from kg.store.view import DatasetView, copy_afresh
from kg.terms import in_graph
from kg.vocabulary import BASE_IRI
from tests.conftest import Triples

G, H = "http://example.org/g", "http://example.org/h"
NAMES = GraphNames(BASE_IRI)


@pytest.fixture
def store(triples: Triples) -> ox.Store:
    """Two graphs and their union."""
    found = ox.Store()
    for graph, text in ((G, "e:s e:p 1, 2 . e:s e:q _:a ."), (H, "e:s e:p 2, 'e:s' .")):
        for triple in triples(text):
            found.add(in_graph(triple, ox.NamedNode(graph)))
            found.add(in_graph(triple))
    return found


def view_of(store: ox.Store, *, union: bool = True) -> DatasetView:
    """A view under the usual names."""
    return DatasetView(store, NAMES, union=union)


def test_the_union_is_right_or_lacks_and_has_too_much(store: ox.Store, triples: Triples) -> None:
    """By so many triples; a plain dataset has nothing to compare."""
    view = view_of(store)
    assert view.union_errors() == (0, 0)
    [triple] = triples("e:s e:p 1 .")
    store.remove(in_graph(triple))
    assert view.union_errors() == (1, 0)
    for triple in triples("e:x e:y 1, 2 ."):
        store.add(in_graph(triple))
    assert view.union_errors() == (1, 2)
    assert view_of(store, union=False).union_errors() == (0, 0)


def test_graphs_differ_by_what_they_hold_and_whether_they_are_there(store: ox.Store) -> None:
    """The default graph of a union does not count, as it is made from the others."""
    other = ox.Store()
    other.bulk_extend(store)
    assert list(view_of(store).differing_graphs(view_of(other))) == []
    other.clear_graph(ox.DefaultGraph())
    other.clear_graph(ox.NamedNode(H))
    other.add_graph(ox.NamedNode("urn:empty"))
    assert list(view_of(store).differing_graphs(view_of(other))) == [H, "urn:empty"]
    assert list(view_of(other).differing_graphs(view_of(store))) == [H, "urn:empty"]
    plain = view_of(store, union=False), view_of(other, union=False)
    assert list(plain[0].differing_graphs(plain[1])) == ["the default graph", H, "urn:empty"]
    assert view_of(store).count_beyond(view_of(other), H) == 2
    assert view_of(other).count_beyond(view_of(store), H) == 0


def test_what_mentions_a_text(store: ox.Store) -> None:
    """In any term or in the name of the graph, in sources only."""
    view = view_of(store)
    assert len(list(view.mentions(lambda text: text == G))) == 3
    assert len(list(view.mentions(lambda text: text == "e:s"))) == 1
    assert len(list(view.mentions(lambda text: text.endswith("/s")))) == 5
    assert list(view.mentions(lambda _: False)) == []
    assert len(list(view_of(store, union=False).mentions(lambda text: text == "e:s"))) == 2


def test_what_is_said_of_a_blank_node(store: ox.Store) -> None:
    """By sources."""
    view = view_of(store)
    [node] = [q.object for q in store if isinstance(q.object, ox.BlankNode) and q.graph_name != D]
    assert isinstance(node, ox.BlankNode)
    assert [quad.graph_name for quad in view.naming(node)] == [ox.NamedNode(G)]
    assert list(view.about(node)) == []


D = ox.DefaultGraph()


def test_a_copy_made_afresh_holds_the_same(
    store: ox.Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Empty graphs, too."""
    store.add_graph(ox.NamedNode("urn:empty"))
    folder = tmp_path_factory.mktemp("copies") / "copy"
    copy_afresh(store, str(folder))
    copy = ox.Store.read_only(str(folder))
    assert set(copy) == set(store)
    assert set(copy.named_graphs()) == set(store.named_graphs())


def test_a_dataset_is_empty_without_quads_and_graphs() -> None:
    """An empty graph is something."""
    store = ox.Store()
    assert view_of(store).is_empty()
    store.add_graph(ox.NamedNode(G))
    assert not view_of(store).is_empty()
