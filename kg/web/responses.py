"""Answers with their entity tag, what they vary with, and gzip for those who ask."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator

from flask import Response, request

from kg.web.conditions import not_modified
from kg.web.state import state
from kg.workers import Answer

_LEAST = 1024  # below it the fields of gzip cost more than it saves
_LEVEL = 5


def content_type(media_type: str) -> str:
    """The value of Content-Type; text is UTF-8."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def wants_gzip(accepted: str | None) -> bool:
    """The client names gzip, or anything, with a quality above 0."""
    for part in (accepted or "").lower().split(","):
        coding, _, parameters = part.partition(";")
        if coding.strip() in ("gzip", "x-gzip"):
            quality = parameters.replace(" ", "").partition("q=")[2] or "1"
            return quality.strip("0.") != ""
    return False


def representation_tag(tag: str) -> str:
    """The tag of what this client gets: gzip makes other bytes."""
    return f"{tag}-gzip" if wants_gzip(request.headers.get("Accept-Encoding")) else tag


def unchanged(tag: str) -> Response | None:
    """An empty 304 when the client holds the answer of this tag.

    Raises:
        PreconditionError: the client insists on another state.
    """
    return unmodified(tag) if not_modified(representation_tag(tag)) else None


def unmodified(tag: str) -> Response:
    """An empty 304 for a client that holds the answer of this tag."""
    return _with_fields(Response(status=304), representation_tag(tag))


def respond(answer: Answer | bytes | str, media_type: str, tag: str = "") -> Response:
    """Build the answer of a read: compressed when the client asks, with its tag when it has one."""
    packed = wants_gzip(request.headers.get("Accept-Encoding"))
    if isinstance(answer, Answer) and answer.chunks is not None:
        stream = state().streams.admit(answer.chunks)
        chunks = _packed(stream) if packed else stream
        response = Response(chunks, content_type=content_type(media_type))
        response.call_on_close(stream.close)  # also when nothing of it is read, as for HEAD
    else:
        whole = answer.read() if isinstance(answer, Answer) else answer
        body = whole.encode("utf-8") if isinstance(whole, str) else whole
        packed = packed and len(body) >= _LEAST
        data = gzip.compress(body, _LEVEL, mtime=0) if packed else body
        response = Response(data, content_type=content_type(media_type))
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return _with_fields(response, representation_tag(tag) if tag else "")


def _with_fields(response: Response, tag: str) -> Response:
    response.headers["Vary"] = "Accept, Accept-Encoding"
    if tag:
        response.set_etag(tag)
        response.headers["Cache-Control"] = "no-cache"  # keep it, and ask whether it still holds
    return response


def _packed(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Compress on the way; a failure ends the connection before the answer is whole.

    The first piece goes out at once, and the status with it: no error may come between.
    """
    packer = zlib.compressobj(_LEVEL, wbits=31)
    yield packer.compress(next(chunks, b"")) + packer.flush(zlib.Z_SYNC_FLUSH)
    for chunk in chunks:
        if piece := packer.compress(chunk):
            yield piece
    yield packer.flush()
