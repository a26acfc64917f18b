"""The data graphs of a change."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
import pytest

from kg.report import Term
from kg.validation.incremental.graphs import DataGraph, InContext, Merged, noting
from tests.unit.validation.incremental.conftest import EX, FactsOf, node, view_of

REFERENCE = {EX + "codes", EX + "more", EX + "g"}
DATASET = """
ex:graph/acceptance { ex:s a ga:SuspendedGraph }
ex:g { ex:a ex:p ex:code, ex:known, ex:other ; ex:q 255 . ex:known ex:p 1 }
ex:codes { ex:code ex:p 1 ; ex:q ex:a . ex:known ex:p 2 . ex:a ex:p 3 }
ex:more { ex:code ex:p 2 . ex:new ex:q 256 }
ex:s { ex:a ex:p ex:hidden }
""".replace("ex:graph/", "ex:graph\\/")
CONTEXT = "ex:code ex:p 3 . ex:known ex:p 4 . ex:far ex:q ex:a ; ex:p 1 . ex:a ex:q ex:far ."

PATTERNS: dict[tuple[str, str, str], tuple[set[str], set[str]]] = {
    ("a", "p", ""): ({"a code", "a known", "a other", "a 3"}, {"a code", "a known", "a other"}),
    ("a", "q", ""): ({"a 255", "a far"}, {"a 255"}),
    ("a", "", "known"): ({"a known"}, {"a known"}),
    ("known", "p", ""): ({"known 1", "known 2", "known 4"}, {"known 1"}),
    ("code", "p", ""): ({"code 1", "code 2", "code 3"}, {"code 1", "code 2", "code 3"}),
    ("code", "q", ""): ({"code a"}, {"code a"}),
    ("other", "p", ""): (set(), set()),
    ("", "q", "a"): ({"code a", "far a"}, {"code a", "far a"}),
    ("", "q", "far"): ({"a far"}, set()),
    ("", "p", "1"): ({"known 1", "code 1", "far 1"}, {"known 1", "code 1", "far 1"}),
    ("", "p", "2"): ({"known 2", "code 2"}, {"code 2"}),
    ("", "q", "255"): ({"a 255"}, {"a 255"}),
    ("", "q", ""): (
        {"a 255", "a far", "code a", "new 256", "far a"},
        {"a 255", "code a", "new 256", "far a"},
    ),
    ("", "", "hidden"): (set(), set()),
    ("1", "p", ""): (set(), set()),
}
"""Patterns, what of them is in the merged dataset, and what in ex:g with what it refers to."""


@pytest.fixture(name="merged")
def make_merged(facts: FactsOf) -> Merged:
    """The merged dataset in its context."""
    return Merged(view_of(DATASET), facts(CONTEXT))


@pytest.fixture(name="one")
def make_one(facts: FactsOf) -> InContext:
    """The graph ex:g in the context, where others and itself are reference."""
    return InContext(view_of(DATASET), EX + "g", facts(CONTEXT), REFERENCE)


def term(name: str) -> Term | None:
    """A term by its local name, or a number; None for no name."""
    if not name:
        return None
    return ox.Literal(int(name)) if name.isdecimal() else node(name)


def told(triples: Iterable[ox.Triple]) -> set[str]:
    """The subjects and values of triples."""
    pairs = ((triple.subject, triple.object) for triple in triples)
    return {f"{_text(subject)} {_text(value)}" for subject, value in pairs}


def _text(found: Term) -> str:
    assert not isinstance(found, ox.Triple)
    return found.value.removeprefix(EX)


def ask(graph: DataGraph, subject: str, predicate: str, value: str) -> set[str]:
    """Look a pattern up."""
    along = node(predicate) if predicate else None
    return told(graph.matching(term(subject), along, term(value)))


@pytest.mark.parametrize(("pattern", "expected"), PATTERNS.items())
def test_all_accepted_graphs_and_the_context_are_merged(
    pattern: tuple[str, str, str], expected: tuple[set[str], set[str]], merged: Merged
) -> None:
    """A suspended graph is not there."""
    for _ in range(2):
        assert ask(merged, *pattern) == expected[0]


@pytest.mark.parametrize(("pattern", "expected"), PATTERNS.items())
def test_others_speak_only_of_what_a_graph_does_not_describe(
    pattern: tuple[str, str, str], expected: tuple[set[str], set[str]], one: InContext
) -> None:
    """The reference graphs and the context; other graphs never."""
    for _ in range(2):
        assert ask(one, *pattern) == expected[1]


def test_a_graph_describes_what_it_has_a_triple_about(one: InContext, merged: Merged) -> None:
    """The merged dataset has those of all graphs, and none of the context."""
    names = ("a", "known", "code", "new", "far", "other")
    nodes: list[Term] = [*map(node, names), ox.Literal(1)]
    assert [one.describes(found) for found in nodes] == [True, True, *[False] * 5]
    assert [merged.describes(found) for found in nodes] == [*[True] * 4, *[False] * 3]


def test_a_graph_keeps_which_nodes_it_was_asked_about_and_describes(one: InContext) -> None:
    """Of these nothing may show through when its context is lent."""
    assert one.described == set()
    ask(one, "known", "p", "")
    ask(one, "code", "p", "")
    assert one.described == {node("known")}
    ask(one, "", "q", "far")
    assert one.described == {node("known"), node("a")}


def test_what_is_read_is_noted_meanwhile(one: InContext, merged: Merged) -> None:
    """The context aside, which is there anyway; and whether or not the caller uses it all."""
    for graph, own in ((one, {"code 1", "code 2"}), (merged, {"code 1", "code 2"})):
        ask(graph, "a", "p", "")
        with noting(graph) as seen:
            graph.matching(node("code"), node("p"), None)
            assert told(seen.triples) == own
            ask(graph, "known", "p", "")
        ask(graph, "a", "q", "")
        expected = {"known 1"} if graph is one else {"known 1", "known 2"}
        assert told(seen.triples) == own | expected
        assert graph.noted is None


def test_noting_ends_with_an_error(merged: Merged) -> None:
    """What is read later does not belong to it."""
    with pytest.raises(OSError, match="broken"), noting(merged):
        raise OSError("broken")
    assert merged.noted is None
