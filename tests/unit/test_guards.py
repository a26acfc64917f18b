"""Tests of kg.guards."""

from __future__ import annotations

import json

import pytest

from kg.errors import InputError, RdfSyntaxError, TooLargeError
from kg.guards import (
    MAX_DEPTH,
    check_encoding,
    check_json,
    check_text,
    check_xml,
    unfit_character,
    with_bundled_contexts,
    without_mark,
)
from kg.resources import CONTEXT_IRI

DOCTYPE = b'<!DOCTYPE r [<!ENTITY a "0123456789"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "document",
    [
        DOCTYPE + b"<r>&b;</r>",
        b"<!-- first a comment -->" + DOCTYPE + b"<r/>",
        b'<?xml version="1.0"?>\n' + DOCTYPE + b"<r/>",
        b'<!DOCTYPE r SYSTEM "file:///etc/passwd"><r/>',
        b"\xef\xbb\xbf" + DOCTYPE + b"<r/>",
    ],
)
def test_a_doctype_is_refused(document: bytes) -> None:
    """Its entities grow without limit, and may name files."""
    with pytest.raises(InputError, match=r"doc: .*DOCTYPE is refused"):
        check_xml(document, "doc")


@pytest.mark.parametrize("document", [b"<r>" + DOCTYPE + b"&b;</r>", b"<r/>" + DOCTYPE])
def test_a_doctype_in_a_place_where_xml_has_none_is_refused(document: bytes) -> None:
    """The RDF parser would read its entities there all the same."""
    with pytest.raises(RdfSyntaxError, match=r"doc:1:\d+: "):
        check_xml(document, "doc")


def test_the_word_doctype_may_stand_in_a_comment_and_in_character_data() -> None:
    """A text about DOCTYPEs holds none."""
    check_xml(b"<r><!-- <!DOCTYPE r> --><![CDATA[<!DOCTYPE r>]]></r>", "doc")


def test_broken_xml_names_line_and_column() -> None:
    """The place of the error is counted from 1."""
    with pytest.raises(RdfSyntaxError) as caught:
        check_xml(b"<r>\n  <a></b>\n</r>", "doc")
    assert (caught.value.line, caught.value.column) == (2, 8)
    assert "doc:2:8: mismatched tag" in str(caught.value)


@pytest.mark.parametrize("encoding", ["big5", "utf-7", "rot13", "idna", "nonsense", "utf-16"])
def test_no_declared_encoding_is_decoded(encoding: str) -> None:
    """Only UTF-8 is read; a declaration must not choose a codec of Python's."""
    check_xml(f'<?xml version="1.0" encoding="{encoding}"?><r/>'.encode(), "doc")


def test_elements_may_be_nested_to_the_limit_and_no_deeper() -> None:
    """The RDF parser takes minutes for a hundred thousand levels."""
    check_xml(b"<r>" * MAX_DEPTH + b"</r>" * MAX_DEPTH, "doc")
    with pytest.raises(TooLargeError, match="deeper than 256"):
        check_xml(b"<r>" * (MAX_DEPTH + 1) + b"</r>" * (MAX_DEPTH + 1), "doc")


@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_json_may_be_nested_to_the_limit_and_no_deeper(opening: bytes, closing: bytes) -> None:
    """Twenty thousand objects in each other end the process."""
    check_json(opening * MAX_DEPTH + b"1" + closing * MAX_DEPTH, "doc")
    with pytest.raises(TooLargeError, match="deeper than 256"):
        check_json(opening * 300 + b"1" + closing * 300, "doc")


def test_brackets_in_json_strings_are_no_nesting() -> None:
    """Neither plain ones nor those after an escaped quotation mark."""
    check_json(json.dumps({"a": "[" * 1000, "b": '"' + "{" * 1000}).encode(), "doc")


def test_many_triple_terms_are_refused() -> None:
    """They can be nested, and the parser's recursion would end the process."""
    with pytest.raises(InputError, match=r"RDF 1\.2 is not stored"):
        check_text(b"<a:a> <a:b> " + b"<<( <a:a> <a:b> " * 100, "doc")


