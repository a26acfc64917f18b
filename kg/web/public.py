"""The address that a service is known by, where a proxy stands before it: host and path prefix."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kg.errors import ParameterError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Application = Callable[[Any, Any], Iterable[bytes]]
_URL = re.compile(r"https?://[A-Za-z0-9._:\[\]-]+(?:/[A-Za-z0-9._~-]+)*/?", re.ASCII)


class PublicAddress:
    """Answers as the service at *url*, whatever host the request names.

    A proxy may pass the path on with the prefix of *url* or without it.
    """

    def __init__(self, application: Application, url: str) -> None:
        parts = urlsplit(url)
        self._application = application
        self._scheme, self._host = parts.scheme, parts.netloc
        self._prefix = parts.path.rstrip("/")

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Pass a request on, as one that was sent to the public address."""
        environ["wsgi.url_scheme"] = self._scheme
        environ["HTTP_HOST"] = self._host
        environ["SCRIPT_NAME"] = self._prefix
        path = environ.get("PATH_INFO", "")
        if self._prefix and (path == self._prefix or path.startswith(self._prefix + "/")):
            environ["PATH_INFO"] = path.removeprefix(self._prefix) or "/"
        return self._application(environ, start)


def check_public_url(url: str) -> str:
    """Give back the public address of a service.

    Raises:
        ParameterError: it is no address of the web, or has more than a host and a path.
    """
    if not _URL.fullmatch(url):
        raise ParameterError(
            f"{url[:200]!r} cannot be the address of a service.",
            hint="Write it as https://data.example.org/ or https://example.org/geo/.",
        )
    return url
