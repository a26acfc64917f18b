"""Tests of kg.parsing."""

from __future__ import annotations

import json
from os import mkfifo
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import (
    InputError,
    NotFoundError,
    RdfSyntaxError,
    TooLargeError,
    UnsupportedFormatError,
)
from kg.parsing import (
    FORMATS,
    ParseLimits,
    find_files,
    format_of_media_type,
    format_of_path,
    parse_document,
    parse_path,
)
from kg.resources import CONTEXT_IRI

TURTLE = ox.RdfFormat.TURTLE
EXAMPLE = ox.Quad(
    ox.NamedNode("http://example.org/s"), ox.NamedNode("http://example.org/p"), ox.Literal("o")
)


@pytest.mark.parametrize("ending", FORMATS)
def test_every_ending_is_read(ending: str, tmp_path: Path) -> None:
    """The same triple comes out of each syntax."""
    path = tmp_path / f"file.{ending.upper()}"
    path.write_bytes(ox.serialize([EXAMPLE], format=FORMATS[ending]) or b"")
    assert parse_path(path).quads == (EXAMPLE,)


@pytest.mark.parametrize("name", ["table.csv", "noending", "archive.ttl.gz"])
def test_an_unknown_ending_is_no_syntax(name: str) -> None:
    """The sentence lists what is read."""
    with pytest.raises(UnsupportedFormatError, match=r"names no RDF syntax.*\.ttl, .*\.jsonld"):
        format_of_path(Path(name))


@pytest.mark.parametrize(
    ("media_type", "syntax"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("Text/Turtle; charset=utf-8", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/n-quads", ox.RdfFormat.N_QUADS),
        ("application/trig", ox.RdfFormat.TRIG),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', FORMATS["jsonld"]),
    ],
)
def test_media_types_are_read(media_type: str, syntax: ox.RdfFormat) -> None:
    """Case and parameters do not matter."""
    assert format_of_media_type(media_type) == syntax


@pytest.mark.parametrize("media_type", ["", "text/html", "image/png", "text/n3", "nonsense"])
def test_unknown_media_types_are_refused(media_type: str) -> None:
    """The sentence lists what is read."""
    with pytest.raises(UnsupportedFormatError, match="text/turtle"):
        format_of_media_type(media_type)


def test_folders_are_searched_in_name_order(tmp_path: Path) -> None:
    """Files that hold no RDF are left out, and a file named twice counts once."""
    (tmp_path / "b").mkdir()
    for name in ("b/z.ttl", "b/notes.txt", "a.trig", "c.nq"):
        (tmp_path / name).touch()
    found = find_files([tmp_path, tmp_path / "a.trig"])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == [
        "a.trig",
        "b/z.ttl",
        "c.nq",
    ]


def test_links_to_folders_are_followed_and_no_folder_is_searched_twice(tmp_path: Path) -> None:
    """A circle of links ends, and what lies outside of the folder is found."""
    data, other = tmp_path / "data", tmp_path / "other"
    data.mkdir()
    other.mkdir()
    (other / "a.ttl").touch()
    (data / "b.ttl").touch()
    (data / "again").symlink_to(data)
    (data / "linked").symlink_to(other)
    (other / "back").symlink_to(data)
    (data / "twice").symlink_to(other)
    found = find_files([data])
    assert [path.relative_to(data).as_posix() for path in found] == ["b.ttl", "linked/a.ttl"]


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    """Reading one never ends; in a folder it is passed over like all that is no file."""
    pipe = tmp_path / "pipe.ttl"
    mkfifo(pipe)
    for read in (lambda: find_files([pipe]), lambda: parse_path(pipe)):
        with pytest.raises(InputError, match=r"pipe\.ttl: this is neither a file nor a folder"):
            read()
    (tmp_path / "a.ttl").touch()
    assert [path.name for path in find_files([tmp_path])] == ["a.ttl"]


def test_a_folder_without_rdf_is_not_found(tmp_path: Path) -> None:
    """Nothing to read must not pass for something that conforms."""
    with pytest.raises(NotFoundError, match="holds no RDF file"):
        find_files([tmp_path])


def test_a_missing_path_is_not_found(tmp_path: Path) -> None:
    """The sentence names it."""
    with pytest.raises(NotFoundError, match=r"nowhere\.ttl: there is no such"):
        find_files([tmp_path / "nowhere.ttl"])


@pytest.mark.parametrize("ending", ["ttl", "jsonld", "rdf"])
def test_a_file_that_cannot_be_read_is_not_found(ending: str, tmp_path: Path) -> None:
    """The reason of the operating system is passed on."""
    with pytest.raises(NotFoundError, match="No such file or directory"):
        parse_path(tmp_path / f"nowhere.{ending}")


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("<a:s> <a:p>\n  wrong .", 2, 3, "wrong is not a valid RDF object"),
        ("<a:s> <a:p> e:o .", 1, 13, "prefix e: has not been declared"),
        ('<a:s> <a:p> "no end', 1, 13, "Unexpected end of file"),
        ("\n\n<s> <a:p> 1 .", 3, 1, "No scheme found in an absolute IRI"),
    ],
)
def test_a_syntax_error_names_file_line_and_column(
    text: str, line: int, column: int, reason: str
) -> None:
    """In the message for people, and as numbers for programs."""
    with pytest.raises(RdfSyntaxError, match=reason) as caught:
        parse_document(text.encode(), TURTLE, name="file.ttl")
    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value).startswith(f"file.ttl:{line}:{column}: ")


