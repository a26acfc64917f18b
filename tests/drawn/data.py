"""Data graphs, and changes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from hypothesis import strategies as st

from tests.drawn.terms import (
    BLANK,
    CLASSES,
    LITERALS,
    NODES,
    PREDICATES,
    Texts,
    classes,
    filled,
    read,
)

_subjects = st.sampled_from([*NODES, *NODES, *BLANK])
_predicates = st.sampled_from(PREDICATES)
_pools = st.lists(st.sampled_from(LITERALS), min_size=2, max_size=8, unique=True)
"""The literals of one graph: few of many, so that they meet."""


def _texts(pool: Sequence[str]) -> Texts:
    values = st.sampled_from([*NODES, *BLANK]) | st.sampled_from(pool)
    return st.one_of(
        *[filled("{} {} {} .", _subjects, _predicates, values)] * 3,
        *[filled("{} a {} .", _subjects, classes)] * 2,
        filled("{} rdfs:subClassOf {} .", classes, classes),
        filled("{} {} {} .", st.sampled_from(CLASSES), _predicates, values),
    )


def _triple(text: str) -> ox.Triple:
    (quad,) = read(text)
    words = text.split()
    subject = ox.BlankNode(words[0][2:]) if words[0] in BLANK else quad.subject
    value = ox.BlankNode(words[2][2:]) if words[2] in BLANK else quad.object
    return ox.Triple(subject, quad.predicate, value)  # a parser makes new labels


def _some(texts: Texts, least: int, most: int) -> st.SearchStrategy[frozenset[ox.Triple]]:
    return st.frozensets(texts.map(_triple), min_size=least, max_size=most)


graphs = _pools.flatmap(lambda pool: _some(_texts(pool), 3, 25))
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
    texts = _texts(draw(_pools))
    before, added = draw(_some(texts, 3, 25)), draw(_some(texts, 0, 4))
    ordered = sorted(before, key=str)
    removed = draw(st.frozensets(st.sampled_from(ordered), max_size=4))
    return Change(before, added - before, removed - added)
