"""Properties of kg.parsing: nothing is lost, and nothing but our own errors comes out."""

from __future__ import annotations

from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.parsing import FORMATS, ParseLimits, parse_document
from kg.terms import in_graph

SYNTAXES = sorted(set(FORMATS.values()), key=str)
names = st.text(alphabet="abcdeéя京", min_size=1, max_size=4)
iris = names.map(lambda name: ox.NamedNode(f"http://example.org/{name}"))
blanks = st.sampled_from("abc").map(ox.BlankNode)
# XML has no way to write most control characters, and turns others into spaces and line ends
texts = st.text(
    alphabet=st.characters(min_codepoint=0x20, exclude_categories=["Cs", "Cc", "Cn"]), max_size=8
)
literals = st.one_of(
    texts.map(ox.Literal),
    st.builds(
        lambda text, tag: ox.Literal(text, language=tag), texts, st.sampled_from(["en", "zh-hans"])
    ),
    st.builds(lambda text, kind: ox.Literal(text, datatype=kind), texts, iris),
    st.integers().map(lambda number: ox.Literal(number)),
)
triples = st.builds(ox.Triple, st.one_of(iris, blanks), iris, st.one_of(iris, blanks, literals))
quads = st.builds(in_graph, triples, st.one_of(st.none(), iris))


def canonical(found: tuple[ox.Quad, ...] | list[ox.Quad]) -> set[str]:
    """The quads with canonical labels for blank nodes."""
    dataset = ox.Dataset(found)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


@pytest.mark.parametrize("syntax", SYNTAXES, ids=str)
@given(data=st.data())
@settings(max_examples=50, deadline=None)
def test_parsing_what_was_serialised_gives_an_isomorphic_dataset(
    syntax: ox.RdfFormat, data: st.DataObject
) -> None:
    """In each syntax; those for one graph get one graph."""
    if syntax.supports_datasets:
        expected = data.draw(st.lists(quads, max_size=8))
        document = ox.serialize(expected, format=syntax) or b""
    else:
        given_triples = data.draw(st.lists(triples, max_size=8))
        expected = [in_graph(triple) for triple in given_triples]
        document = ox.serialize(given_triples, format=syntax) or b""
    assert canonical(parse_document(document, syntax).quads) == canonical(expected)


_WORDS = b"<a:b> { } [ ] ( << >> @prefix : <?xml <!DOCTYPE <r> </r> &a; , #".split()
FRAGMENTS = st.sampled_from([*_WORDS, b'"x"', b'"@context"', b"\\u", b"'''", b"\xff", b"\0"])
documents = st.one_of(
    st.binary(max_size=60), st.lists(st.one_of(FRAGMENTS, st.binary(max_size=3))).map(b"".join)
)


@pytest.mark.parametrize("syntax", SYNTAXES, ids=str)
@given(data=documents)
@example(data=b'<?xml version="1.0" encoding="big5"?><r/>')
@example(data=b'<?xml version="1.0" encoding="idna"?><r/>')
@example(data=b"\xef\xbb\xbf")
@example(data=b"\xff\xfe<\x00")
@example(data=b'{"@context": ' + b"9" * 5000 + b"}")
@example(data=b'{"@context": NaN}')
@settings(max_examples=150, deadline=None)
def test_arbitrary_bytes_raise_an_input_error_or_nothing(data: bytes, syntax: ox.RdfFormat) -> None:
    """No other exception leaves the parser, and nothing that it accepts is beyond the limits."""
    limits = ParseLimits(literal_bytes=20)
    with suppress(InputError):
        for quad in parse_document(data, syntax, limits=limits).quads:
            assert not isinstance(quad.object, ox.Literal) or len(quad.object.value) <= 20
