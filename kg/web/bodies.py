"""Bodies of requests: read within the limit, inflated, and put into files for the writer."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import IO

from flask import request

from kg.errors import InputError, TooLargeError, UnsupportedFormatError
from kg.store.files import translated_errors
from kg.web.parameters import FORM
from kg.web.state import state
from kg.writer import Part

_CHUNK = 1 << 16
_PARAMETERS = 1 << 16
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}


class EncodingError(UnsupportedFormatError):
    """The body is in an encoding that is not read; the answer names those that are."""


def text_body(most: int, limit: str) -> bytes:
    """The whole body of the current request, inflated: a text of at most so many bytes, or a form.

    A form may be three times as long, since that is what encoding makes of a text, and
    there is room for other parameters. *limit* is the name of the limit.

    Raises:
        TooLargeError: it is larger than that, as sent or inflated.
        UnsupportedFormatError: an encoding other than gzip and deflate.
        InputError: it is not in the encoding that it claims.
    """
    longest = (3 * most if request.mimetype == FORM else most) + _PARAMETERS
    body = bytearray()  # one block: many small ones leave holes when they go
    for chunk in chunks(longest, limit):
        body += chunk
    return bytes(body)


@contextmanager
def spooled_body() -> Iterator[Part]:
    """The body of the current request as one part, in a file for as long as the block runs.

    Raises:
        TooLargeError, UnsupportedFormatError, InputError: as `text_body`.
        DiskFullError: there is no room for it.
    """
    with body_folder() as folder:
        path = folder / "body"
        with translated_errors(folder), path.open("wb") as file:
            for chunk in chunks():
                file.write(chunk)
        yield Part(path, request.mimetype)


@contextmanager
def body_folder() -> Iterator[Path]:
    """A folder for the documents of a request, gone with the block.

    Raises:
        DiskFullError: there is no room for it.
    """
    with ExitStack() as stack:
        with translated_errors(Path(gettempdir())):
            folder = stack.enter_context(TemporaryDirectory(prefix="geoactors-"))
        yield Path(folder)


def chunks(most: int | None = None, limit: str = "body-bytes") -> Iterator[bytes]:
    """The body of the current request in pieces, inflated, at most so many bytes.

    Raises:
        TooLargeError, UnsupportedFormatError, InputError: as `text_body`.
    """
    most = min(most or state().settings.body_bytes, state().settings.body_bytes)
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if (request.content_length or 0) > most:
        raise _too_large(most, limit)
    pieces = _read(request.stream)
    if encoding in _WINDOWS:
        pieces = _inflated(pieces, _WINDOWS[encoding])
    elif encoding not in ("", "identity"):
        raise EncodingError(
            f"A body in the encoding {encoding[:40]} is not read.", hint="Send it plain or in gzip."
        )
    total = 0
    for chunk in pieces:
        total += len(chunk)
        if total > most:
            raise _too_large(most, limit)
        yield chunk


def _read(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _inflated(pieces: Iterator[bytes], window: int) -> Iterator[bytes]:
    """Inflate in pieces of a bounded size, so that a bomb is seen before it bursts."""
    inflater = zlib.decompressobj(window)
    try:
        for chunk in pieces:
            while chunk:
                if inflater.eof:  # another member (RFC 1952 §2.2)
                    if window != _WINDOWS["gzip"]:
                        raise InputError("The body goes on behind its end.")
                    inflater = zlib.decompressobj(window)
                yield inflater.decompress(chunk, _CHUNK)
                chunk = inflater.unconsumed_tail or inflater.unused_data
        yield inflater.flush()
    except zlib.error as error:
        raise InputError(f"The body cannot be inflated: {error}.") from error
    if not inflater.eof:
        raise InputError("The body breaks off before its end.")


def _too_large(most: int, limit: str) -> TooLargeError:
    return TooLargeError(
        f"The body is larger than the limit of {most:,} bytes.",
        hint="Send less at once, or use `kg load` beside the server.",
        limit=limit,
    )
