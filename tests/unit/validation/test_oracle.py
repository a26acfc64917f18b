"""pySHACL, and every way in which it passes without having run."""

from __future__ import annotations

from collections.abc import Callable

import pyshacl
import pytest
import rdflib
from pyshacl.errors import ShapeRecursionWarning
from rdflib import SH, Dataset, Graph, Literal, URIRef

from kg.errors import ResourceError, ShapesError
from kg.validation.oracle import run_pyshacl
from tests.oracle.overlay import Overlay

SHAPES = """ex:S a sh:NodeShape ; sh:targetClass ex:C ;
    sh:property [ sh:path ex:p ; sh:minCount 1 ] ."""
BAD = "ex:a a ex:C ."


def results(report: Graph) -> int:
    """Count the results in a report."""
    return len(list(report.objects(None, SH.result)))


def test_bad_data_has_a_result(build: Callable[[str], Graph]) -> None:
    """The yardstick of the tests below: these data break these shapes."""
    report = run_pyshacl(build(BAD), build(SHAPES))
    assert results(report) == 1


def test_a_misspelt_keyword_cannot_happen(build: Callable[[str], Graph]) -> None:
    """pySHACL takes any keyword and conforms; here the interpreter refuses it."""
    conforms, _, _ = pyshacl.validate(Graph() + build(BAD), shacl_graf=build(SHAPES))
    assert conforms
    with pytest.raises(TypeError, match="shacl_graf"):
        run_pyshacl(build(BAD), shacl_graf=build(SHAPES))  # type: ignore[call-arg]


def test_an_empty_shapes_graph_is_refused(build: Callable[[str], Graph]) -> None:
    """pySHACL conforms."""
    conforms, _, _ = pyshacl.validate(Graph() + build(BAD), shacl_graph=Graph())
    assert conforms
    with pytest.raises(ShapesError, match="empty"):
        run_pyshacl(build(BAD), Graph(), error=ShapesError)


def test_shapes_without_a_target_are_refused(build: Callable[[str], Graph]) -> None:
    """pySHACL conforms."""
    shapes = build("ex:S a sh:NodeShape ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .")
    conforms, _, _ = pyshacl.validate(Graph() + build(BAD), shacl_graph=shapes)
    assert conforms
    with pytest.raises(ResourceError, match="target"):
        run_pyshacl(build(BAD), shapes)


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")
@pytest.mark.parametrize("position", [0, 1])
def test_a_dataset_is_refused(position: int, build: Callable[[str], Graph]) -> None:
    """pySHACL validates the union, where one graph cures what another breaks."""
    dataset = Dataset()
    for name, turtle in (("g", BAD), ("h", "ex:a ex:p 1 .")):
        graph = dataset.graph(URIRef(f"http://example.org/{name}"))
        graph += build(turtle)
    conforms, _, _ = pyshacl.validate(dataset, shacl_graph=build(SHAPES))
    assert conforms
    graphs = [build(BAD), build(SHAPES)]
    graphs[position] = dataset
    with pytest.raises(ResourceError, match="not one plain graph"):
        run_pyshacl(*graphs)


def test_a_failure_is_not_a_result(build: Callable[[str], Graph]) -> None:
    """pySHACL returns the failure in place of a report graph."""
    shapes = build(
        'ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ sh:select "'
        'SELECT $this WHERE { $this a ex:C MINUS { $this a ex:D } }" ] .'
    )
    with pytest.raises(ShapesError, match="could not be evaluated"):
        run_pyshacl(build(BAD), shapes, error=ShapesError)


def test_an_exception_is_translated(build: Callable[[str], Graph]) -> None:
    """Whatever pySHACL raises says whose shapes are broken."""
    shapes = build("ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:minCount 1 .")
    with pytest.raises(ShapesError, match="could not be evaluated"):
        run_pyshacl(build(BAD), shapes, error=ShapesError)


