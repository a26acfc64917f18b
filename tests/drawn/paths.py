"""Property paths."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.drawn.terms import Texts, filled, predicates, several

_STEPS = predicates | st.just("rdf:type")


def _around(inner: Texts) -> Texts:
    members = several(inner, 2, 3, " ")
    return st.one_of(
        filled("[ sh:inversePath {} ]", inner),
        filled("( {} )", members),
        filled("[ sh:alternativePath ( {} ) ]", members),
        filled("[ sh:zeroOrMorePath {} ]", inner),
        filled("[ sh:oneOrMorePath {} ]", inner),
        filled("[ sh:zeroOrOnePath {} ]", inner),
    )


_second = _STEPS | _around(_STEPS)
paths: Texts = st.one_of(predicates, predicates, _second, _around(_second))
"""Predicates half of the time, and paths up to three deep."""

going: Texts = paths.filter(lambda path: "zeroOr" not in path)
"""Paths that take a step at least.

The engine walks others from nodes of the data only, where SPARQL 1.1 §18.4 has them lead from
any term to itself. The validator knows that; a query in the shapes graph is on its own.
"""
