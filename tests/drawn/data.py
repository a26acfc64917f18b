"""Data graphs, and changes of them."""

from __future__ import annotations

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
_values = st.sampled_from([*NODES, *BLANK]) | st.sampled_from(LITERALS)

_texts: Texts = st.one_of(
    filled("{} {} {} .", _subjects, _predicates, _values),
    filled("{} {} {} .", _subjects, _predicates, _values),
    filled("{} {} {} .", _subjects, _predicates, _values),
    filled("{} a {} .", _subjects, classes),
    filled("{} a {} .", _subjects, classes),
    filled("{} rdfs:subClassOf {} .", classes, classes),
    filled("{} {} {} .", st.sampled_from(CLASSES), _predicates, _values),
)


def _triple(text: str) -> ox.Triple:
    (quad,) = read(text)
    return ox.Triple(_named(quad.subject, text[:4]), quad.predicate, _named(quad.object, text))


def _named(term: ox.Term, text: str) -> ox.Term:
    """A blank node by its label, which a parser would make unique."""
    if not isinstance(term, ox.BlankNode):
        return term
    return ox.BlankNode(next(label for label in reversed(BLANK) if label in text)[2:])


triples = _texts.map(_triple)
graphs = st.frozensets(triples, min_size=3, max_size=25)
"""A data graph as its triples; `quads` of it may be validated."""


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
    before = draw(graphs)
    ordered = sorted(before, key=str)
    removed = draw(st.frozensets(st.sampled_from(ordered), max_size=4))
    added = draw(st.frozensets(triples, max_size=4))
    return Change(before, added - before, removed - added)
