"""Tests of kg.ingest.documents: which triples go where."""

from __future__ import annotations

import pytest

from kg.errors import InputError, ParameterError
from kg.ingest import graphs_of
from tests.unit.ingest.gates import G, H, document


def test_triples_are_sorted_by_graph() -> None:
    """Over all documents, and those outside a graph go where the caller says."""
    documents = [document("e:s e:p 1 . e:g { e:s e:p 2 }"), document("e:g { e:s e:p 3 }", "two")]
    graphs = graphs_of(documents, H)
    assert {graph: len(triples) for graph, triples in graphs.items()} == {H: 1, G: 2}


def test_triples_outside_a_graph_need_one() -> None:
    """The sentence names the document, a subject and the option."""
    with pytest.raises(ParameterError, match=r"doc: .*e?/s> stands outside.*--graph IRI"):
        graphs_of([document("e:g { e:s e:p 1 } e:s e:p 2 .")])


def test_a_graph_named_by_a_blank_node_is_refused() -> None:
    """It could never be replaced or dropped."""
    with pytest.raises(InputError, match="doc: a graph is named by a blank node"):
        graphs_of([document("_:g { e:s e:p 1 }")])


def test_a_document_without_triples_is_refused() -> None:
    """It would store nothing and say that all was well."""
    with pytest.raises(InputError, match="empty: the document holds no triple"):
        graphs_of([document("e:g { e:s e:p 1 }"), document("# nothing", "empty")])
