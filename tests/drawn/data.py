"""Data graphs, and changes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import pyoxigraph as ox
from hypothesis import strategies as st

from tests.drawn.terms import (
    BLANK,
    DATES,
    LITERALS,
    NODES,
    NUMBERS,
    PREDICATES,
    STRINGS,
    TEXTS,
    classes,
    read,
)

_Groups: TypeAlias = st.SearchStrategy[frozenset[ox.Triple]]

_subjects = st.sampled_from([*NODES, *NODES, *BLANK])
_predicates = st.sampled_from(PREDICATES)
_kinds = st.sampled_from([LITERALS, LITERALS, NUMBERS, DATES, STRINGS, TEXTS])
_pools = _kinds.flatmap(
    lambda kind: st.lists(st.sampled_from(kind), min_size=2, max_size=8, unique=True)
)
"""The literals of one graph: few of many, so that they meet."""


def _described(pool: Sequence[str]) -> _Groups:
    """Triples of one subject and predicate, of one to three values."""
    values = st.sampled_from([*NODES, *BLANK]) | st.sampled_from(pool)
    some = st.lists(values, min_size=1, max_size=3, unique=True)
    few = st.lists(classes, min_size=1, max_size=2, unique=True)
    return st.one_of(
        *[st.builds(_triples, _subjects, _predicates, some)] * 3,
        *[st.builds(_triples, _subjects, st.just("rdf:type"), few)] * 2,
        st.builds(_triples, classes, st.just("rdfs:subClassOf"), few),
        st.builds(_triples, classes, _predicates, some),
    )


def _triples(subject: str, predicate: str, values: Sequence[str]) -> frozenset[ox.Triple]:
    node, name = _term(subject), _term(predicate)
    assert isinstance(node, ox.NamedNode | ox.BlankNode)
    assert isinstance(name, ox.NamedNode)
    return frozenset(ox.Triple(node, name, _term(value)) for value in values)


@cache
def _term(text: str) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if text in BLANK:
        return ox.BlankNode(text.removeprefix("_:"))  # a parser makes new labels
    (quad,) = read(f"ex:a ex:a {text} .")
    assert not isinstance(quad.object, ox.Triple)
    return quad.object


def _some(groups: _Groups, least: int, most: int) -> _Groups:
    """Some triples of several groups."""
    return st.lists(groups, min_size=least, max_size=most).map(
        lambda found: frozenset().union(*found)
    )


graphs = _pools.flatmap(lambda pool: _some(_described(pool), 3, 16))
"""A data graph as its triples."""


@dataclass(frozen=True, slots=True)
class Change:
    """A data graph, and what is added to it and removed from it."""

    before: frozenset[ox.Triple]
    added: frozenset[ox.Triple]
    removed: frozenset[ox.Triple]

    @property
    def after(self) -> frozenset[ox.Triple]:
        """The data graph as it then is."""
        return (self.before - self.removed) | self.added


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """Draw a data graph with a change: some of its triples go, and others come."""
    groups = _described(draw(_pools))
    before, added = draw(_some(groups, 3, 16)), draw(_some(groups, 0, 3))
    ordered = sorted(before, key=str)
    removed = draw(st.frozensets(st.sampled_from(ordered), max_size=4))
    return Change(before, added - before, removed - added)