@pytest.mark.parametrize("syntax", sorted(set(FORMATS.values()), key=str))
def test_a_byte_order_mark_is_no_part_of_the_text(syntax: ox.RdfFormat) -> None:
    """Editors on Windows write one; no parser of Turtle reads it."""
    data = ox.serialize([EXAMPLE], format=syntax) or b""
    assert parse_document(b"\xef\xbb\xbf" + data, syntax).quads == (EXAMPLE,)


@pytest.mark.parametrize("syntax", sorted(set(FORMATS.values()), key=str))
def test_text_in_another_encoding_is_told_of_utf_8(syntax: ox.RdfFormat) -> None:
    """With the place of the first byte that does not fit."""
    quad = ox.Quad(EXAMPLE.subject, EXAMPLE.predicate, ox.Literal("Müller"))
    text = (ox.serialize([quad], format=syntax) or b"").decode()
    before, _, _ = text.partition("ü")
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    with pytest.raises(
        RdfSyntaxError, match=r"the byte FC is not UTF-8\..*Save it as UTF-8"
    ) as got:
        parse_document(text.encode("latin-1"), syntax, name="doc")
    assert (got.value.line, got.value.column) == (line, column)
    assert str(got.value).startswith(f"doc:{line}:{column}: ")
    for encoding in ("utf-16", "utf-16-be", "utf-16-le"):
        with pytest.raises(RdfSyntaxError, match=r"doc:1:1: the text is in UTF-16\. .*UTF-8"):
            parse_document(text.encode(encoding), syntax, name="doc")


@pytest.mark.parametrize("code", [0x00, 0x08, 0x0B, 0x1F, 0xFFFE, 0xFFFF])
@pytest.mark.parametrize("syntax", [TURTLE, ox.RdfFormat.N_QUADS, ox.RdfFormat.JSON_LD])
def test_a_character_that_xml_cannot_carry_is_refused(code: int, syntax: ox.RdfFormat) -> None:
    """It would break every result in XML in which it stands."""
    quad = ox.Quad(EXAMPLE.subject, EXAMPLE.predicate, ox.Literal(f"A{chr(code)}B", language="en"))
    data = ox.serialize([quad], format=syntax) or b""
    said = rf"doc: <http://example.org/s> <http://example.org/p> has .* U\+{code:04X}, .*Remove it"
    with pytest.raises(InputError, match=said):
        parse_document(data, syntax, name="doc")


def test_characters_that_xml_carries_are_kept() -> None:
    """Line breaks and tabs, the private use area, and what lies beyond 16 bits."""
    text = "\t\n\r \x7f\x85\ud7ff\ue000\ufffd\U00010000\U0010ffff"
    quad = ox.Quad(EXAMPLE.subject, EXAMPLE.predicate, ox.Literal(text))
    data = ox.serialize([quad], format=ox.RdfFormat.N_TRIPLES) or b""
    assert parse_document(data, ox.RdfFormat.N_TRIPLES).quads == (quad,)


@pytest.mark.parametrize("syntax", sorted(set(FORMATS.values()), key=str))
def test_half_a_document_gives_nothing(syntax: ox.RdfFormat) -> None:
    """What was read before an error never leaves the parser."""
    data = (ox.serialize([EXAMPLE], format=syntax) or b"").rstrip(b" .>}]\n")
    with pytest.raises(RdfSyntaxError):
        parse_document(data, syntax)


