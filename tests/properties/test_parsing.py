"""Documents: what is written is read, and what is no document is refused and nothing else."""

from __future__ import annotations

import contextlib

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.parsing import FORMATS, parse_document

SYNTAXES = sorted(set(FORMATS.values()), key=str)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
NODES = st.sampled_from([ox.NamedNode(f"http://example.org/{name}") for name in "abc"])
LITERALS = st.builds(lambda text: ox.Literal(text, language="en"), TEXT) | st.builds(
    ox.Literal, TEXT
)
QUADS = st.lists(st.builds(ox.Quad, NODES, NODES, NODES | LITERALS), min_size=1, max_size=8)


@given(QUADS, st.sampled_from(SYNTAXES))
@settings(deadline=None)
def test_what_is_serialised_is_read_again(quads: list[ox.Quad], syntax: ox.RdfFormat) -> None:
    """In every syntax."""
    data = ox.serialize(
        quads if syntax.supports_datasets else [q.triple for q in quads], format=syntax
    )
    assert data is not None
    assert set(parse_document(data, syntax).quads) == set(quads)


@given(st.binary(max_size=300), st.sampled_from(SYNTAXES))
@settings(deadline=None, max_examples=300)
def test_any_bytes_are_read_or_refused(data: bytes, syntax: ox.RdfFormat) -> None:
    """No other error gets out of the parser."""
    with contextlib.suppress(InputError):
        parse_document(data, syntax)


@given(st.text('<>@{}[]()"\\:;.,abc#^_ \n0123', max_size=200), st.sampled_from(SYNTAXES))
@settings(deadline=None, max_examples=300)
def test_texts_that_look_like_rdf_are_read_or_refused(text: str, syntax: ox.RdfFormat) -> None:
    """The same for texts of the signs that the grammars are made of."""
    with contextlib.suppress(InputError):
        parse_document(text.encode(), syntax)
