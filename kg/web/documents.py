"""Documents of RDF that a request sends: one in its body, or several as the parts of a form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from flask import request
from werkzeug.datastructures import Headers
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Event, Field, File, MultipartDecoder, NeedData

from kg.errors import InputError, TooLargeError, UnsupportedFormatError
from kg.parsing import FORMATS, format_of_media_type
from kg.store.files import translated_errors
from kg.web.bodies import body_folder, chunks
from kg.web.parameters import check_charset
from kg.writer import Part

_FORM = "multipart/form-data"
_RDF_XML = "application/rdf+xml"
_RDF_NAMESPACE = b"22-rdf-syntax-ns#"
_OUTSIDE = 1 << 20
"""Bytes of a form that may stand together outside its documents; they are held in memory."""


@contextmanager
def sent_documents() -> Iterator[tuple[Part, ...]]:
    """The documents of the current request, in files for as long as the block runs.

    A POST of nothing sends none. A body without a media type is taken for RDF/XML
    when it looks like it (SPARQL 1.1 Graph Store HTTP Protocol §5).

    Raises:
        UnsupportedFormatError: there is no parser for a media type or a charset.
        TooLargeError: the body is larger than the limit.
        InputError: the body is no form, or is not as it was encoded.
        DiskFullError: there is no room for them.
    """
    with body_folder() as folder:
        with translated_errors(folder):
            if request.mimetype == _FORM and request.method == "POST":
                parts = tuple(_parts(folder))
            else:
                parts = _whole(folder / "body")
        yield parts


def _whole(path: Path) -> tuple[Part, ...]:
    with path.open("wb") as file:
        size = sum(file.write(chunk) for chunk in chunks())
    if request.method == "POST" and not size:
        return ()
    check_charset("The document")
    if request.mimetype:
        format_of_media_type(request.mimetype)
    elif not _looks_like_rdf_xml(path):
        raise UnsupportedFormatError(
            "The body has no media type.", hint="Name it with Content-Type."
        )
    return (Part(path, request.mimetype or _RDF_XML),)


def _looks_like_rdf_xml(path: Path) -> bool:
    with path.open("rb") as file:
        return _RDF_NAMESPACE in file.read(4096)


def _parts(folder: Path) -> Iterator[Part]:
    """Read a form strictly: one that breaks off is refused (RFC 7578)."""
    boundary = request.mimetype_params.get("boundary", "")
    if not boundary:
        raise InputError("The form names no boundary.")
    decoder = MultipartDecoder(boundary.encode("latin-1", "replace"), _OUTSIDE)
    count = 0
    part: Part | None = None
    file: IO[bytes] | None = None
    try:
        for event in _events(decoder):
            if isinstance(event, Field | File):
                part = _part(event, folder / str(count))
                count += 1
                file = part.path.open("wb")
            elif isinstance(event, Data) and part is not None and file is not None:
                file.write(event.data)
                if not event.more_data:
                    file.close()
                    yield part
    finally:
        if file is not None:
            file.close()
    if not count:
        raise InputError("The form has no document.", hint="Send each as a file of the form.")


def _events(decoder: MultipartDecoder) -> Iterator[Event]:
    sent = iter(chunks())
    try:
        while True:
            event = decoder.next_event()
            if isinstance(event, Epilogue):
                return
            if isinstance(event, NeedData):
                decoder.receive_data(next(sent, None))
            else:
                yield event
    except RequestEntityTooLarge as error:
        raise TooLargeError(
            f"The form holds more than {_OUTSIDE:,} bytes that are of no document.",
            hint="Send each document as a file of the form.",
            limit="body-bytes",
        ) from error
    except ValueError as error:
        raise InputError(f"The form cannot be read, or breaks off: {error}.") from error


def _part(event: Field | File, path: Path) -> Part:
    filename = event.filename if isinstance(event, File) else ""
    name = f"the file {filename}" if filename else f"the part {event.name}"
    return Part(path, _media_type(event.headers, filename, name), name[:120])


def _media_type(headers: Headers, filename: str, name: str) -> str:
    """The media type that a part names, else that of the ending of its file name."""
    media_type, parameters = parse_options_header(headers.get("Content-Type", ""))
    if media_type:
        if parameters.get("charset", "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
            raise UnsupportedFormatError(f"{name} is not sent as UTF-8.", hint="Send it as UTF-8.")
        format_of_media_type(media_type)
        return media_type
    _, dot, ending = filename.rpartition(".")
    syntax = FORMATS.get(ending.lower()) if dot else None
    if syntax is None:
        raise InputError(
            f"{name} has neither a media type nor an ending that is known.",
            hint="Name its media type with Content-Type.",
        )
    return syntax.media_type
