"""Tests of kg.workers.rows."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.report import Term
from kg.workers.rows import Rows

A = ox.NamedNode("http://example.org/a")
TERMS: list[Term] = [
    A,
    ox.BlankNode("b0"),
    ox.Literal("text\n\t\"'\\"),
    ox.Literal(1),
    ox.Literal("x", datatype=A),
    ox.Literal("Straße", language="de"),
    ox.Literal("text", language="ar", direction=ox.BaseDirection.RTL),
    ox.Triple(A, A, ox.Triple(ox.BlankNode("b1"), A, ox.Literal(True))),
]


@pytest.mark.parametrize("term", TERMS, ids=str)
def test_terms_of_each_kind_cross_unchanged(term: Term) -> None:
    """Beside names, labels, and whether there are more."""
    rows = Rows(["a", "unbound"], [{"a": term}, {}], True, {A.value: "«A»"})
    assert Rows.from_bytes(rows.to_bytes()) == rows


@given(st.text())
def test_any_text_crosses_unchanged(text: str) -> None:
    """In literals and in labels."""
    rows = Rows(["a"], [{"a": ox.Literal(text)}], False, {A.value: text})
    assert Rows.from_bytes(rows.to_bytes()) == rows


@pytest.mark.parametrize("spelled", [[], ["iri"], ["iri", 1], ["triple", ["iri", "a:a"]], "iri"])
def test_what_is_no_term_is_refused(spelled: object) -> None:
    """It is not guessed at."""
    parts = {"names": ["a"], "terms": [spelled], "rows": [[0]], "more": False, "labels": {}}
    with pytest.raises(ValueError, match="no term"):
        Rows.from_bytes(json.dumps(parts).encode())
