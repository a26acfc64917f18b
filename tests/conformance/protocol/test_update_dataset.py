"""The dataset of an update: `using-graph-uri`, `using-named-graph-uri`, and their conflicts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conformance.protocol.client import FORM, Client, Pair, Reply, form, sent_as
from tests.conformance.protocol.graphs import EX, NOWHERE, ONE, TWO, fresh, held, named, saying

USING_ONE, USING_TWO = ("using-graph-uri", ONE), ("using-graph-uri", TWO)
NAMED_ONE, NAMED_TWO = ("using-named-graph-uri", ONE), ("using-named-graph-uri", TWO)

Ways = Callable[[Client, str, list[Pair]], Reply]


def directly(client: Client, text: str, dataset: list[Pair]) -> Reply:
    """The update as the body and its dataset in the target."""
    return client.update(text, *dataset)


def in_a_form(client: Client, text: str, dataset: list[Pair]) -> Reply:
    """The update and its dataset in a form."""
    return client.send("POST", "/update", form(("update", text), *dataset), sent_as(FORM))


every_way = pytest.mark.parametrize("way", [directly, in_a_form])


def collecting(iri: str) -> str:
    """An update that writes into a graph what is said in its dataset, and where."""
    return f"""
    INSERT {{ GRAPH <{iri}> {{ ?s <{EX}found> ?found }} }} WHERE {{
      {{ ?s <{EX}says> ?word BIND(CONCAT("default ", ?word) AS ?found) }}
      UNION {{ GRAPH ?g {{ ?s <{EX}says> ?word }} BIND(CONCAT("named ", ?word) AS ?found) }}
      FILTER(?word != "shared")
    }}"""


@every_way
@pytest.mark.parametrize(
    ("dataset", "expected"),
    [
        ([USING_ONE], {"default one"}),
        ([USING_ONE, USING_TWO], {"default one", "default two"}),
        ([NAMED_ONE], {"named one"}),
        ([NAMED_ONE, NAMED_TWO], {"named one", "named two"}),
        ([USING_ONE, NAMED_TWO], {"default one", "named two"}),
        ([("using-graph-uri", NOWHERE), NAMED_ONE], {"named one"}),
    ],
)
def test_the_protocol_names_the_dataset_of_an_update(
    own: Client, way: Ways, dataset: list[Pair], expected: set[str]
) -> None:
    """As USING and USING NAMED would."""
    iri = fresh()
    assert way(own, collecting(iri), dataset).status == 204
    assert held(own, named(iri)) == expected


def test_without_a_dataset_an_update_sees_the_whole_store(own: Client) -> None:
    """The default graph and all named graphs."""
    iri = fresh()
    own.update(collecting(iri))
    assert (held(own, named(iri)) or set()) >= {"default default", "named one", "named three"}


@every_way
def test_the_dataset_counts_for_every_operation(own: Client, way: Ways) -> None:
    """Of a sequence."""
    first, second = fresh(), fresh()
    text = f"{collecting(first)} ; {collecting(second)}"
    assert way(own, text, [USING_ONE]).status == 204
    assert held(own, named(first)) == held(own, named(second)) == {"default one"}


@every_way
def test_the_dataset_does_not_move_the_templates(own: Client, way: Ways) -> None:
    """USING says where to look; a template without GRAPH writes into the default graph."""
    word = fresh()
    text = f'INSERT {{ <{EX}s> <{EX}p> "{word}" }} WHERE {{ ?s <{EX}says> "one" }}'
    assert way(own, text, [USING_ONE]).status == 204
    assert own.ask(f'ASK {{ ?s ?p "{word}" }}')
    assert not own.ask(f'ASK {{ GRAPH ?g {{ ?s ?p "{word}" }} }}')
    own.update(f'DELETE WHERE {{ ?s ?p "{word}" }}')


@every_way
@pytest.mark.parametrize("dataset", [[USING_ONE], [NAMED_ONE], [USING_ONE, NAMED_TWO]])
@pytest.mark.parametrize(
    "clause",
    [
        "INSERT {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} USING <{one}> WHERE {{ ?s ?p ?o }}",
        "INSERT {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} USING NAMED <{one}> WHERE {{ ?s ?p ?o }}",
        "WITH <{graph}> INSERT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
        "INSERT DATA {{ GRAPH <{graph}> {{ {new} }} }} ; WITH <{graph}> DELETE {{ }} WHERE {{ }}",
    ],
)
def test_a_dataset_in_both_places_is_refused(
    own: Client, way: Ways, clause: str, dataset: list[Pair]
) -> None:
    """Whichever operation has it, and nothing is done."""
    iri = fresh()
    text = clause.format(graph=iri, one=ONE, new=saying("new"))
    assert way(own, text, dataset).status == 400
    assert held(own, named(iri)) is None


def test_words_in_a_text_are_no_clauses(own: Client) -> None:
    """USING in a literal, a comment or a name is none."""
    iri = fresh()
    text = f"PREFIX using: <{EX}> # WITH <{ONE}>\n" + collecting(iri).replace(
        "FILTER", 'FILTER("USING <a> WITH <b>" != ?word && ?s != using:WITH) FILTER'
    )
    assert own.update(text, USING_ONE).status == 204
    assert held(own, named(iri)) == {"default one"}


@every_way
@pytest.mark.parametrize("name", ["using-graph-uri", "using-named-graph-uri"])
@pytest.mark.parametrize("iri", ["", "one", "//example.org/one", "http://example.org/a b"])
def test_a_graph_of_an_update_needs_an_absolute_iri(
    own: Client, way: Ways, name: str, iri: str
) -> None:
    """As in a query."""
    graph = fresh()
    assert way(own, collecting(graph), [(name, iri)]).status == 400
    assert held(own, named(graph)) is None


def test_the_dataset_does_not_touch_other_operations(own: Client) -> None:
    """DATA and the management of graphs have no WHERE."""
    iri = fresh()
    text = f"CREATE GRAPH <{iri}> ; INSERT DATA {{ GRAPH <{iri}> {{ {saying('new')} }} }}"
    assert own.update(text, USING_ONE, NAMED_TWO).status == 204
    assert held(own, named(iri)) == {"new"}
