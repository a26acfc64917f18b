"""Bytes and a media type to quads, within limits and without a network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import (
    InputError,
    NotFoundError,
    RdfSyntaxError,
    TooLargeError,
    UnsupportedFormatError,
)
from kg.guards import check_json, check_text, check_xml, with_bundled_contexts

FORMATS: dict[str, ox.RdfFormat] = {
    "ttl": ox.RdfFormat.TURTLE,
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "rdf": ox.RdfFormat.RDF_XML,
    "owl": ox.RdfFormat.RDF_XML,
    "xml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "json": ox.RdfFormat.JSON_LD,
}
"""File name endings to the syntaxes that are read."""

_LONG_TEXT = "Keep long texts in files and cite them with ga:quote."
_GENERIC = frozenset(("json", "xml"))
"""Endings that mostly name other things: such a file is read where it is named, not found."""

_READ = ", ".join(f".{ending}" for ending in FORMATS)
_FOUND = FORMATS.keys() - _GENERIC
_POSITION = re.compile(r"^Parser error at line .*?: (.*?)(?: \(line \d+\))?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ParseLimits:
    """What one document may hold: bytes of the whole, and bytes of one literal."""

    document_bytes: int = 1 << 30
    literal_bytes: int = 1 << 20


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """The quads of one document, in its order, and the prefixes it declared."""

    name: str
    quads: tuple[ox.Quad, ...]
    prefixes: dict[str, str]


def format_of_media_type(media_type: str) -> ox.RdfFormat:
    """Find the parser for a media type; its parameters are ignored.

    Raises:
        UnsupportedFormatError: no parser reads this media type.
    """
    bare = media_type.partition(";")[0].strip().lower()
    found = ox.RdfFormat.from_media_type(bare) if bare else None
    if found is None or found not in FORMATS.values():
        known = ", ".join(sorted({syntax.media_type for syntax in FORMATS.values()}))
        raise UnsupportedFormatError(
            f"There is no parser for the media type {bare or '(none)'}.",
            hint=f"Send one of: {known}.",
        )
    return found


def format_of_path(path: Path) -> ox.RdfFormat:
    """Find the parser for a file by the ending of its name.

    Raises:
        UnsupportedFormatError: no parser reads files with this ending.
    """
    found = FORMATS.get(path.suffix.lower().removeprefix("."))
    if found is None:
        raise UnsupportedFormatError(
            f"{path}: the ending {path.suffix or '(none)'} names no RDF syntax.",
            hint=f"Files are read by their ending: {_READ}.",
        )
    return found


def find_files(paths: Iterable[Path]) -> list[Path]:
    """List the RDF files among *paths*; folders are searched recursively, in name order.

    Raises:
        NotFoundError: a path is missing, or a folder holds no RDF file.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                file
                for file in path.rglob("*")
                if file.is_file() and file.suffix.lower().removeprefix(".") in _FOUND
            )
            if not inside:
                raise NotFoundError(f"{path}: the folder holds no RDF file ({_READ}).")
            found.extend(inside)
        elif path.exists():
            found.append(path)
        else:
            raise NotFoundError(f"{path}: there is no such file or folder.")
    return list(dict.fromkeys(found))


def parse_path(path: Path, limits: ParseLimits | None = None) -> ParsedDocument:
    """Parse the file at *path*, whose ending names its syntax.

    Raises:
        NotFoundError: there is no such file, or it cannot be read.
        InputError: as `parse_document`.
    """
    syntax = format_of_path(path)
    limits = limits or ParseLimits()
    try:
        if path.stat().st_size > limits.document_bytes:
            raise _too_large(str(path), limits.document_bytes)
        data = path.read_bytes()
    except OSError as error:
        raise NotFoundError(f"{path}: {error.strerror or error}.") from error
    return parse_document(data, syntax, name=str(path), limits=limits)


def parse_document(
    data: bytes,
    syntax: ox.RdfFormat,
    *,
    name: str = "the document",
    base_iri: str | None = None,
    limits: ParseLimits | None = None,
) -> ParsedDocument:
    """Parse *data* whole; nothing of a document that breaks off is returned.

    Blank nodes are renamed, so two documents never share one. No address is
    ever fetched: a JSON-LD context is ours or stands in the document.

    Raises:
        RdfSyntaxError: with line and column where the parser knows them.
        TooLargeError: the document or one literal is beyond *limits*.
        InputError: a construct that is refused: a DOCTYPE, a remote context, a triple term.
    """
    limits = limits or ParseLimits()
    if len(data) > limits.document_bytes:
        raise _too_large(name, limits.document_bytes)
    data = _guarded(data, syntax, name)
    try:
        parser = ox.parse(data, syntax, base_iri=base_iri, rename_blank_nodes=True)
        quads = tuple(_checked(parser, name, limits))
    except SyntaxError as error:
        raise _syntax_error(error, name) from error
    except ValueError as error:
        raise RdfSyntaxError(f"{name}: {error}.") from error
    except MemoryError as error:
        if "buffer" not in str(error):
            raise
        raise TooLargeError(  # the parser holds one token in a buffer of 16 MiB
            f"{name}: a literal or a name is longer than the parser reads;"
            f" the limit is {limits.literal_bytes:,} bytes.",
            hint=_LONG_TEXT,
        ) from error
    return ParsedDocument(name, quads, dict(parser.prefixes))


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
        value = quad.object
        if isinstance(value, ox.Triple) or (isinstance(value, ox.Literal) and value.direction):
            kind = "triple term" if isinstance(value, ox.Triple) else "text with a direction"
            raise InputError(
                f"{name}: {quad.subject} has a {kind} as object; RDF 1.2 is not stored.",
                hint="Use RDF 1.1: a named graph, a node of its own, a plain language tag.",
            )
        if isinstance(value, ox.Literal) and _longer(value.value, limits.literal_bytes):
            raise TooLargeError(
                f"{name}: {quad.subject} {quad.predicate} has a literal of"
                f" {len(value.value):,} characters; the limit is {limits.literal_bytes:,} bytes.",
                hint=_LONG_TEXT,
            )
        yield quad


def _longer(text: str, size: int) -> bool:
    return len(text) > size or (len(text) * 4 > size and len(text.encode()) > size)


def _too_large(name: str, size: int) -> TooLargeError:
    return TooLargeError(
        f"{name}: the document is beyond the limit of {size:,} bytes.",
        hint="Split it into several documents.",
    )


def _syntax_error(error: SyntaxError, name: str) -> RdfSyntaxError:
    text = str(error.msg)
    match = _POSITION.match(text)
    line, column = error.lineno or 0, error.offset or 0
    where = f"{name}:{line}:{column}" if line else name
    reason = (match[1] if match else text).rstrip(".")
    return RdfSyntaxError(f"{where}: {reason}.", line=line, column=column)
