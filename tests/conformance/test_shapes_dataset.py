"""The shapes on whole datasets: the packaged data, and three sources that disagree."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import NonConformingDataError
from kg.gate import packaged_gate, packaged_validators
from kg.ingest import graphs_of, ingest
from kg.lookup import parameter_values, prepare, stored_query
from kg.parsing import parse_document, parse_path
from kg.report import Severity, ValidationReport
from kg.resources import data_files
from kg.store.embedded import DatasetStore
from kg.terms import in_graph
from kg.vocabulary import BASE_IRI, PREFIXES
from tests.conformance.shape_cases import GS

SOURCES = Path(__file__).parent.parent / "fixtures" / "three-sources"
CLAIM = PREFIXES["claim"]
TENURE = f"{BASE_IRI}id/tenure/shoigu-defence-1"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[DatasetStore, ValidationReport]:
    """A store that holds the packaged data, and what the gate said of them."""
    store = DatasetStore.create(tmp_path_factory.mktemp("dataset") / "store")
    graphs = graphs_of(parse_path(path) for path in data_files())
    return store, ingest(store, graphs, packaged_gate()).report


def add_source(store: DatasetStore, name: str) -> ValidationReport:
    """Add an illustrative source and its line in the catalogue."""
    documents = [parse_path(SOURCES / f"source-{name}.trig")]
    return ingest(store, graphs_of(documents), packaged_gate(), add=True).report


def answers_on(store: DatasetStore, day: str) -> dict[str, str]:
    """Ask who was defence minister of Russia on *day*: answers by tenure."""
    text = stored_query("answers-on-date")
    values = parameter_values(text, {"post": "post:defence-minister-russia", "at": day})
    _, rows = store.snapshot().select(prepare(text, values))
    return {row["tenure"].value: row["answer"].value for row in rows}  # type: ignore[union-attr]


def claim_graphs() -> dict[str, list[ox.Quad]]:
    """The packaged graphs of claim content."""
    graphs = graphs_of(parse_path(path) for path in data_files())
    return {
        graph: [in_graph(triple) for triple in triples]
        for graph, triples in graphs.items()
        if graph.startswith(CLAIM)
    }


def test_packaged_data_break_no_shape(loaded: tuple[DatasetStore, ValidationReport]) -> None:
    """What we ship passes our own gate without a violation or a warning."""
    _, report = loaded
    assert report.focus_nodes > len(data_files())
    assert report.at_least(Severity.WARNING) == ()


def test_default_graph_holds_no_claim_content(
    loaded: tuple[DatasetStore, ValidationReport],
) -> None:
    """Each triple of the default graph stands in a source graph, and no claim's part is in it."""
    snapshot = loaded[0].snapshot()
    sources = [graph for graph in snapshot.graphs() if not graph.startswith(CLAIM)]
    stated = {quad.triple for graph in sources for quad in snapshot.quads(graph)}
    default = {quad.triple for quad in snapshot.default_graph()}
    assert default == stated
    claimed = {quad.triple for quads in claim_graphs().values() for quad in quads}
    assert claimed - default
    terms = {str(term) for triple in default for term in (triple.subject, triple.object)}
    assert not [term for term in terms if term.startswith(f"<{CLAIM}") and "#" in term]


@pytest.mark.parametrize("graph", sorted(claim_graphs()))
def test_claim_content_passes_as_claim_content_alone(graph: str) -> None:
    """What a party claims needs no evidence in its own graph, and is refused among facts."""
    quads = claim_graphs()[graph]
    assert packaged_validators().claims.validate_graph(graph, quads).conforms
    refused = packaged_validators().facts.validate_graph(graph, quads)
    assert {f"{GS}ClaimContentShape"} <= {result.shape for result in refused.violations}


def test_three_sources_that_disagree_are_all_stored(
    loaded: tuple[DatasetStore, ValidationReport], tmp_path: Path
) -> None:
    """A disagreement is answered by *disputed* and by a warning with both days, never refused."""
    store = DatasetStore.open(Path(shutil.copytree(loaded[0].folder, tmp_path / "store")))
    assert answers_on(store, "2024-05-12")[TENURE] == "unknown"
    assert answers_on(store, "2024-05-20")[TENURE] == "unknown"

    assert add_source(store, "b").at_least(Severity.WARNING) == ()
    assert answers_on(store, "2024-05-12")[TENURE] == "true"
    assert answers_on(store, "2024-05-20")[TENURE] == "false"

    report = add_source(store, "c")
    assert report.conforms
    assert answers_on(store, "2024-05-12")[TENURE] == "true"
    assert answers_on(store, "2024-05-20")[TENURE] == "disputed"
    warnings = report.at_least(Severity.WARNING)
    assert {result.shape for result in warnings} == {f"{GS}MergedEndInOrderShape"}
    assert {str(result.focus_node) for result in warnings} == {f"<{TENURE}>"}
    assert any(
        "2024-06-01" in result.message and "2024-05-12" in result.message for result in warnings
    )


INFERRED = b"""
@prefix ga: <https://w3id.org/geoactors/ns#> .
@prefix agent: <https://w3id.org/geoactors/id/agent/> .
@prefix news: <https://w3id.org/geoactors/id/doc/news-9#> .
@prefix post: <https://w3id.org/geoactors/id/post/> .
@prefix tenure: <https://w3id.org/geoactors/id/tenure/> .
tenure:guess-1 a ga:Tenure ; ga:holder agent:sergei-shoigu ;
    ga:post post:defence-minister-russia ; ga:inferredBy news:i1 .
news:i1 a ga:Inference ; ga:rationale "It would fit."@en .
"""


def test_a_fact_that_was_only_inferred_is_not_stored(
    loaded: tuple[DatasetStore, ValidationReport], tmp_path: Path
) -> None:
    """An inference adds to what a document says, and cannot stand in for one."""
    store = DatasetStore.open(Path(shutil.copytree(loaded[0].folder, tmp_path / "store")))
    document = parse_document(INFERRED, ox.RdfFormat.TURTLE)
    graphs = graphs_of([document], f"{BASE_IRI}graph/doc/news-9")
    with pytest.raises(NonConformingDataError) as caught:
        ingest(store, graphs, packaged_gate())
    assert {r.shape for r in caught.value.report.violations} == {f"{GS}MergedFactShape-document"}
