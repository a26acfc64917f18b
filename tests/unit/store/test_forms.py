"""Tests of kg.store.forms: what the engine gives back is what graphs are compared with."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.store.forms import as_stored, quads_as_stored
from kg.terms import in_graph
from tests.conftest import Triples

XSD = "http://www.w3.org/2001/XMLSchema#"


NUMBERS = ["01", "1.10", "+5", "true", f'"1"^^<{XSD}boolean>', f'"5"^^<{XSD}int>']
DATES = [f'"x"^^<{XSD}date>', f'"2024-05-12+02:00"^^<{XSD}date>']


@pytest.mark.parametrize("term", [*NUMBERS, *DATES, "'text'", "'text'@EN", "'01'", "e:o", "[]"])
def test_a_term_is_given_the_form_that_a_store_gives_back(triples: Triples, term: str) -> None:
    """Whatever that is."""
    given = triples(f"e:s e:p {term} .")
    store = ox.Store()
    store.extend(map(in_graph, given))
    assert as_stored(given) == {quad.triple for quad in store}


def test_quads_keep_their_graphs(triples: Triples) -> None:
    """Equal numbers of two graphs stay two quads."""
    names: list[ox.NamedNode | ox.DefaultGraph] = [ox.NamedNode("urn:g"), ox.DefaultGraph()]
    quads = [in_graph(t, name) for name in names for t in triples("e:s e:p 01, 'x' .")]
    stored = quads_as_stored(quads)
    assert {quad.graph_name for quad in stored} == set(names)
    assert sorted(str(quad.object) for quad in stored)[0] == '"1"^^<' + XSD + "integer>"
    assert len(stored) == len(set(stored)) == 4