@pytest.mark.parametrize(
    "text",
    [
        b'<a:a> <a:b> "' + b"<< " * 100 + b'" .',
        b"<a:a> <a:b> '''" + b"'<<\n" * 100 + b"''' .",
        b'<a:a> <a:b> """' + b'"<<\n' * 100 + b'""" .',
        b"# " + b"<<" * 100 + b"\n<a:a> <a:b> 1 .",
        b'<a:a> <a:b> "\\"' + b"<<" * 100 + b'" .',
    ],
)
def test_angle_brackets_in_texts_and_comments_are_no_triple_terms(text: bytes) -> None:
    """A guillemet that somebody typed as two signs must not be refused."""
    check_text(text, "doc")


def test_an_escaped_sign_does_not_begin_a_comment() -> None:
    """`e:a\\#` is a name, so what follows it is still read."""
    with pytest.raises(InputError, match="triple terms"):
        check_text(b"<a:a> <a:b> e:a\\#" + b"<<( <a:a> <a:b> " * 100, "doc")


def test_our_context_is_put_in_its_place() -> None:
    """Documents that name it can be read without a network."""
    data = json.dumps({"@context": CONTEXT_IRI, "@id": "agent:x"}).encode()
    context = json.loads(with_bundled_contexts(data, "doc"))["@context"]
    assert context["ga"] == "https://w3id.org/geoactors/ns#"


def test_our_context_may_stand_in_a_list_and_in_a_part() -> None:
    """JSON-LD allows contexts in many places."""
    data = {"@context": [CONTEXT_IRI, {"x": "http://example.org/"}], "x": {"@context": CONTEXT_IRI}}
    found = json.loads(with_bundled_contexts(json.dumps(data).encode(), "doc"))
    assert isinstance(found["@context"][0], dict)
    assert isinstance(found["x"]["@context"], dict)


REMOTE = "http://127.0.0.1:9/context.jsonld"


@pytest.mark.parametrize(
    "document",
    [
        {"@context": REMOTE},
        {"@context": [{}, REMOTE]},
        [{"@graph": [{"@context": REMOTE}]}],
        {"@context": {"@import": REMOTE}},
        {"@context": {"a": {"@id": "http://example.org/a", "@context": REMOTE}}},
        {"@context": {"a": {"@id": "http://example.org/a", "@context": {"@import": REMOTE}}}},
    ],
)
def test_every_other_context_is_refused(document: object) -> None:
    """Wherever it stands, and however it is named."""
    with pytest.raises(InputError, match=r"context http://127\.0\.0\.1:9/.* is remote"):
        with_bundled_contexts(json.dumps(document).encode(), "doc")


def test_an_escaped_keyword_is_a_keyword() -> None:
    """JSON allows any letter of a key to be escaped."""
    with pytest.raises(InputError, match="is remote"):
        with_bundled_contexts(b'{"\\u0040context": "http://127.0.0.1:9/"}', "doc")


@pytest.mark.parametrize(
    "data",
    [b'{"@context": {"a": "http://example.org/"}, "a": 1.10}', b'{"@context": {', b"[1, 2]"],
)
def test_documents_without_an_address_are_left_as_they_are(data: bytes) -> None:
    """Byte for byte, so that the parser names the right line."""
    assert with_bundled_contexts(data, "doc") is data


@pytest.mark.parametrize("data", [b"", b"a", "ä".encode(), b"\x00\x00", b"\xef\xbb"])
def test_what_bears_no_mark_is_left_as_it_is(data: bytes) -> None:
    """Whatever else is wrong with it is for the parser to say."""
    assert without_mark(data, "doc") == data


def test_a_character_cut_off_at_the_end_is_left_to_the_parser() -> None:
    """It breaks off like any document."""
    check_encoding("ä".encode()[:1], "doc")
    with pytest.raises(RdfSyntaxError, match="doc:2:3: the byte FF is not UTF-8"):
        check_encoding("ä\näb".encode() + b"\xff", "doc")


@pytest.mark.parametrize(
    ("text", "found"), [("", ""), ("a\tb\r\n", ""), ("a\x1b[2J", "U+001B"), ("\uffff", "U+FFFF")]
)
def test_an_unfit_character_is_written_by_its_code(text: str, found: str) -> None:
    """So that an error about it can be read."""
    assert unfit_character(text) == found
