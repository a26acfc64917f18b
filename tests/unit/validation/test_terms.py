"""Terms between pyoxigraph and rdflib."""

from __future__ import annotations

import logging
import subprocess
import sys
from datetime import date
from itertools import pairwise

import pyoxigraph as ox
import pytest
from rdflib import Literal

from kg.errors import InputError
from kg.report import Term
from kg.validation.terms import DistantDate, graph_of, quiet, to_oxigraph, to_rdflib

XSD = "http://www.w3.org/2001/XMLSchema#"


def literal(lexical: str, datatype: str) -> ox.Literal:
    """Build a literal of an XSD datatype."""
    return ox.Literal(lexical, datatype=ox.NamedNode(XSD + datatype))


@pytest.mark.parametrize(
    "term",
    [
        ox.NamedNode("http://example.org/a"),
        ox.BlankNode("b7"),
        ox.Literal("plain"),
        ox.Literal("中国", language="zh-Hans"),
        literal("01", "integer"),
        literal("1.10", "decimal"),
        literal("1.0E6", "double"),
        literal("1", "boolean"),
        literal("abc", "integer"),
        literal("-0044-03-15", "date"),
        literal("", "date"),
        literal("x", "duration"),
        ox.Literal("x", datatype=ox.NamedNode("http://example.org/own")),
    ],
)
def test_a_term_survives_both_ways(term: Term) -> None:
    """Lexical forms, datatypes, languages and blank node labels stay."""
    with quiet("rdflib.term"):
        assert to_oxigraph(to_rdflib(term)) == term


LONG = "x" * 60_000


@pytest.mark.parametrize(
    "term",
    [
        ox.NamedNode(f"http://example.org/{LONG}"),
        ox.BlankNode(LONG),
        ox.Literal(LONG),
        ox.Literal("x", language="-".join(["abcdefgh"] * 50)),
        ox.Literal("x", datatype=ox.NamedNode(f"http://example.org/{LONG}")),
    ],
)
def test_long_terms_are_not_kept(term: Term) -> None:
    """Wherever they are long; they are made anew each time, and the same."""
    found = to_rdflib(term)
    assert to_rdflib(term) is not found
    assert to_rdflib(term) == found
    assert to_oxigraph(found) == term


def test_short_terms_are_kept() -> None:
    """Predicates and classes come with every triple."""
    term = ox.NamedNode("http://example.org/kept")
    assert to_rdflib(term) is to_rdflib(ox.NamedNode("http://example.org/kept"))


def test_a_triple_term_is_refused() -> None:
    """SHACL has no word for it, and leaving it out would leave it unchecked."""
    node = ox.NamedNode("http://example.org/a")
    with pytest.raises(InputError, match="triple terms"):
        to_rdflib(ox.Triple(node, node, node))


@pytest.mark.parametrize(
    ("lexical", "datatype", "ill_typed"),
    [
        ("2021-02-30", "date", True),
        ("-0044-03-15", "date", False),
        ("1_000", "integer", True),
        ("1000", "integer", False),
    ],
)
def test_a_literal_is_judged_by_xsd(lexical: str, datatype: str, ill_typed: bool) -> None:
    """The judgement of rdflib is replaced where it is too strict or too lenient."""
    with quiet("rdflib.term"):
        node = to_rdflib(literal(lexical, datatype))
    assert isinstance(node, Literal)
    assert node.ill_typed is ill_typed
    assert (node.value is None) is ill_typed


def test_distant_dates_are_in_order() -> None:
    """Dates before year 1 and after 9999 compare with each other and with plain dates."""
    days = [
        DistantDate(-1259, 1, 1),
        DistantDate(-44, 3, 15),
        DistantDate(0, 2, 29),
        date(2024, 5, 12),
        DistantDate(12345, 1, 1),
    ]
    assert sorted({*days}) == days
    assert all(a < b and b > a and a <= b and b >= a for a, b in pairwise(days))
    assert DistantDate(-44, 3, 15) == DistantDate(-44, 3, 15) != DistantDate(-44, 3, 14)
    assert len({DistantDate(-44, 3, 15), DistantDate(-44, 3, 15)}) == 1


def test_a_graph_drops_graph_names() -> None:
    """The same triple in two graphs is one triple."""
    node = ox.NamedNode("http://example.org/a")
    quads = [ox.Quad(node, node, node, ox.NamedNode(f"http://example.org/{n}")) for n in "gh"]
    assert len(graph_of(quads)) == 1


def test_loggers_speak_again_after_quiet() -> None:
    """The silence ends with the block, even when it breaks off."""
    logger = logging.getLogger("rdflib.term")
    with pytest.raises(ValueError, match="off"), quiet("rdflib.term"):
        raise ValueError("off" if logger.disabled else "on")
    assert not logger.disabled


def test_ill_formed_literals_are_no_noise() -> None:
    """Nothing but our own report speaks of them, in whatever process."""
    code = "import kg.validation.terms, rdflib; rdflib.Literal('yes', datatype=rdflib.XSD.boolean)"
    command = [sys.executable, "-W", "default", "-c", code]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stderr == ""