def test_prefixes_are_kept() -> None:
    """So that a graph can be written again as its author wrote it."""
    document = parse_document(b"@prefix e: <http://example.org/> . e:s e:p e:o .", TURTLE)
    assert document.prefixes == {"e": "http://example.org/"}


def test_blank_nodes_of_two_documents_are_never_one() -> None:
    """Their labels mean something in their own document only."""
    first, second = (parse_document(b"_:a <a:p> 1 .", TURTLE).quads[0] for _ in range(2))
    assert first.subject != second.subject


def test_relative_iris_take_the_base() -> None:
    """Without a base they are errors."""
    document = parse_document(b"<s> <p> <o> .", TURTLE, base_iri="http://example.org/")
    assert document.quads[0].subject == EXAMPLE.subject


def test_a_literal_may_be_as_long_as_the_limit() -> None:
    """The limit counts bytes of UTF-8, not characters."""
    limits = ParseLimits(literal_bytes=8)
    for text, fits in (("12345678", True), ("123456789", False), ("ääää", True), ("äääää", False)):
        data = f'<a:s> <a:p> "{text}" .'.encode()
        if fits:
            assert parse_document(data, TURTLE, limits=limits).quads
        else:
            with pytest.raises(TooLargeError, match=r"the limit is 8 bytes.*ga:quote"):
                parse_document(data, TURTLE, limits=limits)


@pytest.mark.parametrize("syntax", [TURTLE, ox.RdfFormat.N_QUADS, ox.RdfFormat.JSON_LD])
def test_a_literal_beyond_the_parser_s_buffer_is_too_large(syntax: ox.RdfFormat) -> None:
    """The parser gives up at 16 MiB with an error that looks like lack of memory."""
    text = "x" * (17 << 20)
    data = ox.serialize(
        [ox.Quad(EXAMPLE.subject, EXAMPLE.predicate, ox.Literal(text))], None, syntax
    )
    with pytest.raises(TooLargeError, match="doc: a literal or a name is longer"):
        parse_document(data or b"", syntax, name="doc")


def test_a_document_beyond_the_limit_is_not_even_read(tmp_path: Path) -> None:
    """Neither from bytes nor from a file."""
    path = tmp_path / "file.ttl"
    path.write_bytes(b"<a:s> <a:p> 1 .")
    limits = ParseLimits(document_bytes=14)
    with pytest.raises(TooLargeError, match="limit of 14 bytes"):
        parse_path(path, limits)
    with pytest.raises(TooLargeError, match="limit of 14 bytes"):
        parse_document(path.read_bytes(), TURTLE, limits=limits)
    assert parse_path(path, ParseLimits(document_bytes=15)).quads


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<a:s> <a:p> <<( <a:s> <a:p> <a:o> )>> .", "triple term"),
        ("<a:s> <a:p> <a:o> {| <a:q> 1 |} .", "triple term"),
        ('<a:s> <a:p> "text"@en--ltr .', "text with a direction"),
    ],
)
def test_rdf_1_2_is_refused(text: str, kind: str) -> None:
    """It could be stored, and hardly anything else could read it."""
    with pytest.raises(InputError, match=rf"has a {kind}.*RDF 1\.2 is not stored"):
        parse_document(text.encode(), TURTLE)


def test_our_json_ld_context_needs_no_network() -> None:
    """A document that names it means what it means online."""
    data = json.dumps(
        {
            "@context": CONTEXT_IRI,
            "@id": "https://w3id.org/geoactors/id/agent/x",
            "@type": "https://w3id.org/geoactors/ns#Person",
        }
    )
    (quad,) = parse_document(data.encode(), ox.RdfFormat.JSON_LD).quads
    assert str(quad.object) == "<https://w3id.org/geoactors/ns#Person>"


@pytest.mark.parametrize(
    ("data", "syntax"),
    [
        (b'{"a:b":' * 20000 + b"1" + b"}" * 20000, ox.RdfFormat.JSON_LD),
        (b"<a:a> <a:b> " + b"<<( <a:a> <a:b> " * 100000, ox.RdfFormat.N_TRIPLES),
        (b"<e:a>" * 100000, ox.RdfFormat.RDF_XML),
    ],
)
def test_nesting_that_would_end_the_process_is_refused(data: bytes, syntax: ox.RdfFormat) -> None:
    """The parsers recurse, and a stack that overflows cannot be caught."""
    with pytest.raises(InputError):
        parse_document(data, syntax)
