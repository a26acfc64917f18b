"""The short way for queries asked before: from the cache, ahead of the application."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from flask import Response, g, request

from kg.errors import KgError
from kg.web.held.cache import CachedAnswer
from kg.web.state import State, state

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Application = Callable[[Any, Any], Iterable[bytes]]
_PATHS = ("/sparql", "/queries/", "/page/", "/cabinet/", "/search", "/suggest", "/completions")
_RULES = {
    "queries": "/queries/<name>",
    "page": "/page/<kind>/<slug>",
    "cabinet": "/cabinet/<state>",
}
_KEY = "geoactors.cache-key"
_ANSWER = "geoactors.answer"
_CONDITIONS = ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH")


class HotPath:
    """Answers a GET of a query, a search or the page of a thing that was answered before.

    The address is compared as it was sent, so nothing of it is read. A request
    with a condition goes to the application, and so does all else.
    """

    def __init__(self, application: Application, held: State) -> None:
        self._application = application
        self._state = held

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer from the cache, or pass the request on."""
        if (
            environ["REQUEST_METHOD"] != "GET"
            or not environ["PATH_INFO"].startswith(_PATHS)
            or any(name in environ for name in _CONDITIONS)
        ):
            return self._application(environ, start)
        try:
            version = self._state.version
        except KgError:  # the application knows how to say it
            return self._application(environ, start)
        path = environ["PATH_INFO"]
        key = (
            version,
            environ["wsgi.url_scheme"],
            environ.get("HTTP_HOST", ""),  # links name the host
            environ.get("SCRIPT_NAME", ""),
            path,
            environ.get("QUERY_STRING", ""),
            environ.get("HTTP_ACCEPT", ""),
            environ.get("HTTP_ACCEPT_ENCODING", ""),
            datetime.now(UTC).toordinal(),  # pages tell of today
        )
        found = self._state.cache.get(key)
        if found is None:
            environ[_KEY] = key
            return self._application(environ, start)
        start("200 OK", list(found.headers))
        self._state.counts.add(_RULES.get(str(path).split("/", 2)[1], str(path)), 200)
        return [found.body]


def current_version() -> int:
    """The version that the current request is answered from, kept on disk until it is answered.

    At first the one that this module looked at; a query may wait for its worker
    while others write.
    """
    if "version" not in g:
        key = request.environ.get(_KEY)
        g.version, g.pin = state().pinned(state().version if key is None else key[0])
    return int(g.version)


def remember(response: Response, tag: str) -> None:
    """Keep an answer for the next request that is sent in the same words."""
    key = request.environ.get(_KEY)
    if key is not None and tag and response.status_code == 200:
        request.environ[_ANSWER] = key


def keep(response: Response) -> None:
    """Put the answer into the cache, with the fields that it was sent with.

    One that is streamed is collected on its way, up to what the cache takes, and
    kept when it came to its end.
    """
    key = request.environ.get(_ANSWER)
    if key is None:
        return
    headers = tuple((name, value) for name, value in response.headers)
    cache = state().cache
    if not response.is_streamed:
        cache.put(key, CachedAnswer(headers, response.get_data()))
        return
    chunks = cast("Iterator[bytes]", response.response)
    response.response = _collected(
        chunks, lambda body: cache.put(key, _whole(headers, body)), cache.largest
    )


def _whole(headers: tuple[tuple[str, str], ...], body: bytes) -> CachedAnswer:
    return CachedAnswer((*headers, ("Content-Length", str(len(body)))), body)


def _collected(
    chunks: Iterator[bytes], keep_whole: Callable[[bytes], None], most: int
) -> Iterator[bytes]:
    held, whole = bytearray(), True  # one block: many small ones leave holes when they go
    with closing(chunks):  # type: ignore[type-var]
        for chunk in chunks:
            whole = whole and len(held) + len(chunk) <= most
            if whole:
                held += chunk
            else:
                held.clear()
            yield chunk
    if whole:
        keep_whole(bytes(held))
