"""Bytes and a media type to quads, within limits and without a network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import NotFoundError, RdfSyntaxError, TooLargeError
from kg.guards import (
    check_encoding,
    check_json,
    check_quad,
    check_text,
    check_xml,
    with_bundled_contexts,
    without_mark,
)
from kg.parsing.files import require_file
from kg.parsing.formats import format_of_path

_LONG_TEXT = "Keep long texts in files and cite them with ga:quote."
_POSITION = re.compile(r"^Parser error at line .*?: (.*?)(?: \(line \d+\))?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ParseLimits:
    """What one document may hold: bytes of the whole, and bytes of one literal."""

    document_bytes: int = 1 << 30
    literal_bytes: int = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file in which the text of a document stands, byte by byte, and its syntax."""

    path: Path
    syntax: ox.RdfFormat


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """The quads of one document, in its order, and the prefixes it declared.

    *source* is where its text can be read again; the text itself is not kept.
    """

    name: str
    quads: tuple[ox.Quad, ...]
    prefixes: dict[str, str]
    source: Source | None = None


def parse_path(
    path: Path, limits: ParseLimits | None = None, *, base_iri: str | None = None
) -> ParsedDocument:
    """Parse the file at *path*, whose ending names its syntax.

    Relative IRIs stand against *base_iri*; without one they are refused.

    Raises:
        NotFoundError: there is no such file, or it cannot be read.
        InputError: it is no file, or as `parse_document`.
    """
    syntax = format_of_path(path)
    limits = limits or ParseLimits()
    require_file(path)
    try:
        _check_size(path.stat().st_size, limits, str(path))
        data = path.read_bytes()
    except OSError as error:
        raise NotFoundError(f"{path}: {error.strerror or error}.") from error
    return parse_document(data, syntax, name=str(path), base_iri=base_iri, limits=limits, file=path)


def parse_document(
    data: bytes,
    syntax: ox.RdfFormat,
    *,
    name: str = "the document",
    base_iri: str | None = None,
    limits: ParseLimits | None = None,
    file: Path | None = None,
) -> ParsedDocument:
    """Parse *data* whole; nothing of a document that breaks off is returned.

    Blank nodes are renamed, so two documents never share one. No address is ever
    fetched: a JSON-LD context is ours or stands in the document. Lines can be
    looked up later in *file*, which holds *data*.

    Raises:
        RdfSyntaxError: with line and column where the parser knows them.
        TooLargeError: the document or one literal is beyond *limits*.
        InputError: a DOCTYPE, a remote context, a triple term, a control character.
    """
    limits = limits or ParseLimits()
    _check_size(len(data), limits, name)
    data = without_mark(data, name)
    try:
        data = _guarded(data, syntax, name)
        parser = ox.parse(data, syntax, base_iri=base_iri, rename_blank_nodes=True)
        quads = tuple(_checked(parser, name, limits))
    except (SyntaxError, RdfSyntaxError) as error:
        check_encoding(data, name)
        if isinstance(error, RdfSyntaxError):
            raise
        raise syntax_error(error, name) from error
    except ValueError as error:
        raise RdfSyntaxError(f"{name}: {error}.") from error
    except MemoryError as error:
        if "buffer" not in str(error):
            raise
        raise _too_long(name, limits.literal_bytes) from error
    source = Source(file, syntax) if file else None
    return ParsedDocument(name, quads, dict(parser.prefixes), source)


def _guarded(data: bytes, syntax: ox.RdfFormat, name: str) -> bytes:
    """Refuse what the parser must not see, and put the bundled context in its place."""
    if syntax == ox.RdfFormat.RDF_XML:
        check_xml(data, name)
    elif syntax == ox.RdfFormat.JSON_LD:
        check_json(data, name)
        return with_bundled_contexts(data, name)
    else:
        check_text(data, name)
    return data


def _checked(quads: Iterable[ox.Quad], name: str, limits: ParseLimits) -> Iterator[ox.Quad]:
    for quad in quads:
        check_quad(quad, name, limits.literal_bytes)
        yield quad


def _check_size(size: int, limits: ParseLimits, name: str) -> None:
    if size > limits.document_bytes:
        raise TooLargeError(
            f"{name}: the document is beyond the limit of {limits.document_bytes:,} bytes.",
            hint="Split it into several documents.",
        )


def _too_long(name: str, size: int) -> TooLargeError:
    # The parser holds one token in a buffer of 16 MiB.
    return TooLargeError(
        f"{name}: a literal or a name is longer than the parser reads;"
        f" the limit is {size:,} bytes.",
        hint=_LONG_TEXT,
    )


def syntax_error(error: SyntaxError, name: str) -> RdfSyntaxError:
    """Turn the parser's syntax error into ours, with line and column where it knows them."""
    text = str(error.msg)
    match = _POSITION.match(text)
    line, column = error.lineno or 0, error.offset or 0
    where = f"{name}:{line}:{column}" if line else name
    reason = (match[1] if match else text).rstrip(".")
    return RdfSyntaxError(f"{where}: {reason}.", line=line, column=column)
