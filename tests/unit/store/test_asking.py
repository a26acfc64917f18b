"""Tests of kg.store.asking: the dataset that a query is asked of."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import QuerySyntaxError
from kg.store import asking
from kg.store.dataset import GraphChoice
from kg.store.snapshot import Snapshot
from kg.terms import in_graph
from tests.conftest import Triples

E = "http://example.org/"
COUNT = "SELECT (COUNT(*) AS ?n)"
NAMED = "{ GRAPH ?g { ?s ?p ?o } }"
PLAIN = "{ ?s ?p ?o }"


@pytest.fixture
def snapshot(triples: Triples) -> Snapshot:
    """A triple in the default graph; another, the same, in two named graphs, and a third in one."""
    graphs = {"d": "", "both": "g", "alone": "h"}
    quads = [
        in_graph(triple, ox.NamedNode(E + graph) if graph else None)
        for word, graph in graphs.items()
        for triple in triples(f"e:s e:p '{word}' .")
    ]
    both = [in_graph(triple, ox.NamedNode(E + "h")) for triple in triples("e:s e:p 'both' .")]
    return Snapshot.of_quads([*quads, *both])


def count(snapshot: Snapshot, text: str, graphs: GraphChoice | None = None) -> int:
    """How many triples a query finds."""
    query = f"PREFIX e: <{E}> BASE <{E}> {COUNT} {text}"
    _, ((row),) = snapshot.select(query, graphs=graphs)
    assert isinstance(row["n"], ox.Literal)
    return int(row["n"].value)


@pytest.mark.parametrize(
    ("clauses", "plain", "named"),
    [
        ("", 1, 3),
        ("FROM e:g", 1, 0),
        ("FROM e:h", 2, 0),
        ("FROM e:g FROM e:h", 2, 0),
        ("FROM <g> FROM <http://example.org/h>", 2, 0),
        ("from<g>from<h>from named<g>", 2, 1),
        ("FROM e:g FROM NAMED e:h FROM e:h", 2, 2),
        ("FROM e:g FROM e:g", 1, 0),
        ("FROM e:g FROM e:none", 1, 0),
        ("FROM NAMED e:g FROM NAMED e:g", 0, 1),
        ("FROM NAMED e:g FROM NAMED e:h", 0, 3),
        ("FROMNAMED e:g FROM e:g FROM e:h", 2, 1),
    ],
)
def test_from_clauses_name_the_dataset(
    snapshot: Snapshot, clauses: str, plain: int, named: int
) -> None:
    """SPARQL 1.1 Query §13.2: the default graph is their merge, which holds a triple once."""
    assert count(snapshot, f"{clauses} {PLAIN}") == plain
    assert count(snapshot, f"{clauses} {NAMED}") == named


@pytest.mark.parametrize("clauses", ["", "FROM e:none", "FROM e:h FROM e:none FROM NAMED e:h"])
def test_the_request_overrides_the_clauses(snapshot: Snapshot, clauses: str) -> None:
    """SPARQL 1.1 Protocol §2.1.4; and a graph that it names twice counts once."""
    for default, found in (("g", 1), ("gg", 1), ("gh", 2), ("ghg", 2)):
        graphs = GraphChoice(tuple(E + name for name in default), (f"{E}g", f"{E}g"))
        assert count(snapshot, f"{clauses} {PLAIN}", graphs) == found
        assert count(snapshot, f"{clauses} {NAMED}", graphs) == 1


def test_other_words_from_are_none(snapshot: Snapshot) -> None:
    """Variables, names, texts and comments."""
    text = "FROM e:g { ?from e:p ?o FILTER(?o != 'FROM e:h' && ?from != e:from) } # FROM e:h"
    assert count(snapshot, text) == 1


@pytest.mark.parametrize(
    "clauses", ["FROM e:g FROM 1 {}", "FROM e:g FROM {}", "FROM e:g FROM ?g FROM e:g {}"]
)
def test_clauses_that_are_none_are_the_caller_s_mistake(snapshot: Snapshot, clauses: str) -> None:
    """At their place in the query."""
    with pytest.raises(QuerySyntaxError) as caught:
        snapshot.ask(f"PREFIX e: <{E}> ASK\n{clauses}")
    assert (caught.value.line, caught.value.column) == (2, 15)


def test_graphs_are_merged_for_updates_too(snapshot: Snapshot) -> None:
    """The solutions of a pattern with USING count a triple once."""
    query = f"{COUNT} {PLAIN}"
    graphs = (f"{E}g", f"{E}h")
    assert [str(row["n"]) for row in snapshot.solutions(query, graphs, ())] == [str(ox.Literal(2))]
    assert [str(row["n"]) for row in snapshot.solutions(query, (E + "h",))] == [str(ox.Literal(2))]


def test_a_query_without_clauses_costs_nothing_more(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its words are not even looked at."""
    monkeypatch.setattr(asking, "tokenise", None)
    assert count(snapshot, PLAIN) == 1
    assert count(snapshot, f"FROM e:h {PLAIN}") == 2