def test_a_report_that_is_no_graph_is_refused(
    build: Callable[[str], Graph], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should a later release return something else, it must not count as conforming."""
    monkeypatch.setattr(pyshacl, "validate", lambda *_, **__: (True, b"", "none"))
    with pytest.raises(ResourceError, match="could not be evaluated"):
        run_pyshacl(build(BAD), build(SHAPES))


RECURSIVE = [
    "sh:property [ sh:path ex:p ; sh:node ex:S ]",
    "sh:node [ sh:not [ sh:property [ sh:path ex:p ; sh:node ex:S ] ] ]",
    "sh:or ( [ sh:property [ sh:path ex:p ; sh:node ex:S ] ] )",
]


@pytest.mark.parametrize("recursive", RECURSIVE)
def test_a_recursive_shape_is_a_failure(recursive: str, build: Callable[[str], Graph]) -> None:
    """pySHACL warns, backs out, and conforms."""
    shapes = f"ex:S a sh:NodeShape ; sh:targetClass ex:C ; {recursive} ."
    data = "ex:a a ex:C ; ex:p ex:a ."
    with pytest.warns(ShapeRecursionWarning):
        pyshacl.validate(Graph() + build(data), shacl_graph=Graph() + build(shapes))
    with pytest.raises(ShapesError, match="recursive"):
        run_pyshacl(build(data), build(shapes), error=ShapesError)


def test_pyshacl_is_left_as_it_was(build: Callable[[str], Graph]) -> None:
    """What is mended while it runs here is not for others to see."""
    run_pyshacl(build(BAD), build(SHAPES))
    _, _, text = pyshacl.validate(Graph() + build(BAD), shacl_graph=Graph() + build(SHAPES))
    assert "Constraint Violation in MinCountConstraintComponent" in text


def test_imports_are_not_followed(
    build: Callable[[str], Graph], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shapes graph cannot make the validator call out."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    shapes = build(SHAPES + " ex: a owl:Ontology ; owl:imports <http://localhost:9/shapes> .")
    assert results(run_pyshacl(build(BAD), shapes)) == 1


@pytest.mark.parametrize("before", [True, False])
def test_the_global_switch_of_rdflib_is_put_back(
    before: bool, build: Callable[[str], Graph], monkeypatch: pytest.MonkeyPatch
) -> None:
    """pySHACL leaves it on, whatever it was."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", before)
    run_pyshacl(build(BAD), build(SHAPES))
    assert rdflib.NORMALIZE_LITERALS is before


def test_a_blank_node_of_the_context_can_be_described(build: Callable[[str], Graph]) -> None:
    """pySHACL looks for it in the store of the data graph, where it is not."""
    context = build("ex:b ex:q [ a ex:D ] .")
    shapes = build("""ex:S a sh:NodeShape ; sh:targetNode ex:a ;
        sh:property [ sh:path ( ex:p ex:q ) ; sh:nodeKind sh:IRI ] .""")
    report = run_pyshacl(Overlay(build("ex:a ex:p ex:b ."), [context]), shapes)
    assert results(report) == 1


def test_neither_graph_is_changed(build: Callable[[str], Graph]) -> None:
    """The data graph at least; pySHACL adds two triples of its own to the shapes."""
    data = build(BAD)
    run_pyshacl(data, build(SHAPES))
    assert set(data) == set(build(BAD))


def test_nothing_is_written_to_standard_error(
    build: Callable[[str], Graph], capfd: pytest.CaptureFixture[str]
) -> None:
    """pySHACL logs to the terminal; the caller decides what a user reads."""
    data = build("ex:a a ex:C ; ex:p <http://example.org/b c> .".replace(" c>", ">"))
    data.add((URIRef("http://example.org/a"), URIRef("http://example.org/p"), Literal("x")))
    run_pyshacl(data, build(SHAPES))
    assert capfd.readouterr() == ("", "")
