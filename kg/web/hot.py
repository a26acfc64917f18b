"""The short way for queries asked before: from the cache, ahead of the application."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Response, request

from kg.errors import UnavailableError
from kg.web.cache import CachedAnswer
from kg.web.state import State, state

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Application = Callable[[Any, Any], Iterable[bytes]]
_PATH = "/sparql"
_KEY = "geoactors.cache-key"
_CONDITIONS = ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH")


class HotPath:
    """Answers a GET of `/sparql` that was answered for this version before.

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
            or environ["PATH_INFO"] != _PATH
            or any(name in environ for name in _CONDITIONS)
        ):
            return self._application(environ, start)
        try:
            version = self._state.version
        except UnavailableError:
            return self._application(environ, start)
        key = (
            version,
            environ.get("QUERY_STRING", ""),
            environ.get("HTTP_ACCEPT", ""),
            environ.get("HTTP_ACCEPT_ENCODING", ""),
        )
        found = self._state.cache.get(key)
        if found is None:
            environ[_KEY] = key
            return self._application(environ, start)
        start("200 OK", list(found.headers))
        self._state.counts.add("/sparql", 200)
        return [found.body]


def remember(response: Response, version: int, tag: str) -> None:
    """Keep a complete answer for the next request that is sent in the same words."""
    key = request.environ.get(_KEY)
    if key is None or key[0] != version or not tag or response.is_streamed:
        return
    if response.status_code == 200:
        request.environ["geoactors.answer"] = (key, tag)


def keep(response: Response) -> None:
    """Put the answer into the cache, with the fields that it was sent with."""
    if "geoactors.answer" in request.environ:
        key, tag = request.environ["geoactors.answer"]
        headers = tuple((name, value) for name, value in response.headers)
        state().cache.put(key, CachedAnswer(headers, tag, response.get_data()))
