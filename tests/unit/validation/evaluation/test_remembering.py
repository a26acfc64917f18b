"""Facts that are read once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product

import pyoxigraph as ox
import pytest
from hypothesis import given, settings

from kg.report import Term
from kg.validation.evaluation import remembering
from kg.validation.evaluation.remembering import Remembering
from kg.validation.known import Known
from tests.conftest import Triples
from tests.drawn import graphs

EX = "http://example.org/"
P, Q = ox.NamedNode(EX + "p"), ox.NamedNode(EX + "q")
X, HUB = ox.NamedNode(EX + "x"), ox.NamedNode(EX + "hub")
Asked = tuple[Term | None, ox.NamedNode | None, Term | None]


class Watched(Known):
    """Facts that note what they were asked."""

    def __init__(self, triples: set[ox.Triple]) -> None:
        super().__init__(triples)
        self.asked: list[Asked] = []
        self.read = 0

    def matching(
        self, subject: Term | None, predicate: ox.NamedNode | None, value: Term | None
    ) -> Iterator[ox.Triple]:
        """The triples that fit a pattern."""
        self.asked.append((subject, predicate, value))
        for triple in super().matching(subject, predicate, value):
            self.read += 1
            yield triple


@pytest.fixture(name="crowded")
def make_crowded() -> Watched:
    """A hub that 100 triples lead to, all but one of them by the same predicate."""
    found = {ox.Triple(ox.NamedNode(f"{EX}n{number}"), P, HUB) for number in range(99)}
    return Watched(found | {ox.Triple(X, Q, HUB)})


def test_what_is_said_of_a_node_is_read_once(triples: Triples) -> None:
    """Whatever of it is asked for, and however often."""
    facts = Watched(triples("e:x e:p 1, 2 ; e:q 1 ."))
    known = Remembering(facts)
    assert len(list(known.matching(X, P, None))) == 2
    assert len(list(known.matching(X, None, ox.Literal(1)))) == 2
    assert list(known.matching(X, Q, ox.Literal(2))) == []
    assert known.describes(X)
    assert facts.asked == [(X, None, None)]


def test_what_leads_to_a_node_is_read_once(triples: Triples) -> None:
    """Along one predicate or any."""
    facts = Watched(triples("e:a e:p e:x . e:b e:q e:x ."))
    known = Remembering(facts)
    assert len(list(known.matching(None, P, X))) == 1
    assert len(list(known.matching(None, None, X))) == 2
    assert facts.asked == [(None, None, X)]


def test_that_there_is_nothing_is_remembered_too(triples: Triples) -> None:
    """Most of what is asked for is not there."""
    facts = Watched(triples("e:a e:p e:b ."))
    known = Remembering(facts)
    for _ in range(2):
        assert not known.describes(X)
        assert not list(known.matching(None, P, X))
    assert facts.asked == [(X, None, None), (None, None, X)]


def test_of_much_that_leads_to_a_node_only_what_is_asked_for_is_read(crowded: Watched) -> None:
    """By predicate, once each, after a look at how much it is."""
    known = Remembering(crowded)
    for _ in range(2):
        assert [t.subject for t in known.matching(None, Q, HUB)] == [X]
    assert crowded.asked == [(None, None, HUB), (None, Q, HUB)]
    assert crowded.read == 65 + 1
    assert len(list(known.matching(None, P, HUB))) == 99
    assert len(list(known.matching(None, None, HUB))) == 100
    assert crowded.asked[2:] == [(None, P, HUB), (None, None, HUB)]


def test_what_leads_from_a_node_to_a_crowded_one_needs_no_look_at_the_crowd(
    crowded: Watched,
) -> None:
    """It is known by where it leads from."""
    assert list(Remembering(crowded).matching(X, None, HUB)) == [ox.Triple(X, Q, HUB)]
    assert crowded.read == 1


@pytest.mark.parametrize("many", [1, 64])
@settings(deadline=None, max_examples=50)
@given(graphs)
def test_the_answers_are_those_of_the_facts(many: int, triples: frozenset[ox.Triple]) -> None:
    """For every pattern, the first time and the second."""
    facts = Known(triples)
    known = Remembering(facts)
    subjects = [None, X, *{triple.subject for triple in triples}]
    predicates = [None, ox.NamedNode(EX + "none"), *{triple.predicate for triple in triples}]
    values = [None, X, *{triple.object for triple in triples}]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(remembering, "_MANY", many)
        for _ in range(2):
            for pattern in list(product(subjects, predicates, values))[1:]:
                assert Counter(known.matching(*pattern)) == Counter(facts.matching(*pattern))
