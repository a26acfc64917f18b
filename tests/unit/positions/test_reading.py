"""Tests of kg.positions.reading: whether a token can stand for a term."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.positions.reading import reads_as
from kg.report import Term
from tests.unit.positions.asking import e

TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
NIL = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil")
BLANK = ox.BlankNode("anything")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("<http://example.org/a>", e("a")),
        ("<a>", e("a")),
        ("<>", e("a")),
        ("<../b/./a>", e("a")),
        (r"<\u0061>", e("a")),
        ("f:a.", e("a")),
        (r"f:\~a\.b", e("~a.b")),
        ("f: .", e("")),
        ("a .", TYPE),
        ("()", NIL),
        (")", NIL),
        ("_:x", BLANK),
        ("[ ]", BLANK),
        ("(1)", BLANK),
        (r'"\t\"\u00e9\U0001D504"', ox.Literal('\t"é𝔄')),
        ('"""a"b"""', ox.Literal('a"b')),
        ("''", ox.Literal("")),
        ("01.", ox.Literal("01", datatype=ox.Literal(1).datatype)),
        ("true", ox.Literal(True)),
    ],
)
def test_a_token_reads_as_its_term(text: str, term: Term) -> None:
    """Whatever the namespace of its prefix and the base."""
    assert reads_as(text.encode(), 0, term)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("<b>", e("a")),
        ("f:b", e("a")),
        ("a", e("a")),
        ("[", e("a")),
        ('"a"', e("a")),
        ("f:a", BLANK),
        ('"b"', ox.Literal("a")),
        ("f:a", ox.Literal("a")),
        ("2", ox.Literal(1)),
        (" f:a", e("a")),
        ("", e("a")),
        ("?", e("a")),
    ],
)
def test_another_token_does_not(text: str, term: Term) -> None:
    """Nor does a place beside one."""
    assert not reads_as(text.encode(), 0, term)
