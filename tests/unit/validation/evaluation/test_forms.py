"""Literals that the engine would rewrite."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.report import Term
from kg.store.forms import as_stored
from kg.validation.evaluation.forms import Forms, decode, encode, encode_quads, encoded, stored
from kg.validation.lexical import DERIVED_INTEGERS, XSD

NODE = ox.NamedNode("http://example.org/n")
KEPT = [
    ("true", "boolean"),
    ("-7", "integer"),
    ("1.5", "decimal"),
    ("2020-01-31", "date"),
    ("2020-01-31T00:00:00Z", "dateTime"),
    ("2020", "gYear"),
    ("text", "string"),
    ("01", "anyURI"),
]
REWRITTEN = [
    ("01", "integer", "1"),
    ("1.10", "decimal", "1.1"),
    ("1", "boolean", "true"),
    ("1", "int", "1"),
    ("1.0", "double", "1"),
    ("2020-01-31T00:00:00+00:00", "dateTime", "2020-01-31T00:00:00Z"),
]


def literal(lexical: str, name: str) -> ox.Literal:
    """A literal of an XSD datatype."""
    return ox.Literal(lexical, datatype=ox.NamedNode(XSD + name))


@pytest.mark.parametrize(("lexical", "name"), KEPT)
def test_what_the_engine_keeps_is_not_encoded(lexical: str, name: str) -> None:
    """Most literals are of this kind, and queries stay as they are."""
    term = literal(lexical, name)
    assert encode(term) is term
    assert not encoded(term)


@pytest.mark.parametrize(("lexical", "name", "rewritten"), REWRITTEN)
def test_what_the_engine_rewrites_is_encoded(lexical: str, name: str, rewritten: str) -> None:
    """And read back as it was written; what the engine makes of it is known too."""
    term = literal(lexical, name)
    held = encode(term)
    assert encoded(held)
    assert decode(held) == term
    told = stored(held)
    assert isinstance(told, ox.Literal)
    assert told.value == rewritten


@pytest.mark.parametrize(
    "term", [NODE, ox.BlankNode("b"), ox.Literal("01"), ox.Literal("x", language="en")]
)
def test_other_terms_stay(term: Term) -> None:
    """Encoded or decoded."""
    assert encode(term) is term
    assert decode(term) is term


NAMES = sorted(
    {*DERIVED_INTEGERS, "integer", "decimal", "double", "float", "boolean", "date", "dateTime"}
    | {"dateTimeStamp", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay", "duration"}
    | {"yearMonthDuration", "dayTimeDuration", "string", "anyURI"}
)
texts = st.text("0123456789+-.:TZEPYMDHSINFatrue ", max_size=12) | st.from_regex(
    r"-?\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?)?)?)?(Z|[+-]\d\d:\d\d)?", fullmatch=True
)


@given(texts, st.sampled_from(NAMES))
@settings(max_examples=400, deadline=None)
def test_no_literal_is_lost_in_the_engine(lexical: str, name: str) -> None:
    """Whatever is written, a store gives the encoded literal back as it took it."""
    held = encode(literal(lexical, name))
    triple = ox.Triple(NODE, NODE, held)
    assert as_stored({triple}) == {triple}
    assert decode(held) == literal(lexical, name)


def test_triples_are_encoded_in_their_objects() -> None:
    """And it is known whether anything was: if not, the data are their own decoded form."""
    graph = ox.NamedNode("http://example.org/g")
    plain = [ox.Quad(NODE, NODE, literal("1", "integer"), graph)]
    assert encode_quads(plain) == (plain, False)
    quads, differs = encode_quads([ox.Quad(NODE, NODE, literal("01", "integer"), graph)])
    assert differs
    assert [(q.graph_name, encoded(q.object)) for q in quads] == [(graph, True)]


def test_a_term_of_a_shape_is_looked_for_as_the_data_hold_it() -> None:
    """A store has rewritten its literals before; what is read from files has not been."""
    term = literal("01", "integer")
    assert encoded(Forms(encoded=True).held(term))
    assert Forms(stored=True).held(term) == term
