"""Tests of kg.export.rdf.readable: what is written reads well, and says what it was given."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.export.rdf.readable import readable_turtle
from kg.vocabulary import PREFIXES

E = "http://example.org/"
TURTLE = b"""<http://example.org/b> <http://example.org/p> 1, 2, "a \\" ; . \\n\\n b"@en, "x" ;
  a <http://example.org/C> .
<http://example.org/a.> <http://example.org/p> _:x, <javascript:alert(1)>, "2024"^^<http://example.org/d>,
  "01"^^<http://www.w3.org/2001/XMLSchema#integer>, "1x"^^<http://www.w3.org/2001/XMLSchema#integer>,
  "\\u202E\\u0001" . _:x <http://example.org/> <http://example.org/a/b> .
"""


def triples() -> list[ox.Triple]:
    """Odd triples."""
    return [quad.triple for quad in ox.parse(TURTLE, ox.RdfFormat.TURTLE)]


@pytest.mark.parametrize("prefixes", [{}, {"e": E}, {"e": E, "f": f"{E}a/", **PREFIXES}])
def test_it_says_what_it_was_given(prefixes: dict[str, str]) -> None:
    """With whatever prefixes, hostile texts and names that are no local names among it."""
    written = readable_turtle(triples(), prefixes)
    assert {quad.triple for quad in ox.parse(written, ox.RdfFormat.TURTLE)} == set(triples())


def test_it_reads_well() -> None:
    """Used prefixes alone, types first, a line for each of several values."""
    text = readable_turtle(triples()[:5], {"e": E, "unused": f"{E}no/"}).decode()
    expected = """@prefix e: <http://example.org/> .

e:b a e:C ;
    e:p
        1 ,
        2 ,
        "a \\" ; . \\n\\n b"@en ,
        "x" .
"""
    assert text == expected


def test_nothing_is_nothing() -> None:
    """An empty document has no prefixes."""
    assert readable_turtle([], PREFIXES) == b""
