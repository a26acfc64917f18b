"""Property paths as values."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import SH, BNode, Graph, URIRef

from kg.errors import ResourceError, ShapesError
from kg.validation.evaluation.lookup import walk
from kg.validation.known import Known
from kg.validation.property_paths import (
    Alternative,
    AnyStep,
    Inverse,
    Path,
    Predicate,
    Repeat,
    Sequence,
    inverted,
    is_bounded,
    is_nullable,
    read_path,
    write_path,
)

S = URIRef("http://example.org/S")
P, Q = Predicate("http://example.org/p"), Predicate("http://example.org/q")

PATHS: dict[str, tuple[Path, str]] = {
    "ex:p": (P, "P"),
    "[ sh:inversePath ex:p ]": (Inverse(P), "^P"),
    "( ex:p ex:q )": (Sequence((P, Q)), "P/Q"),
    "[ sh:alternativePath ( ex:p ex:q ) ]": (Alternative((P, Q)), "P|Q"),
    "[ sh:zeroOrMorePath ex:p ]": (Repeat(P, "*"), "P*"),
    "[ sh:oneOrMorePath ex:p ]": (Repeat(P, "+"), "P+"),
    "[ sh:zeroOrOnePath ex:p ]": (Repeat(P, "?"), "P?"),
    "[ sh:inversePath ( ex:p ex:q ) ]": (Inverse(Sequence((P, Q))), "^(P/Q)"),
    "[ sh:zeroOrMorePath [ sh:inversePath ex:p ] ]": (Repeat(Inverse(P), "*"), "(^P)*"),
    "( ex:p [ sh:alternativePath ( ex:q [ sh:oneOrMorePath ex:p ] ) ] )": (
        Sequence((P, Alternative((Q, Repeat(P, "+"))))),
        "P/(Q|P+)",
    ),
}


@pytest.mark.parametrize(("turtle", "expected"), PATHS.items())
def test_a_path_is_read_and_written(
    turtle: str, expected: tuple[Path, str], build: Callable[[str], Graph]
) -> None:
    """Each kind of path of SHACL §2.3.1, and one inside another."""
    shapes = build(f"ex:S sh:path {turtle} .")
    node = shapes.value(S, SH.path)
    assert node is not None
    path, text = expected
    assert read_path(node, shapes) == path
    assert write_path(path) == text.replace("P", f"<{P.iri}>").replace("Q", f"<{Q.iri}>")


@pytest.mark.parametrize(
    ("path", "bounded"),
    [
        (P, True),
        (Inverse(Sequence((P, Alternative((P, Q))))), True),
        (Repeat(P, "?"), False),
        (Repeat(P, "+"), False),
        (Sequence((P, Inverse(Repeat(Q, "*")))), False),
        (Alternative((P, Repeat(Q, "?"))), False),
    ],
)
def test_a_path_is_bounded_when_every_step_is_walked_once(path: Path, bounded: bool) -> None:
    """A path that may stay where it is leads from nodes that no triple names."""
    assert is_bounded(path) is bounded


@pytest.mark.parametrize(
    ("path", "nullable"),
    [
        (P, False),
        (Repeat(P, "+"), False),
        (Repeat(Repeat(P, "?"), "+"), True),
        (Inverse(Repeat(P, "*")), True),
        (Sequence((P, Repeat(Q, "*"))), False),
        (Sequence((Repeat(P, "?"), Repeat(Q, "*"))), True),
        (Alternative((P, Repeat(Q, "?"))), True),
    ],
)
def test_a_path_is_nullable_when_it_may_stay_where_it_is(path: Path, nullable: bool) -> None:
    """It leads from a node to itself."""
    assert is_nullable(path) is nullable


def test_a_path_is_written_with_our_prefixes_for_people() -> None:
    """Queries hold whole IRIs."""
    path = Inverse(Predicate("https://w3id.org/geoactors/ns#holder"))
    assert write_path(path, short=True) == "^ga:holder"


def test_a_path_that_is_too_deep_or_ill_formed_is_refused(build: Callable[[str], Graph]) -> None:
    """The engine that takes it as text would recurse as deep."""
    deep = "[ sh:inversePath " * 60 + "ex:p" + " ]" * 60
    for turtle in (deep, "1", "[ ]", "( ex:p )", "[ sh:alternativePath ( ex:p ) ]"):
        shapes = build(f"ex:S sh:path {turtle} .")
        node = shapes.value(S, SH.path)
        assert node is not None
        with pytest.raises(ShapesError):
            read_path(node, shapes, ShapesError)
    with pytest.raises(ResourceError):
        read_path(BNode(), Graph())


def test_a_path_that_never_ends_is_refused(build: Callable[[str], Graph]) -> None:
    """Its list leads back to itself."""
    shapes = build("ex:S sh:path _:l . _:l rdf:first ex:p ; rdf:rest _:l .")
    node = shapes.value(S, SH.path)
    assert node is not None
    with pytest.raises(ShapesError, match="never ends"):
        read_path(node, shapes, ShapesError)


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        ("[ sh:inversePath " * 300 + "ex:p" + " ]" * 300, "nested deeper than 50"),
        (f"( {'ex:p ' * 5000})", "more than 1,000 steps"),
        (f"[ sh:alternativePath ( {'( ex:p ex:q ) ' * 600}) ]", "more than 1,000 steps"),
    ],
    ids=["deep", "long", "wide"],
)
def test_the_limits_of_a_path_are_named(
    turtle: str, reason: str, build: Callable[[str], Graph]
) -> None:
    """The engine would end the process over a longer one."""
    shapes = build(f"ex:S sh:path {turtle} .")
    node = shapes.value(S, SH.path)
    assert node is not None
    with pytest.raises(ShapesError, match=reason):
        read_path(node, shapes, ShapesError)


INVERTED: list[tuple[Path, str]] = [
    (P, "^P"),
    (AnyStep(), "^(<>|!<>)"),
    (Inverse(P), "P"),
    (Inverse(AnyStep()), "(<>|!<>)"),
    (Inverse(Inverse(P)), "^P"),
    (Sequence((P, Inverse(Q))), "Q/^P"),
    (Alternative((P, Inverse(Q))), "^P|Q"),
    (Repeat(P, "+"), "(^P)+"),
    (Repeat(Sequence((P, Q)), "?"), "(^Q/^P)?"),
    (Inverse(Sequence((P, Inverse(Q)))), "P/^Q"),
    (Inverse(Inverse(Sequence((P, Q)))), "^Q/^P"),
    (Inverse(Repeat(Inverse(P), "*")), "(^P)*"),
    (Inverse(Alternative((Inverse(Inverse(P)), Q))), "P|Q"),
]


@pytest.mark.parametrize(("path", "expected"), INVERTED)
def test_a_path_is_inverted_down_to_its_steps(path: Path, expected: str) -> None:
    """A walk of look-ups can go either way along a single step."""
    text = expected.replace("P", f"<{P.iri}>").replace("Q", f"<{Q.iri}>")
    assert write_path(inverted(path)) == text


def _around(inner: st.SearchStrategy[Path]) -> st.SearchStrategy[Path]:
    members = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Inverse, inner),
        st.builds(Sequence, members),
        st.builds(Alternative, members),
        st.builds(Repeat, inner, st.sampled_from("*+?")),
    )


_nodes = st.sampled_from([ox.NamedNode(f"http://example.org/n{number}") for number in range(4)])
_predicates = st.sampled_from([ox.NamedNode(P.iri), ox.NamedNode(Q.iri)])
_data = st.lists(st.builds(ox.Triple, _nodes, _predicates, _nodes), max_size=8)
_paths = st.recursive(st.sampled_from([P, Q, AnyStep()]), _around, max_leaves=4)


@settings(deadline=None)
@given(_paths, _data, _nodes)
def test_an_inverted_path_leads_back(
    path: Path, triples: list[ox.Triple], start: ox.NamedNode
) -> None:
    """To every node from which the path leads to where it starts, and to no other."""
    data = Known(triples)
    nodes = {start, *(end for t in triples for end in (t.subject, t.object))}
    assert walk(inverted(path), [start], data) == {
        node for node in nodes if start in walk(path, [node], data)
    }
