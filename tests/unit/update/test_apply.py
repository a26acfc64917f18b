"""Tests of kg.update.apply and kg.update.dataset: operations on a dataset, in their order."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import ConflictError, KgError, NotFoundError, ParameterError
from kg.update import Modify, apply_request, check_default_graph, parse_update, with_dataset
from tests.unit.update.memory import MemoryTarget

PREFIX = "PREFIX e: <urn:e:> "
Held = dict[str, set[int]]


@pytest.fixture
def target() -> MemoryTarget:
    """Two named graphs with a number each, one without, and a number in the default graph."""
    numbers = {"": 0, "urn:e:g": 1, "urn:e:h": 2}
    target = MemoryTarget(graphs=["urn:e:empty"])
    for graph, number in numbers.items():
        target.apply(graph, {triple(number)}, set())
    return target


def triple(number: int) -> ox.Triple:
    """A triple that holds a number."""
    return ox.Triple(ox.NamedNode("urn:e:s"), ox.NamedNode("urn:e:p"), ox.Literal(number))


def apply(text: str, target: MemoryTarget, *, union: bool = False) -> Held:
    """Apply a request, and give the numbers in each graph by its short name."""
    apply_request(parse_update(PREFIX + text), target, default_writable=not union)
    return held(target)


def held(target: MemoryTarget) -> Held:
    """The numbers in each graph by its short name."""
    return {
        graph.removeprefix("urn:e:"): {
            int(found.object.value) for found in triples if isinstance(found.object, ox.Literal)
        }
        for graph, triples in target.held.items()
    }


BEFORE: Held = {"": {0}, "g": {1}, "h": {2}, "empty": set()}


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("", {}),
        ("INSERT DATA { e:s e:p 1 . GRAPH e:g { e:s e:p 3 } }", {"": {0, 1}, "g": {1, 3}}),
        ("INSERT DATA { GRAPH e:new { e:s e:p 1 } }", {"new": {1}}),
        ("INSERT DATA { GRAPH e:new {} }", {}),
        ("DELETE DATA { e:s e:p 0, 9 . GRAPH e:g { e:s e:p 1 } }", {"": set(), "g": set()}),
        ("DELETE DATA { GRAPH e:new { e:s e:p 1 } }", {}),
        ("DELETE WHERE { ?s ?p ?o }", {"": set()}),
        ("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", {"g": set(), "h": set()}),
        ("WITH e:g DELETE { ?s ?p ?o } INSERT { ?s ?p 5 } WHERE { ?s ?p ?o }", {"g": {5}}),
        ("INSERT { GRAPH e:new { ?s ?p ?o } } WHERE { ?s ?p ?o }", {"new": {0}}),
        ("CLEAR DEFAULT", {"": set()}),
        ("CLEAR GRAPH e:g", {"g": set()}),
        ("CLEAR NAMED", {"g": set(), "h": set()}),
        ("CLEAR ALL", {"": set(), "g": set(), "h": set()}),
        ("CLEAR GRAPH e:new", {}),
        ("CLEAR SILENT GRAPH e:new", {}),
        ("DROP GRAPH e:g ; CLEAR GRAPH e:g", {"g": None}),
        ("DROP DEFAULT", {"": set()}),
        ("DROP GRAPH e:g", {"g": None}),
        ("DROP NAMED", {"g": None, "h": None, "empty": None}),
        ("DROP ALL", {"": set(), "g": None, "h": None, "empty": None}),
        ("DROP SILENT GRAPH e:new", {}),
        ("CREATE GRAPH e:new", {"new": set()}),
        ("CREATE SILENT GRAPH e:g", {}),
        ("COPY e:g TO e:h", {"h": {1}}),
        ("COPY e:g TO e:new", {"new": {1}}),
        ("COPY e:empty TO e:new", {"new": set()}),
        ("COPY e:empty TO e:h", {"h": set()}),
        ("COPY DEFAULT TO e:h", {"h": {0}}),
        ("COPY e:g TO DEFAULT", {"": {1}}),
        ("COPY e:g TO e:g", {}),
        ("COPY SILENT e:new TO e:g", {}),
        ("MOVE e:g TO e:h", {"g": None, "h": {1}}),
        ("MOVE DEFAULT TO e:g", {"": set(), "g": {0}}),
        ("MOVE e:g TO DEFAULT", {"": {1}, "g": None}),
        ("MOVE e:g TO e:g", {}),
        ("MOVE e:new TO e:new", {}),
        ("MOVE SILENT e:new TO e:g", {}),
        ("ADD e:g TO e:h", {"h": {1, 2}}),
        ("ADD DEFAULT TO e:new", {"new": {0}}),
        ("ADD SILENT e:new TO e:g", {}),
    ],
)
def test_operations(text: str, changed: dict[str, set[int] | None], target: MemoryTarget) -> None:
    """§3.1 and §3.2: CLEAR leaves a graph, DROP does not; what is inserted into comes to be.

    A graph that does not exist may be cleared, as the W3C suite has it.
    """
    after = {**BEFORE, **changed}
    assert apply(text, target) == {graph: n for graph, n in after.items() if n is not None}


@pytest.mark.parametrize(
    ("text", "error", "reason"),
    [
        ("CREATE GRAPH e:g", ConflictError, "<urn:e:g> exists. Write CREATE SILENT"),
        ("DROP GRAPH e:new", NotFoundError, "<urn:e:new> does not exist. Write SILENT"),
        ("COPY e:new TO e:g", NotFoundError, "<urn:e:new> does not exist"),
        ("MOVE e:new TO DEFAULT", NotFoundError, "<urn:e:new> does not exist"),
        ("ADD e:new TO e:g", NotFoundError, "<urn:e:new> does not exist"),
        ("DROP GRAPH e:g ; COPY e:g TO e:h", NotFoundError, "<urn:e:g> does not exist"),
    ],
)
def test_failing_operations(
    text: str, error: type[KgError], reason: str, target: MemoryTarget
) -> None:
    """The sentence names the graph, and the word that makes it no error."""
    with pytest.raises(error, match=reason):
        apply(text, target)


def test_each_operation_sees_those_before(target: MemoryTarget) -> None:
    """Patterns run on the dataset as it is by then."""
    text = """
        CREATE GRAPH e:new ;
        INSERT DATA { GRAPH e:new { e:s e:p 7 } } ;
        INSERT { GRAPH e:h { ?s ?p ?o } } WHERE { GRAPH e:new { ?s ?p ?o } } ;
        DROP GRAPH e:new ;
        DELETE { GRAPH e:h { ?s ?p 2 } } WHERE { GRAPH e:h { ?s ?p 7 } }
    """
    assert apply(text, target) == {**BEFORE, "h": {7}}


def test_a_pattern_without_templates_is_not_run(target: MemoryTarget) -> None:
    """It could only take time."""
    target.where = None  # type: ignore[method-assign, assignment]
    assert apply("DELETE {} INSERT {} WHERE { ?s ?p ?o }", target) == BEFORE


WRITES = [
    "INSERT DATA { e:s e:p 1 }",
    "DELETE DATA { e:s e:p 0 }",
    "DELETE WHERE { ?s ?p ?o }",
    "INSERT { ?s ?p 1 } WHERE { GRAPH ?g { ?s ?p ?o } }",
    "DELETE { ?s ?p 1 } INSERT { GRAPH e:g { ?s ?p 1 } } USING e:g WHERE { ?s ?p ?o }",
    "CLEAR DEFAULT",
    "DROP SILENT DEFAULT",
    "COPY e:g TO DEFAULT",
    "ADD SILENT e:g TO DEFAULT",
    "MOVE DEFAULT TO e:g",
]


@pytest.mark.parametrize("text", WRITES)
def test_a_union_is_not_written(text: str, target: MemoryTarget) -> None:
    """Nothing of the request is applied, SILENT or not."""
    with pytest.raises(ConflictError, match=r"union of the source graphs.*WITH <…>"):
        apply(f"CREATE GRAPH e:new ; {text}", target, union=True)
    assert held(target) == BEFORE


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("INSERT DATA { GRAPH e:g { e:s e:p 3 } }", {"g": {1, 3}}),
        ("WITH e:g INSERT { ?s ?p 3 } WHERE { ?s ?p ?o }", {"g": {1, 3}}),
        ("INSERT { GRAPH e:g { ?s ?p ?o } } WHERE { ?s ?p ?o }", {"g": {0, 1}}),
        ("INSERT DATA {} ; DELETE {} WHERE {}", {}),
        ("CLEAR ALL", {"g": set(), "h": set()}),
        ("DROP ALL", {"g": None, "h": None, "empty": None}),
        ("COPY DEFAULT TO e:h", {"h": {0}}),
        ("MOVE DEFAULT TO DEFAULT", {}),
        ("MOVE e:g TO e:h ; CREATE GRAPH e:g", {"g": set(), "h": {1}}),
    ],
)
def test_a_union_may_be_read(
    text: str, changed: dict[str, set[int] | None], target: MemoryTarget
) -> None:
    """And its source graphs written; ALL means all of them."""
    after = {**BEFORE, **changed}
    found = apply(text, target, union=True)
    assert found == {graph: n for graph, n in after.items() if n is not None}


def test_requests_can_be_judged_before_a_dataset_is_there() -> None:
    """The check needs no target."""
    check_default_graph(parse_update("CLEAR ALL ; CREATE GRAPH <urn:g>"))
    with pytest.raises(ConflictError):
        check_default_graph(parse_update("CLEAR ALL ; CLEAR DEFAULT"))


def test_a_request_may_name_the_dataset_of_its_patterns() -> None:
    """SPARQL 1.1 Protocol §2.2.3, for each operation that has one."""
    operations = parse_update("CLEAR ALL ; DELETE WHERE { ?s ?p ?o }")
    assert with_dataset(operations, (), ()) == operations
    first, second = with_dataset(operations, ("urn:a", "urn:b"), ("urn:c",))
    assert first == operations[0]
    assert isinstance(second, Modify)
    assert (second.default_graphs, second.named_graphs) == (("urn:a", "urn:b"), ("urn:c",))


@pytest.mark.parametrize("clause", ["WITH <urn:g> INSERT {}", "INSERT {} USING NAMED <urn:g>"])
def test_two_datasets_are_refused(clause: str) -> None:
    """The protocol says that it is an error, and not which of them counts."""
    operations = parse_update(f"{clause} WHERE {{}}")
    assert with_dataset(operations, (), ()) == operations
    with pytest.raises(ParameterError, match="USING or WITH"):
        with_dataset(operations, ("urn:a",), ())
