"""Bodies of requests: read within the limit, inflated, and put into files for the writer."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from flask import request

from kg.errors import InputError, TooLargeError, UnsupportedFormatError
from kg.web.state import state
from kg.writer import Part


class EncodingError(UnsupportedFormatError):
    """The body is in an encoding that is not read; the answer names those that are."""


_CHUNK = 1 << 16
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}


def body() -> bytes:
    """The whole body of the current request, inflated.

    Raises:
        TooLargeError: it is larger than the limit, as sent or inflated.
        UnsupportedFormatError: an encoding other than gzip and deflate.
        InputError: it is not in the encoding that it claims.
    """
    return b"".join(chunks())


@contextmanager
def spooled_body() -> Iterator[Part]:
    """The body of the current request as one part, in a file for as long as the block runs.

    Raises:
        TooLargeError, UnsupportedFormatError, InputError: as `body`.
    """
    with TemporaryDirectory(prefix="geoactors-") as folder:
        path = Path(folder) / "body"
        with path.open("wb") as file:
            for chunk in chunks():
                file.write(chunk)
        yield Part(path, request.mimetype)


def chunks() -> Iterator[bytes]:
    """The body of the current request in pieces, inflated.

    Raises:
        TooLargeError, UnsupportedFormatError, InputError: as `body`.
    """
    most = state().settings.body_bytes
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if (request.content_length or 0) > most:
        raise _too_large(most)
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
            raise _too_large(most)
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
                yield inflater.decompress(chunk, _CHUNK)
                chunk = inflater.unconsumed_tail
        yield inflater.flush()
    except zlib.error as error:
        raise InputError(f"The body cannot be inflated: {error}.") from error
    if not inflater.eof:
        raise InputError("The body breaks off before its end.")


def _too_large(most: int) -> TooLargeError:
    return TooLargeError(
        f"The body is larger than the limit of {most:,} bytes.",
        hint="Send less at once, or use `kg load` beside the server.",
        limit="body-bytes",
    )
