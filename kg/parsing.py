"""Bytes and a media type to quads, within limits and without a network."""

from __future__ import annotations

import os
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
from kg.guards import (
    check_encoding,
    check_json,
    check_quad,
    check_text,
    check_xml,
    with_bundled_contexts,
    without_mark,
)

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

    Links to folders are followed, and no folder is searched twice.

    Raises:
        NotFoundError: a path is missing, or a folder cannot be read or holds no RDF file.
        InputError: a path is neither a file nor a folder: reading it might never end.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise NotFoundError(f"{path}: there is no such file or folder.")
        if not path.is_dir():
            _require_file(path)
        inside = sorted(_files_in(path)) if path.is_dir() else [path]
        if not inside:
            raise NotFoundError(f"{path}: the folder holds no RDF file ({_READ}).")
        found.extend(inside)
    return list(dict.fromkeys(found))


def _files_in(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise NotFoundError(f"{error.filename}: {error.strerror or error}.") from error

    seen: set[str] = set()
    for root, folders, names in os.walk(folder, onerror=refuse, followlinks=True):
        real = os.path.realpath(root)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders.sort()
        for path in (Path(root, name) for name in names):
            if path.suffix.lower().removeprefix(".") in _FOUND and path.is_file():
                yield path


def _require_file(path: Path) -> None:
    if path.exists() and not path.is_file():
        raise InputError(
            f"{path}: this is neither a file nor a folder.",
            hint="Write a pipe or device to a file first.",
        )


def parse_path(path: Path, limits: ParseLimits | None = None) -> ParsedDocument:
    """Parse the file at *path*, whose ending names its syntax.

    Raises:
        NotFoundError: there is no such file, or it cannot be read.
        InputError: it is no file, or as `parse_document`.
    """
    syntax = format_of_path(path)
    limits = limits or ParseLimits()
    _require_file(path)
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
        InputError: a DOCTYPE, a remote context, a triple term, a control character.
    """
    limits = limits or ParseLimits()
    if len(data) > limits.document_bytes:
        raise _too_large(name, limits.document_bytes)
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
        check_quad(quad, name, limits.literal_bytes)
        yield quad


def _too_large(name: str, size: int) -> TooLargeError:
    return TooLargeError(
        f"{name}: the document is beyond the limit of {size:,} bytes.",
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
